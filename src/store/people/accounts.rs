//! Who works here: adding, finding, changing accounts.

use chrono::{DateTime, Utc};
use diesel::{
    Connection, ExpressionMethods, HasQuery, OptionalExtension, PgConnection, QueryDsl, RunQueryDsl, define_sql_function, insert_into,
    update,
};
use uuid::Uuid;

use crate::shop::AccountId;
use crate::store::ground::error::StoreError;
use crate::store::people::sessions;
use crate::store::people::tables::accounts;
use crate::store::people::token::TokenHash;

define_sql_function! {
    /// Lower case, as the database sees it.
    fn lower(text: diesel::sql_types::Text) -> diesel::sql_types::Text;
}

/// What an account may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Everything but `/admin`.
    Staff,
    /// Everything.
    Admin,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 2] = [Self::Staff, Self::Admin];

    /// The role's name in forms, on the command line and in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Staff => "staff",
            Self::Admin => "admin",
        }
    }

    /// The role of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }

    /// The role in words.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Staff => "Staff",
            Self::Admin => "Admin",
        }
    }
}

/// Somebody who works here.
#[derive(Debug, Clone, HasQuery)]
#[diesel(table_name = accounts)]
pub struct Account {
    /// Identity.
    pub id: Uuid,
    /// What they are called, here and at the door.
    pub name: String,
    role: String,
    password_hash: Option<String>,
    /// Since when the account cannot be used.
    pub disabled_at: Option<DateTime<Utc>>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Whether an admin requires a second factor of it.
    pub second_factor_required: bool,
}

impl Account {
    /// Identity, as events carry it.
    #[must_use]
    pub fn account_id(&self) -> AccountId {
        AccountId(self.id)
    }

    /// What they may do. What the database does not know is the lesser one.
    #[must_use]
    pub fn role(&self) -> Role {
        Role::named(&self.role).unwrap_or(Role::Staff)
    }

    /// What their password must fit; `None` where they cannot sign in.
    #[must_use]
    pub fn password_hash(&self) -> Option<&str> {
        self.password_hash.as_deref()
    }
}

/// A new account.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// Identity; a form that is sent twice brings the same one twice.
    pub id: AccountId,
    /// What they are called.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Their password, hashed; `None` for somebody who cannot sign in.
    pub password_hash: Option<String>,
}

/// What became of a change to an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It is so now.
    Done,
    /// It would have left nobody to run the shop.
    LastAdmin,
}

/// Everybody, by name.
///
/// # Errors
/// Those of the database.
pub fn all(conn: &mut PgConnection) -> Result<Vec<Account>, StoreError> {
    Ok(Account::query().order(lower(accounts::name)).load(conn)?)
}

/// One account.
///
/// # Errors
/// [`StoreError::NotFound`], and those of the database.
pub fn find(conn: &mut PgConnection, id: AccountId) -> Result<Account, StoreError> {
    Ok(Account::query().filter(accounts::id.eq(id.0)).first(conn)?)
}

/// The account of this name, whatever its case.
///
/// # Errors
/// Those of the database.
pub fn named(conn: &mut PgConnection, name: &str) -> Result<Option<Account>, StoreError> {
    Ok(Account::query().filter(lower(accounts::name).eq(lower(name))).first(conn).optional()?)
}

/// Adds an account. The same one again is no error and changes nothing.
///
/// # Errors
/// A constraint `accounts_name_key` where somebody else has the name, and those of the database.
pub fn add(conn: &mut PgConnection, new: &NewAccount) -> Result<(), StoreError> {
    insert_into(accounts::table)
        .values((
            accounts::id.eq(new.id.0),
            accounts::name.eq(&new.name),
            accounts::role.eq(new.role.name()),
            accounts::password_hash.eq(&new.password_hash),
        ))
        .on_conflict(accounts::id)
        .do_nothing()
        .execute(conn)?;
    Ok(())
}

/// Gives an account another role, and ends its sessions where that changes anything.
///
/// # Errors
/// [`StoreError::NotFound`], and those of the database.
pub fn set_role(conn: &mut PgConnection, id: AccountId, role: Role) -> Result<Change, StoreError> {
    change(conn, id, role == Role::Staff, |conn, account| {
        if account.role() != role {
            update(accounts::table.find(id.0)).set(accounts::role.eq(role.name())).execute(conn)?;
            sessions::end_all(conn, id, None)?;
        }
        Ok(())
    })
}

/// Disables an account, which ends its sessions.
///
/// # Errors
/// As [`set_role`].
pub fn disable(conn: &mut PgConnection, id: AccountId, now: DateTime<Utc>) -> Result<Change, StoreError> {
    change(conn, id, true, |conn, account| {
        if account.disabled_at.is_none() {
            update(accounts::table.find(id.0)).set(accounts::disabled_at.eq(now)).execute(conn)?;
        }
        sessions::end_all(conn, id, None)
    })
}

/// Lets a disabled account be used again.
///
/// # Errors
/// As [`set_role`].
pub fn enable(conn: &mut PgConnection, id: AccountId) -> Result<(), StoreError> {
    let enabled = update(accounts::table.find(id.0)).set(accounts::disabled_at.eq(None::<DateTime<Utc>>)).execute(conn)?;
    if enabled == 0 { Err(StoreError::NotFound) } else { Ok(()) }
}

/// Gives an account another password, and ends its sessions, except one where the person themselves did it.
///
/// # Errors
/// As [`set_role`].
pub fn set_password(conn: &mut PgConnection, id: AccountId, hash: &str, keep: Option<TokenHash>) -> Result<(), StoreError> {
    conn.transaction(|conn| {
        let changed = update(accounts::table.find(id.0)).set(accounts::password_hash.eq(hash)).execute(conn)?;
        if changed == 0 {
            return Err(StoreError::NotFound);
        }
        sessions::end_all(conn, id, keep)
    })
}

/// Changes an account while nobody else changes who runs the shop.
fn change(
    conn: &mut PgConnection,
    id: AccountId,
    takes_an_admin: bool,
    work: impl FnOnce(&mut PgConnection, &Account) -> Result<(), StoreError>,
) -> Result<Change, StoreError> {
    conn.transaction(|conn| {
        let admins: Vec<Uuid> = accounts::table
            .filter(accounts::role.eq(Role::Admin.name()))
            .filter(accounts::disabled_at.is_null())
            .filter(accounts::password_hash.is_not_null())
            .order(accounts::id)
            .select(accounts::id)
            .for_update()
            .load(conn)?;
        if takes_an_admin && admins == [id.0] {
            return Ok(Change::LastAdmin);
        }
        let account = Account::query().filter(accounts::id.eq(id.0)).for_update().first(conn)?;
        work(conn, &account)?;
        Ok(Change::Done)
    })
}

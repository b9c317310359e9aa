//! Who works here: adding, finding, changing accounts.

use chrono::{DateTime, Utc};
use diesel::sql_types::{Bool, Nullable, Text, Timestamptz, Uuid};
use diesel::{Connection, PgConnection};

use crate::shop::{AccountId, Look, text};
use crate::store::ground::error::StoreError;
use crate::store::ground::reader::Reads;
use crate::store::ground::statement::{Deed, Rows, row, statements};
use crate::store::ground::values::named;
use crate::store::people::sign_out;
use crate::store::people::token::TokenHash;

statements! {
    /// Everybody who works here, by name.
    Accounts = "people/accounts.sql", () -> Account;
    /// An account.
    AccountById = "people/account.sql", (account: AccountId as Uuid) -> Account;
    /// The account of a name, whatever its case.
    AccountNamed = "people/account_named.sql", (name: String as Text) -> Account;
    /// An account, held until the transaction ends.
    HoldAccount = "people/hold_account.sql", (account: AccountId as Uuid) => Account;
    /// Those who can run the shop, held until the transaction ends.
    HoldAdmins = "people/hold_admins.sql", () => Admin;
    /// Adds an account.
    AddAccount = "people/add_account.sql",
        (id: AccountId as Uuid, name: String as Text, role: Role as Text, password: Option<String> as Nullable<Text>, look: String as Text, look_small: String as Text);
    /// Gives an account another role.
    SetRole = "people/set_role.sql", (account: AccountId as Uuid, role: Role as Text);
    /// Says since when an account cannot be used.
    SetDisabled = "people/set_disabled.sql", (account: AccountId as Uuid, since: Option<DateTime<Utc>> as Nullable<Timestamptz>);
    /// The password of an account that may be used.
    UnchangedAccount = "people/unchanged_account.sql", (account: AccountId as Uuid) => Password;
    /// Gives an account another password.
    SetPassword = "people/set_password.sql", (account: AccountId as Uuid, password: String as Text);
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

named!(Role);

row! {
    /// Somebody who works here.
    #[derive(Eq)]
    pub struct Account {
        /// Identity.
        pub id: AccountId as Uuid,
        /// What they are called, here and at the door.
        pub name: String as Text,
        /// What they may do.
        pub role: Role as Text,
        /// What their password must fit; `None` where they cannot sign in.
        pub password_hash: Option<String> as Nullable<Text>,
        /// Since when the account cannot be used.
        pub disabled_at: Option<DateTime<Utc>> as Nullable<Timestamptz>,
        /// When it was made.
        pub created_at: DateTime<Utc> as Timestamptz,
        /// Whether an admin requires a second factor of it.
        pub second_factor_required: bool as Bool,
    }
}

row! {
    /// Somebody who can run the shop.
    pub(in crate::store) struct Admin {
        id: AccountId as Uuid,
    }
}

row! {
    /// A password, hashed; `None` where there is none.
    pub(in crate::store) struct Password {
        password_hash: Option<String> as Nullable<Text>,
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
pub fn all(conn: &mut impl Reads) -> Result<Vec<Account>, StoreError> {
    Accounts {}.rows(conn)
}

/// One account.
///
/// # Errors
/// [`StoreError::NotFound`], and those of the database.
pub fn find(conn: &mut PgConnection, id: AccountId) -> Result<Account, StoreError> {
    AccountById { account: id }.one(conn)
}

/// The account of this name, whatever its case: as names are kept, or as it is typed, for an old one that looks like another.
///
/// # Errors
/// Those of the database.
pub fn named(conn: &mut PgConnection, typed: &str) -> Result<Option<Account>, StoreError> {
    let kept = AccountNamed { name: text::line(typed) }.first(conn)?;
    if kept.is_some() { Ok(kept) } else { AccountNamed { name: typed.trim().to_owned() }.first(conn) }
}

/// Adds an account. The same one again is no error and changes nothing.
///
/// # Errors
/// A constraint with a sentence where somebody else has the name, or one that looks like it, and those of the database.
pub fn add(conn: &mut PgConnection, new: &NewAccount) -> Result<(), StoreError> {
    let NewAccount { id, name, role, password_hash: password } = new.clone();
    let Look { as_written: look, in_small: look_small } = Look::of(&name);
    AddAccount { id, name, role, password, look, look_small }.run(conn)?;
    Ok(())
}

/// Gives an account another role, and ends its sessions where that changes anything.
///
/// # Errors
/// [`StoreError::NotFound`], and those of the database.
pub fn set_role(conn: &mut PgConnection, id: AccountId, role: Role) -> Result<Change, StoreError> {
    change(conn, id, role == Role::Staff, |conn, account| {
        if account.role != role {
            SetRole { account: id, role }.run(conn)?;
            sign_out::end_all(conn, id, None)?;
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
            SetDisabled { account: id, since: Some(now) }.run(conn)?;
        }
        sign_out::end_all(conn, id, None)
    })
}

/// Lets a disabled account be used again.
///
/// # Errors
/// As [`set_role`].
pub fn enable(conn: &mut PgConnection, id: AccountId) -> Result<(), StoreError> {
    let enabled = SetDisabled { account: id, since: None }.run(conn)?;
    if enabled == 0 { Err(StoreError::NotFound) } else { Ok(()) }
}

/// Gives an account another password, and ends its sessions, except one where the person themselves did it.
///
/// # Errors
/// As [`set_role`].
pub fn set_password(conn: &mut PgConnection, id: AccountId, hash: &str, keep: Option<TokenHash>) -> Result<(), StoreError> {
    conn.transaction(|conn| {
        let changed = SetPassword { account: id, password: hash.into() }.run(conn)?;
        if changed == 0 {
            return Err(StoreError::NotFound);
        }
        sign_out::end_all(conn, id, keep)
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
        let admins = HoldAdmins {}.rows(conn)?;
        if takes_an_admin && admins == [Admin { id }] {
            return Ok(Change::LastAdmin);
        }
        let account = HoldAccount { account: id }.one(conn)?;
        work(conn, &account)?;
        Ok(Change::Done)
    })
}

/// Whether the account can still be used, with the same password as when `account` was read; it stays so until the transaction ends.
pub(in crate::store) fn is_unchanged(conn: &mut PgConnection, account: &Account) -> Result<bool, StoreError> {
    let found = UnchangedAccount { account: account.id }.first(conn)?;
    Ok(found.and_then(|password| password.password_hash) == account.password_hash)
}

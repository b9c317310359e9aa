//! Who is signed in: beginning, finding, ending sessions.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::{Connection, ExpressionMethods, OptionalExtension, PgConnection, QueryDsl, RunQueryDsl, delete, insert_into, update};
use uuid::Uuid;

use super::{
    StoreError,
    accounts::{Account, Role},
    people::{accounts, sessions},
    token::TokenHash,
};
use crate::shop::AccountId;

/// Somebody who is signed in.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// Whose session it is.
    pub account: AccountId,
    /// What they are called.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Which of their sessions this is.
    pub session: TokenHash,
}

/// How long a session lives.
#[derive(Debug, Clone, Copy)]
pub struct Lifetime {
    /// Without being used.
    pub idle: TimeDelta,
    /// At most.
    pub absolute: TimeDelta,
}

impl Lifetime {
    /// The last time of use is kept to a minute, or a tenth of a short limit: not every view of a page should write.
    fn grain(self) -> TimeDelta {
        (self.idle / 10).min(TimeDelta::minutes(1))
    }
}

/// Begins a session, unless the account was disabled or its password changed since `account` was read.
///
/// # Errors
/// Those of the database.
pub fn begin(
    conn: &mut PgConnection,
    account: &Account,
    session: TokenHash,
    now: DateTime<Utc>,
    lifetime: Lifetime,
) -> Result<bool, StoreError> {
    conn.transaction(|conn| {
        delete(sessions::table.filter(sessions::last_seen_at.lt(now - lifetime.idle))).execute(conn)?;
        let password: Option<Option<String>> = accounts::table
            .find(account.id)
            .filter(accounts::disabled_at.is_null())
            .select(accounts::password_hash)
            .for_share()
            .first(conn)
            .optional()?;
        if password.flatten().as_deref() != account.password_hash() {
            return Ok(false);
        }
        insert_into(sessions::table)
            .values((
                sessions::token_hash.eq(session.0.as_slice()),
                sessions::account_id.eq(account.id),
                sessions::created_at.eq(now),
                sessions::last_seen_at.eq(now),
            ))
            .execute(conn)?;
        Ok(true)
    })
}

/// Who holds this session, if it still lives.
///
/// # Errors
/// Those of the database.
pub fn find(conn: &mut PgConnection, session: TokenHash, now: DateTime<Utc>, lifetime: Lifetime) -> Result<Option<SignedIn>, StoreError> {
    let found: Option<(Uuid, String, String, DateTime<Utc>)> = sessions::table
        .inner_join(accounts::table)
        .filter(sessions::token_hash.eq(session.0.as_slice()))
        .filter(sessions::created_at.gt(now - lifetime.absolute))
        .filter(sessions::last_seen_at.gt(now - lifetime.idle))
        .filter(accounts::disabled_at.is_null())
        .select((accounts::id, accounts::name, accounts::role, sessions::last_seen_at))
        .first(conn)
        .optional()?;
    let Some((account, name, role, last_seen_at)) = found else { return Ok(None) };
    if now - last_seen_at > lifetime.grain() {
        update(sessions::table.find(session.0.as_slice())).set(sessions::last_seen_at.eq(now)).execute(conn)?;
    }
    Ok(Some(SignedIn { account: AccountId(account), name, role: Role::named(&role).unwrap_or(Role::Staff), session }))
}

/// Ends one session.
///
/// # Errors
/// Those of the database.
pub fn end(conn: &mut PgConnection, session: TokenHash) -> Result<(), StoreError> {
    delete(sessions::table.find(session.0.as_slice())).execute(conn)?;
    Ok(())
}

/// Ends all sessions of an account, except one.
///
/// # Errors
/// Those of the database.
pub fn end_all(conn: &mut PgConnection, account: AccountId, except: Option<TokenHash>) -> Result<(), StoreError> {
    let except = except.map_or_else(Vec::new, |session| session.0.to_vec());
    delete(sessions::table.filter(sessions::account_id.eq(account.0)).filter(sessions::token_hash.ne(except))).execute(conn)?;
    Ok(())
}

//! Who is signed in: beginning, finding, ending sessions.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::{
    Connection, ExpressionMethods, OptionalExtension, PgConnection, QueryDsl, RunQueryDsl, delete, dsl::sql, insert_into, sql_types::Text,
    update,
};
use uuid::Uuid;

use super::{
    StoreError,
    accounts::{Account, Role},
    changes::Seen,
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
    /// What of the log could be seen before anything was read for them.
    pub seen: Seen,
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

/// Who uses this session, if it still lives.
///
/// # Errors
/// Those of the database.
pub fn find(conn: &mut PgConnection, session: TokenHash, now: DateTime<Utc>, lifetime: Lifetime) -> Result<Option<SignedIn>, StoreError> {
    let Some((signed_in, last_seen_at)) = living(conn, session, now, lifetime)? else { return Ok(None) };
    if now - last_seen_at > lifetime.grain() {
        update(sessions::table.find(session.0.as_slice())).set(sessions::last_seen_at.eq(now)).execute(conn)?;
    }
    Ok(Some(signed_in))
}

/// Who holds this session, without having used it: a page that is merely open asks by itself, and must not keep anybody signed in.
///
/// # Errors
/// Those of the database.
pub fn glimpse(
    conn: &mut PgConnection,
    session: TokenHash,
    now: DateTime<Utc>,
    lifetime: Lifetime,
) -> Result<Option<SignedIn>, StoreError> {
    Ok(living(conn, session, now, lifetime)?.map(|(signed_in, _)| signed_in))
}

fn living(
    conn: &mut PgConnection,
    session: TokenHash,
    now: DateTime<Utc>,
    lifetime: Lifetime,
) -> Result<Option<(SignedIn, DateTime<Utc>)>, StoreError> {
    let found: Option<(Uuid, String, String, DateTime<Utc>, String)> = sessions::table
        .inner_join(accounts::table)
        .filter(sessions::token_hash.eq(session.0.as_slice()))
        .filter(sessions::created_at.gt(now - lifetime.absolute))
        .filter(sessions::last_seen_at.gt(now - lifetime.idle))
        .filter(accounts::disabled_at.is_null())
        .select((accounts::id, accounts::name, accounts::role, sessions::last_seen_at, sql::<Text>("pg_current_snapshot()::text")))
        .first(conn)
        .optional()?;
    let Some((account, name, role, last_seen_at, seen)) = found else { return Ok(None) };
    let seen = seen.parse().map_err(|_| StoreError::Unreadable("the snapshot of the database".into()))?;
    Ok(Some((SignedIn { account: AccountId(account), name, role: Role::named(&role).unwrap_or(Role::Staff), session, seen }, last_seen_at)))
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

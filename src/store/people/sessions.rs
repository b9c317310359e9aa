//! Who is signed in: beginning, finding, ending sessions.

use crate::shop::AccountId;
use crate::store::ground::error::StoreError;
use crate::store::ground::position::Position;
use crate::store::people::accounts::{Account, Role};
use crate::store::people::tables::{accounts, half_sessions, sessions};
use crate::store::people::token::TokenHash;
use chrono::{DateTime, TimeDelta, Utc};
use diesel::{
    Connection, ExpressionMethods, OptionalExtension, PgConnection, QueryDsl, RunQueryDsl, SelectableHelper, delete,
    dsl::sql,
    insert_into,
    sql_types::{Bool, Text},
    update,
};

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
    /// Whether a code is asked for at their sign-in.
    pub has_second_factor: bool,
    /// Whether an admin requires that.
    pub second_factor_required: bool,
    /// What of the log could be seen before anything was read for them.
    pub seen: Position,
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
        if !is_unchanged(conn, account)? {
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

/// Whether the account can still be used, with the same password as when `account` was read; it stays so until the transaction ends.
pub(in crate::store) fn is_unchanged(conn: &mut PgConnection, account: &Account) -> Result<bool, StoreError> {
    let password: Option<Option<String>> = accounts::table
        .find(account.id)
        .filter(accounts::disabled_at.is_null())
        .select(accounts::password_hash)
        .for_share()
        .first(conn)
        .optional()?;
    Ok(password.flatten().as_deref() == account.password_hash())
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
    let has_second_factor = sql::<Bool>("EXISTS (SELECT FROM second_factors WHERE account_id = accounts.id AND secret IS NOT NULL)");
    let found: Option<(Account, DateTime<Utc>, bool, String)> = sessions::table
        .inner_join(accounts::table)
        .filter(sessions::token_hash.eq(session.0.as_slice()))
        .filter(sessions::created_at.gt(now - lifetime.absolute))
        .filter(sessions::last_seen_at.gt(now - lifetime.idle))
        .filter(accounts::disabled_at.is_null())
        .select((Account::as_select(), sessions::last_seen_at, has_second_factor, sql::<Text>("pg_current_snapshot()::text")))
        .first(conn)
        .optional()?;
    let Some((account, last_seen_at, has_second_factor, seen)) = found else { return Ok(None) };
    let signed_in = SignedIn {
        account: account.account_id(),
        role: account.role(),
        second_factor_required: account.second_factor_required,
        has_second_factor,
        session,
        seen: seen.parse().map_err(|_| StoreError::Unreadable("the snapshot of the database".into()))?,
        name: account.name,
    };
    Ok(Some((signed_in, last_seen_at)))
}

/// Ends one session.
///
/// # Errors
/// Those of the database.
pub fn end(conn: &mut PgConnection, session: TokenHash) -> Result<(), StoreError> {
    delete(sessions::table.find(session.0.as_slice())).execute(conn)?;
    Ok(())
}

/// Ends all sessions of an account, except one, and all that are but half begun.
///
/// # Errors
/// Those of the database.
pub fn end_all(conn: &mut PgConnection, account: AccountId, except: Option<TokenHash>) -> Result<(), StoreError> {
    delete(half_sessions::table.filter(half_sessions::account_id.eq(account.0))).execute(conn)?;
    let except = except.map_or_else(Vec::new, |session| session.0.to_vec());
    delete(sessions::table.filter(sessions::account_id.eq(account.0)).filter(sessions::token_hash.ne(except))).execute(conn)?;
    Ok(())
}

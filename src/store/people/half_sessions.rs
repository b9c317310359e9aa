//! Who has typed the right password and not yet the code. A half session opens nothing but the page that asks for it.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::sql_types::{Binary, Timestamptz, Uuid};
use diesel::{Connection, PgConnection};

use crate::shop::AccountId;
use crate::store::ground::error::StoreError;
use crate::store::ground::statement::{Deed, Rows, statements};
use crate::store::people::accounts;
use crate::store::people::accounts::Account;
use crate::store::people::token::TokenHash;

statements! {
    /// Whose password it was.
    HalfSession = "people/half_session.sql", (half: TokenHash as Binary, begun: DateTime<Utc> as Timestamptz) -> Account;
    /// Begins a half session.
    BeginHalfSession = "people/begin_half_session.sql",
        (half: TokenHash as Binary, account: AccountId as Uuid, now: DateTime<Utc> as Timestamptz);
    /// Ends a half session.
    EndHalfSession = "people/end_half_session.sql", (half: TokenHash as Binary);
    /// Ends the half sessions that nobody completed.
    EndOldHalfSessions = "people/end_old_half_sessions.sql", (begun: DateTime<Utc> as Timestamptz);
}

/// How long somebody may look for their phone.
pub const LIFETIME: TimeDelta = TimeDelta::minutes(10);

/// Begins one, unless the account was disabled or its password changed since `account` was read.
///
/// # Errors
/// Those of the database.
pub fn begin(conn: &mut PgConnection, account: &Account, half: TokenHash, now: DateTime<Utc>) -> Result<bool, StoreError> {
    conn.transaction(|conn| {
        EndOldHalfSessions { begun: now - LIFETIME }.run(conn)?;
        if !accounts::is_unchanged(conn, account)? {
            return Ok(false);
        }
        BeginHalfSession { half, account: account.id, now }.run(conn)?;
        Ok(true)
    })
}

/// Whose password it was, if that is not too long ago.
///
/// # Errors
/// Those of the database.
pub fn find(conn: &mut PgConnection, half: TokenHash, now: DateTime<Utc>) -> Result<Option<Account>, StoreError> {
    HalfSession { half, begun: now - LIFETIME }.first(conn)
}

/// Ends one.
///
/// # Errors
/// Those of the database.
pub fn end(conn: &mut PgConnection, half: TokenHash) -> Result<(), StoreError> {
    EndHalfSession { half }.run(conn)?;
    Ok(())
}

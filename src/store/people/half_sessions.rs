//! Who has typed the right password and not yet the code. A half session opens nothing but the page that asks for it.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::{
    Connection, ExpressionMethods, OptionalExtension, PgConnection, QueryDsl, RunQueryDsl, SelectableHelper, delete, insert_into,
};

use crate::store::ground::error::StoreError;
use crate::store::people::accounts::Account;
use crate::store::people::sessions;
use crate::store::people::tables::{accounts, half_sessions};
use crate::store::people::token::TokenHash;

/// How long somebody may look for their phone.
pub const LIFETIME: TimeDelta = TimeDelta::minutes(10);

/// Begins one, unless the account was disabled or its password changed since `account` was read.
///
/// # Errors
/// Those of the database.
pub fn begin(conn: &mut PgConnection, account: &Account, half: TokenHash, now: DateTime<Utc>) -> Result<bool, StoreError> {
    conn.transaction(|conn| {
        delete(half_sessions::table.filter(half_sessions::created_at.le(now - LIFETIME))).execute(conn)?;
        if !sessions::is_unchanged(conn, account)? {
            return Ok(false);
        }
        insert_into(half_sessions::table)
            .values((
                half_sessions::token_hash.eq(half.0.as_slice()),
                half_sessions::account_id.eq(account.id),
                half_sessions::created_at.eq(now),
            ))
            .execute(conn)?;
        Ok(true)
    })
}

/// Whose password it was, if that is not too long ago.
///
/// # Errors
/// Those of the database.
pub fn find(conn: &mut PgConnection, half: TokenHash, now: DateTime<Utc>) -> Result<Option<Account>, StoreError> {
    Ok(half_sessions::table
        .inner_join(accounts::table)
        .filter(half_sessions::token_hash.eq(half.0.as_slice()))
        .filter(half_sessions::created_at.gt(now - LIFETIME))
        .filter(accounts::disabled_at.is_null())
        .select(Account::as_select())
        .first(conn)
        .optional()?)
}

/// Ends one.
///
/// # Errors
/// Those of the database.
pub fn end(conn: &mut PgConnection, half: TokenHash) -> Result<(), StoreError> {
    delete(half_sessions::table.find(half.0.as_slice())).execute(conn)?;
    Ok(())
}

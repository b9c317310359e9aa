//! How often somebody may try to sign in: counted by address and by account, for all instances together.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::{Connection, ExpressionMethods, PgConnection, QueryDsl, RunQueryDsl, delete, insert_into, sql_query, sql_types::Text};

use crate::store::ground::error::StoreError;
use crate::store::people::tables::sign_in_attempts as attempts;
use crate::store::people::token::sha256;

/// The stretch of time in which attempts are counted. Nobody has to wait longer than this.
pub const WINDOW: TimeDelta = TimeDelta::minutes(5);
/// How often one account may be tried in that time.
pub const PER_ACCOUNT: i64 = 10;
/// How often one address may try in that time: a shop's counters may share one.
pub const PER_ADDRESS: i64 = 40;

/// Whether somebody may try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// They may; it counts.
    Go,
    /// They may not, until so many seconds have passed.
    Wait(i64),
}

/// Asks to try `name` from `address`. Refused attempts do not count, so that nobody is shut out for good.
///
/// # Errors
/// Those of the database.
pub fn attempt(conn: &mut PgConnection, address: &str, name: &str, now: DateTime<Utc>) -> Result<Verdict, StoreError> {
    let name = sha256(&name.trim().to_lowercase()).to_vec();
    conn.transaction(|conn| {
        one_at_a_time(conn, address, &name)?;
        delete(attempts::table.filter(attempts::attempted_at.le(now - WINDOW))).execute(conn)?;
        let of_account = attempts::table
            .filter(attempts::name_hash.eq(&name))
            .order(attempts::attempted_at.desc())
            .select(attempts::attempted_at)
            .limit(PER_ACCOUNT)
            .load(conn)?;
        let of_address = attempts::table
            .filter(attempts::address.eq(address))
            .order(attempts::attempted_at.desc())
            .select(attempts::attempted_at)
            .limit(PER_ADDRESS)
            .load(conn)?;
        let wait = wait(&of_account, PER_ACCOUNT, now).max(wait(&of_address, PER_ADDRESS, now));
        if let Some(seconds) = wait {
            return Ok(Verdict::Wait(seconds));
        }
        insert_into(attempts::table)
            .values((attempts::address.eq(address), attempts::name_hash.eq(&name), attempts::attempted_at.eq(now)))
            .execute(conn)?;
        Ok(Verdict::Go)
    })
}

/// Forgets the attempts on an account, once somebody has proved to be its owner.
///
/// # Errors
/// Those of the database.
pub fn forgive(conn: &mut PgConnection, name: &str) -> Result<(), StoreError> {
    let name = sha256(&name.trim().to_lowercase()).to_vec();
    delete(attempts::table.filter(attempts::name_hash.eq(name))).execute(conn)?;
    Ok(())
}

/// Until the oldest of the attempts that fill the window leaves it.
fn wait(newest: &[DateTime<Utc>], most: i64, now: DateTime<Utc>) -> Option<i64> {
    let oldest = newest.last().filter(|_| i64::try_from(newest.len()).is_ok_and(|count| count >= most))?;
    Some((*oldest + WINDOW - now).num_seconds().max(0) + 1)
}

/// Counting and adding must be one step, or a hundred attempts at once would all be the first.
fn one_at_a_time(conn: &mut PgConnection, address: &str, name: &[u8]) -> Result<(), StoreError> {
    let name: String = name.iter().map(|byte| format!("{byte:02x}")).collect();
    sql_query("SELECT pg_advisory_xact_lock(1, hashtext($1))").bind::<Text, _>(name).execute(conn)?;
    sql_query("SELECT pg_advisory_xact_lock(2, hashtext($1))").bind::<Text, _>(address).execute(conn)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_waits_until_the_oldest_attempt_leaves_the_window() {
        let now = Utc::now();
        let newest = [now - TimeDelta::minutes(1), now - TimeDelta::minutes(4)];
        assert_eq!(wait(&newest, 3, now), None);
        assert_eq!(wait(&newest, 2, now), Some(61));
        assert_eq!(wait(&[], 2, now), None);
    }
}

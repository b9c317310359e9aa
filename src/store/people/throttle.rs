//! How often somebody may try to sign in: counted by address and by account, for all instances together.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::sql_types::{BigInt, Binary, Text, Timestamptz};
use diesel::{Connection, PgConnection};

use crate::shop::text;
use crate::store::ground::error::StoreError;
use crate::store::ground::rows::Moment;
use crate::store::ground::statement::{Deed, Rows, statements};
use crate::store::people::token::{TokenHash, sha256};

statements! {
    /// Waits until nobody else tries.
    WaitForTurn = "people/wait_for_turn.sql", (name: TokenHash as Binary, address: String as Text);
    /// The latest attempts on an account.
    AttemptsOn = "people/attempts_on.sql", (name: TokenHash as Binary, most: i64 as BigInt) -> Moment;
    /// The latest attempts from an address.
    AttemptsFrom = "people/attempts_from.sql", (address: String as Text, most: i64 as BigInt) -> Moment;
    /// Counts an attempt.
    AddAttempt = "people/add_attempt.sql", (address: String as Text, name: TokenHash as Binary, now: DateTime<Utc> as Timestamptz);
    /// Forgets the attempts that no longer count.
    DropOldAttempts = "people/drop_old_attempts.sql", (until: DateTime<Utc> as Timestamptz);
    /// Forgets the attempts on an account.
    ForgiveAttempts = "people/forgive_attempts.sql", (name: TokenHash as Binary);
}

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
    let (name, address) = (hash(name), address.to_owned());
    conn.transaction(|conn| {
        WaitForTurn { name, address: address.clone() }.run(conn)?;
        DropOldAttempts { until: now - WINDOW }.run(conn)?;
        let of_account = AttemptsOn { name, most: PER_ACCOUNT }.rows(conn)?;
        let of_address = AttemptsFrom { address: address.clone(), most: PER_ADDRESS }.rows(conn)?;
        let wait = wait(&of_account, PER_ACCOUNT, now).max(wait(&of_address, PER_ADDRESS, now));
        if let Some(seconds) = wait {
            return Ok(Verdict::Wait(seconds));
        }
        AddAttempt { address, name, now }.run(conn)?;
        Ok(Verdict::Go)
    })
}

/// Forgets the attempts on an account, once somebody has proved to be its owner.
///
/// # Errors
/// Those of the database.
pub fn forgive(conn: &mut PgConnection, name: &str) -> Result<(), StoreError> {
    ForgiveAttempts { name: hash(name) }.run(conn)?;
    Ok(())
}

/// Until the oldest of the attempts that fill the window leaves it.
fn wait(newest: &[Moment], most: i64, now: DateTime<Utc>) -> Option<i64> {
    let oldest = newest.last().filter(|_| i64::try_from(newest.len()).is_ok_and(|count| count >= most))?;
    Some((oldest.at + WINDOW - now).num_seconds().max(0) + 1)
}

/// A name is kept as a hash: strangers type passwords where names belong.
fn hash(name: &str) -> TokenHash {
    sha256(&text::line(name).to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_waits_until_the_oldest_attempt_leaves_the_window() {
        let now = Utc::now();
        let newest = [1, 4].map(|minutes| Moment { at: now - TimeDelta::minutes(minutes) });
        assert_eq!(wait(&newest, 3, now), None);
        assert_eq!(wait(&newest, 2, now), Some(61));
        assert_eq!(wait(&[], 2, now), None);
    }
}

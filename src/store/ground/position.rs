//! Positions in the log: what of it somebody has seen, by transactions and not by ids.
//!
//! Ids and timestamps are taken when a statement runs, not when it commits, so "everything after the last id" would miss what commits late.
//! Whoever follows the log therefore keeps the transactions that had committed when they looked, and asks for what had not.

use std::fmt;
use std::io::Write;
use std::str::FromStr;

use diesel::deserialize::{self, FromSql};
use diesel::pg::{Pg, PgValue};
use diesel::serialize::{self, IsNull, Output, ToSql};

use super::sql_types::{PgSnapshot, Xid8};
use super::values::a_column;

/// The transactions that somebody has seen: a `pg_snapshot`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    /// All below are over.
    lowest: u64,
    /// None from here on had begun.
    next: u64,
    /// Those in between that were still running, ascending.
    running: Vec<u64>,
}

impl Position {
    /// Of one who has seen nothing.
    pub(in crate::store) fn of_nothing() -> Self {
        Self { lowest: 1, next: 1, running: Vec::new() }
    }

    /// Whether a transaction that has committed by now had committed then.
    #[must_use]
    pub fn sees(&self, transaction: u64) -> bool {
        transaction < self.next && self.running.binary_search(&transaction).is_err()
    }

    /// Whether this cannot have been seen here: then it is from another cluster, before the shop was restored into this one, or from a server whose place
    /// was taken by one that did not have everything.
    pub(in crate::store) fn is_ahead_of(&self, now: &Self) -> bool {
        self.ahead_of(now) > 0
    }

    /// By how many transactions at least.
    pub(in crate::store) fn ahead_of(&self, now: &Self) -> u64 {
        self.next.saturating_sub(now.next)
    }
}

/// It is none, or far longer than any that Postgres made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotASnapshot;

impl FromStr for Position {
    type Err = NotASnapshot;

    fn from_str(text: &str) -> Result<Self, NotASnapshot> {
        const LONGEST: usize = 16_384;
        let number = |digits: &str| digits.parse::<u64>().ok().filter(|id| (1..=i64::MAX.unsigned_abs()).contains(id)).ok_or(NotASnapshot);
        let mut parts = text.splitn(3, ':');
        let (Some(lowest), Some(next), Some(running), true) = (parts.next(), parts.next(), parts.next(), text.len() <= LONGEST) else {
            return Err(NotASnapshot);
        };
        let running = running.split(',').filter(|id| !id.is_empty()).map(number).collect::<Result<Vec<_>, _>>()?;
        let seen = Self { lowest: number(lowest)?, next: number(next)?, running };
        let is_between = |id: &u64| (seen.lowest..seen.next).contains(id);
        let is_one = seen.lowest <= seen.next && seen.running.is_sorted() && seen.running.iter().all(is_between);
        if is_one { Ok(seen) } else { Err(NotASnapshot) }
    }
}

a_column!(Position);
a_column!(Transaction);

/// As Postgres sends it: how many run, the lowest, the next, and those that run.
impl FromSql<PgSnapshot, Pg> for Position {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        let (count, rest) = value.as_bytes().split_at_checked(4).ok_or("a pg_snapshot that is cut off")?;
        let mut numbers = rest.chunks(8).map(|bytes| bytes.try_into().map(u64::from_be_bytes));
        let mut number = || numbers.next().ok_or("a pg_snapshot that is cut off")?.map_err(|_| "a pg_snapshot that is cut off");
        let (lowest, next) = (number()?, number()?);
        let running = (0..u32::from_be_bytes(count.try_into()?)).map(|_| number()).collect::<Result<_, _>>()?;
        Ok(Self { lowest, next, running })
    }
}

impl ToSql<PgSnapshot, Pg> for Position {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        out.write_all(&u32::try_from(self.running.len())?.to_be_bytes())?;
        for number in [self.lowest, self.next].iter().chain(&self.running) {
            out.write_all(&number.to_be_bytes())?;
        }
        Ok(IsNull::No)
    }
}

/// A transaction's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::store) struct Transaction(pub(in crate::store) u64);

impl FromSql<Xid8, Pg> for Transaction {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        Ok(Self(u64::from_be_bytes(value.as_bytes().try_into()?)))
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let running: Vec<_> = self.running.iter().map(u64::to_string).collect();
        write!(f, "{}:{}:{}", self.lowest, self.next, running.join(","))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_was_running_was_not_seen() {
        let seen: Position = "100:105:101,103".parse().unwrap();
        let told: Vec<_> = (99..107).filter(|id| seen.sees(*id)).collect();
        assert_eq!(told, [99, 100, 102, 104]);
        assert_eq!(seen.to_string(), "100:105:101,103");
        assert_eq!("7:7:".parse::<Position>().unwrap().to_string(), "7:7:");
    }

    #[test]
    fn what_postgres_would_not_read_is_no_snapshot() {
        let longest = format!("1:9:{}", "5,".repeat(10_000));
        for text in
            ["", "1", "1:2", "0:2:", "3:2:", "1:5:5", "1:5:3,2", "1:5:x", "1:5:'", "1 : 2:", "-1:2:", "1:99999999999999999999:", &longest]
        {
            assert_eq!(text.parse::<Position>(), Err(NotASnapshot), "{text}");
        }
    }

    proptest! {
        #[test]
        fn whatever_a_browser_says_it_has_seen_is_read_back_as_it_was_said_or_refused(text in "[0-9:,]{0,40}|\\PC{0,30}") {
            if let Ok(seen) = text.parse::<Position>() {
                prop_assert_eq!(seen.to_string().parse(), Ok(seen));
            }
        }
    }
}

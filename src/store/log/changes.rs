//! What was recorded since somebody last looked, without a gap.
//!
//! Ids and timestamps are taken when a statement runs, not when it commits, so "everything after the last id" would miss what commits
//! late. Who follows the log therefore keeps the snapshot with which they last read, and asks for what was not visible in it.

use crate::shop::{EventId, PetId};
use crate::store::ground::error::StoreError;
use diesel::prelude::*;
use diesel::sql_types::{Nullable, Text, Uuid as SqlUuid};
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

/// The transactions that somebody has seen: a `pg_snapshot`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// All below are over.
    lowest: u64,
    /// None from here on had begun.
    next: u64,
    /// Those in between that were still running, ascending.
    running: Vec<u64>,
}

impl Seen {
    /// Whether a transaction that has committed by now had committed then.
    #[must_use]
    pub fn sees(&self, transaction: u64) -> bool {
        transaction < self.next && self.running.binary_search(&transaction).is_err()
    }

    /// The condition on `transaction_id` that finds what was not visible. It holds literals, so that the planner knows how few.
    ///
    /// An event that can be seen and yet has a number that this cluster has not given out was brought here by a restore. It was there
    /// from the beginning, so it is nothing new; only who has seen nothing at all has not seen that either.
    #[must_use]
    pub fn not_seen(&self) -> String {
        let given_out = if self.next > 1 { "transaction_id < pg_snapshot_xmax(pg_current_snapshot()) AND " } else { "" };
        let lowest = self.lowest;
        format!("transaction_id >= '{lowest}'::xid8 AND {given_out}NOT pg_visible_in_snapshot(transaction_id, '{self}'::pg_snapshot)")
    }

    /// Whether this cannot have been seen here: then it is from another cluster, before the shop was restored into this one.
    fn is_ahead_of(&self, now: &Self) -> bool {
        self.next > now.next
    }
}

/// It is none, or far longer than any that Postgres made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotASnapshot;

impl FromStr for Seen {
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

impl fmt::Display for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let running: Vec<_> = self.running.iter().map(u64::to_string).collect();
        write!(f, "{}:{}:{}", self.lowest, self.next, running.join(","))
    }
}

/// An event, by its ids alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The event.
    pub event: EventId,
    /// What it was, like `PetSold`.
    pub kind: String,
    /// Whose it is.
    pub pet: PetId,
    /// The pet's mother, whose story tells of her young.
    pub mother: Option<PetId>,
    /// The transaction that recorded it.
    pub transaction: u64,
}

/// What was recorded since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changes {
    /// What has been seen with these.
    pub seen: Seen,
    /// The events, in the order of their ids; none of them where there are too many to tell.
    pub events: Vec<Change>,
    /// Whether there are more than [`MOST`], or nobody can say which.
    pub are_many: bool,
}

/// More events than this are told as "many": who was away so long had better look again.
pub const MOST: usize = 100;

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    seen: String,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    id: Option<Uuid>,
    #[diesel(sql_type = Nullable<Text>)]
    event_type: Option<String>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pet_id: Option<Uuid>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    mother_id: Option<Uuid>,
    #[diesel(sql_type = Nullable<Text>)]
    transaction_id: Option<String>,
}

impl Row {
    fn change(&self) -> Option<Change> {
        Some(Change {
            event: EventId(self.id?),
            kind: self.event_type.clone()?,
            pet: PetId(self.pet_id?),
            mother: self.mother_id.map(PetId),
            transaction: self.transaction_id.as_deref()?.parse().ok()?,
        })
    }
}

/// What was recorded since `then`; from nobody's past, nothing.
///
/// One statement has one snapshot, so the events and what has been seen with them belong together, whatever commits meanwhile.
///
/// # Errors
/// The database failed.
pub fn since(conn: &mut PgConnection, then: Option<&Seen>) -> Result<Changes, StoreError> {
    let condition = then.map_or_else(|| "false".to_owned(), Seen::not_seen);
    // Without an order of its own: it would tempt the planner to walk all events by id.
    let rows: Vec<Row> = diesel::sql_query(format!(
        "WITH missed AS MATERIALIZED (
             SELECT id, event_type, pet_id, transaction_id FROM events WHERE {condition} LIMIT {}
         )
         SELECT pg_current_snapshot()::text AS seen, missed.id, missed.event_type, missed.pet_id, origin.mother_id,
                missed.transaction_id::text AS transaction_id
         FROM (VALUES (1)) AS here
         LEFT JOIN missed ON true
         LEFT JOIN LATERAL (SELECT mother_id FROM pet_born_events WHERE pet_id = missed.pet_id) AS origin ON true
         ORDER BY missed.id",
        MOST + 1
    ))
    .load(conn)?;
    let unreadable = || StoreError::Unreadable("the snapshot of the database".into());
    let seen: Seen = rows.first().and_then(|row| row.seen.parse().ok()).ok_or_else(unreadable)?;
    let mut events: Vec<_> = rows.iter().filter_map(Row::change).collect();
    let are_many = events.len() > MOST || then.is_some_and(|then| then.is_ahead_of(&seen));
    if are_many {
        events.clear();
    }
    Ok(Changes { seen, events, are_many })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_was_running_was_not_seen() {
        let seen: Seen = "100:105:101,103".parse().unwrap();
        let told: Vec<_> = (99..107).filter(|id| seen.sees(*id)).collect();
        assert_eq!(told, [99, 100, 102, 104]);
        assert_eq!(seen.to_string(), "100:105:101,103");
        assert_eq!("7:7:".parse::<Seen>().unwrap().to_string(), "7:7:");
    }

    #[test]
    fn what_postgres_would_not_read_is_no_snapshot() {
        let longest = format!("1:9:{}", "5,".repeat(10_000));
        for text in
            ["", "1", "1:2", "0:2:", "3:2:", "1:5:5", "1:5:3,2", "1:5:x", "1:5:'", "1 : 2:", "-1:2:", "1:99999999999999999999:", &longest]
        {
            assert_eq!(text.parse::<Seen>(), Err(NotASnapshot), "{text}");
        }
    }

    proptest! {
        #[test]
        fn whatever_a_browser_says_it_has_seen_is_read_back_as_it_was_said_or_refused(text in "[0-9:,]{0,40}|\\PC{0,30}") {
            if let Ok(seen) = text.parse::<Seen>() {
                prop_assert_eq!(seen.to_string().parse(), Ok(seen));
            }
        }
    }
}

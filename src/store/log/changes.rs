//! What was recorded since somebody last looked, without a gap.
//!
//! Ids and timestamps are taken when a statement runs, not when it commits, so "everything after the last id" would miss what commits
//! late. Who follows the log therefore keeps the snapshot with which they last read, and asks for what was not visible in it.

use crate::shop::{EventId, PetId};
use crate::store::ground::error::StoreError;
use crate::store::ground::position::Position;
use diesel::prelude::*;
use diesel::sql_types::{Nullable, Text, Uuid as SqlUuid};
use uuid::Uuid;

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
    pub seen: Position,
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
pub fn since(conn: &mut PgConnection, then: Option<&Position>) -> Result<Changes, StoreError> {
    let condition = then.map_or_else(|| "false".to_owned(), Position::not_seen);
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
    let seen: Position = rows.first().and_then(|row| row.seen.parse().ok()).ok_or_else(unreadable)?;
    let mut events: Vec<_> = rows.iter().filter_map(Row::change).collect();
    let are_many = events.len() > MOST || then.is_some_and(|then| then.is_ahead_of(&seen));
    if are_many {
        events.clear();
    }
    Ok(Changes { seen, events, are_many })
}

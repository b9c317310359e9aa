//! What was recorded since somebody last looked, without a gap.
//!
//! Ids and timestamps are taken when a statement runs, not when it commits, so "everything after the last id" would miss what commits
//! late. Who follows the log therefore keeps their position in it, and asks for what was not visible in it.

use crate::shop::{EventId, PetId};
use crate::store::ground::error::StoreError;
use crate::store::ground::follower::Reach;
use crate::store::ground::position::Position;
use crate::store::ground::position::Transaction;
use crate::store::ground::sql_types::{PgSnapshot, Xid8};
use crate::store::ground::statement::{Rows, row, statements};
use crate::store::keyset::limit;
use diesel::PgConnection;
use diesel::sql_types::{BigInt, Nullable, Text, Uuid as SqlUuid};

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
    /// How far the database had come: a server that follows, and has come so far, has them all.
    pub reached: Reach,
    /// The events, in the order of their ids; none of them where there are too many to tell.
    pub events: Vec<Change>,
    /// Whether there are more than [`MOST`], or nobody can say which.
    pub are_many: bool,
}

/// More events than this are told as "many": who was away so long had better look again.
pub const MOST: usize = 100;

row! {
    /// What has been seen, and one of the events that had not been.
    pub(in crate::store) struct UnseenRow {
        seen: Position as PgSnapshot,
        reached: i64 as BigInt,
        id: Option<EventId> as Nullable<SqlUuid>,
        event_type: Option<String> as Nullable<Text>,
        pet_id: Option<PetId> as Nullable<SqlUuid>,
        mother_id: Option<PetId> as Nullable<SqlUuid>,
        transaction_id: Option<Transaction> as Nullable<Xid8>,
    }
}

statements! {
    /// What was recorded since somebody looked.
    Unseen = "log/unseen.sql", (position: Option<Position> as Nullable<PgSnapshot>, most: i64 as BigInt) => UnseenRow;
}

impl UnseenRow {
    fn change(&self) -> Option<Change> {
        Some(Change {
            event: self.id?,
            kind: self.event_type.clone()?,
            pet: self.pet_id?,
            mother: self.mother_id,
            transaction: self.transaction_id?.0,
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
    let rows = Unseen { position: then.cloned(), most: limit(MOST) }.rows(conn)?;
    let (seen, reached) = rows.first().map(|row| (row.seen.clone(), Reach(row.reached))).ok_or(StoreError::NotFound)?;
    let mut events: Vec<_> = rows.iter().filter_map(UnseenRow::change).collect();
    let are_many = events.len() > MOST || then.is_some_and(|then| then.is_ahead_of(&seen));
    if are_many {
        events.clear();
    }
    Ok(Changes { seen, reached, events, are_many })
}

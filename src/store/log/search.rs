//! Events by the beginning of their id.

use crate::store::ground::error::StoreError;
use crate::store::ground::ids::{OF_AN_EVENT, ids_that_begin};
use crate::store::ground::reader::Reads;
use crate::store::ground::statement::{Rows, statements};
use crate::store::keyset::limit;
use crate::store::log::events::{EventLine, LineRow, lines};
use diesel::sql_types::{BigInt, Uuid as SqlUuid};
use uuid::Uuid;

statements! {
    /// The events whose ids are in a range.
    EventsBetween = "log/events_between.sql", (first: Uuid as SqlUuid, last: Uuid as SqlUuid, most: i64 as BigInt) -> LineRow;
}

/// The events whose ids begin with what was typed, the oldest first: a walk along the primary keys. One more than `size` where there are more.
///
/// # Errors
/// The database failed, or holds an event that cannot be read.
pub fn by_id(conn: &mut impl Reads, typed: &str, size: usize) -> Result<Vec<EventLine>, StoreError> {
    let Some((first, last)) = ids_that_begin(typed, OF_AN_EVENT) else { return Ok(vec![]) };
    lines(EventsBetween { first, last, most: limit(size) }.rows(conn)?)
}

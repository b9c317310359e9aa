//! What lies between two moments.

use crate::store::log::page::first_id_of;
use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

/// What lies between two moments: recorded after the first, and not after the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The first moment; what was recorded in its very microsecond had happened already.
    pub from: DateTime<Utc>,
    /// The second moment, not before the first.
    pub to: DateTime<Utc>,
}

impl Span {
    /// The first id of the events in between, and the first beyond them: they are found by their ids, which are made of the moment of
    /// recording, to the millisecond; the moment itself then decides.
    pub(in crate::store) fn ids(&self) -> (Uuid, Uuid) {
        (first_id_of(since_there_are_ids(self.from)), first_id_of(since_there_are_ids(self.to) + TimeDelta::milliseconds(1)))
    }
}

/// Ids count from 1970 on; nothing was recorded before.
fn since_there_are_ids(moment: DateTime<Utc>) -> DateTime<Utc> {
    moment.max(DateTime::UNIX_EPOCH)
}

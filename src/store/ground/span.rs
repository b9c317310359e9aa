//! What lies between two moments.

use crate::store::ground::when::When;
use crate::store::log::page::first_id_of;
use chrono::{DateTime, TimeDelta, Utc};

/// What lies between two moments: recorded after the first, and not after the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The first moment; what was recorded in its very microsecond had happened already.
    pub from: DateTime<Utc>,
    /// The second moment, not before the first.
    pub to: DateTime<Utc>,
}

impl Span {
    /// Both moments as SQL writes them.
    pub(in crate::store) fn moments(&self) -> (String, String) {
        (When::At(self.from).moment(), When::At(self.to).moment())
    }

    /// The condition that finds the events in between, of a table or view named `events` in the query.
    ///
    /// They are found by their ids, which are made of the moment of recording, to the millisecond; the moment itself then decides. The literals
    /// let the planner see how few there are.
    pub(in crate::store) fn holds(&self, events: &str) -> String {
        let (from, to) = self.moments();
        let first = first_id_of(since_there_are_ids(self.from));
        let beyond = first_id_of(since_there_are_ids(self.to) + TimeDelta::milliseconds(1));
        format!(
            "{events}.id >= '{first}'::uuid AND {events}.created_at > {from} AND {events}.id < '{beyond}'::uuid AND {events}.created_at <= {to}"
        )
    }
}

/// Ids count from 1970 on; nothing was recorded before.
fn since_there_are_ids(moment: DateTime<Utc>) -> DateTime<Utc> {
    moment.max(DateTime::UNIX_EPOCH)
}

//! Two moments compared: what was recorded in between, the stock at both ends, and each pet that differs.
//!
//! Only a pet with events in between can differ, so both ends are computed for those alone. They are found by their ids, which are made of
//! the moment of recording; the moment itself then decides to the microsecond. What had been taken back by a moment does not count at it,
//! and what was taken back only later still does.

mod happened;
mod pets;
mod steps;
mod stock;
mod what;

pub use happened::{Happened, happened};
pub use pets::{Cursor, Difference, DifferencePage, Look, Owner, differences};
pub use steps::Step;
pub use stock::{StockChange, stock};
pub use what::What;

use super::error::StoreError;
use super::log::first_id_of;
use super::when::When;
use chrono::{DateTime, TimeDelta, Utc};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;

/// What lies between two moments: recorded after the first, and not after the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The first moment; what was recorded in its very microsecond had happened already.
    pub from: DateTime<Utc>,
    /// The second moment, not before the first.
    pub to: DateTime<Utc>,
}

impl Span {
    /// The condition that finds the events in between, of a table or view named `events` in the query. Its literals let the planner see how few.
    pub(super) fn holds(&self, events: &str) -> String {
        let last = first_id_of(since_there_are_ids(self.to) + TimeDelta::milliseconds(1));
        format!("{} AND {events}.id < '{last}'::uuid AND {events}.created_at <= {}", after(self.from, events), literal(self.to))
    }
}

/// The condition that finds the events after a moment.
fn after(moment: DateTime<Utc>, events: &str) -> String {
    let first = first_id_of(since_there_are_ids(moment));
    format!("{events}.id >= '{first}'::uuid AND {events}.created_at > {}", literal(moment))
}

/// The moment as SQL has it.
fn literal(moment: DateTime<Utc>) -> String {
    When::At(moment).moment()
}

/// Ids count from 1970 on; nothing was recorded before.
fn since_there_are_ids(moment: DateTime<Utc>) -> DateTime<Utc> {
    moment.max(DateTime::UNIX_EPOCH)
}

/// Reads all of a comparison from one state of the database, so that its figures agree whatever is recorded meanwhile.
///
/// # Errors
/// The work's own, or the database failed.
pub fn at_once<T>(conn: &mut PgConnection, work: impl FnOnce(&mut PgConnection) -> Result<T, StoreError>) -> Result<T, StoreError> {
    conn.build_transaction().repeatable_read().read_only().run(|conn| {
        // A busy year of names is to be sorted in memory.
        conn.batch_execute("SET LOCAL work_mem = '32MB'")?;
        work(conn)
    })
}

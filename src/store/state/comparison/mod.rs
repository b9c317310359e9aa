//! Two moments compared: what was recorded in between, the stock at both ends, and each pet that differs.
//!
//! Only a pet with events in between can differ, so both ends are computed for those alone. What had been taken back by a moment does not
//! count at it, and what was taken back only later still does.

mod happened;
mod pets;
mod steps;
mod stock;
mod what;

pub use crate::store::ground::span::Span;
pub use happened::{Happened, happened};
pub use pets::{Cursor, Difference, DifferencePage, Look, Owner, differences};
pub use steps::Step;
pub use stock::{StockChange, stock};
pub use what::What;

use crate::store::ground::error::StoreError;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;

/// Reads all of a comparison from one state of the database, so that its figures agree whatever is recorded meanwhile.
///
/// # Errors
/// The work's own, or the database failed.
pub fn at_once<T>(conn: &mut PgConnection, work: impl FnOnce(&mut PgConnection) -> Result<T, StoreError>) -> Result<T, StoreError> {
    conn.build_transaction().repeatable_read().read_only().run(|conn| {
        // A busy year of names is to be sorted in memory; and how much happened in between decides the best way, so that is looked at each time.
        conn.batch_execute("SET LOCAL work_mem = '32MB'; SET LOCAL plan_cache_mode = force_custom_plan")?;
        work(conn)
    })
}

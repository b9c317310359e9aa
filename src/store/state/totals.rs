//! The stock at a moment that has passed: what is kept of a moment before it, corrected by the pets with events since.
//!
//! So it costs what happened since that moment, however large the shop and however long ago. The projection keeps the stock of moments;
//! what it has not seen may have come late, so that only moments before that are believed.

use crate::store::ground::error::StoreError;
use crate::store::ground::reader::{Reader, Reads, at_one_state};
use crate::store::ground::rows::MaybeMoment;
use crate::store::ground::statement::{Rows, statements};
use crate::store::ground::when::When;
use crate::store::state::projection;
use chrono::{DateTime, Utc};
use diesel::sql_types::Timestamptz;

statements! {
    /// The moment before one of which the stock is kept.
    KeptBefore = "state/kept_before.sql", (at: DateTime<Utc> as Timestamptz, unseen: When as Timestamptz) -> MaybeMoment;
}

/// Reads from one state of the database, so that figures agree whatever is recorded meanwhile.
///
/// # Errors
/// The work's own, or the database failed.
pub fn at_once<T>(conn: &mut impl Reads, work: impl FnOnce(&mut Reader<'_>) -> Result<T, StoreError>) -> Result<T, StoreError> {
    // A busy year of names is to be sorted in memory; and how much happened in between decides the best way, so that is looked at each time.
    at_one_state(conn, "SET LOCAL work_mem = '32MB'; SET LOCAL plan_cache_mode = force_custom_plan", work)
}

/// The moment nearest to each of `moments` and not after it of which the stock is kept; 1970 for none, since there was nothing then. Ask
/// within [`at_once`]: the projection may soon keep the stock of a moment anew.
pub(in crate::store) fn kept_before<const N: usize>(
    conn: &mut impl Reads,
    moments: [DateTime<Utc>; N],
) -> Result<[DateTime<Utc>; N], StoreError> {
    let unseen = projection::is_behind_since(conn)?.map_or(When::Now, When::At);
    let mut kept = [DateTime::UNIX_EPOCH; N];
    for (kept, at) in kept.iter_mut().zip(moments) {
        *kept = KeptBefore { at, unseen }.one(conn)?.at.unwrap_or(DateTime::UNIX_EPOCH);
    }
    Ok(kept)
}

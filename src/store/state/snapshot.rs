//! The snapshot: all pets computed at once and sealed; how old it is, what has moved on since, and how it is refreshed.

use crate::integrity::{SealKey, SignedSeal};
use crate::shop::{AccountId, PetId};
use crate::store::ground::error::StoreError;
use crate::store::ground::locks::{LockHolder, TryLock, Unlock};
use crate::store::ground::position::Position;
use crate::store::ground::reader::Reads;
use crate::store::ground::rows::Number;
use crate::store::ground::sql_types::PgSnapshot;
use crate::store::ground::statement::{Deed, Rows, row, statements};
use crate::store::keyset;
use crate::store::keyset::{Page, Place};
use crate::store::people::{answers, unsent};
use crate::store::proof::seals;
use crate::store::state::projection;
use crate::store::stock::files;
use chrono::{DateTime, TimeDelta, Utc};
use diesel::PgConnection;
use diesel::connection::SimpleConnection;
use diesel::sql_types::{BigInt, Nullable, Text, Timestamptz, Uuid as SqlUuid};

/// The advisory lock of the one refresh that may run, in this process or another: "hello" in ASCII.
const REFRESH_LOCK: i64 = 0x68_65_6c_6c_6f;

row! {
    /// The latest refresh that went well.
    ///
    /// Read it before the snapshot: should a refresh end in between, the tail is longer than it need be, and still right.
    pub struct Boundary {
        /// When it began.
        pub started_at: DateTime<Utc> as Timestamptz,
        /// When it was done.
        pub finished_at: DateTime<Utc> as Timestamptz,
        /// Who asked for it; nobody where the shop did it by itself.
        pub by: Option<String> as Nullable<Text>,
        /// How many pets it found.
        pub pets: i64 as BigInt,
        /// How many events it found.
        pub events: i64 as BigInt,
        /// What of the log it is sure to have seen.
        pub position: Position as PgSnapshot,
    }
}

statements! {
    /// The latest refresh that went well.
    LatestRefresh = "state/latest_refresh.sql", () -> Boundary;
    /// How many events there are.
    EventsInAll = "state/events_in_all.sql", () -> Number;
    /// The pets that have moved on.
    MovedPets = "state/moved.sql", (position: Position as PgSnapshot, most: i64 as BigInt) -> Moved;
    /// The latest refreshes.
    Refreshes = "state/refreshes.sql", (below: i64 as BigInt, most: i64 as BigInt) -> Refresh;
    /// Writes down that a refresh begins.
    BeginRefresh = "state/begin_refresh.sql", (by: Option<AccountId> as Nullable<SqlUuid>) => Number;
    /// Refreshes the snapshot.
    RefreshSnapshot = "state/refresh.sql", (refresh: i64 as BigInt);
    /// Writes down that a refresh failed.
    FailRefresh = "state/fail_refresh.sql", (refresh: i64 as BigInt, failure: String as Text);
    /// Drops the keys of forms that nobody sends again.
    DropFormKeys = "log/drop_form_keys.sql", (until: DateTime<Utc> as Timestamptz);
}

impl Boundary {
    /// How long the refresh took.
    #[must_use]
    pub fn duration(&self) -> TimeDelta {
        self.finished_at - self.started_at
    }
}

/// The boundary between the snapshot and what has happened since.
///
/// # Errors
/// The database failed.
pub fn boundary(conn: &mut impl Reads) -> Result<Boundary, StoreError> {
    LatestRefresh {}.one(conn)
}

/// How many events the snapshot does not hold.
///
/// # Errors
/// The database failed.
pub fn tail_length(conn: &mut impl Reads, boundary: &Boundary) -> Result<i64, StoreError> {
    let held = if boundary.position == Position::of_nothing() { 0 } else { boundary.events };
    Ok(events(conn)? - held)
}

/// How many events there are.
///
/// # Errors
/// The database failed.
pub fn events(conn: &mut impl Reads) -> Result<i64, StoreError> {
    Ok(EventsInAll {}.one(conn)?.n)
}

row! {
    /// A pet that has moved on since the refresh.
    pub struct Moved {
        /// The pet.
        pub id: PetId as SqlUuid,
        /// What it is called.
        pub name: String as Text,
        /// What kind of animal it is.
        pub species: String as Text,
        /// How many events it has had since.
        pub events: i64 as BigInt,
        /// When the latest of them was recorded.
        pub latest_at: DateTime<Utc> as Timestamptz,
    }
}

/// The pets that have moved on most recently, at most `limit` of them.
///
/// # Errors
/// The database failed.
pub fn moved(conn: &mut impl Reads, boundary: &Boundary, most: i64) -> Result<Vec<Moved>, StoreError> {
    MovedPets { position: boundary.position.clone(), most }.rows(conn)
}

row! {
    /// A refresh as the books of the shop keep it.
    pub struct Refresh {
        /// Refreshes count up.
        pub id: i64 as BigInt,
        /// When it began.
        pub started_at: DateTime<Utc> as Timestamptz,
        /// When it ended, well or not; `None` while it runs, or where its process was killed.
        pub finished_at: Option<DateTime<Utc>> as Nullable<Timestamptz>,
        /// Who asked for it; nobody where the shop did it by itself.
        pub by: Option<String> as Nullable<Text>,
        /// How many pets it found.
        pub pets: Option<i64> as Nullable<BigInt>,
        /// How many events it found.
        pub events: Option<i64> as Nullable<BigInt>,
        /// Why it failed, where it did.
        pub failure: Option<String> as Nullable<Text>,
    }
}

/// The latest refreshes, newest first.
///
/// # Errors
/// The database failed.
pub fn refreshes(conn: &mut impl Reads, most: i64) -> Result<Vec<Refresh>, StoreError> {
    Refreshes { below: i64::MAX, most }.rows(conn)
}

/// A page of the refreshes, newest first, by their numbers.
///
/// # Errors
/// The database failed.
pub fn refreshes_at(conn: &mut impl Reads, place: &Place<i64>, size: usize) -> Result<Page<Refresh, i64>, StoreError> {
    let rows = Refreshes { below: place.key().copied().unwrap_or(i64::MAX), most: keyset::limit(size) }.rows(conn)?;
    Ok(Page::of(rows, place, size, |refresh| refresh.id))
}

/// Whether a refresh is running, in this process or another.
///
/// # Errors
/// The database failed.
pub fn is_running(conn: &mut impl Reads) -> Result<bool, StoreError> {
    // Only its lock knows, for a killed process leaves its row unfinished.
    Ok((LockHolder { lock: REFRESH_LOCK }).first(conn)?.is_some())
}

/// How a wish for a refresh ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refreshed {
    /// The snapshot is new, and sealed.
    Done(Box<SignedSeal>),
    /// Another one was running already.
    AlreadyRunning,
}

/// Refreshes the snapshot, and seals what it saw; readers and recorders go on meanwhile. The refresh is written down before it starts, so
/// that all see it run.
///
/// # Errors
/// The database failed; then the refresh is written down as failed.
pub fn refresh(conn: &mut PgConnection, key: &SealKey, requested_by: Option<AccountId>) -> Result<Refreshed, StoreError> {
    if !(TryLock { lock: REFRESH_LOCK }).one(conn)?.yes {
        return Ok(Refreshed::AlreadyRunning);
    }
    let done = refresh_under_lock(conn, key, requested_by);
    let unlocked = Unlock { lock: REFRESH_LOCK }.run(conn);
    let seal = done?;
    unlocked?;
    Ok(Refreshed::Done(Box::new(seal)))
}

fn refresh_under_lock(conn: &mut PgConnection, key: &SealKey, requested_by: Option<AccountId>) -> Result<SignedSeal, StoreError> {
    let id = BeginRefresh { by: requested_by }.one(conn)?.n;
    match refreshed(conn, key, id) {
        Ok(seal) => {
            DropFormKeys { until: Utc::now() - TimeDelta::weeks(1) }.run(conn)?;
            unsent::drop_old(conn, Utc::now())?;
            answers::drop_old(conn, Utc::now())?;
            files::drop_old(conn, Utc::now())?;
            Ok(seal)
        }
        Err(error) => {
            FailRefresh { refresh: id, failure: error.to_string() }.run(conn)?;
            Err(error)
        }
    }
}

/// Whatever was changed in the projections does not outlive a refresh, which computes all pets anew and so sees it.
fn refreshed(conn: &mut PgConnection, key: &SealKey, id: i64) -> Result<SignedSeal, StoreError> {
    projection::follow(conn)?;
    // The snapshot and the seal see the same: all that had committed when the transaction looked first.
    let (seal, is_right) = conn.build_transaction().repeatable_read().run(|conn| {
        conn.batch_execute("SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = '30s'")?;
        RefreshSnapshot { refresh: id }.run(conn)?;
        let is_right = projection::is_right(conn)?;
        Ok::<_, StoreError>((seals::seal(conn, key, id)?, is_right))
    })?;
    if !is_right {
        tracing::warn!("the projections were not what the events make them; they are filled anew");
        projection::fill_anew(conn)?;
    }
    Ok(seal)
}

/// How many events the tail may have before the shop refreshes by itself, where the configuration does not say.
///
/// It is `max(50, pets / 10)`: a refresh computes every pet, so that its share in the cost of an event is that of ten pets, whatever the size of the shop.
#[must_use]
pub fn limit(pets: i64, configured: Option<i64>) -> i64 {
    configured.unwrap_or_else(|| (pets / 10).max(50))
}

/// Whether the shop may refresh by itself again: nine times as long as the latest refresh took it rests, so that refreshes take a tenth of one core at most.
#[must_use]
pub fn has_rested(boundary: &Boundary, now: DateTime<Utc>) -> bool {
    now - boundary.finished_at >= boundary.duration() * 9
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limit_of_the_tail_grows_with_the_shop() {
        assert_eq!((limit(0, None), limit(120_000, None), limit(120_000, Some(3))), (50, 12_000, 3));
    }
}

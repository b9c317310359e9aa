//! The projections: tables that follow the log, so that a page reads what is kept and computes only what happened in the last moment.
//!
//! They are as of one position. Whoever reads them reads the position first and lays over them what it has not seen; should they move on in between, what is
//! laid over is more than it need be, and still right.

use crate::store::ground::error::StoreError;
use crate::store::ground::locks::{Lock, TryLock, Unlock};
use crate::store::ground::position::Position;
use crate::store::ground::reader::Reads;
use crate::store::ground::rows::{Answer, MaybeMoment, Number};
use crate::store::ground::sql_types::PgSnapshot;
use crate::store::ground::statement::{Deed, Rows, row, statements};
use chrono::{DateTime, Utc};
use diesel::PgConnection;
use diesel::connection::SimpleConnection;

/// The advisory lock of the one who lets the projections follow, in this process or another: "proj" in ASCII.
const LOCK: i64 = 0x70_72_6f_6a;

row! {
    /// How far the projections are.
    pub(in crate::store) struct Projected {
        position: Position as PgSnapshot,
    }
}

statements! {
    /// What of the log the projections have seen.
    LatestProjection = "state/latest_projection.sql", () -> Projected;
    /// How many events they have not seen.
    Unprojected = "state/unprojected.sql", () -> Number;
    /// When the first of these was recorded.
    UnseenFrom = "state/unseen_from.sql", () -> MaybeMoment;
    /// Whether there is anything that they have not seen.
    HasUnprojected = "state/has_unprojected.sql", () -> Answer;
    /// Lets them follow the log.
    ProjectEvents = "state/project_events.sql", () => Number;
    /// Keeps the stock of the moments that are due.
    KeepTotals = "state/keep_totals.sql", ();
    /// Whether they show what the snapshot shows that was just taken.
    ProjectionIsRight = "state/projection_is_right.sql", () -> Answer;
    /// How many of their sums and words are not those of their pets.
    WrongSums = "proof/wrong_sums.sql", () -> Number;
    /// How many days have other figures than their events.
    WrongDays = "proof/wrong_days.sql", () -> Number;
    /// Lets them be filled anew.
    ForgetProjection = "state/forget_projection.sql", ();
}

/// What of the log the projections have seen.
///
/// # Errors
/// The database failed.
pub fn position(conn: &mut impl Reads) -> Result<Position, StoreError> {
    Ok(LatestProjection {}.one(conn)?.position)
}

/// How many events the projections have not seen.
///
/// # Errors
/// The database failed.
pub fn unprojected(conn: &mut impl Reads) -> Result<i64, StoreError> {
    Ok(Unprojected {}.one(conn)?.n)
}

/// Since when an event has been recorded that they have not seen; `None` where they have seen all.
///
/// # Errors
/// The database failed.
pub fn is_behind_since(conn: &mut impl Reads) -> Result<Option<DateTime<Utc>>, StoreError> {
    Ok(UnseenFrom {}.one(conn)?.at)
}

/// Whether the projections are what the events make them: the pets by the snapshot that this transaction has taken, sums and days by themselves.
pub(in crate::store) fn is_right(conn: &mut PgConnection) -> Result<bool, StoreError> {
    Ok((ProjectionIsRight {}).one(conn)?.yes && (WrongSums {}).one(conn)?.n == 0 && (WrongDays {}).one(conn)?.n == 0)
}

/// Lets the projections follow the log, where there is anything that they have not seen and nobody else does it; answers how many events there were. Whoever
/// reads meanwhile reads what there was before.
///
/// # Errors
/// The database failed; then nothing has changed.
pub fn follow(conn: &mut PgConnection) -> Result<i64, StoreError> {
    if !(HasUnprojected {}).one(conn)?.yes || !(TryLock { lock: LOCK }).one(conn)?.yes {
        return Ok(0);
    }
    under_lock(conn, |_| Ok(()))
}

/// Fills the projections anew from the first event on, once whoever lets them follow is done.
///
/// # Errors
/// As [`follow`].
pub fn fill_anew(conn: &mut PgConnection) -> Result<i64, StoreError> {
    Lock { lock: LOCK }.run(conn)?;
    under_lock(conn, |conn| ForgetProjection {}.run(conn).map(drop))
}

fn under_lock(conn: &mut PgConnection, before: impl FnOnce(&mut PgConnection) -> Result<(), StoreError>) -> Result<i64, StoreError> {
    let done = at_leisure(conn, |conn| {
        before(conn)?;
        Ok(ProjectEvents {}.one(conn)?.n)
    })
    .and_then(|projected| {
        if projected > 0 {
            at_leisure(conn, |conn| KeepTotals {}.run(conn))?;
        }
        Ok(projected)
    });
    let unlocked = Unlock { lock: LOCK }.run(conn);
    let projected = done?;
    unlocked?;
    Ok(projected)
}

/// In a transaction that sees one state, and takes as long as it takes.
fn at_leisure<T>(conn: &mut PgConnection, work: impl FnOnce(&mut PgConnection) -> Result<T, StoreError>) -> Result<T, StoreError> {
    conn.build_transaction().repeatable_read().run(|conn| {
        conn.batch_execute("SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = '30s'")?;
        work(conn)
    })
}

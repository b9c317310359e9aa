//! The turn to verify: one at a time for all instances, and each sees how far it is.
//!
//! Who has the turn holds a lock, on a connection of its own that says of itself how far the verification is; with the process both go.

use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};

use super::{Against, Progress, verify};
use crate::integrity::Verification;
use crate::store::ground::error::StoreError;
use crate::store::ground::locks::{LockHolder, Say, TryLock, Unlock};
use crate::store::ground::pool::Store;
use crate::store::ground::reader::Reads;
use crate::store::ground::statement::{Deed, Rows};

/// The advisory lock of the one verification that may run for the pages: "verify" in ASCII.
const LOCK: i64 = 0x76_65_72_69_66_79;

/// How often it is said how far it is.
const EVERY: Duration = Duration::from_millis(500);

/// A verification that runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Running {
    /// Since when, as far as that can be seen.
    pub since: Option<DateTime<Utc>>,
    /// How far it is.
    pub progress: Progress,
}

/// The verification that runs, in this process or another.
///
/// # Errors
/// The database failed.
pub fn running(conn: &mut impl Reads) -> Result<Option<Running>, StoreError> {
    let holder = (LockHolder { lock: LOCK }).first(conn)?;
    Ok(holder.map(|holder| Running { since: holder.connected_at, progress: heard(&holder.said).unwrap_or(Progress { events: 0, of: 0 }) }))
}

/// As [`verify`], where it is nobody else's turn, on connections of its own: a long look takes none from the requests, and no limit of theirs
/// ends it. `None` where another one is running.
///
/// # Errors
/// The database failed.
pub fn in_turn(store: &Store, against: &Against, progress: &mut dyn FnMut(Progress)) -> Result<Option<Verification>, StoreError> {
    let mut turn = store.connection_of_its_own()?;
    if !(TryLock { lock: LOCK }).one(&mut turn)?.yes {
        return Ok(None);
    }
    let mut due = Instant::now();
    let mut tell = |now: Progress| {
        progress(now);
        if Instant::now() >= due {
            due = Instant::now() + EVERY;
            // Where that cannot be said, the verification goes on all the same.
            let _ = (Say { what: said(now) }).run(&mut turn);
        }
    };
    let found = verify(&mut store.connection_of_its_own()?, against, &mut tell);
    // The end of a connection may be noticed later.
    let _ = Unlock { lock: LOCK }.run(&mut turn);
    found.map(Some)
}

fn said(Progress { events, of }: Progress) -> String {
    format!("hello verifies {events} of {of}")
}

fn heard(said: &str) -> Option<Progress> {
    let (events, of) = said.strip_prefix("hello verifies ")?.split_once(" of ")?;
    Some(Progress { events: events.parse().ok()?, of: of.parse().ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_of_the_progress_is_short_enough_to_be_heard_whole() {
        let far = Progress { events: i64::MAX / 10, of: i64::MAX };
        assert!(said(far).len() < 64, "{}", said(far));
        assert_eq!((heard(&said(far)), heard("hello"), heard("hello verifies much")), (Some(far), None, None));
    }
}

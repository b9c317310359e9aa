//! Follows the log on a connection of its own: one for the whole process, however many look on.

use crate::store::ground::error::StoreError;
use crate::store::ground::pool::Store;
use crate::store::ground::position::Position;
use crate::store::log::changes;
use crate::store::log::changes::Changes;
use diesel::{PgConnection, connection::SimpleConnection};
use std::{
    thread,
    time::{Duration, Instant},
};

/// How often to look for a message, and to tell others of what this process has recorded: all of it at once, and never in the transaction that records,
/// for Postgres lets one transaction that notifies commit at a time.
const TICK: Duration = Duration::from_millis(100);
/// How often to look into the log without a message: whoever records may end before they tell, and psql tells nobody.
const ROUND: Duration = Duration::from_secs(1);
/// How long to wait before the first new attempt to connect, and at most.
const PAUSE: (Duration, Duration) = (Duration::from_millis(200), Duration::from_secs(5));

/// What one who follows the log is told.
#[derive(Debug, Clone)]
pub enum News {
    /// This was recorded.
    Changes(Changes),
    /// From here on it is followed; what was recorded before is to be read.
    Begun,
}

/// Follows the log for as long as `tell` answers that somebody listens. It is asked at every tick, mostly with nothing new.
///
/// Runs on this thread. Where the connection is lost it is made again, and what was recorded meanwhile is told.
pub fn follow(store: &Store, mut tell: impl FnMut(Option<News>) -> bool) {
    let mut seen = None;
    let mut pause = PAUSE.0;
    loop {
        let begun = Instant::now();
        match listen(store, &mut seen, &mut tell) {
            Ok(()) => return,
            Err(error) => tracing::debug!(%error, "the log is not followed just now"),
        }
        pause = if begun.elapsed() > ROUND { PAUSE.0 } else { (pause * 2).min(PAUSE.1) };
        let until = Instant::now() + pause;
        while Instant::now() < until {
            if !tell(None) {
                return;
            }
            thread::sleep(TICK);
        }
    }
}

fn listen(store: &Store, seen: &mut Option<Position>, tell: &mut impl FnMut(Option<News>) -> bool) -> Result<(), StoreError> {
    let mut conn = store.connection_of_its_own()?;
    conn.batch_execute("LISTEN events")?;
    store.readers_know(&mut conn)?;
    let mut due = Instant::now();
    loop {
        let mut news = None;
        let has_recorded = store.has_recorded();
        if has_recorded {
            tell_all(&mut conn)?;
        }
        if has_heard(&mut conn)? || has_recorded || Instant::now() >= due {
            let changes = changes::since(&mut conn, seen.as_ref())?;
            store.readers_hear(&changes.seen, changes.reached);
            let lost = seen.as_ref().map_or(0, |before| before.ahead_of(&changes.seen));
            if lost > 0 {
                tracing::error!(
                    transactions = lost,
                    "not all is here that was written before: the server that took the database's place did not have the last of it"
                );
            }
            let is_first = seen.replace(changes.seen.clone()).is_none();
            due = Instant::now() + ROUND;
            let has_any = changes.are_many || !changes.events.is_empty();
            news = if is_first { Some(News::Begun) } else { has_any.then_some(News::Changes(changes)) };
        }
        if !tell(news) {
            return Ok(());
        }
        thread::sleep(TICK);
    }
}

/// Tells whoever listens that something was recorded. The message is empty: what happened is read from the log, so that nothing can be missed and
/// nobody who listens learns what they may not read.
///
/// # Errors
/// The database failed.
pub(in crate::store) fn tell_all(conn: &mut PgConnection) -> Result<(), StoreError> {
    Ok(conn.batch_execute("NOTIFY events")?)
}

/// Whether there were messages. Many of them are one reason to look.
fn has_heard(conn: &mut PgConnection) -> Result<bool, StoreError> {
    let mut heard = false;
    for message in conn.notifications_iter() {
        message?;
        heard = true;
    }
    Ok(heard)
}

//! Refusals, which anybody can cause as often as they like. Of each kind and address the first is written at once; how many more there were
//! is counted here and written a minute later. A flood fills neither the disk nor the database's time.

use std::{
    collections::HashMap,
    mem,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use chrono::{DateTime, TimeDelta, Utc};

use crate::store::people::audit;
use crate::store::people::audit::Entry;
use crate::store::{Store, StoreError};
use crate::web::http::cx::Cx;
use crate::web::http::state::State;

/// For how long refusals that are alike are one.
const MINUTE: TimeDelta = TimeDelta::minutes(1);
/// How many that differ are told apart in that time; what goes beyond is one more, from many addresses.
const MOST: usize = 60;
/// How often to look for those whose minute is over.
const EVERY: Duration = Duration::from_secs(1);

/// The refusals of the last minute. Clones share them.
#[derive(Debug, Clone, Default)]
pub struct Refusals {
    tallies: Arc<Mutex<HashMap<String, Tally>>>,
}

#[derive(Debug)]
struct Tally {
    entry: Entry,
    since: DateTime<Utc>,
    /// How many there were that nobody has written yet.
    unwritten: i64,
}

/// Notes a refusal, or something else that anybody can cause: written now, or counted. One that cannot be written now is written later.
pub async fn note(cx: &Cx, entry: Entry) {
    let Some((key, entry)) = cx.state.refusals.admit(entry) else { return };
    let written = cx.store().run(move |conn| audit::write(conn, &entry)).await;
    if let Err(error) = written {
        tracing::error!(%error, "a refusal is not in the audit log yet");
        cx.state.refusals.keep(&key);
    }
}

/// Writes how many there were, a minute later. Ends with the runtime that it was spawned on.
pub async fn watch(state: State) {
    let mut ticks = actix_web::rt::time::interval(EVERY);
    loop {
        ticks.tick().await;
        let due = state.refusals.over(state.clock.now() - MINUTE);
        if !due.is_empty() {
            let (store, refusals, now) = (state.store.clone(), state.refusals.clone(), state.clock.now());
            let _ = actix_web::rt::task::spawn_blocking(move || refusals.write(&store, due, now)).await;
        }
    }
}

impl Refusals {
    /// Writes what is left, before the server ends.
    pub fn close(&self, store: &Store, now: DateTime<Utc>) {
        let left = mem::take(&mut *self.lock());
        self.write(store, left, now);
    }

    /// The first of its kind, to be written; `None` for one more, which is counted.
    fn admit(&self, entry: Entry) -> Option<(String, Entry)> {
        let mut tallies = self.lock();
        let mut entry = entry;
        let mut key = key(&entry);
        if !tallies.contains_key(&key) && tallies.len() >= MOST {
            entry = anywhere(entry);
            key = self::key(&entry);
        }
        if let Some(tally) = tallies.get_mut(&key) {
            tally.unwritten += 1;
            return None;
        }
        tallies.insert(key.clone(), Tally { entry: entry.clone(), since: entry.hand.at, unwritten: 0 });
        Some((key, entry))
    }

    /// One that was not written counts among those that are still to be.
    fn keep(&self, key: &str) {
        if let Some(tally) = self.lock().get_mut(key) {
            tally.unwritten += 1;
        }
    }

    /// Takes out those that began before.
    fn over(&self, before: DateTime<Utc>) -> HashMap<String, Tally> {
        let mut tallies = self.lock();
        let (over, young) = mem::take(&mut *tallies).into_iter().partition(|(_, tally)| tally.since <= before);
        *tallies = young;
        over
    }

    fn write(&self, store: &Store, due: HashMap<String, Tally>, now: DateTime<Utc>) {
        for (key, tally) in due.into_iter().filter(|(_, tally)| tally.unwritten > 0) {
            let mut entry = tally.entry.clone().with("times", tally.unwritten).with("since", tally.since.to_rfc3339());
            entry.hand.at = now;
            let written = store.run_blocking(|conn| audit::write(conn, &entry));
            if let Err::<(), StoreError>(error) = written {
                tracing::error!(%error, refusals = tally.unwritten, "refusals are not in the audit log yet");
                self.lock().entry(key).and_modify(|newer| newer.unwritten += tally.unwritten).or_insert(tally);
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Tally>> {
        self.tallies.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What makes two refusals alike: everything but the moment and the request.
fn key(entry: &Entry) -> String {
    let Entry { kind, hand, account, details, .. } = entry;
    format!("{kind:?} {:?} {account:?} {:?} {details:?}", hand.account, hand.address)
}

/// What is left of one where there are too many different ones.
fn anywhere(entry: Entry) -> Entry {
    let hand = audit::Hand { account: None, address: Some("many addresses".to_owned()), ..entry.hand };
    hand.did(entry.kind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::people::audit::{AuditKind, Hand};

    fn refusal(from: usize, at: DateTime<Utc>) -> Entry {
        Hand { account: None, address: Some(format!("192.0.2.{from}")), request_id: None, at }.did(AuditKind::Refused)
    }

    #[test]
    fn of_refusals_that_are_alike_the_first_is_written_and_the_others_are_counted() {
        let (refusals, now) = (Refusals::default(), Utc::now());
        assert!(refusals.admit(refusal(1, now)).is_some());
        assert!((0..1000).all(|_| refusals.admit(refusal(1, now)).is_none()));
        assert!(refusals.admit(refusal(2, now)).is_some(), "another address");
        assert!(refusals.over(now - MINUTE).is_empty());
        let over = refusals.over(now);
        let mut counts: Vec<_> = over.values().map(|tally| tally.unwritten).collect();
        counts.sort_unstable();
        assert_eq!(counts, [0, 1000]);
        assert!(refusals.admit(refusal(1, now)).is_some(), "a new minute");
    }

    #[test]
    fn a_flood_from_everywhere_is_a_bounded_number_of_lines() {
        let (refusals, now) = (Refusals::default(), Utc::now());
        let written = (0..100_000).filter(|from| refusals.admit(refusal(*from, now)).is_some()).count();
        assert_eq!(written, MOST + 1);
        let counted: i64 = refusals.over(now).values().map(|tally| tally.unwritten).sum();
        assert_eq!(counted + i64::try_from(written).unwrap(), 100_000, "none is lost");
    }
}

//! Refusals, which anybody can cause as often as they like. Of each kind and address the first is written at once; how many more there were
//! is counted here and written a minute later. A flood fills neither the disk nor the database's time.

use std::{
    collections::HashMap,
    mem,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use chrono::{DateTime, TimeDelta, Utc};

use crate::store::people::audit;
use crate::store::people::audit::Entry;
use crate::store::{Store, StoreError};

/// For how long refusals that are alike are one.
pub(super) const MINUTE: TimeDelta = TimeDelta::minutes(1);
/// How many that differ are told apart in that time; what goes beyond is one more, from many addresses.
const MOST: usize = 60;

/// The refusals of the last minute. Clones share them.
#[derive(Debug, Clone, Default)]
pub struct Refusals {
    tallies: Arc<Mutex<HashMap<String, Tally>>>,
}

/// Refusals that are alike.
#[derive(Debug)]
pub(super) struct Tally {
    entry: Entry,
    since: DateTime<Utc>,
    /// How many there were that nobody has written yet.
    unwritten: i64,
}

impl Refusals {
    /// Writes what is left, before the server ends.
    pub fn close(&self, store: &Store, now: DateTime<Utc>) {
        let left = mem::take(&mut *self.lock());
        self.write(store, left, now);
    }

    /// The first of its kind, to be written; `None` for one more, which is counted.
    pub(super) fn admit(&self, entry: Entry) -> Option<(String, Entry)> {
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
    pub(super) fn keep(&self, key: &str) {
        if let Some(tally) = self.lock().get_mut(key) {
            tally.unwritten += 1;
        }
    }

    /// Takes out those that began before.
    pub(super) fn over(&self, before: DateTime<Utc>) -> HashMap<String, Tally> {
        let mut tallies = self.lock();
        let (over, young) = mem::take(&mut *tallies).into_iter().partition(|(_, tally)| tally.since <= before);
        *tallies = young;
        over
    }

    pub(super) fn write(&self, store: &Store, due: HashMap<String, Tally>, now: DateTime<Utc>) {
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

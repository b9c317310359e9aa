//! Verifications in the background of the pages: one at a time, whichever instance was asked; each remembers what came of its own.

use crate::integrity::Verification;
use crate::shop::words::{count, thousands};
use crate::store::Store;
use crate::store::proof::verify::{Against, Progress, turn};
use actix_web::rt::task::spawn_blocking;
use chrono::{DateTime, TimeDelta, Utc};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The one verification that may be running, and how the last one ended. Clones share it.
#[derive(Debug, Clone, Default)]
pub struct Verifier(Arc<Mutex<Seen>>);

/// What can be seen of it at one moment.
#[derive(Debug, Clone, Default)]
pub struct Seen {
    /// What is running.
    pub running: Option<Running>,
    /// What came of the one before.
    pub last: Option<Ended>,
}

/// A verification that is running.
#[derive(Debug, Clone)]
pub struct Running {
    /// Who asked for it, where that was here.
    pub by: Option<String>,
    /// Since when, as far as that can be seen.
    pub since: Option<DateTime<Utc>>,
    /// So many events are checked.
    pub events: i64,
    /// Of so many.
    pub of: i64,
}

/// A verification that has ended.
#[derive(Debug, Clone)]
pub struct Ended {
    /// Who asked for it.
    pub by: String,
    /// When it ended.
    pub at: DateTime<Utc>,
    /// How long it took.
    pub took: TimeDelta,
    /// Which seals that were kept elsewhere were held against the shop.
    pub kept: Vec<i64>,
    /// What it found; `None` where it broke off.
    pub found: Option<Verification>,
}

impl From<turn::Running> for Running {
    fn from(elsewhere: turn::Running) -> Self {
        Self { by: None, since: elsewhere.since, events: elsewhere.progress.events, of: elsewhere.progress.of }
    }
}

impl Running {
    /// How far it is, in percent. The end is reached when it is said, and not before.
    #[must_use]
    pub fn percent(&self) -> i64 {
        (self.events.saturating_mul(100) / self.of.max(1)).clamp(0, 99)
    }

    /// How far it is, in events.
    #[must_use]
    pub fn in_events(&self) -> String {
        format!("{} of {} checked", thousands(self.events), count(self.of, "event", "events"))
    }
}

impl Ended {
    /// What it found, where something does not fit.
    #[must_use]
    pub fn faults(&self) -> Option<&Verification> {
        self.found.as_ref().filter(|found| !found.is_clean())
    }

    /// What it found, where everything fits.
    #[must_use]
    pub fn clean(&self) -> Option<&Verification> {
        self.found.as_ref().filter(|found| found.is_clean())
    }
}

/// How a verification ended, as the audit log has it.
#[must_use]
pub fn outcome(found: Option<&Verification>) -> String {
    match found {
        None => "it broke off".into(),
        Some(found) if found.is_clean() => "no fault was found".into(),
        Some(found) => format!("{} found", words(found.found)),
    }
}

fn words(faults: usize) -> String {
    let faults = i64::try_from(faults).unwrap_or(i64::MAX);
    format!("{} {}", count(faults, "fault", "faults"), if faults == 1 { "was" } else { "were" })
}

impl Verifier {
    /// What can be seen now.
    #[must_use]
    pub fn look(&self) -> Seen {
        self.seen().clone()
    }

    /// Begins, unless one is running already.
    #[must_use]
    pub fn begin(&self, by: &str, since: DateTime<Utc>) -> bool {
        let mut seen = self.seen();
        let is_free = seen.running.is_none();
        if is_free {
            seen.running = Some(Running { by: Some(by.to_owned()), since: Some(since), events: 0, of: 0 });
        }
        is_free
    }

    /// Does the work, off the request threads. It goes on whether or not anybody waits for it. `None` where another instance is at it.
    pub async fn work(&self, store: Store, against: Against) -> Option<Option<Verification>> {
        let this = self.clone();
        let work = move || turn::in_turn(&store, &against, &mut |progress| this.progress(progress));
        Some(match spawn_blocking(work).await {
            Ok(Ok(None)) => return None,
            Ok(Ok(found)) => found,
            Ok(Err(error)) => {
                tracing::error!(%error, "a verification failed");
                None
            }
            Err(error) => {
                tracing::error!(%error, "a verification broke off");
                None
            }
        })
    }

    /// There was nothing to do here.
    pub fn leave(&self) {
        self.seen().running = None;
    }

    /// Shows how it ended.
    pub fn end(&self, ended: Ended) {
        *self.seen() = Seen { running: None, last: Some(ended) };
    }

    fn progress(&self, Progress { events, of }: Progress) {
        if let Some(running) = &mut self.seen().running {
            (running.events, running.of) = (events, of);
        }
    }

    /// Whoever panicked while they held it had written it whole.
    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_one_at_a_time_and_it_never_claims_its_end() {
        let verifier = Verifier::default();
        let now = Utc::now();
        assert!(verifier.begin("Ada", now));
        assert!(!verifier.begin("Ben", now));
        assert_eq!(verifier.look().running.map(|run| (run.by.clone(), run.percent())), Some((Some("Ada".into()), 0)));
        verifier.progress(Progress { events: 1500, of: 1500 });
        let running = verifier.look().running.unwrap();
        assert_eq!((running.percent(), running.in_events().as_str()), (99, "1,500 of 1,500 events checked"));
        verifier.end(Ended { by: "Ada".into(), at: now, took: TimeDelta::zero(), kept: vec![], found: None });
        assert_eq!(verifier.look().last.map(|last| outcome(last.found.as_ref())), Some("it broke off".into()));
        assert!(verifier.begin("Ben", now));
    }

    #[test]
    fn an_outcome_counts_its_faults() {
        assert_eq!(words(1), "1 fault was");
        assert_eq!(words(2000), "2,000 faults were");
    }
}

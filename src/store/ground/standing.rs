//! Whether a server is still the one that records. One that was taken for dead, and whose place another has taken, does not know that when it comes back, and
//! would take what is recorded into a log of its own. Postgres begins a timeline with each such step; the shop keeps the latest that it has met, and
//! records on none before.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use diesel::PgConnection;
use diesel::sql_types::{BigInt, Nullable};

use super::error::StoreError;
use super::statement::{Rows, row, statements};

statements! {
    /// Where a server stands.
    StandingOf = "ground/standing.sql", () => Standing;
}

row! {
    /// Where a server stands.
    #[derive(Copy)]
    pub(in crate::store) struct Standing {
        cluster: i64 as BigInt,
        timeline: Option<i64> as Nullable<BigInt>,
    }
}

/// For how long it is said why a server was refused.
const SAID: Duration = Duration::from_secs(5);

/// The latest that was met. Clones share it.
#[derive(Debug, Clone, Default)]
pub(in crate::store) struct Latest(Arc<Mutex<Known>>);

#[derive(Debug, Default)]
struct Known {
    met: Option<Standing>,
    refused: Option<Instant>,
}

impl Latest {
    /// Where the server of a connection stands.
    ///
    /// # Errors
    /// [`StoreError::Overtaken`], where another has taken its place.
    pub(in crate::store::ground) fn look(&self, conn: &mut PgConnection) -> Result<Standing, StoreError> {
        let standing = StandingOf {}.one(conn)?;
        let mut known = self.known();
        if known.is_over(standing) {
            let is_news = known.refused.is_none_or(|at| at.elapsed() > SAID);
            known.refused = Some(Instant::now());
            if is_news {
                tracing::error!(
                    timeline = standing.timeline,
                    latest = known.met.and_then(|met| met.timeline),
                    "refused: {}",
                    StoreError::Overtaken
                );
            }
            return Err(StoreError::Overtaken);
        }
        if standing.timeline.is_some() {
            if known.met.is_some_and(|met| met.cluster == standing.cluster && met.timeline < standing.timeline) {
                tracing::warn!(timeline = standing.timeline, "another server has taken the database's place");
            }
            known.met = Some(standing);
        }
        Ok(standing)
    }

    /// Whether another has taken the place of a server since it stood there.
    pub(in crate::store::ground) fn is_over(&self, standing: Standing) -> bool {
        self.known().is_over(standing)
    }

    /// Whether a server was refused a moment ago.
    pub(in crate::store::ground) fn has_refused(&self) -> bool {
        self.known().refused.is_some_and(|at| at.elapsed() < SAID)
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Known {
    fn is_over(&self, standing: Standing) -> bool {
        self.met.is_some_and(|met| met.cluster == standing.cluster && standing.timeline.is_some() && standing.timeline < met.timeline)
    }
}

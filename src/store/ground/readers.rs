//! Servers that follow the database and answer pages in its place. Postgres brings them what is recorded; here is known which of them may answer just now.
//!
//! Whoever follows the log tells, each second and with all news, what could be seen in it and how far the database had come: so it is known of a server
//! that has come so far what can be seen there. It cannot say so itself, for there running transactions look finished. How long it lags behind
//! follows as well.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, Weak};
use std::thread;
use std::time::{Duration, Instant};

use diesel::PgConnection;
use tokio::{task::spawn_blocking, time::timeout};

use super::follower::{Follower, Following, HOLDS, PATIENCE, Reach, TOO_LATE, Trouble, held};
use super::link::Limits;
use super::position::Position;

/// How often each is looked at.
const ROUND: Duration = Duration::from_secs(1);
/// How far apart what is told is kept.
const APART: Duration = Duration::from_millis(500);

/// All of them.
#[derive(Debug)]
pub struct Readers {
    all: Vec<Arc<Follower>>,
    most_lag: Duration,
    told: Mutex<Told>,
}

/// What was told of the database.
#[derive(Debug, Default)]
struct Told {
    cluster: Option<i64>,
    /// What could be seen, how far it had come then, and when that was so last; oldest first.
    moments: VecDeque<(Position, Reach, Instant)>,
}

/// How one fares.
#[derive(Debug, Clone)]
pub struct Fares {
    /// Its address, without a password.
    pub name: String,
    /// Whether pages are read there.
    pub is_used: bool,
    /// How many bytes it lags behind, where it answers.
    pub bytes: Option<i64>,
    /// How long it lags behind, where it answers.
    pub lag: Option<Duration>,
    /// What went wrong last.
    pub trouble: Option<Trouble>,
}

impl Readers {
    /// The servers at these addresses; left alone while they lag behind by more than `most_lag`.
    #[must_use]
    pub fn new(urls: &[String], limits: Limits, most_lag: Duration) -> Self {
        let all = urls.iter().map(|url| Arc::new(Follower::at(url, limits))).collect();
        Self { all, most_lag, told: Mutex::default() }
    }

    /// Looks after them, each on a thread of its own, which ends with the last to hold them.
    pub fn watch(self: &Arc<Self>) {
        for follower in &self.all {
            let (readers, follower) = (Arc::downgrade(self), Arc::downgrade(follower));
            thread::spawn(move || look_after(&readers, &follower));
        }
    }

    /// Is told which cluster the database is.
    pub(in crate::store) fn is_cluster(&self, cluster: i64) {
        held(&self.told).cluster = Some(cluster);
    }

    /// Is told what can be seen in the log, and how far the database had come thereafter.
    pub(in crate::store) fn hear(&self, seen: &Position, at: Reach) {
        let (mut told, now) = (held(&self.told), Instant::now());
        let moments = &mut told.moments;
        while moments.back().is_some_and(|(_, before, _)| *before > at) {
            // Another database has taken its place.
            moments.pop_back();
        }
        let before = moments.len().checked_sub(2).and_then(|place| moments.get(place)).map(|(_, _, when)| *when);
        if moments.back().is_some_and(|(_, last, _)| *last == at) || before.is_some_and(|before| now - before < APART) {
            moments.pop_back();
        }
        moments.push_back((seen.clone(), at, now));
        let kept = self.most_lag + HOLDS;
        while moments.len() > 2 && moments.get(1).is_some_and(|(_, _, when)| now - *when > kept) {
            moments.pop_front();
        }
    }

    /// How they fare.
    #[must_use]
    pub fn fare(&self) -> Vec<Fares> {
        let fares = |follower: &Arc<Follower>| {
            let reached = follower.reached();
            let behind = |reached: Reach| held(&self.told).moments.back().map(|(_, at, _)| (at.0 - reached.0).max(0));
            Fares {
                name: follower.name.clone(),
                is_used: self.may_answer(follower),
                bytes: reached.and_then(behind),
                lag: reached.and_then(|reached| self.lag(reached)),
                trouble: follower.trouble(),
            }
        };
        self.all.iter().map(fares).collect()
    }

    /// Whether any of them may answer.
    pub(in crate::store::ground) fn can_answer(&self) -> bool {
        self.all.iter().any(|follower| self.may_answer(follower))
    }

    /// A server that has passed `wanted`, the same for the same `turn` where it can be; and what can be seen there at least.
    pub(in crate::store::ground) async fn choose(&self, wanted: Reach, turn: usize) -> Option<(Following, Position)> {
        let many = self.all.len().max(1);
        for follower in self.all.iter().cycle().skip(turn % many).take(many).filter(|follower| self.may_answer(follower)) {
            let asked = Arc::clone(follower);
            match timeout(PATIENCE, spawn_blocking(move || asked.connect())).await {
                Ok(Ok(Ok(Some((conn, reached))))) if reached >= wanted => {
                    if let Some(seen) = self.seen_at(reached) {
                        return Some((Following::new(Arc::clone(follower), conn), seen));
                    }
                }
                // It has not come so far, or has no connection left.
                Ok(Ok(Ok(_))) => {}
                Ok(Ok(Err(error))) => follower.failed_by(&error),
                Ok(Err(_)) | Err(_) => follower.failed(TOO_LATE),
            }
        }
        None
    }

    fn may_answer(&self, follower: &Follower) -> bool {
        let lag = follower.reached().and_then(|reached| self.lag(reached));
        lag.is_some_and(|lag| lag <= self.most_lag) && !follower.rests()
    }

    /// What can be seen where a server has come so far, of what was told.
    fn seen_at(&self, reached: Reach) -> Option<Position> {
        held(&self.told).moments.iter().rev().find(|(_, at, _)| *at <= reached).map(|(seen, _, _)| seen.clone())
    }

    /// How long a server lags behind that has come so far; at least so long, where that is more than is kept.
    fn lag(&self, reached: Reach) -> Option<Duration> {
        let told = held(&self.told);
        let (_, newest, _) = told.moments.back()?;
        if reached >= *newest {
            return Some(Duration::ZERO);
        }
        let when = told.moments.iter().rev().find(|(_, at, _)| *at <= reached).or(told.moments.front()).map(|(_, _, when)| *when)?;
        let known = when.elapsed();
        let is_kept = told.moments.front().is_some_and(|(_, at, _)| *at <= reached);
        Some(if is_kept { known } else { known.max(self.most_lag + ROUND) })
    }

    fn look_at(&self, follower: &Follower, conn: &mut Option<PgConnection>) {
        let looked = follower.look(conn);
        if looked.is_err() {
            *conn = None;
        }
        let cluster = held(&self.told).cluster;
        match looked {
            Ok((theirs, _)) if cluster.is_some_and(|ours| ours != theirs) => follower.failed("it follows another database"),
            Ok((_, reached)) => follower.has_reached(reached),
            Err(error) => follower.failed_by(&error),
        }
    }
}

fn look_after(readers: &Weak<Readers>, follower: &Weak<Follower>) {
    let mut conn = None;
    while let (Some(readers), Some(follower)) = (readers.upgrade(), follower.upgrade()) {
        readers.look_at(&follower, &mut conn);
        drop((readers, follower));
        thread::sleep(ROUND);
    }
}

//! Servers that follow the database and answer pages in its place. Postgres brings them what is recorded; here is known which of them may answer just now.
//!
//! Whoever follows the log tells, each second and with all news, what could be seen in it and how far the database had come: so it is known of a server
//! that has come so far what can be seen there. It cannot say so itself, for there running transactions look finished. How long it lags behind
//! follows as well.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::thread;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use diesel::r2d2::{Pool, PooledConnection};
use diesel::sql_types::{BigInt, Bool, Nullable};
use tokio::{task::spawn_blocking, time::timeout};

use super::address::without_password;
use super::error::StoreError;
use super::link::{Connections, GRACE, Limits, Link, Unheard};
use super::position::Position;
use super::reader::Reader;
use super::rows::Number;
use super::statement::{Rows, row, statements};

statements! {
    /// How far a server has come that follows.
    Reached = "ground/reached.sql", () -> HasReached;
    /// How far the database has come.
    Written = "ground/written.sql", () => Number;
    /// Which cluster it is.
    Cluster = "ground/cluster.sql", () -> Number;
}

row! {
    /// How far a server has come that follows.
    pub(in crate::store) struct HasReached {
        follows: bool as Bool,
        reached: Option<i64> as Nullable<BigInt>,
    }
}

/// How far a server has come, in bytes of what Postgres has written since the cluster was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reach(pub i64);

impl Reach {
    /// The beginning, which every server has passed.
    pub const NOTHING: Self = Self(0);
    /// What no server that follows is known to have passed.
    pub const BEYOND: Self = Self(i64::MAX);
}

/// How often each is looked at.
const ROUND: Duration = Duration::from_secs(1);
/// For how long a look holds.
const HOLDS: Duration = Duration::from_secs(3);
/// How long a page waits for a server to say how far it has come.
const PATIENCE: Duration = Duration::from_millis(300);
/// For how long a server is left alone that has failed.
const REST: Duration = Duration::from_secs(5);
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

/// One of them.
#[derive(Debug)]
struct Follower {
    name: String,
    connections: Connections,
    pool: Pool<Connections>,
    known: Mutex<Known>,
}

/// What is known of one.
#[derive(Debug, Default)]
struct Known {
    looked: Option<(Instant, Reach)>,
    rests_until: Option<Instant>,
    trouble: Option<Trouble>,
}

/// What went wrong last.
#[derive(Debug, Clone)]
pub struct Trouble {
    /// In words.
    pub why: String,
    /// When.
    pub at: DateTime<Utc>,
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

/// A server by which one page is read.
pub(in crate::store::ground) struct Following {
    follower: Arc<Follower>,
    conn: PooledConnection<Connections>,
}

impl Readers {
    /// The servers at these addresses; left alone while they lag behind by more than `most_lag`.
    #[must_use]
    pub fn new(urls: &[String], limits: Limits, most_lag: Duration) -> Self {
        let follower = |url: &String| {
            let connections = Connections { link: Link::to(url), limits };
            let pool = Pool::builder()
                .max_size(limits.pool_size)
                .min_idle(Some(1))
                .connection_timeout(PATIENCE)
                .test_on_check_out(true)
                .error_handler(Box::new(Unheard))
                .build_unchecked(connections.clone());
            Arc::new(Follower { name: without_password(url).0, connections, pool, known: Mutex::default() })
        };
        Self { all: urls.iter().map(follower).collect(), most_lag, told: Mutex::default() }
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
            let is_used = self.may_answer(follower);
            let known = held(&follower.known);
            let reached = known.looked.filter(|(when, _)| when.elapsed() < HOLDS).map(|(_, reached)| reached);
            let behind = |reached: Reach| held(&self.told).moments.back().map(|(_, at, _)| (at.0 - reached.0).max(0));
            Fares {
                name: follower.name.clone(),
                is_used,
                bytes: reached.and_then(behind),
                lag: reached.and_then(|reached| self.lag(reached)),
                trouble: known.trouble.clone(),
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
                        return Some((Following { follower: Arc::clone(follower), conn }, seen));
                    }
                }
                // It has not come so far, or has no connection left.
                Ok(Ok(Ok(_))) => {}
                Ok(Ok(Err(error))) => follower.failed(&error.to_string()),
                Ok(Err(_)) | Err(_) => follower.failed(TOO_LATE),
            }
        }
        None
    }

    fn may_answer(&self, follower: &Follower) -> bool {
        let known = held(&follower.known);
        let now = Instant::now();
        let reached = known.looked.filter(|(when, _)| now - *when < HOLDS).map(|(_, reached)| reached);
        let lag = reached.and_then(|reached| self.lag(reached));
        lag.is_some_and(|lag| lag <= self.most_lag) && known.rests_until.is_none_or(|until| until <= now)
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
            Ok((_, reached)) => held(&follower.known).looked = Some((Instant::now(), reached)),
            Err(error) => follower.failed(&error.to_string()),
        }
    }
}

const TOO_LATE: &str = "no answer in time";

impl Follower {
    /// A connection, and how far the server has come; none where all are at work.
    fn connect(&self) -> Result<Option<(PooledConnection<Connections>, Reach)>, StoreError> {
        let mut conn = match self.pool.get() {
            Ok(conn) => conn,
            Err(_) if self.pool.state().connections >= self.pool.max_size() => return Ok(None),
            Err(error) => return Err(StoreError::Unavailable(error.to_string())),
        };
        let reached = reached(&mut conn)?;
        Ok(Some((conn, reached)))
    }

    /// Which cluster it is, and how far it has come.
    fn look(&self, conn: &mut Option<PgConnection>) -> Result<(i64, Reach), StoreError> {
        if conn.is_none() {
            *conn = Some(self.connections.link.directly(&self.connections.limits)?);
        }
        let conn = conn.as_mut().ok_or(StoreError::NotFound)?;
        Ok((Cluster {}.one(conn)?.n, reached(conn)?))
    }

    /// Leaves it alone for a while.
    fn failed(&self, why: &str) {
        let why = why.lines().next().unwrap_or_default().to_owned();
        tracing::warn!(replica = self.name, why, "a replica is left alone for a while");
        let mut known = held(&self.known);
        known.rests_until = Some(Instant::now() + REST);
        known.trouble = Some(Trouble { why, at: Utc::now() });
    }
}

fn reached(conn: &mut PgConnection) -> Result<Reach, StoreError> {
    let HasReached { follows, reached } = Reached {}.one(conn)?;
    reached.filter(|_| follows).map(Reach).ok_or_else(|| StoreError::Unavailable("it follows no other server".into()))
}

impl Following {
    /// Reads there, from one state. `None`, where the database had better be asked: the server has failed.
    pub(in crate::store::ground) async fn read<T, F>(self, limits: Limits, work: Arc<F>) -> Option<(Result<T, StoreError>, Self)>
    where
        T: Send + 'static,
        F: Fn(&mut Reader<'_>) -> Result<T, StoreError> + Send + Sync + 'static,
    {
        let (follower, mut here) = (Arc::clone(&self.follower), self);
        let job = spawn_blocking(move || {
            let mut transaction = here.conn.build_transaction().repeatable_read().read_only();
            let done = transaction.run(|conn| work(&mut Reader(conn)));
            (done, here)
        });
        match timeout(limits.statement_timeout + GRACE, job).await {
            Ok(Ok((Err(error), _))) if error.may_be_the_servers() => follower.failed(&error.to_string()),
            Ok(Ok((done, here))) => return Some((done, here)),
            Ok(Err(_)) => follower.failed("the work broke off"),
            Err(_) => follower.failed(TOO_LATE),
        }
        None
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

/// What is held here is whole at each moment.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

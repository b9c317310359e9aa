//! One server that follows the database: how far it has come, and what is read there.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use diesel::r2d2::{Pool, PooledConnection};
use diesel::sql_types::{BigInt, Bool, Nullable};
use tokio::{task::spawn_blocking, time::timeout};
use tracing::Span;

use super::address::without_password;
use super::error::StoreError;
use super::link::{Connections, GRACE, Limits, Link, Unheard};
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

/// For how long a look holds.
pub(in crate::store::ground) const HOLDS: Duration = Duration::from_secs(3);
/// How long a page waits for a server to say how far it has come.
pub(in crate::store::ground) const PATIENCE: Duration = Duration::from_millis(300);
/// For how long a server is left alone that has failed.
const REST: Duration = Duration::from_secs(5);
/// One of them.
#[derive(Debug)]
pub(in crate::store::ground) struct Follower {
    /// Its address, without a password.
    pub(in crate::store::ground) name: String,
    connections: Connections,
    pool: Pool<Connections>,
    known: Mutex<Known>,
}

/// What is known of one.
#[derive(Debug, Default)]
struct Known {
    looked: Option<(Instant, Reach)>,
    rests_until: Option<Instant>,
    /// Whether it has, since the last look at it that went well.
    has_failed: bool,
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

/// A server by which one page is read.
pub(in crate::store::ground) struct Following {
    follower: Arc<Follower>,
    conn: PooledConnection<Connections>,
}

pub(in crate::store::ground) const TOO_LATE: &str = "no answer in time";

impl Follower {
    /// The server at this address.
    pub(in crate::store::ground) fn at(url: &str, limits: Limits) -> Self {
        let connections = Connections { link: Link::to(url), limits };
        let pool = Pool::builder()
            .max_size(limits.pool_size)
            .min_idle(Some(1))
            .connection_timeout(PATIENCE)
            .test_on_check_out(true)
            .error_handler(Box::new(Unheard))
            .build_unchecked(connections.clone());
        Self { name: without_password(url).0, connections, pool, known: Mutex::default() }
    }

    /// How far it had come a moment ago; `None` where it has not answered since.
    pub(in crate::store::ground) fn reached(&self) -> Option<Reach> {
        held(&self.known).looked.filter(|(when, _)| when.elapsed() < HOLDS).map(|(_, reached)| reached)
    }

    /// Notes how far it has come.
    pub(in crate::store::ground) fn has_reached(&self, reached: Reach) {
        let mut known = held(&self.known);
        known.looked = Some((Instant::now(), reached));
        if std::mem::take(&mut known.has_failed) {
            tracing::info!(replica = self.name, "a replica answers again");
        }
    }

    /// Whether it is left alone for a while.
    pub(in crate::store::ground) fn rests(&self) -> bool {
        held(&self.known).rests_until.is_some_and(|until| until > Instant::now())
    }

    /// What went wrong there last.
    pub(in crate::store::ground) fn trouble(&self) -> Option<Trouble> {
        held(&self.known).trouble.clone()
    }

    /// A connection, and how far the server has come; none where all are at work.
    pub(in crate::store::ground) fn connect(&self) -> Result<Option<(PooledConnection<Connections>, Reach)>, StoreError> {
        let mut conn = match self.pool.get() {
            Ok(conn) => conn,
            Err(_) if self.pool.state().connections >= self.pool.max_size() => return Ok(None),
            Err(error) => return Err(StoreError::Unavailable(error.to_string())),
        };
        let reached = reached(&mut conn)?;
        Ok(Some((conn, reached)))
    }

    /// Which cluster it is, and how far it has come.
    pub(in crate::store::ground) fn look(&self, conn: &mut Option<PgConnection>) -> Result<(i64, Reach), StoreError> {
        if conn.is_none() {
            *conn = Some(self.connections.link.directly(&self.connections.limits)?);
        }
        let conn = conn.as_mut().ok_or(StoreError::NotFound)?;
        Ok((Cluster {}.one(conn)?.n, reached(conn)?))
    }

    /// Leaves it alone for a while, for what it said.
    pub(in crate::store::ground) fn failed_by(&self, error: &StoreError) {
        match error {
            StoreError::Unavailable(why) | StoreError::TooSlow(why) => self.failed(why),
            other => self.failed(&other.to_string()),
        }
    }

    /// Leaves it alone for a while.
    pub(in crate::store::ground) fn failed(&self, why: &str) {
        let why = why.lines().next().unwrap_or_default().to_owned();
        let mut known = held(&self.known);
        // What goes on is said once.
        if !std::mem::replace(&mut known.has_failed, true) || known.trouble.as_ref().is_none_or(|trouble| trouble.why != why) {
            tracing::warn!(replica = self.name, why, "a replica is left alone for a while");
        }
        known.rests_until = Some(Instant::now() + REST);
        known.trouble = Some(Trouble { why, at: Utc::now() });
    }
}

fn reached(conn: &mut PgConnection) -> Result<Reach, StoreError> {
    let HasReached { follows, reached } = Reached {}.one(conn)?;
    reached.filter(|_| follows).map(Reach).ok_or_else(|| StoreError::Unavailable("it follows no other server".into()))
}

impl Following {
    /// By a connection there.
    pub(in crate::store::ground) fn new(follower: Arc<Follower>, conn: PooledConnection<Connections>) -> Self {
        Self { follower, conn }
    }

    /// Reads there, from one state. `None`, where the database had better be asked: the server has failed.
    pub(in crate::store::ground) async fn read<T, F>(self, limits: Limits, work: Arc<F>) -> Option<(Result<T, StoreError>, Self)>
    where
        T: Send + 'static,
        F: Fn(&mut Reader<'_>) -> Result<T, StoreError> + Send + Sync + 'static,
    {
        let (follower, mut here, request) = (Arc::clone(&self.follower), self, Span::current());
        let job = spawn_blocking(move || {
            let mut transaction = here.conn.build_transaction().repeatable_read().read_only();
            let done = request.in_scope(|| transaction.run(|conn| work(&mut Reader(conn))));
            (done, here)
        });
        match timeout(limits.statement_timeout + GRACE, job).await {
            Ok(Ok((Err(error), _))) if error.may_be_the_servers() => follower.failed_by(&error),
            Ok(Ok((done, here))) => return Some((done, here)),
            Ok(Err(_)) => follower.failed("the work broke off"),
            Err(_) => follower.failed(TOO_LATE),
        }
        None
    }
}

/// What is held here is whole at each moment.
pub(in crate::store::ground) fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

//! The pool of connections, and the one way to use them: off the request threads, within limits, with an answer in any case.

mod reading;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use diesel::PgConnection;
use diesel::connection::{Connection, SimpleConnection};
use diesel::r2d2::{Pool, PooledConnection};
use tokio::{sync::oneshot, task::spawn_blocking, time::timeout};
use tracing::Span;

use crate::metrics;
use crate::store::ground::clock::Now;
use crate::store::ground::error::{StoreError, Undone};
use crate::store::ground::follower::Following;
use crate::store::ground::link::{Connections, GRACE, IsReadOnly, Limits, Link, Unheard};
use crate::store::ground::migrations;
use crate::store::ground::reader::is_open;
use crate::store::ground::readers::Readers;
use crate::store::ground::statement::Rows;

/// The way to the database. Clones share their connections.
#[derive(Debug, Clone)]
pub struct Store {
    pool: Pool<Connections>,
    connections: Connections,
    lease: Option<Lease>,
    readers: Option<Arc<Readers>>,
    has_recorded: Arc<AtomicBool>,
    /// When somebody waited for a connection in vain.
    none_came: Arc<Mutex<Option<Instant>>>,
}

/// A connection that a request has looked something up with, and goes on with; or the server at which its page is read.
#[derive(Clone, Default)]
struct Lease {
    conn: Arc<Mutex<Option<PooledConnection<Connections>>>>,
    following: Arc<Mutex<Option<Following>>>,
}

impl std::fmt::Debug for Lease {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Lease(…)")
    }
}

/// How the connections of a pool are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Usage {
    /// So many are at work.
    pub used: u32,
    /// So many wait for work.
    pub idle: u32,
    /// So many there may be.
    pub most: u32,
    /// So long ago somebody waited for one in vain.
    pub none_came: Option<Duration>,
}

impl Store {
    /// A pool of connections. It connects when it is used, so that it can be made before the database can be reached.
    #[must_use]
    pub fn new(link: Link, limits: Limits) -> Self {
        let connections = Connections { link, limits };
        let pool = Pool::builder()
            .max_size(limits.pool_size)
            .min_idle(Some(1))
            .connection_timeout(limits.pool_wait)
            .test_on_check_out(true)
            .error_handler(Box::new(Unheard))
            .build_unchecked(connections.clone());
        Self { pool, connections, lease: None, readers: None, has_recorded: Arc::default(), none_came: Arc::default() }
    }

    /// The same, for one request: what [`Store::keep`] has used is used again, so that the request waits for a connection once.
    #[must_use]
    pub fn of_a_request(&self) -> Self {
        Self { lease: Some(Lease::default()), ..self.clone() }
    }

    /// Runs work on a connection, off the request threads.
    ///
    /// The answer comes in time even from a Postgres that hangs. Work that has not begun when the wait for a connection is over never begins.
    ///
    /// # Errors
    /// The work's own, or one that says that the database could not do it now.
    pub async fn run<T, F>(&self, work: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnOnce(&mut PgConnection) -> Result<T, StoreError> + Send + 'static,
    {
        self.attempt(work).await
    }

    /// As [`Store::run`], for work that can be refused in other ways than the database's.
    ///
    /// # Errors
    /// As [`Store::run`].
    pub async fn attempt<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: FnOnce(&mut PgConnection) -> Result<T, E> + Send + 'static,
    {
        self.in_time(move |store, begin| {
            let mut conn = store.connection()?;
            begin()?;
            store.within(&mut conn, false, work)
        })
        .await
    }

    /// As [`Store::attempt`], for work that records events. Who follows the log by this pool is told of it once it has committed, and tells others.
    ///
    /// # Errors
    /// As [`Store::run`].
    pub(in crate::store) async fn record<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: FnOnce(&mut PgConnection) -> Result<T, E> + Send + 'static,
    {
        let done = self.attempt(work).await;
        self.has_recorded.store(true, Ordering::Release);
        done
    }

    /// Whether anything may have been recorded by this pool since this was asked last.
    pub(in crate::store) fn has_recorded(&self) -> bool {
        self.has_recorded.swap(false, Ordering::AcqRel)
    }

    /// As [`Store::read`], for work that may write what is the same when it is written twice; keeps the connection for what the same request
    /// does next, see [`Store::of_a_request`].
    ///
    /// # Errors
    /// As [`Store::run`].
    pub async fn keep<T, F>(&self, work: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: Fn(&mut PgConnection) -> Result<T, StoreError> + Send + 'static,
    {
        self.in_time(move |store, begin| {
            let (answer, conn) = store.twice(begin, false, work)?;
            if let Some(Ok(mut lease)) = store.lease.as_ref().map(|lease| lease.conn.lock()) {
                *lease = Some(conn);
            }
            Ok(answer)
        })
        .await
    }

    /// Runs work on a connection, on this thread and for as long as it takes: for the command line and for work in the background.
    ///
    /// # Errors
    /// As [`Store::run`].
    pub fn run_blocking<T, E, F>(&self, work: F) -> Result<T, E>
    where
        E: From<StoreError>,
        F: FnOnce(&mut PgConnection) -> Result<T, E>,
    {
        let mut conn = self.connection()?;
        self.within(&mut conn, false, work)
    }

    /// As [`Store::run_blocking`], on a connection to Postgres itself: for what listens, or holds a lock from one transaction to the next.
    ///
    /// # Errors
    /// As [`Store::run`].
    pub fn run_directly<T, E, F>(&self, work: F) -> Result<T, E>
    where
        E: From<StoreError>,
        F: FnOnce(&mut PgConnection) -> Result<T, E>,
    {
        if self.connections.link.is_pooled() { work(&mut self.connection_of_its_own()?) } else { self.run_blocking(work) }
    }

    /// How the connections are used just now.
    #[must_use]
    pub fn usage(&self) -> Usage {
        let state = self.pool.state();
        Usage {
            used: state.connections.saturating_sub(state.idle_connections),
            idle: state.idle_connections,
            most: self.pool.max_size(),
            none_came: self.none_came.lock().ok().and_then(|at| at.map(|at| at.elapsed())),
        }
    }

    /// Whether the database answers, takes what is recorded, and has the shape that this program expects.
    ///
    /// # Errors
    /// Why it cannot serve.
    pub async fn check(&self) -> Result<(), StoreError> {
        self.read(|conn| if (IsReadOnly {}).one(conn)?.yes { Err(StoreError::ReadOnly) } else { migrations::check(conn) }).await
    }

    /// A connection beside the pool and any pooler, for work that never ends.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`].
    pub(in crate::store) fn connection_of_its_own(&self) -> Result<PgConnection, StoreError> {
        self.connections.link.directly(&self.connections.limits)
    }

    /// Runs a job off the request threads, and waits no longer than the limits say: for a connection, until the job says that it begins, and
    /// then for its end.
    async fn in_time<T, E, F>(&self, job: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: FnOnce(&Self, &dyn Fn() -> Result<(), StoreError>) -> Result<T, E> + Send + 'static,
    {
        let (store, limits) = (self.clone(), self.connections.limits);
        let (begin, begun) = oneshot::channel();
        let request = Span::current();
        let job = spawn_blocking(move || {
            let begin = Mutex::new(Some(begin));
            let begin = || {
                let begin = begin.lock().ok().and_then(|mut begin| begin.take());
                let nobody_waits = || StoreError::Unavailable("nobody waits for this any more".into());
                begin.and_then(|begin| begin.send(()).ok()).ok_or_else(nobody_waits)
            };
            request.in_scope(|| job(&store, &begin))
        });
        if timeout(limits.pool_wait, begun).await.is_err() {
            return Err(StoreError::Unavailable("no connection in time".into()).into());
        }
        match timeout(limits.statement_timeout + GRACE, job).await {
            Ok(Ok(done)) => done,
            Ok(Err(_)) => Err(StoreError::Unavailable("the work broke off".into()).into()),
            Err(_) => Err(StoreError::TooSlow("no answer in time".into()).into()),
        }
    }

    /// Does the work, and once more where its connection was lost; answers with the connection that it was done on.
    fn twice<T>(
        &self,
        begin: &dyn Fn() -> Result<(), StoreError>,
        only_reads: bool,
        work: impl Fn(&mut PgConnection) -> Result<T, StoreError>,
    ) -> Result<(T, PooledConnection<Connections>), StoreError> {
        let mut conn = self.connection()?;
        begin()?;
        match self.within(&mut conn, only_reads, &work) {
            Err(StoreError::Unavailable(why)) => {
                tracing::debug!(%why, "a connection was lost; what was asked is asked again");
                drop(conn);
                let mut conn = self.living_connection()?;
                Ok((self.within(&mut conn, only_reads, &work)?, conn))
            }
            answered => Ok((answered?, conn)),
        }
    }

    fn connection(&self) -> Result<PooledConnection<Connections>, StoreError> {
        let kept = self.lease.as_ref().and_then(|lease| lease.conn.lock().ok()?.take());
        kept.map_or_else(|| self.wait(), Ok)
    }

    fn wait(&self) -> Result<PooledConnection<Connections>, StoreError> {
        let begun = Instant::now();
        let got = self.pool.get();
        metrics::waited(begun.elapsed(), got.is_ok());
        if got.is_err()
            && let Ok(mut at) = self.none_came.lock()
        {
            *at = Some(Instant::now());
        }
        got.map_err(
            |error| if self.connections.link.has_refused() { StoreError::Overtaken } else { StoreError::Unavailable(error.to_string()) },
        )
    }

    /// A connection that answers: where one was lost, those that lay beside it in the pool mostly are as well.
    fn living_connection(&self) -> Result<PooledConnection<Connections>, StoreError> {
        for _ in 0..self.pool.max_size() {
            let mut conn = self.connection()?;
            if (Now {}).one(&mut **conn).is_ok() {
                return Ok(conn);
            }
        }
        self.connection()
    }

    /// Does the work; behind a pooler in a transaction, which alone stays on one connection there, and begins with the settings.
    fn within<T, E: From<StoreError>>(
        &self,
        conn: &mut PgConnection,
        only_reads: bool,
        work: impl FnOnce(&mut PgConnection) -> Result<T, E>,
    ) -> Result<T, E> {
        let settings = match self.connections.at_the_beginning() {
            Some(settings) => settings,
            // No page mixes two states, wherever it is read.
            None if only_reads && self.readers.is_some() => String::new(),
            None => return work(conn),
        };
        let work = |conn: &mut PgConnection| {
            if !settings.is_empty() {
                conn.batch_execute(&settings)?;
            }
            work(conn).map_err(Undone)
        };
        let transaction = conn.build_transaction();
        let done = if only_reads { transaction.repeatable_read().run(work) } else { transaction.read_committed().run(work) };
        done.map_err(|Undone(error)| error)
    }
}

/// As [`super::reader::at_one_state`], for what the database alone can answer.
pub(in crate::store) fn at_one_state<T>(
    conn: &mut PgConnection,
    work: impl FnOnce(&mut PgConnection) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    if is_open(conn) { conn.transaction(work) } else { conn.build_transaction().repeatable_read().read_only().run(work) }
}

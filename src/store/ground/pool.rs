//! Connections, and the one way to use them: off the request threads, within limits, with an answer in any case.

use std::{fmt, sync::Arc, time::Duration};

use diesel::{
    Connection, PgConnection, RunQueryDsl,
    connection::SimpleConnection,
    r2d2::{ConnectionManager, CustomizeConnection, Error as ConnectError, HandleError, Pool},
};
use tokio::{sync::oneshot, task::spawn_blocking, time::timeout};

use crate::store::ground::error::StoreError;

/// What a request may cost the database, and the database a request.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// How many connections to keep.
    pub pool_size: u32,
    /// How long to wait for one of them.
    pub pool_wait: Duration,
    /// How long one statement may take.
    pub statement_timeout: Duration,
}

/// The way to the database. Clones share their connections.
#[derive(Debug, Clone)]
pub struct Store {
    pool: Pool<ConnectionManager<PgConnection>>,
    url: Secret,
    limits: Limits,
}

/// An address that may hold a password, and so says nothing in a log.
#[derive(Clone)]
struct Secret(Arc<str>);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

/// Beyond the limit on a statement, the time in which Postgres should have said so itself.
const GRACE: Duration = Duration::from_secs(1);

impl Store {
    /// A pool of connections to `url`. It connects when it is used, so that it can be made before the database can be reached.
    #[must_use]
    pub fn new(url: &str, limits: Limits) -> Self {
        let pool = Pool::builder()
            .max_size(limits.pool_size)
            .min_idle(Some(1))
            .connection_timeout(limits.pool_wait)
            // One round trip buys that nobody ever meets a connection that died with its server.
            .test_on_check_out(true)
            .connection_customizer(Box::new(Greeting { limits }))
            .error_handler(Box::new(Unheard))
            .build_unchecked(ConnectionManager::new(url));
        Self { pool, url: Secret(url.into()), limits }
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
        let store = self.clone();
        let (begin, begun) = oneshot::channel();
        let job = spawn_blocking(move || {
            store.with_connection(|conn| match begin.send(()) {
                Ok(()) => work(conn),
                Err(()) => Err(StoreError::Unavailable("nobody waits for this any more".into()).into()),
            })
        });
        if timeout(self.limits.pool_wait, begun).await.is_err() {
            return Err(StoreError::Unavailable("no connection in time".into()).into());
        }
        match timeout(self.limits.statement_timeout + GRACE, job).await {
            Ok(Ok(done)) => done,
            Ok(Err(_)) => Err(StoreError::Unavailable("the work broke off".into()).into()),
            Err(_) => Err(StoreError::TooSlow("no answer in time".into()).into()),
        }
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
        self.with_connection(work)
    }

    /// Whether the database answers and has the shape that this program expects.
    ///
    /// # Errors
    /// Why it cannot serve.
    pub async fn check(&self) -> Result<(), StoreError> {
        self.run(super::migrations::check).await
    }

    /// A connection beside the pool, for work that never ends.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`].
    pub(in crate::store) fn connection_of_its_own(&self) -> Result<PgConnection, StoreError> {
        let unavailable = |e: &dyn fmt::Display| StoreError::Unavailable(e.to_string());
        let mut conn = PgConnection::establish(&self.url.0).map_err(|e| unavailable(&e))?;
        Greeting { limits: self.limits }.on_acquire(&mut conn).map_err(|e| unavailable(&e))?;
        Ok(conn)
    }

    fn with_connection<T, E: From<StoreError>>(&self, work: impl FnOnce(&mut PgConnection) -> Result<T, E>) -> Result<T, E> {
        let mut conn = self.pool.get().map_err(|e| StoreError::Unavailable(e.to_string()))?;
        work(&mut conn)
    }
}

/// What a new connection is told before anybody uses it. A page's statements are long and soon over: to plan one takes longer than to run it, so
/// each is planned once, for all values; to compile one would take longer still.
#[derive(Debug)]
struct Greeting {
    limits: Limits,
}

impl CustomizeConnection<PgConnection, ConnectError> for Greeting {
    fn on_acquire(&self, conn: &mut PgConnection) -> Result<(), ConnectError> {
        let statement = self.limits.statement_timeout.as_millis();
        let lock = statement.div_ceil(2).max(1);
        conn.batch_execute(&format!(
            "SET application_name = 'hello';
             SET TimeZone = 'UTC';
             SET statement_timeout = {statement};
             SET lock_timeout = {lock};
             SET jit = off;
             SET plan_cache_mode = force_generic_plan;
             SET idle_in_transaction_session_timeout = {};",
            statement.saturating_mul(2)
        ))?;
        speak_plainly(conn)?;
        Ok(())
    }
}

/// Asks for untranslated messages, which `error.rs` tells apart by their words, where they are others. Not every role may ask.
fn speak_plainly(conn: &mut PgConnection) -> Result<(), diesel::result::Error> {
    let ask = "SELECT set_config('lc_messages', 'C', false) WHERE current_setting('lc_messages') !~* '^(C|POSIX|en)?([_.]|$)'";
    let asked = conn.transaction(|conn| diesel::sql_query(ask).execute(conn));
    match asked.map_err(StoreError::from) {
        Err(StoreError::Unavailable(_)) => Err(diesel::result::Error::BrokenTransactionManager),
        Ok(_) | Err(_) => Ok(()),
    }
}

/// Each request that finds no connection says so itself; the pool's own attempts would only say it again.
#[derive(Debug)]
struct Unheard;

impl HandleError<ConnectError> for Unheard {
    fn handle_error(&self, error: ConnectError) {
        tracing::debug!(%error, "no new connection to the database");
    }
}

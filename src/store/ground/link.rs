//! How one connection to the database is made, and what it is told: to Postgres itself, or through a pooler that gives a connection to many.

use std::ops::{Deref, DerefMut};
use std::{fmt, sync::Arc, time::Duration};

use diesel::PgConnection;
use diesel::connection::{CacheSize, Connection, SimpleConnection, TransactionManager};
use diesel::r2d2::{Error as ConnectError, HandleError, ManageConnection};
use diesel::result::ConnectionError::BadConnection;
use diesel::sql_types::{Integer, Text};

use super::address::{each_server, within};
use super::error::StoreError;
use super::rows::Answer;
use super::standing::{Latest, Standing};
use super::statement::{Deed, Rows, row, statements};

statements! {
    /// The server process behind a connection.
    ServerProcess = "ground/server_process.sql", () -> Process;
    /// Whether messages are translated.
    IsTranslated = "ground/is_translated.sql", () -> Answer;
    /// Whether nothing can be recorded here.
    IsReadOnly = "ground/is_read_only.sql", () -> Answer;
    /// Says in which language messages are.
    SetMessages = "ground/set_messages.sql", (language: String as Text);
}

row! {
    /// A server process.
    pub(in crate::store) struct Process {
        id: i32 as Integer,
    }
}

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

/// Beyond the limit on a statement, the time in which Postgres should have said so itself.
pub(in crate::store::ground) const GRACE: Duration = Duration::from_secs(1);

/// Whether statements are planned once for each connection, and kept there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Prepared {
    /// Each is prepared once.
    #[default]
    Keep,
    /// None is: each is planned anew.
    None,
}

/// Where the database is, and what lies in between.
#[derive(Debug, Clone)]
pub struct Link {
    url: Secret,
    direct: Option<Secret>,
    is_pooled: bool,
    prepared: Prepared,
    latest: Latest,
}

/// An address that may hold a password, and so says nothing in a log.
#[derive(Clone)]
struct Secret(Arc<str>);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

/// Why the shop cannot go through a pooler as it is, as a sentence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// It keeps no prepared statements for who comes back on another connection.
    #[error(
        "DATABASE_URL leads through a pooler that keeps no prepared statements, as PgBouncer before 1.21 does, or a later one with \
         max_prepared_statements = 0; set HELLO_PREPARED_STATEMENTS=none, which plans each statement anew, or let the pooler keep them."
    )]
    KeepsNone,
    /// There is no way around it.
    #[error(
        "DATABASE_URL leads through a pooler that gives each transaction another connection; set HELLO_DIRECT_URL to the address of Postgres \
         itself, for what needs a connection of its own: to hear what colleagues do, and to refresh the snapshot."
    )]
    NoWayAround,
    /// The way around it leads through one too.
    #[error("HELLO_DIRECT_URL leads through a pooler too; set it to the address of Postgres itself.")]
    NotDirect,
    /// The database failed.
    #[error("The database cannot be asked what lies in between: {0}.")]
    Failed(String),
}

impl Link {
    /// To Postgres itself.
    #[must_use]
    pub fn to(url: &str) -> Self {
        Self { url: Secret(url.into()), direct: None, is_pooled: false, prepared: Prepared::Keep, latest: Latest::default() }
    }

    /// Looks what lies on the way to `url`, and whether the shop can go that way; `direct` leads around it.
    ///
    /// # Errors
    /// A sentence that says what to set.
    pub fn found(url: &str, direct: Option<&str>, prepared: Prepared) -> Result<Self, Unfit> {
        let pooled = looked_at(url, prepared)?;
        let link = Self { direct: direct.map(|url| Secret(url.into())), is_pooled: pooled, prepared, ..Self::to(url) };
        match (pooled, direct) {
            (true, None) => Err(Unfit::NoWayAround),
            (true, Some(direct)) if looked_at(direct, Prepared::None)? => Err(Unfit::NotDirect),
            _ => Ok(link),
        }
    }

    /// Whether a pooler lies in between, which gives each transaction another connection.
    #[must_use]
    pub fn is_pooled(&self) -> bool {
        self.is_pooled
    }

    /// Looks at each server that the address names, so that it is known which of them records however the shop was started. Who does not answer is
    /// met once they do.
    pub fn look_around(&self) {
        let each = each_server(self.itself());
        if each.len() > 1 {
            for mut conn in each.iter().filter_map(|url| PgConnection::establish(&within(url, "5")).ok()) {
                let _ = self.latest.look(&mut conn);
            }
        }
    }

    /// Whether a server was refused a moment ago, for another has taken its place.
    pub(in crate::store::ground) fn has_refused(&self) -> bool {
        self.latest.has_refused()
    }

    /// A connection to Postgres itself, for what needs one of its own.
    pub(in crate::store) fn directly(&self, limits: &Limits) -> Result<PgConnection, StoreError> {
        self.to_the_latest(self.itself(), limits).map(|linked| linked.conn)
    }

    /// The address of Postgres itself.
    fn itself(&self) -> &str {
        &self.direct.as_ref().unwrap_or(&self.url).0
    }

    /// A connection to the server that records, whichever of those that the address names comes first.
    fn to_the_latest(&self, url: &str, limits: &Limits) -> Result<Linked, StoreError> {
        let to = |url: &str| {
            let mut conn = PgConnection::establish(url).map_err(|error| StoreError::Unavailable(error.to_string()))?;
            greet(&mut conn, limits)?;
            let standing = self.latest.look(&mut conn)?;
            Ok(Linked { conn, standing: Some(standing) })
        };
        match to(url) {
            Err(StoreError::Overtaken) => {
                let others = each_server(url);
                if others.len() < 2 { None } else { others.iter().find_map(|one| to(&within(one, "2")).ok()) }.ok_or(StoreError::Overtaken)
            }
            done => done,
        }
    }

    fn connect(&self, limits: &Limits) -> Result<Linked, ConnectError> {
        // What is said to one connection of a pooler is heard by another; there each transaction begins with it.
        let mut linked = if self.is_pooled {
            Linked { conn: PgConnection::establish(&self.url.0).map_err(ConnectError::ConnectionError)?, standing: None }
        } else {
            self.to_the_latest(&self.url.0, limits).map_err(|error| ConnectError::ConnectionError(BadConnection(error.to_string())))?
        };
        if self.prepared == Prepared::None {
            linked.conn.set_prepared_statement_cache_size(CacheSize::Disabled);
        }
        Ok(linked)
    }
}

/// A connection, and where its server stood when it was made.
pub(in crate::store) struct Linked {
    conn: PgConnection,
    standing: Option<Standing>,
}

impl Deref for Linked {
    type Target = PgConnection;

    fn deref(&self) -> &PgConnection {
        &self.conn
    }
}

impl DerefMut for Linked {
    fn deref_mut(&mut self) -> &mut PgConnection {
        &mut self.conn
    }
}

/// Whether a pooler lies on the way to `url`: on Postgres itself a connection keeps its server process, and no other one has it.
fn looked_at(url: &str, prepared: Prepared) -> Result<bool, Unfit> {
    let failed = |error: &dyn fmt::Display| Unfit::Failed(error.to_string());
    let mut connections = Vec::new();
    for _ in 0..2 {
        let mut conn = PgConnection::establish(url).map_err(|error| failed(&error))?;
        if prepared == Prepared::None {
            conn.set_prepared_statement_cache_size(CacheSize::Disabled);
        }
        connections.push((conn, Vec::new()));
    }
    for round in 0..6 {
        for (conn, seen) in &mut connections {
            // Without a transaction around it the pooler may answer one half of this by another connection: which is to be found out.
            let asked =
                if prepared == Prepared::None { conn.transaction(|conn| ServerProcess {}.one(conn)) } else { ServerProcess {}.one(conn) };
            match asked {
                Ok(process) => seen.push(process.id),
                Err(error) if error.to_string().contains("prepared statement") => return Err(Unfit::KeepsNone),
                Err(error) => return Err(failed(&error)),
            }
            // Another text each time under the same name, as two connections of the shop have it.
            if prepared == Prepared::Keep && round > 0 && (IsTranslated {}).one(conn).is_err() {
                return Err(Unfit::KeepsNone);
            }
        }
    }
    let has_changed = |seen: &Vec<i32>| seen.iter().any(|id| Some(id) != seen.first());
    let first = |place: usize| connections.get(place).and_then(|(_, seen): &(PgConnection, Vec<i32>)| seen.first().copied());
    Ok(connections.iter().any(|(_, seen)| has_changed(seen)) || first(0) == first(1))
}

/// What a connection is told before anybody uses it, whatever the database, the role or the environment says otherwise. A page's statements are long and soon over: to plan one takes longer than to run it, so
/// each is planned once, for all values; to compile one would take longer still.
fn settings(limits: &Limits, set: &str) -> String {
    let statement = limits.statement_timeout.as_millis();
    let (lock, idle) = (statement.div_ceil(2).max(1), statement.saturating_mul(2));
    [
        "search_path = public".to_owned(),
        "client_encoding = 'UTF8'".to_owned(),
        "default_transaction_isolation = 'read committed'".to_owned(),
        "TimeZone = 'UTC'".to_owned(),
        format!("statement_timeout = {statement}"),
        format!("lock_timeout = {lock}"),
        format!("idle_in_transaction_session_timeout = {idle}"),
        "jit = off".to_owned(),
        "plan_cache_mode = force_generic_plan".to_owned(),
    ]
    .map(|setting| format!("{set} {setting};"))
    .concat()
}

fn greet(conn: &mut PgConnection, limits: &Limits) -> Result<(), StoreError> {
    conn.batch_execute(&["SET application_name = 'hello';", &settings(limits, "SET")].concat())?;
    // Untranslated messages are asked for, which `error.rs` tells apart by their words. Not every role may ask.
    if (IsTranslated {}).one(conn)?.yes {
        let asked = conn.transaction(|conn| SetMessages { language: "C".to_owned() }.run(conn));
        if let Err(StoreError::Unavailable(why)) = asked {
            return Err(StoreError::Unavailable(why));
        }
    }
    Ok(())
}

/// Makes the connections of a pool.
#[derive(Debug, Clone)]
pub(in crate::store) struct Connections {
    pub(in crate::store) link: Link,
    pub(in crate::store) limits: Limits,
}

impl Connections {
    /// What each transaction begins with, where a pooler lies in between.
    pub(in crate::store) fn at_the_beginning(&self) -> Option<String> {
        self.link.is_pooled.then(|| settings(&self.limits, "SET LOCAL"))
    }
}

impl ManageConnection for Connections {
    type Connection = Linked;
    type Error = ConnectError;

    fn connect(&self) -> Result<Linked, ConnectError> {
        self.link.connect(&self.limits)
    }

    /// Looks whether another server has taken the place of this one, and whether it has said goodbye and hung up; that costs no round trip. The first look reads what it said, the second finds the
    /// end.
    fn is_valid(&self, conn: &mut Linked) -> Result<(), ConnectError> {
        if conn.standing.is_some_and(|standing| self.link.latest.is_over(standing)) {
            return Err(ConnectError::ConnectionError(BadConnection(StoreError::Overtaken.to_string())));
        }
        let mut look = || conn.notifications_iter().try_for_each(|message| message.map(drop)).map_err(ConnectError::QueryError);
        look()?;
        look()
    }

    fn has_broken(&self, conn: &mut Linked) -> bool {
        std::thread::panicking()
            || <PgConnection as Connection>::TransactionManager::is_broken_transaction_manager(&mut conn.conn)
            || self.is_valid(conn).is_err()
    }
}

/// Each request that finds no connection says so itself; the pool's own attempts would only say it again.
#[derive(Debug)]
pub(in crate::store::ground) struct Unheard;

impl HandleError<ConnectError> for Unheard {
    fn handle_error(&self, error: ConnectError) {
        tracing::debug!(%error, "no new connection to the database");
    }
}

//! Brings the database to the shape that this program expects.

use diesel::{
    Connection, ExpressionMethods, OptionalExtension, PgConnection, QueryDsl, RunQueryDsl, migration::MigrationSource, pg::Pg, sql_query,
};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::{StoreError, catalog::applied};

const MIGRATIONS: EmbeddedMigrations = embed_migrations!();

/// The advisory lock under which migrations run, so that instances that start together do so one after another. The digits mean nothing.
const LOCK: i64 = 7_246_455_001;

/// Why the database could not be brought up to date.
#[derive(Debug, thiserror::Error)]
#[error("The database could not be brought up to date: {0}.")]
pub struct MigrationError(String);

/// Applies what is missing, and says how many migrations that were.
///
/// # Errors
/// Where a migration fails; it has then changed nothing.
pub fn run(conn: &mut PgConnection) -> Result<usize, MigrationError> {
    locked(conn, |conn| conn.run_pending_migrations(MIGRATIONS).map(|applied| applied.len()))
}

/// Takes everything back, the newest first. For tests: it takes the shop's data with it.
///
/// # Errors
/// As [`run`].
pub fn revert(conn: &mut PgConnection) -> Result<usize, MigrationError> {
    locked(conn, |conn| conn.revert_all_migrations(MIGRATIONS).map(|reverted| reverted.len()))
}

/// Whether everything has been applied.
///
/// # Errors
/// [`StoreError::Unavailable`], where it has not.
pub fn check(conn: &mut PgConnection) -> Result<(), StoreError> {
    let newest = newest().ok_or_else(|| StoreError::Unavailable("this program has no migrations".into()))?;
    let found: Option<String> = applied::table.filter(applied::version.eq(&newest)).select(applied::version).first(conn).optional()?;
    found.map(drop).ok_or_else(|| StoreError::Unavailable(format!("migration {newest} has not been applied")))
}

fn newest() -> Option<String> {
    let migrations = MigrationSource::<Pg>::migrations(&MIGRATIONS).ok()?;
    migrations.iter().map(|migration| migration.name().version().to_string()).max()
}

fn locked<T>(conn: &mut PgConnection, work: impl FnOnce(&mut PgConnection) -> diesel::migration::Result<T>) -> Result<T, MigrationError> {
    let failed = |e: Box<dyn std::error::Error + Send + Sync>| MigrationError(e.to_string());
    sql_query(format!("SELECT pg_advisory_lock({LOCK})")).execute(conn).map_err(|e| failed(e.into()))?;
    let done = work(conn);
    sql_query(format!("SELECT pg_advisory_unlock({LOCK})")).execute(conn).map_err(|e| failed(e.into()))?;
    done.map_err(failed)
}

/// Connects to `url` and applies what is missing.
///
/// # Errors
/// A sentence, where there is no connection or a migration fails.
pub fn run_at(url: &str) -> Result<usize, MigrationError> {
    let mut conn = PgConnection::establish(url).map_err(|e| MigrationError(e.to_string()))?;
    run(&mut conn)
}

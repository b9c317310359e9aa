//! Brings the database to the shape that this program expects.

use diesel::sql_types::Text;
use diesel::{Connection, PgConnection, connection::SimpleConnection, migration::MigrationSource, pg::Pg};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use crate::store::ground::error::StoreError;
use crate::store::ground::locks::{Lock, Unlock};
use crate::store::ground::roles;
use crate::store::ground::roles::RolesError;
use crate::store::ground::rows::Answer;
use crate::store::ground::statement::{Deed, Rows, statements};

statements! {
    /// Whether anything was ever migrated here.
    HasMigrations = "ground/has_migrations.sql", () -> Answer;
    /// Whether a migration was applied.
    HasMigration = "ground/has_migration.sql", (version: String as Text) -> Answer;
    /// Whether a role may read the log.
    MayReadLog = "ground/may_read_log.sql", (role: String as Text) -> Answer;
}

const MIGRATIONS: EmbeddedMigrations = embed_migrations!();

/// The advisory lock under which migrations run, so that instances that start together do so one after another. The digits mean nothing.
const LOCK: i64 = 7_246_455_001;

/// Who may do what. It is said again where a dump was restored without it.
const RIGHTS: [&str; 3] = [
    include_str!("../../../migrations/00000000000090_roles/up.sql"),
    include_str!("../../../migrations/00000000000101_checkpoint_roles/up.sql"),
    include_str!("../../../migrations/00000000000111_event_lines_roles/up.sql"),
];

/// Why the database could not be brought up to date.
#[derive(Debug, thiserror::Error)]
pub enum MigrationError {
    /// Its roles are not there, or not as they should be.
    #[error(transparent)]
    Roles(#[from] RolesError),
    /// A migration, or the way there.
    #[error("The database could not be brought up to date: {0}.")]
    Failed(String),
}

impl From<StoreError> for MigrationError {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.to_string())
    }
}

impl From<diesel::result::Error> for MigrationError {
    fn from(error: diesel::result::Error) -> Self {
        Self::Failed(error.to_string())
    }
}

/// Makes the roles where they are missing, applies what is missing as their owner, and says how many migrations that were.
///
/// # Errors
/// Where the roles cannot be made, or a migration fails; that one has then changed nothing.
pub fn run(conn: &mut PgConnection) -> Result<usize, MigrationError> {
    locked(conn, |conn| {
        let is_new = roles::prepare(conn)?;
        roles::as_owner(conn, |conn| {
            let applied = conn.run_pending_migrations(MIGRATIONS).map_err(failed)?.len();
            if is_new || !has_rights(conn)? {
                conn.transaction(|conn| RIGHTS.iter().try_for_each(|rights| conn.batch_execute(rights)))?;
            }
            Ok(applied)
        })
    })
}

/// Whether the shop may read its own log.
fn has_rights(conn: &mut PgConnection) -> Result<bool, StoreError> {
    Ok(MayReadLog { role: roles::APP.to_owned() }.one(conn)?.yes)
}

/// Takes everything back, the newest first. For tests: it takes the shop's data with it.
///
/// # Errors
/// As [`run`].
pub fn revert(conn: &mut PgConnection) -> Result<usize, MigrationError> {
    locked(conn, |conn| roles::as_owner(conn, |conn| Ok(conn.revert_all_migrations(MIGRATIONS).map_err(failed)?.len())))
}

/// Whether everything has been applied.
///
/// # Errors
/// [`StoreError::Outdated`], where it has not.
pub fn check(conn: &mut PgConnection) -> Result<(), StoreError> {
    let newest = newest().ok_or_else(|| StoreError::Outdated("this program has no migrations".into()))?;
    if !(HasMigrations {}).one(conn)?.yes {
        return Err(StoreError::Outdated("no migration has been applied".into()));
    }
    match (HasMigration { version: newest.clone() }).one(conn)?.yes {
        true => Ok(()),
        false => Err(StoreError::Outdated(format!("migration {newest} has not been applied"))),
    }
}

fn newest() -> Option<String> {
    let migrations = MigrationSource::<Pg>::migrations(&MIGRATIONS).ok()?;
    migrations.iter().map(|migration| migration.name().version().to_string()).max()
}

fn failed(error: Box<dyn std::error::Error + Send + Sync>) -> MigrationError {
    MigrationError::Failed(error.to_string())
}

fn locked<T>(conn: &mut PgConnection, work: impl FnOnce(&mut PgConnection) -> Result<T, MigrationError>) -> Result<T, MigrationError> {
    Lock { lock: LOCK }.run(conn)?;
    let done = work(conn);
    Unlock { lock: LOCK }.run(conn)?;
    done
}

/// Connects to `url` and applies what is missing.
///
/// # Errors
/// A sentence, where there is no connection or a migration fails.
pub fn run_at(url: &str) -> Result<usize, MigrationError> {
    let mut conn = PgConnection::establish(url).map_err(|e| MigrationError::Failed(e.to_string()))?;
    run(&mut conn)
}

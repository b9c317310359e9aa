//! Brings the database to the shape that this program expects.

use diesel::sql_types::{Array, Text};
use diesel::{Connection, PgConnection, connection::SimpleConnection, migration::MigrationSource, pg::Pg};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use crate::store::ground::error::StoreError;
use crate::store::ground::fitness;
use crate::store::ground::locks::{Lock, Unlock};
use crate::store::ground::objects;
use crate::store::ground::reader::Reads;
use crate::store::ground::roles;
use crate::store::ground::roles::RolesError;
use crate::store::ground::rows::Answer;
use crate::store::ground::statement::{Deed, Rows, statements};
use crate::store::people::looks;
use crate::store::state::projection;

statements! {
    /// Whether anything was ever migrated here.
    HasMigrations = "ground/has_migrations.sql", () -> Answer;
    /// Whether a migration was applied.
    HasMigration = "ground/has_migration.sql", (version: String as Text) -> Answer;
    /// Whether the shop is one of the version before.
    IsOfBefore = "ground/is_of_before.sql", () -> Answer;
    /// Writes down which migrations have been applied.
    KeepMigrations = "ground/keep_migrations.sql", (versions: Vec<String> as Array<Text>);
    /// Whether a role may read the log.
    MayReadLog = "ground/may_read_log.sql", (role: String as Text) -> Answer;
}

const MIGRATIONS: EmbeddedMigrations = embed_migrations!();

/// The advisory lock under which migrations run, so that instances that start together do so one after another. The digits mean nothing.
const LOCK: i64 = 7_246_455_001;

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

/// What was done to bring the database up to date.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Migrated {
    /// How many migrations were applied.
    pub applied: usize,
    /// How many functions, views, triggers and rights were replaced.
    pub replaced: usize,
    /// Whether it was a shop of the version before, whose tables were brought along.
    pub carried_over: bool,
    /// The names of old accounts that look like those of others.
    pub alike: Vec<String>,
}

impl Migrated {
    /// Whether anything had to be done.
    #[must_use]
    pub fn has_changed(&self) -> bool {
        self.carried_over || self.applied + self.replaced > 0
    }
}

/// Makes the roles where they are missing; then, as their owner, brings a shop of the version before along, applies the migrations that are
/// missing, and replaces the objects that have changed.
///
/// # Errors
/// Where the roles cannot be made, or a step fails; that one has then changed nothing.
pub fn run(conn: &mut PgConnection) -> Result<Migrated, MigrationError> {
    locked(conn, |conn| {
        let is_new = roles::prepare(conn)?;
        roles::as_owner(conn, |conn| {
            let carried_over = carry_over(conn)?;
            let applied = conn.run_pending_migrations(MIGRATIONS).map_err(failed)?.len();
            let anyway = is_new || !has_rights(conn)? || fitness::list_order(conn).is_err();
            let replaced = objects::replace(conn, anyway)?;
            projection::follow(conn)?;
            Ok(Migrated { applied, replaced, carried_over, alike: looks::keep_all(conn)? })
        })
    })
}

/// The first migration that makes what a shop of the version before did not have.
const NEW_SINCE: &str = "00000000000225";

/// Brings a shop of the version before along, whose migrations were others: its tables become those of today, rows and hashes untouched.
fn carry_over(conn: &mut PgConnection) -> Result<bool, MigrationError> {
    if !(IsOfBefore {}).one(conn)?.yes {
        return Ok(false);
    }
    conn.transaction(|conn| {
        conn.batch_execute(include_str!("../database/carry_over.sql"))?;
        let mut versions = versions()?;
        versions.retain(|version| version.as_str() < NEW_SINCE);
        KeepMigrations { versions }.run(conn)?;
        Ok(true)
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
    locked(conn, |conn| {
        roles::as_owner(conn, |conn| {
            objects::drop_all(conn)?;
            Ok(conn.revert_all_migrations(MIGRATIONS).map_err(failed)?.len())
        })
    })
}

/// Whether every migration has been applied, and every object stands as its text says.
///
/// # Errors
/// [`StoreError::Outdated`], where it has not.
pub fn check(conn: &mut impl Reads) -> Result<(), StoreError> {
    let newest = versions().ok().and_then(|versions| versions.into_iter().max());
    let newest = newest.ok_or_else(|| StoreError::Outdated("this program has no migrations".into()))?;
    if !(HasMigrations {}).one(conn)?.yes {
        return Err(StoreError::Outdated("no migration has been applied".into()));
    }
    if !(HasMigration { version: newest.clone() }).one(conn)?.yes {
        return Err(StoreError::Outdated(format!("migration {newest} has not been applied")));
    }
    match objects::outdated(conn)?.first() {
        None => Ok(()),
        Some(object) => Err(StoreError::Outdated(format!("{object} is not as this program has it"))),
    }
}

fn versions() -> Result<Vec<String>, MigrationError> {
    let migrations = MigrationSource::<Pg>::migrations(&MIGRATIONS).map_err(failed)?;
    Ok(migrations.iter().map(|migration| migration.name().version().to_string()).collect())
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
pub fn run_at(url: &str) -> Result<Migrated, MigrationError> {
    let mut conn = PgConnection::establish(url).map_err(|e| MigrationError::Failed(e.to_string()))?;
    run(&mut conn)
}

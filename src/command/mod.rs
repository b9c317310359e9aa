//! What the command line calls: each command opens the database, does its work, and says in one sentence what went wrong.

mod database;
mod demo;
mod psql;
mod refresh;
mod serve;
pub mod user;
mod verify;

pub use database::Database;
pub use demo::demo;
pub use psql::psql;
pub use refresh::refresh;
pub use serve::serve;
pub use verify::verify;

use std::process::ExitCode;

use crate::{
    cluster::{ClusterError, Use},
    config::{Config, ConfigError, Options},
    integrity::key::KeyError,
    store::{StoreError, database::DatabaseError, migrations::MigrationError},
};

/// Why a command failed, as one sentence for standard error.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// A setting makes no sense.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The private Postgres does not run.
    #[error(transparent)]
    Cluster(#[from] ClusterError),
    /// There is no database.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// It cannot be brought up to date.
    #[error(transparent)]
    Migration(#[from] MigrationError),
    /// There is no key for seals.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// It does not do its work.
    #[error("The shop's database did not do its work: {0}.")]
    Store(#[from] StoreError),
    /// Anything else, already a sentence.
    #[error("{0}")]
    Said(String),
}

/// What a command comes to.
pub type Outcome = Result<ExitCode, CommandError>;

/// Brings the database up to date.
///
/// # Errors
/// A sentence.
pub fn migrate(options: &Options) -> Outcome {
    let config = Config::read(options)?;
    let database = Database::open(&config, Use::Beside)?;
    match database.applied {
        0 => println!("The database is up to date."),
        1 => println!("1 migration was applied; the database is up to date."),
        n => println!("{n} migrations were applied; the database is up to date."),
    }
    database.close()
}

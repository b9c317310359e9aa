//! What the command line calls: each command opens the database, does its work, and says in one sentence what went wrong.

pub mod backup;
mod certificate;
mod database;
mod demo;
pub mod export;
pub mod import;
mod key_file;
mod listening;
mod migrate;
mod part;
mod psql;
mod refresh;
mod say;
mod serve;
pub mod stock;
pub mod token;
pub mod user;
mod verify;

pub use certificate::certificate;
pub use database::Database;
pub use demo::demo;
pub use migrate::migrate;
pub use psql::psql;
pub use refresh::refresh;
pub use say::complain;
pub use serve::serve;
pub use verify::verify;

use std::process::ExitCode;

use crate::cluster::ClusterError;
use crate::config::ConfigError;
use crate::shop::words::capital;
use crate::store::StoreError;
use crate::store::ground::database::DatabaseError;
use crate::store::ground::fitness::FitnessError;
use crate::store::ground::migrations::MigrationError;
use crate::store::ground::roles::RolesError;
use crate::store::log::books::BooksError;

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
    /// It lacks migrations.
    #[error("The database is not up to date; run `hello migrate` with the address of its owner in DATABASE_URL, and try again.")]
    Outdated,
    /// It cannot be a shop's.
    #[error(transparent)]
    Unfit(#[from] FitnessError),
    /// It cannot be brought up to date.
    #[error(transparent)]
    Migration(#[from] MigrationError),
    /// Its roles are not as they must be.
    #[error(transparent)]
    Roles(#[from] RolesError),
    /// There is no key for seals.
    #[error(transparent)]
    Key(#[from] key_file::KeyError),
    /// It does not do its work.
    #[error("The shop's database did not do its work: {0}.")]
    Store(#[from] StoreError),
    /// The books are kept in another currency.
    #[error("{}.", capital(.0))]
    Books(#[from] BooksError),
    /// Nobody takes what the command says; its work is done.
    #[error("{}", unsaid(.0))]
    Unsaid(std::io::Error),
    /// Anything else, already a sentence.
    #[error("{0}")]
    Said(String),
}

impl CommandError {
    /// The status with which the program ends: 74, as in sysexits(3), where its output went nowhere, and else 1.
    #[must_use]
    pub fn status(&self) -> ExitCode {
        match self {
            Self::Unsaid(_) => ExitCode::from(74),
            _ => ExitCode::FAILURE,
        }
    }

    /// Whether it may pass by itself: the database is not there yet, or somebody has yet to migrate it.
    fn may_pass(&self) -> bool {
        matches!(self, Self::Database(_) | Self::Outdated | Self::Store(StoreError::Unavailable(_)))
    }
}

fn unsaid(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::BrokenPipe => "The work is done, but not all that there was to say was read.".to_owned(),
        _ => format!("The work is done, but what there was to say could not be written: {error}."),
    }
}

/// What a command comes to.
pub type Outcome = Result<ExitCode, CommandError>;

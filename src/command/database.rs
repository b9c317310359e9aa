//! The database that a command works on: the configured one, or a private one that is started for it.

use std::{path::PathBuf, process::ExitCode, sync::Arc};

use super::{CommandError, Outcome};
use crate::{
    cluster::{Cluster, Settings, Use, data_dir_from_env},
    config::Config,
    integrity::SealKey,
    store::{Limits, Store, database, migrations},
    telemetry,
};

/// The name of the shop's database in its private Postgres.
const NAME: &str = "hello";

/// An open, migrated database.
#[derive(Debug)]
pub struct Database {
    /// Where it is, for libpq.
    pub url: String,
    /// The private Postgres in which it is, if it is.
    pub cluster: Option<Arc<Cluster>>,
    /// How many migrations were missing.
    pub applied: usize,
    limits: Limits,
}

impl Database {
    /// Starts the log, finds or starts Postgres, makes the database where it is missing, and brings it up to date.
    ///
    /// # Errors
    /// A sentence.
    pub fn open(config: &Config, how: Use) -> Result<Self, CommandError> {
        telemetry::start(&config.log, config.log_format).map_err(CommandError::Said)?;
        let cluster = match &config.database_url {
            Some(_) => None,
            None => Some(Arc::new(open_cluster(config, how)?)),
        };
        let url = match (&config.database_url, &cluster) {
            (None, Some(cluster)) => cluster.url(NAME),
            (url, _) => url.clone().unwrap_or_default(),
        };
        database::ensure(&url)?;
        let applied = migrations::run_at(&url)?;
        let limits = Limits { pool_size: config.pool_size, pool_wait: config.pool_wait, statement_timeout: config.statement_timeout };
        Ok(Self { url, cluster, applied, limits })
    }

    /// Connections to it.
    #[must_use]
    pub fn store(&self) -> Store {
        Store::new(&self.url, self.limits)
    }

    /// Leaves it, and stops the private Postgres if nobody else uses it.
    ///
    /// # Errors
    /// A sentence, where that one does not stop.
    pub fn close(self) -> Outcome {
        if let Some(cluster) = self.cluster.and_then(Arc::into_inner) {
            cluster.stop()?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// The key with which this installation signs its seals: the one that was given, or the data folder's, made where there is none.
///
/// # Errors
/// A sentence, where it can be neither read nor made.
pub fn seal_key(config: &Config) -> Result<SealKey, CommandError> {
    match &config.seal_key {
        Some(given) => Ok(SealKey::parse(given)?),
        None => Ok(SealKey::open(&data_dir(config)?)?),
    }
}

/// As [`seal_key`], and none where there is none yet.
///
/// # Errors
/// A sentence, where it cannot be read.
pub fn seal_key_if_any(config: &Config) -> Result<Option<SealKey>, CommandError> {
    match &config.seal_key {
        Some(given) => Ok(Some(SealKey::parse(given)?)),
        None => Ok(SealKey::find(&data_dir(config)?)?),
    }
}

fn data_dir(config: &Config) -> Result<PathBuf, CommandError> {
    Ok(config.data_dir.clone().map_or_else(data_dir_from_env, Ok)?)
}

fn open_cluster(config: &Config, how: Use) -> Result<Cluster, CommandError> {
    let settings = Settings { data_dir: data_dir(config)?, pg_bin: config.pg_bin.clone(), options: Vec::new() };
    Ok(Cluster::open(&settings, how, &mut |line| eprintln!("{line}"))?)
}

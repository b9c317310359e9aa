//! The database that a command works on: the configured one, or a private one that is started for it.

use std::{
    fmt::Display,
    path::PathBuf,
    process::ExitCode,
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use super::say::{complain, say};
use super::{CommandError, Outcome, key_file};
use crate::cluster::{Cluster, Settings, Use, data_dir_from_env};
use crate::config::Config;
use crate::integrity::SealKey;
use crate::store::ground::{database, fitness, migrations, migrations::Migrated, roles};
use crate::store::{Limits, Link, Prepared, Readers, Store, StoreError};
use crate::telemetry;

/// The name of the shop's database in its private Postgres.
const NAME: &str = "hello";

/// How often to look whether a database that is waited for is there.
const ROUND: Duration = Duration::from_secs(1);

/// An open database that is up to date.
#[derive(Debug)]
pub struct Database {
    /// Where it is, for libpq: for the shop itself, or for whomever the configuration names.
    pub url: String,
    /// The private Postgres in which it is, if it is.
    pub cluster: Option<Arc<Cluster>>,
    link: Link,
    limits: Limits,
}

impl Database {
    /// Starts the log and opens the database as the shop. A private Postgres is found or started, and brought up to date; a configured
    /// database has to be so already, for whoever could do it could also rewrite the log.
    ///
    /// # Errors
    /// A sentence.
    pub fn open(config: &Config, how: Use) -> Result<Self, CommandError> {
        start_log(config)?;
        match &config.database_url {
            Some(url) => {
                let link = patiently(config, || given(config, url, how))?;
                Ok(Self { link, ..Self::at(config, url.clone(), None) })
            }
            None => private(config, how).map(|(database, _)| database),
        }
    }

    /// Starts the log, makes the database where it is missing, and brings it up to date; answers what that took too.
    ///
    /// # Errors
    /// A sentence, and the statements to be run by somebody else where it takes one.
    pub fn migrated(config: &Config) -> Result<(Self, Migrated), CommandError> {
        start_log(config)?;
        match &config.database_url {
            Some(url) => {
                let url = config.direct_url.as_ref().unwrap_or(url);
                patiently(config, || Ok(database::ensure(url)?))?;
                fitness::check(&mut database::connect(url)?)?;
                Ok((Self::at(config, url.clone(), None), migrations::run_at(url)?))
            }
            None => private(config, Use::Beside),
        }
    }

    fn at(config: &Config, url: String, cluster: Option<Arc<Cluster>>) -> Self {
        Self { link: Link::to(&url), url, cluster, limits: limits(config) }
    }

    /// Where it is for a role, where it is in a private Postgres; a configured address names its own.
    #[must_use]
    pub fn url_as(&self, role: Option<&str>) -> String {
        match (&self.cluster, role) {
            (Some(cluster), Some(role)) => cluster.url_as(role, NAME),
            (Some(cluster), None) => cluster.url(NAME),
            (None, _) => self.url.clone(),
        }
    }

    /// Connections to it.
    #[must_use]
    pub fn store(&self) -> Store {
        Store::new(self.link.clone(), self.limits)
    }

    /// The same, whose pages may be read at the servers that follow it.
    ///
    /// # Errors
    /// A sentence, where the address of one asks for what this build cannot do.
    pub(super) fn store_with_readers(&self, config: &Config) -> Result<Store, CommandError> {
        if config.read_urls.is_empty() {
            return Ok(self.store());
        }
        config.read_urls.iter().try_for_each(|url| database::refuse_tls("HELLO_READ_URLS", url))?;
        Ok(self.store().with_readers(Readers::new(&config.read_urls, self.limits, config.read_lag)))
    }

    /// Connections to it as its owner, where it is in a private Postgres.
    #[must_use]
    pub fn owner_store(&self) -> Store {
        Store::new(if self.cluster.is_some() { Link::to(&self.url_as(None)) } else { self.link.clone() }, self.limits)
    }

    /// Which one it is, in words, without its password.
    ///
    /// # Errors
    /// There is no folder for a private one.
    pub(super) fn described(&self, config: &Config) -> Result<String, CommandError> {
        Ok(match &self.cluster {
            Some(_) => format!("a private Postgres in {}", data_dir(config)?.display()),
            None => database::without_password(&self.url).0,
        })
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

    /// Says what was done, and leaves.
    ///
    /// # Errors
    /// As [`Database::close`], and where nobody takes what is said.
    pub(super) fn close_saying(self, what: impl Display) -> Outcome {
        let said = say(what);
        let left = self.close()?;
        said.map(|()| left)
    }
}

fn start_log(config: &Config) -> Result<(), CommandError> {
    telemetry::start(&config.log, config.log_format).map_err(CommandError::Said)
}

/// Tries again each second while what stands in the way may pass, as long as the settings say: containers start in any order.
fn patiently<T>(config: &Config, mut work: impl FnMut() -> Result<T, CommandError>) -> Result<T, CommandError> {
    let end = Instant::now() + config.database_wait;
    let mut told = String::new();
    loop {
        match work() {
            Err(error) if error.may_pass() && Instant::now() < end => {
                let why = error.to_string();
                if why != told {
                    complain(format!("Waiting: {why}"));
                    told = why;
                }
                thread::sleep(ROUND);
            }
            done => return done,
        }
    }
}

/// The private Postgres: migrated by its superuser, used as the shop.
fn private(config: &Config, how: Use) -> Result<(Database, Migrated), CommandError> {
    let settings = Settings { data_dir: data_dir(config)?, pg_bin: config.pg_bin.clone(), options: Vec::new() };
    let cluster = Cluster::open(&settings, how, &mut |line| complain(line))?;
    let as_superuser = cluster.url(NAME);
    database::ensure(&as_superuser)?;
    let migrated = migrations::run_at(&as_superuser)?;
    Ok((Database::at(config, cluster.url_as(roles::APP, NAME), Some(Arc::new(cluster))), migrated))
}

fn limits(config: &Config) -> Limits {
    Limits { pool_size: config.pool_size, pool_wait: config.pool_wait, statement_timeout: config.statement_timeout }
}

/// The way to the configured database. A shop that serves must not be able to rewrite the log, unless it was told that it may; then it may
/// migrate too.
fn given(config: &Config, url: &str, how: Use) -> Result<Link, CommandError> {
    let is_serving = how == Use::Serve;
    if is_serving && config.allow_owner {
        database::ensure(url)?;
    }
    drop(database::connect(url)?);
    let prepared = if config.keeps_statements { Prepared::Keep } else { Prepared::None };
    let link = Link::found(url, config.direct_url.as_deref(), prepared).map_err(|unfit| CommandError::Said(unfit.to_string()))?;
    link.look_around();
    if link.is_pooled() {
        tracing::info!("DATABASE_URL leads through a pooler; what needs a connection of its own goes by HELLO_DIRECT_URL");
    }
    let store = Store::new(link.clone(), limits(config));
    // By this link, for behind a pooler a bare connection may meet the statements of another.
    let (fit, rewriter, checked) = store.run_blocking(|conn| {
        let fit = fitness::check(conn);
        let rewriter = if is_serving && fit.is_ok() { roles::rewriter(conn)? } else { None };
        Ok::<_, StoreError>((fit, rewriter, migrations::check(conn)))
    })?;
    fit?;
    match (rewriter, checked) {
        (Some(rewriter), _) if !config.allow_owner => Err(CommandError::Said(format!(
            "DATABASE_URL signs in as {rewriter}, and so could rewrite the books of the shop; give the address of hello_app there (`hello \
             migrate` makes that role and `HELLO_APP_PASSWORD` its password), or serve all the same with HELLO_ALLOW_OWNER=true."
        ))),
        (Some(rewriter), checked) => {
            tracing::warn!("DATABASE_URL signs in as {rewriter}, and so could rewrite the books of the shop; HELLO_ALLOW_OWNER lets it");
            if checked.is_err() {
                migrations::run_at(config.direct_url.as_deref().unwrap_or(url))?;
            }
            Ok(link)
        }
        (None, Err(StoreError::Outdated(_))) => Err(CommandError::Outdated),
        (None, checked) => checked.map(|()| link).map_err(CommandError::from),
    }
}

/// The key with which this installation signs its seals: the one that was given, or the data folder's, made where there is none.
///
/// # Errors
/// A sentence, where it can be neither read nor made.
pub fn seal_key(config: &Config) -> Result<SealKey, CommandError> {
    match &config.seal_key {
        Some(given) => Ok(key_file::given(given)?),
        None => Ok(key_file::open(&data_dir(config)?)?),
    }
}

/// As [`seal_key`], and none where there is none yet.
///
/// # Errors
/// A sentence, where it cannot be read.
pub fn seal_key_if_any(config: &Config) -> Result<Option<SealKey>, CommandError> {
    match &config.seal_key {
        Some(given) => Ok(Some(key_file::given(given)?)),
        None => Ok(key_file::find(&data_dir(config)?)?),
    }
}

fn data_dir(config: &Config) -> Result<PathBuf, CommandError> {
    Ok(config.data_dir.clone().map_or_else(data_dir_from_env, Ok)?)
}

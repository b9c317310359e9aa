//! What can be set from outside: flags and environment variables, each with its default, read once at the start.

mod address;
mod options;
mod read;

use std::{fmt, ops::Deref, path::PathBuf, time::Duration};

use chrono::TimeDelta;
use chrono_tz::Tz;

use crate::shop::{Currency, Manner, Said};
pub use address::SOCKET;
use address::{bind, given_origins, origins, under};
pub use options::Options;
use read::{addresses, allow_owner, currency, header, is_given, keeps_statements, log, log_format, number, second_factor, time_zone};

/// The settings, parsed once and then trusted.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where to listen: an address and a port, or a socket behind [`SOCKET`].
    pub bind: String,
    /// The address under which browsers reach the shop: scheme, host and port, and the path where it is under one.
    pub origin: String,
    /// That path, like `/shop`.
    pub path: Option<String>,
    /// The origins from which a form may come: [`Config::origin`] first, those that were set beside it, and the other names of this machine when only it can reach the shop.
    pub origins: Vec<String>,
    /// Whether browsers reach the shop over TLS, so that cookies may demand it.
    pub cookie_secure: bool,
    /// Where what is measured is told; `None` for nowhere.
    pub metrics_bind: Option<String>,
    /// The database to use; `None` for a private Postgres.
    pub database_url: Option<String>,
    /// Postgres itself, where [`Config::database_url`] leads through a pooler.
    pub direct_url: Option<String>,
    /// Servers that follow the database, at which pages are read.
    pub read_urls: Vec<String>,
    /// How long such a server may lag behind.
    pub read_lag: Duration,
    /// How long to wait for the database where it is not there yet, or not yet up to date.
    pub database_wait: Duration,
    /// Whether connections keep prepared statements.
    pub keeps_statements: bool,
    /// Whether to serve even where that signs in as one who could rewrite events.
    pub allow_owner: bool,
    /// The folder of the private Postgres; `None` for the usual one.
    pub data_dir: Option<PathBuf>,
    /// The folder of the programs of Postgres; `None` to search for them.
    pub pg_bin: Option<PathBuf>,
    /// The time zone of the shop, where its owner has said nothing; see [`Config::manner`].
    pub time_zone: Tz,
    /// Where that came from, in words.
    pub time_zone_from: String,
    /// Whether whoever runs the server has set it, so that it goes before what the owner says.
    pub time_zone_is_set: bool,
    /// The currency of the shop, where its owner has said nothing.
    pub currency: Currency,
    /// Whether whoever runs the server has set it.
    pub currency_is_set: bool,
    /// How many connections to keep.
    pub pool_size: u32,
    /// How long a request waits for a connection.
    pub pool_wait: Duration,
    /// How long one statement may take.
    pub statement_timeout: Duration,
    /// How large a body may be, in bytes.
    pub max_body: usize,
    /// How long the head and the body of a request may each take to come.
    pub request_wait: Duration,
    /// How long the shop says that it closes before it does.
    pub close_wait: Duration,
    /// How long a session lives without being used.
    pub session_idle: TimeDelta,
    /// How long a session lives at most.
    pub session_absolute: TimeDelta,
    /// After how many events the snapshot refreshes itself; `None` to let it grow with the shop.
    pub refresh_after: Option<i64>,
    /// The key that signs seals, as it was given; `None` for the one in the data folder.
    pub seal_key: Option<Secret>,
    /// The header in which a proxy in front names the client's address.
    pub client_address_header: Option<String>,
    /// Who must have a second factor.
    pub second_factor: SecondFactorRule,
    /// What to log.
    pub log: String,
    /// How to log.
    pub log_format: LogFormat,
}

/// Who must have a second factor, beside those of whom an admin requires it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecondFactorRule {
    /// Nobody else.
    Choice,
    /// Whoever runs the shop.
    Admins,
    /// Everybody.
    Everybody,
}

/// A setting that says nothing in a log.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Deref for Secret {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

/// How a log record is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// One line for people.
    Text,
    /// One JSON object a line.
    Json,
}

/// A setting that makes no sense, as a sentence that names it.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct ConfigError(String);

impl Config {
    /// Reads the settings.
    ///
    /// # Errors
    /// A sentence about the first setting that makes no sense.
    pub fn read(options: &Options) -> Result<Self, ConfigError> {
        let (bind, port) = bind(&options.bind)?;
        let given = given_origins(options.origin.as_deref(), &bind)?;
        let origin = given.first().cloned().unwrap_or_default();
        let (hosts, path) = under(&given)?;
        let machine = || iana_time_zone::get_timezone().ok();
        let (time_zone, time_zone_from) = time_zone(options.time_zone.as_deref(), std::env::var("TZ").ok().as_deref(), machine)?;
        Ok(Self {
            cookie_secure: given.iter().all(|origin| origin.starts_with("https://")),
            origins: origins(hosts, &bind, port),
            path,
            bind,
            origin,
            metrics_bind: options
                .metrics_bind
                .as_deref()
                .filter(|bind| is_given(Some(bind)))
                .map(|given| address::port("HELLO_METRICS_BIND", given, "127.0.0.1:9464").map(|(bind, _)| bind))
                .transpose()?,
            database_url: options.database_url.clone().filter(|url| !url.trim().is_empty()),
            direct_url: options.direct_url.clone().filter(|url| !url.trim().is_empty()),
            read_urls: addresses(options.read_urls.as_deref().unwrap_or_default())?,
            read_lag: Duration::from_secs(number("HELLO_READ_LAG_SECONDS", &options.read_lag_seconds, 1, 3600)?),
            database_wait: Duration::from_secs(number("HELLO_DATABASE_WAIT_SECONDS", &options.database_wait_seconds, 0, 3600)?),
            keeps_statements: keeps_statements(&options.prepared_statements)?,
            allow_owner: allow_owner(&options.allow_owner)?,
            data_dir: options.data_dir.clone(),
            pg_bin: options.pg_bin.clone(),
            time_zone,
            time_zone_from,
            time_zone_is_set: is_given(options.time_zone.as_deref()),
            currency: options.currency.as_deref().filter(|code| is_given(Some(code))).map(currency).transpose()?.unwrap_or_default(),
            currency_is_set: is_given(options.currency.as_deref()),
            pool_size: number("HELLO_POOL_SIZE", &options.pool_size, 1, 1000)?,
            pool_wait: Duration::from_millis(number("HELLO_POOL_WAIT_MS", &options.pool_wait_ms, 10, 1800)?),
            statement_timeout: Duration::from_millis(number("HELLO_STATEMENT_TIMEOUT_MS", &options.statement_timeout_ms, 10, 600_000)?),
            max_body: number("HELLO_MAX_BODY_BYTES", &options.max_body_bytes, 1024, 1 << 30)?,
            request_wait: Duration::from_millis(number("HELLO_REQUEST_WAIT_MS", &options.request_wait_ms, 10, 600_000)?),
            close_wait: Duration::from_millis(number("HELLO_CLOSE_WAIT_MS", &options.close_wait_ms, 0, 600_000)?),
            session_idle: TimeDelta::minutes(number("HELLO_SESSION_IDLE_MINUTES", &options.session_idle_minutes, 1, 525_600)?),
            session_absolute: TimeDelta::hours(number("HELLO_SESSION_HOURS", &options.session_hours, 1, 8_760)?),
            refresh_after: options.refresh_after.as_deref().map(|given| number("HELLO_REFRESH_AFTER", given, 1, i64::MAX)).transpose()?,
            seal_key: options.seal_key.as_deref().map(str::trim).filter(|key| !key.is_empty()).map(|key| Secret(key.to_owned())),
            client_address_header: options
                .client_address_header
                .as_deref()
                .filter(|name| !name.trim().is_empty())
                .map(header)
                .transpose()?,
            second_factor: second_factor(&options.second_factor)?,
            log: log(&options.log)?,
            log_format: log_format(&options.log_format)?,
        })
    }

    /// How the shop writes money and time: as the server was set to, else as its owner has said, else by a guess.
    #[must_use]
    pub fn manner(&self, said: &Said) -> Manner {
        Manner {
            time_zone: said.time_zone.filter(|_| !self.time_zone_is_set).unwrap_or(self.time_zone),
            currency: said.currency.filter(|_| !self.currency_is_set).unwrap_or(self.currency),
        }
    }

    /// What the shop goes by, and where each came from: a line for whoever starts it. `database` says which database it is.
    #[must_use]
    pub fn told(&self, options: &Options, said: &Said, database: &str) -> String {
        let Manner { time_zone, currency } = self.manner(said);
        let by = |is_said: bool, is_set: bool| is_said && !is_set;
        let time_zone_from = if by(said.time_zone.is_some(), self.time_zone_is_set) { "the shop" } else { &self.time_zone_from };
        let currency_from = if by(said.currency.is_some(), self.currency_is_set) { "the shop" } else { options.came_from("currency") };
        let origin = match options.came_from("origin") {
            "default" => "where it listens",
            set => set,
        };
        let from = if self.database_url.is_some() { "database_url" } else { "data_dir" };
        format!(
            "Time zone {time_zone} ({time_zone_from}), currency {} ({currency_from}), origin {} ({origin}), database {database} ({}).",
            currency.code(),
            self.origin,
            options.came_from(from),
        )
    }

    /// The settings with every default, for a shop at this address: the ground on which tests stand.
    ///
    /// # Errors
    /// As [`Config::read`].
    pub fn at(bind: &str) -> Result<Self, ConfigError> {
        #[derive(clap::Parser)]
        struct Defaults {
            #[command(flatten)]
            options: Options,
        }
        let defaults = <Defaults as clap::Parser>::try_parse_from(["hello", "--bind", bind]).map_err(|e| ConfigError(e.to_string()))?;
        Self::read(&defaults.options)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shop_on_this_machine_is_reached_by_any_of_its_names() {
        let config = Config::at("127.0.0.1:8080").unwrap();
        assert_eq!(config.origin, "http://127.0.0.1:8080");
        assert!(config.origins.contains(&"http://localhost:8080".to_owned()));
        assert!(!config.cookie_secure);
    }
}

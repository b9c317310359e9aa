//! What can be set from outside: flags and environment variables, each with its default, read once at the start.

mod address;
mod options;

use std::{fmt, ops::Deref, path::PathBuf, time::Duration};

use chrono::TimeDelta;
use chrono_tz::Tz;

use crate::shop::Currency;
use address::{bind, given_origins, origins};
pub use options::Options;

/// The settings, parsed once and then trusted.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where to listen.
    pub bind: String,
    /// The address under which browsers reach the shop: scheme, host and port.
    pub origin: String,
    /// The origins from which a form may come: [`Config::origin`] first, those that were set beside it, and the other names of this machine when only it can reach the shop.
    pub origins: Vec<String>,
    /// Whether browsers reach the shop over TLS, so that cookies may demand it.
    pub cookie_secure: bool,
    /// The database to use; `None` for a private Postgres.
    pub database_url: Option<String>,
    /// Postgres itself, where [`Config::database_url`] leads through a pooler.
    pub direct_url: Option<String>,
    /// Whether connections keep prepared statements.
    pub keeps_statements: bool,
    /// Whether to serve even where that signs in as one who could rewrite events.
    pub allow_owner: bool,
    /// The folder of the private Postgres; `None` for the usual one.
    pub data_dir: Option<PathBuf>,
    /// The folder of the programs of Postgres; `None` to search for them.
    pub pg_bin: Option<PathBuf>,
    /// The time zone of the shop.
    pub time_zone: Tz,
    /// Where that came from, in words.
    pub time_zone_from: String,
    /// The currency of the shop.
    pub currency: Currency,
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
        let machine = || iana_time_zone::get_timezone().ok();
        let (time_zone, time_zone_from) = time_zone(options.time_zone.as_deref(), std::env::var("TZ").ok().as_deref(), machine)?;
        Ok(Self {
            cookie_secure: given.iter().all(|origin| origin.starts_with("https://")),
            origins: origins(given, &bind, port),
            bind,
            origin,
            database_url: options.database_url.clone().filter(|url| !url.trim().is_empty()),
            direct_url: options.direct_url.clone().filter(|url| !url.trim().is_empty()),
            keeps_statements: keeps_statements(&options.prepared_statements)?,
            allow_owner: allow_owner(&options.allow_owner)?,
            data_dir: options.data_dir.clone(),
            pg_bin: options.pg_bin.clone(),
            time_zone,
            time_zone_from,
            currency: currency(&options.currency)?,
            pool_size: number("HELLO_POOL_SIZE", &options.pool_size, 1, 1000)?,
            pool_wait: Duration::from_millis(number("HELLO_POOL_WAIT_MS", &options.pool_wait_ms, 10, 1800)?),
            statement_timeout: Duration::from_millis(number("HELLO_STATEMENT_TIMEOUT_MS", &options.statement_timeout_ms, 10, 600_000)?),
            max_body: number("HELLO_MAX_BODY_BYTES", &options.max_body_bytes, 1024, 1 << 30)?,
            request_wait: Duration::from_millis(number("HELLO_REQUEST_WAIT_MS", &options.request_wait_ms, 10, 600_000)?),
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

    /// What the shop goes by, and where each came from: a line for whoever starts it. `database` says which database it is.
    #[must_use]
    pub fn told(&self, options: &Options, database: &str) -> String {
        let origin = match options.came_from("origin") {
            "default" => "where it listens",
            set => set,
        };
        let from = if self.database_url.is_some() { "database_url" } else { "data_dir" };
        format!(
            "Time zone {} ({}), currency {} ({}), origin {} ({origin}), database {database} ({}).",
            self.time_zone,
            self.time_zone_from,
            self.currency.code(),
            options.came_from("currency"),
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

fn number<N: std::str::FromStr + PartialOrd + std::fmt::Display>(name: &str, given: &str, least: N, most: N) -> Result<N, ConfigError> {
    given
        .trim()
        .parse()
        .ok()
        .filter(|number| (&least..=&most).contains(&number))
        .ok_or_else(|| ConfigError(format!("{name} is {given:?}; set it to a whole number from {least} to {most}.")))
}

fn keeps_statements(given: &str) -> Result<bool, ConfigError> {
    match given.trim() {
        "keep" => Ok(true),
        "none" => Ok(false),
        _ => Err(ConfigError(format!("HELLO_PREPARED_STATEMENTS is {given:?}; set it to keep or none."))),
    }
}

/// The time zone, and where it came from: the setting, else `TZ`, else the machine.
fn time_zone(given: Option<&str>, tz: Option<&str>, machine: impl FnOnce() -> Option<String>) -> Result<(Tz, String), ConfigError> {
    let set = |text: Option<&str>| text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    let read = |name: &str, zone: String| {
        // TZ may name the file of a zone, and have a colon in front.
        let bare = zone.rsplit_once("zoneinfo/").map_or(zone.trim_start_matches(':'), |(_, bare)| bare);
        let read = bare.parse().map(|read| (read, name.to_owned()));
        read.map_err(|_| match name {
            "HELLO_TIME_ZONE" => ConfigError(format!("HELLO_TIME_ZONE is {zone:?}; set it to a time zone, like Europe/Vienna.")),
            _ => ConfigError(format!("{name} is {zone:?}, which names no time zone; set HELLO_TIME_ZONE to one, like Europe/Vienna.")),
        })
    };
    match (set(given), set(tz)) {
        (Some(given), _) => read("HELLO_TIME_ZONE", given),
        (None, Some(tz)) => read("TZ", tz),
        (None, None) => match machine() {
            Some(zone) => read("The machine’s time zone", zone).map(|(zone, _)| (zone, "this machine’s".to_owned())),
            None => Ok((Tz::UTC, "this machine names none".to_owned())),
        },
    }
}

fn currency(given: &str) -> Result<Currency, ConfigError> {
    Currency::of(given).ok_or_else(|| ConfigError(format!("HELLO_CURRENCY is {given:?}; set it to a currency of ISO 4217, like EUR.")))
}

fn allow_owner(given: &str) -> Result<bool, ConfigError> {
    match given.trim().to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" | "1" => Ok(true),
        "false" | "no" | "off" | "0" => Ok(false),
        _ => Err(ConfigError(format!("HELLO_ALLOW_OWNER is {given:?}; set it to true or false."))),
    }
}

fn header(given: &str) -> Result<String, ConfigError> {
    let read = given.trim().parse::<actix_web::http::header::HeaderName>();
    read.map(|name| name.as_str().to_owned()).map_err(|_| {
        ConfigError(format!("HELLO_CLIENT_ADDRESS_HEADER is {given:?}; set it to the name of a header, like X-Forwarded-For."))
    })
}

fn log(given: &str) -> Result<String, ConfigError> {
    match tracing_subscriber::EnvFilter::try_new(given) {
        Ok(_) => Ok(given.to_owned()),
        Err(_) => Err(ConfigError(format!("HELLO_LOG is {given:?}; set it to what to log, like info, or warn,hello=debug."))),
    }
}

fn second_factor(given: &str) -> Result<SecondFactorRule, ConfigError> {
    match given.trim() {
        "choice" => Ok(SecondFactorRule::Choice),
        "admins" => Ok(SecondFactorRule::Admins),
        "everybody" => Ok(SecondFactorRule::Everybody),
        _ => Err(ConfigError(format!("HELLO_SECOND_FACTOR is {given:?}; set it to choice, admins or everybody."))),
    }
}

fn log_format(given: &str) -> Result<LogFormat, ConfigError> {
    match given.trim() {
        "text" => Ok(LogFormat::Text),
        "json" => Ok(LogFormat::Json),
        _ => Err(ConfigError(format!("HELLO_LOG_FORMAT is {given:?}; set it to text or json."))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused<T: std::fmt::Debug>(result: Result<T, ConfigError>) -> String {
        result.unwrap_err().to_string()
    }

    #[test]
    fn a_shop_on_this_machine_is_reached_by_any_of_its_names() {
        let config = Config::at("127.0.0.1:8080").unwrap();
        assert_eq!(config.origin, "http://127.0.0.1:8080");
        assert!(config.origins.contains(&"http://localhost:8080".to_owned()));
        assert!(!config.cookie_secure);
    }

    #[test]
    fn a_setting_that_makes_no_sense_is_named_in_one_sentence() {
        assert_eq!(
            refused(number("HELLO_POOL_SIZE", "none", 1, 1000)),
            "HELLO_POOL_SIZE is \"none\"; set it to a whole number from 1 to 1000."
        );
        assert!(refused(time_zone(Some("Vienna"), None, || None)).contains("HELLO_TIME_ZONE"));
        assert!(refused(second_factor("me")).contains("HELLO_SECOND_FACTOR"));
        assert!(refused(log_format("xml")).contains("HELLO_LOG_FORMAT"));
        assert_eq!(refused(allow_owner("perhaps")), "HELLO_ALLOW_OWNER is \"perhaps\"; set it to true or false.");
        for bad in ["X Forwarded", "für", "a:b", "x\ny"] {
            assert!(refused(header(bad)).contains("like X-Forwarded-For"), "{bad}");
        }
        for bad in ["hello=loud", "[", "a=b=c"] {
            assert!(refused(log(bad)).contains("like info, or warn,hello=debug"), "{bad}");
        }
    }

    #[test]
    fn a_setting_is_read_in_the_ways_in_which_people_write_it() {
        for (given, may) in [("true", true), ("Yes", true), ("1", true), ("on", true), ("FALSE", false), ("no", false), ("0", false)] {
            assert_eq!(allow_owner(given).unwrap(), may, "{given}");
        }
        assert_eq!(header(" X-Forwarded-For ").unwrap(), "x-forwarded-for");
        assert_eq!(log("warn,hello=debug").unwrap(), "warn,hello=debug");
    }

    #[test]
    fn the_time_zone_is_the_setting_else_that_of_tz_else_the_machines_and_never_guessed() {
        let vienna = || Some("Europe/Vienna".to_owned());
        for (given, tz, machine, zone, from) in [
            (Some("Asia/Tokyo"), Some("America/Lima"), vienna(), Tz::Asia__Tokyo, "HELLO_TIME_ZONE"),
            (None, Some("America/Lima"), vienna(), Tz::America__Lima, "TZ"),
            (Some(""), Some(":America/Lima"), vienna(), Tz::America__Lima, "TZ"),
            (None, Some("/usr/share/zoneinfo/Africa/Cairo"), vienna(), Tz::Africa__Cairo, "TZ"),
            (None, Some(":/usr/share/zoneinfo/Africa/Cairo"), vienna(), Tz::Africa__Cairo, "TZ"),
            (None, Some("UTC"), vienna(), Tz::UTC, "TZ"),
            (Some(" "), Some(" "), vienna(), Tz::Europe__Vienna, "this machine’s"),
            (None, None, vienna(), Tz::Europe__Vienna, "this machine’s"),
            (None, None, None, Tz::UTC, "this machine names none"),
        ] {
            assert_eq!(time_zone(given, tz, || machine).unwrap(), (zone, from.to_owned()), "{given:?} {tz:?}");
        }
        assert!(
            refused(time_zone(None, Some("CET-1CEST,M3.5.0"), || None)).starts_with("TZ is \"CET-1CEST,M3.5.0\", which names no time zone")
        );
        assert!(refused(time_zone(None, None, || Some("Nowhere".into()))).starts_with("The machine’s time zone is \"Nowhere\""));
    }

    #[test]
    fn a_currency_that_iso_4217_does_not_know_is_refused_with_an_example() {
        for given in ["Euro", "EURO", "AAA", "XXX", "XAU", "€", "12", "E R"] {
            assert_eq!(refused(currency(given)), format!("HELLO_CURRENCY is {given:?}; set it to a currency of ISO 4217, like EUR."));
        }
        assert_eq!(currency(" jpy").unwrap().code(), "JPY");
    }
}

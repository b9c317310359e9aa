//! The flags and environment variables, each with its default, as they were given.

use std::{collections::BTreeMap, path::PathBuf};

use clap::Args;

/// The settings as they were given, before anybody has looked at them.
#[derive(Debug, Clone, Args)]
pub struct Options {
    /// Where to listen: an address and a port, or unix: and the path of a socket; a socket that systemd hands over goes before
    #[arg(long, env = "HELLO_BIND", default_value = "127.0.0.1:8080", value_name = "WHERE")]
    pub bind: String,

    /// The address under which browsers reach the shop, like https://shop.example, or with a path, https://example.org/shop; several with commas between, the one to show first [default:
    /// http:// and the bind address]
    #[arg(long, env = "HELLO_ORIGIN", value_name = "ORIGIN")]
    pub origin: Option<String>,

    /// Where to tell what is measured, at /metrics, to whoever can reach it, like 127.0.0.1:9464 [default: nowhere]
    #[arg(long, env = "HELLO_METRICS_BIND", value_name = "ADDRESS:PORT")]
    pub metrics_bind: Option<String>,

    /// The Postgres database to use [default: a private Postgres in the data folder]
    #[arg(long, env = "DATABASE_URL", value_name = "URL", hide_env_values = true, global = true)]
    pub database_url: Option<String>,

    /// How long to wait for that database where it is not there yet, or not yet up to date, in seconds
    #[arg(long, env = "HELLO_DATABASE_WAIT_SECONDS", default_value = "0", value_name = "SECONDS", global = true)]
    pub database_wait_seconds: String,

    /// Serve even where DATABASE_URL signs in as one who could rewrite events
    #[arg(long, env = "HELLO_ALLOW_OWNER", default_value = "false", default_missing_value = "true", num_args = 0..=1, require_equals = true, value_name = "YES", global = true)]
    pub allow_owner: String,

    /// The folder of the private Postgres [default: /var/lib/hello as root, else ~/.local/share/hello]
    #[arg(long, env = "HELLO_DATA_DIR", value_name = "FOLDER", global = true)]
    pub data_dir: Option<PathBuf>,

    /// The folder with postgres, initdb and pg_ctl [default: searched for]
    #[arg(long, env = "HELLO_PG_BIN", value_name = "FOLDER", global = true)]
    pub pg_bin: Option<PathBuf>,

    /// The time zone of the shop, like Europe/Vienna [default: what its owner says, else TZ, else the machine's]
    #[arg(long, env = "HELLO_TIME_ZONE", value_name = "ZONE", global = true)]
    pub time_zone: Option<String>,

    /// The currency of the shop, by its code in ISO 4217; the first event fixes it [default: what its owner says, else EUR]
    #[arg(long, env = "HELLO_CURRENCY", value_name = "CODE", global = true)]
    pub currency: Option<String>,

    /// How many connections to Postgres to keep
    #[arg(long, env = "HELLO_POOL_SIZE", default_value = "10", value_name = "N")]
    pub pool_size: String,

    /// The address of Postgres itself, where DATABASE_URL leads through a pooler
    #[arg(long, env = "HELLO_DIRECT_URL", value_name = "URL", hide_env_values = true, global = true)]
    pub direct_url: Option<String>,

    /// Addresses of servers that follow the database, postgres://… with blanks between them: pages are read there, where they have come far enough
    #[arg(long, env = "HELLO_READ_URLS", value_name = "URLS", hide_env_values = true)]
    pub read_urls: Option<String>,

    /// How many seconds such a server may lag behind and still be read
    #[arg(long, env = "HELLO_READ_LAG_SECONDS", default_value = "10", value_name = "SECONDS")]
    pub read_lag_seconds: String,

    /// Whether connections keep prepared statements: keep, or none behind a pooler that cannot
    #[arg(long, env = "HELLO_PREPARED_STATEMENTS", default_value = "keep", value_name = "HOW", global = true)]
    pub prepared_statements: String,

    /// How long a request waits for a connection, in milliseconds
    #[arg(long, env = "HELLO_POOL_WAIT_MS", default_value = "1500", value_name = "MS")]
    pub pool_wait_ms: String,

    /// How long one statement may take, in milliseconds
    #[arg(long, env = "HELLO_STATEMENT_TIMEOUT_MS", default_value = "5000", value_name = "MS")]
    pub statement_timeout_ms: String,

    /// How large the body of a request may be, in bytes
    #[arg(long, env = "HELLO_MAX_BODY_BYTES", default_value = "65536", value_name = "BYTES")]
    pub max_body_bytes: String,

    /// How long the head and the body of a request may each take to come, in milliseconds
    #[arg(long, env = "HELLO_REQUEST_WAIT_MS", default_value = "10000", value_name = "MS")]
    pub request_wait_ms: String,

    /// How long /readyz says on SIGTERM that the shop closes before it does, in milliseconds, so that a load balancer can leave it out
    #[arg(long, env = "HELLO_CLOSE_WAIT_MS", default_value = "0", value_name = "MS")]
    pub close_wait_ms: String,

    /// After how many idle minutes one has to sign in again
    #[arg(long, env = "HELLO_SESSION_IDLE_MINUTES", default_value = "480", value_name = "MINUTES")]
    pub session_idle_minutes: String,

    /// After how many hours one has to sign in again, idle or not
    #[arg(long, env = "HELLO_SESSION_HOURS", default_value = "168", value_name = "HOURS")]
    pub session_hours: String,

    /// After how many events the snapshot refreshes itself [default: 50, growing with the shop]
    #[arg(long, env = "HELLO_REFRESH_AFTER", value_name = "EVENTS")]
    pub refresh_after: Option<String>,

    /// The key that signs seals, 64 hexadecimal digits [default: seal.key in the data folder, made on first use]
    #[arg(long, env = "HELLO_SEAL_KEY", value_name = "KEY", hide_env_values = true, global = true)]
    pub seal_key: Option<String>,

    /// The header in which a proxy in front names the client's address, like X-Forwarded-For [default: none is believed]
    #[arg(long, env = "HELLO_CLIENT_ADDRESS_HEADER", value_name = "HEADER")]
    pub client_address_header: Option<String>,

    /// Who must have a second factor: choice (whoever an admin requires it of), admins or everybody
    #[arg(long, env = "HELLO_SECOND_FACTOR", default_value = "choice", value_name = "WHO")]
    pub second_factor: String,

    /// What to log, as in RUST_LOG
    #[arg(long, env = "HELLO_LOG", default_value = "info", value_name = "FILTER", global = true)]
    pub log: String,

    /// How to log: text or json
    #[arg(long, env = "HELLO_LOG_FORMAT", default_value = "text", value_name = "FORMAT", global = true)]
    pub log_format: String,

    /// What each was set by, by the name of its field; what is missing has its default
    #[arg(skip)]
    pub set_by: BTreeMap<String, String>,
}

impl Options {
    /// What a setting was set by: its variable, its flag, or "default".
    #[must_use]
    pub fn came_from(&self, field: &str) -> &str {
        self.set_by.get(field).map_or("default", String::as_str)
    }
}

//! What is measured while the shop is open: how long requests and statements take, what is recorded, how the process fares.
//!
//! It is measured where it happens, once for the whole process, and [`told`] as text that Prometheus reads. Names follow the semantic conventions of
//! OpenTelemetry, where these have one. No label is ever a name, an id or anything that somebody typed: each has few values, known beforehand.

mod process;

use std::sync::LazyLock;
use std::time::{Duration, SystemTime};

use prometheus_client::encoding::{EncodeLabelSet, EncodeMetric, text};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::ConstGauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

use crate::shop::EventKind;

/// The route of a request that fits none.
pub const NO_ROUTE: &str = "unknown";

/// A request that was answered.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Request {
    http_request_method: &'static str,
    http_route: &'static str,
    http_response_status_code: u16,
}

/// A statement that was run: its file, and how it failed where it did.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Statement {
    db_query_summary: &'static str,
    error_type: Option<&'static str>,
}

/// Events that were to be recorded, and how that ended.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Append {
    event_type: &'static str,
    outcome: &'static str,
}

type Durations<S> = Family<S, Histogram, fn() -> Histogram>;

/// All that is measured as it happens.
struct Measured {
    requests: Durations<Request>,
    statements: Durations<Statement>,
    waits: Histogram,
    timeouts: Counter,
    appends: Family<Append, Counter>,
    anew: Counter,
    registry: Registry,
    since: SystemTime,
}

// The boundaries that the semantic conventions advise.
const REQUEST_SECONDS: [f64; 14] = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0];
const DATABASE_SECONDS: [f64; 9] = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 10.0];

static MEASURED: LazyLock<Measured> = LazyLock::new(|| {
    let of_requests: fn() -> Histogram = || Histogram::new(REQUEST_SECONDS);
    let of_the_database: fn() -> Histogram = || Histogram::new(DATABASE_SECONDS);
    let mut measured = Measured {
        requests: Family::new_with_constructor(of_requests),
        statements: Family::new_with_constructor(of_the_database),
        waits: of_the_database(),
        timeouts: Counter::default(),
        appends: Family::default(),
        anew: Counter::default(),
        registry: Registry::default(),
        since: SystemTime::now(),
    };
    // What was never recorded is told as none, so that the first one is seen.
    for kind in EventKind::ALL {
        drop(measured.appends.get_or_create(&Append { event_type: kind.name(), outcome: RECORDED }));
    }
    let Measured { requests, statements, waits, timeouts, appends, anew, registry, .. } = &mut measured;
    registry.register(
        "http_server_request_duration_seconds",
        "How long requests took until their answer began, by route, method and status",
        requests.clone(),
    );
    registry.register(
        "db_client_operation_duration_seconds",
        "How long statements took until their rows came, by their file, and how they failed",
        statements.clone(),
    );
    registry.register("db_client_connection_wait_time_seconds", "How long was waited for a connection of the pool", waits.clone());
    registry.register("db_client_connection_timeouts", "How often none came in time", timeouts.clone());
    registry.register(
        "hello_appends",
        "Events that were recorded, and forms that recorded none, by kind and by how they ended",
        appends.clone(),
    );
    registry.register("hello_appends_decided_anew", "How often others were faster, so that a form was decided once more", anew.clone());
    measured
});

/// What is told of events that were recorded.
pub const RECORDED: &str = "recorded";

/// A request was answered. `route` is its template, or [`NO_ROUTE`].
pub fn request(method: &str, route: &'static str, status: u16, took: Duration) {
    // The methods that this server knows; whatever else a stranger sends is one.
    const METHODS: [&str; 9] = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PATCH"];
    let http_request_method = METHODS.into_iter().find(|known| *known == method).unwrap_or("_OTHER");
    let labels = Request { http_request_method, http_route: route, http_response_status_code: status };
    MEASURED.requests.get_or_create(&labels).observe(took.as_secs_f64());
}

/// A statement was run; `error` is how it failed.
pub fn statement(file: &'static str, error: Option<&'static str>, took: Duration) {
    MEASURED.statements.get_or_create(&Statement { db_query_summary: file, error_type: error }).observe(took.as_secs_f64());
}

/// Somebody has waited for a connection of the pool, and got one or not.
pub fn waited(took: Duration, got_one: bool) {
    MEASURED.waits.observe(took.as_secs_f64());
    if !got_one {
        MEASURED.timeouts.inc();
    }
}

/// So many events of a kind were recorded; or a form that was to record some has ended so, and counts as one.
pub fn appended(kind: EventKind, outcome: &'static str, count: u32) {
    MEASURED.appends.get_or_create(&Append { event_type: kind.name(), outcome }).inc_by(count.into());
}

/// What was to be recorded has to be decided once more.
pub fn decided_anew() {
    MEASURED.anew.inc();
}

/// What is looked up at the moment at which it is told.
#[derive(Debug, Default)]
pub struct Looked(Registry);

impl Looked {
    /// A number, as it is now.
    pub fn is(&mut self, name: &str, help: &str, value: f64) {
        self.0.register(name, help, ConstGauge::new(value));
    }

    /// Numbers of a kind, each with its label; nothing where there are none.
    pub fn are<L: ToString>(&mut self, name: &str, help: &str, label: &'static str, values: impl IntoIterator<Item = (L, f64)>) {
        let family = Family::<[(&str, String); 1], prometheus_client::metrics::gauge::Gauge<f64, std::sync::atomic::AtomicU64>>::default();
        let mut values = values.into_iter().peekable();
        if values.peek().is_none() {
            return;
        }
        for (of, value) in values {
            family.get_or_create(&[(label, of.to_string())]).set(value);
        }
        self.0.register(name, help, family);
    }

    fn register(&mut self, name: &str, help: &str, metric: impl EncodeMetric + Send + Sync + std::fmt::Debug + 'static) {
        self.0.register(name, help, metric);
    }
}

/// The kind of text that [`told`] is.
pub const KIND: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// All that was measured, and what was looked up besides, as text.
///
/// # Errors
/// None but where memory ends.
pub fn told(mut looked: Looked) -> Result<String, std::fmt::Error> {
    process::look(&mut looked, MEASURED.since);
    let mut said = String::new();
    text::encode_registry(&mut said, &MEASURED.registry)?;
    text::encode_registry(&mut said, &looked.0)?;
    text::encode_eof(&mut said)?;
    Ok(said)
}

//! The address of its own at which whoever watches over the shop reads what is measured: `/metrics`, and nothing else.

use std::sync::atomic::Ordering;
use std::{io, net::TcpListener};

use actix_web::{
    App, HttpResponse, HttpServer,
    dev::Server,
    http::header,
    web::{self, Data},
};

use crate::metrics;
use crate::metrics::Looked;
use crate::store::StoreError;
use crate::store::ground::readers::Fares;
use crate::store::health;
use crate::store::health::Health;
use crate::store::state::snapshot;
use crate::web::http::state::State;

/// How many may read at a time: each asks the database.
const READERS: usize = 8;

/// A server of what is measured, on a listener that is already bound. It goes on until it is stopped, so that it can be read while the shop closes.
///
/// # Errors
/// Where the operating system refuses.
pub fn run(state: State, listener: TcpListener) -> io::Result<Server> {
    let request_wait = state.config.request_wait;
    let state = Data::new(state);
    let app = move || {
        let nothing_else = || async { HttpResponse::NotFound().content_type(PLAIN).body("What is measured is at /metrics.\n") };
        App::new().app_data(state.clone()).route("/metrics", web::get().to(show)).default_service(web::to(nothing_else))
    };
    let server = HttpServer::new(app).workers(1).max_connections(READERS).client_request_timeout(request_wait);
    Ok(server.disable_signals().shutdown_timeout(1).listen(listener)?.run())
}

const PLAIN: &str = "text/plain; charset=utf-8";

async fn show(state: Data<State>) -> HttpResponse {
    match metrics::told(look(&state).await) {
        Ok(text) => HttpResponse::Ok()
            .content_type(metrics::KIND)
            .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
            .insert_header((header::CACHE_CONTROL, "no-store"))
            .body(text),
        Err(error) => HttpResponse::InternalServerError().content_type(PLAIN).body(format!("{error}\n")),
    }
}

/// What this process knows by itself; and what the database keeps, where it answers in time.
async fn look(state: &State) -> Looked {
    let mut looked = Looked::default();
    of_the_process(state, &mut looked);
    let checked = state.store.check().await;
    let health = match &checked {
        Ok(()) => state.store.read(|conn| health::look(conn)).await,
        Err(_) => Err(StoreError::NotFound),
    };
    let answers = !matches!(checked, Err(StoreError::Unavailable(_) | StoreError::TooSlow(_)));
    looked.is("hello_database_up", "Whether the database answers", flag(answers));
    let is_closing = state.is_closing.load(Ordering::Acquire);
    looked.is("hello_ready", "Whether the shop can serve, as /readyz says it", flag(checked.is_ok() && !is_closing));
    if let Ok(health) = health {
        of_the_shop(state, &health, &mut looked);
    }
    looked
}

fn of_the_process(state: &State, looked: &mut Looked) {
    let usage = state.store.usage();
    looked.are(
        "db_client_connection_count",
        "Connections of the pool, at work and waiting for it",
        "db_client_connection_state",
        [("used", usage.used.into()), ("idle", usage.idle.into())],
    );
    looked.is("db_client_connection_max", "How many connections the pool may have", usage.most.into());
    let replicas = state.store.readers().map(|readers| readers.fare()).unwrap_or_default();
    let each = |of: fn(&Fares) -> Option<f64>| (1..).zip(&replicas).filter_map(move |(place, fares): (usize, _)| Some((place, of(fares)?)));
    let used = each(|fares| Some(flag(fares.is_used)));
    looked.are("hello_replica_used", "Whether pages are read at the replica of this place in HELLO_READ_URLS", "replica", used);
    looked.are("hello_replica_lag_bytes", "How many bytes it lags behind", "replica", each(|fares| fares.bytes.map(number)));
    let lag = each(|fares| fares.lag.map(|lag| lag.as_secs_f64()));
    looked.are("hello_replica_lag_seconds", "How long it lags behind", "replica", lag);
    looked.is("hello_live_pages", "Open pages and feeds that follow the shop", number(state.live.open()));
    looked.is("hello_live_pages_max", "How many may", number(state.live.most()));
}

fn of_the_shop(state: &State, health: &Health, looked: &mut Looked) {
    let Health { events, boundary, tail, unprojected, sealed_at, verified, backup, .. } = health;
    let limit = snapshot::limit(boundary.pets, state.config.refresh_after);
    looked.is("hello_events", "Events in the log", number(*events));
    looked.is("hello_snapshot_tail_events", "Events that the snapshot does not hold", number(*tail));
    looked.is("hello_snapshot_tail_max_events", "After how many of them it refreshes itself", number(limit));
    looked.is("hello_snapshot_timestamp_seconds", "When the snapshot was taken", seconds(boundary.finished_at));
    looked.is(
        "hello_snapshot_refresh_duration_seconds",
        "How long that took",
        boundary.duration().to_std().unwrap_or_default().as_secs_f64(),
    );
    let failed = health.latest_refresh.as_ref().is_some_and(|refresh| refresh.failure.is_some());
    looked.is("hello_snapshot_refresh_failed", "Whether the latest refresh failed", flag(failed));
    looked.is("hello_projection_behind_events", "Events that the projections have not seen", number(*unprojected));
    if let Some(at) = sealed_at {
        looked.is("hello_seal_timestamp_seconds", "When the newest seal was made", seconds(*at));
    }
    if let Some(verified) = verified {
        looked.is("hello_verification_timestamp_seconds", "When the books were last checked", seconds(verified.at));
        // Where a check broke off, nothing is known.
        looked.is("hello_verification_faults", "What it found, not a number where it broke off", verified.faults.map_or(f64::NAN, number));
    }
    if let Some(backup) = backup {
        looked.is("hello_backup_timestamp_seconds", "When the latest backup was taken", seconds(backup.taken_at));
        looked.is("hello_backup_checked", "Whether it was restored elsewhere to see that it can be", flag(backup.checked_at.is_some()));
    }
}

fn flag(is_so: bool) -> f64 {
    if is_so { 1.0 } else { 0.0 }
}

/// Exact up to nine thousand million million.
fn number(n: impl TryInto<i64>) -> f64 {
    n.try_into().unwrap_or(i64::MAX) as f64
}

fn seconds(at: chrono::DateTime<chrono::Utc>) -> f64 {
    number(at.timestamp_millis()) / 1000.0
}

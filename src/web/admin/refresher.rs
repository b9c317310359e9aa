//! What goes on in the background: the projections follow the log, and the snapshot is refreshed, on demand, and by itself once much has happened since.

use crate::integrity::SealKey;
use crate::shop::AccountId;
use crate::store::state::projection;
use crate::store::state::snapshot;
use crate::store::state::snapshot::Refreshed;
use crate::store::{Store, StoreError};
use crate::web::http::state::State;
use actix_web::rt::task::JoinHandle;
use chrono::Utc;
use std::time::{Duration, Instant};

/// How often the projections follow the log where little happens. A look costs an index probe, and what they have not seen is laid over every page.
const ROUND: Duration = Duration::from_secs(1);

/// From so many events in a step on they go on soon: after a rest for as long as the step took, and at least so long. Few are left to the next round, for the
/// same pets often move again.
const MANY: i64 = 100;
const REST: Duration = Duration::from_millis(100);

/// How often a process looks whether the tail has grown too long. The look costs an index probe.
const EVERY: Duration = Duration::from_secs(2);

/// Starts a refresh in the background of the request; where one is running already, nothing happens.
/// It goes on whether or not anybody waits for it, and answers how it ended; `None` where it failed.
pub fn start(state: State, requested_by: Option<AccountId>) -> JoinHandle<Option<Refreshed>> {
    actix_web::rt::task::spawn_blocking(move || run(&state.store, &state.seal_key, requested_by))
}

fn run(store: &Store, key: &SealKey, requested_by: Option<AccountId>) -> Option<Refreshed> {
    let ended = store.run_directly(|conn| snapshot::refresh(conn, key, requested_by));
    match &ended {
        Ok(Refreshed::Done(sealed)) => tracing::info!(by = ?requested_by, seal = sealed.seal.id, "the snapshot is refreshed and sealed"),
        Ok(Refreshed::AlreadyRunning) => tracing::info!("a refresh is running already"),
        Err(error) => tracing::error!(%error, "the snapshot was not refreshed"),
    }
    ended.ok()
}

/// Lets the projections follow the log. Ends with the runtime that it was spawned on.
pub async fn project(state: State) {
    let mut was_told = false;
    loop {
        let begun = Instant::now();
        let store = state.store.clone();
        let followed = actix_web::rt::task::spawn_blocking(move || store.run_directly(projection::follow)).await;
        let mut rest = ROUND;
        match followed {
            Ok(Err(error)) if !std::mem::replace(&mut was_told, true) => {
                tracing::warn!(%error, "the projections do not follow the log; pages compute meanwhile what they have not seen");
            }
            Ok(Ok(events)) => {
                was_told = false;
                if events >= MANY {
                    rest = begun.elapsed().clamp(REST, ROUND);
                }
            }
            _ => {}
        }
        actix_web::rt::time::sleep(rest).await;
    }
}

/// Refreshes the snapshot whenever its tail is longer than the limit. Ends with the runtime that it was spawned on.
pub async fn watch(state: State) {
    let mut ticks = actix_web::rt::time::interval(EVERY);
    loop {
        ticks.tick().await;
        if let Ok(true) = is_due(&state).await {
            // The next look waits for this one's refresh.
            let _ = start(state.clone(), None).await;
        }
    }
}

async fn is_due(state: &State) -> Result<bool, StoreError> {
    let configured = state.config.refresh_after;
    state
        .store
        .run(move |conn| {
            let boundary = snapshot::boundary(conn)?;
            Ok(snapshot::has_rested(&boundary, Utc::now())
                && snapshot::tail_length(conn, &boundary)? > snapshot::limit(boundary.pets, configured))
        })
        .await
}

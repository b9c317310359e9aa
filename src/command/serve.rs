//! `hello serve`: the shop, open until somebody closes it.

use std::{
    net::TcpListener,
    process::ExitCode,
    sync::{Arc, Weak},
    thread,
    time::Duration,
};

use actix_web::dev::ServerHandle;

use super::say::{complain, say};
use super::{CommandError, Database, Outcome, database::seal_key, listening};
use crate::cluster::{Cluster, Use};
use crate::config::{Config, Options};
use crate::store::Store;
use crate::store::log::books;
use crate::store::people::token::Token;
use crate::store::people::{setup, shop};
use crate::telemetry::{self, spans};
use crate::web::http::state::State;
use crate::web::http::{metrics, server};

/// How often to look after the private Postgres.
const ROUND: Duration = Duration::from_secs(1);

/// Serves the shop until SIGTERM or Ctrl-C.
///
/// # Errors
/// A sentence, where it cannot be opened.
pub fn serve(options: &Options) -> Outcome {
    let (config, listener) = listening::open(options)?;
    listening::check_path(&config)?;
    let measures = config.metrics_bind.as_deref().map(|bind| listening::port("HELLO_METRICS_BIND", bind, "127.0.0.1:9465")).transpose()?;
    let database = Database::open(&config, Use::Serve)?;
    let store = database.store_with_readers(&config)?;
    let said = store.run_blocking(shop::look)?.said;
    store.run_blocking(|conn| books::open(conn, config.manner(&said).currency))?;
    let key = Arc::new(seal_key(&config)?);
    let told = config.told(options, &said, &database.described(&config)?);
    if let Some(cluster) = &database.cluster {
        look_after(Arc::downgrade(cluster));
    }
    let link = invite(&store, &config)?;
    let state = State { example: Some(super::demo::example), ..State::new(config.clone(), store, key) };
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let (refusals, kept) = (state.refusals.clone(), state.store.clone());
    let run = || async move {
        let measures = measures.map(|listener| tell_measures(&state, listener)).transpose()?;
        let server = server::run(state, listener, workers)?;
        // Where nobody reads this, the shop is open all the same.
        let _ = say(format!("The shop is open at {}", config.origin));
        if let Some(sentence) = listening::to_be_set(&config) {
            complain(sentence);
        }
        if let Some(sentence) = telemetry::unsent() {
            complain(sentence);
        }
        if let Some(link) = link {
            let _ = say(format!("Nobody can sign in yet. Open this link once to make the first account:\n{link}"));
        }
        let _ = say(told);
        let served = server.await;
        if let Some(measures) = measures {
            measures.stop(true).await;
        }
        served
    };
    let served = actix_web::rt::System::new().block_on(run());
    refusals.close(&kept, chrono::Utc::now());
    spans::end();
    drop(kept);
    served.map_err(|e| CommandError::Said(format!("The server stopped: {e}.")))?;
    close(database)
}

/// Tells what is measured, beside the shop.
fn tell_measures(state: &State, listener: TcpListener) -> std::io::Result<ServerHandle> {
    let address = listener.local_addr()?;
    let server = metrics::run(state.clone(), listener)?;
    let handle = server.handle();
    actix_web::rt::spawn(server);
    let _ = say(format!("What is measured is told at http://{address}/metrics"));
    Ok(handle)
}

fn invite(store: &Store, config: &Config) -> Result<Option<String>, CommandError> {
    let token = Token::new().map_err(|e| CommandError::Said(format!("There is no randomness: {e}.")))?;
    let invited = store.run_blocking(|conn| setup::invite(conn, token.hash(), chrono::Utc::now()))?;
    Ok(invited.then(|| format!("{}/setup?token={}", config.origin, token.reveal())))
}

/// Brings the private Postgres back whenever it has died, as long as somebody holds on to it.
fn look_after(cluster: Weak<Cluster>) {
    thread::spawn(move || {
        while let Some(cluster) = cluster.upgrade() {
            match cluster.ensure_running() {
                Ok(false) => {}
                Ok(true) => tracing::warn!("the private Postgres had died and is back"),
                Err(error) => tracing::error!(%error, "the private Postgres has died and does not come back"),
            }
            drop(cluster);
            thread::sleep(ROUND);
        }
    });
}

/// The one who looks after Postgres may be looking just now; it is stopped by whoever lets go of it last.
fn close(mut database: Database) -> Outcome {
    let Some(mut cluster) = database.cluster.take() else { return Ok(ExitCode::SUCCESS) };
    loop {
        match Arc::try_unwrap(cluster) {
            Ok(cluster) => {
                cluster.stop()?;
                return Ok(ExitCode::SUCCESS);
            }
            Err(still_held) => {
                cluster = still_held;
                thread::sleep(Duration::from_millis(20));
            }
        }
    }
}

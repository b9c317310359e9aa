//! `hello serve`: the shop, open until somebody closes it.

use std::{
    net::{IpAddr, TcpListener},
    process::ExitCode,
    sync::{Arc, Weak},
    thread,
    time::Duration,
};

use super::say::{complain, say};
use super::{CommandError, Database, Outcome, database::seal_key};
use crate::cluster::{Cluster, Use};
use crate::config::{Config, Options};
use crate::store::Store;
use crate::store::log::books;
use crate::store::people::token::Token;
use crate::store::people::{setup, shop};
use crate::web::http::server;
use crate::web::http::state::State;

/// How often to look after the private Postgres.
const ROUND: Duration = Duration::from_secs(1);

/// Serves the shop until SIGTERM or Ctrl-C.
///
/// # Errors
/// A sentence, where it cannot be opened.
pub fn serve(options: &Options) -> Outcome {
    let config = Config::read(options)?;
    // Before anything else: a taken port should not start a Postgres.
    let listener = TcpListener::bind(&config.bind).map_err(|e| taken(&config, &e))?;
    let config = if config.bind.ends_with(":0") { Config::read(&on_the_port_of(&listener, &config, options)?)? } else { config };
    let database = Database::open(&config, Use::Serve)?;
    let store = database.store();
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
        let server = server::run(state, listener, workers)?;
        // Where nobody reads this, the shop is open all the same.
        let _ = say(format!("The shop is open at {}", config.origin));
        if config.origin.contains("//0.0.0.0") || config.origin.contains("//[::]") {
            complain(to_be_named(&config.origin));
        }
        if let Some(link) = link {
            let _ = say(format!("Nobody can sign in yet. Open this link once to make the first account:\n{link}"));
        }
        let _ = say(told);
        server.await
    };
    let served = actix_web::rt::System::new().block_on(run());
    refusals.close(&kept, chrono::Utc::now());
    drop(kept);
    served.map_err(|e| CommandError::Said(format!("The server stopped: {e}.")))?;
    close(database)
}

/// Port 0 is any that is free; the settings name the one that it has become.
fn on_the_port_of(listener: &TcpListener, config: &Config, options: &Options) -> Result<Options, CommandError> {
    let port = listener.local_addr().map_err(|error| taken(config, &error))?.port();
    let host = config.bind.strip_suffix(":0").unwrap_or(&config.bind);
    Ok(Options { bind: format!("{host}:{port}"), ..options.clone() })
}

/// What to do where the shop listens on every address: which of them browsers use, nobody can tell but whoever runs it.
fn to_be_named(origin: &str) -> String {
    let port = origin.rsplit_once(':').and_then(|(_, port)| port.parse::<u16>().ok()).map_or_else(String::new, |port| format!(":{port}"));
    let mut here: Vec<String> = nix::ifaddrs::getifaddrs()
        .into_iter()
        .flatten()
        .filter_map(|interface| {
            let address = interface.address?;
            let v4 = address.as_sockaddr_in().map(|v4| IpAddr::V4(v4.ip()));
            v4.or_else(|| address.as_sockaddr_in6().map(|v6| IpAddr::V6(v6.ip())))
        })
        .filter(|ip| !ip.is_loopback() && !matches!(ip, IpAddr::V6(v6) if v6.is_unicast_link_local()))
        .map(|ip| if ip.is_ipv6() { format!("http://[{ip}]{port}") } else { format!("http://{ip}{port}") })
        .collect();
    here.dedup();
    let here = if here.is_empty() { format!("http://shop.local{port}") } else { here.join(",") };
    format!("Set HELLO_ORIGIN to the addresses that browsers use, like {here}; forms from others are refused.")
}

fn taken(config: &Config, error: &std::io::Error) -> CommandError {
    let bind = &config.bind;
    CommandError::Said(match error.kind() {
        std::io::ErrorKind::AddrInUse => {
            format!("Another program listens on {bind} already; stop it, or choose another port with HELLO_BIND, like 127.0.0.1:8081.")
        }
        std::io::ErrorKind::PermissionDenied => {
            format!("This user may not listen on {bind}; choose a port above 1023 with HELLO_BIND, like 127.0.0.1:8080.")
        }
        _ => format!("The shop cannot listen on {bind}: {error}; choose another address with HELLO_BIND, like 127.0.0.1:8080."),
    })
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

//! Builds the server from what it is made of.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use actix_web::{
    App, HttpServer,
    dev::{Server, ServerHandle},
    middleware::{Compress, from_fn},
    rt::signal::unix::{Signal, SignalKind, signal},
    rt::time::sleep,
    web::Data,
};

use crate::web::admin::{audit, refresher};
use crate::web::http::listener::Listener;
use crate::web::http::state::State;
use crate::web::http::{answers, cross_site, error_pages, headers, protocol, route, trace, under};
use crate::web::live::Live;

/// How long requests in flight may take to finish when the server is told to stop.
const DRAIN_SECONDS: u64 = 15;

/// A server on a listener that is already bound, so that a taken port is found out before and a test can choose any. SIGTERM and a terminal that
/// is closed stop it once the requests in flight are answered; SIGINT at once.
///
/// # Errors
/// Where the operating system refuses.
pub fn run(state: State, listener: impl Into<Listener>, workers: usize) -> io::Result<Server> {
    crate::password::warm_up();
    actix_web::rt::spawn(refresher::project(state.clone()));
    actix_web::rt::spawn(refresher::watch(state.clone()));
    actix_web::rt::spawn(audit::note::watch(state.clone()));
    state.live.follow(state.store.clone());
    if let Some(readers) = state.store.readers() {
        readers.watch();
    }
    let closing = Closing { live: state.live.clone(), is_closing: state.is_closing.clone(), wait: state.config.close_wait };
    let request_wait = state.config.request_wait;
    let state = Data::new(state);
    // The last to be wrapped is the first to see a request.
    let app = move || {
        App::new()
            .app_data(state.clone())
            .configure(route::configure)
            .wrap(from_fn(cross_site::refuse))
            .wrap(from_fn(protocol::refuse))
            .wrap(from_fn(under::pages))
            .wrap(Compress::default())
            .wrap(from_fn(protocol::at_full_length))
            .wrap(from_fn(error_pages::pages))
            .wrap(from_fn(answers::lead_to))
            .wrap(from_fn(headers::add))
            .wrap(from_fn(trace::log))
            .wrap(from_fn(under::lead))
    };
    let server = HttpServer::new(app)
        .workers(workers)
        // A page is written in parts; none of them should wait for the other side to acknowledge the one before.
        .tcp_nodelay(true)
        .client_request_timeout(request_wait)
        .shutdown_timeout(DRAIN_SECONDS)
        // The shop has a say in when.
        .disable_signals()
        // Who closes a page is let go at once, not when next there is something to tell.
        .h1_allow_half_closed(false);
    let server = match listener.into() {
        Listener::Port(port) => server.listen(port)?,
        Listener::Socket(socket) => server.listen_uds(socket)?,
    };
    let server = server.run();
    for (kind, gently) in
        [(SignalKind::terminate(), true), (SignalKind::hangup(), true), (SignalKind::interrupt(), false), (SignalKind::quit(), false)]
    {
        if kind != SignalKind::hangup() || !is_hangup_ignored() {
            // From here on, and not when the task first runs: whoever has been told that the shop is open may end it.
            actix_web::rt::spawn(closing.clone().at(signal(kind)?, gently, server.handle()));
        }
    }
    Ok(server)
}

/// What it takes to close.
#[derive(Clone)]
struct Closing {
    live: Live,
    is_closing: Arc<AtomicBool>,
    wait: Duration,
}

impl Closing {
    /// Closes when it is told to. Before it closes gently, it says for a while that it is not ready, and goes on meanwhile: so whoever spreads requests
    /// over several instances has time to leave it out.
    async fn at(self, mut told: Signal, gently: bool, server: ServerHandle) {
        told.recv().await;
        if gently {
            self.is_closing.store(true, Ordering::Release);
            sleep(self.wait).await;
        }
        // A stream is a request in flight that never ends by itself; the server would wait for it.
        self.live.close();
        server.stop(gently).await;
    }
}

/// Whether this was started to outlive its terminal, as by nohup. (Where there is no /proc nobody can tell, and it ends with its terminal.)
fn is_hangup_ignored() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| u64::from_str_radix(line.strip_prefix("SigIgn:")?.trim(), 16).ok());
    ignored.is_some_and(|signals| signals & 1 != 0)
}

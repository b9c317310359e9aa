//! Builds the server from what it is made of.

use std::{io, net::TcpListener};

use actix_web::{
    App, HttpServer,
    dev::{Server, ServerHandle},
    middleware::{Compress, from_fn},
    rt::signal::unix::{SignalKind, signal},
    web::Data,
};

use crate::web::admin::{audit, refresher};
use crate::web::http::state::State;
use crate::web::http::{answers, cross_site, error_pages, headers, protocol, route, trace};
use crate::web::live::Live;

/// How long requests in flight may take to finish when the server is told to stop.
const DRAIN_SECONDS: u64 = 15;

/// A server on a listener that is already bound, so that a taken port is found out before and a test can choose any. SIGTERM, SIGINT and a
/// terminal that is closed stop it once the requests in flight are answered.
///
/// # Errors
/// Where the operating system refuses.
pub fn run(state: State, listener: TcpListener, workers: usize) -> io::Result<Server> {
    crate::password::warm_up();
    actix_web::rt::spawn(refresher::project(state.clone()));
    actix_web::rt::spawn(refresher::watch(state.clone()));
    actix_web::rt::spawn(audit::note::watch(state.clone()));
    state.live.follow(state.store.clone());
    let live = state.live.clone();
    let request_wait = state.config.request_wait;
    let state = Data::new(state);
    // The last to be wrapped is the first to see a request.
    let app = move || {
        App::new()
            .app_data(state.clone())
            .configure(route::configure)
            .wrap(from_fn(cross_site::refuse))
            .wrap(from_fn(protocol::refuse))
            .wrap(Compress::default())
            .wrap(from_fn(protocol::at_full_length))
            .wrap(from_fn(error_pages::pages))
            .wrap(from_fn(answers::lead_to))
            .wrap(from_fn(headers::add))
            .wrap(from_fn(trace::log))
    };
    let server = HttpServer::new(app)
        .workers(workers)
        // A page is written in parts; none of them should wait for the other side to acknowledge the one before.
        .tcp_nodelay(true)
        .client_request_timeout(request_wait)
        .shutdown_timeout(DRAIN_SECONDS)
        // Who closes a page is let go at once, not when next there is something to tell.
        .h1_allow_half_closed(false)
        .listen(listener)?;
    let server = server.run();
    actix_web::rt::spawn(close_with_the_shop(live.clone()));
    if !is_hangup_ignored() {
        actix_web::rt::spawn(close_with_the_terminal(live, server.handle()));
    }
    Ok(server)
}

/// A stream is a request in flight that never ends by itself; the server would wait for it.
async fn close_with_the_shop(live: Live) {
    if let Ok(mut told_to_stop) = signal(SignalKind::terminate()) {
        told_to_stop.recv().await;
        live.close();
    }
}

/// A terminal that is closed hangs up on what runs in it.
async fn close_with_the_terminal(live: Live, server: ServerHandle) {
    if let Ok(mut hung_up) = signal(SignalKind::hangup()) {
        hung_up.recv().await;
        live.close();
        server.stop(true).await;
    }
}

/// Whether this was started to outlive its terminal, as by nohup. (Where there is no /proc nobody can tell, and it ends with its terminal.)
fn is_hangup_ignored() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| u64::from_str_radix(line.strip_prefix("SigIgn:")?.trim(), 16).ok());
    ignored.is_some_and(|signals| signals & 1 != 0)
}

//! An invented shop, open for business in this process.

use std::{
    io::Write,
    net::TcpListener,
    sync::{Arc, mpsc},
    thread::{self, JoinHandle},
};

use actix_web::{dev::ServerHandle, rt::System};
use chrono::Utc;
use diesel::{Connection, PgConnection, connection::SimpleConnection};
use hello::config::Config;
use hello::demo;
use hello::demo::{Plan, Progress};
use hello::integrity::SealKey;
use hello::shop::{AccountId, words};
use hello::store::ground::roles::APP;
use hello::store::ground::{database, migrations};
use hello::store::people::accounts::{NewAccount, Role};
use hello::store::people::sessions::Lifetime;
use hello::store::people::token::Token;
use hello::store::people::{accounts, sessions};
use hello::store::state::snapshot;
use hello::store::{Limits, Link, Store};
use hello::web::http::state::State;
use hello::web::http::{server, session};
use uuid::Uuid;

use super::{Done, client::Client, ground::Ground, statements::Notes};

/// The same shop each time.
const SEED: u64 = 1;

/// One shop, served twice: to be measured, and once more by connections whose statements Postgres writes down.
pub struct Shop {
    pub pets: u32,
    pub events: i64,
    pub url: String,
    /// The same, where statements are planned as the shop has them planned: once, for all values.
    pub as_planned: String,
    /// Who signed in.
    pub account: AccountId,
    pub client: Client,
    /// The same, with its statements written down.
    pub noted: Client,
    pub notes: Notes,
    config: Config,
    app_url: String,
    _servers: [Server; 2],
}

impl Shop {
    /// Invents a shop of so many pets and opens it.
    pub fn open(ground: &Ground, pets: u32) -> Done<Self> {
        let url = ground.cluster.url(&format!("shop_{pets}"));
        database::ensure(&url)?;
        migrations::run_at(&url)?;
        let mut conn = PgConnection::establish(&url)?;
        let events = invent(&mut conn, pets)?;

        // No refresh while recording is measured: nobody in a real shop records that fast.
        let mut config = Config::at("127.0.0.1:0")?;
        config.refresh_after = Some(i64::MAX);
        let (account, cookie) = sign_in(&mut conn, &config)?;
        // Served by the shop's own role; only a superuser may have a session write its statements down, so that one becomes it.
        let app_url = ground.cluster.url_as(APP, &format!("shop_{pets}"));
        let noted_url = format!("{url}&options=-c%20log_statement%3Dall%20-c%20role%3D{APP}");
        let notes = Notes::in_log(ground.log(), &url);
        let as_planned = format!("{url}&options=-c%20plan_cache_mode%3Dforce_generic_plan%20-c%20jit%3Doff");
        let servers = [Server::start(&config, &app_url)?, Server::start(&config, &noted_url)?];
        let [measured, noted] = servers.each_ref().map(|server| Client::new(&server.origin, &cookie));
        Ok(Self { pets, events, url, as_planned, account, client: measured, noted, notes, config, app_url, _servers: servers })
    }

    pub fn connect(&self) -> Done<PgConnection> {
        Ok(PgConnection::establish(&self.url)?)
    }

    /// One more process of the same shop, which refreshes the snapshot by itself as a shop does that runs; until it is dropped.
    pub fn refreshing(&self) -> Done<Server> {
        Server::start(&Config { refresh_after: None, ..self.config.clone() }, &self.app_url)
    }

    /// Lets the shop come to rest: what was recorded is in the projections and in the snapshot, and the planner knows.
    pub fn settle(&self) -> Done<()> {
        let mut conn = self.connect()?;
        snapshot::refresh(&mut conn, &seal_key()?, None)?;
        tidy(&mut conn)
    }
}

fn invent(conn: &mut PgConnection, pets: u32) -> Done<i64> {
    let name = format!("{} pets", words::thousands(pets.into()));
    let plan = Plan { pets, seed: SEED, now: Utc::now(), time_zone: chrono_tz::Europe::Vienna, currency: hello::shop::Currency::default() };
    let invented = demo::run(conn, &plan, &seal_key()?, &mut |progress| match progress {
        Progress::Recorded { pets, .. } => told(&format!("\rInventing a shop of {name}: {}", words::thousands(pets.into()))),
        Progress::Settling => told(", settling"),
    })?;
    tidy(conn)?;
    told(&format!(", {} events.\n", words::thousands(invented.events)));
    Ok(invented.events)
}

/// What autovacuum and the checkpointer would do in a minute or two, in the middle of a measurement.
fn tidy(conn: &mut PgConnection) -> Done<()> {
    conn.batch_execute("VACUUM (ANALYZE)")?;
    conn.batch_execute("CHECKPOINT")?;
    Ok(())
}

fn told(progress: &str) {
    eprint!("{progress}");
    let _ = std::io::stderr().flush();
}

/// Somebody who runs the shop, signed in by a row in `sessions`; answers the cookie.
fn sign_in(conn: &mut PgConnection, config: &Config) -> Done<(AccountId, String)> {
    let id = AccountId(Uuid::now_v7());
    // No password has this hash.
    let new = NewAccount { id, name: "Somebody who measures".into(), role: Role::Admin, password_hash: Some("-".into()) };
    accounts::add(conn, &new)?;
    let token = Token::new()?;
    let lifetime = Lifetime { idle: config.session_idle, absolute: config.session_absolute };
    let account = accounts::find(conn, id)?;
    sessions::begin(conn, &account, token.hash(), Utc::now(), lifetime)?;
    Ok((id, format!("{}={}", session::cookie_name(config), token.reveal())))
}

pub fn seal_key() -> Done<SealKey> {
    Ok(SealKey::parse(&"5e".repeat(32))?)
}

/// The application, until it is dropped.
pub struct Server {
    origin: String,
    handle: ServerHandle,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    fn start(config: &Config, url: &str) -> Done<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let origin = format!("http://{}", listener.local_addr()?);
        let config = Config { origins: vec![origin.clone()], ..config.clone() };
        let limits = Limits { pool_size: config.pool_size, pool_wait: config.pool_wait, statement_timeout: config.statement_timeout };
        let state = State::new(config, Store::new(Link::to(url), limits), Arc::new(seal_key()?));
        let (send, receive) = mpsc::channel();
        let thread = thread::spawn(move || {
            System::new().block_on(async move {
                let started = server::run(state, listener, thread::available_parallelism().map_or(1, usize::from));
                let stopped = match started.inspect(|server| drop(send.send(server.handle()))) {
                    Ok(server) => server.await,
                    Err(error) => Err(error),
                };
                if let Err(error) = stopped {
                    eprintln!("The server stopped: {error}.");
                }
            });
        });
        Ok(Self { origin, handle: receive.recv()?, thread: Some(thread) })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        System::new().block_on(self.handle.stop(false));
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

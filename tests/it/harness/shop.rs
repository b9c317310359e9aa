//! The real application, on a port of its own.

use super::{Database, PASSWORD, Visitor, seal_key};
use actix_web::{dev::ServerHandle, rt::System};
use diesel::PgConnection;
use hello::config::Config;
use hello::password::NewPassword;
use hello::shop::AccountId;
use hello::store::people::accounts::{NewAccount, Role};
use hello::store::people::token::Token;
use hello::store::people::{accounts, sessions, setup};
use hello::store::{Limits, Link, Store, StoreError};
use hello::web::http::clock::Clock;
use hello::web::http::server;
use hello::web::http::state::State;
use std::{
    net::TcpListener,
    sync::{Arc, OnceLock, mpsc},
    thread::{self, JoinHandle},
};
use uuid::Uuid;

/// An open shop. It closes when it is dropped.
pub struct Shop {
    pub url: String,
    pub store: Store,
    pub clock: Clock,
    pub config: Config,
    server: ServerHandle,
    thread: Option<JoinHandle<()>>,
    /// The last to go.
    pub database: Database,
}

type Change<T> = Box<dyn FnOnce(&mut T)>;
/// The way from a shop to its database.
type Way = Box<dyn FnOnce(&Database) -> Link>;

/// A shop with other settings than usual.
#[derive(Default)]
pub struct ShopBuilder {
    change: Option<Change<Config>>,
    state: Option<Change<State>>,
    link: Option<Way>,
}

impl ShopBuilder {
    pub fn config(mut self, change: impl FnOnce(&mut Config) + 'static) -> Self {
        self.change = Some(Box::new(change));
        self
    }

    pub fn state(mut self, change: impl FnOnce(&mut State) + 'static) -> Self {
        self.state = Some(Box::new(change));
        self
    }

    /// Goes another way to its database.
    pub fn link(mut self, link: impl FnOnce(&Database) -> Link + 'static) -> Self {
        self.link = Some(Box::new(link));
        self
    }

    pub fn open(self) -> Shop {
        super::super::logs::listen();
        let database = Database::migrated();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let bind = listener.local_addr().unwrap().to_string();
        let mut config = Config::at(&bind).unwrap();
        config.time_zone = chrono_tz::Europe::Vienna;
        config.pool_size = 5;
        if let Some(change) = self.change {
            change(&mut config);
        }
        let limits = Limits { pool_size: config.pool_size, pool_wait: config.pool_wait, statement_timeout: config.statement_timeout };
        let store = Store::new(self.link.map_or_else(|| Link::to(&database.app_url), |link| link(&database)), limits);
        let mut state = State::new(config.clone(), store.clone(), Arc::clone(seal_key()));
        if let Some(change) = self.state {
            change(&mut state);
        }
        let clock = state.clock.clone();
        let (server, thread) = start(state, listener);
        Shop { url: format!("http://{bind}"), store, clock, config, server, thread: Some(thread), database }
    }
}

fn start(state: State, listener: TcpListener) -> (ServerHandle, JoinHandle<()>) {
    let (send, receive) = mpsc::channel();
    let thread = thread::spawn(move || {
        System::new().block_on(async {
            let server = server::run(state, listener, 2).unwrap();
            send.send(server.handle()).unwrap();
            server.await.unwrap();
        });
    });
    (receive.recv().unwrap(), thread)
}

impl Shop {
    /// Closes the shop, and opens it again at the same address, with the same database; `meanwhile` happens in between.
    pub fn reopen(&mut self, meanwhile: impl FnOnce(&Self)) {
        self.close();
        meanwhile(self);
        let listener = TcpListener::bind(self.url.trim_start_matches("http://")).unwrap();
        let state = State { clock: self.clock.clone(), ..State::new(self.config.clone(), self.store.clone(), Arc::clone(seal_key())) };
        let (server, thread) = start(state, listener);
        self.server = server;
        self.thread = Some(thread);
    }

    fn close(&mut self) {
        let stop = self.server.stop(false);
        System::new().block_on(stop);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }

    pub fn open() -> Self {
        ShopBuilder::default().open()
    }

    pub fn with() -> ShopBuilder {
        ShopBuilder::default()
    }

    /// Works on the shop's database directly, as the superuser; the shop itself is `hello_app`.
    pub fn sql<T>(&self, work: impl FnOnce(&mut PgConnection) -> Result<T, StoreError>) -> T {
        work(&mut self.database.connect()).unwrap()
    }

    /// Somebody whom nobody knows.
    pub fn visitor(&self) -> Visitor {
        Visitor::new(self, None)
    }

    /// An account with [`PASSWORD`].
    pub fn account(&self, name: &str, role: Role) -> AccountId {
        // Hashed once: most tests are about something else.
        static HASH: OnceLock<String> = OnceLock::new();
        let hash = HASH.get_or_init(|| NewPassword::parse(PASSWORD, "").unwrap().hash().unwrap());
        let id = AccountId(Uuid::now_v7());
        let new = NewAccount { id, name: name.into(), role, password_hash: Some(hash.clone()) };
        self.sql(|conn| accounts::add(conn, &new));
        id
    }

    /// Somebody who is signed in, without having paid for it with Argon2.
    pub fn signed_in(&self, account: AccountId) -> Visitor {
        let token = Token::new().unwrap();
        let (now, lifetime) =
            (self.clock.now(), sessions::Lifetime { idle: self.config.session_idle, absolute: self.config.session_absolute });
        let begun = self.sql(|conn| {
            let account = accounts::find(conn, account)?;
            sessions::begin(conn, &account, token.hash(), now, lifetime)
        });
        assert!(begun);
        Visitor::new(self, Some(token.reveal()))
    }

    /// Ben, who works here, signed in.
    pub fn staff(&self) -> Visitor {
        self.signed_in(self.account("Ben", Role::Staff))
    }

    /// Ada, who runs the shop, signed in.
    pub fn admin(&self) -> Visitor {
        self.signed_in(self.account("Ada", Role::Admin))
    }

    /// The address of a set-up link, as the server prints it.
    pub fn setup_link(&self) -> String {
        let token = Token::new().unwrap();
        assert!(self.sql(|conn| setup::invite(conn, token.hash(), self.clock.now())));
        format!("/setup?token={}", token.reveal())
    }
}

impl Drop for Shop {
    fn drop(&mut self) {
        // Once the server has stopped, its connections are gone and so can its database be.
        self.close();
    }
}

//! What all requests share.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use chrono::{DateTime, Utc};

use crate::config::Config;
use crate::integrity::SealKey;
use crate::store::log::batch::Batches;
use crate::store::people::sessions::Lifetime;
use crate::store::{Store, StoreError};
use crate::web::admin::audit::refusals::Refusals;
use crate::web::admin::integrity::verifier::Verifier;
use crate::web::http::clock::Clock;
use crate::web::http::hashing::Hashing;
use crate::web::live::Live;

/// Fills a new shop with an invented past; runs off the request threads.
pub type ExampleShop = fn(&State, DateTime<Utc>) -> Result<(), StoreError>;

/// What a server is made of. Clones share everything.
#[derive(Debug, Clone)]
pub struct State {
    /// The settings.
    pub config: Config,
    /// The way to the database.
    pub store: Store,
    /// Where what is recorded at the same moment comes together.
    pub batches: Batches,
    /// What time it is.
    pub clock: Clock,
    /// The one place where passwords are hashed.
    pub hashing: Hashing,
    /// Where open pages hear what colleagues do.
    pub live: Live,
    /// Refusals that the audit log does not have yet.
    pub refusals: Refusals,
    /// The one verification that this process may be at.
    pub verifier: Verifier,
    /// With what the shop signs its seals.
    pub seal_key: Arc<SealKey>,
    /// Whether the server is about to close, and others should get what comes.
    pub is_closing: Arc<AtomicBool>,
    /// How to fill a new shop; without it, set-up does not offer to.
    pub example: Option<ExampleShop>,
}

impl State {
    /// What a server needs, with the machine's clock.
    #[must_use]
    pub fn new(config: Config, store: Store, seal_key: Arc<SealKey>) -> Self {
        Self {
            config,
            store,
            seal_key,
            batches: Batches::default(),
            clock: Clock::default(),
            hashing: Hashing::default(),
            live: Live::default(),
            refusals: Refusals::default(),
            verifier: Verifier::default(),
            is_closing: Arc::default(),
            example: None,
        }
    }

    /// How long a session lives.
    #[must_use]
    pub fn lifetime(&self) -> Lifetime {
        Lifetime { idle: self.config.session_idle, absolute: self.config.session_absolute }
    }
}

//! The only room that speaks SQL. Knows the shop and its integrity; knows nothing of pages.
//!
//! [`pool`] runs work on a connection and off the request threads, [`error`] says what can go wrong there. [`database`] makes the database,
//! [`migrations`] brings it up to date. [`append`] is the only way into the log; [`events`] and [`log`] read it; [`pets`], [`figures`] and
//! [`customers`] are computed from it, with the [`snapshot`] for speed. [`follow`] hears of new events, [`changes`] says which they are.
//! [`seals`] keep what a refresh saw, and [`verify`] reads everything again to see that nobody has changed it since.

pub mod accounts;
pub mod append;
mod catalog;
pub mod changes;
pub mod customers;
pub mod database;
pub mod demo;
pub mod error;
pub mod events;
pub mod family;
pub mod figures;
pub mod follow;
pub mod insert;
pub mod log;
pub mod migrations;
pub(crate) mod people;
pub mod pets;
pub mod pool;
pub(crate) mod schema;
pub mod seals;
pub mod search;
pub mod sessions;
pub mod setup;
pub mod snapshot;
pub mod takings;
pub mod throttle;
pub mod token;
pub mod verify;

pub use error::StoreError;
pub use pool::{Limits, Store};

/// A connection to the database, as [`Store::run`] lends it.
pub type Conn = diesel::PgConnection;

//! The only room that speaks SQL. Knows the shop and its integrity; knows nothing of pages.
//!
//! [`pool`] runs work on a connection and off the request threads, [`error`] says what can go wrong there. [`database`] makes the database,
//! [`migrations`] brings it up to date, [`roles`] says who may do what in it. [`append`] is the only way into the log; [`events`] and [`log`]
//! read it; [`pets`], [`figures`] and [`customers`] are computed from it, with the [`snapshot`] for speed; [`when`] says as of which moment,
//! [`past`] and [`steps`] are for those that have passed, [`checkpoints`] keep the stock of some, and [`comparison`] lays two of them side by
//! side. [`follow`] hears of new events,
//! [`changes`] says which they are. [`forgetting`] lets a customer go, [`audit`] keeps who looked and who tried.
//! [`seals`] keep what a refresh saw, and [`verify`] reads everything again to see that nobody has changed it since.

pub mod accounts;
mod address;
pub mod append;
pub mod audit;
mod catalog;
pub mod certificate;
pub mod changes;
mod checkpoints;
pub mod comparison;
pub mod customers;
pub mod database;
pub mod demo;
pub mod error;
pub mod events;
pub mod family;
pub mod figures;
pub mod follow;
pub mod forgetting;
pub mod half_sessions;
pub mod insert;
pub mod log;
pub mod migrations;
pub mod past;
pub(crate) mod people;
pub mod pets;
pub mod pool;
pub mod roles;
pub(crate) mod schema;
pub mod seals;
pub mod search;
pub mod second_factor;
pub mod sessions;
pub mod setup;
pub mod snapshot;
mod span;
pub mod steps;
pub mod takings;
pub mod throttle;
pub mod token;
pub mod verify;
pub mod when;

pub use error::StoreError;
pub use pool::{Limits, Store};
pub use when::When;

/// A connection to the database, as [`Store::run`] lends it.
pub type Conn = diesel::PgConnection;

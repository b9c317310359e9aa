//! The only room that speaks SQL. Knows the shop; knows nothing of pages.
//!
//! [`pool`] runs work on a connection and off the request threads, [`error`] says what can go wrong there. [`database`] makes the database,
//! [`migrations`] brings it up to date.

pub mod accounts;
mod catalog;
pub mod database;
pub mod error;
pub mod migrations;
pub(crate) mod people;
pub mod pool;
pub mod sessions;
pub mod setup;
pub mod throttle;
pub mod token;

pub use error::StoreError;
pub use pool::{Limits, Store};

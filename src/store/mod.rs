//! The only room that speaks SQL.

pub mod append;
pub mod customers;
pub mod demo;
pub mod error;
pub mod events;
pub mod figures;
pub mod insert;
pub mod pets;
pub mod schema;
pub mod snapshot;

//! Hello! – the pet store that never forgets.

pub mod cluster;
pub mod config;
pub mod password;
pub mod shop;
pub mod store;
pub mod telemetry;
pub mod web;

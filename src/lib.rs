//! Hello! – the pet store that never forgets.
//!
//! One binary in front of one Postgres database. Everything that ever happened in the shop is an event; every page is a view of events.
//!
//! The rooms, in the order in which a sale passes through them:
//!
//! | room | what lives there | whom it knows |
//! |---|---|---|
//! | [`web`] | the route table, sign-in, forms, pages | `shop`, `store`, `integrity` |
//! | [`shop`] | what happens in a pet store and what may happen next: pure rules | nobody |
//! | [`store`] | the database: appending events, reading views, accounts, sessions | `shop`, `integrity` |
//! | [`integrity`] | proof that the log is whole: hashes, seals, and what can be wrong with them; pure as well | `shop` |
//! | [`cluster`] | the private Postgres in the data folder, where no other is configured | nobody |
//!
//! Beside them: [`age`] encrypts backups, [`config`] reads flags and environment, [`telemetry`] writes the log and sends traces, [`metrics`] measures, [`password`] says which passwords will do,
//! [`second_factor`] makes and reads codes, and
//! [`command`] is what the command line calls. [`demo`] invents a shop to look around in, through the same rules.

pub mod age;
pub mod cluster;
pub mod command;
pub mod config;
pub mod demo;
pub mod integrity;
pub mod metrics;
pub mod password;
pub mod second_factor;
pub mod shop;
pub mod store;
pub mod telemetry;
pub mod web;

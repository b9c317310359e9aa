//! Everything that needs no browser, on real Postgres: one private server for the run, a database of its own for every test.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that meets the unexpected should stop there and say so")]

mod harness;

mod access;
mod accounts;
mod architecture;
mod bounds;
mod cli;
mod cross_site;
mod headers;
mod health;
mod login;
mod logs;
mod migrations;
mod sessions;
mod setup;
mod throttling;

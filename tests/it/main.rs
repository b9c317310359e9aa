//! Everything that needs no browser, on real Postgres: one private server for the run, a database of its own for every test.

mod browser;
mod harness;

mod login;
mod logs;

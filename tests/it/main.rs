//! Everything that needs no browser, on real Postgres: one private server for the run, a database of its own for every test.

mod day;
mod harness;

mod forms;
mod login;
mod logs;
mod races;
mod truth;

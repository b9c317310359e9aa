//! Everything together, on real Postgres and where there is one in a real browser: one private server for the run, a database of its own for every test.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that meets the unexpected should stop there and say so"
)]

mod browser;
mod day;
#[path = "../faults/mod.rs"]
mod faults;
mod harness;

mod access;
mod accounts;
mod across;
mod answers;
mod architecture;
mod as_of;
mod audit;
mod backup;
mod batches;
mod bounds;
mod causes;
mod choices;
mod cli;
mod cluster;
mod compare;
mod containers;
mod cross_site;
mod customers;
mod demo;
mod feed;
mod forgetting;
mod forms;
mod fuzz;
mod headers;
mod health;
mod in_front;
mod instances;
mod intakes;
mod integrity;
mod interrupted;
mod lists;
mod litter;
mod live;
mod login;
mod logs;
mod measures;
mod mending;
mod migrations;
mod money;
mod naming;
mod numbers;
mod odd;
mod order;
mod paper;
mod pictures;
mod plans;
mod pooler;
mod projection;
mod races;
mod replicas;
mod returns;
mod roles;
mod search;
mod second_factor;
mod security;
mod sessions;
mod setup;
mod sheets;
mod sockets;
mod statements;
mod stock;
mod throttling;
mod totals;
mod traces;
mod travel;
mod truth;
mod twice;
mod under;
mod words;

//! `cargo bench --bench recording`: what it costs to record an event.
//!
//! First one at a time, beside its own statements by pgbench. Then many at once: events a second over HTTP, beside a bare INSERT that keeps as much and
//! beside other event stores, where they are installed (`npm ci --prefix benches/peers`). Then what those who read and those who record cost each other
//! while the projections follow the log, and last what recording costs with hashes and without.

use std::process::ExitCode;

mod bench;

fn main() -> ExitCode {
    bench::run(bench::Bench::Recording)
}

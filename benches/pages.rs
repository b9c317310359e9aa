//! `cargo bench --bench pages`: what a page costs, beside the SQL that it is made of, in a small shop and in a large one.
//!
//! Each page is asked for again and again over one connection, and in turns with that pgbench runs the very statements by which the page is made,
//! as Postgres itself wrote them down. What is printed are ratios, which carry from machine to machine better than milliseconds: a page over its
//! SQL, and a page or its SQL in the large shop over the same in the small one. Pages are measured in a shop at rest: the projections have seen all.
//!
//! Then many ask at once: pages a second beside the same statements by `pgbench -M prepared` for as many. Last the books travel: events a second by
//! `hello export`, `hello import` and the feed, beside COPY.

use std::process::ExitCode;

mod bench;

fn main() -> ExitCode {
    bench::run(bench::Bench::Pages)
}

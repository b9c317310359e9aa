//! `cargo bench --bench pages`: what a page costs, beside the SQL that it is made of, in a small shop and in a large one.
//!
//! A private Postgres of its own, with durability on, gets invented shops of 1,000 and of 120,000 pets. The real application serves them from
//! this process. Each page is asked for again and again over one connection, and in turns with that pgbench runs the very statements by which
//! the page is made, as Postgres itself wrote them down ([`statements`]). What is printed are ratios, which carry from machine to machine
//! better than milliseconds: a page over its SQL, and a page or its SQL in the large shop over the same in the small one.
//!
//! Pages are measured in a shop at rest: the projections have seen all. What they cost while others record is told beside ([`following`]).
//!
//! Then many ask at once ([`throughput`]): pages a second beside the same statements by `pgbench -M prepared` for as many.
//!
//! And many record at once ([`appending`]): events a second beside a bare INSERT. Last comes what recording costs with hashes and without ([`hashing`]).
//!
//! | variable | default | meaning |
//! |---|---|---|
//! | `HELLO_BENCH_PETS` | `1000,120000` | the sizes of the shops, the smallest first; `50,400` to see whether it works |
//! | `HELLO_BENCH_SECONDS` | `2` | how long each of the three turns of each measurement lasts |
//! | `HELLO_BENCH_REPORT` | where the sizes are not set | whether `docs/performance.md` is written: `yes` or nothing |
//! | `HELLO_BENCH_THROUGHPUT` | | where it is set, nothing but throughput is measured, of pages and of recording |
//! | `HELLO_BENCH_PLANS` | | where it is set, nothing is measured: each statement of every page is explained, in the last of the shops |

mod appending;
mod client;
mod following;
mod ground;
mod hashing;
mod measure;
mod options;
mod pgbench;
mod plans;
mod recording;
mod report;
mod shop;
mod sights;
mod statements;
mod table;
mod throughput;
mod wire;

use std::process::ExitCode;

use ground::Ground;
use options::Options;
use pgbench::Pgbench;
use shop::Shop;

/// Whatever goes wrong ends the measurement with a sentence.
type Done<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("pages: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Done<()> {
    let options = Options::from_env()?;
    let ground = Ground::prepare()?;
    if options.plans {
        let pets = options.sizes.last().ok_or("HELLO_BENCH_PETS names no shop")?;
        return plans::print(&ground, &Shop::open(&ground, *pets)?);
    }
    let pgbench = Pgbench::find(&ground)?;
    let shops = options.sizes.iter().map(|pets| Shop::open(&ground, *pets)).collect::<Done<Vec<_>>>()?;
    if options.throughput {
        report::keep(&table::ground(&ground.version()));
        shops.iter().try_for_each(Shop::settle)?;
        throughput::measure(&shops, &pgbench, options.turn)?;
        following::measure(&shops, options.turn)?;
        return appending::measure(&shops, &pgbench, options.turn);
    }
    let mut rows = recording::measure(&shops, &pgbench, options.turn)?;
    shops.iter().try_for_each(Shop::settle)?;
    rows.splice(0..0, sights::measure(&shops, &pgbench, options.turn)?);
    table::print(&table::ground(&ground.version()), &shops, &rows);
    throughput::measure(&shops, &pgbench, options.turn)?;
    following::measure(&shops, options.turn)?;
    appending::measure(&shops, &pgbench, options.turn)?;
    hashing::measure(&shops, options.turn)?;
    if options.writes { report::write(&shops, &rows) } else { Ok(()) }
}

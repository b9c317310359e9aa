//! What both benches are made of. A private Postgres of its own, with durability on, gets invented shops; the real application serves them from this
//! process, and is asked over loopback, signed in, with connections kept alive. [`options`] says what can be set from outside.

mod appending;
mod client;
mod following;
mod ground;
mod hashing;
mod measure;
mod options;
mod peers;
mod pgbench;
mod plans;
mod recording;
mod report;
mod shop;
mod sights;
mod statements;
mod table;
mod throughput;
mod travel;
mod wire;

use std::process::ExitCode;

use ground::Ground;
use options::Options;
use peers::Peers;
use pgbench::Pgbench;
use shop::Shop;

/// Whatever goes wrong ends the measurement with a sentence.
type Done<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// What is measured.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Bench {
    /// What pages cost.
    Pages,
    /// What recording costs.
    Recording,
}

/// Measures, prints, and writes its part of `docs/performance.md`.
pub fn run(bench: Bench) -> ExitCode {
    match measured(bench) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}: {error}", env!("CARGO_CRATE_NAME"));
            ExitCode::FAILURE
        }
    }
}

fn measured(bench: Bench) -> Done<()> {
    let options = Options::from_env()?;
    let ground = Ground::prepare()?;
    if options.plans {
        let pets = options.sizes.last().ok_or("HELLO_BENCH_PETS names no shop")?;
        return plans::print(&ground, &Shop::open(&ground, *pets)?);
    }
    let pgbench = Pgbench::find(&ground)?;
    let shops = options.sizes.iter().map(|pets| Shop::open(&ground, *pets)).collect::<Done<Vec<_>>>()?;
    table::print_ground(&ground, &shops);
    match bench {
        Bench::Pages => pages(&options, &ground, &shops, &pgbench),
        Bench::Recording => recorded(&options, &ground, &shops, &pgbench),
    }
}

fn pages(options: &Options, ground: &Ground, shops: &[Shop], pgbench: &Pgbench) -> Done<()> {
    shops.iter().try_for_each(Shop::settle)?;
    if options.throughput {
        return throughput::measure(shops, pgbench, options.turn);
    }
    if options.travel {
        return travel::measure(ground, shops);
    }
    let rows = sights::measure(shops, pgbench, options.turn)?;
    table::print(shops, &rows);
    table::print_promises(shops, &rows);
    throughput::measure(shops, pgbench, options.turn)?;
    travel::measure(ground, shops)?;
    if options.writes { report::write(Bench::Pages, shops, &rows) } else { Ok(()) }
}

fn recorded(options: &Options, ground: &Ground, shops: &[Shop], pgbench: &Pgbench) -> Done<()> {
    let peers = Peers::find(ground)?;
    let rows = recording::measure(shops, pgbench, options.turn)?;
    table::print(shops, &rows);
    shops.iter().try_for_each(Shop::settle)?;
    appending::measure(shops, pgbench, &peers, options.turn)?;
    following::measure(shops, options.turn, options.load)?;
    hashing::measure(shops, options.turn)?;
    if options.writes { report::write(Bench::Recording, shops, &rows) } else { Ok(()) }
}

//! How many pages a second the shop makes for so many at once, beside the same statements by `pgbench -M prepared` for as many.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

use hello::shop::words::thousands;

use super::{
    Done,
    measure::Runs,
    pgbench::Pgbench,
    report::say,
    shop::Shop,
    sights::{self, Sight},
    wire::Wire,
};

/// How many ask, or record, at once.
pub const CLIENTS: [usize; 3] = [1, 8, 32];

/// A page is to come to so much of its statements alone, at [`PROMISED_AT`] clients.
const PROMISED: f64 = 0.5;
/// See [`PROMISED`].
const PROMISED_AT: usize = 8;

/// Measures and prints every page at every number of clients in every shop.
pub fn measure(shops: &[Shop], pgbench: &Pgbench, turn: Duration) -> Done<()> {
    say!(
        "\nThroughput: pages a second, beside runs of the same statements a second by pgbench -M prepared; p50 and p99 in milliseconds.\n"
    );
    say!("{:26} {:>8} {:>7} │ {:>9} {:>8} {:>8} │ {:>9} │ {:>7}", "", "pets", "clients", "pages/s", "p50", "p99", "pgbench/s", "pages÷");
    let mut broken = Vec::new();
    for shop in shops {
        for sight in sights::of(shop)?.into_iter().filter(|sight| sight.is_loaded) {
            let scripts = sight.scripts(shop)?;
            for clients in CLIENTS {
                let (pages, sql) = (load(shop, &sight, clients, turn)?, pgbench.rate(&shop.as_planned, &scripts, clients, turn)?);
                let rate = per_second(pages.count(), turn);
                let share = rate / sql;
                say!(
                    "{:26} {:>8} {clients:>7} │ {rate:>9.0} {:>8.2} {:>8.2} │ {sql:>9.0} │ {share:>7.2}",
                    sight.what,
                    thousands(shop.pets.into()),
                    pages.median(),
                    pages.p99(),
                );
                if clients == PROMISED_AT && share < PROMISED {
                    broken.push(format!("{} at {} pets: {share:.2}", sight.what, thousands(shop.pets.into())));
                }
            }
        }
    }
    match broken.as_slice() {
        [] => say!("\nAt {PROMISED_AT} clients every page comes to {PROMISED} of its statements or more: kept."),
        _ => say!("\nAt {PROMISED_AT} clients a page comes to {PROMISED} of its statements or more: BROKEN by {}.", broken.join("; ")),
    }
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "a count of seconds' work")]
pub fn per_second(count: usize, turn: Duration) -> f64 {
    count as f64 / turn.as_secs_f64()
}

/// So many clients, each of whom asks for the next page as soon as the one before has come; answers how long each page took.
fn load(shop: &Shop, sight: &Sight, clients: usize, turn: Duration) -> Done<Runs> {
    let is_over = AtomicBool::new(false);
    let ask = |number: usize| -> Done<Vec<Duration>> {
        let mut wire = Wire::to(&shop.client.origin, &shop.client.cookie)?;
        let mut paths = sight.paths.iter().cycle().skip(number);
        // Each connection of the shop is to know the statements before it counts.
        let warm = Instant::now() + turn / 4;
        while Instant::now() < warm {
            wire.get(paths.next().map_or("/", String::as_str))?;
        }
        let mut took = Vec::new();
        while !is_over.load(Ordering::Relaxed) {
            let began = Instant::now();
            wire.get(paths.next().map_or("/", String::as_str))?;
            took.push(began.elapsed());
        }
        Ok(took)
    };
    let mut runs = Runs::default();
    thread::scope(|scope| {
        let asking: Vec<_> = (0..clients).map(|number| scope.spawn(move || ask(number))).collect();
        thread::sleep(turn / 4 + turn);
        is_over.store(true, Ordering::Relaxed);
        for one in asking {
            runs.add(one.join().map_err(|_| "a client broke off")??);
        }
        Ok::<_, Box<dyn std::error::Error + Send + Sync>>(())
    })?;
    Ok(runs)
}

//! What recording and reading cost each other while the projections follow the log: the list beside eight who record as fast as they can, and these with
//! nobody letting the projections follow.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

use diesel::connection::SimpleConnection;
use hello::shop::words::thousands;
use hello::store::state::projection;

use super::{
    Done,
    appending::{Deed, Load, load},
    measure::Runs,
    report::say,
    shop::Shop,
    throughput::per_second,
    wire::Wire,
};

/// How many record at once.
const RECORDERS: usize = 8;

/// Takes the lock under which the projections follow, and so stops them.
const HOLD: &str = "SELECT pg_advisory_lock(1886547818)";
const RELEASE: &str = "SELECT pg_advisory_unlock(1886547818)";

/// How many events a second they come to, all together: as many as a very large chain would.
const PACE: u32 = 1_000;

/// Reading beside recording may cost so many times what it costs alone, and recording beside those who follow has to keep so much of its rate.
const PROMISED: (f64, f64) = (3.0, 0.9);

/// Measures and prints both in every shop, with the snapshot refreshed by itself as it is in a shop that runs.
pub fn measure(shops: &[Shop], turn: Duration, lasts: Duration) -> Done<()> {
    say!(
        "\nFollowing: the list for one client, alone and beside {RECORDERS} who record {PACE} events a second for {} s; then how many events a second they\ncome to at most, while the projections follow and while nobody lets them. Milliseconds, and events a second.\n",
        lasts.as_secs()
    );
    say!(
        "{:>8} │ {:>8} {:>8} │ {:>9} {:>8} {:>8} {:>8} {:>9} │ {:>9} {:>9} │ {:>7} {:>7}",
        "pets",
        "idle p50",
        "p99",
        "recording",
        "p99",
        "list p50",
        "p99",
        "unseen",
        "followed",
        "unfolded",
        "p99÷",
        "events÷"
    );
    let mut words = Vec::new();
    for shop in shops {
        let mut conn = shop.connect()?;
        projection::follow(&mut conn)?;
        let _refreshing = shop.refreshing()?;
        let (idle, ()) = read(shop, || {
            thread::sleep(turn);
            Ok(())
        })?;
        let paced = Load { deed: Deed::Arrival, clients: RECORDERS, pace: Some(PACE), lasts };
        let (busy, (together, unseen)) = read(shop, || {
            let events = load(shop, &mut shop.connect()?, paced)?;
            Ok((events, projection::unprojected(&mut shop.connect()?)?))
        })?;
        let most = Load { pace: None, lasts: turn, ..paced };
        let followed = load(shop, &mut conn, most)?.count();
        conn.batch_execute(HOLD)?;
        let unfolded = load(shop, &mut shop.connect()?, most)?.count();
        conn.batch_execute(RELEASE)?;
        projection::follow(&mut conn)?;
        let (times, share) = (busy.p99() / idle.p99(), per_second(followed, turn) / per_second(unfolded, turn));
        say!(
            "{:>8} │ {:>8.2} {:>8.2} │ {:>9.0} {:>8.2} {:>8.2} {:>8.2} {unseen:>9} │ {:>9.0} {:>9.0} │ {times:>7.2} {share:>7.2}",
            thousands(shop.pets.into()),
            idle.median(),
            idle.p99(),
            per_second(together.count(), lasts),
            together.p99(),
            busy.median(),
            busy.p99(),
            per_second(followed, turn),
            per_second(unfolded, turn),
        );
        let word = if times <= PROMISED.0 && share >= PROMISED.1 { "kept" } else { "BROKEN" };
        words.push(format!("at {} pets {word}", thousands(shop.pets.into())));
    }
    say!(
        "\nBeside them the list's p99 is at most {} times that of a shop where nobody records, and recording keeps {} of its rate: {}.",
        PROMISED.0,
        PROMISED.1,
        words.join(", ")
    );
    Ok(())
}

/// Reads the list again and again while something is done.
fn read<T>(shop: &Shop, work: impl FnOnce() -> Done<T>) -> Done<(Runs, T)> {
    let is_over = &AtomicBool::new(false);
    thread::scope(|scope| {
        let reading = scope.spawn(move || -> Done<Vec<Duration>> {
            let mut wire = Wire::to(&shop.client.origin, &shop.client.cookie)?;
            let mut took = Vec::new();
            while !is_over.load(Ordering::Relaxed) {
                let began = Instant::now();
                wire.get("/pets")?;
                took.push(began.elapsed());
                // Somebody looks; nobody hammers.
                thread::sleep(Duration::from_millis(5));
            }
            Ok(took)
        });
        let done = work();
        is_over.store(true, Ordering::Relaxed);
        let mut runs = Runs::default();
        runs.add(reading.join().map_err(|_| "a reader broke off")??);
        Ok((runs, done?))
    })
}

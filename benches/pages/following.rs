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
    appending::{Deed, load},
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

/// Measures and prints both in every shop.
pub fn measure(shops: &[Shop], turn: Duration) -> Done<()> {
    say!("\nFollowing: the list for one client, and {RECORDERS} who record beside it; milliseconds, and events a second.\n");
    say!(
        "{:>8} │ {:>8} {:>8} │ {:>9} {:>8} {:>8} │ {:>9} {:>9} │ {:>7} {:>7} │ {:>9}",
        "pets",
        "idle p50",
        "p99",
        "recording",
        "list p50",
        "p99",
        "alone",
        "unfolded",
        "p99÷",
        "events÷",
        "unseen"
    );
    for shop in shops {
        let mut conn = shop.connect()?;
        projection::follow(&mut conn)?;
        let (idle, ()) = read(shop, || {
            thread::sleep(turn);
            Ok(())
        })?;
        let (busy, (together, unseen)) = read(shop, || {
            let events = load(shop, &mut shop.connect()?, Deed::Arrival, RECORDERS, turn)?;
            Ok((events.count(), projection::unprojected(&mut shop.connect()?)?))
        })?;
        let alone = load(shop, &mut conn, Deed::Arrival, RECORDERS, turn)?.count();
        conn.batch_execute(HOLD)?;
        let unfolded = load(shop, &mut shop.connect()?, Deed::Arrival, RECORDERS, turn)?.count();
        conn.batch_execute(RELEASE)?;
        projection::follow(&mut conn)?;
        say!(
            "{:>8} │ {:>8.2} {:>8.2} │ {:>9.0} {:>8.2} {:>8.2} │ {:>9.0} {:>9.0} │ {:>7.2} {:>7.2} │ {unseen:>9}",
            thousands(shop.pets.into()),
            idle.median(),
            idle.p99(),
            per_second(together, turn),
            busy.median(),
            busy.p99(),
            per_second(alone, turn),
            per_second(unfolded, turn),
            busy.p99() / idle.p99(),
            per_second(alone, turn) / per_second(unfolded, turn),
        );
    }
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

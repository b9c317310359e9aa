//! Faults: the real program and a real Postgres, hurt in every way that a night can bring while many people record and refresh.
//!
//! After each round every acknowledged event is there once, none that was refused is, the books are possible, and the shop serves again by
//! itself. `cargo test` hurts it once in each way; `HELLO_FAULT_ROUNDS=200 cargo test --test it -- faults --nocapture` goes on for long.
//! The seed is fixed; `HELLO_FAULT_SEED` makes it another night.

pub mod books;
mod disk;
mod fault;
mod ground;
pub mod people;
mod proxy;

use fastrand::Rng;
use fault::Fault;
use ground::Ground;
use people::People;
use std::time::{Duration, Instant};

const SEED: u64 = 0x006e_6967_6874;
/// How long after the database's return the shop may need to serve again by itself.
const AGAIN: Duration = Duration::from_secs(5);

fn setting<T: std::str::FromStr>(name: &str, default: T) -> T {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(default)
}

/// Waits for something that must come.
#[track_caller]
fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let end = Instant::now() + Duration::from_secs(60);
    while !is_so() {
        assert!(Instant::now() < end, "waited in vain until {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn whatever_fails_in_the_night_nothing_acknowledged_is_lost_and_the_shop_opens_by_itself() {
    let mut rng = Rng::with_seed(setting("HELLO_FAULT_SEED", SEED));
    let mut ground = Ground::make();
    let mut faults: Vec<Fault> = Fault::ALL.into_iter().filter(|fault| fault.can_be_done(&ground)).collect();
    let rounds = setting("HELLO_FAULT_ROUNDS", faults.len());
    let mut slowest = Duration::ZERO;
    let mut recorded = 0;
    for round in 0..rounds {
        if round % faults.len() == 0 {
            rng.shuffle(&mut faults);
        }
        let fault = faults[round % faults.len()];
        let people = People::at_work(&ground.url, rng.fork());
        people.have_each_recorded("before the fault");
        std::thread::sleep(Duration::from_millis(rng.u64(..300)));
        let back = fault.happen(&mut ground, &mut rng);
        until("the shop is ready again", || ground.is_ready());
        let again = back.elapsed();
        assert!(again < AGAIN, "round {round}, {fault:?}: it served again only after {again:?}");
        slowest = slowest.max(again);
        people.have_each_recorded("after the fault");
        let deeds = people.go_home();
        recorded += deeds.len();
        let when = format!("round {round}, {fault:?}");
        books::check(&mut ground.connect(), &deeds, &when);
        // It fails where it finds a fault.
        ground.run(&["verify"], "");
        assert!(!ground.said().contains("panicked"), "{when}: {}", ground.said());
        eprintln!("faults: {} of {rounds}, {fault:?}: {} attempts, ready again after {} ms", round + 1, deeds.len(), again.as_millis());
    }
    assert!(recorded >= rounds * people::PEOPLE * 2);
    eprintln!("faults: {rounds} rounds, {recorded} attempts to record, ready again after at most {} ms", slowest.as_millis());
}

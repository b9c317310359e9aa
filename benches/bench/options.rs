//! What can be set from outside.

use std::{env, time::Duration};

use super::Done;

/// What a variable of the environment says.
///
/// | variable | default | meaning |
/// |---|---|---|
/// | `HELLO_BENCH_PETS` | `1000,120000` | the sizes of the shops, the smallest first; `50,400` to see whether it works |
/// | `HELLO_BENCH_SECONDS` | `2` | how long each of the three turns of each measurement lasts |
/// | `HELLO_BENCH_LOAD` | as a turn | for how many seconds some read while others record; `300` shows what grows |
/// | `HELLO_BENCH_REPORT` | where the sizes are not set | whether `docs/performance.md` is written: `yes` or nothing |
/// | `HELLO_BENCH_THROUGHPUT` | | where it is set, of pages nothing but throughput is measured |
/// | `HELLO_BENCH_TRAVEL` | | where it is set, of pages nothing but the books on their way is measured |
/// | `HELLO_BENCH_PLANS` | | where it is set, nothing is measured: each statement of every page is explained, in the last of the shops |
pub struct Options {
    pub sizes: Vec<u32>,
    pub turn: Duration,
    pub load: Duration,
    pub plans: bool,
    pub throughput: bool,
    pub travel: bool,
    pub writes: bool,
}

impl Options {
    pub fn from_env() -> Done<Self> {
        let set = |name: &str, default: &str| env::var(name).unwrap_or_else(|_| default.to_owned());
        let is_set = |name: &str| env::var_os(name).is_some_and(|set| !set.is_empty());
        let sizes = set("HELLO_BENCH_PETS", "1000,120000");
        let seconds = set("HELLO_BENCH_SECONDS", "2");
        let unreadable = |name: &str, given: &str, like: &str| format!("{name} is {given:?}; set it to whole numbers, like {like}.");
        // pgbench counts in whole seconds.
        let lasts = |name: &str, given: &str| match given.trim().parse() {
            Ok(seconds) if seconds > 0 => Ok(Duration::from_secs(seconds)),
            _ => Err(unreadable(name, given, "2")),
        };
        Ok(Self {
            sizes: sizes
                .split(',')
                .map(|pets| pets.trim().parse().ok().filter(|pets| *pets > 0))
                .collect::<Option<_>>()
                .ok_or_else(|| unreadable("HELLO_BENCH_PETS", &sizes, "1000,120000"))?,
            turn: lasts("HELLO_BENCH_SECONDS", &seconds)?,
            load: lasts("HELLO_BENCH_LOAD", &set("HELLO_BENCH_LOAD", &seconds))?,
            plans: is_set("HELLO_BENCH_PLANS"),
            throughput: is_set("HELLO_BENCH_THROUGHPUT"),
            travel: is_set("HELLO_BENCH_TRAVEL"),
            writes: is_set("HELLO_BENCH_REPORT") || !is_set("HELLO_BENCH_PETS"),
        })
    }
}

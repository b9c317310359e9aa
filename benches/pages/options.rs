//! What can be set from outside.

use std::{env, time::Duration};

use super::Done;

/// See the table in the crate's documentation.
pub struct Options {
    pub sizes: Vec<u32>,
    pub turn: Duration,
    pub plans: bool,
    pub throughput: bool,
    pub writes: bool,
}

impl Options {
    pub fn from_env() -> Done<Self> {
        let set = |name: &str, default: &str| env::var(name).unwrap_or_else(|_| default.to_owned());
        let is_set = |name: &str| env::var_os(name).is_some_and(|set| !set.is_empty());
        let sizes = set("HELLO_BENCH_PETS", "1000,120000");
        let seconds = set("HELLO_BENCH_SECONDS", "2");
        let unreadable = |name: &str, given: &str, like: &str| format!("{name} is {given:?}; set it to whole numbers, like {like}.");
        Ok(Self {
            sizes: sizes
                .split(',')
                .map(|pets| pets.trim().parse().ok().filter(|pets| *pets > 0))
                .collect::<Option<_>>()
                .ok_or_else(|| unreadable("HELLO_BENCH_PETS", &sizes, "1000,120000"))?,
            // pgbench counts in whole seconds.
            turn: Duration::from_secs(
                seconds.trim().parse().ok().filter(|s| *s > 0).ok_or_else(|| unreadable("HELLO_BENCH_SECONDS", &seconds, "2"))?,
            ),
            plans: is_set("HELLO_BENCH_PLANS"),
            throughput: is_set("HELLO_BENCH_THROUGHPUT"),
            writes: is_set("HELLO_BENCH_REPORT") || !is_set("HELLO_BENCH_PETS"),
        })
    }
}

//! Figures of many runs.

use std::time::Duration;

/// How often page and SQL take turns, so that a disturbance of the machine does not hit only one of them.
pub const TURNS: usize = 3;

/// How long many runs of the same took.
#[derive(Default)]
pub struct Runs(Vec<Duration>);

impl Runs {
    pub fn add(&mut self, runs: impl IntoIterator<Item = Duration>) {
        self.0.extend(runs);
        self.0.sort_unstable();
    }

    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// In milliseconds.
    pub fn median(&self) -> f64 {
        self.quantile(50)
    }

    /// In milliseconds.
    pub fn p95(&self) -> f64 {
        self.quantile(95)
    }

    /// In milliseconds.
    pub fn p99(&self) -> f64 {
        self.quantile(99)
    }

    fn quantile(&self, percent: usize) -> f64 {
        let at = (self.0.len() * percent).div_ceil(100).saturating_sub(1);
        self.0.get(at).map_or(f64::NAN, |took| took.as_secs_f64() * 1000.0)
    }
}

/// A page and its SQL in one shop.
#[derive(Default)]
pub struct Pair {
    pub page: Runs,
    pub sql: Runs,
    /// The same statements, prepared once.
    pub prepared: Runs,
    /// How many statements the page makes, round trips to the database.
    pub statements: usize,
}

/// The same page in all shops, the smallest first.
pub struct Row {
    pub what: String,
    pub pairs: Vec<Pair>,
}

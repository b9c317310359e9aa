//! What a life holds in store for a pet, before chance has its say.

use super::calendar::{Calendar, Day, TODAY};
use super::species::Kind;
use fastrand::Rng;

/// How many generations a family has: the one that arrives, her young, and theirs.
const GENERATIONS: u32 = 3;

/// What a life holds in store.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fate {
    /// The day on which it arrives or is born.
    pub came: Day,
    /// Until this day nothing but its price changes: the young stay with their mothers, and mothers are not sold before they have borne.
    pub stays_until: Day,
    /// Days in the store between offer and sale, on average.
    pub wait: f64,
    /// How many litters it may have.
    pub litters: u32,
    /// The day of the next one.
    pub litter_on: Day,
    /// How its story ends for now, where that is settled.
    pub finale: Option<(Day, Finale)>,
}

/// How a story ends for now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Finale {
    Sold,
    Lost,
}

impl Fate {
    /// Of a pet that just waits for somebody.
    pub fn of_a_pet(rng: &mut Rng, came: Day) -> Self {
        // Some are everybody's favourite on the first day, some are there for a year.
        let wait = match rng.u32(0..100) {
            0..55 => 75.0,
            55..85 => 200.0,
            _ => 700.0,
        };
        Self { came, stays_until: came + 1, wait, litters: 0, litter_on: 0, finale: None }
    }

    /// Of a mother, who stays for her litters and mostly for longer.
    fn of_a_mother(rng: &mut Rng, came: Day, first_litter: Day) -> Self {
        let litters = rng.u32(1..=3);
        Self { came, stays_until: first_litter + 1, wait: 500.0, litters, litter_on: first_litter, finale: None }
    }

    /// Of a pet that arrives: one in ten is there to breed.
    pub fn of_an_arrival(rng: &mut Rng, kind: &Kind, came: Day) -> Self {
        if kind.breeds() && rng.u32(0..100) < 11 {
            let first_litter = came + rng.i32(20..90);
            return Self::of_a_mother(rng, came, first_litter);
        }
        Self::of_a_pet(rng, came)
    }

    /// Of a pet born in the shop: the first of a litter is often kept to breed in turn.
    pub fn of_a_young_one(rng: &mut Rng, kind: &Kind, born: Day, generation: u32, first_of_litter: bool) -> Self {
        if first_of_litter && generation < GENERATIONS && rng.u32(0..100) < 60 {
            let first_litter = born + kind.matures + rng.i32(5..60);
            return Self::of_a_mother(rng, born, first_litter);
        }
        Self { stays_until: born + kind.weaned, ..Self::of_a_pet(rng, born) }
    }
}

/// What a shop of any size should show on the day on which it is looked at, so that the smallest is not asleep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lately {
    SoldToday,
    ArrivedToday,
    BornThisMonth,
    SoldThisMonth,
    JustLost,
}

impl Lately {
    /// The last arrivals of every shop, in this order.
    pub const ALL: [Self; 10] = [
        Self::SoldToday,
        Self::BornThisMonth,
        Self::JustLost,
        Self::SoldThisMonth,
        Self::ArrivedToday,
        Self::SoldToday,
        Self::SoldThisMonth,
        Self::JustLost,
        Self::SoldToday,
        Self::ArrivedToday,
    ];

    /// The fate of the pet with which this happens.
    pub fn fate(self, rng: &mut Rng, calendar: &Calendar) -> Fate {
        let this_month = rng.i32(calendar.month_began().max(TODAY - 7)..=TODAY);
        let until = |rng: &mut Rng, day: Day, finale| {
            let came = day - rng.i32(10..70);
            Fate { stays_until: day, finale: Some((day, finale)), ..Fate::of_a_pet(rng, came) }
        };
        match self {
            Self::SoldToday => until(rng, TODAY, Finale::Sold),
            Self::SoldThisMonth => until(rng, this_month, Finale::Sold),
            Self::JustLost => {
                let day = TODAY - rng.i32(0..3);
                until(rng, day, Finale::Lost)
            }
            Self::ArrivedToday => Fate::of_a_pet(rng, TODAY),
            Self::BornThisMonth => {
                let came = TODAY - rng.i32(60..120);
                Fate { litters: 1, ..Fate::of_a_mother(rng, came, this_month) }
            }
        }
    }

    /// Whether this takes a kind of animal that the shop breeds.
    pub fn breeds(self) -> bool {
        self == Self::BornThisMonth
    }
}

//! An invented but believable shop over the past two years, to look around in before the first real pet arrives.
//!
//! Nothing here writes around the rules: chance proposes what happens, and the same functions of [`crate::shop`] that serve the counter decide
//! it, on the pet as its events have made it so far. [`invention`] goes from family to family, [`life`] from event to event.
//!
//! The same seed gives the same shop, down to the ids of its pets and people, as seen from the day on which it is invented: it always ends
//! today. Only the minutes, and so the ids, of today's own events depend on the hour.

pub mod bar;
mod calendar;
mod family;
mod fate;
mod invention;
mod life;
mod people;
mod price;
mod species;
#[cfg(test)]
mod tests;
mod words;

use crate::integrity::SealKey;
use crate::shop::{Currency, Recorded, Refusal};
use crate::store;
use crate::store::log::books;
use crate::store::log::books::BooksError;
use crate::store::log::demo::Customer;
use crate::store::state::snapshot;
use crate::store::{Conn, StoreError};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use family::Family;
use invention::Invention;
use thiserror::Error;

/// How many pets a shop has where nobody says otherwise: enough to search and to page, few enough to know.
pub const PETS: u32 = 300;

/// The seed where nobody says otherwise.
pub const SEED: u64 = 1;

/// So many pets go to the database at a time: enough for few statements, and few megabytes.
const WAVE: u32 = 2_000;

/// What to invent.
#[derive(Debug, Clone)]
pub struct Plan {
    /// How many pets.
    pub pets: u32,
    /// Which shop of all that chance could make.
    pub seed: u64,
    /// Up to when; nothing is recorded later.
    pub now: DateTime<Utc>,
    /// In whose opening hours.
    pub time_zone: Tz,
    /// In which currency.
    pub currency: Currency,
}

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// So many pets are recorded, with so many events.
    Recorded {
        /// How many pets.
        pets: u32,
        /// How many events they have.
        events: i64,
    },
    /// All are committed; the snapshot is refreshed.
    Settling,
}

/// What was invented.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    /// How many pets.
    pub pets: u32,
    /// How many events they have.
    pub events: i64,
    /// How many customers came.
    pub customers: i64,
}

/// Why no shop was invented, or not the whole of it: then nothing of it stays.
#[derive(Debug, Error)]
pub enum DemoError {
    /// The log is not empty. A demonstration is never mixed with what really happened.
    #[error("this database already has events, and an invented shop is never mixed with a real one; give the demo an empty database")]
    NotEmpty,
    /// The rules of the shop refuse what chance proposed: a fault in this room.
    #[error("the rules of the shop refuse what was invented: {0}")]
    Refused(#[from] Refusal),
    /// A value is not one that the shop knows: a fault in this room.
    #[error("the shop cannot take what was invented: {0}")]
    Misfit(String),
    /// The books are kept in another currency, or the database failed.
    #[error(transparent)]
    Books(#[from] BooksError),
    /// The database: see [`StoreError`].
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Invents a shop and records it, all in one transaction: an interrupted demonstration leaves nothing behind.
///
/// # Errors
/// The database has events already, or failed.
pub fn run(conn: &mut Conn, plan: &Plan, key: &SealKey, progress: &mut dyn FnMut(Progress)) -> Result<Summary, DemoError> {
    let summary =
        store::log::demo::fill(conn, |conn, is_empty| if is_empty { record(conn, plan, progress) } else { Err(DemoError::NotEmpty) })?;
    progress(Progress::Settling);
    snapshot::refresh(conn, key, None)?;
    store::log::demo::settle(conn)?;
    Ok(summary)
}

fn record(conn: &mut Conn, plan: &Plan, progress: &mut dyn FnMut(Progress)) -> Result<Summary, DemoError> {
    books::keep(conn, plan.currency)?;
    let mut shop = Invention::new(plan);
    hire(conn, &shop)?;
    let (mut summary, mut wave) = (Summary::default(), Wave::default());
    loop {
        let family = shop.family()?;
        let all_there = family.is_none();
        wave.extend(family.unwrap_or_default());
        if all_there || wave.pets >= WAVE {
            std::mem::take(&mut wave).record(conn, &mut summary)?;
            progress(Progress::Recorded { pets: summary.pets, events: summary.events });
        }
        if all_there {
            return Ok(summary);
        }
    }
}

/// The colleagues get their names, with a number behind where somebody real has the same.
fn hire(conn: &mut Conn, shop: &Invention) -> Result<(), DemoError> {
    for colleague in shop.staff.colleagues() {
        let mut name = colleague.name.clone();
        let mut number = 1;
        while !store::log::demo::keep_colleague(conn, colleague, &name)? {
            number += 1;
            name = format!("{} {number}", colleague.name);
        }
    }
    Ok(())
}

/// Families that go to the database together.
#[derive(Default)]
struct Wave {
    pets: u32,
    events: Vec<Recorded>,
    customers: Vec<Customer>,
}

impl Wave {
    fn extend(&mut self, family: Family) {
        self.pets += family.pets;
        self.events.extend(family.events);
        self.customers.extend(family.customers);
    }

    /// Version by version, as the streams demand, and kind by kind within: so mothers that arrive go before their young.
    fn record(mut self, conn: &mut Conn, summary: &mut Summary) -> Result<(), DemoError> {
        self.events.sort_unstable_by_key(|recorded| (recorded.version, recorded.event.kind(), recorded.id));
        store::log::demo::record(conn, &self.customers, &self.events)?;
        summary.pets += self.pets;
        summary.events += self.events.len() as i64;
        summary.customers += self.customers.len() as i64;
        Ok(())
    }
}

//! `hello demo`: an invented shop, to look around in.

use chrono::{DateTime, Utc};

use super::{CommandError, Database, Outcome, capital, database::seal_key};
use crate::cluster::Use;
use crate::config::{Config, Options};
use crate::demo;
use crate::demo::{DemoError, Plan, Summary};
use crate::shop::Manner;
use crate::shop::words::{count, thousands};
use crate::store::StoreError;
use crate::store::people::shop;
use crate::web::http::state::State;

/// Fills an empty shop, and says with what.
///
/// # Errors
/// A sentence, where the shop is not empty.
pub fn demo(options: &Options, pets: u32, seed: u64) -> Outcome {
    let config = Config::read(options)?;
    let database = Database::open(&config, Use::Beside)?;
    let key = seal_key(&config)?;
    let Manner { time_zone, currency } = config.manner(&database.store().run_blocking(shop::look)?.said);
    let plan = Plan { pets, seed, now: Utc::now(), time_zone, currency };
    let mut bar = demo::bar::bar(pets);
    // As its owner, where that is possible: only an owner may clear away what so many events at once leave behind.
    let Summary { pets, events, customers } =
        database.owner_store().run_directly(|conn| demo::run(conn, &plan, &key, &mut bar)).map_err(said)?;
    drop(bar);
    let (events, customers) = (count(events, "event", "events"), count(customers, "customer", "customers"));
    database.close_saying(format!("{} pets with {events} and {customers}.", thousands(pets.into())))
}

/// Fills a new shop for somebody who sets it up in the browser and wants to look around first.
///
/// # Errors
/// The database failed. A shop that is not empty is left as it is.
pub fn example(state: &State, now: DateTime<Utc>) -> Result<(), StoreError> {
    let Manner { time_zone, currency } = state.config.manner(&state.store.run_blocking(shop::look)?.said);
    let plan = Plan { pets: demo::PETS, seed: demo::SEED, now, time_zone, currency };
    match state.store.run_directly(|conn| demo::run(conn, &plan, &state.seal_key, &mut |_| {})) {
        Ok(_) | Err(DemoError::NotEmpty) => Ok(()),
        Err(DemoError::Store(error)) => Err(error),
        Err(fault) => Err(StoreError::Unreadable(fault.to_string())),
    }
}

fn said(error: DemoError) -> CommandError {
    CommandError::Said(format!("{}.", capital(&error)))
}

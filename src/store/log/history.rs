//! The history of one pet, for the rules: all of its events, or those since the state that is kept of it.

use crate::shop::{CustomerId, EventId, EventKind, History, Money, Pet, PetId, PetName, Recorded, Species, Status, StreamFault};
use crate::store::ground::error::StoreError;
use crate::store::ground::reader::Reads;
use crate::store::ground::statement::{Rows, row, statements};
use crate::store::log::events::EventRow;
use chrono::{DateTime, NaiveDate, Utc};
use diesel::sql_types::{Date, Integer, Jsonb, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use serde::Deserialize;
use serde_json::Value;

statements! {
    /// A pet's events in the order of their versions, and the moment of its next one.
    PetEvents = "log/pet_events.sql", (pet: PetId as SqlUuid, deep: i32 as Integer) -> PetEvent;
}

row! {
    /// An event of a pet, and the moment of its next one.
    pub(in crate::store) struct PetEvent {
        id: EventId as SqlUuid,
        created_at: DateTime<Utc> as Timestamptz,
        event_type: EventKind as Text,
        metadata: Value as Jsonb,
        pet_id: PetId as SqlUuid,
        version: i32 as Integer,
        occurred_on: NaiveDate as Date,
        event_data: Value as Jsonb,
        next_at: DateTime<Utc> as Timestamptz,
        kept: Option<Value> as Nullable<Jsonb>,
    }
}

/// A pet's events, and what comes next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfPet {
    /// In the order of their versions.
    pub events: Vec<Recorded>,
    /// The pet as the first of them made it, where that is not its beginning.
    pub kept: Option<Pet>,
    /// The moment of the next one.
    pub next_at: DateTime<Utc>,
}

impl OfPet {
    /// The history that they tell.
    ///
    /// # Errors
    /// They are not one story.
    pub fn history(&self) -> Result<History, StreamFault> {
        History::since(self.kept.clone(), &self.events)
    }
}

/// A pet as the projection keeps it.
#[derive(Deserialize)]
struct KeptPet {
    id: PetId,
    version: i32,
    name: PetName,
    given_number: Option<i32>,
    species: Species,
    price: Money,
    status: String,
    status_since: NaiveDate,
    mother_id: Option<PetId>,
    customer_id: Option<CustomerId>,
    sale_price: Option<Money>,
    came_on: NaiveDate,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

impl KeptPet {
    /// The pet, whose latest event happened on that day.
    fn until(self, latest_on: NaiveDate) -> Option<Pet> {
        Some(Pet {
            id: self.id,
            version: self.version,
            name: self.name,
            given_number: self.given_number,
            species: self.species,
            price: self.price,
            status: Status::named(&self.status)?,
            status_since: self.status_since,
            mother: self.mother_id,
            customer: self.customer_id,
            sale_price: self.sale_price,
            came_on: self.came_on,
            latest_on,
            created_at: self.created_at,
            updated_at: self.updated_at,
        })
    }
}

/// A story with more events than this is told from the state of the pet that is kept.
const DEEP: i32 = 16;

/// All events of a pet; `None` where there is no such pet.
///
/// # Errors
/// The database failed, or holds an event that cannot be read.
pub fn of_pet(conn: &mut impl Reads, pet: PetId) -> Result<Option<OfPet>, StoreError> {
    of_pet_beyond(i32::MAX, conn, pet)
}

/// As [`of_pet`], but of a long story those since the state that is kept: they cost the same however long it is.
///
/// # Errors
/// As [`of_pet`].
pub fn latest_of_pet(conn: &mut impl Reads, pet: PetId) -> Result<Option<OfPet>, StoreError> {
    of_pet_beyond(DEEP, conn, pet)
}

/// As [`latest_of_pet`], where so many events are a long story: both ways can be tried with stories of any length.
///
/// # Errors
/// As [`of_pet`].
pub fn of_pet_beyond(deep: i32, conn: &mut impl Reads, pet: PetId) -> Result<Option<OfPet>, StoreError> {
    let mut rows = PetEvents { pet, deep }.rows(conn)?;
    let Some(next_at) = rows.last().map(|row| row.next_at) else { return Ok(None) };
    let kept = rows.first_mut().and_then(|first| Some((first.kept.take()?, first.occurred_on)));
    let unreadable = || StoreError::Unreadable(format!("pet {pet}: the projection shows what is no pet"));
    let kept = kept.map(|(kept, on)| serde_json::from_value::<KeptPet>(kept).ok().and_then(|kept| kept.until(on)).ok_or_else(unreadable));
    let recorded = rows.into_iter().map(|row| {
        let PetEvent { id, created_at, event_type, metadata, pet_id, version, occurred_on, event_data, .. } = row;
        EventRow { id, created_at, event_type, metadata, pet_id, version, occurred_on, event_data }.try_into()
    });
    Ok(Some(OfPet { events: recorded.collect::<Result<_, StoreError>>()?, kept: kept.transpose()?, next_at }))
}

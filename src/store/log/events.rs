//! Reading events: those of one pet for the rules, and lines with names for people.

use crate::shop::{
    AccountId, CustomerId, Event, EventId, EventKind, History, Money, Note, Pet, PetId, PetName, PetNumber, Recorded, Species, Status,
    StreamFault,
};
use crate::store::ground::error::StoreError;
use crate::store::ground::position::Position;
use crate::store::ground::rows::MaybeMoment;
use crate::store::ground::sql_types::PgSnapshot;
use crate::store::ground::statement::{Rows, row, statements};
use crate::store::ground::when::When;
use crate::store::state::customers::FORGOTTEN;
use chrono::{DateTime, NaiveDate, Utc};
use diesel::PgConnection;
use diesel::sql_types::{BigInt, Date, Integer, Jsonb, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use serde::Deserialize;
use serde_json::Value;

statements! {
    /// A pet's events in the order of their versions, and the moment of its next one.
    PetEvents = "log/pet_events.sql", (pet: PetId as SqlUuid, deep: i32 as Integer) -> PetEvent;
    /// A pet's story as of a moment, newest first.
    PetStory = "log/pet_story.sql", (pet: PetId as SqlUuid, at: When as Timestamptz) -> LineRow;
    /// The births of a mother's young.
    BirthsOf = "log/births_of.sql", (mother: PetId as SqlUuid, at: When as Timestamptz) -> LineRow;
    /// When the latest birth of a young one was recorded.
    LatestBirth = "log/latest_birth.sql", (mother: PetId as SqlUuid) -> MaybeMoment;
    /// The losses of the pets that are lost now.
    OpenLosses = "log/open_losses.sql", (position: Position as PgSnapshot, most: i64 as BigInt) -> LineRow;
    /// The losses of the pets that were lost at a moment.
    OpenLossesAt = "log/open_losses_at.sql", (at: DateTime<Utc> as Timestamptz, most: i64 as BigInt) -> LineRow;
}

/// An event as `unified_events` shows it.
struct EventRow {
    id: EventId,
    created_at: DateTime<Utc>,
    event_type: EventKind,
    metadata: Value,
    pet_id: PetId,
    version: i32,
    occurred_on: NaiveDate,
    event_data: Value,
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

impl TryFrom<EventRow> for Recorded {
    type Error = StoreError;

    fn try_from(row: EventRow) -> Result<Self, StoreError> {
        let text = |key: &str| row.metadata.get(key).and_then(Value::as_str);
        Ok(Self {
            id: row.id,
            pet: row.pet_id,
            version: row.version,
            occurred_on: row.occurred_on,
            created_at: row.created_at,
            recorded_by: text("recorded_by").and_then(|id| id.parse().ok()).map(AccountId),
            request_id: text("request_id").map(str::to_owned),
            note: text("note").map(Note::recorded),
            event: Event::from_data(row.event_type, row.event_data)
                .map_err(|why| StoreError::Unreadable(format!("event {}: {why}", row.id)))?,
        })
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
pub fn of_pet(conn: &mut PgConnection, pet: PetId) -> Result<Option<OfPet>, StoreError> {
    of_pet_beyond(i32::MAX, conn, pet)
}

/// As [`of_pet`], but of a long story those since the state that is kept: they cost the same however long it is.
///
/// # Errors
/// As [`of_pet`].
pub fn latest_of_pet(conn: &mut PgConnection, pet: PetId) -> Result<Option<OfPet>, StoreError> {
    of_pet_beyond(DEEP, conn, pet)
}

/// As [`latest_of_pet`], where so many events are a long story: both ways can be tried with stories of any length.
///
/// # Errors
/// As [`of_pet`].
pub fn of_pet_beyond(deep: i32, conn: &mut PgConnection, pet: PetId) -> Result<Option<OfPet>, StoreError> {
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

/// An event with the names of those who are in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventLine {
    /// The event.
    pub recorded: Recorded,
    /// What the pet is called.
    pub pet_name: String,
    /// Its number.
    pub pet_number: PetNumber,
    /// What kind of animal it is.
    pub species: String,
    /// Who recorded it, where that is known.
    pub by: Option<String>,
    /// Who bought the pet, in a sale; [`FORGOTTEN`] where the customer was forgotten.
    pub customer_name: Option<String>,
    /// The mother, in a birth.
    pub mother: Option<(PetId, String)>,
    /// What this takes back, in a retraction.
    pub takes_back: Option<EventKind>,
    /// Who took this back, where somebody did: then it counts no longer.
    pub taken_back: Option<TakenBack>,
}

/// How an event came to count no longer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenBack {
    /// The event that took it back.
    pub event: EventId,
    /// Who recorded that, where it is known.
    pub by: Option<String>,
    /// When.
    pub at: DateTime<Utc>,
    /// Why.
    pub reason: String,
}

impl EventLine {
    /// Whether this made the pet what it is: it was not taken back, and is itself no taking back.
    #[must_use]
    pub fn counts(&self) -> bool {
        self.taken_back.is_none() && !matches!(self.recorded.event, Event::Retracted(_))
    }
}

row! {
    /// A row of `event_lines_at`.
    pub(in crate::store) struct LineRow {
        id: EventId as SqlUuid,
        created_at: DateTime<Utc> as Timestamptz,
        event_type: EventKind as Text,
        metadata: Value as Jsonb,
        pet_id: PetId as SqlUuid,
        version: i32 as Integer,
        occurred_on: NaiveDate as Date,
        event_data: Value as Jsonb,
        pet_name: String as Text,
        species: String as Text,
        recorder: Option<String> as Nullable<Text>,
        customer_name: Option<String> as Nullable<Text>,
        mother_id: Option<PetId> as Nullable<SqlUuid>,
        mother_name: Option<String> as Nullable<Text>,
        takes_back: Option<EventKind> as Nullable<Text>,
        retracted_by: Option<EventId> as Nullable<SqlUuid>,
        mender: Option<String> as Nullable<Text>,
        retracted_at: Option<DateTime<Utc>> as Nullable<Timestamptz>,
        reason: Option<String> as Nullable<Text>,
        pet_number: PetNumber as Text,
    }
}

impl TryFrom<LineRow> for EventLine {
    type Error = StoreError;

    fn try_from(row: LineRow) -> Result<Self, StoreError> {
        let LineRow { id, created_at, event_type, metadata, pet_id, version, occurred_on, event_data, .. } = row;
        let taken_back = row.retracted_by.zip(row.retracted_at).zip(row.reason);
        let is_sale = event_type == EventKind::Sold;
        Ok(Self {
            recorded: EventRow { id, created_at, event_type, metadata, pet_id, version, occurred_on, event_data }.try_into()?,
            takes_back: row.takes_back,
            taken_back: taken_back.map(|((event, at), reason)| TakenBack { event, by: row.mender, at, reason }),
            pet_name: row.pet_name,
            pet_number: row.pet_number,
            species: row.species,
            by: row.recorder,
            customer_name: row.customer_name.or_else(|| is_sale.then(|| FORGOTTEN.to_owned())),
            mother: row.mother_id.zip(row.mother_name),
        })
    }
}

/// A pet's story, newest first, with names.
///
/// # Errors
/// The database failed, or holds an event that cannot be read.
pub fn story(conn: &mut PgConnection, when: When, pet: PetId) -> Result<Vec<EventLine>, StoreError> {
    lines(PetStory { pet, at: when }.rows(conn)?)
}

/// The births of a mother's young that count, newest first.
///
/// # Errors
/// The database failed, or holds an event that cannot be read.
pub fn births_of(conn: &mut PgConnection, when: When, mother: PetId) -> Result<Vec<EventLine>, StoreError> {
    lines(BirthsOf { mother, at: when }.rows(conn)?)
}

/// When the latest birth of a young one of this mother was recorded, of those that count.
///
/// # Errors
/// The database failed.
pub fn latest_birth(conn: &mut PgConnection, mother: PetId) -> Result<Option<DateTime<Utc>>, StoreError> {
    Ok(LatestBirth { mother }.one(conn)?.at)
}

/// The losses of the pets that are lost now, or were at a moment, the latest first, at most `most` of them. `position` is what the snapshot has
/// seen.
///
/// # Errors
/// The database failed, or holds an event that cannot be read.
pub fn open_losses(conn: &mut PgConnection, when: When, position: &Position, most: i64) -> Result<Vec<EventLine>, StoreError> {
    lines(match when {
        When::Now => OpenLosses { position: position.clone(), most }.rows(conn)?,
        When::At(at) => OpenLossesAt { at, most }.rows(conn)?,
    })
}

/// Rows into lines.
pub(in crate::store) fn lines(rows: Vec<LineRow>) -> Result<Vec<EventLine>, StoreError> {
    rows.into_iter().map(EventLine::try_from).collect()
}

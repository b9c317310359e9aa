//! Reading events as lines with names, for people.

use crate::shop::{AccountId, Event, EventId, EventKind, Note, PetId, PetNumber, Recorded};
use crate::store::ground::error::StoreError;
use crate::store::ground::position::Position;
use crate::store::ground::reader::Reads;
use crate::store::ground::rows::MaybeMoment;
use crate::store::ground::sql_types::PgSnapshot;
use crate::store::ground::statement::{Rows, row, statements};
use crate::store::ground::when::When;
use crate::store::state::customers::FORGOTTEN;
use chrono::{DateTime, NaiveDate, Utc};
use diesel::sql_types::{BigInt, Date, Integer, Jsonb, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use serde_json::Value;

statements! {
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
pub(super) struct EventRow {
    pub(super) id: EventId,
    pub(super) created_at: DateTime<Utc>,
    pub(super) event_type: EventKind,
    pub(super) metadata: Value,
    pub(super) pet_id: PetId,
    pub(super) version: i32,
    pub(super) occurred_on: NaiveDate,
    pub(super) event_data: Value,
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
            correlation_id: text("correlation_id").map(str::to_owned),
            causation_id: text("causation_id").and_then(|id| id.parse().ok()).map(EventId),
            traceparent: text("traceparent").map(str::to_owned),
            note: text("note").map(Note::recorded),
            event: Event::from_data(row.event_type, row.event_data)
                .map_err(|why| StoreError::Unreadable(format!("event {}: {why}", row.id)))?,
        })
    }
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

/// The births of a mother's young that count, newest first.
///
/// # Errors
/// The database failed, or holds an event that cannot be read.
pub fn births_of(conn: &mut impl Reads, when: When, mother: PetId) -> Result<Vec<EventLine>, StoreError> {
    lines(BirthsOf { mother, at: when }.rows(conn)?)
}

/// When the latest birth of a young one of this mother was recorded, of those that count.
///
/// # Errors
/// The database failed.
pub fn latest_birth(conn: &mut impl Reads, mother: PetId) -> Result<Option<DateTime<Utc>>, StoreError> {
    Ok(LatestBirth { mother }.one(conn)?.at)
}

/// The losses of the pets that are lost now, or were at a moment, the latest first, at most `most` of them. `position` is what the snapshot has
/// seen.
///
/// # Errors
/// The database failed, or holds an event that cannot be read.
pub fn open_losses(conn: &mut impl Reads, when: When, position: &Position, most: i64) -> Result<Vec<EventLine>, StoreError> {
    lines(match when {
        When::Now => OpenLosses { position: position.clone(), most }.rows(conn)?,
        When::At(at) => OpenLossesAt { at, most }.rows(conn)?,
    })
}

/// Rows into lines.
pub(in crate::store) fn lines(rows: Vec<LineRow>) -> Result<Vec<EventLine>, StoreError> {
    rows.into_iter().map(EventLine::try_from).collect()
}

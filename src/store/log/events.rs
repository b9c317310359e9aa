//! Reading events: those of one pet for the rules, and lines with names for people.

use crate::shop::{AccountId, Event, EventId, EventKind, Note, PetId, Recorded};
use crate::store::ground::error::StoreError;
use crate::store::ground::schema::unified_events;
use crate::store::ground::when::When;
use crate::store::state::customers::FORGOTTEN;
use crate::store::state::snapshot::Boundary;
use chrono::{DateTime, NaiveDate, Utc};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use serde_json::Value;
use uuid::Uuid;

/// An event as `unified_events` shows it.
#[derive(Debug, Clone, HasQuery, QueryableByName)]
#[diesel(table_name = unified_events, check_for_backend(Pg))]
pub struct EventRow {
    id: Uuid,
    created_at: DateTime<Utc>,
    event_type: String,
    metadata: Value,
    pet_id: Uuid,
    version: i32,
    occurred_on: NaiveDate,
    event_data: Value,
}

impl TryFrom<EventRow> for Recorded {
    type Error = StoreError;

    fn try_from(row: EventRow) -> Result<Self, StoreError> {
        let unreadable = |why: String| StoreError::Unreadable(format!("event {}: {why}", row.id));
        let kind = EventKind::named(&row.event_type).ok_or_else(|| unreadable(format!("unknown type {}", row.event_type)))?;
        let text = |key: &str| row.metadata.get(key).and_then(Value::as_str);
        Ok(Self {
            id: EventId(row.id),
            pet: PetId(row.pet_id),
            version: row.version,
            occurred_on: row.occurred_on,
            created_at: row.created_at,
            recorded_by: text("recorded_by").and_then(|id| id.parse().ok()).map(AccountId),
            request_id: text("request_id").map(str::to_owned),
            note: text("note").and_then(|note| Note::parse(note).ok().flatten()),
            event: Event::from_data(kind, row.event_data).map_err(|e| unreadable(e.to_string()))?,
        })
    }
}

/// A pet's events in the order of their versions.
///
/// # Errors
/// The database failed, or holds an event that cannot be read.
pub fn of_pet(conn: &mut PgConnection, pet: PetId) -> Result<Vec<Recorded>, StoreError> {
    EventRow::query()
        .filter(unified_events::pet_id.eq(pet.0))
        .order(unified_events::version)
        .load(conn)?
        .into_iter()
        .map(Recorded::try_from)
        .collect()
}

/// An event with the names of those who are in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventLine {
    /// The event.
    pub recorded: Recorded,
    /// What the pet is called.
    pub pet_name: String,
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

#[derive(QueryableByName)]
pub(in crate::store) struct LineRow {
    #[diesel(embed)]
    event: EventRow,
    #[diesel(sql_type = Text)]
    pet_name: String,
    #[diesel(sql_type = Text)]
    species: String,
    #[diesel(sql_type = Nullable<Text>)]
    recorder: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    customer_name: Option<String>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    mother_id: Option<Uuid>,
    #[diesel(sql_type = Nullable<Text>)]
    mother_name: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    takes_back: Option<String>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    retracted_by: Option<Uuid>,
    #[diesel(sql_type = Nullable<Text>)]
    mender: Option<String>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    retracted_at: Option<DateTime<Utc>>,
    #[diesel(sql_type = Nullable<Text>)]
    reason: Option<String>,
}

impl TryFrom<LineRow> for EventLine {
    type Error = StoreError;

    fn try_from(row: LineRow) -> Result<Self, StoreError> {
        let taken_back = row.retracted_by.zip(row.retracted_at).zip(row.reason);
        let is_sale = row.event.event_type == EventKind::Sold.name();
        Ok(Self {
            takes_back: row.takes_back.as_deref().and_then(EventKind::named),
            taken_back: taken_back.map(|((event, at), reason)| TakenBack { event: EventId(event), by: row.mender, at, reason }),
            recorded: row.event.try_into()?,
            pet_name: row.pet_name,
            species: row.species,
            by: row.recorder,
            customer_name: row.customer_name.or_else(|| is_sale.then(|| FORGOTTEN.to_owned())),
            mother: row.mother_id.map(PetId).zip(row.mother_name),
        })
    }
}

/// The names around the events of `page`, a query on `unified_events` that has its own order and limit. What had not been taken back then, counts.
pub(in crate::store) fn with_names(page: &str, order: &str, when: When) -> String {
    format!(
        "SELECT event.id, event.created_at, event.event_type, event.metadata, event.pet_id, event.version, event.occurred_on, event.event_data,
                origin.name AS pet_name, origin.species, recorder.name AS recorder, customer.name AS customer_name,
                origin.mother_id, mother.name AS mother_name, taken.event_type AS takes_back,
                retraction.id AS retracted_by, mender.name AS mender, retraction.created_at AS retracted_at, retraction.reason
         FROM ({page}) AS event
         CROSS JOIN LATERAL (SELECT name, species, mother_id FROM pet_origins WHERE pet_id = event.pet_id OFFSET 0) AS origin
         LEFT JOIN accounts AS recorder ON recorder.id::text = event.metadata ->> 'recorded_by'
         LEFT JOIN customers AS customer ON customer.id = (event.event_data ->> 'customer_id')::uuid
         LEFT JOIN LATERAL (
             SELECT name FROM pet_origins WHERE pet_id = (event.event_data ->> 'mother_id')::uuid OFFSET 0
         ) AS mother ON true
         LEFT JOIN LATERAL (
             SELECT event_type FROM events WHERE id = (event.event_data ->> 'retracted_event_id')::uuid OFFSET 0
         ) AS taken ON true
         LEFT JOIN event_retracted_events AS retraction ON retraction.id = event.retracted_by AND {}
         LEFT JOIN accounts AS mender ON mender.id::text = retraction.metadata ->> 'recorded_by'
         ORDER BY {order}",
        when.recorded("retraction")
    )
}

/// A pet's story, newest first, with names.
///
/// # Errors
/// The database failed, or holds an event that cannot be read.
pub fn story(conn: &mut PgConnection, when: When, pet: PetId) -> Result<Vec<EventLine>, StoreError> {
    let page = format!("SELECT * FROM unified_events AS event WHERE pet_id = $1 AND {}", when.recorded("event"));
    lines(diesel::sql_query(with_names(&page, "event.version DESC", when)).bind::<SqlUuid, _>(pet.0).load(conn)?)
}

/// The births of a mother's young that count, newest first.
///
/// # Errors
/// The database failed, or holds an event that cannot be read.
pub fn births_of(conn: &mut PgConnection, when: When, mother: PetId) -> Result<Vec<EventLine>, StoreError> {
    let page = format!(
        "SELECT * FROM unified_events
         WHERE event_type = 'PetBorn' AND id = ANY (ARRAY(SELECT id FROM pet_born_events AS born WHERE mother_id = $1 AND {}))",
        when.counted("born")
    );
    lines(diesel::sql_query(with_names(&page, "event.id DESC", when)).bind::<SqlUuid, _>(mother.0).load(conn)?)
}

/// When the latest birth of a young one of this mother was recorded, of those that count.
///
/// # Errors
/// The database failed.
pub fn latest_birth(conn: &mut PgConnection, mother: PetId) -> Result<Option<DateTime<Utc>>, StoreError> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = Nullable<Timestamptz>)]
        at: Option<DateTime<Utc>>,
    }
    let counted = When::Now.counted("born");
    let query = format!("SELECT max(created_at) AS at FROM pet_born_events AS born WHERE mother_id = $1 AND {counted}");
    Ok(diesel::sql_query(query).bind::<SqlUuid, _>(mother.0).get_result::<Row>(conn)?.at)
}

/// The losses of the pets that are lost now, the latest first, at most `limit` of them.
///
/// # Errors
/// The database failed, or holds an event that cannot be read.
pub fn open_losses(conn: &mut PgConnection, boundary: &Boundary, limit: i64) -> Result<Vec<EventLine>, StoreError> {
    let page = format!(
        "WITH moved AS MATERIALIZED ({}),
         lost AS (
             SELECT id, status_since FROM pets_state_snapshot WHERE status = 'lost' AND id NOT IN (SELECT id FROM moved)
             UNION ALL
             SELECT state.id, state.status_since
             FROM moved CROSS JOIN LATERAL (SELECT id, status, status_since FROM pets_state WHERE id = moved.id OFFSET 0) AS state
             WHERE state.status = 'lost'
         ),
         latest AS (SELECT id FROM lost ORDER BY status_since DESC, id DESC LIMIT $1)
         SELECT event.*
         FROM latest
         CROSS JOIN LATERAL (
             SELECT * FROM unified_events
             WHERE event_type = 'PetLost' AND pet_id = latest.id AND retracted_by IS NULL ORDER BY version DESC LIMIT 1
         ) AS event",
        boundary.moved()
    );
    lines(diesel::sql_query(with_names(&page, "event.occurred_on DESC, event.id DESC", When::Now)).bind::<BigInt, _>(limit).load(conn)?)
}

/// Rows into lines.
pub(in crate::store) fn lines(rows: Vec<LineRow>) -> Result<Vec<EventLine>, StoreError> {
    rows.into_iter().map(EventLine::try_from).collect()
}

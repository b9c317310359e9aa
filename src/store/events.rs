//! Reading the log: one pet's story, a page of the whole, one event with its neighbours.

use super::error::StoreError;
use super::schema::unified_events;
use crate::shop::{AccountId, Event, EventId, EventKind, Note, PetId, Recorded};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::{Int4, Nullable, Text, Uuid as SqlUuid};
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
    /// Who bought the pet, in a sale; `None` too where the customer was forgotten.
    pub customer_name: Option<String>,
    /// The mother, in a birth.
    pub mother: Option<(PetId, String)>,
}

#[derive(QueryableByName)]
struct LineRow {
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
}

impl TryFrom<LineRow> for EventLine {
    type Error = StoreError;

    fn try_from(row: LineRow) -> Result<Self, StoreError> {
        Ok(Self {
            recorded: row.event.try_into()?,
            pet_name: row.pet_name,
            species: row.species,
            by: row.recorder,
            customer_name: row.customer_name,
            mother: row.mother_id.map(PetId).zip(row.mother_name),
        })
    }
}

/// The names around the events of `page`, a query on `unified_events` that has its own order and limit.
fn with_names(page: &str, order: &str) -> String {
    format!(
        "SELECT event.id, event.created_at, event.event_type, event.metadata, event.pet_id, event.version, event.occurred_on, event.event_data,
                origin.name AS pet_name, origin.species, recorder.name AS recorder, customer.name AS customer_name,
                origin.mother_id, mother.name AS mother_name
         FROM ({page}) AS event
         CROSS JOIN LATERAL (SELECT name, species, mother_id FROM pet_origins WHERE pet_id = event.pet_id OFFSET 0) AS origin
         LEFT JOIN accounts AS recorder ON recorder.id::text = event.metadata ->> 'recorded_by'
         LEFT JOIN customers AS customer ON customer.id = (event.event_data ->> 'customer_id')::uuid
         LEFT JOIN LATERAL (
             SELECT name FROM pet_origins WHERE pet_id = (event.event_data ->> 'mother_id')::uuid OFFSET 0
         ) AS mother ON true
         ORDER BY {order}"
    )
}

/// A pet's story, newest first, with names.
///
/// # Errors
/// The database failed, or holds an event that cannot be read.
pub fn story(conn: &mut PgConnection, pet: PetId) -> Result<Vec<EventLine>, StoreError> {
    diesel::sql_query(with_names("SELECT * FROM unified_events WHERE pet_id = $1", "event.version DESC"))
        .bind::<SqlUuid, _>(pet.0)
        .load::<LineRow>(conn)?
        .into_iter()
        .map(EventLine::try_from)
        .collect()
}

/// What a page of the log shows. Days are days of recording.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LogFilter {
    /// Only this kind.
    pub kind: Option<EventKind>,
    /// Only pets of this species, whatever its case.
    pub species: Option<String>,
    /// Only what this account recorded.
    pub by: Option<AccountId>,
    /// Only what was recorded at this moment or later.
    pub from: Option<DateTime<Utc>>,
    /// Only what was recorded before this moment.
    pub until: Option<DateTime<Utc>>,
}

/// Where a page of the log begins.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum LogCursor {
    /// With the newest.
    #[default]
    Newest,
    /// Below this event.
    OlderThan(EventId),
    /// Above this event.
    NewerThan(EventId),
}

/// A page of the log, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogPage {
    /// The events.
    pub lines: Vec<EventLine>,
    /// Whether there are newer ones that fit the filter.
    pub has_newer: bool,
    /// Whether there are older ones that fit the filter.
    pub has_older: bool,
}

/// Reads a page of the log, `size` events long, by keyset: its cost does not grow with its depth.
///
/// # Errors
/// The database failed, or holds an event that cannot be read.
pub fn log(conn: &mut PgConnection, filter: &LogFilter, cursor: LogCursor, size: usize) -> Result<LogPage, StoreError> {
    let mut lines = log_lines(conn, filter, cursor, size + 1)?;
    let more = lines.len() > size;
    lines.truncate(size);
    let (has_newer, has_older) = match cursor {
        LogCursor::Newest => (false, more),
        LogCursor::OlderThan(_) => (true, more),
        LogCursor::NewerThan(_) => (more, true),
    };
    if matches!(cursor, LogCursor::NewerThan(_)) {
        lines.reverse();
    }
    Ok(LogPage { lines, has_newer, has_older })
}

fn log_lines(conn: &mut PgConnection, filter: &LogFilter, cursor: LogCursor, limit: usize) -> Result<Vec<EventLine>, StoreError> {
    let lowest = filter.from.map(first_id_of);
    let highest = filter.until.map(first_id_of);
    let (newer_than, older_than, direction) = match cursor {
        LogCursor::Newest => (None, None, "DESC"),
        LogCursor::OlderThan(id) => (None, Some(id.0), "DESC"),
        LogCursor::NewerThan(id) => (Some(id.0), None, "ASC"),
    };
    let mut wheres = Vec::new();
    let mut next = 0;
    let mut given = |present: bool, condition: &str| {
        if present {
            next += 1;
            wheres.push(condition.replace('$', &format!("${next}")));
        }
    };
    given(filter.kind.is_some(), "event_type = $");
    given(filter.species.is_some(), "pet_id IN (SELECT pet_id FROM pet_origins WHERE lower(species) = lower($))");
    given(filter.by.is_some(), "metadata ->> 'recorded_by' = $");
    given(lowest.is_some(), "id >= $");
    given(highest.is_some(), "id < $");
    given(newer_than.is_some(), "id > $");
    given(older_than.is_some(), "id < $");
    let all = if wheres.is_empty() { "true".to_owned() } else { wheres.join(" AND ") };
    let page = format!("SELECT * FROM unified_events WHERE {all} ORDER BY id {direction} LIMIT {limit}");

    let mut query = diesel::sql_query(with_names(&page, &format!("event.id {direction}"))).into_boxed::<Pg>();
    if let Some(kind) = filter.kind {
        query = query.bind::<Text, _>(kind.name());
    }
    if let Some(species) = &filter.species {
        query = query.bind::<Text, _>(species.clone());
    }
    if let Some(by) = filter.by {
        query = query.bind::<Text, _>(by.to_string());
    }
    for id in [lowest, highest, newer_than, older_than].into_iter().flatten() {
        query = query.bind::<SqlUuid, _>(id);
    }
    query.load::<LineRow>(conn)?.into_iter().map(EventLine::try_from).collect()
}

/// The least id that an event recorded at that moment or later can have.
fn first_id_of(moment: DateTime<Utc>) -> Uuid {
    let millis = moment.timestamp_millis().unsigned_abs();
    Uuid::from_u128(u128::from(millis & 0xFFFF_FFFF_FFFF) << 80)
}

/// One event.
///
/// # Errors
/// The database failed, or the event cannot be read.
pub fn one(conn: &mut PgConnection, id: EventId) -> Result<Option<EventLine>, StoreError> {
    diesel::sql_query(with_names("SELECT * FROM unified_events WHERE id = $1", "event.id"))
        .bind::<SqlUuid, _>(id.0)
        .load::<LineRow>(conn)?
        .into_iter()
        .map(EventLine::try_from)
        .next()
        .transpose()
}

/// The events around one: those before and after it in the log, and in its pet's stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Neighbours {
    /// The next older one of the log.
    pub older: Option<EventLine>,
    /// The next newer one of the log.
    pub newer: Option<EventLine>,
    /// The pet's previous one.
    pub previous: Option<EventLine>,
    /// The pet's next one.
    pub next: Option<EventLine>,
}

/// The neighbours of an event.
///
/// # Errors
/// The database failed, or an event cannot be read.
pub fn neighbours(conn: &mut PgConnection, of: &Recorded) -> Result<Neighbours, StoreError> {
    let all = LogFilter::default();
    let older = log_lines(conn, &all, LogCursor::OlderThan(of.id), 1)?.into_iter().next();
    let newer = log_lines(conn, &all, LogCursor::NewerThan(of.id), 1)?.into_iter().next();
    let mut in_stream = |version: i32| {
        diesel::sql_query(with_names("SELECT * FROM unified_events WHERE pet_id = $1 AND version = $2", "event.id"))
            .bind::<SqlUuid, _>(of.pet.0)
            .bind::<Int4, _>(version)
            .load::<LineRow>(conn)?
            .into_iter()
            .map(EventLine::try_from)
            .next()
            .transpose()
    };
    Ok(Neighbours { older, newer, previous: in_stream(of.version - 1)?, next: in_stream(of.version + 1)? })
}

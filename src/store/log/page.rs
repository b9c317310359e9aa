//! The log as a whole: a page of it by keyset, one event, and its neighbours.

use crate::integrity::Hash;
use crate::shop::{AccountId, EventId, EventKind, Recorded};
use crate::store::ground::error::StoreError;
use crate::store::ground::schema::unified_events;
use crate::store::ground::when::When;
use crate::store::log::events::{EventLine, lines, with_names};
use crate::store::people::tables::accounts;
use chrono::{DateTime, TimeDelta, Utc};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::{Int4, Text, Uuid as SqlUuid};
use uuid::Uuid;

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
pub fn page(conn: &mut PgConnection, filter: &LogFilter, cursor: LogCursor, size: usize) -> Result<LogPage, StoreError> {
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

    let mut query = diesel::sql_query(with_names(&page, &format!("event.id {direction}"), When::Now)).into_boxed::<Pg>();
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
    lines(query.load(conn)?)
}

/// The latest events as of a moment, newest first.
///
/// # Errors
/// The database failed, or holds an event that cannot be read.
pub fn latest(conn: &mut PgConnection, when: When, size: usize) -> Result<Vec<EventLine>, StoreError> {
    let below = match when {
        When::Now => "true".to_owned(),
        // Where to begin in the index; what was recorded in the same millisecond is told apart by its moment.
        When::At(moment) => format!("event.id < '{}'::uuid", first_id_of(moment + TimeDelta::milliseconds(1))),
    };
    let page =
        format!("SELECT * FROM unified_events AS event WHERE {below} AND {} ORDER BY event.id DESC LIMIT {size}", when.recorded("event"));
    lines(diesel::sql_query(with_names(&page, "event.id DESC", when)).load(conn)?)
}

/// The least id that an event recorded at that moment or later can have.
#[must_use]
pub fn first_id_of(moment: DateTime<Utc>) -> Uuid {
    let millis = u128::try_from(moment.timestamp_millis()).unwrap_or(0);
    Uuid::from_u128((millis & 0xFFFF_FFFF_FFFF) << 80)
}

/// Those who may have recorded something, by name.
///
/// # Errors
/// The database failed.
pub fn recorders(conn: &mut PgConnection) -> Result<Vec<(AccountId, String)>, StoreError> {
    let people = accounts::table.select((accounts::id, accounts::name)).order(accounts::name).load::<(Uuid, String)>(conn)?;
    Ok(people.into_iter().map(|(id, name)| (AccountId(id), name)).collect())
}

/// One event.
///
/// # Errors
/// The database failed, or the event cannot be read.
pub fn one(conn: &mut PgConnection, id: EventId) -> Result<Option<EventLine>, StoreError> {
    let event = "SELECT * FROM unified_events WHERE id = $1";
    Ok(lines(diesel::sql_query(with_names(event, "event.id", When::Now)).bind::<SqlUuid, _>(id.0).load(conn)?)?.pop())
}

/// The hash of an event.
///
/// # Errors
/// The database failed.
pub fn hash(conn: &mut PgConnection, id: EventId) -> Result<Option<Hash>, StoreError> {
    let hash: Option<Vec<u8>> = unified_events::table.find(id.0).select(unified_events::hash).first(conn).optional()?;
    Ok(hash.and_then(|hash| Hash::try_from(hash.as_slice()).ok()))
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
        let event = "SELECT * FROM unified_events WHERE pet_id = $1 AND version = $2";
        let query = diesel::sql_query(with_names(event, "event.id", When::Now)).bind::<SqlUuid, _>(of.pet.0).bind::<Int4, _>(version);
        Ok::<_, StoreError>(lines(query.load(conn)?)?.pop())
    };
    Ok(Neighbours { older, newer, previous: in_stream(of.version - 1)?, next: in_stream(of.version + 1)? })
}

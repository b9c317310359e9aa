//! The log as a whole: a page of it by keyset, one event, and its neighbours.

use crate::integrity::Hash;
use crate::shop::{AccountId, EventId, EventKind, PetId, Recorded};
use crate::store::ground::error::StoreError;
use crate::store::ground::reader::Reads;
use crate::store::ground::rows::Number;
use crate::store::ground::statement::{Rows, Shape, row, statements};
use crate::store::ground::when::When;
use crate::store::keyset::{Page, Place, limit};
use crate::store::log::events::{EventLine, LineRow, lines};
use crate::store::log::together::together;
use askama::Template;
use chrono::{DateTime, TimeDelta, Utc};
use diesel::sql_types::{BigInt, Binary, Integer, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use uuid::Uuid;

statements! {
    /// A page of the log.
    LogPage = "log/page.sql", shape LogShape,
        (above: Uuid as SqlUuid, below: Uuid as SqlUuid, species: Option<String> as Nullable<Text>, by: Option<String> as Nullable<Text>, most: i64 as BigInt, request: Option<String> as Nullable<Text>) -> LineRow;
    /// How many pets of a species there ever were.
    PetsOfSpecies = "log/pets_of_species.sql", (species: String as Text, most: i64 as BigInt) -> Number;
    /// The latest events as of a moment.
    Latest = "log/latest.sql", (at: When as Timestamptz, below: Uuid as SqlUuid, most: i64 as BigInt) -> LineRow;
    /// One event.
    OneEvent = "log/event.sql", (event: EventId as SqlUuid) -> LineRow;
    /// The hash of an event.
    EventHash = "log/event_hash.sql", (event: EventId as SqlUuid) -> HashRow;
    /// The event of a pet at a version.
    EventAtVersion = "log/event_at_version.sql", (pet: PetId as SqlUuid, version: i32 as Integer) -> LineRow;
    /// Those who may have recorded something.
    Recorders = "people/recorders.sql", () -> Recorder;
}

/// A species of fewer pets than this is rare. At a million events, with 120,000 pets: to look up the events of 3,516 pets took 811 ms, to walk the log until
/// enough of theirs had been met 76 ms; of a species that was never there the walk took more than 13 seconds, and the other way 1 ms.
const RARE: i64 = 1000;

/// By what a page of the log is narrowed, and in which direction it is read.
#[derive(Template, Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[template(path = "log/page.sql", escape = "none", syntax = "sql")]
pub(in crate::store) struct LogShape {
    kind: Option<EventKind>,
    by_species: bool,
    is_rare: bool,
    by_recorder: bool,
    of_request: bool,
    newest_first: bool,
}

impl Shape for LogShape {
    fn all() -> Vec<Self> {
        let either = [false, true];
        let mut all = Vec::new();
        for kind in EventKind::ALL.into_iter().map(Some).chain([None]) {
            // The events of a request are few, and those of a rare species are looked up among all.
            for (by_species, is_rare, of_request) in
                [(false, false, false), (true, false, false), (true, true, false), (false, false, true), (true, false, true)]
            {
                for by_recorder in either {
                    all.extend(either.map(|newest_first| Self { kind, by_species, is_rare, by_recorder, of_request, newest_first }));
                }
            }
        }
        all
    }
}

row! {
    /// A hash.
    pub(in crate::store) struct HashRow {
        hash: Hash as Binary,
    }
}

row! {
    /// Somebody who may have recorded something.
    #[derive(Eq)]
    pub struct Recorder {
        /// The account.
        pub id: AccountId as SqlUuid,
        /// Its name.
        pub name: String as Text,
    }
}

/// What a page of the log shows. Days are days of recording.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LogFilter {
    /// Only this kind.
    pub kind: Option<EventKind>,
    /// Only pets of this species, in any writing.
    pub species: Option<String>,
    /// Only what this account recorded.
    pub by: Option<AccountId>,
    /// Only what one request recorded: that of this event.
    pub with: Option<EventId>,
    /// Only what was recorded at this moment or later.
    pub from: Option<DateTime<Utc>>,
    /// Only what was recorded before this moment.
    pub until: Option<DateTime<Utc>>,
}

/// Reads a page of the log, `size` events long, newest first, by keyset: its cost does not grow with its depth.
///
/// # Errors
/// The database failed, or holds an event that cannot be read.
pub fn page(conn: &mut impl Reads, filter: &LogFilter, place: Place<EventId>, size: usize) -> Result<Page<EventLine, EventId>, StoreError> {
    page_where_rare_is(RARE, conn, filter, place, size)
}

/// As [`page`], where a species of fewer pets than this is rare: both ways to a page can be tried in a shop of any size.
///
/// # Errors
/// As [`page`].
pub fn page_where_rare_is(
    rare: i64,
    conn: &mut impl Reads,
    filter: &LogFilter,
    place: Place<EventId>,
    size: usize,
) -> Result<Page<EventLine, EventId>, StoreError> {
    let lines = log_lines(rare, conn, filter, place, limit(size))?;
    Ok(Page::of(lines, &place, size, |line| line.recorded.id))
}

fn log_lines(rare: i64, conn: &mut impl Reads, filter: &LogFilter, place: Place<EventId>, most: i64) -> Result<Vec<EventLine>, StoreError> {
    let (mut from, mut until, mut request) = (filter.from, filter.until, None);
    if let Some(event) = filter.with {
        let Some(together) = together(conn, event)? else { return Ok(Vec::new()) };
        // The log is walked no further than from the first of them to the last.
        let end = together.last_at + TimeDelta::milliseconds(1);
        from = Some(from.map_or(together.first_at, |from| from.max(together.first_at)));
        until = Some(until.map_or(end, |until| until.min(end)));
        request = Some(together.request);
    }
    let (above, below) = ids_between(from, until, place.map(|id| id.0));
    let is_rare = match &filter.species {
        Some(species) if request.is_none() => are_fewer(conn, species, rare)?,
        _ => false,
    };
    let shape = LogShape {
        kind: filter.kind,
        by_species: filter.species.is_some(),
        is_rare,
        by_recorder: filter.by.is_some(),
        of_request: request.is_some(),
        newest_first: !place.is_backwards(),
    };
    let by = filter.by.map(|by| by.to_string());
    lines(LogPage { shape, above, below, species: filter.species.clone(), by, most, request }.rows(conn)?)
}

/// Whether there were never as many pets of a species, in any writing.
pub(in crate::store) fn are_fewer(conn: &mut impl Reads, species: &str, than: i64) -> Result<bool, StoreError> {
    Ok(PetsOfSpecies { species: species.to_owned(), most: than }.one(conn)?.n < than)
}

/// The ids between which a page lies whose list is the newest first: of some days, and on its side of the row beside it.
pub(in crate::store) fn ids_between(from: Option<DateTime<Utc>>, until: Option<DateTime<Utc>>, place: Place<Uuid>) -> (Uuid, Uuid) {
    let before = |id: Uuid| Uuid::from_u128(id.as_u128().saturating_sub(1));
    let lowest = from.map_or(Uuid::nil(), |from| before(first_id_of(from)));
    let highest = until.map_or(Uuid::max(), first_id_of);
    match place {
        Place::First => (lowest, highest),
        Place::After(id) => (lowest, highest.min(id)),
        Place::Before(id) => (lowest.max(id), highest),
    }
}

/// The latest events as of a moment, newest first.
///
/// # Errors
/// The database failed, or holds an event that cannot be read.
pub fn latest(conn: &mut impl Reads, when: When, most: i64) -> Result<Vec<EventLine>, StoreError> {
    // What was recorded in the same millisecond is told apart by its moment.
    let below = match when {
        When::Now => Uuid::max(),
        When::At(moment) => first_id_of(moment + TimeDelta::milliseconds(1)),
    };
    lines(Latest { at: when, below, most }.rows(conn)?)
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
pub fn recorders(conn: &mut impl Reads) -> Result<Vec<Recorder>, StoreError> {
    Recorders {}.rows(conn)
}

/// One event.
///
/// # Errors
/// The database failed, or the event cannot be read.
pub fn one(conn: &mut impl Reads, event: EventId) -> Result<Option<EventLine>, StoreError> {
    OneEvent { event }.first(conn)?.map(EventLine::try_from).transpose()
}

/// The hash of an event.
///
/// # Errors
/// The database failed.
pub fn hash(conn: &mut impl Reads, event: EventId) -> Result<Option<Hash>, StoreError> {
    Ok(EventHash { event }.first(conn)?.map(|row| row.hash))
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
pub fn neighbours(conn: &mut impl Reads, of: &Recorded) -> Result<Neighbours, StoreError> {
    let mut beside = |place| Ok::<_, StoreError>(log_lines(RARE, conn, &LogFilter::default(), place, 1)?.into_iter().next());
    let (older, newer) = (beside(Place::After(of.id))?, beside(Place::Before(of.id))?);
    let mut in_stream = |version| EventAtVersion { pet: of.pet, version }.first(conn)?.map(EventLine::try_from).transpose();
    Ok(Neighbours { older, newer, previous: in_stream(of.version - 1)?, next: in_stream(of.version + 1)? })
}

//! What a program that follows the shop is given: the log, a page at a time, without a gap and nothing twice; and the pets.

use crate::integrity::cloud_event::{CloudEvent, Logged};
use crate::shop::{EventId, EventKind, PetId, Species};
use crate::store::ground::error::StoreError;
use crate::store::ground::pool::at_one_state;
use crate::store::ground::position::Position;
use crate::store::ground::reader::Reads;
use crate::store::ground::sql_types::PgSnapshot;
use crate::store::ground::statement::{Rows, Shape, row, statements};
use crate::store::ground::when::When;
use crate::store::keyset::limit;
use crate::store::state::pets::PetRow;
use crate::store::travel::cursor::{Cursor, Here, HereRow, NoCursor, Stretch};
use crate::store::travel::logged::LoggedRow;
use askama::Template;
use diesel::sql_types::{BigInt, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel::{PgConnection, QueryableByName};
use uuid::Uuid;

statements! {
    /// A page of a stretch of the log.
    FeedPage = "travel/feed.sql", shape FeedShape, (
        after: EventId as SqlUuid, last: EventId as SqlUuid, until: Position as PgSnapshot, seen: Position as PgSnapshot, pet: PetId as SqlUuid,
        species: String as Text, most: i64 as BigInt
    ) => FeedRow;
    /// Between which ids the events lie that a reader has not seen.
    NextStretch = "travel/stretch.sql", (seen: Position as PgSnapshot) => Ends;
    /// A page of the pets.
    FeedPets = "travel/pets.sql", (after: PetId as SqlUuid, at: When as Timestamptz, most: i64 as BigInt) -> PetThen;
    /// A pet.
    FeedPet = "travel/pet.sql", (pet: PetId as SqlUuid, at: When as Timestamptz) -> PetThen;
}

/// Which events.
#[derive(Template, Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[template(path = "travel/feed.sql", escape = "none", syntax = "sql")]
pub(in crate::store) struct FeedShape {
    begins: bool,
    with_people: bool,
    kind: Option<EventKind>,
    of_pet: bool,
    by_species: bool,
}

impl Shape for FeedShape {
    fn all() -> Vec<Self> {
        let kinds = || std::iter::once(None).chain(EventKind::ALL.map(Some));
        let of_kind = |kind| {
            let both = || [false, true];
            both().into_iter().flat_map(move |begins| {
                both().into_iter().flat_map(move |with_people| {
                    both()
                        .into_iter()
                        .flat_map(move |of_pet| both().map(|by_species| Self { begins, with_people, kind, of_pet, by_species }))
                })
            })
        };
        kinds().flat_map(of_kind).collect()
    }
}

row! {
    /// An event, and what those are called of whom it tells.
    pub(in crate::store) struct FeedRow {
        ..event: LoggedRow,
        recorder_name: Option<String> as Nullable<Text>,
        customer_name: Option<String> as Nullable<Text>,
    }
}

row! {
    /// The first and the last event of a stretch.
    pub(in crate::store) struct Ends {
        first: Option<EventId> as Nullable<SqlUuid>,
        last: Option<EventId> as Nullable<SqlUuid>,
    }
}

row! {
    /// A pet as it was at a moment.
    pub struct PetThen {
        ..pub pet: PetRow,
        /// What that customer is called now.
        pub customer_name: Option<String> as Nullable<Text>,
    }
}

/// Which of the log a reader wants.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Events of this kind alone.
    pub kind: Option<EventKind>,
    /// Of pets of this species alone.
    pub species: Option<Species>,
    /// Of this pet alone.
    pub pet: Option<PetId>,
    /// With what customers and colleagues are called.
    pub people: bool,
    /// How many at once.
    pub most: usize,
}

/// A page of the log.
#[derive(Debug, Clone)]
pub struct FeedPart {
    /// The events, each with the cursor of one who has had it.
    pub events: Vec<(CloudEvent, Cursor)>,
    /// With which cursor to go on.
    pub next: Cursor,
}

/// The next page for a reader who has come so far; without a cursor from the first event on. Where it has no events, there is nothing more just now.
///
/// # Errors
/// The cursor is from elsewhere; or the database failed.
pub fn page(conn: &mut PgConnection, cursor: Option<&Cursor>, wanted: &Wanted) -> Result<Result<FeedPart, NoCursor>, StoreError> {
    // All statements see one state: what a stretch begins with, and what lies in it.
    at_one_state(conn, |conn| {
        let here = Here {}.one(conn)?;
        if let Some(Err(no)) = cursor.map(|cursor| cursor.check(&here)) {
            return Ok(Err(no));
        }
        read(conn, here, cursor, wanted).map(Ok)
    })
}

fn read(conn: &mut PgConnection, here: HereRow, cursor: Option<&Cursor>, wanted: &Wanted) -> Result<FeedPart, StoreError> {
    let seen = cursor.and_then(|cursor| cursor.seen.clone());
    let over = |until: Position| Cursor { cluster: here.cluster, seen: Some(until), stretch: None };
    let begun = match cursor.and_then(|cursor| cursor.stretch.clone()) {
        Some(stretch) => Some(stretch),
        None => begin(conn, here.seen.clone(), seen.as_ref())?,
    };
    let Some(Stretch { until, after, last }) = begun else { return Ok(FeedPart { events: vec![], next: over(here.seen) }) };
    let shape = FeedShape {
        begins: seen.is_none(),
        with_people: wanted.people,
        kind: wanted.kind,
        of_pet: wanted.pet.is_some(),
        by_species: wanted.species.is_some(),
    };
    let mut rows = FeedPage {
        shape,
        after,
        last,
        until: until.clone(),
        seen: seen.clone().unwrap_or_else(Position::of_nothing),
        pet: wanted.pet.unwrap_or(PetId(Uuid::nil())),
        species: wanted.species.as_ref().map(ToString::to_string).unwrap_or_default(),
        most: limit(wanted.most),
    }
    .rows(conn)?;
    let has_more = rows.len() > wanted.most;
    rows.truncate(wanted.most);
    let midway = |after| Cursor { cluster: here.cluster, seen: seen.clone(), stretch: Some(Stretch { until: until.clone(), after, last }) };
    let mut events = Vec::with_capacity(rows.len());
    for row in rows {
        let after = midway(row.event.id);
        events.push((CloudEvent::try_from(row)?, after));
    }
    if !has_more && let Some((_, cursor)) = events.last_mut() {
        *cursor = over(until.clone());
    }
    let next = events.last().map_or_else(|| over(until), |(_, cursor)| cursor.clone());
    Ok(FeedPart { events, next })
}

/// The stretch that begins now; `None` where there is nothing in it.
fn begin(conn: &mut PgConnection, until: Position, seen: Option<&Position>) -> Result<Option<Stretch>, StoreError> {
    let Some(seen) = seen else {
        return Ok(Some(Stretch { until, after: EventId(Uuid::nil()), last: EventId(Uuid::max()) }));
    };
    let Ends { first, last } = NextStretch { seen: seen.clone() }.one(conn)?;
    let before = |EventId(first)| EventId(Uuid::from_u128(first.as_u128().saturating_sub(1)));
    Ok(first.zip(last).map(|(first, last)| Stretch { until, after: before(first), last }))
}

impl TryFrom<FeedRow> for CloudEvent {
    type Error = StoreError;

    fn try_from(row: FeedRow) -> Result<Self, StoreError> {
        let logged = Logged::try_from(row.event)?;
        Ok(Self { recordername: row.recorder_name, customername: row.customer_name, ..Self::from(logged) })
    }
}

/// A page of the pets as they were at a moment, by their ids; one more than asked for where there are more.
///
/// # Errors
/// The database failed.
pub fn pets(conn: &mut impl Reads, when: When, after: Option<PetId>, most: usize) -> Result<Vec<PetThen>, StoreError> {
    FeedPets { after: after.unwrap_or(PetId(Uuid::nil())), at: when, most: limit(most) }.rows(conn)
}

/// A pet as it was at a moment; `None` where there was none, or nothing of it counted.
///
/// # Errors
/// The database failed.
pub fn pet(conn: &mut impl Reads, when: When, pet: PetId) -> Result<Option<PetThen>, StoreError> {
    FeedPet { pet, at: when }.first(conn)
}

//! Lists of pets: the snapshot for its indexes, with the pets laid over it that have moved on since.

use crate::shop::{CustomerId, Money, PetId, Status};
use crate::store::ground::error::StoreError;
use crate::store::ground::ids::{OF_CHANCE, ids_that_begin};
use crate::store::ground::position::Position;
use crate::store::ground::sql_types::PgSnapshot;
use crate::store::ground::statement::{Rows, Shape, planned_anew, row, statements};
use crate::store::ground::when::When;
use crate::store::keyset::{Page, Place, limit};
use crate::store::log::page::are_fewer;
use crate::store::state::snapshot::Boundary;
use askama::Template;
use chrono::{DateTime, NaiveDate, Utc};
use diesel::PgConnection;
use diesel::sql_types::{Array, BigInt, Date, Integer, Nullable, Numeric, Text, Timestamptz, Uuid as SqlUuid};
use std::collections::HashMap;
use uuid::Uuid;

row! {
    /// A pet as `pets_state` and `pets_state_snapshot` show it.
    #[derive(Eq)]
    pub struct PetRow {
        /// The pet.
        pub id: PetId as SqlUuid,
        /// What it is called.
        pub name: String as Text,
        /// What kind of animal it is.
        pub species: String as Text,
        /// What it costs, or last cost.
        pub price: Money as Numeric,
        /// Where it is.
        pub status: Status as Text,
        /// Its mother.
        pub mother_id: Option<PetId> as Nullable<SqlUuid>,
        /// Who bought it.
        pub customer_id: Option<CustomerId> as Nullable<SqlUuid>,
        /// What was paid.
        pub sale_price: Option<Money> as Nullable<Numeric>,
        /// The day it arrived or was born.
        pub came_on: NaiveDate as Date,
        /// The day on which it came to be where it is.
        pub status_since: NaiveDate as Date,
        /// The version of its latest event.
        pub version: i32 as Integer,
        /// When its first event was recorded.
        pub created_at: DateTime<Utc> as Timestamptz,
        /// When its latest event was recorded.
        pub updated_at: DateTime<Utc> as Timestamptz,
        /// The number in its name, where that is still the one that the shop gave.
        pub given_number: Option<i32> as Nullable<Integer>,
    }
}

row! {
    /// What a pet is called.
    pub(in crate::store) struct PetName {
        id: PetId as SqlUuid,
        name: String as Text,
    }
}

row! {
    /// A species.
    pub(in crate::store) struct SpeciesRow {
        pub(in crate::store) species: String as Text,
    }
}

statements! {
    /// A page of the list.
    PetList = "state/pet_list.sql", shape ListShape, (
        position: Position as PgSnapshot, at: When as Timestamptz, text: Option<String> as Nullable<Text>, species: Option<String> as Nullable<Text>,
        status: Option<Status> as Nullable<Text>, min: Option<Money> as Nullable<Numeric>, max: Option<Money> as Nullable<Numeric>,
        name: Option<String> as Nullable<Text>, price: Option<Money> as Nullable<Numeric>, came: Option<DateTime<Utc>> as Nullable<Timestamptz>,
        id: Option<PetId> as Nullable<SqlUuid>, most: i64 as BigInt
    ) -> PetRow;
    /// One pet as the log makes it now.
    OnePet = "state/pet.sql", (pet: PetId as SqlUuid) -> PetRow;
    /// The pets whose ids are in a range.
    PetsById = "state/pets_by_id.sql", (first: Uuid as SqlUuid, last: Uuid as SqlUuid, most: i64 as BigInt) -> PetRow;
    /// What pets are called.
    PetNames = "state/pet_names.sql", (pets: Vec<PetId> as Array<SqlUuid>) -> PetName;
    /// The young of a mother.
    YoungOf = "state/young_of.sql", (mother: PetId as SqlUuid, at: When as Timestamptz) -> PetRow;
    /// The species that the shop knows.
    KnownSpecies = "state/species.sql", (position: Position as PgSnapshot) -> SpeciesRow;
    /// The species that the shop knew at a moment.
    SpeciesAt = "state/species_at.sql", (at: DateTime<Utc> as Timestamptz) -> SpeciesRow;
    /// A species as a list writes it.
    AsWritten = "state/as_written.sql", (typed: String as Text, written: Vec<String> as Array<Text>) -> SpeciesRow;
}

/// What a list is ordered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::store) enum Column {
    Name,
    Price,
    Age,
}

/// How a page of the list is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::store) enum Way {
    /// Now: the tail is laid over the snapshot.
    LaidOver,
    /// As of a moment: whatever has moved on since is laid over the snapshot.
    LaidOverThen,
    /// As of a moment: along the log's own indexes.
    Walked,
}

/// What varies in the text of a page of the list.
#[derive(Template, Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[template(path = "state/pet_list.sql", escape = "none", syntax = "sql")]
pub(in crate::store) struct ListShape {
    way: Way,
    order: Order,
    is_down: bool,
    is_first: bool,
    by_text: bool,
    by_species: bool,
    is_rare: bool,
    by_status: bool,
    by_price: bool,
}

/// A species of fewer pets than this is rare.
const RARE: i64 = 1000;

impl ListShape {
    /// Whether the page is walked by names, and has another way where there are few of its species: all of them are looked at.
    fn may_be_rare(self) -> bool {
        self.way == Way::Walked && self.by_species && self.order.key() == Column::Name
    }

    /// Whether one plan for all values is worse than a plan each time. Measured at 120,000 pets: as of a year ago, how much has happened since
    /// decides the best way, and the median of 260 pages is 213 ms planned anew and 342 ms by one plan; a walk for a rare species is 3 ms and
    /// 57 ms. Everything else is quicker by one plan.
    fn is_planned_anew(self) -> bool {
        match self.way {
            Way::LaidOver => false,
            Way::Walked => self.by_species && !self.may_be_rare(),
            Way::LaidOverThen => true,
        }
    }
}

impl Shape for ListShape {
    fn all() -> Vec<Self> {
        let mut all = Vec::new();
        for way in [Way::LaidOver, Way::LaidOverThen, Way::Walked] {
            for order in Order::ALL {
                for bits in 0..128_u8 {
                    let is = |bit: u8| bits & (1 << bit) > 0;
                    let shape = Self {
                        is_rare: is(6),
                        way,
                        order,
                        is_down: is(0),
                        is_first: is(1),
                        by_text: is(2),
                        by_species: is(3),
                        by_status: is(4),
                        by_price: is(5),
                    };
                    let is_walk = order.is_indexed() && !shape.by_status && !shape.by_price;
                    if way != Way::LaidOver && is_walk != (way == Way::Walked) {
                        continue;
                    }
                    if shape.is_rare && !shape.may_be_rare() {
                        continue;
                    }
                    all.push(shape);
                }
            }
        }
        all
    }
}

/// The order of a list of pets.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Order {
    /// By name, A first.
    #[default]
    Name,
    /// By name, Z first.
    NameDown,
    /// The cheapest first.
    Price,
    /// The dearest first.
    PriceDown,
    /// The latest arrivals and births first.
    Newest,
    /// The earliest arrivals and births first.
    Oldest,
}

impl Order {
    /// Every order.
    pub const ALL: [Self; 6] = [Self::Name, Self::NameDown, Self::Price, Self::PriceDown, Self::Newest, Self::Oldest];

    /// What `pet` is ordered by.
    fn key(self) -> Column {
        match self {
            Self::Name | Self::NameDown => Column::Name,
            Self::Price | Self::PriceDown => Column::Price,
            Self::Newest | Self::Oldest => Column::Age,
        }
    }

    /// Whether the log's own indexes have the order as of every moment.
    fn is_indexed(self) -> bool {
        !matches!(self, Self::Price | Self::PriceDown)
    }

    fn is_down(self) -> bool {
        matches!(self, Self::NameDown | Self::PriceDown | Self::Newest)
    }
}

/// Which pets a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PetFilter {
    /// Only where each word of this is in the name or the species, by the folded key.
    pub text: Option<String>,
    /// Only this species, by the folded key.
    pub species: Option<String>,
    /// Only this status.
    pub status: Option<Status>,
    /// Only at this price or above.
    pub min_price: Option<Money>,
    /// Only at this price or below.
    pub max_price: Option<Money>,
}

impl PetFilter {
    /// Whether a pet fits by what it is called and what it is, wherever it is and whatever it costs.
    fn asks_no_state(&self) -> bool {
        self.status.is_none() && self.min_price.is_none() && self.max_price.is_none()
    }
}

/// What a pet has in the column by which a list is ordered.
#[derive(Debug, Clone, PartialEq)]
pub enum Key {
    /// Its name; Postgres itself puts it in lower case, for no one else does that quite as it does.
    Name(String),
    /// Its price.
    Price(Money),
    /// When its first event was recorded.
    Moment(DateTime<Utc>),
}

/// By what a pet beside a page is known: what the list is ordered by, and its id.
pub type PetKey = (Key, PetId);

/// Reads a page of `size` pets, as they are or as they were.
///
/// # Errors
/// The database failed.
pub fn list(
    conn: &mut PgConnection,
    when: When,
    boundary: &Boundary,
    filter: &PetFilter,
    order: Order,
    place: &Place<PetKey>,
    size: usize,
) -> Result<Page<PetRow, PetKey>, StoreError> {
    list_where_rare_is(RARE, conn, when, boundary, filter, order, place, size)
}

/// As [`list`], where a species of fewer pets than this is rare: both ways to a page can be tried in a shop of any size.
///
/// # Errors
/// As [`list`].
#[expect(clippy::too_many_arguments, reason = "those of a list, and one more")]
pub fn list_where_rare_is(
    rare: i64,
    conn: &mut PgConnection,
    when: When,
    boundary: &Boundary,
    filter: &PetFilter,
    order: Order,
    place: &Place<PetKey>,
    size: usize,
) -> Result<Page<PetRow, PetKey>, StoreError> {
    let way = match when {
        When::Now => Way::LaidOver,
        When::At(_) if order.is_indexed() && filter.asks_no_state() => Way::Walked,
        When::At(_) => Way::LaidOverThen,
    };
    let mut shape = ListShape {
        way,
        is_rare: false,
        order,
        is_down: order.is_down() != place.is_backwards(),
        is_first: *place == Place::First,
        by_text: filter.text.is_some(),
        by_species: filter.species.is_some(),
        by_status: filter.status.is_some(),
        by_price: filter.min_price.is_some() || filter.max_price.is_some(),
    };
    if let Some(species) = filter.species.as_ref().filter(|_| shape.may_be_rare()) {
        shape.is_rare = are_fewer(conn, species, rare)?;
    }
    let (mut name, mut price, mut came) = (None, None, None);
    match place.key().map(|(key, _)| key.clone()) {
        Some(Key::Name(key)) => name = Some(key),
        Some(Key::Price(key)) => price = Some(key),
        Some(Key::Moment(key)) => came = Some(key),
        None => {}
    }
    let PetFilter { text, species, status, min_price: min, max_price: max } = filter.clone();
    let (id, position, most) = (place.key().map(|(_, id)| *id), boundary.position.clone(), limit(size));
    let page = PetList { shape, position, at: when, text, species, status, min, max, name, price, came, id, most };
    let rows = if shape.is_planned_anew() { planned_anew(conn, |conn| page.rows(conn))? } else { page.rows(conn)? };
    Ok(Page::of(rows, place, size, |pet| (key_of(pet, order), pet.id)))
}

fn key_of(pet: &PetRow, order: Order) -> Key {
    match order {
        Order::Name | Order::NameDown => Key::Name(pet.name.clone()),
        Order::Price | Order::PriceDown => Key::Price(pet.price),
        Order::Newest | Order::Oldest => Key::Moment(pet.created_at),
    }
}

/// One pet as the log makes it now.
///
/// # Errors
/// The database failed.
pub fn state(conn: &mut PgConnection, pet: PetId) -> Result<Option<PetRow>, StoreError> {
    OnePet { pet }.first(conn)
}

/// The pets whose ids begin with what was typed, as they are now.
///
/// # Errors
/// The database failed.
pub fn by_id(conn: &mut PgConnection, typed: &str, size: usize) -> Result<Vec<PetRow>, StoreError> {
    let Some((first, last)) = ids_that_begin(typed, OF_CHANCE) else { return Ok(vec![]) };
    PetsById { first, last, most: limit(size) }.rows(conn)
}

/// What these pets are called now.
///
/// # Errors
/// The database failed.
pub fn names(conn: &mut PgConnection, pets: Vec<PetId>) -> Result<HashMap<PetId, String>, StoreError> {
    Ok(PetNames { pets }.rows(conn)?.into_iter().map(|pet| (pet.id, pet.name)).collect())
}

/// The young of a mother as they are or were, the youngest first.
///
/// # Errors
/// The database failed.
pub fn young_of(conn: &mut PgConnection, when: When, mother: PetId) -> Result<Vec<PetRow>, StoreError> {
    YoungOf { mother, at: when }.rows(conn)
}

/// The species that the shop knows, or knew, sorted, each once however it was written.
///
/// # Errors
/// The database failed.
pub fn species(conn: &mut PgConnection, when: When, boundary: &Boundary) -> Result<Vec<String>, StoreError> {
    let found = match when {
        When::Now => KnownSpecies { position: boundary.position.clone() }.rows(conn)?,
        When::At(at) => SpeciesAt { at }.rows(conn)?,
    };
    Ok(found.into_iter().map(|row| row.species).collect())
}

/// A species as a list writes it; none where it is not on the list.
///
/// # Errors
/// The database failed.
pub fn as_written(conn: &mut PgConnection, typed: &str, written: &[String]) -> Result<Option<String>, StoreError> {
    if typed.is_empty() || written.iter().any(|species| species == typed) {
        return Ok(None);
    }
    Ok(AsWritten { typed: typed.to_owned(), written: written.to_vec() }.first(conn)?.map(|row| row.species))
}

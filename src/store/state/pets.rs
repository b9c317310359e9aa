//! Lists of pets: the snapshot for its indexes, with the pets laid over it that have moved on since.

use crate::shop::{Money, PetId, Status};
use crate::store::ground::error::StoreError;
use crate::store::ground::schema::pets_state;
use crate::store::ground::when::When;
use crate::store::state::snapshot::Boundary;
use chrono::{DateTime, NaiveDate, Utc};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::{Numeric, Text, Timestamptz, Uuid as SqlUuid};
use rust_decimal::Decimal;
use uuid::Uuid;

/// A pet as `pets_state` and `pets_state_snapshot` show it.
#[derive(Debug, Clone, PartialEq, Eq, HasQuery, QueryableByName)]
#[diesel(table_name = pets_state, check_for_backend(Pg))]
pub struct PetRow {
    /// The pet.
    pub id: Uuid,
    /// What it is called.
    pub name: String,
    /// What kind of animal it is.
    pub species: String,
    /// What it costs, or last cost.
    pub price: Decimal,
    /// available, sold or lost.
    pub status: String,
    /// Its mother.
    pub mother_id: Option<Uuid>,
    /// Who bought it.
    pub customer_id: Option<Uuid>,
    /// What was paid.
    pub sale_price: Option<Decimal>,
    /// The day it arrived or was born.
    pub came_on: NaiveDate,
    /// The day on which it came to be where it is.
    pub status_since: NaiveDate,
    /// The version of its latest event.
    pub version: i32,
    /// When its first event was recorded.
    pub created_at: DateTime<Utc>,
    /// When its latest event was recorded.
    pub updated_at: DateTime<Utc>,
}

/// The order of a list of pets.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
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
    fn key(self) -> &'static str {
        match self {
            Self::Name | Self::NameDown => "lower(pet.name)",
            Self::Price | Self::PriceDown => "pet.price",
            Self::Newest | Self::Oldest => "pet.created_at",
        }
    }

    /// Whether the order of two pets is the same at every moment.
    fn never_changes(self) -> bool {
        !matches!(self, Self::Price | Self::PriceDown)
    }

    fn is_down(self) -> bool {
        matches!(self, Self::NameDown | Self::PriceDown | Self::Newest)
    }
}

/// Which pets a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PetFilter {
    /// Only where the name or the species contains this, whatever its case.
    pub text: Option<String>,
    /// Only this species, whatever its case.
    pub species: Option<String>,
    /// Only this status.
    pub status: Option<Status>,
    /// Only at this price or above.
    pub min_price: Option<Money>,
    /// Only at this price or below.
    pub max_price: Option<Money>,
}

impl PetFilter {
    /// Whether a pet fits at every moment at which it is there.
    fn never_changes(&self) -> bool {
        self.status.is_none() && self.min_price.is_none() && self.max_price.is_none()
    }
}

/// Where a page of a list begins: next to a pet, known by what the list is ordered by and its id.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// What the pet beside the page has in the column of the order.
    pub key: Key,
    /// That pet.
    pub id: PetId,
    /// Whether the page ends before it rather than beginning after it.
    pub backwards: bool,
}

/// What a pet has in the column by which a list is ordered.
#[derive(Debug, Clone, PartialEq)]
pub enum Key {
    /// Its name; Postgres itself puts it in lower case, for no one else does that quite as it does.
    Name(String),
    /// Its price.
    Price(Decimal),
    /// When its first event was recorded.
    Moment(DateTime<Utc>),
}

/// A page of a list of pets.
#[derive(Debug, Clone, PartialEq)]
pub struct PetPage {
    /// The pets, in the order of the list.
    pub pets: Vec<PetRow>,
    /// Where the previous page ends, where there is one.
    pub previous: Option<Place>,
    /// Where the next page begins, where there is one.
    pub next: Option<Place>,
}

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
    place: Option<&Place>,
    size: usize,
) -> Result<PetPage, StoreError> {
    let backwards = place.is_some_and(|place| place.backwards);
    let down = order.is_down() != backwards;
    let (direction, beyond) = if down { ("DESC", "<") } else { ("ASC", ">") };
    let key = order.key();
    let limit = size + 1;

    let mut wheres = Wheres::default();
    wheres.given(filter.text.is_some(), "(strpos(lower(name), lower($)) > 0 OR strpos(lower(species), lower($)) > 0)");
    wheres.given(filter.species.is_some(), "lower(species) = lower($)");
    let never_changing = wheres.all();
    wheres.given(filter.status.is_some(), "status = $");
    wheres.given(filter.min_price.is_some(), "price >= $");
    wheres.given(filter.max_price.is_some(), "price <= $");
    if let Some(place) = place {
        let id = wheres.next + 2;
        let value = if matches!(place.key, Key::Name(_)) { "lower($)" } else { "$" };
        wheres.given(true, &format!("({key}, pet.id) {beyond} ({value}, ${id})"));
    }
    let all = wheres.all();
    let sorted = format!("ORDER BY {key} {direction}, pet.id {direction} LIMIT {limit}");
    let query = match when {
        When::At(_) if order.never_changes() && filter.never_changes() => walked(when, &all, &sorted),
        _ => laid_over(when, boundary, &never_changing, &all, &sorted),
    };

    let mut query = diesel::sql_query(query).into_boxed::<Pg>();
    if let Some(text) = &filter.text {
        query = query.bind::<Text, _>(text.clone());
    }
    if let Some(species) = &filter.species {
        query = query.bind::<Text, _>(species.clone());
    }
    if let Some(status) = filter.status {
        query = query.bind::<Text, _>(status.name());
    }
    for price in [filter.min_price, filter.max_price].into_iter().flatten() {
        query = query.bind::<Numeric, _>(price.amount());
    }
    if let Some(place) = place {
        query = match place.key.clone() {
            Key::Name(name) => query.bind::<Text, _>(name),
            Key::Price(price) => query.bind::<Numeric, _>(price),
            Key::Moment(moment) => query.bind::<Timestamptz, _>(moment),
        };
        query = query.bind::<SqlUuid, _>(place.id.0);
    }
    Ok(page_of(query.load(conn)?, order, place.is_some(), backwards, size))
}

/// One branch walks the snapshot by the index of the order and leaves out the pets that it does not show as they are; the other computes those
/// from the log. Both are ordered and limited, so that Postgres merges them without sorting the shop.
fn laid_over(when: When, boundary: &Boundary, never_changing: &str, all: &str, sorted: &str) -> String {
    let elsewhere = boundary.elsewhere(when);
    let state = when.state();
    let fitting = match never_changing {
        "true" => "moved".into(),
        _ => format!(
            "(SELECT moved.id FROM moved CROSS JOIN LATERAL (SELECT name, species FROM pet_origins WHERE pet_id = moved.id OFFSET 0) AS origin
                       WHERE {never_changing}) AS moved"
        ),
    };
    // Since a moment long ago nearly all have moved, more than a subplan can hash; but of those the snapshot itself knows.
    let unmoved = match when {
        When::Now => "id NOT IN (SELECT id FROM moved)".into(),
        When::At(_) => format!("updated_at <= {} AND id NOT IN ({})", when.moment(), boundary.moved()),
    };
    format!(
        "WITH moved AS MATERIALIZED ({elsewhere})
         SELECT *
         FROM (
             (SELECT * FROM pets_state_snapshot AS pet WHERE {unmoved} AND {all} {sorted})
             UNION ALL
             (SELECT * FROM (
                 SELECT state.*
                 FROM {fitting}
                 CROSS JOIN LATERAL (SELECT * FROM {state} WHERE id = moved.id OFFSET 0) AS state
              ) AS pet
              WHERE {all} {sorted})
         ) AS pet
         {sorted}"
    )
}

/// In an order that never changes, by what never changes, the page is walked by index and only the pets on it are computed.
fn walked(when: When, all: &str, sorted: &str) -> String {
    format!(
        "SELECT state.*
         FROM (
             SELECT * FROM (SELECT pet_id AS id, name, species, created_at FROM pet_origins) AS pet WHERE {} AND {all}
         ) AS pet
         CROSS JOIN LATERAL (SELECT * FROM {} WHERE id = pet.id OFFSET 0) AS state
         {sorted}",
        when.recorded("pet"),
        when.state()
    )
}

fn page_of(mut pets: Vec<PetRow>, order: Order, has_place: bool, backwards: bool, size: usize) -> PetPage {
    let more = pets.len() > size;
    pets.truncate(size);
    if backwards {
        pets.reverse();
    }
    let beside = |pet: Option<&PetRow>, backwards| pet.map(|pet| Place { key: key_of(pet, order), id: PetId(pet.id), backwards });
    let (before, after) = if backwards { (more, true) } else { (has_place, more) };
    PetPage {
        previous: before.then(|| beside(pets.first(), true)).flatten(),
        next: after.then(|| beside(pets.last(), false)).flatten(),
        pets,
    }
}

fn key_of(pet: &PetRow, order: Order) -> Key {
    match order {
        Order::Name | Order::NameDown => Key::Name(pet.name.clone()),
        Order::Price | Order::PriceDown => Key::Price(pet.price),
        Order::Newest | Order::Oldest => Key::Moment(pet.created_at),
    }
}

/// Conditions, each with its placeholder `$` numbered in the order of the binds.
#[derive(Default)]
struct Wheres {
    conditions: Vec<String>,
    next: usize,
}

impl Wheres {
    fn given(&mut self, present: bool, condition: &str) {
        if !present {
            return;
        }
        self.next += 1;
        let number = format!("${}", self.next);
        // A placeholder that has its number already stays as it is.
        let mut numbered = String::new();
        let mut rest = condition.chars().peekable();
        while let Some(c) = rest.next() {
            match c {
                '$' if !rest.peek().is_some_and(char::is_ascii_digit) => numbered.push_str(&number),
                c => numbered.push(c),
            }
        }
        self.conditions.push(numbered);
    }

    fn all(&self) -> String {
        if self.conditions.is_empty() { "true".into() } else { self.conditions.join(" AND ") }
    }
}

/// One pet as the log makes it now.
///
/// # Errors
/// The database failed.
pub fn state(conn: &mut PgConnection, pet: PetId) -> Result<Option<PetRow>, StoreError> {
    Ok(PetRow::query().filter(pets_state::id.eq(pet.0)).first(conn).optional()?)
}

/// The young of a mother as they are or were, the youngest first.
///
/// # Errors
/// The database failed.
pub fn young_of(conn: &mut PgConnection, when: When, mother: PetId) -> Result<Vec<PetRow>, StoreError> {
    let query = format!(
        "SELECT state.*
         FROM pet_born_events AS born
         CROSS JOIN LATERAL (SELECT * FROM {} WHERE id = born.pet_id OFFSET 0) AS state
         WHERE born.mother_id = $1
         ORDER BY born.id DESC",
        when.state()
    );
    Ok(diesel::sql_query(query).bind::<SqlUuid, _>(mother.0).load(conn)?)
}

/// The species that the shop knows, sorted, each once whatever the case in which it was written.
///
/// # Errors
/// The database failed.
pub fn species(conn: &mut PgConnection, boundary: &Boundary) -> Result<Vec<String>, StoreError> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = Text)]
        species: String,
    }
    let query = format!(
        "{} SELECT min(species) AS species FROM counted GROUP BY lower(species) HAVING sum(pets) > 0 ORDER BY lower(species)",
        boundary.counted()
    );
    Ok(diesel::sql_query(query).load::<Row>(conn)?.into_iter().map(|row| row.species).collect())
}

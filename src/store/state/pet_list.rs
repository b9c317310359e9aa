//! Lists of pets: the projection for its indexes, with the pets laid over it that have moved on since.

use crate::shop::{Money, PetId, PetNumber, Status};
use crate::store::ground::error::StoreError;
use crate::store::ground::position::Position;
use crate::store::ground::reader::{Reads, planned_anew};
use crate::store::ground::sql_types::PgSnapshot;
use crate::store::ground::statement::{Rows, Shape, statements};
use crate::store::ground::when::When;
use crate::store::keyset::{Page, Place, limit};
use crate::store::log::page::are_fewer;
use crate::store::state::pets;
use crate::store::state::pets::PetRow;
use askama::Template;
use chrono::{DateTime, Utc};
use diesel::sql_types::{BigInt, Nullable, Numeric, Text, Timestamptz, Uuid as SqlUuid};

statements! {
    /// A page of the list.
    PetList = "state/pet_list.sql", shape ListShape, (
        position: Position as PgSnapshot, at: When as Timestamptz, text: Option<String> as Nullable<Text>, species: Option<String> as Nullable<Text>,
        status: Option<Status> as Nullable<Text>, min: Option<Money> as Nullable<Numeric>, max: Option<Money> as Nullable<Numeric>,
        name: Option<String> as Nullable<Text>, price: Option<Money> as Nullable<Numeric>, came: Option<DateTime<Utc>> as Nullable<Timestamptz>,
        beside: Option<Status> as Nullable<Text>, id: Option<PetId> as Nullable<SqlUuid>, most: i64 as BigInt
    ) -> PetRow;
}

/// What a list is ordered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::store) enum Column {
    Name,
    Price,
    Age,
    Status,
}

/// How a page of the list is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::store) enum Way {
    /// Now: what it has not seen is laid over the projection.
    LaidOver,
    /// As of a moment: whatever has moved on since is laid over the projection.
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

    /// Whether an index is asked first how many pets have the text that is looked for.
    fn is_found(&self) -> bool {
        self.way == Way::LaidOver && self.by_text
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
    /// Those in the store first, then the lost, then the sold; each by name.
    Here,
}

impl Order {
    /// Every order.
    pub const ALL: [Self; 7] = [Self::Name, Self::NameDown, Self::Price, Self::PriceDown, Self::Newest, Self::Oldest, Self::Here];

    /// What `pet` is ordered by.
    fn key(self) -> Column {
        match self {
            Self::Name | Self::NameDown => Column::Name,
            Self::Price | Self::PriceDown => Column::Price,
            Self::Newest | Self::Oldest => Column::Age,
            Self::Here => Column::Status,
        }
    }

    /// Whether the log's own indexes have the order as of every moment.
    fn is_indexed(self) -> bool {
        !matches!(self, Self::Price | Self::PriceDown | Self::Here)
    }

    fn is_down(self) -> bool {
        matches!(self, Self::NameDown | Self::PriceDown | Self::Newest)
    }
}

/// Which pets a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PetFilter {
    /// Only where each word of this is in the name, the species or the number, by the folded key.
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

    /// The text as it is looked for: the number of a pet in the one writing in which it stands among the pet's words. What looks like a number and is no
    /// pet's may be a name.
    pub(in crate::store) fn words(&self, conn: &mut impl Reads) -> Result<Option<String>, StoreError> {
        let Some(text) = &self.text else { return Ok(None) };
        let mut key = |text: &str| match PetNumber::parse(text) {
            Ok(number) if pets::is_a_pets(conn, number)? => Ok(Some(number.key())),
            _ => Ok::<_, StoreError>(None),
        };
        if let Some(key) = key(text)? {
            return Ok(Some(key));
        }
        let words = text.split(' ').map(|word| Ok(key(word)?.unwrap_or_else(|| word.to_owned())));
        Ok(Some(words.collect::<Result<Vec<_>, StoreError>>()?.join(" ")))
    }
}

/// What a pet has in the column by which a list is ordered.
#[derive(Debug, Clone, PartialEq)]
pub enum Key {
    /// Its name; Postgres itself folds it, for no one else does that quite as it does.
    Name(String),
    /// Its price.
    Price(Money),
    /// When its first event was recorded.
    Moment(DateTime<Utc>),
    /// Where it is, and its name.
    Here(Status, String),
}

/// By what a pet beside a page is known: what the list is ordered by, and its id.
pub type PetKey = (Key, PetId);

/// Reads a page of `size` pets, as they are or as they were.
///
/// # Errors
/// The database failed.
pub fn list(
    conn: &mut impl Reads,
    when: When,
    position: &Position,
    filter: &PetFilter,
    order: Order,
    place: &Place<PetKey>,
    size: usize,
) -> Result<Page<PetRow, PetKey>, StoreError> {
    list_where_rare_is(RARE, conn, when, position, filter, order, place, size)
}

/// As [`list`], where a species of fewer pets than this is rare: both ways to a page can be tried in a shop of any size.
///
/// # Errors
/// As [`list`].
#[expect(clippy::too_many_arguments, reason = "those of a list, and one more")]
pub fn list_where_rare_is(
    rare: i64,
    conn: &mut impl Reads,
    when: When,
    position: &Position,
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
    let (mut name, mut price, mut came, mut beside) = (None, None, None, None);
    match place.key().map(|(key, _)| key.clone()) {
        Some(Key::Name(key)) => name = Some(key),
        Some(Key::Price(key)) => price = Some(key),
        Some(Key::Moment(key)) => came = Some(key),
        Some(Key::Here(status, key)) => (beside, name) = (Some(status), Some(key)),
        None => {}
    }
    let PetFilter { species, status, min_price: min, max_price: max, .. } = filter.clone();
    let text = filter.words(conn)?;
    let (id, position, most) = (place.key().map(|(_, id)| *id), position.clone(), limit(size));
    let page = PetList { shape, position, at: when, text, species, status, min, max, name, price, came, beside, id, most };
    let rows = if shape.is_planned_anew() { planned_anew(conn, |conn| page.rows(conn))? } else { page.rows(conn)? };
    Ok(Page::of(rows, place, size, |pet| (key_of(pet, order), pet.id)))
}

fn key_of(pet: &PetRow, order: Order) -> Key {
    match order {
        Order::Name | Order::NameDown => Key::Name(pet.name.clone()),
        Order::Price | Order::PriceDown => Key::Price(pet.price),
        Order::Newest | Order::Oldest => Key::Moment(pet.created_at),
        Order::Here => Key::Here(pet.status, pet.name.clone()),
    }
}

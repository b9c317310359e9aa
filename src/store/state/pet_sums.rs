//! How many pets a list shows, and what they cost together: for its tabs, and beside its rows.

use crate::shop::{Money, Status};
use crate::store::ground::error::StoreError;
use crate::store::ground::position::Position;
use crate::store::ground::reader::Reads;
use crate::store::ground::sql_types::PgSnapshot;
use crate::store::ground::statement::{Rows, Shape, row, statements};
use crate::store::ground::when::When;
use crate::store::state::figures;
use crate::store::state::figures::Stock;
use crate::store::state::pet_list::PetFilter;
use crate::store::state::pets;
use askama::Template;
use diesel::sql_types::{BigInt, Nullable, Numeric, Text};
use rust_decimal::Decimal;

row! {
    /// Pets that are in one place.
    #[derive(Copy, Eq)]
    pub struct PetSum {
        /// Where.
        pub status: Status as Text,
        /// How many.
        pub pets: i64 as BigInt,
        /// What they cost together.
        pub value: Decimal as Numeric,
    }
}

statements! {
    /// How many pets a list shows, by where they are.
    PetSums = "state/pet_sums.sql", shape SumShape, (
        position: Position as PgSnapshot, text: Option<String> as Nullable<Text>, species: Option<String> as Nullable<Text>,
        min: Option<Money> as Nullable<Numeric>, max: Option<Money> as Nullable<Numeric>, most: i64 as BigInt
    ) -> PetSum;
}

/// By what the pets are narrowed.
#[derive(Template, Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[template(path = "state/pet_sums.sql", escape = "none", syntax = "sql")]
pub(in crate::store) struct SumShape {
    by_text: bool,
    by_species: bool,
}

impl Shape for SumShape {
    fn all() -> Vec<Self> {
        [(false, false), (false, true), (true, false), (true, true)].map(|(by_text, by_species)| Self { by_text, by_species }).to_vec()
    }
}

/// How many pets are looked at one by one. Where more fit, it is not said how many.
pub const MOST: i64 = 10_000;

/// How many pets fit a filter, whatever their status, by where they are: none of a place where none are. Of the whole shop and of a species the `stock` of that
/// moment says it; otherwise the pets are looked at one by one, which is done of now and of [`MOST`].
///
/// # Errors
/// The database failed.
pub fn sums(
    conn: &mut impl Reads,
    when: When,
    position: &Position,
    stock: &[Stock],
    filter: &PetFilter,
) -> Result<Option<Vec<PetSum>>, StoreError> {
    sums_of_most(MOST, conn, when, position, stock, filter)
}

/// As [`sums`], where so many are looked at: both answers can be tried in a shop of any size.
///
/// # Errors
/// As [`sums`].
pub fn sums_of_most(
    most: i64,
    conn: &mut impl Reads,
    when: When,
    position: &Position,
    stock: &[Stock],
    filter: &PetFilter,
) -> Result<Option<Vec<PetSum>>, StoreError> {
    let PetFilter { species, min_price: min, max_price: max, .. } = filter.clone();
    let text = filter.words(conn)?;
    if text.is_none() && min.is_none() && max.is_none() {
        return kept(conn, stock, species).map(Some);
    }
    if when != When::Now {
        return Ok(None);
    }
    let shape = SumShape { by_text: text.is_some(), by_species: species.is_some() };
    let position = position.clone();
    let found = PetSums { shape, position, text, species, min, max, most: most.saturating_add(1) }.rows(conn)?;
    let is_all = found.iter().map(|sum| sum.pets).sum::<i64>() <= most;
    Ok(is_all.then_some(found))
}

/// From the stock.
fn kept(conn: &mut impl Reads, stock: &[Stock], species: Option<String>) -> Result<Vec<PetSum>, StoreError> {
    let known = match species {
        Some(species) => Some(pets::as_written(conn, &species, &figures::species(stock))?.unwrap_or(species)),
        None => None,
    };
    let counted = || stock.iter().filter(|kind| known.as_ref().is_none_or(|known| kind.species == *known));
    let sum = |status, of: fn(&Stock) -> (i64, Decimal)| {
        let (pets, value) = counted().map(of).fold((0, Decimal::ZERO), |(n, sum), (pets, value)| (n + pets, sum + value));
        PetSum { status, pets, value }
    };
    Ok(vec![
        sum(Status::Available, |kind| (kind.available, kind.value)),
        sum(Status::Lost, |kind| (kind.lost, kind.lost_value)),
        sum(Status::Sold, |kind| (kind.sold, kind.sold_value)),
    ])
}

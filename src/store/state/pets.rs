//! Pets as the log makes them: one, the young of one, what they are called, and the species that there are.

use crate::shop::{CustomerId, Money, PetId, PetNumber, Status};
use crate::store::ground::error::StoreError;
use crate::store::ground::ids::{OF_CHANCE, ids_that_begin};
use crate::store::ground::reader::Reads;
use crate::store::ground::rows::Answer;
use crate::store::ground::statement::{Rows, row, statements};
use crate::store::ground::when::When;
use crate::store::keyset::limit;
use chrono::{DateTime, NaiveDate, Utc};
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
        /// The number by which people call it.
        pub number: PetNumber as Text,
    }
}

row! {
    /// What a pet is called.
    pub(in crate::store) struct NamedPet {
        id: PetId as SqlUuid,
        name: String as Text,
    }
}

row! {
    /// The number of a pet.
    pub(in crate::store) struct NumberOfPet {
        id: PetId as SqlUuid,
        number: PetNumber as Text,
    }
}

row! {
    /// A species.
    pub(in crate::store) struct SpeciesRow {
        pub(in crate::store) species: String as Text,
    }
}

statements! {
    /// One pet as the log makes it now.
    OnePet = "state/pet.sql", (pet: PetId as SqlUuid) -> PetRow;
    /// The pet that has a number.
    NumberedPet = "state/pet_numbered.sql", (number: PetNumber as Text) -> PetRow;
    /// Whether a pet has a number.
    IsAPets = "state/is_a_pets.sql", (number: PetNumber as Text) -> Answer;
    /// The pets whose ids are in a range.
    PetsById = "state/pets_by_id.sql", (first: Uuid as SqlUuid, last: Uuid as SqlUuid, most: i64 as BigInt) -> PetRow;
    /// What pets are called.
    PetNames = "state/pet_names.sql", (pets: Vec<PetId> as Array<SqlUuid>) -> NamedPet;
    /// The numbers of pets.
    PetNumbers = "state/pet_numbers.sql", (pets: Vec<PetId> as Array<SqlUuid>) -> NumberOfPet;
    /// The young of a mother.
    YoungOf = "state/young_of.sql", (mother: PetId as SqlUuid, at: When as Timestamptz) -> PetRow;
    /// The species that the shop knows, or knew at a moment.
    KnownSpecies = "state/species.sql", (at: When as Timestamptz) -> SpeciesRow;
    /// A species as a list writes it.
    AsWritten = "state/as_written.sql", (typed: String as Text, written: Vec<String> as Array<Text>) -> SpeciesRow;
}

/// One pet as the log makes it now.
///
/// # Errors
/// The database failed.
pub fn state(conn: &mut impl Reads, pet: PetId) -> Result<Option<PetRow>, StoreError> {
    OnePet { pet }.first(conn)
}

/// The pet whose number was typed, or the pets whose ids begin so, as they are now.
///
/// # Errors
/// The database failed.
pub fn typed(conn: &mut impl Reads, typed: &str, size: usize) -> Result<Vec<PetRow>, StoreError> {
    if let Ok(number) = PetNumber::parse(typed) {
        return NumberedPet { number }.rows(conn);
    }
    let Some((first, last)) = ids_that_begin(typed, OF_CHANCE) else { return Ok(vec![]) };
    PetsById { first, last, most: limit(size) }.rows(conn)
}

/// Whether a pet has this number, in the books or taken back.
pub(in crate::store) fn is_a_pets(conn: &mut impl Reads, number: PetNumber) -> Result<bool, StoreError> {
    Ok(IsAPets { number }.one(conn)?.yes)
}

/// What these pets are called now.
///
/// # Errors
/// The database failed.
pub fn names(conn: &mut impl Reads, pets: Vec<PetId>) -> Result<HashMap<PetId, String>, StoreError> {
    Ok(PetNames { pets }.rows(conn)?.into_iter().map(|pet| (pet.id, pet.name)).collect())
}

/// The number of a pet.
///
/// # Errors
/// There is no such pet, or the database failed.
pub fn number(conn: &mut impl Reads, pet: PetId) -> Result<PetNumber, StoreError> {
    numbers(conn, vec![pet])?.remove(&pet).ok_or(StoreError::NotFound)
}

/// The numbers of these pets, also of those that are not in the books.
///
/// # Errors
/// The database failed.
pub fn numbers(conn: &mut impl Reads, pets: Vec<PetId>) -> Result<HashMap<PetId, PetNumber>, StoreError> {
    Ok(PetNumbers { pets }.rows(conn)?.into_iter().map(|pet| (pet.id, pet.number)).collect())
}

/// The young of a mother as they are or were, the youngest first.
///
/// # Errors
/// The database failed.
pub fn young_of(conn: &mut impl Reads, when: When, mother: PetId) -> Result<Vec<PetRow>, StoreError> {
    YoungOf { mother, at: when }.rows(conn)
}

/// The species that the shop knows, or knew, sorted, each once, as it was written first.
///
/// # Errors
/// The database failed.
pub fn species(conn: &mut impl Reads, when: When) -> Result<Vec<String>, StoreError> {
    Ok(KnownSpecies { at: when }.rows(conn)?.into_iter().map(|row| row.species).collect())
}

/// A species as a list writes it; none where it is not on the list.
///
/// # Errors
/// The database failed.
pub fn as_written(conn: &mut impl Reads, typed: &str, written: &[String]) -> Result<Option<String>, StoreError> {
    if typed.is_empty() {
        return Ok(None);
    }
    if written.iter().any(|species| species == typed) {
        return Ok(Some(typed.to_owned()));
    }
    Ok(AsWritten { typed: typed.to_owned(), written: written.to_vec() }.first(conn)?.map(|row| row.species))
}

//! Families: a pet's mothers upwards and its young downwards, as far as a page can show them.

use diesel::sql_types::{BigInt, Integer, Nullable, Text, Timestamptz, Uuid};

use crate::shop::{PetId, PetNumber, Status};
use crate::store::ground::error::StoreError;
use crate::store::ground::reader::Reads;
use crate::store::ground::statement::{Rows, row, statements};
use crate::store::ground::when::When;

/// How many generations are read upwards, and downwards.
pub const GENERATIONS: i32 = 4;
/// How many young of one mother are read.
pub const LITTER: i64 = 12;
/// How many pets are read downwards, the pet itself included; nearer generations go first.
pub const MOST: i64 = 60;

row! {
    /// A member of a family.
    #[derive(Eq)]
    pub struct Relative {
        /// The pet.
        pub id: PetId as Uuid,
        /// Its mother.
        pub mother_id: Option<PetId> as Nullable<Uuid>,
        /// 0 for the pet itself, less for its mothers, more for its young.
        pub generation: i32 as Integer,
        /// What it is called.
        pub name: String as Text,
        /// Its number.
        pub number: PetNumber as Text,
        /// Where it is.
        pub status: Status as Text,
        /// How many young it has in all.
        pub young: i64 as BigInt,
    }
}

statements! {
    /// A pet's family as of a moment.
    Family = "state/family.sql",
        (pet: PetId as Uuid, at: When as Timestamptz, generations: i32 as Integer, litter: i64 as BigInt, most: i64 as BigInt) -> Relative;
}

/// A pet's family, the eldest generation first, and within one by age.
///
/// # Errors
/// The database failed.
pub fn of(conn: &mut impl Reads, when: When, pet: PetId) -> Result<Vec<Relative>, StoreError> {
    Family { pet, at: when, generations: GENERATIONS, litter: LITTER, most: MOST }.rows(conn)
}

//! Families: a pet's mothers upwards and its young downwards, as far as a page can show them.

use crate::shop::PetId;
use crate::store::ground::error::StoreError;
use crate::store::ground::when::When;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Int4, Nullable, Text, Uuid as SqlUuid};
use uuid::Uuid;

/// How many generations are read upwards, and downwards.
pub const GENERATIONS: i32 = 4;
/// How many young of one mother are read.
pub const LITTER: i64 = 12;
/// How many pets are read downwards, the pet itself included; nearer generations go first.
pub const MOST: i64 = 60;

/// A member of a family.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct Relative {
    /// The pet.
    #[diesel(sql_type = SqlUuid)]
    pub id: Uuid,
    /// Its mother.
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub mother_id: Option<Uuid>,
    /// 0 for the pet itself, less for its mothers, more for its young.
    #[diesel(sql_type = Int4)]
    pub generation: i32,
    /// What it is called.
    #[diesel(sql_type = Text)]
    pub name: String,
    /// available, sold or lost.
    #[diesel(sql_type = Text)]
    pub status: String,
    /// How many young it has in all.
    #[diesel(sql_type = BigInt)]
    pub young: i64,
}

/// A pet's family, the eldest generation first, and within one by age.
///
/// Both ways are walked by index, a bounded number of steps. The limit ends the walk downwards, which goes generation by generation.
///
/// # Errors
/// The database failed.
pub fn of(conn: &mut PgConnection, when: When, pet: PetId) -> Result<Vec<Relative>, StoreError> {
    let counted = when.counted("born");
    let state = when.state();
    Ok(diesel::sql_query(format!(
        "WITH RECURSIVE up AS (
             SELECT pet_id, mother_id, 0 AS generation FROM pet_origins WHERE pet_id = $1
             UNION ALL
             SELECT mother.pet_id, mother.mother_id, up.generation - 1
             FROM up
             CROSS JOIN LATERAL (SELECT pet_id, mother_id FROM pet_origins WHERE pet_id = up.mother_id OFFSET 0) AS mother
             WHERE up.generation > -$2::integer
         ),
         down AS (
             SELECT $1::uuid AS pet_id, 0 AS generation
             UNION ALL
             SELECT young.pet_id, down.generation + 1
             FROM down
             CROSS JOIN LATERAL (
                 SELECT pet_id FROM pet_born_events AS born
                 WHERE mother_id = down.pet_id AND {counted}
                 ORDER BY id LIMIT $3
             ) AS young
             WHERE down.generation < $2
         ),
         family AS MATERIALIZED (
             SELECT pet_id, generation FROM up WHERE generation < 0
             UNION ALL
             (SELECT pet_id, generation FROM down LIMIT $4)
         )
         SELECT state.id, state.mother_id, family.generation, state.name, state.status,
                (SELECT count(*) FROM pet_born_events AS born WHERE mother_id = family.pet_id AND {counted}) AS young
         FROM family
         CROSS JOIN LATERAL (SELECT id, mother_id, name, status, created_at FROM {state} WHERE id = family.pet_id OFFSET 0) AS state
         ORDER BY family.generation, state.created_at, state.id"
    ))
    .bind::<SqlUuid, _>(pet.0)
    .bind::<Int4, _>(GENERATIONS)
    .bind::<BigInt, _>(LITTER)
    .bind::<BigInt, _>(MOST)
    .load(conn)?)
}

//! Certificates: the stories of a pet and of its mothers as the latest seal covers them, with the proof that it does.

use crate::integrity::merkle::{Leaf, Proof};
use crate::integrity::{Certificate, certificate::Proven};
use crate::shop::PetId;
use crate::store::ground::error::StoreError;
use crate::store::proof::{seals, verify};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::Uuid as SqlUuid;
use uuid::Uuid;

/// What can be certified of a pet now.
#[derive(Debug, Clone)]
pub struct Certified {
    /// The certificate; `None` where no seal covers the pet, or one of its mothers.
    pub certificate: Option<Certificate>,
    /// How many events there are of the pet by now.
    pub version: i32,
}

/// The certificate of a pet under the latest seal.
///
/// # Errors
/// There is no such pet, or the database failed.
pub fn of_pet(conn: &mut PgConnection, pet: PetId) -> Result<Certified, StoreError> {
    conn.build_transaction().repeatable_read().read_only().run(|conn| {
        // Moments are hashed as they are in UTC.
        conn.batch_execute("SET LOCAL TimeZone = 'UTC'")?;
        let line = line(conn, pet)?;
        let events = verify::encodings(conn, &line)?;
        let version = events.iter().filter(|(id, ..)| *id == pet.0).map(|(_, version, _)| *version).max().ok_or(StoreError::NotFound)?;
        let Some(seal) = seals::newest(conn, 1)?.pop() else { return Ok(Certified { certificate: None, version }) };
        let leaves = seals::leaves(conn, seal.seal.id)?;
        let proven: Option<Vec<Proven>> = line.iter().map(|id| proven(&leaves, PetId(*id), &events)).collect();
        Ok(Certified { certificate: proven.map(|line| Certificate { line, seal }), version })
    })
}

fn proven(leaves: &[Leaf], pet: PetId, events: &[(Uuid, i32, String)]) -> Option<Proven> {
    let leaf = leaves.get(leaves.binary_search_by_key(&pet.0, |leaf| leaf.pet.0).ok()?)?;
    let covered = events.iter().filter(|(id, version, _)| *id == pet.0 && *version <= leaf.version);
    let events = covered.map(|(.., encoding)| encoding.clone()).collect();
    Some(Proven { pet, events, head: leaf.head, proof: Proof::build(leaves, pet)? })
}

/// The pet, its mother, hers, and so on.
fn line(conn: &mut PgConnection, pet: PetId) -> Result<Vec<Uuid>, StoreError> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = SqlUuid)]
        pet_id: Uuid,
    }
    let rows: Vec<Row> = diesel::sql_query(
        "WITH RECURSIVE up AS (
             SELECT pet_id, mother_id, 0 AS generation FROM pet_origins WHERE pet_id = $1::uuid
             UNION ALL
             SELECT mother.pet_id, mother.mother_id, up.generation + 1
             FROM up
             CROSS JOIN LATERAL (SELECT pet_id, mother_id FROM pet_origins WHERE pet_id = up.mother_id OFFSET 0) AS mother
         )
         SELECT pet_id FROM up ORDER BY generation",
    )
    .bind::<SqlUuid, _>(pet.0)
    .load(conn)?;
    Ok(rows.into_iter().map(|row| row.pet_id).collect())
}

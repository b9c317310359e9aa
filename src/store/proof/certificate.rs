//! Certificates: the stories of a pet and of its mothers as the latest seal covers them, with the proof that it does.

use crate::integrity::merkle::{Leaf, Proof};
use crate::integrity::{Certificate, certificate::Proven};
use crate::shop::PetId;
use crate::store::ground::error::StoreError;
use crate::store::ground::pool::at_one_state;
use crate::store::ground::statement::{Rows, row, statements};
use crate::store::proof::seals;
use crate::store::proof::verify::rows::{EventRow, encodings};
use diesel::PgConnection;
use diesel::connection::SimpleConnection;
use diesel::sql_types::Uuid as SqlUuid;

statements! {
    /// A pet, its mother, hers, and so on.
    Line = "proof/line.sql", (pet: PetId as SqlUuid) -> InLine;
}

row! {
    /// A pet of a line.
    pub(in crate::store) struct InLine {
        id: PetId as SqlUuid,
    }
}

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
    at_one_state(conn, |conn| {
        // Moments are hashed as they are in UTC.
        conn.batch_execute("SET LOCAL TimeZone = 'UTC'")?;
        let line: Vec<PetId> = Line { pet }.rows(conn)?.into_iter().map(|row| row.id).collect();
        let events = encodings(conn, line.clone())?;
        let version = events.iter().filter(|event| event.pet_id == pet).map(|event| event.version).max().ok_or(StoreError::NotFound)?;
        let Some(seal) = seals::newest(conn)? else { return Ok(Certified { certificate: None, version }) };
        let leaves = seals::leaves(conn, seal.seal.id)?;
        let proven: Option<Vec<Proven>> = line.iter().map(|pet| proven(&leaves, *pet, &events)).collect();
        Ok(Certified { certificate: proven.map(|line| Certificate { line, seal }), version })
    })
}

fn proven(leaves: &[Leaf], pet: PetId, events: &[EventRow]) -> Option<Proven> {
    let leaf = leaves.get(leaves.binary_search_by_key(&pet, |leaf| leaf.pet).ok()?)?;
    let covered = events.iter().filter(|event| event.pet_id == pet && event.version <= leaf.version);
    let events = covered.map(|event| event.encoding.clone()).collect();
    Some(Proven { pet, events, head: leaf.head, proof: Proof::build(leaves, pet)? })
}

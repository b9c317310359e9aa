//! Certificates: the stories of a pet and of its mothers as the latest seal covers them, with the proof that it does.

use crate::integrity::{Certificate, certificate::Proven};
use crate::shop::PetId;
use crate::store::ground::error::StoreError;
use crate::store::ground::reader::{Reads, at_one_state};
use crate::store::ground::statement::{Rows, row, statements};
use crate::store::proof::verify::rows::encodings;
use crate::store::proof::{seals, tree};
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
pub fn of_pet(conn: &mut impl Reads, pet: PetId) -> Result<Certified, StoreError> {
    // Moments are hashed as they are in UTC.
    at_one_state(conn, "SET LOCAL TimeZone = 'UTC'", |conn| {
        let line: Vec<PetId> = Line { pet }.rows(conn)?.into_iter().map(|row| row.id).collect();
        let events = encodings(conn, line.clone())?;
        let version = events.iter().filter(|event| event.pet_id == pet).map(|event| event.version).max().ok_or(StoreError::NotFound)?;
        let Some(seal) = seals::newest(conn)? else { return Ok(Certified { certificate: None, version }) };
        let mut proven = Vec::new();
        for pet in line {
            let Some((leaf, proof)) = tree::proof(conn, seal.seal.id, seal.seal.root, pet)? else {
                return Ok(Certified { certificate: None, version });
            };
            let covered = events.iter().filter(|event| event.pet_id == pet && event.version <= leaf.version);
            proven.push(Proven { pet, events: covered.map(|event| event.encoding.clone()).collect(), head: leaf.head, proof });
        }
        Ok(Certified { certificate: Some(Certificate { line: proven, seal }), version })
    })
}

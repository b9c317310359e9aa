//! Proof that the log is whole: what every event, seal and key has to fit, and how a fault is said. Pure: the database is read in
//! [`crate::store::proof::verify`], which hands over rows as they stand there.
//!
//! [`kept`] is what is known of one pet, [`chain`] checks it: its events and their hashes, its story, what was sealed of it and what is [`shown`] of it. [`merkle`]
//! makes one hash of all pets, [`seal`] is the document that carries it, [`key`] signs that; a [`certificate`] proves one pet by it. [`stock`]
//! counts the pets of each moment that is kept. [`fault`] is what can be wrong with any of them. [`books`] is the file in which all of it
//! travels, its events written as in [`cloud_event`].
//! docs/integrity.md writes all of it down for those who would rather check it with other tools.

pub mod books;
pub mod certificate;
pub mod chain;
pub mod cloud_event;
pub mod fault;
pub mod hash;
pub mod kept;
pub mod key;
pub mod merkle;
pub mod public_key;
pub mod seal;
mod shown;
pub mod stock;

pub use certificate::Certificate;
pub use fault::{Fault, FaultKind, Place, Verification};
pub use hash::Hash;
pub use key::SealKey;
pub use public_key::{PublicKey, Trust};
pub use seal::{Seal, SignedSeal};

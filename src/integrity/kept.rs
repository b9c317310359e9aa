//! What the database keeps of one pet, as it stands there: it may be anything.

use super::hash::Hash;
use super::merkle::Leaf;
use crate::shop::{EventKind, PetId};
use uuid::Uuid;

/// Everything that the database keeps of one pet, as it stands there.
#[derive(Debug, Clone, Default)]
pub struct Kept {
    /// Its events in the order of their versions.
    pub events: Vec<KeptEvent>,
    /// Its row in `pet_streams`.
    pub stream: Option<KeptStream>,
    /// What was sealed of it, in the order of the seals.
    pub sealed: Vec<SealedHead>,
    /// Its row in `pets_state_snapshot`, as JSON.
    pub shown: Option<String>,
    /// What the projection has of it; nothing where it does not show it, and has seen all of its events.
    pub projected: Option<KeptProjected>,
}

/// A pet in the projection.
#[derive(Debug, Clone)]
pub struct KeptProjected {
    /// Its row in `pets_state_projection`, as JSON.
    pub shown: Option<String>,
    /// Whether it has events that the projection has not seen.
    pub is_behind: bool,
}

/// A row of an event table.
#[derive(Debug, Clone)]
pub struct KeptEvent {
    /// Its id.
    pub id: Uuid,
    /// In whose table it lies.
    pub kind: EventKind,
    /// Its version.
    pub version: i32,
    /// Its encoding: the text that is hashed, and the event itself.
    pub text: String,
    /// Its hash.
    pub hash: Vec<u8>,
}

/// A row of `pet_streams`.
#[derive(Debug, Clone)]
pub struct KeptStream {
    /// The version of the latest event.
    pub version: i32,
    /// `created_at` of the latest event, as its encoding has it.
    pub last_recorded_at: String,
    /// The hash of the latest event.
    pub head: Vec<u8>,
}

/// A row of `seal_heads`.
#[derive(Debug, Clone)]
pub struct SealedHead {
    /// The seal.
    pub seal: i64,
    /// The pet's version then.
    pub version: i32,
    /// The hash of that event.
    pub head: Vec<u8>,
}

impl SealedHead {
    /// How it goes into the seal's root; what is no hash goes in as none that fits.
    #[must_use]
    pub fn leaf(&self, pet: PetId) -> Hash {
        let head = Hash::try_from(self.head.as_slice()).unwrap_or(Hash::ZERO);
        Leaf { pet, version: self.version, head }.hash()
    }
}

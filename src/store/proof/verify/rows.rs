//! What the walk reads: each in the order of pets, as it stands there.

use crate::integrity::Hash;
use crate::integrity::kept::{KeptEvent, KeptProjected, KeptStream, SealedHead};
use crate::shop::{EventKind, PetId};
use crate::store::ground::error::StoreError;
use crate::store::ground::reader::Reads;
use crate::store::ground::rows::Number;
use crate::store::ground::statement::{Rows, Shape, row, statements};
use crate::store::proof::verify::cursor::OfPet;
use askama::Template;
use diesel::PgConnection;
use diesel::sql_types::{Array, BigInt, Binary, Bool, Integer, Nullable, Text, Uuid as SqlUuid};
use std::collections::BTreeMap;
use uuid::Uuid;

statements! {
    /// Events with their encoding.
    Encodings = "proof/encodings.sql", shape EncodingsShape, (pets: Vec<PetId> as Array<SqlUuid>) -> EventRow;
    /// All streams.
    Streams = "proof/streams.sql", () -> StreamRow;
    /// What the seals cover.
    AllSealHeads = "proof/all_seal_heads.sql", () -> SealedRow;
    /// What the snapshot shows.
    Shown = "proof/shown.sql", () -> ShownRow;
    /// What the projection shows.
    Projected = "proof/projected.sql", () -> ProjectedRow;
    /// How many events the streams count.
    NumberOfEvents = "proof/number_of_events.sql", () -> Number;
}

/// Whether the events are those of some pets; else they are all.
#[derive(Template, Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[template(path = "proof/encodings.sql", escape = "none", syntax = "sql")]
pub(in crate::store) struct EncodingsShape {
    of_some_pets: bool,
}

impl Shape for EncodingsShape {
    fn all() -> Vec<Self> {
        [false, true].map(|of_some_pets| Self { of_some_pets }).to_vec()
    }
}

/// The encodings of all events of some pets, by pet and version.
pub(in crate::store) fn encodings(conn: &mut impl Reads, pets: Vec<PetId>) -> Result<Vec<EventRow>, StoreError> {
    Encodings { shape: EncodingsShape { of_some_pets: true }, pets }.rows(conn)
}

/// How many events the streams count.
pub(in crate::store) fn number_of_events(conn: &mut PgConnection) -> Result<i64, StoreError> {
    Ok(NumberOfEvents {}.one(conn)?.n)
}

row! {
    /// An event, with its encoding; nothing of it is believed, but for the table it stands in.
    pub(in crate::store) struct EventRow {
        pub(in crate::store) pet_id: PetId as SqlUuid,
        pub(in crate::store) version: i32 as Integer,
        id: Uuid as SqlUuid,
        kind: EventKind as Text,
        hash: Vec<u8> as Binary,
        pub(in crate::store) encoding: String as Text,
    }
}

impl OfPet for EventRow {
    const NAME: &'static str = "verified_events";
    type Kept = KeptEvent;

    fn statement() -> &'static str {
        Encodings { shape: EncodingsShape { of_some_pets: false }, pets: vec![] }.text()
    }

    fn pet(&self) -> PetId {
        self.pet_id
    }

    fn kept(self) -> KeptEvent {
        KeptEvent { id: self.id, kind: self.kind, version: self.version, text: self.encoding, hash: self.hash }
    }
}

row! {
    /// A stream.
    pub(in crate::store) struct StreamRow {
        pet_id: PetId as SqlUuid,
        version: i32 as Integer,
        last_recorded_at: String as Text,
        head: Vec<u8> as Binary,
    }
}

impl OfPet for StreamRow {
    const NAME: &'static str = "verified_streams";
    type Kept = KeptStream;

    fn statement() -> &'static str {
        Streams {}.text()
    }

    fn pet(&self) -> PetId {
        self.pet_id
    }

    fn kept(self) -> KeptStream {
        KeptStream { version: self.version, last_recorded_at: self.last_recorded_at, head: self.head }
    }
}

row! {
    /// What a seal covers of a pet.
    pub(in crate::store) struct SealedRow {
        pet_id: PetId as SqlUuid,
        seal_id: i64 as BigInt,
        version: i32 as Integer,
        head: Vec<u8> as Binary,
    }
}

impl OfPet for SealedRow {
    const NAME: &'static str = "verified_seal_heads";
    type Kept = SealedHead;

    fn statement() -> &'static str {
        AllSealHeads {}.text()
    }

    fn pet(&self) -> PetId {
        self.pet_id
    }

    fn kept(self) -> SealedHead {
        SealedHead { seal: self.seal_id, version: self.version, head: self.head }
    }
}

row! {
    /// What the snapshot shows of a pet.
    pub(in crate::store) struct ShownRow {
        id: PetId as SqlUuid,
        shown: String as Text,
    }
}

impl OfPet for ShownRow {
    const NAME: &'static str = "verified_snapshot";
    type Kept = String;

    fn statement() -> &'static str {
        Shown {}.text()
    }

    fn pet(&self) -> PetId {
        self.id
    }

    fn kept(self) -> String {
        self.shown
    }
}

row! {
    /// What the projection shows of a pet.
    pub(in crate::store) struct ProjectedRow {
        id: PetId as SqlUuid,
        shown: Option<String> as Nullable<Text>,
        is_behind: bool as Bool,
    }
}

impl OfPet for ProjectedRow {
    const NAME: &'static str = "verified_projection";
    type Kept = KeptProjected;

    fn statement() -> &'static str {
        Projected {}.text()
    }

    fn pet(&self) -> PetId {
        self.id
    }

    fn kept(self) -> KeptProjected {
        KeptProjected { shown: self.shown, is_behind: self.is_behind }
    }
}

/// What the seals cover, as it is kept of them.
#[derive(Debug, Default)]
pub(in crate::store) struct Covered {
    /// How many pets and events came with each seal.
    pub(in crate::store) grown: BTreeMap<i64, (i64, i64)>,
    /// The root from each seal on at which it changed.
    pub(in crate::store) roots: Vec<(i64, Hash)>,
}

impl Covered {
    /// Adds a pet.
    pub(in crate::store) fn add(&mut self, sealed: &[SealedHead]) {
        let mut before = None;
        for head in sealed {
            let (pets, events) = self.grown.entry(head.seal).or_default();
            *pets += i64::from(before.is_none());
            *events += i64::from(head.version) - before.unwrap_or(0);
            before = Some(i64::from(head.version));
        }
    }
}

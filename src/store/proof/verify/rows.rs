//! What the walk reads: each query in the order of pets, and its rows as they stand there.

use crate::integrity::Hash;
use crate::integrity::chain::{KeptEvent, KeptStream, SealedHead};
use crate::shop::EventKind;
use crate::store::ground::error::StoreError;
use crate::store::proof::verify::Number;
use crate::store::proof::verify::cursor::OfPet;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Binary, Integer, Text, Uuid as SqlUuid};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The events of all tables, with their encoding. It is said here again, not asked of the database's function, which could be another by now.
pub(in crate::store) fn events() -> String {
    let of_kind = |(place, kind): (usize, EventKind)| {
        format!(
            "SELECT pet_id, version, id, {place} AS kind, hash,
                    (jsonb_strip_nulls(to_jsonb(e) - 'hash' - 'metadata') || jsonb_build_object('metadata', metadata))::text AS encoding
             FROM {} AS e",
            kind.table()
        )
    };
    let all: Vec<String> = EventKind::ALL.into_iter().enumerate().map(of_kind).collect();
    format!("{} ORDER BY pet_id, version", all.join(" UNION ALL "))
}

pub(in crate::store) const STREAMS: &str =
    "SELECT pet_id, version, to_jsonb(last_recorded_at) #>> '{}' AS last_recorded_at, head FROM pet_streams ORDER BY pet_id";
pub(in crate::store) const SEALED: &str = "SELECT pet_id, seal_id, version, head FROM seal_heads ORDER BY pet_id, seal_id";
pub(in crate::store) const SHOWN: &str = "SELECT id, to_jsonb(s)::text AS shown FROM pets_state_snapshot AS s ORDER BY id";

/// How many events the streams count.
pub(in crate::store) fn number_of_events(conn: &mut PgConnection) -> Result<i64, StoreError> {
    let Number { n } = diesel::sql_query("SELECT coalesce(sum(version), 0) AS n FROM pet_streams").get_result(conn)?;
    Ok(n)
}

#[derive(QueryableByName)]
pub(in crate::store) struct EventRow {
    #[diesel(sql_type = SqlUuid)]
    pet_id: Uuid,
    #[diesel(sql_type = Integer)]
    version: i32,
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Integer)]
    kind: i32,
    #[diesel(sql_type = Binary)]
    hash: Vec<u8>,
    #[diesel(sql_type = Text)]
    encoding: String,
}

impl EventRow {
    /// Whose it is, its version and its encoding.
    pub(in crate::store) fn encoded(self) -> (Uuid, i32, String) {
        (self.pet_id, self.version, self.encoding)
    }
}

impl OfPet for EventRow {
    const NAME: &'static str = "verified_events";
    type Kept = KeptEvent;

    fn pet(&self) -> Uuid {
        self.pet_id
    }

    fn kept(self) -> KeptEvent {
        let place = usize::try_from(self.kind).unwrap_or_default();
        let kind = EventKind::ALL.get(place).copied().unwrap_or(EventKind::Arrived);
        KeptEvent { id: self.id, kind, version: self.version, text: self.encoding, hash: self.hash }
    }
}

#[derive(QueryableByName)]
pub(in crate::store) struct StreamRow {
    #[diesel(sql_type = SqlUuid)]
    pet_id: Uuid,
    #[diesel(sql_type = Integer)]
    version: i32,
    #[diesel(sql_type = Text)]
    last_recorded_at: String,
    #[diesel(sql_type = Binary)]
    head: Vec<u8>,
}

impl OfPet for StreamRow {
    const NAME: &'static str = "verified_streams";
    type Kept = KeptStream;

    fn pet(&self) -> Uuid {
        self.pet_id
    }

    fn kept(self) -> KeptStream {
        KeptStream { version: self.version, last_recorded_at: self.last_recorded_at, head: self.head }
    }
}

#[derive(QueryableByName)]
pub(in crate::store) struct SealedRow {
    #[diesel(sql_type = SqlUuid)]
    pet_id: Uuid,
    #[diesel(sql_type = BigInt)]
    seal_id: i64,
    #[diesel(sql_type = Integer)]
    version: i32,
    #[diesel(sql_type = Binary)]
    head: Vec<u8>,
}

impl OfPet for SealedRow {
    const NAME: &'static str = "verified_seal_heads";
    type Kept = SealedHead;

    fn pet(&self) -> Uuid {
        self.pet_id
    }

    fn kept(self) -> SealedHead {
        SealedHead { seal: self.seal_id, version: self.version, head: self.head }
    }
}

#[derive(QueryableByName)]
pub(in crate::store) struct ShownRow {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Text)]
    shown: String,
}

impl OfPet for ShownRow {
    const NAME: &'static str = "verified_snapshot";
    type Kept = String;

    fn pet(&self) -> Uuid {
        self.id
    }

    fn kept(self) -> String {
        self.shown
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

//! Seals: what a refresh saw of the whole shop, in one signed hash.

use crate::integrity::merkle::Leaf;
use crate::integrity::{Hash, PublicKey, Seal, SealKey, SignedSeal};
use crate::shop::PetId;
use crate::store::ground::clock::Now;
use crate::store::ground::error::StoreError;
use crate::store::ground::position::Position;
use crate::store::ground::reader::Reads;
use crate::store::ground::sql_types::PgSnapshot;
use crate::store::ground::statement::{Deed, Rows, Shape, row, statements};
use crate::store::keyset::{Page, Place, limit};
use crate::store::proof::tree;
use chrono::{DateTime, Utc};
use diesel::PgConnection;
use diesel::sql_types::{Array, BigInt, Binary, Integer, Nullable, Timestamptz, Uuid as SqlUuid};
use uuid::Uuid;

statements! {
    /// A seal.
    OneSeal = "proof/seal.sql", (seal: i64 as BigInt) -> SealRow;
    /// Seals, newest first.
    Seals = "proof/seals.sql", shape SealsShape, (beside: i64 as BigInt, most: i64 as BigInt) -> SealRow;
    /// The first seal that covers an event.
    CoveringSeal = "proof/covering_seal.sql", (pet: PetId as SqlUuid, version: i32 as Integer) -> SealRow;
    /// What of the log the newest seal has seen.
    SealedUntil = "proof/sealed_until.sql", () -> Until;
    /// The heads of the streams that have changed since.
    MovedHeads = "proof/moved_heads.sql", (position: Position as PgSnapshot) -> MovedHead;
    /// The heads of the streams of some pets.
    Heads = "proof/heads.sql", (first: Vec<Uuid> as Array<SqlUuid>, last: Vec<Uuid> as Array<SqlUuid>) -> Head;
    /// The heads of the streams of some pets as a seal covers them.
    SealedHeads = "proof/sealed_heads.sql", (seal: i64 as BigInt, first: Uuid as SqlUuid, last: Uuid as SqlUuid) -> Head;
    /// Keeps a seal.
    KeepSeal = "proof/keep_seal.sql", (
        seal: i64 as BigInt, sealed_at: DateTime<Utc> as Timestamptz, refresh: i64 as BigInt, pets: i64 as BigInt, events: i64 as BigInt,
        root: Hash as Binary, previous: Hash as Binary, hash: Hash as Binary, public_key: Vec<u8> as Binary, signature: Vec<u8> as Binary
    );
    /// Keeps the heads that have changed.
    KeepHeads = "proof/keep_heads.sql", (
        seal: i64 as BigInt, pets: Vec<PetId> as Array<SqlUuid>, versions: Vec<i32> as Array<Integer>, heads: Vec<Vec<u8>> as Array<Binary>
    );
}

row! {
    /// A seal as it is kept.
    pub(in crate::store) struct SealRow {
        id: i64 as BigInt,
        sealed_at: DateTime<Utc> as Timestamptz,
        refresh_id: i64 as BigInt,
        pets: i64 as BigInt,
        events: i64 as BigInt,
        root: Hash as Binary,
        previous_hash: Hash as Binary,
        public_key: Vec<u8> as Binary,
        signature: Vec<u8> as Binary,
    }
}

row! {
    /// What of the log a seal has seen.
    pub(in crate::store) struct Until {
        position: Position as PgSnapshot,
    }
}

row! {
    /// Where a pet's stream ends, which has moved on since it was sealed.
    pub(in crate::store) struct MovedHead {
        pet: PetId as SqlUuid,
        version: i32 as Integer,
        head: Hash as Binary,
        sealed: Option<i32> as Nullable<Integer>,
    }
}

row! {
    /// Where a pet's stream ends.
    pub(in crate::store) struct Head {
        pet: PetId as SqlUuid,
        version: i32 as Integer,
        head: Hash as Binary,
    }
}

/// In which direction a page of seals is read.
#[derive(askama::Template, Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[template(path = "proof/seals.sql", escape = "none", syntax = "sql")]
pub(in crate::store) struct SealsShape {
    is_backwards: bool,
}

impl Shape for SealsShape {
    fn all() -> Vec<Self> {
        [false, true].map(|is_backwards| Self { is_backwards }).to_vec()
    }
}

impl From<Head> for Leaf {
    fn from(Head { pet, version, head }: Head) -> Self {
        Self { pet, version, head }
    }
}

impl TryFrom<SealRow> for SignedSeal {
    type Error = StoreError;

    fn try_from(row: SealRow) -> Result<Self, StoreError> {
        let SealRow { id, sealed_at, refresh_id, pets, events, root, previous_hash: previous, public_key, signature } = row;
        let unreadable = |_| StoreError::Unreadable(format!("seal {id}"));
        let public_key = PublicKey::try_from(public_key.as_slice()).map_err(unreadable)?;
        let seal = Seal { id, sealed_at, refresh_id, pets, events, root, previous, public_key };
        Ok(Self { seal, signature: signature.as_slice().try_into().map_err(unreadable)? })
    }
}

/// Seals what this transaction sees, which is to be REPEATABLE READ and the refresh's own: so the seal covers what the snapshot shows. It costs what has moved
/// on since the seal before.
pub(in crate::store) fn seal(conn: &mut PgConnection, key: &SealKey, refresh_id: i64) -> Result<SignedSeal, StoreError> {
    let before = newest(conn)?.map(|signed| signed.seal);
    let kept = tree::kept(conn, before.as_ref().map_or(Hash::ZERO, |seal| seal.root))?;
    // Books that came in bring seals, and events that these do not cover; then nothing is kept, and all streams are looked at.
    let position = if kept.is_some() { SealedUntil {}.one(conn)?.position } else { Position::of_nothing() };
    let moved = MovedHeads { position }.rows(conn)?;
    let root = tree::follow(conn, kept, moved.iter().map(|head| head.pet))?;
    let (pets, events) = before.as_ref().map_or((0, 0), |seal| (seal.pets, seal.events));
    let seal = Seal {
        id: before.as_ref().map_or(0, |seal| seal.id) + 1,
        sealed_at: Now {}.one(conn)?.at,
        refresh_id,
        pets: pets + moved.iter().map(|head| i64::from(head.sealed.is_none())).sum::<i64>(),
        events: events + moved.iter().map(|head| i64::from(head.version) - i64::from(head.sealed.unwrap_or(0))).sum::<i64>(),
        root,
        previous: before.map_or(Hash::ZERO, |seal| seal.hash()),
        public_key: key.public(),
    };
    let signed = key.sign(seal);
    keep_alone(conn, &signed)?;
    KeepHeads {
        seal: signed.seal.id,
        pets: moved.iter().map(|head| head.pet).collect(),
        versions: moved.iter().map(|head| head.version).collect(),
        heads: moved.iter().map(|head| head.head.bytes().to_vec()).collect(),
    }
    .run(conn)?;
    Ok(signed)
}

/// Keeps a seal, without what it covers.
pub(in crate::store) fn keep_alone(conn: &mut PgConnection, signed: &SignedSeal) -> Result<(), StoreError> {
    let Seal { id: seal, sealed_at, refresh_id: refresh, pets, events, root, previous, public_key } = signed.seal.clone();
    let (hash, public_key, signature) = (signed.seal.hash(), public_key.bytes().to_vec(), signed.signature.to_vec());
    KeepSeal { seal, sealed_at, refresh, pets, events, root, previous, hash, public_key, signature }.run(conn)?;
    Ok(())
}

/// A seal, to be downloaded.
///
/// # Errors
/// The database failed, or what it keeps is no seal.
pub fn one(conn: &mut impl Reads, id: i64) -> Result<Option<SignedSeal>, StoreError> {
    OneSeal { seal: id }.first(conn)?.map(SignedSeal::try_from).transpose()
}

/// The newest seal.
///
/// # Errors
/// The database failed, or what it keeps is no seal.
pub fn newest(conn: &mut impl Reads) -> Result<Option<SignedSeal>, StoreError> {
    Ok(page(conn, &Place::First, 1)?.rows.pop())
}

/// A page of the seals, newest first, by their numbers.
///
/// # Errors
/// The database failed, or what it keeps is no seal.
pub fn page(conn: &mut impl Reads, place: &Place<i64>, size: usize) -> Result<Page<SignedSeal, i64>, StoreError> {
    let shape = SealsShape { is_backwards: place.is_backwards() };
    let rows = Seals { shape, beside: place.key().copied().unwrap_or(i64::MAX), most: limit(size) }.rows(conn)?;
    let seals = rows.into_iter().map(SignedSeal::try_from).collect::<Result<_, _>>()?;
    Ok(Page::of(seals, place, size, |signed| signed.seal.id))
}

/// The first seal that covers an event: of this pet, and this version of it. `None` where it is not sealed yet.
///
/// # Errors
/// The database failed, or what it keeps is no seal.
pub fn covering(conn: &mut PgConnection, pet: PetId, version: i32) -> Result<Option<SignedSeal>, StoreError> {
    CoveringSeal { pet, version }.first(conn)?.map(SignedSeal::try_from).transpose()
}

/// The pets with these ids as a seal covers them, in the order of their ids: what [`crate::integrity::merkle::Proof::build`] asks for.
///
/// # Errors
/// The database failed, or what it keeps is no hash.
pub fn leaves(conn: &mut impl Reads, seal: i64, (first, last): (Uuid, Uuid)) -> Result<Vec<Leaf>, StoreError> {
    Ok(SealedHeads { seal, first, last }.rows(conn)?.into_iter().map(Leaf::from).collect())
}

/// The pets with ids in these stretches, as they are, in the order of their ids.
pub(super) fn heads(
    conn: &mut PgConnection,
    stretches: impl IntoIterator<Item = (Uuid, Uuid)>,
    mut each: impl FnMut(Leaf),
) -> Result<(), StoreError> {
    let (first, last) = stretches.into_iter().unzip();
    Heads { first, last }.each(conn, |head| {
        each(head.into());
        Ok(())
    })
}

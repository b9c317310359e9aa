//! Seals: what a refresh saw of the whole shop, in one signed hash.

use crate::integrity::merkle::{Leaf, Roots};
use crate::integrity::{Hash, PublicKey, Seal, SealKey, SignedSeal};
use crate::shop::PetId;
use crate::store::ground::clock::Now;
use crate::store::ground::error::StoreError;
use crate::store::ground::statement::{Deed, Rows, Shape, row, statements};
use crate::store::keyset::{Page, Place, limit};
use chrono::{DateTime, Utc};
use diesel::PgConnection;
use diesel::sql_types::{BigInt, Binary, Integer, Timestamptz, Uuid as SqlUuid};

statements! {
    /// A seal.
    OneSeal = "proof/seal.sql", (seal: i64 as BigInt) -> SealRow;
    /// The number and the hash of the newest seal.
    NewestSeal = "proof/newest_seal.sql", () -> Newest;
    /// Seals, newest first.
    Seals = "proof/seals.sql", shape SealsShape, (beside: i64 as BigInt, most: i64 as BigInt) -> SealRow;
    /// The first seal that covers an event.
    CoveringSeal = "proof/covering_seal.sql", (pet: PetId as SqlUuid, version: i32 as Integer) -> SealRow;
    /// The heads of all streams.
    Heads = "proof/heads.sql", () -> Head;
    /// The heads of all streams as a seal covers them.
    SealedHeads = "proof/sealed_heads.sql", (seal: i64 as BigInt) -> Head;
    /// Keeps a seal.
    KeepSeal = "proof/keep_seal.sql", (
        seal: i64 as BigInt, sealed_at: DateTime<Utc> as Timestamptz, refresh: i64 as BigInt, pets: i64 as BigInt, events: i64 as BigInt,
        root: Hash as Binary, previous: Hash as Binary, hash: Hash as Binary, public_key: Vec<u8> as Binary, signature: Vec<u8> as Binary
    );
    /// Keeps the heads that have changed.
    KeepHeads = "proof/keep_heads.sql", (seal: i64 as BigInt);
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
    /// The newest seal.
    pub(in crate::store) struct Newest {
        id: i64 as BigInt,
        hash: Hash as Binary,
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

/// Seals what this transaction sees, which is to be REPEATABLE READ and the refresh's own: so the seal covers what the snapshot shows.
pub(in crate::store) fn seal(conn: &mut PgConnection, key: &SealKey, refresh_id: i64) -> Result<SignedSeal, StoreError> {
    let (before, previous) = NewestSeal {}.first(conn)?.map_or((0, Hash::ZERO), |newest| (newest.id, newest.hash));
    let (mut pets, mut events, mut roots) = (0, 0, Roots::default());
    Heads {}.each(conn, |head| {
        let leaf = Leaf::from(head);
        roots.add(leaf.pet, [(0, leaf.hash())]);
        pets += 1;
        events += i64::from(leaf.version);
        Ok::<_, StoreError>(())
    })?;
    let root = roots.finish().pop().map_or(Hash::ZERO, |(_, root)| root);
    let sealed_at = Now {}.one(conn)?.at;
    let signed = key.sign(Seal { id: before + 1, sealed_at, refresh_id, pets, events, root, previous, public_key: key.public() });
    keep(conn, &signed)?;
    Ok(signed)
}

fn keep(conn: &mut PgConnection, signed: &SignedSeal) -> Result<(), StoreError> {
    keep_alone(conn, signed)?;
    KeepHeads { seal: signed.seal.id }.run(conn)?;
    Ok(())
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
pub fn one(conn: &mut PgConnection, id: i64) -> Result<Option<SignedSeal>, StoreError> {
    OneSeal { seal: id }.first(conn)?.map(SignedSeal::try_from).transpose()
}

/// The newest seal.
///
/// # Errors
/// The database failed, or what it keeps is no seal.
pub fn newest(conn: &mut PgConnection) -> Result<Option<SignedSeal>, StoreError> {
    Ok(page(conn, &Place::First, 1)?.rows.pop())
}

/// A page of the seals, newest first, by their numbers.
///
/// # Errors
/// The database failed, or what it keeps is no seal.
pub fn page(conn: &mut PgConnection, place: &Place<i64>, size: usize) -> Result<Page<SignedSeal, i64>, StoreError> {
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

/// All pets as a seal covers them, in the order of their ids: what [`crate::integrity::merkle::Proof::build`] asks for.
///
/// # Errors
/// The database failed, or what it keeps is no hash.
pub fn leaves(conn: &mut PgConnection, seal: i64) -> Result<Vec<Leaf>, StoreError> {
    Ok(SealedHeads { seal }.rows(conn)?.into_iter().map(Leaf::from).collect())
}

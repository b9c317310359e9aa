//! Seals: what a refresh saw of the whole shop, in one signed hash.

use crate::integrity::merkle::{Leaf, Roots};
use crate::integrity::{Hash, PublicKey, Seal, SealKey, SignedSeal};
use crate::shop::PetId;
use crate::store::ground::error::StoreError;
use crate::store::ground::schema::{pet_streams, seals};
use chrono::{DateTime, Utc};
use diesel::dsl::sql;
use diesel::pg::PgRowByRowLoadingMode;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Timestamptz};
use uuid::Uuid;

/// Seals what this transaction sees, which is to be REPEATABLE READ and the refresh's own: so the seal covers what the snapshot shows.
pub(in crate::store) fn seal(conn: &mut PgConnection, key: &SealKey, refresh_id: i64) -> Result<SignedSeal, StoreError> {
    let newest: Option<(i64, Vec<u8>)> = seals::table.select((seals::id, seals::hash)).order(seals::id.desc()).first(conn).optional()?;
    let (before, previous) = match newest {
        Some((id, hash)) => (id, digest(&hash)?),
        None => (0, Hash::ZERO),
    };
    let (pets, events, root) = streams(conn)?;
    let sealed_at = diesel::select(sql::<Timestamptz>("clock_timestamp()")).get_result(conn)?;
    let seal = key.sign(Seal { id: before + 1, sealed_at, refresh_id, pets, events, root, previous, public_key: key.public() });
    keep(conn, &seal)?;
    Ok(seal)
}

/// How many pets there are, how many events they have, and the root over all of them.
fn streams(conn: &mut PgConnection) -> Result<(i64, i64, Hash), StoreError> {
    let (mut pets, mut events, mut roots) = (0, 0, Roots::default());
    let query = pet_streams::table.select((pet_streams::pet_id, pet_streams::version, pet_streams::head)).order(pet_streams::pet_id);
    for stream in query.load_iter::<(Uuid, i32, Vec<u8>), PgRowByRowLoadingMode>(conn)? {
        let (pet, version, head) = stream?;
        let leaf = Leaf { pet: PetId(pet), version, head: digest(&head)? };
        roots.add(leaf.pet, [(0, leaf.hash())]);
        pets += 1;
        events += i64::from(version);
    }
    Ok((pets, events, roots.finish().pop().map_or(Hash::ZERO, |(_, root)| root)))
}

fn keep(conn: &mut PgConnection, signed: &SignedSeal) -> QueryResult<()> {
    let seal = &signed.seal;
    let row = (
        seals::id.eq(seal.id),
        seals::sealed_at.eq(seal.sealed_at),
        seals::refresh_id.eq(seal.refresh_id),
        seals::pets.eq(seal.pets),
        seals::events.eq(seal.events),
        seals::root.eq(seal.root.bytes().as_slice()),
        seals::previous_hash.eq(seal.previous.bytes().as_slice()),
        seals::hash.eq(seal.hash().bytes().to_vec()),
        seals::public_key.eq(seal.public_key.bytes().as_slice()),
        seals::signature.eq(signed.signature.as_slice()),
    );
    diesel::insert_into(seals::table).values(row).execute(conn)?;
    // A head stands for its version too: it is the hash of an event that has it.
    diesel::sql_query(
        "INSERT INTO seal_heads (seal_id, pet_id, version, head)
         SELECT $1, stream.pet_id, stream.version, stream.head
         FROM pet_streams AS stream
         WHERE stream.head IS DISTINCT FROM (
             SELECT sealed.head FROM seal_heads AS sealed WHERE sealed.pet_id = stream.pet_id ORDER BY sealed.seal_id DESC LIMIT 1
         )",
    )
    .bind::<BigInt, _>(seal.id)
    .execute(conn)?;
    Ok(())
}

fn digest(bytes: &[u8]) -> Result<Hash, StoreError> {
    Hash::try_from(bytes).map_err(|_| StoreError::Unreadable("a hash of another length than 32 bytes".into()))
}

/// The columns of a seal, as diesel reads them.
type Row = (i64, DateTime<Utc>, i64, i64, i64, Vec<u8>, Vec<u8>, Vec<u8>, Vec<u8>);

/// A seal, to be downloaded.
///
/// # Errors
/// The database failed, or what it keeps is no seal.
pub fn one(conn: &mut PgConnection, id: i64) -> Result<Option<SignedSeal>, StoreError> {
    seals::table.find(id).select(COLUMNS).first(conn).optional()?.map(read).transpose()
}

/// The newest seals, newest first.
///
/// # Errors
/// The database failed, or what it keeps is no seal.
pub fn newest(conn: &mut PgConnection, limit: i64) -> Result<Vec<SignedSeal>, StoreError> {
    seals::table.select(COLUMNS).order(seals::id.desc()).limit(limit).load(conn)?.into_iter().map(read).collect()
}

/// The seals before one, or the newest, newest first.
///
/// # Errors
/// The database failed, or what it keeps is no seal.
pub fn page(conn: &mut PgConnection, before: Option<i64>, limit: i64) -> Result<Vec<SignedSeal>, StoreError> {
    let query = seals::table.filter(seals::id.lt(before.unwrap_or(i64::MAX))).order(seals::id.desc()).limit(limit);
    query.select(COLUMNS).load(conn)?.into_iter().map(read).collect()
}

/// The first seal that covers an event: of this pet, and this version of it. `None` where it is not sealed yet.
///
/// # Errors
/// The database failed, or what it keeps is no seal.
pub fn covering(conn: &mut PgConnection, pet: PetId, version: i32) -> Result<Option<SignedSeal>, StoreError> {
    use crate::store::ground::schema::seal_heads;
    let id: Option<i64> = seal_heads::table
        .filter(seal_heads::pet_id.eq(pet.0).and(seal_heads::version.ge(version)))
        .order(seal_heads::seal_id)
        .select(seal_heads::seal_id)
        .first(conn)
        .optional()?;
    id.map_or(Ok(None), |id| one(conn, id))
}

/// All pets as a seal covers them, in the order of their ids: what [`crate::integrity::merkle::Proof::build`] asks for.
///
/// # Errors
/// The database failed, or what it keeps is no hash.
pub fn leaves(conn: &mut PgConnection, seal: i64) -> Result<Vec<Leaf>, StoreError> {
    use crate::store::ground::schema::seal_heads::dsl;
    let rows: Vec<(Uuid, i32, Vec<u8>)> = dsl::seal_heads
        .filter(dsl::seal_id.le(seal))
        .distinct_on(dsl::pet_id)
        .order((dsl::pet_id, dsl::seal_id.desc()))
        .select((dsl::pet_id, dsl::version, dsl::head))
        .load(conn)?;
    rows.into_iter().map(|(pet, version, head)| Ok(Leaf { pet: PetId(pet), version, head: digest(&head)? })).collect()
}

const COLUMNS: (
    seals::id,
    seals::sealed_at,
    seals::refresh_id,
    seals::pets,
    seals::events,
    seals::root,
    seals::previous_hash,
    seals::public_key,
    seals::signature,
) = (
    seals::id,
    seals::sealed_at,
    seals::refresh_id,
    seals::pets,
    seals::events,
    seals::root,
    seals::previous_hash,
    seals::public_key,
    seals::signature,
);

fn read((id, sealed_at, refresh_id, pets, events, root, previous, public_key, signature): Row) -> Result<SignedSeal, StoreError> {
    let unreadable = |_| StoreError::Unreadable(format!("seal {id}"));
    let public_key = PublicKey::try_from(public_key.as_slice()).map_err(unreadable)?;
    let seal = Seal { id, sealed_at, refresh_id, pets, events, root: digest(&root)?, previous: digest(&previous)?, public_key };
    Ok(SignedSeal { seal, signature: signature.as_slice().try_into().map_err(unreadable)? })
}

//! The seals: each by itself, as a chain, and against what it covers.

use crate::integrity::{FaultKind, Hash, Place, PublicKey, Seal, SignedSeal, Verification};
use crate::store::ground::error::StoreError;
use crate::store::ground::statement::{Rows, row, statements};
use crate::store::proof::verify::Against;
use crate::store::proof::verify::rows::Covered;
use chrono::{DateTime, Utc};
use diesel::PgConnection;
use diesel::sql_types::{BigInt, Binary, Bool, Text};

statements! {
    /// All seals.
    AllSeals = "proof/all_seals.sql", () -> KeptSeal;
    /// The refreshes since the first seal that have none.
    UnsealedRefreshes = "proof/unsealed_refreshes.sql", () -> Unsealed;
}

/// What a seal says of what it covers.
pub(in crate::store) struct Claim {
    id: i64,
    pets: i64,
    events: i64,
    root: Hash,
}

row! {
    /// A seal as it stands there.
    pub(in crate::store) struct KeptSeal {
        id: i64 as BigInt,
        sealed_at: String as Text,
        refresh_id: i64 as BigInt,
        pets: i64 as BigInt,
        events: i64 as BigInt,
        root: Vec<u8> as Binary,
        previous_hash: Vec<u8> as Binary,
        hash: Vec<u8> as Binary,
        public_key: Vec<u8> as Binary,
        signature: Vec<u8> as Binary,
        has_refresh: bool as Bool,
    }
}

row! {
    /// A refresh without a seal: when it began.
    pub(in crate::store) struct Unsealed {
        began: String as Text,
    }
}

impl KeptSeal {
    fn read(&self) -> Option<SignedSeal> {
        let seal = Seal {
            id: self.id,
            sealed_at: self.sealed_at.parse::<DateTime<Utc>>().ok()?,
            refresh_id: self.refresh_id,
            pets: self.pets,
            events: self.events,
            root: Hash::try_from(self.root.as_slice()).ok()?,
            previous: Hash::try_from(self.previous_hash.as_slice()).ok()?,
            public_key: PublicKey::try_from(self.public_key.as_slice()).ok()?,
        };
        Some(SignedSeal { seal, signature: self.signature.as_slice().try_into().ok()? })
    }
}

/// Reads all seals and checks each by itself, that they follow each other, and that those which were kept elsewhere are among them.
pub(in crate::store) fn read(conn: &mut PgConnection, against: &Against, found: &mut Verification) -> Result<Vec<Claim>, StoreError> {
    let rows = AllSeals {}.rows(conn)?;
    let mut claims: Vec<Claim> = Vec::with_capacity(rows.len());
    let mut previous = Hash::ZERO;
    for row in &rows {
        let expected = claims.last().map_or(1, |claim| claim.id + 1);
        if row.id != expected {
            found.note(Place::Seal(expected), FaultKind::SealMissing);
        }
        let sealed = row.read();
        if let Some(fault) = fault(row, sealed.as_ref(), previous, against) {
            found.note(Place::Seal(row.id), fault);
        }
        let root = Hash::try_from(row.root.as_slice()).unwrap_or(Hash::ZERO);
        previous = Hash::try_from(row.hash.as_slice()).unwrap_or(Hash::ZERO);
        claims.push(Claim { id: row.id, pets: row.pets, events: row.events, root });
        found.sealed_at = sealed.map(|sealed| sealed.seal.sealed_at);
        found.sealed_events = row.events;
        found.seals += 1;
    }
    // Every refresh since the first seal has made one.
    for refresh in (UnsealedRefreshes {}).rows(conn)? {
        found.note(Place::Seal(claims.last().map_or(0, |claim| claim.id) + 1), FaultKind::SealRemoved(refresh.began));
    }
    for kept in &against.kept {
        let here = rows.iter().find(|row| row.id == kept.seal.id);
        if let Some(fault) = fault_of_kept(kept, here, against) {
            found.note(Place::Seal(kept.seal.id), fault);
        }
    }
    Ok(claims)
}

fn fault(row: &KeptSeal, sealed: Option<&SignedSeal>, previous: Hash, against: &Against) -> Option<FaultKind> {
    let Some(SignedSeal { seal, .. }) = sealed else { return Some(FaultKind::SealUnreadable) };
    let is_genuine = seal.hash().bytes() == row.hash.as_slice() && sealed.is_some_and(SignedSeal::is_genuine);
    if !is_genuine {
        return Some(FaultKind::SealForged);
    }
    if against.trust.as_ref().is_some_and(|trust| !trust.includes(&seal.public_key)) {
        return Some(FaultKind::SealForeign);
    }
    if seal.previous != previous {
        return Some(FaultKind::SealAlone);
    }
    (!row.has_refresh).then_some(FaultKind::SealWithoutRefresh)
}

/// A seal that somebody kept: it is genuine, and the database has the same one still.
fn fault_of_kept(kept: &SignedSeal, here: Option<&KeptSeal>, against: &Against) -> Option<FaultKind> {
    if !kept.is_genuine() {
        return Some(FaultKind::KeptForged);
    }
    if against.trust.as_ref().is_some_and(|trust| !trust.includes(&kept.seal.public_key)) {
        return Some(FaultKind::KeptForeign);
    }
    match here {
        None => Some(FaultKind::KeptGone),
        Some(row) => (row.read().as_ref() != Some(kept)).then_some(FaultKind::KeptOtherwise),
    }
}

/// Compares what each seal says with what is kept of it.
pub(in crate::store) fn compare(claims: &[Claim], covered: Covered, found: &mut Verification) {
    let (mut pets, mut events, mut root) = (0, 0, Hash::ZERO);
    for seal in covered.grown.keys().filter(|seal| claims.binary_search_by_key(*seal, |claim| claim.id).is_err()) {
        found.note(Place::Seal(*seal), FaultKind::SealUnknown);
    }
    let (mut grown, mut roots) = (covered.grown.into_iter().peekable(), covered.roots.into_iter().peekable());
    for claim in claims {
        while let Some((_, (more_pets, more_events))) = grown.next_if(|(seal, _)| *seal <= claim.id) {
            pets += more_pets;
            events += more_events;
        }
        while let Some((_, changed)) = roots.next_if(|(seal, _)| *seal <= claim.id) {
            root = changed;
        }
        if (claim.pets, claim.events) != (pets, events) {
            found.note(Place::Seal(claim.id), FaultKind::SealCount { pets: claim.pets, events: claim.events });
        } else if claim.root != root {
            found.note(Place::Seal(claim.id), FaultKind::SealRoot);
        }
    }
}

//! What is shown of a pet, by the snapshot and by the projection, against its story.

use super::fault::FaultKind;
use super::kept::{Kept, KeptProjected};
use crate::shop::{History, Money, Pet, Recorded};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use uuid::Uuid;

/// What should be shown of a pet.
#[derive(Debug, PartialEq, Deserialize)]
struct Shown {
    id: Uuid,
    name: String,
    species: String,
    price: Money,
    status: String,
    mother_id: Option<Uuid>,
    customer_id: Option<Uuid>,
    sale_price: Option<Money>,
    came_on: NaiveDate,
    status_since: NaiveDate,
    version: i32,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    given_number: Option<i32>,
}

impl From<&Pet> for Shown {
    fn from(pet: &Pet) -> Self {
        Self {
            id: pet.id.0,
            name: pet.name.to_string(),
            species: pet.species.to_string(),
            price: pet.price,
            status: pet.status.name().into(),
            mother_id: pet.mother.map(|mother| mother.0),
            customer_id: pet.customer.map(|customer| customer.0),
            sale_price: pet.sale_price,
            came_on: pet.came_on,
            status_since: pet.status_since,
            version: pet.version,
            created_at: pet.created_at,
            updated_at: pet.updated_at,
            given_number: pet.given_number,
        }
    }
}

impl Shown {
    fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}

impl KeptProjected {
    /// The version of the pet that the projection has seen for sure; 0 for none.
    #[must_use]
    pub fn version(&self) -> i32 {
        self.shown.as_deref().and_then(Shown::read).map_or(0, |shown| shown.version)
    }
}

/// A pet's events, and the pet as they made it.
pub(super) struct Story<'a> {
    pub(super) events: &'a [Recorded],
    pub(super) pet: Option<&'a Pet>,
}

impl Story<'_> {
    /// The snapshot shows the pet as its events made it at some version, and at none before the latest seal: the refresh made both. It may show a
    /// later one, where it was refreshed without a seal, as `pg_restore` does.
    pub(super) fn is_shown(&self, kept: &Kept) -> Result<(), FaultKind> {
        let sealed = kept.sealed.last().map_or(0, |sealed| sealed.version);
        let Some(text) = &kept.shown else {
            // Once nothing of a pet counts, nothing ever will.
            return if self.pet.is_none() || self.at(sealed)?.is_none() { Ok(()) } else { Err(FaultKind::NotShown) };
        };
        let shown = Shown::read(text).filter(|shown| shown.version >= sealed).ok_or(FaultKind::ShownOtherwise)?;
        match self.at(shown.version)? {
            Some(expected) if expected == shown => Ok(()),
            Some(_) => Err(FaultKind::ShownOtherwise),
            None => Err(FaultKind::ShownWrongly),
        }
    }

    /// The projection shows the pet as its events made it at some version, and at the latest where it has seen them all.
    pub(super) fn is_projected(&self, kept: &Kept) -> Result<(), FaultKind> {
        let (shown, is_behind) = kept.projected.as_ref().map_or((None, false), |kept| (kept.shown.as_deref(), kept.is_behind));
        let Some(text) = shown else {
            return if is_behind || self.pet.is_none() { Ok(()) } else { Err(FaultKind::NotProjected) };
        };
        let shown = Shown::read(text).ok_or(FaultKind::ProjectedOtherwise)?;
        match self.at(shown.version)? {
            Some(expected) if expected == shown && (is_behind || self.is_whole(shown.version)) => Ok(()),
            Some(_) => Err(FaultKind::ProjectedOtherwise),
            None => Err(FaultKind::ProjectedWrongly),
        }
    }

    fn is_whole(&self, version: i32) -> bool {
        i32::try_from(self.events.len()) == Ok(version)
    }

    /// The pet as its events made it at a version; `None` where nothing of it counted then.
    fn at(&self, version: i32) -> Result<Option<Shown>, FaultKind> {
        if self.is_whole(version) {
            return Ok(self.pet.map(Shown::from));
        }
        let until = usize::try_from(version).unwrap_or(0);
        let history = History::of(self.events.iter().take(until))?;
        Ok(history.pet().filter(|pet| pet.version == version).map(Shown::from))
    }
}

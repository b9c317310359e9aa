//! What a verification can find, each with the place to look at and a sentence for the owner of the shop.

use crate::shop::history::StreamFault;
use crate::shop::rules::Oddity;
use crate::shop::values::PetId;
use chrono::{DateTime, Utc};
use std::fmt;
use uuid::Uuid;

/// Something that does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where to look.
    pub place: Place,
    /// What is wrong there.
    pub what: FaultKind,
}

/// Where a fault is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// At an event.
    Event(Uuid),
    /// At a pet.
    Pet(Uuid),
    /// At a seal.
    Seal(i64),
    /// At the stock that is kept.
    Stock,
    /// At the projections as a whole.
    Projections,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Event(_) => write!(f, "An event does not fit"),
            Self::Pet(_) => write!(f, "A pet does not fit"),
            Self::Seal(id) => write!(f, "Seal {id} does not fit"),
            Self::Stock => write!(f, "The stock does not fit"),
            Self::Projections => write!(f, "The lists do not fit"),
        }
    }
}

/// What is wrong. Each reads on after "An event does not fit:" and its like.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FaultKind {
    /// The hash is not that of the event and the one before it.
    #[error("version {0} of this pet was changed after it was recorded, or an event before it was changed, removed or put in")]
    BrokenChain(i32),
    /// A version is missing, or there twice.
    #[error("version {found} of this pet stands where version {expected} belongs; an event was removed, or put in")]
    Gap {
        /// What belongs there.
        expected: i32,
        /// What is there.
        found: i32,
    },
    /// An event of one kind lies in the table of another.
    #[error("it says that it is a {says}, and lies in the table {table}")]
    WrongTable {
        /// Its `event_type`.
        says: String,
        /// Where it is.
        table: &'static str,
    },
    /// It cannot be read as an event.
    #[error("it cannot be read: {0}")]
    Unreadable(String),
    /// It was recorded no later than the one before it.
    #[error("version {0} of this pet says that it was recorded no later than the version before it")]
    BackInTime(i32),
    /// The events are not one story.
    #[error("the events of this pet are not one story: {0}")]
    NoStory(#[from] StreamFault),
    /// A seal knows another event at its place.
    #[error("seal {seal} covers another event as version {version} of this pet")]
    SealedOtherwise {
        /// The seal.
        seal: i64,
        /// The version.
        version: i32,
    },
    /// A seal knows more events.
    #[error("seal {seal} covers version {version} of this pet, and {found} is all that is there; what followed was removed")]
    SealedAndGone {
        /// The seal.
        seal: i64,
        /// The latest version that it covers.
        version: i32,
        /// The latest version that is there.
        found: usize,
    },
    /// The seals do not cover a pet in the order of its versions.
    #[error("seal {0} does not cover a later version of this pet than the seals before it")]
    SealedBackwards(i64),
    /// The row in `pet_streams` is not that of the latest event.
    #[error("its row in pet_streams is not what its latest event says")]
    StreamDiffers,
    /// There is no row in `pet_streams`.
    #[error("it has events, and no row in pet_streams")]
    NoStream,
    /// There are no events.
    #[error("it has a row in pet_streams, and no events")]
    NoEvents,
    /// The mother is not there.
    #[error("this pet was born to a mother who is not there")]
    NoMother,
    /// The customer is not there.
    #[error("this pet was sold to a customer who is not there")]
    NoCustomer,
    /// The snapshot shows something else than the events say.
    #[error("the snapshot does not show it as its events make it")]
    ShownOtherwise,
    /// The snapshot does not show it.
    #[error("the snapshot does not show it, though the latest refresh has seen it")]
    NotShown,
    /// The snapshot shows what is no pet, or was none then.
    #[error("the snapshot shows it, and no event makes it so")]
    ShownWrongly,
    /// The projection shows something else than the events say.
    #[error("the lists do not show it as its events make it; refresh the snapshot, which puts them right")]
    ProjectedOtherwise,
    /// The projection does not show it.
    #[error("the lists do not show it; refresh the snapshot, which puts them right")]
    NotProjected,
    /// The projection shows what is no pet, or was none then.
    #[error("the lists show it, and no event makes it so; refresh the snapshot, which puts them right")]
    ProjectedWrongly,
    /// The sums by species, or the words by which pets are found, do not fit the pets of the projection.
    #[error(
        "their sums by species and status, or the words by which pets are found, are not those of their pets; refresh the snapshot, which puts them right"
    )]
    WrongSums,
    /// The figures of the days do not fit the events.
    #[error("their figures by day are not those of the events; refresh the snapshot, which puts them right")]
    WrongDays,
    /// What is kept of the stock of a moment is not what the events make it.
    #[error(
        "the stock that is kept of {0} is not what the events until then make it; have the owner of the database empty stock_moments, then refresh the snapshot"
    )]
    WrongStock(String),
    /// A seal is missing.
    #[error("it is missing, though a later one is there")]
    SealMissing,
    /// Something is kept as covered by it, and it is not there.
    #[error("pets are kept as covered by it, and there is no such seal")]
    SealUnknown,
    /// A refresh has no seal.
    #[error("it was removed; the refresh of {0} has made one")]
    SealRemoved(String),
    /// A column of the seal cannot be read.
    #[error("it cannot be read")]
    SealUnreadable,
    /// Its hash or its signature is not that of what it says.
    #[error("it was changed: its hash or its signature is not that of what it says")]
    SealForged,
    /// It does not follow the one before it.
    #[error("it does not name the hash of the seal before it")]
    SealAlone,
    /// It is signed by somebody else.
    #[error("it was signed with another key than this installation's; if that key is yours, name its public half beside the present key")]
    SealForeign,
    /// The refresh that made it is not there, or saw another number of events.
    #[error("the refresh that made it is not there, or saw another number of events")]
    SealWithoutRefresh,
    /// What it covers is not as many pets and events as it says.
    #[error("it says that it covers {pets} pets with {events} events, and what is kept of it comes to another number")]
    SealCount {
        /// How many pets it says.
        pets: i64,
        /// How many events.
        events: i64,
    },
    /// What it covers does not have its root.
    #[error("what it covers was changed or removed: its pets and their events do not make its root")]
    SealRoot,
    /// The kept seal is not in the database.
    #[error("the file is genuine, and the seal is not in the database; what it covered was removed")]
    KeptGone,
    /// Another seal is in the database.
    #[error("the file is genuine, and the database has another seal of this number; what the file covers was removed or replaced")]
    KeptOtherwise,
    /// The file was changed.
    #[error("the file was changed: its signature is not that of what it says")]
    KeptForged,
    /// The file is of another installation.
    #[error("the file was signed with another key than this installation's")]
    KeptForeign,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}.", self.place, self.what)
    }
}

/// So many faults are kept; of the others only the number is.
const KEPT: usize = 100;

/// What a verification came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verification {
    /// How many pets were checked, those included whose beginning was taken back.
    pub pets: i64,
    /// How many events.
    pub events: i64,
    /// How many seals.
    pub seals: i64,
    /// How many events the newest seal covers.
    pub sealed_events: i64,
    /// When the newest seal was made.
    pub sealed_at: Option<DateTime<Utc>>,
    /// The faults in the order in which they were found, at most a hundred; at most one of each pet.
    pub faults: Vec<Fault>,
    /// How many there are in all.
    pub found: usize,
    /// Pets whose story today's rules would not allow, with the first thing that they would refuse: at most a hundred. They are no faults,
    /// for what is recorded has happened.
    pub oddities: Vec<(PetId, Oddity)>,
    /// How many such pets there are in all.
    pub odd: usize,
}

impl Verification {
    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.found == 0
    }

    /// Takes note of a fault.
    pub fn note(&mut self, place: Place, what: FaultKind) {
        self.found += 1;
        if self.faults.len() < KEPT {
            self.faults.push(Fault { place, what });
        }
    }

    /// Takes note of what the rules would not allow today of a pet's story.
    pub fn wonder(&mut self, pet: PetId, oddities: Vec<Oddity>) {
        let Some(first) = oddities.into_iter().next() else { return };
        self.odd += 1;
        if self.oddities.len() < KEPT {
            self.oddities.push((pet, first));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_says_what_is_wrong_and_where_to_look() {
        let id = Uuid::from_u128(7);
        let fault = Fault { place: Place::Event(id), what: FaultKind::Gap { expected: 2, found: 3 } };
        assert_eq!(
            fault.to_string(),
            "An event does not fit: version 3 of this pet stands where version 2 belongs; an event was removed, or put in."
        );
        let fault = Fault { place: Place::Seal(4), what: FaultKind::SealMissing };
        assert_eq!(fault.to_string(), "Seal 4 does not fit: it is missing, though a later one is there.");
    }

    #[test]
    fn a_flood_of_faults_is_counted_and_not_kept() {
        let mut all = Verification::default();
        assert!(all.is_clean());
        for seal in 0..1000 {
            all.note(Place::Seal(seal), FaultKind::SealRoot);
        }
        assert_eq!((all.found, all.faults.len(), all.faults[0].place), (1000, 100, Place::Seal(0)));
    }
}

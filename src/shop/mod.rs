//! What happens in a pet store, and what may happen next: pure rules, without a database, a web or a clock of its own.
//!
//! One file an event – [`arrival`], [`birth`], [`sale`], [`price_change`], [`loss`], [`find`] – each with its form, its payload, its
//! rule and its tests. [`pet`] replays a pet's events into what the pet is now.

pub mod arrival;
pub mod birth;
pub mod find;
pub mod form;
pub mod loss;
pub mod money;
pub mod pet;
pub mod price_change;
pub mod refusal;
pub mod sale;
pub mod told;
pub mod values;
pub mod words;

pub use arrival::Arrived;
pub use birth::Born;
pub use find::FoundAgain;
pub use form::{FieldErrors, Fields};
pub use loss::Lost;
pub use money::Money;
pub use pet::{Pet, Status};
pub use price_change::PriceChanged;
pub use refusal::Refusal;
pub use sale::Sold;
pub use told::{Draft, Told};
pub use values::{AccountId, CustomerId, CustomerName, EventId, Note, PetId, PetName, Place, Species};

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::Value;

/// What happened to a pet. There is no PetDied: in this shop pets live for ever.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// It came to the store from elsewhere.
    Arrived(Arrived),
    /// It was born to a mother in the store.
    Born(Born),
    /// It went home with a customer.
    Sold(Sold),
    /// It has another price.
    PriceChanged(PriceChanged),
    /// Nobody knows where it is.
    Lost(Lost),
    /// It is back.
    FoundAgain(FoundAgain),
}

/// The kinds of event, without what each one carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EventKind {
    /// See [`Event::Arrived`].
    Arrived,
    /// See [`Event::Born`].
    Born,
    /// See [`Event::Sold`].
    Sold,
    /// See [`Event::PriceChanged`].
    PriceChanged,
    /// See [`Event::Lost`].
    Lost,
    /// See [`Event::FoundAgain`].
    FoundAgain,
}

impl EventKind {
    /// Every kind. A test records each of them through its form, so that none can be forgotten.
    pub const ALL: [Self; 6] = [Self::Arrived, Self::Born, Self::Sold, Self::PriceChanged, Self::Lost, Self::FoundAgain];

    /// The kind's name in the database, in the column `event_type`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Arrived => "PetArrived",
            Self::Born => "PetBorn",
            Self::Sold => "PetSold",
            Self::PriceChanged => "PetPriceChange",
            Self::Lost => "PetLost",
            Self::FoundAgain => "PetFoundAgain",
        }
    }

    /// The table in which events of this kind live.
    #[must_use]
    pub fn table(self) -> &'static str {
        match self {
            Self::Arrived => "pet_arrived_events",
            Self::Born => "pet_born_events",
            Self::Sold => "pet_sold_events",
            Self::PriceChanged => "pet_price_change_events",
            Self::Lost => "pet_lost_events",
            Self::FoundAgain => "pet_found_again_events",
        }
    }

    /// The kind in the words of the counter.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Arrived => "Arrival",
            Self::Born => "Birth",
            Self::Sold => "Sale",
            Self::PriceChanged => "Price change",
            Self::Lost => "Loss",
            Self::FoundAgain => "Find",
        }
    }

    /// The kind with this name in the database.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

impl Event {
    /// Which kind of event this is.
    #[must_use]
    pub fn kind(&self) -> EventKind {
        match self {
            Self::Arrived(_) => EventKind::Arrived,
            Self::Born(_) => EventKind::Born,
            Self::Sold(_) => EventKind::Sold,
            Self::PriceChanged(_) => EventKind::PriceChanged,
            Self::Lost(_) => EventKind::Lost,
            Self::FoundAgain(_) => EventKind::FoundAgain,
        }
    }

    /// Reads an event from its kind and the `event_data` of `unified_events`.
    ///
    /// # Errors
    /// Where the data is not what this kind of event carries.
    pub fn from_data(kind: EventKind, data: Value) -> serde_json::Result<Self> {
        Ok(match kind {
            EventKind::Arrived => Self::Arrived(serde_json::from_value(data)?),
            EventKind::Born => Self::Born(serde_json::from_value(data)?),
            EventKind::Sold => Self::Sold(serde_json::from_value(data)?),
            EventKind::PriceChanged => Self::PriceChanged(serde_json::from_value(data)?),
            EventKind::Lost => Self::Lost(serde_json::from_value(data)?),
            EventKind::FoundAgain => Self::FoundAgain(serde_json::from_value(data)?),
        })
    }
}

/// An event as it stands in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// Identity, sorted by the moment of recording.
    pub id: EventId,
    /// Whose event this is.
    pub pet: PetId,
    /// Its place in the pet's stream, from 1, without gaps.
    pub version: i32,
    /// The day it happened, in the shop's time zone.
    pub occurred_on: NaiveDate,
    /// The moment it was recorded; within a stream this never goes back.
    pub created_at: DateTime<Utc>,
    /// Who recorded it; `None` for what was written with psql.
    pub recorded_by: Option<AccountId>,
    /// The HTTP request that recorded it, as it stands in the server's log.
    pub request_id: Option<String>,
    /// What the recorder added.
    pub note: Option<Note>,
    /// What happened.
    pub event: Event,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_found_by_its_name_and_has_a_table_of_its_own() {
        for kind in EventKind::ALL {
            assert_eq!(EventKind::named(kind.name()), Some(kind));
        }
        let tables: std::collections::BTreeSet<_> = EventKind::ALL.iter().map(|kind| kind.table()).collect();
        assert_eq!(tables.len(), EventKind::ALL.len());
    }

    #[test]
    fn there_is_no_pet_died() {
        assert_eq!(EventKind::named("PetDied"), None);
    }
}

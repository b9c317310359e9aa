//! What can happen to a pet: the kinds of event, what each carries, and an event as it stands in the log.

use super::money::Money;
use super::values::{AccountId, CustomerId, EventId, Note, PetId, PetName, Place, Reason, Species};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What an arrival carries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrived {
    /// What the pet is called.
    pub name: PetName,
    /// What kind of animal it is.
    pub species: Species,
    /// What it costs.
    pub price: Money,
    /// The number in its name, where the shop gave that.
    pub given_number: Option<i32>,
}

/// What a birth carries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Born {
    /// What the young one is called.
    pub name: PetName,
    /// Its mother's species.
    pub species: Species,
    /// What it costs.
    pub price: Money,
    /// Its mother.
    pub mother_id: PetId,
    /// The number in its name, where the shop gave that.
    pub given_number: Option<i32>,
}

/// What a sale carries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sold {
    /// Who bought the pet.
    pub customer_id: CustomerId,
    /// What was paid.
    pub sale_price: Money,
}

/// What a return carries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Returned {
    /// Why the pet came back.
    pub reason: Reason,
    /// What was paid back: at most what had been paid.
    pub refund: Money,
}

/// What a price change carries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceChanged {
    /// What the pet cost before, recorded by the rule and never typed.
    pub old_price: Money,
    /// What it costs now.
    pub new_price: Money,
}

/// What a naming carries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// What the pet was called before, recorded by the rule and never typed.
    pub old_name: PetName,
    /// What it is called since.
    pub new_name: PetName,
}

/// What a loss carries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lost {
    /// Where the pet was last seen.
    pub last_seen_location: Place,
}

/// What a find carries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundAgain {
    /// Where the pet was found.
    pub found_location: Place,
}

/// What a retraction carries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retracted {
    /// The event that was taken back.
    pub retracted_event_id: EventId,
    /// Why.
    pub reason: Reason,
}

/// Writes the table of kinds, a row each: the variant, which is named as its payload; its name in the database, in the column `event_type`;
/// the table in which its events live; what the counter calls it.
macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident: $name:literal in $table:literal, $label:literal;)*) => {
        /// What happened to a pet. There is no PetDied: in this shop pets live for ever.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Event {
            $($(#[$doc])* $kind($kind),)*
        }

        /// The kinds of event, without what each one carries.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum EventKind {
            $($(#[$doc])* $kind,)*
        }

        $(impl From<$kind> for Event {
            fn from(payload: $kind) -> Self {
                Self::$kind(payload)
            }
        })*

        impl EventKind {
            /// Every kind. A test records each of them through its form, so that none can be forgotten.
            pub const ALL: [Self; [$($name),*].len()] = [$(Self::$kind),*];

            /// The kind's name in the database, in the column `event_type`.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$kind => $name,)*
                }
            }

            /// The table in which events of this kind live.
            #[must_use]
            pub fn table(self) -> &'static str {
                match self {
                    $(Self::$kind => $table,)*
                }
            }

            /// The kind in the words of the counter.
            #[must_use]
            pub fn label(self) -> &'static str {
                match self {
                    $(Self::$kind => $label,)*
                }
            }
        }

        impl Event {
            /// Which kind of event this is.
            #[must_use]
            pub fn kind(&self) -> EventKind {
                match self {
                    $(Self::$kind(_) => EventKind::$kind,)*
                }
            }

            /// Reads an event from its kind and the `event_data` of `unified_events`.
            ///
            /// # Errors
            /// Where the data is not what this kind of event carries.
            pub fn from_data(kind: EventKind, data: Value) -> serde_json::Result<Self> {
                Ok(match kind {
                    $(EventKind::$kind => Self::$kind(serde_json::from_value(data)?),)*
                })
            }

            /// What the event carries, as in the `event_data` of `unified_events`.
            ///
            /// # Errors
            /// Where the payload cannot be written as JSON.
            pub fn data(&self) -> serde_json::Result<Value> {
                match self {
                    $(Self::$kind(payload) => serde_json::to_value(payload),)*
                }
            }
        }
    };
}

kinds! {
    /// It came to the store from elsewhere.
    Arrived: "PetArrived" in "pet_arrived_events", "Arrival";
    /// It was born to a mother in the store.
    Born: "PetBorn" in "pet_born_events", "Birth";
    /// It went home with a customer.
    Sold: "PetSold" in "pet_sold_events", "Sale";
    /// It came back from the customer.
    Returned: "PetReturned" in "pet_returned_events", "Return";
    /// It has another price.
    PriceChanged: "PetPriceChange" in "pet_price_change_events", "Price change";
    /// It got a name, or its name was mended.
    Named: "PetNamed" in "pet_named_events", "Naming";
    /// Nobody knows where it is.
    Lost: "PetLost" in "pet_lost_events", "Loss";
    /// It is back.
    FoundAgain: "PetFoundAgain" in "pet_found_again_events", "Find";
    /// An earlier event was taken back, and counts no longer.
    Retracted: "EventRetracted" in "event_retracted_events", "Retraction";
}

impl EventKind {
    /// The kind with this name in the database.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
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
    /// What belongs together: the request, or, where this answers an event, that from which the first of them came.
    pub correlation_id: Option<String>,
    /// The event that this one answers.
    pub causation_id: Option<EventId>,
    /// The trace that the request belongs to, as `traceparent` of W3C Trace Context.
    pub traceparent: Option<String>,
    /// What the recorder added.
    pub note: Option<Note>,
    /// What happened.
    pub event: Event,
}

impl Recorded {
    /// As the answer to an earlier event, and so a part of what that belongs to; without one it begins something of its own.
    #[must_use]
    pub fn because_of(self, cause: Option<&Self>) -> Self {
        let begun =
            |cause: &Self| cause.correlation_id.as_ref().or(cause.request_id.as_ref()).cloned().unwrap_or_else(|| cause.id.to_string());
        let correlation_id = cause.map(begun).or_else(|| self.request_id.clone());
        Self { correlation_id, causation_id: cause.map(|cause| cause.id), ..self }
    }

    /// The event that this one answers: a retraction says so itself.
    #[must_use]
    pub fn cause(&self) -> Option<EventId> {
        match &self.event {
            Event::Retracted(retracted) => Some(retracted.retracted_event_id),
            _ => self.causation_id,
        }
    }
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

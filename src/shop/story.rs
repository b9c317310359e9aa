//! Stories to test with.

use super::currency::Currency;
use super::event::{Arrived, Event, FoundAgain, Lost, Named, Recorded, Retracted, Returned, Sold};
use super::history::{History, replay};
use super::money::Money;
use super::pet::Pet;
use super::values::{CustomerId, EventId, PetId, PetName, Place, Reason, Species};
use chrono::NaiveDate;

/// A story under construction: each event on a day of May 2026, recorded one minute after the previous one.
pub(crate) struct Story(pub Vec<Recorded>);

impl Story {
    /// Bella, a cat, arrives on 3 May at 135.00.
    pub(crate) fn of_bella() -> Self {
        Self(vec![]).then(
            3,
            Event::Arrived(Arrived {
                name: name("Bella"),
                species: Species::parse("Cat").unwrap(),
                price: money("135.00"),
                given_number: None,
            }),
        )
    }

    pub(crate) fn then(mut self, day: u32, event: Event) -> Self {
        let version = i32::try_from(self.0.len()).unwrap() + 1;
        self.0.push(Recorded {
            id: EventId(uuid::Uuid::from_u128(u128::try_from(version).unwrap())),
            pet: PetId(uuid::Uuid::from_u128(7)),
            version,
            occurred_on: may(day),
            created_at: may(3).and_hms_opt(8, 0, 0).unwrap().and_utc() + chrono::TimeDelta::minutes(version.into()),
            recorded_by: None,
            request_id: None,
            correlation_id: None,
            causation_id: None,
            traceparent: None,
            note: None,
            event,
        });
        self
    }

    /// What counted last is taken back on that day.
    pub(crate) fn then_taken_back(self, day: u32) -> Self {
        let latest = History::of(&self.0).unwrap().latest().unwrap().id;
        self.then_without(day, latest)
    }

    pub(crate) fn then_without(self, day: u32, event: EventId) -> Self {
        self.then(day, Event::Retracted(Retracted { retracted_event_id: event, reason: Reason::parse("a mistake", "").unwrap() }))
    }

    pub(crate) fn pet(&self) -> Pet {
        replay(&self.0).unwrap().unwrap()
    }
}

pub(crate) fn may(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 5, day).unwrap()
}
pub(crate) fn name(text: &str) -> PetName {
    PetName::parse(text).unwrap()
}
pub(crate) fn money(text: &str) -> Money {
    Currency::default().read(text).unwrap()
}
pub(crate) fn lost() -> Event {
    Event::Lost(Lost { last_seen_location: Place::parse("the park").unwrap() })
}
pub(crate) fn found() -> Event {
    Event::FoundAgain(FoundAgain { found_location: Place::parse("the bakery").unwrap() })
}
pub(crate) fn sold() -> Event {
    Event::Sold(Sold { customer_id: CustomerId(uuid::Uuid::from_u128(1)), sale_price: money("120") })
}
pub(crate) fn named(old_name: &str, new_name: &str) -> Event {
    Event::Named(Named { old_name: name(old_name), new_name: name(new_name) })
}
pub(crate) fn returned(refund: &str) -> Event {
    Event::Returned(Returned { reason: Reason::parse("an allergy", "").unwrap(), refund: money(refund) })
}

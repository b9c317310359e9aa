//! One pet, folded from its events: what it is now, and what may happen to it next.

use super::values::{CustomerId, PetId, PetName, Species};
use super::{Event, Money, Recorded, Refusal};
use chrono::{DateTime, NaiveDate, Utc};
use thiserror::Error;

/// Where a pet is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// In the store.
    Available,
    /// At home with a customer.
    Sold,
    /// Nobody knows.
    Lost,
}

impl Status {
    /// Every status.
    pub const ALL: [Self; 3] = [Self::Available, Self::Sold, Self::Lost];

    /// The status as the views of the database name it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Available => "available",
            Self::Sold => "sold",
            Self::Lost => "lost",
        }
    }

    /// The status as a page names it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Available => "Available",
            Self::Sold => "Sold",
            Self::Lost => "Lost",
        }
    }

    /// The status that the views of the database name so.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }
}

/// A pet as its events have made it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pet {
    /// Its identity.
    pub id: PetId,
    /// How many events it has.
    pub version: i32,
    /// What it is called.
    pub name: PetName,
    /// What kind of animal it is.
    pub species: Species,
    /// What it costs, or last cost before it was sold.
    pub price: Money,
    /// Where it is.
    pub status: Status,
    /// The day on which it came to be where it is.
    pub status_since: NaiveDate,
    /// Its mother, where it was born in the store.
    pub mother: Option<PetId>,
    /// Who bought it.
    pub customer: Option<CustomerId>,
    /// What was paid.
    pub sale_price: Option<Money>,
    /// The day it arrived or was born.
    pub came_on: NaiveDate,
    /// The day of its latest event.
    pub latest_on: NaiveDate,
    /// When its first event was recorded.
    pub created_at: DateTime<Utc>,
    /// When its latest event was recorded.
    pub updated_at: DateTime<Utc>,
}

/// A history that cannot have happened: the log was changed behind the rules.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ImpossibleStory {
    /// The first event neither brings nor bears the pet.
    #[error("version {version} comes before the pet arrived or was born")]
    NoBeginning {
        /// Where the fault is.
        version: i32,
    },
    /// An event is missing, or stands there twice.
    #[error("version {found} stands where version {expected} belongs")]
    Gap {
        /// The version that belongs there.
        expected: i32,
        /// The version that is there.
        found: i32,
    },
    /// The moments of recording go back.
    #[error("version {version} was recorded before the one that it follows")]
    BackInTime {
        /// Where the fault is.
        version: i32,
    },
    /// A rule forbids the event.
    #[error("version {version} cannot have happened: {refusal}")]
    Forbidden {
        /// Where the fault is.
        version: i32,
        /// The rule.
        refusal: Refusal,
    },
}

/// Replays a pet's events, in the order of their versions, into the pet; no events, no pet.
///
/// # Errors
/// Where the events cannot have happened in this order.
pub fn replay<'a>(events: impl IntoIterator<Item = &'a Recorded>) -> Result<Option<Pet>, ImpossibleStory> {
    let mut pet: Option<Pet> = None;
    for recorded in events {
        match &mut pet {
            None => pet = Some(Pet::begin(recorded)?),
            Some(pet) => pet.apply(recorded)?,
        }
    }
    Ok(pet)
}

impl Pet {
    /// The pet as its first event makes it.
    pub(crate) fn begin(first: &Recorded) -> Result<Self, ImpossibleStory> {
        let version = first.version;
        let (name, species, price, mother) = match &first.event {
            Event::Arrived(arrived) => (&arrived.name, &arrived.species, arrived.price, None),
            Event::Born(born) => (&born.name, &born.species, born.price, Some(born.mother_id)),
            _ => return Err(ImpossibleStory::NoBeginning { version }),
        };
        if version != 1 {
            return Err(ImpossibleStory::Gap { expected: 1, found: version });
        }
        Ok(Self {
            id: first.pet,
            version,
            name: name.clone(),
            species: species.clone(),
            price,
            status: Status::Available,
            status_since: first.occurred_on,
            mother,
            customer: None,
            sale_price: None,
            came_on: first.occurred_on,
            latest_on: first.occurred_on,
            created_at: first.created_at,
            updated_at: first.created_at,
        })
    }

    /// Goes one event further.
    pub(crate) fn apply(&mut self, next: &Recorded) -> Result<(), ImpossibleStory> {
        let version = next.version;
        if version != self.version + 1 {
            return Err(ImpossibleStory::Gap { expected: self.version + 1, found: version });
        }
        if next.created_at < self.updated_at {
            return Err(ImpossibleStory::BackInTime { version });
        }
        self.allows(&next.event, next.occurred_on).map_err(|refusal| ImpossibleStory::Forbidden { version, refusal })?;
        match &next.event {
            Event::Arrived(_) | Event::Born(_) => {}
            Event::Sold(sold) => {
                self.move_to(Status::Sold, next.occurred_on);
                self.customer = Some(sold.customer_id);
                self.sale_price = Some(sold.sale_price);
            }
            Event::PriceChanged(change) => self.price = change.new_price,
            Event::Lost(_) => self.move_to(Status::Lost, next.occurred_on),
            Event::FoundAgain(_) => self.move_to(Status::Available, next.occurred_on),
        }
        self.version = version;
        self.latest_on = next.occurred_on;
        self.updated_at = next.created_at;
        Ok(())
    }

    fn move_to(&mut self, status: Status, on: NaiveDate) {
        self.status = status;
        self.status_since = on;
    }

    /// Whether the event may happen to the pet on that day.
    ///
    /// # Errors
    /// The rule that stands in the way.
    pub fn allows(&self, event: &Event, on: NaiveDate) -> Result<(), Refusal> {
        match event {
            Event::Arrived(_) | Event::Born(_) => Err(Refusal::BeginsTwice { name: self.name.to_string() }),
            Event::Sold(sold) => sold.rule(self),
            Event::PriceChanged(change) => change.rule(self),
            Event::Lost(lost) => lost.rule(self),
            Event::FoundAgain(found) => found.rule(self),
        }?;
        if on < self.latest_on {
            return Err(Refusal::BeforePrevious { name: self.name.to_string(), on: self.latest_on });
        }
        Ok(())
    }

    /// Passes where the pet has not been sold.
    ///
    /// # Errors
    /// [`Refusal::AlreadySold`].
    pub fn not_sold(&self) -> Result<(), Refusal> {
        match self.status {
            Status::Sold => Err(Refusal::AlreadySold { name: self.name.to_string(), on: self.status_since }),
            Status::Available | Status::Lost => Ok(()),
        }
    }

    /// Passes where the pet is in the store.
    ///
    /// # Errors
    /// [`Refusal::AlreadySold`] or [`Refusal::IsLost`].
    pub fn in_the_store(&self) -> Result<(), Refusal> {
        self.not_sold()?;
        match self.status {
            Status::Lost => Err(Refusal::IsLost { name: self.name.to_string(), on: self.status_since }),
            Status::Available | Status::Sold => Ok(()),
        }
    }

    /// Passes where the pet is lost.
    ///
    /// # Errors
    /// [`Refusal::AlreadySold`] or [`Refusal::NotLost`].
    pub fn is_lost(&self) -> Result<(), Refusal> {
        self.not_sold()?;
        match self.status {
            Status::Available => Err(Refusal::NotLost { name: self.name.to_string() }),
            Status::Lost | Status::Sold => Ok(()),
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::*;
    use super::*;

    /// A story under construction: each event on a day of May 2026, recorded one minute after the previous one.
    pub(crate) struct Story(pub Vec<Recorded>);

    impl Story {
        /// Bella, a cat, arrives on 3 May at 135.00.
        pub(crate) fn of_bella() -> Self {
            Self(vec![])
                .then(3, Event::Arrived(Arrived { name: name("Bella"), species: Species::parse("Cat").unwrap(), price: money("135.00") }))
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
                note: None,
                event,
            });
            self
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
        Money::parse(text).unwrap()
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

    #[test]
    fn no_events_are_no_pet() {
        assert_eq!(replay(&[]), Ok(None));
    }

    #[test]
    fn a_pet_that_arrived_is_available_at_its_price() {
        let pet = Story::of_bella().pet();
        assert_eq!((pet.status, pet.price, pet.version, pet.came_on), (Status::Available, money("135"), 1, may(3)));
    }

    #[test]
    fn a_story_of_loss_find_and_sale_ends_at_home() {
        let pet = Story::of_bella().then(12, lost()).then(14, found()).then(20, sold()).pet();
        assert_eq!((pet.status, pet.status_since, pet.sale_price), (Status::Sold, may(20), Some(money("120"))));
        assert_eq!((pet.version, pet.latest_on), (4, may(20)));
    }

    #[test]
    fn nothing_happens_to_a_pet_before_its_previous_event() {
        let pet = Story::of_bella().then(12, lost()).pet();
        assert_eq!(pet.allows(&found(), may(11)), Err(Refusal::BeforePrevious { name: "Bella".into(), on: may(12) }));
        assert_eq!(pet.allows(&found(), may(12)), Ok(()));
    }

    #[test]
    fn a_pet_arrives_only_once() {
        let story = Story::of_bella();
        let again = story.0[0].event.clone();
        assert_eq!(story.pet().allows(&again, may(9)), Err(Refusal::BeginsTwice { name: "Bella".into() }));
    }

    #[test]
    fn a_history_with_a_gap_or_without_a_beginning_is_impossible() {
        let mut events = Story::of_bella().then(12, lost()).then(14, found()).0;
        assert_eq!(replay(&events[1..]), Err(ImpossibleStory::NoBeginning { version: 2 }));
        events.remove(1);
        assert_eq!(replay(&events), Err(ImpossibleStory::Gap { expected: 2, found: 3 }));
    }

    #[test]
    fn a_history_whose_recording_goes_back_in_time_is_impossible() {
        let mut events = Story::of_bella().then(12, lost()).0;
        events[1].created_at = events[0].created_at - chrono::TimeDelta::seconds(1);
        assert_eq!(replay(&events), Err(ImpossibleStory::BackInTime { version: 2 }));
    }
}

//! One pet: what it is, and what may happen to it next.

use super::values::{CustomerId, PetId, PetName, Species};
use super::{Event, Money, Recorded, Refusal};
use chrono::{DateTime, NaiveDate, Utc};

pub use super::history::{ImpossibleStory, replay};

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
    /// How many events it has, whether they count or not.
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
    /// The day of its latest event that counts.
    pub latest_on: NaiveDate,
    /// When its first event was recorded.
    pub created_at: DateTime<Utc>,
    /// When its latest event was recorded, whether that counts or not.
    pub updated_at: DateTime<Utc>,
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
        self.precedes(next)?;
        let version = next.version;
        self.allows(&next.event, next.occurred_on).map_err(|refusal| ImpossibleStory::Forbidden { version, refusal })?;
        match &next.event {
            Event::Arrived(_) | Event::Born(_) | Event::Retracted(_) => {}
            Event::Sold(sold) => {
                self.move_to(Status::Sold, next.occurred_on);
                self.customer = Some(sold.customer_id);
                self.sale_price = Some(sold.sale_price);
            }
            Event::PriceChanged(change) => self.price = change.new_price,
            Event::Lost(_) => self.move_to(Status::Lost, next.occurred_on),
            Event::FoundAgain(_) => self.move_to(Status::Available, next.occurred_on),
        }
        self.latest_on = next.occurred_on;
        self.count(next);
        Ok(())
    }

    /// Whether the event follows the one that was recorded last.
    pub(super) fn precedes(&self, next: &Recorded) -> Result<(), ImpossibleStory> {
        let (version, expected) = (next.version, self.version + 1);
        if version != expected {
            return Err(ImpossibleStory::Gap { expected, found: version });
        }
        if next.created_at < self.updated_at {
            return Err(ImpossibleStory::BackInTime { version });
        }
        Ok(())
    }

    /// Takes note of the event that was recorded last, whatever it does.
    pub(crate) fn count(&mut self, latest: &Recorded) {
        self.version = latest.version;
        self.updated_at = latest.created_at;
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
            // What may be taken back is a question to the whole history: see [`super::retraction`].
            Event::Retracted(_) => Err(Refusal::NotTheLatest { name: self.name.to_string() }),
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

        /// What counted last is taken back on that day.
        pub(crate) fn then_taken_back(self, day: u32) -> Self {
            let latest = History::of(&self.0).unwrap().latest().unwrap().id;
            self.then_without(day, latest)
        }

        pub(crate) fn then_without(self, day: u32, event: EventId) -> Self {
            self.then(day, Event::Retracted(Retracted { retracted_event_id: event, reason: Reason::parse("a mistake").unwrap() }))
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
}

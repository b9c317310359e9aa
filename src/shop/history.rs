//! A pet's history: which of its events still count, and the pet as they have made it.
//!
//! The events that count stand on each other. One that is recorded comes on top; one that is taken back goes from the top, and the pet is
//! again as it was before, but for its version: nothing that was recorded is forgotten.

use super::{Event, EventId, Pet, Recorded, Refusal};
use chrono::NaiveDate;
use thiserror::Error;

/// A pet's history, told from its beginning.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    /// The events that count, each with the pet as it made it.
    counting: Vec<(Recorded, Pet)>,
    /// Where nothing counts any more: the pet as it was until then, and the day on which its beginning was taken back.
    gone: Option<(Pet, NaiveDate)>,
}

/// A history that cannot have happened: the log was changed behind the rules.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ImpossibleStory {
    /// There is no pet to which this could happen: it has not begun, or its beginning was taken back.
    #[error("version {version} comes where there is no pet")]
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
    /// What is taken back is not the latest event that counts.
    #[error("version {version} takes back what is not the latest event that counts")]
    NotTheLatest {
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

impl ImpossibleStory {
    /// Where the fault is.
    #[must_use]
    pub fn version(&self) -> i32 {
        match self {
            Self::NoBeginning { version }
            | Self::Gap { found: version, .. }
            | Self::BackInTime { version }
            | Self::NotTheLatest { version }
            | Self::Forbidden { version, .. } => *version,
        }
    }
}

/// Replays a pet's events, in the order of their versions, into the pet; no events that count, no pet.
///
/// # Errors
/// Where the events cannot have happened in this order.
pub fn replay<'a>(events: impl IntoIterator<Item = &'a Recorded>) -> Result<Option<Pet>, ImpossibleStory> {
    Ok(History::of(events)?.pet().cloned())
}

impl History {
    /// Tells a pet's events in the order of their versions.
    ///
    /// # Errors
    /// Where the events cannot have happened in this order.
    pub fn of<'a>(events: impl IntoIterator<Item = &'a Recorded>) -> Result<Self, ImpossibleStory> {
        let mut history = Self::default();
        for recorded in events {
            history.tell(recorded)?;
        }
        Ok(history)
    }

    /// Tells the next of a pet's events.
    ///
    /// # Errors
    /// Where it cannot have happened next.
    pub fn tell(&mut self, next: &Recorded) -> Result<(), ImpossibleStory> {
        if let Event::Retracted(retracted) = &next.event {
            return self.take_back(next, retracted.retracted_event_id);
        }
        let pet = match self.pet() {
            None if self.gone.is_some() => return Err(ImpossibleStory::NoBeginning { version: next.version }),
            None => Pet::begin(next)?,
            Some(pet) => {
                let mut pet = pet.clone();
                pet.apply(next)?;
                pet
            }
        };
        self.counting.push((next.clone(), pet));
        Ok(())
    }

    fn take_back(&mut self, by: &Recorded, id: EventId) -> Result<(), ImpossibleStory> {
        let version = by.version;
        let (latest, mut pet) = self.counting.pop().ok_or(ImpossibleStory::NoBeginning { version })?;
        pet.precedes(by)?;
        if latest.id != id {
            return Err(ImpossibleStory::NotTheLatest { version });
        }
        match self.counting.last_mut() {
            Some((_, before)) => before.count(by),
            None => {
                pet.count(by);
                self.gone = Some((pet, by.occurred_on));
            }
        }
        Ok(())
    }

    /// The pet as it is now; `None` where nothing happened yet, or nothing counts any more.
    #[must_use]
    pub fn pet(&self) -> Option<&Pet> {
        self.counting.last().map(|(_, pet)| pet)
    }

    /// The pet as it was last, also where nothing counts any more.
    #[must_use]
    pub fn remembered(&self) -> Option<&Pet> {
        self.pet().or(self.gone.as_ref().map(|(pet, _)| pet))
    }

    /// The latest event that counts.
    #[must_use]
    pub fn latest(&self) -> Option<&Recorded> {
        self.counting.last().map(|(latest, _)| latest)
    }

    /// The pet as it will be when the latest event that counts has been taken back; `None` where no pet is left then.
    #[must_use]
    pub fn without_latest(&self) -> Option<&Pet> {
        let place = self.counting.len().checked_sub(2)?;
        self.counting.get(place).map(|(_, pet)| pet)
    }

    /// Passes where there is a pet to which something can happen.
    ///
    /// # Errors
    /// [`Refusal::TakenBack`], or [`Refusal::NoPet`] where nothing happened yet.
    pub fn living(&self) -> Result<&Pet, Refusal> {
        let nobody = || match &self.gone {
            Some((pet, on)) => Refusal::TakenBack { name: pet.name.to_string(), on: *on },
            None => Refusal::NoPet,
        };
        self.pet().ok_or_else(nobody)
    }
}

#[cfg(test)]
mod tests {
    use super::super::pet::Status;
    use super::super::pet::tests::{Story, found, lost, may, sold};
    use super::*;

    #[test]
    fn no_events_are_no_pet() {
        assert_eq!(replay(&[]), Ok(None));
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

    #[test]
    fn what_is_taken_back_leaves_the_pet_as_it_was_but_for_its_version() {
        let pet = Story::of_bella().then(12, lost()).then(14, found()).then_taken_back(15).pet();
        assert_eq!((pet.status, pet.status_since, pet.latest_on), (Status::Lost, may(12), may(12)));
        assert_eq!(pet.version, 4);
        let found_later = Story::of_bella().then(12, lost()).then(14, found()).then_taken_back(15).then(13, found()).pet();
        assert_eq!((found_later.status, found_later.version), (Status::Available, 5));
    }

    #[test]
    fn one_after_the_other_is_taken_back_until_nothing_is_left() {
        let story = Story::of_bella().then(12, lost()).then_taken_back(13).then_taken_back(14);
        let history = History::of(&story.0).unwrap();
        assert_eq!((history.pet(), history.latest()), (None, None));
        assert_eq!(history.remembered().map(|pet| pet.version), Some(4));
        assert_eq!(history.living(), Err(Refusal::TakenBack { name: "Bella".into(), on: may(14) }));
    }

    #[test]
    fn a_history_that_takes_back_what_is_not_the_latest_is_impossible() {
        let story = Story::of_bella().then(12, lost()).then(14, found());
        let first = story.0[0].id;
        assert_eq!(replay(&story.then_without(15, first).0), Err(ImpossibleStory::NotTheLatest { version: 4 }));
        let twice = Story::of_bella().then(12, sold()).then_taken_back(13);
        let sale = twice.0[1].id;
        assert_eq!(replay(&twice.then_without(14, sale).0), Err(ImpossibleStory::NotTheLatest { version: 4 }));
    }

    #[test]
    fn nothing_happens_to_a_pet_that_was_taken_back() {
        let story = Story::of_bella().then_taken_back(4).then(5, lost());
        assert_eq!(replay(&story.0), Err(ImpossibleStory::NoBeginning { version: 3 }));
    }
}

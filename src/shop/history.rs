//! A pet's history: which of its events still count, and the pet as they have made it.
//!
//! The events that count stand on each other. One that is recorded comes on top; one that is taken back goes, and the pet is as the others
//! make it, but for its version: nothing that was recorded is forgotten.

use super::event::{Event, EventKind, Recorded};
use super::evolve::evolve;
use super::pet::Pet;
use super::refusal::Refusal;
use super::values::EventId;
use chrono::NaiveDate;
use thiserror::Error;

/// A pet's history, told from its beginning.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    /// The events that count, each with the pet as it made it.
    counting: Vec<(Recorded, Option<Pet>)>,
    /// Where no pet is left: the pet as it was until then, and the day on which its beginning was taken back.
    gone: Option<(Pet, NaiveDate)>,
}

/// What a stream itself can break, whatever the rules: its events are not one story.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum StreamFault {
    /// The first event begins no pet.
    #[error("version {version} comes where there is no pet")]
    NoBeginning {
        /// Where the fault is.
        version: i32,
    },
    /// A pet begins that has begun.
    #[error("version {version} begins a pet that has begun already")]
    BeginsTwice {
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
}

impl StreamFault {
    /// Where the fault is.
    #[must_use]
    pub fn version(&self) -> i32 {
        match self {
            Self::NoBeginning { version }
            | Self::BeginsTwice { version }
            | Self::Gap { found: version, .. }
            | Self::BackInTime { version } => *version,
        }
    }
}

/// Replays a pet's events, in the order of their versions, into the pet; no events that count, no pet.
///
/// # Errors
/// Where the events are not one story.
pub fn replay<'a>(events: impl IntoIterator<Item = &'a Recorded>) -> Result<Option<Pet>, StreamFault> {
    Ok(History::of(events)?.pet().cloned())
}

impl History {
    /// Tells a pet's events in the order of their versions.
    ///
    /// # Errors
    /// Where the events are not one story.
    pub fn of<'a>(events: impl IntoIterator<Item = &'a Recorded>) -> Result<Self, StreamFault> {
        let (mut history, mut previous) = (Self::default(), None);
        for next in events {
            follows(previous, next)?;
            history = history.evolve(next);
            previous = Some(next);
        }
        Ok(history)
    }

    /// Goes on from the pet as the first of these events made it, where it is given: of what came before nothing is taken back.
    ///
    /// # Errors
    /// Where the events are not one story.
    pub fn since<'a>(kept: Option<Pet>, events: impl IntoIterator<Item = &'a Recorded>) -> Result<Self, StreamFault> {
        let mut events = events.into_iter();
        let Some((kept, first)) = kept.and_then(|kept| Some((kept, events.next()?))) else { return Self::of(events) };
        let (mut history, mut previous) = (Self { counting: vec![(first.clone(), Some(kept))], gone: None }, first);
        for next in events {
            follows(Some(previous), next)?;
            history = history.evolve(next);
            previous = next;
        }
        Ok(history)
    }

    /// The history with the next of the pet's events.
    #[must_use]
    pub fn evolve(mut self, next: &Recorded) -> Self {
        let before = self.pet().cloned();
        match &next.event {
            Event::Retracted(retracted) => {
                self.leave_out(retracted.retracted_event_id);
                if let Some((_, Some(pet))) = self.counting.last_mut() {
                    pet.count(next);
                }
            }
            _ => self.counting.push((next.clone(), evolve(before.clone(), next))),
        }
        match before {
            Some(mut pet) if self.pet().is_none() => {
                pet.count(next);
                self.gone = Some((pet, next.occurred_on));
            }
            _ => {
                if let Some((pet, _)) = &mut self.gone {
                    pet.count(next);
                }
            }
        }
        self
    }

    /// What came before an event that is taken back stays as it is; what came after stands on that.
    fn leave_out(&mut self, id: EventId) {
        let Some(place) = self.counting.iter().position(|(event, _)| event.id == id) else { return };
        let after = self.counting.split_off(place);
        for (event, _) in after.into_iter().skip(1) {
            let pet = evolve(self.pet().cloned(), &event);
            self.counting.push((event, pet));
        }
    }

    /// The pet as it is now; `None` where nothing happened yet, or its beginning does not count any more.
    #[must_use]
    pub fn pet(&self) -> Option<&Pet> {
        self.counting.last().and_then(|(_, pet)| pet.as_ref())
    }

    /// The pet as it was last, also where its beginning does not count any more.
    #[must_use]
    pub fn remembered(&self) -> Option<&Pet> {
        self.pet().or(self.gone.as_ref().map(|(pet, _)| pet))
    }

    /// The latest event that counts.
    #[must_use]
    pub fn latest(&self) -> Option<&Recorded> {
        self.counting.last().map(|(latest, _)| latest)
    }

    /// The latest event of a kind that counts.
    #[must_use]
    pub fn latest_of(&self, kind: EventKind) -> Option<&Recorded> {
        self.counting.iter().rev().map(|(event, _)| event).find(|event| event.event.kind() == kind)
    }

    /// The pet as it will be when the latest event that counts has been taken back; `None` where no pet is left then.
    #[must_use]
    pub fn without_latest(&self) -> Option<&Pet> {
        let place = self.counting.len().checked_sub(2)?;
        self.counting.get(place).and_then(|(_, pet)| pet.as_ref())
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

/// Whether an event follows another in one stream.
fn follows(previous: Option<&Recorded>, next: &Recorded) -> Result<(), StreamFault> {
    let version = next.version;
    let begins = matches!(next.event, Event::Arrived(_) | Event::Born(_));
    let expected = previous.map_or(1, |previous| previous.version + 1);
    match previous {
        None if !begins => Err(StreamFault::NoBeginning { version }),
        _ if version != expected => Err(StreamFault::Gap { expected, found: version }),
        Some(_) if begins => Err(StreamFault::BeginsTwice { version }),
        Some(previous) if next.created_at < previous.created_at => Err(StreamFault::BackInTime { version }),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::pet::Status;
    use super::super::story::{Story, found, lost, may, sold};
    use super::*;

    #[test]
    fn no_events_are_no_pet() {
        assert_eq!(replay(&[]), Ok(None));
    }

    #[test]
    fn a_history_with_a_gap_or_without_a_beginning_is_impossible() {
        let mut events = Story::of_bella().then(12, lost()).then(14, found()).0;
        assert_eq!(replay(&events[1..]), Err(StreamFault::NoBeginning { version: 2 }));
        events.remove(1);
        assert_eq!(replay(&events), Err(StreamFault::Gap { expected: 2, found: 3 }));
    }

    #[test]
    fn a_history_whose_recording_goes_back_in_time_is_impossible() {
        let mut events = Story::of_bella().then(12, lost()).0;
        events[1].created_at = events[0].created_at - chrono::TimeDelta::seconds(1);
        assert_eq!(replay(&events), Err(StreamFault::BackInTime { version: 2 }));
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
    fn what_is_taken_back_from_the_middle_leaves_what_the_others_make() {
        let story = Story::of_bella().then(12, sold()).then(14, lost());
        let sale = story.0[1].id;
        let pet = story.then_without(15, sale).pet();
        assert_eq!((pet.status, pet.status_since, pet.version, pet.latest_on), (Status::Lost, may(14), 4, may(14)));
        let twice = Story::of_bella().then(12, sold()).then_taken_back(13);
        let sale = twice.0[1].id;
        assert_eq!(twice.then_without(14, sale).pet().version, 4, "what does not count any more is taken back in vain");
    }

    #[test]
    fn whatever_is_recorded_of_a_pet_that_was_taken_back_leaves_it_out_of_the_books() {
        let story = Story::of_bella().then_taken_back(4).then(5, lost());
        let history = History::of(&story.0).unwrap();
        assert_eq!((history.pet(), history.remembered().map(|pet| pet.version)), (None, Some(3)));
    }

    #[test]
    fn a_history_that_begins_twice_is_impossible() {
        let mut events = Story::of_bella().0;
        events.push(Recorded { version: 2, ..events[0].clone() });
        assert_eq!(replay(&events), Err(StreamFault::BeginsTwice { version: 2 }));
    }
}

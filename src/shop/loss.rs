//! A pet gets lost.

use super::form::{FieldErrors, Fields};
use super::{Draft, Event, Pet, Place, Refusal, Told};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What a loss carries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lost {
    /// Where the pet was last seen.
    pub last_seen_location: Place,
}

/// Reads the form: `last_seen_location`, `occurred_on`, `note`.
///
/// # Errors
/// Every field that is wrong.
pub fn parse(fields: &Fields, today: NaiveDate) -> Result<Draft<Lost>, FieldErrors> {
    let mut errors = FieldErrors::default();
    let place = errors.keep("last_seen_location", Place::parse(fields.get("last_seen_location")));
    let told = Told::parse(fields, today, &mut errors);
    Draft::complete(place.map(|last_seen_location| Lost { last_seen_location }), told, errors)
}

impl Lost {
    /// The event, where the pet can be lost on that day.
    ///
    /// # Errors
    /// The rule that stands in the way.
    pub fn decide(self, pet: &Pet, on: NaiveDate) -> Result<Event, Refusal> {
        let event = Event::Lost(self);
        pet.allows(&event, on).map(|()| event)
    }

    /// Only a pet in the store can get lost.
    pub(super) fn rule(&self, pet: &Pet) -> Result<(), Refusal> {
        pet.in_the_store()
    }
}

#[cfg(test)]
mod tests {
    use super::super::pet::tests::{Story, found, lost, may, sold};
    use super::*;

    #[test]
    fn a_sold_pet_cannot_be_lost() {
        let pet = Story::of_bella().then(10, sold()).pet();
        assert_eq!(pet.allows(&lost(), may(11)), Err(Refusal::AlreadySold { name: "Bella".into(), on: may(10) }));
    }

    #[test]
    fn a_lost_pet_cannot_be_lost_again_until_it_is_found() {
        let gone = Story::of_bella().then(10, lost());
        assert_eq!(gone.pet().allows(&lost(), may(11)), Err(Refusal::IsLost { name: "Bella".into(), on: may(10) }));
        assert_eq!(gone.then(11, found()).pet().allows(&lost(), may(11)), Ok(()));
    }

    #[test]
    fn a_loss_needs_a_place() {
        assert_eq!(parse(&Fields::default(), may(3)).unwrap_err().get("last_seen_location"), Some("Enter a place, like the park"));
    }
}

//! A lost pet is found again.

use super::form::{FieldErrors, Fields};
use super::{Draft, Event, Pet, Place, Refusal, Told};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What a find carries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundAgain {
    /// Where the pet was found.
    pub found_location: Place,
}

/// Reads the form: `found_location`, `occurred_on`, `note`.
///
/// # Errors
/// Every field that is wrong.
pub fn parse(fields: &Fields, today: NaiveDate) -> Result<Draft<FoundAgain>, FieldErrors> {
    let mut errors = FieldErrors::default();
    let place = errors.keep("found_location", Place::parse(fields.get("found_location")));
    let told = Told::parse(fields, today, &mut errors);
    Draft::complete(place.map(|found_location| FoundAgain { found_location }), told, errors)
}

impl FoundAgain {
    /// The event, where the pet can be found on that day.
    ///
    /// # Errors
    /// The rule that stands in the way.
    pub fn decide(self, pet: &Pet, on: NaiveDate) -> Result<Event, Refusal> {
        let event = Event::FoundAgain(self);
        pet.allows(&event, on).map(|()| event)
    }

    /// Only a lost pet can be found.
    pub(super) fn rule(&self, pet: &Pet) -> Result<(), Refusal> {
        pet.is_lost()
    }
}

#[cfg(test)]
mod tests {
    use super::super::pet::tests::{Story, found, lost, may, sold};
    use super::*;

    #[test]
    fn only_a_lost_pet_can_be_found() {
        assert_eq!(Story::of_bella().pet().allows(&found(), may(11)), Err(Refusal::NotLost { name: "Bella".into() }));
        assert_eq!(Story::of_bella().then(10, lost()).pet().allows(&found(), may(11)), Ok(()));
    }

    #[test]
    fn a_sold_pet_is_not_found_but_at_home() {
        let pet = Story::of_bella().then(10, sold()).pet();
        assert_eq!(pet.allows(&found(), may(11)), Err(Refusal::AlreadySold { name: "Bella".into(), on: may(10) }));
    }

    #[test]
    fn a_find_needs_a_place() {
        assert_eq!(parse(&Fields::default(), may(3)).unwrap_err().get("found_location"), Some("Enter a place, like the park"));
    }
}

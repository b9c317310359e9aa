//! A lost pet is found again.

use super::draft::{Draft, Occasion};
use super::event::FoundAgain;
use super::form::{FieldErrors, Fields};
use super::pet::Pet;
use super::refusal::Refusal;
use super::values::Place;
use chrono::NaiveDate;

/// Reads the form: `found_location`, `occurred_on`, `note`.
///
/// # Errors
/// Every field that is wrong.
pub fn parse(fields: &Fields, today: NaiveDate) -> Result<Draft<FoundAgain>, FieldErrors> {
    let mut errors = FieldErrors::default();
    let place = errors.keep("found_location", Place::parse(fields.get("found_location")));
    let occasion = Occasion::parse(fields, today, &mut errors);
    Draft::complete(place.map(|found_location| FoundAgain { found_location }), occasion, errors)
}

/// Whether a pet may be found now: it is lost.
///
/// # Errors
/// The rule that stands in the way.
pub fn may(pet: &Pet) -> Result<(), Refusal> {
    pet.is_lost()
}

#[cfg(test)]
mod tests {
    use super::super::story::may as day;
    use super::*;

    #[test]
    fn a_find_needs_a_place() {
        assert_eq!(parse(&Fields::default(), day(3)).unwrap_err().get("found_location"), Some("Enter a place, like the park"));
    }
}

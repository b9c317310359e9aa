//! A pet gets lost.

use super::draft::{Draft, Occasion};
use super::event::Lost;
use super::form::{FieldErrors, Fields};
use super::pet::Pet;
use super::refusal::Refusal;
use super::values::Place;
use chrono::NaiveDate;

/// Reads the form: `last_seen_location`, `occurred_on`, `note`.
///
/// # Errors
/// Every field that is wrong.
pub fn parse(fields: &Fields, today: NaiveDate) -> Result<Draft<Lost>, FieldErrors> {
    let mut errors = FieldErrors::default();
    let place = errors.keep("last_seen_location", Place::parse(fields.get("last_seen_location")));
    let occasion = Occasion::parse(fields, today, &mut errors);
    Draft::complete(place.map(|last_seen_location| Lost { last_seen_location }), occasion, errors)
}

/// Whether a pet may get lost now: it is in the store.
///
/// # Errors
/// The rule that stands in the way.
pub fn may(pet: &Pet) -> Result<(), Refusal> {
    pet.in_the_store()
}

#[cfg(test)]
mod tests {
    use super::super::story::may as day;
    use super::*;

    #[test]
    fn a_loss_needs_a_place() {
        assert_eq!(parse(&Fields::default(), day(3)).unwrap_err().get("last_seen_location"), Some("Enter a place, like the park"));
    }
}

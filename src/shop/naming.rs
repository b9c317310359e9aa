//! A pet gets a name: from the shop where it comes without one, later from somebody, and another where that was misspelt.

use super::draft::{Draft, Occasion};
use super::event::Named;
use super::form::{FieldErrors, Fields};
use super::pet::Pet;
use super::refusal::Refusal;
use super::text;
use super::values::{PetName, Species};
use chrono::NaiveDate;

/// What a pet is called that has just come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Called {
    /// Its name.
    pub name: PetName,
    /// The number in it, where the shop gave it.
    pub given_number: Option<i32>,
}

impl Called {
    /// As somebody typed it.
    #[must_use]
    pub fn typed(name: PetName) -> Self {
        Self { name, given_number: None }
    }

    /// As the shop calls one without a name, which its species and its number tell apart: "Guppy 12".
    #[must_use]
    pub fn given(species: &Species, number: i32) -> Self {
        Self { name: PetName::numbered(species, number), given_number: Some(number) }
    }
}

/// Reads the name of a pet that comes: nothing typed is no name yet.
///
/// # Errors
/// A sentence that says what to type, where it is no name.
pub fn parse_if_any(typed: &str) -> Result<Option<PetName>, String> {
    if text::line(typed).is_empty() { Ok(None) } else { PetName::parse(typed).map(Some) }
}

/// Reads the form: `name`, `occurred_on`, `note`.
///
/// # Errors
/// Every field that is wrong.
pub fn parse(fields: &Fields, today: NaiveDate) -> Result<Draft<PetName>, FieldErrors> {
    let mut errors = FieldErrors::default();
    let name = errors.keep("name", PetName::parse(fields.get("name")));
    let occasion = Occasion::parse(fields, today, &mut errors);
    Draft::complete(name, occasion, errors)
}

impl Named {
    /// The naming of a pet as it is.
    #[must_use]
    pub fn of(pet: &Pet, new_name: PetName) -> Self {
        Self { old_name: pet.name.clone(), new_name }
    }

    /// Passes where the name is another than the pet has.
    ///
    /// # Errors
    /// [`Refusal::SameName`].
    pub fn differs(&self, pet: &Pet) -> Result<(), Refusal> {
        if self.new_name == pet.name { Err(Refusal::SameName { name: pet.name.to_string() }) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::super::event::{Arrived, Event};
    use super::super::history::History;
    use super::super::rules::decide;
    use super::super::story::{Story, lost, may as day, money, name, named, sold};
    use super::*;

    fn guppy() -> Story {
        let species = Species::parse("Guppy").unwrap();
        let Called { name, given_number } = Called::given(&species, 12);
        Story(vec![]).then(3, Event::Arrived(Arrived { name, species, price: money("3"), given_number }))
    }

    fn tried(story: &Story, typed: &str, on: u32) -> Result<Event, Refusal> {
        let history = History::of(&story.0).unwrap();
        decide(&history, Named::of(history.living()?, name(typed)).into(), day(on))
    }

    #[test]
    fn what_comes_without_a_name_is_told_apart_by_species_and_number_until_it_has_one() {
        let story = guppy();
        assert_eq!((story.pet().name.as_str(), story.pet().given_number), ("Guppy 12", Some(12)));
        let story = story.then(4, named("Guppy 12", "Bubbles"));
        assert_eq!((story.pet().name.as_str(), story.pet().given_number), ("Bubbles", None));
        let back = story.then_taken_back(5).pet();
        assert_eq!((back.name.as_str(), back.given_number, back.version), ("Guppy 12", Some(12), 3));
    }

    #[test]
    fn a_name_is_mended_wherever_the_pet_lives() {
        for story in [Story::of_bella(), Story::of_bella().then(5, sold()), Story::of_bella().then(5, lost())] {
            let (before, on) = (story.pet(), 5);
            assert_eq!(tried(&story, "Bela", on), Ok(named("Bella", "Bela")));
            let after = story.then(on, named("Bella", "Bela")).pet();
            assert_eq!((after.name.as_str(), after.status, after.status_since), ("Bela", before.status, before.status_since));
        }
        assert_eq!(tried(&Story::of_bella().then_taken_back(4), "Bela", 5), Err(Refusal::TakenBack { name: "Bella".into(), on: day(4) }));
    }

    #[test]
    fn the_same_name_is_no_naming_and_another_case_is_one() {
        let refusal = tried(&Story::of_bella(), " Bella ", 5).unwrap_err();
        assert_eq!((refusal.field(), refusal.to_string().as_str()), (Some("name"), "Enter a name other than Bella, which it has already"));
        assert!(tried(&Story::of_bella(), "bella", 5).is_ok());
        assert_eq!(tried(&Story::of_bella().then(9, lost()), "Bela", 8), Err(Refusal::BeforePrevious { name: "Bella".into(), on: day(9) }));
    }

    #[test]
    fn the_form_needs_a_name_and_an_arrival_does_not() {
        assert_eq!(parse(&Fields::default(), day(3)).unwrap_err().get("name"), Some("Enter a name, like Bella"));
        for nothing in ["", " \t ", "\u{a0}", "\u{200b}\u{feff}"] {
            assert_eq!(parse_if_any(nothing), Ok(None), "{nothing:?}");
        }
        assert_eq!(parse_if_any(" Bella "), Ok(Some(name("Bella"))));
        assert!(parse_if_any("Be\nlla").is_err());
    }
}

//! A pet is born to a mother in the store, and has her species.

use super::form::{FieldErrors, Fields};
use super::{Draft, Event, Money, Pet, PetId, PetName, Refusal, Species, Status, Told, words};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What a birth carries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Born {
    /// What the young one is called.
    pub name: PetName,
    /// Its mother's species.
    pub species: Species,
    /// What it costs.
    pub price: Money,
    /// Its mother.
    pub mother_id: PetId,
}

/// What the form asks: everything but the species, which the mother decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Birth {
    /// The mother who was chosen.
    pub mother_id: PetId,
    /// What the young one is called.
    pub name: PetName,
    /// What it costs.
    pub price: Money,
}

/// Reads the form: `mother_id`, `name`, `price`, `occurred_on`, `note`.
///
/// # Errors
/// Every field that is wrong.
pub fn parse(fields: &Fields, today: NaiveDate) -> Result<Draft<Birth>, FieldErrors> {
    let mut errors = FieldErrors::default();
    let chosen = fields.get("mother_id").trim().parse().map(PetId).map_err(|_| "Choose the mother".to_owned());
    let mother_id = errors.keep("mother_id", chosen);
    let name = errors.keep("name", PetName::parse(fields.get("name")));
    let price = errors.keep("price", Money::parse(fields.get("price")));
    let told = Told::parse(fields, today, &mut errors);
    let birth = mother_id.zip(name).zip(price).map(|((mother_id, name), price)| Birth { mother_id, name, price });
    Draft::complete(birth, told, errors)
}

impl Birth {
    /// The event, where the mother can have borne the young one on that day.
    ///
    /// # Errors
    /// She is not in the store, or came to it later.
    pub fn decide(self, mother: &Pet, on: NaiveDate) -> Result<Event, Refusal> {
        let name = mother.name.to_string();
        let since = words::day(mother.status_since);
        match mother.status {
            Status::Available => {}
            Status::Sold => return Err(Refusal::MotherAway { reason: format!("{name} was sold on {since}") }),
            Status::Lost => return Err(Refusal::MotherAway { reason: format!("{name} has been lost since {since}") }),
        }
        if on < mother.came_on {
            return Err(Refusal::BeforeMotherCame { name, on: mother.came_on });
        }
        let Self { mother_id, name, price } = self;
        Ok(Event::Born(Born { name, species: mother.species.clone(), price, mother_id }))
    }
}

#[cfg(test)]
mod tests {
    use super::super::pet::tests::{Story, lost, may, money, name, sold};
    use super::*;

    fn kit(mother: &Pet) -> Birth {
        Birth { mother_id: mother.id, name: name("Kit"), price: money("95") }
    }

    #[test]
    fn the_young_one_has_its_mothers_species() {
        let bella = Story::of_bella().pet();
        let Ok(Event::Born(born)) = kit(&bella).decide(&bella, may(28)) else { panic!("refused") };
        assert_eq!((born.species, born.mother_id), (bella.species, bella.id));
    }

    #[test]
    fn a_mother_who_was_sold_or_is_lost_bears_no_young_in_the_store() {
        for (event, reason) in [(sold(), "Bella was sold on 10 May 2026"), (lost(), "Bella has been lost since 10 May 2026")] {
            let bella = Story::of_bella().then(10, event).pet();
            assert_eq!(kit(&bella).decide(&bella, may(28)), Err(Refusal::MotherAway { reason: reason.into() }));
        }
    }

    #[test]
    fn nobody_is_born_before_the_mother_came() {
        let bella = Story::of_bella().pet();
        assert_eq!(kit(&bella).decide(&bella, may(2)), Err(Refusal::BeforeMotherCame { name: "Bella".into(), on: may(3) }));
        assert!(kit(&bella).decide(&bella, may(3)).is_ok());
    }

    #[test]
    fn a_birth_without_a_mother_says_so() {
        let errors = parse(&Fields::default(), may(3)).unwrap_err();
        assert_eq!(errors.get("mother_id"), Some("Choose the mother"));
        assert_eq!(errors.iter().count(), 3);
    }
}

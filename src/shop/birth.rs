//! A pet is born to a mother in the store, and has her species.

use super::currency::Currency;
use super::draft::{Draft, Occasion};
use super::event::Born;
use super::form::{FieldErrors, Fields};
use super::money::Money;
use super::naming::{Called, parse_if_any};
use super::pet::{Pet, Status};
use super::refusal::Refusal;
use super::values::{PetId, PetName, Species};
use super::words;
use chrono::NaiveDate;

/// What the form asks: everything but the species, which the mother decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Birth {
    /// The mother who was chosen.
    pub mother_id: PetId,
    /// What the young one is called; `None` where it has no name yet.
    pub name: Option<PetName>,
    /// What it costs.
    pub price: Money,
}

/// Reads the form: `mother_id`, `name`, `price`, `occurred_on`, `note`.
///
/// # Errors
/// Every field that is wrong.
pub fn parse(fields: &Fields, today: NaiveDate, currency: Currency) -> Result<Draft<Birth>, FieldErrors> {
    let mut errors = FieldErrors::default();
    let chosen = fields.get("mother_id").trim().parse().map(PetId).map_err(|_| "Choose the mother".to_owned());
    let mother_id = errors.keep("mother_id", chosen);
    let name = errors.keep("name", parse_if_any(fields.get("name")));
    let price = errors.keep("price", currency.read(fields.get("price")));
    let occasion = Occasion::parse(fields, today, &mut errors);
    let birth = mother_id.zip(name).zip(price).map(|((mother_id, name), price)| Birth { mother_id, name, price });
    Draft::complete(birth, occasion, errors)
}

impl Birth {
    /// What is born, where she may be its mother on that day: of her species. `call` says what it is called, by the name that was typed, if any.
    ///
    /// # Errors
    /// The rule that stands in the way, or what `call` says.
    pub fn decide<E: From<Refusal>>(
        self,
        mother: &Pet,
        on: NaiveDate,
        call: impl FnOnce(Option<PetName>, &Species) -> Result<Called, E>,
    ) -> Result<Born, E> {
        may(mother)?;
        if on < mother.came_on {
            return Err(Refusal::BeforeMotherCame { name: mother.name.to_string(), on: mother.came_on }.into());
        }
        let Called { name, given_number } = call(self.name, &mother.species)?;
        Ok(Born { name, species: mother.species.clone(), price: self.price, mother_id: self.mother_id, given_number })
    }
}

/// Whether young may be born to a pet now: it is in the store.
///
/// # Errors
/// [`Refusal::MotherAway`].
pub fn may(mother: &Pet) -> Result<(), Refusal> {
    let since = words::day(mother.status_since);
    match mother.status {
        Status::Available => Ok(()),
        Status::Sold => Err(Refusal::MotherAway { reason: format!("{} was sold on {since}", mother.name) }),
        Status::Lost => Err(Refusal::MotherAway { reason: format!("{} has been lost since {since}", mother.name) }),
    }
}

#[cfg(test)]
mod tests {
    use super::super::story::{Story, lost, may as day, money, name, sold};
    use super::*;

    fn kit(mother: &Pet, on: u32) -> Result<Born, Refusal> {
        let birth = Birth { mother_id: mother.id, name: Some(name("Kit")), price: money("95") };
        birth.decide(mother, day(on), |name, _| Ok(Called::typed(name.unwrap())))
    }

    #[test]
    fn the_young_one_has_its_mothers_species() {
        let bella = Story::of_bella().pet();
        let born = kit(&bella, 28).unwrap();
        assert_eq!((born.species, born.mother_id), (bella.species, bella.id));
    }

    #[test]
    fn a_mother_who_was_sold_or_is_lost_bears_no_young_in_the_store() {
        for (event, reason) in [(sold(), "Bella was sold on 10 May 2026"), (lost(), "Bella has been lost since 10 May 2026")] {
            let bella = Story::of_bella().then(10, event).pet();
            assert_eq!(kit(&bella, 28), Err(Refusal::MotherAway { reason: reason.into() }));
        }
    }

    #[test]
    fn nobody_is_born_before_the_mother_came() {
        let bella = Story::of_bella().pet();
        assert_eq!(kit(&bella, 2), Err(Refusal::BeforeMotherCame { name: "Bella".into(), on: day(3) }));
        assert!(kit(&bella, 3).is_ok());
    }

    #[test]
    fn a_birth_without_a_mother_says_so() {
        let errors = parse(&Fields::default(), day(3), Currency::default()).unwrap_err();
        assert_eq!(errors.get("mother_id"), Some("Choose the mother"));
        assert_eq!(errors.iter().count(), 2);
    }
}

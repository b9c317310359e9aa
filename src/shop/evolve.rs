//! The fold: what an event makes of a pet. It cannot fail and asks no rule, for what is recorded has happened; [`super::rules`] asks before.

use super::event::{Arrived, Born, Event, Recorded};
use super::money::Money;
use super::pet::{Pet, Status};
use super::values::{PetName, Species};
use chrono::NaiveDate;

/// The pet as the next of its events that count makes it; no pet where none has begun.
///
/// `pets_state_at` in the database folds the same, and a property test holds both equal. What is taken back is left out by
/// [`super::history::History`], and so never comes here.
#[must_use]
pub fn evolve(pet: Option<Pet>, next: &Recorded) -> Option<Pet> {
    let Some(mut pet) = pet else { return begin(next) };
    match &next.event {
        Event::Arrived(_) | Event::Born(_) | Event::Retracted(_) => {}
        Event::Sold(sold) => {
            pet.move_to(Status::Sold, next.occurred_on);
            pet.customer = Some(sold.customer_id);
            pet.sale_price = Some(sold.sale_price);
        }
        Event::PriceChanged(change) => pet.price = change.new_price,
        Event::Named(named) => {
            pet.name = named.new_name.clone();
            pet.given_number = None;
        }
        Event::Lost(_) => pet.move_to(Status::Lost, next.occurred_on),
        Event::Returned(_) | Event::FoundAgain(_) => pet.move_to(Status::Available, next.occurred_on),
    }
    pet.latest_on = next.occurred_on;
    pet.count(next);
    Some(pet)
}

fn begin(first: &Recorded) -> Option<Pet> {
    match &first.event {
        Event::Arrived(Arrived { name, species, price, given_number }) => {
            Some(Pet { given_number: *given_number, ..Pet::new(first, name, species, *price) })
        }
        Event::Born(Born { name, species, price, mother_id, given_number }) => {
            Some(Pet { given_number: *given_number, mother: Some(*mother_id), ..Pet::new(first, name, species, *price) })
        }
        _ => None,
    }
}

impl Pet {
    fn new(first: &Recorded, name: &PetName, species: &Species, price: Money) -> Self {
        Self {
            id: first.pet,
            version: first.version,
            name: name.clone(),
            given_number: None,
            species: species.clone(),
            price,
            status: Status::Available,
            status_since: first.occurred_on,
            mother: None,
            customer: None,
            sale_price: None,
            came_on: first.occurred_on,
            latest_on: first.occurred_on,
            created_at: first.created_at,
            updated_at: first.created_at,
        }
    }

    /// Who has a pet that is somewhere else has it no longer.
    fn move_to(&mut self, status: Status, on: NaiveDate) {
        self.status = status;
        self.status_since = on;
        self.customer = None;
        self.sale_price = None;
    }

    /// Takes note of the event that was recorded last, whatever it does.
    pub(super) fn count(&mut self, latest: &Recorded) {
        self.version = latest.version;
        self.updated_at = latest.created_at;
    }
}

#[cfg(test)]
mod tests {
    use super::super::pet::Status;
    use super::super::story::{Story, found, lost, may, money, sold};

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
    fn what_no_rule_would_allow_has_happened_where_it_is_recorded() {
        let pet = Story::of_bella().then(12, sold()).then(11, sold()).then(9, lost()).pet();
        assert_eq!((pet.status, pet.status_since, pet.customer, pet.version), (Status::Lost, may(9), None, 4));
        assert_eq!(Story(Story::of_bella().then(12, sold()).then(13, found()).0).pet().status, Status::Available);
    }
}

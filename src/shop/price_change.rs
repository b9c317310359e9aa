//! A pet gets another price.

use super::form::{FieldErrors, Fields};
use super::{Draft, Event, Money, Pet, Refusal, Told};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What a price change carries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceChanged {
    /// What the pet cost before, recorded by the rule and never typed.
    pub old_price: Money,
    /// What it costs now.
    pub new_price: Money,
}

/// Reads the form: `new_price`, `note`. A price changes on the day on which that is recorded.
///
/// # Errors
/// Every field that is wrong.
pub fn parse(fields: &Fields, today: NaiveDate) -> Result<Draft<Money>, FieldErrors> {
    let mut errors = FieldErrors::default();
    let new_price = errors.keep("new_price", Money::parse(fields.get("new_price")));
    let told = Told::parse(fields, today, &mut errors).map(|told| Told { occurred_on: today, ..told });
    Draft::complete(new_price, told, errors)
}

/// The event, where the pet can have the new price on that day.
///
/// # Errors
/// The rule that stands in the way.
pub fn decide(new_price: Money, pet: &Pet, on: NaiveDate) -> Result<Event, Refusal> {
    let event = Event::PriceChanged(PriceChanged { old_price: pet.price, new_price });
    pet.allows(&event, on).map(|()| event)
}

impl PriceChanged {
    /// The pet is not sold, and the price is another one than before.
    pub(super) fn rule(&self, pet: &Pet) -> Result<(), Refusal> {
        pet.not_sold()?;
        if self.new_price == pet.price {
            return Err(Refusal::SamePrice { name: pet.name.to_string(), price: pet.price.to_string() });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::pet::tests::{Story, lost, may, money, sold};
    use super::*;

    #[test]
    fn the_old_price_is_recorded_by_itself() {
        let bella = Story::of_bella().pet();
        let expected = PriceChanged { old_price: money("135"), new_price: money("120.50") };
        assert_eq!(decide(money("120.50"), &bella, may(9)), Ok(Event::PriceChanged(expected)));
    }

    #[test]
    fn the_same_price_is_no_change() {
        let bella = Story::of_bella().pet();
        let refusal = decide(money("135.0"), &bella, may(9)).unwrap_err();
        assert_eq!(
            (refusal.field(), refusal.to_string().as_str()),
            (Some("new_price"), "Enter a price other than 135.00, which Bella has already")
        );
    }

    #[test]
    fn a_sold_pet_keeps_its_price_and_a_lost_one_may_change_it() {
        assert!(decide(money("1"), &Story::of_bella().then(10, sold()).pet(), may(11)).is_err());
        assert!(decide(money("1"), &Story::of_bella().then(10, lost()).pet(), may(11)).is_ok());
    }

    #[test]
    fn a_price_change_happens_today_whatever_the_form_says() {
        let fields: Fields = [("new_price", "5"), ("occurred_on", "2026-05-01")].into_iter().collect();
        assert_eq!(parse(&fields, may(9)).unwrap().told.occurred_on, may(9));
    }
}

//! A pet gets another price.

use super::currency::Currency;
use super::draft::{Draft, Occasion};
use super::event::PriceChanged;
use super::form::{FieldErrors, Fields};
use super::money::Money;
use super::pet::Pet;
use super::refusal::Refusal;
use chrono::NaiveDate;

/// Reads the form: `new_price`, `note`. A price changes on the day on which that is recorded.
///
/// # Errors
/// Every field that is wrong.
pub fn parse(fields: &Fields, today: NaiveDate, currency: Currency) -> Result<Draft<Money>, FieldErrors> {
    let mut errors = FieldErrors::default();
    let new_price = errors.keep("new_price", currency.read(fields.get("new_price")));
    let occasion = Occasion::parse(fields, today, &mut errors).map(|occasion| Occasion { occurred_on: today, ..occasion });
    Draft::complete(new_price, occasion, errors)
}

/// Whether a pet may get another price now: it is not sold.
///
/// # Errors
/// The rule that stands in the way.
pub fn may(pet: &Pet) -> Result<(), Refusal> {
    pet.not_sold()
}

impl PriceChanged {
    /// The change from the price that the pet has.
    #[must_use]
    pub fn of(pet: &Pet, new_price: Money) -> Self {
        Self { old_price: pet.price, new_price }
    }

    /// Passes where the price is another than the pet has.
    ///
    /// # Errors
    /// [`Refusal::SamePrice`].
    pub fn differs(&self, pet: &Pet) -> Result<(), Refusal> {
        if self.new_price == pet.price {
            return Err(Refusal::SamePrice { name: pet.name.to_string(), price: pet.price.to_string() });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::story::{Story, lost, may as day, money, sold};
    use super::*;

    #[test]
    fn the_old_price_is_recorded_by_itself() {
        let bella = Story::of_bella().pet();
        assert_eq!(PriceChanged::of(&bella, money("120.50")), PriceChanged { old_price: money("135"), new_price: money("120.50") });
    }

    #[test]
    fn the_same_price_is_no_change() {
        let bella = Story::of_bella().pet();
        let refusal = PriceChanged::of(&bella, money("135.0")).differs(&bella).unwrap_err();
        assert_eq!(
            (refusal.field(), refusal.to_string().as_str()),
            (Some("new_price"), "Enter a price other than 135.00, which Bella has already")
        );
    }

    #[test]
    fn a_sold_pet_keeps_its_price_and_a_lost_one_may_change_it() {
        assert!(may(&Story::of_bella().then(10, sold()).pet()).is_err());
        assert!(may(&Story::of_bella().then(10, lost()).pet()).is_ok());
    }

    #[test]
    fn a_price_change_happens_today_whatever_the_form_says() {
        let fields: Fields = [("new_price", "5"), ("occurred_on", "2026-05-01")].into_iter().collect();
        assert_eq!(parse(&fields, day(9), Currency::default()).unwrap().occasion.occurred_on, day(9));
    }
}

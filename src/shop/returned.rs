//! A sold pet comes back from its customer. The sale has happened, and stays; a sale by mistake is taken back instead.

use super::currency::Currency;
use super::draft::{Draft, Occasion};
use super::event::Returned;
use super::form::{FieldErrors, Fields};
use super::pet::Pet;
use super::refusal::Refusal;
use super::values::Reason;
use chrono::NaiveDate;

/// Reads the form: `reason`, `refund`, `occurred_on`, `note`.
///
/// # Errors
/// Every field that is wrong.
pub fn parse(fields: &Fields, today: NaiveDate, currency: Currency) -> Result<Draft<Returned>, FieldErrors> {
    let mut errors = FieldErrors::default();
    let reason = errors.keep("reason", Reason::parse(fields.get("reason"), "an allergy in the family"));
    let refund = errors.keep("refund", currency.read_called("refund", fields.get("refund")));
    let occasion = Occasion::parse(fields, today, &mut errors);
    Draft::complete(reason.zip(refund).map(|(reason, refund)| Returned { reason, refund }), occasion, errors)
}

/// Whether a pet may come back now: it is sold.
///
/// # Errors
/// The rule that stands in the way.
pub fn may(pet: &Pet) -> Result<(), Refusal> {
    pet.is_sold()
}

impl Returned {
    /// Passes where no more is paid back than was paid.
    ///
    /// # Errors
    /// [`Refusal::RefundAbovePaid`].
    pub fn is_covered(&self, pet: &Pet) -> Result<(), Refusal> {
        match pet.sale_price {
            Some(paid) if self.refund > paid => Err(Refusal::RefundAbovePaid { name: pet.name.to_string(), paid: paid.to_string() }),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::event::Event;
    use super::super::history::History;
    use super::super::rules::decide;
    use super::super::story::{Story, found, lost, may as day, money, returned, sold};
    use super::*;

    #[test]
    fn a_return_needs_a_reason_and_a_refund() {
        let errors = parse(&Fields::default(), day(3), Currency::default()).unwrap_err();
        assert_eq!(errors.get("reason"), Some("Say why, like: an allergy in the family"));
        assert_eq!(errors.get("refund"), Some("Enter a refund, like 24.90"));
    }

    #[test]
    fn only_a_sold_pet_comes_back_and_then_it_is_in_the_store_again() {
        let story = Story::of_bella().then(10, sold());
        let back = story.then(12, returned("120")).pet();
        assert_eq!((back.status_since, back.price, back.customer, back.sale_price), (day(12), money("135"), None, None));
        for story in [Story::of_bella(), Story::of_bella().then(10, lost()), Story::of_bella().then(9, lost()).then(10, found())] {
            let refused = decide(&History::of(&story.0).unwrap(), returned("0"), day(12));
            assert_eq!(refused, Err(Refusal::NotSold { name: "Bella".into() }));
        }
    }

    #[test]
    fn what_is_paid_back_is_at_most_what_was_paid() {
        let history = History::of(&Story::of_bella().then(10, sold()).0).unwrap();
        let tried = |refund| decide(&history, returned(refund), day(12));
        assert_eq!(tried("120.01"), Err(Refusal::RefundAbovePaid { name: "Bella".into(), paid: "120.00".into() }));
        for refund in ["0", "60", "120"] {
            assert!(matches!(tried(refund), Ok(Event::Returned(_))), "{refund}");
        }
    }
}

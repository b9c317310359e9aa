//! A pet comes to the store from elsewhere.

use super::currency::Currency;
use super::draft::{Draft, Occasion};
use super::form::{FieldErrors, Fields};
use super::money::Money;
use super::naming::parse_if_any;
use super::values::{PetName, Species};
use chrono::NaiveDate;

/// What the form asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrival {
    /// What the pet is called; `None` where it has no name yet.
    pub name: Option<PetName>,
    /// What kind of animal it is.
    pub species: Species,
    /// What it costs.
    pub price: Money,
}

/// Reads the form: `name`, `species`, `price`, `occurred_on`, `note`.
///
/// # Errors
/// Every field that is wrong.
pub fn parse(fields: &Fields, today: NaiveDate, currency: Currency) -> Result<Draft<Arrival>, FieldErrors> {
    let mut errors = FieldErrors::default();
    let name = errors.keep("name", parse_if_any(fields.get("name")));
    let species = errors.keep("species", Species::parse(fields.get("species")));
    let price = errors.keep("price", currency.read(fields.get("price")));
    let occasion = Occasion::parse(fields, today, &mut errors);
    let arrived = name.zip(species).zip(price).map(|((name, species), price)| Arrival { name, species, price });
    Draft::complete(arrived, occasion, errors)
}

#[cfg(test)]
mod tests {
    use super::super::story::may;
    use super::*;

    #[test]
    fn a_complete_form_is_an_arrival() {
        let fields: Fields = [("name", " Bella "), ("species", "Cat"), ("price", "135,5"), ("occurred_on", "2026-05-03"), ("note", "")]
            .into_iter()
            .collect();
        let draft = parse(&fields, may(4), Currency::default()).unwrap();
        assert_eq!(
            (draft.what.name.unwrap().as_str(), draft.what.price.to_string(), draft.occasion.occurred_on),
            ("Bella", "135.50".into(), may(3))
        );
    }

    #[test]
    fn an_empty_form_reports_every_missing_field_at_once_and_the_name_is_none() {
        let errors = parse(&Fields::default(), may(4), Currency::default()).unwrap_err();
        assert_eq!(errors.iter().map(|(field, _)| field).collect::<Vec<_>>(), ["species", "price"]);
    }
}

//! A pet goes home with a customer.

use super::currency::Currency;
use super::draft::{Draft, Occasion};
use super::form::{FieldErrors, Fields};
use super::money::Money;
use super::pet::Pet;
use super::refusal::Refusal;
use super::text;
use super::values::{CustomerId, CustomerName};
use chrono::NaiveDate;

/// What the form asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sale {
    /// Who buys the pet.
    pub buyer: Buyer,
    /// What is paid.
    pub sale_price: Money,
}

/// Who buys a pet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Buyer {
    /// A customer whom the shop knows.
    Known(CustomerId),
    /// A customer who is new, and is kept together with the sale.
    New(NewCustomer),
}

/// A customer whom the shop does not know yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCustomer {
    /// What they are called.
    pub name: CustomerName,
    /// An e-mail address, where they gave one: at most 254 characters with an @ inside.
    pub email: Option<String>,
    /// A telephone number, where they gave one: at most 40 characters.
    pub phone: Option<String>,
}

impl NewCustomer {
    /// Reads who somebody is from the fields of these names: name, e-mail, telephone. `nameless` is what to say to who typed no name. Every field that
    /// is wrong is noted in `errors`.
    pub fn parse(fields: &Fields, [name, email, phone]: [&'static str; 3], nameless: &str, errors: &mut FieldErrors) -> Option<Self> {
        let has_name = fields.get(name).chars().any(text::is_seen);
        let parsed = (
            errors.keep(name, if has_name { CustomerName::parse(fields.get(name)) } else { Err(nameless.to_owned()) }),
            errors.keep(email, parse_email(fields.get(email))),
            errors.keep(phone, parse_phone(fields.get(phone))),
        );
        Some(Self { name: parsed.0?, email: parsed.1?, phone: parsed.2? })
    }
}

/// Reads the form: `customer_id`, or `customer_name`, `customer_email`, `customer_phone`; `offered`, where customers to choose from were shown; `sale_price`, `occurred_on`, `note`.
///
/// # Errors
/// Every field that is wrong.
pub fn parse(fields: &Fields, today: NaiveDate, currency: Currency) -> Result<Draft<Sale>, FieldErrors> {
    let mut errors = FieldErrors::default();
    let buyer = parse_buyer(fields, &mut errors);
    let sale_price = errors.keep("sale_price", currency.read(fields.get("sale_price")));
    let occasion = Occasion::parse(fields, today, &mut errors);
    let sale = buyer.zip(sale_price).map(|(buyer, sale_price)| Sale { buyer, sale_price });
    Draft::complete(sale, occasion, errors)
}

fn parse_buyer(fields: &Fields, errors: &mut FieldErrors) -> Option<Buyer> {
    let chosen = fields.get("customer_id").trim();
    if !chosen.is_empty() {
        let id = chosen.parse().map(CustomerId).map_err(|_| "Choose a customer from the list".to_owned());
        return errors.keep("customer_id", id).map(Buyer::Known);
    }
    // Those who match were shown, and nobody was chosen, not even someone new.
    if !fields.get("offered").is_empty() && !fields.has("customer_id") {
        errors.add("customer_id", "Choose the customer, or someone new");
        return None;
    }
    let names = ["customer_name", "customer_email", "customer_phone"];
    NewCustomer::parse(fields, names, "Enter the customer’s name, or choose a customer", errors).map(Buyer::New)
}

fn parse_email(typed: &str) -> Result<Option<String>, String> {
    let text = text::visible(typed);
    if text.is_empty() {
        return Ok(None);
    }
    let plausible = text.chars().count() <= 254
        && !text.chars().any(|c| c.is_control() || c.is_whitespace())
        && text.split_once('@').is_some_and(|(user, host)| !user.is_empty() && !host.is_empty() && !host.contains('@'));
    plausible.then_some(Some(text)).ok_or_else(|| "Enter an e-mail address, like lang@example.com, or leave it empty".into())
}

fn parse_phone(typed: &str) -> Result<Option<String>, String> {
    let text = text::telephone(typed);
    if text.is_empty() {
        return Ok(None);
    }
    let plausible = text.chars().count() <= 40
        && text.chars().any(|c| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || " +-()/.".contains(c));
    plausible.then_some(Some(text)).ok_or_else(|| "Enter a telephone number, like +43 1 234567, or leave it empty".into())
}

/// Whether a pet may be sold now: it is in the store.
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
    fn a_new_customer_needs_a_name_and_nothing_else() {
        let fields: Fields = [("customer_name", "Mrs Lang"), ("sale_price", "120.50")].into_iter().collect();
        let draft = parse(&fields, day(3), Currency::default()).unwrap();
        let Buyer::New(customer) = draft.what.buyer else { panic!("known") };
        assert_eq!((customer.name.as_str(), customer.email, customer.phone), ("Mrs Lang", None, None));
    }

    #[test]
    fn a_chosen_customer_goes_before_a_typed_one() {
        let id = "0190163d-8694-739b-aea5-966c26f8ad91";
        let fields: Fields = [("customer_id", id), ("customer_name", "Mrs Lang"), ("sale_price", "1")].into_iter().collect();
        assert_eq!(parse(&fields, day(3), Currency::default()).unwrap().what.buyer, Buyer::Known(CustomerId(id.parse().unwrap())));
    }

    #[test]
    fn of_those_who_were_offered_somebody_is_chosen_or_someone_new() {
        let parsed = |more: &[(&str, &str)]| {
            let fields = [&[("customer_name", "Lang"), ("offered", "1"), ("sale_price", "1")], more].concat();
            parse(&fields.into_iter().collect(), day(3), Currency::default())
        };
        assert_eq!(parsed(&[]).unwrap_err().get("customer_id"), Some("Choose the customer, or someone new"));
        assert!(matches!(parsed(&[("customer_id", "")]).unwrap().what.buyer, Buyer::New(_)));
    }

    #[test]
    fn contacts_that_cannot_be_contacts_are_refused() {
        for email in ["lang", "lang@", "@example.com", "a b@example.com", "a@b@c"] {
            assert!(parse_email(email).is_err(), "{email}");
        }
        for phone in ["call me", "+", "12<34"] {
            assert!(parse_phone(phone).is_err(), "{phone}");
        }
    }
}

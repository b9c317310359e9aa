//! Every form against whatever can be typed: it is answered, what is taken fits the books, and what is refused is a field of that form.

use super::currency::Currency;
use super::draft::{Draft, Occasion};
use super::form::{FieldErrors, Fields, day};
use super::text::line;
use super::values::{CustomerName, Note, PetName, Place, Species};
use super::{arrival, birth, find, loss, price_change, retraction, sale};
use chrono::NaiveDate;
use proptest::prelude::*;

const TOLD: [&str; 2] = ["occurred_on", "note"];
const NAMES: [&str; 16] = [
    "name",
    "species",
    "price",
    "mother_id",
    "customer_id",
    "customer_name",
    "customer_email",
    "customer_phone",
    "sale_price",
    "new_price",
    "last_seen_location",
    "found_location",
    "retracted_event_id",
    "reason",
    "occurred_on",
    "note",
];

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 5, 3).unwrap()
}

/// Texts that are often nearly right.
fn typed() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,120}",
        any::<String>(),
        "[ 0-9.,-]{0,14}",
        "[0-9]{4}-[0-9]{2}-[0-9]{2}",
        "[a-zé ]{1,12}",
        "[a-z]{1,8}@[a-z.]{1,12}",
        any::<u128>().prop_map(|id| uuid::Uuid::from_u128(id).to_string()),
        "[a-z\n\r\t]{990,1010}",
    ]
}

fn form() -> impl Strategy<Value = Fields> {
    prop::collection::vec((prop::sample::select(&NAMES[..]), typed()), 0..20).prop_map(|pairs| pairs.into_iter().collect())
}

/// What any form owes for any input; `own` are the fields that it has besides the day and the note.
fn owed<T>(read: Result<Draft<T>, FieldErrors>, own: &[&str]) -> Result<(), TestCaseError> {
    match read {
        Ok(Draft { occasion: Occasion { occurred_on, note }, .. }) => {
            prop_assert!(occurred_on <= today());
            prop_assert!(note.is_none_or(|note| fits(note.as_str(), Note::MAX)));
        }
        Err(errors) => {
            prop_assert!(!errors.is_empty());
            for (field, sentence) in errors.iter() {
                prop_assert!(own.contains(&field) || TOLD.contains(&field), "{field} is not of this form");
                prop_assert!(!sentence.is_empty() && !sentence.ends_with('.'));
            }
        }
    }
    Ok(())
}

fn fits(text: &str, most: usize) -> bool {
    let length = text.chars().count();
    (1..=most).contains(&length) && text.trim() == text && !text.chars().any(|c| c.is_control() && c != '\n' && c != '\t')
}

proptest! {
    #[test]
    fn whatever_is_typed_into_a_form_is_taken_or_told_of(fields in form()) {
        owed(arrival::parse(&fields, today(), Currency::default()), &["name", "species", "price"])?;
        owed(birth::parse(&fields, today(), Currency::default()), &["mother_id", "name", "price"])?;
        owed(sale::parse(&fields, today(), Currency::default()), &["customer_id", "customer_name", "customer_email", "customer_phone", "sale_price"])?;
        owed(price_change::parse(&fields, today(), Currency::default()), &["new_price"])?;
        owed(loss::parse(&fields, today()), &["last_seen_location"])?;
        owed(find::parse(&fields, today()), &["found_location"])?;
        owed(retraction::parse(&fields, today()), &["retracted_event_id", "reason"])?;
    }

    #[test]
    fn a_text_that_is_taken_fits_its_column(text in typed()) {
        for (taken, most) in [
            (PetName::parse(&text).map(|name| name.to_string()), PetName::MAX),
            (Species::parse(&text).map(|species| species.to_string()), Species::MAX),
            (Place::parse(&text).map(|place| place.to_string()), Place::MAX),
            (CustomerName::parse(&text).map(|name| name.to_string()), CustomerName::MAX),
        ] {
            if let Ok(taken) = taken {
                prop_assert!(fits(&taken, most) && !taken.chars().any(char::is_control), "{taken:?}");
                prop_assert_eq!(&taken, &line(&text));
            }
        }
    }

    #[test]
    fn a_day_that_is_taken_is_the_one_that_was_typed(text in typed()) {
        if let Ok(taken) = day(&text, today()) {
            prop_assert!(taken <= today());
            prop_assert!(text.trim().is_empty() || text.trim() == taken.to_string());
        }
    }
}

//! What somebody typed into a form, told again in words, and carried on by a form that sends it again.

use crate::shop::Fields;
use crate::web::parts::form::{MANNERS, said};

/// What was typed, on a page that is not its form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed {
    /// Where it was sent.
    pub address: String,
    /// What it is called on the form, and what was typed.
    pub said: Vec<(String, String)>,
    /// The fields that are sent again.
    pub carried: Fields,
}

impl Typed {
    /// As it was sent, to be sent again: by the same key it is recorded once.
    #[must_use]
    pub fn as_it_was(address: &str, fields: Fields) -> Self {
        Self { address: address.to_owned(), said: in_words(&fields, &[]), carried: fields }
    }

    /// As the beginning of a form of its own, to be looked at first. `names` are those of the pets and customers who were chosen.
    #[must_use]
    pub fn anew(address: &str, fields: &Fields, names: &[(&str, String)]) -> Self {
        let mut carried = fields.without(MANNERS);
        carried.set("confirm", "no");
        Self { address: address.to_owned(), said: in_words(fields, names), carried }
    }
}

/// What the fields are called on their forms, in the order in which they stand there.
const LABELS: &[(&str, &str)] = &[
    ("mother_id", "Mother"),
    ("customer_id", "Customer"),
    ("other_id", "The other customer"),
    ("customer_name", "Customer"),
    ("customer_email", "E-mail"),
    ("customer_phone", "Telephone"),
    ("name", "Name"),
    ("scope", "What it may see"),
    ("until", "Last day"),
    ("email", "E-mail"),
    ("phone", "Telephone"),
    ("species", "Species"),
    ("species_known", "Species"),
    ("price", "Price"),
    ("new_price", "New price"),
    ("sale_price", "Price paid"),
    ("refund", "Paid back"),
    ("last_seen_location", "Last seen"),
    ("found_location", "Found"),
    ("reason", "Why"),
    ("occurred_on", "Day"),
    ("note", "Note"),
];

/// Ids are told by the names of what they stand for, or not at all.
fn in_words(fields: &Fields, names: &[(&str, String)]) -> Vec<(String, String)> {
    let said = said(fields);
    let place = |name: &str| LABELS.iter().position(|(field, _)| *field == name);
    let mut told: Vec<(&str, &str)> = said.iter().filter(|(_, text)| !text.trim().is_empty()).collect();
    told.sort_by_key(|(name, _)| place(name).unwrap_or(LABELS.len()));
    let label = |name: &str| {
        place(name).and_then(|place| LABELS.get(place)).map_or_else(|| name.replace('_', " "), |(_, label)| (*label).to_owned())
    };
    let words = |name: &str, text: &str| match names.iter().find(|(field, _)| *field == name) {
        Some((_, known)) => Some(known.clone()),
        None => (!name.ends_with("_id")).then(|| text.trim().to_owned()),
    };
    told.into_iter().filter_map(|(name, text)| Some((label(name), words(name, text)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_is_told_in_the_order_of_the_form_and_without_its_machinery() {
        let typed = [
            ("note", "shy"),
            ("form_key", "x"),
            ("price", "250"),
            ("mother_id", "1"),
            ("colour_of_fur", "red"),
            ("name", " Cuz "),
            ("mother", "be"),
        ];
        let typed: Fields = typed.into_iter().collect();
        let told = Typed::anew("/pets/birth", &typed, &[("mother_id", "Bella".to_owned())]);
        let said: Vec<(&str, &str)> = told.said.iter().map(|(label, text)| (label.as_str(), text.as_str())).collect();
        assert_eq!(said, [("Mother", "Bella"), ("Name", "Cuz"), ("Price", "250"), ("Note", "shy"), ("colour of fur", "red")]);
        assert!(!told.carried.has("form_key") && told.carried.get("confirm") == "no" && told.carried.get("mother") == "be");
        let again = Typed::as_it_was("/pets/birth", typed.clone());
        assert!(again.carried == typed && !again.said.iter().any(|(label, _)| label == "Mother"), "an id tells nobody anything");
    }
}

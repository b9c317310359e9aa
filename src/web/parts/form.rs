//! A form as it is shown: what was typed, what is wrong with it, and what makes one event of two submits.

use chrono::NaiveDate;
use uuid::Uuid;

use crate::integrity::Hash;
use crate::shop::{FieldErrors, Fields, text};

/// What a form's template needs.
#[derive(Debug, Clone)]
pub struct FormView {
    /// The one-time key: however often a form is sent, it does what it does once.
    pub key: Uuid,
    /// For forms about one pet, the version of its story that the person saw.
    pub expected_version: Option<i32>,
    /// What was typed.
    pub values: Fields,
    /// What is wrong with it.
    pub errors: FieldErrors,
    /// What became of what was typed before, where that is in question.
    pub unsent: Option<Unsent>,
}

/// What became of something that was typed and not recorded at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unsent {
    /// It is in the form, and nothing of it has been recorded.
    Here,
    /// It is not kept, or not for whoever looks.
    NotHere,
    /// It is in the form, and this form has recorded something already.
    Used,
}

impl FormView {
    /// A form as it is first shown, with its defaults.
    #[must_use]
    pub fn new(values: Fields) -> Self {
        Self { key: Uuid::now_v7(), expected_version: None, values, errors: FieldErrors::default(), unsent: None }
    }

    /// A form as it came back, with what is wrong.
    #[must_use]
    pub fn again(values: Fields, errors: FieldErrors) -> Self {
        let key = key(&values).unwrap_or_else(Uuid::now_v7);
        let expected_version = values.get("expected_version").parse().ok();
        Self { key, expected_version, values, errors, unsent: None }
    }

    /// A form as it was sent, to be looked at once more. One that comes without its key is a new one, of which nothing has been recorded.
    #[must_use]
    pub fn looked_at_again(values: Fields) -> Self {
        let unsent = key(&values).is_none().then_some(Unsent::Here);
        Self { unsent, ..Self::again(values, FieldErrors::default()) }
    }

    /// What was typed into a field.
    #[must_use]
    pub fn value(&self, field: &str) -> &str {
        self.values.get(field)
    }

    /// Whether a field for a day can show what was typed; where it is no day, a plain one does.
    #[must_use]
    pub fn is_a_day(&self, field: &str) -> bool {
        let typed = self.value(field);
        typed.is_empty() || typed.parse::<NaiveDate>().is_ok_and(|day| day.to_string() == typed)
    }

    /// What is wrong with a field.
    #[must_use]
    pub fn error(&self, field: &str) -> Option<&str> {
        self.errors.get(field)
    }

    /// Everything that is wrong: field and sentence.
    pub fn errors(&self) -> impl Iterator<Item = (&str, &str)> {
        self.errors.iter()
    }
}

/// Fields that say how a form is sent, and nothing of what it records.
pub const MANNERS: &[&str] = &["form_key", "expected_version", "opened_by", "confirm", "search", "then", "add", "offered", "asked_who"];

/// What a form's key stands for: where the form was sent, and all that was typed into it, as it would be kept; of white space it does
/// not matter which, for browsers and htmx end lines differently.
#[must_use]
pub fn content(address: &str, fields: &Fields) -> Hash {
    let path = address.split('?').next().unwrap_or_default();
    let mut whole = length_first(path);
    let (said, mut row, mut before) = (said(fields), 1, "");
    for (name, typed) in said.iter() {
        row = if name == before { row + 1 } else { 1 };
        before = name;
        let words: Vec<&str> = typed.split_whitespace().collect();
        let typed = text::line(&words.join(" "));
        if !typed.is_empty() {
            // What stands in which row counts, also where one before it is empty.
            whole.push_str(&length_first(&if row == 1 { name.to_owned() } else { format!("{name} {row}") }));
            whole.push_str(&length_first(&typed));
        }
    }
    Hash::of(&[whole.as_bytes()])
}

/// What a form says of what is to be recorded. Whoever was chosen counts, not the words by which they were looked for.
#[must_use]
pub fn said(fields: &Fields) -> Fields {
    let searched: &[&str] = if fields.get("customer_id").trim().is_empty() {
        &["mother", "customer"]
    } else {
        &["customer_name", "customer_email", "customer_phone"]
    };
    fields.without(MANNERS).without(searched)
}

fn length_first(text: &str) -> String {
    format!("{}:{text}", text.len())
}

/// The one-time key with which a form came.
#[must_use]
pub fn key(fields: &Fields) -> Option<Uuid> {
    fields.get("form_key").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(address: &str, fields: &[(&str, &str)]) -> Hash {
        content(address, &fields.iter().copied().collect())
    }

    #[test]
    fn a_key_stands_for_what_was_typed_and_where_it_was_sent() {
        let cuz = [("name", "Cuz"), ("price", "2500")];
        let same = [
            of("/pets/arrival?unsent=1", &cuz),
            of("/pets/arrival", &[("price", " 2500 "), ("name", "Cuz\r\n"), ("note", " \t")]),
            of(
                "/pets/arrival",
                &[&cuz[..], &[("form_key", "x"), ("expected_version", "3"), ("confirm", "yes"), ("mother", "be")]].concat(),
            ),
        ];
        assert_eq!(same, [of("/pets/arrival", &cuz); 3]);
        let other = [
            of("/pets/birth", &cuz),
            of("/pets/arrival", &[("name", "Cuz"), ("price", "250")]),
            of("/pets/arrival", &[("name", "Cuz")]),
            of("/pets/arrival", &[("name", "cuz"), ("price", "2500")]),
            of("/pets/arrival", &[("name", "C uz"), ("price", "2500")]),
            of("/pets/arrival", &[("name", "Cuz5:price4:2500")]),
            of("/pets/arrival", &[("name", "2500"), ("price", "Cuz")]),
            of("/pets/arrival", &[&cuz[..], &[("heard_of_first_today", "1")]].concat()),
        ];
        assert!(other.iter().all(|other| *other != same[0]));
    }

    #[test]
    fn of_a_customer_who_was_chosen_it_does_not_count_how_they_were_found() {
        let sale = |more: &[(&str, &str)]| of("/pets/1/sale", &[&[("sale_price", "9")], more].concat());
        assert_eq!(sale(&[("customer_id", "1"), ("customer_name", "la")]), sale(&[("customer_id", "1"), ("customer_name", "lang")]));
        assert_ne!(sale(&[("customer_name", "la")]), sale(&[("customer_name", "lang")]));
        assert_ne!(sale(&[("customer_id", "1")]), sale(&[("customer_id", "2")]));
    }
}

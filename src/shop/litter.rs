//! Several young are born to one mother on one day: each a birth of its own, by the rules of a birth.

use super::birth;
use super::birth::Birth;
use super::currency::Currency;
use super::draft::Draft;
use super::form::{FieldErrors, Fields};
use super::text;
use chrono::NaiveDate;

/// How many young one form takes.
pub const MOST: usize = 30;

/// Reads the form: `mother_id`, `occurred_on`, `note`, and `name` and `price` once for each young one. A row of which both are empty is none.
///
/// # Errors
/// Every field that is wrong; those of a row are called by its number, as `name-2`.
pub fn parse(fields: &Fields, today: NaiveDate, currency: Currency) -> Result<Draft<Vec<Birth>>, FieldErrors> {
    let mut errors = FieldErrors::default();
    let (mut births, mut occasion) = (Vec::new(), None);
    let rows: Vec<Row<'_>> = rows(fields).into_iter().filter(|row| !row.is_empty()).collect();
    if rows.is_empty() {
        errors.add("young", "Enter a name or a price for each young one");
    } else if rows.len() > MOST {
        errors.add("young", format!("Record at most {MOST} at once, and the others after them"));
    }
    // What all have in common is read, and refused, once.
    let common = [Row { number: 0, name: "", price: "0" }];
    for row in common.iter().chain(&rows) {
        let mut one = fields.clone();
        one.set("name", row.name);
        one.set("price", row.price);
        match birth::parse(&one, today, currency) {
            Ok(draft) if row.number == 0 => occasion = Some(draft.occasion),
            Ok(draft) => births.push(draft.what),
            Err(wrong) => wrong.iter().for_each(|(field, sentence)| match (field, row.number) {
                ("name" | "price", 0) => {}
                ("name" | "price", number) => errors.add(format!("{field}-{number}"), sentence),
                (field, 0) => errors.add(field.to_owned(), sentence),
                _ => {}
            }),
        }
    }
    Draft::complete(Some(births), occasion, errors)
}

/// What was typed about one young one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row<'a> {
    /// Its number, from 1.
    pub number: usize,
    /// What it is called.
    pub name: &'a str,
    /// What it costs.
    pub price: &'a str,
}

impl Row<'_> {
    /// Whether nothing was typed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        text::line(self.name).is_empty() && text::line(self.price).is_empty()
    }
}

/// The rows that were typed, empty ones too.
#[must_use]
pub fn rows(fields: &Fields) -> Vec<Row<'_>> {
    fn at(typed: &[String], row: usize) -> &str {
        typed.get(row).map_or("", String::as_str)
    }
    let (names, prices) = (fields.all("name"), fields.all("price"));
    (0..names.len().max(prices.len()))
        .map(|row| Row { number: row.saturating_add(1), name: at(names, row), price: at(prices, row) })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::story::may as day;
    use super::*;

    const MOTHER: &str = "0190163d-8694-739b-aea5-966c26f8ad91";

    fn form(rows: &[(&str, &str)], more: &[(&'static str, &str)]) -> Result<Draft<Vec<Birth>>, FieldErrors> {
        let typed = rows.iter().flat_map(|(name, price)| [("name", *name), ("price", *price)]);
        let fields: Fields = typed.chain([("mother_id", MOTHER)]).chain(more.iter().copied()).collect();
        parse(&fields, day(4), Currency::default())
    }

    #[test]
    fn each_row_is_a_birth_and_an_empty_one_is_none() {
        let litter = form(&[("Kit", "95"), ("", ""), ("", "80"), (" ", "\t")], &[("occurred_on", "2026-05-03")]).unwrap();
        let young: Vec<_> =
            litter.what.iter().map(|birth| (birth.name.as_ref().map(|name| name.as_str()), birth.price.to_string())).collect();
        assert_eq!(young, [(Some("Kit"), "95.00".into()), (None, "80.00".into())]);
        assert_eq!(litter.occasion.occurred_on, day(3));
    }

    #[test]
    fn what_is_wrong_stands_at_its_row_and_what_all_have_in_common_is_said_once() {
        let long = "x".repeat(101);
        let errors = form(&[("Kit", ""), ("", ""), (&long, "much")], &[("mother_id", ""), ("occurred_on", "soon")]).unwrap_err();
        let fields: Vec<_> = errors.iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["mother_id", "occurred_on", "price-1", "name-3", "price-3"]);
        assert_eq!(errors.get("price-1"), Some("Enter a price, like 24.90"));
    }

    #[test]
    fn a_litter_has_one_young_one_at_least_and_thirty_at_most() {
        assert_eq!(form(&[("", "")], &[]).unwrap_err().get("young"), Some("Enter a name or a price for each young one"));
        assert_eq!(form(&[("", "9"); 30], &[]).unwrap().what.len(), 30);
        assert!(form(&[("", "9"); 31], &[]).unwrap_err().get("young").unwrap().starts_with("Record at most 30"));
    }
}

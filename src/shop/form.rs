//! What a person typed into a form, and what is wrong with it, field by field. Knows nothing of HTTP.

use chrono::{Datelike, NaiveDate};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The fields of a form by name, exactly as they were typed, so that the form can be shown again whole. Of a field that is given twice the last counts,
/// but for those of which a form may have one in each of its rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields(BTreeMap<String, Vec<String>>);

/// The fields that a form may have in each of its rows.
const OF_ROWS: &[&str] = &["name", "price"];

impl Fields {
    /// What was typed into the field; nothing where the form had no such field.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.all(name).last().map_or("", String::as_str)
    }

    /// What was typed into all fields of that name, in the order of the rows.
    #[must_use]
    pub fn all(&self, name: &str) -> &[String] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }

    /// Whether the form had the field, filled or not.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// Name and text of each field, in the order of the names; of one name in the order of the rows.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().flat_map(|(name, typed)| typed.iter().map(move |text| (name.as_str(), text.as_str())))
    }

    /// The fields but for those of these names.
    #[must_use]
    pub fn without(&self, names: &[&str]) -> Self {
        self.iter().filter(|(name, _)| !names.contains(name)).collect()
    }

    /// Fills a field, as a form does with its defaults.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.0.insert(name.to_owned(), vec![value.into()]);
    }
}

impl<K: Into<String>, V: Into<String>> FromIterator<(K, V)> for Fields {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(pairs: I) -> Self {
        let mut fields: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, text) in pairs {
            let name = name.into();
            let is_of_rows = OF_ROWS.contains(&name.as_str());
            let typed = fields.entry(name).or_default();
            if !is_of_rows {
                typed.clear();
            }
            typed.push(text.into());
        }
        Self(fields)
    }
}

/// Every field that is wrong, in the order of the form, each with the sentence that says what to do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldErrors(Vec<(Cow<'static, str>, String)>);

impl FieldErrors {
    /// One wrong field.
    #[must_use]
    pub fn one(field: &'static str, sentence: impl Into<String>) -> Self {
        Self(vec![(field.into(), sentence.into())])
    }

    /// Notes that a field is wrong.
    pub fn add(&mut self, field: impl Into<Cow<'static, str>>, sentence: impl Into<String>) {
        self.0.push((field.into(), sentence.into()));
    }

    /// Keeps the value, or notes why there is none.
    pub fn keep<T>(&mut self, field: &'static str, parsed: Result<T, String>) -> Option<T> {
        parsed.map_err(|sentence| self.add(field, sentence)).ok()
    }

    /// The sentence for one field.
    #[must_use]
    pub fn get(&self, field: &str) -> Option<&str> {
        self.iter().find(|(name, _)| *name == field).map(|(_, sentence)| sentence)
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Field and sentence, in the order of the form.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(field, sentence)| (field.as_ref(), sentence.as_str()))
    }
}

/// Reads the day on which something happened: nothing typed means today.
///
/// # Errors
/// A sentence that says what to type, where it is no date or one in the future.
pub fn day(typed: &str, today: NaiveDate) -> Result<NaiveDate, String> {
    let text = typed.trim();
    if text.is_empty() {
        return Ok(today);
    }
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d")
        .ok()
        .filter(|day| text.len() == 10 && day.year() >= 1900)
        .ok_or("Enter a date, like 2026-05-03")?;
    if day > today {
        return Err("Enter a date that is not in the future".into());
    }
    Ok(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_defaults_to_today_and_is_never_in_the_future() {
        let today = NaiveDate::from_ymd_opt(2026, 5, 3).unwrap();
        assert_eq!(day("", today), Ok(today));
        assert_eq!(day("2026-05-02", today), Ok(today.pred_opt().unwrap()));
        assert_eq!(day("2026-05-04", today), Err("Enter a date that is not in the future".into()));
        for typed in ["yesterday", "03.05.2026", "2026-13-01", "2026-02-30", "2026-5-3", "99999-01-01", "-001-01-01"] {
            assert_eq!(day(typed, today), Err("Enter a date, like 2026-05-03".into()), "{typed}");
        }
    }
}

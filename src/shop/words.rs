//! How the shop says things: days in words and lists as people read them.

use chrono::NaiveDate;
use std::fmt::Display;

/// A day in words: "3 May 2026".
#[must_use]
pub fn day(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

/// A place within a sentence: "at the park", and "in the yard" where somebody typed it so.
#[must_use]
pub fn at(place: &str) -> String {
    const HERE: [&str; 18] = [
        "above", "among", "around", "at", "behind", "below", "beside", "between", "by", "in", "inside", "near", "next", "on", "opposite",
        "outside", "over", "under",
    ];
    let first = place.split_whitespace().next().unwrap_or_default().to_lowercase();
    if HERE.contains(&first.as_str()) { place.to_owned() } else { format!("at {place}") }
}

/// A count with its noun: "1 pet", "2 pets", "1,204 pets".
#[must_use]
pub fn count(n: impl TryInto<i64>, one: &str, many: &str) -> String {
    let n = n.try_into().unwrap_or(i64::MAX);
    format!("{} {}", thousands(n), if n == 1 { one } else { many })
}

/// What is said of something, as the beginning of a sentence.
#[must_use]
pub fn capital(said: &impl Display) -> String {
    let sentence = said.to_string();
    let mut letters = sentence.chars();
    letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default() + letters.as_str()
}

/// A whole number with separators: "120,000".
#[must_use]
pub fn thousands(n: i64) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if n < 0 {
        grouped.push('-');
    }
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_begins_large() {
        assert_eq!((capital(&"éclair"), capital(&"1 pet"), capital(&"")), ("Éclair".into(), "1 pet".into(), String::new()));
    }

    #[test]
    fn a_place_has_one_preposition() {
        assert_eq!(at("the park"), "at the park");
        assert_eq!(at("In the yard"), "In the yard");
        assert_eq!(at("Innsbruck"), "at Innsbruck");
    }

    #[test]
    fn numbers_are_grouped_and_nouns_agree() {
        assert_eq!(thousands(0), "0");
        assert_eq!(thousands(999), "999");
        assert_eq!(thousands(-1_234_567), "-1,234,567");
        assert_eq!(count(1, "pet", "pets"), "1 pet");
        assert_eq!(count(1000, "pet", "pets"), "1,000 pets");
    }
}

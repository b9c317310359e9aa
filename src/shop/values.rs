//! The values of the shop, parsed once and then trusted: identities, names, places, notes.

use super::text::{self, is_seen, turns_text_around};
use serde::{Deserialize, Serialize};
use std::fmt;
use uuid::Uuid;

macro_rules! identity {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

identity! {
    /// Identity of one pet, and of its stream of events.
    PetId
}
identity! {
    /// Identity of one customer; who that is stands outside the log.
    CustomerId
}
identity! {
    /// Identity of one account: somebody who works here.
    AccountId
}
identity! {
    /// Identity of one event: a UUIDv7, so that ids sort by the moment of recording.
    EventId
}

macro_rules! text {
    ($(#[$doc:meta])* $name:ident, max $max:literal, $missing:literal, $long:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The longest allowed, in characters.
            pub const MAX: usize = $max;

            /// Takes what was typed, as [`text::line`] keeps it.
            ///
            /// # Errors
            /// A sentence that says what to type, where it is empty, too long or holds control characters.
            pub fn parse(typed: &str) -> Result<Self, String> {
                one_line(typed, Self::MAX, $missing, $long).map(Self)
            }

            /// The text itself.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

text! {
    /// What a pet is called: 1 to 100 characters on one line.
    PetName, max 100, "Enter a name, like Bella", "Shorten the name to 100 characters"
}
text! {
    /// What kind of animal a pet is: 1 to 50 characters on one line. Two with one folded key are the same.
    Species, max 50, "Enter a species, like Cat", "Shorten the species to 50 characters"
}
text! {
    /// Where a pet was last seen, or was found again: 1 to 200 characters on one line.
    Place, max 200, "Enter a place, like the park", "Shorten the place to 200 characters"
}
text! {
    /// What a customer is called: 1 to 100 characters on one line.
    CustomerName, max 100, "Enter the customer’s name", "Shorten the customer’s name to 100 characters"
}

text! {
    /// What the shop is called: 1 to 60 characters on one line.
    ShopName, max 60, "Enter the shop’s name", "Shorten the shop’s name to 60 characters"
}

impl PetName {
    /// The name of a pet that has none: its species as it stands there, and a number.
    #[must_use]
    pub(super) fn numbered(species: &Species, number: i32) -> Self {
        Self(format!("{species} {number}"))
    }
}

/// What the recorder wanted to add to an event: up to 1,000 characters, line breaks allowed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Note(String);

impl Note {
    /// The longest allowed, in characters.
    pub const MAX: usize = 1000;

    /// Takes what was typed, as [`text::lines`] keeps it; nothing typed is no note.
    ///
    /// # Errors
    /// A sentence that says what to change, where it is too long or holds control characters other than line breaks.
    pub fn parse(typed: &str) -> Result<Option<Self>, String> {
        let text = lines(typed, Self::MAX, "Remove the control characters from the note", "Shorten the note to 1,000 characters")?;
        Ok((!text.is_empty()).then_some(Self(text)))
    }

    /// A note as it stands in the log, whatever the rules would say of it now.
    #[must_use]
    pub fn recorded(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The text itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Why an event was taken back, or a pet brought back: 1 to 1,000 characters, line breaks allowed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Reason(String);

impl Reason {
    /// The longest allowed, in characters.
    pub const MAX: usize = 1000;

    /// Takes what was typed, as [`text::lines`] keeps it. `like` is an example, for who typed nothing.
    ///
    /// # Errors
    /// A sentence that says what to do, where it is empty, too long or holds control characters other than line breaks.
    pub fn parse(typed: &str, like: &str) -> Result<Self, String> {
        let text = lines(typed, Self::MAX, "Remove the control characters from the reason", "Shorten the reason to 1,000 characters")?;
        if !text.chars().any(|c| is_seen(c) && !turns_text_around(c)) { Err(format!("Say why, like: {like}")) } else { Ok(Self(text)) }
    }

    /// The text itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn lines(typed: &str, max: usize, control: &str, long: &str) -> Result<String, String> {
    let text = text::lines(typed);
    if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
        return Err(control.into());
    }
    if text.chars().count() > max {
        return Err(long.into());
    }
    Ok(text)
}

fn one_line(typed: &str, max: usize, missing: &str, long: &str) -> Result<String, String> {
    let text = text::line(typed);
    if text.is_empty() {
        return Err(missing.into());
    }
    if text.chars().any(char::is_control) {
        return Err("Remove the control characters and line breaks".into());
    }
    if text.chars().any(turns_text_around) {
        return Err("Remove the invisible characters that change the direction of the text".into());
    }
    if !text.chars().any(is_seen) {
        return Err(missing.into());
    }
    if text.chars().count() > max {
        return Err(long.into());
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_trimmed_and_counted_in_characters_not_bytes() {
        assert_eq!(PetName::parse("  Bella ").unwrap().as_str(), "Bella");
        assert!(PetName::parse(&"ä".repeat(100)).is_ok());
        assert_eq!(PetName::parse(&"ä".repeat(101)).unwrap_err(), "Shorten the name to 100 characters");
    }

    #[test]
    fn a_name_of_nothing_or_of_control_characters_is_refused() {
        assert!(PetName::parse(" \t ").is_err());
        assert!(PetName::parse("Be\u{0}lla").is_err());
        assert!(PetName::parse("Be\nlla").is_err());
    }

    #[test]
    fn a_name_that_nobody_sees_or_that_turns_its_sentence_around_is_refused() {
        for name in ["\u{200b}", "\u{2060}\u{feff}", "\u{202e}evil", "a\u{2028}b", "\u{2066}x"] {
            assert!(PetName::parse(name).is_err(), "{name:?}");
        }
        for name in ["مرحبا", "🐈\u{200d}⬛", "שלום"] {
            assert!(PetName::parse(name).is_ok(), "{name:?}");
        }
    }

    #[test]
    fn an_empty_note_is_no_note_and_a_long_one_is_refused() {
        assert_eq!(Note::parse("  \n ").unwrap(), None);
        assert_eq!(Note::parse("one\r\ntwo").unwrap().unwrap().as_str(), "one\ntwo");
        assert!(Note::parse(&"x".repeat(1001)).is_err());
        assert!(Note::parse("bell\u{7}").is_err());
    }
}

//! The short number of a pet, by which people tell it from others: `M-0142`. The database makes it, when the first event is recorded.
//!
//! The digits count the pets as they came; the letter before them is a check, the digits modulo 19. 19 is a prime greater than the base, so that one wrong
//! digit always takes another letter, and so do two neighbours that are swapped. The 19 letters are those that look like no digit and not like each other:
//! without B (8), I and L (1), O and Q (0), S (5), and U (V). Where a digit belongs, O is read as 0 and I and L as 1, as Douglas Crockford's base 32 does
//! (<https://www.crockford.com/base32.html>).

use super::text;
use std::fmt;

/// The letter for each remainder; the database has the same ones, in the migration that numbers the pets.
const LETTERS: [char; 19] = ['A', 'C', 'D', 'E', 'F', 'G', 'H', 'J', 'K', 'M', 'N', 'P', 'R', 'T', 'V', 'W', 'X', 'Y', 'Z'];

/// The least number of digits.
const DIGITS: usize = 4;

/// The number of a pet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PetNumber(i32);

/// Why something typed is no pet's number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Misread {
    /// It does not look like one.
    NoNumber,
    /// It looks like one, but no pet can have it: one character is wrong, or two are swapped.
    WrongLetter {
        /// As a number is written.
        written: String,
    },
}

impl PetNumber {
    /// The number of the pet that came as this one, counted from 1.
    #[must_use]
    pub fn of(ordinal: i32) -> Option<Self> {
        (ordinal > 0).then_some(Self(ordinal))
    }

    /// Reads a number as it is typed: in small letters, without the hyphen, with O for 0 and I or L for 1.
    ///
    /// # Errors
    /// [`Misread`].
    pub fn parse(typed: &str) -> Result<Self, Misread> {
        // Hyphens and digits of any kind, as in a telephone number.
        let typed = text::telephone(typed).to_ascii_uppercase();
        let letter = typed.chars().next().filter(char::is_ascii_uppercase).ok_or(Misread::NoNumber)?;
        let rest = typed.strip_prefix(letter).unwrap_or_default().trim_start_matches([' ', '-']);
        // A word without a digit is a name, and so is one with a few.
        if rest.len() < DIGITS || !rest.bytes().any(|c| c.is_ascii_digit()) {
            return Err(Misread::NoNumber);
        }
        let digits: String = rest.chars().map(as_digit).collect::<Option<_>>().ok_or(Misread::NoNumber)?;
        let number = digits.parse().ok().and_then(Self::of).ok_or(Misread::NoNumber)?;
        if number.letter() == letter { Ok(number) } else { Err(Misread::WrongLetter { written: format!("{letter}-{digits}") }) }
    }

    /// As it stands in the words by which pets are found, in the database's `pet_words`: its digits in characters that nobody types, between two more.
    #[must_use]
    pub fn key(self) -> String {
        let untyped = |digit: char| digit.to_digit(10).and_then(|digit| char::from_u32(0xe000 + digit)).unwrap_or(digit);
        format!("\u{e00a}{}\u{e00a}", format!("{:0DIGITS$}", self.0).chars().map(untyped).collect::<String>())
    }

    /// Which one it was to come, counted from 1.
    #[must_use]
    pub fn ordinal(self) -> i32 {
        self.0
    }

    fn letter(self) -> char {
        LETTERS.into_iter().nth(usize::try_from(self.0 % 19).unwrap_or_default()).unwrap_or_default()
    }
}

impl fmt::Display for PetNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:0DIGITS$}", self.letter(), self.0)
    }
}

impl Misread {
    /// What to tell whoever typed it, where it was meant to be a number.
    #[must_use]
    pub fn told(&self) -> Option<String> {
        match self {
            Self::NoNumber => None,
            Self::WrongLetter { written } => Some(format!(
                "No pet has the number {written}: its letter does not go with its digits. Look at it again: one character is wrong, or two are swapped."
            )),
        }
    }
}

/// What to tell whoever typed a number that no pet can have; nothing about anything else.
#[must_use]
pub fn misread(typed: &str) -> Option<String> {
    PetNumber::parse(typed).err().and_then(|misread| misread.told())
}

fn as_digit(c: char) -> Option<char> {
    match c {
        'O' => Some('0'),
        'I' | 'L' => Some('1'),
        _ => c.is_ascii_digit().then_some(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn number(ordinal: i32) -> PetNumber {
        PetNumber::of(ordinal).unwrap()
    }

    #[test]
    fn a_number_is_a_letter_and_at_least_four_digits() {
        assert_eq!(number(1).to_string(), "C-0001");
        assert_eq!(number(142).to_string(), "M-0142");
        assert_eq!(number(120_000).to_string(), "W-120000");
        assert_eq!(number(i32::MAX).to_string().len(), 12);
        assert_eq!(PetNumber::of(0), None);
    }

    #[test]
    fn it_is_read_as_people_type_it() {
        for typed in ["M-0142", "m0142", " m 0142 ", "M–0142", "M\u{2212}0142", "mO142", "m-Ol42", "MOI42", "Ｍ－０１４２", "m-٠١٤٢"]
        {
            assert_eq!(PetNumber::parse(typed), Ok(number(142)), "{typed}");
        }
    }

    #[test]
    fn a_name_a_telephone_number_and_the_beginning_of_an_id_are_none() {
        for typed in [
            "",
            "Bella",
            "MM0142",
            "Lolli",
            "Guppy 12",
            "K9",
            "M-",
            "0142",
            "+43 660 1234567",
            "a1c37c46",
            "A-0000",
            "M-99999999999",
            "🐈0142",
        ] {
            assert_eq!(PetNumber::parse(typed), Err(Misread::NoNumber), "{typed}");
        }
    }

    #[test]
    fn a_wrong_letter_is_told() {
        assert!(misread("n0142").unwrap().starts_with("No pet has the number N-0142:"));
        assert!(misread("B-0142").is_some(), "a letter that no number has");
        assert_eq!((misread("M-0142"), misread("Bella")), (None, None));
    }

    fn any_number() -> impl Strategy<Value = PetNumber> {
        prop_oneof![1..200_000, 1..=i32::MAX].prop_map(number)
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_back(one in any_number()) {
            prop_assert_eq!(PetNumber::parse(&one.to_string()), Ok(one));
        }

        #[test]
        fn one_wrong_character_never_makes_another_number(one in any_number(), place in any::<prop::sample::Index>(), wrong in "[-0-9A-Za-z]") {
            let mut characters: Vec<char> = one.to_string().chars().collect();
            let place = place.index(characters.len());
            characters[place] = wrong.chars().next().unwrap();
            let read = PetNumber::parse(&characters.iter().collect::<String>());
            prop_assert!(read == Ok(one) || read.is_err(), "{characters:?} is read as {read:?}");
        }

        #[test]
        fn two_swapped_neighbours_never_make_another_number(one in any_number(), place in any::<prop::sample::Index>()) {
            let mut characters: Vec<char> = one.to_string().chars().collect();
            let place = place.index(characters.len() - 1);
            characters.swap(place, place + 1);
            let read = PetNumber::parse(&characters.iter().collect::<String>());
            prop_assert!(read == Ok(one) || read.is_err(), "{characters:?} is read as {read:?}");
        }
    }
}

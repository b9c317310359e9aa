//! What a name looks like, by Unicode's list of characters that are taken for one another (UTS #39).

use unicode_security::confusable_detection::skeleton;

/// What a name looks like. Two names look alike where either is the same: АDA (with Cyrillic А) and Ada do in small letters, Ida and lda as they are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// Its skeleton as it is written, in small letters.
    pub as_written: String,
    /// The skeleton of its small letters.
    pub in_small: String,
}

impl Look {
    /// What this name looks like.
    #[must_use]
    pub fn of(name: &str) -> Self {
        Self { as_written: small(&skeleton(name).collect::<String>()), in_small: skeleton(&small(name)).collect() }
    }

    /// Whether the one may be taken for the other.
    #[must_use]
    pub fn is_like(&self, other: &Self) -> bool {
        self.as_written == other.as_written || self.in_small == other.in_small
    }
}

/// In small letters; by way of large ones, which ß, ſ and ς share with others.
fn small(text: &str) -> String {
    text.to_uppercase().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alike(one: &str, other: &str) -> bool {
        Look::of(one).is_like(&Look::of(other))
    }

    #[test]
    fn unicodes_own_confusables_are_alike_within_a_name() {
        const LIST: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/unicode/confusables.txt"));
        let character = |code: &str| char::from_u32(u32::from_str_radix(code.trim(), 16).unwrap()).unwrap();
        let mut pairs = 0;
        let mut missed = Vec::new();
        for line in LIST.lines().filter(|line| !line.starts_with('#')) {
            let column: Vec<&str> = line.split(';').collect();
            let (one, other) = (character(column[0]), character(column[1]));
            if !alike(&format!("Q{one}z"), &format!("Q{other}z")) {
                missed.push(line);
            }
            pairs += 1;
        }
        assert!(missed.is_empty(), "{}", missed.join("\n"));
        assert!(pairs > 150, "{pairs}");
    }

    #[test]
    fn names_that_are_taken_for_one_another_are_alike() {
        for (one, other) in [
            ("Ada", "\u{410}da"),
            ("Ada", "ADA"),
            ("Ada", "\u{410}D\u{410}"),
            ("Ada", "Ａｄａ"),
            ("Ida", "lda"),
            ("IDA", "id\u{430}"),
            ("Ben", "Веn"),
            ("Ben", "B\u{435}n"),
            ("Otto", "0tto"),
            ("Marnie", "Mamie"),
            ("Zoë", "Zoe\u{308}"),
            ("Weiß", "WEISS"),
            ("Eve", "Eve\u{200e}"),
            ("Σοφος", "ΣΟΦΟΣ"),
        ] {
            assert!(alike(one, other), "{one} and {other}");
        }
    }

    #[test]
    fn names_that_are_told_apart_are_not() {
        for (one, other) in [
            ("Ada", "Eda"),
            ("Lia", "Ila"),
            ("Ben", "Benn"),
            ("Zoe", "Zoë"),
            ("Anna", "Anya"),
            ("Ivo", "Iva"),
            ("Bob", "Rob"),
            ("Jan", "Jon"),
            ("Мила", "Мика"),
            ("Li", "Lu"),
        ] {
            assert!(!alike(one, other), "{one} and {other}");
        }
    }
}

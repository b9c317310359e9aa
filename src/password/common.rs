//! Passwords that everybody tries first: a list, and the patterns behind the next thousand of them.

/// Common passwords of at least twelve characters, in lower case, one a line.
const LIST: &str = include_str!("common.txt");

/// Words so common in passwords that nothing made of them alone, with any digits and signs between, is a secret.
const WORDS: &str = "password passwort passw0rd pass word welcome willkommen hello hallo letmein login admin administrator root user guest test tester \
    testing demo temp temporary default secret geheim master qwerty qwertz azerty qwertyuiop asdfghjkl zxcvbnm asdf abc abcd abcdef \
    iloveyou iloveu love monkey dragon sunshine princess football baseball superman batman shadow changeme change trustno whatever \
    starwars pokemon internet computer server database postgres spring summer autumn winter january february march april june july \
    august september october november december pet pets store petstore shop petshop staff the my is me in new now please access \
    company business";

/// Whether somebody who knows neither the shop nor its people, or only a name, would try this one early.
pub fn is_common(typed: &str, name: &str) -> bool {
    let lower = typed.to_lowercase();
    let name = name.trim().to_lowercase();
    LIST.lines().any(|line| line == lower) || repeats(&lower) || is_a_row(&lower) || is_made_of_words(&lower, &name)
}

/// "aaaaaaaaaaaa", "abcabcabcabc": a short piece, over and over.
fn repeats(lower: &str) -> bool {
    let chars: Vec<char> = lower.chars().collect();
    let short = 1..=chars.len().min(12) / 3;
    short.into_iter().any(|length| chars.iter().zip(chars.iter().skip(length)).all(|(one, next)| one == next))
}

/// "123456789012", "zyxwvutsrqpo": each character follows from the one before.
fn is_a_row(lower: &str) -> bool {
    const ROWS: [&str; 6] = ["abcdefghijklmnopqrstuvwxyz", "01234567890123456789", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiopü"];
    let chars: Vec<char> = lower.chars().collect();
    let follows = |pair: &[char]| {
        let [one, next] = pair else { return true };
        let (forth, back) = (format!("{one}{next}"), format!("{next}{one}"));
        one == next || ROWS.iter().any(|row| row.contains(&forth) || row.contains(&back))
    };
    // Two jumps are the seams between rows, as in "qwertyuiopasdfghjkl".
    chars.windows(2).filter(|pair| !follows(pair)).count() <= 2
}

/// "password1234!", "Hello-Petstore-2026", or the person's own name with a year.
fn is_made_of_words(lower: &str, name: &str) -> bool {
    // The digits and signs around a word are a year or an exclamation; within it they stand for letters.
    let plain = |text: &str| -> String {
        text.trim_matches(|c: char| !c.is_alphabetic()).chars().map(unmasked).filter(|c| c.is_alphabetic()).collect()
    };
    let literal: String = lower.chars().filter(|c| c.is_alphabetic()).collect();
    let own = plain(name);
    let parts: Vec<String> = name.split_whitespace().map(plain).collect();
    let words = || WORDS.split_whitespace().chain(parts.iter().map(String::as_str)).chain([own.as_str()]).filter(|word| !word.is_empty());
    [plain(lower), literal].iter().any(|letters| splits(letters, &words))
}

/// The letter that a digit or sign stands for in a word like "p@ssw0rd".
fn unmasked(c: char) -> char {
    match c {
        '0' => 'o',
        '1' | '!' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        other => other,
    }
}

/// Whether the letters are nothing but these words, one after another.
fn splits<'a, I: Iterator<Item = &'a str>>(letters: &str, words: &impl Fn() -> I) -> bool {
    let mut reachable = vec![String::from(letters)];
    let mut seen = std::collections::BTreeSet::new();
    while let Some(rest) = reachable.pop() {
        if rest.is_empty() {
            return true;
        }
        if seen.insert(rest.len()) {
            reachable.extend(words().filter_map(|word| rest.strip_prefix(word).map(str::to_owned)));
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_everybody_tries_first_is_common() {
        let typed = "aaaaaaaaaaaa abcabcabcabc 123456789012 987654321098 qwertyuiopasdfghjkl Password1234 P@ssw0rd2026! \
            Welcome12345 Hello-Petstore-2026 iloveyou1234 000000000000 1q2w3e4r5t6y correcthorsebatterystaple Ada- \
            Lovelace-1815 lovelace2026! !!!!!!!!!!!!";
        for typed in typed.split_whitespace().chain(["letmein letmein"]) {
            assert!(is_common(typed, "Ada Lovelace"), "{typed}");
        }
    }

    #[test]
    fn a_few_words_in_a_row_are_not() {
        for typed in ["correct horse battery staple", "Fuchs im Hühnerstall", "seven grey parrots", "tr0ub4dor&3 lives", "x7#kQ9!mZp2w"] {
            assert!(!is_common(typed, "Ada Lovelace"), "{typed}");
        }
    }

    #[test]
    fn the_list_is_long_enough_to_matter_and_holds_only_what_length_lets_pass() {
        assert!(LIST.lines().count() > 200);
        for line in LIST.lines() {
            assert!(line.chars().count() >= crate::password::NewPassword::MIN && line == line.to_lowercase(), "{line}");
        }
    }
}

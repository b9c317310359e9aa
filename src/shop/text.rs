//! Text as people bring it: pasted, typed on other keyboards, with characters in it that nobody sees. What is kept is what is shown.

use icu_normalizer::ComposingNormalizerBorrowed as Normalizer;
use icu_properties::props::{
    BinaryProperty, CanonicalCombiningClass, DefaultIgnorableCodePoint, EnumeratedProperty, GeneralCategory, Script, VariationSelector,
};
use std::borrow::Cow;

/// Text in the composed form (NFC): one spelling for what looks the same.
#[must_use]
pub fn composed(text: &str) -> Cow<'_, str> {
    const { Normalizer::new_nfc() }.normalize(text)
}

/// A line as it is kept: composed, white space of any kind made one blank, and nothing in it that does nothing. Control characters, line breaks
/// within it and what turns text around stay, for whoever asked to refuse them.
#[must_use]
pub fn line(typed: &str) -> String {
    let seen: Vec<char> = composed(typed).chars().filter(|c| !is_idle(*c)).map(|c| if is_blank(c) { ' ' } else { c }).collect();
    // What follows each place, joiners left out; found from behind, so that a long run of them costs no more than other text.
    let mut after = None;
    let mut next: Vec<Option<char>> = seen
        .iter()
        .rev()
        .map(|c| {
            if !is_joiner(*c) {
                after = Some(*c);
            }
            after
        })
        .collect();
    next.reverse();
    let (mut line, mut base) = (Vec::with_capacity(seen.len()), None);
    for (c, next) in seen.iter().copied().zip(next) {
        let is_needless = match c {
            ' ' => line.last() == Some(&' '),
            _ => is_joiner(c) && !ends_in_virama(&line) && !(joins(base) && joins(next)),
        };
        if !is_needless {
            line.push(c);
            if !is_joiner(c) && Script::for_char(c) != Script::Inherited {
                base = Some(c);
            }
        }
    }
    let kept = composed(&trimmed(line)).into_owned();
    // What was dropped may have stood between two that are one now.
    if kept == typed { kept } else { self::line(&kept) }
}

/// Text of several lines as it is kept: composed, without white space and invisible characters around it.
#[must_use]
pub fn lines(typed: &str) -> String {
    trimmed(composed(&typed.replace("\r\n", "\n").replace('\r', "\n")).chars().collect())
}

/// A line of which every character counts, like an e-mail address: nothing invisible is in it at all, not even what turns text around, which comes
/// along when it is copied from elsewhere.
#[must_use]
pub fn visible(typed: &str) -> String {
    line(&typed.chars().filter(|c| !DefaultIgnorableCodePoint::for_char(*c)).collect::<String>())
}

/// A telephone number in the characters of every keyboard, whatever digits, hyphens and blanks it came with.
#[must_use]
pub fn telephone(typed: &str) -> String {
    let plain = |c: char| match GeneralCategory::for_char(c) {
        GeneralCategory::DashPunctuation => '-',
        _ if c == '\u{2212}' => '-',
        _ => digit(c),
    };
    visible(&const { Normalizer::new_nfkc() }.normalize(typed).chars().map(plain).collect::<String>())
}

/// What somebody looks for: a line, and no longer than anything that can be found by it.
#[must_use]
pub fn sought(typed: &str) -> String {
    line(&typed.chars().filter(|c| !c.is_control()).take(100).collect::<String>())
}

/// Whether a character leaves a trace on paper.
#[must_use]
pub fn is_seen(c: char) -> bool {
    !c.is_whitespace() && !is_blank(c) && !DefaultIgnorableCodePoint::for_char(c)
}

/// Line and paragraph separators, and what embeds, overrides or isolates a direction: it would turn around the sentence that the text stands in.
#[must_use]
pub fn turns_text_around(c: char) -> bool {
    matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Without white space and invisible characters around it, but with what belongs to the last character that is seen.
fn trimmed(mut text: Vec<char>) -> String {
    let is_around = |c: char| !is_seen(c) && (c.is_whitespace() || !turns_text_around(c));
    while let Some(last) = text.pop() {
        let belongs = VariationSelector::for_char(last) || is_tag(last) || (is_joiner(last) && ends_in_virama(&text));
        if belongs || !is_around(last) {
            text.push(last);
            break;
        }
    }
    text.into_iter().skip_while(|c| is_around(*c)).collect()
}

/// White space within a line, and the blank of Braille.
fn is_blank(c: char) -> bool {
    c == '\t' || c == '\u{2800}' || (c.is_whitespace() && !c.is_control() && !turns_text_around(c))
}

/// Soft hyphens, breaks and joints of no width, marks of byte order: they do nothing to a line that is not broken.
fn is_idle(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{180e}' | '\u{200b}' | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{feff}')
}

/// What joins two characters or keeps them apart. It shows between emoji and in scripts whose letters join, and nowhere else.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

fn joins(beside: Option<char>) -> bool {
    beside.is_some_and(|c| !c.is_ascii() && !matches!(Script::for_char(c), Script::Latin | Script::Greek | Script::Cyrillic))
}

/// In the scripts of India a joiner after a virama decides how the letter before it is drawn, be it the last one.
fn ends_in_virama(text: &[char]) -> bool {
    text.last().is_some_and(|c| CanonicalCombiningClass::for_char(*c) == CanonicalCombiningClass::Virama)
}

/// What spells the region of a flag.
fn is_tag(c: char) -> bool {
    matches!(c, '\u{e0020}'..='\u{e007f}')
}

/// A text of at most so many characters, and a sign where it goes on.
#[must_use]
pub fn short(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// The digit of ASCII for one of any script, and every other character as it is: every script has its ten in a row, and they begin where what is no digit ends.
#[must_use]
pub fn digit(c: char) -> char {
    let is_digit = |c: &char| GeneralCategory::for_char(*c) == GeneralCategory::DecimalNumber;
    if !is_digit(&c) {
        return c;
    }
    let before = (0..u32::from(c)).rev().map_while(char::from_u32).take_while(is_digit).count();
    u32::try_from(before % 10).ok().and_then(|value| char::from_digit(value, 10)).unwrap_or(c)
}

#[cfg(test)]
mod tests;

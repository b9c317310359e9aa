//! How an amount is read that somebody typed: whatever a page of the shop shows, and what people write otherwise, as long as it can mean one
//! amount only. What could mean two is refused rather than guessed.

#[cfg(test)]
mod tests;

use super::currency::Currency;
use super::money::Money;
use super::text;
use rust_decimal::{Decimal, RoundingStrategy};

/// Why a text is no amount.
enum Wrong {
    /// There is nothing.
    Missing,
    /// It is below nothing.
    Negative,
    /// It is more than the shop can keep.
    TooMuch,
    /// It has more decimals than the currency.
    Decimals(usize),
    /// It is one amount where its separator ends thousands, and another where it begins decimals.
    Ambiguous { whole: Decimal, decimal: Decimal },
    /// Its separators are not where thousands end.
    Groups,
    /// It is something else.
    NoAmount,
}

impl Currency {
    /// Reads a price.
    ///
    /// # Errors
    /// A sentence that says what is wrong with it, and what to type.
    pub fn read(self, typed: &str) -> Result<Money, String> {
        self.read_called("price", typed)
    }

    /// As [`Currency::read`], where the amount is called otherwise, like "refund".
    ///
    /// # Errors
    /// As [`Currency::read`].
    pub fn read_called(self, what: &str, typed: &str) -> Result<Money, String> {
        let text = plain(typed);
        let read = self.amount(&text).and_then(|amount| Money::from_decimal(amount).ok_or(Wrong::TooMuch));
        read.map_err(|wrong| self.sentence(what, &text, &wrong))
    }

    fn amount(self, text: &str) -> Result<Decimal, Wrong> {
        let text = self.without_mark(text);
        if let Some(rest) = text.strip_prefix(['-', '−']) {
            return Err(if self.without_mark(rest.trim_start()).starts_with(|c: char| c.is_ascii_digit()) {
                Wrong::Negative
            } else {
                Wrong::NoAmount
            });
        }
        if text.is_empty() {
            return Err(Wrong::Missing);
        }
        let (whole, decimals) = self.parts(text)?;
        if decimals.len() > self.decimals() as usize {
            return Err(Wrong::Decimals(decimals.len()));
        }
        let mut amount = decimal(&whole, decimals).filter(|amount| *amount <= self.greatest()).ok_or(Wrong::TooMuch)?;
        amount.rescale(self.decimals());
        Ok(amount)
    }

    /// The digits before the decimals, and the decimals.
    fn parts(self, text: &str) -> Result<(String, &str), Wrong> {
        let separators: Vec<char> = text.chars().filter(|c| !c.is_ascii_digit()).collect();
        if separators.len() == text.len() || !separators.iter().all(|c| matches!(c, '.' | ',' | ' ' | '\'')) {
            return Err(Wrong::NoAmount);
        }
        let Some((&last, before)) = separators.split_last() else { return Ok((text.to_owned(), "")) };
        let (left, right) = text.rsplit_once(last).unwrap_or((text, ""));
        let ends_thousands = match last {
            '.' | ',' if before.is_empty() => self.ends_thousands(left, last, right)?,
            '.' | ',' => before.contains(&last),
            _ => true,
        };
        if ends_thousands { Ok((joined(text)?, "")) } else { Ok((joined(left)?, right)) }
    }

    /// Whether the one separator of a text ends thousands. As the shop itself writes, a comma does and a point does not; others write otherwise.
    fn ends_thousands(self, left: &str, separator: char, right: &str) -> Result<bool, Wrong> {
        let may = (1..=3).contains(&left.len()) && !left.starts_with('0') && right.len() == 3;
        let as_the_shop_writes = match separator {
            '.' => self.decimals() >= 3,
            _ => self.decimals() == 0,
        };
        if !may || as_the_shop_writes {
            return Ok(may && separator == ',');
        }
        let amount = |whole: &str, decimals: &str| decimal(whole, decimals).ok_or(Wrong::TooMuch);
        let rounded = amount(left, right)?.round_dp_with_strategy(self.decimals(), RoundingStrategy::MidpointAwayFromZero);
        Err(Wrong::Ambiguous { whole: amount(&format!("{left}{right}"), "")?, decimal: rounded })
    }

    /// The text without the currency before or behind it, by its code or a sign.
    fn without_mark(self, text: &str) -> &str {
        let is = |part: Option<&str>, mark: &str| part.is_some_and(|part| part.to_lowercase() == mark.to_lowercase());
        for mark in self.marks().iter().filter(|mark| !mark.is_empty()) {
            let behind = text.len().saturating_sub(mark.len());
            if is(text.get(..mark.len()), mark) {
                return text.get(mark.len()..).unwrap_or_default().trim_start();
            }
            if is(text.get(behind..), mark) {
                return text.get(..behind).unwrap_or_default().trim_end();
            }
        }
        text
    }

    fn sentence(self, what: &str, text: &str, wrong: &Wrong) -> String {
        let (code, like) = (self.code(), self.example());
        let typed = format!("“{}”", text::short(text, 30));
        match wrong {
            Wrong::Missing => format!("Enter a {what}, like {like}"),
            Wrong::Negative => format!("Enter a {what} of {} or more", self.plain(Decimal::ZERO)),
            Wrong::TooMuch => format!("Enter a {what} of at most {}", self.plain(self.greatest())),
            Wrong::Decimals(n) => {
                let decimals = |n: usize| match n {
                    0 => "none".to_owned(),
                    1 => "1 decimal".to_owned(),
                    n => format!("{n} decimals"),
                };
                format!("{typed} has {}, and {code} has {}; enter a {what} like {like}", decimals(*n), decimals(self.decimals() as usize))
            }
            Wrong::Ambiguous { whole, decimal } => {
                format!(
                    "{typed} could mean {} or {}; enter the {what} without separators between thousands",
                    self.plain(*whole),
                    self.plain(*decimal)
                )
            }
            Wrong::Groups => format!("{typed} has separators where no thousands end; enter the {what} without them, like {like}"),
            Wrong::NoAmount => format!("{typed} is no amount in {code}; enter a {what} like {like}"),
        }
    }
}

/// The text in the digits, separators and blanks of every keyboard, and nothing in it that cannot be seen.
fn plain(typed: &str) -> String {
    let plain = |c: char| match c {
        '’' => '\'',
        '．' | '٫' => '.',
        '，' | '٬' => ',',
        '￥' => '¥',
        c => text::digit(c),
    };
    text::visible(typed).chars().map(plain).collect()
}

/// The digits of groups that one separator divides: three digits each, or two before the last three, as in India.
fn joined(text: &str) -> Result<String, Wrong> {
    let mut separators = text.chars().filter(|c| !c.is_ascii_digit());
    let Some(separator) = separators.next() else { return Ok(text.to_owned()) };
    let groups: Vec<&str> = text.split(separator).collect();
    let fit = |size: usize| match groups.as_slice() {
        [first, between @ .., last] => {
            (1..=size).contains(&first.len()) && between.iter().all(|group| group.len() == size) && last.len() == 3
        }
        _ => false,
    };
    if separators.all(|c| c == separator) && (fit(3) || fit(2)) { Ok(groups.concat()) } else { Err(Wrong::Groups) }
}

/// So many units and decimals; `None` where that is more than any decimal can be.
fn decimal(whole: &str, decimals: &str) -> Option<Decimal> {
    let whole = whole.trim_start_matches('0');
    if whole.len() > 20 || decimals.len() > 6 { None } else { format!("0{whole}.{decimals}0").parse().ok() }
}

//! Money: exact decimals in the one currency of the shop. The currency's sign is added where a page shows it.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::fmt;

/// An amount from 0.00 to 99,999,999.99 with exactly two decimals, as `numeric(10,2)` keeps it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Money(#[serde(with = "rust_decimal::serde::arbitrary_precision")] Decimal);

impl Money {
    /// The greatest amount: 99,999,999.99.
    pub const MAX_CENTS: i64 = 9_999_999_999;

    /// An amount given in hundredths of the currency's unit; `None` where it is out of range.
    #[must_use]
    pub fn from_cents(cents: i64) -> Option<Self> {
        (0..=Self::MAX_CENTS).contains(&cents).then(|| Self(Decimal::new(cents, 2)))
    }

    /// An amount as the database holds it; `None` where it is out of range or has more than two decimals.
    #[must_use]
    pub fn from_decimal(amount: Decimal) -> Option<Self> {
        let mut two = amount;
        two.rescale(2);
        (two == amount && !two.is_sign_negative() && two <= Decimal::new(Self::MAX_CENTS, 2)).then_some(Self(two))
    }

    /// The amount as an exact decimal.
    #[must_use]
    pub fn amount(self) -> Decimal {
        self.0
    }

    /// Reads an amount as a person types it: digits, and at most two decimals behind a point or a comma.
    /// What could mean two amounts, like 1.234 or 1,234.50, is refused rather than guessed.
    ///
    /// # Errors
    /// A sentence that says what to type.
    pub fn parse(typed: &str) -> Result<Self, String> {
        Self::parse_called("price", typed)
    }

    /// As [`Money::parse`], where the amount is called otherwise, like "refund".
    ///
    /// # Errors
    /// As [`Money::parse`].
    pub fn parse_called(what: &str, typed: &str) -> Result<Self, String> {
        let missing = || format!("Enter a {what}, like 24.90");
        let text = typed.trim();
        if text.is_empty() {
            return Err(missing());
        }
        if text.starts_with('-') {
            return Err(format!("Enter a {what} of 0.00 or more"));
        }
        let (whole, cents) = text.split_once(['.', ',']).unwrap_or((text, "00"));
        let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        if !digits(whole) || !digits(cents) {
            return Err(if text.bytes().any(|b| b.is_ascii_digit()) {
                format!("Enter the {what} in digits without thousands separators, like 1234.50")
            } else {
                missing()
            });
        }
        if cents.len() > 2 {
            return Err(format!("Enter a {what} with at most two decimals, like 24.90"));
        }
        format!("{whole}.{cents:0<2}")
            .parse::<Decimal>()
            .ok()
            .and_then(Self::from_decimal)
            .ok_or_else(|| format!("Enter a {what} of at most 99999999.99"))
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.2}", self.0)
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let amount = rust_decimal::serde::arbitrary_precision::deserialize(from)?;
        Self::from_decimal(amount).ok_or_else(|| serde::de::Error::custom("not an amount of money"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_point_or_a_comma_separates_the_decimals() {
        for (typed, shown) in [("24.90", "24.90"), ("24,9", "24.90"), (" 7 ", "7.00"), ("0", "0.00"), ("99999999.99", "99999999.99")] {
            assert_eq!(Money::parse(typed).unwrap().to_string(), shown);
        }
    }

    #[test]
    fn what_is_ambiguous_is_refused() {
        for typed in [
            "1.234",
            "1,234",
            "1,234.50",
            "1.234,50",
            "1 234",
            "1'234",
            ".5",
            "5.",
            "1e3",
            "+5",
            "NaN",
            "٣",
            "",
            "-1",
            "-0",
            "100000000",
            "24.905",
        ] {
            assert!(Money::parse(typed).is_err(), "{typed}");
        }
    }

    #[test]
    fn a_refusal_says_what_to_type() {
        assert_eq!(Money::parse("").unwrap_err(), "Enter a price, like 24.90");
        assert_eq!(Money::parse("-3").unwrap_err(), "Enter a price of 0.00 or more");
        assert_eq!(Money::parse("100000000").unwrap_err(), "Enter a price of at most 99999999.99");
    }

    #[test]
    fn json_keeps_money_exact() {
        let price: Money = serde_json::from_str("99999999.99").unwrap();
        assert_eq!(serde_json::to_string(&price).unwrap(), "99999999.99");
        assert!(serde_json::from_str::<Money>("1.005").is_err());
    }

    proptest! {
        #[test]
        fn every_amount_survives_being_shown_and_typed_again(cents in 0..=Money::MAX_CENTS) {
            let money = Money::from_cents(cents).unwrap();
            prop_assert_eq!(Money::parse(&money.to_string()).unwrap(), money);
        }

        #[test]
        fn no_typed_text_makes_the_parser_panic(typed in "\\PC{0,40}") {
            let _ = Money::parse(&typed);
        }
    }
}

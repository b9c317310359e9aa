//! Money: exact decimals in the one currency of the shop, which is added where a page shows them. [`super::amount`] reads what people type.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::fmt;

/// An amount of nothing or more, of at most twelve digits and four decimals. It keeps the decimals with which it was recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Money(#[serde(with = "rust_decimal::serde::arbitrary_precision")] Decimal);

impl Money {
    /// The greatest amount, in the smallest unit of the currency.
    pub const MOST_UNITS: i64 = 999_999_999_999;

    /// No currency has more decimals.
    pub const MOST_DECIMALS: u32 = 4;

    /// An amount as the database holds it; `None` where no currency has such an amount.
    #[must_use]
    pub fn from_decimal(amount: Decimal) -> Option<Self> {
        let fits = !amount.is_sign_negative() && amount <= Decimal::from(Self::MOST_UNITS) && amount.scale() <= Self::MOST_DECIMALS;
        fits.then_some(Self(amount))
    }

    /// The amount as an exact decimal.
    #[must_use]
    pub fn amount(self) -> Decimal {
        self.0
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
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

    #[test]
    fn json_keeps_money_exact_with_its_decimals() {
        for text in ["99999999.99", "0", "0.00", "125000", "125000.00", "12.345", "1.2345", "999999999999"] {
            let price: Money = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&price).unwrap(), text);
        }
        for text in ["1.00005", "-1", "1000000000000", "\"dear\""] {
            assert!(serde_json::from_str::<Money>(text).is_err(), "{text}");
        }
    }
}

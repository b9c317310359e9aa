//! How the shop writes money and time.

use super::Currency;
use chrono_tz::Tz;

/// How the shop writes money and time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Manner {
    /// The time zone in which the shop lives.
    pub time_zone: Tz,
    /// In which currency.
    pub currency: Currency,
}

/// What its owner has said of that. The currency of books that have begun is said for ever.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Said {
    /// The time zone.
    pub time_zone: Option<Tz>,
    /// The currency.
    pub currency: Option<Currency>,
}

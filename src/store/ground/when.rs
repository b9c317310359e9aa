//! As of when something is read: now, or a moment that has passed.

use chrono::{DateTime, Utc};

/// As of when the shop is looked at, by what had been recorded until then.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum When {
    /// With all that was recorded.
    #[default]
    Now,
    /// With what had been recorded at this moment, and counted then.
    At(DateTime<Utc>),
}

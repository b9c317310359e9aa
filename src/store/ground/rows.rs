//! Rows that many statements give: a number, a yes or no, a moment, one that may be missing.

use chrono::{DateTime, Utc};
use diesel::sql_types::{BigInt, Bool, Nullable, Timestamptz};

use super::statement::row;

row! {
    /// A number.
    pub(in crate::store) struct Number {
        pub(in crate::store) n: i64 as BigInt,
    }
}

row! {
    /// Yes or no.
    pub(in crate::store) struct Answer {
        pub(in crate::store) yes: bool as Bool,
    }
}

row! {
    /// A moment.
    pub(in crate::store) struct Moment {
        pub(in crate::store) at: DateTime<Utc> as Timestamptz,
    }
}

row! {
    /// A moment, where there is one.
    pub(in crate::store) struct MaybeMoment {
        pub(in crate::store) at: Option<DateTime<Utc>> as Nullable<Timestamptz>,
    }
}

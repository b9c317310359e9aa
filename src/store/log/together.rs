//! What one request recorded.

use crate::shop::EventId;
use crate::store::ground::error::StoreError;
use crate::store::ground::reader::Reads;
use crate::store::ground::statement::{Rows, row, statements};
use chrono::{DateTime, Utc};
use diesel::sql_types::{BigInt, Text, Timestamptz, Uuid as SqlUuid};

statements! {
    /// What one request recorded.
    OfOneRequest = "log/together.sql", (event: EventId as SqlUuid) -> Together;
}

row! {
    /// What one request recorded.
    pub(in crate::store) struct Together {
        pub(in crate::store) request: String as Text,
        pub(in crate::store) n: i64 as BigInt,
        pub(in crate::store) first_at: DateTime<Utc> as Timestamptz,
        pub(in crate::store) last_at: DateTime<Utc> as Timestamptz,
    }
}

/// What the request recorded that recorded this event; `None` where none did.
pub(super) fn together(conn: &mut impl Reads, event: EventId) -> Result<Option<Together>, StoreError> {
    OfOneRequest { event }.first(conn)
}

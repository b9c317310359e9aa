//! The stock at both ends of a comparison.

use crate::store::ground::error::StoreError;
use crate::store::ground::reader::Reads;
use crate::store::ground::span::Span;
use crate::store::ground::statement::{Rows, Shape, row, statements};
use crate::store::state::totals;
use askama::Template;
use chrono::{DateTime, Utc};
use diesel::sql_types::{BigInt, Numeric, Text, Timestamptz, Uuid as SqlUuid};
use rust_decimal::Decimal;
use uuid::Uuid;

row! {
    /// The pets of a species that are in the store, and what they cost together, at both ends.
    #[derive(Eq)]
    pub struct StockChange {
        /// The species.
        pub species: String as Text,
        /// How many at the first moment.
        pub before: i64 as BigInt,
        /// How many at the second.
        pub after: i64 as BigInt,
        /// What they cost together at the first moment.
        pub value_before: Decimal as Numeric,
        /// What they cost together at the second.
        pub value_after: Decimal as Numeric,
    }
}

statements! {
    /// The stock by species at both ends.
    StockAtBoth = "state/stock_at_both.sql", shape BothShape, (
        kept_from: DateTime<Utc> as Timestamptz, from: DateTime<Utc> as Timestamptz, first_from: Uuid as SqlUuid, beyond_from: Uuid as SqlUuid,
        kept_to: DateTime<Utc> as Timestamptz, to: DateTime<Utc> as Timestamptz, first_to: Uuid as SqlUuid, beyond_to: Uuid as SqlUuid
    ) -> StockChange;
}

/// Whether the stock at the second moment goes on from that at the first.
#[derive(Template, Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[template(path = "state/stock_at_both.sql", escape = "none", syntax = "sql")]
pub(in crate::store) struct BothShape {
    goes_on: bool,
}

impl Shape for BothShape {
    fn all() -> Vec<Self> {
        [false, true].map(|goes_on| Self { goes_on }).to_vec()
    }
}

/// The stock by species at both ends, in the order of the alphabet; a species of which none is there at either end is left out.
///
/// Ask within [`at_once`](super::at_once).
///
/// # Errors
/// The database failed.
pub fn stock(conn: &mut impl Reads, span: &Span) -> Result<Vec<StockChange>, StoreError> {
    let Span { from, to } = *span;
    let [kept_from, kept_to] = totals::kept_before(conn, [from, to])?;
    let goes_on = kept_to <= from;
    let kept_to = if goes_on { from } else { kept_to };
    let ((first_from, beyond_from), (first_to, beyond_to)) = (Span { from: kept_from, to: from }.ids(), Span { from: kept_to, to }.ids());
    let shape = BothShape { goes_on };
    StockAtBoth { shape, kept_from, from, first_from, beyond_from, kept_to, to, first_to, beyond_to }.rows(conn)
}

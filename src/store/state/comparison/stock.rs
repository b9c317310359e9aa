//! The stock at both ends of a comparison.

use crate::store::ground::error::StoreError;
use crate::store::state::checkpoints::stock_at_both;
use crate::store::state::comparison::Span;
use crate::store::state::snapshot::Boundary;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Numeric, Text};
use rust_decimal::Decimal;

/// The pets of a species that are in the store, and what they cost together, at both ends.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct StockChange {
    /// The species.
    #[diesel(sql_type = Text)]
    pub species: String,
    /// How many at the first moment.
    #[diesel(sql_type = BigInt)]
    pub before: i64,
    /// How many at the second.
    #[diesel(sql_type = BigInt)]
    pub after: i64,
    /// What they cost together at the first moment.
    #[diesel(sql_type = Numeric)]
    pub value_before: Decimal,
    /// What they cost together at the second.
    #[diesel(sql_type = Numeric)]
    pub value_after: Decimal,
}

/// The stock by species at both ends, in the order of the alphabet; a species of which none is there at either end is left out.
///
/// Ask within [`at_once`](super::at_once).
///
/// # Errors
/// The database failed.
pub fn stock(conn: &mut PgConnection, boundary: &Boundary, span: &Span) -> Result<Vec<StockChange>, StoreError> {
    let query = format!(
        "{}
         SELECT min(species) AS species,
                coalesce(sum(pets) FILTER (WHERE NOT is_after), 0)::bigint AS before,
                coalesce(sum(pets) FILTER (WHERE is_after), 0)::bigint AS after,
                coalesce(sum(value) FILTER (WHERE NOT is_after), 0) AS value_before,
                coalesce(sum(value) FILTER (WHERE is_after), 0) AS value_after
         FROM (SELECT *, false AS is_after FROM before UNION ALL SELECT *, true FROM after) AS both_ends
         WHERE status = 'available'
         GROUP BY lower(species)
         HAVING sum(pets) FILTER (WHERE NOT is_after) <> 0 OR sum(pets) FILTER (WHERE is_after) <> 0
         ORDER BY lower(min(species))",
        stock_at_both(conn, boundary, span)?
    );
    Ok(diesel::sql_query(query).load(conn)?)
}

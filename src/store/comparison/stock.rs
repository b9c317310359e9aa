//! The stock at both ends of a comparison.
//!
//! It is the stock of a later moment, corrected by the pets that have events since: backwards from now to the second moment, and from there
//! to the first. So it costs what happened since. Where that is much, the stock of a moment is computed from the pets that were in the books
//! then and had not gone home.

use super::super::error::StoreError;
use super::super::snapshot::Boundary;
use super::{Span, after, literal};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Numeric, Text};
use rust_decimal::Decimal;

/// Up to so many events it is quicker to go back through them than to compute a moment afresh, in a shop that has had so many pets.
///
/// To go back asks for each pet's state twice; afresh, that of about half of all pets is asked for once.
#[must_use]
pub fn few(pets: i64) -> i64 {
    (pets / 4).max(1_000)
}

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
/// `most` is how many events there may be to go back through: [`few`], unless somebody tests.
///
/// # Errors
/// The database failed.
pub fn stock(conn: &mut PgConnection, boundary: &Boundary, span: &Span, most: i64) -> Result<Vec<StockChange>, StoreError> {
    let (since, between) = (after(span.to, "events"), span.holds("events"));
    let at_to = if are_few(conn, &since, most)? {
        // Of now, as the lists have it; then what has changed since is undone.
        format!(
            "{} UNION ALL {}",
            "SELECT species, pets, value FROM counted WHERE status = 'available'",
            undone(&since, "'infinity'", span.to)
        )
    } else {
        afresh(span.to)
    };
    let at_from = if are_few(conn, &between, most)? {
        format!("SELECT species, pets, value FROM at_to UNION ALL {}", undone(&between, &literal(span.to), span.from))
    } else {
        afresh(span.from)
    };
    let query = format!(
        "{},
         at_to AS ({at_to}),
         at_from AS ({at_from})
         SELECT min(species) AS species,
                coalesce(sum(pets) FILTER (WHERE NOT is_after), 0)::bigint AS before,
                coalesce(sum(pets) FILTER (WHERE is_after), 0)::bigint AS after,
                coalesce(sum(value) FILTER (WHERE NOT is_after), 0) AS value_before,
                coalesce(sum(value) FILTER (WHERE is_after), 0) AS value_after
         FROM (SELECT *, true AS is_after FROM at_to UNION ALL SELECT *, false FROM at_from) AS both_ends
         GROUP BY lower(species)
         HAVING sum(pets) FILTER (WHERE NOT is_after) <> 0 OR sum(pets) FILTER (WHERE is_after) <> 0
         ORDER BY lower(min(species))",
        boundary.counted()
    );
    Ok(diesel::sql_query(query).load(conn)?)
}

/// Whether at most so many events fit. Along the primary keys, so that no more than those are read.
fn are_few(conn: &mut PgConnection, condition: &str, most: i64) -> Result<bool, StoreError> {
    #[derive(QueryableByName)]
    struct Count {
        #[diesel(sql_type = BigInt)]
        n: i64,
    }
    let query =
        format!("SELECT count(*) AS n FROM (SELECT FROM events WHERE {condition} ORDER BY id LIMIT {}) AS few", most.saturating_add(1));
    let count: Count = diesel::sql_query(query).get_result(conn)?;
    Ok(count.n <= most)
}

/// For the pets with such events, what leads from the later moment back to the earlier one.
fn undone(condition: &str, later: &str, earlier: DateTime<Utc>) -> String {
    let pets = format!("(SELECT DISTINCT pet_id AS id FROM events WHERE {condition} OFFSET 0) AS pet");
    let state = |sign: &str, moment: &str| {
        format!(
            "SELECT state.species, {sign}1::bigint, {sign}state.price FROM {pets}
             CROSS JOIN LATERAL (SELECT species, status, price FROM pets_state_at({moment}) WHERE id = pet.id OFFSET 0) AS state
             WHERE state.status = 'available'"
        )
    };
    format!("{} UNION ALL {}", state("-", later), state("", &literal(earlier)))
}

/// The stock of a moment by itself: of the pets in the books, those that had not gone home are looked at one by one.
fn afresh(moment: DateTime<Utc>) -> String {
    let at = literal(moment);
    let by_then = |events: &str| format!("{events}.created_at <= {at}");
    format!(
        "SELECT min(state.species) AS species, count(*) AS pets, sum(state.price) AS value
         FROM (
             SELECT origin.pet_id AS id FROM pet_origins AS origin
             WHERE {} AND NOT EXISTS (
                 SELECT FROM pet_sold_events AS sale
                 WHERE sale.pet_id = origin.pet_id AND {}
                   AND NOT EXISTS (SELECT FROM event_retracted_events AS retraction WHERE retraction.retracted_event_id = sale.id AND {})
             )
             OFFSET 0
         ) AS pet
         CROSS JOIN LATERAL (SELECT species, status, price FROM pets_state_at({at}) WHERE id = pet.id OFFSET 0) AS state
         WHERE state.status = 'available'
         GROUP BY lower(state.species)",
        by_then("origin"),
        by_then("sale"),
        by_then("retraction"),
    )
}

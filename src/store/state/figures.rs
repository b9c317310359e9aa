//! The figures of the day: stock by species and status, sales and births.

use crate::store::ground::error::StoreError;
use crate::store::ground::when::When;
use crate::store::state::checkpoints::stock_at;
use crate::store::state::snapshot::Boundary;
use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Numeric, Text};
use rust_decimal::Decimal;

/// How many pets of a species are where.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct Stock {
    /// The species.
    #[diesel(sql_type = Text)]
    pub species: String,
    /// In the store.
    #[diesel(sql_type = BigInt)]
    pub available: i64,
    /// Lost.
    #[diesel(sql_type = BigInt)]
    pub lost: i64,
    /// At home with a customer.
    #[diesel(sql_type = BigInt)]
    pub sold: i64,
    /// What those in the store cost together.
    #[diesel(sql_type = Numeric)]
    pub value: Decimal,
}

/// The stock by species, the most numerous first: the snapshot's summary, or that of a checkpoint, corrected by the pets that have moved on
/// since.
///
/// # Errors
/// The database failed.
pub fn stock(conn: &mut PgConnection, when: When, boundary: &Boundary) -> Result<Vec<Stock>, StoreError> {
    match when {
        When::Now => added_up(conn, &boundary.counted()),
        When::At(moment) => conn.build_transaction().repeatable_read().read_only().run(|conn| {
            let counted = stock_at(conn, boundary, moment)?;
            added_up(conn, &format!("WITH counted (species, status, pets, value) AS ({counted})"))
        }),
    }
}

fn added_up(conn: &mut PgConnection, counted: &str) -> Result<Vec<Stock>, StoreError> {
    let query = format!(
        "{counted}
         SELECT min(species) AS species,
                coalesce(sum(pets) FILTER (WHERE status = 'available'), 0)::bigint AS available,
                coalesce(sum(pets) FILTER (WHERE status = 'lost'), 0)::bigint AS lost,
                coalesce(sum(pets) FILTER (WHERE status = 'sold'), 0)::bigint AS sold,
                coalesce(sum(value) FILTER (WHERE status = 'available'), 0) AS value
         FROM counted
         GROUP BY lower(species)
         HAVING sum(pets) > 0
         ORDER BY available DESC, lower(min(species))"
    );
    Ok(diesel::sql_query(query).load(conn)?)
}

/// Sales and births of a stretch of days.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct Trade {
    /// How many pets went home.
    #[diesel(sql_type = BigInt)]
    pub sold: i64,
    /// What was paid for them.
    #[diesel(sql_type = Numeric)]
    pub takings: Decimal,
    /// How many were born.
    #[diesel(sql_type = BigInt)]
    pub born: i64,
}

/// What happened from one day to another, both included, and counts.
///
/// # Errors
/// The database failed.
pub fn trade(conn: &mut PgConnection, when: When, from: NaiveDate, to: NaiveDate) -> Result<Trade, StoreError> {
    let counted = when.counted("e");
    Ok(diesel::sql_query(format!(
        "SELECT sale.sold, sale.takings, birth.born
         FROM (
             SELECT count(*) AS sold, coalesce(sum(sale_price), 0) AS takings
             FROM pet_sold_events AS e
             WHERE occurred_on BETWEEN $1 AND $2 AND {counted}
         ) AS sale
         CROSS JOIN (
             SELECT count(*) AS born
             FROM pet_born_events AS e
             WHERE occurred_on BETWEEN $1 AND $2 AND {counted}
         ) AS birth"
    ))
    .bind::<Date, _>(from)
    .bind::<Date, _>(to)
    .get_result(conn)?)
}

//! What was taken, month by month.

use crate::store::ground::error::StoreError;
use crate::store::ground::when::When;
use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Numeric};
use rust_decimal::Decimal;

/// The sales of one month.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct Month {
    /// The first day of the month.
    #[diesel(sql_type = Date)]
    pub month: NaiveDate,
    /// How many pets went home.
    #[diesel(sql_type = BigInt)]
    pub sold: i64,
    /// What was paid for them.
    #[diesel(sql_type = Numeric)]
    pub takings: Decimal,
}

/// The takings by month from one day to another, both included; months without a sale are left out. Of now, it reads the
/// index by day alone.
///
/// # Errors
/// The database failed.
pub fn by_month(conn: &mut PgConnection, when: When, from: NaiveDate, to: NaiveDate) -> Result<Vec<Month>, StoreError> {
    Ok(diesel::sql_query(format!(
        "SELECT date_trunc('month', occurred_on::timestamp)::date AS month, count(*) AS sold, sum(sale_price) AS takings
         FROM pet_sold_events AS sale
         WHERE occurred_on BETWEEN $1 AND $2 AND {}
         GROUP BY 1
         ORDER BY 1",
        when.counted("sale")
    ))
    .bind::<Date, _>(from)
    .bind::<Date, _>(to)
    .load(conn)?)
}

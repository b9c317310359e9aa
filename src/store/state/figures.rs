//! The figures of the day: stock by species and status, sales and births.

use crate::store::ground::error::StoreError;
use crate::store::ground::position::Position;
use crate::store::ground::reader::Reads;
use crate::store::ground::sql_types::PgSnapshot;
use crate::store::ground::statement::{Rows, row, statements};
use crate::store::ground::when::When;
use chrono::{DateTime, NaiveDate, Utc};
use diesel::sql_types::{BigInt, Date, Numeric, Text, Timestamptz};
use rust_decimal::Decimal;

row! {
    /// How many pets of a species are where.
    #[derive(Eq)]
    pub struct Stock {
        /// The species.
        pub species: String as Text,
        /// In the store.
        pub available: i64 as BigInt,
        /// Lost.
        pub lost: i64 as BigInt,
        /// At home with a customer.
        pub sold: i64 as BigInt,
        /// What those in the store cost together.
        pub value: Decimal as Numeric,
        /// What those who are lost cost together.
        pub lost_value: Decimal as Numeric,
        /// What those who are sold last cost together.
        pub sold_value: Decimal as Numeric,
        /// Its place among the species by name, from 1 on.
        pub place: i64 as BigInt,
    }
}

/// The species of a stock, by name.
#[must_use]
pub fn species(stock: &[Stock]) -> Vec<String> {
    let mut kinds: Vec<_> = stock.iter().collect();
    kinds.sort_unstable_by_key(|kind| kind.place);
    kinds.into_iter().map(|kind| kind.species.clone()).collect()
}

row! {
    /// Sales, returns and births of a stretch of days.
    #[derive(Eq)]
    pub struct Trade {
        /// How many pets went home.
        pub sold: i64 as BigInt,
        /// What was paid for them.
        pub takings: Decimal as Numeric,
        /// How many came back from a customer.
        pub returned: i64 as BigInt,
        /// What was paid back for them.
        pub refunds: Decimal as Numeric,
        /// How many were born.
        pub born: i64 as BigInt,
    }
}

statements! {
    /// The stock by species.
    StockNow = "state/stock.sql", (position: Position as PgSnapshot) -> Stock;
    /// The stock by species at a moment.
    StockAt = "state/stock_at.sql", (at: DateTime<Utc> as Timestamptz) -> Stock;
    /// Sales and births of a stretch of days.
    TradeBetween = "state/trade.sql", (from: NaiveDate as Date, to: NaiveDate as Date, at: When as Timestamptz) -> Trade;
}

/// The stock by species, the most numerous first: the projection's sums, or what is kept of a moment, corrected by the pets that have moved on
/// since.
///
/// # Errors
/// The database failed.
pub fn stock(conn: &mut impl Reads, when: When, position: &Position) -> Result<Vec<Stock>, StoreError> {
    match when {
        When::Now => StockNow { position: position.clone() }.rows(conn),
        When::At(at) => StockAt { at }.rows(conn),
    }
}

/// What happened from one day to another, both included, and counts.
///
/// # Errors
/// The database failed.
pub fn trade(conn: &mut impl Reads, when: When, from: NaiveDate, to: NaiveDate) -> Result<Trade, StoreError> {
    TradeBetween { from, to, at: when }.one(conn)
}

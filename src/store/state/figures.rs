//! The figures of the day: stock by species and status, sales and births.

use crate::store::ground::error::StoreError;
use crate::store::ground::position::Position;
use crate::store::ground::sql_types::PgSnapshot;
use crate::store::ground::statement::{Rows, Shape, row, statements};
use crate::store::ground::when::When;
use crate::store::state::checkpoints::stock_at;
use crate::store::state::snapshot::Boundary;
use askama::Template;
use chrono::NaiveDate;
use diesel::prelude::*;
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
    }
}

row! {
    /// Sales and births of a stretch of days.
    #[derive(Eq)]
    pub struct Trade {
        /// How many pets went home.
        pub sold: i64 as BigInt,
        /// What was paid for them.
        pub takings: Decimal as Numeric,
        /// How many were born.
        pub born: i64 as BigInt,
    }
}

statements! {
    /// The stock by species.
    StockNow = "state/stock.sql", (position: Position as PgSnapshot) -> Stock;
    /// Sales and births of a stretch of days.
    TradeBetween = "state/trade.sql", shape TradeShape, (from: NaiveDate as Date, to: NaiveDate as Date, at: When as Timestamptz) -> Trade;
}

/// Whether sales and births are those of a moment that has passed.
#[derive(Template, Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[template(path = "state/trade.sql", escape = "none", syntax = "sql")]
pub(in crate::store) struct TradeShape {
    is_past: bool,
}

impl Shape for TradeShape {
    fn all() -> Vec<Self> {
        [false, true].map(|is_past| Self { is_past }).to_vec()
    }
}

/// The stock by species, the most numerous first: the snapshot's summary, or that of a checkpoint, corrected by the pets that have moved on
/// since.
///
/// # Errors
/// The database failed.
pub fn stock(conn: &mut PgConnection, when: When, boundary: &Boundary) -> Result<Vec<Stock>, StoreError> {
    match when {
        When::Now => StockNow { position: boundary.position.clone() }.rows(conn),
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

/// What happened from one day to another, both included, and counts.
///
/// # Errors
/// The database failed.
pub fn trade(conn: &mut PgConnection, when: When, from: NaiveDate, to: NaiveDate) -> Result<Trade, StoreError> {
    TradeBetween { shape: TradeShape { is_past: when != When::Now }, from, to, at: when }.one(conn)
}

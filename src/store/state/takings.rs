//! What was taken, month by month.

use crate::store::ground::error::StoreError;
use crate::store::ground::reader::Reads;
use crate::store::ground::statement::{Rows, row, statements};
use crate::store::ground::when::When;
use chrono::NaiveDate;
use diesel::sql_types::{BigInt, Date, Numeric, Timestamptz};
use rust_decimal::Decimal;

row! {
    /// The sales and the refunds of one month.
    #[derive(Eq)]
    pub struct Month {
        /// The first day of the month.
        pub month: NaiveDate as Date,
        /// How many pets went home.
        pub sold: i64 as BigInt,
        /// What was paid for them.
        pub takings: Decimal as Numeric,
        /// What was paid back for those that came back in this month.
        pub refunds: Decimal as Numeric,
    }
}

statements! {
    /// The takings by month.
    Takings = "state/takings.sql", (from: NaiveDate as Date, to: NaiveDate as Date, at: When as Timestamptz) -> Month;
}

/// The takings by month from one day to another, both included; months without a sale or a refund are left out. It adds up days, not sales.
///
/// # Errors
/// The database failed.
pub fn by_month(conn: &mut impl Reads, when: When, from: NaiveDate, to: NaiveDate) -> Result<Vec<Month>, StoreError> {
    Takings { from, to, at: when }.rows(conn)
}

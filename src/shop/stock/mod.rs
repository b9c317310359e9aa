//! A stock that comes as a table: what a spreadsheet, or the shop before this one, writes as CSV, read into arrivals by the rules of the form.
//!
//! [`encoding`] makes bytes text, [`dialect`] finds what divides the cells, [`columns`] which is which, `continued` which rows are of one thing,
//! [`days`] in which order a date is written; a [`reading`] is all of that together, guessed first and then as somebody chose it, and makes a row
//! arrivals or says what is wrong with it, and [`findings`] are what comes of all of them.

pub mod columns;
mod continued;
pub mod days;
pub mod dialect;
#[cfg(test)]
mod elsewhere;
pub mod encoding;
pub mod findings;
pub mod reading;
#[cfg(test)]
mod tests;

/// So many bytes a file may have.
pub const MOST_BYTES: u64 = 20 * 1024 * 1024;

/// So many rows it may have, and so many pets may come of them.
pub const MOST: u32 = 100_000;

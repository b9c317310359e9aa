//! The rows of a table that have a fault, as CSV: what is wrong stands before what was there, to be mended and brought once more.

use crate::shop::stock::reading::{Reading, Row};
use crate::web::parts::csv::Cell;

/// The head of the file.
#[must_use]
pub fn headings(reading: &Reading) -> Vec<Cell> {
    let ours = ["line", "fault"].map(|heading| Cell::plain(Some(heading)));
    ours.into_iter().chain(reading.headings.iter().map(|heading| Cell::text(Some(heading)))).collect()
}

/// A row of it, as long as its head.
#[must_use]
pub fn row(reading: &Reading, row: &Row, wrong: &[String]) -> Vec<Cell> {
    let cells = (0..reading.headings.len()).map(|at| Cell::text(row.cells.get(at).map(String::as_str)));
    [Cell::plain(Some(row.line)), Cell::plain(Some(wrong.join("; ")))].into_iter().chain(cells).collect()
}

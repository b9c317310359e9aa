//! How a table is read, all together: guessed from its beginning, changed by whoever brings it, and then the same for every row.

use super::MOST;
use super::columns::{Column, Columns};
use super::continued::Continued;
use super::days::{DayOrder, Written};
use super::dialect::{Dialect, is_title, without_note};
use super::encoding::{Decoded, Encoding};
use crate::shop::arrival::Arrival;
use crate::shop::currency::Currency;
use crate::shop::draft::Draft;
use crate::shop::form::Fields;
use crate::shop::words::thousands;
use crate::shop::{arrival, text};
use chrono::NaiveDate;
use csv::{ReaderBuilder, StringRecord, StringRecordsIntoIter};
use serde::{Deserialize, Serialize};
use std::io::{self, Read};
use std::iter::Peekable;

/// How a table is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// How its bytes are text.
    pub encoding: Encoding,
    /// How it is written.
    pub dialect: Dialect,
    /// What its columns are called.
    pub headings: Vec<String>,
    /// Which is which.
    pub columns: Columns,
    /// Which comes first in its dates; `None` where they have to tell it themselves.
    pub order: Option<DayOrder>,
    /// The species where the table says none.
    pub species: String,
    /// The price where the table says none.
    pub price: String,
    /// Whether a species is new that is likely another word for one that is known.
    pub as_written: bool,
}

/// So many columns are told apart, and so much of a heading.
const COLUMNS: usize = 300;
const HEADING: usize = 60;

/// So much of a table tells how it is written.
const BEGINNING: usize = 64 * 1024;

/// The beginning of a table, from which it can be guessed how it is written.
///
/// # Errors
/// It cannot be read.
pub fn beginning(file: impl Read, encoding: Encoding) -> io::Result<String> {
    let mut bytes = Vec::new();
    Decoded::new(file, encoding).take(BEGINNING as u64).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

impl Reading {
    /// How a table is read that begins like this.
    #[must_use]
    pub fn guess(encoding: Encoding, beginning: &str) -> Self {
        Self::written(encoding, Dialect::guess(beginning), beginning)
    }

    /// The same where somebody said how it is written.
    #[must_use]
    pub fn written(encoding: Encoding, dialect: Dialect, beginning: &str) -> Self {
        let unread = Columns::default();
        let (species, price) = (String::new(), String::new());
        let mut reading = Self { encoding, dialect, headings: Vec::new(), columns: unread, order: None, species, price, as_written: false };
        let whole = Self { dialect: Dialect { has_head: false, ..dialect }, encoding: Encoding::Utf8, ..reading.clone() };
        let first = whole.rows(without_note(beginning).1.as_bytes()).next().and_then(Result::ok).map(|row| row.cells).unwrap_or_default();
        reading.headings = (1..).zip(first).take(COLUMNS).map(|(n, cell)| heading(n, if dialect.has_head { &cell } else { "" })).collect();
        reading.columns = Columns::guess(&reading.headings);
        reading
    }

    /// What every pet needs and no column is, where nothing is said that counts for all.
    #[must_use]
    pub fn lacks(&self) -> Vec<Column> {
        let needed = [(Column::Species, &self.species), (Column::Price, &self.price)];
        let lacking = needed.into_iter().filter(|(column, otherwise)| self.columns.at(*column).is_none() && otherwise.is_empty());
        lacking.map(|(column, _)| column).collect()
    }

    /// The rows of the table, without its head.
    pub fn rows<R: Read>(&self, file: R) -> Rows<R> {
        let reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(self.dialect.delimiter.byte())
            .from_reader(Decoded::new(file, self.encoding));
        let continued = Continued::of(&self.headings, &self.columns);
        Rows { records: reader.into_records().peekable(), is_first: true, has_head: self.dialect.has_head, continued }
    }

    /// What a row brings; nothing where it is empty, or stands for no pet.
    ///
    /// # Errors
    /// Every sentence that says what is wrong with it.
    pub fn read(&self, row: &Row, order: Option<DayOrder>, today: NaiveDate, currency: Currency) -> Result<Option<Lot>, Vec<String>> {
        if Column::ALL.iter().all(|column| self.cell(row, *column).is_empty()) {
            return Ok(None);
        }
        let quantity = quantity(&self.cell(row, Column::Quantity));
        if quantity == Ok(0) {
            return Ok(None);
        }
        let or = |typed: String, otherwise: &str| if typed.is_empty() { otherwise.to_owned() } else { typed };
        let typed = self.cell(row, Column::Day);
        let written = Written::read(&typed, today);
        let day = written.and_then(|written| written.meant(order));
        let fields: Fields = [
            ("name", self.cell(row, Column::Name)),
            ("species", or(self.cell(row, Column::Species), &self.species)),
            ("price", or(self.cell(row, Column::Price), &self.price)),
            ("occurred_on", day.map_or(typed, |day| day.format("%Y-%m-%d").to_string())),
            ("note", self.cell(row, Column::Note)),
        ]
        .into_iter()
        .collect();
        let is_asked = written.is_some() && day.is_none() && order.is_none();
        match (arrival::parse(&fields, today, currency), quantity) {
            (Ok(draft), Ok(quantity)) => Ok(Some(Lot { draft, quantity })),
            (draft, quantity) => {
                let wrong = draft.err().unwrap_or_default();
                let said = wrong.iter().map(|(field, sentence)| match field {
                    "occurred_on" if is_asked => "Say whether the day or the month comes first in the dates".to_owned(),
                    _ => sentence.to_owned(),
                });
                Err(said.chain(quantity.err()).collect())
            }
        }
    }

    fn cell(&self, row: &Row, column: Column) -> String {
        let cell = self.columns.at(column).and_then(|at| row.cells.get(at)).map_or("", |cell| cell.trim());
        // As the shop's own files keep a spreadsheet from taking it for a formula.
        let is_kept = |rest: &&str| rest.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
        let cell = cell.strip_prefix('\'').filter(is_kept).unwrap_or(cell);
        if is_unknown(cell) { String::new() } else { cell.replace('\0', "\u{fffd}") }
    }
}

/// Whether a cell says that nothing is known, as people and programs write it.
fn is_unknown(cell: &str) -> bool {
    const BY_PROGRAMS: [&str; 8] = ["NA", "N/A", "n/a", "NULL", "null", "None", "NaN", "nan"];
    const BY_PEOPLE: [&str; 8] = ["unknown", "unbekannt", "inconnu", "-", "--", "–", "?", "*"];
    BY_PROGRAMS.contains(&cell) || BY_PEOPLE.contains(&cell.to_lowercase().as_str())
}

fn heading(n: usize, cell: &str) -> String {
    let heading: String = text::line(cell).chars().filter(|c| !c.is_control()).take(HEADING).collect();
    if heading.is_empty() { format!("Column {n}") } else { heading }
}

/// How many pets a row stands for: one where it does not say, and none where more were sold than there were. As with amounts, what could mean
/// two numbers is refused rather than guessed.
fn quantity(typed: &str) -> Result<u32, String> {
    let plain: String = typed.chars().map(text::digit).collect();
    let owed = plain.strip_prefix('-').is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|c| c.is_ascii_digit()));
    if owed {
        return Ok(0);
    }
    let (whole, decimals) = plain.split_once(['.', ',']).filter(|(_, rest)| rest.bytes().all(|c| c == b'0')).unwrap_or((&plain, ""));
    if whole.is_empty() {
        return Ok(1);
    }
    let number = whole.bytes().all(|c| c.is_ascii_digit()).then(|| whole.parse().ok()).flatten().filter(|number| *number <= MOST);
    match number {
        Some(1..1000) if decimals == "000" && !whole.starts_with('0') => {
            Err(format!("“{plain}” could mean {whole} or {whole}000; enter how many pets they are without separators"))
        }
        Some(number) => Ok(number),
        None => Err(format!("Enter how many pets they are, from 0 to {}", thousands(MOST.into()))),
    }
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The line on which it begins, from 1 on.
    pub line: u64,
    /// What stands in it.
    pub cells: Vec<String>,
}

/// The rows of a table, one after the other.
pub struct Rows<R: Read> {
    records: Peekable<StringRecordsIntoIter<Decoded<R>>>,
    is_first: bool,
    has_head: bool,
    continued: Option<Continued>,
}

impl<R: Read> Iterator for Rows<R> {
    type Item = io::Result<Row>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let record = match self.records.next()? {
                Ok(record) => record,
                Err(error) => return Some(Err(io::Error::other(error))),
            };
            if self.is_first && is_note(&record) {
                continue;
            }
            if std::mem::take(&mut self.is_first)
                && self.records.peek().is_some_and(|next| next.as_ref().is_ok_and(|next| is_title(&record, next)))
            {
                continue;
            }
            if !std::mem::take(&mut self.has_head) {
                let line = record.position().map_or(0, csv::Position::line);
                let mut cells: Vec<String> = record.iter().map(str::to_owned).collect();
                if let Some(continued) = &mut self.continued {
                    continued.complete(&mut cells);
                }
                return Some(Ok(Row { line, cells }));
            }
        }
    }
}

/// Whether this is the line in which Excel says what divides the cells.
fn is_note(record: &StringRecord) -> bool {
    record.get(0).is_some_and(|first| first.starts_with("sep=") && first.len() <= 5) && record.iter().skip(1).all(str::is_empty)
}

/// What a row brings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lot {
    /// The arrival of each.
    pub draft: Draft<Arrival>,
    /// How many.
    pub quantity: u32,
}

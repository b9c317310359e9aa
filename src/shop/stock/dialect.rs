//! What divides the cells of a table, and whether its first row names the columns.

use super::columns::{Column, Columns};
use csv::{ReaderBuilder, StringRecord};
use serde::{Deserialize, Serialize};

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dialect {
    /// What divides the cells.
    pub delimiter: Delimiter,
    /// Whether the first row names the columns.
    pub has_head: bool,
}

/// What divides cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Delimiter {
    /// A comma, as RFC 4180 has it.
    Comma,
    /// A semicolon, as spreadsheets write where the comma begins decimals.
    Semicolon,
    /// A tab.
    Tab,
    /// An upright stroke.
    Bar,
}

impl Delimiter {
    /// All of them; of two that divide as well, the earlier is meant.
    pub const ALL: [Self; 4] = [Self::Comma, Self::Semicolon, Self::Tab, Self::Bar];

    /// Its name, in forms and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Comma => "comma",
            Self::Semicolon => "semicolon",
            Self::Tab => "tab",
            Self::Bar => "bar",
        }
    }

    /// That of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }

    pub(super) fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
            Self::Bar => b'|',
        }
    }
}

/// So many rows are looked at.
const ROWS: usize = 50;

impl Dialect {
    /// How a table is written that begins like this.
    #[must_use]
    pub fn guess(beginning: &str) -> Self {
        let (said, beginning) = without_note(beginning);
        let delimiter = said.unwrap_or_else(|| divides(beginning));
        let has_head = rows(beginning, delimiter).first().is_none_or(is_head);
        Self { delimiter, has_head }
    }
}

/// Excel may say in a first line of its own what divides the cells. That, and the rest.
pub(super) fn without_note(text: &str) -> (Option<Delimiter>, &str) {
    let said = text.strip_prefix("sep=").and_then(|rest| {
        let delimiter = Delimiter::ALL.into_iter().find(|one| rest.as_bytes().first() == Some(&one.byte()))?;
        Some((Some(delimiter), rest.get(1..)?.strip_prefix("\r\n").or_else(|| rest.get(1..)?.strip_prefix('\n'))?))
    });
    said.unwrap_or((None, text))
}

/// What divides most rows into as many cells as the first one, and into the most.
fn divides(beginning: &str) -> Delimiter {
    let fit = |delimiter: Delimiter| {
        let rows = rows(beginning, delimiter);
        let cells = rows.first().map_or(0, StringRecord::len);
        let like_it = rows.iter().filter(|row| row.len() == cells).count();
        (cells > 1).then_some((like_it * 10 / rows.len().max(1), cells))
    };
    // The last of the greatest would be taken; the earlier is meant.
    Delimiter::ALL
        .into_iter()
        .rev()
        .filter_map(|one| Some((fit(one)?, one)))
        .max_by_key(|(fit, _)| *fit)
        .map_or(Delimiter::Comma, |(_, one)| one)
}

fn rows(beginning: &str, delimiter: Delimiter) -> Vec<StringRecord> {
    let reader = ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter.byte()).from_reader(beginning.as_bytes());
    let mut rows: Vec<StringRecord> = reader.into_records().take(ROWS).filter_map(Result::ok).collect();
    if let [first, second, ..] = rows.as_slice()
        && is_title(first, second)
    {
        rows.remove(0);
    }
    rows
}

/// Whether the first row is the title that a spreadsheet writes above the table: a single cell that nothing could divide, where the next row has many.
pub(super) fn is_title(first: &StringRecord, second: &StringRecord) -> bool {
    let is_whole = |cell: &str| !cell.bytes().any(|c| Delimiter::ALL.iter().any(|one| one.byte() == c));
    first.len() == 1 && second.len() > 2 && first.iter().all(is_whole)
}

/// Whether the first row names the columns: it has no value in it, or two names that are known, as where the first column counts the rows.
fn is_head(first: &StringRecord) -> bool {
    let headings: Vec<String> = first.iter().map(str::to_owned).collect();
    let columns = Columns::guess(&headings);
    !first.iter().any(is_a_value) || Column::ALL.iter().filter(|column| columns.at(**column).is_some()).count() > 1
}

/// Whether a cell holds a number, an amount or a date, which no heading is.
fn is_a_value(cell: &str) -> bool {
    let cell = cell.trim();
    cell.contains(|c: char| c.is_ascii_digit()) && cell.chars().all(|c| c.is_ascii_digit() || ".,:/- €$£".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_divided_by_what_divides_all_rows_alike() {
        for (text, delimiter) in [
            ("name,species,price\nRex,Dog,12.50\n", Delimiter::Comma),
            ("name;species;price\nRex;Dog;12,50\nBella;Cat;9,00\n", Delimiter::Semicolon),
            ("name\tspecies\tprice\nRex, the dog\tDog\t1,5\n", Delimiter::Tab),
            ("name|price\nRex|1\n", Delimiter::Bar),
            ("name;note;price\n\"Rex\";\"a, b, c\nand, so on\";12,5\n", Delimiter::Semicolon),
            ("species\nDog\nCat\n", Delimiter::Comma),
            ("sep=;\nname;species, or kind\n", Delimiter::Semicolon),
            ("Our animals\nname;species;price\nRex;Dog;1,5\n", Delimiter::Semicolon),
            ("", Delimiter::Comma),
        ] {
            assert_eq!(Dialect::guess(text).delimiter, delimiter, "{text:?}");
        }
    }

    #[test]
    fn a_first_row_with_a_value_in_it_is_no_head_unless_it_names_what_is_known() {
        for (text, has_head) in [
            ("name,price\n", true),
            ("Rex,Dog,12.50\n", false),
            ("Rex,Dog,3.5.2026\n", false),
            ("Name 1,Price 2\n", true),
            ("1,name,species\n1,Rex,Dog\n", true),
            ("1,Rex,Dog\n", false),
        ] {
            assert_eq!(Dialect::guess(text).has_head, has_head, "{text:?}");
        }
    }
}

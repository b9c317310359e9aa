//! How a table is read, as a form says it and as a form shows it.

use crate::shop::stock::columns::{Column, Columns};
use crate::shop::stock::days::DayOrder;
use crate::shop::stock::dialect::{Delimiter, Dialect};
use crate::shop::stock::reading::Reading;
use crate::shop::{FieldErrors, Fields};

/// The fields that show a reading.
#[must_use]
pub fn shown(reading: &Reading) -> Fields {
    let yes = |is_so: bool| if is_so { "yes".to_owned() } else { String::new() };
    let mut fields: Fields = [
        ("delimiter", reading.dialect.delimiter.name().to_owned()),
        ("head", yes(reading.dialect.has_head)),
        ("dates", reading.order.map(DayOrder::name).unwrap_or_default().to_owned()),
        ("species_else", reading.species.clone()),
        ("price_else", reading.price.clone()),
        ("as_written", yes(reading.as_written)),
    ]
    .into_iter()
    .collect();
    for column in Column::ALL {
        fields.set(field(column), reading.columns.at(column).map(|at| at.to_string()).unwrap_or_default());
    }
    fields
}

/// The field that says where a column is.
#[must_use]
pub fn field(column: Column) -> &'static str {
    match column {
        Column::Name => "column_name",
        Column::Species => "column_species",
        Column::Price => "column_price",
        Column::Day => "column_day",
        Column::Note => "column_note",
        Column::Quantity => "column_quantity",
    }
}

/// What the page calls a column.
#[must_use]
pub fn label(column: Column) -> &'static str {
    match column {
        Column::Name => "Name",
        Column::Species => "Species",
        Column::Price => "Price",
        Column::Day => "Day it came",
        Column::Note => "Note",
        Column::Quantity => "How many",
    }
}

/// What the page calls what divides the cells.
#[must_use]
pub fn divided_by(delimiter: Delimiter) -> &'static str {
    match delimiter {
        Delimiter::Comma => "Commas",
        Delimiter::Semicolon => "Semicolons",
        Delimiter::Tab => "Tabs",
        Delimiter::Bar => "Upright strokes",
    }
}

/// How the form says that the table is written.
#[must_use]
pub fn dialect(fields: &Fields, before: Dialect) -> Dialect {
    Dialect { delimiter: Delimiter::named(fields.get("delimiter")).unwrap_or(before.delimiter), has_head: fields.get("head") == "yes" }
}

/// A reading with all that the form says but of its columns.
#[must_use]
pub fn with_the_rest(fields: &Fields, reading: Reading) -> Reading {
    let typed = |field: &str| fields.get(field).trim().to_owned();
    Reading {
        order: DayOrder::named(fields.get("dates")),
        species: typed("species_else"),
        price: typed("price_else"),
        as_written: fields.get("as_written") == "yes",
        ..reading
    }
}

/// The reading that the form says, of a table that is written as before.
///
/// # Errors
/// Every field that is wrong.
pub fn read(fields: &Fields, before: &Reading) -> Result<Reading, FieldErrors> {
    let mut columns = Columns::default();
    for column in Column::ALL {
        let at = fields.get(field(column)).parse().ok().filter(|at| *at < before.headings.len());
        columns.set(column, at);
    }
    match columns.doubled() {
        Some((one, other)) => Err(FieldErrors::one(field(other), format!("Choose another column; this one is “{}” already", label(one)))),
        None => Ok(with_the_rest(fields, Reading { columns, ..before.clone() })),
    }
}

//! What was sold, came back, was born and arrived on the days of the log.

use crate::shop::EventKind;
use crate::store::ground::error::StoreError;
use crate::store::ground::reader::Reads;
use crate::store::ground::statement::{Rows, Shape, row, statements};
use crate::store::log::page::{LogFilter, first_id_of};
use askama::Template;
use chrono::{DateTime, Utc};
use diesel::sql_types::{Array, BigInt, Nullable, Numeric, Text, Uuid as SqlUuid};
use rust_decimal::Decimal;
use uuid::Uuid;

/// A day of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DaySpan {
    /// When it begins.
    pub from: DateTime<Utc>,
    /// When the next one does.
    pub to: DateTime<Utc>,
}

row! {
    /// What was recorded on a day, and counts.
    #[derive(Eq, Default)]
    pub struct DayFigures {
        /// How many pets went home.
        pub sold: i64 as BigInt,
        /// What was paid for them.
        pub takings: Decimal as Numeric,
        /// How many came back.
        pub returned: i64 as BigInt,
        /// What was paid back.
        pub refunds: Decimal as Numeric,
        /// How many were born.
        pub born: i64 as BigInt,
        /// How many arrived.
        pub arrived: i64 as BigInt,
    }
}

statements! {
    /// The figures of some days.
    FiguresOfDays = "log/day_figures.sql", shape DayShape,
        (first: Vec<Uuid> as Array<SqlUuid>, beyond: Vec<Uuid> as Array<SqlUuid>, species: Option<String> as Nullable<Text>, by: Option<String> as Nullable<Text>) -> DayFigures;
}

/// Of what there are figures.
const COUNTED: [EventKind; 4] = [EventKind::Sold, EventKind::Returned, EventKind::Born, EventKind::Arrived];

/// Which kind is counted; all where it is none.
#[derive(Template, Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[template(path = "log/day_figures.sql", escape = "none", syntax = "sql")]
pub(in crate::store) struct DayShape {
    kind: Option<EventKind>,
}

impl DayShape {
    /// A condition: whether events of this kind are counted.
    fn counts(&self, name: &str) -> bool {
        self.kind.is_none_or(|kind| kind.name() == name)
    }
}

impl Shape for DayShape {
    fn all() -> Vec<Self> {
        COUNTED.into_iter().map(Some).chain([None]).map(|kind| Self { kind }).collect()
    }
}

/// The figures of whole days, of what a filter shows: its own days say which part of the log is read, not which counts.
///
/// # Errors
/// The database failed.
pub fn figures(conn: &mut impl Reads, filter: &LogFilter, days: &[DaySpan]) -> Result<Vec<DayFigures>, StoreError> {
    // What one request recorded is no day.
    if days.is_empty() || filter.with.is_some() || filter.kind.is_some_and(|kind| !COUNTED.contains(&kind)) {
        return Ok(vec![]);
    }
    let (first, beyond) = days.iter().map(|day| (first_id_of(day.from), first_id_of(day.to))).unzip();
    let by = filter.by.map(|by| by.to_string());
    FiguresOfDays { shape: DayShape { kind: filter.kind }, first, beyond, species: filter.species.clone(), by }.rows(conn)
}

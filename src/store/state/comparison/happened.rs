//! What was recorded between two moments, and what was taken back.

use crate::shop::EventKind;
use crate::store::ground::error::StoreError;
use crate::store::state::comparison::Span;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Numeric, Text};
use rust_decimal::Decimal;

/// What happened of one kind between two moments.
///
/// Taken back is what was taken back in between, whenever it had been recorded; so what is left over is what the two moments differ by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happened {
    /// The kind, which is never a retraction: those are told by what they took back.
    pub kind: EventKind,
    /// How many were recorded.
    pub recorded: i64,
    /// How many were taken back.
    pub taken_back: i64,
    /// What was paid, in those that were recorded; only sales bring something.
    pub paid: Decimal,
    /// What was paid back, in those that were taken back.
    pub paid_back: Decimal,
}

impl Happened {
    /// How many more count at the second moment than at the first.
    #[must_use]
    pub fn net(&self) -> i64 {
        self.recorded - self.taken_back
    }

    /// What they brought.
    #[must_use]
    pub fn takings(&self) -> Decimal {
        self.paid - self.paid_back
    }
}

/// What happened in between, a row a kind, in the order of [`EventKind::ALL`]; and to how many pets.
///
/// # Errors
/// The database failed, or holds an event of a kind that nobody knows.
pub fn happened(conn: &mut PgConnection, span: &Span) -> Result<(Vec<Happened>, i64), StoreError> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = Text)]
        kind: String,
        #[diesel(sql_type = BigInt)]
        recorded: i64,
        #[diesel(sql_type = BigInt)]
        taken_back: i64,
        #[diesel(sql_type = Numeric)]
        paid: Decimal,
        #[diesel(sql_type = Numeric)]
        paid_back: Decimal,
    }
    #[derive(QueryableByName)]
    struct Pets {
        #[diesel(sql_type = BigInt)]
        n: i64,
    }
    let rows: Vec<Row> = diesel::sql_query(format!(
        "SELECT event_type AS kind,
                count(*) FILTER (WHERE NOT is_back) AS recorded,
                count(*) FILTER (WHERE is_back) AS taken_back,
                coalesce(sum(sale_price) FILTER (WHERE NOT is_back), 0) AS paid,
                coalesce(sum(sale_price) FILTER (WHERE is_back), 0) AS paid_back
         FROM (
             SELECT event_type, false AS is_back, NULL::numeric AS sale_price
             FROM events WHERE {} AND event_type NOT IN ('PetSold', 'EventRetracted')
             UNION ALL
             SELECT event_type, false, sale_price FROM pet_sold_events AS sale WHERE {}
             UNION ALL
             SELECT taken.event_type, true, sale.sale_price
             FROM event_retracted_events AS retraction
             CROSS JOIN LATERAL (SELECT event_type FROM events WHERE id = retraction.retracted_event_id OFFSET 0) AS taken
             LEFT JOIN pet_sold_events AS sale ON sale.id = retraction.retracted_event_id
             WHERE {}
         ) AS what
         GROUP BY event_type",
        span.holds("events"),
        span.holds("sale"),
        span.holds("retraction"),
    ))
    .load(conn)?;
    let pets = format!("SELECT count(*) AS n FROM (SELECT DISTINCT pet_id FROM events WHERE {}) AS pet", span.holds("events"));
    let pets: Pets = diesel::sql_query(pets).get_result(conn)?;
    if let Some(row) = rows.iter().find(|row| EventKind::named(&row.kind).is_none()) {
        return Err(StoreError::Unreadable(format!("events of the type {}", row.kind)));
    }
    let found = |kind: EventKind| {
        let row = rows.iter().find(|row| row.kind == kind.name());
        let none = Happened { kind, recorded: 0, taken_back: 0, paid: Decimal::ZERO, paid_back: Decimal::ZERO };
        row.map_or(none, |row| Happened {
            kind,
            recorded: row.recorded,
            taken_back: row.taken_back,
            paid: row.paid,
            paid_back: row.paid_back,
        })
    };
    Ok((EventKind::ALL.into_iter().filter(|kind| *kind != EventKind::Retracted).map(found).collect(), pets.n))
}

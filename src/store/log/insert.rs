//! Typed inserts of events, one table a kind.

use crate::shop::{Event, Money, Recorded};
use crate::store::ground::schema::*;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Map, Value, json};
use uuid::Uuid;

/// Inserts events in the order given.
///
/// # Errors
/// Where the database refuses one, for its version does not continue its stream.
pub fn insert(conn: &mut PgConnection, events: &[Recorded]) -> QueryResult<()> {
    in_runs(conn, events, By::Insert)
}

/// Inserts many events in the order given, by COPY: the same columns, rules and triggers, a statement a run of one kind.
///
/// # Errors
/// Where the database refuses one, for its version does not continue its stream.
pub fn copy(conn: &mut PgConnection, events: &[Recorded]) -> QueryResult<()> {
    in_runs(conn, events, By::Copy)
}

/// Which statement takes the rows: INSERT has the least to set up, COPY no limit on how many there are.
#[derive(Clone, Copy)]
enum By {
    Insert,
    Copy,
}

fn in_runs(conn: &mut PgConnection, events: &[Recorded], by: By) -> QueryResult<()> {
    for run in events.chunk_by(|a, b| a.event.kind() == b.event.kind()) {
        if let Some(first) = run.first() {
            insert_run(conn, &first.event, run, by)?;
        }
    }
    Ok(())
}

/// Inserts a run of one kind: the columns that all have, and those that the kind adds.
macro_rules! insert_rows {
    ($conn:ident, $run:ident, $by:ident, $table:ident, $kind:ident, |$what:ident| { $($column:ident: $value:expr),+ $(,)? }) => {{
        let rows: Vec<_> = $run
            .iter()
            .filter_map(|recorded| match &recorded.event {
                Event::$kind($what) => Some((
                    $table::id.eq(recorded.id.0),
                    $table::created_at.eq(recorded.created_at),
                    $table::metadata.eq(metadata(recorded)),
                    $table::pet_id.eq(recorded.pet.0),
                    $table::version.eq(recorded.version),
                    $table::occurred_on.eq(recorded.occurred_on),
                    $($table::$column.eq($value),)+
                )),
                _ => None,
            })
            .collect();
        match $by {
            By::Insert => diesel::insert_into($table::table).values(rows).execute($conn),
            By::Copy => diesel::copy_from($table::table).from_insertable(rows).execute($conn),
        }
        .map(drop)
    }};
}

fn insert_run(conn: &mut PgConnection, kind: &Event, run: &[Recorded], by: By) -> QueryResult<()> {
    match kind {
        Event::Arrived(_) => insert_rows!(conn, run, by, pet_arrived_events, Arrived, |arrived| {
            name: arrived.name.as_str(),
            species: arrived.species.as_str(),
            price: amount(arrived.price),
        }),
        Event::Born(_) => insert_rows!(conn, run, by, pet_born_events, Born, |born| {
            name: born.name.as_str(),
            species: born.species.as_str(),
            price: amount(born.price),
            mother_id: born.mother_id.0,
        }),
        Event::Sold(_) => insert_rows!(conn, run, by, pet_sold_events, Sold, |sold| {
            customer_id: sold.customer_id.0,
            sale_price: amount(sold.sale_price),
        }),
        Event::PriceChanged(_) => insert_rows!(conn, run, by, pet_price_change_events, PriceChanged, |change| {
            old_price: amount(change.old_price),
            new_price: amount(change.new_price),
        }),
        Event::Lost(_) => insert_rows!(conn, run, by, pet_lost_events, Lost, |lost| {
            last_seen_location: lost.last_seen_location.as_str(),
        }),
        Event::FoundAgain(_) => insert_rows!(conn, run, by, pet_found_again_events, FoundAgain, |found| {
            found_location: found.found_location.as_str(),
        }),
        Event::Retracted(_) => insert_rows!(conn, run, by, event_retracted_events, Retracted, |retracted| {
            retracted_event_id: retracted.retracted_event_id.0,
            reason: retracted.reason.as_str(),
        }),
    }
}

fn amount(money: Money) -> Decimal {
    money.amount()
}

fn metadata(recorded: &Recorded) -> Value {
    let mut metadata = Map::new();
    if let Some(account) = recorded.recorded_by {
        metadata.insert("recorded_by".into(), json!(account));
    }
    if let Some(request) = &recorded.request_id {
        metadata.insert("request_id".into(), json!(request));
    }
    if let Some(note) = &recorded.note {
        metadata.insert("note".into(), json!(note));
    }
    Value::Object(metadata)
}

/// The id of an event recorded at that moment: a UUIDv7 whose first 60 bits of time reach to the microsecond
/// (RFC 9562, section 6.2, method 3), so that ids of one stream sort as its versions do.
#[must_use]
pub fn event_id(created_at: DateTime<Utc>, random: [u8; 8]) -> Uuid {
    let micros = created_at.timestamp_micros().unsigned_abs();
    let millis = u128::from(micros / 1000) & 0xFFFF_FFFF_FFFF;
    let fraction = u128::from((micros % 1000) * 4096 / 1000);
    let tail = u128::from(u64::from_be_bytes(random)) & 0x3FFF_FFFF_FFFF_FFFF;
    Uuid::from_u128(millis << 80 | 7 << 76 | fraction << 64 | 0b10 << 62 | tail)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn event_ids_are_uuids_of_version_7_and_sort_by_the_microsecond(micros in 0..4_000_000_000_000_000i64, a: [u8; 8], b: [u8; 8]) {
            let moment = DateTime::from_timestamp_micros(micros).unwrap();
            let id = event_id(moment, a);
            prop_assert_eq!(id.get_version_num(), 7);
            prop_assert_eq!(id.get_variant(), uuid::Variant::RFC4122);
            prop_assert!(id < event_id(moment + TimeDelta::microseconds(1), b));
            let (seconds, nanos) = id.get_timestamp().unwrap().to_unix();
            prop_assert_eq!(seconds * 1000 + u64::from(nanos / 1_000_000), u64::try_from(micros / 1000).unwrap());
        }
    }
}

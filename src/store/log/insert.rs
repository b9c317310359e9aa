//! Inserts events, one table a kind.

use std::collections::HashSet;

use crate::shop::{CustomerId, Event, EventId, EventKind, Money, PetId, Recorded};
use crate::store::ground::error::StoreError;
use crate::store::ground::statement::{Rows, row, statements};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::PgConnection;
use diesel::sql_types::{Array, Date, Integer, Jsonb, Nullable, Numeric, Text, Timestamptz, Uuid as SqlUuid};
use serde_json::{Map, Value, json};
use uuid::Uuid;

/// Inserts events in the order given: a statement for each run of one kind.
///
/// # Errors
/// Where the database refuses one, for its version does not continue its stream.
pub fn insert(conn: &mut PgConnection, events: &[Recorded]) -> Result<(), StoreError> {
    for run in events.chunk_by(|a, b| a.event.kind() == b.event.kind()) {
        insert_run(conn, run.iter().map(|event| (event, None)), Vec::new())?;
    }
    Ok(())
}

/// What a form wants in the log.
#[derive(Debug)]
pub(super) struct Wanted {
    /// Events of one kind, at least one.
    pub(super) events: Vec<Recorded>,
    /// What they were decided by, an object as `may_append()` reads it.
    pub(super) ticket: Value,
}

impl Wanted {
    /// The kind of its events.
    pub(super) fn kind(&self) -> Option<EventKind> {
        self.events.first().map(|first| first.event.kind())
    }

    /// The pet of the first of them.
    pub(super) fn pet(&self) -> Option<PetId> {
        self.events.first().map(|first| first.pet)
    }
}

/// Inserts what forms want, all of one kind, by one statement: of each form all or, where what it was decided by is no longer so, nothing. Answers of each
/// whether it is in the log. Where it does not wait, a form is not let in either whose pet, mother or customer another transaction holds just now.
///
/// # Errors
/// The database failed, or refused one of them; then none of them is in the log.
pub(super) fn insert_wanted(conn: &mut PgConnection, wanted: &[Wanted], waits: bool) -> Result<Vec<bool>, StoreError> {
    let events = wanted.iter().zip(1..).flat_map(|(form, place)| form.events.iter().map(move |event| (event, Some(place))));
    let tickets = wanted.iter().map(|form| {
        let mut ticket = form.ticket.clone();
        if let Some(ticket) = ticket.as_object_mut() {
            ticket.insert("waits".into(), waits.into());
        }
        ticket
    });
    let inserted: HashSet<_> = insert_run(conn, events, tickets.collect())?.into_iter().map(|inserted| inserted.id).collect();
    Ok(wanted.iter().map(|form| form.events.iter().any(|event| inserted.contains(&event.id))).collect())
}

row! {
    /// An event that was inserted.
    pub(in crate::store) struct Inserted {
        id: EventId as SqlUuid,
    }
}

/// Ties each kind to its statement: what all events have comes first, what the kind adds is said here.
macro_rules! appends {
    ($($(#[$doc:meta])* $statement:ident = $file:literal, $kind:ident($what:ident) { $($column:ident: $rust:ty as $sql:ty = $value:expr),+ $(,)? };)+) => {
        statements! {$(
            $(#[$doc])*
            $statement = $file, (
                id: Vec<EventId> as Array<SqlUuid>, created_at: Vec<DateTime<Utc>> as Array<Timestamptz>, metadata: Vec<Value> as Array<Jsonb>,
                pet_id: Vec<PetId> as Array<SqlUuid>, version: Vec<i32> as Array<Integer>, occurred_on: Vec<NaiveDate> as Array<Date>,
                $($column: Vec<$rust> as Array<$sql>,)+ ticket: Vec<Option<i32>> as Array<Nullable<Integer>>, tickets: Vec<Value> as Array<Jsonb>
            ) => Inserted;
        )+}

        /// Inserts events of one kind, each with the place of its ticket where it needs one.
        fn insert_run<'a>(
            conn: &mut PgConnection,
            run: impl Iterator<Item = (&'a Recorded, Option<i32>)> + Clone,
            tickets: Vec<Value>,
        ) -> Result<Vec<Inserted>, StoreError> {
            let all = run.clone().map(|(recorded, _)| recorded);
            match all.clone().next().map(|first| &first.event) {
                None => Ok(Vec::new()),
                $(Some(Event::$kind(_)) => {
                    let of_kind = |recorded| match recorded {
                        &Recorded { event: Event::$kind(ref $what), .. } => Some($what),
                        _ => None,
                    };
                    $statement {
                        id: all.clone().map(|recorded| recorded.id).collect(),
                        created_at: all.clone().map(|recorded| recorded.created_at).collect(),
                        metadata: all.clone().map(metadata).collect(),
                        pet_id: all.clone().map(|recorded| recorded.pet).collect(),
                        version: all.clone().map(|recorded| recorded.version).collect(),
                        occurred_on: all.clone().map(|recorded| recorded.occurred_on).collect(),
                        $($column: all.clone().filter_map(of_kind).map(|$what| $value).collect(),)+
                        ticket: run.map(|(_, place)| place).collect(),
                        tickets,
                    }
                    .rows(conn)
                })+
            }
        }
    };
}

appends! {
    /// Appends arrivals.
    AppendArrived = "log/append_arrived.sql", Arrived(arrived) {
        name: String as Text = arrived.name.to_string(),
        species: String as Text = arrived.species.to_string(),
        price: Money as Numeric = arrived.price,
        given_number: Option<i32> as Nullable<Integer> = arrived.given_number,
    };
    /// Appends births.
    AppendBorn = "log/append_born.sql", Born(born) {
        name: String as Text = born.name.to_string(),
        species: String as Text = born.species.to_string(),
        price: Money as Numeric = born.price,
        mother_id: PetId as SqlUuid = born.mother_id,
        given_number: Option<i32> as Nullable<Integer> = born.given_number,
    };
    /// Appends sales.
    AppendSold = "log/append_sold.sql", Sold(sold) {
        customer_id: CustomerId as SqlUuid = sold.customer_id,
        sale_price: Money as Numeric = sold.sale_price,
    };
    /// Appends returns.
    AppendReturned = "log/append_returned.sql", Returned(returned) {
        reason: String as Text = returned.reason.to_string(),
        refund: Money as Numeric = returned.refund,
    };
    /// Appends price changes.
    AppendPriceChanged = "log/append_price_changed.sql", PriceChanged(change) {
        old_price: Money as Numeric = change.old_price,
        new_price: Money as Numeric = change.new_price,
    };
    /// Appends namings.
    AppendNamed = "log/append_named.sql", Named(named) {
        old_name: String as Text = named.old_name.to_string(),
        new_name: String as Text = named.new_name.to_string(),
    };
    /// Appends losses.
    AppendLost = "log/append_lost.sql", Lost(lost) {
        last_seen_location: String as Text = lost.last_seen_location.to_string(),
    };
    /// Appends finds.
    AppendFoundAgain = "log/append_found_again.sql", FoundAgain(found) {
        found_location: String as Text = found.found_location.to_string(),
    };
    /// Appends retractions.
    AppendRetracted = "log/append_retracted.sql", Retracted(retracted) {
        retracted_event_id: EventId as SqlUuid = retracted.retracted_event_id,
        reason: String as Text = retracted.reason.to_string(),
    };
}

fn metadata(recorded: &Recorded) -> Value {
    let mut metadata = Map::new();
    if let Some(account) = recorded.recorded_by {
        metadata.insert("recorded_by".into(), json!(account));
    }
    if let Some(request) = &recorded.request_id {
        metadata.insert("request_id".into(), json!(request));
    }
    if let Some(correlation) = &recorded.correlation_id {
        metadata.insert("correlation_id".into(), json!(correlation));
    }
    if let Some(cause) = recorded.causation_id {
        metadata.insert("causation_id".into(), json!(cause));
    }
    if let Some(trace) = &recorded.traceparent {
        metadata.insert("traceparent".into(), json!(trace));
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

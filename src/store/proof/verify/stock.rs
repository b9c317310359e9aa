//! The checkpoints of the stock, as they stand there.

use crate::integrity::stock::{Checkpoint, Counts, Stock};
use crate::integrity::{Place, Verification, What};
use crate::store::ground::error::StoreError;
use diesel::connection::DefaultLoadingMode;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text};

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    moment: String,
    #[diesel(sql_type = BigInt)]
    events: i64,
    #[diesel(sql_type = Nullable<Text>)]
    species: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    status: Option<String>,
    #[diesel(sql_type = Nullable<BigInt>)]
    pets: Option<i64>,
    #[diesel(sql_type = Nullable<Text>)]
    value: Option<String>,
}

/// All of them, the first one first. One whose moment cannot be read is a fault.
pub(in crate::store) fn read(conn: &mut PgConnection, found: &mut Verification) -> Result<Vec<Checkpoint>, StoreError> {
    let rows = diesel::sql_query(
        "SELECT to_jsonb(kept.moment) #>> '{}' AS moment, kept.events, count.species, count.status, count.pets, count.value::text AS value
         FROM stock_checkpoints AS kept
         LEFT JOIN stock_checkpoint_counts AS count ON count.moment = kept.moment
         ORDER BY kept.moment",
    );
    let mut all: Vec<Checkpoint> = Vec::new();
    for row in rows.load_iter::<Row, DefaultLoadingMode>(conn)? {
        let row = row?;
        let Ok(moment) = row.moment.parse() else {
            found.note(Place::Snapshot, What::WrongStock(row.moment));
            continue;
        };
        if all.last().is_none_or(|last| last.moment != moment) {
            all.push(Checkpoint { moment, events: row.events, counts: Some(Counts::default()) });
        }
        if let Some(kept) = all.last_mut() {
            row.count_in(&mut kept.counts);
        }
    }
    Ok(all)
}

impl Row {
    fn count_in(self, counts: &mut Option<Counts>) {
        let (Some(species), Some(status), Some(pets), Some(value)) = (self.species, self.status, self.pets, self.value) else { return };
        match (value.parse(), counts.as_mut()) {
            (Ok(value), Some(counts)) => drop(counts.insert((species, status), (pets, value))),
            _ => *counts = None,
        }
    }
}

/// Takes note of those that are not what the events make them.
pub(in crate::store) fn compare(kept: &[Checkpoint], stock: &Stock, found: &mut Verification) {
    for wrong in stock.wrong(kept) {
        found.note(Place::Snapshot, What::WrongStock(wrong.moment.to_rfc3339()));
    }
}

//! The moments whose stock is kept, as they stand there.

use crate::integrity::stock::{Counts, KeptMoment, Stock};
use crate::integrity::{FaultKind, Place, Verification};
use crate::store::ground::error::StoreError;
use crate::store::ground::statement::{Rows, row, statements};
use diesel::PgConnection;
use diesel::sql_types::{BigInt, Nullable, Text};

statements! {
    /// The stock as it is kept.
    KeptStock = "proof/kept_stock.sql", () -> KeptRow;
}

row! {
    /// How many pets of a species are where at a moment, and what they cost together.
    pub(in crate::store) struct KeptRow {
        moment: String as Text,
        events: i64 as BigInt,
        species: Option<String> as Nullable<Text>,
        status: Option<String> as Nullable<Text>,
        pets: Option<i64> as Nullable<BigInt>,
        value: Option<String> as Nullable<Text>,
    }
}

/// All of them, the first one first. One whose moment cannot be read is a fault.
pub(in crate::store) fn read(conn: &mut PgConnection, found: &mut Verification) -> Result<Vec<KeptMoment>, StoreError> {
    let mut all: Vec<KeptMoment> = Vec::new();
    for row in (KeptStock {}).rows(conn)? {
        let Ok(moment) = row.moment.parse() else {
            found.note(Place::Stock, FaultKind::WrongStock(row.moment));
            continue;
        };
        if all.last().is_none_or(|last| last.moment != moment) {
            all.push(KeptMoment { moment, events: row.events, counts: Some(Counts::default()) });
        }
        if let Some(kept) = all.last_mut() {
            row.count_in(&mut kept.counts);
        }
    }
    Ok(all)
}

impl KeptRow {
    fn count_in(self, counts: &mut Option<Counts>) {
        let (Some(species), Some(status), Some(pets), Some(value)) = (self.species, self.status, self.pets, self.value) else { return };
        match (value.parse(), counts.as_mut()) {
            (Ok(value), Some(counts)) => drop(counts.insert((species, status), (pets, value))),
            _ => *counts = None,
        }
    }
}

/// Takes note of those that are not what the events make them.
pub(in crate::store) fn compare(kept: &[KeptMoment], stock: &Stock, found: &mut Verification) {
    for wrong in stock.wrong(kept) {
        found.note(Place::Stock, FaultKind::WrongStock(wrong.moment.to_rfc3339()));
    }
}

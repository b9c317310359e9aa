//! An event of the log as it stands in the database, whole.

use crate::integrity::Hash;
use crate::integrity::cloud_event::Logged;
use crate::shop::{EventId, EventKind, PetId, PetNumber};
use crate::store::ground::error::StoreError;
use crate::store::ground::position::Transaction;
use crate::store::ground::sql_types::Xid8;
use crate::store::ground::statement::row;
use chrono::{DateTime, NaiveDate, Utc};
use diesel::sql_types::{Binary, Date, Integer, Jsonb, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use serde_json::Value;

row! {
    /// An event with all that its hash covers, and with a pet's first one its number.
    pub(in crate::store) struct LoggedRow {
        pub(in crate::store) id: EventId as SqlUuid,
        event_type: EventKind as Text,
        pet_id: PetId as SqlUuid,
        version: i32 as Integer,
        occurred_on: NaiveDate as Date,
        created_at: DateTime<Utc> as Timestamptz,
        transaction_id: Transaction as Xid8,
        metadata: Value as Jsonb,
        event_data: Value as Jsonb,
        hash: Hash as Binary,
        number: Option<PetNumber> as Nullable<Text>,
    }
}

impl TryFrom<LoggedRow> for Logged {
    type Error = StoreError;

    fn try_from(row: LoggedRow) -> Result<Self, StoreError> {
        let (Value::Object(metadata), Value::Object(data)) = (row.metadata, row.event_data) else {
            return Err(StoreError::Unreadable(format!("event {}", row.id)));
        };
        Ok(Self {
            metadata,
            data,
            id: row.id,
            kind: row.event_type,
            pet: row.pet_id,
            version: row.version,
            occurred_on: row.occurred_on,
            created_at: row.created_at,
            transaction: row.transaction_id.0,
            hash: row.hash,
            number: row.number,
        })
    }
}

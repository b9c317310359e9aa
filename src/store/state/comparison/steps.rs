//! The events that made the difference.

use crate::shop::{EventId, EventKind};
use crate::store::ground::error::StoreError;
use crate::store::state::comparison::Span;
use chrono::{DateTime, Utc};
use diesel::connection::DefaultLoadingMode;
use diesel::prelude::*;
use diesel::sql_types::{Array, Bool, Text, Timestamptz, Uuid as SqlUuid};
use std::collections::HashMap;
use uuid::Uuid;

/// Something that was recorded in between.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The event.
    pub event: EventId,
    /// What it was.
    pub kind: EventKind,
    /// When it was recorded.
    pub at: DateTime<Utc>,
    /// Whether it had been taken back by the second moment, and so made no difference.
    pub is_taken_back: bool,
}

/// What was recorded about these pets in between.
pub(in crate::store) fn steps(conn: &mut PgConnection, span: &Span, pets: Vec<Uuid>) -> Result<HashMap<Uuid, Vec<Step>>, StoreError> {
    #[derive(QueryableByName)]
    struct Found {
        #[diesel(sql_type = SqlUuid)]
        id: Uuid,
        #[diesel(sql_type = SqlUuid)]
        pet_id: Uuid,
        #[diesel(sql_type = Text)]
        event_type: String,
        #[diesel(sql_type = Timestamptz)]
        created_at: DateTime<Utc>,
        #[diesel(sql_type = Bool)]
        is_taken_back: bool,
    }
    let (from, to) = span.moments();
    let query = format!(
        "SELECT step.*,
                (SELECT created_at FROM event_retracted_events WHERE retracted_event_id = step.id AND created_at <= {to}) IS NOT NULL AS is_taken_back
         FROM unnest($1::uuid[]) AS pet (id)
         CROSS JOIN LATERAL (
             SELECT id, pet_id, event_type, created_at, version FROM events
             WHERE pet_id = pet.id AND created_at > {from} AND created_at <= {to} OFFSET 0
         ) AS step
         ORDER BY step.pet_id, step.version"
    );
    let mut steps: HashMap<Uuid, Vec<Step>> = HashMap::new();
    for found in diesel::sql_query(query).bind::<Array<SqlUuid>, _>(pets).load_iter::<Found, DefaultLoadingMode>(conn)? {
        let Found { id, pet_id, event_type, created_at: at, is_taken_back } = found?;
        let kind = EventKind::named(&event_type).ok_or_else(|| StoreError::Unreadable(format!("event {id}: unknown type {event_type}")))?;
        steps.entry(pet_id).or_default().push(Step { event: EventId(id), kind, at, is_taken_back });
    }
    Ok(steps)
}

//! The stock at a moment that has passed: that of the checkpoint before it, corrected by the pets with events since.
//!
//! So it costs what happened since that checkpoint, however large the shop and however long ago. A refresh adds the checkpoints; what it
//! has not seen may have come late, so that only those before it are believed.

use super::comparison::Span;
use super::error::StoreError;
use super::snapshot::Boundary;
use super::when::When;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Nullable, Timestamptz};

/// The query that finds the stock at a moment, in rows that are to be added up: species, status, how many pets, and what they cost together.
///
/// Make it and run it in one transaction that sees one state of the database: the next refresh may make the checkpoint again.
pub(super) fn stock_at(conn: &mut PgConnection, boundary: &Boundary, at: DateTime<Utc>) -> Result<String, StoreError> {
    let since = Span { from: before(conn, boundary, at)?.unwrap_or(DateTime::UNIX_EPOCH), to: at };
    let (checkpoint, at) = (When::At(since.from).moment(), When::At(at).moment());
    let state = |sign: &str, moment: &str| {
        format!(
            "SELECT state.species, state.status, {sign}1, {sign}state.price
             FROM (SELECT DISTINCT pet_id AS id FROM events WHERE {} OFFSET 0) AS pet
             CROSS JOIN LATERAL (SELECT species, status, price FROM pets_state_at({moment}) WHERE id = pet.id OFFSET 0) AS state",
            since.holds("events")
        )
    };
    Ok(format!(
        "SELECT species, status, pets, value FROM stock_checkpoint_counts WHERE moment = {checkpoint} UNION ALL {} UNION ALL {}",
        state("-", &checkpoint),
        state("", &at)
    ))
}

/// The checkpoint that is nearest to a moment and not after it, if nothing can have changed it: not what the refresh has not seen. (A pet's
/// events are seen in their order. So one whose version is in the snapshot has been seen, whatever a restored shop's transactions say.)
fn before(conn: &mut PgConnection, boundary: &Boundary, at: DateTime<Utc>) -> Result<Option<DateTime<Utc>>, StoreError> {
    #[derive(QueryableByName)]
    struct Found {
        #[diesel(sql_type = Nullable<Timestamptz>)]
        moment: Option<DateTime<Utc>>,
    }
    let query = format!(
        "SELECT max(moment) AS moment
         FROM stock_checkpoints
         WHERE moment <= {}
           AND moment < coalesce((
               SELECT min(event.created_at)
               FROM (SELECT * FROM events WHERE {}) AS event
               LEFT JOIN pets_state_snapshot AS seen ON seen.id = event.pet_id
               WHERE event.version > coalesce(seen.version, 0)
           ), 'infinity')",
        When::At(at).moment(),
        boundary.not_seen()
    );
    Ok(diesel::sql_query(query).get_result::<Found>(conn)?.moment)
}

//! The stock at a moment that has passed: that of the checkpoint before it, corrected by the pets with events since.
//!
//! So it costs what happened since that checkpoint, however large the shop and however long ago. A refresh adds the checkpoints; what it
//! has not seen may have come late, so that only those before it are believed.

use crate::store::ground::error::StoreError;
use crate::store::ground::span::Span;
use crate::store::ground::when::When;
use crate::store::state::snapshot::Boundary;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Nullable, Timestamptz};

/// The query that finds the stock at a moment, in rows that are to be added up: species, status, how many pets, and what they cost together.
///
/// Make it and run it in one transaction that sees one state of the database: the next refresh may make the checkpoint again.
pub(in crate::store) fn stock_at(conn: &mut PgConnection, boundary: &Boundary, at: DateTime<Utc>) -> Result<String, StoreError> {
    let unseen = unseen_from(conn, boundary)?;
    Ok(stock_after(before(conn, unseen, at)?, at))
}

/// The common table expressions `before` and `after`: the stock at both ends, as [`stock_at`] finds it. The second goes on from the first where
/// no checkpoint lies in between.
pub(in crate::store) fn stock_at_both(conn: &mut PgConnection, boundary: &Boundary, span: &Span) -> Result<String, StoreError> {
    let unseen = unseen_from(conn, boundary)?;
    let from = stock_after(before(conn, unseen, span.from)?, span.from);
    let to = match before(conn, unseen, span.to)? {
        Some(checkpoint) if checkpoint > span.from => stock_after(Some(checkpoint), span.to),
        _ => format!("SELECT * FROM before UNION ALL {}", moved(span)),
    };
    Ok(format!("WITH before (species, status, pets, value) AS ({from}), after (species, status, pets, value) AS ({to})"))
}

/// What a checkpoint keeps, and what has moved since; before the first one there was nothing.
fn stock_after(checkpoint: Option<DateTime<Utc>>, at: DateTime<Utc>) -> String {
    let checkpoint = checkpoint.unwrap_or(DateTime::UNIX_EPOCH);
    format!(
        "SELECT species, status, pets, value FROM stock_checkpoint_counts WHERE moment = {} UNION ALL {}",
        When::At(checkpoint).moment(),
        moved(&Span { from: checkpoint, to: at })
    )
}

/// What the pets with events in between take away as they were before, and add as they were after.
fn moved(between: &Span) -> String {
    let (from, to) = between.moments();
    format!(
        "SELECT state.species, state.status, side.sign, side.sign * state.price
         FROM (SELECT DISTINCT pet_id AS id FROM events WHERE {} OFFSET 0) AS pet
         CROSS JOIN (VALUES (-1::bigint, {from}), (1, {to})) AS side (sign, moment)
         CROSS JOIN LATERAL (SELECT species, status, price FROM pets_state_at(side.moment) WHERE id = pet.id OFFSET 0) AS state",
        between.holds("events")
    )
}

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = Nullable<Timestamptz>)]
    moment: Option<DateTime<Utc>>,
}

/// The earliest moment at which something was recorded that the refresh has not seen. (A pet's events are seen in their order. So one whose
/// version is in the snapshot has been seen, whatever a restored shop's transactions say.)
fn unseen_from(conn: &mut PgConnection, boundary: &Boundary) -> Result<Option<DateTime<Utc>>, StoreError> {
    let query = format!(
        "SELECT min(event.created_at) AS moment
         FROM (SELECT * FROM events WHERE {}) AS event
         LEFT JOIN pets_state_snapshot AS seen ON seen.id = event.pet_id
         WHERE event.version > coalesce(seen.version, 0)",
        boundary.position.not_seen()
    );
    Ok(diesel::sql_query(query).get_result::<Found>(conn)?.moment)
}

/// The checkpoint that is nearest to a moment and not after it, among those that nothing unseen can have changed.
fn before(conn: &mut PgConnection, unseen: Option<DateTime<Utc>>, at: DateTime<Utc>) -> Result<Option<DateTime<Utc>>, StoreError> {
    let unseen = unseen.map_or(When::Now, When::At).moment();
    let query =
        format!("SELECT max(moment) AS moment FROM stock_checkpoints WHERE moment <= {} AND moment < {unseen}", When::At(at).moment());
    Ok(diesel::sql_query(query).get_result::<Found>(conn)?.moment)
}

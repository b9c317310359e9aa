//! The shop as it was at a moment that has passed, where that is counted in another way than the shop of now: no snapshot knows it.

use crate::store::ground::error::StoreError;
use crate::store::ground::when::When;
use crate::store::log::events::{EventLine, lines, with_names};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

/// The losses of the pets that were lost at a moment, the latest first, at most `limit` of them.
///
/// # Errors
/// The database failed, or holds an event that cannot be read.
pub fn open_losses(conn: &mut PgConnection, at: DateTime<Utc>, limit: i64) -> Result<Vec<EventLine>, StoreError> {
    let when = When::At(at);
    let page = format!(
        "WITH latest AS MATERIALIZED ({} ORDER BY loss.occurred_on DESC, loss.pet_id DESC LIMIT $1)
         SELECT event.*
         FROM latest
         CROSS JOIN LATERAL (SELECT * FROM unified_events WHERE event_type = 'PetLost' AND id = latest.id) AS event",
        open_losses_of(when)
    );
    lines(diesel::sql_query(with_names(&page, "event.occurred_on DESC, event.pet_id DESC", when)).bind::<BigInt, _>(limit).load(conn)?)
}

/// The losses that nothing had ended: neither a find nor a sale, and no retraction.
fn open_losses_of(when: When) -> String {
    let ended = |table: &str| {
        let counted = when.counted("later");
        format!("EXISTS (SELECT FROM {table} AS later WHERE later.pet_id = loss.pet_id AND later.version > loss.version AND {counted})")
    };
    format!(
        "SELECT loss.id, loss.pet_id FROM pet_lost_events AS loss WHERE {} AND NOT {} AND NOT {}",
        when.counted("loss"),
        ended("pet_found_again_events"),
        ended("pet_sold_events")
    )
}

/// The species that the shop knew at a moment, sorted, each once whatever the case in which it was written.
///
/// Walks from one species to the next by index, and to the first pet of each. (As in `pets_state_at`, the scalar subquery stays a probe of an
/// index, where NOT EXISTS may become a hash of every retraction.)
///
/// # Errors
/// The database failed.
pub fn species(conn: &mut PgConnection, at: DateTime<Utc>) -> Result<Vec<String>, StoreError> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = Text)]
        species: String,
    }
    let when = When::At(at);
    let query = format!(
        "WITH RECURSIVE kind AS (
             (SELECT lower(species) AS name FROM pet_origins ORDER BY lower(species) LIMIT 1)
             UNION ALL
             SELECT next.name
             FROM kind
             CROSS JOIN LATERAL (
                 SELECT lower(species) AS name FROM pet_origins WHERE lower(species) > kind.name ORDER BY lower(species) LIMIT 1
             ) AS next
         )
         SELECT first.species
         FROM kind
         CROSS JOIN LATERAL (
             SELECT pet.species
             FROM pet_origins AS pet
             WHERE lower(pet.species) = kind.name AND {}
               AND (SELECT undone.id FROM event_retracted_events AS undone WHERE undone.retracted_event_id = pet.event_id AND {}) IS NULL
             ORDER BY pet.created_at LIMIT 1
         ) AS first
         ORDER BY kind.name",
        when.recorded("pet"),
        when.recorded("undone")
    );
    Ok(diesel::sql_query(query).load::<Row>(conn)?.into_iter().map(|row| row.species).collect())
}

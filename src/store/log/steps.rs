//! From one moment to the next at which something was recorded: in the shop, about a pet, about what a customer bought.

use crate::shop::{CustomerId, PetId};
use crate::store::ground::error::StoreError;
use crate::store::log::page::first_id_of;
use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Nullable, Timestamptz, Uuid as SqlUuid};
use uuid::Uuid;

/// What has to happen for there to be a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Steps {
    /// Anything.
    Shop,
    /// Something that a pet's story tells: what happened to it, and the births of its young.
    Pet(PetId),
    /// A purchase of a customer, or its being taken back.
    Customer(CustomerId),
}

/// Which way to step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// To what was recorded before.
    Earlier,
    /// To what was recorded after.
    Later,
}

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = Nullable<Timestamptz>)]
    at: Option<DateTime<Utc>>,
}

/// The moment of the last thing recorded before `from`, or of the first after it.
///
/// # Errors
/// The database failed.
pub fn step(conn: &mut PgConnection, steps: Steps, way: Way, from: DateTime<Utc>) -> Result<Option<DateTime<Utc>>, StoreError> {
    let (of, beyond) = match way {
        Way::Earlier => ("max", "<"),
        Way::Later => ("min", ">"),
    };
    let from_sql = format!("'{}'::timestamptz", from.to_rfc3339_opts(SecondsFormat::Micros, true));
    let among = match steps {
        Steps::Shop => return step_of_the_shop(conn, way, from, &format!("created_at {beyond} {from_sql}")),
        Steps::Pet(_) => {
            "SELECT created_at FROM events WHERE pet_id = $1::uuid
             UNION ALL
             SELECT created_at FROM pet_born_events WHERE mother_id = $1::uuid"
        }
        Steps::Customer(_) => {
            "SELECT created_at FROM pet_sold_events WHERE customer_id = $1::uuid
             UNION ALL
             SELECT undone.created_at
             FROM pet_sold_events AS sale
             JOIN event_retracted_events AS undone ON undone.retracted_event_id = sale.id
             WHERE sale.customer_id = $1::uuid"
        }
    };
    let query = format!("SELECT {of}(created_at) AS at FROM ({among}) AS event WHERE created_at {beyond} {from_sql}");
    Ok(diesel::sql_query(query).bind::<SqlUuid, _>(steps.id()).get_result::<Found>(conn)?.at)
}

impl Steps {
    fn id(self) -> Uuid {
        match self {
            Self::Shop => Uuid::nil(),
            Self::Pet(id) => id.0,
            Self::Customer(id) => id.0,
        }
    }
}

/// Finds the neighbour by id, which sorts by the moment, at least to the millisecond; then the nearest in that millisecond.
fn step_of_the_shop(conn: &mut PgConnection, way: Way, from: DateTime<Utc>, is_beyond: &str) -> Result<Option<DateTime<Utc>>, StoreError> {
    let millisecond = TimeDelta::milliseconds(1);
    let (within, direction, nearest) = match way {
        Way::Earlier => (format!("id < '{}'::uuid", first_id_of(from + millisecond)), "DESC", "max"),
        Way::Later => (format!("id >= '{}'::uuid", first_id_of(from)), "ASC", "min"),
    };
    let query = format!("SELECT created_at AS at FROM events WHERE {within} AND {is_beyond} ORDER BY id {direction} LIMIT 1");
    let Some(near) = diesel::sql_query(query).get_result::<Found>(conn).optional()?.and_then(|found| found.at) else { return Ok(None) };
    let query = format!(
        "SELECT {nearest}(created_at) AS at FROM events WHERE id >= '{}'::uuid AND id < '{}'::uuid AND {is_beyond}",
        first_id_of(near),
        first_id_of(near + millisecond)
    );
    Ok(diesel::sql_query(query).get_result::<Found>(conn)?.at.or(Some(near)))
}

/// When the first thing was recorded.
///
/// # Errors
/// The database failed.
pub fn first(conn: &mut PgConnection, steps: Steps) -> Result<Option<DateTime<Utc>>, StoreError> {
    step(conn, steps, Way::Later, DateTime::UNIX_EPOCH)
}

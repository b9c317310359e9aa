//! The snapshot: how old it is, what has moved on since, and how it is refreshed.

use crate::integrity::{SealKey, SignedSeal};
use crate::shop::AccountId;
use crate::store::ground::error::StoreError;
use crate::store::ground::position::Position;
use crate::store::ground::schema::{form_keys, snapshot_refreshes};
use crate::store::ground::when::When;
use crate::store::proof::seals;
use chrono::{DateTime, TimeDelta, Utc};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use uuid::Uuid;

/// The advisory lock of the one refresh that may run, in this process or another: "hello" in ASCII.
const REFRESH_LOCK: i64 = 0x68_65_6c_6c_6f;

/// The latest refresh that went well.
#[derive(Debug, Clone, QueryableByName)]
pub struct Boundary {
    /// When it began.
    #[diesel(sql_type = Timestamptz)]
    pub started_at: DateTime<Utc>,
    /// When it was done.
    #[diesel(sql_type = Timestamptz)]
    pub finished_at: DateTime<Utc>,
    /// Who asked for it; nobody where the shop did it by itself.
    #[diesel(sql_type = Nullable<Text>)]
    pub by: Option<String>,
    /// How many pets it found.
    #[diesel(sql_type = BigInt)]
    pub pets: i64,
    /// How many events it found.
    #[diesel(sql_type = BigInt)]
    pub events: i64,
    /// The transactions that it is sure to have seen.
    #[diesel(sql_type = Text)]
    snapshot: String,
}

impl Boundary {
    /// The condition on `transaction_id` that finds what it may not have seen.
    ///
    /// Read the boundary before the snapshot view: should a refresh end in between, the tail is longer than it need be, and still right.
    #[must_use]
    pub fn not_seen(&self) -> String {
        // Where it cannot be read nothing counts as seen: slow, and right.
        self.snapshot.parse::<Position>().map_or_else(|_| "true".to_owned(), |seen| seen.not_seen())
    }

    /// The query that finds the pets which have moved on since.
    #[must_use]
    pub fn moved(&self) -> String {
        format!("SELECT DISTINCT pet_id AS id FROM events WHERE {}", self.not_seen())
    }

    /// The query that finds the pets which the snapshot does not show as they are, or as they were at a moment: those to whom anything happened
    /// since either, whom the snapshot holds; those who have been taken back whole, whom it does not; and the tail.
    ///
    /// In the order of their ids, by which the log is indexed: neighbours are read together.
    #[must_use]
    pub fn elsewhere(&self, when: When) -> String {
        match when {
            When::Now => self.moved(),
            When::At(_) => format!(
                "SELECT id FROM pets_state_snapshot WHERE created_at <= {moment} AND updated_at > {moment}
                 UNION
                 SELECT origin.pet_id
                 FROM event_retracted_events AS undone
                 JOIN pet_origins AS origin ON origin.event_id = undone.retracted_event_id
                 WHERE origin.created_at <= {moment} AND undone.created_at > {moment}
                 UNION SELECT pet_id FROM events WHERE {}
                 ORDER BY id",
                self.not_seen(),
                moment = when.moment()
            ),
        }
    }

    /// The common table expression `counted`: the snapshot's summary of species and status, corrected by the pets which have moved on since.
    #[must_use]
    pub fn counted(&self) -> String {
        format!(
            "WITH moved AS MATERIALIZED ({}),
             counted AS (
                 SELECT species, status, pets, value FROM pets_count_snapshot
                 UNION ALL
                 SELECT species, status, -1, -price FROM pets_state_snapshot WHERE id = ANY (ARRAY(SELECT id FROM moved))
                 UNION ALL
                 SELECT state.species, state.status, 1, state.price
                 FROM moved CROSS JOIN LATERAL (SELECT species, status, price FROM pets_state WHERE id = moved.id OFFSET 0) AS state
             )",
            self.moved()
        )
    }

    /// How long the refresh took.
    #[must_use]
    pub fn duration(&self) -> TimeDelta {
        self.finished_at - self.started_at
    }
}

/// The boundary between the snapshot and what has happened since.
///
/// # Errors
/// The database failed.
pub fn boundary(conn: &mut PgConnection) -> Result<Boundary, StoreError> {
    Ok(diesel::sql_query(
        "SELECT boundary.started_at, boundary.finished_at, account.name AS by, boundary.pets, boundary.events, boundary.snapshot::text AS snapshot
         FROM snapshot_boundary AS boundary
         LEFT JOIN accounts AS account ON account.id = boundary.requested_by",
    )
    .get_result(conn)?)
}

/// How many events the snapshot does not hold.
///
/// # Errors
/// The database failed.
pub fn tail_length(conn: &mut PgConnection, boundary: &Boundary) -> Result<i64, StoreError> {
    #[derive(QueryableByName)]
    struct Count {
        #[diesel(sql_type = BigInt)]
        n: i64,
    }
    let count: Count = diesel::sql_query(format!("SELECT count(*) AS n FROM events WHERE {}", boundary.not_seen())).get_result(conn)?;
    Ok(count.n)
}

/// A pet that has moved on since the refresh.
#[derive(Debug, Clone, QueryableByName)]
pub struct Moved {
    /// The pet.
    #[diesel(sql_type = SqlUuid)]
    pub id: Uuid,
    /// What it is called.
    #[diesel(sql_type = Text)]
    pub name: String,
    /// What kind of animal it is.
    #[diesel(sql_type = Text)]
    pub species: String,
    /// How many events it has had since.
    #[diesel(sql_type = BigInt)]
    pub events: i64,
    /// When the latest of them was recorded.
    #[diesel(sql_type = Timestamptz)]
    pub latest_at: DateTime<Utc>,
}

/// The pets that have moved on most recently, at most `limit` of them.
///
/// # Errors
/// The database failed.
pub fn moved(conn: &mut PgConnection, boundary: &Boundary, limit: i64) -> Result<Vec<Moved>, StoreError> {
    let query = format!(
        "WITH moved AS MATERIALIZED (
             SELECT pet_id AS id, count(*) AS events, max(created_at) AS latest_at
             FROM events WHERE {} GROUP BY pet_id ORDER BY max(created_at) DESC LIMIT $1
         )
         SELECT moved.id, origin.name, origin.species, moved.events, moved.latest_at
         FROM moved
         CROSS JOIN LATERAL (SELECT name, species FROM pet_origins WHERE pet_id = moved.id OFFSET 0) AS origin
         ORDER BY moved.latest_at DESC",
        boundary.not_seen()
    );
    Ok(diesel::sql_query(query).bind::<BigInt, _>(limit).load(conn)?)
}

/// A refresh as the books of the shop keep it.
#[derive(Debug, Clone, QueryableByName)]
pub struct Refresh {
    /// Refreshes count up.
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    /// When it began.
    #[diesel(sql_type = Timestamptz)]
    pub started_at: DateTime<Utc>,
    /// When it ended, well or not; `None` while it runs, or where its process was killed.
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub finished_at: Option<DateTime<Utc>>,
    /// Who asked for it; nobody where the shop did it by itself.
    #[diesel(sql_type = Nullable<Text>)]
    pub by: Option<String>,
    /// How many pets it found.
    #[diesel(sql_type = Nullable<BigInt>)]
    pub pets: Option<i64>,
    /// How many events it found.
    #[diesel(sql_type = Nullable<BigInt>)]
    pub events: Option<i64>,
    /// Why it failed, where it did.
    #[diesel(sql_type = Nullable<Text>)]
    pub failure: Option<String>,
}

/// The latest refreshes, newest first.
///
/// # Errors
/// The database failed.
pub fn refreshes(conn: &mut PgConnection, limit: i64) -> Result<Vec<Refresh>, StoreError> {
    Ok(diesel::sql_query(
        "SELECT refresh.id, refresh.started_at, refresh.finished_at, account.name AS by, refresh.pets, refresh.events, refresh.failure
         FROM snapshot_refreshes AS refresh
         LEFT JOIN accounts AS account ON account.id = refresh.requested_by
         ORDER BY refresh.id DESC LIMIT $1",
    )
    .bind::<BigInt, _>(limit)
    .load(conn)?)
}

/// Whether a refresh is running, in this process or another: only the lock knows, for a killed process leaves its row unfinished.
///
/// # Errors
/// The database failed.
pub fn is_running(conn: &mut PgConnection) -> Result<bool, StoreError> {
    let held = sql::<Bool>("EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 1 AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND (classid::bigint << 32 | objid::bigint) = ")
        .bind::<BigInt, _>(REFRESH_LOCK)
        .sql(")");
    Ok(diesel::select(held).get_result(conn)?)
}

/// How a wish for a refresh ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refreshed {
    /// The snapshot is new, and sealed.
    Done(Box<SignedSeal>),
    /// Another one was running already.
    AlreadyRunning,
}

/// Refreshes the snapshot, and seals what it saw; readers and recorders go on meanwhile. The refresh is written down before it starts, so
/// that all see it run.
///
/// # Errors
/// The database failed; then the refresh is written down as failed.
pub fn refresh(conn: &mut PgConnection, key: &SealKey, requested_by: Option<AccountId>) -> Result<Refreshed, StoreError> {
    let lock = sql::<Bool>("pg_try_advisory_lock(").bind::<BigInt, _>(REFRESH_LOCK).sql(")");
    if !diesel::select(lock).get_result::<bool>(conn)? {
        return Ok(Refreshed::AlreadyRunning);
    }
    let done = refresh_under_lock(conn, key, requested_by);
    let unlocked = diesel::sql_query("SELECT pg_advisory_unlock($1)").bind::<BigInt, _>(REFRESH_LOCK).execute(conn);
    let seal = done?;
    unlocked?;
    Ok(Refreshed::Done(Box::new(seal)))
}

fn refresh_under_lock(conn: &mut PgConnection, key: &SealKey, requested_by: Option<AccountId>) -> Result<SignedSeal, StoreError> {
    let id: i64 = diesel::insert_into(snapshot_refreshes::table)
        .values(snapshot_refreshes::requested_by.eq(requested_by.map(|account| account.0)))
        .returning(snapshot_refreshes::id)
        .get_result(conn)?;
    // The snapshot and the seal see the same: all that had committed when the transaction looked first.
    let done = conn.build_transaction().repeatable_read().run(|conn| {
        diesel::sql_query("SET LOCAL statement_timeout = 0").execute(conn)?;
        diesel::sql_query("SET LOCAL lock_timeout = '30s'").execute(conn)?;
        diesel::sql_query("SELECT refresh_pets_snapshot($1)").bind::<BigInt, _>(id).execute(conn)?;
        seals::seal(conn, key, id)
    });
    if let Err(error) = &done {
        let failure = (snapshot_refreshes::finished_at.eq(sql("clock_timestamp()")), snapshot_refreshes::failure.eq(error.to_string()));
        diesel::update(snapshot_refreshes::table.find(id)).set(failure).execute(conn)?;
    } else {
        let week_ago = Utc::now() - TimeDelta::weeks(1);
        diesel::delete(form_keys::table.filter(form_keys::used_at.lt(week_ago))).execute(conn)?;
    }
    done
}

/// How many events the tail may have before the shop refreshes by itself, where the configuration does not say.
///
/// It is `max(50, pets / 500)`: a refresh costs about 20 µs a pet, so its share in the cost of an event is bounded, and a list stays
/// within a few milliseconds whatever the size of the shop.
#[must_use]
pub fn limit(pets: i64, configured: Option<i64>) -> i64 {
    configured.unwrap_or_else(|| (pets / 500).max(50))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limit_of_the_tail_grows_with_the_shop() {
        assert_eq!((limit(0, None), limit(120_000, None), limit(120_000, Some(3))), (50, 240, 3));
    }
}

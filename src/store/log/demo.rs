//! What the demonstration shop needs besides events: an empty log, people, and statistics for the planner.

use crate::shop::sale::NewCustomer;
use crate::shop::{AccountId, CustomerId, EventKind, Recorded};
use crate::store::ground::error::StoreError;
use crate::store::ground::schema::customers;
use crate::store::log::insert;
use chrono::{DateTime, Utc};
use diesel::connection::SimpleConnection;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Text, Timestamptz, Uuid as SqlUuid};

/// The advisory lock of the one demonstration that may be filling the shop: "demo" in ASCII.
const DEMO_LOCK: i64 = 0x64_65_6d_6f;

/// Somebody who works in the invented shop.
#[derive(Debug, Clone)]
pub struct Colleague {
    /// Who recorded what.
    pub id: AccountId,
    /// What history shows.
    pub name: String,
    /// Since when.
    pub since: DateTime<Utc>,
}

/// Somebody who bought a pet in the invented shop.
#[derive(Debug, Clone)]
pub struct Customer {
    /// What a sale carries.
    pub id: CustomerId,
    /// Name and contacts.
    pub who: NewCustomer,
    /// The moment of the first purchase.
    pub since: DateTime<Utc>,
}

/// Does the work whole or not at all, in a transaction that may take minutes. The work is told whether the log is empty; where another one
/// is filling it, that is waited for first.
///
/// # Errors
/// The work's own, or the database failed.
pub fn fill<T, E: From<StoreError>>(conn: &mut PgConnection, work: impl FnOnce(&mut PgConnection, bool) -> Result<T, E>) -> Result<T, E> {
    conn.transaction(|conn| {
        let is_empty = begin(conn)?;
        work(conn, is_empty).map_err(Undone)
    })
    .map_err(|Undone(error)| error)
}

/// The error of a transaction that is rolled back, whoever's it is.
struct Undone<E>(E);

impl<E: From<StoreError>> From<diesel::result::Error> for Undone<E> {
    fn from(error: diesel::result::Error) -> Self {
        Self(StoreError::from(error).into())
    }
}

fn begin(conn: &mut PgConnection) -> QueryResult<bool> {
    conn.batch_execute("SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0")?;
    diesel::sql_query("SELECT pg_advisory_xact_lock($1)").bind::<BigInt, _>(DEMO_LOCK).execute(conn)?;
    diesel::select(sql::<Bool>("NOT EXISTS (SELECT FROM events)")).get_result(conn)
}

/// Keeps a colleague, without a password and so unable to sign in; answers whether the name was still free.
///
/// # Errors
/// The database failed.
pub fn keep_colleague(conn: &mut PgConnection, colleague: &Colleague, name: &str) -> Result<bool, StoreError> {
    let kept = diesel::sql_query(
        "INSERT INTO accounts (id, name, role, password_hash, created_at) VALUES ($1, $2, 'staff', NULL, $3) ON CONFLICT DO NOTHING",
    )
    .bind::<SqlUuid, _>(colleague.id.0)
    .bind::<Text, _>(name)
    .bind::<Timestamptz, _>(colleague.since)
    .execute(conn)?;
    Ok(kept == 1)
}

/// Records customers, and after them the events that name them, in the order given.
///
/// # Errors
/// The database failed, or refuses an event.
pub fn record(conn: &mut PgConnection, customers: &[Customer], events: &[Recorded]) -> Result<(), StoreError> {
    keep_customers(conn, customers)?;
    Ok(insert::copy(conn, events)?)
}

fn keep_customers(conn: &mut PgConnection, people: &[Customer]) -> QueryResult<()> {
    let row = |customer: &Customer| {
        (
            customers::id.eq(customer.id.0),
            customers::name.eq(Some(customer.who.name.as_str().to_owned())),
            customers::email.eq(customer.who.email.clone()),
            customers::phone.eq(customer.who.phone.clone()),
            customers::created_at.eq(customer.since),
        )
    };
    let rows: Vec<_> = people.iter().map(row).collect();
    diesel::copy_from(customers::table).from_insertable(rows).execute(conn).map(drop)
}

/// Tells the planner what is there now, and clears away the versions of streams that came and went while they grew. That takes the owner of
/// the tables; where it is the shop itself, Postgres clears away by and by.
///
/// # Errors
/// The database failed.
pub fn settle(conn: &mut PgConnection) -> Result<(), StoreError> {
    // VACUUM runs in no transaction, so that its time limit is lifted, and put back, for the connection.
    let limit: String = diesel::select(sql::<Text>("current_setting('statement_timeout')")).get_result(conn)?;
    conn.batch_execute("SET statement_timeout = 0")?;
    let done = conn.batch_execute("SELECT take_stock()").and_then(|()| vacuum(conn));
    diesel::sql_query("SELECT set_config('statement_timeout', $1, false)").bind::<Text, _>(limit).execute(conn)?;
    Ok(done?)
}

fn vacuum(conn: &mut PgConnection) -> QueryResult<()> {
    let is_owner = sql::<Bool>("pg_has_role((SELECT relowner FROM pg_class WHERE oid = 'pet_streams'::regclass), 'USAGE')");
    if !diesel::select(is_owner).get_result::<bool>(conn)? {
        return Ok(());
    }
    let tables: Vec<_> = EventKind::ALL.iter().map(|kind| kind.table()).collect();
    conn.batch_execute(&format!("VACUUM pet_streams, customers, {}", tables.join(", ")))
}

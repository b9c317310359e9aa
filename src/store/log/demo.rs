//! What the demonstration shop needs besides events: an empty log, people, and statistics for the planner.

use crate::shop::sale::NewCustomer;
use crate::shop::{AccountId, CustomerId, EventKind, Look, Recorded};
use crate::store::ground::error::{StoreError, Undone};
use crate::store::ground::locks::WaitForLock;
use crate::store::ground::rows::Answer;
use crate::store::ground::statement::{Deed, Rows, row, statements};
use crate::store::log::follow::tell_all;
use crate::store::log::insert;
use crate::store::state::projection;
use chrono::{DateTime, Utc};
use diesel::connection::SimpleConnection;
use diesel::sql_types::{Array, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel::{Connection, PgConnection};

statements! {
    /// Whether nothing has been recorded.
    LogIsEmpty = "log/log_is_empty.sql", () -> Answer;
    /// Adds somebody who cannot sign in.
    AddColleague = "people/add_colleague.sql",
        (id: AccountId as SqlUuid, name: String as Text, since: DateTime<Utc> as Timestamptz, look: String as Text, look_small: String as Text);
    /// Adds customers.
    AddCustomers = "people/add_customers.sql", (
        ids: Vec<CustomerId> as Array<SqlUuid>, names: Vec<String> as Array<Text>, emails: Vec<Option<String>> as Array<Nullable<Text>>,
        phones: Vec<Option<String>> as Array<Nullable<Text>>, since: Vec<DateTime<Utc>> as Array<Timestamptz>
    );
    /// Whether who asks may do what the owner of the log may.
    OwnsStreams = "log/owns_streams.sql", () -> Answer;
    /// How long a statement may take.
    StatementTimeout = "ground/statement_timeout.sql", () -> Setting;
    /// Says how long a statement may take.
    SetStatementTimeout = "ground/set_statement_timeout.sql", (value: String as Text);
}

row! {
    /// A setting.
    pub(in crate::store) struct Setting {
        value: String as Text,
    }
}

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
        let is_empty = begin(conn).map_err(|error| Undone(error.into()))?;
        work(conn, is_empty).map_err(Undone)
    })
    .map_err(|Undone(error)| error)
}

fn begin(conn: &mut PgConnection) -> Result<bool, StoreError> {
    conn.batch_execute("SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0")?;
    WaitForLock { lock: DEMO_LOCK }.run(conn)?;
    Ok(LogIsEmpty {}.one(conn)?.yes)
}

/// Keeps a colleague, without a password and so unable to sign in; answers whether the name was still free.
///
/// # Errors
/// The database failed.
pub fn keep_colleague(conn: &mut PgConnection, colleague: &Colleague, name: &str) -> Result<bool, StoreError> {
    let Look { as_written: look, in_small: look_small } = Look::of(name);
    Ok(AddColleague { id: colleague.id, name: name.to_owned(), since: colleague.since, look, look_small }.run(conn)? == 1)
}

/// Records customers, and after them the events that name them, in the order given.
///
/// # Errors
/// The database failed, or refuses an event.
pub fn record(conn: &mut PgConnection, customers: &[Customer], events: &[Recorded]) -> Result<(), StoreError> {
    keep_customers(conn, customers)?;
    insert::insert(conn, events)
}

fn keep_customers(conn: &mut PgConnection, customers: &[Customer]) -> Result<(), StoreError> {
    let all = customers.iter();
    AddCustomers {
        ids: all.clone().map(|customer| customer.id).collect(),
        names: all.clone().map(|customer| customer.who.name.to_string()).collect(),
        emails: all.clone().map(|customer| customer.who.email.clone()).collect(),
        phones: all.clone().map(|customer| customer.who.phone.clone()).collect(),
        since: all.map(|customer| customer.since).collect(),
    }
    .run(conn)?;
    Ok(())
}

/// Lets the projections follow, tells the planner, and who follows the log, what is there now, and clears away the versions of streams that came and went while they grew. That takes the owner of
/// the tables; where it is the shop itself, Postgres clears away by and by.
///
/// # Errors
/// The database failed.
pub fn settle(conn: &mut PgConnection) -> Result<(), StoreError> {
    // VACUUM runs in no transaction, so that its time limit is lifted, and put back, for the connection.
    let limit = StatementTimeout {}.one(conn)?.value;
    SetStatementTimeout { value: "0".to_owned() }.run(conn)?;
    let done = projection::follow(conn)
        .and_then(|_| Ok(conn.batch_execute("SELECT analyze_log()")?))
        .and_then(|()| vacuum(conn))
        .and_then(|()| tell_all(conn));
    SetStatementTimeout { value: limit }.run(conn)?;
    done
}

fn vacuum(conn: &mut PgConnection) -> Result<(), StoreError> {
    if !(OwnsStreams {}).one(conn)?.yes {
        return Ok(());
    }
    let tables: Vec<_> = EventKind::ALL.iter().map(|kind| kind.table()).collect();
    Ok(conn.batch_execute(
        &["VACUUM pet_streams, customers, pets_state_projection, stock_projection, trade_by_day_projection, ", &tables.join(", ")].concat(),
    )?)
}

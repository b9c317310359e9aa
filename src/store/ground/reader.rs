//! Who may do what by a connection. The database itself reads and writes; by a [`Reader`] one only reads, so that a server which only follows can answer as
//! well. Which statements these are, `statements!` says of each.

use diesel::PgConnection;
use diesel::connection::{AnsiTransactionManager, Connection, SimpleConnection, TransactionManager};

use super::error::StoreError;

/// A connection by which one only reads: to the database, or to a server that follows it.
///
/// ```no_run
/// # use hello::store::{Reader, StoreError, people::accounts};
/// fn a_page(conn: &mut Reader<'_>) -> Result<usize, StoreError> {
///     Ok(accounts::all(conn)?.len())
/// }
/// ```
///
/// What would write does not compile:
///
/// ```compile_fail,E0308
/// # use hello::store::{Reader, StoreError, people::accounts, people::accounts::NewAccount};
/// fn a_page(conn: &mut Reader<'_>, new: &NewAccount) -> Result<(), StoreError> {
///     accounts::add(conn, new)
/// }
/// ```
#[expect(missing_debug_implementations, reason = "it is a connection, and that has none")]
pub struct Reader<'a>(pub(in crate::store::ground) &'a mut PgConnection);

/// What a statement does that any server can answer which follows the database: it reads.
#[derive(Debug, Clone, Copy)]
pub enum Reading {}

/// What a statement does that the database alone can answer: it writes, holds something, or asks which transactions run, for a server that
/// follows takes those for over.
#[derive(Debug, Clone, Copy)]
pub enum Writing {}

/// What only the ground has: with it one gets at the connection itself.
#[derive(Debug)]
pub struct Ground(pub(in crate::store::ground) ());

/// A connection by which statements are run that do this.
pub trait Runs<Does> {
    /// The connection itself.
    #[doc(hidden)]
    fn lent(&mut self, to: Ground) -> &mut PgConnection;
}

impl<Does> Runs<Does> for PgConnection {
    fn lent(&mut self, _: Ground) -> &mut PgConnection {
        self
    }
}

impl Runs<Reading> for Reader<'_> {
    fn lent(&mut self, _: Ground) -> &mut PgConnection {
        self.0
    }
}

/// A connection by which one reads, whatever else one may.
pub trait Reads: Runs<Reading> {}

impl<C: Runs<Reading>> Reads for C {}

/// Reads from one state of the database, so that what is read belongs together whatever is recorded meanwhile; with these settings.
pub(in crate::store) fn at_one_state<T>(
    conn: &mut impl Reads,
    settings: &str,
    work: impl FnOnce(&mut Reader<'_>) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let conn = conn.lent(Ground(()));
    let work = |conn: &mut PgConnection| {
        conn.batch_execute(settings)?;
        work(&mut Reader(conn))
    };
    // A transaction that is open here sees one state already.
    if is_open(conn) { conn.transaction(work) } else { conn.build_transaction().repeatable_read().read_only().run(work) }
}

/// Reads with statements that are planned anew, each for its values: for those that are worse by one plan for all values, which say beside them what was
/// measured.
pub(in crate::store) fn planned_anew<T>(
    conn: &mut impl Reads,
    work: impl FnOnce(&mut Reader<'_>) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let conn = conn.lent(Ground(()));
    let goes_on = is_open(conn);
    conn.transaction(|conn| {
        conn.batch_execute("SET LOCAL plan_cache_mode = force_custom_plan")?;
        let done = work(&mut Reader(conn))?;
        if goes_on {
            conn.batch_execute("SET LOCAL plan_cache_mode = force_generic_plan")?;
        }
        Ok(done)
    })
}

/// Whether a transaction is open on a connection.
pub(in crate::store) fn is_open(conn: &mut PgConnection) -> bool {
    AnsiTransactionManager::transaction_manager_status_mut(conn).transaction_depth().is_ok_and(|depth| depth.is_some())
}

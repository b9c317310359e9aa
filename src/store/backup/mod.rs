//! Backups: which were taken, and how one takes the place of a database in which nothing has happened.

use crate::store::ground::address;
use crate::store::ground::error::StoreError;
use crate::store::ground::objects;
use crate::store::ground::reader::Reads;
use crate::store::ground::rows::{Answer, MaybeMoment, Number};
use crate::store::ground::statement::{Deed, Rows, row, statements};
use crate::store::log::demo::LogIsEmpty;
use chrono::{DateTime, TimeDelta, Utc};
use diesel::connection::SimpleConnection;
use diesel::sql_types::{BigInt, Bool, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel::{Connection, PgConnection};
use uuid::Uuid;

statements! {
    /// The major version of the server.
    ServerMajor = "backup/server.sql", () -> Number;
    /// Keeps that a backup was taken.
    KeepBackup = "backup/keep.sql", (
        id: Uuid as SqlUuid, taken_at: DateTime<Utc> as Timestamptz, file: String as Text, bytes: i64 as BigInt, events: Option<i64> as Nullable<BigInt>,
        is_encrypted: bool as Bool, checked_at: Option<DateTime<Utc>> as Nullable<Timestamptz>
    );
    /// The latest backup.
    LatestBackup = "backup/latest.sql", () -> Backup;
    /// Whether there is a log at all.
    HasLog = "backup/has_log.sql", () -> Answer;
    /// Until when the books go.
    GoUntil = "backup/go_until.sql", () -> MaybeMoment;
}

row! {
    /// A backup that was taken.
    pub struct Backup {
        /// Its identity.
        pub id: Uuid as SqlUuid,
        /// The moment whose books it has.
        pub taken_at: DateTime<Utc> as Timestamptz,
        /// Where it was written.
        pub file: String as Text,
        /// How long the file is.
        pub bytes: i64 as BigInt,
        /// How many events it has, where somebody has looked.
        pub events: Option<i64> as Nullable<BigInt>,
        /// Whether a passphrase encrypts it.
        pub is_encrypted: bool as Bool,
        /// When it had been restored elsewhere and verified, if it was.
        pub checked_at: Option<DateTime<Utc>> as Nullable<Timestamptz>,
    }
}

impl Backup {
    /// Whether it is not too long ago: a shop should have one a week at least.
    #[must_use]
    pub fn is_recent(&self, now: DateTime<Utc>) -> bool {
        now - self.taken_at <= TimeDelta::weeks(1)
    }
}

/// Makes the order of words in an empty database, as its Postgres has it.
///
/// # Errors
/// The database failed.
pub fn make_order(conn: &mut PgConnection) -> Result<(), StoreError> {
    Ok(conn.batch_execute(objects::ORDER)?)
}

/// The major version of the server.
///
/// # Errors
/// The database failed.
pub fn server_major(conn: &mut PgConnection) -> Result<u32, StoreError> {
    Ok(u32::try_from(ServerMajor {}.one(conn)?.n).unwrap_or_default())
}

/// Keeps that a backup was taken.
///
/// # Errors
/// The database failed, or this is nobody who may.
pub fn keep(conn: &mut PgConnection, backup: Backup) -> Result<(), StoreError> {
    let Backup { id, taken_at, file, bytes, events, is_encrypted, checked_at } = backup;
    KeepBackup { id, taken_at, file, bytes, events, is_encrypted, checked_at }.run(conn)?;
    Ok(())
}

/// The latest backup.
///
/// # Errors
/// The database failed.
pub fn latest(conn: &mut impl Reads) -> Result<Option<Backup>, StoreError> {
    LatestBackup {}.first(conn)
}

/// Whether this is a shop in which something has happened.
///
/// # Errors
/// The database failed.
pub fn holds_books(conn: &mut PgConnection) -> Result<bool, StoreError> {
    Ok(HasLog {}.one(conn)?.yes && !LogIsEmpty {}.one(conn)?.yes)
}

/// Until when the books go, where there are any.
///
/// # Errors
/// The database failed.
pub fn go_until(conn: &mut PgConnection) -> Result<Option<DateTime<Utc>>, StoreError> {
    Ok(GoUntil {}.one(conn)?.at)
}

/// Another database of the same server.
#[must_use]
pub fn beside(url: &str, database: &str) -> String {
    address::another(url, database)
}

/// The name of the database at an address.
#[must_use]
pub fn name_of(url: &str) -> Option<String> {
    address::name(url)
}

/// Gives one database the name and the place of the one at `url`, which goes; answers whether it did, for it does not where anything has happened there.
///
/// # Errors
/// Somebody is in one of them, or this is nobody who may.
pub fn take_the_place(url: &str, of: &str, restored: &str) -> Result<bool, StoreError> {
    if holds_books(&mut connect(url)?)? {
        return Ok(false);
    }
    let mut conn = maintenance(url)?;
    conn.batch_execute(&format!("DROP DATABASE IF EXISTS {}", quoted(of)))?;
    conn.batch_execute(&format!("ALTER DATABASE {} RENAME TO {}", quoted(restored), quoted(of)))?;
    Ok(true)
}

/// Drops a database that has not become what it should.
///
/// # Errors
/// The database failed.
pub fn drop(url: &str, database: &str) -> Result<(), StoreError> {
    Ok(maintenance(url)?.batch_execute(&format!("DROP DATABASE IF EXISTS {}", quoted(database)))?)
}

fn maintenance(url: &str) -> Result<PgConnection, StoreError> {
    connect(&address::maintenance(url))
}

fn connect(url: &str) -> Result<PgConnection, StoreError> {
    PgConnection::establish(url).map_err(|error| StoreError::Unavailable(error.to_string()))
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

//! Files that were uploaded: how they are read, what they would bring, and how far they are.

use crate::integrity::Hash;
use crate::shop::AccountId;
use crate::shop::stock::findings::Findings;
use crate::shop::stock::reading::Reading;
use crate::store::ground::error::StoreError;
use crate::store::ground::reader::Reads;
use crate::store::ground::statement::{Deed, Rows, row, statements};
use crate::store::stock::intake::Taken;
use chrono::{DateTime, TimeDelta, Utc};
use diesel::PgConnection;
use diesel::sql_types::{BigInt, Binary, Bool, Integer, Jsonb, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use uuid::Uuid;

statements! {
    /// A file begins to come.
    BeginFile = "stock/begin.sql", (
        id: Uuid as SqlUuid, account: AccountId as SqlUuid, name: String as Text, now: DateTime<Utc> as Timestamptz
    );
    /// A file is there, whole.
    FileArrived = "stock/arrived.sql", (id: Uuid as SqlUuid, bytes: i64 as BigInt, hash: Hash as Binary, reading: Value as Jsonb);
    /// Drops a file that has brought nothing.
    DropFile = "stock/drop.sql", (id: Uuid as SqlUuid);
    /// Drops files that nobody came back for.
    DropOldFiles = "stock/drop_old.sql", (until: DateTime<Utc> as Timestamptz);
    /// A file.
    OneFile = "stock/file.sql", (id: Uuid as SqlUuid) -> FileRow;
    /// The latest files.
    LatestFiles = "stock/files.sql", (most: i64 as BigInt) -> FileRow;
    /// The same file, brought in before.
    SameFile = "stock/same.sql", (hash: Hash as Binary) -> Same;
    /// Drops the bytes of files that were brought in.
    DropParts = "stock/drop_parts.sql", (until: DateTime<Utc> as Timestamptz);
    /// A file of the same bytes that is not brought in yet.
    WaitingFile = "stock/waiting.sql", (hash: Hash as Binary, account: AccountId as SqlUuid) -> WaitingRow;
    /// Keeps that a file was brought in at the command line.
    KeepDone = "stock/keep_done.sql", (id: Uuid as SqlUuid, name: String as Text, bytes: i64 as BigInt, hash: Hash as Binary, pets: i32 as Integer);
}

row! {
    /// A file that waits.
    pub(in crate::store) struct WaitingRow {
        id: Uuid as SqlUuid,
    }
}

row! {
    /// A file as it stands in its row.
    pub(in crate::store) struct FileRow {
        id: Uuid as SqlUuid,
        by: Option<String> as Nullable<Text>,
        name: String as Text,
        created_at: DateTime<Utc> as Timestamptz,
        bytes: i64 as BigInt,
        hash: Option<Hash> as Nullable<Binary>,
        reading: Option<Value> as Nullable<Jsonb>,
        findings: Option<Value> as Nullable<Jsonb>,
        state: String as Text,
        rows_read: i32 as Integer,
        is_still: bool as Bool,
        failure: Option<String> as Nullable<Text>,
        pets: Option<i32> as Nullable<Integer>,
        ended_at: Option<DateTime<Utc>> as Nullable<Timestamptz>,
        is_kept: bool as Bool,
    }
}

row! {
    /// A file that was brought in.
    pub struct Same {
        /// Its identity.
        pub id: Uuid as SqlUuid,
        /// Who brought it; nobody for the command line.
        pub by: Option<String> as Nullable<Text>,
        /// What it was called.
        pub name: String as Text,
        /// How many pets it has brought.
        pub pets: Option<i32> as Nullable<Integer>,
        /// When.
        pub ended_at: Option<DateTime<Utc>> as Nullable<Timestamptz>,
    }
}

/// How far a file is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stage {
    /// It is looked through; so many rows were read.
    Checking(i32),
    /// It was looked through, or shall be.
    Checked,
    /// What it brings is being recorded; so many rows were read.
    Recording(i32),
    /// It has brought so many pets.
    Done {
        /// How many.
        pets: i32,
        /// When they were there.
        at: DateTime<Utc>,
    },
}

/// A file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StockFile {
    /// Its identity.
    pub id: Uuid,
    /// Who brought it; nobody for the command line.
    pub by: Option<String>,
    /// What it is called.
    pub name: String,
    /// When it came.
    pub created_at: DateTime<Utc>,
    /// How long it is.
    pub bytes: i64,
    /// sha256 of its bytes.
    pub hash: Option<Hash>,
    /// How it is read; nothing for the command line.
    pub reading: Option<Reading>,
    /// What it would bring, once somebody has looked.
    pub findings: Option<Findings>,
    /// How far it is.
    pub stage: Stage,
    /// Whether whoever works on it has not gone on for a while.
    pub is_still: bool,
    /// Why the latest attempt ended in vain.
    pub failure: Option<String>,
    /// Whether its bytes are still kept.
    pub is_kept: bool,
}

impl TryFrom<FileRow> for StockFile {
    type Error = StoreError;

    fn try_from(row: FileRow) -> Result<Self, StoreError> {
        let FileRow { id, by, name, created_at, bytes, hash, is_still, failure, is_kept, .. } = row;
        let stage = match (row.state.as_str(), row.pets, row.ended_at) {
            ("checking", ..) => Stage::Checking(row.rows_read),
            ("recording", ..) => Stage::Recording(row.rows_read),
            ("done", Some(pets), Some(at)) => Stage::Done { pets, at },
            _ => Stage::Checked,
        };
        Ok(Self {
            id,
            by,
            name,
            created_at,
            bytes,
            hash,
            reading: read(row.reading)?,
            findings: read(row.findings)?,
            stage,
            is_still,
            failure,
            is_kept,
        })
    }
}

fn read<T: DeserializeOwned>(kept: Option<Value>) -> Result<Option<T>, StoreError> {
    kept.map(serde_json::from_value).transpose().map_err(|error| StoreError::Unreadable(format!("a file of a stock: {error}")))
}

pub(super) fn written(value: &impl Serialize) -> Result<Value, StoreError> {
    serde_json::to_value(value).map_err(|error| StoreError::Unreadable(error.to_string()))
}

/// How long a file waits for somebody to go on with it, and its bytes for somebody who wants to mend its faults.
const LIFETIME: TimeDelta = TimeDelta::days(7);

/// Drops what nobody came back for, and the bytes of what was brought in.
///
/// # Errors
/// The database failed.
pub fn drop_old(conn: &mut PgConnection, now: DateTime<Utc>) -> Result<(), StoreError> {
    DropOldFiles { until: now - LIFETIME }.run(conn)?;
    DropParts { until: now - LIFETIME }.run(conn)?;
    Ok(())
}

/// A file begins to come.
///
/// # Errors
/// The database failed.
pub fn begin(conn: &mut PgConnection, id: Uuid, account: AccountId, name: &str, now: DateTime<Utc>) -> Result<(), StoreError> {
    BeginFile { id, account, name: name.to_owned(), now }.run(conn)?;
    Ok(())
}

/// A file is there, whole; answers which one to go on with: where the same person has brought the same one before, and it is not brought in yet, that one.
///
/// # Errors
/// The database failed.
pub fn arrived(conn: &mut PgConnection, id: Uuid, account: AccountId, taken: Taken, reading: &Reading) -> Result<Uuid, StoreError> {
    if let Some(waiting) = (WaitingFile { hash: taken.hash, account }).first(conn)? {
        drop(conn, id)?;
        return Ok(waiting.id);
    }
    FileArrived { id, bytes: i64::try_from(taken.bytes).unwrap_or(i64::MAX), hash: taken.hash, reading: written(reading)? }.run(conn)?;
    Ok(id)
}

/// Drops a file that has brought nothing.
///
/// # Errors
/// The database failed.
pub fn drop(conn: &mut PgConnection, id: Uuid) -> Result<(), StoreError> {
    DropFile { id }.run(conn)?;
    Ok(())
}

/// A file, where it has arrived.
///
/// # Errors
/// The database failed.
pub fn one(conn: &mut impl Reads, id: Uuid) -> Result<Option<StockFile>, StoreError> {
    OneFile { id }.first(conn)?.map(StockFile::try_from).transpose()
}

/// The latest files, newest first.
///
/// # Errors
/// The database failed.
pub fn latest(conn: &mut impl Reads, most: i64) -> Result<Vec<StockFile>, StoreError> {
    LatestFiles { most }.rows(conn)?.into_iter().map(StockFile::try_from).collect()
}

/// The same file, where it was brought in before.
///
/// # Errors
/// The database failed.
pub fn same(conn: &mut impl Reads, hash: Hash) -> Result<Option<Same>, StoreError> {
    SameFile { hash }.first(conn)
}

/// Keeps that a file was brought in at the command line.
///
/// # Errors
/// The database failed.
pub fn keep_done(conn: &mut PgConnection, id: Uuid, name: &str, taken: Taken, pets: u32) -> Result<(), StoreError> {
    let (bytes, pets) = (i64::try_from(taken.bytes).unwrap_or(i64::MAX), i32::try_from(pets).unwrap_or(i32::MAX));
    KeepDone { id, name: name.to_owned(), bytes, hash: taken.hash, pets }.run(conn)?;
    Ok(())
}

//! Files that were uploaded: their bytes until they are brought in, how they are read, and how far whoever works on them has come.

use crate::integrity::Hash;
use crate::shop::AccountId;
use crate::shop::stock::findings::Findings;
use crate::shop::stock::reading::Reading;
use crate::store::ground::error::StoreError;
use crate::store::ground::pool::Store;
use crate::store::ground::statement::{Deed, Rows, row, statements};
use crate::store::stock::intake::Taken;
use crate::store::travel::import::Rewound;
use chrono::{DateTime, TimeDelta, Utc};
use diesel::PgConnection;
use diesel::sql_types::{BigInt, Binary, Bool, Integer, Jsonb, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::io::{self, BufRead, BufReader, Read};
use uuid::Uuid;

statements! {
    /// A file begins to come.
    BeginFile = "stock/begin.sql", (
        id: Uuid as SqlUuid, account: AccountId as SqlUuid, name: String as Text, now: DateTime<Utc> as Timestamptz
    );
    /// Keeps the next bytes of a file.
    AddPart = "stock/add_part.sql", (file: Uuid as SqlUuid, place: i32 as Integer, part: Vec<u8> as Binary);
    /// Bytes of a file.
    OnePart = "stock/part.sql", (file: Uuid as SqlUuid, place: i32 as Integer) -> PartRow;
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
    /// A file is looked through.
    CheckFile = "stock/check.sql", (id: Uuid as SqlUuid, run: Uuid as SqlUuid, reading: Value as Jsonb);
    /// A file was looked through.
    FileFound = "stock/found.sql", (id: Uuid as SqlUuid, run: Uuid as SqlUuid, findings: Value as Jsonb);
    /// What a file brings is recorded.
    RecordFile = "stock/record.sql", (id: Uuid as SqlUuid, run: Uuid as SqlUuid);
    /// An attempt goes on.
    MoveOn = "stock/move_on.sql", (id: Uuid as SqlUuid, run: Uuid as SqlUuid, rows_read: i32 as Integer);
    /// An attempt has ended in vain.
    FailFile = "stock/fail.sql", (id: Uuid as SqlUuid, run: Uuid as SqlUuid, failure: String as Text);
    /// A file is brought in.
    EndFile = "stock/end.sql", (id: Uuid as SqlUuid, run: Uuid as SqlUuid, pets: i32 as Integer);
    /// Drops the bytes of files that were brought in.
    DropParts = "stock/drop_parts.sql", (until: DateTime<Utc> as Timestamptz);
    /// A file of the same bytes that is not brought in yet.
    WaitingFile = "stock/waiting.sql", (hash: Hash as Binary, account: AccountId as SqlUuid) -> WaitingRow;
    /// Keeps that a file was brought in at the command line.
    KeepDone = "stock/keep_done.sql", (id: Uuid as SqlUuid, name: String as Text, bytes: i64 as BigInt, hash: Hash as Binary, pets: i32 as Integer);
}

row! {
    /// Bytes of a file.
    pub(in crate::store) struct PartRow {
        part: Vec<u8> as Binary,
    }
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

fn written(value: &impl Serialize) -> Result<Value, StoreError> {
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

/// Keeps the next bytes of a file.
///
/// # Errors
/// The database failed.
pub fn add_part(conn: &mut PgConnection, file: Uuid, place: i32, part: Vec<u8>) -> Result<(), StoreError> {
    AddPart { file, place, part }.run(conn)?;
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
pub fn one(conn: &mut PgConnection, id: Uuid) -> Result<Option<StockFile>, StoreError> {
    OneFile { id }.first(conn)?.map(StockFile::try_from).transpose()
}

/// The latest files, newest first.
///
/// # Errors
/// The database failed.
pub fn latest(conn: &mut PgConnection, most: i64) -> Result<Vec<StockFile>, StoreError> {
    LatestFiles { most }.rows(conn)?.into_iter().map(StockFile::try_from).collect()
}

/// The same file, where it was brought in before.
///
/// # Errors
/// The database failed.
pub fn same(conn: &mut PgConnection, hash: Hash) -> Result<Option<Same>, StoreError> {
    SameFile { hash }.first(conn)
}

/// Takes a file to look it through by this reading; nothing where it is being recorded.
///
/// # Errors
/// The database failed.
pub fn take_to_check(conn: &mut PgConnection, id: Uuid, reading: &Reading) -> Result<Option<Attempt>, StoreError> {
    let run = Uuid::new_v4();
    let taken = CheckFile { id, run, reading: written(reading)? }.run(conn)?;
    Ok((taken == 1).then_some(Attempt { file: id, run }))
}

/// Takes a file to record what it brings; nothing where somebody else does.
///
/// # Errors
/// The database failed.
pub fn take_to_record(conn: &mut PgConnection, id: Uuid) -> Result<Option<Attempt>, StoreError> {
    let run = Uuid::new_v4();
    Ok((RecordFile { id, run }.run(conn)? == 1).then_some(Attempt { file: id, run }))
}

/// An attempt at a file. Another one that began later takes its effect away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attempt {
    /// At which file.
    pub file: Uuid,
    run: Uuid,
}

impl Attempt {
    /// So many rows are read.
    ///
    /// # Errors
    /// The database failed.
    pub fn moves_on(self, conn: &mut PgConnection, rows: u32) -> Result<(), StoreError> {
        MoveOn { id: self.file, run: self.run, rows_read: rows.try_into().unwrap_or(i32::MAX) }.run(conn)?;
        Ok(())
    }

    /// This is what it would bring.
    ///
    /// # Errors
    /// The database failed.
    pub fn found(self, conn: &mut PgConnection, findings: &Findings) -> Result<(), StoreError> {
        FileFound { id: self.file, run: self.run, findings: written(findings)? }.run(conn)?;
        Ok(())
    }

    /// It has ended in vain.
    ///
    /// # Errors
    /// The database failed.
    pub fn failed(self, conn: &mut PgConnection, why: &str) -> Result<(), StoreError> {
        FailFile { id: self.file, run: self.run, failure: why.to_owned() }.run(conn)?;
        Ok(())
    }

    /// It has brought so many pets, with the transaction that this is in; answers whether it is still the one that may.
    ///
    /// # Errors
    /// The database failed.
    pub fn ends(self, conn: &mut PgConnection, pets: u32) -> Result<bool, StoreError> {
        Ok(EndFile { id: self.file, run: self.run, pets: pets.try_into().unwrap_or(i32::MAX) }.run(conn)? == 1)
    }
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

/// The bytes of a file, read part by part on a connection beside the one that works.
#[derive(Debug, Clone)]
pub struct Kept {
    /// The way to them.
    pub store: Store,
    /// Which file.
    pub file: Uuid,
}

impl Rewound for Kept {
    fn open(&self) -> io::Result<Box<dyn BufRead>> {
        Ok(Box::new(BufReader::new(Parts { kept: self.clone(), next: 0, part: Vec::new(), at: 0 })))
    }
}

struct Parts {
    kept: Kept,
    next: i32,
    part: Vec<u8>,
    at: usize,
}

impl Read for Parts {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.at == self.part.len() {
            let (file, place) = (self.kept.file, self.next);
            let part = self.kept.store.run_blocking(|conn| OnePart { file, place }.first(conn)).map_err(io::Error::other)?;
            let Some(PartRow { part }) = part else { return Ok(0) };
            (self.part, self.at, self.next) = (part, 0, place + 1);
        }
        let read = self.part.get(self.at..).unwrap_or_default().read(into)?;
        self.at += read;
        Ok(read)
    }
}

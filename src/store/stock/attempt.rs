//! Whoever works on a file that was uploaded: one at a time, and how far they have come.

use crate::shop::stock::findings::Findings;
use crate::shop::stock::reading::Reading;
use crate::store::ground::error::StoreError;
use crate::store::ground::statement::{Deed, statements};
use crate::store::stock::files::written;
use diesel::PgConnection;
use diesel::sql_types::{Integer, Jsonb, Text, Uuid as SqlUuid};
use serde_json::Value;
use uuid::Uuid;

statements! {
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

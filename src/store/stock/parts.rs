//! The bytes of a file that was uploaded, in parts, until it is brought in.

use crate::store::ground::error::StoreError;
use crate::store::ground::pool::Store;
use crate::store::ground::statement::{Deed, Rows, row, statements};
use crate::store::travel::import::Rewound;
use diesel::PgConnection;
use diesel::sql_types::{Binary, Integer, Uuid as SqlUuid};
use std::io::{self, BufRead, BufReader, Read};
use uuid::Uuid;

statements! {
    /// Keeps the next bytes of a file.
    AddPart = "stock/add_part.sql", (file: Uuid as SqlUuid, place: i32 as Integer, part: Vec<u8> as Binary);
    /// Bytes of a file.
    OnePart = "stock/part.sql", (file: Uuid as SqlUuid, place: i32 as Integer) -> PartRow;
}

row! {
    /// Bytes of a file.
    pub(in crate::store) struct PartRow {
        part: Vec<u8> as Binary,
    }
}

/// Keeps the next bytes of a file.
///
/// # Errors
/// The database failed.
pub fn add(conn: &mut PgConnection, file: Uuid, place: i32, part: Vec<u8>) -> Result<(), StoreError> {
    AddPart { file, place, part }.run(conn)?;
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

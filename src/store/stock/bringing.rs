//! Looks a table through, and records the pets that it brings: all of them in one transaction, so that it is there whole or not at all.

use crate::integrity::SealKey;
use crate::metrics;
use crate::shop::stock::MOST;
use crate::shop::stock::columns::Column;
use crate::shop::stock::days::{DayOrder, Seen};
use crate::shop::stock::findings::{Findings, Judged, Meant};
use crate::shop::stock::reading::{Reading, Row};
use crate::shop::words::thousands;
use crate::shop::{AccountId, Currency, EventKind};
use crate::store::ground::clock::Now;
use crate::store::ground::error::{StoreError, Undone};
use crate::store::ground::locks::WaitForLock;
use crate::store::ground::pool::Store;
use crate::store::ground::statement::{Deed, Rows};
use crate::store::log::books;
use crate::store::log::books::BooksError;
use crate::store::log::demo::settle;
use crate::store::state::snapshot;
use crate::store::stock::coming::{AT_ONCE, Bringer, Coming};
use crate::store::stock::kinds::Kinds;
use crate::store::travel::import::Rewound;
use chrono::NaiveDate;
use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};
use std::io;

/// The advisory lock of the one stock that may be coming in: "stock" in ASCII.
const STOCK_LOCK: i64 = 0x73_74_6f_63_6b;

/// Why a table is not looked through, or nothing of it was recorded.
#[derive(Debug, thiserror::Error)]
pub enum StockError {
    /// It is too long.
    #[error("the table has more than {} {what}; divide it", thousands(MOST.into()))]
    TooMany {
        /// Of what.
        what: &'static str,
    },
    /// A row is faulty after all.
    #[error("line {line} has a fault: {why}")]
    Faulty {
        /// Which line.
        line: u64,
        /// What is wrong.
        why: String,
    },
    /// Nothing comes of it.
    #[error("no row of the table brings a pet")]
    Nothing,
    /// Somebody else has taken the file over.
    #[error("somebody else brings the same file in")]
    TakenOver,
    /// It cannot be read.
    #[error("the file cannot be read: {0}")]
    Unread(io::Error),
    /// Whoever is told of its rows cannot write that down.
    #[error("the rows that have a fault cannot be written: {0}")]
    Unwritten(io::Error),
    /// The books are kept in another currency, or the database failed.
    #[error(transparent)]
    Books(#[from] BooksError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A table, and by whose rules it is read.
pub struct Table<'a> {
    /// Its bytes.
    pub file: &'a dyn Rewound,
    /// How they are read.
    pub reading: &'a Reading,
    /// Today, in the shop.
    pub today: NaiveDate,
    /// The currency of the shop.
    pub currency: Currency,
}

/// Looks a table through; `each` is told what becomes of every row, `progress` how many were read.
///
/// # Errors
/// It is too long, or cannot be read, or the database failed.
pub fn check(
    conn: &mut PgConnection,
    table: &Table<'_>,
    progress: &mut dyn FnMut(u32),
    each: &mut dyn FnMut(&Row, &Judged) -> io::Result<()>,
) -> Result<Findings, StockError> {
    let seen = table.dates()?;
    let order = table.reading.order.or_else(|| seen.order());
    let mut findings = Findings { order, asks: seen.asks().map(str::to_owned), ..Findings::default() };
    table.judge(conn, order, progress, &mut |_, row, judged, meant| {
        findings.take(row, judged, meant, table.currency);
        each(row, judged).map_err(StockError::Unwritten)
    })?;
    Ok(findings)
}

/// Records what a table brings, in one transaction that `end` belongs to, and answers how many pets it was. `end` answers whether that may be.
///
/// # Errors
/// Nothing was recorded, and why.
pub fn record(
    conn: &mut PgConnection,
    table: &Table<'_>,
    bringer: &Bringer,
    progress: &mut dyn FnMut(u32),
    end: impl FnOnce(&mut PgConnection, u32) -> Result<bool, StoreError>,
) -> Result<u32, StockError> {
    let whole = |conn: &mut PgConnection| {
        conn.batch_execute(
            "SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0",
        )
        .map_err(StoreError::from)?;
        WaitForLock { lock: STOCK_LOCK }.run(conn)?;
        books::keep(conn, table.currency)?;
        let mut coming = Coming::new(bringer, Now {}.one(conn)?.at);
        table.judge(conn, bringer.order, progress, &mut |conn, row, judged, _| match judged {
            Judged::Nothing => Ok(()),
            Judged::Faulty(_) if bringer.good_alone => Ok(()),
            Judged::Faulty(wrong) => Err(StockError::Faulty { line: row.line, why: wrong.join("; ") }),
            Judged::Arrives(lot) => Ok(coming.take(conn, lot)?),
        })?;
        coming.flush(conn)?;
        match coming.pets {
            0 => Err(StockError::Nothing),
            pets if end(conn, pets)? => Ok(pets),
            _ => Err(StockError::TakenOver),
        }
    };
    let pets = conn.transaction(|conn| whole(conn).map_err(Undone)).map_err(|Undone(error)| error)?;
    metrics::appended(EventKind::Arrived, metrics::RECORDED, pets);
    Ok(pets)
}

/// Renews the snapshot and what the planner knows, now that many pets have come. They are there, whatever becomes of that.
pub fn settled(conn: &mut PgConnection, key: &SealKey, by: Option<AccountId>) {
    if let Err(error) = snapshot::refresh(conn, key, by).and_then(|_| settle(conn)) {
        tracing::warn!(%error, "the snapshot was not refreshed after a stock had come in");
    }
}

/// Does work that may take long on a connection of its own, beside the pool.
///
/// # Errors
/// The work's own, or there is no connection.
pub fn beside<T>(store: &Store, work: impl FnOnce(&mut PgConnection) -> Result<T, StockError>) -> Result<T, StockError> {
    work(&mut store.connection_of_its_own()?)
}

type Each<'a> = dyn FnMut(&mut PgConnection, &Row, &Judged, Option<&Meant>) -> Result<(), StockError> + 'a;

impl Table<'_> {
    fn rows(&self) -> Result<impl Iterator<Item = Result<Row, StockError>>, StockError> {
        let file = self.file.open().map_err(StockError::Unread)?;
        Ok(self.reading.rows(file).map(|row| row.map_err(StockError::Unread)))
    }

    /// What the dates tell of their order; nobody needs to ask where somebody has said it.
    fn dates(&self) -> Result<Seen, StockError> {
        let mut seen = Seen::default();
        if let (None, Some(at)) = (self.reading.order, self.reading.columns.at(Column::Day)) {
            for row in self.rows()? {
                seen.look(row?.cells.get(at).map_or("", String::as_str), self.today);
            }
        }
        Ok(seen)
    }

    /// Says what becomes of each row.
    fn judge(
        &self,
        conn: &mut PgConnection,
        order: Option<DayOrder>,
        progress: &mut dyn FnMut(u32),
        each: &mut Each<'_>,
    ) -> Result<(), StockError> {
        let mut kinds = Kinds::of_the_shop(conn)?;
        let (mut rows, mut pets) = (0, 0);
        for row in self.rows()? {
            let row = row?;
            rows += 1;
            let (judged, meant) = match self.reading.read(&row, order, self.today, self.currency) {
                Ok(None) => (Judged::Nothing, None),
                Err(wrong) => (Judged::Faulty(wrong), None),
                Ok(Some(lot)) => {
                    let meant = kinds.meant(conn, &lot.draft.what.species)?;
                    (Judged::of(lot, &meant, self.reading.as_written), Some(meant))
                }
            };
            if let Judged::Arrives(lot) = &judged {
                pets += lot.quantity;
            }
            if rows > MOST || pets > MOST {
                return Err(StockError::TooMany { what: if rows > MOST { "rows" } else { "pets" } });
            }
            each(conn, &row, &judged, meant.as_ref())?;
            if (rows as usize).is_multiple_of(AT_ONCE) {
                progress(rows);
            }
        }
        Ok(())
    }
}

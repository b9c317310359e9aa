//! What takes long with a table, off the request threads: looking it through, recording it, and writing out its faults.

use std::io;
use std::time::Duration;

use actix_web::HttpResponse;
use actix_web::rt::task::{JoinHandle, spawn_blocking};
use actix_web::web::Path;
use chrono::NaiveDate;
use tokio::sync::mpsc;
use uuid::Uuid;

use crate::shop::Currency;
use crate::shop::stock::findings::Judged;
use crate::shop::stock::reading::Reading;
use crate::shop::words::{capital, count};
use crate::store::log::books::BooksError;
use crate::store::people::audit as lines;
use crate::store::people::audit::AuditKind;
use crate::store::stock::attempt;
use crate::store::stock::attempt::Attempt;
use crate::store::stock::bringing::{self, StockError, Table, beside, settled};
use crate::store::stock::coming::Bringer;
use crate::store::stock::files;
use crate::store::stock::files::StockFile;
use crate::store::stock::parts::Kept;
use crate::store::{Store, StoreError};
use crate::web::admin::audit;
use crate::web::http::cx::Cx;
use crate::web::http::error::WebError;
use crate::web::parts::csv;
use crate::web::sheets::faults::{headings, row};

/// How long somebody waits for the end before they are shown how far it is.
const AT_ONCE: Duration = Duration::from_millis(500);

/// A table that is kept, and by whose rules it is read.
struct Sheet {
    file: Kept,
    reading: Reading,
    today: NaiveDate,
    currency: Currency,
}

impl Sheet {
    fn of(cx: &Cx, file: Uuid, reading: Reading) -> Self {
        Self { file: Kept { store: cx.state.store.clone(), file }, reading, today: cx.today(), currency: cx.currency() }
    }

    fn table(&self) -> Table<'_> {
        Table { file: &self.file, reading: &self.reading, today: self.today, currency: self.currency }
    }
}

/// Looks a file through by this reading, in the background; a short one is done by then.
///
/// # Errors
/// The database failed.
pub async fn check(cx: &Cx, id: Uuid, reading: Reading) -> Result<(), WebError> {
    let how = reading.clone();
    let Some(attempt) = cx.store().run(move |conn| attempt::take_to_check(conn, id, &how)).await? else { return Ok(()) };
    let (sheet, store) = (Sheet::of(cx, id, reading), cx.state.store.clone());
    let work = spawn_blocking(move || {
        let found = beside(&store, |conn| bringing::check(conn, &sheet.table(), &mut moves_on(&store, attempt), &mut |_, _| Ok(())));
        let kept = match found {
            Ok(found) => store.run_blocking(|conn| attempt.found(conn, &found)),
            Err(error) => failed(&store, attempt, &error),
        };
        note(kept);
    });
    wait(work).await;
    Ok(())
}

/// Records what a file brings, in the background, where it is there to be taken.
///
/// # Errors
/// The database failed.
pub async fn record(cx: &Cx, file: StockFile, reading: Reading, good_alone: bool, again: bool) -> Result<(), WebError> {
    let StockFile { id, hash, findings, .. } = file;
    let Some(attempt) = cx.store().run(move |conn| attempt::take_to_record(conn, id)).await? else { return Ok(()) };
    let (sheet, store, key) = (Sheet::of(cx, id, reading), cx.state.store.clone(), cx.state.seal_key.clone());
    let (account, hand) = (cx.who()?.account, cx.hand());
    let order = findings.and_then(|found| found.order);
    let traceparent = cx.trace.map(|trace| trace.to_string());
    let bringer = Bringer { account: Some(account), request_id: id.to_string(), traceparent, order, good_alone };
    let work = spawn_blocking(move || {
        let recorded = beside(&store, |conn| {
            let pets = bringing::record(conn, &sheet.table(), &bringer, &mut moves_on(&store, attempt), |conn, pets| {
                // A colleague may have brought the same file while this one waited.
                if let Some(hash) = hash.filter(|_| !again)
                    && files::same(conn, hash)?.is_some()
                {
                    return Ok(false);
                }
                lines::write(conn, &hand.did(AuditKind::StockBrought).with("what", count(pets, "pet", "pets")))?;
                attempt.ends(conn, pets)
            })?;
            settled(conn, &key, Some(account));
            Ok(pets)
        });
        match recorded {
            Ok(pets) => tracing::info!(file = %id, pets, by = %account, "a stock was brought in"),
            Err(error) => note(failed(&store, attempt, &error)),
        }
    });
    wait(work).await;
    Ok(())
}

async fn wait(work: JoinHandle<()>) {
    // It goes on whether or not anybody waits for it.
    let _ = tokio::time::timeout(AT_ONCE, work).await;
}

fn moves_on(store: &Store, attempt: Attempt) -> impl FnMut(u32) {
    move |rows| note(store.run_blocking(|conn| attempt.moves_on(conn, rows)))
}

fn failed(store: &Store, attempt: Attempt, error: &StockError) -> Result<(), StoreError> {
    let why = match error {
        // What is read are rows of the database as well.
        StockError::Store(_) | StockError::Books(BooksError::Store(_)) | StockError::Unread(_) => {
            tracing::error!(%error, file = %attempt.file, "a stock was not brought in");
            "the database did not do its work; try again".to_owned()
        }
        other => other.to_string(),
    };
    store.run_blocking(|conn| attempt.failed(conn, &capital(&why)))
}

fn note(done: Result<(), StoreError>) {
    if let Err(error) = done {
        tracing::warn!(%error, "how far a stock is was not written down");
    }
}

/// So many rows go out at once.
const LINES: usize = 500;

/// Sends the rows that have a fault, to be mended.
///
/// # Errors
/// There is no such file any more, or the database failed.
pub async fn faults(cx: Cx, id: Path<Uuid>) -> Result<HttpResponse, WebError> {
    let id = *id;
    let file = cx.store().read(move |conn| files::one(conn, id)).await?.filter(|file| file.is_kept).ok_or(WebError::NotFound)?;
    let reading = file.reading.ok_or(WebError::NotFound)?;
    audit::exported(&cx, "the faults of a table").await?;
    let (sheet, store, (out, parts)) = (Sheet::of(&cx, id, reading), cx.state.store.clone(), mpsc::channel(1));
    drop(spawn_blocking(move || {
        let mut rows = vec![headings(&sheet.reading)];
        let gone = || io::Error::from(io::ErrorKind::BrokenPipe);
        let done = beside(&store, |conn| {
            bringing::check(conn, &sheet.table(), &mut |_| (), &mut |faulty, judged| {
                if let Judged::Faulty(wrong) = judged {
                    rows.push(row(&sheet.reading, faulty, wrong));
                }
                if rows.len() < LINES { Ok(()) } else { out.blocking_send(csv::lines(rows.drain(..))).map_err(|_| gone()) }
            })
        });
        let last = match done {
            Ok(_) => csv::lines(rows),
            Err(error) => Err(WebError::Fault(error.to_string())),
        };
        let _ = out.blocking_send(last);
    }));
    Ok(csv::download("faults", parts))
}

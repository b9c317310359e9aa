//! Lists as files for a spreadsheet: each with the filters of its page, however long it is.

pub mod books;
pub mod faults;
pub mod people;
pub mod pets;

use std::ops::AsyncFn;

use actix_web::HttpResponse;
use actix_web::web::Bytes;
use chrono::{DateTime, SecondsFormat, Utc};
use tokio::sync::mpsc;

use crate::shop::Fields;
use crate::store::keyset::Place;
use crate::web::admin::audit;
use crate::web::http::cx::Cx;
use crate::web::http::error::WebError;
use crate::web::parts::csv;
use crate::web::parts::csv::Cell;
use crate::web::parts::page::Page;

/// How many rows are read at once: the less often, the better for a long list, and still a few megabytes.
pub const AT_ONCE: usize = 5_000;

/// A list that is sent.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// What the file is called, without its end.
    pub name: String,
    /// What it is, for the audit log: "the list of pets".
    pub what: &'static str,
    /// The names of its columns.
    pub headings: &'static [&'static str],
    /// Whether it begins with a mark by which old spreadsheets know UTF-8.
    pub bom: bool,
}

impl Sheet {
    /// A list as of a moment, narrowed by these fields of its address.
    #[must_use]
    pub fn new(page: &Page, list: &str, what: &'static str, headings: &'static [&'static str], query: &Fields, filters: &[&str]) -> Self {
        let moment = page.local(page.now).format("%Y-%m-%dT%H%M");
        let set = filters.iter().map(|name| query.get(name)).filter(|value| !value.is_empty()).map(in_a_name);
        let parts: Vec<String> =
            ["hello".into(), list.into(), moment.to_string()].into_iter().chain(set).filter(|part| !part.is_empty()).collect();
        Self { name: parts.join("-"), what, headings, bom: query.get("bom") == "yes" }
    }
}

/// What was typed, as it may stand in the name of a file anywhere.
fn in_a_name(typed: &str) -> String {
    let letters = typed.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' });
    letters.take(40).collect::<String>().trim_matches('-').to_owned()
}

/// A moment as a spreadsheet reads it, in the shop's time zone.
#[must_use]
pub fn moment(page: &Page, at: DateTime<Utc>) -> Cell {
    Cell::plain(Some(page.local(at).to_rfc3339_opts(SecondsFormat::Micros, false)))
}

/// Some rows, and the key behind which the next ones begin.
pub type Part<K> = (Vec<Vec<Cell>>, Option<K>);

/// Sends a list, part by part, each once the one before is on its way. No connection to the database is kept in between.
///
/// # Errors
/// The database failed.
pub async fn send<K: Clone + 'static>(
    cx: Cx,
    sheet: Sheet,
    read: impl AsyncFn(&Cx, Place<K>) -> Result<Part<K>, WebError> + 'static,
) -> Result<HttpResponse, WebError> {
    // The first part is waited for, so that a database that is away is said before anything else.
    let first = read(&cx, Place::First).await?;
    audit::exported(&cx, sheet.what).await?;
    let (out, parts) = mpsc::channel(1);
    let name = sheet.name.clone();
    actix_web::rt::spawn(async move {
        if let Err(error) = pour(&cx, &sheet, first, &read, &out).await {
            tracing::warn!(%error, request_id = %cx.request_id, "an export broke off");
            let _ = out.send(Err(error)).await;
        }
    });
    Ok(csv::download(&name, parts))
}

/// Ends where nobody listens any more.
async fn pour<K: Clone>(
    cx: &Cx,
    sheet: &Sheet,
    first: Part<K>,
    read: &impl AsyncFn(&Cx, Place<K>) -> Result<Part<K>, WebError>,
    out: &mpsc::Sender<Result<Bytes, WebError>>,
) -> Result<(), WebError> {
    let headings = csv::lines([sheet.headings.iter().map(|heading| Cell::plain(Some(heading))).collect()])?;
    let mut part = if sheet.bom { Bytes::from([b"\xef\xbb\xbf", &*headings].concat()) } else { headings };
    let mut found = Some(first);
    while out.send(Ok(part)).await.is_ok() {
        let Some((rows, next)) = found.take() else { break };
        part = csv::lines(rows)?;
        if let Some(last) = next {
            found = Some(read(cx, Place::After(last)).await?);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::in_a_name;

    #[test]
    fn what_was_typed_is_harmless_in_the_name_of_a_file() {
        assert_eq!(in_a_name("../../\"Käse\"; rm\r\n"), "K-se---rm");
        assert_eq!(in_a_name(&"x".repeat(500)).len(), 40);
    }
}

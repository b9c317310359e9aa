//! Exports as CSV: quoted as RFC 4180 says, harmless to a spreadsheet, and streamed, so that none is too large.

use crate::web::http::error::WebError;
use actix_web::HttpResponse;
use actix_web::body::{BodySize, MessageBody};
use actix_web::http::header;
use actix_web::web::Bytes;
use csv::{Terminator, WriterBuilder};
use std::fmt::Display;
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::sync::mpsc;

/// One cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// What somebody typed. Where a spreadsheet would take it for a formula, an apostrophe before it says that it is none.
    Text(String),
    /// What the shop itself wrote: a number, a moment, an id.
    Plain(String),
}

impl Cell {
    /// What somebody typed; nothing where there is none.
    pub fn text(typed: Option<&str>) -> Self {
        Self::Text(typed.unwrap_or_default().to_owned())
    }

    /// What the shop itself wrote; nothing where there is none.
    pub fn plain(value: Option<impl Display>) -> Self {
        Self::Plain(value.map(|value| value.to_string()).unwrap_or_default())
    }

    fn harmless(self) -> String {
        match self {
            Self::Text(typed) if typed.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) => {
                format!("'{typed}")
            }
            Self::Text(text) | Self::Plain(text) => text,
        }
    }
}

/// Rows as they stand in the file, each line ended as RFC 4180 ends it.
///
/// # Errors
/// [`WebError::Fault`], where they have not all the same length.
pub fn lines(rows: impl IntoIterator<Item = Vec<Cell>>) -> Result<Bytes, WebError> {
    let fault = |e: &dyn Display| WebError::Fault(format!("a table cannot be written as CSV: {e}"));
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    for row in rows {
        writer.write_record(row.into_iter().map(Cell::harmless)).map_err(|e| fault(&e))?;
    }
    writer.into_inner().map(Bytes::from).map_err(|e| fault(&e))
}

/// The answer whose lines come one part after the other. Where one fails, the download breaks off rather than seem whole.
#[must_use]
pub fn download(name: &str, parts: mpsc::Receiver<Result<Bytes, WebError>>) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8")
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.csv\"")))
        .body(Parts(parts))
}

struct Parts(mpsc::Receiver<Result<Bytes, WebError>>);

impl MessageBody for Parts {
    type Error = WebError;

    fn size(&self) -> BodySize {
        BodySize::Stream
    }

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, WebError>>> {
        self.0.poll_recv(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(rows: &[&[&str]]) -> String {
        let cells = |row: &&[&str]| row.iter().map(|typed| Cell::text(Some(typed))).collect();
        String::from_utf8(lines(rows.iter().map(cells)).unwrap().to_vec()).unwrap()
    }

    #[test]
    fn what_would_break_a_line_is_quoted_and_a_quote_is_doubled() {
        assert_eq!(text(&[&["Rex", "a,b", "say \"hi\"", "two\nlines", ""]]), "Rex,\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\",\r\n");
    }

    #[test]
    fn nothing_that_somebody_typed_is_a_formula() {
        for typed in ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\n=1", "＝1+1", "＋1", "－1", "＠SUM(A1)"] {
            assert!(text(&[&[typed]]).trim_start_matches('"').starts_with('\''), "{typed:?}");
        }
        assert_eq!(text(&[&["a=1", "3-2", "Rex"]]), "a=1,3-2,Rex\r\n");
    }

    #[test]
    fn what_the_shop_wrote_stays_as_it_is() {
        assert_eq!(lines([vec![Cell::plain(Some("-12.50")), Cell::plain(None::<i64>)]]).unwrap(), "-12.50,\r\n");
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_read_back(rows in proptest::collection::vec(proptest::collection::vec("[a-z,;\"\r\n' ]{0,12}", 3), 1..5)) {
            let rows: Vec<Vec<String>> = rows.into_iter().map(|row| row.into_iter().map(|cell| format!("x{cell}")).collect()).collect();
            let written = lines(rows.iter().map(|row| row.iter().map(|cell| Cell::text(Some(cell))).collect())).unwrap();
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&*written);
            let read: Vec<Vec<String>> = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
            prop_assert_eq!(read, rows);
        }
    }
}

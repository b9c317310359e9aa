//! A file that has come: what it would bring, how it is read, and the way on.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use askama::Template;
use uuid::Uuid;

use super::{form, work};
use crate::shop::stock::columns::Column;
use crate::shop::stock::dialect::{Delimiter, Dialect};
use crate::shop::stock::encoding::Encoding;
use crate::shop::stock::findings::Findings;
use crate::shop::stock::reading::{Reading, beginning};
use crate::shop::{FieldErrors, Fields, text};
use crate::store::stock::files;
use crate::store::stock::files::{Same, Stage, StockFile};
use crate::store::stock::parts::Kept;
use crate::store::travel::import::Rewound;
use crate::store::{Reader, StoreError};
use crate::web::http::cx::Cx;
use crate::web::http::error::WebError;
use crate::web::http::respond::{render_as, see_other};
use crate::web::parts::form::FormView;
use crate::web::parts::page::{Page, Section};

/// So much of a note is shown.
const NOTE: usize = 60;

/// The page; its block `results` answers its own asking while somebody works on the file.
#[derive(Template)]
#[template(path = "stock/look.html", blocks = ["results"])]
struct LookPage {
    page: Page,
    form: FormView,
    file: StockFile,
    /// The same file, where it was brought in before.
    same: Option<Same>,
    /// Whether what was chosen had to be looked at first.
    is_anew: bool,
}

impl LookPage {
    fn found(&self) -> Option<&Findings> {
        self.file.findings.as_ref()
    }

    fn faulty(&self) -> u32 {
        self.found().map_or(0, |found| found.faulty)
    }

    /// Whether how the table is read has to be looked at.
    fn is_open(&self) -> bool {
        !self.form.errors.is_empty() || self.found().is_none_or(|found| found.pets == 0 || found.asks.is_some() || found.has_alike)
    }

    fn short(&self, note: &str) -> String {
        text::short(note, NOTE)
    }

    fn asked(&self) -> Option<&str> {
        self.found().and_then(|found| found.asks.as_deref())
    }

    /// What no column is, though every pet needs it.
    fn lacks(&self) -> Vec<Column> {
        self.file.reading.as_ref().filter(|_| self.found().is_some()).map(Reading::lacks).unwrap_or_default()
    }

    fn headings(&self) -> &[String] {
        self.file.reading.as_ref().map_or(&[], |reading| &reading.headings)
    }

    /// How far it is, in percent, as far as anybody knows.
    fn percent(&self, rows: &i32) -> u32 {
        let of = self.found().map_or(0, |found| found.rows).max(1);
        (u32::try_from(*rows).unwrap_or_default().saturating_mul(100) / of).min(99)
    }

    fn is_chosen(&self, column: &Column, at: &usize) -> bool {
        self.form.value(form::field(*column)) == at.to_string()
    }
}

/// Where all files are; one that nobody came back for leads there too.
const ALL: &str = "/admin/import";

/// Shows a file.
///
/// # Errors
/// The database failed.
pub async fn show(cx: Cx, id: Path<Uuid>) -> Result<HttpResponse, WebError> {
    let Some((file, same)) = found(&cx, *id).await? else { return Ok(see_other(ALL)) };
    let form = FormView::new(file.reading.as_ref().map(form::shown).unwrap_or_default());
    answer(&cx, StatusCode::OK, form, file, same, false)
}

/// Looks the file through once more by what was chosen, records what it brings, or lets go of it.
///
/// # Errors
/// The database failed.
pub async fn go_on(cx: Cx, id: Path<Uuid>, typed: Fields) -> Result<HttpResponse, WebError> {
    let id = *id;
    let here = see_other(&format!("/admin/import/{id}"));
    let Some((file, same)) = found(&cx, id).await? else { return Ok(see_other(ALL)) };
    let Some(before) = file.reading.clone() else { return Ok(here) };
    if typed.get("do") == "drop" {
        cx.store().run(move |conn| files::drop(conn, id)).await?;
        return Ok(see_other(ALL));
    }
    if matches!(file.stage, Stage::Done { .. }) || (matches!(file.stage, Stage::Recording(_)) && !file.is_still) {
        return Ok(here);
    }
    let is_to_record = typed.get("do") == "record";
    // Where nothing is asked but to go on, what was chosen stands.
    if !typed.has("delimiter") {
        return if is_to_record { begin(&cx, file, before, &typed).await } else { again(&cx, id, before, here).await };
    }
    let dialect = form::dialect(&typed, before.dialect);
    if dialect != before.dialect {
        let reading = written(&cx, id, before.encoding, dialect).await?;
        return again(&cx, id, form::with_the_rest(&typed, reading), here).await;
    }
    let chosen = match form::read(&typed, &before) {
        Ok(chosen) => chosen,
        Err(errors) => return answer(&cx, StatusCode::UNPROCESSABLE_ENTITY, FormView::again(typed, errors), file, same, false),
    };
    if is_to_record && chosen == before {
        let wrong = missing(&typed, &file, same.as_ref());
        return match wrong.is_empty() {
            true => begin(&cx, file, chosen, &typed).await,
            false => answer(&cx, StatusCode::UNPROCESSABLE_ENTITY, FormView::again(typed, wrong), file, same, false),
        };
    }
    work::check(&cx, id, chosen).await?;
    if !is_to_record {
        return Ok(here);
    }
    let Some((file, same)) = found(&cx, id).await? else { return Ok(see_other(ALL)) };
    let form = FormView::again(typed.without(&["good_alone", "again"]), FieldErrors::default());
    answer(&cx, StatusCode::CONFLICT, form, file, same, true)
}

async fn again(cx: &Cx, id: Uuid, reading: Reading, here: HttpResponse) -> Result<HttpResponse, WebError> {
    work::check(cx, id, reading).await?;
    Ok(here)
}

async fn begin(cx: &Cx, file: StockFile, reading: Reading, typed: &Fields) -> Result<HttpResponse, WebError> {
    let is = |field: &str| typed.get(field) == "yes";
    let there = see_other(&format!("/admin/import/{}", file.id));
    work::record(cx, file, reading, is("good_alone"), is("again")).await?;
    Ok(there)
}

/// What somebody has to say before it can be recorded.
fn missing(typed: &Fields, file: &StockFile, same: Option<&Same>) -> FieldErrors {
    let mut wrong = FieldErrors::default();
    let Some(found) = &file.findings else { return FieldErrors::one("file", "Look the file through first") };
    if found.asks.is_some() {
        wrong.add("dates", "Say which comes first in the dates");
    }
    if found.faulty > 0 && typed.get("good_alone") != "yes" {
        wrong.add("good_alone", "Mend the faults and bring the file again, or choose to bring the other rows in alone");
    }
    if same.is_some() && typed.get("again") != "yes" {
        wrong.add("again", "Say that you mean to bring the same file in once more");
    }
    wrong
}

/// The reading of a table that is written otherwise than was guessed.
async fn written(cx: &Cx, id: Uuid, encoding: Encoding, dialect: Dialect) -> Result<Reading, WebError> {
    let kept = Kept { store: cx.state.store.clone(), file: id };
    let read = move || Ok::<_, std::io::Error>(Reading::written(encoding, dialect, &beginning(kept.open()?, encoding)?));
    let read = actix_web::rt::task::spawn_blocking(read).await.map_err(|error| WebError::Fault(error.to_string()))?;
    read.map_err(|error| StoreError::Unavailable(error.to_string()).into())
}

async fn found(cx: &Cx, id: Uuid) -> Result<Option<(StockFile, Option<Same>)>, WebError> {
    let look = move |conn: &mut Reader<'_>| {
        let Some(file) = files::one(conn, id)? else { return Ok(None) };
        let same = file.hash.filter(|_| file.stage == Stage::Checked).map(|hash| files::same(conn, hash)).transpose()?.flatten();
        Ok(Some((file, same)))
    };
    Ok(cx.store().read(look).await?)
}

fn answer(
    cx: &Cx,
    status: StatusCode,
    form: FormView,
    file: StockFile,
    same: Option<Same>,
    is_anew: bool,
) -> Result<HttpResponse, WebError> {
    let page = cx.page(Section::Admin).with_errors(!form.errors.is_empty());
    let shown = LookPage { page, form, file, same, is_anew };
    if cx.wants_fragment { render_as(status, &shown.as_results()) } else { render_as(status, &shown) }
}

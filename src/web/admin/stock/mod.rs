//! A stock that is brought in as a table, for those who run the shop: the file is [`upload`]ed, [`look`]ed at as often as it takes, and recorded in the
//! background ([`work`]).

pub mod form;
pub mod look;
pub mod upload;
pub mod work;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;

use crate::shop::{FieldErrors, Fields};
use crate::store::stock::files;
use crate::store::stock::files::{Stage, StockFile};
use crate::web::http::cx::Cx;
use crate::web::http::error::WebError;
use crate::web::http::respond::render_as;
use crate::web::parts::form::FormView;
use crate::web::parts::page::{Page, Section};

#[derive(Template)]
#[template(path = "stock/list.html")]
struct ListPage {
    page: Page,
    /// `file`.
    form: FormView,
    files: Vec<StockFile>,
}

/// So many of the latest files are shown.
const SHOWN: i64 = 20;

/// The form for a file, and those of before.
///
/// # Errors
/// The database failed.
pub async fn list(cx: Cx) -> Result<HttpResponse, WebError> {
    answer(&cx, None).await
}

async fn answer(cx: &Cx, wrong: Option<String>) -> Result<HttpResponse, WebError> {
    let files = cx.store().read(|conn| files::latest(conn, SHOWN)).await?;
    let page = cx.page(Section::Admin).with_errors(wrong.is_some());
    let errors = wrong.map_or_else(FieldErrors::default, |sentence| FieldErrors::one("file", sentence));
    let status = if page.has_errors { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    render_as(status, &ListPage { page, form: FormView::again(Fields::default(), errors), files })
}

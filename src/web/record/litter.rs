//! The form of a litter: several young of one mother, a row for each, recorded together.

use crate::shop::litter::{self, MOST};
use crate::shop::{EventKind, FieldErrors, Fields};
use crate::store::log::keys::Appended;
use crate::store::log::{append, recorder};
use crate::web::http::cx::{Asker, Cx};
use crate::web::http::error::WebError;
use crate::web::http::fields::Query;
use crate::web::http::respond::{render_as, see_other};
use crate::web::http::unsent;
use crate::web::parts::form::FormView;
use crate::web::parts::page::{Page, Section};
use crate::web::record::begin::sent_back;
use crate::web::record::choose::{Choices, Mother, MotherChoices, mothers};
use crate::web::record::{Rejected, is_looked_at_again, recorded_at, ticket, today_in};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;

/// How many rows a fresh form has.
const ROWS: usize = 6;

/// The form of a litter; its block `rows` is the young.
#[derive(Template)]
#[template(path = "pets/litter.html", blocks = ["rows"])]
pub struct LitterForm {
    /// What every page knows.
    pub page: Page,
    /// `mother` (the search), `mother_id`, `name` and `price` in each row, `occurred_on`, `note`.
    pub form: FormView,
    /// Mothers to choose from: the one who is chosen, and those who match.
    pub mothers: Choices<Mother>,
    /// A row for each young one.
    pub rows: Vec<Row>,
    /// Whether another row was asked for: that one gets the focus.
    pub is_added: bool,
    /// Whether the browser gives it the focus; a script does so by itself.
    pub has_autofocus: bool,
}

/// A row of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its number, from 1.
    pub number: usize,
    /// What was typed as the name.
    pub name: String,
    /// What was typed as the price.
    pub price: String,
    /// What the field of its name is called in the page.
    pub name_field: String,
    /// What that of its price is called.
    pub price_field: String,
}

impl Row {
    fn of(litter::Row { number, name, price }: litter::Row<'_>) -> Self {
        let field = |name: &str| format!("{name}-{number}");
        Self { number, name: name.to_owned(), price: price.to_owned(), name_field: field("name"), price_field: field("price") }
    }

    /// Whether it is the last of the rows.
    fn is_last(&self, rows: &[Self]) -> bool {
        self.number == rows.len()
    }
}

/// Shows the form, with the mother chosen whose page it was opened from.
///
/// # Errors
/// The database failed.
pub async fn litter_form(cx: Cx, Query(query): Query) -> Result<HttpResponse, WebError> {
    let form = today_in(&cx, &[("mother_id", query.get("mother_id")), ("mother", query.get("mother"))]);
    show(&cx, StatusCode::OK, unsent::opened(&cx, form).await?).await
}

/// Records a litter; or looks mothers up, or adds a row, where the form asks for that.
///
/// # Errors
/// The database failed.
pub async fn record_litter(cx: Cx, fields: Fields) -> Result<HttpResponse, WebError> {
    if !fields.get("search").is_empty() || is_added(&fields) || is_looked_at_again(&fields) {
        return show(&cx, StatusCode::OK, FormView::looked_at_again(fields)).await;
    }
    match try_litter(&cx, &fields).await {
        Ok(appended) => Ok(see_other(&recorded_at(&cx, &format!("/pets/{}", fields.get("mother_id").trim()), appended.event))),
        Err(rejected) => show(&cx, StatusCode::UNPROCESSABLE_ENTITY, sent_back(fields, rejected)?).await,
    }
}

async fn try_litter(cx: &Cx, fields: &Fields) -> Result<Appended, Rejected> {
    let draft = litter::parse(fields, cx.today(), cx.currency())?;
    let ticket = ticket(cx, fields)?;
    Ok(recorder::record(cx.store(), EventKind::Born, move |conn| append::litter(conn, &ticket, draft)).await?)
}

fn is_added(fields: &Fields) -> bool {
    !fields.get("add").is_empty()
}

async fn show(cx: &Cx, status: StatusCode, mut form: FormView) -> Result<HttpResponse, WebError> {
    let mothers = mothers(cx, &form.values).await?;
    let typed = litter::rows(&form.values);
    let is_full = typed.len() >= MOST;
    let is_added = is_added(&form.values);
    let more = if typed.is_empty() { ROWS } else { usize::from(is_added && !is_full) };
    let rows = with_fresh(typed, more);
    if is_added && is_full {
        form.errors = FieldErrors::one("young", format!("Record these {MOST} first, and the others after them"));
    }
    let page = cx.page(Section::Pets).with_errors(!form.errors.is_empty());
    if cx.wants_fragment && !is_added {
        return render_as(status, &MotherChoices { page, form, mothers });
    }
    let shown = LitterForm { page, form, mothers, rows, is_added, has_autofocus: is_added && cx.asker != Asker::Script };
    if cx.wants_fragment { render_as(status, &shown.as_rows()) } else { render_as(status, &shown) }
}

/// The rows that were typed, and some more.
fn with_fresh(typed: Vec<litter::Row<'_>>, more: usize) -> Vec<Row> {
    let next = typed.len().saturating_add(1);
    let fresh = (next..next.saturating_add(more)).map(|number| litter::Row { number, name: "", price: "" });
    typed.into_iter().chain(fresh).map(Row::of).collect()
}

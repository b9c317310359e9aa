//! The form of a return, which asks once more: what is paid back leaves the till.

use crate::shop::{Draft, EventKind, FieldErrors, Fields, Money, Pet, PetId, PetNumber, returned};
use crate::store::log::keys::Appended;
use crate::store::log::stream::AppendError;
use crate::store::log::{append, recorder};
use crate::store::state::pets;
use crate::web::http::cx::Cx;
use crate::web::http::error::WebError;
use crate::web::http::respond::render_as;
use crate::web::parts::form::FormView;
use crate::web::parts::page::{Page, Section};
use crate::web::record::about::{About, Meanwhile};
use crate::web::record::{Rejected, confirmed, is_looked_at_again, ticket, today_in};
use actix_web::HttpResponse;
use actix_web::web::Path;
use askama::Template;
use chrono::NaiveDate;
use uuid::Uuid;

/// The form of a return.
#[derive(Template)]
#[template(path = "pets/return.html")]
pub struct ReturnForm {
    /// What every page knows.
    pub page: Page,
    /// `reason`, `refund`, `occurred_on`, `note`.
    pub form: FormView,
    /// The pet.
    pub pet: Pet,
    /// What stands in the way.
    pub meanwhile: Meanwhile,
}

/// The page that asks once more before a return.
#[derive(Template)]
#[template(path = "pets/return_confirm.html")]
pub struct ReturnConfirm {
    /// What every page knows.
    pub page: Page,
    /// The form as it was sent; it goes through this page unseen.
    pub form: FormView,
    /// The pet.
    pub pet: Pet,
    /// Its number.
    pub number: PetNumber,
    /// What is paid back.
    pub refund: Money,
    /// The day of the return.
    pub occurred_on: NaiveDate,
}

/// Shows the form of a return, with all that was paid as its refund.
///
/// # Errors
/// There is no such pet, or the database failed.
pub async fn return_form(cx: Cx, id: Path<Uuid>) -> Result<HttpResponse, WebError> {
    let paid = |pet: &Pet| pet.sale_price.map(|paid| cx.currency().plain(paid.amount())).unwrap_or_default();
    let about = About::opened(&cx, PetId(*id), EventKind::Returned, |pet| today_in(&cx, &[("refund", &paid(pet))])).await?;
    show(about)
}

/// Asks once more, or records the return, as the form says.
///
/// # Errors
/// There is no such pet, or the database failed.
pub async fn record_return(cx: Cx, id: Path<Uuid>, fields: Fields) -> Result<HttpResponse, WebError> {
    let pet = PetId(*id);
    if is_looked_at_again(&fields) {
        return show(About::looked_at_again(&cx, pet, EventKind::Returned, fields).await?);
    }
    match confirmed(&cx, &fields, record(&cx, pet, &fields), confirmation(&cx, pet, &fields)).await {
        Ok(answer) => Ok(answer),
        Err(rejected) => {
            let about = About::sent_back(&cx, pet, EventKind::Returned, fields, rejected).await?;
            show(about)
        }
    }
}

async fn record(cx: &Cx, pet: PetId, fields: &Fields) -> Result<Appended, Rejected> {
    let draft = returned::parse(fields, cx.today(), cx.currency())?;
    let ticket = ticket(cx, fields)?;
    Ok(recorder::record(cx.store(), EventKind::Returned, move |conn| append::returned(conn, pet, &ticket, draft)).await?)
}

/// Tries the return without recording it, and answers what is about to be recorded.
async fn confirmation(cx: &Cx, pet: PetId, fields: &Fields) -> Result<ReturnConfirm, Rejected> {
    let draft = returned::parse(fields, cx.today(), cx.currency())?;
    let ticket = ticket(cx, fields)?;
    let Draft { what, occasion } = draft.clone();
    let (pet, number) = cx
        .store()
        .attempt(move |conn| Ok::<_, AppendError>((append::try_returned(conn, pet, &ticket, draft)?, pets::number(conn, pet)?)))
        .await?;
    let form = FormView::again(fields.clone(), FieldErrors::default());
    Ok(ReturnConfirm { page: cx.page(Section::Pets), form, pet, number, refund: what.refund, occurred_on: occasion.occurred_on })
}

fn show(about: About) -> Result<HttpResponse, WebError> {
    let About { status, page, form, pet, meanwhile, .. } = about;
    render_as(status, &ReturnForm { page, form, pet, meanwhile })
}

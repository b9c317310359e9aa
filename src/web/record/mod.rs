//! Recording what happens: a form, its answer, and what to say when somebody was faster.
//!
//! [`begin`] has the two forms that bring a new pet, [`litter`] that which brings several, [`sale`], [`returned`] and [`retraction`] those that ask twice, [`change`] the three others about a
//! pet.
//! [`about`] is what all forms about one pet share, [`deeds`] the buttons that lead to them, [`done`] what their page says afterwards, [`twice`] the answer to a form that was sent before and
//! said something else.

pub mod about;
pub mod begin;
pub mod change;
pub mod choose;
pub mod deeds;
pub mod done;
pub mod litter;
pub mod retraction;
pub mod returned;
pub mod sale;
pub mod twice;

use crate::shop::{EventId, FieldErrors, Fields};
use crate::store::log::append;
use crate::store::log::keys::{Appended, Ticket};
use crate::store::log::stream::AppendError;
use crate::web::http::cx::{Asker, Cx};
use crate::web::http::error::WebError;
use crate::web::http::respond::{render, see_other};
use crate::web::parts::form;
use crate::web::parts::form::FormView;
use actix_web::HttpResponse;
use askama::Template;

/// Why a form comes back.
pub enum Rejected {
    /// Fields are wrong.
    Fields(FieldErrors),
    /// The shop or the database refused it.
    Append(AppendError),
    /// The request cannot be answered at all.
    Web(WebError),
}

impl From<FieldErrors> for Rejected {
    fn from(errors: FieldErrors) -> Self {
        Self::Fields(errors)
    }
}

impl From<WebError> for Rejected {
    fn from(error: WebError) -> Self {
        Self::Web(error)
    }
}

impl From<AppendError> for Rejected {
    fn from(error: AppendError) -> Self {
        match error {
            AppendError::Store(error) => Self::Web(error.into()),
            AppendError::OtherContent(done) => Self::Web(WebError::OtherContent(done)),
            error => Self::Append(error),
        }
    }
}

/// Records where that was confirmed, and where it was not, asks once more with a page that says what is about to be recorded.
async fn confirmed<P: Template>(
    cx: &Cx,
    fields: &Fields,
    record: impl Future<Output = Result<Appended, Rejected>>,
    ask: impl Future<Output = Result<P, Rejected>>,
) -> Result<HttpResponse, Rejected> {
    if fields.get("confirm") == "yes" {
        Ok(recorded(cx, record.await?))
    } else if let Some(appended) = sent_before(cx, fields).await? {
        Ok(recorded(cx, appended))
    } else {
        Ok(render(&ask.await?)?)
    }
}

/// What this form has recorded, if it was sent before: it need not ask once more then.
async fn sent_before(cx: &Cx, fields: &Fields) -> Result<Option<Appended>, Rejected> {
    if form::key(fields).is_none() {
        return Ok(None);
    }
    let ticket = ticket(cx, fields)?;
    Ok(cx.store().attempt(move |conn| append::sent_before(conn, &ticket)).await?)
}

/// Whether a form is sent to be looked at once more, and not to record what it says.
#[must_use]
pub fn is_looked_at_again(fields: &Fields) -> bool {
    fields.get("confirm") == "no"
}

/// Who records, by which form.
///
/// # Errors
/// A form without a readable key is not one of ours, and comes back with a new one.
pub fn ticket(cx: &Cx, fields: &Fields) -> Result<Ticket, Rejected> {
    let unreadable = || FieldErrors::one("form_key", "Look at what you typed, then send the form again");
    Ok(Ticket {
        form_key: form::key(fields).ok_or_else(unreadable)?,
        content: form::content(&cx.address, fields),
        expected_version: version_in(fields),
        account: cx.who()?.account,
        request_id: cx.request_id.to_string(),
        traceparent: cx.trace.map(|trace| trace.to_string()),
        currency: cx.currency(),
        batches: cx.state.batches.clone(),
    })
}

/// To the page that shows what was recorded; a browser to the panel on it that says so.
fn recorded(cx: &Cx, appended: Appended) -> HttpResponse {
    see_other(&recorded_at(cx, &format!("/pets/{}", appended.pet), appended.event))
}

/// The address of a page that opens after an event.
fn recorded_at(cx: &Cx, page: &str, event: EventId) -> String {
    if cx.asker == Asker::Program { page.to_owned() } else { format!("{page}?{}={event}", done::FIELD) }
}

/// The version of the pet that a form was made for.
fn version_in(fields: &Fields) -> Option<i32> {
    fields.get("expected_version").parse().ok()
}

/// What was typed, with the sentence of a refusal beside the field that it is about.
fn refused_field(error: &AppendError) -> Option<FieldErrors> {
    let field = match error {
        AppendError::Refused(refusal) => refusal.field()?,
        // About none of the fields: it stands above them.
        AppendError::OtherCurrency(_) => "form_key",
        AppendError::NoSuchMother => "mother_id",
        AppendError::NoSuchCustomer => "customer_id",
        AppendError::OtherContent(_) | AppendError::Stale | AppendError::NoSuchPet | AppendError::Store(_) => return None,
    };
    Some(FieldErrors::one(field, error.to_string()))
}

/// A form with today as the day on which it happened.
fn today_in(cx: &Cx, more: &[(&str, &str)]) -> FormView {
    let mut values: Fields = more.iter().copied().collect();
    values.set("occurred_on", cx.today().to_string());
    FormView::new(values)
}

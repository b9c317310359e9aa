//! Forgetting a customer: a page that says what would go and what would stay, and the act.

use actix_web::{HttpResponse, http::StatusCode, web::Path};
use askama::Template;
use uuid::Uuid;

use crate::shop::{CustomerId, FieldErrors, Fields};
use crate::store::log::events::EventLine;
use crate::store::log::keys::Ticket;
use crate::store::people::forgetting;
use crate::store::people::forgetting::{AtStake, MENTIONS, Outcome};
use crate::web::http::cx::Cx;
use crate::web::http::error::WebError;
use crate::web::http::respond::{render_as, see_other};
use crate::web::http::unsent;
use crate::web::parts::form;
use crate::web::parts::form::FormView;
use crate::web::parts::page::{Page, Section};
use crate::web::record::is_looked_at_again;

#[derive(Template)]
#[template(path = "customers/forgetting.html")]
struct ForgettingPage {
    page: Page,
    form: FormView,
    id: CustomerId,
    name: String,
    email: Option<String>,
    phone: Option<String>,
    sales: i64,
    mentions: Vec<EventLine>,
    has_more_mentions: bool,
    /// Whether they bought something since the form was opened.
    is_stale: bool,
}

/// Shows what would go and what would stay.
///
/// # Errors
/// There is no such customer, or the database failed.
pub async fn ask(cx: Cx, id: Path<Uuid>) -> Result<HttpResponse, WebError> {
    let form = unsent::opened(&cx, FormView::new(Fields::default())).await?;
    show(&cx, CustomerId(*id), StatusCode::OK, form).await
}

/// Forgets the customer, and shows what is left.
///
/// # Errors
/// There is no such customer, or the database failed.
pub async fn forget(cx: Cx, id: Path<Uuid>, typed: Fields) -> Result<HttpResponse, WebError> {
    let id = CustomerId(*id);
    if is_looked_at_again(&typed) {
        return show(&cx, id, StatusCode::OK, FormView::looked_at_again(typed)).await;
    }
    let Some(form_key) = form::key(&typed) else {
        let errors = FieldErrors::one("form_key", "Look at what would go, then send the form again");
        return show(&cx, id, StatusCode::UNPROCESSABLE_ENTITY, FormView::again(typed, errors)).await;
    };
    let ticket = Ticket {
        form_key,
        content: form::content(&cx.address, &typed),
        expected_version: typed.get("expected_version").parse().ok(),
        account: cx.who()?.account,
        request_id: cx.request_id.to_string(),
        traceparent: None,
        currency: cx.currency(),
        batches: cx.state.batches.clone(),
    };
    let hand = cx.hand();
    match cx.store().run(move |conn| forgetting::forget(conn, id, &ticket, hand)).await? {
        Outcome::Done => {
            tracing::info!(customer_id = %id, by = %cx.who()?.account, "customer forgotten");
            Ok(see_other(&format!("/customers/{id}")))
        }
        Outcome::Other(done) => Err(WebError::OtherContent(done)),
        Outcome::Stale => show(&cx, id, StatusCode::CONFLICT, FormView::new(typed)).await,
    }
}

async fn show(cx: &Cx, id: CustomerId, status: StatusCode, form: FormView) -> Result<HttpResponse, WebError> {
    let known = cx.store().run(move |conn| forgetting::look(conn, id)).await?.ok_or(WebError::NotFound)?;
    let AtStake { customer, sales, mut mentions } = known;
    if customer.id != id {
        return Ok(see_other(&format!("/customers/{}/forgetting", customer.id)));
    }
    let Some(name) = customer.name else { return Ok(see_other(&format!("/customers/{id}"))) };
    let has_more_mentions = mentions.len() > MENTIONS;
    mentions.truncate(MENTIONS);
    let shown = ForgettingPage {
        page: cx.page(Section::Customers).with_errors(!form.errors.is_empty()),
        form: FormView { expected_version: Some(sales), ..form },
        id,
        name,
        email: customer.email,
        phone: customer.phone,
        sales: sales.into(),
        mentions,
        has_more_mentions,
        is_stale: status == StatusCode::CONFLICT,
    };
    render_as(status, &shown)
}

//! Joining two customers who are one: whom to join, a page that says what would become of both, and the act.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use askama::Template;
use uuid::Uuid;

use crate::shop::{CustomerId, FieldErrors, Fields};
use crate::store::people::joining;
use crate::store::people::joining::Both;
use crate::store::people::mending::Unchanged;
use crate::store::state::customers;
use crate::store::state::customers::Customer;
use crate::store::{Conn, StoreError};
use crate::web::http::cx::Cx;
use crate::web::http::error::WebError;
use crate::web::http::fields::Query;
use crate::web::http::respond::{render_as, see_other};
use crate::web::http::unsent;
use crate::web::parts::form::FormView;
use crate::web::parts::page::{Page, Section};
use crate::web::record::choose;
use crate::web::record::choose::{ALIKE, Choices, CustomerChoice};
use crate::web::record::{Rejected, ticket};

/// Whom to join into a customer; its block `results` is the list of those who match.
#[derive(Template)]
#[template(path = "customers/join.html", blocks = ["results"])]
struct WhomPage {
    page: Page,
    /// `customer` (the search), `other_id`.
    form: FormView,
    id: CustomerId,
    name: String,
    /// Those who are likely the same.
    alike: Vec<CustomerChoice>,
    /// Those who match what was typed, and the one who is chosen.
    customers: Choices<CustomerChoice>,
}

/// What would become of both.
#[derive(Template)]
#[template(path = "customers/join_confirm.html")]
struct JoinPage {
    page: Page,
    form: FormView,
    both: Both,
    /// What of the one who goes is kept nowhere afterwards.
    lost: Vec<String>,
    /// Whether something happened to either since the form was opened.
    is_stale: bool,
}

impl JoinPage {
    fn stays(&self) -> &Customer {
        &self.both.stays.customer
    }

    fn goes(&self) -> &Customer {
        &self.both.goes.customer
    }

    fn called(customer: &Customer) -> &str {
        customer.name.as_deref().unwrap_or(customers::FORGOTTEN)
    }

    /// How many sales name either.
    fn sales(&self) -> i64 {
        i64::from(self.both.stays.sales) + i64::from(self.both.goes.sales)
    }
}

/// What of the one who goes is kept nowhere afterwards.
fn lost(both: &Both) -> Vec<String> {
    let (stays, goes) = (&both.stays.customer, &both.goes.customer);
    let pairs = [(&goes.name, stays.name.clone()), (&goes.email, both.email()), (&goes.phone, both.phone())];
    pairs.into_iter().filter(|(goes, stays)| *goes != stays).filter_map(|(goes, _)| goes.clone()).collect()
}

/// Asks whom to join, or shows what would become of both where `other_id` says who.
///
/// # Errors
/// There is no such customer, or the database failed.
pub async fn ask(cx: Cx, id: Path<Uuid>, Query(query): Query) -> Result<HttpResponse, WebError> {
    let asked = CustomerId(*id);
    let customer = cx.store().run(move |conn| customers::one(conn, asked)).await?.ok_or(WebError::NotFound)?;
    if customer.name.is_none() || customer.id != asked {
        return Ok(see_other(&format!("/customers/{}", customer.id)));
    }
    let form = unsent::opened(&cx, FormView::new(query)).await?;
    if form.values.has("other_id") { show_both(&cx, asked, form, false).await } else { whom(&cx, asked, form).await }
}

/// Looks customers up, shows what would become of both, or joins them, as the form says.
///
/// # Errors
/// There is no such customer, or the database failed.
pub async fn join(cx: Cx, id: Path<Uuid>, typed: Fields) -> Result<HttpResponse, WebError> {
    let stays = CustomerId(*id);
    if !typed.get("search").is_empty() {
        return whom(&cx, stays, FormView::again(typed, FieldErrors::default())).await;
    }
    let goes = typed.get("other_id").parse().map(CustomerId);
    let (Ok(goes), "yes") = (goes, typed.get("confirm")) else {
        return show_both(&cx, stays, FormView::new(typed), false).await;
    };
    let ticket = match ticket(&cx, &typed) {
        Ok(ticket) => ticket,
        Err(Rejected::Web(error)) => return Err(error),
        Err(_) => return show_both(&cx, stays, FormView::new(typed), false).await,
    };
    let hand = cx.hand();
    match cx.store().attempt(move |conn| joining::join(conn, stays, goes, &ticket, hand)).await {
        Ok(()) => {
            tracing::info!(customer_id = %stays, joined = %goes, by = %cx.who()?.account, "customers joined");
            Ok(see_other(&format!("/customers/{stays}")))
        }
        Err(Unchanged::Stale | Unchanged::Store(StoreError::NotFound)) => show_both(&cx, stays, FormView::new(typed), true).await,
        Err(Unchanged::OtherContent(done)) => Err(WebError::OtherContent(done)),
        Err(Unchanged::Store(error)) => Err(error.into()),
    }
}

async fn show_both(cx: &Cx, stays: CustomerId, form: FormView, is_stale: bool) -> Result<HttpResponse, WebError> {
    let both = match form.value("other_id").parse().map(CustomerId) {
        Ok(goes) => cx.store().run(move |conn| joining::look(conn, stays, goes)).await?,
        Err(_) => None,
    };
    let Some(both) = both else {
        let errors = FieldErrors::one("other_id", "Choose another customer from the list");
        return whom(cx, stays, FormView { errors, ..form }).await;
    };
    let form = FormView { expected_version: Some(both.version()), ..form };
    let status = if is_stale { StatusCode::CONFLICT } else { StatusCode::OK };
    render_as(status, &JoinPage { page: cx.page(Section::Customers), form, lost: lost(&both), both, is_stale })
}

async fn whom(cx: &Cx, id: CustomerId, form: FormView) -> Result<HttpResponse, WebError> {
    let look = move |conn: &mut Conn| {
        let Some(customer) = customers::one(conn, id)? else { return Ok(None) };
        let Some(name) = customer.name else { return Ok(None) };
        let alike = customers::alike(conn, &name, customer.email.as_deref(), customer.phone.as_deref(), Some(customer.id), ALIKE)?;
        Ok(Some((customer.id, name, alike)))
    };
    let (id, name, alike) = cx.store().run(look).await?.ok_or(WebError::NotFound)?;
    let customers = choose::customers(cx, &form.values, ["customer", "other_id"]).await?;
    let page = cx.page(Section::Customers).with_errors(!form.errors.is_empty());
    let status = page.status();
    let shown = WhomPage { page, form, id, name, alike: alike.into_iter().map(CustomerChoice::from).collect(), customers };
    if cx.wants_fragment && status == StatusCode::OK { render_as(status, &shown.as_results()) } else { render_as(status, &shown) }
}

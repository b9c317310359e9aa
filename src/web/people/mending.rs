//! Mending what is known of a customer: their name, their e-mail, their telephone.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use askama::Template;
use uuid::Uuid;

use crate::shop::sale::NewCustomer;
use crate::shop::{CustomerId, FieldErrors, Fields};
use crate::store::people::mending;
use crate::store::people::mending::Unchanged;
use crate::store::state::customers;
use crate::store::state::customers::Customer;
use crate::web::http::cx::Cx;
use crate::web::http::error::WebError;
use crate::web::http::respond::{render_as, see_other};
use crate::web::http::unsent;
use crate::web::parts::form::FormView;
use crate::web::parts::page::{Page, Section};
use crate::web::record::{Rejected, is_looked_at_again, ticket};

const FIELDS: [&str; 3] = ["name", "email", "phone"];

#[derive(Template)]
#[template(path = "customers/edit.html")]
struct EditPage {
    page: Page,
    form: FormView,
    /// The customer as they are known now.
    customer: Customer,
    /// Whether somebody changed them since the form was opened.
    is_stale: bool,
}

impl EditPage {
    fn called(&self) -> &str {
        self.customer.name.as_deref().unwrap_or(customers::FORGOTTEN)
    }
}

/// Shows the form, filled with what is known.
///
/// # Errors
/// There is no such customer, or the database failed.
pub async fn edit_form(cx: Cx, id: Path<Uuid>) -> Result<HttpResponse, WebError> {
    let asked = CustomerId(*id);
    let customer = known(&cx, asked).await?;
    let Customer { id, name: Some(name), version, .. } = &customer else { return Ok(see_other(&format!("/customers/{asked}"))) };
    if *id != asked {
        return Ok(see_other(&format!("/customers/{id}/edit")));
    }
    let known = [("name", name.as_str()), ("email", text(&customer.email)), ("phone", text(&customer.phone))];
    let form = unsent::opened(&cx, FormView::new(known.into_iter().collect())).await?;
    let form = FormView { expected_version: form.expected_version.or(Some(*version)), ..form };
    render_as(StatusCode::OK, &EditPage { page: cx.page(Section::Customers), form, customer, is_stale: false })
}

/// Writes what is known anew, or shows the form again with everything that was typed.
///
/// # Errors
/// There is no such customer, or the database failed.
pub async fn mend(cx: Cx, id: Path<Uuid>, typed: Fields) -> Result<HttpResponse, WebError> {
    let id = CustomerId(*id);
    if is_looked_at_again(&typed) {
        let customer = known(&cx, id).await?;
        let form = FormView { expected_version: Some(customer.version), ..FormView::looked_at_again(typed) };
        return render_as(StatusCode::OK, &EditPage { page: cx.page(Section::Customers), form, customer, is_stale: false });
    }
    let (errors, is_stale) = match try_to_mend(&cx, id, &typed).await {
        Ok(()) => return Ok(see_other(&format!("/customers/{id}"))),
        Err(Refused::Rejected(Rejected::Fields(errors))) => (errors, false),
        Err(Refused::Unchanged(Unchanged::Stale)) => (FieldErrors::default(), true),
        Err(Refused::Unchanged(Unchanged::OtherContent(done))) => return Err(WebError::OtherContent(done)),
        Err(Refused::Unchanged(Unchanged::Store(error))) => return Err(error.into()),
        Err(Refused::Rejected(Rejected::Web(error))) => return Err(error),
        Err(Refused::Rejected(Rejected::Append(error))) => return Err(WebError::Fault(error.to_string())),
    };
    let customer = known(&cx, id).await?;
    let status = if is_stale { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
    let mut form = FormView::again(typed, errors);
    if is_stale {
        form.expected_version = Some(customer.version);
    }
    render_as(status, &EditPage { page: cx.page(Section::Customers).with_errors(true), form, customer, is_stale })
}

/// Why the form comes back.
enum Refused {
    Rejected(Rejected),
    Unchanged(Unchanged),
}

impl<E: Into<Rejected>> From<E> for Refused {
    fn from(error: E) -> Self {
        Self::Rejected(error.into())
    }
}

async fn try_to_mend(cx: &Cx, id: CustomerId, typed: &Fields) -> Result<(), Refused> {
    let mut errors = FieldErrors::default();
    let to = NewCustomer::parse(typed, FIELDS, "Enter the customer’s name", &mut errors);
    let Some(to) = to else { return Err(errors.into()) };
    let ticket = ticket(cx, typed)?;
    let hand = cx.hand();
    cx.store().attempt(move |conn| mending::mend(conn, id, &ticket, &to, hand)).await.map_err(Refused::Unchanged)
}

async fn known(cx: &Cx, id: CustomerId) -> Result<Customer, WebError> {
    cx.store().run(move |conn| customers::one(conn, id)).await?.ok_or(WebError::NotFound)
}

fn text(known: &Option<String>) -> &str {
    known.as_deref().unwrap_or_default()
}

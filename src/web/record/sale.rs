//! The form of a sale, which asks once more before it records what somebody will walk out of the door with.

use crate::shop::sale::{self, Buyer, NewCustomer, Sale};
use crate::shop::{Draft, EventKind, FieldErrors, Fields, Money, Pet, PetId, PetNumber};
use crate::store::log::keys::Appended;
use crate::store::log::stream::AppendError;
use crate::store::log::{append, recorder};
use crate::store::state::{customers, pets};
use crate::web::http::cx::Cx;
use crate::web::http::error::WebError;
use crate::web::http::respond::{render, render_as};
use crate::web::parts::form::FormView;
use crate::web::parts::page::{Page, Section};
use crate::web::record::about::{About, Meanwhile};
use crate::web::record::choose;
use crate::web::record::choose::{ALIKE, Choices, CustomerChoice};
use crate::web::record::{Rejected, confirmed, is_looked_at_again, ticket, today_in};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use askama::Template;
use chrono::NaiveDate;
use uuid::Uuid;

/// The form of a sale.
#[derive(Template)]
#[template(path = "pets/sale.html")]
pub struct SaleForm {
    /// What every page knows.
    pub page: Page,
    /// `customer_id`, `customer_name`, `customer_email`, `customer_phone`, `sale_price`, `occurred_on`, `note`.
    pub form: FormView,
    /// The pet.
    pub pet: Pet,
    /// What stands in the way.
    pub meanwhile: Meanwhile,
    /// Customers whose name matches `customer_name`, and the one who is chosen.
    pub customers: Choices<CustomerChoice>,
}

/// Customers to choose from, as the answer to typing.
#[derive(Template)]
#[template(path = "pets/customers.html")]
struct CustomerChoices {
    form: FormView,
    customers: Choices<CustomerChoice>,
}

/// The page that asks once more before a sale.
#[derive(Template)]
#[template(path = "pets/sale_confirm.html")]
pub struct SaleConfirm {
    /// What every page knows.
    pub page: Page,
    /// The form as it was sent; it goes through this page unseen.
    pub form: FormView,
    /// The pet.
    pub pet: Pet,
    /// Its number.
    pub number: PetNumber,
    /// The customer's name.
    pub customer: String,
    /// Whether the sale makes the customer known to the shop.
    pub customer_is_new: bool,
    /// Customers who are known already and are likely the same as a new one.
    pub alike: Vec<CustomerChoice>,
    /// What is paid.
    pub price: Money,
    /// The day of the sale.
    pub occurred_on: NaiveDate,
}

/// Shows the form of a sale, at the price of the pet.
///
/// # Errors
/// There is no such pet, or the database failed.
pub async fn sale_form(cx: Cx, id: Path<Uuid>) -> Result<HttpResponse, WebError> {
    let fill = |pet: &Pet| today_in(&cx, &[("sale_price", &cx.currency().plain(pet.price.amount()))]);
    let about = About::opened(&cx, PetId(*id), EventKind::Sold, fill).await?;
    show(&cx, about).await
}

/// Looks customers up, asks once more, or records the sale, as the form says.
///
/// # Errors
/// There is no such pet, or the database failed.
pub async fn record_sale(cx: Cx, id: Path<Uuid>, fields: Fields) -> Result<HttpResponse, WebError> {
    let pet = PetId(*id);
    if !fields.get("search").is_empty() || is_looked_at_again(&fields) {
        let about = About::looked_at_again(&cx, pet, EventKind::Sold, fields).await?;
        return show(&cx, about).await;
    }
    let answered = if has_not_said_who(&fields) {
        ask_who(&cx, pet, &fields).await
    } else {
        confirmed(&cx, &fields, record(&cx, pet, &fields), confirmation(&cx, pet, &fields)).await
    };
    match answered {
        Ok(answer) => Ok(answer),
        Err(rejected) => {
            let about = About::sent_back(&cx, pet, EventKind::Sold, fields, rejected).await?;
            show(&cx, about).await
        }
    }
}

/// Whether it was asked which of several a customer is, and nothing was chosen.
fn has_not_said_who(fields: &Fields) -> bool {
    fields.get("confirm") == "yes" && fields.has("asked_who") && !fields.has("customer_id")
}

async fn ask_who(cx: &Cx, pet: PetId, fields: &Fields) -> Result<HttpResponse, Rejected> {
    let mut asked = confirmation(cx, pet, fields).await?;
    asked.form.errors = FieldErrors::one("alike", "Choose one of them, or someone new");
    asked.page.has_errors = true;
    Ok(render_as(asked.page.status(), &asked)?)
}

async fn record(cx: &Cx, pet: PetId, fields: &Fields) -> Result<Appended, Rejected> {
    let draft = sale::parse(fields, cx.today(), cx.currency())?;
    let ticket = ticket(cx, fields)?;
    Ok(recorder::record(cx.store(), EventKind::Sold, move |conn| append::sale(conn, pet, &ticket, draft)).await?)
}

/// Tries the sale without recording it, and answers what is about to be recorded.
async fn confirmation(cx: &Cx, pet: PetId, fields: &Fields) -> Result<SaleConfirm, Rejected> {
    let draft = sale::parse(fields, cx.today(), cx.currency())?;
    let ticket = ticket(cx, fields)?;
    let Draft { what: Sale { buyer, sale_price }, occasion } = draft.clone();
    let (typed, id) = (buyer.clone(), pet);
    let (pet, number, customer, alike) = cx
        .store()
        .attempt(move |conn| {
            let (pet, customer) = append::try_sale(conn, pet, &ticket, draft)?;
            let alike = match &typed {
                Buyer::New(NewCustomer { name, email, phone }) => {
                    customers::alike(conn, name.as_str(), email.as_deref(), phone.as_deref(), None, ALIKE)?
                }
                Buyer::Known(_) => vec![],
            };
            Ok::<_, AppendError>((pet, pets::number(conn, id)?, customer, alike))
        })
        .await?;
    Ok(SaleConfirm {
        page: cx.page(Section::Pets),
        form: FormView::again(fields.clone(), FieldErrors::default()),
        pet,
        number,
        customer,
        customer_is_new: matches!(buyer, Buyer::New(_)),
        alike: alike.into_iter().map(CustomerChoice::from).collect(),
        price: sale_price,
        occurred_on: occasion.occurred_on,
    })
}

async fn show(cx: &Cx, about: About) -> Result<HttpResponse, WebError> {
    let About { status, page, form, pet, meanwhile, .. } = about;
    let customers = choose::customers(cx, &form.values, ["customer_name", "customer_id"]).await?;
    if cx.wants_fragment && status == StatusCode::OK {
        return render(&CustomerChoices { form, customers });
    }
    render_as(status, &SaleForm { page, form, pet, meanwhile, customers })
}

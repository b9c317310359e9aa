//! Customers: a search, and what each took home.

use crate::shop::{CustomerId, EventId, FieldErrors, Fields, Money, PetId};
use crate::store::log::steps;
use crate::store::log::steps::Steps;
use crate::store::people::forgetting;
use crate::store::state::customers;
use crate::store::{StoreError, When};
use crate::web::http::cx::Cx;
use crate::web::http::error::WebError;
use crate::web::http::fields::Query;
use crate::web::http::respond::{render, render_as};
use crate::web::parts::form::FormView;
use crate::web::parts::not_yet::not_yet;
use crate::web::parts::page::{Page, Section};
use crate::web::parts::pager::{PAGE_SIZE, Pager, address};
use crate::web::parts::past::{Asked, Standpoint};
use actix_web::HttpResponse;
use actix_web::web::Path;
use askama::Template;
use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use uuid::Uuid;

/// The customers; its block `results` answers a fragment request.
#[derive(Template)]
#[template(path = "customers/list.html", blocks = ["results"])]
pub struct CustomerList {
    /// What every page knows.
    pub page: Page,
    /// `q`, as typed.
    pub filter: FormView,
    /// Whether nobody has ever bought a pet.
    pub shop_has_none: bool,
    /// One page of customers.
    pub customers: Vec<CustomerRow>,
    /// The pages around it.
    pub pager: Pager,
}

impl CustomerList {
    /// How many customers the page shows.
    fn shown(&self) -> i64 {
        i64::try_from(self.customers.len()).unwrap_or(i64::MAX)
    }
}

/// One customer in a list.
#[derive(Debug, Clone)]
pub struct CustomerRow {
    /// The customer.
    pub id: CustomerId,
    /// What they are called.
    pub name: String,
    /// How to write to them.
    pub email: Option<String>,
    /// How to call them.
    pub phone: Option<String>,
    /// How many pets they took home.
    pub pets: i64,
}

/// Shows a page of customers. Further pages follow by name; the way back is the browser's.
///
/// # Errors
/// The database failed.
pub async fn list(cx: Cx, Query(query): Query) -> Result<HttpResponse, WebError> {
    let text: String = query.get("q").trim().chars().filter(|c| !c.is_control()).take(100).collect();
    let behind = behind(&query);
    let is_first = behind.is_none();
    let all = text.is_empty() && is_first;
    let found = cx.store().run(move |conn| customers::search(conn, &text, behind, PAGE_SIZE)).await?;

    let last = found.customers.last().filter(|_| found.more).map(|last| format!("{}~{}", last.name, last.id));
    let pager = Pager {
        previous: (!is_first).then(|| address("/customers", &query, &["q"], None)),
        next: last.map(|last| address("/customers", &query, &["q"], Some(("after", &last)))),
    };
    let row = |line: customers::CustomerLine| CustomerRow {
        id: CustomerId(line.id),
        name: line.name,
        email: line.email,
        phone: line.phone,
        pets: line.pets,
    };
    let list = CustomerList {
        page: cx.page(Section::Customers),
        filter: FormView::again(query, FieldErrors::default()),
        shop_has_none: all && found.customers.is_empty(),
        customers: found.customers.into_iter().map(row).collect(),
        pager,
    };
    if cx.wants_fragment { render(&list.as_results()) } else { render(&list) }
}

fn behind(query: &Fields) -> Option<customers::Behind> {
    let (name, id) = query.get("after").rsplit_once('~')?;
    Some((name.chars().filter(|c| !c.is_control()).collect(), id.parse().ok()?))
}

/// One customer, and what they bought.
#[derive(Template)]
#[template(path = "customers/show.html")]
pub struct CustomerPage {
    /// What every page knows.
    pub page: Page,
    /// The customer.
    pub id: CustomerId,
    /// What they are called; `None` where they were forgotten.
    pub name: Option<String>,
    /// How to write to them.
    pub email: Option<String>,
    /// How to call them.
    pub phone: Option<String>,
    /// Who had them forgotten, and when.
    pub forgotten: Option<(String, DateTime<Utc>)>,
    /// What they paid in all, with the currency.
    pub spent: String,
    /// The pets they took home, newest first.
    pub bought: Vec<Bought>,
}

impl CustomerPage {
    /// What stands above the page.
    fn called(&self) -> &str {
        self.name.as_deref().unwrap_or("A forgotten customer")
    }

    /// How many pets the page shows.
    fn shown(&self) -> i64 {
        i64::try_from(self.bought.len()).unwrap_or(i64::MAX)
    }
}

/// A pet that a customer took home.
#[derive(Debug, Clone)]
pub struct Bought {
    /// The pet.
    pub id: PetId,
    /// The sale.
    pub event: EventId,
    /// What the pet is called.
    pub name: String,
    /// What kind of animal it is.
    pub species: String,
    /// What was paid.
    pub price: Money,
    /// The day of the sale.
    pub on: NaiveDate,
}

/// Shows a customer: who they are, and what they had bought by the moment that is asked for.
///
/// # Errors
/// There is no such customer, or the database failed.
pub async fn show(cx: Cx, id: Path<Uuid>, Query(query): Query) -> Result<HttpResponse, WebError> {
    let id = CustomerId(*id);
    let time = match Standpoint::asked(&cx, &query, &[], Steps::Customer(id)).await? {
        Asked::Page(time) => time,
        Asked::Step(there) => return Ok(there),
    };
    let when = time.when();
    let page = cx.page_at(Section::Customers, time);
    let (customer, first_sale, purchases, by) = cx
        .store()
        .run(move |conn| {
            let first_sale = match when {
                When::Now => None,
                When::At(_) => steps::first(conn, Steps::Customer(id))?,
            };
            Ok((customers::one(conn, id)?, first_sale, customers::purchases(conn, when, id)?, forgetting::by_whom(conn, id)?))
        })
        .await?;
    let customer = customer.ok_or(WebError::NotFound)?;
    let came_at = first_sale.map_or(customer.created_at, |first| first.min(customer.created_at));
    if page.is_past() && came_at > page.now {
        return not_yet(page, customer.name.unwrap_or_else(|| customers::FORGOTTEN.to_owned()), came_at);
    }
    let status = page.status();
    let spent = page.sum(purchases.iter().map(|purchase| purchase.sale_price).sum::<Decimal>());
    let bought = purchases.into_iter().map(Bought::try_from).collect::<Result<_, _>>()?;
    let customers::Customer { name, email, phone, forgotten_at, .. } = customer;
    render_as(status, &CustomerPage { page, id, name, email, phone, forgotten: by.zip(forgotten_at), spent, bought })
}

impl TryFrom<customers::Purchase> for Bought {
    type Error = StoreError;

    fn try_from(row: customers::Purchase) -> Result<Self, StoreError> {
        let price =
            Money::from_decimal(row.sale_price).ok_or_else(|| StoreError::Unreadable(format!("event {}: its price", row.event_id)))?;
        Ok(Self { id: PetId(row.pet_id), event: EventId(row.event_id), name: row.name, species: row.species, price, on: row.occurred_on })
    }
}

//! Customers: a search, and what each took home.

use crate::shop::{CustomerId, FieldErrors, Fields, Money, text};
use crate::store::When;
use crate::store::keyset::Place;
use crate::store::log::steps;
use crate::store::log::steps::Steps;
use crate::store::people::forgetting;
use crate::store::state::customers;
use crate::store::state::customers::{CustomerKey, CustomerLine, Purchase};
use crate::web::http::cx::Cx;
use crate::web::http::error::WebError;
use crate::web::http::fields::Query;
use crate::web::http::respond::{render, render_as, see_other};
use crate::web::parts::asked::{Asked, asked};
use crate::web::parts::form::FormView;
use crate::web::parts::not_yet::not_yet;
use crate::web::parts::page::{Page, Section};
use crate::web::parts::pager::{PAGE_SIZE, Pager, address};
use actix_web::HttpResponse;
use actix_web::web::Path;
use askama::Template;
use chrono::{DateTime, Utc};
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
    pub customers: Vec<CustomerLine>,
    /// The pages around it.
    pub pager: Pager,
}

impl CustomerList {
    /// How many customers the page shows.
    fn shown(&self) -> i64 {
        i64::try_from(self.customers.len()).unwrap_or(i64::MAX)
    }

    /// Where all of it is as CSV.
    fn csv(&self) -> String {
        address("/customers.csv", &self.filter.values, &["q"], None)
    }
}

/// Shows a page of customers.
///
/// # Errors
/// The database failed.
pub async fn list(cx: Cx, Query(query): Query) -> Result<HttpResponse, WebError> {
    let text = text::sought(query.get("q"));
    let place = place(&query);
    let all = text.is_empty() && place == Place::First;
    let found = cx.store().read(move |conn| customers::search(conn, &text, &place, PAGE_SIZE)).await?;

    let beside = |side, key: Option<&CustomerKey>| {
        key.map(|(name, id)| address("/customers", &query, &["q"], Some((side, &format!("{name}~{id}")))))
    };
    let pager = Pager { previous: beside("before", found.previous.as_ref()), next: beside("after", found.next.as_ref()) };
    let list = CustomerList {
        page: cx.page(Section::Customers),
        filter: FormView::again(query, FieldErrors::default()),
        shop_has_none: all && found.rows.is_empty(),
        customers: found.rows,
        pager,
    };
    if cx.wants_fragment { render(&list.as_results()) } else { render(&list) }
}

/// Reads where a page begins: `after=NAME~ID` or `before=NAME~ID`. What cannot be read asks for the first page.
pub fn place(query: &Fields) -> Place<CustomerKey> {
    let key = |typed: &str| {
        let (name, id) = typed.rsplit_once('~')?;
        Some((name.chars().filter(|c| !c.is_control()).collect(), CustomerId(id.parse().ok()?)))
    };
    match (key(query.get("after")), key(query.get("before"))) {
        (Some(key), _) => Place::After(key),
        (None, Some(key)) => Place::Before(key),
        (None, None) => Place::First,
    }
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
    /// What they got back in all for pets that they brought back, with the currency; `None` where nothing.
    pub refunded: Option<String>,
    /// The pets they took home, newest first.
    pub bought: Vec<Purchase>,
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

/// Shows a customer: who they are, and what they had bought by the moment that is asked for.
///
/// # Errors
/// There is no such customer, or the database failed.
pub async fn show(cx: Cx, id: Path<Uuid>, Query(query): Query) -> Result<HttpResponse, WebError> {
    let id = CustomerId(*id);
    let time = match asked(&cx, &query, &[], Steps::Customer(id)).await? {
        Asked::Page(time) => time,
        Asked::Step(there) => return Ok(there),
    };
    let when = time.when();
    let page = cx.page_at(Section::Customers, time);
    let (customer, first_sale, bought, by) = cx
        .store()
        .read(move |conn| {
            let first_sale = match when {
                When::Now => None,
                When::At(_) => steps::first(conn, Steps::Customer(id))?,
            };
            Ok((customers::one(conn, id)?, first_sale, customers::purchases(conn, when, id)?, forgetting::by_whom(conn, id)?))
        })
        .await?;
    let customer = customer.ok_or(WebError::NotFound)?;
    if customer.id != id {
        return Ok(see_other(&page.customer(&customer.id)));
    }
    let came_at = first_sale.map_or(customer.created_at, |first| first.min(customer.created_at));
    if page.is_past() && came_at > page.now {
        return not_yet(page, customer.name.unwrap_or_else(|| customers::FORGOTTEN.to_owned()), came_at);
    }
    let status = page.status();
    let spent = page.sum(bought.iter().map(|purchase| purchase.price.amount()).sum::<Decimal>());
    let refunds = bought.iter().filter_map(|purchase| purchase.refund).map(Money::amount).sum::<Decimal>();
    let refunded = (!refunds.is_zero()).then(|| page.sum(refunds));
    let customers::Customer { name, email, phone, forgotten_at, .. } = customer;
    render_as(status, &CustomerPage { page, id, name, email, phone, forgotten: by.zip(forgotten_at), spent, refunded, bought })
}

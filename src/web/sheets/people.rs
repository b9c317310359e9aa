//! Customers and the audit log, as CSV.

use actix_web::HttpResponse;
use uuid::Uuid;

use crate::shop::{FieldErrors, text};
use crate::store::keyset::Place;
use crate::store::people::audit::page as log;
use crate::store::people::audit::page::Line;
use crate::store::state::customers;
use crate::store::state::customers::CustomerKey;
use crate::web::admin::audit::{LOG, list, read};
use crate::web::http::cx::Cx;
use crate::web::http::error::WebError;
use crate::web::http::fields::Query;
use crate::web::parts::csv::Cell;
use crate::web::parts::page::{Page, Section};
use crate::web::sheets::{AT_ONCE, Sheet, moment, send};

const CUSTOMERS: [&str; 5] = ["customer_id", "name", "email", "phone", "pets"];

const AUDIT: [&str; 9] = ["line_id", "at", "what", "by", "about", "customer_id", "address", "request_id", "details"];

/// Sends the customers that the list shows.
///
/// # Errors
/// The database failed.
pub async fn customers(cx: Cx, Query(query): Query) -> Result<HttpResponse, WebError> {
    let sheet = Sheet::new(&cx.page(Section::Customers), "customers", "the list of customers", &CUSTOMERS, &query, &["q"]);
    let text = text::sought(query.get("q"));
    send(cx, sheet, async move |cx: &Cx, place: Place<CustomerKey>| {
        let text = text.clone();
        let found = cx.store().read(move |conn| customers::search(conn, &text, &place, AT_ONCE)).await?;
        let rows = found.rows.iter().map(|customer| {
            vec![
                Cell::plain(Some(customer.id)),
                Cell::text(Some(&customer.name)),
                Cell::text(customer.email.as_deref()),
                Cell::text(customer.phone.as_deref()),
                Cell::plain(Some(customer.pets)),
            ]
        });
        Ok((rows.collect(), found.next))
    })
    .await
}

/// Sends the lines that the audit log shows, newest first.
///
/// # Errors
/// The database failed.
pub async fn audit(cx: Cx, Query(query): Query) -> Result<HttpResponse, WebError> {
    let page = cx.page(Section::Admin);
    let mut errors = FieldErrors::default();
    let filter = read(&page, &query, &mut errors);
    if !errors.is_empty() {
        return list(cx, Query(query)).await;
    }
    let sheet = Sheet::new(&page, "audit", "the audit log", &AUDIT, &query, LOG.filters);
    send(cx, sheet, async move |cx: &Cx, place: Place<Uuid>| {
        let filter = filter.clone();
        let found = cx.store().read(move |conn| log::read(conn, &filter, place, AT_ONCE)).await?;
        Ok((found.rows.iter().map(|line| deed(&page, line)).collect(), found.next))
    })
    .await
}

fn deed(page: &Page, line: &Line) -> Vec<Cell> {
    let name = |who: &Option<(crate::shop::AccountId, String)>| who.as_ref().map(|(_, name)| name.clone());
    vec![
        Cell::plain(Some(line.id)),
        moment(page, line.at),
        Cell::plain(Some(line.kind.name())),
        Cell::text(name(&line.by).as_deref()),
        Cell::text(name(&line.about).as_deref()),
        Cell::plain(line.customer),
        Cell::text(line.address.as_deref()),
        Cell::plain(line.request_id),
        Cell::text(Some(&line.details.to_string())),
    ]
}

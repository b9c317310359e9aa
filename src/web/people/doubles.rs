//! Customers who are likely one: a list of those who came later, each beside the one whom the shop knows for longer.

use actix_web::HttpResponse;
use askama::Template;

use crate::store::people::doubles;
use crate::store::people::doubles::Double;
use crate::store::state::customers::CustomerKey;
use crate::web::http::cx::Cx;
use crate::web::http::error::WebError;
use crate::web::http::fields::Query;
use crate::web::http::respond::render;
use crate::web::pages::customers::place;
use crate::web::parts::page::{Page, Section};
use crate::web::parts::pager::{PAGE_SIZE, Pager, address};

#[derive(Template)]
#[template(path = "customers/doubles.html")]
struct DoublesPage {
    page: Page,
    doubles: Vec<Double>,
    pager: Pager,
}

/// Shows a page of them.
///
/// # Errors
/// The database failed.
pub async fn list(cx: Cx, Query(query): Query) -> Result<HttpResponse, WebError> {
    let place = place(&query);
    let found = cx.store().read(move |conn| doubles::read(conn, &place, PAGE_SIZE)).await?;
    let beside = |side, key: Option<&CustomerKey>| {
        key.map(|(name, id)| address("/customers/doubles", &query, &[], Some((side, &format!("{name}~{id}")))))
    };
    let pager = Pager { previous: beside("before", found.previous.as_ref()), next: beside("after", found.next.as_ref()) };
    render(&DoublesPage { page: cx.page(Section::Customers), doubles: found.rows, pager })
}

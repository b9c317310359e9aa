//! One search for pets, customers and events: a page, and what drops down under the box in the header.

use crate::shop::text;
use crate::store::When;
use crate::store::keyset;
use crate::store::keyset::Place;
use crate::store::log::events::EventLine;
use crate::store::log::search;
use crate::store::state::customers;
use crate::store::state::customers::{CustomerKey, CustomerLine};
use crate::store::state::pets;
use crate::store::state::pets::PetKey;
use crate::store::state::pets::PetRow;
use crate::store::state::pets::{Order, PetFilter};
use crate::store::state::snapshot;
use crate::web::http::cx::Cx;
use crate::web::http::error::WebError;
use crate::web::http::fields::Query;
use crate::web::http::respond::render;
use crate::web::parts::page::{Page, Section};
use crate::web::parts::pager::address;
use actix_web::HttpResponse;
use askama::Template;

/// How many answers of a kind the page shows, and the list that drops down.
const ON_THE_PAGE: usize = 20;
const DROPPED_DOWN: usize = 5;

/// What was found; its block `answers` is what drops down.
#[derive(Template)]
#[template(path = "search/show.html", blocks = ["answers"])]
pub struct SearchPage {
    /// What every page knows.
    pub page: Page,
    /// What is looked for, as it was understood.
    pub sought: String,
    /// Pets whose name or species contains it.
    pub pets: Vec<PetRow>,
    /// The way to all of them, where there are more.
    pub more_pets: Option<String>,
    /// Customers in whose name and e-mail its words are, or whose telephone number it is of.
    pub customers: Vec<CustomerLine>,
    /// The way to all of them, where there are more.
    pub more_customers: Option<String>,
    /// Events whose id begins so.
    pub events: Vec<EventLine>,
    /// Whether there are more.
    pub more_events: bool,
}

impl SearchPage {
    /// How many answers there are.
    fn shown(&self) -> i64 {
        i64::try_from(self.pets.len() + self.customers.len() + self.events.len()).unwrap_or(i64::MAX)
    }

    /// Whether there are more than these.
    fn has_more(&self) -> bool {
        self.more_pets.is_some() || self.more_customers.is_some() || self.more_events
    }
}

/// Looks for what the address asks for.
///
/// # Errors
/// The database failed.
pub async fn show(cx: Cx, Query(query): Query) -> Result<HttpResponse, WebError> {
    let sought = text::sought(query.get("q"));
    let size = if cx.wants_fragment { DROPPED_DOWN } else { ON_THE_PAGE };
    let page = cx.page(Section::None);
    let mut found = SearchPage {
        page,
        sought: sought.clone(),
        pets: vec![],
        more_pets: None,
        customers: vec![],
        more_customers: None,
        events: vec![],
        more_events: false,
    };
    if !sought.is_empty() {
        let (pets, people, events) = cx.store().read(move |conn| look(conn, sought.clone(), size)).await?;
        let all = |path: &str| Some(address(path, &query, &["q"], None));
        found.more_pets = pets.next.is_some().then(|| all("/pets")).flatten();
        found.pets = pets.rows;
        found.more_customers = people.next.and_then(|_| all("/customers"));
        found.customers = people.rows;
        found.more_events = events.len() > size;
        found.events = events.into_iter().take(size).collect();
    }
    if cx.wants_fragment { render(&found.as_answers()) } else { render(&found) }
}

type Found = (keyset::Page<PetRow, PetKey>, keyset::Page<CustomerLine, CustomerKey>, Vec<EventLine>);

fn look(conn: &mut crate::store::Conn, sought: String, size: usize) -> Result<Found, crate::store::StoreError> {
    let boundary = snapshot::boundary(conn)?;
    let people = customers::search(conn, &sought, &Place::First, size)?;
    let events = match search::ids_that_begin(&sought) {
        Some(ids) => search::events_between(conn, ids, i64::try_from(size).unwrap_or(i64::MAX).saturating_add(1))?,
        None => vec![],
    };
    let filter = PetFilter { text: Some(sought), ..PetFilter::default() };
    Ok((pets::list(conn, When::Now, &boundary, &filter, Order::Name, &Place::First, size)?, people, events))
}

//! One search for pets, customers and events: a page, and what drops down under the box in the header.

use crate::shop::{CustomerId, text, words};
use crate::store::Reads;
use crate::store::When;
use crate::store::keyset;
use crate::store::keyset::Place;
use crate::store::log::events::EventLine;
use crate::store::log::search;
use crate::store::state::buyers;
use crate::store::state::buyers::{Buyers, LatestPurchase};
use crate::store::state::customers;
use crate::store::state::customers::{CustomerKey, CustomerLine};
use crate::store::state::pet_list;
use crate::store::state::pet_list::PetKey;
use crate::store::state::pet_list::{Order, PetFilter};
use crate::store::state::pets;
use crate::store::state::pets::PetRow;
use crate::store::state::projection;
use crate::web::http::cx::Cx;
use crate::web::http::error::WebError;
use crate::web::http::fields::Query;
use crate::web::http::respond::render;
use crate::web::parts::page::{Page, Section};
use crate::web::parts::pager::address;
use crate::web::record::choose::CustomerChoice;
use actix_web::HttpResponse;
use askama::Template;
use std::collections::HashMap;

/// How many answers of a kind the page shows, and the list that drops down.
const ON_THE_PAGE: usize = 20;
const DROPPED_DOWN: usize = 5;

/// How many are counted; beyond that it is "and more".
const COUNTED: usize = 500;

/// The way to all answers of a kind, where there are more than are shown.
pub struct All {
    /// Where they are.
    pub href: String,
    /// How many: "21", or "500 and more".
    pub count: String,
}

/// What was found; its block `answers` is what drops down.
#[derive(Template)]
#[template(path = "search/show.html", blocks = ["answers"])]
pub struct SearchPage {
    /// What every page knows.
    pub page: Page,
    /// What is looked for, as it was understood.
    pub sought: String,
    /// Pets whose name or species contains it, or whose id begins so.
    pub pets: Vec<PetRow>,
    /// Who bought those that are sold.
    pub buyers: Buyers,
    /// The way to all of them, where there are more.
    pub more_pets: Option<All>,
    /// Customers in whose name and e-mail its words are, whose telephone number it is of, or whose id begins so.
    pub customers: Vec<CustomerChoice>,
    /// What they bought last.
    pub bought: HashMap<CustomerId, LatestPurchase>,
    /// The way to all of them, where there are more.
    pub more_customers: Option<All>,
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
        buyers: Buyers::default(),
        more_pets: None,
        customers: vec![],
        bought: HashMap::new(),
        more_customers: None,
        events: vec![],
        more_events: false,
    };
    if !sought.is_empty() {
        let Found { pets, people, events, buyers, bought } = cx.store().read(move |conn| look(conn, &sought, size)).await?;
        let all = |path: &str, rows: usize, is_more: bool| {
            let count = words::thousands(i64::try_from(rows).unwrap_or(i64::MAX));
            let count = if is_more { format!("More than {count}") } else { format!("All {count}") };
            (rows > size).then(|| All { href: address(path, &query, &["q"], None), count })
        };
        (found.buyers, found.bought) = (buyers, bought);
        found.more_pets = all("/pets", pets.rows.len(), pets.next.is_some());
        found.pets = pets.rows.into_iter().take(size).collect();
        found.more_customers = all("/customers", people.rows.len(), people.next.is_some());
        found.customers = people.rows.into_iter().take(size).map(CustomerChoice::from).collect();
        found.more_events = events.len() > size;
        found.events = events.into_iter().take(size).collect();
    }
    if cx.wants_fragment { render(&found.as_answers()) } else { render(&found) }
}

/// What was found: all that are counted, and what is said of those that are shown.
struct Found {
    pets: keyset::Page<PetRow, PetKey>,
    people: keyset::Page<CustomerLine, CustomerKey>,
    events: Vec<EventLine>,
    buyers: Buyers,
    bought: HashMap<CustomerId, LatestPurchase>,
}

fn look(conn: &mut impl Reads, sought: &str, size: usize) -> Result<Found, crate::store::StoreError> {
    let position = projection::position(conn)?;
    let people =
        before(customers::by_id(conn, sought, size)?, customers::search(conn, sought, &Place::First, COUNTED)?, |customer| customer.id);
    let events = search::by_id(conn, sought, size)?;
    let by_id = pets::typed(conn, sought, size)?;
    let filter = PetFilter { text: Some(sought.to_owned()), ..PetFilter::default() };
    let pets = pet_list::list(conn, When::Now, &position, &filter, Order::Here, &Place::First, COUNTED)?;
    let pets = before(by_id, pets, |pet| pet.id);
    let buyers = buyers::buyers(conn, pets.rows.get(..size).unwrap_or(&pets.rows))?;
    let bought = buyers::latest_purchases(conn, people.rows.iter().take(size).map(|customer| customer.id).collect())?;
    Ok(Found { pets, people, events, buyers, bought })
}

/// Those whose id was typed, before those who are called so.
fn before<T, K, I: PartialEq>(by_id: Vec<T>, mut page: keyset::Page<T, K>, id: impl Fn(&T) -> I) -> keyset::Page<T, K> {
    page.rows.retain(|row| by_id.iter().all(|first| id(first) != id(row)));
    page.rows.splice(0..0, by_id);
    page
}

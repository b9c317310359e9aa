//! The list of pets: filtered, ordered and paged by its address.

use crate::shop::{Currency, FieldErrors, Fields, Money, PetId, Species, Status, text};
use crate::store::keyset::Place;
use crate::store::log::steps;
use crate::store::log::steps::Steps;
use crate::store::state::buyers;
use crate::store::state::buyers::Buyers;
use crate::store::state::figures;
use crate::store::state::pet_list;
use crate::store::state::pet_list::{Key, Order, PetFilter, PetKey};
use crate::store::state::pet_sums;
use crate::store::state::pets;
use crate::store::state::pets::PetRow;
use crate::store::state::projection;
use crate::web::http::cx::Cx;
use crate::web::http::error::WebError;
use crate::web::http::fields::Query;
use crate::web::http::respond::render_as;
use crate::web::parts::asked::{Asked, asked};
use crate::web::parts::form::FormView;
use crate::web::parts::list_head::{KEPT, ListHead, Narrowed};
use crate::web::parts::page::{Page, Section};
use crate::web::parts::pager::{PAGE_SIZE, Pager, address};
use crate::web::parts::past::AS_OF;
use actix_web::HttpResponse;
use askama::Template;
use chrono::{DateTime, Utc};

/// The orders in which pets are listed: the value of `sort`, and its words. The first is by name, and by where they are where words are looked for.
pub const PET_ORDERS: [(&str, &str); 8] = [
    ("", "Usual order"),
    ("name", "Name, A to Z"),
    ("-name", "Name, Z to A"),
    ("here", "In the store first"),
    ("newest", "Newest"),
    ("oldest", "Longest here"),
    ("price", "Lowest price"),
    ("-price", "Highest price"),
];

/// The fields of the address by which the list is narrowed, and last how it is sorted.
pub const FILTERS: [&str; 6] = ["q", "species", "status", "min_price", "max_price", "sort"];

/// The fields that say which pets there are, in whatever order.
pub const NARROWING: [&str; 6] = ["q", "species", "status", "min_price", "max_price", AS_OF];

/// The list of pets; its block `results` answers a fragment request.
#[derive(Template)]
#[template(path = "pets/list.html", blocks = ["results"])]
pub struct PetList {
    /// What every page knows.
    pub page: Page,
    /// What is filtered by, `q` to `sort`, as typed, and what is wrong with it.
    pub filter: FormView,
    /// The species that the shop knows.
    pub species: Vec<String>,
    /// Whether no pet has ever been here, as of the moment that is shown.
    pub shop_is_empty: bool,
    /// When the first one came, where that was later.
    pub beginning: Option<DateTime<Utc>>,
    /// The heads over the rows, the tabs above them, and what is set.
    pub head: ListHead,
    /// One page of pets.
    pub pets: Vec<PetRow>,
    /// Who bought those that are sold.
    pub buyers: Buyers,
    /// The pages around it.
    pub pager: Pager,
}

impl PetList {
    /// Where the cage cards of these pets are.
    fn cards(&self) -> String {
        address("/pets/cards", &self.filter.values, &KEPT, None)
    }

    /// How many pets the page shows.
    fn shown(&self) -> i64 {
        i64::try_from(self.pets.len()).unwrap_or(i64::MAX)
    }

    /// Where all of it is as CSV.
    fn csv(&self) -> String {
        address("/pets.csv", &self.filter.values, &NARROWING, None)
    }
}

/// Shows a page of the list.
///
/// # Errors
/// The database failed.
pub async fn list(cx: Cx, Query(mut query): Query) -> Result<HttpResponse, WebError> {
    let time = match asked(&cx, &query, &FILTERS, Steps::Shop).await? {
        Asked::Page(time) => time,
        Asked::Step(there) => return Ok(there),
    };
    let when = time.when();
    query.set(AS_OF, time.moment.map(|moment| moment.to_string()).unwrap_or_default());
    let (wanted, errors) = read(&query, cx.currency());
    let Wanted { filter, order, place } = wanted;
    let asked_for = text::line(query.get("species"));
    let status = filter.status;
    let (found, buyers, sums, species, known, beginning) = cx
        .store()
        .read(move |conn| {
            let position = projection::position(conn)?;
            let found = pet_list::list(conn, when, &position, &filter, order, &place, PAGE_SIZE)?;
            let buyers = buyers::buyers(conn, &found.rows)?;
            let stock = figures::stock(conn, when, &position)?;
            let sums = pet_sums::sums(conn, when, &position, &stock, &filter)?;
            let species = figures::species(&stock);
            let known = pets::as_written(conn, &asked_for, &species)?;
            let beginning = if species.is_empty() { steps::first(conn, Steps::Shop)? } else { None };
            Ok((found, buyers, sums, species, known, beginning))
        })
        .await?;

    show_as_known(&mut query, known);
    let beside = |side, key: Option<&PetKey>| key.map(|key| address("/pets", &query, &KEPT, Some((side, &written(key)))));
    let pager = Pager { previous: beside("before", found.previous.as_ref()), next: beside("after", found.next.as_ref()) };
    let page = cx.page_at(Section::Pets, time).with_errors(!errors.is_empty());
    let code = page.status();
    let head = ListHead::new(&page, &query, &errors, Narrowed { status, order, sums });
    let list = PetList {
        page,
        filter: FormView::again(query, errors),
        shop_is_empty: species.is_empty(),
        species,
        beginning,
        head,
        pets: found.rows,
        buyers,
        pager,
    };
    if cx.wants_fragment { render_as(code, &list.as_results()) } else { render_as(code, &list) }
}

/// A species in the address is shown in the writing of the list that offers it, however it is written there.
pub fn show_as_known(query: &mut Fields, known: Option<String>) {
    if let Some(known) = known {
        query.set("species", known);
    }
}

/// What the address asks for.
pub struct Wanted {
    /// Which pets.
    pub filter: PetFilter,
    order: Order,
    place: Place<PetKey>,
}

/// Which pets an address of the list asks for, and in which order.
///
/// # Errors
/// What it asks for cannot be read.
pub fn asked_for(query: &Fields, currency: Currency) -> Result<(PetFilter, Order), FieldErrors> {
    let (Wanted { filter, order, .. }, errors) = read(query, currency);
    if errors.is_empty() { Ok((filter, order)) } else { Err(errors) }
}

/// Reads the address. What cannot be read is left out of the filter, and said.
pub fn read(query: &Fields, currency: Currency) -> (Wanted, FieldErrors) {
    let mut errors = FieldErrors::default();
    let given = |name: &str| Some(query.get(name).trim()).filter(|text| !text.is_empty());
    let mut money = |name: &'static str| given(name).and_then(|typed| errors.keep(name, currency.read(typed)));
    let min_price = money("min_price");
    let max_price = money("max_price");
    let status = given("status")
        .and_then(|name| errors.keep("status", Status::named(name).ok_or_else(|| "Choose a status from the list".to_owned())));
    let species = given("species").and_then(|name| errors.keep("species", Species::parse(name))).map(|species| species.to_string());
    let text = Some(text::sought(query.get("q"))).filter(|text| !text.is_empty());
    let usual = if text.is_some() && status.is_none() { Order::Here } else { Order::Name };
    let order = errors.keep("sort", order(query.get("sort"), usual)).unwrap_or(usual);
    let place = place(query, order).unwrap_or_else(|sentence| {
        errors.add("after", sentence);
        Place::First
    });
    if let (Some(min), Some(max)) = (min_price, max_price)
        && min > max
    {
        errors.add("max_price", "Enter a highest price that is not below the lowest");
    }
    (Wanted { filter: PetFilter { text, species, status, min_price, max_price }, order, place }, errors)
}

fn order(sort: &str, usual: Order) -> Result<Order, String> {
    match sort {
        "" => Ok(usual),
        "here" => Ok(Order::Here),
        "name" => Ok(Order::Name),
        "-name" => Ok(Order::NameDown),
        "newest" => Ok(Order::Newest),
        "oldest" => Ok(Order::Oldest),
        "price" => Ok(Order::Price),
        "-price" => Ok(Order::PriceDown),
        _ => Err("Choose an order from the list".to_owned()),
    }
}

/// Reads where the page begins: `after=KEY~ID` or `before=KEY~ID`.
fn place(query: &Fields, order: Order) -> Result<Place<PetKey>, String> {
    match (query.get("after"), query.get("before")) {
        ("", "") => Ok(Place::First),
        ("", before) => key(before, order).map(Place::Before),
        (after, _) => key(after, order).map(Place::After),
    }
}

fn key(typed: &str, order: Order) -> Result<PetKey, String> {
    const UNREADABLE: &str = "That page of the list could not be found; this is the first one";
    let (key, id) = typed.rsplit_once('~').ok_or(UNREADABLE)?;
    let key = match order {
        Order::Name | Order::NameDown => Some(Key::Name(without_controls(key))),
        Order::Price | Order::PriceDown => key.parse().ok().and_then(Money::from_decimal).map(Key::Price),
        Order::Newest | Order::Oldest => key.parse().ok().and_then(micros).map(Key::Moment),
        Order::Here => key.split_once('~').and_then(|(status, name)| Some(Key::Here(Status::named(status)?, without_controls(name)))),
    };
    let id = id.parse().map(PetId).map_err(|_| UNREADABLE)?;
    Ok((key.ok_or(UNREADABLE)?, id))
}

fn without_controls(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).collect()
}

/// A moment within what both Postgres and the calendar can hold: from 1970 to 2970.
fn micros(micros: i64) -> Option<DateTime<Utc>> {
    (0..=31_556_952_000_000_000).contains(&micros).then(|| DateTime::from_timestamp_micros(micros)).flatten()
}

fn written((key, id): &PetKey) -> String {
    let key = match key {
        Key::Name(name) => name.clone(),
        Key::Price(price) => price.to_string(),
        Key::Moment(moment) => moment.timestamp_micros().to_string(),
        Key::Here(status, name) => format!("{}~{name}", status.name()),
    };
    format!("{key}~{id}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_order_has_its_words() {
        let known: Vec<_> = PET_ORDERS.iter().skip(1).map(|(value, _)| order(value, Order::Name).unwrap()).collect();
        assert!(Order::ALL.iter().all(|order| known.contains(order)) && known.len() == Order::ALL.len());
        assert!(order("up", Order::Name).is_err());
    }

    #[test]
    fn where_words_are_looked_for_those_in_the_store_come_first_unless_it_is_said_otherwise() {
        let order = |fields: &[(&str, &str)]| read(&fields.iter().copied().collect(), Currency::default()).0.order;
        assert_eq!(order(&[("q", "bel")]), Order::Here);
        assert_eq!(order(&[("q", "bel"), ("sort", "name")]), Order::Name);
        assert_eq!(order(&[("q", "bel"), ("status", "sold")]), Order::Name);
        assert_eq!(order(&[]), Order::Name);
    }

    #[test]
    fn a_filter_that_cannot_be_read_is_said_and_left_out() {
        let query: Fields = [("min_price", "cheap"), ("status", "gone"), ("sort", "name"), ("q", " bel ")].into_iter().collect();
        let (wanted, errors) = read(&query, Currency::default());
        assert_eq!(wanted.filter, PetFilter { text: Some("bel".into()), ..PetFilter::default() });
        assert_eq!(errors.iter().map(|(field, _)| field).collect::<Vec<_>>(), ["min_price", "status"]);
    }

    proptest! {
        #[test]
        fn a_place_survives_its_address(name in "\\PC{0,30}", cents in 0..1_000_000i64, id: u128, backwards: bool) {
            let id = PetId(uuid::Uuid::from_u128(id));
            for (order, key) in [(Order::Name, Key::Name(name.clone())), (Order::Price, Key::Price(Money::from_decimal(rust_decimal::Decimal::new(cents, 2)).unwrap())), (Order::Newest, Key::Moment(DateTime::from_timestamp_micros(cents).unwrap())), (Order::Here, Key::Here(Status::Lost, name.clone()))] {
                let there = (key, id);
                let query: Fields = [(if backwards { "before" } else { "after" }, written(&there))].into_iter().collect();
                prop_assert_eq!(place(&query, order), Ok(if backwards { Place::Before(there) } else { Place::After(there) }));
            }
        }
    }
}

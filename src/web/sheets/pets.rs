//! The list of pets, as CSV.

use actix_web::HttpResponse;

use crate::store::keyset::Place;
use crate::store::log::steps::Steps;
use crate::store::state::buyers;
use crate::store::state::buyers::Buyers;
use crate::store::state::pet_list;
use crate::store::state::pet_list::{Order, PetKey};
use crate::store::state::pets::PetRow;
use crate::store::state::projection;
use crate::store::{Reader, When};
use crate::web::http::cx::Cx;
use crate::web::http::error::WebError;
use crate::web::http::fields::Query;
use crate::web::pages::pets::{FILTERS, NARROWING, list, read};
use crate::web::parts::asked::{Asked, asked};
use crate::web::parts::csv::Cell;
use crate::web::parts::page::{Page, Section};
use crate::web::sheets::{AT_ONCE, Sheet, moment, send};

const HEADINGS: [&str; 17] = [
    "pet_id",
    "number",
    "name",
    "species",
    "status",
    "price",
    "currency",
    "came_on",
    "status_since",
    "mother_id",
    "customer_id",
    "customer",
    "paid",
    "given_number",
    "version",
    "first_recorded_at",
    "last_recorded_at",
];

/// Sends the pets that the list shows, by name. All of them are as of one moment, so that none is there twice or missing that moves meanwhile.
///
/// # Errors
/// The database failed.
pub async fn csv(cx: Cx, Query(query): Query) -> Result<HttpResponse, WebError> {
    let time = match asked(&cx, &query, &FILTERS, Steps::Shop).await? {
        Asked::Page(time) => time,
        Asked::Step(there) => return Ok(there),
    };
    let (wanted, errors) = read(&query, cx.currency());
    if time.error.is_some() || !errors.is_empty() {
        return list(cx, Query(query)).await;
    }
    let at = match time.when() {
        When::At(at) => at,
        When::Now => cx.now,
    };
    let page = cx.page(Section::Pets);
    let sheet = Sheet::new(&page, "pets", "the list of pets", &HEADINGS, &query, &NARROWING);
    let filter = wanted.filter;
    send(cx, sheet, async move |cx: &Cx, place: Place<PetKey>| {
        let filter = filter.clone();
        let read = move |conn: &mut Reader<'_>| {
            let position = projection::position(conn)?;
            let found = pet_list::list(conn, When::At(at), &position, &filter, Order::Name, &place, AT_ONCE)?;
            let buyers = buyers::buyers(conn, &found.rows)?;
            Ok((found, buyers))
        };
        let (found, buyers) = cx.store().read(read).await?;
        Ok((found.rows.iter().map(|pet| row(&page, pet, &buyers)).collect(), found.next))
    })
    .await
}

fn row(page: &Page, pet: &PetRow, buyers: &Buyers) -> Vec<Cell> {
    let amount = |money: crate::shop::Money| page.manner.currency.plain(money.amount());
    vec![
        Cell::plain(Some(pet.id)),
        Cell::plain(Some(pet.number)),
        Cell::text(Some(&pet.name)),
        Cell::text(Some(&pet.species)),
        Cell::plain(Some(pet.status.name())),
        Cell::plain(Some(amount(pet.price))),
        Cell::plain(Some(page.manner.currency.code())),
        Cell::plain(Some(pet.came_on)),
        Cell::plain(Some(pet.status_since)),
        Cell::plain(pet.mother_id),
        Cell::plain(pet.customer_id),
        Cell::text(buyers.of(pet)),
        Cell::plain(pet.sale_price.map(amount)),
        Cell::plain(pet.given_number),
        Cell::plain(Some(pet.version)),
        moment(page, pet.created_at),
        moment(page, pet.updated_at),
    ]
}

//! The pets that differ, as CSV.

use crate::shop::{Money, PetId};
use crate::store::StoreError;
use crate::store::keyset;
use crate::store::keyset::Place;
use crate::store::state::comparison;
use crate::store::state::comparison::{Difference, Look, Owner, Step};
use crate::web::http::cx::Cx;
use crate::web::http::error::WebError;
use crate::web::http::fields::Query;
use crate::web::pages::compare::address;
use crate::web::pages::compare::address::Asked;
use crate::web::parts::csv::Cell;
use crate::web::parts::page::{Page, Section};
use crate::web::sheets::{AT_ONCE, Sheet, send as send_sheet};
use actix_web::HttpResponse;
use chrono::SecondsFormat;

type Differences = keyset::Page<Difference, PetId>;

const HEADINGS: [&str; 17] = [
    "pet_id",
    "number",
    "name",
    "species",
    "status_before",
    "status_after",
    "price_before",
    "price_after",
    "customer_before",
    "customer_after",
    "paid_before",
    "paid_after",
    "name_before",
    "name_after",
    "first_recorded_at",
    "last_recorded_at",
    "event_ids",
];

/// Sends every pet that differs, however many. No connection to the database is kept between two parts: what has passed does not change.
///
/// # Errors
/// The database failed.
pub async fn send(cx: Cx, Query(mut query): Query) -> Result<HttpResponse, WebError> {
    let page = cx.page(Section::Events);
    let asked = match address::read(&mut query, page.manner.time_zone, page.now) {
        Ok(asked) => Asked { place: Place::First, ..asked },
        Err(errors) => return super::sent_back(&cx, query, errors).await,
    };
    let name = format!("hello-{}-to-{}", asked.from, asked.to).replace(':', "");
    let sheet = Sheet { name, what: "a comparison of two moments", headings: &HEADINGS, bom: query.get("bom") == "yes" };
    send_sheet(cx, sheet, async move |cx: &Cx, place: Place<PetId>| {
        let found = read(cx, &asked, place).await?;
        Ok((found.rows.iter().map(|one| row(&page, one)).collect(), found.next))
    })
    .await
}

async fn read(cx: &Cx, asked: &Asked, place: Place<PetId>) -> Result<Differences, StoreError> {
    let (span, species, what) = (asked.span(), asked.species.clone(), asked.what);
    let read = move |conn: &mut crate::store::Reader<'_>| comparison::differences(conn, &span, species.as_deref(), what, &place, AT_ONCE);
    cx.store().read(move |conn| comparison::at_once(conn, &read)).await
}

fn row(page: &Page, one: &Difference) -> Vec<Cell> {
    let (before, after) = (one.before.as_ref(), one.after.as_ref());
    let name = |look: Option<&'_ Look>| Cell::text(look.map(|look| look.name.as_str()));
    let status = |look: Option<&Look>| Cell::plain(look.map(|look| look.status.name()));
    let amount = |money: Money| page.manner.currency.plain(money.amount());
    let price = |look: Option<&Look>| Cell::plain(look.map(|look| amount(look.price)));
    let owner = |look: Option<&'_ Look>| look.and_then(|look| look.owner.clone());
    let customer = |owner: Option<&Owner>| Cell::text(owner.map(|owner| owner.name.as_str()));
    let paid = |owner: Option<&Owner>| Cell::plain(owner.map(|owner| amount(owner.paid)));
    let (owner_before, owner_after) = (owner(before), owner(after));
    let at = |step: Option<&Step>| Cell::plain(step.map(|step| page.local(step.at).to_rfc3339_opts(SecondsFormat::Micros, false)));
    let events: Vec<_> = one.events.iter().map(|step| step.event.to_string()).collect();
    vec![
        Cell::plain(Some(one.pet)),
        Cell::plain(Some(one.number)),
        Cell::text(Some(&one.name)),
        Cell::text(Some(&one.species)),
        status(before),
        status(after),
        price(before),
        price(after),
        customer(owner_before.as_ref()),
        customer(owner_after.as_ref()),
        paid(owner_before.as_ref()),
        paid(owner_after.as_ref()),
        name(before),
        name(after),
        at(one.events.first()),
        at(one.events.last()),
        Cell::plain(Some(events.join(" "))),
    ]
}

//! The pets that differ, as CSV.

use crate::shop::{Money, PetId};
use crate::store::StoreError;
use crate::store::keyset;
use crate::store::keyset::Place;
use crate::store::state::comparison;
use crate::store::state::comparison::{Difference, Look, Owner, Step};
use crate::web::admin::audit;
use crate::web::http::cx::Cx;
use crate::web::http::error::WebError;
use crate::web::http::fields::Query;
use crate::web::pages::compare::address;
use crate::web::pages::compare::address::Asked;
use crate::web::parts::csv;
use crate::web::parts::csv::Cell;
use crate::web::parts::page::{Page, Section};
use actix_web::HttpResponse;
use chrono::SecondsFormat;
use tokio::sync::mpsc;

/// How many pets are read at once: the less often, the better for a busy year, and still a few megabytes.
const AT_ONCE: usize = 5_000;

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
    // The first part is waited for, so that a database that is away is said before anything else.
    let first = read(&cx, &asked, Place::First).await?;
    audit::exported(&cx, "a comparison of two moments").await?;
    let (out, parts) = mpsc::channel(1);
    actix_web::rt::spawn(async move {
        if let Err(error) = pour(&cx, &page, &asked, first, &out).await {
            tracing::warn!(%error, request_id = %cx.request_id, "an export broke off");
            let _ = out.send(Err(error)).await;
        }
    });
    Ok(csv::download(&name, parts))
}

/// Reads and sends one part after the other, each once the one before is on its way; ends where nobody listens any more.
async fn pour(
    cx: &Cx,
    page: &Page,
    asked: &Asked,
    first: Differences,
    out: &mpsc::Sender<Result<actix_web::web::Bytes, WebError>>,
) -> Result<(), WebError> {
    let headings = HEADINGS.iter().map(|heading| Cell::plain(Some(heading))).collect();
    let mut part = csv::lines([headings])?;
    let mut found = Some(first);
    while out.send(Ok(part)).await.is_ok() {
        let Some(page_of) = found.take() else { break };
        part = csv::lines(page_of.rows.iter().map(|one| row(page, one)))?;
        if let Some(last) = page_of.next {
            found = Some(read(cx, asked, Place::After(last)).await?);
        }
    }
    Ok(())
}

async fn read(cx: &Cx, asked: &Asked, place: Place<PetId>) -> Result<Differences, StoreError> {
    let (span, species, what) = (asked.span(), asked.species.clone(), asked.what);
    let read = move |conn: &mut crate::store::Conn| comparison::differences(conn, &span, species.as_deref(), what, &place, AT_ONCE);
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

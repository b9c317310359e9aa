//! The log and the refreshes of the snapshot, as CSV.

use actix_web::HttpResponse;
use serde_json::Value;

use crate::shop::{EventId, FieldErrors};
use crate::store::keyset::Place;
use crate::store::log::events::EventLine;
use crate::store::log::page as log;
use crate::store::state::snapshot;
use crate::web::http::cx::Cx;
use crate::web::http::error::WebError;
use crate::web::http::fields::Query;
use crate::web::pages::events::{LOG, list, read};
use crate::web::parts::csv::Cell;
use crate::web::parts::page::{Page, Section};
use crate::web::sheets::{AT_ONCE, Sheet, moment, send};

const EVENTS: [&str; 14] = [
    "event_id",
    "recorded_at",
    "happened_on",
    "event",
    "pet_id",
    "pet",
    "species",
    "version",
    "recorded_by",
    "customer",
    "mother",
    "note",
    "taken_back_by",
    "data",
];

const REFRESHES: [&str; 7] = ["refresh", "began_at", "ended_at", "asked_for_by", "pets", "events", "failure"];

/// Sends the events that the log shows, newest first.
///
/// # Errors
/// The database failed.
pub async fn events(cx: Cx, Query(query): Query) -> Result<HttpResponse, WebError> {
    let page = cx.page(Section::Events);
    let mut errors = FieldErrors::default();
    let filter = read(&page, &query, &mut errors);
    if !errors.is_empty() {
        return list(cx, Query(query)).await;
    }
    let sheet = Sheet::new(&page, "events", "the log", &EVENTS, &query, LOG.filters);
    send(cx, sheet, async move |cx: &Cx, place: Place<EventId>| {
        let filter = filter.clone();
        let found = cx.store().read(move |conn| log::page(conn, &filter, place, AT_ONCE)).await?;
        let rows = found.rows.iter().map(|line| event(&page, line)).collect::<Result<_, _>>()?;
        Ok((rows, found.next))
    })
    .await
}

fn event(page: &Page, line: &EventLine) -> Result<Vec<Cell>, WebError> {
    let event = &line.recorded;
    let data: Value = event.event.data().map_err(|why| WebError::Fault(format!("event {} cannot be written: {why}", event.id)))?;
    Ok(vec![
        Cell::plain(Some(event.id)),
        moment(page, event.created_at),
        Cell::plain(Some(event.occurred_on)),
        Cell::plain(Some(event.event.kind().name())),
        Cell::plain(Some(event.pet)),
        Cell::text(Some(&line.pet_name)),
        Cell::text(Some(&line.species)),
        Cell::plain(Some(event.version)),
        Cell::text(line.by.as_deref()),
        Cell::text(line.customer_name.as_deref()),
        Cell::text(line.mother.as_ref().map(|(_, name)| name.as_str())),
        Cell::text(event.note.as_ref().map(|note| note.as_str())),
        Cell::plain(line.taken_back.as_ref().map(|back| back.event)),
        Cell::text(Some(&data.to_string())),
    ])
}

/// Sends the refreshes of the snapshot, newest first.
///
/// # Errors
/// The database failed.
pub async fn refreshes(cx: Cx, Query(query): Query) -> Result<HttpResponse, WebError> {
    let page = cx.page(Section::Admin);
    let sheet = Sheet::new(&page, "refreshes", "the refreshes of the snapshot", &REFRESHES, &query, &[]);
    send(cx, sheet, async move |cx: &Cx, place: Place<i64>| {
        let found = cx.store().read(move |conn| snapshot::refreshes_at(conn, &place, AT_ONCE)).await?;
        let rows = found.rows.iter().map(|one| {
            vec![
                Cell::plain(Some(one.id)),
                moment(&page, one.started_at),
                one.finished_at.map_or_else(|| Cell::plain(None::<i64>), |at| moment(&page, at)),
                Cell::text(one.by.as_deref()),
                Cell::plain(one.pets),
                Cell::plain(one.events),
                Cell::text(one.failure.as_deref()),
            ]
        });
        Ok((rows.collect(), found.next))
    })
    .await
}

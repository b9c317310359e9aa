//! All that the shop knows about a customer, to be given to them: a page to print, and a file for machines.

use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::Path;
use askama::Template;
use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::shop::CustomerId;
use crate::store::log::events::EventLine;
use crate::store::people::audit::AuditKind;
use crate::store::people::audit::page::Line;
use crate::store::people::known;
use crate::store::people::known::Known;
use crate::store::state::customers;
use crate::web::admin::audit;
use crate::web::http::cx::Cx;
use crate::web::http::error::WebError;
use crate::web::http::respond::{render, see_other};
use crate::web::parts::page::{Page, Section};

#[derive(Template)]
#[template(path = "customers/known.html")]
struct KnownPage {
    page: Page,
    known: Known,
}

impl KnownPage {
    fn called(&self) -> &str {
        self.known.customer.name.as_deref().unwrap_or(customers::FORGOTTEN)
    }
}

/// Shows it, to be printed.
///
/// # Errors
/// There is no such customer, or the database failed.
pub async fn show(cx: Cx, id: Path<Uuid>) -> Result<HttpResponse, WebError> {
    let asked = CustomerId(*id);
    let known = read(&cx, asked).await?;
    if known.customer.id != asked {
        return Ok(see_other(&format!("/customers/{}/data", known.customer.id)));
    }
    render(&KnownPage { page: cx.page(Section::Customers), known })
}

/// Sends it as a file; the audit log keeps who took it away.
///
/// # Errors
/// There is no such customer, or the database failed.
pub async fn send(cx: Cx, id: Path<Uuid>) -> Result<HttpResponse, WebError> {
    let known = read(&cx, CustomerId(*id)).await?;
    let customer = known.customer.id;
    let text = serde_json::to_string_pretty(&told(&known, cx.currency().code(), cx.now)?).map_err(unwritable)?;
    audit::record(&cx, cx.hand().did(AuditKind::Exported).about_customer(customer).with("what", "all that is known about")).await?;
    let name = format!("attachment; filename=\"customer-{customer}.json\"");
    Ok(HttpResponse::Ok().content_type("application/json").insert_header((header::CONTENT_DISPOSITION, name)).body(text))
}

async fn read(cx: &Cx, id: CustomerId) -> Result<Known, WebError> {
    cx.store().run(move |conn| known::read(conn, id)).await?.ok_or(WebError::NotFound)
}

fn told(known: &Known, currency: &str, now: DateTime<Utc>) -> Result<Value, WebError> {
    let Known { customer, also, events, mentions, deeds } = known;
    let all = |lines: &[EventLine]| lines.iter().map(event).collect::<Result<Vec<_>, _>>();
    Ok(json!({
        "told_at": moment(now),
        "currency": currency,
        "customer": {
            "id": customer.id,
            "also_known_by_id": also,
            "name": customer.name,
            "email": customer.email,
            "phone": customer.phone,
            "kept_since": moment(customer.created_at),
            "forgotten_at": customer.forgotten_at.map(moment),
        },
        "events": all(events)?,
        "events_that_mention_them": all(mentions)?,
        "audit": deeds.iter().map(deed).collect::<Vec<_>>(),
    }))
}

fn event(line: &EventLine) -> Result<Value, WebError> {
    let recorded = &line.recorded;
    Ok(json!({
        "id": recorded.id,
        "what": recorded.event.kind().name(),
        "recorded_at": moment(recorded.created_at),
        "occurred_on": recorded.occurred_on,
        "pet": { "id": recorded.pet, "name": line.pet_name, "species": line.species },
        "data": recorded.event.data().map_err(unwritable)?,
        "note": recorded.note.as_ref().map(|note| note.as_str()),
        "recorded_by": line.by,
        "taken_back_at": line.taken_back.as_ref().map(|taken| moment(taken.at)),
    }))
}

fn deed(line: &Line) -> Value {
    json!({ "at": moment(line.at), "what": line.kind.name(), "detail": line.detail("what"), "by": line.by.as_ref().map(|(_, name)| name) })
}

fn moment(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Micros, true)
}

fn unwritable(error: serde_json::Error) -> WebError {
    WebError::Fault(format!("what is known of a customer cannot be written: {error}"))
}

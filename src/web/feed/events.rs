//! The log, a page at a time.

use actix_web::http::{Method, header};
use actix_web::{HttpRequest, HttpResponse};
use std::time::Instant;

use crate::integrity::cloud_event::CloudEvent;
use crate::shop::Fields;
use crate::store::travel::feed::FeedPart;
use crate::web::feed::problem::Problem;
use crate::web::feed::reading::read;
use crate::web::feed::{asked, caller, stream};
use crate::web::http::cx::Cx;
use crate::web::http::error::WebError;
use crate::web::http::fields::Query;
use crate::web::parts::pager::address;

/// What a program gets from here on: a page, or, where it asks for a stream of events, that.
///
/// # Errors
/// The database failed.
pub async fn list(cx: Cx, req: HttpRequest, Query(query): Query) -> Result<HttpResponse, WebError> {
    let caller = caller::of(&req)?;
    let (wanted, cursor) = match asked::events(&req, &query, caller.scope) {
        Ok(asked) => asked,
        Err(problem) => return Ok(problem.response(&cx)),
    };
    let accepts = req.headers().get(header::ACCEPT).and_then(|kinds| kinds.to_str().ok()).unwrap_or_default();
    if accepts.contains("text/event-stream") {
        return stream::follow(cx, &req, caller, wanted, cursor).await;
    }
    let waits = asked::wait(&req).filter(|_| req.method() != Method::HEAD);
    let began = Instant::now();
    // Before the first look, so that nothing falls in between.
    let mut bell = cx.state.live.bell();
    let mut part = match read(&cx, cursor.as_ref(), &wanted).await? {
        Ok(part) => part,
        Err(no) => return Ok(Problem::from(no).response(&cx)),
    };
    while part.events.is_empty()
        && let Some(rest) = waits.and_then(|wait| wait.checked_sub(began.elapsed())).filter(|rest| !rest.is_zero())
    {
        if !actix_web::rt::time::timeout(rest, bell.rings()).await.unwrap_or(false) {
            break;
        }
        if !caller::lives(&cx, &caller).await? {
            return Ok(caller::no_more(&cx));
        }
        part = match read(&cx, Some(&part.next), &wanted).await? {
            Ok(part) => part,
            Err(no) => return Ok(Problem::from(no).response(&cx)),
        };
    }
    Ok(answer(&query, part, waits.map(|wait| wait.as_secs())))
}

fn answer(query: &Fields, part: FeedPart, waited: Option<u64>) -> HttpResponse {
    let events: Vec<CloudEvent> = part.events.into_iter().map(|(event, _)| event).collect();
    let next = address("/feed/events", query, &["limit", "type", "species", "pet"], Some(("cursor", &part.next.to_string())));
    let mut response = HttpResponse::Ok();
    response.content_type("application/cloudevents-batch+json; charset=utf-8");
    response.insert_header((header::LINK, format!("<{next}>; rel=\"next\"")));
    if let Some(seconds) = waited {
        response.insert_header(("preference-applied", format!("wait={seconds}")));
    }
    response.json(events)
}

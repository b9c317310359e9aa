//! The page that says what went wrong with a request: in the shop's look, with the request's id and no internals.

use actix_web::{
    Error, HttpResponse, ResponseError,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::{
        StatusCode,
        header::{self, HeaderValue},
    },
    middleware::Next,
};
use askama::Template;
use uuid::Uuid;

use crate::shop::Fields;
use crate::store::StoreError;
use crate::web::feed::problem;
use crate::web::feed::problem::Problem;
use crate::web::http::cx::Cx;
use crate::web::http::error::{Cause, WebError, in_words};
use crate::web::http::respond::render_as;
use crate::web::http::typed;
use crate::web::parts::page::{Page, Section};
use crate::web::parts::typed::Typed;
use crate::web::record::twice;

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    page: Page,
    title: &'static str,
    text: String,
    request_id: Uuid,
    is_ours: bool,
    /// What was typed, where our fault must not cost it.
    typed: Option<Typed>,
}

/// Puts a page around every error that has none: a handler's, an extractor's, the router's.
///
/// # Errors
/// Those of the services within.
pub async fn pages(req: ServiceRequest, next: Next<impl MessageBody + 'static>) -> Result<ServiceResponse<BoxBody>, Error> {
    let response = next.call(req).await?.map_into_boxed_body();
    let status = response.status();
    if status.as_u16() < 400 {
        return Ok(response);
    }
    let why = response.response().error().map(ToString::to_string);
    let mut response = if response.headers().contains_key(header::CONTENT_TYPE) && why.is_none() {
        response
    } else {
        let (asked, found) = response.into_parts();
        let page = match Cx::of(&asked) {
            Some(cx) => page(&cx, status, found.error().and_then(Error::as_error), typed::of(&asked)).await,
            None => None,
        };
        let answer = match page {
            Some(mut page) => {
                keep(&found, &mut page);
                page
            }
            None => found,
        };
        ServiceResponse::new(asked, answer)
    };
    if status == StatusCode::SERVICE_UNAVAILABLE {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
    }
    if let Some(why) = why {
        response.response_mut().extensions_mut().insert(Cause(why));
    }
    Ok(response)
}

fn keep(found: &HttpResponse, page: &mut HttpResponse) {
    for name in [header::ALLOW, header::RETRY_AFTER] {
        if let Some(value) = found.headers().get(&name) {
            page.headers_mut().insert(name, value.clone());
        }
    }
}

async fn page(cx: &Cx, status: StatusCode, error: Option<&WebError>, typed: Option<Fields>) -> Option<HttpResponse> {
    if let (Some(WebError::OtherContent(done)), Some(typed)) = (error, &typed) {
        let both = twice::page(cx, typed, *done).await;
        // Where the database has failed meanwhile, the page says that, and carries on what was typed.
        return match both {
            Ok(page) => Some(page),
            Err(failed) => plain(cx, failed.status_code(), Some(&failed), Some(typed.clone())),
        };
    }
    plain(cx, status, error, typed)
}

fn plain(cx: &Cx, status: StatusCode, error: Option<&WebError>, typed: Option<Fields>) -> Option<HttpResponse> {
    let (title, text) = words(status, error);
    if problem::is_for_programs(cx.path()) {
        return Some(Problem { status: status.as_u16(), title, detail: text }.response(cx));
    }
    let is_ours = status.is_server_error();
    let typed = typed.filter(|_| is_ours).map(|typed| Typed::as_it_was(&cx.address, typed));
    render_as(status, &ErrorPage { page: cx.page(Section::None), title, text, request_id: cx.request_id, is_ours, typed }).ok()
}

fn words(status: StatusCode, error: Option<&WebError>) -> (&'static str, String) {
    let sentence = match error {
        Some(WebError::Store(error)) => error.sentence(),
        _ => None,
    };
    match (status.as_u16(), error) {
        (400, Some(WebError::BadRequest(why))) => ("This cannot be read", format!("{why}. Go back, reload the page and try again.")),
        (403, Some(WebError::CrossSite { from: Some(from), ours })) => (
            "This did not come from the shop",
            format!(
                "The form came from {from}, and this shop is {ours}, so nothing was done. Open {ours} and send it from there. If both are this \
                 shop, whoever runs it can name the other address in HELLO_ORIGIN too."
            ),
        ),
        (403, Some(WebError::CrossSite { from: None, ours })) => (
            "This did not come from the shop",
            format!("The form was not sent from a page of this shop, so nothing was done. Open {ours} and send it from there."),
        ),
        (403, _) => ("This is for admins", "Ask somebody who runs the shop, or sign in with another account.".into()),
        (404, _) => ("There is no such page", "Check the address, or start from Today.".into()),
        (405, _) => ("This page does not do that", "Open it from the shop’s own links, and try again there.".into()),
        (408, _) => ("This took too long to arrive", "Nothing was done. Look at your connection, go back and send it again.".into()),
        (409, Some(WebError::Past)) => (
            "The past cannot be changed",
            "This was sent from a page that shows the shop as it was, so nothing was recorded. Go back to now and send it from there."
                .into(),
        ),
        (409, _) => {
            ("Something stands in the way", sentence.map_or_else(|| "Go back, reload the page and try again.".into(), |s| format!("{s}.")))
        }
        (413, _) => ("This is too much at once", "What was sent is larger than the shop takes. Go back and shorten what you typed.".into()),
        (429, Some(WebError::TooMany { seconds })) => ("Too many attempts", format!("Try again in {}.", in_words(*seconds))),
        (503, Some(WebError::Store(StoreError::Overtaken))) => (
            "The shop cannot record here",
            "Another server has taken the place of the one that was reached, so nothing was recorded. Try again in a moment; if it stays so, ask whoever looks \
             after the machines."
                .into(),
        ),
        (503, _) => ("The shop cannot answer just now", "Nothing is lost. Try again in a moment; what was recorded stays recorded.".into()),
        (400..=499, _) => ("This cannot be answered", "Go back, reload the page and try again.".into()),
        _ => (
            "Something went wrong here",
            "It is our fault, not yours. Try again, and if it happens again, tell whoever looks after the shop.".into(),
        ),
    }
}

//! Who asks: a program with a token, which is known at every request anew, so that a token that was revoked opens nothing.

use actix_web::http::header;
use actix_web::{HttpMessage, HttpRequest, HttpResponse};

use crate::store::StoreError;
use crate::store::people::audit::AuditKind;
use crate::store::people::throttle::{self, Verdict};
use crate::store::people::token::Token;
use crate::store::people::tokens;
use crate::store::people::tokens::{PER_MINUTE, Used};
use crate::web::admin::audit;
use crate::web::feed::problem::Problem;
use crate::web::http::cx::Cx;
use crate::web::http::error::WebError;

/// The token of a request: `Authorization: Bearer …`.
fn token(req: &HttpRequest) -> Option<Token> {
    let header = req.headers().get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = header.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| Token::parse(token.trim()))?
}

/// Finds out who it is, and keeps it with the request; an answer for whoever is not let in.
///
/// # Errors
/// The database failed.
pub async fn let_in(req: &HttpRequest) -> Result<Option<HttpResponse>, WebError> {
    let cx = Cx::of(req).ok_or_else(|| WebError::Fault("the server was built without its state".into()))?;
    let now = cx.now;
    let used = match token(req) {
        Some(token) => cx.store().run(move |conn| tokens::use_one(conn, &token, now)).await?,
        None if req.headers().contains_key(header::AUTHORIZATION) => None,
        None => return Ok(Some(without(&cx, "Send a token: Authorization: Bearer …; an admin makes one at /admin/tokens."))),
    };
    let Some(used) = used else { return stranger(&cx).await.map(Some) };
    if used.uses > PER_MINUTE {
        audit::note(&cx, cx.hand().did(AuditKind::Throttled).with("where", "feed")).await;
        return Ok(Some(too_often(&cx, 60 - now.timestamp() % 60)));
    }
    req.extensions_mut().insert(used);
    Ok(None)
}

/// Who asks, behind the door.
///
/// # Errors
/// [`WebError::Fault`], where a route lets in nobodies that a handler does not expect.
pub fn of(req: &HttpRequest) -> Result<Used, WebError> {
    req.extensions().get::<Used>().cloned().ok_or_else(|| WebError::Fault("no token behind the door".into()))
}

/// Whether the token still opens anything, for whoever has waited or reads for long: one that was revoked meanwhile hears nothing more.
///
/// # Errors
/// The database failed.
pub async fn lives(cx: &Cx, caller: &Used) -> Result<bool, StoreError> {
    let (id, now) = (caller.id, cx.state.clock.now());
    cx.state.store.read(move |conn| tokens::lives(conn, id, now)).await
}

/// Whoever tries tokens has to wait like whoever tries passwords; who has one does not wait for them.
async fn stranger(cx: &Cx) -> Result<HttpResponse, WebError> {
    let (address, now) = (cx.client.clone(), cx.now);
    let verdict = cx.store().run(move |conn| throttle::attempt(conn, &address, &format!("tokens from {address}"), now)).await?;
    if let Verdict::Wait(seconds) = verdict {
        audit::note(cx, cx.hand().did(AuditKind::Throttled).with("where", "feed")).await;
        return Ok(too_often(cx, seconds));
    }
    audit::note(cx, cx.hand().did(AuditKind::Refused).with("why", "token")).await;
    Ok(no_more(cx))
}

/// The answer for a token that opens nothing.
#[must_use]
pub fn no_more(cx: &Cx) -> HttpResponse {
    without(cx, "This token is unknown, was revoked, or has ended; an admin makes another at /admin/tokens.")
}

fn without(cx: &Cx, detail: &str) -> HttpResponse {
    let mut response = Problem { status: 401, title: "No token", detail: detail.into() }.response(cx);
    response.headers_mut().insert(header::WWW_AUTHENTICATE, header::HeaderValue::from_static("Bearer realm=\"Hello!\""));
    response
}

fn too_often(cx: &Cx, seconds: i64) -> HttpResponse {
    let detail = format!("Try again in {}.", crate::web::http::error::in_words(seconds));
    let mut response = Problem { status: 429, title: "Too often", detail }.response(cx);
    response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    response
}

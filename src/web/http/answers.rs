//! The answer to a form that is a page: a browser without scripts is led to an address at which the page stands, so that Reload and Back bring it
//! again. No page is stored by a browser, and of the answer to a POST it would show an error of its own instead.

use actix_web::{
    Error, HttpMessage, HttpResponse,
    body::{BoxBody, EitherBody, MessageBody, to_bytes},
    dev::{ServiceRequest, ServiceResponse},
    http::{Method, StatusCode, header},
    middleware::Next,
};
use uuid::Uuid;

use crate::store::people::answers;
use crate::store::people::answers::Answer;
use crate::store::people::sessions::SignedIn;
use crate::web::http::cx::{Asker, Cx};
use crate::web::http::error::WebError;
use crate::web::http::respond::see_other;

/// What the address of a form calls an answer to it.
const FIELD: &str = "answer";

/// Whose answers show what is shown once: the key and the codes of a second factor, a token.
const SECRETS: [&str; 2] = ["/account/second-factor", "/admin/tokens"];

/// Keeps the page that answers a form, and leads to it. Where it cannot be kept, it is sent as it is.
///
/// # Errors
/// Those of the services within.
pub async fn lead_to(mut req: ServiceRequest, next: Next<impl MessageBody + 'static>) -> Result<ServiceResponse<BoxBody>, Error> {
    let is_led = req.method() == Method::POST
        && !SECRETS.iter().any(|path| req.path().starts_with(path))
        && Asker::of(req.request()) == Asker::Browser;
    if is_led {
        // What is kept is not packed.
        req.headers_mut().remove(header::ACCEPT_ENCODING);
    }
    let answered = next.call(req).await?.map_into_boxed_body();
    if !is_led || !is_page(&answered) {
        return Ok(answered);
    }
    let (req, response) = answered.into_parts();
    let (Some(cx), Some(session)) = (Cx::of(&req), req.extensions().get::<SignedIn>().map(|who| who.session)) else {
        return Ok(ServiceResponse::new(req.clone(), response));
    };
    let (mut response, body) = response.into_parts();
    let bytes = to_bytes(body).await.map_err(|_| WebError::Fault("a page broke off on its way".into()))?;
    let answer = Answer { status: response.status().as_u16(), page: String::from_utf8_lossy(&bytes).into_owned() };
    let (path, now) = (req.path().to_owned(), cx.now);
    let kept = cx.state.store.run(move |conn| answers::keep(conn, session, path, answer, now)).await;
    let response = match kept {
        Ok(id) => see_other(&format!("{}?{FIELD}={id}", req.path())),
        Err(error) => {
            tracing::warn!(%error, "the answer to a form is not kept");
            response.headers_mut().remove(header::CONTENT_LENGTH);
            response.set_body(BoxBody::new(bytes))
        }
    };
    Ok(ServiceResponse::new(req, response))
}

fn is_page(response: &ServiceResponse<BoxBody>) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.starts_with("text/html") && response.status() < StatusCode::INTERNAL_SERVER_ERROR
}

/// The answer that the address names, for the session that got it; for anybody else the form as it is first shown.
///
/// # Errors
/// Those of the database and of the services within.
pub async fn again<B: MessageBody>(req: ServiceRequest, next: Next<B>) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let asked = Cx::of(req.request()).and_then(|cx| Some((cx.asked(FIELD)?.parse::<Uuid>().ok()?, cx.signed_in.as_ref()?.session, cx)));
    let Some((id, session, cx)) = asked else { return Ok(next.call(req).await?.map_into_left_body()) };
    let (path, now) = (req.path().to_owned(), cx.now);
    let found = cx.store().read(move |conn| answers::find(conn, id, session, &path, now)).await;
    let response = match found {
        Ok(None) => return Ok(next.call(req).await?.map_into_left_body()),
        Ok(Some(Answer { status, page })) => {
            let status = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
            HttpResponse::build(status).content_type("text/html; charset=utf-8").body(page)
        }
        Err(error) => HttpResponse::from_error(WebError::from(error)),
    };
    Ok(req.into_response(response).map_into_right_body())
}

//! The answer to a form that is a page: a browser without scripts is led to an address at which the page stands, so that Reload and Back bring it
//! again. No page is stored by a browser, and of the answer to a POST it would show an error of its own instead.

use actix_web::{
    Error, HttpMessage, HttpRequest, HttpResponse,
    body::{BoxBody, EitherBody, MessageBody, to_bytes},
    dev::{ServiceRequest, ServiceResponse},
    http::{Method, StatusCode, header},
    middleware::Next,
};
use uuid::Uuid;

use crate::store::people::answers;
use crate::store::people::answers::Answer;
use crate::store::people::sessions::SignedIn;
use crate::store::people::token::TokenHash;
use crate::web::http::cx::{Asker, Cx};
use crate::web::http::error::WebError;
use crate::web::http::respond::see_other;
use crate::web::http::session;
use crate::web::parts::past::AS_OF;

/// What the address of a form calls an answer to it.
const FIELD: &str = "answer";

/// The forms of those who are not signed in. Their answers are kept for the browser, by a secret in its cookie that lets nobody in.
const DOOR: [&str; 3] = ["/login", "/login/code", "/setup"];

/// Keeps the page that answers a form, and leads to it. Where it cannot be kept, it is sent as it is.
///
/// # Errors
/// Those of the services within.
pub async fn lead_to(mut req: ServiceRequest, next: Next<impl MessageBody + 'static>) -> Result<ServiceResponse<BoxBody>, Error> {
    let is_led = req.method() == Method::POST && Asker::of(req.request()) == Asker::Browser;
    if is_led {
        // What is kept is not packed.
        req.headers_mut().remove(header::ACCEPT_ENCODING);
    }
    let answered = next.call(req).await?.map_into_boxed_body();
    if !is_led || !is_page(&answered) {
        return Ok(answered);
    }
    let (req, response) = answered.into_parts();
    let Some(cx) = Cx::of(&req).filter(|cx| cx.signed_in.is_some() || is_refused_at_the_door(&req, response.status())) else {
        return Ok(ServiceResponse::new(req, response));
    };
    let (mut response, body) = response.into_parts();
    let bytes = to_bytes(body).await.map_err(|_| WebError::Fault("a page broke off on its way".into()))?;
    let answer = Answer { status: response.status().as_u16(), page: String::from_utf8_lossy(&bytes).into_owned() };
    let (path, now) = (req.path().to_owned(), cx.now);
    let (session, cookie) = match holder(&req) {
        Some(session) => (session, None),
        None => session::of_a_stranger(&cx).map(|(browser, cookie)| (browser, Some(cookie)))?,
    };
    let keep = if cx.signed_in.is_some() { answers::keep } else { answers::keep_at_the_door };
    let kept = cx.state.store.run(move |conn| keep(conn, session, path, answer, now)).await;
    let response = match kept {
        Ok(id) => {
            let mut led = see_other(&address(&req, id));
            if let Some(cookie) = cookie {
                led.add_cookie(&cookie).map_err(|e| WebError::Fault(e.to_string()))?;
            }
            led
        }
        Err(error) => {
            tracing::warn!(%error, "the answer to a form is not kept");
            response.headers_mut().remove(header::CONTENT_LENGTH);
            response.set_body(BoxBody::new(bytes))
        }
    };
    Ok(ServiceResponse::new(req, response))
}

/// Whose answers these are: those of the session, in front of the door those of the browser.
fn holder(req: &HttpRequest) -> Option<TokenHash> {
    let session = req.extensions().get::<SignedIn>().map(|who| who.session);
    session.or_else(|| DOOR.contains(&req.path()).then(|| session::secret(req))?)
}

/// Whether it is a form that was read, and refused. What other sites send is not, and gets no cookie.
fn is_refused_at_the_door(req: &HttpRequest, status: StatusCode) -> bool {
    DOOR.contains(&req.path()) && [StatusCode::UNPROCESSABLE_ENTITY, StatusCode::TOO_MANY_REQUESTS].contains(&status)
}

/// Where the answer is found: at the address of the form, which may say more.
fn address(req: &HttpRequest, id: Uuid) -> String {
    let said: Vec<(String, String)> = serde_urlencoded::from_str(req.query_string()).unwrap_or_default();
    let kept = said.into_iter().filter(|(name, _)| name != FIELD && name != AS_OF);
    let fields: Vec<_> = kept.chain([(FIELD.to_owned(), id.to_string())]).collect();
    format!("{}?{}", req.path(), serde_urlencoded::to_string(fields).unwrap_or_default())
}

fn is_page(response: &ServiceResponse<BoxBody>) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.starts_with("text/html") && response.status() < StatusCode::INTERNAL_SERVER_ERROR
}

/// The answer that the address names, for whoever got it; for anybody else the form as it is first shown.
///
/// # Errors
/// Those of the database and of the services within.
pub async fn again<B: MessageBody>(req: ServiceRequest, next: Next<B>) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let asked = Cx::of(req.request()).and_then(|cx| Some((cx.asked(FIELD)?.parse::<Uuid>().ok()?, holder(req.request())?, cx)));
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

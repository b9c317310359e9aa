//! The door of each route: lets in whom its row of the table names, shows everybody else where to go.

use actix_web::{
    Error, HttpMessage, HttpResponse,
    body::{EitherBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    middleware::Next,
    web,
};

use super::{Cx, Needs, State, WebError, audit, local, see_other, session};
use crate::store::{accounts::Role, audit::What, sessions::SignedIn};

/// Finds out who it is, and lets them in or not.
///
/// # Errors
/// Those of the services within.
pub async fn check<B: MessageBody>(needs: Needs, req: ServiceRequest, next: Next<B>) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    if needs != Needs::Open {
        match session::look(req.request()).await {
            Ok(Some(signed_in)) => drop(req.extensions_mut().insert(signed_in)),
            Ok(None) => {}
            Err(error) => return Ok(req.error_response(error).map_into_right_body()),
        }
    }
    let role = req.extensions().get::<SignedIn>().map(|signed_in| signed_in.role);
    match (needs, role) {
        (Needs::Open | Needs::Anyone, _) | (Needs::Staff, Some(_)) | (Needs::Admin, Some(Role::Admin)) => {
            Ok(next.call(req).await?.map_into_left_body())
        }
        (Needs::Admin, Some(Role::Staff)) => {
            if let Some(cx) = Cx::of(req.request()) {
                let place = req.match_pattern().unwrap_or_default();
                audit::note(&cx, cx.hand().did(What::Refused).with("why", "admins").with("where", place)).await;
            }
            Ok(req.error_response(WebError::Forbidden).map_into_right_body())
        }
        (Needs::Staff | Needs::Admin, None) => {
            let response = to_sign_in(&req);
            Ok(req.into_response(response).map_into_right_body())
        }
    }
}

/// Sends the whole browser to sign-in, and from there back to the page it shows now.
fn to_sign_in(req: &ServiceRequest) -> HttpResponse {
    let header = |name: &str| req.headers().get(name).and_then(|value| value.to_str().ok());
    let asked = req.uri().path_and_query().map_or("/", |address| address.as_str());
    if header("accept").is_some_and(|kinds| kinds.contains("text/event-stream")) {
        // Nobody is led anywhere by a stream of events; this answer ends it for good.
        return HttpResponse::NoContent().finish();
    }
    if header("hx-request") != Some("true") {
        return see_other(&local::sign_in(asked));
    }
    // A fragment is no page to come back to; the page around it is.
    let origins = req.app_data::<web::Data<State>>().map(|state| state.config.origins.as_slice()).unwrap_or_default();
    let shown = header("hx-current-url").and_then(|address| local::path_of(address, origins));
    let is_fragment = header("hx-request-type") == Some("partial");
    let next = if is_fragment { shown.unwrap_or("/") } else { asked };
    // htmx would follow a 303 by itself and put sign-in into the middle of the page.
    HttpResponse::Ok().insert_header(("HX-Redirect", local::sign_in(next))).finish()
}

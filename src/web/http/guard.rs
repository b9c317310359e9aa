//! The door of each route: lets in whom its row of the table names, shows everybody else where to go.

use actix_web::{
    Error, HttpMessage, HttpResponse,
    body::{EitherBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::Method,
    middleware::Next,
    web,
};

use crate::store::people::accounts::Role;
use crate::store::people::audit::AuditKind;
use crate::store::people::sessions::SignedIn;
use crate::web::admin::audit;
use crate::web::feed::caller;
use crate::web::http::cx::{Asker, Cx};
use crate::web::http::error::WebError;
use crate::web::http::passed;
use crate::web::http::respond::see_other;
use crate::web::http::session;
use crate::web::http::state::State;
use crate::web::http::unsent;
use crate::web::parts::local;
use crate::web::people::second_factor;

/// What a visitor needs to be let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Nothing; nobody even looks who it is.
    Open,
    /// Nothing: the pages in front of the door.
    Anyone,
    /// To work here.
    Staff,
    /// To run the shop.
    Admin,
    /// A token of its own, for it is a program.
    Program,
}

/// Finds out who it is, and lets them in or not; where the page `is_read`, a server that follows the database may answer it.
///
/// # Errors
/// Those of the services within.
pub async fn check<B: MessageBody>(
    needs: Needs,
    is_read: bool,
    mut req: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    if needs == Needs::Program {
        return match caller::let_in(req.request()).await {
            Ok(None) => Ok(next.call(req).await?.map_into_left_body()),
            Ok(Some(answer)) => Ok(req.into_response(answer).map_into_right_body()),
            Err(error) => Ok(req.error_response(error).map_into_right_body()),
        };
    }
    if needs != Needs::Open {
        match session::look(req.request(), is_read.then(|| passed::wanted(req.request()))).await {
            Ok(Some(signed_in)) => drop(req.extensions_mut().insert(signed_in)),
            Ok(None) => {}
            Err(error) => {
                unsent::read(&mut req).await;
                return Ok(req.error_response(error).map_into_right_body());
            }
        }
    }
    let role = req.extensions().get::<SignedIn>().map(|signed_in| signed_in.role);
    match (needs, role) {
        (Needs::Staff, Some(_)) | (Needs::Admin, Some(Role::Admin)) if must_set_up(&req) && req.path() != SET_UP => {
            let response = elsewhere(&mut req, |req, kept| lead_to(req, local::and_then(SET_UP, kept.as_deref().unwrap_or("/")))).await;
            Ok(req.into_response(response).map_into_right_body())
        }
        (Needs::Open | Needs::Anyone | Needs::Program, _) | (Needs::Staff, Some(_)) | (Needs::Admin, Some(Role::Admin)) => {
            Ok(next.call(req).await?.map_into_left_body())
        }
        (Needs::Admin, Some(Role::Staff)) => {
            if let Some(cx) = Cx::of(req.request()) {
                let place = req.match_pattern().unwrap_or_default();
                audit::note(&cx, cx.hand().did(AuditKind::Refused).with("why", "admins").with("where", place)).await;
            }
            Ok(req.error_response(WebError::Forbidden).map_into_right_body())
        }
        (Needs::Staff | Needs::Admin, None) => {
            let response = elsewhere(&mut req, to_sign_in).await;
            Ok(req.into_response(response).map_into_right_body())
        }
    }
}

/// Leads somebody elsewhere. What they have sent is kept; `lead` is told where it is found again.
async fn elsewhere(req: &mut ServiceRequest, lead: impl FnOnce(&ServiceRequest, Option<String>) -> HttpResponse) -> HttpResponse {
    let kept = if req.method() == Method::POST { unsent::keep(req).await } else { Ok(None) };
    kept.map_or_else(HttpResponse::from_error, |kept| lead(req, kept))
}

/// Where a second factor is set up: all there is for somebody who must have one and has none.
pub const SET_UP: &str = "/account/second-factor";

fn must_set_up(req: &ServiceRequest) -> bool {
    let rule = req.app_data::<web::Data<State>>().map(|state| state.config.second_factor);
    let extensions = req.extensions();
    let (Some(who), Some(rule)) = (extensions.get::<SignedIn>(), rule) else { return false };
    !who.has_second_factor && second_factor::is_required(who, rule)
}

/// Sends the whole browser to sign-in, and from there back to the page it shows now; who sent a form is told what became of it.
fn to_sign_in(req: &ServiceRequest, kept: Option<String>) -> HttpResponse {
    if let Some(form) = kept {
        return lead_to(req, local::sign_in_after(&form, "kept"));
    }
    let header = |name: &str| req.headers().get(name).and_then(|value| value.to_str().ok());
    let asked = req.uri().path_and_query().map_or("/", |address| address.as_str());
    // A fragment is no page to come back to; the page around it is.
    let origins = req.app_data::<web::Data<State>>().map(|state| state.config.origins.as_slice()).unwrap_or_default();
    let shown = header("hx-current-url").and_then(|address| local::path_of(address, origins));
    let is_fragment = header("hx-request-type") == Some("partial");
    let is_ours = header("hx-request") == Some("true");
    let next = if is_ours && is_fragment { shown.unwrap_or("/") } else { asked };
    lead_to(req, if req.method() == Method::POST { local::sign_in_after(next, "lost") } else { local::sign_in(next) })
}

/// Sends the whole browser somewhere, whatever part of its page asked.
fn lead_to(req: &ServiceRequest, location: String) -> HttpResponse {
    let header = |name: &str| req.headers().get(name).and_then(|value| value.to_str().ok());
    if header("accept").is_some_and(|kinds| kinds.contains("text/event-stream")) {
        // Nobody is led anywhere by a stream of events; this answer ends it for good.
        return HttpResponse::NoContent().finish();
    }
    if Asker::of(req.request()) != Asker::Script {
        return see_other(&location);
    }
    // htmx would follow a 303 by itself and put the other page into the middle of this one.
    HttpResponse::Ok().insert_header(("HX-Redirect", location)).finish()
}

//! What a server that follows the database must have passed before it answers somebody's pages: what they have recorded themselves, and what an open page was
//! told of. Their browser brings both along, in a cookie each, so that it holds at every instance.

use actix_web::body::MessageBody;
use actix_web::cookie::time::Duration;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::{Error, HttpRequest, web};

use crate::store::Reach;
use crate::web::http::session;
use crate::web::http::state::State;

/// How the cookie ends for what they have recorded.
const OWN: &str = "at";

/// The cookie for what an open page was told of; its script writes it.
const TOLD: &str = "hello-told";

/// What stands there while nobody knows how far the database has come.
const UNKNOWN: &str = "-";

/// For how long the database itself then answers.
const UNTIL_KNOWN: Duration = Duration::minutes(1);

/// What a server must have passed.
#[must_use]
pub fn wanted(req: &HttpRequest) -> Reach {
    let Some(state) = req.app_data::<web::Data<State>>() else { return Reach::BEYOND };
    let said = |name: &str| req.cookie(name).map(|cookie| cookie.value().to_owned()).unwrap_or_default();
    let own = said(&session::name_beside(&state.config, OWN));
    if own == UNKNOWN {
        return Reach::BEYOND;
    }
    [own, said(TOLD)].iter().filter_map(|text| text.parse().ok()).map(Reach).max().unwrap_or(Reach::NOTHING)
}

/// Lets the browser keep how far the database had come when its form was answered.
///
/// # Errors
/// Those of the services within.
pub async fn keep<B: MessageBody>(req: ServiceRequest, next: Next<B>) -> Result<ServiceResponse<B>, Error> {
    let mut answered = next.call(req).await?;
    let Some(state) = answered.request().app_data::<web::Data<State>>().filter(|state| state.store.readers().is_some()).cloned() else {
        return Ok(answered);
    };
    let cookie = match state.store.reach().await {
        Ok(Reach(reached)) => session::beside(&state.config, OWN, reached.to_string()),
        Err(_) => {
            let mut unknown = session::beside(&state.config, OWN, UNKNOWN.to_owned());
            unknown.set_max_age(UNTIL_KNOWN);
            unknown
        }
    };
    answered.response_mut().add_cookie(&cookie)?;
    Ok(answered)
}

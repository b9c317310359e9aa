//! What is shown once: the codes of a second factor, a token. A browser without scripts is led to an address that shows it, with a cookie which that
//! address alone gets and which is kept nowhere else. So Reload brings it again for some minutes, and Back leads to a page of the shop.

use std::fmt::Display;

use actix_web::{
    HttpRequest, HttpResponse,
    cookie::{Cookie, SameSite, time::Duration},
};

use crate::shop::Fields;
use crate::web::http::cx::Cx;
use crate::web::http::error::WebError;
use crate::web::http::respond::see_other;

const COOKIE: &str = "hello-once";

/// How long it can be looked at.
const MINUTES: i64 = 5;

/// Whose it is, in the cookie.
const WHO: &str = "who";

/// Leads to the page at `path` that shows it.
///
/// # Errors
/// Nobody is signed in.
pub fn lead(cx: &Cx, path: &str, what: &[(&str, &str)]) -> Result<HttpResponse, WebError> {
    let fault = |e: &dyn Display| WebError::Fault(e.to_string());
    let who = cx.who()?.account.to_string();
    let fields: Vec<_> = what.iter().copied().chain([(WHO, who.as_str())]).collect();
    let value = serde_urlencoded::to_string(fields).map_err(|e| fault(&e))?;
    let cookie = Cookie::build(COOKIE, value)
        .path(format!("{}{}", cx.state.config.path.as_deref().unwrap_or_default(), path.split('?').next().unwrap_or_default()))
        .max_age(Duration::minutes(MINUTES))
        .http_only(true)
        .same_site(SameSite::Strict)
        .secure(cx.state.config.cookie_secure)
        .finish();
    let mut response = see_other(path);
    response.add_cookie(&cookie).map_err(|e| fault(&e))?;
    Ok(response)
}

/// What is to be shown here, to whom it belongs and nobody else.
#[must_use]
pub fn shown(cx: &Cx, req: &HttpRequest) -> Option<Fields> {
    let cookie = req.cookie(COOKIE)?;
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(cookie.value()).ok()?;
    let fields: Fields = pairs.into_iter().collect();
    (fields.get(WHO) == cx.who().ok()?.account.to_string()).then_some(fields)
}

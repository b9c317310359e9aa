//! The few kinds of answer that a handler gives when all is well.

use actix_web::{
    HttpResponse,
    http::{StatusCode, header},
};
use askama::Template;

use crate::web::http::error::WebError;

/// A page.
///
/// # Errors
/// [`WebError::Fault`], where the template fails.
pub fn render(template: &impl Template) -> Result<HttpResponse, WebError> {
    render_as(StatusCode::OK, template)
}

/// A page with another status than 200: a form with errors, news of somebody who was faster.
///
/// # Errors
/// As [`render`].
pub fn render_as(status: StatusCode, template: &impl Template) -> Result<HttpResponse, WebError> {
    let html = template.render().map_err(|e| WebError::Fault(format!("a template failed: {e}")))?;
    Ok(HttpResponse::build(status).content_type("text/html; charset=utf-8").body(html))
}

/// The way to the page that shows the result.
#[must_use]
pub fn see_other(path: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((header::LOCATION, path)).finish()
}

//! The page of somebody who had not come yet at the moment that is asked for.

use crate::web::http::error::WebError;
use crate::web::http::respond::render_as;
use crate::web::parts::page::Page;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;
use chrono::{DateTime, Utc};

/// Says that they were not there yet, and since when they are.
#[derive(Template)]
#[template(path = "past/not_yet.html")]
struct NotYet {
    page: Page,
    name: String,
    came_at: DateTime<Utc>,
}

/// Answers 404: at that moment there is no such page, and from another one on there is.
///
/// # Errors
/// The template failed.
pub fn not_yet(page: Page, name: String, came_at: DateTime<Utc>) -> Result<HttpResponse, WebError> {
    render_as(StatusCode::NOT_FOUND, &NotYet { page, name, came_at })
}

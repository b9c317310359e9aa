//! The page that explains the feed to people, and its description for machines.

use actix_web::HttpResponse;
use askama::Template;

use crate::shop::EventKind;
use crate::store::people::tokens::PER_MINUTE;
use crate::web::http::cx::Cx;
use crate::web::http::error::WebError;
use crate::web::http::respond::render;
use crate::web::parts::page::{Page, Section};

/// OpenAPI 3.1.
pub const OPENAPI: &str = include_str!("../../../docs/openapi.json");

#[derive(Template)]
#[template(path = "feed/about.html")]
struct AboutPage {
    page: Page,
    /// The address of the shop.
    origin: String,
}

/// Explains the feed.
///
/// # Errors
/// The template failed.
pub async fn show(cx: Cx) -> Result<HttpResponse, WebError> {
    let origin = cx.state.config.origins.first().cloned().unwrap_or_default();
    render(&AboutPage { page: cx.page(Section::None), origin })
}

/// Describes it to machines.
pub async fn openapi() -> HttpResponse {
    HttpResponse::Ok().content_type("application/json").body(OPENAPI)
}

//! What those who watch over the server ask.

use actix_web::HttpResponse;

use super::{Cx, WebError};

/// Whether the process lives.
pub async fn lives() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("alive\n")
}

/// Whether it can serve: the database answers and is up to date.
///
/// # Errors
/// 503, where it cannot.
pub async fn serves(cx: Cx) -> Result<HttpResponse, WebError> {
    cx.store().check().await?;
    Ok(HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("ready\n"))
}

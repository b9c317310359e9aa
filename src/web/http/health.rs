//! What those who watch over the server ask.

use std::sync::atomic::Ordering;

use actix_web::{HttpResponse, http::StatusCode};

use crate::store::StoreError;
use crate::store::ground::fitness;
use crate::web::http::cx::Cx;
use crate::web::http::error::WebError;

/// Whether the process lives.
pub async fn lives() -> HttpResponse {
    plain(StatusCode::OK, "alive\n")
}

/// Whether it can serve, and goes on to: the database answers, takes what is recorded, and is up to date; and in which order its lists stand.
///
/// # Errors
/// 503, where it cannot.
pub async fn serves(cx: Cx) -> Result<HttpResponse, WebError> {
    if cx.state.is_closing.load(Ordering::Acquire) {
        return Ok(plain(StatusCode::SERVICE_UNAVAILABLE, "closing\n"));
    }
    let order = match cx.store().check().await {
        Ok(()) => cx.store().read(|conn| fitness::list_order(conn)).await,
        Err(error) => Err(error),
    };
    match order {
        Ok(order) => Ok(plain(StatusCode::OK, format!("ready\nLists are sorted {order}.\n"))),
        Err(StoreError::Outdated(_)) => Ok(plain(StatusCode::SERVICE_UNAVAILABLE, OUTDATED)),
        Err(StoreError::ReadOnly) => Ok(plain(StatusCode::SERVICE_UNAVAILABLE, READ_ONLY)),
        Err(StoreError::Overtaken) => Ok(plain(StatusCode::SERVICE_UNAVAILABLE, OVERTAKEN)),
        Err(error) => Err(error.into()),
    }
}

/// What only somebody with other rights than the shop's can mend.
const OUTDATED: &str = "The database is not up to date: run `hello migrate` with the address of its owner.\n";

/// What only somebody with other rights than the shop's can mend, too.
const READ_ONLY: &str = "Nothing can be recorded: the database only follows another one, or is set to be read.\n";

/// And this.
const OVERTAKEN: &str =
    "Nothing can be recorded: the database that is reached stands where the shop was before another server took its place.\n";

fn plain(status: StatusCode, text: impl Into<String>) -> HttpResponse {
    HttpResponse::build(status).content_type("text/plain; charset=utf-8").body(text.into())
}

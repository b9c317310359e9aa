//! HTTP, and nothing but HTTP: a request that wants to go on as a WebSocket is refused, and its connection ends.
//!
//! The server underneath takes everything that ever comes after such a request for its body, and could not say where its answer ends.

use actix_web::{
    Error,
    body::{EitherBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::header,
    middleware::Next,
};

use crate::web::http::error::WebError;

/// Refuses what is to become a WebSocket.
///
/// # Errors
/// Those of the services within.
pub async fn refuse<B: MessageBody>(req: ServiceRequest, next: Next<B>) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    if is_another(&req) {
        let refused = WebError::BadRequest("This shop speaks nothing but HTTP");
        return Ok(req.error_response(refused).map_into_right_body());
    }
    Ok(next.call(req).await?.map_into_left_body())
}

/// Whether the request is to become a WebSocket: then nothing that follows on its connection can be read.
#[must_use]
pub fn is_another(req: &ServiceRequest) -> bool {
    req.headers().get_all(header::UPGRADE).any(|wanted| wanted.as_bytes().trim_ascii().eq_ignore_ascii_case(b"websocket"))
}

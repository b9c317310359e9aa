//! HTTP, and nothing but HTTP: a request that wants to go on as a WebSocket is refused, and its connection ends.
//!
//! The server underneath takes everything that ever comes after such a request for its body, and could not say where its answer ends.

use actix_web::{
    Error,
    body::{BodySize, EitherBody, MessageBody, to_bytes},
    dev::{ServiceRequest, ServiceResponse},
    error::ErrorInternalServerError,
    http::{ConnectionType, Version, header},
    middleware::Next,
};

use crate::web::http::error::WebError;

/// Refuses what is to become a WebSocket.
///
/// # Errors
/// Those of the services within.
pub async fn refuse<B: MessageBody>(req: ServiceRequest, next: Next<B>) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    if is_another(&req) {
        let refused = WebError::BadRequest("This shop only speaks HTTP");
        return Ok(req.error_response(refused).map_into_right_body());
    }
    Ok(next.call(req).await?.map_into_left_body())
}

/// Sees to it that who closes the connection behind the answer, or speaks HTTP/1.0, gets a body whose end is told by its length: such clients do
/// not always know another end. What is compressed on its way has no length, and what is written in parts is gathered first; but for a stream
/// of events, which has no end at all.
///
/// # Errors
/// Those of the services within.
pub async fn at_full_length<B: MessageBody + 'static>(
    mut req: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let is_old = req.version() < Version::HTTP_11 || req.head().connection_type() == ConnectionType::Close;
    if is_old {
        req.headers_mut().remove(header::ACCEPT_ENCODING);
    }
    let answer = next.call(req).await?;
    let kind = answer.headers().get(header::CONTENT_TYPE).map(|kind| kind.as_bytes());
    if !is_old || answer.response().body().size() != BodySize::Stream || kind.is_some_and(|kind| kind.starts_with(b"text/event-stream")) {
        return Ok(answer.map_into_left_body());
    }
    let (req, answer) = answer.into_parts();
    let (answer, body) = answer.into_parts();
    let whole = to_bytes(body).await.map_err(|broken| -> Box<dyn std::error::Error> { broken.into() }).map_err(ErrorInternalServerError)?;
    Ok(ServiceResponse::new(req, answer.set_body(EitherBody::right(whole.boxed()))))
}

/// Whether the request is to become a WebSocket: then nothing that follows on its connection can be read.
#[must_use]
pub fn is_another(req: &ServiceRequest) -> bool {
    req.headers().get_all(header::UPGRADE).any(|wanted| wanted.as_bytes().trim_ascii().eq_ignore_ascii_case(b"websocket"))
}

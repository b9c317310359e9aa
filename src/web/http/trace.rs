//! Gives every request an id and a line in the log, and measures it.

use actix_web::{
    Error, HttpMessage, HttpRequest,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    http::header::{HeaderName, HeaderValue},
    middleware::Next,
};
use std::time::Instant;
use tracing::{Instrument, Span, field::Empty};
use uuid::Uuid;

use crate::metrics;
use crate::telemetry::spans;
use crate::web::http::error::Cause;
use crate::web::http::matched::Matched;
use crate::web::http::traceparent::TraceParent;

/// The id of a request: in the log, in the answer's `x-request-id`, on error pages, and beside the events it recorded.
#[derive(Debug, Clone, Copy)]
pub struct RequestId(Uuid);

impl RequestId {
    /// The id of this request.
    #[must_use]
    pub fn of(req: &HttpRequest) -> Uuid {
        req.extensions().get::<Self>().map_or(Uuid::nil(), |id| id.0)
    }
}

/// Names the request, and says how it ended.
///
/// # Errors
/// Those of the services within.
pub async fn log(req: ServiceRequest, next: Next<impl MessageBody>) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let id = Uuid::now_v7();
    req.extensions_mut().insert(RequestId(id));
    // The path alone: a query may hold what somebody searched for, or the secret of a set-up link.
    let span = tracing::info_span!("request", request_id = %id, method = %req.method(), path = %req.path(), trace_id = Empty);
    let said = TraceParent::of(req.headers());
    let (traced, trace) = spans::request(req.method().as_str(), req.path(), said.map(|said| said.to_string()).as_deref());
    if let Some(trace) = trace.or_else(|| said.map(TraceParent::trace_id)) {
        span.record("trace_id", trace);
    }
    let begun = Instant::now();
    async move {
        let mut response = next.call(req).await?;
        if let Ok(value) = HeaderValue::from_str(&id.to_string()) {
            response.headers_mut().insert(HeaderName::from_static("x-request-id"), value);
        }
        let (method, status) = (response.request().method(), response.status().as_u16());
        let route = Matched::of(response.request());
        metrics::request(method.as_str(), route, status, begun.elapsed());
        spans::answered(&Span::current(), method.as_str(), route, status);
        say(&response, begun);
        Ok(response)
    }
    .instrument(traced)
    .instrument(span)
    .await
}

fn say(response: &ServiceResponse<impl MessageBody>, begun: Instant) {
    let status = response.status().as_u16();
    let took_ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    let extensions = response.response().extensions();
    match extensions.get::<Cause>() {
        Some(Cause(why)) if status >= 500 => tracing::error!(status, took_ms, "failed: {why}"),
        Some(Cause(why)) => tracing::info!(status, took_ms, "refused: {why}"),
        None => tracing::info!(status, took_ms, "answered"),
    }
}

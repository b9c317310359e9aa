//! Traces: a span a request, and in it one a statement, sent by OTLP to the collector at `OTEL_EXPORTER_OTLP_ENDPOINT`. The other variables of
//! OpenTelemetry's own count as well, `OTEL_SERVICE_NAME` and `OTEL_TRACES_SAMPLER` among them.
//!
//! They are told to nobody else: the log has its own span, and shows these only at `trace`. What the shop does by itself is not traced.

use std::collections::HashMap;
use std::env;
use std::future::Future;
use std::pin::Pin;
use std::sync::OnceLock;
use std::time::Duration;

use opentelemetry::KeyValue;
use opentelemetry::propagation::TextMapPropagator;
use opentelemetry::trace::{TraceContextExt, TracerProvider};
use opentelemetry_http::{Bytes, HttpClient, HttpError, Request, Response};
use opentelemetry_otlp::{Protocol, SpanExporter, WithExportConfig, WithHttpConfig};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::propagation::TraceContextPropagator;
use opentelemetry_sdk::trace::SdkTracerProvider;
use tracing::field::Empty;
use tracing::{Span, Subscriber, trace_span};
use tracing_opentelemetry::OpenTelemetrySpanExt;
use tracing_subscriber::Layer;
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::registry::LookupSpan;

use super::COLLECTOR;

/// What the spans are marked with.
const TARGET: &str = "hello::spans";
/// The collector is near; whoever waits for it is a thread of its own.
const WAIT: Duration = Duration::from_secs(10);

static PROVIDER: OnceLock<SdkTracerProvider> = OnceLock::new();

/// What sends the spans; nothing where no collector is named.
///
/// # Errors
/// A sentence, where it is named wrongly.
pub(super) fn layer<S>() -> Result<Option<impl Layer<S> + Send + Sync + 'static>, String>
where
    S: Subscriber + for<'a> LookupSpan<'a> + Send + Sync,
{
    let Some(endpoint) = env::var(COLLECTOR).ok().filter(|endpoint| !endpoint.is_empty()) else { return Ok(None) };
    if !endpoint.starts_with("http://") {
        return Err(format!(
            "{COLLECTOR} is {endpoint:?}; set it to the http:// address of a collector near by, like http://localhost:4318."
        ));
    }
    let agent = ureq::Agent::config_builder().http_status_as_error(false).timeout_global(Some(WAIT)).build().new_agent();
    let exporter = SpanExporter::builder().with_http().with_http_client(Client(agent)).with_protocol(Protocol::HttpBinary).build();
    let exporter = exporter.map_err(|error| format!("{COLLECTOR} is {endpoint:?}, and does not do: {error}."))?;
    let mut resource = Resource::builder().with_attribute(KeyValue::new("service.version", env!("CARGO_PKG_VERSION")));
    if env::var_os("OTEL_SERVICE_NAME").is_none() {
        resource = resource.with_service_name("hello");
    }
    let provider = SdkTracerProvider::builder().with_batch_exporter(exporter).with_resource(resource.build()).build();
    let layer = tracing_opentelemetry::layer().with_tracer(provider.tracer("hello"));
    let layer = layer.with_location(false).with_threads(false).with_tracked_inactivity(false).with_target(false).with_level(false);
    drop(PROVIDER.set(provider));
    Ok(Some(layer.with_filter(filter_fn(|metadata| metadata.target() == TARGET))))
}

/// Sends what is waiting, and no more.
pub fn end() {
    if let Some(Err(error)) = PROVIDER.get().map(SdkTracerProvider::shutdown) {
        tracing::warn!(%error, "the last spans were not sent");
    }
}

/// The span of a request that belongs to this trace; answers with it the id of the trace, where there is one.
#[must_use]
pub fn request(method: &str, path: &str, traceparent: Option<&str>) -> (Span, Option<String>) {
    let span = trace_span!(target: TARGET, "request", otel.kind = "server", http.request.method = method, url.path = path);
    if span.is_disabled() {
        return (span, None);
    }
    if let Some(said) = traceparent {
        let carrier = HashMap::from([("traceparent".to_owned(), said.to_owned())]);
        drop(span.set_parent(TraceContextPropagator::new().extract(&carrier)));
    }
    let context = span.context();
    let trace = context.span().span_context().trace_id().to_string();
    (span, Some(trace))
}

/// How the request of this span was answered.
pub fn answered(span: &Span, method: &str, route: &'static str, status: u16) {
    if span.is_disabled() {
        return;
    }
    let context = span.context();
    let sent = context.span();
    sent.update_name(format!("{method} {route}"));
    sent.set_attribute(KeyValue::new("http.route", route));
    sent.set_attribute(KeyValue::new("http.response.status_code", i64::from(status)));
    if status >= 500 {
        sent.set_status(opentelemetry::trace::Status::error(""));
    }
}

/// The span of a statement, by its file, within that of a request.
pub fn statement(file: &'static str) -> Span {
    if Span::current().metadata().is_none_or(|around| around.target() != TARGET) {
        return Span::none();
    }
    trace_span!(
        target: TARGET, "statement", otel.kind = "client", otel.name = file, otel.status_code = Empty, db.system.name = "postgresql",
        db.query.summary = file, error.type = Empty
    )
}

/// How a statement failed.
pub fn failed(span: &Span, kind: &'static str) {
    span.record("error.type", kind).record("otel.status_code", "ERROR");
}

/// Posts to the collector.
#[derive(Debug)]
struct Client(ureq::Agent);

impl HttpClient for Client {
    fn send_bytes<'a, 'b>(
        &'a self,
        request: Request<Bytes>,
    ) -> Pin<Box<dyn Future<Output = Result<Response<Bytes>, HttpError>> + Send + 'b>>
    where
        'a: 'b,
        Self: 'b,
    {
        Box::pin(async move {
            let (head, mut body) = self.0.run(request.map(|body| body.to_vec()))?.into_parts();
            Ok(Response::from_parts(head, Bytes::from(body.read_to_vec()?)))
        })
    }
}

//! The log: one record a line, each inside the request that caused it.
//!
//! A failure is logged once, where it becomes an answer (`web/trace.rs`). Identifiers are fields; units stand in the names of fields. What a
//! person typed is never logged: no password, no cookie, no query string.

#[cfg_attr(not(feature = "otlp"), path = "telemetry/no_spans.rs")]
pub mod spans;

use std::io::{self, Write};

use tracing::Subscriber;
use tracing_subscriber::{EnvFilter, fmt::MakeWriter, layer::SubscriberExt, registry};

use crate::config::LogFormat;

/// What to log, as `HELLO_LOG` says it.
///
/// # Errors
/// A sentence, where it cannot be understood.
pub fn filter(given: &str) -> Result<EnvFilter, String> {
    EnvFilter::try_new(given).map_err(|_| format!("HELLO_LOG is {given:?}; set it to what to log, like info, or warn,hello=debug."))
}

/// A log that goes to `writer`.
///
/// # Errors
/// A sentence, where the filter cannot be understood.
pub fn subscriber<W>(filter: &str, format: LogFormat, writer: W) -> Result<Box<dyn Subscriber + Send + Sync>, String>
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    let filter = self::filter(filter)?;
    let log = tracing_subscriber::fmt::layer().with_ansi(false).with_target(false).log_internal_errors(false);
    Ok(match format {
        LogFormat::Text => Box::new(registry().with(filter).with(log.with_writer(OneLine(writer)))),
        LogFormat::Json => Box::new(registry().with(filter).with(log.json().flatten_event(true).with_span_list(false).with_writer(writer))),
    })
}

/// The variable that names the collector to which traces are sent.
pub const COLLECTOR: &str = "OTEL_EXPORTER_OTLP_ENDPOINT";

/// Writes to standard error from now on, and sends traces where a collector is named.
///
/// # Errors
/// As [`subscriber`]; or the collector is named wrongly.
pub fn start(filter: &str, format: LogFormat) -> Result<(), String> {
    #[cfg(feature = "otlp")]
    if let Some(spans) = spans::layer()? {
        return set(traced(filter, format, spans)?);
    }
    set(subscriber(filter, format, io::stderr)?)
}

/// As [`subscriber`] to standard error, with spans that are no matter of the log's filter.
#[cfg(feature = "otlp")]
fn traced<L>(filter: &str, format: LogFormat, spans: L) -> Result<Box<dyn Subscriber + Send + Sync>, String>
where
    L: tracing_subscriber::Layer<tracing_subscriber::Registry> + Send + Sync + 'static,
{
    use tracing_subscriber::Layer;
    let filter = self::filter(filter)?;
    let log = tracing_subscriber::fmt::layer().with_ansi(false).with_target(false).log_internal_errors(false);
    Ok(match format {
        LogFormat::Text => Box::new(registry().with(spans).with(log.with_writer(OneLine(io::stderr)).with_filter(filter))),
        LogFormat::Json => {
            let log = log.json().flatten_event(true).with_span_list(false).with_writer(io::stderr);
            Box::new(registry().with(spans).with(log.with_filter(filter)))
        }
    })
}

fn set(subscriber: Box<dyn Subscriber + Send + Sync>) -> Result<(), String> {
    tracing::subscriber::set_global_default(subscriber).map_err(|e| e.to_string())
}

/// What to say where a collector is named and this program sends no traces.
#[must_use]
pub fn unsent() -> Option<String> {
    let is_named = std::env::var_os(COLLECTOR).is_some_and(|named| !named.is_empty());
    (is_named && cfg!(not(feature = "otlp")))
        .then(|| format!("{COLLECTOR} is set, but this program sends no traces; build it with `cargo build --release --features otlp`."))
}

/// Keeps a record on one line, whatever its values hold. The formatter hands over each record in one piece, with its line break at the end.
struct OneLine<W>(W);

impl<'a, W: MakeWriter<'a>> MakeWriter<'a> for OneLine<W> {
    type Writer = OneLineWriter<W::Writer>;

    fn make_writer(&'a self) -> Self::Writer {
        OneLineWriter(self.0.make_writer())
    }
}

struct OneLineWriter<W>(W);

impl<W: Write> Write for OneLineWriter<W> {
    fn write(&mut self, record: &[u8]) -> io::Result<usize> {
        self.0.write_all(one_line(&String::from_utf8_lossy(record)).as_bytes())?;
        Ok(record.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

fn one_line(record: &str) -> String {
    let (body, end) = record.strip_suffix('\n').map_or((record, ""), |body| (body, "\n"));
    let mut line = String::with_capacity(record.len());
    for c in body.chars() {
        if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') {
            line.extend(c.escape_default());
        } else {
            line.push(c);
        }
    }
    line + end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_break_in_a_value_does_not_split_the_record() {
        assert_eq!(one_line("name=Rex\nINFO forged\u{1b}[2J\n"), "name=Rex\\nINFO forged\\u{1b}[2J\n");
        assert_eq!(one_line("name=Fürst Igor\n"), "name=Fürst Igor\n");
    }

    #[test]
    fn a_filter_that_is_none_is_refused_in_a_sentence() {
        let refused = subscriber("info=loud=", LogFormat::Text, io::sink).err().unwrap();
        assert!(refused.starts_with("HELLO_LOG is"), "{refused}");
    }
}

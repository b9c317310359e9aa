//! The log: one record a line, each inside the request that caused it.
//!
//! A failure is logged once, where it becomes an answer (`web/trace.rs`). Identifiers are fields; units stand in the names of fields. What a
//! person typed is never logged: no password, no cookie, no query string.

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

/// Writes to standard error from now on.
///
/// # Errors
/// As [`subscriber`].
pub fn start(filter: &str, format: LogFormat) -> Result<(), String> {
    let subscriber = subscriber(filter, format, io::stderr)?;
    tracing::subscriber::set_global_default(subscriber).map_err(|e| e.to_string())
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

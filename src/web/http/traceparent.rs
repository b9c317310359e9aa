//! The trace that a request belongs to, as W3C Trace Context has it: whoever calls says so in `traceparent`, and the log and the events keep it.

use actix_web::http::header::HeaderMap;
use std::fmt;

/// A `traceparent` that is well-formed: `00-`, the trace's id, that of the caller's span, and whether they are recorded there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TraceParent {
    trace: u128,
    parent: u64,
    flags: u8,
}

impl TraceParent {
    /// That of a request; nothing where it has none, several, or one that is malformed.
    #[must_use]
    pub fn of(headers: &HeaderMap) -> Option<Self> {
        let mut all = headers.get_all("traceparent");
        let first = all.next()?.to_str().ok()?;
        if all.next().is_none() { Self::parse(first) } else { None }
    }

    /// Reads one. What a later version adds behind the flags is left alone.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split('-').collect();
        let [version, trace, parent, flags, rest @ ..] = parts.as_slice() else { return None };
        let hex = |part: &str, digits: usize| {
            let is_hex = part.len() == digits && part.bytes().all(|c| matches!(c, b'0'..=b'9' | b'a'..=b'f'));
            is_hex.then(|| u128::from_str_radix(part, 16).ok()).flatten()
        };
        let known = |version| version < 0xff && (version > 0 || rest.is_empty());
        hex(version, 2).filter(|version| known(*version))?;
        let trace = hex(trace, 32).filter(|id| *id != 0)?;
        let parent = hex(parent, 16).filter(|id| *id != 0)?;
        Some(Self { trace, parent: parent.try_into().ok()?, flags: hex(flags, 2)?.try_into().ok()? })
    }

    /// The id of the trace.
    #[must_use]
    pub fn trace_id(self) -> String {
        format!("{:032x}", self.trace)
    }
}

impl fmt::Display for TraceParent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "00-{:032x}-{:016x}-{:02x}", self.trace, self.parent, self.flags)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::http::header::{HeaderName, HeaderValue};
    use proptest::prelude::*;

    const GOOD: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    #[test]
    fn a_well_formed_one_is_kept_as_it_came() {
        assert_eq!(TraceParent::parse(GOOD).unwrap().to_string(), GOOD);
        assert_eq!(TraceParent::parse(GOOD).unwrap().trace_id(), "4bf92f3577b34da6a3ce929d0e0e4736");
        let later = ["cc", GOOD.trim_start_matches("00"), "-what-comes"].concat();
        assert_eq!(TraceParent::parse(&later).unwrap().to_string(), GOOD, "in the form that is known");
    }

    #[test]
    fn a_malformed_one_is_none() {
        for text in [
            "",
            "00",
            &GOOD.to_uppercase(),
            &GOOD.replacen("00", "ff", 1),
            &GOOD.replacen("00", "0", 1),
            &format!("{GOOD}-more"),
            &format!("{GOOD} "),
            &GOOD.replace("00f067aa0ba902b7", "0000000000000000"),
            &GOOD.replace("4bf92f3577b34da6a3ce929d0e0e4736", "00000000000000000000000000000000"),
            &GOOD.replace("4bf", "+bf"),
            &GOOD.replace("-01", "-1"),
        ] {
            assert_eq!(TraceParent::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn of_two_none_is_believed() {
        let header = |headers: &mut HeaderMap| headers.append(HeaderName::from_static("traceparent"), HeaderValue::from_static(GOOD));
        let mut headers = HeaderMap::new();
        assert_eq!(TraceParent::of(&headers), None);
        header(&mut headers);
        assert_eq!(TraceParent::of(&headers).unwrap().to_string(), GOOD);
        header(&mut headers);
        assert_eq!(TraceParent::of(&headers), None);
    }

    proptest! {
        #[test]
        fn whatever_comes_is_read_or_none(text in ".{0,80}|[0-9a-f-]{50,60}") {
            if let Some(read) = TraceParent::parse(&text) {
                prop_assert_eq!(TraceParent::parse(&read.to_string()), Some(read));
            }
        }
    }
}

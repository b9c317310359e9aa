//! What the log is narrowed to, in a few words: a phone folds the filters away, and their fold still says what is set.

use crate::shop::{EventKind, words};
use crate::web::pages::events::EventLog;
use crate::web::parts::form::FormView;
use chrono::NaiveDate;

/// The log: "Sale · Cat · by Ada · from 3 May 2026 · to 5 May 2026".
#[must_use]
pub fn events(log: &EventLog) -> String {
    let day = |name, word: &str| {
        let day: NaiveDate = read(&log.filter, name, |typed| typed.parse().ok())?;
        Some(format!("{word} {}", words::day(day)))
    };
    let by = log.recorders.iter().find(|person| person.id.to_string() == log.filter.value("by"));
    said([
        read(&log.filter, "type", EventKind::named).map(|kind| kind.label().to_owned()),
        read(&log.filter, "species", |typed| Some(typed.to_owned())),
        by.map(|person| format!("by {}", person.name)),
        day("from", "from"),
        day("to", "to"),
        log.with.as_ref().map(|_| "recorded together".to_owned()),
    ])
}

/// What a field asks for, where it asks for something that can be read.
fn read<'a, T>(filter: &'a FormView, name: &str, parse: impl Fn(&'a str) -> Option<T>) -> Option<T> {
    let typed = filter.value(name).trim();
    if typed.is_empty() || filter.error(name).is_some() { None } else { parse(typed) }
}

fn said<const N: usize>(words: [Option<String>; N]) -> String {
    words.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

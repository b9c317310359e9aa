//! What a list is narrowed to, in a few words: a phone folds the filters away, and their fold still says what is set.

use crate::shop::{EventKind, Status, words};
use crate::web::pages::events::EventLog;
use crate::web::pages::pets::{PET_ORDERS, PetList};
use crate::web::parts::form::FormView;
use chrono::NaiveDate;

/// The list of pets, beside the words looked for: "Cat · Available · up to 20.00 € · Lowest price".
#[must_use]
pub fn pets(list: &PetList) -> String {
    let price = |name, word: &str| {
        let price = read(&list.filter, name, |typed| list.page.manner.currency.read(typed).ok())?;
        Some(format!("{word} {}", list.page.money(&price)))
    };
    let order = PET_ORDERS.iter().skip(1).find(|(value, _)| *value == list.filter.value("sort"));
    said([
        read(&list.filter, "species", |typed| Some(typed.to_owned())),
        read(&list.filter, "status", Status::named).map(|status| status.label().to_owned()),
        price("min_price", "from"),
        price("max_price", "up to"),
        order.map(|(_, label)| (*label).to_owned()),
    ])
}

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

//! What the two logs share, the events and the audit log: days and places in their addresses, and the pages around a page.

use crate::shop::{FieldErrors, Fields};
use crate::store::keyset::{Page as Rows, Place};
use crate::store::log::page::first_id_of;
use crate::web::parts::page::Page;
use crate::web::parts::pager::{Pager, address};
use actix_web::http::StatusCode;
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use std::fmt::Display;
use std::str::FromStr;
use uuid::Uuid;

/// A log: where it is, and which fields of its address narrow it.
#[derive(Debug, Clone, Copy)]
pub struct Chronicle {
    /// Its address.
    pub path: &'static str,
    /// The fields by which it is filtered.
    pub filters: &'static [&'static str],
}

impl Chronicle {
    /// The address to which `jump` leads: the page that begins with the evening of that day.
    pub fn jump(&self, page: &Page, query: &Fields, errors: &mut FieldErrors) -> Option<String> {
        let day = day(query, "jump", errors)?;
        let below = first_id_of(start_of(page, day.succ_opt().unwrap_or(day)));
        Some(address(self.path, query, self.filters, Some(("older", &below.to_string()))))
    }

    /// The addresses of the pages around one: what is newer stands before.
    #[must_use]
    pub fn pager<T, K: Display>(&self, rows: &Rows<T, K>, query: &Fields) -> Pager {
        let beside =
            |key: &Option<K>, side: &str| key.as_ref().map(|key| address(self.path, query, self.filters, Some((side, &key.to_string()))));
        Pager { previous: beside(&rows.previous, "newer"), next: beside(&rows.next, "older") }
    }
}

/// The status of a page of a log whose address has these errors.
#[must_use]
pub fn status(errors: &FieldErrors) -> StatusCode {
    if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
}

/// What stands in a field of the address; `None` where nothing does.
#[must_use]
pub fn given<'a>(query: &'a Fields, name: &str) -> Option<&'a str> {
    Some(query.get(name).trim()).filter(|text| !text.is_empty())
}

/// Reads `from` and `to`, both days included: from the beginning of the one until that of the day after the other.
pub fn days(page: &Page, query: &Fields, errors: &mut FieldErrors) -> (Option<DateTime<Utc>>, Option<DateTime<Utc>>) {
    let from = day(query, "from", errors);
    let to = day(query, "to", errors);
    if let (Some(from), Some(to)) = (from, to)
        && from > to
    {
        errors.add("to", "Enter a last day that is not before the first one");
    }
    (from.map(|day| start_of(page, day)), to.and_then(|day| day.succ_opt()).map(|day| start_of(page, day)))
}

/// Reads where a page begins: `older=ID` or `newer=ID`. `newest` is what the first page shows: "the newest events".
pub fn place(query: &Fields, newest: &str, errors: &mut FieldErrors) -> Place<Uuid> {
    let mut id = |name: &'static str| {
        let typed = Some(query.get(name)).filter(|text| !text.is_empty())?;
        errors.keep(name, Uuid::from_str(typed).map_err(|_| format!("That page of the log could not be found; these are {newest}")))
    };
    id("older").map(Place::After).or_else(|| id("newer").map(Place::Before)).unwrap_or_default()
}

/// A day that was typed into a filter, or what to type instead.
pub fn day(query: &Fields, name: &'static str, errors: &mut FieldErrors) -> Option<NaiveDate> {
    let typed = given(query, name)?;
    let day = NaiveDate::parse_from_str(typed, "%Y-%m-%d").ok().filter(|day| (1900..3000).contains(&day.year()));
    errors.keep(name, day.ok_or_else(|| "Enter a date, like 2026-05-03".to_owned()))
}

/// The moment at which a day begins in the shop; where the clocks jump over midnight, the first one after.
pub fn start_of(page: &Page, day: NaiveDate) -> DateTime<Utc> {
    let zone = page.manner.time_zone;
    let hours = (0..4).filter_map(|hour| day.and_hms_opt(hour, 0, 0));
    let first = hours.filter_map(|local| local.and_local_timezone(zone).earliest()).next();
    first.map_or_else(|| day.and_time(chrono::NaiveTime::MIN).and_utc(), |local| local.to_utc())
}

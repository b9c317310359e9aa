//! The log: everything that ever happened, and each event by itself.

use crate::integrity::Hash;
use crate::shop::{AccountId, Event, EventId, EventKind, FieldErrors, Fields, Species, text};
use crate::store::When;
use crate::store::log::days;
use crate::store::log::events::EventLine;
use crate::store::log::page as log;
use crate::store::log::page::{LogFilter, Recorder};
use crate::store::log::story;
use crate::store::log::trail;
use crate::store::log::trail::Trail;
use crate::store::state::pets;
use crate::web::http::cx::Cx;
use crate::web::http::error::WebError;
use crate::web::http::fields::Query;
use crate::web::http::respond::{render, render_as, see_other};
use crate::web::pages::pets::show_as_known;
use crate::web::parts::chronicle::{self, Chronicle, given, place, status};
use crate::web::parts::form::FormView;
use crate::web::parts::log_days::{LogDay, Preset, days_of, presets, under_days};
use crate::web::parts::page::{Page, Section};
use crate::web::parts::pager::{PAGE_SIZE, Pager, address};
use crate::web::parts::story::StoryLine;
use crate::web::parts::why::Change;
use actix_web::HttpResponse;
use actix_web::web::Path;
use askama::Template;
use chrono::NaiveDate;
use serde_json::Value;
use uuid::Uuid;

/// The log.
pub const LOG: Chronicle = Chronicle { path: "/events", filters: &["type", "species", "by", "from", "to", "with"] };

/// The log; its block `results` answers a fragment request.
#[derive(Template)]
#[template(path = "events/list.html", blocks = ["results"])]
pub struct EventLog {
    /// What every page knows.
    pub page: Page,
    /// `type`, `species`, `by`, `from`, `to`, `with`, as typed, and what is wrong with them.
    pub filter: FormView,
    /// The event with which all that is shown was recorded, where that is what was asked for.
    pub with: Option<EventLine>,
    /// The species that the shop knows.
    pub species: Vec<String>,
    /// Those who may have recorded something.
    pub recorders: Vec<Recorder>,
    /// Whether nothing has ever been recorded.
    pub log_is_empty: bool,
    /// One page of events, newest first, under its days.
    pub days: Vec<LogDay>,
    /// How many events the page shows.
    pub shown: i64,
    /// Days that are often asked for.
    pub presets: Vec<Preset>,
    /// The pages around it: `previous` is newer.
    pub pager: Pager,
}

impl EventLog {
    /// The log of one day, with the other filters.
    fn of_day(&self, day: &NaiveDate) -> String {
        let mut query = self.filter.values.clone();
        query.set("from", day.to_string());
        query.set("to", day.to_string());
        address(LOG.path, &query, LOG.filters, None)
    }

    /// Whether the log of this day is what is shown.
    fn is_of_day(&self, day: &NaiveDate) -> bool {
        ["from", "to"].iter().all(|name| self.filter.value(name) == day.to_string())
    }

    /// The log with the other filters, whatever was recorded together.
    fn apart(&self) -> String {
        let mut query = self.filter.values.clone();
        query.set("with", String::new());
        address(LOG.path, &query, LOG.filters, None)
    }

    /// Where all of it is as CSV.
    fn csv(&self) -> String {
        address("/events.csv", &self.filter.values, LOG.filters, None)
    }
}

/// Shows a page of the log, or jumps to a day.
///
/// # Errors
/// The database failed.
pub async fn list(cx: Cx, Query(mut query): Query) -> Result<HttpResponse, WebError> {
    let page = cx.page(Section::Events);
    let mut errors = FieldErrors::default();
    if let Some(there) = LOG.jump(&page, &query, &mut errors) {
        return Ok(see_other(&there));
    }
    let filter = read(&page, &query, &mut errors);
    let place = place(&query, "the newest events", &mut errors).map(EventId);
    let folds = filter.kind.is_none();
    let asked_for = text::line(query.get("species"));
    let shop = page.clone();
    let (found, figures, with, species, known, recorders) = cx
        .store()
        .read(move |conn| {
            let found = log::page(conn, &filter, place, PAGE_SIZE)?;
            let days = days_of(&shop, &found.rows);
            let figures = days::figures(conn, &filter, &days)?;
            let with = filter.with.map(|event| log::one(conn, event)).transpose()?.flatten();
            let species = pets::species(conn, When::Now)?;
            let known = pets::as_written(conn, &asked_for, &species)?;
            Ok((found, figures, with, species, known, log::recorders(conn)?))
        })
        .await?;

    show_as_known(&mut query, known);
    let status = status(&errors);
    let log = EventLog {
        pager: LOG.pager(&found, &query),
        shown: i64::try_from(found.rows.len()).unwrap_or(i64::MAX),
        days: under_days(&page, found.rows, figures, folds),
        presets: presets(&page),
        page: page.with_errors(!errors.is_empty()),
        filter: FormView::again(query, errors),
        log_is_empty: species.is_empty(),
        with,
        species,
        recorders,
    };
    if cx.wants_fragment { render_as(status, &log.as_results()) } else { render_as(status, &log) }
}

/// Reads what the log is narrowed to. What cannot be read is left out, and said.
pub fn read(page: &Page, query: &Fields, errors: &mut FieldErrors) -> LogFilter {
    let choose = |what: &str| format!("Choose {what} from the list");
    let (from, until) = chronicle::days(page, query, errors);
    LogFilter {
        kind: given(query, "type").and_then(|name| errors.keep("type", EventKind::named(name).ok_or_else(|| choose("what happened")))),
        species: given(query, "species").and_then(|name| errors.keep("species", Species::parse(name))).map(|species| species.to_string()),
        by: given(query, "by").and_then(|id| errors.keep("by", id.parse().map(AccountId).map_err(|_| choose("somebody")))),
        with: given(query, "with").and_then(|id| {
            let event = id.parse().map(EventId).map_err(|_| "Those events could not be found; these are all of them".to_owned());
            errors.keep("with", event)
        }),
        from,
        until,
    }
}

/// One event.
#[derive(Template)]
#[template(path = "events/show.html")]
pub struct EventPage {
    /// What every page knows.
    pub page: Page,
    /// The event.
    pub event: EventLine,
    /// Its hash, which ties it to the event before it.
    pub hash: Option<Hash>,
    /// What the event carries, by the names of its columns.
    pub data: Vec<(String, String)>,
    /// What it changed about the pet.
    pub change: Option<Change>,
    /// The pet's event before it.
    pub earlier: Option<EventLine>,
    /// The pet's event after it.
    pub later: Option<EventLine>,
    /// The next older event of the log.
    pub older: Option<EventId>,
    /// The next newer event of the log.
    pub newer: Option<EventId>,
    /// What it answers, what answered it, and what was recorded with it.
    pub trail: Trail,
}

/// Shows one event with its neighbours and its company.
///
/// # Errors
/// There is no such event, or the database failed.
pub async fn show(cx: Cx, id: Path<Uuid>) -> Result<HttpResponse, WebError> {
    let id = EventId(*id);
    let found = cx
        .store()
        .read(move |conn| {
            let Some(event) = log::one(conn, id)? else { return Ok(None) };
            let around = log::neighbours(conn, &event.recorded)?;
            let story = story::whole(conn, When::Now, event.recorded.pet)?;
            let trail = trail::of(conn, &event)?;
            Ok(Some((event, log::hash(conn, id)?, around, story, trail)))
        })
        .await?;
    let (event, hash, around, story, trail) = found.ok_or(WebError::NotFound)?;
    let data = columns(&event.recorded.event)?;
    let id_of = |line: Option<EventLine>| line.map(|line| line.recorded.id);
    let page = cx.page(Section::Events);
    let change = Change::made_at(event.recorded.version, &story, &page)?;
    let shown = EventPage {
        page,
        event,
        hash,
        data,
        change,
        earlier: around.previous,
        later: around.next,
        older: id_of(around.older),
        newer: id_of(around.newer),
        trail,
    };
    render(&shown)
}

/// What an event carries, by the names of its columns.
fn columns(event: &Event) -> Result<Vec<(String, String)>, WebError> {
    let data = event.data().map_err(|e| WebError::Fault(format!("an event cannot be shown: {e}")))?;
    let plain = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let columns = data.as_object().into_iter().flatten().filter(|(_, value)| !value.is_null());
    Ok(columns.map(|(name, value)| (name.clone(), plain(value))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shop::Manner;
    use crate::store::keyset::Place;
    use crate::web::parts::chronicle::{day, start_of};
    use crate::web::parts::past::Standpoint;
    use chrono::Utc;
    use proptest::prelude::*;

    fn typed() -> impl Strategy<Value = String> {
        prop_oneof![
            any::<String>(),
            "[0-9]{4}-[0-9]{2}-[0-9]{2}",
            any::<u128>().prop_map(|id| Uuid::from_u128(id).to_string()),
            "[-+0-9a-f{}]{0,40}"
        ]
    }

    proptest! {
        #[test]
        fn any_address_of_the_log_is_a_page_of_it_or_told_of(texts in prop::collection::vec(typed(), 9), zone in 0..chrono_tz::TZ_VARIANTS.len()) {
            let names = ["type", "species", "by", "from", "to", "with", "older", "newer", "jump"];
            let query: Fields = names.into_iter().zip(texts).collect();
            let (zone, now) = (chrono_tz::TZ_VARIANTS[zone], Utc::now());
            let manner = Manner { time_zone: zone, currency: crate::shop::Currency::default() };
            let time = Standpoint::now(now, zone);
            let page = Page { viewer: None, section: Section::Events, manner, now, time, is_fragment: false, has_errors: false };
            let mut errors = FieldErrors::default();
            let (filter, place) = (read(&page, &query, &mut errors), place(&query, "the newest events", &mut errors));
            let jump = day(&query, "jump", &mut errors);
            prop_assert!(errors.iter().all(|(field, _)| names.contains(&field)));
            prop_assert_eq!(filter.from.is_some(), errors.get("from").is_none() && !query.get("from").trim().is_empty());
            prop_assert!(place == Place::First || errors.get("older").is_none() || errors.get("newer").is_none());
            if let Some(day) = jump {
                prop_assert_eq!(page.local(start_of(&page, day)).date_naive(), day);
            }
        }
    }
}

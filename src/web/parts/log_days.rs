//! The log under its days: each with its figures, and runs of price changes as one line.

use crate::shop::words;
use crate::store::log::days::{DayFigures, DaySpan};
use crate::store::log::events::EventLine;
use crate::web::parts::chronicle::start_of;
use crate::web::parts::page::Page;
use crate::web::parts::story::{StoryLine, folded};
use chrono::{Datelike, Days, NaiveDate};

/// One day of the log, as far as the page shows it.
pub struct LogDay {
    /// The day.
    pub day: NaiveDate,
    /// "Tuesday 17 November".
    pub heading: String,
    /// Its figures in words: "9 sold, 412.00 €, 3 born"; empty where there are none.
    pub figures: String,
    /// What was recorded on it, newest first.
    pub lines: Vec<StoryLine>,
}

/// A day that is often asked for.
pub struct Preset {
    /// "Yesterday".
    pub name: String,
    /// The day.
    pub day: NaiveDate,
}

/// The days of some events in the shop's time zone.
#[must_use]
pub fn days_of(page: &Page, events: &[EventLine]) -> Vec<DaySpan> {
    let mut days: Vec<_> = events.iter().map(|line| recorded_on(page, line)).collect();
    days.dedup();
    days.into_iter().map(|day| DaySpan { from: start_of(page, day), to: start_of(page, day.succ_opt().unwrap_or(day)) }).collect()
}

/// Puts events under their days, with the figures of these. Price changes are folded unless they are what was asked for.
#[must_use]
pub fn under_days(page: &Page, events: Vec<EventLine>, figures: Vec<DayFigures>, folds: bool) -> Vec<LogDay> {
    let mut figures = figures.into_iter();
    let mut days: Vec<LogDay> = vec![];
    for line in events {
        let day = recorded_on(page, &line);
        if days.last().is_none_or(|last| last.day != day) {
            let figures = figures.next().map(|of| said(page, &of)).unwrap_or_default();
            days.push(LogDay { day, heading: heading(page, day), figures, lines: vec![] });
        }
        if let Some(last) = days.last_mut() {
            last.lines.push(StoryLine::Own(Box::new(line)));
        }
    }
    if folds {
        for day in &mut days {
            day.lines = folded(std::mem::take(&mut day.lines));
        }
    }
    days
}

fn recorded_on(page: &Page, line: &EventLine) -> NaiveDate {
    page.local(line.recorded.created_at).date_naive()
}

fn said(page: &Page, day: &DayFigures) -> String {
    let many = |number: i64, of: &str| (number > 0).then(|| format!("{} {of}", words::thousands(number)));
    let sold = many(day.sold, "sold").map(|sold| format!("{sold}, {}", page.sum(day.takings)));
    let returned = many(day.returned, "came back").map(|back| format!("{back}, {} refunded", page.sum(day.refunds)));
    [sold, returned, many(day.born, "born"), many(day.arrived, "arrived")].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Days that are often asked for: yesterday, the days before it by their names, a week ago.
#[must_use]
pub fn presets(page: &Page) -> Vec<Preset> {
    let before = |back: u64| page.today().checked_sub_days(Days::new(back));
    let name = |back: u64, day: NaiveDate| match back {
        0 => "Today".into(),
        1 => "Yesterday".into(),
        7 => "A week ago".into(),
        _ => format!("Last {}", day.format("%A")),
    };
    (0..=7).filter_map(|back| before(back).map(|day| Preset { name: name(back, day), day })).collect()
}

/// A day over its events: "Tuesday 17 November", with the year where it is another one than this.
fn heading(page: &Page, day: NaiveDate) -> String {
    let year = if day.year() == page.today().year() { "" } else { " %Y" };
    day.format(&format!("%A %-d %B{year}")).to_string()
}

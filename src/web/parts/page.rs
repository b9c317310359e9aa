//! What every page knows: who looks, in which part of the shop, at what moment, and how the shop writes money and time.

use crate::shop::{AccountId, CustomerId, Manner, Money, PetId, words};
use crate::store::ground::position::Position;
use crate::web::parts::past::{AS_OF, Standpoint};
use actix_web::http::StatusCode;
use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use rust_decimal::Decimal;
use std::fmt;

/// The part of the shop to which a page belongs, marked in the navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// The day at a glance.
    Today,
    /// Pets, and the forms about them.
    Pets,
    /// The log.
    Events,
    /// Customers.
    Customers,
    /// Snapshot and accounts.
    Admin,
    /// Sign-in, set-up, errors.
    None,
}

/// Who is signed in, as a page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Viewer {
    /// The account.
    pub account: AccountId,
    /// The account's name.
    pub name: String,
    /// Whether the account may enter `/admin`.
    pub is_admin: bool,
    /// What the shop is called, where its owner has said so.
    pub shop: Option<String>,
    /// What of the log could be seen when the page was made: what came later is news to it.
    pub seen: Position,
}

/// What `base.html` and every template need besides their own content.
#[derive(Debug, Clone)]
pub struct Page {
    /// Who looks; `None` on the pages in front of the door.
    pub viewer: Option<Viewer>,
    /// Where in the shop.
    pub section: Section,
    /// How money and time are written.
    pub manner: Manner,
    /// The moment for which the page was made.
    pub now: DateTime<Utc>,
    /// Whether the page shows a form with errors: its title then begins "Error: ".
    pub has_errors: bool,
    /// Where in time the page stands.
    pub time: Standpoint,
    /// Whether only a part of the page is sent, into one that stands.
    pub is_fragment: bool,
}

/// HTML that was escaped where it was made: a `<time>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Time(String);

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl askama::filters::HtmlSafe for Time {}

impl Page {
    /// The page with its form's errors announced in the title.
    #[must_use]
    pub fn with_errors(mut self, has_errors: bool) -> Self {
        self.has_errors |= has_errors;
        self
    }

    /// What the shop is called; in front of the door, and where nobody has said, "Hello!".
    #[must_use]
    pub fn shop(&self) -> &str {
        self.viewer.as_ref().and_then(|viewer| viewer.shop.as_deref()).unwrap_or("Hello!")
    }

    /// Whether the page shows the shop as it was.
    #[must_use]
    pub fn is_past(&self) -> bool {
        self.time.moment.is_some()
    }

    /// Whether an admin looks at it.
    #[must_use]
    pub fn is_for_an_admin(&self) -> bool {
        self.viewer.as_ref().is_some_and(|viewer| viewer.is_admin)
    }

    /// 422 where the page shows a form with errors.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        if self.has_errors { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK }
    }

    /// An address in the shop, as of the moment that the page shows.
    #[must_use]
    pub fn to(&self, path: &str) -> String {
        match self.time.moment {
            Some(moment) => format!("{path}{}{AS_OF}={moment}", if path.contains('?') { '&' } else { '?' }),
            None => path.to_owned(),
        }
    }

    /// The address of a pet, as of the moment that the page shows.
    #[must_use]
    pub fn pet(&self, id: &PetId) -> String {
        self.to(&format!("/pets/{id}"))
    }

    /// The address of a customer, as of the moment that the page shows.
    #[must_use]
    pub fn customer(&self, id: &CustomerId) -> String {
        self.to(&format!("/customers/{id}"))
    }

    /// Today in the shop's time zone.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        self.local(self.now).date_naive()
    }

    /// An amount with its currency: "120.50 €", "1,250.00 €".
    #[must_use]
    pub fn money(&self, amount: &Money) -> String {
        self.sum(amount.amount())
    }

    /// A sum of amounts, which may be greater than any one of them, with its currency.
    #[must_use]
    pub fn sum(&self, amount: Decimal) -> String {
        self.manner.currency.written(amount)
    }

    /// A day: "3 May", with the year where it is another one than this.
    #[must_use]
    pub fn day(&self, day: &NaiveDate) -> Time {
        Time(format!(r#"<time datetime="{day}">{}</time>"#, self.day_in_words(*day)))
    }

    /// The words of [`Page::day`].
    #[must_use]
    pub fn day_in_words(&self, day: NaiveDate) -> String {
        if day.year() == self.today().year() { day.format("%-d %B").to_string() } else { words::day(day) }
    }

    /// A day with its year always: "3 May 2026".
    #[must_use]
    pub fn full_day(&self, day: &NaiveDate) -> Time {
        Time(format!(r#"<time datetime="{day}">{}</time>"#, words::day(*day)))
    }

    /// A moment in the shop's time zone: "09:41" today, "13 June 08:01" this year, else "13 June 2025 08:01".
    #[must_use]
    pub fn moment(&self, moment: &DateTime<Utc>) -> Time {
        let local = self.local(*moment);
        let shown = if local.date_naive() == self.today() {
            local.format("%H:%M")
        } else if local.year() == self.today().year() {
            local.format("%-d %B %H:%M")
        } else {
            local.format("%-d %B %Y %H:%M")
        };
        Time(format!(r#"<time datetime="{}">{shown}</time>"#, moment.format("%Y-%m-%dT%H:%M:%S%.3fZ")))
    }

    /// The time of day of a moment whose day is said beside it: "08:01".
    #[must_use]
    pub fn clock(&self, moment: &DateTime<Utc>) -> Time {
        self.written_out(moment, "%H:%M")
    }

    /// The moment of the page, whole: "Sun, 3 May 2026, 23:59:59".
    #[must_use]
    pub fn then(&self) -> Time {
        self.written_out(&self.now, "%a, %-d %B %Y, %H:%M:%S")
    }

    /// The moment of the page in UTC: "3 May 2026 21:59:59 UTC"; "UTC" alone where the shop's time is that.
    #[must_use]
    pub fn then_utc(&self) -> String {
        if self.is_utc(&self.now) {
            return "UTC".into();
        }
        self.now.format("%-d %B %Y %H:%M:%S UTC").to_string()
    }

    /// The moment of the page as one speaks of it: "3 May 2026", "3 May 2026 at 14:30".
    #[must_use]
    pub fn then_day(&self) -> Time {
        let is_day = self.time.moment.is_none_or(|moment| moment.is_day());
        self.written_out(&self.now, if is_day { "%-d %B %Y" } else { "%-d %B %Y at %H:%M" })
    }

    /// Another moment, whole: "3 May 2026, 14:30".
    #[must_use]
    pub fn moment_in_full(&self, moment: &DateTime<Utc>) -> Time {
        self.written_out(moment, "%-d %B %Y, %H:%M")
    }

    /// The day of another moment: "3 May 2026".
    #[must_use]
    pub fn day_of(&self, moment: &DateTime<Utc>) -> Time {
        self.written_out(moment, "%-d %B %Y")
    }

    /// Whether the page shows the shop before this moment.
    #[must_use]
    pub fn is_before(&self, moment: &DateTime<Utc>) -> bool {
        self.now < *moment
    }

    fn written_out(&self, moment: &DateTime<Utc>, format: &str) -> Time {
        Time(format!(r#"<time datetime="{}">{}</time>"#, moment.format("%Y-%m-%dT%H:%M:%S%.3fZ"), self.local(*moment).format(format)))
    }

    /// How long ago: "4 minutes ago". From a day on, the moment itself.
    #[must_use]
    pub fn ago(&self, moment: &DateTime<Utc>) -> Time {
        let past = self.now - *moment;
        if past >= TimeDelta::days(1) {
            return self.moment(moment);
        }
        // In the past it stays that long ago.
        let ticks = if self.is_past() { "" } else { " data-ago" };
        Time(format!(r#"<time datetime="{}"{ticks}>{}</time>"#, moment.format("%Y-%m-%dT%H:%M:%S%.3fZ"), ago_in_words(past)))
    }

    /// Whether the shop's clock shows UTC at a moment.
    #[must_use]
    pub fn is_utc(&self, moment: &DateTime<Utc>) -> bool {
        self.local(*moment).naive_local() == moment.naive_utc()
    }

    /// Whether a moment falls on that day in the shop's time zone.
    #[must_use]
    pub fn is_on(&self, moment: &DateTime<Utc>, day: &NaiveDate) -> bool {
        self.local(*moment).date_naive() == *day
    }

    /// A moment in the shop's time zone.
    #[must_use]
    pub fn local(&self, moment: DateTime<Utc>) -> DateTime<Tz> {
        moment.with_timezone(&self.manner.time_zone)
    }
}

/// A stretch of time of less than a day, in words: "just now", "40 seconds ago", "1 hour ago".
#[must_use]
pub fn ago_in_words(past: TimeDelta) -> String {
    let seconds = past.num_seconds();
    match seconds {
        ..5 => "just now".into(),
        5..60 => format!("{seconds} seconds ago"),
        60..3600 => format!("{} ago", words::count(seconds / 60, "minute", "minutes")),
        _ => format!("{} ago", words::count(seconds / 3600, "hour", "hours")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shop::Currency;
    use chrono::TimeZone;

    fn page() -> Page {
        Page {
            viewer: None,
            section: Section::None,
            manner: Manner { time_zone: chrono_tz::Europe::Vienna, currency: Currency::default() },
            now: Utc.with_ymd_and_hms(2026, 11, 23, 23, 30, 0).unwrap(),
            has_errors: false,
            time: Standpoint::now(Utc::now(), chrono_tz::Europe::Vienna),
            is_fragment: false,
        }
    }

    #[test]
    fn today_is_the_shops_day_not_greenwichs() {
        assert_eq!(page().today().to_string(), "2026-11-24");
    }

    #[test]
    fn a_moment_is_as_short_as_it_can_be_and_carries_its_machine_form() {
        let moment = Utc.with_ymd_and_hms(2026, 6, 13, 6, 1, 0).unwrap();
        assert_eq!(page().moment(&moment).to_string(), r#"<time datetime="2026-06-13T06:01:00.000Z">13 June 08:01</time>"#);
        assert!(page().moment(&(page().now - TimeDelta::minutes(5))).to_string().ends_with(">00:25</time>"));
    }

    #[test]
    fn time_since_is_told_in_its_greatest_unit() {
        assert_eq!(ago_in_words(TimeDelta::seconds(40)), "40 seconds ago");
        assert_eq!(ago_in_words(TimeDelta::seconds(3599)), "59 minutes ago");
        assert_eq!(ago_in_words(TimeDelta::seconds(3600)), "1 hour ago");
    }
}

//! Where in time a page stands, and the ways from there: `as_of` in the address.

use crate::shop::Fields;
use crate::store::When;
use crate::web::http::respond::see_other;
use crate::web::parts::moment::{Moment, for_a_field};
use crate::web::parts::pager::address;
use actix_web::Error;
use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use chrono::{DateTime, Days, NaiveDate, Utc};
use chrono_tz::Tz;

/// The field of an address that names a moment. Nothing that is sent with it is recorded.
pub const AS_OF: &str = "as_of";

/// Where in time a page stands.
#[derive(Debug, Clone)]
pub struct Standpoint {
    /// The moment that is shown; `None` where that is now.
    pub moment: Option<Moment>,
    /// The day as it was typed.
    pub day: String,
    /// The time as it was typed.
    pub time: String,
    /// Why there is no such moment.
    pub error: Option<String>,
    path: String,
    query: Fields,
    kept: &'static [&'static str],
    now: DateTime<Utc>,
    zone: Tz,
}

impl Standpoint {
    /// Now, at a page that knows no other moment; from there the ways through time begin at the first page.
    #[must_use]
    pub fn now(now: DateTime<Utc>, zone: Tz) -> Self {
        let nothing = String::new;
        Self {
            moment: None,
            day: nothing(),
            time: nothing(),
            error: None,
            path: "/".into(),
            query: Fields::default(),
            kept: &[],
            now,
            zone,
        }
    }

    /// At a page of this path and these filters, where `as_of` (with `at`, the time of that day) says.
    #[must_use]
    pub fn read(path: &str, query: &Fields, kept: &'static [&'static str], now: DateTime<Utc>, zone: Tz) -> Self {
        let mut here = Self { path: path.to_owned(), query: query.clone(), kept, ..Self::now(now, zone) };
        here.look(query);
        here
    }

    fn look(&mut self, query: &Fields) {
        (self.day, self.time) = (query.get(AS_OF).trim().to_owned(), query.get("at").trim().to_owned());
        if self.day.is_empty() && self.time.is_empty() {
            return;
        }
        let typed = if self.time.is_empty() { self.day.clone() } else { format!("{}T{}", self.day, self.time) };
        match Moment::parse(&typed, self.zone, self.now) {
            Ok(moment) => {
                let at = if moment.is_day() { moment.at } else { for_a_field(moment.at) };
                let local = at.with_timezone(&self.zone).naive_local();
                self.day = local.date().to_string();
                self.time = if moment.is_day() { String::new() } else { local.format("%H:%M:%S%.f").to_string() };
                self.moment = Some(moment);
            }
            Err(sentence) => self.error = Some(sentence),
        }
    }

    /// As of when the page reads the shop.
    #[must_use]
    pub fn when(&self) -> When {
        self.moment.map_or(When::Now, |moment| When::At(moment.at))
    }

    /// The last day of which there is anything to see: today.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        self.now.with_timezone(&self.zone).date_naive()
    }

    /// Whether the field for the day can show what was typed; where it is no day, a plain one does.
    #[must_use]
    pub fn is_a_day(&self) -> bool {
        self.day.is_empty() || self.day.parse::<NaiveDate>().is_ok()
    }

    /// The filters that go along, each with its value.
    pub fn filters(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.kept.iter().map(|name| (*name, self.query.get(name))).filter(|(_, value)| !value.is_empty())
    }

    /// Where the form that picks a moment is sent.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// This page, now.
    #[must_use]
    pub fn to_now(&self) -> String {
        address(&self.path, &self.query, self.kept, None)
    }

    /// This page at another moment.
    #[must_use]
    pub fn to(&self, moment: &Moment) -> String {
        address(&self.path, &self.query, self.kept, Some((AS_OF, &moment.to_string())))
    }

    /// This page at a moment at which something was recorded.
    #[must_use]
    pub fn to_recorded(&self, at: &DateTime<Utc>) -> String {
        self.to(&Moment::at(*at))
    }

    /// This page as it was in the evening of the day before.
    #[must_use]
    pub fn day_before(&self) -> Option<String> {
        self.evening(self.day_shown().checked_sub_days(Days::new(1))?)
    }

    /// This page as it was in the evening of that day a week before.
    #[must_use]
    pub fn week_before(&self) -> Option<String> {
        self.evening(self.day_shown().checked_sub_days(Days::new(7))?)
    }

    /// This page as it was in the evening of the day after; where that is today, as it is now.
    #[must_use]
    pub fn day_after(&self) -> Option<String> {
        self.moment?;
        let day = self.day_shown().checked_add_days(Days::new(1))?;
        if day >= self.today() { Some(self.to_now()) } else { self.evening(day) }
    }

    /// This page as it was when something was recorded before.
    #[must_use]
    pub fn earlier(&self) -> String {
        self.step("earlier")
    }

    /// This page as it was when something was recorded after.
    #[must_use]
    pub fn later(&self) -> Option<String> {
        self.moment.map(|_| self.step("later"))
    }

    fn step(&self, way: &str) -> String {
        let there = self.moment.map_or_else(|| self.to_now(), |moment| self.to(&moment));
        format!("{there}{}step={way}", if there.contains('?') { '&' } else { '?' })
    }

    fn evening(&self, day: NaiveDate) -> Option<String> {
        Some(self.to(&Moment::day(day, self.zone, self.now)?))
    }

    /// The day of the moment that is shown.
    fn day_shown(&self) -> NaiveDate {
        self.moment.map_or(self.now, |moment| moment.at).with_timezone(&self.zone).date_naive()
    }
}

/// Leads from a form in the past to the same form now: what it sends is recorded now.
///
/// # Errors
/// Those of the services within.
pub async fn leave<B: MessageBody>(is_form: bool, req: ServiceRequest, next: Next<B>) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let is_past = |pair: &str| pair.split('=').next() == Some(AS_OF);
    let query = req.query_string();
    if !is_form || !query.split('&').any(is_past) {
        return Ok(next.call(req).await?.map_into_left_body());
    }
    let kept: Vec<_> = query.split('&').filter(|pair| !is_past(pair)).collect();
    let now = if kept.is_empty() { req.path().to_owned() } else { format!("{}?{}", req.path(), kept.join("&")) };
    Ok(req.into_response(see_other(&now)).map_into_right_body())
}

//! The two years of the shop: days, opening hours, and the moments at which something is recorded.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc, Weekday};
use chrono_tz::Tz;
use fastrand::Rng;

/// A day of the story, counted from the opening of the shop.
pub(super) type Day = i32;

/// The last day of the story: two years after the first.
pub(super) const TODAY: Day = 730;

/// When something was recorded, and the day on which it had happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment {
    /// The day on which it happened.
    pub on: NaiveDate,
    /// The moment at which it was recorded.
    pub at: DateTime<Utc>,
    /// The day of the story on which it was recorded.
    pub day: Day,
}

/// The calendar of one shop.
#[derive(Debug, Clone)]
pub(super) struct Calendar {
    now: DateTime<Utc>,
    time_zone: Tz,
    today: NaiveDate,
}

impl Calendar {
    /// The two years up to now. In the first half hour of a day, when hardly anything can have happened, they end with the day before.
    pub fn until(now: DateTime<Utc>, time_zone: Tz) -> Self {
        let today = (now - TimeDelta::minutes(30)).with_timezone(&time_zone).date_naive();
        Self { now, time_zone, today }
    }

    /// The date of a day of the story.
    pub fn date(&self, day: Day) -> NaiveDate {
        self.today + TimeDelta::days((day - TODAY).into())
    }

    /// The first day of the current month.
    pub fn month_began(&self) -> Day {
        TODAY - i32::try_from(self.today.day0()).unwrap_or_default()
    }

    /// When the shop opens and closes.
    ///
    /// Today it closes no later than now, and opens at least three hours before that or at midnight: whoever tries a shop at night finds
    /// that something happened today.
    pub fn hours(&self, day: Day) -> (DateTime<Utc>, DateTime<Utc>) {
        let date = self.date(day);
        let (opens, closes) = match date.weekday() {
            Weekday::Sun => ((10, 0), (16, 0)),
            Weekday::Sat => ((9, 0), (17, 0)),
            _ => ((9, 0), (18, 30)),
        };
        let (opens, closes) = (self.moment_of(date, opens), self.moment_of(date, closes));
        if day < TODAY {
            return (opens, closes);
        }
        let early = (self.now - TimeDelta::hours(3)).max(self.moment_of(date, (0, 0)));
        (opens.min(early), closes.min(self.now))
    }

    fn moment_of(&self, date: NaiveDate, (hour, minute): (u32, u32)) -> DateTime<Utc> {
        let local = NaiveDateTime::new(date, NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default());
        // A clock put forward skips an hour: what would be in it is an hour later.
        let exists = |local: NaiveDateTime| local.and_local_timezone(self.time_zone).earliest();
        exists(local).or_else(|| exists(local + TimeDelta::hours(1))).map_or_else(|| local.and_utc(), |moment| moment.to_utc())
    }

    /// A moment on that day, later than another, or on the next morning where it is late; `None` where the day has no time left.
    ///
    /// It is drawn as a share of the time there is. So what happens today does not depend on the hour at which the shop is invented, only
    /// the minutes do.
    pub fn moment(&self, rng: &mut Rng, on: Day, after: Option<DateTime<Utc>>, late: bool) -> Option<Moment> {
        let (late, share) = (late && on < TODAY, rng.f64());
        let day = if late { on + 1 } else { on };
        let (opens, closes) = self.hours(day);
        let earliest = after.map_or(opens, |after| opens.max(after));
        let time_left = closes - earliest;
        let share = match late {
            true => share * 0.08,
            false if earliest > opens => share * 0.5,
            false => share,
        };
        #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "a day has few microseconds")]
        let wait = TimeDelta::microseconds((time_left.num_microseconds()? as f64 * share) as i64 + 1);
        (time_left > wait).then(|| Moment { on: self.date(on), at: earliest + wait, day })
    }

    /// A little later, as when forms are filled in one after the other.
    pub fn soon_after(&self, rng: &mut Rng, at: DateTime<Utc>) -> DateTime<Utc> {
        (at + TimeDelta::microseconds(rng.i64(25_000_000..150_000_000))).min(self.now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(moment: &str) -> Calendar {
        Calendar::until(moment.parse().unwrap(), chrono_tz::Europe::Vienna)
    }

    #[test]
    fn a_day_has_opening_hours_in_the_time_zone_of_the_shop() {
        let monday = at("2026-11-23T20:00:00Z");
        assert_eq!(monday.hours(TODAY), ("2026-11-23T08:00:00Z".parse().unwrap(), "2026-11-23T17:30:00Z".parse().unwrap()));
        assert_eq!(monday.hours(TODAY - 1), ("2026-11-22T09:00:00Z".parse().unwrap(), "2026-11-22T15:00:00Z".parse().unwrap()));
    }

    #[test]
    fn at_night_something_has_happened_today_and_nothing_in_the_future() {
        let night = at("2026-11-23T01:00:00Z");
        assert_eq!(night.hours(TODAY), ("2026-11-22T23:00:00Z".parse().unwrap(), "2026-11-23T01:00:00Z".parse().unwrap()));
    }

    #[test]
    fn just_after_midnight_the_story_still_ends_with_the_day_before() {
        assert_eq!(at("2026-11-22T23:10:00Z").date(TODAY), "2026-11-22".parse().unwrap());
        assert_eq!(at("2026-11-22T23:40:00Z").date(TODAY), "2026-11-23".parse().unwrap());
    }

    #[test]
    fn what_is_late_is_recorded_on_the_next_morning() {
        let (calendar, mut rng) = (at("2026-11-23T12:00:00Z"), Rng::with_seed(1));
        let moment = calendar.moment(&mut rng, TODAY - 3, None, true).unwrap();
        assert_eq!((moment.on, moment.day), ("2026-11-20".parse().unwrap(), TODAY - 2));
        assert!(moment.at - calendar.hours(TODAY - 2).0 < TimeDelta::hours(1));
    }

    #[test]
    fn a_day_that_is_over_has_no_moment_left() {
        let (calendar, mut rng) = (at("2026-11-23T12:00:00Z"), Rng::with_seed(1));
        let closing = calendar.hours(TODAY - 3).1;
        assert_eq!(calendar.moment(&mut rng, TODAY - 3, Some(closing), false), None);
    }
}

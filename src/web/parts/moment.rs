//! A moment as it stands in an address: a day, or a day and a time, in the shop's time zone.

use chrono::{DateTime, LocalResult, NaiveDate, NaiveDateTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use std::fmt;

/// A moment that has passed, as it was asked for.
///
/// A day stands for its end, and today for now: the shop "as of 3 May" is the shop in the evening of 3 May.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// What was recorded until then, that microsecond included, is part of it.
    pub at: DateTime<Utc>,
    written: Written,
}

/// How the address says it, so that a link leads to the same moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Written {
    Day(NaiveDate),
    Time,
}

/// As a field for times holds a moment: in milliseconds, rounded up, so that what was recorded at that very moment is still part of it.
#[must_use]
pub fn for_a_field(at: DateTime<Utc>) -> DateTime<Utc> {
    DateTime::from_timestamp_millis((at + TimeDelta::microseconds(999)).timestamp_millis()).unwrap_or(at)
}

impl Moment {
    /// Reads `2026-05-03`, `2026-05-03T14:30`, `2026-05-03 14:30:07.25`, or with a `Z` behind it in UTC.
    ///
    /// # Errors
    /// A sentence that says what to type instead, where it cannot be read or has not come yet.
    pub fn parse(typed: &str, zone: Tz, now: DateTime<Utc>) -> Result<Self, String> {
        const UNREADABLE: &str = "Choose a day, like 2026-05-03, or a day and a time, like 2026-05-03T14:30";
        const FUTURE: &str = "Choose a moment that has passed";
        let typed = typed.trim();
        let moment = match typed.parse::<NaiveDate>() {
            Ok(day) if day > now.with_timezone(&zone).date_naive() => return Err(FUTURE.into()),
            Ok(day) => Self { at: end_of(day, zone).ok_or(UNREADABLE)?.min(now), written: Written::Day(day) },
            Err(_) => Self::at(time(typed, zone).ok_or(UNREADABLE)?),
        };
        // From the year 1 on, which Postgres and the calendar both know.
        if moment.at.timestamp() < -62_135_596_800 {
            return Err(UNREADABLE.into());
        }
        if moment.at > now { Err(FUTURE.into()) } else { Ok(moment) }
    }

    /// A moment to the microsecond.
    #[must_use]
    pub fn at(at: DateTime<Utc>) -> Self {
        Self { at: DateTime::from_timestamp_micros(at.timestamp_micros()).unwrap_or(at), written: Written::Time }
    }

    /// Whether a whole day was asked for.
    #[must_use]
    pub fn is_day(&self) -> bool {
        matches!(self.written, Written::Day(_))
    }

    /// The end of a day that has begun.
    #[must_use]
    pub fn day(day: NaiveDate, zone: Tz, now: DateTime<Utc>) -> Option<Self> {
        Self::parse(&day.to_string(), zone, now).ok()
    }
}

/// As it stands in an address: a day as it was given, a time in UTC, which no change of the clocks makes ambiguous.
impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.written {
            Written::Day(day) => write!(f, "{day}"),
            Written::Time if self.at.timestamp_subsec_micros() == 0 => write!(f, "{}", self.at.format("%Y-%m-%dT%H:%M:%SZ")),
            Written::Time => write!(f, "{}", self.at.format("%Y-%m-%dT%H:%M:%S%.6fZ")),
        }
    }
}

/// The last microsecond of a day.
pub(in crate::web) fn end_of(day: NaiveDate, zone: Tz) -> Option<DateTime<Utc>> {
    let midnight = day.succ_opt()?.and_hms_opt(0, 0, 0)?;
    // Where the clocks show midnight twice, the next day begins with the first.
    let next = zone.from_local_datetime(&midnight).earliest().map(|at| at.with_timezone(&Utc)).or_else(|| local(midnight, zone));
    next?.checked_sub_signed(TimeDelta::microseconds(1))
}

fn time(typed: &str, zone: Tz) -> Option<DateTime<Utc>> {
    let (typed, is_utc) = match typed.strip_suffix(['Z', 'z']) {
        Some(utc) => (utc, true),
        None => (typed, false),
    };
    let read = ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%d %H:%M"]
        .iter()
        .find_map(|format| NaiveDateTime::parse_from_str(typed, format).ok())?;
    let at = if is_utc { read.and_utc() } else { local(read, zone)? };
    DateTime::from_timestamp_micros(at.timestamp_micros())
}

/// A time that the clocks showed twice is the later one; one that they skipped is an hour on.
fn local(time: NaiveDateTime, zone: Tz) -> Option<DateTime<Utc>> {
    let found = match zone.from_local_datetime(&time) {
        LocalResult::Single(at) | LocalResult::Ambiguous(_, at) => Some(at),
        LocalResult::None => zone.from_local_datetime(&time.checked_add_signed(TimeDelta::hours(1))?).latest(),
    };
    found.map(|at| at.with_timezone(&Utc))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const VIENNA: Tz = chrono_tz::Europe::Vienna;

    fn now() -> DateTime<Utc> {
        "2026-11-23T15:00:00Z".parse().unwrap()
    }

    fn read(typed: &str) -> Result<String, String> {
        Moment::parse(typed, VIENNA, now()).map(|moment| moment.at.format("%Y-%m-%dT%H:%M:%S%.fZ").to_string())
    }

    #[test]
    fn a_day_stands_for_its_end_in_the_shops_time_zone_and_today_for_now() {
        assert_eq!(read("2026-05-03").unwrap(), "2026-05-03T21:59:59.999999Z");
        assert_eq!(read("2026-11-23").unwrap(), "2026-11-23T15:00:00Z");
    }

    #[test]
    fn a_day_ends_where_the_next_begins_whatever_the_clocks_do_at_midnight() {
        let end = |day: &str, zone| Moment::day(day.parse().unwrap(), zone, now()).unwrap().at.to_rfc3339();
        // On the Azores the clocks of autumn show the hour after midnight twice.
        assert_eq!(end("2026-10-24", chrono_tz::Atlantic::Azores), "2026-10-24T23:59:59.999999+00:00");
        assert_eq!(end("2026-10-25", chrono_tz::Atlantic::Azores), "2026-10-26T00:59:59.999999+00:00");
        // And in spring they skip the hour after midnight.
        assert_eq!(end("2026-03-28", chrono_tz::Atlantic::Azores), "2026-03-29T00:59:59.999999+00:00");
    }

    #[test]
    fn a_time_is_the_shops_unless_it_says_otherwise() {
        assert_eq!(read("2026-05-03T14:30").unwrap(), "2026-05-03T12:30:00Z");
        assert_eq!(read(" 2026-05-03 14:30:07.25 ").unwrap(), "2026-05-03T12:30:07.250Z");
        assert_eq!(read("2026-05-03T14:30:07.000001Z").unwrap(), "2026-05-03T14:30:07.000001Z");
    }

    #[test]
    fn a_time_that_the_clocks_showed_twice_or_never_is_read_all_the_same() {
        assert_eq!(read("2026-10-25T02:30").unwrap(), "2026-10-25T01:30:00Z");
        assert_eq!(read("2026-03-29T02:30").unwrap(), "2026-03-29T01:30:00Z");
    }

    #[test]
    fn what_cannot_be_read_or_has_not_come_is_told_apart() {
        for typed in ["", "yesterday", "2026-02-30", "2026-05-03T25:00", "+262142-12-31", "-0044-03-15", "9999999999-01-01"] {
            assert!(read(typed).is_err(), "{typed}");
        }
        assert!(read("next week").unwrap_err().contains("like 2026-05-03"));
        assert!(read("2026-11-24").unwrap_err().contains("has passed"));
        assert!(read("2026-11-23T16:01").unwrap_err().contains("has passed"));
    }

    proptest! {
        #[test]
        fn a_moment_survives_its_address(micros in 0..1_700_000_000_000_000i64, days in 0..20_000u64, is_day: bool) {
            let moment = if is_day {
                Moment::day(NaiveDate::default() + chrono::Days::new(days), VIENNA, now()).unwrap()
            } else {
                Moment::at(DateTime::from_timestamp_micros(micros).unwrap())
            };
            prop_assert_eq!(Moment::parse(&moment.to_string(), VIENNA, now()), Ok(moment));
        }

        #[test]
        fn whatever_is_typed_is_answered(typed in "\\PC{0,40}|[-0-9T:. Z+]{0,30}") {
            let _ = Moment::parse(&typed, VIENNA, now());
        }
    }
}

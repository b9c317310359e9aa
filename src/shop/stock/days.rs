//! Dates as people write them. Where the day and the month could be either way round, nobody guesses: the file is asked about once.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// Which comes first where both are numbers with a stroke between.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum DayOrder {
    /// 05/03/2026 is 5 March.
    DayFirst,
    /// 05/03/2026 is 3 May.
    MonthFirst,
}

impl DayOrder {
    /// Its name, in forms and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::DayFirst => "day-first",
            Self::MonthFirst => "month-first",
        }
    }

    /// That of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        [Self::DayFirst, Self::MonthFirst].into_iter().find(|one| one.name() == name)
    }
}

/// What a cell may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// One day.
    Day(NaiveDate),
    /// One of two, by which comes first.
    Either {
        /// If the day does.
        day_first: Option<NaiveDate>,
        /// If the month does.
        month_first: Option<NaiveDate>,
    },
}

impl Written {
    /// Reads a date, whatever time of day stands behind it; a year of two digits is the latest one that has come. `None` where it is no date.
    #[must_use]
    pub fn read(typed: &str, today: NaiveDate) -> Option<Self> {
        let text = typed.trim();
        let date = text.split(['T', ' ']).next().filter(|date| is_time(text.get(date.len()..).unwrap_or_default()))?;
        let separator = date.chars().find(|c| !c.is_ascii_digit())?;
        let parts: Vec<&str> = date.split(separator).collect();
        let &[first, second, third] = parts.as_slice() else { return None };
        let number = |part: &str| (1..=4).contains(&part.len()).then(|| part.parse::<u32>().ok()).flatten();
        let (a, b, c) = (number(first)?, number(second)?, number(third)?);
        if first.len() == 4 {
            return matches!(separator, '-' | '/' | '.').then(|| day(a, b, c)).flatten().map(Self::Day);
        }
        let year = match third.len() {
            4 => c,
            2 => (c..).step_by(100).take_while(|year| i64::from(*year) <= i64::from(today.year())).last()?,
            _ => return None,
        };
        match separator {
            '.' => day(year, b, a).map(Self::Day),
            '/' | '-' => {
                let (day_first, month_first) = (day(year, b, a), day(year, a, b));
                day_first.or(month_first)?;
                Some(Self::Either { day_first, month_first })
            }
            _ => None,
        }
    }

    /// The day that is meant.
    #[must_use]
    pub fn meant(self, order: Option<DayOrder>) -> Option<NaiveDate> {
        match self {
            Self::Day(day) => Some(day),
            Self::Either { day_first, month_first } if day_first == month_first => day_first,
            Self::Either { day_first, month_first } => match order? {
                DayOrder::DayFirst => day_first,
                DayOrder::MonthFirst => month_first,
            },
        }
    }
}

fn day(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

/// Whether what stands behind a date is nothing, or a time of day.
fn is_time(rest: &str) -> bool {
    let rest = rest.trim_start_matches(['T', ' ']);
    let words = rest.trim_end_matches("UTC").trim_end_matches(['Z', ' ']);
    let words = ["AM", "PM", "am", "pm"].iter().find_map(|half| words.strip_suffix(half)).unwrap_or(words);
    words.len() <= 30 && words.chars().all(|c| c.is_ascii_digit() || ":.+- ".contains(c))
}

/// What the dates of a whole table say about the order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seen {
    day_first: bool,
    month_first: bool,
    /// One that could be either.
    either: Option<String>,
}

impl Seen {
    /// Looks at one more.
    pub fn look(&mut self, typed: &str, today: NaiveDate) {
        if let Some(Written::Either { day_first, month_first }) = Written::read(typed, today) {
            match (day_first, month_first) {
                (Some(_), None) => self.day_first = true,
                (None, Some(_)) => self.month_first = true,
                (one, other) if one != other && self.either.is_none() => self.either = Some(typed.trim().chars().take(30).collect()),
                _ => {}
            }
        }
    }

    /// The order, where the dates themselves tell it.
    #[must_use]
    pub fn order(&self) -> Option<DayOrder> {
        match (self.day_first, self.month_first) {
            (true, false) => Some(DayOrder::DayFirst),
            (false, true) => Some(DayOrder::MonthFirst),
            _ => None,
        }
    }

    /// A date of which somebody has to say how it is meant, where there is one.
    #[must_use]
    pub fn asks(&self) -> Option<&str> {
        if self.order().is_some() { None } else { self.either.as_deref() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn read(typed: &str, order: Option<DayOrder>) -> Option<NaiveDate> {
        Written::read(typed, on(2026, 11, 27))?.meant(order)
    }

    #[test]
    fn a_date_is_read_as_people_and_programs_write_it() {
        for typed in [
            "3.5.2026",
            "03.05.2026",
            "3.5.26",
            "2026-05-03",
            "2026/05/03",
            "2026-05-03T10:20:30Z",
            "2026-05-03 10:20",
            "2026-05-03T10:20:30.123+02:00",
            " 3.5.2026 ",
            "2026-5-3",
        ] {
            assert_eq!(read(typed, None), Some(on(2026, 5, 3)), "{typed}");
        }
        assert_eq!(read("13/05/2026", Some(DayOrder::DayFirst)), Some(on(2026, 5, 13)));
        assert_eq!(read("05/13/2026 04:19:00 PM", Some(DayOrder::MonthFirst)), Some(on(2026, 5, 13)));
        assert_eq!(read("3.5.99", None), Some(on(1999, 5, 3)));
        for typed in
            ["", "yesterday", "31.2.2026", "3.5.", "3.5.2026 in the morning", "45780", "3-May-2026", "1/2/3", "13/13/2026", "٣.٥.٢٠٢٦"]
        {
            assert_eq!(read(typed, Some(DayOrder::DayFirst)), None, "{typed}");
        }
    }

    #[test]
    fn what_could_be_two_days_is_neither_before_somebody_says_which() {
        assert_eq!(read("05/03/2026", None), None);
        assert_eq!(read("05/03/2026", Some(DayOrder::DayFirst)), Some(on(2026, 3, 5)));
        assert_eq!(read("05/03/2026", Some(DayOrder::MonthFirst)), Some(on(2026, 5, 3)));
        assert_eq!(read("05/05/2026", None), Some(on(2026, 5, 5)));
    }

    #[test]
    fn one_date_of_a_file_may_tell_how_all_are_meant() {
        let seen = |typed: &[&str]| {
            let mut seen = Seen::default();
            typed.iter().for_each(|typed| seen.look(typed, on(2026, 11, 27)));
            (seen.order(), seen.asks().map(str::to_owned))
        };
        assert_eq!(seen(&["05/03/2026", "13/05/2026"]), (Some(DayOrder::DayFirst), None));
        assert_eq!(seen(&["05/03/2026", "05/13/2026"]), (Some(DayOrder::MonthFirst), None));
        assert_eq!(seen(&["05/05/2026", "05/03/2026"]), (None, Some("05/03/2026".into())));
        assert_eq!(seen(&["13/05/2026", "05/13/2026", "05/03/2026"]), (None, Some("05/03/2026".into())));
        assert_eq!(seen(&["05/05/2026", "3.5.2026"]), (None, None));
    }
}

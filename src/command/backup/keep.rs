//! Which backups of a folder are kept: the newest of each of the last days, weeks, months and years.

use chrono::{DateTime, Datelike, NaiveDateTime, Utc};
use std::collections::BTreeSet;
use std::io;
use std::path::Path;
use std::str::FromStr;

/// How the name of a backup says its moment.
const MOMENT: &str = "hello-%Y-%m-%dT%H%M%S";

/// What a backup of this moment is called.
pub(super) fn name(taken_at: DateTime<Utc>, is_encrypted: bool) -> String {
    format!("{}.dump{}", taken_at.format(MOMENT), if is_encrypted { ".age" } else { "" })
}

fn moment(name: &str) -> Option<NaiveDateTime> {
    NaiveDateTime::parse_from_str(name.trim_end_matches(".age").strip_suffix(".dump")?, MOMENT).ok()
}

/// How many of each are kept.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Rule {
    days: usize,
    weeks: usize,
    months: usize,
    years: usize,
}

impl FromStr for Rule {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut rule = Self::default();
        for part in text.split(',') {
            let part = part.trim();
            let none = || format!("--keep is said like 7d,4w,12m, and {part:?} is no part of that");
            let unit = part.chars().last().ok_or_else(none)?;
            let number: usize =
                part.strip_suffix(unit).and_then(|number| number.parse().ok()).filter(|number| *number > 0).ok_or_else(none)?;
            match unit {
                'd' => rule.days = number,
                'w' => rule.weeks = number,
                'm' => rule.months = number,
                'y' => rule.years = number,
                _ => return Err(none()),
            }
        }
        Ok(rule)
    }
}

impl Rule {
    /// Those that are kept; the newest one always is.
    fn kept(self, moments: &BTreeSet<NaiveDateTime>) -> BTreeSet<NaiveDateTime> {
        let mut kept: BTreeSet<_> = moments.last().copied().into_iter().collect();
        let mut newest_of = |most: usize, of: &dyn Fn(&NaiveDateTime) -> (i32, u32, u32)| {
            let mut seen = BTreeSet::new();
            kept.extend(moments.iter().rev().filter(|moment| seen.len() < most && seen.insert(of(moment))));
        };
        newest_of(self.days, &|moment| (moment.year(), moment.month(), moment.day()));
        newest_of(self.weeks, &|moment| (moment.iso_week().year(), moment.iso_week().week(), 0));
        newest_of(self.months, &|moment| (moment.year(), moment.month(), 0));
        newest_of(self.years, &|moment| (moment.year(), 0, 0));
        kept
    }

    /// Removes the others; answers how many. What is called otherwise is nobody's backup, and stays.
    pub(super) fn apply(self, folder: &Path) -> io::Result<usize> {
        let names = std::fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()));
        let all: Vec<(NaiveDateTime, String)> =
            names.collect::<io::Result<Vec<_>>>()?.into_iter().filter_map(|name| Some((moment(&name)?, name))).collect();
        let kept = self.kept(&all.iter().map(|(moment, _)| *moment).collect());
        let gone: Vec<_> = all.iter().filter(|(moment, _)| !kept.contains(moment)).collect();
        gone.iter().try_for_each(|(_, name)| std::fs::remove_file(folder.join(name)))?;
        Ok(gone.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    #[test]
    fn the_newest_of_each_day_week_month_and_year_is_kept() {
        let newest: NaiveDateTime = "2026-11-27T03:00:00".parse().unwrap();
        // Twice a day, for two years.
        let moments: BTreeSet<_> = (0..1460).map(|n| newest - TimeDelta::hours(12 * n)).collect();
        let kept = "7d,4w,12m".parse::<Rule>().unwrap().kept(&moments);
        assert!(kept.contains(&newest) && kept.contains(&"2026-11-26T15:00:00".parse().unwrap()));
        assert!(!kept.contains(&"2026-11-26T03:00:00".parse().unwrap()), "of a day the newest");
        for moment in ["2026-11-15T15:00:00", "2026-10-31T15:00:00", "2025-12-31T15:00:00"] {
            assert!(kept.contains(&moment.parse().unwrap()), "{moment}");
        }
        assert!(kept.iter().next().unwrap().date() == "2025-12-31".parse().unwrap());
        // Seven days, of which four weeks and twelve months have the newest as well, and some days.
        assert_eq!(kept.len(), 7 + 2 + 11);
        assert_eq!("1y".parse::<Rule>().unwrap().kept(&moments), BTreeSet::from([newest]));
    }

    #[test]
    fn a_rule_is_said_in_few_letters() {
        assert_eq!("7d, 4w,12m,3y".parse(), Ok(Rule { days: 7, weeks: 4, months: 12, years: 3 }));
        for text in ["", "7", "d", "0d", "-1d", "7h", "7d,", "seven"] {
            assert!(text.parse::<Rule>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_name_says_the_moment_and_what_is_called_otherwise_stays() {
        let folder = tempfile::tempdir().unwrap();
        let days: Vec<DateTime<Utc>> = (1..4).map(|day| format!("2026-11-0{day}T03:00:00Z").parse().unwrap()).collect();
        for (day, is_encrypted) in days.iter().zip([true, false, true]) {
            std::fs::write(folder.path().join(name(*day, is_encrypted)), "").unwrap();
        }
        std::fs::write(folder.path().join("hello-of-old.dump"), "").unwrap();
        assert_eq!("2d".parse::<Rule>().unwrap().apply(folder.path()).unwrap(), 1);
        let mut left: Vec<_> =
            std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        left.sort();
        assert_eq!(left, ["hello-2026-11-02T030000.dump", "hello-2026-11-03T030000.dump.age", "hello-of-old.dump"]);
    }
}

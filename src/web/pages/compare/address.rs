//! What the address asks to be compared.

use crate::shop::{FieldErrors, Fields, PetId, Species};
use crate::store::keyset::Place;
use crate::store::state::comparison::{DifferenceKind, Span};
use crate::web::parts::moment::{Moment, for_a_field};
use crate::web::parts::pager::address;
use chrono::{DateTime, Datelike, Days, NaiveDate, Utc};
use chrono_tz::Tz;

/// The fields that every address of this comparison keeps.
pub const KEPT: [&str; 4] = ["from", "to", "species", "what"];

/// A comparison that can be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The first moment.
    pub from: Moment,
    /// The second moment, not before the first.
    pub to: Moment,
    /// Only pets of this species, in any writing.
    pub species: Option<String>,
    /// Only pets that differ so.
    pub what: Option<DifferenceKind>,
    /// Where the page begins.
    pub place: Place<PetId>,
    /// Whether it is a sheet to be printed, which is longer than a page.
    pub is_sheet: bool,
}

impl Asked {
    /// What lies between the two moments.
    #[must_use]
    pub fn span(&self) -> Span {
        Span { from: self.from.at, to: self.to.at }
    }
}

/// Reads the address, and fills in what it leaves open: from yesterday's end until now.
///
/// # Errors
/// Every field that is wrong.
pub fn read(query: &mut Fields, zone: Tz, now: DateTime<Utc>) -> Result<Asked, FieldErrors> {
    let mut errors = FieldErrors::default();
    let today = now.with_timezone(&zone).date_naive();
    if query.get("to").trim().is_empty() {
        query.set("to", today.to_string());
    }
    let to = errors.keep("to", Moment::parse(query.get("to"), zone, now));
    if query.get("from").trim().is_empty() {
        let last = to.map_or(today, |to| to.at.with_timezone(&zone).date_naive());
        query.set("from", last.pred_opt().unwrap_or(last).to_string());
    }
    let from = errors.keep("from", Moment::parse(query.get("from"), zone, now));
    if let (Some(from), Some(to)) = (from, to)
        && from.at > to.at
    {
        errors.add("from", "Choose a first moment that is not after the second");
    }
    let given = |name: &str| Some(query.get(name).trim()).filter(|text| !text.is_empty());
    let species = given("species").and_then(|name| errors.keep("species", Species::parse(name))).map(|species| species.to_string());
    let named = |name: &str| {
        DifferenceKind::ALL.into_iter().find(|kind| kind.name() == name).ok_or_else(|| "Choose a difference from the list".to_owned())
    };
    let what = given("what").and_then(|name| errors.keep("what", named(name)));
    let pet =
        |id: &str| id.parse().map(PetId).map_err(|_| "That page of the comparison could not be found; start with the first one".to_owned());
    let place = match (given("after"), given("before")) {
        (Some(id), _) => errors.keep("after", pet(id)).map(Place::After),
        (None, Some(id)) => errors.keep("after", pet(id)).map(Place::Before),
        (None, None) => None,
    };
    match (from, to, errors.is_empty()) {
        (Some(from), Some(to), true) => {
            Ok(Asked { from, to, species, what, place: place.unwrap_or_default(), is_sheet: given("sheet").is_some() })
        }
        _ => Err(errors),
    }
}

/// How a moment is chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Picker {
    /// As a day.
    Day,
    /// As a day and a time of the shop, which stands here as a browser has it.
    Time(String),
    /// In words of one's own.
    Text,
}

impl Picker {
    /// A time, as a field for times holds it.
    #[must_use]
    pub fn of(moment: DateTime<Utc>, zone: Tz) -> Self {
        Self::Time(for_a_field(moment).with_timezone(&zone).format("%Y-%m-%dT%H:%M:%S%.3f").to_string())
    }

    /// Whether it is a day, which stands for its end.
    #[must_use]
    pub fn is_day(&self) -> bool {
        *self == Self::Day
    }
}

/// A stretch of time that is often asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// In words.
    pub label: &'static str,
    /// Its address.
    pub href: String,
    /// Whether this page is it.
    pub is_this: bool,
}

/// What is often asked for, all of it until now.
#[must_use]
pub fn choices(query: &Fields, today: NaiveDate) -> Vec<Choice> {
    let day_before = |day: Option<NaiveDate>| day.and_then(|day| day.pred_opt());
    let often = [
        ("Since yesterday", day_before(Some(today))),
        ("Past week", today.checked_sub_days(Days::new(7))),
        ("This month", day_before(today.with_day(1))),
        ("This year", day_before(today.with_ordinal(1))),
    ];
    let to_choice = |(label, day): (&'static str, Option<NaiveDate>)| {
        let from = day?.to_string();
        let is_this = query.get("from") == from && query.get("to") == today.to_string();
        Some(Choice { label, href: address("/compare", &Fields::default(), &[], Some(("from", &from))), is_this })
    };
    often.into_iter().filter_map(to_choice).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(pairs: &[(&str, &str)]) -> Result<Asked, Vec<String>> {
        let now = "2026-11-23T15:00:00Z".parse().unwrap();
        read(&mut pairs.iter().copied().collect(), chrono_tz::Europe::Vienna, now)
            .map_err(|errors| errors.iter().map(|(field, _)| field.to_owned()).collect())
    }

    #[test]
    fn what_is_left_open_is_from_yesterdays_end_until_now() {
        let open = asked(&[]).unwrap();
        assert_eq!((open.from.to_string(), open.to.to_string()), ("2026-11-22".into(), "2026-11-23".into()));
        assert_eq!(open.to.at.to_string(), "2026-11-23 15:00:00 UTC");
        assert_eq!(asked(&[("to", "2026-05-03")]).unwrap().from.to_string(), "2026-05-02", "the day that ends there");
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_once() {
        assert_eq!(
            asked(&[("from", "then"), ("to", "2027-01-01"), ("what", "all"), ("after", "x")]),
            Err(["to", "from", "what", "after"].map(str::to_owned).to_vec())
        );
        assert_eq!(asked(&[("from", "2026-05-04"), ("to", "2026-05-03")]), Err(vec!["from".to_owned()]));
        assert!(asked(&[("from", "2026-05-03"), ("to", "2026-05-03")]).is_ok(), "the same moment twice is no mistake");
    }
}

//! The takings of the last twelve months, as bars.

use crate::shop::words::thousands;
use crate::store::state::takings::Month;
use crate::web::parts::pictures::{Label, Point, as_f64, tenth};
use chrono::{Datelike, Months, NaiveDate};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// The view box.
pub const WIDTH: f64 = 276.0;
/// See [`WIDTH`].
pub const HEIGHT: f64 = 192.0;
const LEFT: f64 = 52.0;
/// Between these are the bars.
pub const TOP: f64 = 28.0;
/// See [`TOP`].
pub const BOTTOM: f64 = 150.0;
const SLOT: f64 = (WIDTH - LEFT) / 12.0;
const BAR: f64 = 12.0;

/// How many months are shown, the running one included.
pub const MONTHS: u32 = 12;

/// One month.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// Its first day.
    pub month: NaiveDate,
    /// How many pets went home.
    pub sold: i64,
    /// What was paid for them.
    pub takings: Decimal,
    /// What was paid back for those that came back.
    pub refunds: Decimal,
    /// The upper left corner.
    pub at: Point,
    /// Down to the axis.
    pub height: f64,
    /// Whether the month is not over yet.
    pub is_running: bool,
}

impl Bar {
    /// "November 2026".
    #[must_use]
    pub fn name(&self) -> String {
        self.month.format("%B %Y").to_string()
    }

    /// Its last day.
    #[must_use]
    pub fn last_day(&self) -> NaiveDate {
        self.month.checked_add_months(Months::new(1)).and_then(|next| next.pred_opt()).unwrap_or(self.month)
    }
}

/// The picture.
#[derive(Debug, Clone, PartialEq)]
pub struct MonthsChart {
    /// Twelve, oldest first.
    pub bars: Vec<Bar>,
    /// How high the lines of the scale are.
    pub grid: Vec<f64>,
    /// The words at the scale, and the months.
    pub labels: Vec<Label>,
}

/// The first day of the first month that is shown on this day.
#[must_use]
pub fn first_day(today: NaiveDate) -> NaiveDate {
    let month = today.with_day(1).unwrap_or(today);
    month.checked_sub_months(Months::new(MONTHS - 1)).unwrap_or(month)
}

impl MonthsChart {
    /// Draws the months until today; those that were not found had no sale.
    #[must_use]
    pub fn draw(found: &[Month], today: NaiveDate) -> Self {
        let first = first_day(today);
        let months = (0..MONTHS).filter_map(|n| first.checked_add_months(Months::new(n)));
        let highest = found.iter().filter_map(|month| month.takings.to_f64()).fold(0.0, f64::max);
        let step = step(highest);
        let top = (highest / step).ceil().max(1.0) * step;
        let height = |amount: f64| tenth(amount / top * (BOTTOM - TOP));

        let bars: Vec<Bar> = months
            .enumerate()
            .map(|(place, month)| {
                let of = found.iter().find(|found| found.month == month);
                let takings = of.map_or(Decimal::ZERO, |of| of.takings);
                let height = height(takings.to_f64().unwrap_or(0.0));
                let at = Point { x: tenth(LEFT + SLOT * as_f64(place) + (SLOT - BAR) / 2.0), y: tenth(BOTTOM - height) };
                Bar {
                    month,
                    sold: of.map_or(0, |of| of.sold),
                    takings,
                    refunds: of.map_or(Decimal::ZERO, |of| of.refunds),
                    at,
                    height,
                    is_running: (month.year(), month.month()) == (today.year(), today.month()),
                }
            })
            .collect();

        let mut chart = Self { labels: months_named(&bars), bars, grid: vec![] };
        let mut amount = 0.0;
        while amount <= top && chart.grid.len() < 8 {
            let y = tenth(BOTTOM - height(amount));
            chart.grid.push(y);
            let text = amount.to_i64().map(thousands).unwrap_or_default();
            chart.labels.push(Label { at: Point { x: LEFT - 6.0, y: y + 4.0 }, anchor: "end", tone: "", text });
            amount += step;
        }
        chart
    }

    /// What was taken in all.
    #[must_use]
    pub fn sum(&self) -> Decimal {
        self.bars.iter().map(|bar| bar.takings).sum()
    }

    /// What was paid back in all.
    #[must_use]
    pub fn refunds(&self) -> Decimal {
        self.bars.iter().map(|bar| bar.refunds).sum()
    }

    /// The month that brought most.
    #[must_use]
    pub fn best(&self) -> Option<&Bar> {
        self.bars.iter().filter(|bar| !bar.takings.is_zero()).max_by_key(|bar| bar.takings)
    }
}

/// Initials under the bars, and the year under the first month and under each January.
fn months_named(bars: &[Bar]) -> Vec<Label> {
    let label = |x: f64, y: f64, anchor, text| Label { at: Point { x, y }, anchor, tone: "", text };
    let mut labels = vec![];
    for (place, bar) in bars.iter().enumerate() {
        let middle = tenth(bar.at.x + BAR / 2.0);
        labels.push(label(middle, BOTTOM + 17.0, "middle", bar.month.format("%b").to_string().chars().take(1).collect()));
        // A December alone has no room for its year.
        let has_room = place != 0 || bar.month.month() < 11;
        if bar.month.month() == 1 || (place == 0 && has_room) {
            labels.push(label(bar.at.x, BOTTOM + 34.0, if place > 9 { "end" } else { "start" }, bar.month.year().to_string()));
        }
    }
    labels
}

/// A step that is easy to read, and makes at most four to the highest amount: 1, 2 or 5 with zeros.
fn step(highest: f64) -> f64 {
    let mut step = 1.0;
    loop {
        for factor in [1.0, 2.0, 5.0] {
            if highest / (step * factor) <= 4.0 {
                return step * factor;
            }
        }
        step *= 10.0;
        if step > 1e15 {
            return step;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn month(first: &str, cents: i64) -> Month {
        Month { month: day(first), sold: 1, takings: Decimal::new(cents, 2), refunds: Decimal::ZERO }
    }

    #[test]
    fn a_year_has_twelve_months_and_those_without_a_sale_took_nothing() {
        let chart = MonthsChart::draw(&[month("2026-02-01", 12_050), month("2026-11-01", 100_000)], day("2026-11-23"));
        assert_eq!(chart.bars.len(), 12);
        assert_eq!((chart.bars[0].month, chart.bars[11].month), (day("2025-12-01"), day("2026-11-01")));
        assert_eq!(chart.bars.iter().filter(|bar| bar.takings.is_zero() && bar.height == 0.0).count(), 10);
        assert!(chart.bars[11].is_running && !chart.bars[10].is_running);
        assert_eq!(chart.sum(), Decimal::new(112_050, 2));
        assert_eq!(chart.best().unwrap().name(), "November 2026");
    }

    #[test]
    fn a_year_without_a_sale_is_drawn_as_well() {
        let chart = MonthsChart::draw(&[], day("2024-02-29"));
        assert!(chart.best().is_none() && chart.bars.iter().all(|bar| bar.height == 0.0));
        assert_eq!(first_day(day("2024-02-29")), day("2023-03-01"));
    }

    #[test]
    fn the_scale_is_easy_to_read() {
        for (highest, expected) in [(0.0, 1.0), (3.5, 1.0), (120.5, 50.0), (5_300.0, 2_000.0), (812_000.0, 500_000.0)] {
            assert_eq!(step(highest), expected, "{highest}");
        }
    }

    proptest! {
        #[test]
        fn bars_stand_side_by_side_inside_the_view_box(amounts in prop::collection::vec(0..90_000_000_000i64, 12), ordinal in 1..365i32) {
            let today = NaiveDate::from_num_days_from_ce_opt(738_000 + ordinal).unwrap();
            let first = first_day(today);
            let found: Vec<Month> = amounts.iter().zip(0u32..).map(|(cents, n)| Month { month: first + Months::new(n), sold: 1, takings: Decimal::new(*cents, 2), refunds: Decimal::ZERO }).collect();
            let chart = MonthsChart::draw(&found, today);
            prop_assert!(chart.bars.windows(2).all(|pair| pair[0].at.x + BAR < pair[1].at.x));
            prop_assert!(chart.bars.iter().all(|bar| bar.at.y >= TOP - 0.2 && bar.at.x + BAR <= WIDTH && (bar.at.y + bar.height - BOTTOM).abs() < 0.2));
            prop_assert!(chart.grid.iter().all(|y| (0.0..=HEIGHT).contains(y)));
            for (n, one) in chart.labels.iter().enumerate() {
                prop_assert!(one.at.y <= HEIGHT && one.reach().1 <= WIDTH + 1.0, "{one:?}");
                prop_assert!(chart.labels.iter().skip(n + 1).filter(|other| other.at.y == one.at.y).all(|other| !one.collides(other)), "{one:?}");
            }
        }
    }
}

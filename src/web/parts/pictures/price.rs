//! A pet's price over its life: a step line, with the times it was lost, and its sale.

use crate::shop::{Event, EventId, Money, Recorded};
use crate::web::parts::pictures::{Label, Point, tenth};
use chrono::{Datelike, NaiveDate};
use rust_decimal::prelude::ToPrimitive;

/// The view box.
pub const WIDTH: f64 = 276.0;
/// See [`WIDTH`].
pub const HEIGHT: f64 = 144.0;
const LEFT: f64 = 5.0;
const RIGHT: f64 = WIDTH - 5.0;
const TOP: f64 = 42.0;
const BOTTOM: f64 = 98.0;
const MARKS: f64 = 14.0;
const DAYS: f64 = 138.0;
const BETWEEN_DAYS: f64 = 14.0;
const BETWEEN_DOTS: f64 = 12.0;

/// Something that changed the price, or that is marked on its line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// The event.
    pub event: EventId,
    /// The day it happened.
    pub on: NaiveDate,
    /// What it was.
    pub what: Meaning,
}

/// What a moment means for the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// The pet came, at this price.
    Came(Money),
    /// The price became this.
    Priced(Money),
    /// It was lost.
    Lost,
    /// It was found again.
    Found,
    /// It was sold, for this.
    Sold(Money),
    /// It came back from the customer.
    Returned,
}

/// A stretch during which the pet was lost, or with a customer from whom it came back.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Away {
    /// Where it begins.
    pub x: f64,
    /// How long it is.
    pub width: f64,
    /// What began it: "lost", "sold".
    pub began: &'static str,
    /// What ended it, where it has ended: "found", "back".
    pub ended: Option<&'static str>,
}

/// Where a price began.
#[derive(Debug, Clone, PartialEq)]
pub struct Dot {
    /// On the line.
    pub at: Point,
    /// The event.
    pub event: EventId,
    /// The day it happened.
    pub on: NaiveDate,
    /// The price.
    pub price: Money,
}

/// The picture.
#[derive(Debug, Clone, PartialEq)]
pub struct PriceChart {
    /// The corners of the step line, from left to right.
    pub line: Vec<Point>,
    /// Where a price began, as far as the width carries a dot for each.
    pub dots: Vec<Dot>,
    /// When the pet was away.
    pub away: Vec<Away>,
    /// The sale.
    pub sale: Option<Point>,
    /// The words.
    pub labels: Vec<Label>,
    /// The same in figures, oldest first.
    pub moments: Vec<Moment>,
    /// The first and the last day of the line.
    pub days: (NaiveDate, NaiveDate),
}

/// What those of a pet's events that count mean for its price, oldest first.
pub fn moments<'a>(events: impl IntoIterator<Item = &'a Recorded>) -> Vec<Moment> {
    let moment = |recorded: &'a Recorded| {
        let what = match &recorded.event {
            Event::Arrived(arrived) => Meaning::Came(arrived.price),
            Event::Born(born) => Meaning::Came(born.price),
            Event::PriceChanged(change) => Meaning::Priced(change.new_price),
            Event::Lost(_) => Meaning::Lost,
            Event::FoundAgain(_) => Meaning::Found,
            Event::Sold(sold) => Meaning::Sold(sold.sale_price),
            Event::Returned(_) => Meaning::Returned,
            Event::Named(_) | Event::Retracted(_) => return None,
        };
        Some(Moment { event: recorded.id, on: recorded.occurred_on, what })
    };
    events.into_iter().filter_map(moment).collect()
}

impl PriceChart {
    /// Draws the moments until a day – today, or one that has passed – or until the sale. `money` writes an amount. Nothing to draw without a first
    /// price.
    #[must_use]
    pub fn draw(moments: Vec<Moment>, until: NaiveDate, is_today: bool, money: impl Fn(&Money) -> String) -> Option<Self> {
        let (first, last) = (moments.first()?, moments.last()?);
        let is_sold = matches!(last.what, Meaning::Sold(_));
        let days = (first.on, if is_sold { last.on } else { until.max(last.on) });
        let scale = Scale::of(&moments, days);

        let mut chart = Self { line: vec![], dots: vec![], away: vec![], sale: None, labels: vec![], days, moments: vec![] };
        let mut price = None;
        let mut gone = None;
        for (place, moment) in moments.iter().enumerate() {
            let x = scale.x(place, moment.on);
            match moment.what {
                Meaning::Came(new) | Meaning::Priced(new) => {
                    if let Some(old) = price {
                        chart.line.push(Point { x, y: scale.y(&old) });
                    }
                    chart.line.push(Point { x, y: scale.y(&new) });
                    chart.dots.push(Dot { at: Point { x, y: scale.y(&new) }, event: moment.event, on: moment.on, price: new });
                    price = Some(new);
                }
                Meaning::Lost => gone = Some((x, "lost")),
                Meaning::Found | Meaning::Returned => {
                    let ended = Some(if moment.what == Meaning::Found { "found" } else { "back" });
                    let stretch = |(from, began): (f64, _)| Away { x: from, width: tenth((x - from).max(0.0)), began, ended };
                    chart.away.extend(gone.take().map(stretch));
                }
                Meaning::Sold(paid) if is_sold && place + 1 == moments.len() => chart.sale = Some(Point { x: RIGHT, y: scale.y(&paid) }),
                Meaning::Sold(_) => gone = Some((x, "sold")),
            }
        }
        chart.away.extend(gone.map(|(from, began)| Away { x: from, width: tenth(RIGHT - from), began, ended: None }));
        chart.line.push(Point { x: RIGHT, y: scale.y(&price?) });
        chart.thin_out();
        chart.label_ends(&moments, money);
        chart.label_marks();
        chart.label_days(&moments, &scale, is_today && !is_sold);
        chart.keep_apart();
        chart.moments = moments;
        Some(chart)
    }

    /// Leaves out dots that would lie upon each other: the first and the last stay.
    fn thin_out(&mut self) {
        let is_clear = |a: &Dot, b: &Dot| (b.at.x - a.at.x).hypot(b.at.y - a.at.y) >= BETWEEN_DOTS;
        let mut kept: Vec<Dot> = vec![];
        let last = self.dots.pop();
        for dot in std::mem::take(&mut self.dots) {
            if kept.last().is_none_or(|before| is_clear(before, &dot)) {
                kept.push(dot);
            }
        }
        if let Some(last) = last {
            while kept.len() > 1 && kept.last().is_some_and(|before| !is_clear(before, &last)) {
                kept.pop();
            }
            kept.push(last);
        }
        self.dots = kept;
    }

    /// Leaves out words that would lie upon others: the price at the end, said after that at the beginning, is the one that stays.
    fn keep_apart(&mut self) {
        let mut kept: Vec<Label> = vec![];
        let (prices, others) = self.labels.iter().partition::<Vec<&Label>, _>(|label| label.at.y != MARKS && label.at.y != DAYS);
        for label in prices.into_iter().rev().chain(others) {
            if kept.iter().all(|other| !label.overlaps(other)) {
                kept.push(label.clone());
            }
        }
        self.labels.retain(|label| kept.contains(label));
    }

    /// The prices at the ends of the line, on the side from which the line does not come.
    fn label_ends(&mut self, moments: &[Moment], money: impl Fn(&Money) -> String) {
        let mut prices = moments.iter().filter_map(|moment| match moment.what {
            Meaning::Came(price) | Meaning::Priced(price) => Some(price),
            _ => None,
        });
        let Some(first) = prices.next() else { return };
        let second = prices.next();
        let last = prices.next_back().or(second).unwrap_or(first);
        let sold = moments.last().and_then(|moment| match moment.what {
            Meaning::Sold(paid) => Some(paid),
            _ => None,
        });
        let ends = (self.line.first().copied(), self.line.last().copied());
        let (Some(from), Some(to)) = ends else { return };
        if second.is_some() || sold.is_none_or(|paid| paid != first) {
            let rises = second.is_some_and(|second| second > first);
            self.say_clear(from, "start", "", money(&first), !rises);
        }
        let falls = self.line.iter().rev().find(|corner| corner.y != to.y).is_some_and(|corner| corner.y < to.y);
        match (sold, self.sale) {
            (Some(paid), Some(at)) if paid == last => self.say_clear(at, "end", "sky", format!("sold {}", money(&paid)), !falls),
            (Some(paid), Some(at)) => {
                let above = paid > last;
                self.say_beside(at, "end", "sky", format!("sold {}", money(&paid)), above);
                if second.is_some() {
                    self.say_beside(to, "end", "", money(&last), !above);
                }
            }
            _ if second.is_some() => self.say_clear(to, "end", "", money(&last), !falls),
            _ => {}
        }
    }

    /// What began each stretch first, then what ended it, as far as there is room for their words; the marks themselves are always there.
    fn label_marks(&mut self) {
        let mark = |x: f64, text: &str| {
            let label = Label { at: Point { x: tenth(x + 3.0), y: MARKS }, anchor: "start", tone: "amber", text: text.into() };
            if label.reach().1 <= WIDTH { label } else { Label { at: Point { x: tenth(x - 3.0), y: MARKS }, anchor: "end", ..label } }
        };
        let began = self.away.iter().map(|away| mark(away.x, away.began));
        let ended = self.away.iter().filter_map(|away| Some(mark(away.x + away.width, away.ended?)));
        let mut placed: Vec<Label> = vec![];
        for label in began.chain(ended) {
            if !placed.iter().any(|other| label.collides(other)) {
                placed.push(label);
            }
        }
        self.labels.extend(placed);
    }

    /// The first and the last day, and those of the price changes between them where there is room.
    fn label_days(&mut self, moments: &[Moment], scale: &Scale, goes_on: bool) {
        let day = |x: f64, anchor, text| Label { at: Point { x, y: DAYS }, anchor, tone: "", text };
        let (first, last) = self.days;
        let shown = |on: NaiveDate| on.format(if first.year() == last.year() { "%-d %b" } else { "%-d %b %Y" }).to_string();
        let mut placed = vec![day(LEFT, "start", shown(first))];
        if first != last {
            placed.push(day(RIGHT, "end", if goes_on { "today".into() } else { shown(last) }));
        }
        for (place, moment) in moments.iter().enumerate().filter(|(_, moment)| matches!(moment.what, Meaning::Priced(_))) {
            let label = day(scale.x(place, moment.on), "middle", shown(moment.on));
            if placed.iter().all(|other| label.is_apart(other, BETWEEN_DAYS)) {
                placed.push(label);
            }
        }
        self.labels.extend(placed);
    }

    /// Words at an end of the line, clear of it: on the side that is nearer, else where they are wanted.
    fn say_clear(&mut self, end: Point, anchor: &'static str, tone: &'static str, text: String, above: bool) {
        let (top, bottom) = self.covered(end, anchor, &text);
        let (up, down) = (end.y - top, bottom - end.y);
        self.say_beside(end, anchor, tone, text, up < down || (up <= down && above));
    }

    /// Words at an end of the line, above or below all of it that they cover.
    fn say_beside(&mut self, end: Point, anchor: &'static str, tone: &'static str, text: String, above: bool) {
        let (top, bottom) = self.covered(end, anchor, &text);
        self.say(Point { x: end.x, y: if above { beside(top, true) } else { beside(bottom, false) } }, anchor, tone, text);
    }

    /// The top and the bottom of that part of the line over which words would stretch.
    fn covered(&self, end: Point, anchor: &'static str, text: &str) -> (f64, f64) {
        let (from, to) = Label { at: end, anchor, tone: "", text: text.to_owned() }.reach();
        let covered = self.line.windows(2).filter(|pair| matches!(pair, [a, b] if a.x <= to && b.x >= from)).flatten();
        covered.fold((end.y, end.y), |(top, bottom), corner| (top.min(corner.y), bottom.max(corner.y)))
    }

    fn say(&mut self, at: Point, anchor: &'static str, tone: &'static str, text: String) {
        self.labels.push(Label { at: Point { x: at.x, y: tenth(at.y) }, anchor, tone, text });
    }
}

/// The height of words above or below a line.
fn beside(y: f64, above: bool) -> f64 {
    if above { y - 8.0 } else { y + 17.0 }
}

/// From days and money to places.
struct Scale {
    from: NaiveDate,
    days: f64,
    moments: f64,
    lowest: f64,
    highest: f64,
}

impl Scale {
    fn of(moments: &[Moment], (from, until): (NaiveDate, NaiveDate)) -> Self {
        let prices = moments.iter().filter_map(|moment| match moment.what {
            Meaning::Came(price) | Meaning::Priced(price) | Meaning::Sold(price) => Some(amount(&price)),
            Meaning::Lost | Meaning::Found | Meaning::Returned => None,
        });
        let (lowest, highest) = prices.fold((f64::MAX, f64::MIN), |(low, high), price| (low.min(price), high.max(price)));
        let days = u32::try_from((until - from).num_days()).map_or(0.0, f64::from);
        Self { from, days, moments: super::as_f64(moments.len()), lowest, highest }
    }

    /// By the day; where all happened on one day, by the order.
    fn x(&self, place: usize, on: NaiveDate) -> f64 {
        let share = if self.days > 0.0 {
            u32::try_from((on - self.from).num_days()).map_or(0.0, f64::from) / self.days
        } else {
            super::as_f64(place) / self.moments
        };
        tenth(LEFT + share.clamp(0.0, 1.0) * (RIGHT - LEFT))
    }

    fn y(&self, price: &Money) -> f64 {
        let range = self.highest - self.lowest;
        let share = if range > 0.0 { (self.highest - amount(price)) / range } else { 0.5 };
        tenth(TOP + share.clamp(0.0, 1.0) * (BOTTOM - TOP))
    }
}

fn amount(price: &Money) -> f64 {
    price.amount().to_f64().unwrap_or(0.0)
}

#[cfg(test)]
#[path = "price_tests.rs"]
mod tests;

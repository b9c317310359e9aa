use super::*;
use crate::shop::Currency;
use chrono::Days;
use proptest::prelude::*;

fn day(n: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 5, 3).unwrap() + Days::new(n)
}

fn cents(n: i64) -> Money {
    Currency::default().smallest(n).unwrap()
}

fn moment(on: u64, what: Meaning) -> Moment {
    Moment { event: EventId(uuid::Uuid::nil()), on: day(on), what }
}

fn drawn(moments: Vec<Moment>, today: u64) -> PriceChart {
    PriceChart::draw(moments, day(today), true, |price| format!("{price} €")).unwrap()
}

fn words(chart: &PriceChart) -> Vec<&str> {
    chart.labels.iter().map(|label| label.text.as_str()).collect()
}

#[test]
fn bellas_price_is_drawn_as_in_the_drawing() {
    let story = vec![
        moment(0, Meaning::Came(cents(13500))),
        moment(37, Meaning::Priced(cents(12050))),
        moment(40, Meaning::Lost),
        moment(42, Meaning::Found),
    ];
    let chart = drawn(story, 60);
    assert_eq!(chart.line.len(), 4);
    assert_eq!((chart.line[0].y, chart.line[3].y), (TOP, BOTTOM));
    assert_eq!((chart.line[0].x, chart.line[3].x), (LEFT, RIGHT));
    assert_eq!(words(&chart), ["135.00 €", "120.50 €", "lost", "3 May", "today", "9 Jun"]);
    assert_eq!(chart.away.len(), 1);
}

#[test]
fn a_price_that_never_changed_is_one_level_line_with_one_label() {
    let chart = drawn(vec![moment(0, Meaning::Came(cents(500)))], 9);
    assert!(chart.line.iter().all(|corner| corner.y == chart.line[0].y));
    assert_eq!(words(&chart), ["5.00 €", "3 May", "today"]);
}

#[test]
fn as_of_a_day_that_has_passed_the_line_ends_on_that_day() {
    let chart = PriceChart::draw(vec![moment(0, Meaning::Came(cents(500)))], day(9), false, |price| format!("{price} €")).unwrap();
    assert_eq!(words(&chart), ["5.00 €", "3 May", "12 May"]);
}

#[test]
fn a_sale_ends_the_line_on_its_day_and_says_what_was_paid() {
    let chart = drawn(vec![moment(0, Meaning::Came(cents(13500))), moment(9, Meaning::Sold(cents(12000)))], 400);
    assert_eq!(chart.days.1, day(9));
    assert_eq!(chart.sale, Some(Point { x: RIGHT, y: BOTTOM }));
    assert_eq!(words(&chart), ["135.00 €", "sold 120.00 €", "3 May", "12 May"]);
}

#[test]
fn what_happened_on_one_day_stands_side_by_side() {
    let chart = drawn(vec![moment(0, Meaning::Came(cents(100))), moment(0, Meaning::Priced(cents(200))), moment(0, Meaning::Lost)], 0);
    assert!(chart.dots[0].at.x < chart.dots[1].at.x && chart.dots[1].at.x < chart.away[0].x);
}

#[test]
fn a_loss_without_a_find_lasts_until_today() {
    let chart = drawn(vec![moment(0, Meaning::Came(cents(100))), moment(5, Meaning::Lost)], 10);
    assert_eq!(tenth(chart.away[0].x + chart.away[0].width), RIGHT);
    assert_eq!((chart.away[0].began, chart.away[0].ended), ("lost", None));
}

#[test]
fn a_pet_that_came_back_was_away_from_its_sale_on() {
    let story = vec![moment(0, Meaning::Came(cents(100))), moment(5, Meaning::Sold(cents(90))), moment(8, Meaning::Returned)];
    let chart = drawn(story, 10);
    assert_eq!((chart.away[0].began, chart.away[0].ended, chart.sale), ("sold", Some("back"), None));
    assert!(chart.away[0].width > 0.0 && chart.away[0].x + chart.away[0].width < RIGHT);
}

/// Any story of prices, losses, finds and perhaps a sale.
fn stories() -> impl Strategy<Value = (Vec<Moment>, u64)> {
    let steps = prop::collection::vec((0..400u64, 0..=Money::MOST_UNITS, any::<bool>()), 0..200);
    (steps, 0..=Money::MOST_UNITS, prop::option::of(0..=Money::MOST_UNITS), 0..900u64).prop_map(|(steps, first, sale, later)| {
        let (mut story, mut on, mut is_lost) = (vec![moment(0, Meaning::Came(cents(first)))], 0, false);
        for (wait, price, is_price) in steps {
            on += wait;
            let what = if is_price { Meaning::Priced(cents(price)) } else { [Meaning::Lost, Meaning::Found][usize::from(is_lost)] };
            is_lost ^= !is_price;
            story.push(moment(on, what));
        }
        if let Some(paid) = sale.filter(|_| !is_lost) {
            story.push(moment(on + 1, Meaning::Sold(cents(paid))));
        }
        (story, on + 1 + later)
    })
}

proptest! {
    #[test]
    fn everything_is_inside_the_view_box_and_runs_from_left_to_right((story, today) in stories()) {
        let chart = drawn(story, today);
        let inside = |p: &Point| (0.0..=WIDTH).contains(&p.x) && (0.0..=HEIGHT).contains(&p.y);
        prop_assert!(chart.line.iter().chain(chart.dots.iter().map(|dot| &dot.at)).chain(&chart.sale).all(inside));
        prop_assert!(chart.line.windows(2).all(|pair| pair[0].x <= pair[1].x));
        prop_assert!(chart.line.windows(2).all(|pair| pair[0].x == pair[1].x || pair[0].y == pair[1].y), "only steps");
        prop_assert!(chart.away.iter().all(|away| away.width >= 0.0 && away.x >= LEFT && away.x + away.width <= RIGHT + 0.1));
        for label in &chart.labels {
            let (from, to) = label.reach();
            prop_assert!(inside(&label.at) && from >= 0.0 && to <= WIDTH + 0.1, "{label:?}");
        }
    }

    #[test]
    fn the_price_at_the_end_stands_clear_of_the_line((story, today) in stories()) {
        let chart = drawn(story, today);
        for label in chart.labels.iter().filter(|label| label.text.ends_with('€')) {
            let (from, to) = label.reach();
            for pair in chart.line.windows(2).filter(|pair| pair[0].x <= to && pair[1].x >= from) {
                prop_assert!(pair.iter().all(|corner| corner.y >= label.at.y + 7.9) || pair.iter().all(|corner| corner.y <= label.at.y - 16.9), "{label:?} {pair:?}");
            }
        }
    }

    #[test]
    fn words_never_lie_upon_each_other_and_the_price_at_the_end_is_said((story, today) in stories()) {
        let end = match story.iter().rfind(|moment| matches!(moment.what, Meaning::Came(_) | Meaning::Priced(_) | Meaning::Sold(_))).unwrap().what {
            Meaning::Sold(paid) => format!("sold {paid} €"),
            Meaning::Came(price) | Meaning::Priced(price) => format!("{price} €"),
            _ => unreachable!(),
        };
        let chart = drawn(story, today);
        prop_assert!(words(&chart).contains(&end.as_str()), "{end} in {:?}", words(&chart));
        for (n, one) in chart.labels.iter().enumerate() {
            for other in chart.labels.iter().skip(n + 1) {
                let (a, b) = (one.reach(), other.reach());
                let is_apart = a.1 <= b.0 || b.1 <= a.0 || (one.at.y - other.at.y).abs() >= 13.0;
                prop_assert!(is_apart, "{one:?} {other:?}");
            }
        }
    }

    #[test]
    fn dots_thin_out_beyond_what_the_width_carries_and_the_first_and_the_last_stay((story, today) in stories()) {
        let prices: Vec<_> = story.iter().filter(|moment| matches!(moment.what, Meaning::Came(_) | Meaning::Priced(_))).map(|moment| moment.what).collect();
        let chart = drawn(story, today);
        let priced = |dot: &Dot| [Meaning::Came(dot.price), Meaning::Priced(dot.price)];
        prop_assert!(priced(&chart.dots[0]).contains(&prices[0]) && priced(chart.dots.last().unwrap()).contains(prices.last().unwrap()));
        let distance = |a: &Dot, b: &Dot| (a.at.x - b.at.x).hypot(a.at.y - b.at.y);
        prop_assert!(chart.dots.len() <= 2 || chart.dots.windows(2).all(|pair| distance(&pair[0], &pair[1]) >= 11.9));
    }
}

//! The words of a comparison.

use crate::shop::{EventKind, words};
use crate::store::state::comparison::{DifferenceKind, Happened, Look};
use crate::web::parts::page::Page;
use rust_decimal::Decimal;

/// More than one of a kind of event.
#[must_use]
pub fn plural(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Arrived => "Arrivals",
        EventKind::Born => "Births",
        EventKind::Sold => "Sales",
        EventKind::Returned => "Returns",
        EventKind::PriceChanged => "Price changes",
        EventKind::Named => "Namings",
        EventKind::Lost => "Losses",
        EventKind::FoundAgain => "Finds",
        EventKind::Retracted => "Retractions",
    }
}

/// What differs, as a choice.
#[must_use]
pub fn label(what: DifferenceKind) -> &'static str {
    match what {
        DifferenceKind::New => "New here",
        DifferenceKind::Sold => "Went home",
        DifferenceKind::Lost => "Lost",
        DifferenceKind::Back => "Back in the store",
        DifferenceKind::Price => "Another price",
        DifferenceKind::Name => "Another name",
        DifferenceKind::Gone => "Out of the books",
        DifferenceKind::Nothing => "Nothing, in the end",
    }
}

/// How the pets in the store became as many as they are: "148 + 3 arrived − 2 sold = 149". Empty where none came and none went.
#[must_use]
pub fn balance(before: i64, happened: &[Happened], after: i64) -> String {
    let mut sum = words::thousands(before);
    for row in happened {
        let (direction, word) = match row.kind {
            EventKind::Arrived => (1, "arrived"),
            EventKind::Born => (1, "born"),
            EventKind::Sold => (-1, "sold"),
            EventKind::Returned => (1, "returned"),
            EventKind::Lost => (-1, "lost"),
            EventKind::FoundAgain => (1, "found again"),
            EventKind::PriceChanged | EventKind::Named | EventKind::Retracted => continue,
        };
        let n = direction * row.net();
        if n != 0 {
            let sign = if n < 0 { '−' } else { '+' };
            sum += &format!(" {sign} {} {word}", words::thousands(n.abs()));
        }
    }
    if sum == words::thousands(before) { String::new() } else { format!("{sum} = {}", words::thousands(after)) }
}

/// A difference of counts: "+3", "−2", "0".
#[must_use]
pub fn more(n: i64) -> String {
    let sign = match n.signum() {
        1 => "+",
        -1 => "−",
        _ => "",
    };
    format!("{sign}{}", words::thousands(n.saturating_abs()))
}

/// A sum that may be below nothing, with the currency: "120.50 €", "−24.90 €".
#[must_use]
pub fn signed(page: &Page, sum: Decimal) -> String {
    let less = if sum.is_sign_negative() && !sum.is_zero() { "−" } else { "" };
    format!("{less}{}", page.sum(sum.abs()))
}

/// A difference of sums, with the currency: "+120.50 €", "−24.90 €".
#[must_use]
pub fn dearer(page: &Page, sum: Decimal) -> String {
    let more = if sum.is_zero() || sum.is_sign_negative() { "" } else { "+" };
    format!("{more}{}", signed(page, sum))
}

/// Whether a pet is elsewhere, or with somebody else, than it is on the other side.
#[must_use]
pub fn is_moved(look: &Look, other: &Option<Look>) -> bool {
    other.as_ref().is_none_or(|other| other.status != look.status || other.owner != look.owner)
}

/// Whether a pet is called otherwise than on the other side.
#[must_use]
pub fn is_renamed(look: &Look, other: &Option<Look>) -> bool {
    other.as_ref().is_some_and(|other| other.name != look.name)
}

/// Whether a pet has another price than on the other side.
#[must_use]
pub fn is_repriced(look: &Look, other: &Option<Look>) -> bool {
    other.as_ref().is_some_and(|other| other.price != look.price)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(kind: EventKind, recorded: i64, taken_back: i64) -> Happened {
        Happened { kind, recorded, taken_back, paid: Decimal::ZERO, paid_back: Decimal::ZERO }
    }

    #[test]
    fn the_balance_says_who_came_and_who_went_and_nothing_else() {
        let happened = [row(EventKind::Arrived, 3, 1), row(EventKind::Born, 1, 1), row(EventKind::Sold, 0, 1), row(EventKind::Lost, 1, 0)];
        assert_eq!(balance(1_148, &happened, 1_150), "1,148 + 2 arrived + 1 sold − 1 lost = 1,150", "a sale that was taken back adds one");
        assert_eq!(balance(7, &[row(EventKind::PriceChanged, 9, 0)], 7), "");
    }

    #[test]
    fn a_difference_has_its_sign() {
        assert_eq!([more(1_200), more(0), more(-3)], ["+1,200", "0", "−3"]);
    }
}

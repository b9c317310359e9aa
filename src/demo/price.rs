//! Prices as a shop makes them: near the usual one of the kind, changed in steps that a customer notices, ending as price tags do.

use super::DemoError;
use super::species::Kind;
use crate::shop::{Currency, Money, Pet};
use fastrand::Rng;

/// What a new pet costs.
pub(super) fn asked(rng: &mut Rng, kind: &Kind, currency: Currency) -> Result<Money, DemoError> {
    money(tag(kind, kind.price * rng.i64(88..=118) / 100), currency)
}

/// Another price than now: cheaper where it has become dear, back up where it was on offer.
pub(super) fn changed(rng: &mut Rng, kind: &Kind, now: Money, currency: Currency) -> Result<Money, DemoError> {
    let now = units(now);
    let steps: &[i64] = match now * 100 / kind.price {
        ..=78 => &[10, 15, 20, 25],
        112.. => &[-5, -10, -10, -15, -20],
        _ => &[-20, -15, -10, -10, -5, 5, 10, 10, 15],
    };
    let percent = rng.choice(steps).copied().unwrap_or(-10);
    let then = tag(kind, now * (100 + percent) / 100);
    let other = if percent < 0 && now > step(kind) { now - step(kind) } else { now + step(kind) };
    money(if then == now { other } else { then }, currency)
}

/// What is paid: mostly what is asked, and now and then a little less.
pub(super) fn paid(rng: &mut Rng, kind: &Kind, asked: Money, currency: Currency) -> Result<Money, DemoError> {
    let percent = match rng.u32(0..100) {
        0..72 => return Ok(asked),
        72..90 => 95,
        90..97 => 90,
        _ => 80,
    };
    money(tag(kind, units(asked) * percent / 100).min(units(asked)), currency)
}

/// What is paid back: mostly all of it, now and then a part, and nothing where the customer asks for nothing.
pub(super) fn refunded(rng: &mut Rng, pet: &Pet, currency: Currency) -> Result<Money, DemoError> {
    let paid = pet.sale_price.unwrap_or(pet.price);
    let percent = match rng.u32(0..100) {
        0..70 => return Ok(paid),
        70..92 => 50,
        _ => 0,
    };
    money(units(paid) * percent / 100, currency)
}

/// The price tag nearest to an amount: 4.50, 24.90, 135.00, 920.00.
fn tag(kind: &Kind, amount: i64) -> i64 {
    let (step, below) = (step(kind), if step(kind) == 100 { 10 } else { 0 });
    ((amount + below + step / 2) / step).max(1) * step - below
}

fn step(kind: &Kind) -> i64 {
    match kind.price {
        ..1_000 => 50,
        1_000..8_000 => 100,
        8_000..30_000 => 500,
        _ => 1_000,
    }
}

/// An amount that was invented has the decimals of its currency.
fn units(money: Money) -> i64 {
    i64::try_from(money.amount().mantissa()).unwrap_or(Money::MOST_UNITS)
}

fn money(units: i64, currency: Currency) -> Result<Money, DemoError> {
    currency.smallest(units).ok_or_else(|| DemoError::Misfit(format!("a price of {units} of the smallest unit")))
}

#[cfg(test)]
mod tests {
    use super::super::species::KINDS;
    use super::*;

    #[test]
    fn prices_change_at_every_step_and_stay_near_the_usual_one() {
        let mut rng = Rng::with_seed(1);
        for (kind, code) in KINDS.iter().flat_map(|kind| ["EUR", "JPY", "CLF"].map(|code| (kind, code))) {
            let currency = Currency::of(code).unwrap();
            let mut price = asked(&mut rng, kind, currency).unwrap();
            for _ in 0..500 {
                let next = changed(&mut rng, kind, price, currency).unwrap();
                assert_ne!(next, price, "{}", kind.name);
                let percent = units(next) * 100 / kind.price;
                assert!((50..=150).contains(&percent), "{} at {next}", kind.name);
                assert!(paid(&mut rng, kind, next, currency).unwrap() <= next);
                price = next;
            }
        }
    }

    #[test]
    fn a_price_looks_like_a_price_tag() {
        let kind = |name| KINDS.iter().find(|kind| kind.name == name).unwrap();
        for (name, amount, shown) in [("Goldfish", 437, 450), ("Budgie", 2_512, 2_490), ("Cat", 13_340, 13_500), ("Dog", 91_840, 92_000)] {
            assert_eq!(tag(kind(name), amount), shown, "{name}");
        }
    }
}

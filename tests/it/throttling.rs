//! Passwords cannot be guessed by trying, and nobody is shut out for good.

use crate::harness::{PASSWORD, Shop};
use chrono::TimeDelta;
use hello::store::people::accounts::Role;
use hello::store::people::throttle;

#[test]
fn an_account_can_be_tried_only_so_often_whoever_tries() {
    let shop = Shop::with().config(|config| config.client_address_header = Some("x-forwarded-for".into())).open();
    shop.account("Ada", Role::Admin);
    let try_from = |number: i64, password| {
        let address = format!("evil, 192.0.2.{number}");
        shop.visitor().post_with(
            "/login",
            &[("name", "ada"), ("password", password)],
            &[("origin", &shop.url), ("x-forwarded-for", &address)],
        )
    };
    for number in 0..throttle::PER_ACCOUNT {
        assert_eq!(try_from(number, "not the password").status, 422);
    }
    let refused = try_from(99, PASSWORD);
    assert_eq!(refused.status, 429);
    let seconds: i64 = refused.header("retry-after").parse().unwrap();
    assert!((1..=throttle::WINDOW.num_seconds() + 1).contains(&seconds), "{seconds}");
    assert!(refused.field_error("name").starts_with("Wait 5 minutes before you try again"), "{}", refused.field_error("name"));
    assert_eq!(refused.value("name"), "ada");

    shop.clock.advance(TimeDelta::seconds(seconds));
    assert_eq!(try_from(99, PASSWORD).status, 303, "never for good");
}

#[test]
fn an_address_can_try_only_so_often_whatever_it_tries() {
    let shop = Shop::open();
    let now = shop.clock.now();
    shop.sql(|conn| {
        for number in 0..throttle::PER_ADDRESS {
            throttle::attempt(conn, "127.0.0.1", &format!("name {number}"), now)?;
        }
        Ok(())
    });
    let refused = shop.visitor().post("/login", &[("name", "somebody else"), ("password", "not the password")]);
    assert_eq!(refused.status, 429);
}

#[test]
fn whoever_proves_to_be_the_owner_starts_afresh() {
    let shop = Shop::open();
    shop.account("Ada", Role::Admin);
    let ada = shop.visitor();
    for _ in 0..3 {
        for _ in 0..throttle::PER_ACCOUNT - 1 {
            let now = shop.clock.now();
            shop.sql(|conn| throttle::attempt(conn, "192.0.2.1", "Ada", now));
        }
        assert_eq!(ada.post("/login", &[("name", "Ada"), ("password", PASSWORD)]).status, 303);
        shop.clock.advance(TimeDelta::minutes(1));
    }
}

#[test]
fn a_hundred_attempts_at_once_are_counted_one_by_one() {
    let shop = Shop::open();
    let now = shop.clock.now();
    let allowed: usize = std::thread::scope(|scope| {
        let tries: Vec<_> = (0..5)
            .map(|_| {
                scope.spawn(|| {
                    (0..20).filter(|_| shop.sql(|conn| throttle::attempt(conn, "192.0.2.1", "Ada", now)) == throttle::Verdict::Go).count()
                })
            })
            .collect();
        tries.into_iter().map(|tried| tried.join().unwrap()).sum()
    });
    assert_eq!(i64::try_from(allowed).unwrap(), throttle::PER_ACCOUNT);
}

#[test]
fn ones_own_password_cannot_be_guessed_either() {
    let shop = Shop::open();
    let ben = shop.staff();
    let new = "eleven wet otters";
    let now = shop.clock.now();
    for _ in 0..throttle::PER_ACCOUNT {
        shop.sql(|conn| throttle::attempt(conn, "192.0.2.1", "Ben", now));
    }
    let answer = ben.post("/account", &[("current", PASSWORD), ("password", new), ("password_again", new)]);
    assert_eq!(answer.status, 429);
    assert!(!answer.header("retry-after").is_empty());
}

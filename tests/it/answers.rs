//! What a browser is led to when it has sent a form: the page that answers it at an address of its own, and the panel that says what was recorded.

use super::day::{self, Form, arrival, arrived, events, loss, price_change, record, retraction, sale};
use super::harness::{Answer, PASSWORD, Shop, Visitor};
use chrono::TimeDelta;
use diesel::connection::SimpleConnection;
use hello::store::people::accounts::Role;

/// Sends a form as a browser without scripts does.
fn browses(visitor: &Visitor, form: &Form) -> Answer {
    browses_with(visitor, form, &visitor.get(&form.path).hidden_fields())
}

fn browses_with(visitor: &Visitor, form: &Form, hidden: &[(String, String)]) -> Answer {
    let mut fields: Vec<(&str, &str)> = hidden.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    fields.extend(form.fields.iter().map(|(name, value)| (*name, value.as_str())));
    visitor.post_with(&form.path, &fields, &[("sec-fetch-site", "same-origin"), ("sec-fetch-mode", "navigate")])
}

fn kept(shop: &Shop) -> i64 {
    shop.sql(|conn| day::count(conn, "SELECT count(*) AS n FROM answers_to_forms"))
}

#[test]
fn a_browser_is_led_to_the_page_that_answers_its_form_and_finds_it_again_with_the_same_status() {
    let shop = Shop::open();
    let ben = shop.staff();
    let rex = arrived(&ben, "Rex");
    let before = events(&shop);
    for (form, status) in [
        (arrival().with("price", "much"), 422),
        (sale(&rex).with("confirm", ""), 200),
        (sale(&rex).with("customer_id", "x"), 422),
        (loss(&rex).with("last_seen_location", ""), 422),
        (retraction(&rex).with("confirm", ""), 200),
    ] {
        let hidden = ben.get(&form.path).hidden_fields();
        let led = browses_with(&ben, &form, &hidden);
        assert_eq!(led.status, 303, "{}", led.body);
        assert!(led.location().starts_with(&format!("{}?answer=", form.path)), "{}", led.location());
        let direct = form.send_with(&ben, &hidden);
        for _ in 0..2 {
            let page = ben.get(led.location());
            assert_eq!((page.status, direct.status, page.text("h1")), (status, status, direct.text("h1")));
            assert_eq!(page.select(".problem li"), direct.select(".problem li"));
            assert_eq!((page.hidden_fields(), page.header("cache-control")), (direct.hidden_fields(), "no-store"));
        }
    }
    assert_eq!(events(&shop), before, "nothing was recorded");
}

#[test]
fn a_form_that_had_said_something_else_is_answered_at_an_address_too() {
    let shop = Shop::open();
    let ben = shop.staff();
    let hidden = ben.get("/pets/arrival").hidden_fields();
    assert_eq!(arrival().send_with(&ben, &hidden).status, 303);
    let led = browses_with(&ben, &arrival().with("price", "1"), &hidden);
    let both = ben.get(led.location());
    assert_eq!((led.status, both.status, both.text("h1").as_str()), (303, 409, "This form was sent before"));
}

#[test]
fn an_answer_is_for_the_session_alone_that_got_it_as_long_as_that_lasts() {
    let shop = Shop::open();
    let account = shop.account("Ben", Role::Staff);
    let (ben, elsewhere) = (shop.signed_in(account), shop.signed_in(account));
    let led = browses(&ben, &arrival().with("price", "much").with("note", "for Mrs Novak alone")).location().to_owned();
    assert!(ben.get(&led).body.contains("Novak"));
    for other in [&elsewhere, &shop.admin()] {
        let fresh = other.get(&led);
        assert!(fresh.status == 200 && !fresh.body.contains("Novak"));
    }
    assert!(!ben.get(&led.replace("/pets/arrival", "/pets/birth")).body.contains("Novak"), "nor at another form");
    assert!(shop.visitor().get(&led).location().starts_with("/login"));
    shop.clock.advance(TimeDelta::hours(25));
    let ben = shop.signed_in(account);
    assert!(!ben.get(&led).body.contains("Novak"), "a day is over");
    assert_eq!(browses(&ben, &arrival().with("price", "")).status, 303);
    assert_eq!(kept(&shop), 1, "and it was cleared away");
}

#[test]
fn only_the_newest_answers_wait_and_none_that_shows_a_secret_or_a_customer_who_is_forgotten() {
    let shop = Shop::open();
    let ada = shop.admin();
    record(&ada, &sale(&arrived(&ada, "Rex")));
    let kit = arrived(&ada, "Kit");
    for _ in 0..52 {
        assert_eq!(browses(&ada, &sale(&kit).with("confirm", "")).status, 303);
    }
    assert_eq!(kept(&shop), 50);
    let customer = ada.get("/customers?q=Lang").attr("main a.name", "href").remove(0);
    assert_eq!(ada.fill_in(&format!("{customer}/forgetting"), &[]).status, 303);
    assert_eq!(kept(&shop), 0);
    let step = |step, field, text| browses(&ada, &Form::new("/account/second-factor", &[(field, text), ("step", step)]));
    assert_eq!((step("begin", "current", "wrong").status, kept(&shop)), (303, 1));
    assert_eq!(step("begin", "current", PASSWORD).location(), "/account/second-factor");
    let wrong = step("confirm", "code", "1");
    assert_eq!((wrong.location(), kept(&shop)), ("/account/second-factor?code=wrong", 1), "the page with the secret is not kept");
    let again = ada.get(wrong.location());
    assert_eq!((again.status, again.select("[data-secret]").len()), (422, 1));
}

#[test]
fn after_a_deed_its_page_says_what_happened_what_comes_next_and_the_way_back() {
    let shop = Shop::open();
    let account = shop.account("Ben", Role::Staff);
    let (ben, ada) = (shop.signed_in(account), shop.admin());
    let rex = arrived(&ben, "Rex");
    let led = browses(&ben, &sale(&rex)).location().to_owned();
    assert!(led.starts_with(&format!("{rex}?recorded=")), "{led}");
    let event = led.rsplit('=').next().unwrap().to_owned();
    let page = ben.get(&led);
    assert_eq!(page.text("#recorded .said"), "Rex went home with Mrs Lang for 120.50 €.");
    assert_eq!(page.attr("#recorded[role=status][tabindex='-1'][autofocus]", "id").len(), 1);
    let next = page.attr("#recorded .row a", "href");
    assert!(next.contains(&format!("{rex}/certificate")) && next.contains(&"/pets?status=available#q".to_owned()), "{next:?}");
    assert_eq!(next.last().unwrap(), &format!("{rex}/retraction?event={event}"));

    let colleague = ada.get(&led);
    assert_eq!(colleague.text("#recorded .said"), "Rex went home with Mrs Lang for 120.50 €.");
    assert!(colleague.select("#recorded a.quiet").is_empty() && colleague.attr("#recorded[autofocus]", "id").is_empty());
    let kit = arrived(&ben, "Kit");
    for other in [format!("{kit}?recorded={event}"), format!("{rex}?recorded=x"), rex.clone()] {
        assert!(ben.get(&other).select("#recorded").is_empty(), "{other}");
    }
    record(&ben, &retraction(&rex));
    assert!(ben.get(&led).select("#recorded").is_empty(), "it counts no longer");

    let led = browses(&ben, &price_change(&kit)).location().to_owned();
    assert_eq!(ben.get(&led).select("#recorded").len(), 1);
    shop.clock.advance(TimeDelta::minutes(16));
    assert!(ben.get(&led).select("#recorded").is_empty(), "it is no news any more");
}

#[test]
fn after_an_arrival_the_next_one_can_be_recorded_at_once() {
    let shop = Shop::open();
    let ben = shop.staff();
    let another = arrival().with("name", "Rex").with("species", "Dog").with("then", "another");
    let hidden = ben.get("/pets/arrival").hidden_fields();
    let led = browses_with(&ben, &another, &hidden);
    assert!(led.location().starts_with("/pets/arrival?recorded="), "{}", led.location());
    assert_eq!(browses_with(&ben, &another, &hidden).location(), led.location(), "the same again");
    let form = ben.get(led.location());
    assert_eq!(
        (form.text("#recorded .said").as_str(), form.value("species").as_str()),
        ("Rex, a dog, arrived at 135.00 €. Its number is C-0001.", "Dog")
    );
    assert_eq!((form.value("name"), form.value("price")), (String::new(), String::new()));
    assert_ne!(form.value("form_key"), hidden[0].1);
    assert_eq!(another.send(&ben).location(), "/pets/arrival");
    assert_eq!(events(&shop), 2);
}

#[test]
fn whoever_floods_the_door_fills_no_database_and_gets_no_cookie_from_elsewhere() {
    let shop = Shop::open();
    let ben = shop.staff();
    let form = arrival().with("price", "much");
    let led = browses(&ben, &form);
    let before = kept(&shop);
    let stranger = shop.visitor();
    let headers = [("sec-fetch-site", "same-origin"), ("sec-fetch-mode", "navigate")];
    let refused = stranger.post_with("/login?next=%2Fpets", &[("name", "Ben")], &headers);
    assert!(refused.location().starts_with("/login?next=%2Fpets&answer="), "{}", refused.location());
    let page = stranger.get(refused.location());
    assert_eq!((page.status, page.header("cache-control"), kept(&shop)), (422, "no-store", before + 1));
    assert_eq!(page.attr("#name", "value"), ["Ben"]);
    for other in [&shop.visitor(), &ben] {
        assert!(!other.get(refused.location()).body.contains("Enter your password"));
    }
    assert_eq!(stranger.get("/pets").status, 303, "it lets nobody in");
    shop.sql(|conn| {
        Ok(conn.batch_execute("INSERT INTO answers_to_forms SELECT gen_random_uuid(), '\\x00', '/login', 422, '', now() - interval '1 minute' FROM generate_series(1, 1500)")?)
    });
    stranger.post_with("/login", &[], &headers);
    assert_eq!(kept(&shop), before + 1000);
    assert_eq!(ben.get(led.location()).status, 422, "what others wait for stays");
    let crossed = shop.visitor().post_with("/login", &[], &[("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate")]);
    assert_eq!((crossed.status, crossed.header("set-cookie")), (403, ""));
}

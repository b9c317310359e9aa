//! A form's key stands for its content: the same again gives the same answer, and something else under the same key records nothing.

use super::day::{self, Form, arrival, arrived, birth, events, find, loss, price_change, record, retraction, returned, sale};
use super::forms::form_of;
use super::harness::{Answer, Shop, Visitor};
use diesel::connection::SimpleConnection;
use hello::shop::EventKind;
use hello::store::people::accounts::Role;
use std::thread;

const UNKNOWN: &str = "0190163d-8694-739b-aea5-966c26f8ad91";

/// Another thing to type into each field of each form.
fn others(kind: EventKind) -> Vec<(&'static str, &'static str)> {
    let of_kind: &[_] = match kind {
        EventKind::Arrived => &[("name", "Cuz"), ("species", "Dog"), ("price", "13.50")],
        EventKind::Born => &[("mother_id", UNKNOWN), ("name", "Cuz"), ("price", "9.55")],
        EventKind::Sold => &[
            ("customer_name", "Mr Moe"),
            ("customer_email", "moe@example.com"),
            ("customer_phone", ""),
            ("customer_id", UNKNOWN),
            ("sale_price", "12.05"),
        ],
        EventKind::Returned => &[("reason", "a move"), ("refund", "10.00")],
        EventKind::PriceChanged => &[("new_price", "12.05")],
        EventKind::Named => &[("name", "Cuz")],
        EventKind::Lost => &[("last_seen_location", "the yard")],
        EventKind::FoundAgain => &[("found_location", "the park")],
        EventKind::Retracted => return vec![("reason", "the wrong day"), ("retracted_event_id", UNKNOWN)],
    };
    let everywhere = [("occurred_on", "2001-02-03"), ("note", "another"), ("note", "")];
    let everywhere = everywhere.into_iter().filter(|(field, _)| kind != EventKind::PriceChanged || *field == "note");
    of_kind.iter().copied().chain(everywhere).collect()
}

/// What the page says on which somebody is told that they had sent the form with other content.
#[track_caller]
fn assert_shows_both(answer: &Answer, recorded: &str, typed: &str) {
    assert_eq!(answer.status, 409, "{}", answer.body);
    assert_eq!(answer.text("h1"), "This form was sent before");
    assert_eq!(answer.text("main .notice h2"), "Nothing of what you typed now was recorded");
    assert_eq!(answer.attr("section[aria-labelledby=recorded] a[data-row]", "href"), [recorded], "what was recorded, and the way to it");
    assert!(answer.text("section[aria-labelledby=typed]").contains(typed), "{}", answer.text("section[aria-labelledby=typed]"));
    assert_eq!(answer.select("main a.button.main"), ["Keep what was recorded"]);
}

/// The newest event of the log.
fn newest(visitor: &Visitor) -> String {
    visitor.get("/events").attr(".timeline a[data-row]", "href").remove(0)
}

#[test]
fn whatever_is_changed_in_whichever_form_is_shown_beside_what_was_recorded_and_not_recorded() {
    let shop = Shop::open();
    let ben = shop.staff();
    let mut tried = 0;
    for kind in EventKind::ALL {
        let form = form_of(kind, &ben);
        let hidden = ben.get(&form.path).hidden_fields();
        let first = form.send_with(&ben, &hidden);
        assert_eq!(first.status, 303, "{kind:?}: {}", first.body);
        let (before, recorded) = (events(&shop), newest(&ben));
        let customers = |shop: &Shop| shop.sql(|conn| day::count(conn, "SELECT count(*) AS n FROM customers"));
        let customers_before = customers(&shop);
        for (field, value) in others(kind) {
            let changed = form.with(field, value).send_with(&ben, &without(&hidden, field));
            // Of a note that is left out, and of ids, there is nothing to show.
            let shown = if value.is_empty() || field.ends_with("_id") { "" } else { value };
            assert_shows_both(&changed, &recorded, shown);
            assert_eq!((events(&shop), customers(&shop)), (before, customers_before), "{kind:?} {field}");
            tried += 1;
        }
        let again = form.send_with(&ben, &hidden);
        assert_eq!((again.status, again.location()), (303, first.location()), "{kind:?}: the same again, whatever was tried in between");
    }
    assert!(tried > 30, "{tried}");
}

fn without(hidden: &[(String, String)], field: &str) -> Vec<(String, String)> {
    hidden.iter().filter(|(name, _)| name != field).cloned().collect()
}

#[test]
fn a_clerk_who_mends_the_price_of_a_form_whose_answer_was_lost_hears_of_both_and_gets_on() {
    let shop = Shop::open();
    let ben = shop.staff();
    let cuz = arrival().with("name", "Cuz").with("price", "2500");
    let hidden = ben.get("/pets/arrival").hidden_fields();
    let pet = cuz.send_with(&ben, &hidden).location().to_owned();

    let both = cuz.with("price", "250").send_with(&ben, &hidden);
    assert!(both.text("section[aria-labelledby=recorded]").contains("2,500.00"));
    let typed = both.text("section[aria-labelledby=typed]");
    assert!(typed.contains("Price250") && typed.contains("NameCuz"), "{typed}");
    assert_eq!(both.attr("main a.button", "href"), [pet.clone(), format!("{pet}/retraction")]);
    assert_eq!(events(&shop), 1);

    record(&ben, &retraction(&pet));
    let mended = cuz.with("price", "250").send_with(&ben, &hidden);
    assert!(mended.body.contains("has been taken back already"));
    let carried = mended.hidden_fields();
    let action = mended.attr("main form", "action").remove(0);
    assert_eq!(action, "/pets/arrival");
    let form = ben.post(&action, &carried.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect::<Vec<_>>());
    assert_eq!((form.status, form.text("main .notice h2").as_str()), (200, "Nothing has been recorded yet"));
    assert_eq!((form.value("name"), form.value("price"), form.value("species")), ("Cuz".into(), "250".into(), "Cat".into()));
    assert_eq!(form.text("textarea[name=note]"), "from the Novak farm");
    assert_ne!(form.value("form_key"), hidden[0].1, "a key of its own");
    let anew = cuz.with("price", "250").send_with(&ben, &form.hidden_fields());
    assert!(anew.status == 303 && anew.location() != pet);
    assert!(ben.get(anew.location()).body.contains("250.00"));
    assert_eq!(events(&shop), 3);
}

#[test]
fn what_was_typed_comes_back_in_every_form_under_a_key_of_its_own() {
    let shop = Shop::open();
    let ben = shop.staff();
    for kind in EventKind::ALL {
        let form = form_of(kind, &ben);
        let hidden = ben.get(&form.path).hidden_fields();
        assert_eq!(form.send_with(&ben, &hidden).status, 303);
        // Nobody can be chosen whom nobody knows.
        let (field, value) = others(kind).into_iter().find(|(field, _)| !field.ends_with("_id")).unwrap();
        let both = form.with(field, value).send_with(&ben, &hidden);
        let carried = both.hidden_fields();
        let shown = ben.post(&form.path, &carried.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect::<Vec<_>>());
        assert_eq!(shown.status, 200, "{kind:?}: {}", shown.body);
        assert_ne!(shown.value("form_key"), hidden.iter().find(|(name, _)| name == "form_key").unwrap().1, "{kind:?} has a key of its own");
        assert!(shown.keeps(field, value), "{kind:?} keeps {field}");
    }
}

#[test]
fn the_same_is_the_same_however_it_is_sent_and_no_longer_when_it_is_sent_elsewhere() {
    let shop = Shop::open();
    let ben = shop.staff();
    let (rex, kit) = (arrived(&ben, "Rex"), arrived(&ben, "Kit"));
    let hidden = ben.get(&format!("{rex}/price-change")).hidden_fields();
    let form = price_change(&rex).with("note", "older\nnow");
    assert_eq!(form.send_with(&ben, &hidden).location(), rex);
    let (before, recorded) = (events(&shop), newest(&ben));
    let same = [
        form.with("note", "older\r\nnow"),
        form.with("note", "  older now "),
        form.with("new_price", " 120.50"),
        form.with("expected_version", "7"),
        form.with("confirm", "yes"),
        Form { path: format!("{rex}/price-change?from=here"), ..form.with("note", "older now") },
    ];
    for form in same {
        let again = form.send_with(&ben, &hidden);
        assert_eq!((again.status, again.location()), (303, rex.as_str()), "{}", again.body);
    }
    let elsewhere = [
        Form { path: format!("{kit}/price-change"), ..form.with("note", "older now") },
        loss(&rex),
        loss(&kit),
        arrival(),
        birth(&rex),
        sale(&kit),
        sale(&kit).with("confirm", ""),
        retraction(&kit),
        retraction(&kit).with("confirm", ""),
    ];
    for form in elsewhere {
        let hidden = [without(&hidden, "retracted_event_id"), vec![("retracted_event_id".to_owned(), UNKNOWN.to_owned())]].concat();
        assert_shows_both(&form.send_with(&ben, &hidden), &recorded, "");
    }
    assert_eq!(events(&shop), before);
}

#[test]
fn a_form_that_asks_twice_does_not_ask_about_what_it_has_recorded() {
    let shop = Shop::open();
    let ben = shop.staff();
    let rex = arrived(&ben, "Rex");
    for form in [sale(&rex), returned(&rex), retraction(&rex)] {
        let asked = form.with("confirm", "").send(&ben);
        assert_eq!(asked.status, 200, "{}", asked.body);
        let hidden = asked.hidden_fields();
        assert_eq!(Form::new(&form.path, &[("confirm", "yes")]).send_with(&ben, &hidden).status, 303, "{}", form.path);
        let before = events(&shop);
        let back = Form::new(&form.path, &[]).send_with(&ben, &hidden);
        assert_eq!((back.status, back.location()), (303, rex.as_str()), "the page before the last, sent again: {}", back.body);
        let recorded = newest(&ben);
        let other =
            form.with("note", "x").with("reason", "x").with("confirm", "").send_with(&ben, &without(&without(&hidden, "note"), "reason"));
        assert_shows_both(&other, &recorded, "");
        assert_eq!(events(&shop), before);
    }
}

#[test]
fn whoever_was_slower_than_oneself_is_oneself() {
    let shop = Shop::open();
    let (ben, ada) = (shop.staff(), shop.admin());
    let rex = arrived(&ben, "Rex");
    let hidden = ben.get(&format!("{rex}/loss")).hidden_fields();
    assert_eq!(loss(&rex).send_with(&ben, &hidden).status, 303);
    let recorded = newest(&ben);
    record(&ada, &find(&rex));
    record(&ada, &loss(&rex).with("last_seen_location", "the market"));
    let again = loss(&rex).send_with(&ben, &hidden);
    assert_eq!((again.status, again.location()), (303, rex.as_str()), "used, though the version is long past");
    let other = loss(&rex).with("last_seen_location", "the yard").send_with(&ben, &hidden);
    assert_shows_both(&other, &recorded, "the yard");
    assert!(other.body.contains("More has happened to Rex since; that would have to be taken back first."), "{}", other.body);
    assert!(!other.body.contains("Someone was faster"));
}

#[test]
fn who_may_not_take_back_is_not_offered_to() {
    let shop = Shop::open();
    let (ben, eve) = (shop.staff(), shop.signed_in(shop.account("Eve", Role::Staff)));
    let hidden = ben.get("/pets/arrival").hidden_fields();
    let pet = arrival().send_with(&ben, &hidden).location().to_owned();
    assert_eq!(arrival().send_with(&eve, &hidden).location(), pet, "the same, by whomever");
    let other = arrival().with("price", "1").send_with(&eve, &hidden);
    assert_shows_both(&other, &newest(&ben), "1");
    assert_eq!(other.attr("main a.button", "href"), [pet]);
    assert!(other.body.contains("It cannot be taken back here. Ask an admin"), "{}", other.body);
}

#[test]
fn what_was_typed_is_shown_as_text() {
    let shop = Shop::open();
    let ben = shop.staff();
    let hidden = ben.get("/pets/arrival").hidden_fields();
    assert_eq!(arrival().send_with(&ben, &hidden).status, 303);
    let sly = "<script>alert(1)</script>\"'>\n&amp;";
    let other = arrival().with("note", sly).with("\"><b>", sly).send_with(&ben, &hidden);
    assert_shows_both(&other, &newest(&ben), "<script>alert(1)</script>");
    assert!(other.select("main script, main b").is_empty());
    assert!(other.hidden_fields().iter().any(|(name, value)| name == "note" && value == sly), "and carried on as it was");
}

#[test]
fn a_key_that_forgot_a_customer_forgets_no_other_and_records_nothing() {
    let shop = Shop::open();
    let (ada, ben) = (shop.admin(), shop.staff());
    for (pet, customer) in [("Rex", "Mrs Lang"), ("Kit", "Mr Moe")] {
        record(&ben, &sale(&arrived(&ben, pet)).with("customer_name", customer));
    }
    let page = |name: &str| ada.get(&format!("/customers?q={name}")).attr("main a[href^='/customers/']", "href").remove(0);
    let (lang, moe) = (page("Mrs"), page("Moe"));
    let forget = |page: &str| Form::new(format!("{page}/forgetting"), &[]);
    let hidden = ada.get(&forget(&lang).path).hidden_fields();
    let first = forget(&lang).send_with(&ada, &hidden);
    assert_eq!((first.status, forget(&lang).send_with(&ada, &hidden).location()), (303, first.location()));

    let before = events(&shop);
    let dog = arrival().send_with(&ada, &hidden);
    for other in [forget(&moe).send_with(&ada, &hidden), dog] {
        assert_eq!((other.status, other.text("h1").as_str()), (409, "This form was sent before"), "{}", other.body);
        assert!(other.text("section[aria-labelledby=recorded]").contains("A customer was mended, joined or forgotten."));
        assert_eq!(other.attr("main a.button.main", "href"), std::slice::from_ref(&lang));
        assert!(!other.body.contains("Lang"), "a forgotten name is not told");
    }
    assert_eq!(ada.get(&moe).text("h1"), "Mr Moe", "still there");
    let used = ada.get("/pets/arrival").hidden_fields();
    assert_eq!(arrival().send_with(&ada, &used).status, 303);
    let hidden = [without(&ada.get(&forget(&moe).path).hidden_fields(), "form_key"), used].concat();
    assert_shows_both(&forget(&moe).send_with(&ada, &hidden), &newest(&ada), "");
    assert_eq!((ada.get(&moe).text("h1").as_str(), events(&shop)), ("Mr Moe", before + 1));
}

#[test]
fn of_a_key_from_before_contents_were_kept_both_are_shown() {
    let shop = Shop::open();
    let ben = shop.staff();
    let hidden = ben.get("/pets/arrival").hidden_fields();
    assert_eq!(arrival().send_with(&ben, &hidden).status, 303);
    shop.database.connect().batch_execute("UPDATE form_keys SET content = NULL").unwrap();
    assert_shows_both(&arrival().send_with(&ben, &hidden), &newest(&ben), "Bella");
    assert_eq!(events(&shop), 1);
}

#[test]
fn of_forms_with_one_key_and_two_contents_that_come_at_once_one_is_recorded_and_the_other_hears_of_it() {
    let shop = Shop::with().config(|config| config.pool_wait = std::time::Duration::from_secs(20)).open();
    let account = shop.account("Ben", Role::Staff);
    let ben = shop.signed_in(account);
    for kind in EventKind::ALL {
        let form = form_of(kind, &ben);
        let (field, value) = others(kind).into_iter().find(|(field, _)| matches!(*field, "note" | "reason")).unwrap();
        let hidden = ben.get(&form.path).hidden_fields();
        let before = events(&shop);
        let answers: Vec<(bool, u16)> = thread::scope(|scope| {
            let posts: Vec<_> = (0..12)
                .map(|n| {
                    let (visitor, is_first) = (shop.signed_in(account), n % 2 == 0);
                    let form = if is_first { form.with(field, value) } else { form.with(field, "once upon a time") };
                    let hidden = &hidden;
                    scope.spawn(move || (is_first, form.send_with(&visitor, hidden).status))
                })
                .collect();
            posts.into_iter().map(|post| post.join().unwrap()).collect()
        });
        assert_eq!(events(&shop), before + 1, "{kind:?}: {answers:?}");
        let won = answers.iter().find(|(_, status)| *status == 303).unwrap().0;
        let expected = |is_first: bool| if is_first == won { 303 } else { 409 };
        assert!(answers.iter().all(|(is_first, status)| *status == expected(*is_first)), "{kind:?}: {answers:?}");
    }
}

#[test]
fn a_second_post_waits_for_one_that_is_still_under_way_and_then_compares() {
    let shop = Shop::open();
    let account = shop.account("Ben", Role::Staff);
    let ben = shop.signed_in(account);
    let rex = arrived(&ben, "Rex");
    for is_undone in [false, true] {
        let hidden = ben.get(&format!("{rex}/price-change")).hidden_fields();
        let before = events(&shop);
        let pet = rex.trim_start_matches("/pets/");
        let mut slow = shop.database.connect();
        // Whoever holds the stream lets both posts get as far as it.
        slow.batch_execute(&format!("BEGIN; SELECT FROM pet_streams WHERE pet_id = '{pet}' FOR UPDATE")).unwrap();
        let (first, second) = thread::scope(|scope| {
            let (one, two) = (shop.signed_in(account), shop.signed_in(account));
            let (hidden, rex) = (&hidden, &rex);
            let price = if is_undone { "77" } else { "66" };
            let first = scope.spawn(move || price_change(rex).with("new_price", price).send_with(&one, hidden).status);
            wait_for(&shop, 1);
            let second = scope.spawn(move || price_change(rex).with("new_price", "55").send_with(&two, hidden).status);
            wait_for(&shop, 2);
            if is_undone {
                // The first is never recorded: nothing stands in the way of the second.
                shop.database
                    .connect()
                    .batch_execute("SELECT pg_terminate_backend(pid, 10000)
                         FROM (SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' ORDER BY query_start LIMIT 1) AS first")
                    .unwrap();
            }
            slow.batch_execute("COMMIT").unwrap();
            (first.join().unwrap(), second.join().unwrap())
        });
        assert_eq!((first, second), if is_undone { (503, 303) } else { (303, 409) });
        assert_eq!(events(&shop), before + 1);
    }
}

/// Waits until this many of the shop's connections wait for a lock.
pub fn wait_for(shop: &Shop, waiting: i64) {
    let query = "SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
    for _ in 0..400 {
        if shop.sql(|conn| day::count(conn, query)) >= waiting {
            return;
        }
        thread::sleep(std::time::Duration::from_millis(10));
    }
    panic!("nobody waits");
}

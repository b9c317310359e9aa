//! Who looked and who tried: each thing done or tried leaves its line, and no line can be changed.

use crate::harness::{Answer, PASSWORD, Shop, Visitor, data_dump};
use chrono::TimeDelta;
use diesel::{PgConnection, connection::SimpleConnection};
use hello::shop::AccountId;
use hello::store::keyset::Place;
use hello::store::people::accounts::Role;
use hello::store::people::audit::page::{Filter, read};
use hello::store::people::audit::{AuditKind, Entry, Hand};
use hello::store::people::{audit, throttle};
use hello::web::ROUTES;
use hello::web::http::route::Verb;
use std::{thread, time::Duration};

const NEW: &str = "eleven wet otters";

/// The sentences of the audit log, newest first.
fn told(ada: &Visitor, query: &str) -> Vec<String> {
    let page = ada.get(&format!("/admin/audit{query}"));
    assert_eq!(page.status, 200, "{}", page.body);
    page.select(".moment .said p:first-child")
}

fn lines(shop: &Shop) -> Vec<audit::page::Line> {
    shop.sql(|conn| read(conn, &Filter::default(), Place::First, 1000)).rows
}

/// Waits for what is written in the background.
fn until(what: impl Fn() -> bool) {
    for _ in 0..200 {
        if what() {
            return;
        }
        thread::sleep(Duration::from_millis(50));
    }
    panic!("that never came");
}

fn door(shop: &Shop, name: &str, password: &str) -> Answer {
    shop.visitor().post("/login", &[("name", name), ("password", password)])
}

#[test]
fn coming_in_going_out_and_failing_to_stand_there_as_sentences() {
    let shop = Shop::open();
    let ada = shop.admin();
    let ben = shop.account("Ben", Role::Staff);
    let visitor = shop.visitor();
    visitor.post("/login", &[("name", "Ben"), ("password", PASSWORD)]);
    visitor.post("/logout", &[]);
    door(&shop, "Ben", "not the password");
    door(&shop, "hunter2 in the wrong field", "not the password");
    ada.fill_in(&format!("/admin/accounts/{ben}/disable"), &[]);
    door(&shop, "Ben", PASSWORD);
    assert_eq!(
        told(&ada, ""),
        [
            "Someone tried to sign in as Ben: the account cannot be used.",
            "Ada disabled Ben’s account.",
            "Someone tried to sign in: nobody here has that name.",
            "Someone tried to sign in as Ben: wrong password.",
            "Ben signed out.",
            "Ben signed in.",
        ]
    );
    let line = &lines(&shop)[1];
    assert_eq!(line.address.as_deref(), Some("127.0.0.1"));
    assert!(line.request_id.is_some());
}

#[test]
fn every_change_to_an_account_is_written_once_and_one_that_changes_nothing_is_not() {
    let shop = Shop::open();
    let ada = shop.admin();
    let key = uuid::Uuid::now_v7().to_string();
    let fields = [("form_key", key.as_str()), ("name", "Ben"), ("role", "staff"), ("password", NEW), ("password_again", NEW)];
    for _ in 0..2 {
        assert_eq!(ada.post("/admin/accounts", &fields).status, 303);
    }
    let ben = format!("/admin/accounts/{key}");
    for (act, fields) in [
        ("role", &[("role", "admin")][..]),
        ("role", &[("role", "admin")]),
        ("password", &[("password", PASSWORD), ("password_again", PASSWORD)]),
        ("sessions", &[]),
        ("disable", &[]),
        ("disable", &[]),
        ("enable", &[]),
        ("enable", &[]),
        ("role", &[("role", "staff")]),
    ] {
        assert_eq!(ada.fill_in(&format!("{ben}/{act}"), fields).status, 303, "{act}");
    }
    ada.fill_in("/account", &[("current", PASSWORD), ("password", NEW), ("password_again", NEW)]);
    assert_eq!(
        told(&ada, ""),
        [
            "Ada changed their password.",
            "Ada made Ben staff.",
            "Ada enabled Ben’s account.",
            "Ada disabled Ben’s account.",
            "Ada signed Ben out everywhere.",
            "Ada gave Ben a new password.",
            "Ada made Ben an admin.",
            "Ada added Ben, who works in the shop.",
        ]
    );
}

#[test]
fn a_change_that_the_database_refuses_leaves_no_line() {
    let shop = Shop::open();
    let ada = shop.account("Ada", Role::Admin);
    let visitor = shop.signed_in(ada);
    assert_eq!(visitor.fill_in(&format!("/admin/accounts/{ada}/disable"), &[]).status, 422, "the last admin stays");
    assert!(lines(&shop).is_empty());
}

#[test]
fn what_is_refused_is_written_with_whom_and_where() {
    let shop = Shop::open();
    let ada = shop.admin();
    let ben = shop.staff();
    assert_eq!(ben.get("/admin/accounts").status, 403);
    assert_eq!(ben.post_with("/pets/arrival", &[], &[("sec-fetch-site", "cross-site")]).status, 403);
    ben.post("/account", &[("current", "not the password"), ("password", NEW), ("password_again", NEW)]);
    let now = shop.clock.now();
    for _ in 0..throttle::PER_ACCOUNT {
        shop.sql(|conn| throttle::attempt(conn, "192.0.2.1", "Ben", now));
    }
    assert_eq!(door(&shop, "Ben", PASSWORD).status, 429);
    assert_eq!(
        told(&ada, ""),
        [
            "Someone tried to sign in as Ben too often and has to wait.",
            "Ben typed a password that is not theirs.",
            "A form for /pets/arrival that did not come from the shop was refused.",
            "Ben was not let into /admin/accounts, which is for admins.",
        ]
    );
}

#[test]
fn set_up_a_refresh_and_the_command_line_are_written_too() {
    let shop = Shop::open();
    let link = shop.setup_link();
    assert_eq!(shop.visitor().post("/setup?token=guess", &[]).status, 403);
    let ada = shop.visitor();
    let fields = [("name", "Ada"), ("password", NEW), ("password_again", NEW)];
    assert_eq!(ada.fill_in(&link, &fields).status, 303);
    assert_eq!(ada.fill_in("/admin/snapshot", &[]).status, 303);
    shop.sql(|conn| audit::write(conn, &Hand::at_the_command_line().did(AuditKind::Verified).with("outcome", "no fault was found")));
    assert_eq!(
        told(&ada, ""),
        [
            "The command line had the books checked: no fault was found.",
            "Ada asked for a refresh of the snapshot.",
            "Ada signed in.",
            "Ada opened the shop by its set-up link.",
            "Someone tried to set the shop up with a link that is not the shop’s.",
        ]
    );
}

#[test]
fn a_flood_of_refusals_is_two_lines_and_none_of_it_is_lost() {
    let shop = Shop::open();
    let ada = shop.admin();
    let stranger = shop.visitor();
    for _ in 0..300 {
        assert_eq!(stranger.post_with("/login", &[], &[("sec-fetch-site", "cross-site")]).status, 403);
    }
    assert_eq!(lines(&shop).len(), 1);
    shop.clock.advance(TimeDelta::seconds(61));
    until(|| lines(&shop).len() == 2);
    assert_eq!(lines(&shop)[0].times(), Some(299));
    assert!(told(&ada, "")[0].ends_with("was refused, 299 more times within a minute."));
}

#[test]
fn a_refusal_that_cannot_be_written_now_is_written_later() {
    let shop = Shop::open();
    let stranger = shop.visitor();
    shop.sql(|conn| Ok(conn.batch_execute("ALTER TABLE audit_log RENAME TO elsewhere")?));
    assert_eq!(stranger.post_with("/login", &[], &[("sec-fetch-site", "cross-site")]).status, 403);
    shop.sql(|conn| Ok(conn.batch_execute("ALTER TABLE elsewhere RENAME TO audit_log")?));
    assert!(lines(&shop).is_empty());
    shop.clock.advance(TimeDelta::seconds(61));
    until(|| lines(&shop).len() == 1);
    assert_eq!(lines(&shop)[0].times(), Some(1));
}

#[test]
fn nothing_in_the_audit_log_can_be_changed() {
    let shop = Shop::open();
    door(&shop, "nobody", "not the password");
    for statement in [
        "UPDATE audit_log SET what = 'signed_in'",
        "DELETE FROM audit_log",
        "TRUNCATE audit_log",
        "SET session_replication_role = replica; DELETE FROM audit_log",
    ] {
        let refused = shop.database.connect().batch_execute(statement).unwrap_err().to_string();
        assert!(refused.contains("append-only"), "{statement}: {refused}");
    }
    assert_eq!(lines(&shop).len(), 1);
}

#[test]
fn no_line_holds_what_a_stranger_typed_nor_any_secret() {
    let shop = Shop::open();
    shop.account("Ada", Role::Admin);
    let canary = "parakeet in a coal mine";
    door(&shop, canary, canary);
    door(&shop, "Ada", canary);
    let visitor = shop.visitor();
    visitor.post("/login", &[("name", "Ada"), ("password", PASSWORD)]);
    visitor.post(&format!("/setup?token={canary}").replace(' ', "-"), &[]);
    visitor.post_with("/parakeet-in-a-coal-mine", &[], &[]);
    visitor.post("/account", &[("current", canary), ("password", canary), ("password_again", canary)]);
    let all = format!("{:?}", lines(&shop));
    assert!(!all.contains("parakeet"), "{all}");
    assert!(!all.contains(&visitor.cookie().unwrap()));
    if let Some(dump) = data_dump(&shop.database.url) {
        assert!(dump.contains("sign_in_failed") && !dump.contains("parakeet"));
    }
}

#[test]
fn the_log_is_filtered_paged_and_jumped_through_by_its_address() {
    let shop = Shop::open();
    let ada = shop.admin();
    let ben = shop.account("Ben", Role::Staff);
    let begun = shop.clock.now() - TimeDelta::days(10);
    shop.sql(|conn: &mut PgConnection| {
        (0..120).try_for_each(|n| audit::write(conn, &signed_in(ben, begun + TimeDelta::hours(n))))?;
        audit::write(conn, &Hand { account: None, ..Hand::at_the_command_line() }.did(AuditKind::SessionsEnded).about(ben))
    });
    assert_eq!(told(&ada, "?what=sessions_ended"), ["The command line signed Ben out everywhere."]);
    assert_eq!(told(&ada, &format!("?who={ben}")).len(), 50);
    assert!(told(&ada, "?what=exported").is_empty());

    let mut seen = Vec::new();
    let mut next = Some("/admin/audit?what=signed_in".to_owned());
    while let Some(path) = next {
        let page = ada.get(&path);
        seen.extend(page.attr(".when time", "datetime"));
        next = page.attr("a[rel=next]", "href").into_iter().next();
    }
    assert_eq!(seen.len(), 120);
    assert!(seen.is_sorted_by(|newer, older| newer > older));
    let newest = ada.get("/admin/audit?what=signed_in");
    let second = ada.get(&newest.attr("a[rel=next]", "href")[0]);
    assert_eq!(ada.get(&second.attr("a[rel=prev]", "href")[0]).attr(".when time", "datetime"), newest.attr(".when time", "datetime"));

    let day = (begun + TimeDelta::days(2)).with_timezone(&shop.config.time_zone).date_naive();
    let of_a_day = ada.get(&format!("/admin/audit?from={day}&to={day}"));
    assert_eq!(of_a_day.select(".moment").len(), 24);
    let jump = ada.get(&format!("/admin/audit?what=signed_in&jump={day}"));
    assert_eq!(jump.status, 303);
    assert_eq!(ada.get(jump.location()).attr(".when time", "datetime")[0], of_a_day.attr(".when time", "datetime")[0]);
}

fn signed_in(account: AccountId, at: chrono::DateTime<chrono::Utc>) -> Entry {
    Hand { account: Some(account), address: Some("192.0.2.1".into()), request_id: None, at }.did(AuditKind::SignedIn)
}

#[test]
fn a_filter_that_makes_no_sense_says_what_to_choose_and_a_fragment_is_one() {
    let shop = Shop::open();
    let ada = shop.admin();
    let odd = ada.get("/admin/audit?what=nonsense&who=me&from=today&to=1&older=x");
    assert_eq!(odd.status, 422);
    assert_eq!(odd.text("#what-error"), "Choose what was done from the list");
    assert!(odd.title().starts_with("Error: "));
    let fragment = ada.get_with("/admin/audit?what=signed_in", &[("hx-request", "true"), ("hx-request-type", "partial")]);
    assert!(!fragment.body.contains("<html") && fragment.body.contains("No lines match"));
    assert!(ada.get("/admin/audit").body.contains("Nothing has been written yet"));
}

#[test]
fn looking_writes_nothing() {
    let shop = Shop::open();
    let ada = shop.admin();
    for route in ROUTES.iter().filter(|route| route.verb == Verb::Get && route.path != "/live" && !route.path.ends_with(".csv")) {
        ada.get(&route.path.replace("{id}", "01890000-0000-7000-8000-000000000000").replace("{name:.+}", "nothing.css"));
    }
    assert!(lines(&shop).is_empty(), "{:?}", lines(&shop));
}

#[test]
fn every_kind_has_a_name_that_the_database_knows_and_a_sentence_of_its_own() {
    let shop = Shop::open();
    let ada = shop.admin();
    let ben = shop.account("Ben", Role::Staff);
    let eve = shop.account("Eve", Role::Admin);
    for what in AuditKind::ALL {
        let hand = Hand { account: Some(eve), ..Hand::at_the_command_line() };
        shop.sql(|conn| audit::write(conn, &hand.did(*what).about(ben).with("what", "a comparison of two moments")));
        assert_eq!(AuditKind::named(what.name()), Some(*what));
        let of_a_kind = told(&ada, &format!("?what={}", what.name()));
        assert_eq!(of_a_kind.len(), 1, "{what:?}");
    }
    let mut sentences = told(&ada, "");
    assert!(sentences.contains(&"Eve took a comparison of two moments away as a file.".to_owned()));
    sentences.sort();
    sentences.dedup();
    assert_eq!(sentences.len(), AuditKind::ALL.len());
}

//! What comes in between costs nobody what they typed: a session that ends, a restart, a database that is away, a version that has changed.

use super::day::{self, Form, arrival, arrived, events, find, loss, price_change, record, sale};
use super::forms::form_of;
use super::harness::{Answer, PASSWORD, Shop, Visitor, data_dump};
use super::second_factor::{Phone, set_up};
use chrono::TimeDelta;
use hello::shop::{AccountId, EventKind};
use hello::store::people::accounts::Role;
use hello::store::people::sign_out;

/// How a session ends while its form is open; answers whoever sends the form then.
type Ending = fn(&Shop, AccountId, Visitor) -> Visitor;

const ENDINGS: [(&str, Ending); 5] = [
    ("nobody used it", |shop, _, visitor| {
        shop.clock.advance(TimeDelta::days(2));
        visitor
    }),
    ("an admin ended it", |shop, account, visitor| {
        shop.sql(|conn| sign_out::end_all(conn, account, None));
        visitor
    }),
    ("it was ended in another tab", |_, _, visitor| {
        assert_eq!(visitor.post("/logout", &[]).status, 303);
        visitor
    }),
    ("the browser has lost its cookie", |shop, _, _| shop.visitor()),
    ("the database is an older one", |shop, _, visitor| {
        shop.sql(|conn| Ok(diesel::connection::SimpleConnection::batch_execute(conn, "TRUNCATE sessions")?));
        visitor
    }),
];

/// Sends a form signed out; answers the address of the sign-in that says that it is kept.
#[track_caller]
fn sent_signed_out(shop: &Shop, visitor: &Visitor, form: &Form, hidden: &[(String, String)]) -> String {
    let before = events(shop);
    let answer = form.send_with(visitor, hidden);
    assert_eq!(answer.status, 303, "{}", answer.body);
    let login = answer.location().to_owned();
    assert!(login.starts_with("/login?next=") && login.ends_with("&unsent=kept"), "{login}");
    assert_eq!(events(shop), before);
    login
}

fn signs_in(visitor: &Visitor, login: &str, name: &str) -> Answer {
    let answer = visitor.post(login, &[("name", name), ("password", PASSWORD)]);
    assert_eq!(answer.status, 303, "{}", answer.body);
    answer
}

/// The form has everything that was typed, under the same key, and says that nothing was recorded.
#[track_caller]
fn assert_is_back(answer: &Answer, form: &Form, hidden: &[(String, String)]) {
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert!(answer.select("main .notice h2").contains(&"Nothing has been recorded yet".to_owned()), "{}", answer.body);
    for (name, typed) in form.fields.iter().filter(|(name, _)| *name != "confirm") {
        assert!(answer.keeps(name, typed), "{name} is {typed} again");
    }
    assert_eq!(answer.value("form_key"), hidden.iter().find(|(name, _)| name == "form_key").unwrap().1);
}

#[test]
fn every_form_comes_back_filled_in_after_signing_in_again_however_the_session_ended() {
    let shop = Shop::open();
    // Who runs the shop may take things back days later, too.
    let account = shop.account("Ben", Role::Admin);
    for (kind, (how, end)) in EventKind::ALL.into_iter().zip(ENDINGS.into_iter().cycle()) {
        let ben = shop.signed_in(account);
        let form = form_of(kind, &ben);
        let hidden = ben.get(&form.path).hidden_fields();
        let ben = end(&shop, account, ben);
        let login = sent_signed_out(&shop, &ben, &form, &hidden);
        let page = ben.get(&login);
        assert_eq!(page.text("main .notice h2"), "Nothing has been recorded yet", "{kind:?}, {how}");
        assert!(!page.body.contains(&form.fields[0].1), "sign-in shows nobody what was typed");
        let wrong = ben.post(&login, &[("name", "Ben"), ("password", "not the password")]);
        assert_eq!((wrong.status, wrong.text("main .notice h2").as_str()), (422, "Nothing has been recorded yet"));

        let led = signs_in(&ben, &login, "Ben").location().to_owned();
        let back = ben.get(&led);
        assert_is_back(&back, &form, &hidden);
        assert_is_back(&ben.get(&led), &form, &hidden);
        let before = events(&shop);
        let sent = Form { path: led, ..form.with("confirm", "yes") }.send_with(&ben, &back.hidden_fields());
        assert_eq!((sent.status, events(&shop)), (303, before + 1), "{kind:?}, {how}: {}", sent.body);
    }
}

#[test]
fn the_page_that_asks_once_more_and_the_search_for_a_customer_come_back_too() {
    let shop = Shop::open();
    let account = shop.account("Ben", Role::Staff);
    let ben = shop.signed_in(account);
    let pet = arrived(&ben, "Rex");
    let typed = sale(&pet).with("confirm", "");
    let asked = typed.send(&ben).hidden_fields();
    shop.sql(|conn| sign_out::end_all(conn, account, None));
    let login = sent_signed_out(&shop, &ben, &Form::new(&typed.path, &[("confirm", "yes")]), &asked);
    assert_is_back(&ben.get(signs_in(&ben, &login, "Ben").location()), &typed, &asked);

    shop.sql(|conn| sign_out::end_all(conn, account, None));
    let partial = [("sec-fetch-site", "same-origin"), ("hx-request", "true"), ("hx-request-type", "partial")];
    let mut fields: Vec<(&str, &str)> = asked.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    fields.push(("search", "1"));
    let led = ben.post_with(&typed.path, &fields, &partial);
    assert!(led.body.is_empty());
    assert_is_back(&ben.get(signs_in(&ben, led.header("hx-redirect"), "Ben").location()), &typed, &asked);
}

#[test]
fn a_customer_who_is_to_be_forgotten_or_mended_is_not_until_the_form_is_sent_again() {
    let shop = Shop::open();
    let account = shop.account("Ada", Role::Admin);
    let ada = shop.signed_in(account);
    record(&ada, &sale(&arrived(&ada, "Rex")));
    let page = ada.get("/customers?q=Lang").attr("main a[href^='/customers/']", "href").remove(0);
    let form = Form::new(format!("{page}/forgetting"), &[]);
    let hidden = ada.get(&form.path).hidden_fields();
    shop.sql(|conn| sign_out::end_all(conn, account, None));
    let login = sent_signed_out(&shop, &ada, &form, &hidden);
    assert_is_back(&ada.get(signs_in(&ada, &login, "Ada").location()), &form, &hidden);
    assert_eq!(ada.get(&page).text("h1"), "Mrs Lang");

    let form = Form::new(format!("{page}/edit"), &[("name", "Mrs Long"), ("email", "long@example.com"), ("phone", "")]);
    let hidden = ada.get(&form.path).hidden_fields();
    shop.sql(|conn| sign_out::end_all(conn, account, None));
    let login = sent_signed_out(&shop, &ada, &form, &hidden);
    assert_is_back(&ada.get(signs_in(&ada, &login, "Ada").location()), &form, &hidden);
    assert_eq!(form.send_with(&ada, &hidden).status, 303);
    assert_eq!(ada.get(&page).text("h1"), "Mrs Long");
    let other = form.with("name", "Mrs Lung").send_with(&ada, &hidden);
    assert_eq!((other.status, other.text("h1").as_str()), (409, "This form was sent before"), "{}", other.body);
    assert_eq!(ada.get(&page).text("h1"), "Mrs Long");
}

#[test]
fn whoever_else_signs_in_never_sees_what_was_typed() {
    let shop = Shop::open();
    let account = shop.account("Ben", Role::Staff);
    shop.account("Eve", Role::Admin);
    let ben = shop.signed_in(account);
    let form = arrival().with("name", "Secretariat").with("note", "for Mrs Novak alone");
    let hidden = ben.get(&form.path).hidden_fields();
    ben.post("/logout", &[]);
    let login = sent_signed_out(&shop, &ben, &form, &hidden);
    let led = signs_in(&ben, &login, "Eve").location().to_owned();
    let shown = ben.get(&led);
    assert_eq!((shown.status, shown.text("main .notice h2").as_str()), (200, "What was typed is not here"));
    assert!(!shown.body.contains("Secretariat") && !shown.body.contains("Novak"));
    assert_ne!(shown.value("form_key"), hidden[0].1);
    for path in ["/pets/birth", "/pets"] {
        assert!(!ben.get(&led.replace("/pets/arrival", path)).body.contains("Secretariat"), "{path}");
    }
    ben.post("/logout", &[]);
    assert_is_back(&ben.get(signs_in(&ben, &login, "Ben").location()), &form, &hidden);
    let elsewhere = ben.get(&led.replace("/pets/arrival", "/pets/birth"));
    assert!(!elsewhere.body.contains("Secretariat"), "and in no other form");
}

#[test]
fn the_second_factor_is_asked_for_on_the_way() {
    let shop = Shop::open();
    let account = shop.account("Ben", Role::Staff);
    let ben = shop.signed_in(account);
    let (phone, _) = set_up(&shop, &ben);
    let hidden = ben.get("/pets/arrival").hidden_fields();
    ben.post("/logout", &[]);
    let login = sent_signed_out(&shop, &ben, &arrival(), &hidden);
    let code = signs_in(&ben, &login, "Ben").location().to_owned();
    assert!(code.starts_with("/login/code?"), "{code}");
    assert_eq!(ben.post(&code, &[("code", "000000")]).status, 422);
    shop.clock.advance(TimeDelta::minutes(11));
    assert_eq!(ben.get(&code).location(), login, "eleven minutes later it begins anew, and still leads there");
    let code = signs_in(&ben, &login, "Ben").location().to_owned();
    let led = ben.post(&code, &[("code", &phone.shows(&shop))]);
    assert_is_back(&ben.get(led.location()), &arrival(), &hidden);
}

#[test]
fn of_what_nobody_can_be_given_back_nothing_is_kept() {
    let shop = Shop::open();
    let account = shop.account("Ben", Role::Staff);
    let eve = shop.account("Eve", Role::Staff);
    let ben = shop.signed_in(account);
    let hidden = ben.get("/pets/arrival").hidden_fields();
    let opened_by = |whose: &str| -> Vec<(String, String)> {
        hidden.iter().filter(|(name, _)| name != "opened_by").cloned().chain([("opened_by".to_owned(), whose.to_owned())]).collect()
    };
    shop.sql(|conn| hello::store::people::accounts::disable(conn, eve, chrono::Utc::now()));
    ben.post("/logout", &[]);
    for whose in ["", "Ben", "0190163d-8694-739b-aea5-966c26f8ad91", &eve.to_string()] {
        let answer = arrival().send_with(&ben, &opened_by(whose));
        assert_eq!((answer.status, answer.location()), (303, "/login?next=%2Fpets%2Farrival&unsent=lost"), "{whose}");
    }
    assert_eq!(ben.get("/login?next=%2Fpets%2Farrival&unsent=lost").text("main .notice h2"), "Nothing was recorded");
    // What may hold a secret is kept for nobody.
    let own = opened_by(&account.to_string());
    for path in ["/account", "/admin/accounts", "/account/second-factor", "/admin/snapshot"] {
        let answer = Form::new(path, &[("password", "eleven wet otters"), ("current", PASSWORD)]).send_with(&ben, &own);
        assert!(answer.location().ends_with("&unsent=lost"), "{}", answer.location());
    }
    let body = serde_urlencoded::to_string([("opened_by", account.to_string()), ("note", "x".repeat(shop.config.max_body))]).unwrap();
    let form = [("sec-fetch-site", "same-origin"), ("content-type", "application/x-www-form-urlencoded")];
    assert!(ben.send("POST", "/pets/arrival", &form, &body).location().ends_with("&unsent=lost"), "too large");
    let pairs: Vec<(&str, &str)> = own.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(ben.post_with("/pets/arrival", &pairs, &[("sec-fetch-site", "cross-site")]).status, 403);
    assert_eq!(unsent(&shop), 0);
    if let Some(dump) = data_dump(&shop.database.url) {
        assert!(!dump.contains("wet otters"));
    }
    assert_eq!(arrival().send_with(&ben, &own).status, 303);
    assert_eq!(unsent(&shop), 1, "the one that can be given back");
}

fn unsent(shop: &Shop) -> i64 {
    shop.sql(|conn| day::count(conn, "SELECT count(*) AS n FROM unsent_forms"))
}

#[test]
fn what_nobody_comes_back_for_is_cleared_away_and_an_account_keeps_a_few() {
    let shop = Shop::open();
    let account = shop.account("Ben", Role::Staff);
    let ben = shop.signed_in(account);
    let hidden = ben.get("/pets/arrival").hidden_fields();
    ben.post("/logout", &[]);
    let first = sent_signed_out(&shop, &ben, &arrival().with("name", "First"), &hidden);
    for n in 0..24 {
        sent_signed_out(&shop, &ben, &arrival().with("name", &format!("Pet {n}")), &hidden);
    }
    assert_eq!(unsent(&shop), 20);
    let last = sent_signed_out(&shop, &ben, &arrival().with("name", "Last"), &hidden);
    let not_here = ben.get(signs_in(&ben, &first, "Ben").location());
    assert_eq!(not_here.text("main .notice h2"), "What was typed is not here", "the oldest went");
    let led = ben.get(&last).location().to_owned();
    assert_eq!(ben.get(&led).value("name"), "Last");
    shop.clock.advance(TimeDelta::hours(25));
    let late = signs_in(&ben, &last, "Ben").location().to_owned();
    assert_eq!(ben.get(&late).text("main .notice h2"), "What was typed is not here", "a day is over");
    ben.post("/logout", &[]);
    sent_signed_out(&shop, &ben, &arrival(), &hidden);
    assert_eq!(unsent(&shop), 1, "and it was cleared away");
}

#[test]
fn what_is_known_of_a_forgotten_customer_is_not_kept_in_a_form_either() {
    let shop = Shop::open();
    let account = shop.account("Ben", Role::Staff);
    let (ada, ben) = (shop.admin(), shop.signed_in(account));
    record(&ben, &sale(&arrived(&ben, "Rex")));
    let pets = [arrived(&ben, "Kit"), arrived(&ben, "Max")];
    let opened: Vec<_> = pets.iter().map(|pet| ben.get(&format!("{pet}/loss")).hidden_fields()).collect();
    ben.post("/logout", &[]);
    sent_signed_out(&shop, &ben, &loss(&pets[0]).with("note", "in the garden of MRS LANG"), &opened[0]);
    sent_signed_out(&shop, &ben, &loss(&pets[1]), &opened[1]);
    let page = ada.get("/customers?q=Lang").attr("main a[href^='/customers/']", "href").remove(0);
    assert_eq!(ada.fill_in(&format!("{page}/forgetting"), &[]).status, 303);
    assert_eq!(unsent(&shop), 1, "the other one stays");
}

#[test]
fn what_happened_to_the_pet_meanwhile_is_told_with_the_form() {
    let shop = Shop::open();
    let account = shop.account("Ben", Role::Staff);
    let (ada, ben) = (shop.admin(), shop.signed_in(account));
    let rex = arrived(&ben, "Rex");
    let form = loss(&rex);
    let hidden = ben.get(&form.path).hidden_fields();
    ben.post("/logout", &[]);
    let login = sent_signed_out(&shop, &ben, &form, &hidden);
    record(&ada, &price_change(&rex).with("new_price", "99"));
    let back = ben.get(signs_in(&ben, &login, "Ben").location());
    assert_is_back(&back, &form, &hidden);
    assert!(back.text("main .notice ul").starts_with("Ada changed the price of Rex to 99.00"));
    assert_eq!(form.send_with(&ben, &back.hidden_fields()).status, 303, "told of that, they can send it");
    ben.post("/logout", &[]);
    let kept = sent_signed_out(&shop, &ben, &form, &hidden);
    let used = ben.get(signs_in(&ben, &kept, "Ben").location());
    assert!(used.select("main .notice h2").contains(&"This form was sent before".to_owned()), "{}", used.body);
    assert_eq!(used.value("last_seen_location"), "the park");
}

#[test]
fn a_restart_costs_neither_a_form_that_is_open_nor_one_that_is_kept() {
    let mut shop = Shop::open();
    let account = shop.account("Ben", Role::Staff);
    let (ben, gone) = (shop.signed_in(account), shop.signed_in(account));
    let (open, kept) = (ben.get("/pets/arrival").hidden_fields(), gone.get("/pets/arrival").hidden_fields());
    gone.post("/logout", &[]);
    let login = sent_signed_out(&shop, &gone, &arrival(), &kept);
    shop.reopen(|_| ());
    assert_eq!(arrival().send_with(&ben, &open).status, 303);
    assert_is_back(&gone.get(signs_in(&gone, &login, "Ben").location()), &arrival(), &kept);
}

#[test]
fn while_the_database_is_away_the_page_that_says_so_sends_every_form_again() {
    let shop = Shop::with().config(|config| config.pool_wait = std::time::Duration::from_millis(300)).open();
    let account = shop.account("Ben", Role::Staff);
    for kind in EventKind::ALL {
        let ben = shop.signed_in(account);
        let form = form_of(kind, &ben);
        let hidden = ben.get(&form.path).hidden_fields();
        let before = events(&shop);
        shop.database.close();
        let away = form.send_with(&ben, &hidden);
        let signed_out = form.send_with(&shop.visitor(), &hidden);
        let secret = ben.post("/account", &[("current", PASSWORD), ("password", "eleven wet otters")]);
        shop.database.reopen();
        assert_eq!((away.status, away.text("h1").as_str()), (503, "The shop cannot answer just now"), "{kind:?}");
        assert_eq!(signed_out.status, 503, "{kind:?}: nobody can look who it is");
        assert!(secret.status == 503 && !secret.body.contains("otters") && secret.select("main form").is_empty());
        let shown = away.text("section[aria-labelledby=typed] dl");
        for (name, typed) in form.fields.iter().filter(|(name, _)| *name != "confirm" && !name.ends_with("_id")) {
            assert!(shown.contains(typed.as_str()), "{kind:?} shows {name}: {shown}");
        }
        let action = away.attr("main form", "action").remove(0);
        let carried = away.hidden_fields();
        let pairs: Vec<(&str, &str)> = carried.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let answers: Vec<u16> = (0..3).map(|_| again(&ben, &action, &pairs)).collect();
        assert_eq!((answers, events(&shop)), (vec![303; 3], before + 1), "{kind:?} is recorded once, however often it is sent");
    }
}

/// Sends it until the database is back.
fn again(visitor: &Visitor, path: &str, fields: &[(&str, &str)]) -> u16 {
    for _ in 0..50 {
        let status = visitor.post(path, fields).status;
        if status != 503 {
            return status;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    503
}

#[test]
fn a_version_that_has_changed_costs_no_form_about_a_pet_what_was_typed() {
    let shop = Shop::open();
    let (ben, ada) = (shop.staff(), shop.admin());
    for kind in EventKind::ALL.into_iter().filter(|kind| !matches!(kind, EventKind::Arrived | EventKind::Born)) {
        let form = form_of(kind, &ben);
        let pet = form.path.rsplit_once('/').unwrap().0.to_owned();
        for confirm in ["", "yes"] {
            let hidden = ben.get(&form.path).hidden_fields();
            // Something that leaves the form possible, and is news to it.
            match kind {
                EventKind::Returned => {
                    record(&ada, &super::day::retraction(&pet));
                    record(&ada, &sale(&pet));
                }
                EventKind::FoundAgain => {
                    record(&ada, &find(&pet));
                    record(&ada, &loss(&pet));
                }
                _ => drop(record(&ada, &price_change(&pet).with("new_price", if confirm.is_empty() { "98" } else { "97" }))),
            }
            let back = form.with("confirm", confirm).send_with(&ben, &hidden);
            assert_eq!(back.status, 409, "{kind:?} {confirm}: {}", back.body);
            for (name, typed) in form.fields.iter().filter(|(name, _)| *name != "confirm") {
                assert!(back.keeps(name, typed), "{kind:?} keeps {name}");
            }
        }
    }
}

#[test]
fn whoever_must_set_up_a_second_factor_first_finds_the_form_again_after_that() {
    let shop = Shop::open();
    let account = shop.account("Ben", Role::Staff);
    let ada = shop.admin();
    let ben = shop.signed_in(account);
    let hidden = ben.get("/pets/arrival").hidden_fields();
    assert_eq!(ada.fill_in(&format!("/admin/accounts/{account}/second-factor"), &[("required", "yes")]).status, 303);
    let led = arrival().send_with(&ben, &hidden).location().to_owned();
    assert!(led.starts_with("/account/second-factor?next=%2Fpets%2Farrival%3Funsent%3D"), "{led}");
    assert_eq!(ben.fill_in(&led, &[("current", PASSWORD), ("step", "begin")]).location(), led);
    let phone = Phone::reads(&ben.get(&led));
    let codes = ben.fill_in(&led, &[("code", &phone.shows(&shop)), ("step", "confirm")]);
    assert_eq!(codes.text("h1"), "Your recovery codes", "{}", codes.body);
    assert_is_back(&ben.get(&codes.attr("main a.button.main", "href")[0]), &arrival(), &hidden);
}

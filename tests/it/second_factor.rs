//! The second factor: set up, asked for, lost, required.

use crate::{
    day,
    harness::{Answer, PASSWORD, Shop, Visitor, data_dump},
};
use chrono::TimeDelta;
use diesel::connection::SimpleConnection;
use hello::config::SecondFactorRule;
use hello::shop::AccountId;
use hello::store::people::accounts::Role;
use hello::store::people::throttle;
use std::thread;
use totp_rs::{Builder, Secret};

/// A phone with an app for codes, made with nothing but what the page shows.
pub struct Phone(String);

impl Phone {
    pub fn reads(page: &Answer) -> Self {
        Self(page.text("[data-secret]").replace(' ', ""))
    }

    pub fn secret(&self) -> String {
        self.0.clone()
    }

    pub fn shows(&self, shop: &Shop) -> String {
        self.shows_after(shop, 0)
    }

    fn shows_after(&self, shop: &Shop, seconds: i64) -> String {
        let secret = Secret::try_from_base32(&self.0).unwrap();
        let at = u64::try_from(shop.clock.now().timestamp() + seconds).unwrap();
        Builder::new().with_secret(secret).build().unwrap().generate(at).to_string()
    }
}

const OWN: &str = "/account/second-factor";

/// Sets a second factor up, as a person does; the phone and the recovery codes.
pub fn set_up(shop: &Shop, visitor: &Visitor) -> (Phone, Vec<String>) {
    assert_eq!(visitor.fill_in(OWN, &[("current", PASSWORD), ("step", "begin")]).location(), OWN);
    let phone = Phone::reads(&visitor.get(OWN));
    let done = visitor.fill_in(OWN, &[("code", &phone.shows(shop)), ("step", "confirm")]);
    assert_eq!((done.status, done.text("h1").as_str()), (200, "Your recovery codes"), "{}", done.body);
    let codes = done.select(".codes li");
    assert_eq!(codes.len(), 10);
    // The code that confirmed is used up; the next half minute has just begun.
    shop.clock.advance(TimeDelta::seconds(30 - shop.clock.now().timestamp() % 30));
    (phone, codes)
}

/// Somebody new at the door who has typed the right password.
fn half_way(shop: &Shop, name: &str) -> Visitor {
    let visitor = shop.visitor();
    let answer = visitor.post("/login", &[("name", name), ("password", PASSWORD)]);
    assert_eq!((answer.status, answer.location()), (303, "/login/code"));
    visitor
}

fn enters(visitor: &Visitor, code: &str) -> Answer {
    visitor.fill_in("/login/code", &[("code", code)])
}

fn with_phone() -> (Shop, AccountId, Phone, Vec<String>) {
    let shop = Shop::open();
    let ben = shop.account("Ben", Role::Staff);
    let (phone, codes) = set_up(&shop, &shop.signed_in(ben));
    (shop, ben, phone, codes)
}

#[test]
fn sign_in_asks_for_the_code_after_the_right_password_and_leads_to_where_one_wanted_to_go() {
    let (shop, _, phone, _) = with_phone();
    let ben = shop.visitor();
    let login = ben.get("/pets?status=lost").location().to_owned();
    let answer = ben.post(&login, &[("name", "Ben"), ("password", PASSWORD)]);
    assert_eq!(answer.location(), "/login/code?next=%2Fpets%3Fstatus%3Dlost");
    let page = ben.get(answer.location());
    assert_eq!(page.text("h1"), "Your code");
    assert_eq!(page.attr("#code", "autocomplete"), ["one-time-code"]);
    assert_eq!(page.attr("#code", "inputmode"), ["numeric"]);
    let done = ben.fill_in(answer.location(), &[("code", &phone.shows(&shop))]);
    assert_eq!((done.status, done.location()), (303, "/pets?status=lost"));
    assert_eq!(ben.get("/account").status, 200);
    assert_eq!(ben.get("/login/code").location(), "/", "who is in already has no code to type");
}

#[test]
fn a_wrong_password_is_told_before_anything_of_a_second_factor() {
    let (shop, ..) = with_phone();
    let wrong = shop.visitor().post("/login", &[("name", "Ben"), ("password", "not the password")]);
    assert_eq!((wrong.status, wrong.header("set-cookie")), (422, ""));
    assert_eq!(shop.visitor().get("/login/code").location(), "/login");
    assert_eq!(shop.visitor().post("/login/code", &[("code", "123456")]).location(), "/login");
}

#[test]
fn a_half_session_opens_nothing_else_and_not_for_long() {
    let (shop, _, phone, _) = with_phone();
    let ben = half_way(&shop, "Ben");
    for path in ["/", "/account", "/account/second-factor", "/pets"] {
        assert!(ben.get(path).location().starts_with("/login"), "{path}");
    }
    assert_eq!(ben.post("/account", &[("current", PASSWORD)]).status, 303);
    assert_eq!(ben.get("/login/code").status, 200);
    shop.clock.advance(TimeDelta::minutes(11));
    assert_eq!(ben.get("/login/code").location(), "/login");
    assert_eq!(ben.post("/login/code", &[("code", &phone.shows(&shop))]).location(), "/login");
}

#[test]
fn the_session_has_a_new_id_after_the_second_step_and_the_half_one_is_gone() {
    let (shop, _, phone, _) = with_phone();
    let ben = half_way(&shop, "Ben");
    let half = ben.cookie().unwrap();
    assert_eq!(enters(&ben, &phone.shows(&shop)).status, 303);
    assert_ne!(ben.cookie().unwrap(), half);
    let thief = Visitor::new(&shop, Some(&half));
    assert!(thief.get("/account").location().starts_with("/login") && thief.get("/login/code").location() == "/login");
}

#[test]
fn a_half_session_ends_with_the_password_the_role_and_the_account() {
    let (shop, ben, ..) = with_phone();
    let ada = shop.admin();
    let new = [("password", PASSWORD), ("password_again", PASSWORD)];
    for (act, fields) in [("password", &new[..]), ("role", &[("role", "admin")]), ("sessions", &[]), ("disable", &[])] {
        let half = half_way(&shop, "Ben");
        assert_eq!(ada.fill_in(&format!("/admin/accounts/{ben}/{act}"), fields).status, 303);
        assert_eq!(half.get("/login/code").location(), "/login", "{act}");
    }
}

#[test]
fn a_code_is_taken_once() {
    let (shop, _, phone, _) = with_phone();
    let code = phone.shows(&shop);
    assert_eq!(enters(&half_way(&shop, "Ben"), &code).status, 303);
    let again = enters(&half_way(&shop, "Ben"), &code);
    assert_eq!(again.status, 422);
    assert_eq!(again.field_error("code"), "Check the code; it changes every half minute, and each can be used once");
    assert_eq!(again.value("code"), "", "a code is never sent back");
    let earlier = phone.shows_after(&shop, -30);
    assert_eq!(enters(&half_way(&shop, "Ben"), &earlier).status, 422, "nor is one from before it");
}

#[test]
fn of_many_who_come_with_the_same_code_at_once_one_gets_in() {
    let (shop, _, phone, _) = with_phone();
    let halves: Vec<_> = (0..6).map(|_| half_way(&shop, "Ben")).collect();
    let code = phone.shows(&shop);
    let statuses: Vec<u16> = thread::scope(|scope| {
        let tries: Vec<_> = halves
            .into_iter()
            .map(|half| {
                let code = &code;
                scope.spawn(move || half.post("/login/code", &[("code", code)]).status)
            })
            .collect();
        tries.into_iter().map(|tried| tried.join().unwrap()).collect()
    });
    assert_eq!(statuses.iter().filter(|status| **status == 303).count(), 1, "{statuses:?}");
}

#[test]
fn clocks_may_differ_by_half_a_minute() {
    let (shop, _, phone, _) = with_phone();
    shop.clock.advance(TimeDelta::minutes(5));
    for seconds in [-90, 90] {
        assert_eq!(enters(&half_way(&shop, "Ben"), &phone.shows_after(&shop, seconds)).status, 422, "{seconds}");
    }
    for seconds in [-30, 0, 30] {
        assert_eq!(enters(&half_way(&shop, "Ben"), &phone.shows_after(&shop, seconds)).status, 303, "{seconds}");
    }
}

#[test]
fn codes_cannot_be_found_by_trying() {
    let (shop, _, phone, _) = with_phone();
    let ben = half_way(&shop, "Ben");
    for _ in 1..throttle::PER_ACCOUNT {
        assert_eq!(enters(&ben, "000000").status, 422);
    }
    let refused = ben.post("/login/code", &[("code", &phone.shows(&shop))]);
    assert_eq!(refused.status, 429);
    assert!(refused.field_error("code").starts_with("Wait "));
    let seconds: i64 = refused.header("retry-after").parse().unwrap();
    shop.clock.advance(TimeDelta::seconds(seconds));
    assert_eq!(enters(&ben, &phone.shows(&shop)).status, 303, "never for good");
    let nothing = half_way(&shop, "Ben").post("/login/code", &[]);
    assert_eq!(nothing.field_error("code"), "Enter the six digits that your phone shows, or a recovery code");
}

#[test]
fn a_recovery_code_lets_in_once_and_its_use_is_in_the_audit_log() {
    let (shop, ben, _, codes) = with_phone();
    assert_eq!(enters(&half_way(&shop, "Ben"), &codes[3]).status, 303);
    assert_eq!(enters(&half_way(&shop, "Ben"), &codes[3]).status, 422);
    let typed = codes[4].replace(' ', "-");
    assert_eq!(enters(&half_way(&shop, "Ben"), &typed).status, 303);
    assert!(shop.signed_in(ben).get(OWN).text("main dl").contains("Recovery codes left8"));
    let log = shop.admin().get("/admin/audit");
    assert!(log.select(".said p").contains(&"Ben signed in with a recovery code.".to_owned()));
}

#[test]
fn new_recovery_codes_replace_the_old_ones_after_the_password() {
    let (shop, ben, _, old) = with_phone();
    let here = shop.signed_in(ben);
    let path = format!("{OWN}/codes");
    let wrong = here.fill_in(&path, &[("current", "not the password")]);
    assert_eq!(wrong.field_error("current"), "This is not your current password. Check it, and type it again");
    let renewed = here.fill_in(&path, &[("current", PASSWORD)]);
    let new = renewed.select(".codes li");
    assert_eq!(new.len(), 10);
    assert!(new.iter().all(|code| !old.contains(code)));
    assert_eq!(enters(&half_way(&shop, "Ben"), &old[0]).status, 422);
    assert_eq!(enters(&half_way(&shop, "Ben"), &new[0]).status, 303);
}

#[test]
fn turning_it_off_needs_the_password_and_then_the_password_is_enough() {
    let (shop, ben, ..) = with_phone();
    let here = shop.signed_in(ben);
    let path = format!("{OWN}/off");
    assert_eq!(here.fill_in(&path, &[]).field_error("current"), "Enter your current password");
    assert_eq!(here.fill_in(&path, &[("current", PASSWORD)]).location(), OWN);
    assert_eq!(shop.visitor().post("/login", &[("name", "Ben"), ("password", PASSWORD)]).location(), "/");
    assert_eq!(here.get(&path).location(), OWN, "there is nothing left to turn off");
    assert_eq!(shop.sql(|conn| day::count(conn, "SELECT count(*) AS n FROM recovery_codes")), 0);
}

#[test]
fn setting_up_needs_the_password_and_a_code_from_the_new_secret() {
    let shop = Shop::open();
    let ben = shop.account("Ben", Role::Staff);
    let (here, elsewhere) = (shop.signed_in(ben), shop.signed_in(ben));
    assert_eq!(here.fill_in(OWN, &[("current", "not the password"), ("step", "begin")]).status, 422);
    assert!(here.get(OWN).select("[data-secret]").is_empty());
    here.fill_in(OWN, &[("current", PASSWORD), ("step", "begin")]);
    let page = here.get(OWN);
    assert_eq!(page.text("svg.qr title"), "QR code of your secret");
    assert_eq!(page.text("[data-secret]"), here.get(OWN).text("[data-secret]"), "a reload shows the same one");
    let phone = Phone::reads(&page);
    let wrong = here.fill_in(OWN, &[("code", "000000"), ("step", "confirm")]);
    assert!(wrong.field_error("code").starts_with("Check the code"));
    assert!(here.fill_in(OWN, &[("step", "confirm")]).field_error("code").starts_with("Enter the six digits"));
    assert_eq!(here.fill_in(OWN, &[("step", "back")]).status, 303);
    assert!(here.get(OWN).select("[data-secret]").is_empty(), "given up");
    assert_eq!(here.post(OWN, &[("code", &phone.shows(&shop)), ("step", "confirm")]).location(), OWN, "and worth nothing");

    set_up(&shop, &here);
    assert_eq!(here.get(OWN).text("#on-title"), "It is on");
    assert!(elsewhere.get("/account").location().starts_with("/login"), "other browsers have to sign in again");
}

#[test]
fn another_phone_replaces_the_one_before_only_once_it_has_shown_a_code() {
    let (shop, ben, old, _) = with_phone();
    let here = shop.signed_in(ben);
    here.fill_in(OWN, &[("current", PASSWORD), ("step", "begin")]);
    let new = Phone::reads(&here.get(OWN));
    assert_eq!(enters(&half_way(&shop, "Ben"), &new.shows(&shop)).status, 422);
    assert_eq!(enters(&half_way(&shop, "Ben"), &old.shows(&shop)).status, 303, "still the old one");
    shop.clock.advance(TimeDelta::seconds(30));
    assert_eq!(here.fill_in(OWN, &[("code", &new.shows(&shop)), ("step", "confirm")]).status, 200);
    shop.clock.advance(TimeDelta::seconds(60));
    assert_eq!(enters(&half_way(&shop, "Ben"), &old.shows(&shop)).status, 422);
    assert_eq!(enters(&half_way(&shop, "Ben"), &new.shows(&shop)).status, 303);
}

#[test]
fn who_must_have_one_sets_it_up_before_anything_else() {
    let shop = Shop::open();
    let ada = shop.admin();
    let ben = shop.account("Ben", Role::Staff);
    let before = shop.signed_in(ben);
    let path = format!("/admin/accounts/{ben}/second-factor");
    assert_eq!(ada.post(&path, &[]).field_error("required"), "Choose whether it is required");
    assert_eq!(ada.fill_in(&path, &[("required", "yes")]).status, 303);
    assert!(ada.get("/admin/accounts").body.contains("Required, not set up"));

    let visitor = shop.visitor();
    assert_eq!(visitor.post("/login", &[("name", "Ben"), ("password", PASSWORD)]).location(), "/");
    for visitor in [&visitor, &before] {
        for path in ["/", "/pets", "/account", "/account/second-factor/off", "/events"] {
            assert_eq!(visitor.get(path).location(), OWN, "{path}");
        }
        assert_eq!(visitor.post("/pets/arrival", &[("name", "Rex")]).location(), OWN);
        let fragment = visitor.get_with("/pets", &[("hx-request", "true"), ("hx-request-type", "partial")]);
        assert_eq!(fragment.header("hx-redirect"), OWN);
        assert_eq!(visitor.get_with("/live", &[("accept", "text/event-stream")]).status, 204);
        assert!(visitor.get(OWN).text("main .notice").contains("Set one up before you go on"));
    }
    set_up(&shop, &visitor);
    assert_eq!(visitor.get("/pets").status, 200);
    assert_eq!(visitor.get("/account/second-factor/off").location(), OWN, "and cannot turn it off");
    assert_eq!(visitor.post("/account/second-factor/off", &[("current", PASSWORD)]).location(), OWN);
    assert_eq!(visitor.get(OWN).text("#on-title"), "It is on");
    assert_eq!(ada.fill_in(&path, &[("required", "no")]).status, 303);
    assert_eq!(visitor.get("/account/second-factor/off").status, 200);
}

#[test]
fn the_shops_settings_can_require_it_of_admins_or_of_everybody() {
    for (rule, of_ada, of_ben) in
        [(SecondFactorRule::Choice, false, false), (SecondFactorRule::Admins, true, false), (SecondFactorRule::Everybody, true, true)]
    {
        let shop = Shop::with().config(move |config| config.second_factor = rule).open();
        for (visitor, must) in [(shop.admin(), of_ada), (shop.staff(), of_ben)] {
            assert_eq!(visitor.get("/pets").location() == OWN, must, "{rule:?}");
        }
    }
}

#[test]
fn an_admin_resets_the_second_factor_of_a_colleague_who_lost_the_phone() {
    let (shop, ben, ..) = with_phone();
    let here = shop.signed_in(ben);
    let ada = shop.admin();
    let page = ada.get(&format!("/admin/accounts/{ben}/second-factor"));
    let link = page.attr("main a[href$='second-factor-reset']", "href").remove(0);
    assert_eq!(ada.fill_in(&link, &[]).status, 303);
    assert!(here.get("/account").location().starts_with("/login"), "whoever has the phone may have a browser");
    assert_eq!(shop.visitor().post("/login", &[("name", "Ben"), ("password", PASSWORD)]).location(), "/");
    let told = ada.get("/admin/audit").select(".moment .said p:first-child");
    assert_eq!(told[..3], ["Ben signed in.", "Ada reset Ben’s second factor.", "Ben set up a second factor."]);
    for act in ["second-factor", "second-factor-reset"] {
        let nobody = format!("/admin/accounts/{}/{act}", uuid::Uuid::now_v7());
        assert_eq!((ada.get(&nobody).status, ada.post(&nobody, &[("required", "yes")]).status), (404, 404), "{act}");
    }
}

#[test]
fn codes_and_recovery_codes_are_kept_so_that_a_dump_gives_away_no_recovery_code() {
    let (shop, _, _, codes) = with_phone();
    if let Some(dump) = data_dump(&shop.database.url) {
        assert!(dump.contains("recovery_codes"));
        assert!(codes.iter().all(|code| !dump.contains(code) && !dump.contains(&code.replace(' ', ""))));
    }
    let odd = "UPDATE second_factors SET secret = '\\x00'";
    assert!(shop.database.connect().batch_execute(odd).is_err(), "no short secret");
}

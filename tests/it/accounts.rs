//! Who works here: adding, changing, disabling accounts, and one's own password.

use crate::harness::{PASSWORD, Shop};
use hello::store::people::accounts;
use hello::store::people::accounts::Role;

const NEW: &str = "eleven wet otters";

#[test]
fn an_admin_adds_a_colleague_who_can_then_sign_in() {
    let shop = Shop::open();
    let ada = shop.admin();
    let fields = [("name", "Ben"), ("role", "staff"), ("password", NEW), ("password_again", NEW)];
    let answer = ada.fill_in("/admin/accounts", &fields);
    assert_eq!((answer.status, answer.location()), (303, "/admin/accounts"), "{}", answer.body);
    assert_eq!(ada.get("/admin/accounts").select("tbody .lead-cell"), ["Ada (you)", "Ben"]);

    let ben = shop.visitor();
    assert_eq!(ben.post("/login", &[("name", "Ben"), ("password", NEW)]).status, 303);
    assert_eq!(ben.get("/account").status, 200);
    assert_eq!(ben.get("/admin/accounts").status, 403);
}

#[test]
fn a_form_sent_twice_adds_one_account() {
    let shop = Shop::open();
    let ada = shop.admin();
    let key = uuid::Uuid::now_v7().to_string();
    let fields = [("form_key", key.as_str()), ("name", "Ben"), ("role", "staff"), ("password", NEW), ("password_again", NEW)];
    for _ in 0..2 {
        assert_eq!(ada.post("/admin/accounts", &fields).status, 303);
    }
    assert_eq!(shop.sql(accounts::all).len(), 2);
}

#[test]
fn everything_wrong_is_said_at_once_and_what_was_typed_is_kept() {
    let shop = Shop::open();
    let ada = shop.admin();
    let answer = ada.post("/admin/accounts", &[("name", " "), ("role", "boss"), ("password", "short")]);
    assert_eq!(answer.status, 422);
    assert_eq!(answer.field_error("name"), "Enter a name, like Ada");
    assert_eq!(answer.field_error("role"), "Choose what they may do");
    assert!(answer.field_error("password").starts_with("Enter a password of at least 12 characters"));

    let again = ada.post("/admin/accounts", &[("name", "Ben <b>"), ("role", "staff"), ("password", NEW), ("password_again", "another")]);
    assert_eq!(again.field_error("password_again"), "Type the same password twice");
    assert_eq!(again.value("name"), "Ben <b>");
    assert_eq!(again.value("password"), "", "a password is never sent back");

    let taken = ada.post("/admin/accounts", &[("name", "ADA"), ("role", "staff"), ("password", NEW), ("password_again", NEW)]);
    assert_eq!(taken.field_error("name"), "Choose another name; somebody here has this one already");

    let common = ada
        .post("/admin/accounts", &[("name", "Ben"), ("role", "staff"), ("password", "password12345"), ("password_again", "password12345")]);
    assert_eq!(common.field_error("password"), "Choose another password; this one is among the first that somebody would try");
}

#[test]
fn the_last_admin_stays() {
    let shop = Shop::open();
    let ada = shop.account("Ada", Role::Admin);
    let visitor = shop.signed_in(ada);
    let demoted = visitor.fill_in(&format!("/admin/accounts/{ada}/role"), &[("role", "staff")]);
    assert_eq!(demoted.status, 422);
    assert_eq!(demoted.field_error("role"), "Make somebody else an admin first; this is the only one");
    let disabled = visitor.fill_in(&format!("/admin/accounts/{ada}/disable"), &[]);
    assert_eq!(disabled.status, 422);
    assert_eq!(disabled.field_error("role"), "Make somebody else an admin first; this is the only one");

    let eve = shop.account("Eve", Role::Admin);
    assert_eq!(visitor.fill_in(&format!("/admin/accounts/{eve}/disable"), &[]).status, 303);
    assert_eq!(visitor.fill_in(&format!("/admin/accounts/{ada}/disable"), &[]).status, 422, "a disabled admin runs nothing");
}

#[test]
fn a_disabled_account_cannot_sign_in_until_it_is_enabled() {
    let shop = Shop::open();
    let ada = shop.admin();
    let ben = shop.account("Ben", Role::Staff);
    let login = [("name", "Ben"), ("password", PASSWORD)];
    assert_eq!(ada.fill_in(&format!("/admin/accounts/{ben}/disable"), &[]).status, 303);
    assert_eq!(shop.visitor().post("/login", &login).status, 422);
    assert_eq!(ada.fill_in(&format!("/admin/accounts/{ben}/enable"), &[]).status, 303);
    assert_eq!(shop.visitor().post("/login", &login).status, 303);
}

#[test]
fn an_admin_resets_a_password() {
    let shop = Shop::open();
    let ada = shop.admin();
    let ben = shop.account("Ben", Role::Staff);
    let path = format!("/admin/accounts/{ben}/password");
    assert_eq!(
        ada.fill_in(&path, &[("password", "short")]).field_error("password").split(';').next(),
        Some("Enter a password of at least 12 characters")
    );
    assert_eq!(ada.fill_in(&path, &[("password", NEW), ("password_again", NEW)]).status, 303);
    assert_eq!(shop.visitor().post("/login", &[("name", "Ben"), ("password", PASSWORD)]).status, 422);
    assert_eq!(shop.visitor().post("/login", &[("name", "Ben"), ("password", NEW)]).status, 303);
}

#[test]
fn one_changes_ones_own_password() {
    let shop = Shop::open();
    let ben = shop.staff();
    let wrong = ben.fill_in("/account", &[("current", "not the password"), ("password", NEW), ("password_again", NEW)]);
    assert_eq!(wrong.field_error("current"), "Check the password that you have now; this is another one");
    let nothing = ben.post("/account", &[]);
    assert_eq!(nothing.field_error("current"), "Enter the password that you have now");
    assert_eq!(nothing.field_error("password"), "Enter a password");

    let right = ben.fill_in("/account", &[("current", PASSWORD), ("password", NEW), ("password_again", NEW)]);
    assert_eq!(right.status, 303, "{}", right.body);
    assert!(ben.get(right.location()).body.contains("Your password is changed"));
    assert_eq!(shop.visitor().post("/login", &[("name", "Ben"), ("password", NEW)]).status, 303);
}

#[test]
fn there_is_no_page_for_an_account_that_is_not_there() {
    let shop = Shop::open();
    let ada = shop.admin();
    for act in ["role", "password", "disable", "enable", "sessions"] {
        let path = format!("/admin/accounts/{}/{act}", uuid::Uuid::now_v7());
        assert_eq!(ada.get(&path).status, 404, "{act}");
        let fields = [("role", "staff"), ("password", NEW), ("password_again", NEW)];
        assert_eq!(ada.post(&path, &fields).status, 404, "{act}");
    }
}

//! Signing in and out, as a person does it.

use crate::harness::{PASSWORD, Shop};
use hello::store::people::accounts::Role;

#[test]
fn whoever_knows_name_and_password_gets_in_and_out_again() {
    let shop = Shop::open();
    shop.account("Ada", Role::Admin);
    let ada = shop.visitor();

    let page = ada.get("/login");
    assert_eq!(page.status, 200);
    assert_eq!(page.text("h1"), "Sign in");

    let answer = ada.post("/login", &[("name", " ada "), ("password", PASSWORD)]);
    assert_eq!((answer.status, answer.location()), (303, "/"), "{}", answer.body);
    assert_eq!(ada.get("/account").status, 200);

    let answer = ada.post("/logout", &[]);
    assert_eq!((answer.status, answer.location()), (303, "/login"));
    assert_eq!(ada.get("/account").status, 303);
}

#[test]
fn sign_in_leads_back_to_the_page_one_came_from() {
    let shop = Shop::open();
    shop.account("Ada", Role::Admin);
    let ada = shop.visitor();
    let turned_away = ada.get("/admin/accounts?from=here&to=%C3%BC");
    assert_eq!(turned_away.status, 303);
    let login = turned_away.location().to_owned();
    assert_eq!(ada.get(&login).status, 200);
    let wrong = ada.post(&login, &[("name", "Ada"), ("password", "not the password")]);
    assert_eq!(wrong.status, 422);
    let answer = ada.post(&login, &[("name", "Ada"), ("password", PASSWORD)]);
    assert_eq!((answer.status, answer.location()), (303, "/admin/accounts?from=here&to=%C3%BC"));
    assert_eq!(ada.get(&login).location(), "/admin/accounts?from=here&to=%C3%BC", "who is in already goes straight there");
}

#[test]
fn sign_in_leads_to_no_other_site() {
    let shop = Shop::open();
    let ada = shop.admin();
    for next in ["https%3A%2F%2Fevil.example", "%2F%2Fevil.example", "%2F%5Cevil.example", "javascript%3Aalert(1)", "%2F%09%2Fevil.example"]
    {
        assert_eq!(ada.get(&format!("/login?next={next}")).location(), "/", "{next}");
    }
}

#[test]
fn a_fragment_request_that_is_signed_out_sends_the_whole_browser_to_sign_in() {
    let shop = Shop::open();
    let visitor = shop.visitor();
    let current = format!("{}/account?tab=1", shop.url);
    let fragment = [("hx-request", "true"), ("hx-request-type", "partial"), ("hx-current-url", current.as_str())];
    let answer = visitor.get_with("/admin/accounts?q=a", &fragment);
    assert_eq!(answer.header("hx-redirect"), "/login?next=%2Faccount%3Ftab%3D1");
    assert!(!answer.body.contains("html"), "nothing to swap in");

    let boosted = [("hx-request", "true"), ("hx-request-type", "full"), ("hx-current-url", current.as_str())];
    assert_eq!(visitor.get_with("/admin/accounts", &boosted).header("hx-redirect"), "/login?next=%2Fadmin%2Faccounts");
}

#[test]
fn a_sign_in_that_fails_says_what_to_do_and_keeps_the_name() {
    let shop = Shop::open();
    shop.account("Ada", Role::Admin);
    let visitor = shop.visitor();

    let nothing = visitor.post("/login", &[]);
    assert_eq!(nothing.status, 422);
    assert_eq!(nothing.field_error("name"), "Enter your name");
    assert_eq!(nothing.field_error("password"), "Enter your password");

    let wrong = visitor.post("/login", &[("name", "Ada"), ("password", "not the password")]);
    assert_eq!(wrong.status, 422);
    assert_eq!(wrong.field_error("name"), "Check the name and the password; together they fit no account here");
    assert_eq!(wrong.value("name"), "Ada");
    assert!(!wrong.body.contains("not the password"));

    let unknown = visitor.post("/login", &[("name", "Eve"), ("password", "not the password")]);
    assert_eq!(unknown.field_error("name"), wrong.field_error("name"), "who works here is nobody's business");
}

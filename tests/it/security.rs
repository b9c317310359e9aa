//! The checklist of a safe shop, line by line: what no other topic proves already, or only for one page.

use crate::{
    day,
    harness::{Answer, PASSWORD, Shop, Visitor},
    headers::assert_safe,
};
use hello::store::people::accounts::Role;
use hello::store::people::{accounts, throttle};
use hello::web::ROUTES;
use hello::web::http::guard::Needs;
use hello::web::http::route::{Route, Verb};
use std::thread;

const NOBODY: &str = "01890000-0000-7000-8000-000000000000";

fn visit(visitor: &Visitor, route: &Route) -> Answer {
    let path = route.path.replace("{id}", NOBODY).replace("{name:.+}", "nothing.css");
    match route.verb {
        // A stream has no end to wait for.
        Verb::Get if path == "/live" => visitor.send("HEAD", &path, &[], ""),
        Verb::Get => visitor.get(&path),
        Verb::Post => visitor.post(&path, &[]),
    }
}

#[test]
fn sessions_live_in_postgres_so_that_any_instance_can_serve_them_and_any_can_be_ended() {
    let mut shop = Shop::open();
    let ben = shop.staff();
    shop.reopen(|_| {});
    assert_eq!(ben.get("/account").status, 200, "another process knows it");
    shop.sql(|conn| day::count(conn, "WITH gone AS (DELETE FROM sessions RETURNING 1) SELECT count(*) AS n FROM gone"));
    assert_eq!(ben.get("/account").status, 303, "and nothing is remembered elsewhere");
}

#[test]
fn no_default_account_opens_a_new_shop() {
    let shop = Shop::open();
    assert!(shop.sql(accounts::all).is_empty());
    for (name, password) in [("admin", "admin"), ("admin", "password"), ("hello", "hello"), ("root", ""), ("postgres", "postgres")] {
        assert_eq!(shop.visitor().post("/login", &[("name", name), ("password", password)]).status, 422, "{name}");
    }
    assert!(shop.visitor().get("/login").body.contains("Nobody can sign in yet"));
}

#[test]
fn passwords_are_kept_as_argon2id_with_19_mib_two_passes_and_one_lane() {
    let shop = Shop::open();
    let ada = shop.admin();
    let fields = [("name", "Ben"), ("role", "staff"), ("password", "eleven wet otters"), ("password_again", "eleven wet otters")];
    assert_eq!(ada.fill_in("/admin/accounts", &fields).status, 303);
    for account in shop.sql(accounts::all) {
        let kept = account.password_hash.clone().unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{}", account.name);
    }
}

#[test]
fn who_works_here_cannot_be_told_from_the_answers_of_the_door() {
    let shop = Shop::open();
    shop.account("Ben", Role::Staff);
    let eve = shop.account("Eve", Role::Staff);
    let now = shop.clock.now();
    shop.sql(|conn| accounts::disable(conn, eve, now));
    let answer = |name: &str| {
        let answer = shop.visitor().post("/login", &[("name", name), ("password", "not the password")]);
        let plain = answer.body.replace(name, "NAME");
        let key = answer.value("form_key");
        (answer.status, answer.headers("set-cookie").len(), plain.replace(&key, "KEY").replace(answer.header("x-request-id"), "ID"))
    };
    let wrong = answer("Ben");
    assert_eq!(wrong.0, 422);
    assert_eq!(answer("Nobody"), wrong);
    assert_eq!(answer("Eve"), wrong);
}

#[test]
fn whoever_is_throttled_is_told_when_and_a_colleague_elsewhere_is_not_shut_out() {
    let shop = Shop::with().config(|config| config.client_address_header = Some("x-forwarded-for".into())).open();
    shop.account("Ada", Role::Admin);
    let now = shop.clock.now();
    shop.sql(|conn| (0..throttle::PER_ADDRESS).try_for_each(|n| throttle::attempt(conn, "192.0.2.1", &format!("{n}"), now).map(drop)));
    let from = |address: &str| {
        let headers = [("origin", shop.url.as_str()), ("x-forwarded-for", address)];
        shop.visitor().post_with("/login", &[("name", "Ada"), ("password", PASSWORD)], &headers)
    };
    let refused = from("192.0.2.1");
    assert_eq!(refused.status, 429);
    assert!(refused.header("retry-after").parse::<i64>().unwrap() > 0);
    assert_eq!(from("198.51.100.7").status, 303);
}

#[test]
fn headers_are_on_every_response_of_every_route_for_everybody() {
    let shop = Shop::open();
    let (ada, ben) = (shop.account("Ada", Role::Admin), shop.account("Ben", Role::Staff));
    for route in ROUTES {
        for visitor in [shop.visitor(), shop.signed_in(ben), shop.signed_in(ada)] {
            assert_safe(&visit(&visitor, route), &format!("{:?} {}", route.verb, route.path));
        }
    }
}

#[test]
fn headers_are_on_every_kind_of_error() {
    let shop = Shop::with().config(|config| config.max_body = 1500).open();
    let ben = shop.staff();
    let form = ("content-type", "application/x-www-form-urlencoded");
    let ours = ("sec-fetch-site", "same-origin");
    let now = shop.clock.now();
    shop.sql(|conn| (0..throttle::PER_ACCOUNT).try_for_each(|_| throttle::attempt(conn, "192.0.2.1", "Eve", now).map(drop)));
    for (status, answer) in [
        (400, ben.send("POST", "/account", &[form, ours], "current=%ff")),
        (403, ben.get("/admin/accounts")),
        (403, ben.send("POST", "/account", &[form], "")),
        (404, ben.get("/nothing")),
        (405, ben.send("PUT", "/account", &[ours], "x")),
        (413, ben.send("POST", "/account", &[form, ours], "x".repeat(2000))),
        (422, ben.post("/account", &[])),
        (429, shop.visitor().post("/login", &[("name", "Eve"), ("password", PASSWORD)])),
    ] {
        assert_eq!(answer.status, status);
        assert_safe(&answer, &status.to_string());
    }
}

#[test]
fn what_is_behind_the_door_is_stored_by_no_cache() {
    let shop = Shop::open();
    let ada = shop.account("Ada", Role::Admin);
    for route in ROUTES.iter().filter(|route| matches!(route.needs, Needs::Staff | Needs::Admin)) {
        let answer = visit(&shop.signed_in(ada), route);
        assert_eq!(answer.header("cache-control"), "no-store", "{:?} {}", route.verb, route.path);
    }
}

#[test]
fn an_error_page_shows_its_request_and_no_internals() {
    let shop = Shop::open();
    let ben = shop.staff();
    for answer in [ben.get("/nothing"), ben.get("/admin/accounts"), ben.get("/pets/not-an-id"), ben.get("/account?changed=%ff")] {
        assert_eq!(answer.text("main .mono"), answer.header("x-request-id"));
        for word in ["diesel", "actix", "panicked", "src/", "SELECT", "postgres", "StoreError"] {
            assert!(!answer.body.contains(word), "{word}");
        }
    }
}

#[test]
fn an_admin_who_loses_the_role_loses_it_at_once_even_in_the_middle() {
    let shop = Shop::open();
    let ada = shop.admin();
    let eve = shop.account("Eve", Role::Admin);
    let visitor = shop.signed_in(eve);
    assert_eq!(visitor.get("/admin/audit").status, 200);
    assert_eq!(ada.fill_in(&format!("/admin/accounts/{eve}/role"), &[("role", "staff")]).status, 303);
    assert_eq!(visitor.post(&format!("/admin/accounts/{eve}/role"), &[("role", "admin")]).status, 303);
    assert!(visitor.get("/admin/audit").location().starts_with("/login"));
    assert_eq!(shop.sql(|conn| accounts::find(conn, eve)).role, Role::Staff);
}

#[test]
fn many_passwords_at_once_are_all_answered_and_other_pages_meanwhile() {
    let shop = Shop::open();
    shop.account("Ada", Role::Admin);
    let statuses: Vec<u16> = thread::scope(|scope| {
        let knocks: Vec<_> = (0..20)
            .map(|n| {
                let name = format!("nobody {n}");
                let visitor = shop.visitor();
                scope.spawn(move || visitor.post("/login", &[("name", name.as_str()), ("password", "not the password")]).status)
            })
            .collect();
        assert_eq!(shop.visitor().get("/login").status, 200);
        knocks.into_iter().map(|knock| knock.join().unwrap()).collect()
    });
    // Whoever waits too long for their turn is told that the shop is busy; nobody is left without an answer.
    assert!(statuses.iter().all(|status| matches!(status, 422 | 503)) && statuses.contains(&422), "{statuses:?}");
}

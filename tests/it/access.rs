//! Whom each route lets in: every row of the table, tried by nobody, staff, an admin, and somebody who was disabled.

use crate::harness::{Answer, Shop, Visitor};
use hello::store::people::accounts;
use hello::store::people::accounts::Role;
use hello::web::ROUTES;
use hello::web::http::guard::Needs;
use hello::web::http::route::{Route, Verb};

/// What the table must say, in words of its own: a row that is not named here fails.
const EXPECTED: &[(&str, &[&str])] = &[
    ("Open GET", &["/healthz", "/readyz", "/static/{name:.+}", "/favicon.ico", "/feed/openapi.json"]),
    ("Program GET", &["/feed/events", "/feed/pets", "/feed/pets/{id}"]),
    ("Staff GET", &["/feed"]),
    ("Admin GET", &["/admin/import", "/admin/import/{id}", "/admin/import/{id}/faults.csv"]),
    ("Admin POST", &["/admin/import", "/admin/import/{id}"]),
    ("Admin GET", &["/admin/tokens", "/admin/tokens/{id}/revoke"]),
    ("Admin POST", &["/admin/tokens", "/admin/tokens/{id}/revoke"]),
    ("Anyone GET", &["/setup", "/login", "/login/code", "/logout"]),
    ("Anyone POST", &["/setup", "/login", "/login/code", "/logout"]),
    (
        "Staff GET",
        &[
            "/",
            "/pets",
            "/pets/arrival",
            "/pets/birth",
            "/pets/litter",
            "/pets/{id}",
            "/pets/{id}/card",
            "/pets/cards",
            "/pets/{id}/sale",
            "/pets/{id}/price-change",
            "/pets/{id}/loss",
            "/pets/{id}/find",
            "/pets/{id}/return",
            "/pets/{id}/name",
            "/pets/{id}/certificate",
            "/pets/{id}/certificate.txt",
            "/search",
            "/pets/{id}/retraction",
            "/events",
            "/events/{id}",
            "/events/{id}/receipt",
            "/compare",
            "/compare.csv",
            "/pets.csv",
            "/events.csv",
            "/customers.csv",
            "/customers",
            "/customers/doubles",
            "/customers/{id}",
            "/customers/{id}/data",
            "/customers/{id}/data.json",
            "/customers/{id}/edit",
            "/live",
            "/live/pets/{id}",
            "/account",
            "/account/second-factor",
            "/account/second-factor/codes",
            "/account/second-factor/off",
        ],
    ),
    (
        "Staff POST",
        &[
            "/pets/arrival",
            "/pets/birth",
            "/pets/litter",
            "/pets/{id}/sale",
            "/pets/{id}/price-change",
            "/pets/{id}/loss",
            "/pets/{id}/find",
            "/pets/{id}/return",
            "/pets/{id}/name",
            "/pets/{id}/retraction",
            "/customers/{id}/edit",
            "/account",
            "/account/second-factor",
            "/account/second-factor/codes",
            "/account/second-factor/off",
        ],
    ),
    (
        "Admin GET",
        &[
            "/admin",
            "/admin/health",
            "/admin/snapshot",
            "/admin/shop",
            "/admin/audit",
            "/admin/integrity",
            "/admin/integrity/seals/{id}",
            "/admin/accounts",
        ],
    ),
    ("Admin POST", &["/admin/snapshot", "/admin/shop", "/admin/integrity", "/admin/accounts"]),
    ("Admin GET", &["/customers/{id}/forgetting", "/customers/{id}/join"]),
    ("Admin GET", &["/admin/audit.csv", "/admin/snapshot.csv"]),
    ("Admin POST", &["/customers/{id}/forgetting", "/customers/{id}/join"]),
    ("Admin GET", ACCOUNT),
    ("Admin POST", ACCOUNT),
];

const ACCOUNT: &[&str] = &[
    "/admin/accounts/{id}/role",
    "/admin/accounts/{id}/password",
    "/admin/accounts/{id}/disable",
    "/admin/accounts/{id}/enable",
    "/admin/accounts/{id}/sessions",
    "/admin/accounts/{id}/second-factor",
    "/admin/accounts/{id}/second-factor-reset",
];

fn verb(route: &Route) -> &'static str {
    match route.verb {
        Verb::Get => "GET",
        Verb::Post => "POST",
    }
}

/// An address that fits the row.
fn address(route: &Route, id: &str) -> String {
    route.path.replace("{id}", id).replace("{name:.+}", "nothing.css")
}

fn visit(visitor: &Visitor, route: &Route) -> Answer {
    let address = address(route, "01890000-0000-7000-8000-000000000000");
    match route.verb {
        // A stream has no end to wait for.
        Verb::Get if address == "/live" => visitor.send("HEAD", &address, &[], ""),
        Verb::Get => visitor.get(&address),
        Verb::Post => visitor.post(&address, &[]),
    }
}

fn is_sent_to_sign_in(answer: &Answer) -> bool {
    answer.status == 303 && answer.location().starts_with("/login")
}

#[test]
fn every_route_is_named_with_what_it_needs() {
    for route in ROUTES {
        let row = format!("{:?} {}", route.needs, verb(route));
        let is_named = EXPECTED.iter().any(|(expected, paths)| *expected == row && paths.contains(&route.path));
        assert!(is_named, "{row} {} is not named in tests/it/access.rs", route.path);
    }
}

#[test]
fn a_path_that_begins_with_admin_is_for_admins_alone() {
    for route in ROUTES.iter().filter(|route| route.path.starts_with("/admin")) {
        assert_eq!(route.needs, Needs::Admin, "{}", route.path);
    }
}

#[test]
fn nobody_gets_behind_the_door() {
    let shop = Shop::open();
    shop.account("Ada", Role::Admin);
    for route in ROUTES.iter().filter(|route| matches!(route.needs, Needs::Staff | Needs::Admin)) {
        let answer = visit(&shop.visitor(), route);
        assert!(is_sent_to_sign_in(&answer), "{} {}: {}", verb(route), route.path, answer.status);
        assert!(answer.body.is_empty());
    }
}

#[test]
fn somebody_who_was_disabled_gets_behind_no_door() {
    let shop = Shop::open();
    shop.account("Ada", Role::Admin);
    let eve = shop.account("Eve", Role::Admin);
    let before = shop.signed_in(eve);
    assert_eq!(before.get("/account").status, 200);
    let now = shop.clock.now();
    shop.sql(|conn| accounts::disable(conn, eve, now));
    for route in ROUTES.iter().filter(|route| matches!(route.needs, Needs::Staff | Needs::Admin)) {
        assert!(is_sent_to_sign_in(&visit(&before, route)), "{} {}", verb(route), route.path);
    }
}

#[test]
fn staff_get_everywhere_but_into_admin() {
    let shop = Shop::open();
    let ben = shop.account("Ben", Role::Staff);
    for route in ROUTES {
        let answer = visit(&shop.signed_in(ben), route);
        match route.needs {
            Needs::Admin => {
                assert_eq!(answer.status, 403, "{} {}", verb(route), route.path);
                assert_eq!(answer.text("h1"), "This is for admins");
            }
            Needs::Staff => {
                assert!(answer.status != 403 && !is_sent_to_sign_in(&answer), "{} {}: {}", verb(route), route.path, answer.status)
            }
            // Whoever works here has no token for that.
            Needs::Program => assert_eq!(answer.status, 401, "{}", route.path),
            Needs::Open | Needs::Anyone => assert_ne!(answer.status, 403, "{} {}", verb(route), route.path),
        }
    }
}

#[test]
fn an_admin_gets_everywhere() {
    let shop = Shop::open();
    let ada = shop.account("Ada", Role::Admin);
    for route in ROUTES {
        let answer = visit(&shop.signed_in(ada), route);
        let is_door = matches!(route.needs, Needs::Anyone);
        assert!(answer.status != 403 && (is_door || !is_sent_to_sign_in(&answer)), "{} {}: {}", verb(route), route.path, answer.status);
        assert!(answer.status < 500, "{} {}: {}", verb(route), route.path, answer.status);
    }
}

#[test]
fn a_get_of_an_address_to_which_forms_are_sent_answers_200_or_303() {
    let shop = Shop::open();
    let ada = shop.account("Ada", Role::Admin);
    for route in ROUTES
        .iter()
        .filter(|route| route.verb == Verb::Post && !route.path.starts_with("/pets/{") && !route.path.starts_with("/customers/{"))
    {
        let address = address(route, &ada.to_string());
        let answer = shop.signed_in(ada).get(&address);
        assert!(matches!(answer.status, 200 | 303), "{address}: {}", answer.status);
    }
}

#[test]
fn what_is_not_in_the_table_is_not_served() {
    let shop = Shop::open();
    let ada = shop.admin();
    for path in [
        "/nothing",
        "/admin/nowhere",
        "/admin/accounts/",
        "/admin/accounts/x/role",
        "/static/../Cargo.toml",
        "/static/%2e%2e/Cargo.toml",
        "/.env",
        "//",
    ] {
        let answer = ada.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert_eq!(answer.text("h1"), "There is no such page", "{path}");
    }
    for method in ["PUT", "DELETE", "PATCH"] {
        let answer = ada.send(method, "/account", &[("sec-fetch-site", "same-origin"), ("content-type", "text/plain")], "x");
        assert_eq!(answer.status, 405, "{method}");
        assert_eq!(answer.header("allow"), "GET, HEAD, POST");
        assert_eq!(answer.text("h1"), "This page does not do that");
    }
    assert_eq!(ada.send("HEAD", "/account", &[], "").status, 200);
}

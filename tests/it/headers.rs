//! What every answer says to the browser.

use crate::harness::{Answer, Shop};
use hello::web::http::assets;

pub fn assert_safe(answer: &Answer, what: &str) {
    let policy = answer.header("content-security-policy");
    for part in [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ] {
        assert!(policy.split("; ").any(|found| found == part), "{what}: {part} in {policy:?}");
    }
    assert!(!policy.contains("unsafe"), "{what}");
    assert_eq!(answer.header("x-content-type-options"), "nosniff", "{what}");
    assert_eq!(answer.header("x-frame-options"), "DENY", "{what}");
    assert_eq!(answer.header("referrer-policy"), "same-origin", "{what}");
    assert!(answer.header("x-request-id").parse::<uuid::Uuid>().is_ok(), "{what}");
    assert!(!answer.header("cache-control").is_empty(), "{what}");
}

#[test]
fn every_answer_is_safe_errors_and_files_included() {
    let shop = Shop::open();
    let ben = shop.staff();
    for path in [
        "/login",
        "/account",
        "/admin/accounts",
        "/nothing",
        "/healthz",
        "/readyz",
        assets::css(),
        assets::js(),
        assets::icons(),
        "/favicon.ico",
        "/static/no.css",
    ] {
        assert_safe(&ben.get(path), path);
    }
    assert_safe(&ben.post_with("/account", &[], &[]), "a refused form");
    assert_safe(&ben.send("PUT", "/account", &[("sec-fetch-site", "none")], "x"), "another method");
    assert_safe(&shop.visitor().get("/account"), "on the way to sign-in");
}

#[test]
fn pages_are_kept_by_nobody_and_files_for_ever() {
    let shop = Shop::open();
    let ben = shop.staff();
    for path in ["/account", "/nothing", "/login", "/admin/accounts"] {
        assert_eq!(ben.get(path).header("cache-control"), "no-store", "{path}");
        assert!(ben.get(path).headers("vary").join(",").contains("HX-Request-Type"), "{path}");
    }
    for path in [assets::css(), assets::js(), assets::icons(), "/static/fonts/figtree-5.3.0-latin.woff2"] {
        let answer = ben.get(path);
        assert_eq!((answer.status, answer.header("cache-control")), (200, "public, max-age=31536000, immutable"), "{path}");
    }
}

#[test]
fn pages_and_style_sheets_travel_compressed_and_fonts_as_they_are() {
    let shop = Shop::open();
    let visitor = shop.visitor();
    let gzip = [("accept-encoding", "gzip")];
    for path in ["/login", assets::css(), assets::js(), assets::icons()] {
        assert_eq!(visitor.get_with(path, &gzip).header("content-encoding"), "gzip", "{path}");
    }
    assert_ne!(visitor.get_with("/static/fonts/figtree-5.3.0-latin.woff2", &gzip).header("content-encoding"), "gzip");
}

#[test]
fn nothing_is_inline() {
    let shop = Shop::open();
    let ada = shop.admin();
    for path in ["/account", "/admin/accounts", "/nothing", "/logout"] {
        let page = ada.get(path);
        assert!(page.select("style").is_empty() && page.attr("[style]", "style").is_empty(), "{path}");
        assert!(page.select("script:not([src])").is_empty(), "{path}");
        for event in ["onclick", "onsubmit", "onload", "onchange"] {
            assert!(page.attr(&format!("[{event}]"), event).is_empty(), "{path}");
        }
    }
}

#[test]
fn behind_tls_browsers_are_told_to_stay_there() {
    let shop = Shop::with().config(|config| config.cookie_secure = true).open();
    assert_eq!(shop.visitor().get("/login").header("strict-transport-security"), "max-age=31536000");
    assert_eq!(Shop::open().visitor().get("/login").header("strict-transport-security"), "");
}

#[test]
fn an_error_page_names_its_request_and_nothing_else() {
    let shop = Shop::open();
    let answer = shop.visitor().get("/nothing");
    assert_eq!(answer.text("main .mono"), answer.header("x-request-id"));
}

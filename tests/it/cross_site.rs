//! Forms from elsewhere change nothing.

use crate::harness::{PASSWORD, Shop};
use hello::store::people::accounts::Role;
use hello::web::ROUTES;
use hello::web::http::route::Verb;

#[test]
fn a_form_from_another_site_is_refused_on_every_route() {
    let shop = Shop::open();
    let ada = shop.admin();
    for route in ROUTES.iter().filter(|route| route.verb == Verb::Post) {
        let path = route.path.replace("{id}", "01890000-0000-7000-8000-000000000000");
        for headers in [
            &[("sec-fetch-site", "cross-site")][..],
            &[("sec-fetch-site", "same-site")],
            &[("origin", "https://evil.example")],
            &[("origin", "null")],
            &[],
        ] {
            let answer = ada.post_with(&path, &[], headers);
            assert_eq!(answer.status, 403, "{path} {headers:?}");
            assert_eq!(answer.text("h1"), "This did not come from the shop");
        }
    }
    assert_eq!(ada.get("/account").status, 200, "not even signed out");
}

#[test]
fn a_form_from_the_shop_itself_is_taken() {
    let shop = Shop::open();
    shop.account("Ada", Role::Admin);
    let login = [("name", "Ada"), ("password", PASSWORD)];
    let localhost = shop.url.replace("127.0.0.1", "localhost");
    for headers in
        [("sec-fetch-site", "same-origin"), ("sec-fetch-site", "none"), ("origin", shop.url.as_str()), ("origin", localhost.as_str())]
    {
        assert_eq!(shop.visitor().post_with("/login", &login, &[headers]).status, 303, "{headers:?}");
    }
}

#[test]
fn whoever_comes_by_another_name_is_told_which_one_the_shop_has() {
    let shop = Shop::with().config(|config| config.origins.push("http://shop.local:8080".into())).open();
    let ben = shop.staff();
    let send =
        |origin: &str| ben.send("POST", "/pets/arrival", &[("origin", origin), ("content-type", "application/x-www-form-urlencoded")], "");
    assert_eq!(send("http://shop.local:8080").status, 422, "a second name that was set");
    for origin in ["http://192.168.1.5:8080", "https://shop.local:8080", "http://shop.local:8081"] {
        let refused = send(origin);
        let said = refused.text("main");
        assert_eq!(refused.status, 403);
        assert!(
            said.contains(&format!("came from {origin}, and this shop is {}", shop.config.origin)) && said.contains("HELLO_ORIGIN"),
            "{said}"
        );
    }
    for origin in ["null", "http://", "<script>alert(1)</script>"] {
        let refused = send(origin);
        let said = refused.text("main");
        assert!(refused.status == 403 && said.contains(&format!("Open {} and send it", shop.config.origin)), "{said}");
        assert!(!refused.body.contains("<script>alert"));
    }
}

#[test]
fn looking_needs_no_origin() {
    let shop = Shop::open();
    assert_eq!(shop.visitor().get_with("/login", &[("sec-fetch-site", "cross-site")]).status, 200);
}

//! A shop under a path of its host: every way that it shows leads back into it, and none out of it.

use crate::day::{arrival, arrived, birth, record, returned, sale};
use crate::harness::{Answer, Listener, PASSWORD, Shop, Visitor, program};
use hello::store::people::accounts::Role;
use scraper::{Html, Selector};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

fn under(path: &'static str) -> Shop {
    Shop::with().config(move |config| config.path = Some(path.to_owned())).open()
}

/// Every address that a page holds, and the attribute that holds it.
fn addresses(page: &Answer) -> Vec<(String, String)> {
    let all = Selector::parse("*").unwrap();
    let page = Html::parse_document(&page.body);
    let of_one = |element: scraper::ElementRef<'_>| {
        let attributes = element
            .value()
            .attrs()
            .filter(|(name, _)| ["href", "src", "action", "formaction", "data-live"].contains(name) || name.starts_with("hx-"));
        attributes.map(|(name, value)| (name.to_owned(), value.to_owned())).collect::<Vec<_>>()
    };
    page.select(&all).flat_map(of_one).filter(|(_, value)| value.starts_with('/')).collect()
}

#[test]
fn whoever_follows_every_link_of_a_shop_under_a_path_never_leaves_it() {
    let shop = under("/shop");
    let ada = shop.admin();
    let bella = arrived(&ada, "Bella").replace("/shop", "");
    let kit = record(&ada, &birth(&bella)).replace("/shop", "");
    record(&ada, &sale(&kit));
    record(&ada, &returned(&kit));
    assert_eq!(ada.fill_in("/shop/admin/snapshot", &[]).location(), "/shop/admin/snapshot");
    let mut waiting: VecDeque<String> = ["/shop/".to_owned()].into();
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    let mut kinds = BTreeSet::new();
    while let Some(address) = waiting.pop_front() {
        // Of addresses that differ by what they ask for alone, a few are enough.
        let path = address.split(['?', '#']).next().unwrap().to_owned();
        let times = seen.entry(path.clone()).or_default();
        *times += 1;
        if *times > 3 || path == "/shop/live" || path == "/shop/logout" {
            continue;
        }
        let answer = ada.get(address.split('#').next().unwrap());
        assert!(answer.status < 400, "{address}: {}", answer.status);
        if !answer.location().is_empty() {
            assert!(answer.location().starts_with("/shop/"), "{address} leads to {}", answer.location());
            waiting.push_back(answer.location().to_owned());
        }
        kinds.insert(answer.header("content-type").split(';').next().unwrap().to_owned());
        if answer.header("content-type").starts_with("text/html") {
            for (attribute, value) in addresses(&answer) {
                assert!(value.starts_with("/shop/") && !value.starts_with("/shop/shop"), "{attribute}={value:?} on {address}");
                if ["href", "src"].contains(&attribute.as_str()) {
                    waiting.push_back(value);
                }
            }
        }
        if kinds.contains("text/css") {
            assert!(!answer.body.contains("url(/"), "{address}");
        }
    }
    assert!(seen.len() > 40, "{seen:?}");
    for kind in ["text/html", "text/css", "text/javascript", "image/svg+xml", "font/woff2", "text/csv"] {
        assert!(kinds.contains(kind), "{kind} in {kinds:?}");
    }
}

#[test]
fn forms_refusals_and_answers_lead_back_under_the_path() {
    let shop = under("/a/b");
    shop.account("Ada", Role::Admin);
    let visitor = shop.visitor();
    assert_eq!(visitor.get("/a/b/pets").location(), "/a/b/login?next=%2Fpets");
    let signed_in = visitor.post("/a/b/login?next=%2Fpets", &[("name", "Ada"), ("password", PASSWORD), ("next", "/pets")]);
    assert_eq!((signed_in.status, signed_in.location()), (303, "/a/b/pets"));
    assert!(signed_in.header("set-cookie").ends_with("; Path=/a/b"), "{}", signed_in.header("set-cookie"));
    // Without scripts the answer to a form is shown at an address of its own, again and again.
    let browser = [("sec-fetch-site", "same-origin"), ("sec-fetch-mode", "navigate")];
    let refused = visitor.post_with("/a/b/pets/arrival", &[("name", "href=\"/pets\""), ("species", "/pets")], &browser);
    assert!(refused.status == 303 && refused.location().starts_with("/a/b/pets/arrival?"), "{}", refused.location());
    for _ in 0..2 {
        let page = visitor.get_with(refused.location(), &browser[1..]);
        assert_eq!((page.status, page.value("name").as_str(), page.value("species").as_str()), (422, "href=\"/pets\"", "/pets"));
        assert!(
            addresses(&page).iter().all(|(_, value)| value.starts_with("/a/b/") && !value.contains("/a/b/a/b")),
            "{:?}",
            addresses(&page)
        );
    }
    for (path, status) in [("/a/b/nowhere", 404), ("/a/b/pets/00000000-0000-0000-0000-000000000000", 404)] {
        let page = visitor.get(path);
        assert!(page.status == status && addresses(&page).iter().all(|(_, value)| value.starts_with("/a/b/")), "{path}");
    }
    // htmx is led by a header of its own.
    let stranger = shop.visitor().get_with("/a/b/pets", &[("hx-request", "true")]);
    assert_eq!((stranger.status, stranger.header("hx-redirect")), (200, "/a/b/login?next=%2Fpets"));
    assert_eq!(visitor.get("/a/b").text("h1"), visitor.get("/a/b/").text("h1"));
    assert_eq!(visitor.get("/a/bc").status, 404, "another path");
}

#[test]
fn a_proxy_may_have_taken_the_path_away_already() {
    let shop = under("/shop");
    let ada = shop.admin();
    let page = ada.get("/pets");
    assert!(page.status == 200 && addresses(&page).iter().all(|(_, value)| value.starts_with("/shop/")));
    assert_eq!(arrival().send(&ada).status, 303);
    let mut open = Listener::open(&shop, &ada, "/shop/live", &[]);
    open.beginning();
    arrived(&ada, "Rex");
    assert_eq!(open.next().kinds(), ["PetArrived"]);
    let packed: Answer = Visitor::get_with(&ada, "/shop/pets", &[("accept-encoding", "gzip")]);
    assert_eq!(packed.header("content-encoding"), "gzip", "pages are packed after they were led");
}

#[test]
fn a_path_that_is_one_of_the_shops_own_is_refused() {
    let shop = Shop::open();
    let serve = |origin: &str| {
        program::hello(&shop.database.app_url).env("HELLO_BIND", "127.0.0.1:0").env("HELLO_ORIGIN", origin).output().unwrap()
    };
    for origin in ["https://example.org/pets", "https://example.org/feed/x", "https://example.org/static"] {
        let refused = serve(origin);
        assert!(!refused.status.success() && program::told(&refused).contains("choose another path, like /shop."), "{refused:?}");
    }
}

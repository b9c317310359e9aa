//! One search: answers in groups, as a page and as a fragment, whatever is typed.

use super::day::{arrived, record, retraction, sale};
use super::harness::Shop;

#[test]
fn answers_come_in_groups_of_pets_customers_and_events() {
    let shop = Shop::open();
    let ben = shop.staff();
    let bella = arrived(&ben, "Langohr");
    record(&ben, &sale(&bella));
    let page = ben.get("/search?q=lang");
    assert_eq!(page.status, 200);
    assert_eq!(page.select(".answers h2"), ["Pets", "Customers"]);
    assert_eq!(page.attr(".answers a[href^='/pets/']", "href"), [bella]);
    assert_eq!(page.select(".answers section:last-of-type b"), ["Mrs Lang"]);
    assert_eq!(page.title(), "Search for lang – Hello!");
}

#[test]
fn a_pet_that_was_sold_stands_behind_those_in_the_store_with_its_buyer_and_a_customer_with_what_they_bought_last() {
    let shop = Shop::open();
    let ben = shop.staff();
    let [first, second] = ["Langohr", "Langbein"].map(|name| arrived(&ben, name));
    record(&ben, &sale(&second));
    let page = ben.get("/search?q=lang");
    assert_eq!(page.attr(".answers a[href^='/pets/']", "href"), [first.as_str(), second.as_str()]);
    assert!(page.select(".answers li")[1].contains("135.00 €, sold to Mrs Lang"), "{:?}", page.select(".answers li"));
    assert!(page.select(".answers section:last-of-type li")[0].contains("bought Langbein last"), "{:?}", page.select(".answers li"));
    record(&ben, &retraction(&second));
    assert!(!ben.get("/search?q=mrs+lang").select(".answers li")[0].contains("bought"), "a sale that was taken back is none");
}

#[test]
fn an_event_is_found_by_its_id_and_by_the_beginning_of_it() {
    let shop = Shop::open();
    let ben = shop.staff();
    let bella = arrived(&ben, "Bella");
    let event = ben.get(&bella).attr(".timeline a[href^='/events/']", "href").remove(0);
    let id = event.trim_start_matches("/events/");
    for typed in [id.to_owned(), id.to_uppercase(), id[..8].to_owned(), id[..18].to_owned(), id.replace('-', ""), format!("  {id} ")] {
        let page = ben.get(&format!("/search?q={}", typed.replace(' ', "+")));
        assert_eq!(page.attr(".answers a", "href"), [event.as_str()], "{typed}");
    }
    for typed in [&id[..7], "00000000", "ffffffff-ffff-ffff-ffff-ffffffffffff"] {
        assert!(ben.get(&format!("/search?q={typed}")).select(".answers li").is_empty(), "{typed}");
    }
}

#[test]
fn more_than_a_page_holds_is_linked() {
    let shop = Shop::open();
    let ben = shop.staff();
    for n in 0..21 {
        arrived(&ben, &format!("Bella {n}"));
    }
    let page = ben.get("/search?q=bella");
    assert_eq!(page.select(".answers li").len(), 20);
    assert_eq!(page.attr(".answers p a", "href"), ["/pets?q=bella"]);
    assert_eq!(ben.get("/pets?q=bella").select("tbody tr").len(), 21);
}

#[test]
fn htmx_gets_the_answers_alone_and_a_boosted_request_the_page() {
    let shop = Shop::open();
    let ben = shop.staff();
    for n in 0..8 {
        arrived(&ben, &format!("Bella {n}"));
    }
    let fragment = ben.get_with("/search?q=bella", &[("hx-request", "true"), ("hx-request-type", "partial")]);
    assert!(!fragment.body.contains("<html") && !fragment.body.contains("<h1"));
    assert_eq!(fragment.select("li").len(), 5);
    assert_eq!(fragment.text("[data-say]"), "5 answers and more");
    assert!(fragment.header("vary").to_lowercase().contains("hx-request-type"), "{}", fragment.header("vary"));
    assert_eq!(ben.get_with("/search?q=bella", &[("hx-request", "true"), ("hx-request-type", "full")]).select("h1"), ["Search"]);
    assert_eq!(ben.get_with("/search?q=", &[("hx-request", "true"), ("hx-request-type", "partial")]).body.trim(), "");
}

#[test]
fn the_box_in_the_header_leads_here_without_a_script() {
    let shop = Shop::open();
    let ben = shop.staff();
    let page = ben.get("/");
    assert_eq!(page.attr(".top form[role=search]", "action"), ["/search"]);
    assert_eq!(page.attr(".top form[role=search] input", "name"), ["q"]);
    assert_eq!(ben.get("/search").text("h1"), "Search");
    let asked = ben.get("/search?q=%22bella%22").attr(".top form[role=search] input", "value");
    assert_eq!(asked, ["\"bella\""], "the question stays in the box, to be changed");
}

#[test]
fn odd_input_is_looked_for_like_any_other() {
    let shop = Shop::open();
    let ben = shop.staff();
    arrived(&ben, "<script>alert(1)</script>");
    arrived(&ben, "100%");
    let script = ben.get("/search?q=%3Cscript%3E");
    assert_eq!(script.select(".answers b"), ["<script>alert(1)</script>"]);
    assert!(!script.body.contains("<script>alert"));
    assert_eq!(ben.get("/search?q=%25").select(".answers b"), ["100%"]);
    let long = "x".repeat(5000);
    for typed in ["%00", "'", "%5C", "_", "%22%3E", "%F0%9F%90%B1", "%0A%0D", "--------", "+", "q&q=&q", &long] {
        let answer = ben.get(&format!("/search?q={typed}"));
        assert_eq!(answer.status, 200, "{typed}");
    }
    assert!(ben.get("/search?q=%FF").status < 500);
}

//! The comparison as a page: what it says, what it refuses, and how it is paged.

use crate::day::{arrival, arrived, find, loss, price_change, record, retraction, sale};
use crate::harness::{Answer, Shop};
use chrono::{TimeDelta, Utc};

/// This very moment, as an address has it.
fn now() -> String {
    Utc::now().format("%Y-%m-%dT%H:%M:%S%.6fZ").to_string()
}

fn counts(page: &Answer, what: &str) -> String {
    let rows = page.select(".happened-table tr");
    rows.iter().find_map(|row| row.strip_prefix(what)).unwrap_or_else(|| panic!("no {what} in {rows:?}")).to_owned()
}

#[test]
fn each_pet_that_differs_stands_there_old_and_new_with_the_events_that_made_the_difference() {
    let shop = Shop::open();
    let ben = shop.staff();
    let rex = record(&ben, &price_change(&arrived(&ben, "Rex")));
    let bella = record(&ben, &loss(&arrived(&ben, "Bella")));
    let max = record(&ben, &arrival().with("name", "Max").with("species", "Dog").with("price", "10"));
    let tom = arrived(&ben, "Tom");
    let then = now();
    record(&ben, &sale(&rex).with("sale_price", "100"));
    record(&ben, &find(&bella));
    record(&ben, &price_change(&tom).with("new_price", "140"));
    record(&ben, &retraction(&tom));
    record(&ben, &retraction(&max));
    let kit = record(&ben, &arrival().with("name", "Kit").with("species", "Dog").with("price", "20"));

    let page = ben.get(&format!("/compare?from={then}"));
    assert_eq!((page.status, page.text("h1").as_str()), (200, "Two moments compared"));
    let rows = page.select(".differences tbody tr");
    let expected = [
        ("Bella Cat, D-0002", "Lost, 135.00 €", "In the store, 135.00 €", "Find"),
        ("Rex Cat, C-0001", "In the store, 120.50 €", "Went home with Mrs Lang for 100.00 €", "Sale"),
        ("Kit Dog, G-0005", "Was not here", "In the store, 20.00 €", "Arrival"),
        ("Max Dog, E-0003", "In the store, 10.00 €", "Not in the books", "Retraction"),
    ];
    assert_eq!(rows.len(), expected.len(), "Tom is as he was: {rows:?}");
    for ((name, before, after, event), row) in expected.into_iter().zip(0..) {
        let nth = |css: &str| page.select(&format!(".differences tbody tr:nth-child({}) {css}", row + 1));
        assert_eq!((nth("th"), nth(".before"), nth(".after")), (vec![name.to_owned()], vec![before.to_owned()], vec![after.to_owned()]));
        assert!(nth(".steps")[0].starts_with(event), "{:?}", nth(".steps"));
    }
    let event = page.attr(".differences tbody tr:nth-child(2) .steps a", "href").remove(0);
    assert!(ben.get(&event).text("h1").contains("Rex") && page.attr(".differences a.name", "href").contains(&kit));

    assert_eq!(counts(&page, "Arrivals"), "110");
    assert_eq!(counts(&page, "Sales"), "101");
    assert_eq!(counts(&page, "Takings"), "100.00 €");
    assert_eq!(counts(&page, "Price changes"), "110");
    let stock = page.select(".stock-table tr");
    assert_eq!(
        stock[2..],
        ["Cat2 2 0 255.50 € 270.00 € +14.50 €", "Dog1 1 0 10.00 € 20.00 € +10.00 €", "All3 3 0 265.50 € 290.00 € +24.50 €"]
    );
    assert!(page.body.contains("3 − 1 sold + 1 found again = 3"), "{}", page.body);

    let same = ben.get(&format!("/compare?from={then}&what=nothing"));
    assert_eq!(same.select(".differences a.name"), ["Tom"]);
    assert_eq!(same.select(".differences .steps s"), ["Price change of Tom"]);
    assert_eq!(ben.get(&format!("/compare?from={then}&what=sold")).select(".differences a.name"), ["Rex"]);
    assert_eq!(ben.get(&format!("/compare?from={then}&species=dog")).select(".differences a.name"), ["Kit", "Max"]);
    let none = ben.get(&format!("/compare?from={then}&species=dog&what=lost"));
    assert!(none.body.contains("No pet differs in that way"));

    // What was taken back only later still counted at the first moment, and at the second one of a comparison that ends there.
    let until_then = ben.get(&format!("/compare?to={then}"));
    assert!(until_then.select(".differences a.name").contains(&"Max".to_owned()));
    for path in ["/", "/events", "/pets"] {
        assert!(ben.get(path).attr("main a", "href").contains(&"/compare".to_owned()), "{path} leads here");
    }
}

#[test]
fn of_many_events_those_are_linked_that_made_the_pet_what_it_is_in_the_end() {
    let shop = Shop::open();
    let ben = shop.staff();
    let rex = arrived(&ben, "Rex");
    for euros in 101..111 {
        record(&ben, &price_change(&rex).with("new_price", &euros.to_string()));
    }
    record(&ben, &sale(&rex));
    let page = ben.get("/compare");
    let sold = ben.get(&rex).attr(".timeline a[data-row]", "href").remove(0);
    assert!(page.attr(".differences .steps a", "href").contains(&sold), "{:?}", page.select(".differences .steps li"));
    let steps = page.select(".differences .steps li");
    assert!(steps[0].ends_with("earlier in the story of Rex") && steps.last().unwrap().starts_with("Sale of Rex"), "{steps:?}");
    let earlier: usize = steps[0].split(' ').next().unwrap().parse().unwrap();
    assert_eq!(earlier + steps.len() - 1, 12);
}

#[test]
fn of_the_same_moment_and_of_a_quiet_time_it_is_said_that_nothing_differs() {
    let shop = Shop::open();
    let ben = shop.staff();
    assert!(ben.get("/compare").body.contains("Nothing was recorded in between"));
    record(&ben, &arrival());
    let then = now();
    for (from, to, said) in [(then.as_str(), then.as_str(), "the same moment"), ("2001-01-01", "2001-02-01", "Nothing was recorded")] {
        let page = ben.get(&format!("/compare?from={from}&to={to}"));
        assert!(page.status == 200 && page.body.contains(said) && page.select(".differences").is_empty(), "{}", page.body);
    }
    let ahead = ben.get("/compare?from=0001-01-02&to=1969-07-20T20:17");
    assert!(ahead.status == 200 && ahead.body.contains("no pets in the store at either moment"), "{}", ahead.body);
}

#[test]
fn what_cannot_be_compared_is_said_with_everything_kept() {
    let shop = Shop::open();
    let ben = shop.staff();
    record(&ben, &arrival());
    let tomorrow = (shop.clock.now() + TimeDelta::days(2)).format("%Y-%m-%d").to_string();
    for (query, field, said) in [
        ("from=last+week", "from", "Choose a day, like 2026-05-03"),
        (&*format!("to={tomorrow}"), "to", "Choose a moment that has passed"),
        ("from=2026-05-04&to=2026-05-03", "from", "Choose a first moment that is not after the second"),
        ("what=all", "what", "Choose a difference from the list"),
    ] {
        for path in ["/compare", "/compare.csv"] {
            let page = ben.get(&format!("{path}?{query}"));
            assert_eq!(page.status, 422, "{path}?{query}");
            assert!(page.field_error(field).starts_with(said), "{query}: {}", page.field_error(field));
            assert!(page.select(".differences, .stock-table").is_empty());
        }
    }
    let page = ben.get("/compare?from=last+week&to=yesterday");
    assert_eq!((page.value("from").as_str(), page.value("to").as_str()), ("last week", "yesterday"));
    let lost = ben.get("/compare?after=nobody");
    assert!(lost.status == 422 && lost.text("#after").contains("could not be found"));
}

#[test]
fn a_page_has_fifty_pets_and_a_sheet_a_thousand() {
    let shop = Shop::open();
    let ben = shop.staff();
    for n in 0..57 {
        record(&ben, &arrival().with("name", &format!("Goldie {n:02}")).with("species", "Goldfish"));
    }
    let first = ben.get("/compare");
    let names = |page: &Answer| page.select(".differences a.name");
    assert_eq!((names(&first).len(), names(&first)[49].as_str()), (50, "Goldie 49"));
    let second = ben.get(&first.attr("a[rel=next]", "href")[0]);
    assert_eq!((names(&second).len(), names(&second)[0].as_str()), (7, "Goldie 50"));
    assert!(second.attr("a[rel=next]", "href").is_empty());
    assert_eq!(names(&ben.get(&second.attr("a[rel=prev]", "href")[0])), names(&first));

    let sheet = ben.get(&first.attr("a.button[href*=sheet]", "href")[0]);
    assert_eq!((names(&sheet).len(), sheet.select(".tick .box").len()), (57, 57));
    assert!(sheet.attr("a[rel]", "href").is_empty());
}

#[test]
fn moments_with_a_time_stay_as_they_are_in_the_form() {
    let shop = Shop::open();
    let ben = shop.staff();
    record(&ben, &arrival());
    let page = ben.get("/compare?from=2026-05-03T12:30:00Z&to=2026-05-04");
    assert_eq!(page.value("from"), "2026-05-03T14:30:00.000", "in the shop's time zone");
    assert_eq!(page.attr("#from, #to", "type"), ["datetime-local", "date"]);
    assert!(page.text(".moments").contains("3 May 2026, 14:30:00 CEST (2026-05-03 12:30:00 UTC)"), "{}", page.text(".moments"));
    let again = ben.get("/compare?from=2026-05-03T14:30:00.000&to=2026-05-04");
    assert_eq!(again.text(".moments"), page.text(".moments"));
}

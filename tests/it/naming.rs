//! Pets without a name, and names that come later or are mended.

use super::day::{arrival, arrived, birth, loss, naming, record, retraction, sale};
use super::harness::{Answer, Shop, Visitor, seal_key};
use chrono::TimeDelta;
use hello::store::people::accounts::Role;
use hello::store::state::snapshot;
use std::collections::BTreeSet;

/// The name on a pet's page.
fn name(visitor: &Visitor, pet: &str) -> String {
    visitor.get(pet).text("h1")
}

/// A pet of a species arrives without a name.
fn nameless(visitor: &Visitor, species: &str) -> String {
    record(visitor, &arrival().with("name", "").with("species", species))
}

/// The links beside the name and below it.
fn ways(page: &Answer) -> Vec<String> {
    page.select("main a").into_iter().filter(|link| link == "Give it a name" || link == "Mend the name").collect()
}

#[test]
fn who_comes_without_a_name_is_told_apart_by_species_and_number_and_marked() {
    let shop = Shop::open();
    let ben = shop.staff();
    let long = "x".repeat(50);
    let table: &[(&str, &str, &str)] = &[
        ("", "Guppy", "Guppy 1"),
        (" \t ", "Guppy", "Guppy 2"),
        ("\u{a0}\u{2003}\u{200b}", "Guppy", "Guppy 3"),
        ("Bubbles", "Guppy", "Bubbles"),
        ("", "gUPPY", "Guppy 4"),
        ("Guppy 5", "Guppy", "Guppy 5"),
        ("guppy 6", "Guppy", "guppy 6"),
        ("Guppy 7", "Cat", "Guppy 7"),
        ("", "Guppy", "Guppy 8"),
        ("", "G\u{fc}ppy", "Guppy 9"),
        ("", "Cat", "Cat 1"),
        ("Guppy 99", "Guppy", "Guppy 99"),
        ("", "Guppy", "Guppy 10"),
        ("", "Łoś 9", "Łoś 9 1"),
        ("", "100 % fish_", "100 % fish_ 1"),
        ("", &long, &format!("{long} 1")),
    ];
    for (typed, species, called) in table {
        let pet = record(&ben, &arrival().with("name", typed).with("species", species));
        let page = ben.get(&pet);
        let is_given = typed.trim_matches([' ', '\t', '\u{a0}', '\u{2003}', '\u{200b}']).is_empty();
        assert_eq!(page.text("h1"), *called, "{typed:?}, {species}");
        assert_eq!(page.text(".pet-head").contains("Name given by the shop"), is_given, "{typed:?}, {species}");
        assert_eq!(ways(&page), [if is_given { "Give it a name" } else { "Mend the name" }], "{typed:?}, {species}");
        assert_eq!(page.select(".timeline li")[0].starts_with("Arrived without a name"), is_given, "{typed:?}, {species}");
    }
    let cat = arrived(&ben, "Bella");
    let kit = record(&ben, &birth(&cat).with("name", ""));
    assert_eq!(name(&ben, &kit), "Cat 2");
    assert!(ben.get(&kit).select(".timeline li")[0].starts_with("Born without a name to Bella"));
}

#[test]
fn a_number_is_given_once_whatever_becomes_of_its_pet() {
    let shop = Shop::open();
    let ben = shop.staff();
    let (first, second) = (nameless(&ben, "Guppy"), nameless(&ben, "Guppy"));
    record(&ben, &naming(&first));
    record(&ben, &retraction(&second));
    assert_eq!(name(&ben, &second), "Guppy 2", "it is out of the books, and its page remembers it");
    assert_eq!(name(&ben, &nameless(&ben, "Guppy")), "Guppy 3");
    record(&ben, &naming(&first).with("name", "Guppy 4"));
    assert_eq!(name(&ben, &nameless(&ben, "Guppy")), "Guppy 5", "a name that somebody gave by hand is left out");
}

#[test]
fn of_twenty_who_come_without_a_name_at_once_each_has_a_number_of_its_own() {
    let shop = Shop::open();
    let ben = shop.account("Ben", Role::Staff);
    let mother = arrived(&shop.signed_in(ben), "Bella");
    let names: Vec<String> = std::thread::scope(|scope| {
        let all: Vec<_> = (0..20)
            .map(|place| {
                let (visitor, mother) = (shop.signed_in(ben), &mother);
                let form = if place % 4 == 0 { birth(mother) } else { arrival() };
                let form = form.with("name", if place == 10 { "Cat 3" } else { "" });
                scope.spawn(move || name(&visitor, &record(&visitor, &form)))
            })
            .collect();
        all.into_iter().map(|one| one.join().unwrap()).collect()
    });
    let given: BTreeSet<_> = names.iter().collect();
    assert!(given.len() >= 19, "who typed Cat 3 may have been slower than the shop: {names:?}");
    let ours: BTreeSet<_> = names.iter().enumerate().filter(|(place, _)| *place != 10).map(|(_, name)| name).collect();
    assert_eq!(ours.len(), 19, "{names:?}");
}

#[test]
fn a_name_that_comes_later_is_seen_everywhere_and_the_list_of_before_shows_the_one_of_before() {
    let shop = Shop::open();
    let ben = shop.staff();
    let guppy = nameless(&ben, "Guppy");
    arrived(&ben, "Ada");
    arrived(&ben, "Fido");
    let before = shop.clock.now();
    shop.clock.advance(TimeDelta::seconds(60));
    shop.sql(|conn| snapshot::refresh(conn, seal_key(), None));
    record(&ben, &naming(&guppy));
    let moment = before.format("%Y-%m-%dT%H:%M:%S%.6fZ").to_string();
    for refreshed in [false, true] {
        if refreshed {
            shop.sql(|conn| snapshot::refresh(conn, seal_key(), None));
        }
        let table = [
            ("", vec!["Ada", "Bubbles", "Fido"]),
            ("?q=ubb", vec!["Bubbles"]),
            ("?q=guppy+1", vec![]),
            ("?species=guppy", vec!["Bubbles"]),
            ("?sort=-name", vec!["Fido", "Bubbles", "Ada"]),
            ("?as_of={}", vec!["Ada", "Fido", "Guppy 1"]),
            ("?as_of={}&q=guppy+1", vec!["Guppy 1"]),
            ("?as_of={}&q=ubb", vec![]),
            ("?as_of={}&species=guppy", vec!["Guppy 1"]),
            ("?as_of={}&sort=-name", vec!["Guppy 1", "Fido", "Ada"]),
            ("?as_of={}&status=available&q=guppy+1", vec!["Guppy 1"]),
            ("?as_of={}&sort=price&q=guppy+1", vec!["Guppy 1"]),
        ];
        for (query, shown) in table {
            assert_eq!(
                ben.get(&format!("/pets{}", query.replace("{}", &moment))).select("a.name"),
                shown,
                "{query}, refreshed: {refreshed}"
            );
        }
    }
    assert_eq!(ben.get("/search?q=bubbles").select(".answers b"), ["Bubbles"]);
    assert_eq!(ben.get(&format!("{guppy}?as_of={moment}")).text("h1"), "Guppy 1");
    let page = ben.get(&guppy);
    assert_eq!((page.text("h1").as_str(), ways(&page)), ("Bubbles", vec!["Mend the name".to_owned()]));
    assert!(page.select(".timeline li")[0].starts_with("Named Bubbles, called Guppy 1 before"), "{:?}", page.select(".timeline li"));
    assert!(page.text(".why").contains("Namenaming"), "{}", page.text(".why"));
    assert!(ben.get("/events").select(".timeline li")[0].contains("Guppy 1 is now called Bubbles"));
}

#[test]
fn a_naming_that_is_taken_back_gives_the_name_of_before_back_and_its_mark() {
    let shop = Shop::open();
    let ben = shop.staff();
    let guppy = record(&ben, &naming(&nameless(&ben, "Guppy")));
    record(&ben, &naming(&guppy).with("name", "Bubles"));
    for called in ["Bubbles", "Guppy 1"] {
        record(&ben, &retraction(&guppy));
        let page = ben.get(&guppy);
        assert_eq!((page.text("h1").as_str(), ben.get("/pets").select("a.name")), (called, vec![called.to_owned()]));
        assert_eq!(page.text(".pet-head").contains("Name given by the shop"), called == "Guppy 1");
    }
    assert_eq!(ben.get(&guppy).select(".timeline s").len(), 2);
}

#[test]
fn a_name_is_mended_also_of_a_pet_that_is_sold_or_lost_and_never_to_the_same() {
    let shop = Shop::open();
    let ben = shop.staff();
    let (sold, lost) = (record(&ben, &sale(&arrived(&ben, "Bela"))), record(&ben, &loss(&arrived(&ben, "Bela"))));
    for (pet, status) in [(sold, "Sold"), (lost, "Lost")] {
        let form = ben.get(&format!("{pet}/name"));
        assert_eq!((form.text("h1").as_str(), form.value("name").as_str()), ("Mend the name of Bela", "Bela"));
        let same = naming(&pet).with("name", "Bela").send(&ben);
        assert_eq!((same.status, same.value("name").as_str()), (422, "Bela"));
        assert!(same.field_error("name").starts_with("Enter a name other than Bela"), "{}", same.field_error("name"));
        record(&ben, &naming(&pet).with("name", "Bella"));
        let page = ben.get(&pet);
        assert_eq!(page.text("h1"), "Bella");
        assert!(page.select(".badge").contains(&status.to_owned()));
        assert!(page.select(".timeline li").last().unwrap().starts_with("Arrived as Bela"));
    }
    let customer = ben.get("/customers").attr("a.name", "href").remove(0);
    assert!(ben.get(&customer).select("a.pet").contains(&"Bella".to_owned()), "{:?}", ben.get(&customer).select("a.pet"));
}

#[test]
fn the_certificate_says_the_name_of_now_and_tells_the_naming_and_the_comparison_has_both_names() {
    let shop = Shop::open();
    let ben = shop.staff();
    let guppy = nameless(&ben, "Guppy");
    let from = shop.clock.now().format("%Y-%m-%dT%H:%M:%S%.6fZ").to_string();
    shop.clock.advance(TimeDelta::seconds(60));
    record(&ben, &naming(&guppy));
    shop.sql(|conn| snapshot::refresh(conn, seal_key(), None));
    let certificate = ben.get(&format!("{guppy}/certificate"));
    assert_eq!(certificate.select(".certificate h1, .certificate h2")[..2], ["Bubbles", "Bubbles, a guppy"]);
    let told = certificate.select(".certified li");
    assert!(
        told[0].contains("arrived without a name") && told[1].contains("was called Bubbles from then on, instead of Guppy 1"),
        "{told:?}"
    );
    for what in ["", "&what=name"] {
        let compared = ben.get(&format!("/compare?from={from}{what}"));
        assert_eq!(compared.select(".differences a.name"), ["Bubbles"]);
        assert!(
            compared.text(".differences .before").starts_with("Guppy 1, ") && compared.text(".differences .after").starts_with("Bubbles, ")
        );
        let sheet = ben.get(&format!("/compare.csv?from={from}{what}"));
        assert!(sheet.body.contains(",Guppy 1,Bubbles,"), "{}", sheet.body);
    }
    assert_eq!(ben.get(&format!("/compare?from={from}&what=price")).select(".differences a.name"), [""; 0]);
}

//! What is looked for stands in the address: reload, Back and sharing it show the same.

use super::{Script, Tab, midst::arrival};
use crate::harness::Shop;
use serde_json::{Value, json};

#[test]
fn the_same_address_shows_the_same_with_javascript() {
    the_same_address_shows_the_same(Script::On);
}

#[test]
fn the_same_address_shows_the_same_without_javascript() {
    the_same_address_shows_the_same(Script::Off);
}

fn the_same_address_shows_the_same(script: Script) {
    let shop = Shop::open();
    let (ada, ben) = (shop.admin(), shop.staff());
    for (name, species, price) in [("Bella", "Cat", "10"), ("Ben", "Dog", "20"), ("Berta", "Cat", "30"), ("Rex", "Cat", "40")] {
        arrival(&ben, name, species, price);
    }
    let Some(tab) = Tab::of(&shop, &ben, script) else { return };
    tab.goes_to("/pets");
    tab.fills("Name, species or number", "be");
    tab.picks("Species", "Cat");
    shows(&tab, json!(["Bella", "Berta"]));
    tab.until_new(|| tab.clicks("th a[href*='sort=price']"));
    tab.until_new(|| tab.clicks("th a[href*='sort=-price']"));
    let view = same_again(&tab, &["Name, species or number", "Species"], json!(["Berta", "Bella"]));
    assert!(["q=be", "species=Cat", "sort=-price"].iter().all(|part| view.contains(part)), "{view}");

    // Sharing: somebody else, who has never been here.
    let Some(other) = Tab::of(&shop, &ada, script) else { return };
    other.goes_to(&view);
    assert_eq!(rows(&other), json!(["Berta", "Bella"]));
    assert_eq!(other.value("Name, species or number"), "be");

    tab.goes_to("/events");
    tab.picks("Species", "Dog");
    let dogs = json!(["Arrival of Ben"]);
    shows(&tab, dogs.clone());
    let view = same_again(&tab, &["What", "Species", "From"], dogs);
    assert!(view.contains("species=Dog"), "{view}");
    tab.never_complained();
}

fn shows(tab: &Tab, expected: Value) {
    if tab.script == Script::Off {
        tab.follows("Show");
    }
    tab.until("the rows", &format!("JSON.stringify({ROWS}) === {}", json!(expected.to_string())));
}

/// Reloads, goes away and comes back; answers the address.
fn same_again(tab: &Tab, fields: &[&str], expected: Value) -> String {
    let typed = || fields.iter().map(|field| tab.value(field)).collect::<Vec<_>>();
    let (address, before) = (tab.address(), typed());
    tab.reloads();
    assert_eq!((tab.address(), typed(), rows(tab)), (address.clone(), before.clone(), expected.clone()), "after a reload");
    tab.until_new(|| tab.clicks("main a[data-row]"));
    tab.goes_back();
    tab.is_at(&address);
    assert_eq!((typed(), rows(tab)), (before, expected), "after Back");
    address
}

const ROWS: &str = "[...document.querySelectorAll('a[data-row]')].map(row => row.textContent.split(',')[0])";

fn rows(tab: &Tab) -> Value {
    tab.ask(ROWS)
}

//! Choosing one of many that look alike.

use super::{Script, Tab, midst::arrival};
use crate::harness::Shop;

#[test]
fn the_ninth_of_twelve_bellas_is_chosen_with_javascript() {
    the_ninth_is_chosen(Script::On);
}

#[test]
fn the_ninth_of_twelve_bellas_is_chosen_without_javascript() {
    the_ninth_is_chosen(Script::Off);
}

fn the_ninth_is_chosen(script: Script) {
    let shop = Shop::open();
    let ben = shop.staff();
    let mut bellas: Vec<_> = (1..=12).map(|n| arrival(&ben, "Bella", "Cat", &n.to_string())).collect();
    arrival(&ben, "Rex", "Dog", "250");
    // Of one name, they stand in the order of their ids.
    bellas.sort();
    let ninth = bellas[8].trim_start_matches("/pets/");
    let Some(tab) = Tab::of(&shop, &ben, script) else { return };
    tab.goes_to("/pets/birth");
    tab.fills("The young one’s name", "Kit");
    tab.fills("Price", "20");
    tab.fills("Look her up by name, species or number", "bella");
    if script == Script::Off {
        tab.follows("Search");
    }
    tab.reads("12 pets match.");
    tab.presses("Show more");
    tab.until("the ninth", &format!("Boolean(document.querySelector('input[value=\"{ninth}\"]'))"));
    assert_eq!(tab.value("The young one’s name"), "Kit");
    tab.clicks(&format!("label:has(input[value='{ninth}'])"));
    tab.follows("Record the birth");
    assert_eq!(tab.heading(), "Kit");
    assert!(tab.count(&format!("main a[href='/pets/{ninth}']")) > 0);
    tab.never_complained();
}

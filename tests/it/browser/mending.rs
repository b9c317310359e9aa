//! A pet comes back: its sale is looked for, taken back in the open, seen in the comparison, and the pet goes home again.

use super::{Script, Tab, midst::arrival, midst::sale};
use crate::harness::Shop;

#[test]
fn a_returned_pet_goes_home_again_with_javascript() {
    comes_back(Script::On);
}

#[test]
fn a_returned_pet_goes_home_again_without_javascript() {
    comes_back(Script::Off);
}

#[test]
fn a_pet_that_has_come_back_is_sold_again_with_javascript() {
    is_brought_back(Script::On);
}

#[test]
fn a_pet_that_has_come_back_is_sold_again_without_javascript() {
    is_brought_back(Script::Off);
}

fn is_brought_back(script: Script) {
    let shop = Shop::open();
    let ben = shop.staff();
    let bella = arrival(&ben, "Bella", "Cat", "135");
    sale(&ben, &bella, "Mrs Lang", "120");
    let Some(tab) = Tab::of(&shop, &ben, script) else { return };
    tab.goes_to(&bella);
    tab.follows("Has come back");
    assert_eq!((tab.heading().as_str(), tab.value("Paid back").as_str()), ("Bella has come back", "120.00"));
    tab.follows("Continue");
    tab.reads("Say why, like: an allergy in the family");
    tab.fills("Why?", "Mrs Lang’s dog does not like her");
    tab.fills("Paid back", "121");
    tab.follows("Continue");
    tab.reads("Enter a refund of at most 120.00, which was paid for Bella");
    tab.fills("Paid back", "100");
    tab.follows("Continue");
    assert_eq!(tab.heading(), "Has Bella come back?");
    tab.follows("Change something");
    assert_eq!((tab.value("Why?").as_str(), tab.value("Paid back").as_str()), ("Mrs Lang’s dog does not like her", "100"));
    tab.follows("Continue");
    tab.follows("Bella has come back");
    tab.is_on(&bella);
    tab.reads("Came back from the customer, 100.00 € refunded");
    tab.follows("Sell");
    assert_eq!(tab.value("Price paid"), "135.00");
    tab.never_complained();
}

fn comes_back(script: Script) {
    let shop = Shop::open();
    let ben = shop.staff();
    let bella = arrival(&ben, "Bella", "Cat", "135");
    arrival(&ben, "Rex", "Dog", "250");
    sale(&ben, &bella, "Mrs Lang", "120");
    let Some(tab) = Tab::of(&shop, &ben, script) else { return };

    tab.goes_to("/");
    tab.clicks("#find");
    tab.types("lang");
    tab.until_new(|| tab.key("Enter"));
    assert_eq!((tab.heading().as_str(), tab.address().as_str()), ("Search", "/search?q=lang"));
    tab.until_new(|| tab.clicks("main .answers a[href^='/customers/']"));
    tab.until_new(|| tab.clicks("main .timeline a[href^='/pets/']"));
    assert_eq!(tab.heading(), "Bella");

    tab.follows("Sold by mistake?");
    tab.reads("Available changed");
    tab.follows("Continue");
    tab.reads("There is a problem");
    assert!(tab.title().starts_with("Error: "), "{}", tab.title());
    tab.fills("Why?", "Mrs Lang’s dog does not like her");
    tab.follows("Continue");
    assert_eq!(tab.heading(), "Take back the sale of Bella?");
    tab.follows("Change something");
    assert_eq!(tab.value("Why?"), "Mrs Lang’s dog does not like her");
    tab.follows("Continue");
    tab.follows("Take it back");
    tab.is_on(&bella);
    assert_eq!((tab.count(".timeline s"), tab.count(".timeline > li")), (1, 3));
    tab.reads("does not like her");

    // Linked both ways.
    tab.until_new(|| tab.clicks(".timeline > li:first-child a[data-row]"));
    assert_eq!((tab.heading().as_str(), tab.count(".change .changed")), ("Retraction of Bella", 3));
    tab.until_new(|| tab.clicks(".page-head p a[href^='/events/']"));
    assert_eq!((tab.heading().as_str(), tab.count(".page-head s")), ("Sale of Bella", 1));

    tab.goes_to("/compare");
    tab.picks("What differs", "New here");
    tab.until_new(|| tab.presses("Compare"));
    assert_eq!((tab.count(".differences a.name"), tab.count(".differences .steps s")), (2, 1));
    tab.follows("Bella");

    tab.follows("Sell");
    tab.fills("The customer’s name", "Mr Kurz");
    tab.follows("Continue");
    tab.follows("Sell Bella");
    tab.is_on(&bella);
    tab.reads("Went home with Mr Kurz");
    assert_eq!(tab.count(".timeline s"), 1);
    tab.never_complained();
}

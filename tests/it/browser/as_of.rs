//! A journey into the past and back, with and without scripts, by mouse and by keyboard.

use super::{Script, Tab, midst::arrival, midst::sale};
use crate::harness::Shop;

#[test]
fn somebody_goes_back_in_time_looks_around_and_returns_with_javascript() {
    there_and_back(Script::On);
}

#[test]
fn somebody_goes_back_in_time_looks_around_and_returns_without_javascript() {
    there_and_back(Script::Off);
}

fn there_and_back(script: Script) {
    let shop = Shop::open();
    let ben = shop.staff();
    let bella = arrival(&ben, "Bella", "Cat", "135");
    let id = bella.trim_start_matches("/pets/").to_owned();
    let birth = [("mother_id", id.as_str()), ("name", "Kit"), ("price", "95")];
    let kit = ben.fill_in("/pets/birth", &birth).location().to_owned();
    sale(&ben, &kit, "Mrs Lang", "90");
    let Some(tab) = Tab::of(&shop, &ben, script) else { return };

    // The header's menu keeps the filters of the page.
    tab.goes_to("/pets?q=i&sort=-name");
    tab.clicks(".time-menu summary");
    tab.follows("Event before");
    tab.has(".past");
    assert!(tab.address().starts_with("/pets?q=i&sort=-name&as_of="), "{}", tab.address());
    tab.reads("Kit Cat, D-0002 Sold");
    tab.until_new(|| tab.clicks(".past-steps a[title='Event before']"));
    tab.reads("Kit Cat, D-0002 Available");
    let before_the_sale = tab.address();

    // From page to page the moment stays.
    tab.follows("Kit");
    tab.has(".past");
    assert_eq!((tab.heading().as_str(), tab.count(".actions")), ("Kit", 0));
    tab.until_new(|| tab.clicks(".why a[href^='/pets/']"));
    assert_eq!(tab.heading(), "Bella");
    assert_eq!(tab.count("#young .badge.leaf"), 1, "Kit is in the store");
    tab.until_new(|| tab.clicks(".past-steps a[title='Event before']"));
    tab.no_longer_reads("Kit");

    // What was picked by Back is there again; and now is one press away.
    tab.goes_to(&before_the_sale);
    tab.until_new(|| tab.clicks(".past-end"));
    tab.is_at("/pets?q=i&sort=-name");
    tab.reads("Kit Cat, D-0002 Sold");
    assert_eq!(tab.count(".past"), 0);

    // A day is picked, and one that has not come is told.
    tab.clicks(".time-menu summary");
    tab.ask("document.getElementById('as_of').value = '2020-01-01'");
    tab.until_new(|| tab.clicks(".time-menu form .button.main"));
    tab.reads("On 1 January 2020 there was no shop yet");
    assert!(tab.address().contains("q=i") && tab.address().contains("as_of=2020-01-01"), "{}", tab.address());
    tab.clicks(".time-menu summary");
    tab.ask("document.getElementById('as_of').value = '2999-01-01'");
    tab.until_new(|| tab.clicks(".time-menu form .button.main"));
    tab.reads("There is a problem");
    assert!(tab.title().starts_with("Error: "));
    assert_eq!(tab.ask("document.getElementById('as_of').value"), "2999-01-01");
    tab.reads("Kit Cat, D-0002 Sold");
}

#[test]
fn a_filter_that_changes_in_the_past_goes_along_through_time() {
    let shop = Shop::open();
    let ben = shop.staff();
    for name in ["Bella", "Ben", "Rex"] {
        arrival(&ben, name, "Cat", "10");
    }
    let Some(tab) = Tab::of(&shop, &ben, Script::On) else { return };
    let then = chrono::Utc::now().format("%Y-%m-%dT%H:%M:%S%.6fZ").to_string();
    arrival(&ben, "Benno", "Cat", "10");
    tab.goes_to(&format!("/pets?as_of={then}"));
    tab.fills("Name, species or number", "be");
    tab.until("two rows", "document.querySelectorAll('a.name').length === 2 && location.search.includes('q=be')");
    assert!(tab.address().contains("as_of="), "{}", tab.address());
    tab.until("the banner's filter", "document.querySelector('.past-end').getAttribute('href').includes('q=be')");
    tab.until_new(|| tab.clicks(".past-steps a[title='Event before']"));
    assert_eq!(tab.count("a.name"), 2, "the last to come then was Rex");
    tab.until_new(|| tab.clicks(".past-end"));
    tab.until("Benno too", "document.querySelectorAll('a.name').length === 3");
    assert!(tab.address().contains("q=be") && !tab.address().contains("as_of"), "{}", tab.address());
    tab.never_complained();
}

#[test]
fn the_banner_stays_in_view_and_the_menu_is_reached_by_keys() {
    let shop = Shop::open();
    let ben = shop.staff();
    for n in 0..40 {
        arrival(&ben, &format!("Goldie {n}"), "Goldfish", "5");
    }
    let Some(tab) = Tab::of(&shop, &ben, Script::On) else { return };
    let then = chrono::Utc::now().format("%Y-%m-%dT%H:%M:%S%.6fZ").to_string();
    tab.goes_to(&format!("/pets?as_of={then}"));
    for width in [360, 1280] {
        tab.resize(width, 700);
        tab.ask("scrollTo({ top: document.body.scrollHeight, behavior: 'instant' })");
        tab.until("the banner at the top", "scrollY > 300 && Math.abs(document.querySelector('.past').getBoundingClientRect().top) < 1");
        tab.until("nothing sideways", "document.documentElement.scrollWidth <= innerWidth");
    }
    tab.ask("document.querySelector('.time-menu summary').focus()");
    tab.key("Enter");
    tab.has(".time-menu[open]");
    tab.key("Tab");
    tab.until("the focus on the day", "document.activeElement.id === 'as_of'");
    tab.key("Escape");
    tab.until("closed, and the focus back", "!document.querySelector('.time-menu[open]') && document.activeElement.matches('summary')");
    // Nothing is listened to from the past.
    assert_eq!(tab.ask("performance.getEntriesByType('resource').filter(entry => entry.name.includes('/live')).length"), 0);
}

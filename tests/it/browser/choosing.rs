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

#[test]
fn nobody_becomes_a_stranger_by_accident_and_what_is_asked_of_new_ones_is_asked_of_nobody_else() {
    for script in [Script::On, Script::Off] {
        let shop = Shop::open();
        let ben = shop.staff();
        super::midst::sale(&ben, &arrival(&ben, "Bella", "Cat", "5"), "Mrs Lang", "5");
        let rex = arrival(&ben, "Rex", "Dog", "250");
        let Some(tab) = Tab::of(&shop, &ben, script) else { return };
        let is_seen = |css: &str| tab.ask(&format!("document.querySelector('{css}').checkVisibility()")).as_bool().unwrap();
        tab.goes_to(&format!("{rex}/sale"));
        assert!(is_seen("#customer_email"), "nobody is offered yet");
        tab.fills("The customer’s name", "lang");
        if script == Script::Off {
            tab.follows("Search");
        } else {
            tab.has("#choices input");
            tab.key("Tab");
            assert_eq!(tab.ask("document.activeElement.name"), "customer_id", "from the field to those who match");
        }
        assert_eq!(tab.count("#choices input:checked"), 0);
        assert!(!is_seen("#customer_email"));
        tab.follows("Continue");
        tab.reads("Choose the customer, or someone new");
        tab.chooses("Someone new");
        assert!(is_seen("#customer_email"));
        tab.chooses("Mrs Lang");
        assert!(!is_seen("#customer_email"));
        tab.follows("Continue");
        assert_eq!(tab.heading(), "Sell Rex to Mrs Lang for 250.00 €?");
        tab.never_complained();
    }
}

#[test]
fn a_sale_begins_at_today_with_the_cursor_in_the_search_of_what_is_in_the_store() {
    for (script, width) in [(Script::On, 1280), (Script::Off, 1280), (Script::On, 360), (Script::Off, 360)] {
        let shop = Shop::open();
        let ben = shop.staff();
        arrival(&ben, "Rex", "Dog", "250");
        let Some(tab) = Tab::of(&shop, &ben, script) else { return };
        tab.resize(width, 800);
        tab.goes_to("/");
        tab.follows("Sell");
        tab.is_on("/pets");
        tab.until("the cursor in the search", "document.activeElement.id === 'q' && document.activeElement.checkVisibility()");
        tab.never_complained();
    }
}

#[test]
fn on_a_slow_way_a_link_shows_that_it_moves_and_a_button_that_it_works() {
    let shop = Shop::open();
    let ben = shop.staff();
    let rex = arrival(&ben, "Rex", "Dog", "250");
    let Some(tab) = Tab::of(&shop, &ben, Script::On) else { return };
    tab.goes_to(&format!("{rex}/price-change"));
    let slow = |latency: u32| {
        let conditions = serde_json::json!({ "offline": false, "latency": latency, "downloadThroughput": -1, "uploadThroughput": -1 });
        tab.tell("Network.emulateNetworkConditions", conditions);
    };
    let line = "getComputedStyle(document.body, '::before')";
    assert_eq!(tab.ask(&format!("{line}.content")), "none");
    slow(2500);
    tab.until_new(|| {
        tab.presses("Cancel");
        tab.until("the page is busy", "document.querySelector('main').getAttribute('aria-busy') === 'true'");
        tab.until("the line is seen", &format!("{line}.position === 'fixed' && {line}.opacity === '1'"));
        tab.until("it is said", "document.getElementById('said').textContent === 'Loading'");
    });
    assert_eq!(tab.heading(), "Rex");
    assert_eq!(tab.count("main[aria-busy]"), 0);
    slow(0);
    tab.goes_to(&format!("{rex}/price-change"));
    tab.fills("New price", "12");
    slow(2500);
    tab.until_new(|| {
        tab.presses("Change the price");
        tab.until("the button works", "document.querySelector('main .button.main[aria-busy]') !== null");
        let ring = "getComputedStyle(document.querySelector('main .button.main'), '::after').borderInlineEndColor";
        assert_ne!(tab.ask(ring), "", "and says so");
    });
    tab.reads("now costs 12.00 €");
}

//! A litter at the counter.

use super::{Script, Tab, midst::arrival};
use crate::day::events;
use crate::harness::Shop;

#[test]
fn a_litter_of_seven_is_recorded_on_one_page_with_javascript_and_without() {
    for script in [Script::On, Script::Off] {
        let shop = Shop::open();
        let ben = shop.staff();
        let bella = arrival(&ben, "Bella", "Cat", "135");
        let Some(tab) = Tab::of(&shop, &ben, script) else { return };
        tab.resize(360, 800);
        tab.goes_to(&bella);
        tab.follows("Record litter");
        for n in 1..=6 {
            tab.fills(&format!("Name of number {n}"), &format!("Kit {n}"));
            tab.fills(&format!("Price of number {n}"), "95");
        }
        tab.presses("One more row");
        tab.until("the focus on the new row", "document.activeElement.id === 'name-7'");
        tab.types("Kit 7");
        assert_eq!(tab.value("Name of number 1"), "Kit 1", "what was typed stays");
        assert_eq!(tab.ask("document.documentElement.scrollWidth"), 360, "{script:?}: it fits a phone");
        tab.follows("Record the litter");
        tab.reads("There is a problem");
        tab.until("the fault at its row", "document.getElementById('price-7').getAttribute('aria-invalid') === 'true'");
        assert_eq!(events(&shop), 1);
        tab.fills("Price of number 7", "80");
        tab.follows("Record the litter");
        tab.is_on(&bella);
        tab.reads("Bella gave birth to Kit");
        tab.until("the focus on what was recorded", "document.activeElement.id === 'recorded'");
        assert_eq!(events(&shop), 8);
        tab.goes_back();
        assert_eq!(tab.heading(), "New litter");
        assert_eq!(events(&shop), 8);
        tab.never_complained();
    }
}

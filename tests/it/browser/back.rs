//! Reload and Back, wherever a form has been sent.

use super::{Script, Tab};
use crate::harness::Shop;

#[test]
fn reload_and_back_lead_somewhere_after_every_form_with_javascript() {
    reload_and_back(Script::On);
}

#[test]
fn reload_and_back_lead_somewhere_after_every_form_without_javascript() {
    reload_and_back(Script::Off);
}

fn reload_and_back(script: Script) {
    let shop = Shop::open();
    let ada = shop.admin();
    let Some(tab) = Tab::of(&shop, &ada, script) else { return };

    tab.goes_to("/pets/arrival");
    fills_in_an_arrival(&tab);
    tab.fills("Price", "much");
    tab.follows("Record the arrival");
    tab.reads("There is a problem");
    tab.reloads();
    assert_eq!(tab.heading(), "New arrival", "a form that was wrong");
    tab.goes_to("/pets/arrival");
    fills_in_an_arrival(&tab);
    let pet = sent(&tab, "Record the arrival", "New arrival", "Rex");

    tab.follows("Change price");
    tab.fills("New price", "12");
    sent(&tab, "Change the price", "New price for Rex", "Rex");
    tab.follows("Report lost");
    tab.fills("Where was it last seen?", "the park");
    sent(&tab, "Report the loss", "Report Rex lost", "Rex");
    tab.follows("Found again");
    tab.fills("Where was it found?", "the park");
    sent(&tab, "Record the find", "Report Rex found", "Rex");
    tab.follows("Record birth");
    tab.fills("The young one’s name", "Kit");
    tab.fills("Price", "12");
    sent(&tab, "Record the birth", "New birth", "Kit");

    tab.goes_to(&format!("{pet}/sale"));
    tab.fills("The customer’s name", "Mrs Lang");
    tab.follows("Continue");
    tab.reloads();
    assert!(tab.heading().starts_with("Sell Rex"), "the page that asks once more: {}", tab.heading());
    tab.goes_back();
    assert!(!tab.heading().is_empty());
    tab.goes_to(&format!("{pet}/sale"));
    tab.fills("The customer’s name", "Mrs Lang");
    tab.follows("Continue");
    tab.follows("Sell Rex");
    tab.reads("Went home with Mrs Lang");
    tab.reloads();
    tab.is_at(&pet);
    if script == Script::On {
        tab.goes_back();
        assert_eq!(tab.heading(), "Sell Rex");
        tab.reads("so nothing more can be recorded");
    } else {
        // The page that asked once more was the answer to a form, and nothing of the shop is kept: the browser asks whether to send it again.
        tab.ask("history.back()");
        tab.until("the browser's own question", "document.querySelector('main') === null");
        tab.reloads();
        // It has been recorded, so there is nothing to ask once more.
        tab.is_at(&pet);
    }

    tab.goes_to("/admin/snapshot");
    tab.follows("Refresh now");
    tab.reloads();
    assert_eq!(tab.heading(), "Snapshot");
    assert_eq!(ada.get("/events").select("a[data-row]").len(), 6, "nothing was recorded twice");
    tab.never_complained();
}

fn fills_in_an_arrival(tab: &Tab) {
    for (label, text) in [("Name", "Rex"), ("Species", "Dog"), ("Price", "10")] {
        tab.fills(label, text);
    }
}

/// Sends a form and tries both; answers where it led.
fn sent(tab: &Tab, button: &str, form: &str, result: &str) -> String {
    tab.follows(button);
    tab.until(result, &format!("document.querySelector('h1').textContent === '{result}'"));
    let address = tab.address();
    tab.reloads();
    assert_eq!((tab.heading().as_str(), tab.address()), (result, address.clone()), "reload after {button}");
    tab.goes_back();
    assert_eq!(tab.heading(), form, "Back after {button}");
    tab.goes_to(&address);
    address
}

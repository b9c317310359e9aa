//! The shop without a mouse.

use super::{Script, Tab, midst::arrival};
use crate::{
    day::{arrived, record, sale},
    harness::Shop,
};

#[test]
fn the_first_key_skips_to_the_page() {
    let shop = Shop::open();
    let ben = shop.staff();
    for script in [Script::On, Script::Off] {
        let Some(tab) = Tab::of(&shop, &ben, script) else { return };
        tab.goes_to("/pets/arrival");
        tab.key("Tab");
        tab.until("the skip link", "document.activeElement.textContent === 'Skip to the page'");
        assert_eq!(tab.ask("document.activeElement.getBoundingClientRect().top >= 0"), true, "it is seen while it has the focus");
        tab.key("Enter");
        tab.until("the focus on the page", "document.activeElement.id === 'main'");
        tab.key("Tab");
        tab.until("the first thing of the page", "document.activeElement.closest('main') !== null && document.activeElement.id !== 'main'");
    }
}

#[test]
fn keys_search_and_move_along_rows_but_never_while_somebody_types() {
    let shop = Shop::open();
    let ben = shop.staff();
    for name in ["Bella", "Max", "Rex"] {
        arrival(&ben, name, "Cat", "10");
    }
    let Some(tab) = Tab::of(&shop, &ben, Script::On) else { return };
    tab.goes_to("/pets");
    let row = |name: &str| {
        drop(tab.until(name, &format!("document.activeElement.matches('a[data-row]') && document.activeElement.textContent === '{name}'")))
    };
    tab.types("j");
    row("Bella");
    tab.types("jj");
    row("Rex");
    tab.types("j");
    row("Rex");
    tab.types("k");
    row("Max");

    tab.types("/");
    tab.until("the search", "document.activeElement.matches('[data-search=here]') && document.activeElement.value === ''");
    tab.types("j/k?");
    assert_eq!(tab.ask("document.activeElement.value"), "j/k?");
    assert_eq!(tab.count("dialog[open]"), 0);
    tab.reads("No pets match");
    tab.ask("document.activeElement.select()");
    tab.key("Delete");
    tab.reads("Max Cat");
    tab.key("Tab");
    tab.ask("document.activeElement.blur()");

    tab.types("?");
    tab.has("dialog[open]");
    tab.types("j");
    assert_eq!(tab.count("dialog[open]"), 1, "the list of keys has the keys to itself");
    tab.key("Escape");
    tab.until("no dialog", "!document.querySelector('dialog[open]')");

    tab.types("jj");
    row("Max");
    tab.until_new(|| tab.key("Enter"));
    assert_eq!(tab.heading(), "Max");
    // The keys work on a page that was swapped in as on one that was loaded.
    tab.types("/");
    tab.until("the search in the header", "document.activeElement.id === 'find'");
    tab.types("rex");
    tab.has("#answers a[href^='/pets/']");
    tab.until_new(|| tab.key("Enter"));
    assert_eq!((tab.heading().as_str(), tab.count("main a[data-row]")), ("Search", 1));
    tab.never_complained();
}

#[test]
fn arrow_keys_go_through_the_answers_under_the_search_box_from_group_to_group() {
    let shop = Shop::open();
    let ben = shop.staff();
    let bella = arrived(&ben, "Bella");
    record(&ben, &sale(&bella).with("customer_name", "Mrs Bellamy"));
    let Some(tab) = Tab::of(&shop, &ben, Script::On) else { return };
    tab.goes_to("/events");
    let on = |what: &str, css: &str| drop(tab.until(what, &format!("document.activeElement.matches({css:?})")));
    tab.types("/");
    on("the box", "#find");
    tab.types("bell");
    tab.has("#answers a[href^='/customers/']");
    assert_eq!(tab.ask("[...document.querySelectorAll('#answers h2')].map(h => h.textContent).join()"), "Pets,Customers");
    tab.key("ArrowDown");
    on("the pet", "#answers a[href^='/pets/']");
    tab.key("ArrowDown");
    on("the customer", "#answers a[href^='/customers/']");
    tab.key("ArrowDown");
    on("the customer, who is the last", "#answers a[href^='/customers/']");
    tab.key("Home");
    on("the pet again", "#answers a[href^='/pets/']");
    tab.key("ArrowUp");
    on("the box again", "#find");
    tab.key("Escape");
    tab.until("no answers", "document.querySelectorAll('#answers a').length === 0");
    tab.types("a");
    tab.has("#answers a[href^='/customers/']");
    tab.key("ArrowDown");
    tab.until_new(|| tab.key("Enter"));
    assert_eq!(tab.heading(), "Bella");
    tab.never_complained();
}

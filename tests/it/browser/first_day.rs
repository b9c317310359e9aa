//! The first day in the shop, as the README tells it: with scripts and without them.

use super::{Script, Tab};
use crate::harness::{PASSWORD, Shop};

#[test]
fn the_first_day_goes_well_with_javascript() {
    first_day(Script::On);
}

#[test]
fn the_first_day_goes_well_without_javascript() {
    first_day(Script::Off);
}

fn first_day(script: Script) {
    let shop = Shop::open();
    let Some(ada) = Tab::open(&shop, script) else { return };
    opens_the_shop(&ada, &shop.setup_link());
    records_arrivals(&ada);
    records_births(&ada);
    changes_a_price(&ada);
    loses_and_finds(&ada);
    sells(&ada);
    finds_it_in_the_list(&ada);
    looks_at_log_and_customer(&ada);
    refreshes_the_snapshot(&ada);
    signs_out(&ada);
    ada.never_complained();
}

fn opens_the_shop(ada: &Tab, link: &str) {
    ada.goes_to(link);
    assert_eq!(ada.heading(), "Open the shop");
    ada.fills("Your name", "Ada");
    ada.fills("Password", PASSWORD);
    ada.fills("The same password again", PASSWORD);
    ada.picks("Currency", "EUR");
    ada.follows("Open the shop");
    ada.is_at("/");
    ada.reads("No pets yet");
}

fn records_arrivals(ada: &Tab) {
    ada.follows("New arrival");
    ada.is_at("/pets/arrival");
    ada.fills("Name", "Bella");
    ada.fills("Species", "Cat");
    ada.fills("Price", "a lot");
    ada.fills("Note", "From the farm at the lake");
    ada.follows("Record the arrival");

    ada.reads("There is a problem");
    assert!(ada.title().starts_with("Error: "), "{}", ada.title());
    let typed = ["Name", "Species", "Price", "Note"].map(|field| ada.value(field));
    assert_eq!(typed, ["Bella", "Cat", "a lot", "From the farm at the lake"], "nothing is lost");
    if ada.script == Script::On {
        ada.until("the focus on the summary", "document.activeElement.matches('.problem')");
    }
    ada.clicks(".problem a[href='#price']");
    ada.until("the focus in the field", "document.activeElement.id === 'price'");

    ada.fills("Price", "135.00");
    ada.follows("Record the arrival");
    ada.reads("Arrived at 135.00 €");
    assert_eq!(ada.heading(), "Bella");

    ada.until_new(|| ada.clicks("a.brand"));
    ada.follows("New arrival");
    ada.fills("Name", "Rex");
    ada.fills("Species", "Dog");
    ada.fills("Price", "250,5");
    // Enter sends a form, as everywhere.
    ada.until_new(|| ada.key("Enter"));
    ada.reads("Arrived at 250.50 €");
}

fn records_births(ada: &Tab) {
    ada.until_new(|| ada.clicks("nav[aria-label=Shop] a[href^='/pets']"));
    ada.follows("Bella");
    ada.follows("Record birth");
    ada.fills("The young one’s name", "Kit");
    ada.fills("Price", "95.00");
    ada.follows("Record the birth");
    ada.reads("Born to Bella, priced at 95.00 €");

    ada.until_new(|| ada.clicks("a.brand"));
    ada.follows("New birth");
    ada.is_at("/pets/birth");
    ada.reads("Rex Dog");
    ada.fills("Look her up by name, species or number", "bel");
    if ada.script == Script::Off {
        ada.follows("Search");
    }
    ada.no_longer_reads("Rex Dog");
    ada.chooses("Bella");
    ada.fills("The young one’s name", "Mia");
    ada.fills("Price", "40");
    ada.follows("Record the birth");
    ada.reads("Born to Bella, priced at 40.00 €");
    ada.follows("Bella");
    ada.reads("Gave birth to Mia and Kit");
}

fn changes_a_price(ada: &Tab) {
    ada.until_new(|| ada.clicks("nav[aria-label=Shop] a[href^='/pets']"));
    ada.follows("Rex");
    ada.follows("Change price");
    ada.fills("New price", "199.50");
    ada.follows("Change the price");
    ada.reads("250.50 € →is now 199.50 €");
}

fn loses_and_finds(ada: &Tab) {
    ada.follows("Report lost");
    ada.fills("Where was it last seen?", "the park");
    ada.follows("Report the loss");
    ada.reads("Lost, last seen at the park");
    assert_eq!(ada.count("main a[href$='/sale']"), 0, "a lost pet cannot be sold, so nothing offers it");
    ada.follows("Found again");
    ada.fills("Where was it found?", "the bakery");
    ada.follows("Record the find");
    ada.reads("Found again at the bakery");
}

fn sells(ada: &Tab) {
    ada.until_new(|| ada.clicks("nav[aria-label=Shop] a[href^='/pets']"));
    ada.follows("Kit");
    ada.follows("Sell");
    ada.fills("The customer’s name", "Mrs Lang");
    if ada.script == Script::On {
        ada.reads("No customer is called that; they are kept as someone new.");
    }
    ada.fills("E-mail of a new customer", "lang@example.com");
    ada.follows("Continue");
    assert_eq!(ada.heading(), "Sell Kit to Mrs Lang for 95.00 €?");
    ada.reads("Mrs Lang, new to the shop");
    ada.follows("Change something");
    assert_eq!(ada.value("The customer’s name"), "Mrs Lang", "what was typed is still there");
    ada.fills("Price paid", "90");
    ada.follows("Continue");
    assert_eq!(ada.heading(), "Sell Kit to Mrs Lang for 90.00 €?");
    ada.follows("Sell Kit");
    ada.reads("Went home with Mrs Lang for 90.00 €");
    assert_eq!(ada.count("main .actions .button"), 2, "nothing more happens to a sold pet, unless it comes back or the sale is taken back");
}

fn finds_it_in_the_list(ada: &Tab) {
    ada.until_new(|| ada.clicks("nav[aria-label=Shop] a[href^='/pets']"));
    ada.reads("Bella");
    ada.fills("Name, species or number", "ki");
    if ada.script == Script::Off {
        ada.follows("Show");
    }
    ada.no_longer_reads("Bella Cat");
    ada.reads("No pets match");
    ada.until_new(|| ada.clicks(".empty a[href*='status=sold']"));
    assert_eq!(ada.count("a[data-row]"), 1);
    ada.until("the filter in the address", "location.search.includes('q=ki')");
    ada.follows("Kit");
    ada.reads("Sold");
}

fn looks_at_log_and_customer(ada: &Tab) {
    ada.until_new(|| ada.clicks("nav[aria-label=Shop] a[href='/events']"));
    ada.reads("Kit went home with Mrs Lang for 90.00 €");
    ada.reads("Mia, a cat, was born to Bella");
    assert_eq!(ada.count("a[data-row]"), 8, "all that happened on this day");
    ada.until_new(|| ada.clicks("a[data-row]"));
    assert_eq!(ada.heading(), "Sale of Kit");
    ada.reads("PetSold");
    ada.follows("Mrs Lang");
    assert_eq!(ada.heading(), "Mrs Lang");
    ada.reads("Took 1 pet home for 90.00 €");
    ada.reads("lang@example.com");
}

fn refreshes_the_snapshot(ada: &Tab) {
    ada.until_new(|| ada.clicks("nav[aria-label=Shop] a[href='/admin/snapshot']"));
    ada.reads("Events since8");
    ada.follows("Refresh now");
    // With scripts the page looks by itself until the refresh has ended, without them by a link.
    if ada.script == Script::Off {
        while ada.count("main progress") > 0 {
            ada.follows("Look again");
        }
    }
    ada.reads("Events since0");
    ada.reads("by Ada");
    ada.reads("No pet has.");
}

fn signs_out(ada: &Tab) {
    ada.clicks(".account-menu summary");
    ada.follows("Sign out");
    ada.is_at("/login");
    assert_eq!(ada.heading(), "Sign in");
}

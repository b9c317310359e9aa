//! How many clicks and pages the tasks of a day take, from Today on: what is pressed – links, buttons, choices – and each page that comes. Fields are reached
//! by Tab and typed into.

use super::{Script, Tab, midst::arrival, midst::sale};
use crate::harness::Shop;
use std::cell::Cell;

/// Somebody who counts.
struct Counting<'a> {
    tab: &'a Tab,
    clicks: Cell<u32>,
    pages: Cell<u32>,
}

impl<'a> Counting<'a> {
    fn from_today(tab: &'a Tab) -> Self {
        tab.goes_to("/");
        Self { tab, clicks: Cell::new(0), pages: Cell::new(1) }
    }

    fn follows(&self, text: &str) {
        self.tab.follows(text);
        self.clicks.set(self.clicks.get() + 1);
        self.pages.set(self.pages.get() + 1);
    }

    fn chooses(&self, text: &str) {
        self.tab.chooses(text);
        self.clicks.set(self.clicks.get() + 1);
    }

    fn came_to(&self) -> (u32, u32) {
        (self.clicks.get(), self.pages.get())
    }
}

#[test]
fn the_five_tasks_of_a_day_take_few_clicks_and_pages() {
    let shop = Shop::open();
    let ben = shop.staff();
    for n in 1..=3 {
        sale(&ben, &arrival(&ben, "Rex", "Dog", "250"), &format!("Mrs Lang {n}"), "250");
    }
    for name in ["Bella", "Tom", "Kit"] {
        arrival(&ben, name, "Cat", "135");
    }
    let Some(tab) = Tab::of(&shop, &ben, Script::On) else { return };

    let task = Counting::from_today(&tab);
    task.follows("New arrival");
    tab.fills("Name", "Mia");
    tab.fills("Species", "Cat");
    tab.fills("Price", "95");
    task.follows("Record the arrival");
    tab.reads("Mia, a cat, arrived at 95.00 €");
    assert_eq!(task.came_to(), (2, 3), "an arrival");

    let sells = |pet: &str, customer: &str, is_known: bool| {
        let task = Counting::from_today(&tab);
        task.follows("Sell");
        tab.until("the cursor in the search", "document.activeElement.id === 'q'");
        tab.types(pet);
        tab.until("the one that is looked for", "document.querySelectorAll('a[data-row]').length === 1");
        task.follows(pet);
        task.follows("Sell");
        tab.fills("The customer’s name", customer);
        if is_known {
            tab.has("#choices input");
            task.chooses(customer);
        }
        task.follows("Continue");
        task.follows(&format!("Sell {pet}"));
        tab.reads(&format!("{pet} went home with {customer}"));
        task.came_to()
    };
    assert_eq!(sells("Tom", "Mrs Lang 2", true), (6, 6), "a sale to a customer who is known");
    assert_eq!(sells("Kit", "Mr Moe", false), (5, 6), "a sale to a new one");

    let task = Counting::from_today(&tab);
    task.follows("New litter");
    task.chooses("Bella");
    for n in 1..=6 {
        tab.fills(&format!("Name of number {n}"), &format!("Young {n}"));
        tab.fills(&format!("Price of number {n}"), "95");
    }
    task.follows("Record the litter");
    tab.reads("Bella gave birth to");
    assert_eq!(task.came_to(), (3, 3), "a litter of six");

    let task = Counting::from_today(&tab);
    tab.types("/");
    tab.until("the search in the header", "document.activeElement.id === 'find'");
    tab.types("rex");
    for buyer in ["Mrs Lang 1", "Mrs Lang 2", "Mrs Lang 3"] {
        tab.until(buyer, &format!("document.querySelector('#answers')?.textContent.includes('{buyer}')"));
    }
    assert_eq!(task.came_to(), (0, 1), "who bought Rex? The answers under the search box say so");
    tab.never_complained();
}

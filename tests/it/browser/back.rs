//! Reload, Back and Forward, wherever a form has been sent.

use super::midst::{arrival, sale};
use super::{Script, Tab};
use crate::day::events;
use crate::harness::{PASSWORD, Shop};

/// A form, and what somebody does there.
struct Journey {
    path: String,
    heading: String,
    /// What is typed wrongly, and what the page says of it.
    wrong: (&'static str, &'static str, &'static str),
    right: Vec<(&'static str, &'static str)>,
    button: &'static str,
    /// The page that asks once more, and its button.
    asked: Option<(&'static str, &'static str)>,
    /// The heading where it leads in the end.
    result: &'static str,
}

#[test]
fn reload_back_and_forward_lead_somewhere_after_every_form_with_javascript() {
    every_form(Script::On);
}

#[test]
fn reload_back_and_forward_lead_somewhere_after_every_form_without_javascript() {
    every_form(Script::Off);
}

fn journeys(rex: &str, bella: &str, customer: &str) -> Vec<Journey> {
    let about = |pet: &str, what: &str, heading: &str| (format!("{pet}/{what}"), heading.to_owned());
    let journey = |(path, heading), wrong, right: &[_], button, asked, result| Journey {
        path,
        heading,
        wrong,
        right: right.to_vec(),
        button,
        asked,
        result,
    };
    let (price, place) = ("Enter a price", "Enter a place");
    vec![
        journey(
            ("/pets/arrival".into(), "New arrival".into()),
            ("Price", "much", "is no amount"),
            &[("Name", "Kit"), ("Species", "Dog"), ("Price", "10")],
            "Record the arrival",
            None,
            "Kit",
        ),
        journey(
            (format!("/pets/birth?mother_id={}", bella.trim_start_matches("/pets/")), "New birth".into()),
            ("Price", "", price),
            &[("The young one’s name", "Kitten"), ("Price", "10")],
            "Record the birth",
            None,
            "Kitten",
        ),
        journey(
            about(rex, "price-change", "New price for Rex"),
            ("New price", "", price),
            &[("New price", "12")],
            "Change the price",
            None,
            "Rex",
        ),
        journey(
            about(bella, "name", "Mend the name of Bella"),
            ("What is it called?", "", "Enter a name"),
            &[("What is it called?", "Belle")],
            "Record the name",
            None,
            "Belle",
        ),
        journey(
            about(rex, "loss", "Report Rex lost"),
            ("Where was it last seen?", "", place),
            &[("Where was it last seen?", "the park")],
            "Report the loss",
            None,
            "Rex",
        ),
        journey(
            about(rex, "find", "Report Rex found"),
            ("Where was it found?", "", place),
            &[("Where was it found?", "the park")],
            "Record the find",
            None,
            "Rex",
        ),
        journey(
            about(rex, "sale", "Sell Rex"),
            ("Price paid", "", price),
            &[("The customer’s name", "Mr Moe"), ("Price paid", "12")],
            "Continue",
            Some(("Sell Rex to Mr Moe for 12.00 €?", "Sell Rex")),
            "Rex",
        ),
        journey(
            about(rex, "return", "Rex has come back"),
            ("Paid back", "", "Enter a refund"),
            &[("Why?", "an allergy"), ("Paid back", "12")],
            "Continue",
            Some(("Has Rex come back?", "Rex has come back")),
            "Rex",
        ),
        journey(
            about(rex, "retraction", "Take back the return of Rex"),
            ("Why?", "", "Say why"),
            &[("Why?", "the wrong dog")],
            "Continue",
            Some(("Take back the return of Rex?", "Take it back")),
            "Rex",
        ),
        journey(
            (format!("{customer}/edit"), "Mend Mrs Lang".into()),
            ("Name", "", "Enter the customer’s name"),
            &[("Name", "Mrs Long")],
            "Save",
            None,
            "Mrs Long",
        ),
        journey(
            ("/admin/accounts".into(), "Accounts".into()),
            ("Name", "Eve", "Enter a password"),
            &[("Name", "Eve"), ("Password", "eleven wet otters"), ("The same password again", "eleven wet otters")],
            "Add account",
            None,
            "Accounts",
        ),
        journey(
            ("/account".into(), "Ada".into()),
            ("Current password", "wrong", "Enter a password"),
            &[("Current password", PASSWORD), ("New password", "twelve wet otters"), ("New password again", "twelve wet otters")],
            "Change password",
            None,
            "Ada",
        ),
    ]
}

fn every_form(script: Script) {
    let shop = Shop::open();
    let ada = shop.admin();
    let (rex, bella) = (arrival(&ada, "Rex", "Dog", "10"), arrival(&ada, "Bella", "Cat", "135"));
    sale(&ada, &arrival(&ada, "Tom", "Cat", "5"), "Mrs Lang", "5");
    let customer = ada.get("/customers?q=Lang").attr("main a.name", "href").remove(0);
    let Some(tab) = Tab::of(&shop, &ada, script) else { return };
    for journey in journeys(&rex, &bella, &customer) {
        let before = events(&shop);
        refused(&tab, &journey);
        let pages = sent(&tab, &journey);
        assert_is_done(&tab, &journey);
        let after = events(&shop);
        assert!(after <= before + 1, "{}", journey.path);
        for _ in 0..pages {
            tab.goes_back();
            // Whatever it is, it is the shop's own, and offers nothing for what happened before.
            assert!(!tab.heading().is_empty(), "Back from {}", journey.path);
            let offers = tab.title();
            assert!(!offers.contains("Take back the sale") && !offers.contains("Take back the find"), "{offers}");
        }
        for _ in 0..pages {
            tab.until_new(|| drop(tab.ask("history.forward()")));
            assert!(!tab.heading().is_empty(), "Forward from {}", journey.path);
        }
        assert_eq!(events(&shop), after, "{}: nothing is recorded by looking", journey.path);
    }
    tab.never_complained();
}

/// A form that is wrong: reloaded, left and come back to. Without scripts it stands as it was.
fn refused(tab: &Tab, Journey { path, heading, wrong: (label, text, problem), button, .. }: &Journey) {
    tab.goes_to("/events");
    tab.goes_to(path);
    assert_eq!(tab.heading(), *heading);
    tab.fills(label, text);
    tab.follows(button);
    tab.reads(problem);
    let stands = || match tab.script {
        Script::Off => tab.reads(problem),
        Script::On => assert_eq!(tab.heading(), *heading),
    };
    tab.reloads();
    stands();
    tab.goes_to("/events");
    tab.goes_back();
    stands();
    tab.goes_back();
    assert_eq!(tab.heading(), *heading, "Back to the form before");
}

/// Sends it rightly; answers how many pages lie behind.
fn sent(tab: &Tab, Journey { path, right, button, asked, .. }: &Journey) -> usize {
    tab.goes_to(path);
    for (label, text) in right {
        tab.fills(label, text);
    }
    tab.follows(button);
    let Some((question, yes)) = asked else { return 2 };
    assert_eq!(tab.heading(), *question);
    if tab.script == Script::Off {
        tab.reloads();
        assert_eq!(tab.heading(), *question, "reload");
        tab.goes_to("/events");
        tab.goes_back();
        assert_eq!(tab.heading(), *question, "and Back");
    }
    tab.follows(yes);
    3
}

fn assert_is_done(tab: &Tab, Journey { result, path, .. }: &Journey) {
    tab.until(result, &format!("document.querySelector('h1').textContent.trim() === '{result}'"));
    if path.starts_with("/pets/") {
        tab.until("the focus on what was recorded", "document.activeElement.id === 'recorded'");
    }
    tab.reloads();
    assert_eq!(tab.heading(), *result, "reload");
}

#[test]
fn whoever_goes_back_after_taking_something_back_is_told_so_and_not_offered_the_event_before() {
    for script in [Script::On, Script::Off] {
        let shop = Shop::open();
        let ben = shop.staff();
        let rex = arrival(&ben, "Rex", "Dog", "10");
        ben.fill_in(&format!("{rex}/price-change"), &[("new_price", "12")]);
        let Some(tab) = Tab::of(&shop, &ben, script) else { return };
        tab.goes_to(&rex);
        tab.follows("Take back");
        tab.fills("Why?", "the wrong dog");
        tab.follows("Continue");
        tab.follows("Take it back");
        tab.reads("The price change of Rex was taken back");
        for _ in 0..2 {
            tab.goes_back();
            assert!(tab.title().contains("Take back the price change of Rex"), "{script:?}: {}", tab.title());
        }
        // However the page comes back, and whatever the browser keeps of it, nothing else is taken back there.
        tab.reloads();
        tab.reads("The price change of Rex has been taken back");
        assert_eq!(tab.count("main form.form"), 0, "{script:?}: nothing is offered");
        tab.never_complained();
    }
}

#[test]
fn after_signing_out_back_shows_nothing_of_the_shop() {
    for script in [Script::On, Script::Off] {
        let shop = Shop::open();
        let ben = shop.staff();
        let rex = arrival(&ben, "Rex", "Dog", "10");
        let Some(tab) = Tab::of(&shop, &ben, script) else { return };
        tab.goes_to(&rex);
        tab.follows("Sell");
        tab.fills("The customer’s name", "Mrs Lang");
        tab.follows("Continue");
        tab.clicks(".account-menu summary");
        tab.follows("Sign out");
        tab.until("the door", "location.pathname === '/login'");
        for _ in 0..2 {
            tab.goes_back();
            tab.is_on("/login");
            assert!(!tab.ask("document.body.innerText").as_str().unwrap().contains("Lang"));
        }
    }
}

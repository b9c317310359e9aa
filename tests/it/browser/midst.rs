//! What comes in between: a session that ends, a hand that clicks twice, somebody who was faster.

use super::{Script, Tab};
use crate::harness::{Answer, PASSWORD, Shop, Visitor};
use hello::store::people::accounts::Role;

const BOTH: [Script; 2] = [Script::On, Script::Off];

pub fn arrival(visitor: &Visitor, name: &str, species: &str, price: &str) -> String {
    let answer = visitor.fill_in("/pets/arrival", &[("name", name), ("species", species), ("price", price)]);
    assert_eq!(answer.status, 303, "{}", answer.body);
    answer.location().to_owned()
}

pub fn sale(visitor: &Visitor, pet: &str, customer: &str, price: &str) -> Answer {
    let answer = visitor.fill_in(&format!("{pet}/sale"), &[("customer_name", customer), ("sale_price", price), ("confirm", "yes")]);
    assert_eq!(answer.status, 303, "{}", answer.body);
    answer
}

#[test]
fn a_session_that_ends_in_the_middle_of_work_leads_to_sign_in_and_back() {
    let shop = Shop::open();
    let account = shop.account("Ben", Role::Staff);
    for script in BOTH {
        let ben = shop.signed_in(account);
        let rex = arrival(&ben, "Rex", "Dog", "10");
        let Some(tab) = Tab::of(&shop, &ben, script) else { return };
        tab.goes_to(&rex);
        ben.post("/logout", &[]);
        tab.follows("Sell");
        signs_in(&tab);
        tab.is_at(&format!("{rex}/sale"));

        tab.tell("Network.clearBrowserCookies", serde_json::json!({}));
        tab.fills("The customer’s name", "Mrs Lang");
        // With scripts, looking customers up has met the end of the session before anything is pressed.
        if script == Script::Off {
            tab.follows("Continue");
        }
        signs_in(&tab);
        tab.until("the form", &format!("location.pathname === '{rex}/sale' && document.readyState === 'complete'"));
        tab.reads("Nothing has been recorded yet");
        let typed = tab.value("The customer’s name");
        assert!(!typed.is_empty() && "Mrs Lang".starts_with(&typed), "what was typed when it was sent: {typed}");
        assert!(script == Script::On || typed == "Mrs Lang");
        tab.fills("The customer’s name", "Mrs Lang");
        tab.follows("Continue");
        assert_eq!(tab.heading(), "Sell Rex to Mrs Lang for 10.00 €?");
        tab.never_complained();
    }
}

fn signs_in(tab: &Tab) {
    tab.until("sign-in", "location.pathname === '/login' && document.readyState === 'complete'");
    tab.fills("Your name", "Ben");
    tab.fills("Your password", PASSWORD);
    tab.follows("Sign in");
}

#[test]
fn two_clicks_on_a_button_make_one_event() {
    let shop = Shop::open();
    let ben = shop.staff();
    for (script, events) in BOTH.into_iter().zip([1, 2]) {
        let Some(tab) = Tab::of(&shop, &ben, script) else { return };
        tab.goes_to("/pets/arrival");
        for (label, text) in [("Name", "Rex"), ("Species", "Dog"), ("Price", "10")] {
            tab.fills(label, text);
        }
        tab.until_new(|| tab.double_clicks("Record the arrival"));
        tab.reads("Arrived at 10.00 €");
        assert_eq!(ben.get("/events").select("a[data-row]").len(), events, "JavaScript {script:?}");
        tab.never_complained();
    }
}

#[test]
fn whoever_was_slower_sees_what_happened_and_keeps_what_was_typed() {
    let shop = Shop::open();
    let (ada, ben) = (shop.admin(), shop.staff());
    for script in BOTH {
        let rex = arrival(&ben, "Rex", "Dog", "10");
        let Some(tab) = Tab::of(&shop, &ada, script) else { return };
        tab.goes_to(&format!("{rex}/price-change"));
        tab.fills("New price", "12");
        tab.fills("Note", "He can sit now");
        ben.fill_in(&format!("{rex}/price-change"), &[("new_price", "11")]);
        tab.follows("Change the price");
        tab.reads("Someone was faster");
        tab.reads("Ben changed the price of Rex to 11.00 €");
        assert_eq!((tab.value("New price").as_str(), tab.value("Note").as_str()), ("12", "He can sit now"));
        if script == Script::On {
            tab.until("the focus on the news", "document.activeElement.matches('[data-news]')");
        }
        tab.follows("Change the price");
        tab.reads("11.00 € →is now 12.00 €");

        tab.follows("Report lost");
        tab.fills("Where was it last seen?", "the park");
        sale(&ben, &rex, "Mrs Lang", "12");
        tab.follows("Report the loss");
        tab.reads("Ben sold Rex to Mrs Lang");
        assert_eq!(tab.value("Where was it last seen?"), "the park");
        assert_eq!(tab.count("main form .button.main"), 0, "nothing more happens to a sold pet");
        tab.never_complained();
    }
}

//! Reload and Back in front of the door, and where something is shown once: the browser that sent the form finds its answer again, and no other does.

use super::{Script, Tab};
use crate::harness::{PASSWORD, Shop};
use crate::second_factor::Phone;
use hello::store::people::accounts::Role;

/// A form that was refused: without scripts it stands as it was, however one comes back to it.
fn stands(tab: &Tab, heading: &str, problem: &str) {
    tab.reads(problem);
    let again = || {
        assert_eq!(tab.heading(), heading);
        if tab.script == Script::Off {
            tab.reads(problem);
        }
    };
    tab.reloads();
    again();
    tab.goes_to("/events");
    tab.goes_back();
    again();
}

fn text(tab: &Tab) -> String {
    tab.ask("document.body.innerText + [...document.querySelectorAll('input')].map(i => i.value).join()").as_str().unwrap().to_owned()
}

#[test]
fn reload_and_back_lead_somewhere_at_the_door_and_nobody_learns_there_who_was_before() {
    for script in [Script::On, Script::Off] {
        let shop = Shop::open();
        let Some(tab) = Tab::open(&shop, script) else { return };
        tab.goes_to(&shop.setup_link());
        tab.fills("Your name", "Ada");
        tab.follows("Open the shop");
        stands(&tab, "Open the shop", "Enter a password");
        tab.fills("Your name", "Ada");
        tab.fills("Password", PASSWORD);
        tab.fills("The same password again", PASSWORD);
        tab.follows("Open the shop");
        tab.is_at("/");
        tab.goes_back();
        assert!(!tab.heading().is_empty(), "{script:?}");
        tab.goes_to("/pets");

        tab.clicks(".account-menu summary");
        tab.follows("Sign out");
        tab.goes_to("/login?next=%2Fpets");
        tab.fills("Your name", "Ada");
        tab.fills("Your password", "wrong");
        tab.follows("Sign in");
        stands(&tab, "Sign in", "Check the name and the password");
        tab.fills("Your name", "Ada");
        tab.fills("Your password", PASSWORD);
        tab.follows("Sign in");
        tab.is_at("/pets");
        tab.goes_back();
        assert!(!tab.heading().is_empty(), "{script:?}");
        tab.goes_to("/pets");

        tab.clicks(".account-menu summary");
        tab.follows("Sign out");
        for _ in 0..6 {
            tab.goes_back();
            assert_eq!(tab.heading(), "Sign in", "{script:?}");
            assert!(!text(&tab).contains("Ada"), "{script:?}: {}", text(&tab));
        }
        tab.never_complained();
    }
}

#[test]
fn reload_and_back_lead_somewhere_while_a_second_factor_is_set_up_and_asked_for() {
    for script in [Script::On, Script::Off] {
        let shop = Shop::open();
        let ben = shop.account("Ben", Role::Staff);
        let Some(tab) = Tab::of(&shop, &shop.signed_in(ben), script) else { return };
        tab.goes_to("/account/second-factor?next=%2Fpets");
        tab.until_new(|| tab.clicks("button[value=begin]"));
        stands(&tab, "Second factor", "Enter your current password");
        tab.fills("Current password", PASSWORD);
        tab.until_new(|| tab.clicks("button[value=begin]"));
        tab.fills("The code that your phone shows", "1");
        tab.follows("Turn it on");
        stands(&tab, "Second factor", "Check the code");
        let phone = Phone::reads(&shop.signed_in(ben).get("/account/second-factor"));
        tab.fills("The code that your phone shows", &phone.shows(&shop));
        tab.follows("Turn it on");
        tab.reads("Your recovery codes");
        let codes = || tab.ask("document.querySelector('.codes')?.textContent ?? ''").as_str().unwrap().to_owned();
        let shown = codes();
        if script == Script::Off {
            tab.reloads();
            assert_eq!(codes(), shown, "a browser that is reloaded by accident loses no code");
        }
        tab.follows("I have kept them");
        tab.is_at("/pets");
        tab.goes_back();
        assert!(!tab.heading().is_empty(), "{script:?}");
        tab.goes_to("/pets");

        tab.clicks(".account-menu summary");
        tab.follows("Sign out");
        for _ in 0..4 {
            tab.goes_back();
            assert_eq!((tab.heading().as_str(), codes().as_str()), ("Sign in", ""), "{script:?}");
        }
        tab.goes_to("/login");
        tab.fills("Your name", "Ben");
        tab.fills("Your password", PASSWORD);
        tab.follows("Sign in");
        tab.fills("The code that your phone shows", "000000");
        tab.follows("Sign in");
        stands(&tab, "Your code", "Check the code");
        tab.never_complained();
    }
}

#[test]
fn a_token_that_was_just_made_can_be_reloaded_and_is_shown_to_nobody_who_comes_later() {
    let shop = Shop::open();
    let ada = shop.admin();
    let Some(tab) = Tab::of(&shop, &ada, Script::Off) else { return };
    tab.goes_to("/admin/tokens");
    tab.fills("Which program it is for", "Till");
    tab.follows("Make token");
    let secret = tab.ask("document.querySelector('.long').textContent").as_str().unwrap().to_owned();
    tab.reloads();
    tab.reads(&secret);
    tab.follows("All tokens");
    tab.reads("Till");
    assert!(!text(&tab).contains(&secret));
    tab.clicks(".account-menu summary");
    tab.follows("Sign out");
    let eve = shop.account("Eve", Role::Admin);
    tab.goes_to("/login?next=%2Fadmin%2Ftokens%3Fmade%3DTill");
    tab.fills("Your name", "Eve");
    tab.fills("Your password", PASSWORD);
    tab.follows("Sign in");
    tab.reads("Till");
    assert!(!text(&tab).contains(&secret), "{eve:?} is somebody else");
    tab.never_complained();
}

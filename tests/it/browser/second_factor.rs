//! A second factor set up, asked for and lost, in a real browser: with scripts and without them, for everybody, in light and dark.

use super::{Script, Tab, axe};
use crate::{
    harness::{PASSWORD, Shop},
    second_factor::Phone,
};
use hello::store::people::accounts::Role;

#[test]
fn a_second_factor_goes_well_with_javascript() {
    journey(Script::On, "light");
}

#[test]
fn a_second_factor_goes_well_in_the_dark() {
    journey(Script::On, "dark");
}

#[test]
fn a_second_factor_goes_well_without_javascript() {
    journey(Script::Off, "light");
}

fn journey(script: Script, scheme: &str) {
    let shop = Shop::open();
    let ben = shop.account("Ben", Role::Staff);
    let Some(tab) = Tab::of(&shop, &shop.signed_in(ben), script) else { return };
    let look = |what: &str| {
        if script == Script::On {
            let faults = axe::faults(&tab);
            assert!(faults.is_empty(), "{what}: {}", faults.join("\n"));
        }
        tab.resize(1280, 900);
    };
    tab.likes(scheme);
    if script == Script::On {
        axe::bring(&tab);
    }
    tab.goes_to("/account");
    tab.follows("Set up a second factor");
    tab.reads("Set it up");
    tab.fills("Current password", PASSWORD);
    tab.until_new(|| tab.clicks("button[value=begin]"));
    tab.reads("Show it to your phone");
    tab.goes_to("/account/second-factor");
    look("the secret");
    let page = shop.signed_in(ben).get("/account/second-factor");
    let phone = Phone::reads(&page);
    tab.fills("The code that your phone shows", "1");
    tab.follows("Turn it on");
    tab.reads("Check the code");
    look("a wrong code");
    tab.fills("The code that your phone shows", &phone.shows(&shop));
    tab.follows("Turn it on");
    tab.reads("Your recovery codes");
    look("the recovery codes");
    let recovery = tab.ask("document.querySelector('.codes li').textContent").as_str().unwrap().to_owned();
    tab.follows("I have kept them");
    tab.is_at("/");
    for path in ["/account/second-factor", "/account/second-factor/codes", "/account/second-factor/off", "/account"] {
        tab.goes_to(path);
        look(path);
    }

    tab.clicks(".account-menu summary");
    tab.follows("Sign out");
    tab.fills("Your name", "Ben");
    tab.fills("Your password", PASSWORD);
    tab.follows("Sign in");
    tab.is_at("/login/code");
    look("the code at the door");
    tab.fills("The code that your phone shows", "000000");
    tab.follows("Sign in");
    tab.reads("Check the code");
    look("a wrong code at the door");
    tab.fills("The code that your phone shows", &recovery);
    tab.follows("Sign in");
    tab.is_at("/");
    tab.never_complained();
}

//! A shop that cannot be reached costs nobody what they typed.

use super::{Script, Tab};
use crate::day::{self, arrival, events};
use crate::harness::{Shop, Visitor};
use std::io::{Read, Write};
use std::net::TcpListener;

fn fills_in(tab: &Tab, price: &str) {
    for (label, text) in [("Name", "Cuz"), ("Species", "Dog"), ("Price", price)] {
        tab.fills(label, text);
    }
}

/// What a proxy says while the shop behind it is away.
fn bad_gateway(shop: &Shop, meanwhile: impl FnOnce()) {
    let listener = TcpListener::bind(shop.url.trim_start_matches("http://")).unwrap();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            // A browser opens connections beside the one by which it sends.
            for socket in listener.incoming().flatten() {
                let mut socket = socket;
                let mut asked = [0; 4096];
                let read = socket.read(&mut asked).unwrap_or_default();
                let _ = socket.write_all(b"HTTP/1.1 502 Bad Gateway\r\ncontent-length: 11\r\nconnection: close\r\n\r\nBad Gateway");
                if asked.starts_with(b"BYE") || (read > 0 && asked.starts_with(b"POST ")) {
                    return;
                }
            }
        });
        meanwhile();
        // In case that nothing was sent.
        let _ = std::net::TcpStream::connect(shop.url.trim_start_matches("http://")).map(|mut socket| socket.write_all(b"BYE"));
    });
}

#[test]
fn with_javascript_the_form_stays_as_it_is_and_sent_again_it_is_recorded_once() {
    let mut shop = Shop::open();
    let ben = shop.staff();
    let Some(tab) = Tab::of(&shop, &ben, Script::On) else { return };
    tab.goes_to("/pets/arrival");
    fills_in(&tab, "10");
    shop.reopen(|shop| {
        tab.presses("Record the arrival");
        tab.reads("The shop cannot be reached");
        assert_eq!((tab.value("Name").as_str(), tab.value("Price").as_str()), ("Cuz", "10"));
        tab.until("the focus on it", "document.activeElement.matches('[data-unreachable]')");
        bad_gateway(shop, || {
            tab.ask("document.querySelector('[data-unreachable]').remove()");
            tab.presses("Record the arrival");
            tab.reads("The shop cannot be reached");
        });
        assert_eq!((tab.value("Name").as_str(), tab.value("Price").as_str()), ("Cuz", "10"));
    });
    tab.follows("Record the arrival");
    tab.reads("Arrived at 10.00 €");
    assert_eq!(events(&shop), 1);
}

#[test]
fn without_javascript_the_browser_sends_the_same_form_again_and_it_is_recorded_once() {
    let mut shop = Shop::open();
    let ben = shop.staff();
    let Some(tab) = Tab::of(&shop, &ben, Script::Off) else { return };
    tab.goes_to("/pets/arrival");
    fills_in(&tab, "10");
    shop.reopen(|_| {
        tab.presses("Record the arrival");
        tab.until("the browser's own page", "document.readyState === 'complete' && document.querySelector('main') === null");
    });
    tab.tell("Page.reload", serde_json::json!({}));
    tab.reads("Arrived at 10.00 €");
    tab.reloads();
    assert_eq!(events(&shop), 1);
}

#[test]
fn while_the_database_is_away_the_page_that_says_so_sends_the_form_again() {
    for script in [Script::On, Script::Off] {
        let shop = Shop::with().config(|config| config.pool_wait = std::time::Duration::from_millis(300)).open();
        let ben = shop.staff();
        let Some(tab) = Tab::of(&shop, &ben, script) else { return };
        tab.goes_to("/pets/arrival");
        fills_in(&tab, "10");
        shop.database.close();
        tab.follows("Record the arrival");
        assert_eq!(tab.heading(), "The shop cannot answer just now");
        tab.reads("Cuz");
        shop.database.reopen();
        for _ in 0..20 {
            tab.follows("Send it again");
            if tab.heading() == "Cuz" {
                break;
            }
        }
        tab.reads("Arrived at 10.00 €");
        assert_eq!(events(&shop), 1, "{script:?}");
    }
}

#[test]
fn a_clerk_who_mends_what_was_recorded_unheard_sees_both_and_goes_on_from_there() {
    for script in [Script::On, Script::Off] {
        let shop = Shop::open();
        let ben = shop.staff();
        let Some(tab) = Tab::of(&shop, &ben, script) else { return };
        tab.resize(360, 800);
        tab.goes_to("/pets/arrival");
        fills_in(&tab, "250");
        let pet = unheard(&tab, &ben);
        tab.follows("Record the arrival");
        tab.reads("Nothing of what you typed now was recorded");
        tab.reads("arrived at 2,500.00 €");
        assert_eq!(tab.ask("document.documentElement.scrollWidth"), 360, "{script:?}: it fits a phone");
        day::record(&ben, &day::retraction(&pet));
        tab.follows("Record what you typed");
        tab.reads("Nothing has been recorded yet");
        assert_eq!((tab.value("Name").as_str(), tab.value("Price").as_str()), ("Cuz", "250"));
        tab.follows("Record the arrival");
        tab.reads("Arrived at 250.00 €");
        assert_eq!(events(&shop), 3);
        tab.never_complained();
    }
}

/// The form in the tab is recorded with another price, and its answer is lost.
fn unheard(tab: &Tab, ben: &Visitor) -> String {
    let key = tab.ask("document.querySelector('main [name=form_key]').value").as_str().unwrap().to_owned();
    let form = arrival().with("name", "Cuz").with("species", "Dog").with("price", "2500").with("note", "");
    let answer = form.send_with(ben, &[("form_key".to_owned(), key)]);
    assert_eq!(answer.status, 303, "{}", answer.body);
    answer.location().to_owned()
}

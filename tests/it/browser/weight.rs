//! What a page weighs on the wire.

use super::{Script, Tab};
use crate::harness::Shop;
use serde_json::Value;

/// At most so much beside the fonts, compressed.
const BYTES: f64 = 60.0 * 1024.0;

#[test]
fn the_first_view_is_light_and_later_ones_reuse_what_is_cached() {
    let shop = Shop::open();
    let ada = shop.admin();
    for n in 0..60 {
        super::midst::arrival(&ada, &format!("Pet {n}"), "Cat", "10");
    }
    for script in [Script::On, Script::Off] {
        let Some(tab) = Tab::of(&shop, &ada, script) else { return };
        let first = loads(&tab, "/pets");
        let beside_fonts: Vec<_> = first.iter().filter(|one| !one.address.ends_with(".woff2")).collect();
        let fonts: Vec<_> = first.iter().filter(|one| one.address.ends_with(".woff2")).collect();
        let bytes: f64 = beside_fonts.iter().map(|one| one.bytes).sum();
        assert!(fonts.len() <= 2 && fonts.iter().map(|one| one.bytes).sum::<f64>() < BYTES, "{fonts:#?}");
        assert!(bytes <= BYTES, "{bytes} bytes: {first:#?}");
        assert!(beside_fonts.len() <= 1 + 3, "the page and three more: {first:#?}");

        for path in ["/", "/events", "/pets/arrival"] {
            let later = loads(&tab, path);
            assert_eq!(later.len(), 1, "nothing but the page: {later:#?}");
        }
    }
}

#[derive(Debug)]
struct Load {
    address: String,
    bytes: f64,
}

/// What goes over the wire when an address is opened.
fn loads(tab: &Tab, path: &str) -> Vec<Load> {
    tab.events.lock().unwrap().clear();
    tab.goes_to(path);
    let arrived = |events: &[(String, Value)], id: &Value| {
        let end = events.iter().find(|(name, event)| name == "Network.loadingFinished" && event["requestId"] == *id);
        end.and_then(|(_, event)| event["encodedDataLength"].as_f64())
    };
    let events = tab.events.lock().unwrap();
    let cached = |id: &Value| events.iter().any(|(name, event)| name == "Network.requestServedFromCache" && event["requestId"] == *id);
    let answers = events.iter().filter(|(name, _)| name == "Network.responseReceived").map(|(_, event)| event);
    // The stream of news stays open beside the page and is no part of it.
    let is_news = |event: &Value| event["response"]["mimeType"] == "text/event-stream";
    answers
        .filter(|event| event["response"]["fromDiskCache"] != true && !cached(&event["requestId"]) && !is_news(event))
        // The wire on which a page hears what happens is no part of the view; it stays open.
        .filter(|event| event["type"] != "EventSource" && !event["response"]["url"].as_str().is_some_and(|url| url.contains("/live?")))
        .map(|event| Load {
            address: event["response"]["url"].as_str().unwrap_or_default().to_owned(),
            bytes: arrived(&events, &event["requestId"]).unwrap_or(0.0),
        })
        .collect()
}

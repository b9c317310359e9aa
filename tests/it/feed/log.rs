//! The log by HTTP: pages, waiting, a stream; and the pets.

use super::{Program, arrive, json, next};
use crate::day;
use crate::harness::{Listener, Shop};
use hello::store::people::tokens;
use hello::store::people::tokens::Scope;
use std::time::{Duration, Instant};

#[test]
fn the_log_is_read_page_by_page_to_its_end_and_narrowed() {
    let shop = Shop::open();
    let program = Program::of(&shop, Scope::Log);
    let mut conn = shop.database.connect();
    let pets: Vec<_> = (0..7).map(|n| arrive(&mut conn, if n % 2 == 0 { "Cat" } else { "Dog" })).collect();
    let all = |address: &str| {
        let (mut there, mut ids) = (address.to_owned(), Vec::new());
        loop {
            let answer = program.get(&there);
            assert_eq!(answer.status, 200, "{}", answer.body);
            assert_eq!(answer.header("content-type"), "application/cloudevents-batch+json; charset=utf-8");
            let events = json(&answer);
            let events = events.as_array().unwrap();
            there = next(&answer);
            if events.is_empty() {
                break ids;
            }
            ids.extend(events.iter().map(|event| event["id"].as_str().unwrap().to_owned()));
        }
    };
    assert_eq!(all("/feed/events?limit=3").len(), 7);
    assert_eq!(all("/feed/events?limit=2&species=cAT").len(), 4);
    assert_eq!(all(&format!("/feed/events?pet={}", pets[0].0)), [pets[0].1.to_string()]);
    assert_eq!(all("/feed/events?type=PetSold").len(), 0);
    let end = next(&program.get("/feed/events?limit=1000"));
    let (_, late) = arrive(&mut conn, "Cat");
    assert_eq!(all(&end), [late.to_string()]);
}

#[test]
fn who_prefers_to_wait_hears_of_news_at_once_and_of_none_in_time() {
    let shop = Shop::open();
    let program = Program::of(&shop, Scope::Log);
    let end = next(&program.get("/feed/events"));
    let began = Instant::now();
    let none = program.get_with(&end, &[("prefer", "wait=1")]);
    assert_eq!((none.body.as_str(), none.header("preference-applied")), ("[]", "wait=1"));
    assert!(began.elapsed() >= Duration::from_millis(900));
    let events = std::thread::scope(|scope| {
        let waiting = scope.spawn(|| json(&program.get_with(&next(&none), &[("prefer", "respond-async, wait=20")])));
        std::thread::sleep(Duration::from_millis(300));
        arrive(&mut shop.database.connect(), "Cat");
        waiting.join().unwrap()
    });
    assert_eq!(events.as_array().unwrap().len(), 1);
    assert!(began.elapsed() < Duration::from_secs(20));
}

#[test]
fn who_waits_with_a_token_that_is_revoked_meanwhile_hears_nothing_more() {
    let shop = Shop::open();
    let program = Program::of(&shop, Scope::Log);
    let end = next(&program.get("/feed/events"));
    let now = shop.clock.now();
    let answer = std::thread::scope(|scope| {
        let waiting = scope.spawn(|| program.get_with(&end, &[("prefer", "wait=20")]));
        std::thread::sleep(Duration::from_millis(300));
        shop.sql(|conn| tokens::revoke(conn, program.id, now));
        arrive(&mut shop.database.connect(), "Cat");
        waiting.join().unwrap()
    });
    assert_eq!(answer.status, 401, "{}", answer.body);
}

#[test]
fn a_first_event_brings_the_number_by_which_people_call_the_pet() {
    let shop = Shop::open();
    let ada = shop.admin();
    let rex = day::arrived(&ada, "Rex");
    day::record(&ada, &day::sale(&rex));
    let program = Program::of(&shop, Scope::Log);
    let number = json(&program.get(&format!("/feed{rex}")))["number"].clone();
    let events = json(&program.get("/feed/events"));
    assert!(number.is_string() && events[0]["number"] == number && events[1]["number"].is_null(), "{events}");
}

#[test]
fn a_stream_tells_every_event_and_goes_on_where_it_broke_off_until_its_token_is_revoked() {
    let shop = Shop::open();
    let program = Program::of(&shop, Scope::Log);
    let mut conn = shop.database.connect();
    let first = arrive(&mut conn, "Cat").1;
    let headers = [("Authorization", program.bearer.as_str())];
    let mut stream = Listener::open(&shop, &shop.visitor(), "/feed/events", &headers);
    assert!(stream.head().to_lowercase().contains("content-type: text/event-stream"), "{}", stream.head());
    let heard = stream.next();
    assert_eq!((heard.event.as_str(), heard.data["id"].as_str().unwrap()), ("PetArrived", first.to_string().as_str()));
    let second = arrive(&mut conn, "Cat").1;
    let heard = stream.next();
    assert_eq!(heard.data["id"], second.to_string());
    drop(stream);
    let third = arrive(&mut conn, "Cat").1;
    let again = [("Authorization", program.bearer.as_str()), ("Last-Event-ID", heard.id.as_str())];
    let mut stream = Listener::open(&shop, &shop.visitor(), "/feed/events", &again);
    assert_eq!(stream.next().data["id"], third.to_string(), "and none twice");
    let now = shop.clock.now();
    shop.sql(|conn| tokens::revoke(conn, program.id, now));
    let fourth = arrive(&mut conn, "Cat").1;
    assert!(!stream.rest().contains(&fourth.to_string()), "who has no token any more hears nothing more");
}

#[test]
fn the_pets_are_those_of_now_or_of_a_moment_and_all_pages_of_the_same() {
    let shop = Shop::open();
    let program = Program::of(&shop, Scope::Log);
    let ada = shop.admin();
    let rex = day::arrived(&ada, "Rex");
    for name in ["Bella", "Ada", "Tom"] {
        day::arrived(&ada, name);
    }
    let first = program.get("/feed/pets?limit=2");
    let moment = json(&first)["as_of"].as_str().unwrap().to_owned();
    day::record(&ada, &day::sale(&rex));
    let now = json(&program.get(&format!("/feed{rex}")));
    assert_eq!((now["status"].as_str(), now["name"].as_str(), now["version"].as_i64()), (Some("sold"), Some("Rex"), Some(2)));
    let then = json(&program.get(&format!("/feed{rex}?as_of={moment}")));
    assert_eq!(then["status"], "available");
    let second = program.get(&next(&first));
    assert_eq!(json(&second)["as_of"], moment.as_str());
    assert_eq!(next(&second), "", "the last page leads nowhere");
    let mut pets: Vec<_> = [&first, &second].iter().flat_map(|page| json(page)["pets"].as_array().unwrap().clone()).collect();
    assert_eq!(pets.len(), 4);
    assert!(pets.iter().all(|pet| pet["status"] == "available"), "as of the first page");
    pets.dedup_by_key(|pet| pet["id"].to_string());
    assert_eq!(pets.len(), 4);
}

//! What was recorded together, what an event answers, and what followed from it: in the metadata, on the pages, in the feed, along with the books.

use super::day::{arrival, arrived, find, loss, price_change, record, retraction, returned, sale};
use super::feed::{Program, json};
use super::harness::{Answer, Database, Shop, Visitor, seal_key};
use super::roles::lines;
use super::stock::{until, uploaded};
use super::travel::{brought_into, exported};
use diesel::connection::SimpleConnection;
use hello::store::people::tokens::Scope;
use hello::store::state::snapshot;

/// What the metadata of a pet's events say, in the order of their versions: which event each answers, and with which it belongs together.
fn answers(shop: &Shop, pet: &str) -> Vec<String> {
    let said = "SELECT concat_ws(' ', event.event_type, 'answers ' || cause.event_type,
                       CASE event.metadata ->> 'correlation_id' WHEN event.metadata ->> 'request_id' THEN 'begins' WHEN cause.metadata ->> 'correlation_id' THEN 'belongs' END)
                FROM unified_events AS event
                LEFT JOIN unified_events AS cause ON cause.id::text = event.metadata ->> 'causation_id'";
    lines(
        &mut shop.database.connect(),
        &format!("{said} WHERE event.pet_id = '{}' ORDER BY event.version", pet.trim_start_matches("/pets/")),
    )
}

/// The page of a pet's event, the latest first.
fn event(visitor: &Visitor, pet: &str, place: usize) -> Answer {
    visitor.get(&visitor.get(pet).attr(".timeline a[data-row]", "href")[place])
}

/// The events to which a card of a page leads.
fn card(page: &Answer, id: &str) -> Vec<String> {
    page.attr(&format!("#{id} .when a"), "href")
}

#[test]
fn an_event_says_what_it_answers_and_its_page_leads_there_and_back() {
    let shop = Shop::open();
    let ben = shop.staff();
    let rex = arrived(&ben, "Rex");
    for form in [loss(&rex), find(&rex), sale(&rex), returned(&rex), retraction(&rex)] {
        record(&ben, &form);
    }
    assert_eq!(
        answers(&shop, &rex),
        [
            "PetArrived begins",
            "PetLost begins",
            "PetFoundAgain answers PetLost belongs",
            "PetSold begins",
            "PetReturned answers PetSold belongs",
            "EventRetracted answers PetReturned belongs"
        ]
    );
    let there = ben.get(&rex).attr(".timeline a[data-row]", "href");
    let [retraction, back, sold, found, lost, came] = there.as_slice() else { panic!("{there:?}") };
    for (page, because, followed) in [
        (came, None, None),
        (lost, None, Some(found)),
        (found, Some(lost), None),
        (sold, None, Some(back)),
        (back, Some(sold), Some(retraction)),
        (retraction, Some(back), None),
    ] {
        let page = ben.get(page);
        assert_eq!(card(&page, "because").first(), because);
        assert_eq!(card(&page, "followed").first(), followed);
        assert_eq!(card(&page, "beside"), [""; 0], "by a request of its own");
    }
    assert!(ben.get(back).text("main dl").contains("Belongs to") && !ben.get(sold).text("main dl").contains("Belongs to"));
}

#[test]
fn what_is_answered_is_found_however_far_back_it_lies() {
    let shop = Shop::open();
    let ben = shop.staff();
    let rex = arrived(&ben, "Rex");
    record(&ben, &loss(&rex));
    for price in 1..=20 {
        record(&ben, &price_change(&rex).with("new_price", &price.to_string()));
    }
    shop.sql(|conn| snapshot::refresh(conn, seal_key(), None));
    record(&ben, &find(&rex));
    assert_eq!(answers(&shop, &rex).last().unwrap(), "PetFoundAgain answers PetLost belongs");
}

#[test]
fn what_was_recorded_at_the_database_or_before_is_shown_as_far_as_it_is_known() {
    let shop = Shop::open();
    let ben = shop.staff();
    let rex = record(&ben, &loss(&arrived(&ben, "Rex")));
    let pet = rex.trim_start_matches("/pets/");
    let write = |kind: &str, columns: &str, values: &str, version: i32| {
        let text = format!(
            "INSERT INTO {kind} (id, created_at, pet_id, version, occurred_on, {columns})
             VALUES (gen_random_uuid(), clock_timestamp(), '{pet}', {version}, current_date, {values})"
        );
        shop.database.connect().batch_execute(&text).unwrap();
    };
    write("pet_found_again_events", "found_location, metadata", "'home', '{\"causation_id\": \"nobody knows\", \"correlation_id\": 7}'", 3);
    let page = ben.get(&format!("/events/{}", lines(&mut shop.database.connect(), "SELECT id FROM pet_found_again_events")[0]));
    assert_eq!((page.status, card(&page, "because")), (200, vec![]), "{}", page.body);
    write("event_retracted_events", "reason, retracted_event_id", "'a slip', (SELECT id FROM pet_found_again_events)", 4);
    let ids = lines(&mut shop.database.connect(), "SELECT id FROM unified_events WHERE version >= 3 ORDER BY version");
    let [found, retraction] = [0, 1].map(|place| format!("/events/{}", ids[place]));
    assert_eq!(card(&ben.get(&found), "followed"), [retraction.as_str()]);
    assert_eq!(card(&ben.get(&retraction), "because"), [found.as_str()]);
}

#[test]
fn six_of_a_litter_and_a_hundred_of_a_table_stand_together() {
    let shop = Shop::open();
    let ada = shop.admin();
    let bella = record(&ada, &arrival());
    let mother = bella.trim_start_matches("/pets/");
    let mut litter = super::day::Form::new("/pets/litter", &[("mother_id", mother)]);
    for name in ["Ada", "Bea", "Cleo", "Dora", "Eve", "Fay"] {
        litter.fields.extend([("name", name.to_owned()), ("price", "95".to_owned())]);
    }
    record(&ada, &litter);
    let births = ada.get("/events?type=PetBorn").attr(".timeline a[data-row]", "href");
    let page = ada.get(&births[2]);
    let others: Vec<_> = births.iter().filter(|birth| **birth != births[2]).cloned().collect();
    assert_eq!(card(&page, "beside"), others);
    assert_eq!(page.attr("a[href^='/events?with=']", "href"), [""; 0], "there are no more of them");

    let rows: String = (0..100).map(|n| format!("Rex {n},{},7\n", ["Dog", "Cat"][n % 2])).collect();
    let table = uploaded(&ada, "stock.csv", format!("name,species,price\n{rows}"));
    let columns =
        [("delimiter", "comma"), ("head", "yes"), ("column_name", "0"), ("column_species", "1"), ("column_price", "2"), ("do", "record")];
    assert_eq!(ada.fill_in(&table, &columns).status, 303);
    until(&ada, &table, "100 pets came in");
    let page = ada.get(&ada.get("/events").attr(".timeline a[data-row]", "href")[0]);
    assert_eq!(card(&page, "beside").len(), 8);
    let all = page.attr("main a[href^='/events?with=']", "href").remove(0);
    assert!(page.text("main").contains("All 101 events") || page.text("main").contains("All 100 events"), "{}", page.text("main"));

    let first = ada.get(&all);
    assert_eq!(first.select(".timeline li").len(), 50);
    assert!(first.text("#results").contains("These were recorded together with the arrival of Rex 99"), "{}", first.text("#results"));
    let next = ada.get(&first.attr(".pager a[rel=next]", "href")[0]);
    assert_eq!(next.select(".timeline li").len(), 50);
    assert_eq!(next.attr(".pager a[rel=next]", "href"), [""; 0], "and none of Bella's");
    assert_eq!(ada.get(&format!("{all}&species=cat")).select(".timeline li").len(), 50);
    assert_eq!(ada.get(&format!("{all}&type=PetBorn")).select(".timeline li").len(), 0);
    assert_eq!(ada.get(&all.replace("/events?", "/events.csv?")).body.lines().count(), 101);
    assert!(first.attr("form.filters input[type=hidden]", "name").contains(&"with".to_owned()), "another filter keeps it");
    let wrong = ada.get("/events?with=bella");
    assert_eq!((wrong.status, wrong.text(".error").as_str()), (422, "Those events could not be found; these are all of them"));
}

#[test]
fn what_another_shop_recorded_in_a_transaction_of_the_same_name_was_not_recorded_together() {
    let shop = Shop::open();
    let ben = shop.staff();
    let rex = arrived(&ben, "Rex");
    let copy =
        "INSERT INTO pet_arrived_events (id, created_at, pet_id, version, occurred_on, name, species, price, transaction_id, metadata)
                SELECT gen_random_uuid(), created_at, gen_random_uuid(), 1, occurred_on, name || n, species, price, transaction_id, meta
                FROM pet_arrived_events, (VALUES (1, '{}'::jsonb), (2, '{\"request_id\": \"another\"}')) AS other (n, meta)";
    shop.database.connect().batch_execute(copy).unwrap();
    assert_eq!(card(&event(&ben, &rex, 0), "beside"), [""; 0]);
}

#[test]
fn the_feed_says_it_and_the_books_take_it_along_to_the_byte() {
    let shop = Shop::open();
    let ben = shop.staff();
    let rex = record(&ben, &find(&record(&ben, &loss(&arrived(&ben, "Rex")))));
    let program = Program::of(&shop, Scope::Log);
    let told = json(&program.get("/feed/events"));
    let [came, lost, found] = [&told[0], &told[1], &told[2]];
    assert_eq!(found["causationid"], lost["id"]);
    assert!(lost["correlationid"].is_string() && found["correlationid"] == lost["correlationid"], "{told}");
    assert!(came["causationid"].is_null() && came["correlationid"] != lost["correlationid"], "{told}");
    assert_eq!(came["correlationid"], came["data"]["metadata"]["request_id"]);
    assert!(found["data"]["metadata"]["causation_id"].is_null(), "nothing stands twice");

    let books = exported(&mut shop.database.connect(), true);
    let new = Database::migrated();
    let mut there = new.connect();
    brought_into(&mut there, &books).unwrap();
    assert!(exported(&mut there, true) == books);
    let all = "SELECT concat(id, metadata, encode(hash, 'hex')) FROM unified_events ORDER BY id";
    assert_eq!(lines(&mut there, all), lines(&mut shop.database.connect(), all));
    assert_eq!(answers(&shop, &rex).len(), 3);
}

#[test]
fn an_invented_shop_tells_what_its_finds_returns_and_retractions_answer() {
    let database = Database::migrated();
    let mut conn = database.connect();
    let now = "2026-07-01T14:00:00Z".parse().unwrap();
    let plan = hello::demo::Plan { pets: 300, seed: 1, now, time_zone: chrono_tz::Europe::Vienna, currency: Default::default() };
    hello::demo::run(&mut conn, &plan, seal_key(), &mut |_| ()).unwrap();
    let found = lines(
        &mut conn,
        "SELECT event.event_type || ' ' || CASE WHEN cause.event_type IN ('PetLost', 'PetSold') THEN cause.event_type ELSE (cause.id IS NOT NULL)::text END
         FROM unified_events AS event
         LEFT JOIN unified_events AS cause ON cause.pet_id = event.pet_id AND cause.id::text = event.metadata ->> 'causation_id'
         WHERE event.event_type IN ('PetFoundAgain', 'PetReturned', 'EventRetracted')
         GROUP BY 1 ORDER BY 1",
    );
    assert_eq!(found, ["EventRetracted true", "PetFoundAgain PetLost", "PetReturned PetSold"]);
}

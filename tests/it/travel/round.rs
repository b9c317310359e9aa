//! Out, in, and out again: the same to the byte.

use super::{brought_into, exported, exported_by, refresh, shop};
use crate::harness::{Database, Shop};
use crate::integrity::assert_clean;
use crate::truth::{attempts, histories};
use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection, QueryableByName, RunQueryDsl, sql_query, sql_types};
use hello::shop::{EventKind, PetId};
use hello::store::log::insert::insert;
use hello::store::state::snapshot;
use hello::store::travel::cursor::Cursor;
use hello::store::travel::export::Wish;
use hello::store::travel::feed;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use serde_json::Value;
use std::collections::BTreeSet;
use uuid::Uuid;

fn lines(books: &[u8]) -> Vec<Value> {
    std::str::from_utf8(books).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn kinds(books: &[u8], kind: &str) -> usize {
    lines(books).iter().filter(|line| line["type"] == kind).count()
}

#[test]
fn what_was_exported_and_brought_in_is_exported_the_same_to_the_byte() {
    let old = Database::migrated();
    let mut conn = shop(&old, 40);
    for people in [true, false] {
        let books = exported(&mut conn, people);
        let new = Database::migrated();
        let mut there = new.connect();
        let done = brought_into(&mut there, &books).unwrap();
        assert_eq!(done.counts.seals, 3);
        assert!(exported(&mut there, people) == books, "with people: {people}");
        assert_eq!(exported(&mut there, false), exported(&mut conn, false), "who leaves people out later leaves out the same");
        let found = assert_clean(&mut there, &[]);
        assert_eq!((found.seals, found.events - found.sealed_events), (3, 2));
        assert_eq!(kinds(&books, "Customer") > 0, people);
        assert_eq!(kinds(&books, "Account") > 0, people);
        // And the shop goes on.
        there.batch_execute("INSERT INTO pet_found_again_events (id, created_at, pet_id, version, occurred_on, found_location) SELECT gen_random_uuid(), clock_timestamp(), id, version + 1, current_date, 'home' FROM pets_state WHERE status = 'lost' LIMIT 1").unwrap();
        refresh(&mut there);
        assert_eq!(assert_clean(&mut there, &[]).seals, 4);
        let boundary = snapshot::boundary(&mut there).unwrap();
        assert_eq!(snapshot::tail_length(&mut there, &boundary).unwrap(), 0);
    }
}

#[test]
fn the_books_hold_every_event_as_a_cloud_event_and_no_names_of_people_unless_asked() {
    let database = Database::migrated();
    let mut conn = shop(&database, 40);
    let books = exported(&mut conn, false);
    let lines = lines(&books);
    assert_eq!(lines.first().unwrap()["type"], "BooksBegin");
    assert_eq!(lines.last().unwrap()["type"], "BooksEnd");
    let mut seen = std::collections::BTreeMap::new();
    for line in &lines {
        for required in ["specversion", "id", "source", "type", "datacontenttype", "hash", "line"] {
            assert!(!line[required].is_null(), "{required} of {line}");
        }
        if let Some(kind) = line["type"].as_str().and_then(EventKind::named) {
            assert!(line["time"].as_str().unwrap().ends_with('Z') && line["occurredon"].is_string() && line["transaction"].is_string());
            let pet = line["subject"].as_str().unwrap().to_owned();
            let version = seen.entry(pet).or_insert(0);
            *version += 1;
            assert_eq!(line["version"], *version, "a pet's events stand in their order");
            assert_eq!(*version == 1, matches!(kind, EventKind::Arrived | EventKind::Born));
        }
    }
    assert!(lines.iter().any(|line| line["note"] == "a\nb ü"));
    let numbered = lines.iter().filter(|line| line["number"].is_string());
    assert_eq!(numbered.count(), seen.len(), "each pet's number comes with its first event");
    let text = String::from_utf8(books).unwrap();
    assert!(text.contains("\"é\":[1.50,{}]"), "with the digits that it was written with");
    let names = "SELECT name FROM customers WHERE name IS NOT NULL UNION SELECT name FROM accounts";
    let names = sql_query(names).get_results::<Name>(&mut conn).unwrap();
    assert!(names.len() > 5);
    for Name { name } in names {
        assert!(!text.contains(&format!("\"{name}\"")), "{name}");
    }
    let with_people = String::from_utf8(exported(&mut conn, true)).unwrap();
    assert!(with_people.contains("\"forgotten_by\"") && with_people.contains("\"joined_into\""));
}

#[test]
fn random_histories_come_out_of_another_shop_as_they_went_in() {
    let mut runner = TestRunner::new(proptest::test_runner::Config { failure_persistence: None, ..Default::default() });
    for _ in 0..8 {
        let old = Database::migrated();
        let mut conn = old.connect();
        let customer = customer(&mut conn);
        for _ in 0..6 {
            let tried = attempts().new_tree(&mut runner).unwrap().current();
            // A young one may be recorded before its mother, as clocks go; never committed.
            for events in histories(&tried, customer) {
                conn.transaction(|conn| insert(conn, &events)).unwrap();
                if (0..4u8).new_tree(&mut runner).unwrap().current() == 0 {
                    refresh(&mut conn);
                }
            }
        }
        conn.batch_execute("INSERT INTO books (currency) VALUES ('EUR')").unwrap();
        for people in [false, true] {
            let books = exported(&mut conn, people);
            let new = Database::migrated();
            let mut there = new.connect();
            brought_into(&mut there, &books).unwrap();
            assert!(exported(&mut there, people) == books);
            assert_clean(&mut there, &[]);
        }
    }
}

fn customer(conn: &mut PgConnection) -> hello::shop::CustomerId {
    let id = Uuid::new_v4();
    conn.batch_execute(&format!("INSERT INTO customers (id, name) VALUES ('{id}', 'Mrs Lang')")).unwrap();
    hello::shop::CustomerId(id)
}

#[derive(QueryableByName)]
struct Name {
    #[diesel(sql_type = sql_types::Text)]
    name: String,
}

#[derive(QueryableByName)]
struct Sold {
    #[diesel(sql_type = sql_types::Uuid)]
    pet_id: Uuid,
    #[diesel(sql_type = sql_types::BigInt)]
    n: i64,
}

#[test]
fn a_part_is_what_was_asked_for_and_is_not_brought_in() {
    let database = Database::migrated();
    let mut conn = shop(&database, 40);
    let sold: Sold =
        sql_query("SELECT pet_id, version::bigint AS n FROM pet_sold_events ORDER BY id LIMIT 1").get_result(&mut conn).unwrap();
    let of_pet = exported_by(&mut conn, &Wish { pet: Some(PetId(sold.pet_id)), ..Wish::default() });
    let events: Vec<_> = lines(&of_pet).into_iter().filter(|line| line["subject"].is_string()).collect();
    assert!(events.len() as i64 >= sold.n && events.iter().all(|line| line["subject"] == sold.pet_id.to_string()));
    let sales = exported_by(&mut conn, &Wish { kind: Some(EventKind::Sold), ..Wish::default() });
    assert!(kinds(&sales, "PetSold") > 1);
    assert_eq!(kinds(&sales, "PetSold") + 2, lines(&sales).len(), "and nothing else");
    let refused = brought_into(&mut Database::migrated().connect(), &sales).unwrap_err().to_string();
    assert!(refused.starts_with("line 1 does not fit: these are a part of the books"), "{refused}");

    let cursor = Cursor::now(&mut conn).unwrap();
    let since = |conn: &mut PgConnection| exported_by(conn, &Wish { since: Some(cursor.clone()), ..Wish::default() });
    assert_eq!(kinds(&since(&mut conn), "PetLost"), 0);
    conn.batch_execute(
        "INSERT INTO pet_lost_events (id, created_at, pet_id, version, occurred_on, last_seen_location)
         SELECT gen_random_uuid(), clock_timestamp(), id, version + 1, current_date, 'the park' FROM pets_state WHERE status = 'available' LIMIT 1",
    )
    .unwrap();
    let news = since(&mut conn);
    assert_eq!((kinds(&news, "PetLost"), lines(&news).len()), (1, 3));
}

#[test]
fn an_export_goes_on_where_a_reader_of_the_feed_stands_also_in_a_shop_that_was_brought_in() {
    let old = Database::migrated();
    let books = exported(&mut shop(&old, 10), false);
    let new = Database::migrated();
    let mut conn = new.connect();
    brought_into(&mut conn, &books).unwrap();
    let ids = |books: &[u8]| -> BTreeSet<String> {
        let events = lines(books).into_iter().filter(|line| line["subject"].is_string());
        events.map(|line| line["id"].as_str().unwrap().to_owned()).collect()
    };
    let all = ids(&books);
    let (mut had, mut cursor) = (BTreeSet::new(), None);
    loop {
        let part = feed::page(&mut conn, cursor.as_ref(), &feed::Wanted { most: 25, ..Default::default() }).unwrap().unwrap();
        if part.events.is_empty() {
            break;
        }
        had.extend(part.events.iter().map(|(event, _)| event.id.clone()));
        let rest = exported_by(&mut conn, &Wish { since: Some(part.next.clone()), ..Wish::default() });
        assert_eq!(ids(&rest), all.difference(&had).cloned().collect(), "after {} of {}", had.len(), all.len());
        cursor = Some(part.next);
    }
    assert_eq!(had, all);
}

#[test]
fn nothing_is_brought_into_a_shop_that_has_something_or_by_somebody_who_may_not() {
    let old = Database::migrated();
    let mut conn = shop(&old, 10);
    let books = exported(&mut conn, true);
    let refused = brought_into(&mut conn, &books).unwrap_err().to_string();
    assert!(refused.contains("bring them into an empty one"), "{refused}");
    let new = Database::migrated();
    let refused = brought_into(&mut PgConnection::establish(&new.app_url).unwrap(), &books).unwrap_err().to_string();
    assert!(refused.contains("only the owner"), "{refused}");
    // Somebody here has the name of somebody there.
    let mut there = new.connect();
    let named = lines(&books).into_iter().find(|line| line["type"] == "Account").unwrap();
    hello::store::log::demo::keep_colleague(
        &mut there,
        &hello::store::log::demo::Colleague { id: hello::shop::AccountId(Uuid::new_v4()), name: String::new(), since: chrono::Utc::now() },
        named["data"]["name"].as_str().unwrap(),
    )
    .unwrap();
    let refused = brought_into(&mut there, &books).unwrap_err().to_string();
    assert!(refused.contains("before accounts are made"), "{refused}");
    brought_into(&mut there, &exported(&mut conn, false)).unwrap();
}

#[test]
fn a_shop_that_was_brought_in_shows_its_pets_and_customers() {
    let old = Database::migrated();
    let mut conn = shop(&old, 20);
    let books = exported(&mut conn, false);
    let shop = Shop::with().open();
    // The shop's own door was opened before, so accounts are here and no books.
    let admin = shop.admin();
    brought_into(&mut shop.database.connect(), &books).unwrap();
    for path in ["/", "/pets", "/events", "/customers", "/admin/snapshot", "/admin/audit", "/admin/integrity"] {
        assert_eq!(admin.get(path).status, 200, "{path}");
    }
    let sale = admin.get("/events?what=PetSold");
    let sold = sale.attr(".timeline a[data-row]", "href").into_iter().next().unwrap();
    let customer =
        sql_query("SELECT id AS pet_id, 1::bigint AS n FROM customers LIMIT 1").get_result::<Sold>(&mut shop.database.connect()).unwrap();
    assert_eq!(admin.get(&sold).status, 200);
    let page = admin.get(&format!("/customers/{}", customer.pet_id));
    assert_eq!(page.status, 200);
    assert!(admin.get("/admin/audit").text("main").contains("from another shop’s books"), "and the audit log says so");
}

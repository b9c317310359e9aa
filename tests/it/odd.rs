//! Odd input on its way through the shop: names that would be code elsewhere, and a snapshot from another cluster.

use super::day::{arrival, birth, find, loss, price_change, record, sale};
use super::harness::{Shop, seal_key};
use super::integrity::page::ended;
use diesel::connection::SimpleConnection;
use hello::store::log::changes;
use hello::store::state::snapshot;

const ODD: &[&str] = &[
    "<script>alert(1)</script>",
    "\"quoted\" & 'quoted'",
    "مرحبا بالعالم",
    "🐈‍⬛ Ünïcødé ﷽",
    "=cmd()|' /C calc'!A0",
    "'; DROP TABLE events; --",
    "{{ 7*7 }} ${7*7} %n",
    "\\x27 \\u0027 &amp; &lt;",
];

#[test]
fn odd_names_are_shown_as_they_were_typed_on_every_page() {
    let shop = Shop::open();
    let ada = shop.admin();
    for odd in ODD {
        let mother = record(&ada, &arrival().with("name", odd).with("species", odd).with("note", odd));
        record(&ada, &birth(&mother).with("name", odd).with("note", odd));
        record(&ada, &loss(&mother).with("last_seen_location", odd));
        record(&ada, &find(&mother).with("found_location", odd));
        record(&ada, &price_change(&mother).with("note", odd));
        let asked = sale(&mother).with("customer_name", odd).with("confirm", "").send(&ada);
        assert!(asked.text("h1").contains(odd), "{odd}: {}", asked.text("h1"));
        record(&ada, &sale(&mother).with("customer_name", odd));

        let query = serde_urlencoded::to_string([("q", odd)]).unwrap();
        let list = ada.get(&format!("/pets?{query}"));
        assert_eq!((list.status, list.value("q").as_str()), (200, *odd));
        assert!(list.select("a.name").iter().all(|name| name == odd) && !list.select("a.name").is_empty(), "{odd}");
        assert_eq!(ada.get(&mother).text("h1"), *odd);
        let customers = ada.get(&format!("/customers?{query}"));
        assert_eq!(customers.select("a.name"), [*odd]);
        let pages =
            ["/", "/pets", "/events", "/customers", "/pets/birth", "/admin/snapshot", "/pets/arrival", "/compare", "/compare?sheet=1"]
                .map(str::to_owned);
        let customer = customers.attr("a.name", "href").remove(0);
        let event = ada.get(&mother).attr(".timeline a[data-row]", "href").remove(0);
        shop.sql(|conn| snapshot::refresh(conn, seal_key(), None));
        let certificate = ada.get(&format!("{mother}/certificate"));
        assert_eq!((certificate.text("h1").as_str(), certificate.select("article h2 bdi")), (*odd, vec![(*odd).to_owned()]));
        for page in pages.into_iter().chain([
            format!("{mother}/certificate"),
            "/admin/integrity".to_owned(),
            mother.clone(),
            customer,
            event,
            format!("/pets?{query}"),
        ]) {
            let answer = ada.get(&page);
            assert_eq!(answer.status, 200, "{page}");
            assert!(!answer.body.contains("<script>alert"), "{page}");
            assert!(answer.select("main script").is_empty(), "{page}");
        }
    }
}

#[test]
fn a_snapshot_whose_transactions_are_another_clusters_hides_nothing() {
    let shop = Shop::open();
    let ben = shop.staff();
    record(&ben, &arrival().with("name", "Rex"));
    shop.sql(|conn| snapshot::refresh(conn, seal_key(), None));
    // As after a restore: the numbers of the old cluster are greater than any that this one has given out.
    let mut conn = shop.database.connect();
    conn.batch_execute("UPDATE snapshot_refreshes SET cluster_id = 1, position = '999999999:999999999:'; UPDATE projection SET cluster_id = 1, position = '999999999:999999999:'").unwrap();
    let coco = record(&ben, &arrival().with("name", "Coco"));
    record(&ben, &loss(&coco));
    assert_eq!(ben.get("/pets").select("a.name"), ["Coco", "Rex"]);
    assert_eq!(ben.get("/pets?status=lost").select("a.name"), ["Coco"]);
    shop.sql(|conn| snapshot::refresh(conn, seal_key(), None));
    let tail = shop.sql(|conn| {
        let boundary = snapshot::boundary(conn)?;
        snapshot::tail_length(conn, &boundary)
    });
    assert_eq!(tail, 0, "a refresh takes the numbers of this cluster");
}

#[test]
fn events_whose_transactions_are_another_clusters_are_no_news_for_ever() {
    let shop = Shop::open();
    let ben = shop.staff();
    record(&ben, &arrival().with("name", "Rex"));
    let mut conn = shop.database.connect();
    // As after a restore into a young cluster, and the first refresh there.
    conn.batch_execute(
        "ALTER TABLE pet_arrived_events DISABLE TRIGGER ALL;
         UPDATE pet_arrived_events SET transaction_id = '999999999';
         ALTER TABLE pet_arrived_events ENABLE ALWAYS TRIGGER append_only_rows, ENABLE ALWAYS TRIGGER append_only_table;
         ALTER TABLE pet_arrived_events ENABLE TRIGGER takes_its_version",
    )
    .unwrap();
    conn.batch_execute("UPDATE projection SET cluster_id = 1").unwrap();
    shop.sql(|conn| snapshot::refresh(conn, seal_key(), None));
    let tail = || {
        shop.sql(|conn| {
            let boundary = snapshot::boundary(conn)?;
            snapshot::tail_length(conn, &boundary)
        })
    };
    assert_eq!(tail(), 0);
    let seen = shop.sql(|conn| changes::since(conn, None)).seen;
    record(&ben, &arrival().with("name", "Coco"));
    assert_eq!(tail(), 1);
    assert_eq!(shop.sql(|conn| changes::since(conn, Some(&seen))).events.len(), 1);
    assert_eq!(ben.get("/pets").select("a.name"), ["Coco", "Rex"]);
}

/// Stories that today's rules refuse, one for each kind, put in as the owner of the log can: with true versions and hashes.
const LAWLESS: &str = "
ALTER TABLE event_retracted_events DISABLE TRIGGER undoes_the_latest;
INSERT INTO customers (id, name) VALUES ('01900000-0000-4000-8000-000000000001', 'Mrs Lang');
CREATE FUNCTION pg_temp.pet(number int) RETURNS uuid LANGUAGE sql RETURN ('01900000-0000-4000-8000-1000000000' || lpad(number::text, 2, '0'))::uuid;
CREATE FUNCTION pg_temp.event(number int) RETURNS uuid LANGUAGE sql RETURN ('01900000-0000-7000-8000-' || lpad(number::text, 12, '0'))::uuid;
-- 1: a name and a note that no form takes.
INSERT INTO pet_arrived_events (id, created_at, pet_id, version, occurred_on, name, species, price, metadata)
VALUES (pg_temp.event(1), clock_timestamp(), pg_temp.pet(1), 1, '2026-11-01', E'Bel\\u0007la', 'Cat', 5, jsonb_build_object('note', repeat('long ', 500)));
-- 2 to 7 arrive as pets do.
INSERT INTO pet_arrived_events (id, created_at, pet_id, version, occurred_on, name, species, price)
SELECT pg_temp.event(number), clock_timestamp(), pg_temp.pet(number), 1, '2026-11-02', 'Odd ' || number, 'Cat', 7 FROM generate_series(2, 7) AS number;
-- 2: is sold twice, and then bears young, on a day before it came.
INSERT INTO pet_sold_events (id, created_at, pet_id, version, occurred_on, customer_id, sale_price)
SELECT pg_temp.event(10 + version), clock_timestamp(), pg_temp.pet(2), version, '2026-11-03', '01900000-0000-4000-8000-000000000001', version
FROM generate_series(2, 3) AS version;
INSERT INTO pet_born_events (id, created_at, pet_id, version, occurred_on, name, species, price, mother_id)
VALUES (pg_temp.event(19), clock_timestamp(), pg_temp.pet(8), 1, '2026-10-01', 'Kit', 'Dog', 9, pg_temp.pet(2));
-- 3: gets another price after its sale.
INSERT INTO pet_sold_events (id, created_at, pet_id, version, occurred_on, customer_id, sale_price)
VALUES (pg_temp.event(20), clock_timestamp(), pg_temp.pet(3), 2, '2026-11-03', '01900000-0000-4000-8000-000000000001', 3);
INSERT INTO pet_price_change_events (id, created_at, pet_id, version, occurred_on, old_price, new_price)
VALUES (pg_temp.event(21), clock_timestamp(), pg_temp.pet(3), 3, '2026-11-04', 1, 2);
-- 4: is lost twice, once on a day before it came, and once after its sale.
INSERT INTO pet_lost_events (id, created_at, pet_id, version, occurred_on, last_seen_location)
VALUES (pg_temp.event(30), clock_timestamp(), pg_temp.pet(4), 2, '2026-10-01', 'the park'), (pg_temp.event(31), clock_timestamp(), pg_temp.pet(4), 3, '2026-11-03', 'the moon');
INSERT INTO pet_sold_events (id, created_at, pet_id, version, occurred_on, customer_id, sale_price)
VALUES (pg_temp.event(32), clock_timestamp(), pg_temp.pet(4), 4, '2026-11-04', '01900000-0000-4000-8000-000000000001', 4);
INSERT INTO pet_lost_events (id, created_at, pet_id, version, occurred_on, last_seen_location)
VALUES (pg_temp.event(33), clock_timestamp(), pg_temp.pet(4), 5, '2026-11-05', 'the sea');
-- 5: is found, and was never lost.
INSERT INTO pet_found_again_events (id, created_at, pet_id, version, occurred_on, found_location)
VALUES (pg_temp.event(40), clock_timestamp(), pg_temp.pet(5), 2, '2026-11-06', 'the bakery');
-- and comes back from a customer who never bought it, who gets more back than it costs.
INSERT INTO pet_returned_events (id, created_at, pet_id, version, occurred_on, reason, refund)
VALUES (pg_temp.event(41), clock_timestamp(), pg_temp.pet(5), 3, '2026-11-07', 'an allergy', 5000);
-- and is named from a name that it never had, on a day before it came.
INSERT INTO pet_named_events (id, created_at, pet_id, version, occurred_on, old_name, new_name)
VALUES (pg_temp.event(42), clock_timestamp(), pg_temp.pet(5), 4, '2026-10-01', 'Rex', E'Od\\u0007d 5');
-- 6: something in the middle is taken back; 7: its arrival is, though it was lost since, and it goes on.
INSERT INTO pet_price_change_events (id, created_at, pet_id, version, occurred_on, old_price, new_price)
VALUES (pg_temp.event(50), clock_timestamp(), pg_temp.pet(6), 2, '2026-11-04', 7, 8), (pg_temp.event(51), clock_timestamp(), pg_temp.pet(6), 3, '2026-11-04', 8, 9);
INSERT INTO event_retracted_events (id, created_at, pet_id, version, occurred_on, retracted_event_id, reason)
VALUES (pg_temp.event(52), clock_timestamp(), pg_temp.pet(6), 4, '2026-11-05', pg_temp.event(50), 'a mistake');
INSERT INTO pet_lost_events (id, created_at, pet_id, version, occurred_on, last_seen_location)
VALUES (pg_temp.event(60), clock_timestamp(), pg_temp.pet(7), 2, '2026-11-03', 'the park');
INSERT INTO event_retracted_events (id, created_at, pet_id, version, occurred_on, retracted_event_id, reason)
VALUES (pg_temp.event(61), clock_timestamp(), pg_temp.pet(7), 3, '2026-11-05', pg_temp.event(7), 'a mistake');
INSERT INTO pet_sold_events (id, created_at, pet_id, version, occurred_on, customer_id, sale_price)
VALUES (pg_temp.event(62), clock_timestamp(), pg_temp.pet(7), 4, '2026-11-06', '01900000-0000-4000-8000-000000000001', 7);
";

/// The pets of those stories with their status; the seventh is out of the books.
const SHOWN: [(u8, &str); 7] =
    [(1, "Available"), (2, "Sold"), (3, "Sold"), (4, "Lost"), (5, "Available"), (6, "Available"), (8, "Available")];

#[test]
fn what_todays_rules_would_refuse_is_shown_counted_and_no_fault() {
    let shop = Shop::open();
    let ada = shop.admin();
    shop.database.connect().batch_execute(LAWLESS).unwrap();
    let pet = |number: u8| format!("/pets/01900000-0000-4000-8000-10000000000{number}");
    for refreshed in [false, true] {
        if refreshed {
            shop.sql(|conn| snapshot::refresh(conn, seal_key(), None));
        }
        for (number, status) in SHOWN {
            let page = ada.get(&pet(number));
            assert_eq!((page.status, page.select("main .badge")[0].as_str()), (200, status), "pet {number}");
        }
        assert_eq!(ada.get(&pet(7)).status, 200, "a pet that is out of the books keeps its story");
        assert_eq!(ada.get("/pets").select("a.name").len(), SHOWN.len());
        assert_eq!(ada.get("/pets?status=lost").attr("a.name", "href"), [pet(4)]);
        assert_eq!(ada.get("/customers/01900000-0000-4000-8000-000000000001").attr("a.pet", "href").len(), 5, "each sale that counts");
        assert!(ada.get(&pet(1)).body.contains("long long"), "a note that no form would take is not left out");
        no_page_breaks(&ada);
    }
    let url = &shop.database.app_url;
    let mut verify = std::process::Command::new(env!("CARGO_BIN_EXE_hello"));
    let told = verify.arg("verify").env("DATABASE_URL", url).env("HELLO_SEAL_KEY", "5e".repeat(32)).output().unwrap();
    let said = String::from_utf8(told.stdout).unwrap();
    assert!(told.status.success() && said.contains("Everything is as it was recorded"), "{said}");
    assert!(said.contains("6 stories are odd") && said.contains("Odd 2 was sold on 3 November 2026"), "{said}");
    ada.fill_in("/admin/integrity", &[("seal", "")]);
    let page = ended(&ada);
    assert_eq!(page.text("#results h3"), "6 stories are odd");
}

/// Every page of every pet and event, now and as of a day among them.
fn no_page_breaks(ada: &super::harness::Visitor) {
    let events: Vec<String> = ada.get("/events").attr(".timeline a[data-row]", "href");
    assert!(events.len() > 20);
    for route in hello::web::ROUTES.iter().filter(|route| route.verb == hello::web::http::route::Verb::Get && route.path != "/live") {
        let ids: Vec<String> = match route.path {
            path if path.starts_with("/pets/{id}") => {
                (1..=8).map(|number| format!("01900000-0000-4000-8000-10000000000{number}")).collect()
            }
            path if path.starts_with("/events/{id}") => {
                events.iter().map(|event| event.trim_start_matches("/events/").to_owned()).collect()
            }
            path if path.starts_with("/customers/{id}") => vec!["01900000-0000-4000-8000-000000000001".into()],
            _ => vec![String::new()],
        };
        for id in ids {
            let path = route.path.replace("{id}", &id).replace("{name:.+}", "app.css");
            for query in ["", "?as_of=2026-11-04", "?q=Odd&from=2026-11-01"] {
                let answer = ada.send("GET", &format!("{path}{query}"), &[], "");
                assert!(answer.status < 500, "{path}{query}: {}", answer.status);
            }
        }
    }
}

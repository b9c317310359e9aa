//! Lists against the truth: every filter, every order, paged forwards and backwards, with half of the shop laid over the snapshot.

use super::day::{self, arrival, arrived, loss, price_change, record, sale};
use super::harness::{Database, Shop, seal_key};
use chrono::{DateTime, TimeDelta, Utc};
use diesel::connection::SimpleConnection;
use diesel::{PgConnection, RunQueryDsl};
use hello::shop::{Currency, EventKind, Status};
use hello::store::When;
use hello::store::keyset::Place;
use hello::store::log::page as log;
use hello::store::log::page::LogFilter;
use hello::store::state::pet_list;
use hello::store::state::pet_list::{Order, PetFilter, PetKey};
use hello::store::state::pet_sums;
use hello::store::state::pets::PetRow;
use hello::store::state::{figures, projection, snapshot};

/// A UUIDv7 of the moment that `clock` says, in SQL.
const ID: &str = "(lpad(to_hex(floor(extract(epoch FROM clock.now) * 1000)::bigint), 12, '0') || '7' || left(md5(random()::text), 3) || '8' || left(md5(random()::text), 15))::uuid";

/// 200 pets of few names and prices, so that many are equal in what a list is ordered by; the last hundred events come after the refresh.
fn shop_with_a_tail(conn: &mut PgConnection) {
    let arrivals = |from: u32, to: u32| {
        format!(
            "INSERT INTO pet_arrived_events (id, created_at, pet_id, version, occurred_on, name, species, price)
             SELECT {ID}, clock.now, md5(n::text)::uuid, 1, current_date - 9,
                    (ARRAY['Ada', 'ada', 'Bella', 'Zoë', 'émile', 'Ωmega', '100%', 'a_b'])[1 + n % 8], (ARRAY['Cat', 'cat', 'Dog', 'Goldfish'])[1 + n % 4], n % 7
             FROM generate_series({from}, {to}) AS n, LATERAL (SELECT clock_timestamp() AS now WHERE n > 0 OFFSET 0) AS clock;"
        )
    };
    let change = |table: &str, columns: &str, values: &str, which: &str| {
        format!(
            "INSERT INTO {table} (id, created_at, pet_id, version, occurred_on, {columns})
             SELECT {ID}, clock.now, pet_id, version + 1, current_date - 8, {values}
             FROM pet_streams, LATERAL (SELECT price FROM pets_state WHERE id = pet_id) AS state, LATERAL (SELECT clock_timestamp() AS now WHERE version > 0 OFFSET 0) AS clock
             WHERE ('x' || left(pet_id::text, 4))::bit(16)::int % 9 = {which} AND version = 1;"
        )
    };
    let customer = "INSERT INTO customers (id, name) VALUES ('01900000-0000-4000-8000-000000000001', 'Mrs Lang');";
    let sold = "'01900000-0000-4000-8000-000000000001'::uuid, 3";
    conn.batch_execute(customer).unwrap();
    conn.batch_execute(&arrivals(1, 140)).unwrap();
    conn.batch_execute(&change("pet_sold_events", "customer_id, sale_price", sold, "1")).unwrap();
    conn.batch_execute(&change("pet_lost_events", "last_seen_location", "'the park'", "2")).unwrap();
    snapshot::refresh(conn, seal_key(), None).unwrap();
    conn.batch_execute(&arrivals(141, 200)).unwrap();
    conn.batch_execute(&change("pet_sold_events", "customer_id, sale_price", sold, "3")).unwrap();
    conn.batch_execute(&change("pet_lost_events", "last_seen_location", "'the park'", "4")).unwrap();
    conn.batch_execute(&change("pet_price_change_events", "old_price, new_price", "price, 40", "5")).unwrap();
    // Some arrivals, of the snapshot and of the tail, and some of the sales and losses that the snapshot holds are taken back.
    let taken_back = |table: &str, which: &str| {
        format!(
            "INSERT INTO event_retracted_events (id, created_at, pet_id, version, occurred_on, retracted_event_id, reason)
             SELECT {ID}, clock.now, stream.pet_id, stream.version + 1, current_date, e.id, 'a mistake'
             FROM {table} AS e JOIN pet_streams AS stream ON stream.pet_id = e.pet_id AND stream.version = e.version,
                  LATERAL (SELECT clock_timestamp() AS now WHERE e.version > 0 OFFSET 0) AS clock
             WHERE ('x' || left(e.pet_id::text, 4))::bit(16)::int % 9 = {which} AND ('x' || right(e.pet_id::text, 2))::bit(8)::int % 2 = 0;"
        )
    };
    conn.batch_execute(&taken_back("pet_arrived_events", "6")).unwrap();
    conn.batch_execute(&taken_back("pet_sold_events", "1")).unwrap();
    conn.batch_execute(&taken_back("pet_lost_events", "2")).unwrap();
}

fn truth(conn: &mut PgConnection, when: When, filter: &str, order: &str) -> Vec<PetRow> {
    let state = match when {
        When::Now => "pets_state".to_owned(),
        When::At(moment) => format!("pets_state_at('{}')", moment.to_rfc3339()),
    };
    diesel::sql_query(format!("SELECT * FROM {state} WHERE {filter} ORDER BY {order}")).load(conn).unwrap()
}

fn cases() -> Vec<(PetFilter, &'static str)> {
    let none = PetFilter::default;
    let money = |text: &str| Some(Currency::default().read(text).unwrap());
    vec![
        (none(), "true"),
        (PetFilter { status: Some(Status::Available), ..none() }, "status = 'available'"),
        (PetFilter { status: Some(Status::Sold), ..none() }, "status = 'sold'"),
        (PetFilter { status: Some(Status::Lost), ..none() }, "status = 'lost'"),
        (PetFilter { species: Some("CAT".into()), ..none() }, "lower(species) = 'cat'"),
        (PetFilter { text: Some("ADA".into()), ..none() }, "lower(name) LIKE '%ada%'"),
        (PetFilter { text: Some("%".into()), ..none() }, "name = '100%'"),
        (PetFilter { text: Some("_".into()), ..none() }, "name = 'a_b'"),
        (PetFilter { text: Some("fish".into()), ..none() }, "species = 'Goldfish'"),
        (PetFilter { min_price: money("2"), max_price: money("5.00"), ..none() }, "price BETWEEN 2 AND 5"),
        (
            PetFilter {
                text: Some("a".into()),
                species: Some("dog".into()),
                status: Some(Status::Available),
                min_price: money("1"),
                ..none()
            },
            "(name ILIKE '%a%' OR species ILIKE '%a%') AND species = 'Dog' AND status = 'available' AND price >= 1",
        ),
        (PetFilter { text: Some("00".into()), ..none() }, "name LIKE '%00%'"),
        (PetFilter { text: Some("D-0002".into()), ..none() }, "number = 'D-0002'"),
        (PetFilter { text: Some("nobody".into()), ..none() }, "false"),
    ]
}

const ORDERS: [&str; 7] = [
    "folded(name) COLLATE shop_order, id",
    "folded(name) COLLATE shop_order DESC, id DESC",
    "price, id",
    "price DESC, id DESC",
    "created_at DESC, id DESC",
    "created_at, id",
    "status, folded(name) COLLATE shop_order, id",
];

#[test]
fn every_filter_in_every_order_shows_the_truth_page_by_page_and_back() {
    let database = Database::migrated();
    let mut conn = database.connect();
    shop_with_a_tail(&mut conn);
    every_list_is_true(&mut conn, When::Now);
}

#[test]
fn so_it_does_as_of_any_moment_before_the_snapshot_and_after_it() {
    let database = Database::migrated();
    let mut conn = database.connect();
    shop_with_a_tail(&mut conn);
    let (first, last) = (moment(&mut conn, 0.0), moment(&mut conn, 1.0));
    assert_eq!(truth(&mut conn, When::At(first - TimeDelta::microseconds(1)), "true", "id"), []);
    assert_ne!(truth(&mut conn, When::At(first), "true", "id"), []);
    assert_eq!(truth(&mut conn, When::At(last), "true", "id"), truth(&mut conn, When::Now, "true", "id"));
    // In the middle of the arrivals, after the sales, after the refresh, among what was taken back.
    for share in [0.3, 0.8, 0.97] {
        let when = When::At(moment(&mut conn, share));
        every_list_is_true(&mut conn, when);
    }
}

/// The moment until which this share of the events was recorded.
fn moment(conn: &mut PgConnection, share: f64) -> DateTime<Utc> {
    #[derive(diesel::QueryableByName)]
    struct Found {
        #[diesel(sql_type = diesel::sql_types::Timestamptz)]
        at: DateTime<Utc>,
    }
    let query = format!("SELECT percentile_disc({share}) WITHIN GROUP (ORDER BY created_at) AS at FROM events");
    diesel::sql_query(query).get_result::<Found>(conn).unwrap().at
}

fn every_list_is_true(conn: &mut PgConnection, when: When) {
    let position = projection::position(conn).unwrap();
    assert!(day::count(conn, "SELECT count(*) AS n FROM unprojected_events").unwrap() > 90);
    for (filter, condition) in cases() {
        for (order, sorted) in Order::ALL.into_iter().zip(ORDERS) {
            let expected = truth(conn, when, condition, sorted);
            let (mut seen, mut place, mut pages): (Vec<PetRow>, _, Vec<Vec<PetRow>>) = (vec![], Place::First, vec![]);
            loop {
                let page = pet_list::list(conn, when, &position, &filter, order, &place, 17).unwrap();
                assert_eq!(page.previous.is_some(), place != Place::First);
                seen.extend(page.rows.iter().cloned());
                pages.push(page.rows);
                let Some(next) = page.next else { break };
                place = Place::After(next);
            }
            assert_eq!(seen, expected, "{when:?} {filter:?} {order:?}");
            // And back again, from the last page to the first.
            for page in (1..pages.len()).rev() {
                let first = &pages[page][0];
                let from = place_before(first, order);
                let back = pet_list::list(conn, when, &position, &filter, order, &from, 17).unwrap();
                assert_eq!(back.rows, pages[page - 1], "{when:?} {filter:?} {order:?} page {page}");
                assert_eq!(back.previous.is_some(), page > 1);
            }
        }
    }
}

fn place_before(pet: &PetRow, order: Order) -> Place<PetKey> {
    let key = match order {
        Order::Name | Order::NameDown => pet_list::Key::Name(pet.name.clone()),
        Order::Price | Order::PriceDown => pet_list::Key::Price(pet.price),
        Order::Newest | Order::Oldest => pet_list::Key::Moment(pet.created_at),
        Order::Here => pet_list::Key::Here(pet.status, pet.name.clone()),
    };
    Place::Before((key, pet.id))
}

#[test]
fn the_stock_counts_the_tail_in() {
    let database = Database::migrated();
    let mut conn = database.connect();
    shop_with_a_tail(&mut conn);
    let position = projection::position(&mut conn).unwrap();
    let stock = figures::stock(&mut conn, When::Now, &position).unwrap();
    for (status, counted) in [
        ("available", stock.iter().map(|kind| kind.available).sum::<i64>()),
        ("lost", stock.iter().map(|kind| kind.lost).sum()),
        ("sold", stock.iter().map(|kind| kind.sold).sum()),
    ] {
        assert_eq!(counted, day::count(&mut conn, &format!("SELECT count(*) AS n FROM pets_state WHERE status = '{status}'")).unwrap());
    }
    let species: Vec<_> = stock.iter().map(|kind| kind.species.to_lowercase()).collect();
    assert_eq!(species.len(), 3, "Cat and cat are one: {species:?}");
    snapshot::refresh(&mut conn, seal_key(), None).unwrap();
    let position = projection::position(&mut conn).unwrap();
    assert_eq!(figures::stock(&mut conn, When::Now, &position).unwrap(), stock, "and a refresh changes nothing");
    let (pets, streams) = ("SELECT count(*) AS n FROM pets_state_snapshot", "SELECT count(*) AS n FROM pet_streams");
    assert!(day::count(&mut conn, pets).unwrap() < day::count(&mut conn, streams).unwrap(), "some were taken back");
    let boundary = snapshot::boundary(&mut conn).unwrap();
    assert_eq!(boundary.events, day::count(&mut conn, "SELECT count(*) AS n FROM events").unwrap());
}

#[test]
fn the_address_of_a_list_holds_its_filters_and_leads_through_its_pages() {
    let shop = Shop::open();
    let ben = shop.staff();
    let mut conn = shop.database.connect();
    shop_with_a_tail(&mut conn);
    let mut path = "/pets?q=a&sort=-name".to_owned();
    let mut names = Vec::new();
    loop {
        let page = ben.get(&path);
        assert_eq!((page.status, page.value("q")), (200, "a".into()));
        names.extend(page.select("a.name"));
        match page.attr(".pager a[rel=next]", "href").pop() {
            Some(next) => path = next,
            None => break,
        }
    }
    let expected = truth(&mut conn, When::Now, "name ILIKE '%a%' OR species ILIKE '%a%'", ORDERS[1]);
    assert_eq!(names, expected.into_iter().map(|pet| pet.name).collect::<Vec<_>>());
    for (sort, order) in ["name", "-name", "price", "-price", "newest", "oldest", "here"].into_iter().zip(ORDERS) {
        let shown = ben.get(&format!("/pets?sort={sort}")).attr("a.name", "href");
        let expected = truth(&mut conn, When::Now, "true", order);
        assert_eq!(shown, expected.iter().take(50).map(|pet| format!("/pets/{}", pet.id)).collect::<Vec<_>>(), "{sort}");
    }
}

#[test]
fn a_filter_that_cannot_be_read_is_said_and_keeps_what_was_typed() {
    let shop = Shop::open();
    let ben = shop.staff();
    arrived(&ben, "Rex");
    for (query, field, sentence) in [
        ("min_price=cheap", "min_price", "“cheap” is no amount in EUR; enter a price like 24.90"),
        ("min_price=9&max_price=3", "max_price", "Enter a highest price that is not below the lowest"),
        ("status=gone", "status", "Choose a status from the list"),
        ("sort=up", "sort", "Choose an order from the list"),
    ] {
        let page = ben.get(&format!("/pets?{query}"));
        assert_eq!(page.status, 422, "{query}");
        assert!(page.text(&format!("#{field}-error")).contains(sentence), "{query}");
    }
    assert_eq!(ben.get("/pets?min_price=cheap").value("min_price"), "cheap");
    for query in ["from=soon", "to=2026-13-01", "type=PetDied", "by=Ben", "older=x"] {
        assert_eq!(ben.get(&format!("/events?{query}")).status, 422, "{query}");
    }
}

#[test]
fn filters_that_are_folded_away_still_say_what_is_set() {
    let shop = Shop::open();
    let ben = shop.staff();
    arrived(&ben, "Rex");
    let said = |path: &str| ben.get(path).text("form.filters summary .narrowed");
    assert_eq!(said("/events"), "");
    let person = &ben.get("/events").attr("select[name=by] option", "value")[1];
    assert_eq!(said(&format!("/events?type=PetArrived&by={person}&from=2026-05-03")), "Arrival · by Ben · from 3 May 2026");
    let wrong = ben.get("/pets?min_price=cheap&status=lost");
    assert_eq!(wrong.attr(".fold", "open").len(), 1, "what is wrong is not folded away");
    let part = ben.get_with("/events?type=PetSold", &[("hx-request", "true"), ("hx-request-type", "partial")]);
    assert_eq!(part.text("#narrowed[hx-swap-oob]"), "Sale", "a fragment brings the fold's new words");
}

#[test]
fn the_tabs_count_what_each_would_show_and_the_sum_is_of_what_is_shown() {
    let database = Database::migrated();
    let mut conn = database.connect();
    shop_with_a_tail(&mut conn);
    let position = projection::position(&mut conn).unwrap();
    let then = When::At(moment(&mut conn, 0.8));
    for (filter, condition) in cases() {
        let filter = PetFilter { status: None, ..filter };
        // The status is the tab's, so the counts leave it open.
        let condition =
            condition.replace("status = 'available'", "true").replace("status = 'sold'", "true").replace("status = 'lost'", "true");
        for when in [When::Now, then] {
            let pets = truth(&mut conn, when, &condition, "id");
            let stock = figures::stock(&mut conn, when, &position).unwrap();
            let Some(sums) = pet_sums::sums(&mut conn, when, &position, &stock, &filter).unwrap() else {
                assert!(when != When::Now && (filter.text.is_some() || filter.min_price.is_some()), "{filter:?}");
                continue;
            };
            for status in Status::ALL {
                let expected: Vec<_> = pets.iter().filter(|pet| pet.status == status).map(|pet| pet.price.amount()).collect();
                let found =
                    sums.iter().find(|sum| sum.status == status).map_or((0, rust_decimal::Decimal::ZERO), |sum| (sum.pets, sum.value));
                assert_eq!(found, (i64::try_from(expected.len()).unwrap(), expected.iter().sum()), "{when:?} {filter:?} {status:?}");
            }
        }
    }
    let all = PetFilter { text: Some("a".into()), ..PetFilter::default() };
    let stock = figures::stock(&mut conn, When::Now, &position).unwrap();
    let counted = pet_sums::sums(&mut conn, When::Now, &position, &stock, &all).unwrap().unwrap().iter().map(|sum| sum.pets).sum();
    assert!(pet_sums::sums_of_most(counted, &mut conn, When::Now, &position, &stock, &all).unwrap().is_some());
    assert_eq!(
        pet_sums::sums_of_most(counted - 1, &mut conn, When::Now, &position, &stock, &all).unwrap(),
        None,
        "of very many it is not said how many"
    );
}

#[test]
fn tabs_heads_and_chips_lead_to_the_same_list_with_one_thing_changed() {
    let shop = Shop::open();
    let ben = shop.staff();
    for (name, price) in [("Bella", "10"), ("Berta", "30"), ("Rex", "40")] {
        record(&ben, &arrival().with("name", name).with("price", price));
    }
    record(&ben, &sale(&ben.get("/pets?q=berta").attr("a.name", "href")[0]));
    let page = ben.get("/pets?q=be&max_price=35");
    assert_eq!(page.select("#tabs a"), ["In the store 1", "Lost 0", "Sold 1", "All 2"]);
    assert_eq!((page.text("#tabs [aria-current]").as_str(), page.text(".list-sum > p").as_str()), ("All 2", "2 pets, 40.00 € in all"));
    assert_eq!(page.attr("#tabs a", "href")[2], "/pets?q=be&status=sold&max_price=35");
    assert_eq!(page.select("a.name"), ["Bella", "Berta"], "those in the store come first");
    assert_eq!(page.select(".badge-cell")[1], "Sold to Mrs Lang", "and who bought a pet stands in its row");
    assert_eq!(page.select(".chip"), ["Clear “be”", "Clear up to 35.00 €", "Clear all"]);
    assert_eq!(page.attr(".chip", "href"), ["/pets?max_price=35", "/pets?q=be", "/pets"]);
    let dear = ben.get("/pets?sort=-price");
    assert_eq!(dear.attr("th[aria-sort]", "aria-sort"), ["descending"]);
    assert_eq!(dear.attr("th a", "href"), ["/pets?sort=name", "/pets?sort=here", "/pets?sort=newest", "/pets?sort=price"]);
    assert_eq!(ben.get("/pets?sort=price").attr("th[aria-sort] a", "href"), ["/pets?sort=-price"]);
    let nobody = ben.get("/pets?q=rex&status=sold");
    assert_eq!(
        (nobody.text(".empty h2").as_str(), nobody.attr(".empty a", "href")[0].as_str()),
        ("No pets match", "/pets?q=rex&status=available")
    );
    let part = ben.get_with("/pets?q=rex", &[("hx-request", "true"), ("hx-request-type", "partial")]);
    assert_eq!(part.select("#tabs[hx-swap-oob] a")[0], "In the store 1", "a fragment brings the new counts");
    assert_eq!(ben.get("/").attr("nav[aria-label=Shop] a", "href")[1], "/pets?status=available", "where the work is comes first");
}

#[test]
fn a_fragment_is_the_part_of_the_page_that_changes_and_says_what_it_varies_by() {
    let shop = Shop::open();
    let ben = shop.staff();
    arrived(&ben, "Rex");
    for path in ["/pets", "/events", "/customers"] {
        let part = ben.get_with(path, &[("hx-request", "true"), ("hx-request-type", "partial")]);
        assert!(!part.body.contains("<html"), "{path}");
        let whole = ben.get_with(path, &[("hx-request", "true"), ("hx-request-type", "full")]);
        assert!(whole.body.contains("<html"), "{path}: a boosted request gets the whole page");
        assert!(whole.header("vary").to_lowercase().contains("hx-request-type"), "{}", whole.header("vary"));
    }
}

#[test]
fn the_log_is_filtered_by_kind_species_person_and_day_and_paged_both_ways() {
    let shop = Shop::open();
    let (ben, ada) = (shop.staff(), shop.admin());
    let mut conn = shop.database.connect();
    shop_with_a_tail(&mut conn);
    let rex = record(&ada, &arrival().with("name", "Rex").with("species", "Newt"));
    record(&ben, &loss(&rex));
    record(&ben, &price_change(&rex));

    let total = day::count(&mut conn, "SELECT count(*) AS n FROM events").unwrap();
    let (mut path, mut seen) = ("/events".to_owned(), Vec::new());
    let last = loop {
        let page = ben.get(&path);
        seen.extend(page.attr(".timeline a[data-row]", "href"));
        match page.attr(".pager a[rel=next]", "href").pop() {
            Some(next) => path = next,
            None => break page,
        }
    };
    assert_eq!(i64::try_from(seen.len()).unwrap(), total);
    let mut sorted = seen.clone();
    sorted.sort_by(|a, b| b.cmp(a));
    sorted.dedup();
    assert_eq!(seen, sorted, "newest first, each once");
    let newer = ben.get(&last.attr(".pager a[rel=prev]", "href")[0]).attr(".timeline a[data-row]", "href");
    assert_eq!(newer[..], seen[seen.len() - last.attr(".timeline a[data-row]", "href").len() - 50..][..50]);

    let by = shop.sql(|conn| Ok(hello::store::log::page::recorders(conn)?.into_iter().find(|person| person.name == "Ben").unwrap().id));
    for (query, count) in [
        ("species=newt".to_owned(), 3),
        ("species=newt&type=PetLost".to_owned(), 1),
        (format!("by={by}"), 2),
        (format!("by={by}&type=PetArrived"), 0),
        ("from=2999-01-01".to_owned(), 0),
        ("to=2001-01-01".to_owned(), 0),
    ] {
        let found = ben.get(&format!("/events?{query}")).attr(".timeline a[data-row]", "href");
        assert_eq!(found.len(), count, "{query}");
    }
    let jumped = ben.get("/events?jump=2001-01-01&type=PetLost");
    assert_eq!(jumped.status, 303);
    assert!(jumped.location().starts_with("/events?type=PetLost&older="), "{}", jumped.location());
}

#[test]
fn customers_are_found_by_name_e_mail_and_telephone() {
    let shop = Shop::open();
    let ben = shop.staff();
    record(&ben, &sale(&arrived(&ben, "Rex")));
    record(&ben, &sale(&arrived(&ben, "Kit")).with("customer_name", "Mr Kurz").with("customer_email", "").with("customer_phone", ""));
    for (query, names) in [
        ("", vec!["Mr Kurz", "Mrs Lang"]),
        ("LANG", vec!["Mrs Lang"]),
        ("example.com", vec!["Mrs Lang"]),
        ("1234567", vec!["Mrs Lang"]),
        ("7654321", vec![]),
        ("zzz4", vec![]),
        ("1 234", vec!["Mrs Lang"]),
        ("%", vec![]),
    ] {
        let encoded = query.replace(' ', "+").replace('%', "%25");
        assert_eq!(ben.get(&format!("/customers?q={encoded}")).select("a.name"), names, "{query}");
    }
}

#[test]
fn no_get_changes_anything() {
    let shop = Shop::open();
    let ada = shop.admin();
    let rex = arrived(&ada, "Rex");
    record(&ada, &sale(&rex));
    let other = arrived(&ada, "Kit");
    let counts = |conn: &mut hello::store::Conn| {
        day::count(conn, "SELECT (SELECT count(*) FROM events) + (SELECT count(*) FROM accounts) + (SELECT count(*) FROM sessions) + (SELECT count(*) FROM customers)
                          + (SELECT count(*) FROM snapshot_refreshes) + (SELECT count(*) FROM form_keys) AS n")
    };
    let before = shop.sql(counts);
    let event = ada.get("/events").attr(".timeline a[data-row]", "href")[0].trim_start_matches("/events/").to_owned();
    let customer = ada.get("/customers").attr("a.name", "href")[0].trim_start_matches("/customers/").to_owned();
    for route in hello::web::ROUTES
        .iter()
        .filter(|route| route.verb == hello::web::http::route::Verb::Get && route.needs != hello::web::http::guard::Needs::Program)
    {
        for pet in [&rex, &other] {
            let id = match route.path {
                "/events/{id}" => event.as_str(),
                "/customers/{id}" => customer.as_str(),
                _ => pet.trim_start_matches("/pets/"),
            };
            let path = route.path.replace("{id}", id).replace("{name:.+}", "app.css");
            // A stream has no end to wait for.
            let answer = ada.send(if path == "/live" { "HEAD" } else { "GET" }, &path, &[], "");
            assert!(matches!(answer.status, 200 | 303 | 404), "{path} {}", answer.status);
            // A certificate is there once a seal covers the pet.
            if route.path.starts_with("/pets") && !route.path.ends_with(".txt") {
                assert_eq!(answer.status, 200, "{path}: a form's address can be opened whatever the pet's state");
            }
        }
    }
    assert_eq!(shop.sql(counts), before);
}

#[test]
fn both_ways_to_the_log_of_a_species_lead_to_the_same_pages() {
    let database = Database::migrated();
    let mut conn = database.connect();
    let now = "2026-07-01T14:00:00Z".parse().unwrap();
    let plan = hello::demo::Plan { pets: 60, seed: 3, now, time_zone: chrono_tz::Europe::Vienna, currency: Currency::default() };
    hello::demo::run(&mut conn, &plan, seal_key(), &mut |_| ()).unwrap();
    let by = log::recorders(&mut conn).unwrap().first().map(|one| one.id);
    let (mut pages, mut found) = (0, 0);
    for species in ["cat", "RABBIT", "unicorn"] {
        for kind in EventKind::ALL.into_iter().map(Some).chain([None]) {
            for by in [None, by] {
                let filter = LogFilter { kind, species: Some(species.to_owned()), by, ..LogFilter::default() };
                let mut place = Place::First;
                loop {
                    let [walked, looked_up] =
                        [0, i64::MAX].map(|rare| log::page_where_rare_is(rare, &mut conn, &filter, place, 7).unwrap());
                    assert_eq!(walked, looked_up, "{filter:?} {place:?}");
                    (pages, found) = (pages + 1, found + walked.rows.len());
                    let Some(last) = walked.rows.last().map(|line| line.recorded.id) else { break };
                    let back = [0, i64::MAX].map(|rare| log::page_where_rare_is(rare, &mut conn, &filter, Place::Before(last), 7).unwrap());
                    assert_eq!(back[0], back[1], "{filter:?} before {last:?}");
                    place = Place::After(last);
                }
            }
        }
    }
    assert!(pages > 60 && found > 100, "{pages} pages with {found} events");
}

#[test]
fn events_stand_under_their_days_with_the_figures_of_the_whole_day_by_the_filters_that_are_set() {
    let shop = Shop::open();
    let ben = shop.staff();
    let pets: Vec<String> =
        (0..52).map(|n| record(&ben, &arrival().with("name", &format!("Goldie {n}")).with("species", "Goldfish"))).collect();
    record(&ben, &day::birth(&pets[0]));
    for pet in &pets[..2] {
        record(&ben, &sale(pet).with("sale_price", "10.50"));
    }
    record(&ben, &day::retraction(&pets[1]));
    for pet in &pets[2..7] {
        record(&ben, &price_change(pet));
    }
    let first = ben.get("/events");
    assert_eq!(first.select(".log .day").len(), 1);
    let figures = |path: &str| ben.get(path).text(".log .day .soft");
    assert_eq!(
        first.text(".log .day .soft"),
        "1 sold, 10.50 €, 1 born, 52 arrived",
        "though the page does not show all, and not what was taken back"
    );
    assert_eq!(first.text(".log .run > summary strong"), "5 price changes");
    assert_eq!(figures(&first.attr(".pager a[rel=next]", "href")[0]), first.text(".log .day .soft"));
    assert_eq!(figures("/events?type=PetBorn"), "1 born");
    assert_eq!(figures("/events?species=goldfish&type=PetArrived"), "52 arrived");
    let presets = first.attr(".choices-of-time a", "href");
    assert_eq!(
        (presets.len(), ben.get(&presets[0]).select("a[data-row]").len(), ben.get(&presets[1]).text(".empty h2")),
        (8, 50, "No events match".into())
    );
    assert_eq!(ben.get(&presets[0]).select(".choices-of-time [aria-current]"), ["Today"]);
}

//! Pages that follow what colleagues do.

use super::day::{self, arrived, loss, price_change, record, sale};
use super::harness::{Listener, Shop, Visitor};
use diesel::connection::SimpleConnection;
use hello::store::people::accounts;
use hello::store::people::accounts::Role;
use hello::web::live::{Live, Rhythm};
use nix::{
    sys::signal::{Signal, kill},
    unistd::Pid,
};
use std::{
    io::{BufRead, BufReader},
    net::TcpListener,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

fn listen(shop: &Shop, visitor: &Visitor) -> Listener {
    let mut listener = Listener::open(shop, visitor, "/live", &[]);
    assert_eq!(listener.status(), 200, "{}", listener.head());
    listener.beginning();
    listener
}

/// A shop whose streams look after themselves so often that a test need not wait.
fn hasty(most: usize) -> (Shop, Live) {
    let live = Live::new(Rhythm { most, beat: Duration::from_millis(100) });
    let shared = live.clone();
    (Shop::with().state(move |state| state.live = shared).open(), live)
}

#[track_caller]
fn until(what: &str, is_so: impl Fn() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < Duration::from_secs(20), "{what}");
        thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn an_open_page_hears_within_a_second_what_a_colleague_records() {
    let shop = Shop::open();
    let (ada, ben) = (shop.admin(), shop.staff());
    let rex = arrived(&ben, "Rex");
    let mut listener = listen(&shop, &ada);
    // The first look at the log is over once something was heard.
    record(&ben, &price_change(&rex));
    assert_eq!(listener.next().kinds(), ["PetPriceChange"]);

    record(&ben, &loss(&rex));
    let begun = Instant::now();
    let message = listener.next();
    assert!(begun.elapsed() < Duration::from_secs(1), "{:?}", begun.elapsed());
    assert_eq!((message.event.as_str(), message.kinds()), ("changes", vec!["PetLost".to_owned()]));
    assert_eq!(message.data[0]["pets"][0], rex.trim_start_matches("/pets/"));
    let event = message.data[0]["id"].as_str().unwrap();
    assert_eq!(ada.get(&format!("/events/{event}")).status, 200);
}

#[test]
fn a_mother_is_named_with_what_happens_to_her_young() {
    let shop = Shop::open();
    let ben = shop.staff();
    let mother = arrived(&ben, "Bella");
    let mut listener = listen(&shop, &ben);
    let young = record(&ben, &day::birth(&mother));
    let message = listener.next();
    let named: Vec<_> = message.data[0]["pets"].as_array().unwrap().iter().map(|pet| format!("/pets/{}", pet.as_str().unwrap())).collect();
    assert_eq!(named, [young, mother]);
}

#[test]
fn a_stream_is_sent_as_it_comes_with_the_headers_of_every_answer() {
    let shop = Shop::open();
    let listener = Listener::open(&shop, &shop.staff(), "/live", &[]);
    let head = listener.head().to_lowercase();
    for line in [
        "content-type: text/event-stream",
        "content-encoding: identity",
        "cache-control: no-store",
        "x-content-type-options: nosniff",
        "content-security-policy: default-src 'none'",
    ] {
        assert!(head.contains(line), "{line} in {head}");
    }
}

#[test]
fn a_page_says_up_to_where_it_has_seen_the_log() {
    let shop = Shop::open();
    let ben = shop.staff();
    let seen = |ben: &Visitor| ben.get("/pets").attr("main", "data-seen")[0].clone();
    let before = seen(&ben);
    arrived(&ben, "Rex");
    let mut listener = Listener::open(&shop, &ben, &format!("/live?since={before}"), &[]);
    assert_eq!(listener.next().kinds(), ["PetArrived"], "recorded between the page and its stream");
    let mut listener = Listener::open(&shop, &ben, &format!("/live?since={}", seen(&ben)), &[]);
    arrived(&ben, "Coco");
    assert_eq!(listener.next().data.as_array().unwrap().len(), 1, "only what came after the page");
    assert!(shop.visitor().get("/login").attr("main", "data-seen").is_empty());
}

#[test]
fn after_the_shop_was_closed_in_between_nothing_is_missing_not_even_what_commits_late() {
    let mut shop = Shop::open();
    let ben = shop.staff();
    let rex = arrived(&ben, "Rex");
    let id = rex.trim_start_matches("/pets/").to_owned();
    let mut listener = listen(&shop, &ben);

    // Takes its id and its transaction now, and commits when all others have been heard.
    let mut late = shop.database.connect();
    late.batch_execute(&format!(
        "BEGIN; INSERT INTO pet_lost_events (id, created_at, pet_id, version, occurred_on, last_seen_location)
         VALUES ('01900000-0000-7000-8000-000000000001', clock_timestamp(), '{id}', 2, current_date, 'the late park')"
    ))
    .unwrap();
    arrived(&ben, "Coco");
    let heard = listener.next();
    assert_eq!(heard.kinds(), ["PetArrived"]);

    shop.reopen(|shop| {
        late.batch_execute("COMMIT").unwrap();
        let mut beside = shop.database.connect();
        beside
            .batch_execute(
                "INSERT INTO pet_arrived_events (id, created_at, pet_id, version, occurred_on, name, species, price)
                 VALUES ('01900000-0000-7000-8000-000000000002', clock_timestamp(), '01900000-0000-4000-8000-000000000003', 1,
                         current_date, 'Bella', 'Cat', 5)",
            )
            .unwrap();
    });
    listener.rest();
    // The connection that was kept open is gone with the shop.
    let ben = Visitor::new(&shop, ben.cookie().as_deref());
    let mut again = Listener::open(&shop, &ben, "/live?since=1:1:", &[("Last-Event-ID", &heard.id)]);
    let missed = again.next();
    assert_eq!(missed.kinds(), ["PetLost", "PetArrived"], "each once, and nothing of what was heard before");
    arrived(&ben, "Kit");
    assert_eq!(again.next().kinds(), ["PetArrived"], "and it goes on");
}

#[test]
fn who_was_away_for_long_is_told_that_there_is_much() {
    let shop = Shop::open();
    let ben = shop.staff();
    let mut listener = listen(&shop, &ben);
    shop.sql(|conn| {
        Ok(conn.batch_execute(
            "INSERT INTO pet_arrived_events (id, created_at, pet_id, version, occurred_on, name, species, price)
             SELECT gen_random_uuid(), clock_timestamp(), gen_random_uuid(), 1, current_date, 'Bella', 'Cat', 5 FROM generate_series(1, 101)",
        )?)
    });
    let message = listener.next();
    assert_eq!((message.event.as_str(), message.data.as_array().unwrap().len()), ("many", 0));
    arrived(&ben, "Rex");
    assert_eq!(listener.next().kinds(), ["PetArrived"]);

    let elsewhere = "900000000:900000000:";
    let mut listener = Listener::open(&shop, &ben, "/live", &[("Last-Event-ID", elsewhere)]);
    assert_eq!(listener.next().event, "many", "what another cluster had seen says nothing here");
    let nonsense = Listener::open(&shop, &ben, "/live?since=%27%3B--", &[]);
    assert_eq!(nonsense.status(), 200);
}

#[test]
fn that_there_is_much_is_told_once_whoever_reads_the_log_first() {
    let shop = Shop::open();
    let ben = shop.staff();
    let rex = arrived(&ben, "Rex");
    let mut first = listen(&shop, &ben);
    record(&ben, &price_change(&rex));
    let heard = first.next();
    assert_eq!(heard.kinds(), ["PetPriceChange"]);

    // Whoever follows the log is away for a moment, so that the page reads of it before them.
    let mut beside = shop.database.connect();
    beside
        .batch_execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid();
             INSERT INTO pet_arrived_events (id, created_at, pet_id, version, occurred_on, name, species, price)
             SELECT gen_random_uuid(), clock_timestamp(), gen_random_uuid(), 1, current_date, 'Bella', 'Cat', 5 FROM generate_series(1, 101)",
        )
        .unwrap();
    let mut listener = Listener::open(&shop, &ben, "/live", &[("Last-Event-ID", &heard.id)]);
    assert_eq!(listener.next().event, "many");
    assert_eq!(first.next().event, "many", "by now they are back");
    record(&ben, &loss(&rex));
    assert_eq!(first.next().kinds(), ["PetLost"]);
    assert_eq!(listener.next().kinds(), ["PetLost"]);
}

#[test]
fn nobody_hears_who_is_not_signed_in() {
    let shop = Shop::open();
    shop.admin();
    let listener = Listener::open(&shop, &shop.visitor(), "/live", &[]);
    assert_eq!(listener.status(), 204, "which an event source takes as the end");
    assert_eq!(shop.visitor().get("/live/pets/01890000-0000-7000-8000-000000000000").status, 303);
}

#[test]
fn a_stream_ends_with_its_session() {
    let (shop, live) = hasty(10);
    shop.admin();
    let ben = shop.account("Ben", Role::Staff);
    let eve = shop.account("Eve", Role::Staff);
    let mut signed_out = listen(&shop, &shop.signed_in(ben));
    let leaving = shop.signed_in(ben);
    let mut left = listen(&shop, &leaving);
    let mut disabled = listen(&shop, &shop.signed_in(eve));
    assert_eq!(live.open(), 3);

    let now = shop.clock.now();
    shop.sql(|conn| accounts::disable(conn, eve, now));
    disabled.rest();
    leaving.post("/logout", &[]);
    left.rest();
    assert!(signed_out.block().ends_with("\n:"), "who is still signed in still hears");
    shop.clock.advance(chrono::TimeDelta::hours(24));
    signed_out.rest();
    until("a place is not let go", || live.open() == 0);
}

#[test]
fn a_page_that_is_merely_open_keeps_nobody_signed_in() {
    let shop = Shop::with().config(|config| config.session_idle = chrono::TimeDelta::minutes(30)).open();
    let ben = shop.staff();
    let rex = arrived(&ben, "Rex");
    for _ in 0..2 {
        shop.clock.advance(chrono::TimeDelta::minutes(20));
        let by_itself = [("hx-request", "true"), ("hx-request-type", "partial"), ("x-live", "1")];
        drop(Listener::open(&shop, &ben, "/live", &[]));
        ben.get_with(&rex, &by_itself);
    }
    assert_eq!(ben.get(&rex).status, 303);
}

#[test]
fn two_hundred_open_pages_cost_one_connection_and_are_let_go() {
    let (shop, live) = hasty(200);
    let ben = shop.staff();
    let rex = arrived(&ben, "Rex");
    let connections = || {
        shop.sql(|conn| {
            day::count(conn, "SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database() AND usename = 'hello_app'")
        })
    };
    let mut pages: Vec<_> = (0..200).map(|_| listen(&shop, &ben)).collect();
    assert_eq!(live.open(), 200);
    assert!(connections() <= 6, "five of the pool and the one that listens: {}", connections());

    let turned_away = Listener::open(&shop, &ben, "/live", &[]);
    assert_eq!(turned_away.status(), 503);
    assert!(turned_away.head().to_lowercase().contains("retry-after: 2"), "{}", turned_away.head());

    record(&ben, &loss(&rex));
    for page in &mut pages {
        assert_eq!(page.next().kinds(), ["PetLost"]);
    }
    for path in ["/", "/pets", "/events", &rex] {
        assert_eq!(ben.get(path).status, 200, "{path}");
    }
    assert!(connections() <= 6, "{}", connections());

    pages.truncate(50);
    until("closed pages are not let go", || live.open() == 50);
    drop(pages);
    until("closed pages are not let go", || live.open() == 0);
    assert_eq!(listen(&shop, &ben).status(), 200);
}

#[test]
fn a_shop_that_closes_does_not_wait_for_open_pages() {
    let shop = Shop::open();
    let ben = shop.staff();
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let url = format!("http://127.0.0.1:{port}");
    let mut instance = Command::new(env!("CARGO_BIN_EXE_hello"))
        .env("DATABASE_URL", &shop.database.app_url)
        .env("HELLO_LOG", "warn")
        .env("HELLO_BIND", format!("127.0.0.1:{port}"))
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let opened = BufReader::new(instance.stdout.take().unwrap()).lines().next().unwrap().unwrap();
    assert!(opened.ends_with(&url), "{opened}");
    let mut listener = Listener::at(&url, &ben, "/live", &[]);
    listener.beginning();
    arrived(&ben, "Rex");
    assert_eq!(listener.next().kinds(), ["PetArrived"], "what another instance recorded");

    let begun = Instant::now();
    kill(Pid::from_raw(i32::try_from(instance.id()).unwrap()), Signal::SIGTERM).unwrap();
    listener.rest();
    assert!(instance.wait().unwrap().success());
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
}

#[test]
fn a_lost_connection_is_made_again_and_nothing_is_missing() {
    let shop = Shop::open();
    let ben = shop.staff();
    let rex = arrived(&ben, "Rex");
    let mut listener = listen(&shop, &ben);
    record(&ben, &price_change(&rex));
    assert_eq!(listener.next().kinds(), ["PetPriceChange"]);
    let mut beside = shop.database.connect();
    beside
        .batch_execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
        )
        .unwrap();
    record(&ben, &loss(&rex));
    assert_eq!(listener.next().kinds(), ["PetLost"]);
}

#[test]
fn a_form_can_ask_what_happened_to_its_pet_meanwhile() {
    let shop = Shop::open();
    let ben = shop.staff();
    let rex = arrived(&ben, "Rex");
    let id = rex.trim_start_matches("/pets/").to_owned();
    let partial = [("hx-request", "true"), ("hx-request-type", "partial"), ("x-live", "1")];
    let news = |after: i32| ben.get_with(&format!("/live/pets/{id}?after={after}"), &partial);
    assert_eq!(ben.get(&format!("{rex}/price-change")).attr("[data-live-form]", "data-live-form"), [id.as_str()]);
    assert_eq!(news(1).body.trim(), "");
    record(&ben, &sale(&rex));
    let told = news(1);
    assert_eq!(told.select("li"), ["Ben sold Rex to Mrs Lang just now."]);
    assert!(told.attr("a", "href").contains(&rex));
    assert_eq!(news(2).body.trim(), "");
    assert_eq!(ben.get(&format!("/live/pets/{id}?after=1")).location(), rex);
    assert_eq!(ben.get_with("/live/pets/01890000-0000-7000-8000-000000000000", &partial).status, 404);
}

#[test]
fn a_pets_page_gives_all_that_can_change_as_a_fragment() {
    let shop = Shop::open();
    let ben = shop.staff();
    let rex = arrived(&ben, "Rex");
    let fragment = ben.get_with(&rex, &[("hx-request", "true"), ("hx-request-type", "partial")]);
    assert_eq!(fragment.text("h1"), "Rex");
    assert_eq!(fragment.select(".timeline > li").len(), 1);
    assert!(!fragment.body.contains("<html") && fragment.body.contains("class=\"actions\""));
}

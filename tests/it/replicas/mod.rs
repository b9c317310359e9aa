//! Servers that follow the database: pages are read there, and nobody sees it.

mod failover;
mod server;

use crate::day::arrived;
use crate::harness::{Listener, Served, Visitor, program};
use hello::web::ROUTES;
use server::{Server, ada, until};
use std::time::{Duration, Instant};

/// An instance whose pages may be read at these servers.
fn served(database: &Server, replicas: &[&Server], settings: &[(&str, &str)]) -> Served {
    let urls: Vec<String> = replicas.iter().map(|replica| replica.shop()).collect();
    let mut command = program::hello(&database.shop());
    command
        .env("HELLO_BIND", "127.0.0.1:0")
        .env("HELLO_METRICS_BIND", "127.0.0.1:0")
        .env("HELLO_LOG", "error")
        .env("HELLO_READ_URLS", urls.join(" "));
    Served::open(command.envs(settings.iter().copied()))
}

/// What is measured there by this name.
fn measured(served: &Served, name: &str) -> Option<f64> {
    let text = ureq::get(served.measures.as_ref().unwrap()).call().unwrap().body_mut().read_to_string().unwrap();
    text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' ')?.parse().ok())
}

fn is_used(served: &Served) -> bool {
    measured(served, r#"hello_replica_used{replica="1"}"#) == Some(1.0)
}

fn shows(visitor: &Visitor, name: &str) -> bool {
    let page = visitor.get("/pets?sort=newest");
    assert_eq!(page.status, 200, "{}", page.body);
    page.body.contains(name)
}

#[test]
fn every_page_is_the_same_at_a_replica_as_at_the_database() {
    let database = Server::of_a_shop(120);
    let replica = database.follower("one", "");
    let (here, there) = (served(&database, &[], &[]), served(&database, &[&replica], &[]));
    let at_the_database = ada(&here.url);
    let rex = arrived(&at_the_database, "Rex");
    replica.catches_up(&database);
    until("the replica is read", || is_used(&there));
    let at_the_replica = at_the_database.elsewhere(&there.url);
    let event = at_the_database.get(&rex).attr("main a[href^='/events/']", "href")[0].clone();
    let customer = at_the_database
        .get("/customers")
        .attr("main a[href^='/customers/']", "href")
        .into_iter()
        .find(|href| href.len() == "/customers/".len() + 36);
    // It shows that the replica has answered: there a page is a transaction of its own.
    let answered = || replica.n("SELECT xact_commit AS n FROM pg_stat_database WHERE datname = 'hello'");
    let before = answered();
    let mut pages = 0;
    // Whoever takes a customer's data away is written down there.
    for route in ROUTES.iter().filter(|route| route.is_read && !route.path.ends_with("data.json")) {
        let id = match route.path {
            path if path.starts_with("/events") => event.trim_start_matches("/events/"),
            path if path.starts_with("/customers") => customer.as_deref().unwrap().trim_start_matches("/customers/"),
            _ => rex.trim_start_matches("/pets/"),
        };
        let path = route.path.replace("{id}", id);
        let queries = ["?q=re&from=2026-05-01&to=2026-08-01&species=Cat&sort=price", "?as_of=2026-06-01", ""];
        // What is compared with now is another comparison each time.
        let queries = if route.path.starts_with("/compare") { &queries[..1] } else { &queries };
        for query in queries {
            let path = format!("{path}{query}");
            let [one, other] = [&at_the_database, &at_the_replica].map(|visitor| visitor.get(&path));
            assert_eq!(one.status, other.status, "{path}");
            let (one_page, other_page) = (bare(&one.body, &here.url), bare(&other.body, &there.url));
            let differs = one_page.lines().zip(other_page.lines()).find(|(one, other)| one != other);
            // What says that there is nothing has the id of its request on it.
            if other.status == 200 {
                assert!(one_page == other_page, "{path}: {differs:?}");
                pages += 1;
            }
        }
    }
    assert!(pages > 40, "{pages}");
    until("the replica has answered them", || answered() - before >= pages);
}

/// A page without what differs from one look to the next, and from one instance to another: the address, written and as a picture that phones read.
fn bare(page: &str, url: &str) -> String {
    let page = page.replace(url.trim_start_matches("http://"), "");
    let pages = page.split("<svg class=\"qr\"").enumerate();
    let page: String = pages.map(|(place, part)| if place == 0 { part } else { part.split_once("</svg>").unwrap().1 }).collect();
    let today = chrono::Utc::now().format("%Y-%m-%dT").to_string();
    let timed = |word: &str| word.starts_with("data-seen=") || word.contains(&today);
    page.split([' ', '\n']).filter(|word| !timed(word)).collect::<Vec<_>>().join("\n")
}

#[test]
fn who_records_sees_it_at_once_however_far_the_replica_is_behind() {
    let database = Server::of_a_shop(0);
    let replica = database.follower("one", "recovery_min_apply_delay = '5s'");
    let shop = served(&database, &[&replica], &[]);
    let records = ada(&shop.url);
    let looks = Visitor::at(&shop.url, "hello", records.cookie().as_deref());
    until("the replica is read", || is_used(&shop));
    for name in ["Rex", "Bella", "Minka"] {
        let mut open = Listener::at(&shop.url, &looks, "/live", &[]);
        open.beginning();
        let begun = Instant::now();
        let pet = arrived(&records, name);
        assert_eq!(records.get(&pet).text("h1"), name, "their own page has it");
        assert!(shows(&records, name), "and every list");
        assert!(!shows(&looks, name), "another browser is answered by the replica");
        // What an open page was told of, its next page shows, and the page of whoever opens it at another instance.
        let told = open.next();
        assert_eq!((told.event.as_str(), open.next().kinds()), ("reached", vec!["PetArrived".to_owned()]));
        let told = [("cookie", format!("hello={}; hello-told={}", looks.cookie().unwrap(), told.data))];
        let page = Visitor::at(&shop.url, "hello", None)
            .get_with("/pets?sort=newest", &told.each_ref().map(|(name, value)| (*name, value.as_str())));
        assert!(page.body.contains(name));
        assert!(begun.elapsed() < Duration::from_secs(5), "all that was before the replica had it: {:?}", begun.elapsed());
        until("the replica has it", || shows(&looks, name));
        assert!(is_used(&shop));
    }
}

#[test]
fn a_page_that_a_replica_answered_hears_what_it_lacks() {
    let database = Server::of_a_shop(0);
    let replica = database.follower("one", "");
    let shop = served(&database, &[&replica], &[]);
    let records = ada(&shop.url);
    let looks = Visitor::at(&shop.url, "hello", records.cookie().as_deref());
    until("the replica is read", || is_used(&shop));
    replica.sql("SELECT pg_wal_replay_pause()");
    arrived(&records, "Rex");
    let page = looks.get("/pets");
    assert!(!page.body.contains("Rex"), "the replica does not have it yet");
    let seen = page.attr("main", "data-seen")[0].clone();
    let mut open = Listener::at(&shop.url, &looks, &format!("/live?since={seen}"), &[]);
    open.beginning();
    open.next();
    assert_eq!(open.next().kinds(), ["PetArrived"]);
}

#[test]
fn a_replica_that_lags_too_far_behind_hangs_or_dies_is_left_alone_and_read_again_once_it_is_well() {
    let database = Server::of_a_shop(0);
    let mut replica = database.follower("one", "");
    let shop = served(&database, &[&replica], &[("HELLO_READ_LAG_SECONDS", "2")]);
    let records = ada(&shop.url);
    let looks = Visitor::at(&shop.url, "hello", records.cookie().as_deref());
    let health = || looks.get("/admin/health").text("table.rows").to_owned();
    let in_time = |what: &str| {
        let begun = Instant::now();
        assert_eq!(looks.get("/pets").status, 200, "{what}");
        assert!(begun.elapsed() < Duration::from_secs(2), "{what}: {:?}", begun.elapsed());
    };
    until("the replica is read", || is_used(&shop));
    assert!(health().contains("pages are read there"), "{}", health());

    replica.sql("SELECT pg_wal_replay_pause()");
    arrived(&records, "Rex");
    assert!(!shows(&looks, "Rex"), "a little behind does not matter");
    until("it lags too far behind", || shows(&looks, "Rex"));
    assert!(!is_used(&shop) && measured(&shop, r#"hello_replica_lag_bytes{replica="1"}"#).unwrap() > 0.0);
    assert!(measured(&shop, r#"hello_replica_lag_seconds{replica="1"}"#).unwrap() > 2.0);
    assert!(health().contains("It lags behind by"), "{}", health());
    replica.sql("SELECT pg_wal_replay_resume()");
    until("it is read again", || is_used(&shop));
    assert_eq!(measured(&shop, r#"hello_replica_lag_bytes{replica="1"}"#), Some(0.0));

    replica.freeze(true);
    until("it is left alone", || {
        in_time("it hangs");
        !is_used(&shop)
    });
    until("that is told", || health().contains("It does not answer"));
    replica.freeze(false);
    until("it is read again", || is_used(&shop));

    for name in ["Bella", "Minka"] {
        replica.kill();
        in_time("it is gone");
        arrived(&records, name);
        until("it is left alone", || {
            in_time("it is gone");
            !is_used(&shop)
        });
        assert!(shows(&looks, name));
        replica.start();
        until("it is read again", || is_used(&shop));
        until("it has caught up", || shows(&looks, name));
    }
    assert!(health().contains("What went wrong last"), "{}", health());

    replica.promote();
    until("it follows nobody any more", || !is_used(&shop));
    in_time("it follows nobody");
    assert!(health().contains("it follows no other server"), "{}", health());
}

#[test]
fn a_page_whose_reading_a_replica_breaks_off_goes_on_from_the_database() {
    use hello::store::log::follow;
    use hello::store::state::pets;
    use hello::store::{Limits, Link, Reach, Readers, Store, When};
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    let database = Server::of_a_shop(0);
    let replica = database.follower("one", "max_standby_streaming_delay = 0");
    arrived(&ada(&served(&database, &[], &[]).url), "Rex");
    replica.catches_up(&database);
    let limits = Limits { pool_size: 3, pool_wait: Duration::from_secs(1), statement_timeout: Duration::from_secs(20) };
    let readers = Readers::new(&[replica.shop()], limits, Duration::from_secs(10));
    let store = Store::new(Link::to(&database.shop()), limits).with_readers(readers);
    let readers = Arc::clone(store.readers().unwrap());
    readers.watch();
    let (follows, has_ended) = (store.clone(), Arc::new(AtomicUsize::new(0)));
    let ended = Arc::clone(&has_ended);
    let thread = std::thread::spawn(move || follow::follow(&follows, |_| ended.load(Ordering::Relaxed) == 0));
    until("the replica is read", || readers.fare()[0].is_used);

    let attempts = Arc::new(AtomicUsize::new(0));
    let (tried, at, conflicts) = (Arc::clone(&attempts), database.url("hello", "hello"), replica.url("hello", "hello"));
    let species = actix_web::rt::System::new().block_on(async move {
        let request = store.of_a_request();
        request.follow(Reach::NOTHING, 0).await.expect("the replica answers");
        request
            .read(move |conn| {
                let species = pets::species(conn, When::Now)?;
                if tried.fetch_add(1, Ordering::Relaxed) == 0 {
                    // What the database does now, the replica can only do once nobody reads there.
                    use diesel::{Connection, PgConnection, connection::SimpleConnection};
                    let sql = "BEGIN; LOCK TABLE pet_streams IN ACCESS EXCLUSIVE MODE; LOCK TABLE pet_arrived_events IN ACCESS EXCLUSIVE MODE; COMMIT";
                    PgConnection::establish(&at).unwrap().batch_execute(sql).unwrap();
                    let broken = "SELECT count(*) AS n FROM pg_stat_activity WHERE usename = 'hello_app' AND state LIKE 'idle in transaction%'";
                    let mut there = PgConnection::establish(&conflicts).unwrap();
                    until("the replica breaks the reading off", || crate::day::count(&mut there, broken).unwrap() == 0);
                }
                assert_eq!(species, pets::species(conn, When::Now)?);
                Ok(species)
            })
            .await
            .unwrap()
    });
    assert_eq!((species, attempts.load(Ordering::Relaxed)), (vec!["Cat".to_owned()], 2));
    let trouble = readers.fare()[0].trouble.clone().unwrap().why;
    assert!(trouble.contains("conflict with recovery"), "{trouble}");
    has_ended.store(1, Ordering::Relaxed);
    thread.join().unwrap();
}

//! A standby takes over, and the shop goes on: nothing that was acknowledged is lost where the standby had to have it, and who was taken for dead
//! records no more.

use super::server::{Server, ada, until};
use crate::day::{arrival, arrived};
use crate::faults::books;
use crate::faults::people::{Outcome, People};
use crate::harness::{Listener, Served, Visitor, program};
use fastrand::Rng;
use std::time::{Duration, Instant};

const SEED: u64 = 0x7374_616e_6462;

/// How soon after a promotion the shop records again.
const AGAIN: Duration = Duration::from_secs(5);

/// The address of a shop on these servers, whichever of them records.
fn either(servers: [&Server; 2]) -> String {
    let [one, other] = servers.map(|server| server.port);
    format!("postgresql://hello_app@127.0.0.1:{one},127.0.0.1:{other}/hello?target_session_attrs=read-write&connect_timeout=2")
}

fn served(url: &str) -> Served {
    Served::open(program::hello(url).env("HELLO_BIND", "127.0.0.1:0").env("HELLO_LOG", "error"))
}

fn is_ready(url: &str) -> bool {
    ureq::get(format!("{url}/readyz")).call().is_ok_and(|answer| answer.status() == 200)
}

/// The standby has all that it records acknowledged, before it is.
fn waits_for(primary: &Server, standby: &str) {
    primary.change("synchronous_commit", "remote_apply");
    primary.change("synchronous_standby_names", standby);
    until("it is waited for", || primary.n("SELECT count(*) AS n FROM pg_stat_replication WHERE sync_state = 'sync'") == 1);
}

#[test]
fn a_standby_takes_over_within_five_seconds_and_has_all_that_was_acknowledged() {
    let rounds: usize = std::env::var("HELLO_FAILOVER_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(2);
    let mut rng = Rng::with_seed(SEED);
    let mut primary = Server::of_a_shop(0);
    let mut standby = primary.follower("standby", "");
    let shop = served(&either([&primary, &standby]));
    let (mut recorded, mut slowest) = (0, Duration::ZERO);
    for round in 0..rounds {
        waits_for(&primary, "standby");
        let people = People::at_work(&shop.url, rng.fork());
        people.have_each_recorded("before the fault");
        let until_then = primary.n("SELECT count(*) AS n FROM events") + rng.i64(0..40);
        until("some more is recorded", || primary.n("SELECT count(*) AS n FROM events") >= until_then);
        primary.kill();
        let begun = Instant::now();
        standby.promote();
        until("the shop is ready again", || is_ready(&shop.url));
        people.has_anybody_recorded("after the promotion");
        let again = begun.elapsed();
        assert!(again < AGAIN, "round {round}: it recorded again only after {again:?}");
        slowest = slowest.max(again);
        people.have_each_recorded("after the promotion");
        let deeds = people.go_home();
        books::check(&mut standby.connect(), &deeds, &format!("round {round}"));
        standby.hello(&["verify"], "");
        recorded += deeds.iter().filter(|deed| deed.outcome == Outcome::Acknowledged).count();
        eprintln!("failover: {} of {rounds}: {} attempts, recorded again after {} ms", round + 1, deeds.len(), again.as_millis());
        primary.follows(&standby, "standby");
        std::mem::swap(&mut primary, &mut standby);
    }
    eprintln!("failover: {rounds} rounds, {recorded} acknowledged, none lost, recorded again after at most {} ms", slowest.as_millis());
}

#[test]
fn what_a_standby_need_not_have_is_lost_with_the_primary_and_the_books_fit_all_the_same() {
    let mut primary = Server::of_a_shop(0);
    let mut standby = primary.follower("standby", "");
    let said = tempfile::NamedTempFile::new().unwrap();
    let mut command = program::hello(&either([&primary, &standby]));
    let shop = Served::open(command.env("HELLO_BIND", "127.0.0.1:0").env("HELLO_LOG", "error").stderr(said.reopen().unwrap()));
    let records = ada(&shop.url);
    arrived(&records, "Rex");
    standby.catches_up(&primary);
    let mut open = Listener::at(&shop.url, &records, "/live", &[]);
    open.beginning();
    standby.kill();
    let lost: Vec<String> = ["Bella", "Minka", "Fleck"].map(|name| arrived(&records, name)).into();
    let (mut heard, mut seen) = (0, String::new());
    while heard < lost.len() {
        let message = open.next();
        heard += message.kinds().len();
        seen = message.id;
    }
    primary.kill();
    standby.start();
    standby.promote();
    until("the shop is ready again", || is_ready(&shop.url));
    // A page that has seen them is told that it had better look again.
    let mut again = Listener::at(&shop.url, &records, &format!("/live?since={seen}"), &[]);
    again.beginning();
    assert_eq!(again.next().event, "many");
    until("it is told", || std::fs::read_to_string(said.path()).unwrap().contains("not all is here that was written before"));
    let missing = lost.iter().filter(|pet| records.get(pet).status == 404).count();
    assert_eq!(missing, lost.len(), "they were acknowledged, and had not travelled");
    assert_eq!(standby.n("SELECT count(*) AS n FROM events"), 1);
    arrived(&records, "Tom");
    standby.hello(&["verify"], "");
}

#[test]
fn a_primary_that_comes_back_as_it_was_records_nothing_more() {
    let mut old = Server::of_a_shop(0);
    let mut new = old.follower("standby", "");
    let url = either([&old, &new]);
    let shop = served(&url);
    let records = ada(&shop.url);
    arrived(&records, "Rex");
    new.catches_up(&old);
    old.kill();
    new.promote();
    until("the shop is ready again", || is_ready(&shop.url));
    let events = |server: &Server| server.n("SELECT count(*) AS n FROM events");
    arrived(&records, "Bella");
    assert_eq!(events(&new), 2);

    // The address names it first, and it takes what is recorded.
    old.start();
    let others: Vec<Visitor> = (0..12).map(|_| ada(&shop.url)).collect();
    std::thread::scope(|scope| {
        for other in others {
            scope.spawn(move || arrived(&other, "Minka"));
        }
    });
    // An instance that has met neither looks at both.
    let fresh = served(&url);
    arrived(&records.elsewhere(&fresh.url), "Fleck");
    assert_eq!((events(&old), events(&new)), (1, 15));

    // While it is alone, nothing is recorded, and it is said why.
    let page = records.get("/pets/arrival");
    let hidden = page.hidden_fields();
    new.kill();
    let refused = arrival().with("name", "Tom").send_with(&records, &hidden);
    assert_eq!(refused.status, 503, "{}", refused.body);
    until("it is said why", || {
        let refused = arrival().with("name", "Tom").send_with(&records, &hidden);
        assert_eq!(refused.status, 503, "{}", refused.body);
        refused.body.contains("Another server has taken the place")
    });
    until("whoever watches is told", || {
        let told = ureq::get(format!("{}/readyz", shop.url)).config().http_status_as_error(false).build().call();
        told.is_ok_and(|mut told| {
            told.status() == 503 && told.body_mut().read_to_string().unwrap().contains("before another server took its place")
        })
    });
    assert_eq!(events(&old), 1);
    new.start();
    until("the shop is ready again", || is_ready(&shop.url));
    assert_eq!(arrival().with("name", "Tom").send_with(&records, &hidden).status, 303);
    assert_eq!((events(&old), events(&new)), (1, 16));
    new.hello(&["verify"], "");
}

#[test]
fn a_database_that_is_set_to_be_read_hands_over_to_the_one_that_is_promoted() {
    let old = Server::of_a_shop(0);
    let new = old.follower("standby", "");
    let shop = served(&either([&old, &new]));
    let records = ada(&shop.url);
    let hidden = records.get("/pets/arrival").hidden_fields();
    old.change("default_transaction_read_only", "on");
    until("nothing is recorded any more", || arrival().send_with(&records, &hidden).status != 303);
    let events = old.n("SELECT count(*) AS n FROM events");
    new.catches_up(&old);
    new.promote();
    let hidden = records.get("/pets/arrival").hidden_fields();
    let took = until("it is recorded where that is possible", || arrival().send_with(&records, &hidden).status == 303);
    assert!(took < AGAIN, "{took:?}");
    assert_eq!((old.n("SELECT count(*) AS n FROM events"), new.n("SELECT count(*) AS n FROM events")), (events, events + 1));
}

//! Several instances of the program on one database, behind whatever spreads requests over them: none keeps anything that the others lack.

use crate::day::{arrival, arrived, count, record};
use crate::harness::{Listener, PASSWORD, Served, Shop, Visitor, seal_key};
use diesel::connection::SimpleConnection;
use hello::store::people::accounts::Role;
use hello::store::people::throttle;
use hello::store::proof::verify::Against;
use hello::store::proof::verify::turn;
use hello::store::state::snapshot;
use nix::sys::signal::Signal;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

fn two(shop: &Shop) -> (Served, Served) {
    (Served::beside(shop, &[]), Served::beside(shop, &[]))
}

#[test]
fn who_signs_in_at_one_instance_is_known_at_the_other_until_they_sign_out() {
    let shop = Shop::open();
    shop.account("Ada", Role::Admin);
    let (a, b) = two(&shop);
    let here = a.visitor(&shop.visitor());
    assert_eq!(here.post("/login", &[("name", "Ada"), ("password", PASSWORD)]).status, 303);
    let there = b.visitor(&here);
    assert_eq!(there.get("/pets").status, 200);
    assert_eq!(there.post("/logout", &[]).status, 303);
    assert_eq!(here.get("/pets").status, 303, "and signed out at both");
}

#[test]
fn who_guesses_at_all_instances_in_turn_is_throttled_as_at_one() {
    let shop = Shop::open();
    shop.account("Ada", Role::Admin);
    let (a, b) = two(&shop);
    let strangers = [a.visitor(&shop.visitor()), b.visitor(&shop.visitor())];
    let mut statuses = Vec::new();
    for attempt in 0..=throttle::PER_ACCOUNT {
        let stranger = &strangers[usize::try_from(attempt).unwrap() % 2];
        statuses.push(stranger.post("/login", &[("name", "Ada"), ("password", "a wrong guess")]).status);
    }
    assert_eq!(statuses.pop(), Some(429), "{statuses:?}");
    assert!(statuses.iter().all(|status| *status == 422), "{statuses:?}");
}

#[test]
fn a_form_that_was_sent_at_one_instance_does_nothing_more_at_the_other() {
    let shop = Shop::open();
    let ben = shop.staff();
    let (a, b) = two(&shop);
    let (here, there) = (a.visitor(&ben), b.visitor(&ben));
    let hidden = here.get(&arrival().path).hidden_fields();
    let first = arrival().send_with(&here, &hidden);
    let again = arrival().send_with(&there, &hidden);
    assert_eq!((first.status, again.status, first.location()), (303, 303, again.location()));
    assert_eq!(arrival().with("price", "1.00").send_with(&there, &hidden).status, 409, "it said something else");
    assert_eq!(shop.sql(|conn| count(conn, "SELECT count(*) AS n FROM events")), 1);
}

#[test]
fn a_page_that_is_open_at_one_instance_hears_what_is_recorded_at_the_other() {
    let shop = Shop::open();
    let ben = shop.staff();
    let (a, b) = two(&shop);
    let mut open = Listener::at(&b.url, &ben, "/live", &[]);
    open.beginning();
    let begun = Instant::now();
    let rex = arrived(&a.visitor(&ben), "Rex");
    assert_eq!(open.next().kinds(), ["PetArrived"]);
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    assert_eq!(b.visitor(&ben).get(&rex).text("h1"), "Rex");
}

#[test]
fn one_instance_refreshes_at_a_time_and_the_others_show_it() {
    let shop = Shop::open();
    let ada = shop.admin();
    let (a, b) = two(&shop);
    let all = [a.visitor(&ada), b.visitor(&ada)];
    // As an instance does that is at it.
    let mut busy = shop.database.connect();
    busy.batch_execute(&format!("SELECT pg_advisory_lock({}); INSERT INTO snapshot_refreshes DEFAULT VALUES", 0x68_65_6c_6c_6f_i64))
        .unwrap();
    for one in &all {
        assert_eq!(one.get("/admin/snapshot").select("progress").len(), 1);
        assert_eq!(one.fill_in("/admin/snapshot", &[]).status, 409, "a second one has to wait");
    }
    drop(busy);
    let begun = Instant::now();
    while !all[1].get("/admin/snapshot").select("progress").is_empty() {
        assert!(begun.elapsed() < Duration::from_secs(20), "it is over where its process is gone");
    }
    assert_eq!(all[1].fill_in("/admin/snapshot", &[]).status, 303);
    let taken = |visitor: &Visitor| visitor.get("/admin/snapshot").select("table.rows tbody tr").len();
    assert_eq!((taken(&all[0]), taken(&all[1])), (2, 2), "both know that there were two: the first one, and this");
}

#[test]
fn one_instance_verifies_at_a_time_and_the_others_show_how_far_it_is_and_how_it_ended() {
    let shop = Shop::open();
    let ada = shop.admin();
    arrived(&ada, "Rex");
    let (a, b) = two(&shop);
    let all = [a.visitor(&ada), b.visitor(&ada)];
    let (go_on, wait) = mpsc::channel::<()>();
    let (begun, began) = mpsc::channel();
    let store = shop.store.clone();
    // As an instance does that is at it, and takes its time.
    let verifies = thread::spawn(move || {
        turn::in_turn(&store, &Against::default(), &mut |progress| {
            if progress.events == 0 {
                begun.send(()).unwrap();
            } else {
                let _ = wait.recv();
            }
        })
    });
    began.recv().unwrap();
    for one in &all {
        let page = one.get("/admin/integrity");
        assert_eq!(page.select("progress").len(), 1, "{}", page.text("main"));
        assert!(page.text("main").contains("It was asked for elsewhere"), "{}", page.text("main"));
        assert_eq!(one.fill_in("/admin/integrity", &[("seal", "")]).status, 409, "a second one has to wait");
    }
    drop(go_on);
    assert!(verifies.join().unwrap().unwrap().unwrap().is_clean());
    assert_eq!(all[0].fill_in("/admin/integrity", &[("seal", "")]).status, 303);
    crate::integrity::page::ended(&all[0]);
    let elsewhere = all[1].get("/admin/integrity");
    assert_eq!(elsewhere.text("#outcome"), "Everything is as it was recorded");
    assert!(elsewhere.text("main").contains("elsewhere or before the shop was started anew"), "{}", elsewhere.text("main"));
}

#[test]
fn two_instances_that_are_asked_at_once_make_one_refresh_after_the_other_and_seal_what_is_there() {
    let shop = Shop::open();
    let ada = shop.admin();
    let (a, b) = two(&shop);
    let recorders = [a.visitor(&ada), b.visitor(&ada)];
    thread::scope(|scope| {
        for visitor in recorders {
            scope.spawn(move || {
                for n in 0..5 {
                    record(&visitor, &arrival().with("name", &format!("Rex {n}")));
                    let status = visitor.fill_in("/admin/snapshot", &[]).status;
                    assert!(status == 303 || status == 409, "{status}");
                }
            });
        }
    });
    shop.sql(|conn| snapshot::refresh(conn, seal_key(), None));
    let found = shop.sql(|conn| hello::store::proof::verify::verify(conn, &Against::default(), &mut |_| ()));
    assert!(found.is_clean() && found.events == 10, "{found:?}");
}

#[test]
fn an_instance_that_is_told_to_stop_says_so_first_and_then_answers_what_is_under_way() {
    let shop = Shop::open();
    let ben = shop.staff();
    let closes = Served::beside(&shop, &[("HELLO_CLOSE_WAIT_MS", "4000"), ("HELLO_METRICS_BIND", "127.0.0.1:0")]);
    let (stays, watcher) = (Served::beside(&shop, &[]), closes.visitor(&ben));
    assert_eq!(watcher.get("/readyz").status, 200);
    let mut open = Listener::at(&closes.url, &ben, "/live", &[]);
    open.beginning();
    closes.signal(Signal::SIGTERM);
    let begun = Instant::now();
    loop {
        let answer = watcher.get("/readyz");
        if answer.status == 503 {
            assert_eq!(answer.body, "closing\n");
            break;
        }
        assert!(begun.elapsed() < Duration::from_secs(3), "it says so before it closes");
    }
    let measures = ureq::get(closes.measures.as_ref().unwrap()).call().unwrap().body_mut().read_to_string().unwrap();
    assert!(measures.contains("\nhello_ready 0.0\n") && measures.contains("\nhello_database_up 1.0\n"), "{measures}");
    let rex = arrived(&watcher, "Rex");
    assert_eq!(open.next().kinds(), ["PetArrived"], "what still comes is served as ever");
    // A form that takes its time to come, and began to while the shop was open.
    let form = "name=Ada&password=a+wrong+guess";
    let mut slow = TcpStream::connect(closes.url.trim_start_matches("http://")).unwrap();
    write!(
        slow,
        "POST /login HTTP/1.1\r\nHost: shop\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\n\
         Content-Length: {}\r\n\r\n{}",
        form.len(),
        &form[..10]
    )
    .unwrap();
    open.rest();
    assert!(begun.elapsed() >= Duration::from_millis(3900), "not before it has said so for as long as was set: {:?}", begun.elapsed());
    write!(slow, "{}", &form[10..]).unwrap();
    let mut answer = String::new();
    slow.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 422 "), "{answer}");
    assert!(closes.stop().success());
    assert_eq!(stays.visitor(&ben).get(&rex).status, 200);
}

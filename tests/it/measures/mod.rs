//! What is measured, as whoever watches over the shop reads it.

mod deployed;
mod exposition;

use crate::day::{arrival, arrived, price_change, record, sale};
use crate::harness::{Served, Shop, Visitor, program, seal_key};
use crate::litter::litter;
use chrono::Utc;
use diesel::{RunQueryDsl, sql_query};
use exposition::Scrape;
use hello::shop::EventKind;
use hello::store::people::audit;
use hello::store::people::audit::Hand;
use hello::store::state::snapshot;
use hello::store::statements;
use hello::web::ROUTES;
use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::time::{Duration, Instant};

/// An instance that tells what is measured.
fn measured(shop: &Shop) -> Served {
    // With a replica at which nobody answers.
    let settings = [("HELLO_METRICS_BIND", "127.0.0.1:0"), ("HELLO_LOG", "error"), ("HELLO_READ_URLS", "postgres://127.0.0.1:1/hello")];
    Served::beside(shop, &settings)
}

/// What it tells.
fn scrape(served: &Served) -> Scrape {
    let mut answer = ureq::get(served.measures.as_ref().unwrap()).call().unwrap();
    let kind = answer.headers()["content-type"].to_str().unwrap().to_owned();
    assert_eq!(kind, "application/openmetrics-text; version=1.0.0; charset=utf-8");
    Scrape::read(&answer.body_mut().read_to_string().unwrap())
}

/// A shop in which everything has happened of which there is anything to tell.
fn lived_in() -> (Shop, Served) {
    let shop = Shop::open();
    let ada = shop.admin();
    let served = measured(&shop);
    let ada = served.visitor(&ada);
    record(&ada, &price_change(&arrived(&ada, "Rex")));
    shop.sql(|conn| snapshot::refresh(conn, seal_key(), None));
    shop.sql(|conn| audit::write(conn, &Hand::at_the_command_line().verified("no fault was found", Some(0))));
    backed_up(&shop, "now()");
    (shop, served)
}

/// A backup that was taken at this moment, and checked.
pub fn backed_up(shop: &Shop, at: &str) {
    shop.sql(|conn| {
        let keep = format!(
            "INSERT INTO backups (id, taken_at, file, bytes, events, is_encrypted, checked_at)
             VALUES (gen_random_uuid(), {at}, '/var/backups/hello', 1, 1, false, {at})"
        );
        Ok(sql_query(keep).execute(conn)?)
    });
}

#[test]
fn requests_statements_and_what_is_recorded_are_measured() {
    let (shop, served) = lived_in();
    let ada = served.visitor(&shop.staff());
    assert_eq!(ada.get("/pets").status, 200);
    let rex = arrived(&ada, "Bella");
    let hidden = ada.get(&sale(&rex).path).hidden_fields();
    record(&ada, &price_change(&rex));
    let stale = sale(&rex).send_with(&ada, &hidden);
    assert_eq!(stale.status, 409, "{}", stale.text("main"));
    let told = scrape(&served);
    let count = |labels: &[(&str, &str)]| told.value("http_server_request_duration_seconds_count", labels);
    let get = [("http_request_method", "GET"), ("http_response_status_code", "200")];
    assert_eq!(count(&[&get[..], &[("http_route", "/pets")]].concat()), Some(1.0));
    assert_eq!(
        count(&[("http_request_method", "POST"), ("http_route", "/pets/{id}/sale"), ("http_response_status_code", "409")]),
        Some(1.0)
    );
    let appends = |kind, outcome| told.value("hello_appends_total", &[("event_type", kind), ("outcome", outcome)]);
    assert_eq!((appends("PetArrived", "recorded"), appends("PetPriceChange", "recorded")), (Some(2.0), Some(2.0)));
    assert_eq!((appends("PetSold", "stale"), appends("PetSold", "recorded")), (Some(1.0), Some(0.0)));
    let ran = |file| told.value("db_client_operation_duration_seconds_count", &[("db_query_summary", file), ("error_type", "")]);
    assert!(
        ran("log/append_arrived.sql") >= Some(2.0),
        "the first one of a shop is tried once more, when the currency of its books is kept"
    );
    assert!(told.value("db_client_connection_wait_time_seconds_count", &[]).unwrap() > 4.0);
    let now = |name: &str| told.value(name, &[]);
    assert_eq!((now("hello_database_up"), now("hello_ready"), now("hello_events")), (Some(1.0), Some(1.0), Some(4.0)));
    assert_eq!(
        (now("hello_snapshot_tail_events"), now("hello_verification_faults"), now("hello_backup_checked")),
        (Some(2.0), Some(0.0), Some(1.0))
    );
    let seconds = Utc::now().timestamp() as f64;
    for moment in ["snapshot", "seal", "verification", "backup"] {
        let at = now(&format!("hello_{moment}_timestamp_seconds")).unwrap();
        assert!((seconds - 60.0..=seconds + 1.0).contains(&at), "{moment}: {at}");
    }
    assert!(now("process_resident_memory_bytes").unwrap() > 1e6 && now("process_cpu_seconds_total").unwrap() > 0.0);
    assert!(now("process_open_fds").unwrap() > 5.0);
}

#[test]
fn a_litter_counts_as_many_events_as_it_has_young_and_none_where_it_is_sent_again() {
    let (shop, served) = lived_in();
    let ada = served.visitor(&shop.staff());
    let bella = arrived(&ada, "Bella");
    let form = litter(&bella, &[("Ann", "9"), ("Bob", "9"), ("Cid", "9")]);
    let hidden = ada.get(&format!("/pets/litter?mother_id={}", bella.trim_start_matches("/pets/"))).hidden_fields();
    for times in 1..=2 {
        assert_eq!(form.send_with(&ada, &hidden).status, 303, "{times}");
    }
    let told = scrape(&served);
    let born = |outcome| told.value("hello_appends_total", &[("event_type", "PetBorn"), ("outcome", outcome)]);
    assert_eq!((born("recorded"), born("sent_again")), (Some(3.0), Some(1.0)));
}

#[test]
fn an_open_page_is_counted_for_as_long_as_it_is_open() {
    let (shop, served) = lived_in();
    let ben = shop.staff();
    let live = || scrape(&served).value("hello_live_pages", &[]);
    assert_eq!(live(), Some(0.0));
    let mut page = crate::harness::Listener::at(&served.url, &ben, "/live", &[]);
    page.beginning();
    assert_eq!(live(), Some(1.0));
    drop(page);
    let begun = Instant::now();
    while live() != Some(0.0) {
        assert!(begun.elapsed() < Duration::from_secs(20), "it is let go");
    }
}

#[test]
fn whatever_strangers_send_no_label_is_theirs() {
    let (shop, served) = lived_in();
    let ben = served.visitor(&shop.staff());
    let before = scrape(&served);
    let mut rng = fastrand::Rng::with_seed(14);
    let ids = ["7f3c", "00000000-0000-7000-8000-000000000000", "Rex", "%F0%9F%90%B1", "a%22b%0A", "..%2f..", "{id}", "{name:.+}"];
    for _ in 0..400 {
        let route = ROUTES[rng.usize(..ROUTES.len())].path;
        let path = match rng.u8(..4) {
            0 => format!("/{}/{}", ids[rng.usize(..ids.len())], ids[rng.usize(..ids.len())]),
            1 => format!("{route}/{}", ids[rng.usize(..ids.len())]),
            _ => route.replace("{id}", ids[rng.usize(..ids.len())]).replace("{name:.+}", ids[rng.usize(..ids.len())]),
        };
        let path: String = path.replace('{', "%7B").replace('}', "%7D");
        let path = format!("{path}?q={}", ids[rng.usize(..ids.len())].replace(['{', '}'], "_"));
        // A stream has no end, and whoever leaves is gone.
        if ["/live?", "/logout?"].iter().any(|begin| path.starts_with(begin)) {
            continue;
        }
        let method = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"][rng.usize(..7)];
        let visitor = if rng.bool() { &ben } else { &Visitor::at(&served.url, "hello", None) };
        let answer = visitor.send(method, &path, &[("sec-fetch-site", "cross-site")], "");
        assert!(answer.status < 500, "{method} {path}: {}", answer.status);
    }
    // A method of somebody's own, which no client of ours would send.
    let mut raw = TcpStream::connect(served.url.trim_start_matches("http://")).unwrap();
    write!(raw, "BREW /pets HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    raw.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 4"), "{answer}");
    let told = scrape(&served);
    let routes: BTreeSet<String> = ROUTES.iter().map(|route| route.path.to_owned()).chain(["unknown".to_owned()]).collect();
    let files: BTreeSet<String> = statements::all().iter().map(|statement| statement.file.to_owned()).collect();
    let known = |of: &[&str]| of.iter().map(|one| (*one).to_owned()).collect::<BTreeSet<_>>();
    let methods = known(&["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PATCH", "_OTHER"]);
    let kinds = EventKind::ALL.iter().map(|kind| kind.name().to_owned()).collect();
    let mut seen = BTreeSet::new();
    for (label, value) in told.labels() {
        seen.insert(label.clone());
        let is_known = match label.as_str() {
            "http_route" => routes.contains(&value),
            "http_request_method" => methods.contains(&value),
            "http_response_status_code" => value.parse::<u16>().is_ok_and(|status| (200..600).contains(&status)),
            "db_query_summary" => files.contains(&value),
            "error_type" => known(&["", "unavailable", "too_slow", "constraint", "unreadable", "fault"]).contains(&value),
            "event_type" => BTreeSet::contains(&kinds, &value),
            "outcome" => known(&["recorded", "refused", "stale", "sent_again", "sent_before", "failed"]).contains(&value),
            "db_client_connection_state" => known(&["used", "idle"]).contains(&value),
            // One is set.
            "replica" => value == "1",
            "le" => value == "+Inf" || value.parse::<f64>().is_ok(),
            _ => false,
        };
        assert!(is_known, "{label}={value:?}");
    }
    assert_eq!(seen.len(), 10, "{seen:?}");
    assert!(
        told.value("http_server_request_duration_seconds_count", &[("http_route", "unknown")]).is_none(),
        "each sample has all its labels"
    );
    assert!(before.series() < told.series() && told.series() < 20_000, "{}", told.series());
}

#[test]
fn without_its_database_a_shop_tells_in_time_what_it_knows_by_itself() {
    let (shop, served) = lived_in();
    shop.database.close();
    let begun = Instant::now();
    let told = scrape(&served);
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    assert_eq!((told.value("hello_database_up", &[]), told.value("hello_ready", &[])), (Some(0.0), Some(0.0)));
    assert_eq!(told.value("hello_events", &[]), None);
    assert!(told.value("process_open_fds", &[]).is_some());
    // Whoever asks is answered in time, and the wait for a connection may end a moment later.
    while scrape(&served).value("db_client_connection_timeouts_total", &[]) == Some(0.0) {
        assert!(begun.elapsed() < Duration::from_secs(20), "what was waited for in vain is counted");
    }
    shop.database.reopen();
    let begun = Instant::now();
    while scrape(&served).value("hello_events", &[]) != Some(2.0) {
        assert!(begun.elapsed() < Duration::from_secs(20), "it recovers");
    }
}

#[test]
fn what_is_measured_is_told_where_it_was_asked_for_alone_and_goes_with_the_shop() {
    let shop = Shop::open();
    let quiet = Served::beside(&shop, &[]);
    assert_eq!(quiet.measures, None, "nowhere, where nobody asked");
    let served = measured(&shop);
    let measures = served.measures.clone().unwrap();
    assert_ne!(measures, format!("{}/metrics", served.url));
    assert_eq!(served.visitor(&shop.visitor()).get("/metrics").status, 404, "not where customers are");
    let there = Visitor::at(measures.trim_end_matches("/metrics"), "hello", None);
    for path in ["/", "/pets", "/metrics/", "/healthz", "/static/x"] {
        let answer = there.get(path);
        assert_eq!((answer.status, answer.body.as_str()), (404, "What is measured is at /metrics.\n"), "{path}");
    }
    assert_eq!(there.post("/metrics", &[]).status, 404);
    let taken = program::hello(&shop.database.app_url)
        .env("HELLO_BIND", "127.0.0.1:0")
        .env("HELLO_METRICS_BIND", measures.trim_start_matches("http://").trim_end_matches("/metrics"))
        .output()
        .unwrap();
    assert!(!taken.status.success() && program::told(&taken).contains("choose another port with HELLO_METRICS_BIND"), "{taken:?}");
    let unreadable = program::hello(&shop.database.app_url).env("HELLO_METRICS_BIND", "9464").output().unwrap();
    assert_eq!(program::told(&unreadable), "HELLO_METRICS_BIND is \"9464\"; set it to an address and a port, like 127.0.0.1:9464.\n");
    assert!(served.stop().success());
    assert!(TcpListener::bind(measures.trim_start_matches("http://").trim_end_matches("/metrics")).is_ok(), "nobody listens any more");
    assert_eq!(arrival().send(&quiet.visitor(&shop.staff())).status, 303, "the other one goes on");
}

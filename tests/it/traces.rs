//! The trace that a caller says it belongs to: in the log, with the events that it recorded, in the feed and in the books.

use super::day::arrival;
use super::feed::{Program, json};
use super::harness::{Answer, Shop, Visitor, seal_key};
use super::integrity::assert_clean;
use super::logs::heard;
use super::roles::lines;
use super::travel::{brought_into, exported};
use hello::store::people::tokens::Scope;
use hello::store::state::snapshot;

const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";
const PARENT: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

/// Records an arrival by a request that says this of its trace.
fn arrived_by(visitor: &Visitor, traceparents: &[&str]) -> Answer {
    let hidden = visitor.get("/pets/arrival").hidden_fields();
    let fields = hidden.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let form = arrival();
    let all: Vec<(&str, &str)> = fields.chain(form.fields.iter().map(|(name, value)| (*name, value.as_str()))).collect();
    let mut headers = vec![("sec-fetch-site", "same-origin")];
    headers.extend(traceparents.iter().map(|said| ("traceparent", *said)));
    let answer = visitor.post_with("/pets/arrival", &all, &headers);
    assert_eq!(answer.status, 303, "{}", answer.body);
    answer
}

#[test]
fn a_trace_is_kept_with_the_event_and_goes_along_wherever_it_goes() {
    let shop = Shop::open();
    let ben = shop.staff();
    let answer = arrived_by(&ben, &[PARENT]);
    let record = heard().lines().find(|line| line.contains(answer.header("x-request-id"))).map(str::to_owned);
    assert!(record.as_ref().is_some_and(|line| line.contains(TRACE)), "{record:?}");
    let said = ben.get(&ben.get(answer.location()).attr(".timeline a[data-row]", "href")[0]).text("main dl");
    assert!(said.contains(PARENT), "{said}");

    let told = json(&Program::of(&shop, Scope::Log).get("/feed/events"));
    assert_eq!(told[0]["traceparent"], PARENT);
    assert!(told[0]["data"]["metadata"]["traceparent"].is_null(), "nothing stands twice");
    shop.sql(|conn| snapshot::refresh(conn, seal_key(), None));
    let mut conn = shop.database.connect();
    assert_clean(&mut conn, &[]);
    let books = exported(&mut conn, true);
    let new = super::harness::Database::migrated();
    brought_into(&mut new.connect(), &books).unwrap();
    assert_eq!(lines(&mut new.connect(), "SELECT metadata ->> 'traceparent' FROM events"), [PARENT]);
    assert!(exported(&mut new.connect(), true) == books);
}

#[test]
fn what_is_no_trace_is_neither_kept_nor_logged() {
    let shop = Shop::open();
    let ben = shop.staff();
    let forged = "00-4bf92f3577b34da6a3ce929d0e0eFORG-00f067aa0ba902b7-01";
    for traceparents in [&[][..], &[forged], &[PARENT, PARENT]] {
        let answer = arrived_by(&ben, traceparents);
        let record = heard().lines().find(|line| line.contains(answer.header("x-request-id"))).unwrap_or_default().to_owned();
        assert!(!record.contains("trace_id"), "{record}");
    }
    let kept = lines(&mut shop.database.connect(), "SELECT (metadata ? 'traceparent')::text FROM events");
    assert_eq!(kept, ["false", "false", "false"]);
}

#[cfg(not(feature = "otlp"))]
#[test]
fn a_program_that_sends_no_traces_says_so_where_a_collector_is_named() {
    let shop = Shop::open();
    let folder = tempfile::tempdir().unwrap();
    let told = folder.path().join("told");
    let mut hello = super::harness::program::hello(&shop.database.app_url);
    hello.env("HELLO_BIND", "127.0.0.1:0").env("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:4318");
    let served = super::harness::Served::open(hello.stderr(std::fs::File::create(&told).unwrap()));
    assert!(served.stop().success());
    let told = std::fs::read_to_string(&told).unwrap();
    assert!(told.contains("OTEL_EXPORTER_OTLP_ENDPOINT is set, but this program sends no traces; build it with"), "{told}");
}

#[cfg(feature = "otlp")]
mod sent {
    use super::*;
    use crate::harness::{Served, program};
    use std::io::{BufRead, BufReader, Read, Write};
    use std::net::TcpListener;
    use std::sync::mpsc::{Receiver, channel};
    use std::time::Duration;

    /// A collector that keeps what is posted to it: the request line, and the body.
    fn collector() -> (String, Receiver<(String, Vec<u8>)>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let (send, receive) = channel();
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let send = send.clone();
                std::thread::spawn(move || {
                    let mut stream = BufReader::new(stream);
                    let (mut line, mut length) = (String::new(), 0);
                    stream.read_line(&mut line).unwrap();
                    for header in stream.by_ref().lines().map_while(Result::ok).take_while(|header| !header.is_empty()) {
                        let (name, value) = header.split_once(':').unwrap();
                        if name.eq_ignore_ascii_case("content-length") {
                            length = value.trim().parse().unwrap();
                        }
                    }
                    let mut body = vec![0; length];
                    stream.read_exact(&mut body).unwrap();
                    let _ = send.send((line, body));
                    let answer =
                        "HTTP/1.1 200 OK\r\ncontent-type: application/x-protobuf\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
                    stream.get_mut().write_all(answer.as_bytes()).unwrap();
                });
            }
        });
        (address, receive)
    }

    fn has(bytes: &[u8], text: &[u8]) -> bool {
        bytes.windows(text.len()).any(|window| window == text)
    }

    #[test]
    fn a_collector_is_sent_each_request_with_its_statements_in_the_trace_of_the_caller() {
        let shop = Shop::open();
        let (address, sent) = collector();
        let mut hello = program::hello(&shop.database.app_url);
        hello.env("HELLO_BIND", "127.0.0.1:0").env("OTEL_EXPORTER_OTLP_ENDPOINT", &address);
        let served = Served::open(&mut hello);
        let ben = served.visitor(&shop.staff());
        assert_eq!(arrived_by(&ben, &[PARENT]).status, 303);
        assert_eq!(ben.get("/pets").status, 200);
        // What waits is sent before the program ends.
        assert!(served.stop().success());
        let mut all = Vec::new();
        while let Ok((line, body)) = sent.recv_timeout(Duration::from_secs(1)) {
            assert!(line.starts_with("POST /v1/traces "), "{line}");
            all.extend(body);
        }
        for said in ["POST /pets/arrival", "GET /pets", "http.response.status_code", "log/append_arrived.sql", "postgresql", "service.name"]
        {
            assert!(has(&all, said.as_bytes()), "{said}");
        }
        let trace = u128::from_str_radix(TRACE, 16).unwrap().to_be_bytes();
        assert!(has(&all, &trace), "the caller's trace goes on");
        assert!(!has(&all, b"Bella") && !has(&all, b"Novak"), "nothing that somebody typed");
    }
}

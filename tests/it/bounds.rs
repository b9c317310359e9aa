//! What is too much, or no form at all, gets a clear answer.

use crate::harness::Shop;
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    time::Duration,
};

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
const OURS: (&str, &str) = ("sec-fetch-site", "same-origin");

#[test]
fn a_body_that_is_too_large_is_refused_with_413() {
    let shop = Shop::with().config(|config| config.max_body = 2000).open();
    let ben = shop.staff();
    let announced = ben.send("POST", "/account", &[FORM, OURS], format!("current={}", "x".repeat(3000)));
    assert_eq!(announced.status, 413);
    assert_eq!(announced.text("h1"), "This is too much at once");
    assert_eq!(ben.send("POST", "/account", &[FORM, OURS], format!("current={}", "x".repeat(1900))).status, 422);
}

#[test]
fn what_is_no_form_is_refused_with_400() {
    let shop = Shop::open();
    let ben = shop.staff();
    let json = ben.send("POST", "/account", &[("content-type", "application/json"), OURS], r#"{"current":"x"}"#);
    assert_eq!((json.status, json.text("h1").as_str()), (400, "This cannot be read"));
    let broken = ben.send("POST", "/account", &[FORM, OURS], "current=%ff%fe");
    assert_eq!((broken.status, broken.text("h1").as_str()), (400, "This cannot be read"));
    assert_eq!(ben.get("/account?changed=%ff").status, 400);
}

#[test]
fn strange_input_is_answered_and_never_with_500() {
    let shop = Shop::open();
    let ada = shop.admin();
    let strange = [
        "\0",
        "<script>alert(1)</script>",
        "'; DROP TABLE accounts; --",
        "\u{202e}xeR",
        "😀".repeat(50).as_str(),
        "=cmd()",
        "a\r\nb",
        "\u{1b}[2J",
        "%00",
        "{{7*7}}",
    ]
    .map(str::to_owned);
    for text in &strange {
        let fields =
            [("name", text.as_str()), ("role", text), ("password", text), ("password_again", text), ("form_key", text), ("current", text)];
        for path in ["/login", "/setup", "/account", "/admin/accounts", "/login?next=%00", "/setup?token=%00"] {
            let answer = ada.post(path, &fields);
            assert!(matches!(answer.status, 303 | 422 | 429), "{path} {text:?}: {}", answer.status);
            assert!(!answer.body.contains("<script>alert"), "{path}");
        }
    }
}

#[test]
fn a_name_shows_as_it_was_typed_wherever_it_shows() {
    let shop = Shop::open();
    let ada = shop.admin();
    let name = r#"<script>alert(1)</script> & "Co" 'x'"#;
    let fields = [("name", name), ("role", "staff"), ("password", "eleven wet otters"), ("password_again", "eleven wet otters")];
    assert_eq!(ada.fill_in("/admin/accounts", &fields).status, 303);
    let page = ada.get("/admin/accounts");
    assert!(page.select("tbody .lead-cell").contains(&name.to_owned()), "{:?}", page.select("tbody .lead-cell"));
    assert!(!page.body.contains("<script>alert"));
}

#[test]
fn a_form_that_never_comes_is_not_waited_for() {
    let shop = Shop::with().config(|config| config.request_wait = Duration::from_millis(500)).open();
    let ben = shop.staff();
    let cookie = ben.cookie().unwrap();
    let head = format!(
        "POST /account HTTP/1.1\r\nhost: shop\r\ncookie: hello={cookie}\r\nsec-fetch-site: same-origin\r\ncontent-type: {}\r\n",
        FORM.1
    );
    for (rest, status) in [("content-length: 900\r\n\r\ncurrent=", "408"), ("upgrade: websocket\r\n\r\n", "400")] {
        let mut stream = TcpStream::connect(shop.url.trim_start_matches("http://")).unwrap();
        stream.write_all(format!("{head}{rest}").as_bytes()).unwrap();
        let mut line = String::new();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        let mut stream = BufReader::new(stream);
        stream.read_line(&mut line).unwrap();
        assert!(line.starts_with(&format!("HTTP/1.1 {status} ")), "{rest}: {line}");
        assert!(stream.read_to_end(&mut Vec::new()).is_ok(), "{rest}: and the connection ends");
    }
}

#[test]
fn who_speaks_an_old_protocol_or_closes_behind_the_answer_gets_a_body_with_a_length() {
    let shop = Shop::open();
    let ben = shop.staff();
    super::day::arrived(&ben, "Bella");
    let cookie = ben.cookie().unwrap();
    for (version, more) in [("1.0", ""), ("1.0", "accept-encoding: gzip\r\n"), ("1.1", "connection: close\r\naccept-encoding: gzip\r\n")] {
        for path in ["/", "/pets", "/events", "/compare.csv", "/static/app.css", "/nowhere"] {
            let mut stream = TcpStream::connect(shop.url.trim_start_matches("http://")).unwrap();
            let request = format!("GET {path} HTTP/{version}\r\nhost: shop\r\ncookie: hello={cookie}\r\n{more}\r\n");
            stream.write_all(request.as_bytes()).unwrap();
            stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
            let mut answer = Vec::new();
            stream.read_to_end(&mut answer).unwrap();
            let end = answer.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
            let head = String::from_utf8(answer[..end].to_vec()).unwrap().to_lowercase();
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse::<usize>().ok());
            assert_eq!(length, Some(answer.len() - end - 4), "{version} {path}: {head}");
            assert!(!head.contains("transfer-encoding") && !head.contains("content-encoding"), "{version} {path}: {head}");
        }
    }
}

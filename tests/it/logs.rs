//! What the log says, and what it never says.

use std::{
    io::{self, Write},
    sync::{Mutex, Once},
};

static HEARD: Mutex<Vec<u8>> = Mutex::new(Vec::new());

struct Ear;

impl Write for Ear {
    fn write(&mut self, record: &[u8]) -> io::Result<usize> {
        HEARD.lock().unwrap().extend(record);
        Ok(record.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Keeps what all shops of this run log.
pub fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let log = hello::telemetry::subscriber("debug", hello::config::LogFormat::Text, || Ear).unwrap();
        tracing::subscriber::set_global_default(log).unwrap();
    });
}

/// Everything logged so far.
pub fn heard() -> String {
    String::from_utf8_lossy(&HEARD.lock().unwrap()).into_owned()
}

#[test]
fn passwords_and_cookies_never_appear_and_a_refusal_is_logged_with_its_request() {
    use crate::harness::{PASSWORD, Shop};
    use hello::store::people::accounts::Role;

    let shop = Shop::open();
    shop.account("Ada", Role::Admin);
    let visitor = shop.visitor();
    let canary = "canary in a coal mine";
    let refused = visitor.post("/login", &[("name", canary), ("password", canary)]);
    let refused_again = visitor.post("/login", &[("name", "Ada"), ("password", canary)]);
    assert_eq!((refused.status, refused_again.status), (422, 422));
    assert_eq!(visitor.post("/login", &[("name", "Ada"), ("password", PASSWORD)]).status, 303);
    let cookie = visitor.cookie().unwrap();
    visitor.get("/account?search=canary+in+a+coal+mine");
    visitor.get("/setup?token=canary-in-a-coal-mine");
    visitor.post("/account", &[("current", canary), ("password", canary), ("password_again", canary)]);
    assert_eq!(visitor.post("/logout", &[]).status, 303);

    // A second factor: neither its secret nor any code.
    let ada = shop.visitor();
    ada.post("/login", &[("name", "Ada"), ("password", PASSWORD)]);
    let (phone, codes) = crate::second_factor::set_up(&shop, &ada);
    let secret = phone.secret();
    ada.post("/logout", &[]);
    ada.post("/login", &[("name", "Ada"), ("password", PASSWORD)]);
    let half = ada.cookie().unwrap();
    ada.post("/login/code", &[("code", canary)]);
    let code = phone.shows(&shop);
    assert_eq!(ada.post("/login/code", &[("code", &code)]).status, 303);
    ada.post("/logout", &[]);
    ada.post("/login", &[("name", "Ada"), ("password", PASSWORD)]);
    assert_eq!(ada.post("/login/code", &[("code", &codes[0])]).status, 303);

    let log = heard();
    for told in [secret, half, format!("={code}"), codes[0].clone(), codes[0].replace(' ', "")] {
        assert!(!log.contains(&told), "{told}");
    }
    assert!(!log.contains("canary"), "{}", log.lines().find(|line| line.contains("canary")).unwrap_or_default());
    assert!(!log.contains(&cookie));
    assert!(!log.contains(PASSWORD));
    let id = refused.header("x-request-id");
    assert!(log.lines().any(|line| line.contains("sign-in refused") && line.contains(id)), "the refusal is there, with its request");
}

#[test]
fn a_line_break_in_an_address_stays_within_one_record() {
    use crate::harness::Shop;

    let shop = Shop::open();
    let answer = shop.visitor().get("/nothing%0AINFO%20forged-record");
    let id = answer.header("x-request-id");
    assert!(!heard().lines().any(|line| line.starts_with("INFO forged-record")));
    assert!(heard().lines().any(|line| line.contains(id) && line.contains("refused")));
}

#[test]
fn as_json_each_line_is_an_object_with_the_request_that_caused_it() {
    use crate::harness::{Served, Shop, program};
    use std::process::Stdio;

    let shop = Shop::open();
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("log");
    let mut hello = program::hello(&shop.database.app_url);
    hello.env("HELLO_BIND", "127.0.0.1:0").env("HELLO_LOG", "info").env("HELLO_LOG_FORMAT", "json");
    let served = Served::open(hello.stderr(Stdio::from(std::fs::File::create(&log).unwrap())));
    let answer = served.visitor(&shop.staff()).get("/pets/nobody%0A%22forged");
    assert!(served.stop().success());
    let lines = std::fs::read_to_string(&log).unwrap();
    let lines: Vec<serde_json::Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let of_it: Vec<_> = lines.iter().filter(|line| line["span"]["request_id"] == answer.header("x-request-id")).collect();
    assert_eq!(of_it.len(), 1, "{lines:?}");
    assert_eq!((&of_it[0]["status"], &of_it[0]["span"]["method"], &of_it[0]["level"]), (&404.into(), &"GET".into(), &"INFO".into()));
    assert!(of_it[0]["timestamp"].is_string() && of_it[0]["message"].is_string() && of_it[0]["spans"].is_null(), "{}", of_it[0]);
}

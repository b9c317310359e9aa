//! Rubbish by HTTP: every address, with wrong methods, kinds, encodings, sizes, fields, headers and cookies. Always the same rubbish, for the
//! seed is fixed; `HELLO_FUZZ_SEED` and `HELLO_FUZZ_REQUESTS` make it another or a longer run.

mod answer;
mod client;
mod request;
mod rubbish;

use crate::day::{arrived, birth, count, record, sale};
use crate::harness::Shop;
use answer::faults;
use client::Client;
use hello::store::people::accounts::Role;
use hello::store::people::token::Token;
use hello::store::people::tokens;
use hello::store::people::tokens::{NewToken, Scope};
use hello::web::http::session;
use request::{Known, Maker};
use std::{
    collections::BTreeMap,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

const REQUESTS: usize = 20_000;
const SEED: u64 = 0x0048_656c_6c6f;
/// Fewer than the pool has connections, so that no answer is 503 for want of one.
const CLIENTS: usize = 4;

/// After how many requests to say how far it is.
const PROGRESS: usize = 20_000;
/// What must be the same afterwards.
const KEPT: &[&str] = &["events", "pet_streams", "customers", "accounts", "form_keys", "tokens"];

fn setting<T: std::str::FromStr>(name: &str, default: T) -> T {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(default)
}

#[test]
fn rubbish_is_refused_and_breaks_betrays_and_records_nothing() {
    let panics = panics_of_servers();
    let shop = Shop::open();
    let known = known(&shop);
    let before = kept(&shop);
    let (seed, most) = (setting("HELLO_FUZZ_SEED", SEED), setting("HELLO_FUZZ_REQUESTS", REQUESTS));
    let (sent, found, statuses) = (AtomicUsize::new(0), Mutex::new(Vec::new()), Mutex::new(BTreeMap::<u16, usize>::new()));
    thread::scope(|scope| {
        for client in 0..CLIENTS as u64 {
            let (known, sent, found, statuses, shop) = (&known, &sent, &found, &statuses, &shop);
            scope.spawn(move || {
                let mut maker = Maker::new(seed.wrapping_add(client), known);
                let mut client = Client::new(&shop.url);
                loop {
                    let n = sent.fetch_add(1, Ordering::Relaxed);
                    if n >= most {
                        break;
                    }
                    if n > 0 && n.is_multiple_of(PROGRESS) {
                        eprintln!("fuzz: {n} of {most} requests");
                    }
                    let request = maker.next();
                    let answer = client.send(&request);
                    *statuses.lock().unwrap().entry(answer.as_ref().map_or(0, |answer| answer.status)).or_default() += 1;
                    let faults = faults(&request, answer.as_ref());
                    if !faults.is_empty() {
                        found.lock().unwrap().push(format!("{}\n{}", faults.join("\n"), request.shown()));
                    }
                }
            });
        }
    });
    let (found, statuses) = (found.into_inner().unwrap(), statuses.into_inner().unwrap());
    eprintln!("fuzz: seed {seed}, answers by status (0: the connection ended, as it may where a request was none) {statuses:?}");
    assert!(found.is_empty(), "{} faults, the first of them:\n{}", found.len(), found[..found.len().min(5)].join("\n\n"));
    assert_eq!(kept(&shop), before, "rubbish was recorded");
    assert_eq!(panics.load(Ordering::Relaxed), 0, "a handler panicked");
    for status in [200, 303, 400, 401, 403, 404, 405, 413, 422] {
        assert!(statuses.contains_key(&status), "no request met a {status}: the rubbish does not reach far enough");
    }
}

/// A shop with one of everything, and who is signed in there.
fn known(shop: &Shop) -> Known {
    let (ada, ben) = (shop.account("Ada", Role::Admin), shop.account("Ben", Role::Staff));
    let ada = shop.signed_in(ada);
    let bella = arrived(&ada, "Bella");
    let kit = record(&ada, &birth(&bella));
    record(&ada, &sale(&kit));
    let customer = ada.get("/customers").attr("a.name", "href").remove(0);
    let event = ada.get(&kit).attr(".timeline a[data-row]", "href").remove(0);
    let id = |address: &str| address.rsplit('/').next().unwrap().to_owned();
    let cookie = |token: Option<String>| format!("{}={}", session::cookie_name(&shop.config), token.unwrap());
    let (token, now) = (Token::new().unwrap(), shop.clock.now());
    let new = NewToken { id: uuid::Uuid::now_v7(), name: "the web site".into(), scope: Scope::People, ends_at: None };
    shop.sql(|conn| tokens::add(conn, &new, &token, now, None));
    Known {
        ids: [&bella, &kit, &customer, &event].map(|address| id(address)).into(),
        admin: cookie(ada.cookie()),
        staff: cookie(shop.signed_in(ben).cookie()),
        program: format!("Bearer {}", token.reveal()),
    }
}

fn kept(shop: &Shop) -> Vec<i64> {
    KEPT.iter().map(|table| shop.sql(|conn| count(conn, &format!("SELECT count(*) AS n FROM {table}")))).collect()
}

/// Counts the panics of all servers in this process: no test makes one panic on purpose.
fn panics_of_servers() -> &'static AtomicUsize {
    static PANICS: AtomicUsize = AtomicUsize::new(0);
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if thread::current().name().is_some_and(|name| name.starts_with("actix")) {
            PANICS.fetch_add(1, Ordering::Relaxed);
        }
        usual(panic);
    }));
    &PANICS
}

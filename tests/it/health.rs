//! What those who watch over the server are told, and what people see when the database is away.

use crate::day::arrival;
use crate::harness::{Shop, Visitor};
use diesel::{RunQueryDsl, connection::SimpleConnection};
use std::time::{Duration, Instant};

#[test]
fn a_shop_that_is_open_says_so() {
    let shop = Shop::open();
    assert_eq!(shop.visitor().get("/healthz").status, 200);
    assert_eq!(shop.visitor().get("/readyz").status, 200);
}

#[test]
fn a_database_that_is_not_up_to_date_is_not_ready() {
    let shop = Shop::open();
    shop.sql(|conn| Ok(conn.batch_execute("DELETE FROM __diesel_schema_migrations")?));
    let answer = shop.visitor().get("/readyz");
    assert_eq!((answer.status, answer.header("retry-after")), (503, "2"));
    assert_eq!(answer.body, "The database is not up to date: run `hello migrate` with the address of its owner.\n");
    assert_eq!(shop.visitor().get("/healthz").status, 200);
}

#[test]
fn without_its_database_a_page_answers_503_in_time_and_recovers_by_itself() {
    let shop = Shop::open();
    let ben = shop.staff();
    assert_eq!(ben.get("/account").status, 200);
    shop.database.close();
    let begun = Instant::now();
    let away = ben.get("/account");
    assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
    assert_eq!((away.status, away.header("retry-after")), (503, "2"));
    assert_eq!(away.text("h1"), "The shop cannot answer just now");
    assert!(!away.body.contains("database"), "no internals");
    assert_eq!(shop.visitor().get("/healthz").status, 200);

    shop.database.reopen();
    let begun = Instant::now();
    while ben.get("/account").status != 200 {
        assert!(begun.elapsed() < Duration::from_secs(10), "it does not recover");
    }
}

#[test]
fn a_lost_connection_is_not_lent_to_anybody() {
    let shop = Shop::open();
    let ben = shop.staff();
    for _ in 0..3 {
        let mut other = shop.database.connect();
        diesel::sql_query(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
        )
        .execute(&mut other)
        .unwrap();
        assert_eq!(ben.get("/account").status, 200);
    }
}

#[test]
fn a_statement_that_takes_too_long_is_ended_and_answered_503() {
    let shop = Shop::with().config(|config| config.statement_timeout = Duration::from_millis(300)).open();
    let ben = shop.staff();
    let mut other = shop.database.connect();
    other.batch_execute("BEGIN; LOCK TABLE sessions IN ACCESS EXCLUSIVE MODE").unwrap();
    let begun = Instant::now();
    assert_eq!(ben.get("/account").status, 503);
    assert!(begun.elapsed() < Duration::from_secs(2));
    other.batch_execute("ROLLBACK").unwrap();
    assert_eq!(ben.get("/account").status, 200);
}

#[test]
fn a_database_that_is_only_read_is_not_ready_to_record() {
    let shop = Shop::open();
    let watcher = shop.visitor();
    assert_eq!(watcher.get("/readyz").status, 200);
    for (setting, status) in [("on", 503), ("off", 200)] {
        shop.database.set_for_all("default_transaction_read_only", setting);
        let answer = watcher.get("/readyz");
        assert_eq!(answer.status, status, "{}", answer.body);
        assert_eq!(answer.body.contains("Nothing can be recorded"), status == 503, "{}", answer.body);
    }
}

#[test]
fn a_shop_says_itself_how_it_speaks_to_its_database() {
    let shop = Shop::open();
    let ben = shop.account("Ben", hello::store::people::accounts::Role::Staff);
    let ada = shop.signed_in(ben);
    let visitors: Vec<_> = (0..12).map(|_| shop.signed_in(ben)).collect();
    for (name, value) in [("default_transaction_isolation", "serializable"), ("search_path", "nowhere"), ("client_encoding", "LATIN1")] {
        shop.database.set_for_all(name, value);
    }
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let send = |visitor: Visitor| move || arrival().with("name", "Zoë Čeněk").send(&visitor).status;
        let arrivals: Vec<_> = visitors.into_iter().map(|visitor| scope.spawn(send(visitor))).collect();
        arrivals.into_iter().map(|arrival| arrival.join().unwrap()).collect()
    });
    assert_eq!(statuses, [303; 12], "arrivals have nothing to do with each other");
    assert_eq!(ada.get("/pets").select("a.name"), ["Zoë Čeněk"; 12]);
}

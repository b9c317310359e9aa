//! What those who watch over the server are told, and what people see when the database is away.

use crate::day::{arrival, arrived};
use crate::harness::{Database, Shop, Visitor, seal_key};
use crate::measures::backed_up;
use diesel::{RunQueryDsl, connection::SimpleConnection};
use hello::store::people::audit;
use hello::store::people::audit::Hand;
use hello::store::state::snapshot;
use hello::store::{Limits, Link, Store, StoreError};
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

/// The row of the page of health that begins so: how it is, and its mark.
fn fares(ada: &Visitor, what: &str) -> (String, String) {
    let page = ada.get("/admin/health");
    let rows = page.select("tbody tr td");
    let row = rows.chunks(3).find(|row| row[0] == what).unwrap_or_else(|| panic!("{what} in {rows:?}"));
    (row[1].clone(), row[2].clone())
}

#[test]
fn the_page_of_health_says_what_wants_looking_after_and_what_to_do() {
    let shop = Shop::open();
    let ada = shop.admin();
    let outcome = || ada.get("/admin/health").text("#outcome");
    assert_eq!(outcome(), "All is well", "a new shop has nothing to lose");
    arrived(&ada, "Rex");
    assert_eq!(outcome(), "2 things want looking after");
    let (books, backup) = (fares(&ada, "Books"), fares(&ada, "Backup"));
    assert!(books.0.starts_with("Nobody has checked them yet. Nothing is sealed yet; a refresh does that. Check them."), "{}", books.0);
    assert_eq!(
        (backup.0.as_str(), books.1.as_str(), backup.1.as_str()),
        ("None was ever taken. Ask whoever looks after the machine to run hello backup, every night by a timer.", "To do", "To do")
    );
    shop.sql(|conn| snapshot::refresh(conn, seal_key(), None));
    shop.sql(|conn| audit::write(conn, &Hand::at_the_command_line().verified("no fault was found", Some(0))));
    backed_up(&shop, "now()");
    assert_eq!(outcome(), "All is well");
    assert_eq!(fares(&ada, "Books").0, "Checked just now, without one fault. The newest seal was made just now.");
    assert!(fares(&ada, "Backup").0.ends_with("and restored elsewhere to see that it can be."));

    backed_up(&shop, "now() + interval '1 second'");
    shop.sql(|conn| Ok(conn.batch_execute("UPDATE backups SET checked_at = NULL, events = NULL")?));
    let backup = fares(&ada, "Backup");
    assert!(backup.0.contains("nobody has looked whether it can be restored") && backup.1 == "To do", "{backup:?}");
    shop.sql(|conn| audit::write(conn, &Hand::at_the_command_line().verified("2 faults were found", Some(2))));
    let books = fares(&ada, "Books");
    assert!(
        books.0.contains("2 things did not fit.") && books.0.contains("Do not refresh the snapshot.") && books.1 == "Wrong",
        "{books:?}"
    );
    shop.sql(|conn| audit::write(conn, &Hand::at_the_command_line().verified("it broke off", None)));
    assert!(fares(&ada, "Books").0.starts_with("A check broke off"));
    shop.sql(|conn| Ok(conn.batch_execute("INSERT INTO snapshot_refreshes (finished_at, failure) VALUES (now(), 'no room')")?));
    let snapshot = fares(&ada, "Snapshot");
    assert!(snapshot.0.contains("The latest refresh failed: no room.") && snapshot.1 == "To do", "{snapshot:?}");
}

#[test]
fn whoever_checks_the_books_at_the_command_line_is_seen_on_the_page_of_health() {
    let shop = Shop::open();
    let ada = shop.admin();
    arrived(&ada, "Rex");
    let verified = crate::harness::program::hello(&shop.database.app_url).arg("verify").output().unwrap();
    assert!(verified.status.success(), "{}", crate::harness::program::told(&verified));
    assert!(fares(&ada, "Books").0.starts_with("Checked just now, without one fault."));
}

#[test]
fn a_wait_for_a_connection_in_vain_is_known_to_its_pool_and_for_how_long() {
    let database = Database::migrated();
    let limits = Limits { pool_size: 1, pool_wait: Duration::from_millis(50), statement_timeout: Duration::from_secs(5) };
    let [one, other] = [(); 2].map(|()| Store::new(Link::to(&database.app_url), limits));
    assert_eq!(one.usage().none_came, None);
    one.run_blocking(|_| {
        assert!(matches!(one.run_blocking(|_| Ok::<_, StoreError>(())), Err(StoreError::Unavailable(_))));
        Ok::<_, StoreError>(())
    })
    .unwrap();
    assert!(one.usage().none_came.unwrap() < Duration::from_mins(1));
    assert_eq!(other.usage().none_came, None, "another pool knows nothing of it");
}

//! The consumer of docs/feed.md, word for word: killed again and again, while recorders commit late.

use super::{Program, arrive};
use crate::harness::{Shop, skipped};
use diesel::connection::SimpleConnection;
use diesel::{PgConnection, QueryableByName, RunQueryDsl, sql_query, sql_types::Text};
use hello::store::people::tokens::Scope;
use std::collections::BTreeSet;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use uuid::Uuid;

#[derive(QueryableByName)]
struct Sale {
    #[diesel(sql_type = Text)]
    said: String,
}

/// The sales that count, as the shop knows them.
fn sales(conn: &mut PgConnection) -> BTreeSet<String> {
    let query = "SELECT format('%s %s %s %s', id, pet_id, customer_id, sale_price) AS said FROM pet_sold_events
                 WHERE id NOT IN (SELECT retracted_event_id FROM event_retracted_events)";
    sql_query(query).get_results::<Sale>(conn).unwrap().into_iter().map(|sale| sale.said).collect()
}

/// The sales that the consumer has kept.
fn kept(books: &str) -> BTreeSet<String> {
    let program = "import sqlite3, sys\nfor row in sqlite3.connect(sys.argv[1]).execute('SELECT * FROM sale'): print(*row)";
    let output = Command::new("python3").args(["-c", program, books]).output().unwrap();
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}

/// A sale in a transaction that stays open for a while; some are taken back in another one.
fn sell(conn: &mut PgConnection, customer: Uuid, rng: &mut fastrand::Rng) {
    let pause = |rng: &mut fastrand::Rng| std::thread::sleep(Duration::from_millis(rng.u64(..40)));
    conn.batch_execute("BEGIN").unwrap();
    let (pet, _) = arrive(conn, "Cat");
    let sale = Uuid::now_v7();
    conn.batch_execute(&format!(
        "INSERT INTO pet_sold_events (id, created_at, pet_id, version, occurred_on, customer_id, sale_price)
         VALUES ('{sale}', clock_timestamp(), '{pet}', 2, current_date, '{customer}', 19.90)"
    ))
    .unwrap();
    pause(rng);
    conn.batch_execute("COMMIT").unwrap();
    if rng.u8(..4) == 0 {
        conn.batch_execute(&format!(
            "BEGIN; INSERT INTO event_retracted_events (id, created_at, pet_id, version, occurred_on, retracted_event_id, reason)
             VALUES ('{}', clock_timestamp(), '{pet}', 3, current_date, '{sale}', 'a mistake')",
            Uuid::now_v7()
        ))
        .unwrap();
        pause(rng);
        conn.batch_execute("COMMIT").unwrap();
    }
}

#[test]
fn the_consumer_of_the_documentation_keeps_what_the_shop_knows_however_often_it_is_killed() {
    if Command::new("python3").arg("-V").output().is_err() {
        return skipped("the consumer of docs/feed.md", "python3");
    }
    let text = include_str!("../../../docs/feed.md");
    let program = text.split("```python\n").nth(1).unwrap().split("```").next().unwrap();
    let shop = Shop::open();
    let token = Program::of(&shop, Scope::Log);
    let folder = tempfile::tempdir().unwrap();
    let books = folder.path().join("sales.db").display().to_string();
    let run = || -> Child {
        let bearer = token.bearer.strip_prefix("Bearer ").unwrap();
        let mut python = Command::new("python3");
        python.args(["-c", program]).env("SHOP", &shop.url).env("TOKEN", bearer).env("BOOKS", &books).stderr(Stdio::null());
        python.spawn().unwrap()
    };
    let mut conn = shop.database.connect();
    let customer = Uuid::new_v4();
    conn.batch_execute(&format!("INSERT INTO customers (id, name) VALUES ('{customer}', 'Mrs Lang')")).unwrap();
    std::thread::scope(|scope| {
        for seed in 0..3 {
            let mut conn = shop.database.connect();
            scope.spawn(move || {
                let mut rng = fastrand::Rng::with_seed(seed);
                (0..40).for_each(|_| sell(&mut conn, customer, &mut rng));
            });
        }
        let mut rng = fastrand::Rng::with_seed(7);
        for _ in 0..6 {
            let mut consumer = run();
            std::thread::sleep(Duration::from_millis(rng.u64(150..700)));
            consumer.kill().unwrap();
            consumer.wait().unwrap();
        }
    });
    let expected = sales(&mut conn);
    assert!(expected.len() > 60);
    let mut consumer = run();
    let began = Instant::now();
    while kept(&books) != expected && began.elapsed() < Duration::from_secs(30) {
        std::thread::sleep(Duration::from_millis(100));
    }
    let still_runs = consumer.try_wait().unwrap().is_none();
    consumer.kill().unwrap();
    consumer.wait().unwrap();
    assert_eq!(kept(&books), expected);
    assert!(still_runs, "and waits for more");
}

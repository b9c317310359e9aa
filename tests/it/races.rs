//! Two people at once, with real threads, and transactions that commit late.

use super::day::{self, arrived, events, loss, record, sale};
use super::harness::{Shop, seal_key};
use chrono::Utc;
use diesel::{Connection, connection::SimpleConnection};
use hello::store::people::accounts::Role;
use hello::store::state::snapshot;
use std::thread;
use std::time::Duration;

#[test]
fn of_one_hundred_parallel_sales_one_succeeds_and_ninety_nine_hear_who_was_faster() {
    let shop = Shop::with().config(|config| config.pool_wait = Duration::from_secs(20)).open();
    let ben = shop.account("Ben", Role::Staff);
    let pet = arrived(&shop.signed_in(ben), "Rex");
    let opened: Vec<_> = (0..100)
        .map(|n| {
            let visitor = shop.signed_in(ben);
            let form = sale(&pet).with("customer_name", &format!("Customer {n}"));
            let hidden = visitor.get(&form.path).hidden_fields();
            (visitor, form, hidden)
        })
        .collect();
    let answers: Vec<_> = thread::scope(|scope| {
        let sales: Vec<_> = opened
            .into_iter()
            .map(|(visitor, form, hidden)| {
                scope.spawn(move || {
                    let answer = form.send_with(&visitor, &hidden);
                    (answer.status, answer.select("main .notice li").join(" "))
                })
            })
            .collect();
        sales.into_iter().map(|sale| sale.join().unwrap()).collect()
    });
    let won = answers.iter().filter(|(status, _)| *status == 303).count();
    let told = answers.iter().filter(|(status, news)| *status == 409 && news.starts_with("Ben sold Rex to Customer")).count();
    assert_eq!((won, told), (1, 99), "{answers:?}");
    assert_eq!(events(&shop), 2);
    assert_eq!(shop.sql(|conn| day::count(conn, "SELECT count(*) AS n FROM customers")), 1, "the losers left no customers behind");
}

#[test]
fn an_event_that_commits_after_a_refresh_with_an_older_id_is_on_every_page() {
    let shop = Shop::open();
    let ben = shop.staff();
    let rex = arrived(&ben, "Rex");
    let id = rex.trim_start_matches("/pets/");
    shop.sql(|conn| snapshot::refresh(conn, seal_key(), None));

    let mut late = shop.database.connect();
    late.batch_execute("BEGIN").unwrap();
    late.batch_execute(&format!(
        "INSERT INTO pet_lost_events (id, created_at, pet_id, version, occurred_on, last_seen_location)
         VALUES ('01900000-0000-7000-8000-000000000001', clock_timestamp(), '{id}', 2, current_date, 'the late park');
         INSERT INTO pet_arrived_events (id, created_at, pet_id, version, occurred_on, name, species, price)
         VALUES ('01900000-0000-7000-8000-000000000002', clock_timestamp(), '01900000-0000-4000-8000-000000000003', 1, current_date, 'Latecomer', 'Newt', 5)"
    ))
    .unwrap();
    // Others come and commit, and a refresh runs, while the first one still hesitates.
    let coco = arrived(&ben, "Coco");
    shop.sql(|conn| snapshot::refresh(conn, seal_key(), None));
    assert_eq!(ben.get("/pets?status=lost").select("a.name"), Vec::<String>::new());
    late.batch_execute("COMMIT").unwrap();

    assert_eq!(ben.get("/pets?status=lost").select("a.name"), ["Rex"]);
    assert_eq!(ben.get("/pets").select("a.name"), ["Coco", "Latecomer", "Rex"]);
    assert_eq!(ben.get("/pets?species=newt").select("a.name"), ["Latecomer"]);
    assert!(ben.get("/").body.contains("the late park"));
    assert!(ben.get("/events").body.contains("the late park"));
    assert!(ben.get(&rex).select(".badge").contains(&"Lost".to_owned()));
    assert!(ben.get("/pets/arrival").attr("datalist option", "value").contains(&"Newt".to_owned()));
    assert_eq!(ben.get(&coco).status, 200);

    shop.sql(|conn| snapshot::refresh(conn, seal_key(), None));
    let tail = shop.sql(|conn| {
        let boundary = snapshot::boundary(conn)?;
        snapshot::tail_length(conn, &boundary)
    });
    assert_eq!(tail, 0, "and the next refresh holds it");
    assert_eq!(ben.get("/pets").select("a.name"), ["Coco", "Latecomer", "Rex"]);
}

#[test]
fn recording_and_reading_go_on_while_a_refresh_runs() {
    let shop = Shop::open();
    let ben = shop.staff();
    let rex = arrived(&ben, "Rex");
    let mut refreshing = shop.database.connect();
    refreshing.begin_test_transaction().unwrap();
    refreshing
        .batch_execute("INSERT INTO snapshot_refreshes DEFAULT VALUES; SELECT refresh_pets_snapshot(max(id)) FROM snapshot_refreshes")
        .unwrap();

    record(&ben, &loss(&rex));
    assert_eq!(ben.get("/pets?status=lost").select("a.name"), ["Rex"]);
    assert_eq!(ben.get("/").status, 200);
}

#[test]
fn a_second_refresh_is_told_that_one_is_running() {
    let shop = Shop::open();
    let ada = shop.admin();
    let mut other = shop.database.connect();
    other.batch_execute("SELECT pg_advisory_lock(448378203247); INSERT INTO snapshot_refreshes DEFAULT VALUES").unwrap();
    let answer = ada.fill_in("/admin/snapshot", &[]);
    assert_eq!(answer.status, 409);
    assert!(answer.body.contains("A refresh is running"), "{}", answer.body);
    drop(other);
}

#[test]
fn a_shop_refreshes_by_itself_once_the_tail_is_long() {
    let shop = Shop::with().config(|config| config.refresh_after = Some(2)).open();
    let ben = shop.staff();
    let refreshes =
        |shop: &Shop| shop.sql(|conn| day::count(conn, "SELECT count(*) AS n FROM snapshot_refreshes WHERE finished_at IS NOT NULL"));
    let before = refreshes(&shop);
    for name in ["Rex", "Coco", "Bella"] {
        arrived(&ben, name);
    }
    let deadline = Utc::now() + chrono::TimeDelta::seconds(30);
    while refreshes(&shop) == before {
        assert!(Utc::now() < deadline, "no refresh came");
        thread::sleep(Duration::from_millis(50));
    }
    assert_eq!(shop.sql(|conn| day::count(conn, "SELECT count(*) AS n FROM pets_state_snapshot")), 3);
}

//! The order of lists: as people expect it, total, the same wherever names stand, with ICU and without; and databases that cannot be a shop's.

use super::day::{arrival, arrived, record, sale};
use super::harness::{Database, Shop, seal_key, skipped};
use super::roles::lines;
use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};
use hello::store::ground::{fitness, migrations, objects};
use hello::store::people::accounts::Role;
use hello::store::state::snapshot;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use std::process::Command;

/// Names as they come, and as they stand in a list that is sorted by Unicode's root and by number.
const COME: [&str; 12] =
    ["Zebra", "Éclair", "apple", "Guppy 12", "Äpfel", "Čeněk", "Guppy 2", "Ødegaard", "Жук", "Oscar", "Ωmega", "Łukasz"];
const STAND: [&str; 12] =
    ["Äpfel", "apple", "Čeněk", "Éclair", "Guppy 2", "Guppy 12", "Łukasz", "Ødegaard", "Oscar", "Zebra", "Ωmega", "Жук"];

fn has_icu(database: &Database) -> bool {
    let has_icu = lines(&mut database.connect(), "SELECT collprovider::text FROM pg_collation WHERE collname = 'shop_order'") == ["i"];
    if !has_icu {
        skipped("lists sorted by Unicode", "a Postgres with ICU");
    }
    has_icu
}

/// As a Postgres without ICU has it.
fn without_icu(database: &Database) {
    let mut conn = database.connect();
    let other = "SET ROLE hello_owner; DROP COLLATION shop_order CASCADE; CREATE COLLATION shop_order FROM \"C\"";
    // The shop is open, and may be reading what this locks, in another order.
    assert!((0..9).any(|_| conn.batch_execute(other).is_ok()), "{other}");
    for object in objects::OBJECTS {
        conn.batch_execute(object.text).unwrap();
    }
}

#[test]
fn names_stand_in_the_order_that_people_expect_in_every_view() {
    for wanted in [true, false] {
        let shop = Shop::open();
        let has_icu = wanted && has_icu(&shop.database);
        if !wanted {
            without_icu(&shop.database);
        }
        // Without ICU a number is as long as it is.
        let mut stand = STAND.to_vec();
        if !has_icu {
            stand.swap(4, 5);
        }
        let ada = shop.admin();
        for (place, name) in COME.iter().enumerate() {
            let pet = record(&ada, &arrival().with("name", name).with("species", name));
            record(&ada, &sale(&pet).with("customer_name", name));
            shop.account(name, Role::Staff);
            if place == 6 {
                shop.sql(|conn| snapshot::refresh(conn, seal_key(), None));
            }
        }
        assert_eq!(ada.get("/pets").select("a.name"), stand, "the list of pets");
        let down: Vec<_> = stand.iter().rev().copied().collect();
        assert_eq!(ada.get("/pets?sort=-name").select("a.name"), down);
        let moment = shop.clock.now().format("%Y-%m-%dT%H:%M:%S%.6fZ").to_string();
        assert_eq!(ada.get(&format!("/pets?as_of={moment}")).select("a.name"), stand, "as of a moment");
        assert_eq!(ada.get("/customers").select("a.name"), stand, "customers");
        let offered = |path: &str| {
            let chosen: Vec<_> =
                ada.get(path).select("select[name=species] option").into_iter().filter(|one| stand.contains(&one.as_str())).collect();
            assert_eq!(chosen, stand, "species to choose from at {path}");
        };
        offered("/pets");
        offered("/events");
        let people: Vec<_> =
            ada.get("/events").select("select[name=by] option").into_iter().filter(|one| stand.contains(&one.as_str())).collect();
        assert_eq!(people, stand, "who recorded something");
        let accounts: Vec<_> =
            ada.get("/admin/accounts").select("span.name").into_iter().filter(|one| stand.contains(&one.as_str())).collect();
        assert_eq!(accounts, stand, "accounts");
        let csv = ada.get(&format!("/compare.csv?from={}", "2020-01-01")).body;
        let told: Vec<_> = csv.lines().skip(1).map(|line| line.split(',').nth(2).unwrap()).collect();
        assert_eq!(told, stand, "the comparison as CSV");
        let compared: Vec<_> = ada.get("/compare?from=2020-01-01").select(".differences a.name");
        assert_eq!(compared, stand, "the comparison");
        let order = if has_icu { "by Unicode (ICU, collation " } else { "by letters without their accents (this Postgres has no ICU)" };
        let ready = shop.visitor().get("/readyz").body;
        assert!(ready.starts_with(&format!("ready\nLists are sorted {order}")), "{ready}");
        assert!(ada.get("/admin/snapshot").text("main").contains(order));
    }
}

#[test]
fn every_page_of_names_of_any_script_adds_up_to_the_whole_list_in_its_order() {
    let names =
        prop::collection::vec("[a-cA-CäöÅéßœłøñ’' \u{300}0-9-]{0,4}[a-zA-ZÀ-žΑ-ωА-яא-ת一-丿あ-んก-ฮ가-각]{1,3}[0-9]{0,2}", 110..130);
    TestRunner::new(ProptestConfig { cases: 4, ..ProptestConfig::default() })
        .run(&(names, any::<bool>()), |(names, has_icu)| {
            let shop = Shop::open();
            if !has_icu {
                without_icu(&shop.database);
            }
            let ben = shop.staff();
            let mut conn = shop.database.connect();
            for (place, name) in names.iter().enumerate() {
                conn.batch_execute(&format!(
                    "INSERT INTO pet_arrived_events (id, created_at, pet_id, version, occurred_on, name, species, price)
                     VALUES (gen_random_uuid(), clock_timestamp(), gen_random_uuid(), 1, current_date - 1, '{0}', 'Cat', 1);
                     INSERT INTO customers (id, name) VALUES (gen_random_uuid(), '{0}')",
                    name.trim().replace('\'', "''")
                ))
                .unwrap();
                if place == 60 {
                    shop.sql(|conn| snapshot::refresh(conn, seal_key(), None));
                }
            }
            for (path, table) in [("/pets?sort=name", "pets"), ("/customers?", "customers")] {
                let (mut seen, mut at) = (Vec::new(), path.to_owned());
                loop {
                    let page = ben.get(&at);
                    seen.extend(page.attr("a.name", "href"));
                    let Some(next) = page.attr(".pager a[rel=next]", "href").pop() else { break };
                    at = next;
                }
                let of = if table == "pets" { "pets_state" } else { "customers" };
                let whole = lines(&mut conn, &format!("SELECT '/{table}/' || id FROM {of} ORDER BY folded(name) COLLATE shop_order, id"));
                prop_assert_eq!(&seen, &whole, "{} has_icu={}", path, has_icu);
            }
            Ok(())
        })
        .unwrap();
}

#[test]
fn a_database_that_cannot_be_a_shops_is_told_so_in_one_sentence_before_anything_is_made() {
    let beside = Database::empty();
    let made = |name: &str, how: &str| {
        beside.connect().batch_execute(&format!("CREATE DATABASE {name} TEMPLATE template0 {how}")).unwrap();
        beside.sibling(name)
    };
    for (name, how, why) in [
        ("unfit_latin", "ENCODING 'LATIN1' LOCALE 'C'", "is kept in LATIN1"),
        ("unfit_ascii", "ENCODING 'SQL_ASCII' LOCALE 'C'", "is kept in SQL_ASCII"),
        ("unfit_c", "ENCODING 'UTF8' LOCALE_PROVIDER libc LOCALE 'C'", "has the locale C"),
        ("unfit_posix", "ENCODING 'UTF8' LOCALE_PROVIDER libc LOCALE 'POSIX'", "has the locale C"),
    ] {
        let url = made(name, how);
        for command in ["migrate", "serve", "demo"] {
            let mut hello = Command::new(env!("CARGO_BIN_EXE_hello"));
            hello.arg(command).env("DATABASE_URL", &url).env("HELLO_BIND", "127.0.0.1:0").env("HELLO_SEAL_KEY", "5e".repeat(32));
            let refused = hello.output().unwrap();
            let told = String::from_utf8(refused.stderr).unwrap();
            assert!(refused.status.code() == Some(1) && told.contains(why) && told.contains(name), "{command}: {told}");
            assert!(told.ends_with(".\n") && told.lines().count() == 1 && told.contains("--encoding=UTF8 --locale=C.UTF-8"), "{told}");
        }
        let mut conn = PgConnection::establish(&url).unwrap();
        assert_eq!(lines(&mut conn, "SELECT count(*)::text FROM pg_class WHERE relnamespace = 'public'::regnamespace"), ["0"], "{name}");
        drop(conn);
        beside.connect().batch_execute(&format!("DROP DATABASE {name}")).unwrap();
    }
}

#[test]
fn a_role_that_may_not_use_the_schema_is_told_what_to_ask_for() {
    let database = Database::migrated();
    database.connect().batch_execute("REVOKE USAGE ON SCHEMA public FROM hello_app, PUBLIC").unwrap();
    let mut app = PgConnection::establish(&database.app_url).unwrap();
    let told = fitness::check(&mut app).unwrap_err().to_string();
    assert!(told.starts_with("hello_app may not use the schema public of the database"), "{told}");
    assert!(told.contains("GRANT USAGE ON SCHEMA public TO hello_app"), "{told}");
    migrations::run(&mut database.connect()).unwrap();
    assert!(fitness::check(&mut app).is_ok(), "and migrating gives it");
}

#[test]
fn a_schema_that_is_missing_is_told() {
    let database = Database::migrated();
    let mut conn = database.connect();
    conn.batch_execute("ALTER SCHEMA public RENAME TO elsewhere").unwrap();
    assert!(fitness::check(&mut conn).unwrap_err().to_string().contains("make the schema where it is missing"));
}

#[test]
fn an_order_that_is_missing_is_made_anew_by_migrate_with_its_indexes() {
    let shop = Shop::open();
    let ben = shop.staff();
    for name in ["Zebra", "Äpfel"] {
        arrived(&ben, name);
    }
    let mut conn = shop.database.connect();
    conn.batch_execute("DROP COLLATION shop_order CASCADE").unwrap();
    assert_eq!(shop.visitor().get("/readyz").status, 503);
    migrations::run(&mut conn).unwrap();
    assert_eq!(shop.visitor().get("/readyz").status, 200);
    assert_eq!(ben.get("/pets").select("a.name"), ["Äpfel", "Zebra"]);
    assert_eq!(lines(&mut conn, "SELECT count(*)::text FROM pg_indexes WHERE indexdef LIKE '%shop_order%'"), ["7"]);
}

#[test]
fn an_order_that_another_icu_would_make_is_told() {
    let shop = Shop::open();
    arrived(&shop.staff(), "Rex");
    shop.database
        .connect()
        .batch_execute("UPDATE pg_collation SET collversion = '1' WHERE collname = 'shop_order' AND collprovider = 'i'")
        .unwrap();
    let ready = shop.visitor().get("/readyz");
    assert_eq!(ready.status, 200);
    assert!(
        !has_icu(&shop.database) || ready.body.contains("Postgres has another ICU now: have its owner run REINDEX DATABASE"),
        "{}",
        ready.body
    );
}

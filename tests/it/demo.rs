//! The invented shop, in a real database.

use super::harness::{Database, seal_key};
use chrono::{DateTime, Utc};
use diesel::connection::SimpleConnection;
use diesel::dsl::sql;
use diesel::sql_types::BigInt;
use diesel::{Connection, PgConnection, RunQueryDsl};
use hello::demo::{self, DemoError, Plan};
use hello::store::state::snapshot;

fn plan() -> Plan {
    let now: DateTime<Utc> = "2026-07-01T14:00:00Z".parse().unwrap();
    Plan { pets: 300, seed: 1, now, time_zone: chrono_tz::Europe::Vienna, currency: hello::shop::Currency::default() }
}

fn count(conn: &mut PgConnection, what: &str) -> i64 {
    diesel::select(sql::<BigInt>(&format!("(SELECT count(*) FROM {what})"))).get_result(conn).unwrap()
}

#[test]
fn an_invented_shop_is_whole_and_its_snapshot_new() {
    let database = Database::migrated();
    let mut conn = PgConnection::establish(&database.app_url).unwrap();
    let mut steps = Vec::new();
    let summary = demo::run(&mut conn, &plan(), seal_key(), &mut |step| steps.push(step)).unwrap();

    assert_eq!((summary.pets, count(&mut conn, "pets_state")), (300, 300));
    assert_eq!((summary.events, summary.customers), (count(&mut conn, "events"), count(&mut conn, "customers")));
    for (kept, words) in [("pets_state_snapshot", ""), ("pets_state_projection", ", pet_words(name, species, number), folded(species)")] {
        let same =
            format!("{kept} AS kept JOIN (SELECT *{words} FROM pets_state) AS now ON now.id = kept.id AND now IS NOT DISTINCT FROM kept");
        assert_eq!(count(&mut conn, &same), 300, "{kept}");
    }
    let boundary = snapshot::boundary(&mut conn).unwrap();
    assert_eq!(snapshot::tail_length(&mut conn, &boundary).unwrap(), 0);
    assert_eq!(steps.last(), Some(&demo::Progress::Settling));
    assert_eq!(count(&mut conn, "pg_class WHERE oid IN ('pet_streams'::regclass, 'pet_arrived_events'::regclass) AND reltuples <= 0"), 0);
}

#[test]
fn invented_colleagues_cannot_sign_in_and_take_nobodys_name() {
    let database = Database::migrated();
    let mut conn = database.connect();
    conn.batch_execute("INSERT INTO accounts (id, name, role) VALUES (gen_random_uuid(), 'marta huber', 'admin')").unwrap();
    demo::run(&mut conn, &plan(), seal_key(), &mut |_| ()).unwrap();
    assert_eq!(count(&mut conn, "accounts WHERE password_hash IS NULL AND role = 'staff'"), 6);
    assert_eq!(count(&mut conn, "accounts WHERE name = 'Marta Huber 2'"), 1);
    assert_eq!(count(&mut conn, "events AS e WHERE NOT EXISTS (SELECT FROM accounts WHERE id::text = e.metadata ->> 'recorded_by')"), 0);
}

#[test]
fn a_database_with_events_is_refused_and_stays_as_it_is() {
    let database = Database::migrated();
    let mut conn = database.connect();
    demo::run(&mut conn, &Plan { pets: 3, ..plan() }, seal_key(), &mut |_| ()).unwrap();
    let before = (count(&mut conn, "events"), count(&mut conn, "accounts"));
    let refused = demo::run(&mut conn, &Plan { seed: 2, ..plan() }, seal_key(), &mut |_| ()).unwrap_err();
    assert!(matches!(refused, DemoError::NotEmpty));
    assert_eq!((count(&mut conn, "events"), count(&mut conn, "accounts")), before);
}

#[test]
fn an_interrupted_demonstration_leaves_nothing_behind() {
    let database = Database::migrated();
    let mut watcher = database.connect();
    let mut interrupt = |_| {
        watcher
            .batch_execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
            )
            .unwrap();
    };
    assert!(demo::run(&mut database.connect(), &plan(), seal_key(), &mut interrupt).is_err());
    let mut conn = database.connect();
    for table in ["events", "pet_streams", "customers", "accounts"] {
        assert_eq!(count(&mut conn, table), 0, "{table}");
    }
}

#[test]
fn the_time_limit_of_the_connection_is_what_it_was() {
    let database = Database::migrated();
    let mut conn = database.connect();
    conn.batch_execute("SET statement_timeout = '7s'").unwrap();
    demo::run(&mut conn, &Plan { pets: 1, ..plan() }, seal_key(), &mut |_| ()).unwrap();
    let limit: String =
        diesel::select(sql::<diesel::sql_types::Text>("current_setting('statement_timeout')")).get_result(&mut conn).unwrap();
    assert_eq!(limit, "7s");
}

//! Every event carries the hash that docs/integrity.md describes: by Postgres as it is recorded, by a migration as it was recorded long ago,
//! by plain SQL, and by Python, which knows nothing of any of them.

use super::super::harness::{Database, Shop, skipped};
use super::{assert_clean, invented, move_on, sealed};
use diesel::connection::SimpleConnection;
use diesel::sql_types::{Binary, Bool, Text};
use diesel::{PgConnection, QueryableByName, RunQueryDsl};
use hello::shop::EventKind;
use std::io::Write;
use std::process::{Command, Stdio};

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

/// Every row of every event table as JSON, written in a time zone of its own.
fn rows(conn: &mut PgConnection) -> String {
    conn.batch_execute("SET TimeZone = 'Asia/Kolkata'").unwrap();
    let mut lines = Vec::new();
    for kind in EventKind::ALL {
        let query = format!("SELECT row_to_json(e)::text AS line FROM {} AS e", kind.table());
        lines.extend(diesel::sql_query(query).load::<Line>(conn).unwrap().into_iter().map(|row| row.line));
    }
    conn.batch_execute("SET TimeZone = 'UTC'").unwrap();
    lines.join("\n")
}

/// What Python says of these rows, and whether it found them whole; `None` where there is no Python.
fn python(rows: &str) -> Option<(bool, String)> {
    let mut child = Command::new("python3")
        .arg("docs/check_chain.py")
        .env("PYTHONUTF8", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .ok()?;
    child.stdin.take().unwrap().write_all(rows.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    Some((output.status.success(), String::from_utf8(said).unwrap()))
}

#[test]
fn python_finds_the_same_hashes_and_the_same_root() {
    let database = Database::migrated();
    let mut conn = invented(&database, 40);
    move_on(&mut conn, 9);
    conn.batch_execute(
        r#"INSERT INTO pet_arrived_events (id, created_at, metadata, pet_id, version, occurred_on, name, species, price)
           VALUES (gen_random_uuid(), '2026-05-03 12:00:00.12+02', '{"note": "\u0001\t\"\\\u007f\u2028 🐈", "n": 100000000000000000000.10, "e": 1e-7}',
                   gen_random_uuid(), 1, '2026-05-03', E'Zoë\\ "\u202e" \t 🐈', 'Ωmega', 0)"#,
    )
    .unwrap();
    let seal = sealed(&mut conn);
    let rows = rows(&mut conn);
    let Some((is_whole, said)) = python(&rows) else {
        return skipped("the hashes computed by another language", "python3");
    };
    assert!(is_whole, "{said}");
    assert_eq!(said, format!("{} events of 41 pets fit.\nroot: {}\n", seal.seal.events, seal.seal.root));
    let changed = rows.replacen("\"species\":\"Cat\"", "\"species\":\"Dog\"", 1);
    assert_ne!(changed, rows);
    assert!(!python(&changed).unwrap().0, "a changed row does not fit");
}

/// The query of docs/integrity.md.
const BY_SQL: &str = "
    SELECT coalesce(bool_and(hash = sha256(coalesce(previous, '') || encoding)), true) AS fits
    FROM (SELECT hash, encoding, lag(hash) OVER (PARTITION BY pet_id ORDER BY version) AS previous FROM (EVENTS) AS event) AS link";

fn fits_by_sql(conn: &mut PgConnection) -> bool {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = Bool)]
        fits: bool,
    }
    let table =
        |kind: EventKind| format!("SELECT pet_id, version, hash, event_encoding(to_jsonb(e)) AS encoding FROM {} AS e", kind.table());
    let events = EventKind::ALL.map(table).join(" UNION ALL ");
    conn.batch_execute("SET TimeZone = 'UTC'").unwrap();
    diesel::sql_query(BY_SQL.replace("EVENTS", &events)).get_result::<Row>(conn).unwrap().fits
}

fn hashes(conn: &mut PgConnection) -> Vec<Vec<u8>> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = Binary)]
        hash: Vec<u8>,
    }
    let rows = diesel::sql_query("SELECT hash FROM unified_events ORDER BY pet_id, version").load::<Row>(conn).unwrap();
    rows.into_iter().map(|row| row.hash).collect()
}

#[test]
fn plain_sql_finds_the_same_hashes() {
    let database = Database::migrated();
    let mut conn = invented(&database, 40);
    move_on(&mut conn, 9);
    assert!(fits_by_sql(&mut conn));
    assert!(hashes(&mut conn).iter().all(|hash| hash.len() == 32));
}

#[test]
fn a_hash_is_the_same_whatever_the_session_has_set() {
    let database = Database::migrated();
    let mut conn = invented(&database, 12);
    conn.batch_execute("SET TimeZone = 'America/St_Johns'; SET DateStyle = 'SQL, DMY'; SET IntervalStyle = 'iso_8601'; SET bytea_output = 'escape'; SET extra_float_digits = 0").unwrap();
    move_on(&mut conn, 5);
    conn.batch_execute("RESET ALL").unwrap();
    assert!(fits_by_sql(&mut conn));
    sealed(&mut conn);
    assert_clean(&mut conn, &[]);
}

#[test]
fn nobody_says_what_the_hash_of_his_event_is() {
    let database = Database::migrated();
    let mut conn = invented(&database, 3);
    let id = "01900000-0000-7000-8000-000000000001";
    conn.batch_execute(&format!(
        "INSERT INTO pet_arrived_events (id, created_at, pet_id, version, occurred_on, name, species, price, hash)
         VALUES ('{id}', clock_timestamp(), gen_random_uuid(), 1, current_date, 'Rex', 'Dog', 1, sha256('mine'))"
    ))
    .unwrap();
    assert!(fits_by_sql(&mut conn));
    assert_clean(&mut conn, &[]);
}

#[test]
fn a_replica_rewrites_nothing_either() {
    let database = Database::migrated();
    let mut conn = invented(&database, 10);
    for kind in EventKind::ALL {
        let refused =
            conn.batch_execute(&format!("SET session_replication_role = replica; UPDATE {} SET hash = hash", kind.table())).unwrap_err();
        assert!(refused.to_string().contains("events are append-only"), "{refused}");
    }
}

#[test]
fn an_event_shows_its_hash_on_its_page() {
    let shop = Shop::open();
    let ben = shop.staff();
    let pet = super::super::day::arrived(&ben, "Rex");
    let event = ben.get(&pet).attr(".timeline a[href^='/events/']", "href").remove(0);
    let hash = shop.sql(|conn| Ok(hashes(conn).remove(0)));
    let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    let page = ben.get(&event);
    assert_eq!(page.attr("code.hash", "title"), std::slice::from_ref(&hash));
    assert_eq!(page.text("code.hash"), hash[..12]);
}

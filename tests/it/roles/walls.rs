//! What each role runs into when it tries more than it may.

use super::{lines, refusal};
use crate::{day, harness::Shop};
use diesel::{Connection, PgConnection, RunQueryDsl, connection::SimpleConnection, sql_query};
use hello::shop::EventKind;

fn open_with_events() -> (Shop, PgConnection, PgConnection) {
    let shop = Shop::open();
    let ben = shop.staff();
    day::record(&ben, &day::loss(&day::arrived(&ben, "Rex")));
    let as_one = |url: &str| PgConnection::establish(url).unwrap();
    let (app, reader) = (as_one(&shop.database.app_url), as_one(&shop.database.reader_url));
    (shop, app, reader)
}

fn assert_denied(conn: &mut PgConnection, statement: &str) {
    let refused = refusal(conn, statement);
    let is_denied = [
        "permission denied",
        "must be owner of",
        "must be superuser",
        "must be able to",
        "must have privileges of",
        "must be member of",
        "must have admin option",
    ];
    assert!(is_denied.iter().any(|words| refused.contains(words)), "{statement}: {refused}");
}

#[test]
fn the_shop_cannot_rewrite_the_log_by_any_statement() {
    let (_shop, mut app, _) = open_with_events();
    for table in EventKind::ALL.iter().map(|kind| kind.table()).chain(["events"]) {
        for statement in [
            "UPDATE {} SET occurred_on = occurred_on",
            "UPDATE ONLY {} SET version = 9",
            "DELETE FROM {}",
            "MERGE INTO {} USING pet_streams ON false WHEN MATCHED THEN DELETE",
            "SELECT FROM {} FOR UPDATE",
            "TRUNCATE {}",
            "TRUNCATE {} CASCADE",
            "LOCK TABLE {} IN EXCLUSIVE MODE",
            "DROP TABLE {}",
            "DROP TABLE {} CASCADE",
            "ALTER TABLE {} ADD COLUMN extra text",
            "ALTER TABLE {} DROP COLUMN metadata CASCADE",
            "ALTER TABLE {} DISABLE TRIGGER ALL",
            "ALTER TABLE {} DISABLE TRIGGER append_only_table",
            "ALTER TABLE {} NO INHERIT events",
            "ALTER TABLE {} OWNER TO hello_app",
            "ALTER TABLE {} ENABLE ROW LEVEL SECURITY",
            "DROP TRIGGER append_only_table ON {}",
            "CREATE TRIGGER mine BEFORE INSERT ON {} FOR EACH ROW EXECUTE FUNCTION refuse_rewriting()",
            "CREATE RULE mine AS ON INSERT TO {} DO INSTEAD NOTHING",
            "CREATE POLICY mine ON {}",
            "CREATE INDEX mine ON {} (id)",
            "COMMENT ON TABLE {} IS 'mine'",
        ] {
            assert_denied(&mut app, &statement.replace("{}", table));
        }
    }
    let upsert = "INSERT INTO pet_lost_events SELECT * FROM pet_lost_events ON CONFLICT (id) DO UPDATE SET version = 9";
    assert_denied(&mut app, upsert);
}

#[test]
fn the_shop_cannot_become_anybody_else_and_cannot_get_around_the_triggers() {
    let (_shop, mut app, mut reader) = open_with_events();
    for conn in [&mut app, &mut reader] {
        for statement in [
            "SET session_replication_role = replica",
            "SET ROLE hello_owner",
            "SET ROLE hello",
            "SET SESSION AUTHORIZATION hello_owner",
            "GRANT hello_owner TO CURRENT_USER",
            "ALTER ROLE CURRENT_USER SUPERUSER",
            "ALTER ROLE hello_owner LOGIN",
            "CREATE ROLE another",
            "CREATE TABLE mine (id int)",
            "CREATE SCHEMA mine",
            "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
            "CREATE OR REPLACE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
            "ALTER FUNCTION refuse_rewriting() SECURITY DEFINER",
            "DROP FUNCTION continue_stream() CASCADE",
            "CALL make_append_only('events')",
            "DROP SCHEMA public CASCADE",
            "DROP VIEW unified_events CASCADE",
            "REFRESH MATERIALIZED VIEW pets_state_snapshot",
            "UPDATE pet_streams SET version = 1",
            "UPDATE pet_streams SET last_recorded_at = now()",
            "INSERT INTO pet_streams (pet_id, version, last_recorded_at) VALUES (gen_random_uuid(), 1, now())",
            "DELETE FROM pet_streams",
            "TRUNCATE pet_streams CASCADE",
            "DELETE FROM accounts",
            "DELETE FROM customers",
            "UPDATE customers SET id = gen_random_uuid()",
            "DELETE FROM snapshot_refreshes",
            "UPDATE snapshot_refreshes SET position = NULL",
            "DELETE FROM __diesel_schema_migrations",
            "COPY events TO PROGRAM 'cat'",
        ] {
            assert_denied(conn, statement);
        }
    }
    // Postgres may only warn of a grant by one who has nothing to grant; what counts is that nothing is granted.
    let _ = app.batch_execute("GRANT ALL ON pet_lost_events TO hello_reader; GRANT UPDATE ON pet_lost_events TO PUBLIC");
    assert_eq!(lines(&mut app, "SELECT has_table_privilege('hello_reader', 'pet_lost_events', 'INSERT, UPDATE')"), ["false"]);
}

#[test]
fn the_right_to_lock_a_stream_is_no_right_to_write_it() {
    let (_shop, mut app, _) = open_with_events();
    assert_eq!(sql_query("SELECT pet_id FROM pet_streams FOR UPDATE").execute(&mut app).unwrap(), 1);
    for statement in ["UPDATE pet_streams SET pet_id = gen_random_uuid()", "UPDATE pet_streams SET pet_id = pet_id"] {
        let refused = refusal(&mut app, statement);
        assert!(refused.contains("UPDATE of pet_streams is refused: events are append-only"), "{refused}");
    }
}

#[test]
fn a_temporary_table_deceives_no_trigger() {
    let (_shop, mut app, _) = open_with_events();
    // With these in front of the real ones, the arrival would pass for the latest event that counts.
    let disguise = "CREATE TEMPORARY TABLE events AS SELECT * FROM public.events WHERE version = 1;
                    CREATE TEMPORARY TABLE event_retracted_events AS SELECT * FROM public.event_retracted_events;
                    CREATE TEMPORARY TABLE pet_streams AS SELECT pet_id, 7 AS version, last_recorded_at FROM public.pet_streams;";
    let take_back = |version: i32| {
        format!(
            "{disguise} INSERT INTO public.event_retracted_events (id, created_at, pet_id, version, occurred_on, retracted_event_id, reason)
             SELECT gen_random_uuid(), clock_timestamp(), pet_id, {version}, current_date, id, 'mine' FROM public.events WHERE version = 1"
        )
    };
    let refused = refusal(&mut app, &take_back(3));
    assert!(refused.contains("is not the latest of pet"), "{refused}");
    let refused = refusal(&mut app, &take_back(8));
    assert!(refused.contains("does not continue the stream"), "{refused}");
}

#[test]
fn one_who_only_looks_sees_the_log_and_what_is_computed_from_it_and_nothing_about_people() {
    let (shop, _, mut reader) = open_with_events();
    shop.sql(|conn| Ok(conn.batch_execute("INSERT INTO customers (name, email) VALUES ('Mrs Lang', 'lang@example.org')")?));
    for (query, expected) in [
        ("unified_events", "2"),
        ("pets_state WHERE status = 'lost'", "1"),
        ("pets_state_snapshot", "0"),
        ("pets_state_at('infinity') WHERE name = 'Rex'", "1"),
        ("pets_state_at('2001-01-01')", "0"),
        ("stock_totals JOIN stock_moments USING (moment)", "0"),
    ] {
        assert_eq!(lines(&mut reader, &format!("SELECT count(*) FROM {query}")), [expected], "{query}");
    }
    let readable = "SELECT relname FROM pg_class
                    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'm') AND has_any_column_privilege(oid, 'SELECT')
                    ORDER BY relname";
    let mut log: Vec<&str> = EventKind::ALL.iter().map(|kind| kind.table()).collect();
    log.extend(["events", "pet_streams", "unified_events", "pet_origins", "pets_state", "pets_state_snapshot"]);
    log.extend(["books", "stock_moments", "stock_totals"]);
    log.sort_unstable();
    assert_eq!(lines(&mut reader, readable), log);
    let writable = "SELECT relname FROM pg_class
                    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'm')
                      AND (has_any_column_privilege(oid, 'INSERT, UPDATE') OR has_table_privilege(oid, 'DELETE, TRUNCATE'))";
    assert_eq!(lines(&mut reader, writable), [""; 0]);
    assert_denied(&mut reader, "INSERT INTO pet_lost_events SELECT * FROM pet_lost_events");
    assert_denied(&mut reader, "SELECT name FROM customers");
    assert_denied(&mut reader, "SELECT password_hash FROM accounts");
    assert_denied(&mut reader, "SELECT refresh_pets_snapshot(1)");
}

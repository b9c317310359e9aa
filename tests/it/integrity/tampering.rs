//! Somebody with every right tampers with the tables, a thousand times, clumsily and cleverly: each time it is found.
//!
//! The whole shop is sealed, and all triggers are off. Each tampering happens in a transaction, is verified there, and is rolled back.

use super::super::harness::Database;
use super::{against, assert_clean, invented, move_on, sealed};
use diesel::connection::SimpleConnection;
use diesel::sql_types::Text;
use diesel::{Connection, PgConnection, QueryableByName, RunQueryDsl};
use fastrand::Rng;
use hello::integrity::{SignedSeal, Verification};
use hello::shop::EventKind;
use hello::store::proof::verify;
use std::collections::BTreeMap;

const TAMPERINGS: usize = 1000;

/// What somebody clever does afterwards: makes the chain of a pet anew, with its stream; and what was sealed of it, too.
const TOOLS: &str = "
    SET TimeZone = 'UTC';
    CREATE TEMPORARY TABLE touched (pet_id uuid);
    CREATE TEMPORARY TABLE past (pet_id uuid, version integer);
    CREATE TEMPORARY TABLE gone (id bigint, refresh_id bigint);
    CREATE FUNCTION pg_temp.rehash(pet uuid) RETURNS void LANGUAGE plpgsql AS $$
    DECLARE
        event record;
        chain bytea := '';
        place integer := 0;
    BEGIN
        FOR event IN SELECT tableoid::regclass AS place, id FROM events WHERE pet_id = pet ORDER BY version LOOP
            place := place + 1;
            EXECUTE format('UPDATE %s SET version = $1 WHERE id = $2 AND version <> $1', event.place) USING place, event.id;
            EXECUTE format('UPDATE %s AS e SET hash = sha256($1 || event_encoding(to_jsonb(e))) WHERE id = $2 RETURNING hash', event.place)
                INTO chain USING chain, event.id;
        END LOOP;
        UPDATE pet_streams SET (version, last_recorded_at, head) = (SELECT version, created_at, hash FROM events WHERE pet_id = pet ORDER BY version DESC LIMIT 1)
        WHERE pet_id = pet;
    END $$;
    CREATE FUNCTION pg_temp.reseal(pet uuid) RETURNS void LANGUAGE sql AS $$
        DELETE FROM seal_heads WHERE pet_id = pet AND version > (SELECT count(*) FROM events WHERE pet_id = pet);
        UPDATE seal_heads SET head = (SELECT hash FROM events WHERE events.pet_id = pet AND events.version = seal_heads.version) WHERE pet_id = pet;
    $$;
    CREATE FUNCTION pg_temp.remove(pet uuid) RETURNS void LANGUAGE sql AS $$
        DELETE FROM events WHERE pet_id = pet;
        DELETE FROM seal_heads WHERE pet_id = pet;
        DELETE FROM pet_streams WHERE pet_id = pet;
    $$;
    CREATE FUNCTION pg_temp.show() RETURNS void LANGUAGE sql AS $$
        REFRESH MATERIALIZED VIEW pets_state_snapshot;
        DELETE FROM projection;
        DELETE FROM pets_state_projection;
        DELETE FROM stock_projection;
        DELETE FROM trade_by_day_projection;
    $$;";

/// Everything that must not be changed, in one number.
const DIGEST: &str = "
    SELECT md5(string_agg(line, '' ORDER BY line)) AS text FROM (
        SELECT e::text AS line FROM unified_events AS e
        UNION ALL SELECT s::text FROM pet_streams AS s
        UNION ALL SELECT s::text FROM seals AS s
        UNION ALL SELECT s::text FROM seal_heads AS s
        UNION ALL SELECT id::text FROM customers
    ) AS shop";

#[derive(QueryableByName)]
struct Word {
    #[diesel(sql_type = Text)]
    text: String,
}

fn word(conn: &mut PgConnection, query: &str) -> String {
    diesel::sql_query(query).get_result::<Word>(conn).unwrap().text
}

struct Tamperer {
    rng: Rng,
    /// The columns of each table, with their types.
    columns: BTreeMap<String, Vec<(String, String)>>,
    rows: BTreeMap<String, i64>,
}

/// How much of the evidence somebody makes anew.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Care {
    None,
    Chain,
    ChainAndSeals,
}

impl Tamperer {
    fn new(conn: &mut PgConnection) -> Self {
        #[derive(QueryableByName)]
        struct Column {
            #[diesel(sql_type = Text)]
            table_name: String,
            #[diesel(sql_type = Text)]
            column_name: String,
            #[diesel(sql_type = Text)]
            kind: String,
        }
        let (mut columns, mut rows) = (BTreeMap::<String, Vec<_>>::new(), BTreeMap::new());
        let tables: Vec<&str> = EventKind::ALL.iter().map(|kind| kind.table()).chain(["pet_streams", "seals", "seal_heads"]).collect();
        let all = "SELECT table_name::text, column_name::text, udt_name::text AS kind FROM information_schema.columns
                   WHERE table_schema = 'public' ORDER BY 1, 2";
        for column in diesel::sql_query(all).load::<Column>(conn).unwrap() {
            // The number of a pet is a label: no hash covers it, and Postgres itself lets nobody set it.
            let is_label = ["ordinal", "number"].contains(&column.column_name.as_str());
            if tables.contains(&column.table_name.as_str()) && !is_label {
                columns.entry(column.table_name).or_default().push((column.column_name, column.kind));
            }
        }
        for table in tables {
            rows.insert(table.to_owned(), super::super::day::count(conn, &format!("SELECT count(*) AS n FROM {table}")).unwrap());
        }
        assert!(rows.values().all(|rows| *rows > 0), "every table has something to tamper with: {rows:?}");
        Self { rng: Rng::with_seed(20_261_123), columns, rows }
    }

    fn events(&mut self) -> &'static str {
        self.rng.choice(EventKind::ALL).unwrap().table()
    }

    /// A row of a table, named by where it lies.
    fn row(&mut self, table: &str) -> String {
        let place = self.rng.i64(0..self.rows[table]);
        let key = if table.ends_with("_events") { "id" } else { "ctid" };
        format!("{key} = (SELECT {key} FROM {table} ORDER BY {key} OFFSET {place} LIMIT 1)")
    }

    fn pet(&mut self) -> String {
        format!("(SELECT pet_id FROM pet_streams ORDER BY pet_id OFFSET {} LIMIT 1)", self.rng.i64(0..self.rows["pet_streams"]))
    }

    /// A statement that changes one value of one row.
    fn change(&mut self, table: &str) -> String {
        let (column, kind) = self.rng.choice(&self.columns[table]).unwrap().clone();
        let step = self.rng.i64(1..9) * if self.rng.bool() { 1 } else { -1 };
        let value = match kind.as_str() {
            "uuid" if self.rng.bool() => format!("(SELECT pet_id FROM pet_streams ORDER BY pet_id OFFSET {} LIMIT 1)", self.rng.i64(0..5)),
            "uuid" => "gen_random_uuid()".into(),
            "timestamptz" if self.rng.u8(0..=255) < 20 => "'infinity'".into(),
            "timestamptz" => format!("{column} + interval '{step} microseconds'"),
            "date" => format!("{column} + {step}"),
            "numeric" | "int4" | "int8" => format!("{column} + {step}"),
            "xid8" => format!("((({column})::text::bigint + {}))::text::xid8", step.abs()),
            "jsonb" => format!("{column} || '{{\"note\": \"{step}\"}}'"),
            "bytea" => format!("set_byte({column}, {}, (get_byte({column}, 0) + {}) % 256)", self.rng.u8(0..32), step.abs()),
            "text" if column == "event_type" => format!("'{}'", self.rng.choice(EventKind::ALL).unwrap().name()),
            "text" if self.rng.bool() => format!("left({column}, -1)"),
            "text" => format!("{column} || 'x'"),
            other => panic!("how is a {other} tampered with?"),
        };
        format!("UPDATE {table} SET {column} = {value} WHERE {}", self.row(table))
    }

    /// What is done, and how it is called.
    fn tampering(&mut self) -> (&'static str, String) {
        let care = self.rng.choice([Care::None, Care::None, Care::Chain, Care::ChainAndSeals]).unwrap();
        let table = self.events();
        match self.rng.u8(0..100) {
            0..35 => {
                let change = self.change(table);
                // Whose event it was, and whose it is now.
                ("a value of an event", carefully(&format!("{change} RETURNING pet_id"), care))
            }
            35..47 => ("an event removed", carefully(&format!("DELETE FROM {table} WHERE {} RETURNING pet_id", self.row(table)), care)),
            47..57 => {
                // Behind an event that has a later one: what comes last is nothing but an event, recorded now.
                let row =
                    format!("{} AND EXISTS (SELECT FROM events AS l WHERE l.pet_id = e.pet_id AND l.version > e.version)", self.row(table));
                let values: Vec<&str> = self.columns[table]
                    .iter()
                    .map(|(name, _)| match name.as_str() {
                        "id" | "retracted_event_id" => "gen_random_uuid()",
                        "version" => "version + 1",
                        "created_at" => "created_at + interval '1 microsecond'",
                        other => other,
                    })
                    .collect();
                let names: Vec<&str> = self.columns[table].iter().map(|(name, _)| name.as_str()).collect();
                let make_way = format!(
                    "UPDATE events AS later SET version = later.version + 100000 FROM {table} AS e
                     WHERE e.{row} AND later.pet_id = e.pet_id AND later.version > e.version"
                );
                let insert = format!(
                    "INSERT INTO {table} ({}) SELECT {} FROM {table} AS e WHERE {row} RETURNING pet_id",
                    names.join(", "),
                    values.join(", ")
                );
                ("an event put in", format!("{make_way}; {}", carefully(&insert, care)))
            }
            57..64 => {
                let (one, other) = (self.row(table), self.row(table));
                let swap = format!(
                    "WITH two AS (SELECT id, pet_id, version, lead(pet_id) OVER w AS next_pet, lead(version) OVER w AS next_version,
                                         lag(pet_id) OVER w AS last_pet, lag(version) OVER w AS last_version
                                  FROM {table} WHERE {one} OR {other} WINDOW w AS (ORDER BY id))
                     UPDATE {table} AS e SET pet_id = coalesce(next_pet, last_pet), version = 100000 + coalesce(next_version, last_version)
                     FROM two WHERE two.id = e.id AND coalesce(next_pet, last_pet) IS NOT NULL RETURNING e.pet_id"
                );
                let back = format!("UPDATE {table} SET version = version - 100000 WHERE version > 100000");
                // Each keeps its place, for whoever does not make the chain anew.
                ("two events swapped", format!("{}; {back}", if care == Care::None { swap } else { carefully(&swap, care) }))
            }
            64..70 => {
                let by = self.rng.choice(["1000", "-1 - version", "1"]).unwrap();
                (
                    "another version",
                    carefully(
                        &format!("UPDATE {table} SET version = abs(version + {by}) WHERE {} RETURNING pet_id", self.row(table)),
                        care,
                    ),
                )
            }
            70..76 => ("a whole pet removed", format!("SELECT pg_temp.remove({}); SELECT pg_temp.show()", self.pet())),
            76..82 => ("a stream", self.change("pet_streams")),
            82..88 => ("a seal", self.change("seals")),
            88..91 => ("a seal removed", format!("DELETE FROM seals WHERE {}", self.row("seals"))),
            91..95 => ("what a seal covers", self.change("seal_heads")),
            95..97 => ("what a seal covers removed", format!("DELETE FROM seal_heads WHERE {}", self.row("seal_heads"))),
            97 => (
                "a customer removed",
                "DELETE FROM customers WHERE id = (SELECT customer_id FROM pet_sold_events ORDER BY id LIMIT 1)".into(),
            ),
            98 => ("a stream removed", format!("DELETE FROM pet_streams WHERE pet_id = {}", self.pet())),
            _ => ("the newest seals and what they cover removed", newest(self.rng.i64(1..3))),
        }
    }
}

/// Does it, and makes the evidence of the pets that it touched anew.
fn carefully(statement: &str, care: Care) -> String {
    match care {
        Care::None => statement.to_owned(),
        Care::Chain => format!("WITH t AS ({statement}) INSERT INTO touched SELECT * FROM t; SELECT pg_temp.rehash(pet_id) FROM touched"),
        Care::ChainAndSeals => {
            format!("{}; SELECT pg_temp.reseal(pet_id) FROM touched; SELECT pg_temp.show()", carefully(statement, Care::Chain))
        }
    }
}

/// The shop as it was at an older seal, in all that verification could compare: only a seal that was kept elsewhere knows better.
fn newest(seals: i64) -> String {
    let left = format!("(SELECT max(id) - {seals} FROM seals)");
    format!(
        "INSERT INTO past SELECT DISTINCT ON (pet_id) pet_id, version FROM seal_heads WHERE seal_id <= {left} ORDER BY pet_id, seal_id DESC;
         DELETE FROM events AS e WHERE NOT EXISTS (SELECT FROM past WHERE past.pet_id = e.pet_id AND past.version >= e.version);
         DELETE FROM pet_streams AS s WHERE NOT EXISTS (SELECT FROM past WHERE past.pet_id = s.pet_id);
         SELECT pg_temp.rehash(pet_id) FROM pet_streams;
         INSERT INTO gone SELECT id, refresh_id FROM seals WHERE id > {left};
         DELETE FROM seal_heads WHERE seal_id IN (SELECT id FROM gone);
         DELETE FROM seals WHERE id IN (SELECT id FROM gone);
         DELETE FROM snapshot_refreshes WHERE id IN (SELECT refresh_id FROM gone);
         SELECT pg_temp.show()"
    )
}

/// Lets nothing stand in the way: no trigger, no rule that one table has and another has not.
fn all_triggers_off() -> String {
    let tables = EventKind::ALL.iter().map(|kind| kind.table()).chain(["events", "pet_streams", "seals", "seal_heads", "customers"]);
    let off: String = tables.map(|table| format!("ALTER TABLE {table} DISABLE TRIGGER ALL;")).collect();
    let types: String = EventKind::ALL
        .iter()
        .map(|kind| kind.table())
        .map(|table| format!("ALTER TABLE {table} DROP CONSTRAINT {table}_event_type_check;"))
        .collect();
    format!("{off}{types}ALTER TABLE snapshot_refreshes DISABLE TRIGGER ALL")
}

#[derive(Debug)]
enum Try {
    Refused(String),
    WithoutEffect,
    Verified(Box<Verification>),
}

struct RolledBack(Try);

impl From<diesel::result::Error> for RolledBack {
    fn from(error: diesel::result::Error) -> Self {
        Self(Try::Refused(error.to_string()))
    }
}

/// Tampers, verifies, and takes it all back.
fn tried(conn: &mut PgConnection, tampering: &str, before: &str, kept: &SignedSeal) -> Try {
    let done = conn.transaction(|conn| {
        conn.batch_execute(tampering)?;
        if word(conn, DIGEST) == before {
            return Err::<(), _>(RolledBack(Try::WithoutEffect));
        }
        let found = verify::verify_as_seen(conn, &against(&[kept]), &mut |_| ()).unwrap();
        Err(RolledBack(Try::Verified(Box::new(found))))
    });
    done.unwrap_err().0
}

#[test]
fn a_thousand_random_tamperings_are_all_found() {
    let database = Database::migrated();
    let mut conn = invented(&database, 14);
    move_on(&mut conn, 3);
    sealed(&mut conn);
    conn.batch_execute(
        "INSERT INTO event_retracted_events (id, created_at, pet_id, version, occurred_on, retracted_event_id, reason)
         SELECT gen_random_uuid(), clock_timestamp(), e.pet_id, e.version + 1, current_date, e.id, 'a mistake'
         FROM pet_price_change_events AS e JOIN pet_streams AS s ON s.pet_id = e.pet_id AND s.version = e.version ORDER BY e.id DESC LIMIT 1;
         INSERT INTO pet_lost_events (id, created_at, pet_id, version, occurred_on, last_seen_location)
         SELECT gen_random_uuid(), clock_timestamp(), id, version + 1, current_date, 'the park' FROM pets_state WHERE status = 'available' ORDER BY id LIMIT 2",
    )
    .unwrap();
    sealed(&mut conn);
    conn.batch_execute(
        "INSERT INTO pet_found_again_events (id, created_at, pet_id, version, occurred_on, found_location)
         SELECT gen_random_uuid(), clock_timestamp(), id, version + 1, current_date, 'the bakery' FROM pets_state WHERE status = 'lost'",
    )
    .unwrap();
    let kept = sealed(&mut conn);
    assert_clean(&mut conn, &[&kept]);
    conn.batch_execute(TOOLS).unwrap();
    conn.batch_execute(&all_triggers_off()).unwrap();
    let before = word(&mut conn, DIGEST);
    let mut tamperer = Tamperer::new(&mut conn);
    let (mut found, mut how, mut refused) =
        (BTreeMap::<&str, usize>::new(), BTreeMap::<String, usize>::new(), BTreeMap::<String, usize>::new());
    while found.values().sum::<usize>() < TAMPERINGS {
        let (name, tampering) = tamperer.tampering();
        match tried(&mut conn, &tampering, &before, &kept) {
            Try::Refused(why) => *refused.entry(why).or_default() += 1,
            Try::WithoutEffect => {}
            Try::Verified(verification) => {
                let Some(first) = verification.faults.first() else { panic!("{name} was not found: {tampering}") };
                *found.entry(name).or_default() += 1;
                let variant = format!("{:?}", first.what);
                *how.entry(variant.split(['(', ' ']).next().unwrap().to_owned()).or_default() += 1;
            }
        }
    }
    println!("found: {found:#?}\nas: {how:#?}\nnot tampered with, for Postgres refused: {refused:#?}");
    assert_eq!(found.len(), 14, "every way was tried: {found:?}");
    assert!(how.len() >= 12, "and found in many ways: {how:?}");
    assert_eq!(word(&mut conn, DIGEST), before);
    assert_clean(&mut conn, &[&kept]);
}

#[test]
fn what_the_newest_seals_cover_is_missed_by_a_kept_seal_alone() {
    let database = Database::migrated();
    let mut conn = invented(&database, 14);
    let first = sealed(&mut conn);
    move_on(&mut conn, 3);
    let kept = sealed(&mut conn);
    conn.batch_execute(TOOLS).unwrap();
    conn.batch_execute(&all_triggers_off()).unwrap();
    let done = conn.transaction::<(), diesel::result::Error, _>(|conn| {
        conn.batch_execute(&newest(1))?;
        let without = verify::verify_as_seen(conn, &against(&[]), &mut |_| ()).unwrap();
        assert!(without.is_clean(), "the shop fits in itself, as it was then: {:#?}", without.faults);
        let older = verify::verify_as_seen(conn, &against(&[&first]), &mut |_| ()).unwrap();
        assert!(older.is_clean(), "an older seal is there still");
        let with = verify::verify_as_seen(conn, &against(&[&kept]), &mut |_| ()).unwrap();
        assert_eq!(with.faults.len(), 1);
        assert!(with.faults[0].to_string().contains("what it covered was removed"), "{}", with.faults[0]);
        Err(diesel::result::Error::RollbackTransaction)
    });
    assert!(done.is_err());
    assert_clean(&mut conn, &[&kept]);
}

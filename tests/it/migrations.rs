//! Migrations go up, down and up again, and two instances that start together do not collide.

use crate::day::{arrived, price_change, record, sale};
use crate::harness::{Database, Shop, schema_dump};
use crate::roles::lines;
use diesel::connection::SimpleConnection;
use hello::integrity::SealKey;
use hello::store::ground::{database, migrations, objects, roles};
use hello::store::proof::verify;
use hello::store::proof::verify::Against;
use hello::store::state::snapshot;
use std::thread;

#[test]
fn up_down_up_leaves_the_same_schema() {
    let database = Database::empty();
    // Roles, and what they may do in the schema as a whole, come before the migrations and stay after them.
    roles::prepare(&mut database.connect()).unwrap();
    let empty = schema_dump(&database.url);
    assert!(migrations::run_at(&database.url).unwrap().has_changed());
    let first = schema_dump(&database.url);
    migrations::revert(&mut database.connect()).unwrap();
    // Diesel's own table stays, as it must.
    database.connect().batch_execute("DROP TABLE __diesel_schema_migrations").unwrap();
    let down = schema_dump(&database.url);
    migrations::run_at(&database.url).unwrap();
    let (Some(empty), Some(first), Some(down), Some(second)) = (empty, first, down, schema_dump(&database.url)) else {
        return;
    };
    assert_eq!(first, second);
    assert_eq!(down, empty, "nothing is left behind");
}

#[test]
fn instances_that_start_together_migrate_once() {
    let database = Database::empty();
    let applied: Vec<_> = thread::scope(|scope| {
        let starts: Vec<_> = (0..4).map(|_| scope.spawn(|| migrations::run_at(&database.url).unwrap())).collect();
        starts.into_iter().map(|start| start.join().unwrap()).collect()
    });
    assert_eq!(applied.iter().filter(|one| one.has_changed()).count(), 1, "{applied:?}");
}

#[test]
fn a_database_that_is_missing_is_made_even_by_two_at_once() {
    let beside = Database::empty();
    let url = beside.sibling("made_when_missing");
    thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| database::ensure(&url).unwrap());
        }
    });
    assert!(migrations::run_at(&url).unwrap().has_changed());
}

/// A shop that the version before made, with its seals, as `pg_dump` wrote it.
fn shop_of_before() -> Database {
    let database = Database::empty();
    let mut conn = database.connect();
    roles::prepare(&mut conn).unwrap();
    conn.batch_execute(include_str!("../data/shop_of_before.sql")).unwrap();
    database
}

/// Every event with its hash, and every seal.
const LOG: &str = "SELECT encode(hash, 'hex') || ' ' || event_type || ' ' || id FROM events ORDER BY id";
const SEALS: &str = "SELECT id || ' ' || encode(hash, 'hex') || ' ' || encode(signature, 'hex') FROM seals ORDER BY id";

#[test]
fn a_shop_of_the_version_before_is_brought_along_with_its_hashes_and_seals() {
    let database = shop_of_before();
    let mut conn = database.connect();
    let (log, seals) = (lines(&mut conn, LOG), lines(&mut conn, SEALS));
    assert_eq!((log.len(), seals.len()), (298, 2));
    let migrated = migrations::run(&mut database.connect()).unwrap();
    assert!(migrated.carried_over, "{migrated:?}");
    let mut conn = database.connect();
    assert_eq!((lines(&mut conn, LOG), lines(&mut conn, SEALS)), (log, seals), "nothing that was recorded has changed");
    let key = SealKey::parse("5a5e36703e978f81a5ade5549314847b1f4d2edee2c5f944c4b589c3837c7af3").unwrap();
    let against = Against { trust: Some(key.trust().clone()), kept: vec![] };
    let found = verify::verify(&mut conn, &against, &mut |_| ()).unwrap();
    assert!(found.is_clean(), "{:#?}", found.faults);
    assert_eq!((found.pets, found.events, found.seals, found.sealed_events, found.odd), (40, 298, 2, 298, 0));
    let numbered = "SELECT array_agg(ordinal ORDER BY event.created_at) = array_agg(ordinal ORDER BY ordinal) AND max(ordinal) = count(*)
                    FROM pet_streams JOIN events AS event USING (pet_id) WHERE event.version = 1";
    assert_eq!(lines(&mut conn, numbered), ["true"], "its pets are numbered in the order in which they came");
    // It goes on from there: another refresh, another seal over the one before.
    snapshot::refresh(&mut conn, &key, None).unwrap();
    let found = verify::verify(&mut conn, &against, &mut |_| ()).unwrap();
    assert!(found.is_clean() && found.seals == 3, "{:#?}", found.faults);
    assert!(!migrations::run(&mut conn).unwrap().has_changed(), "and once is enough");
}

#[test]
fn a_form_of_the_version_before_is_still_recorded_once() {
    let database = shop_of_before();
    migrations::run(&mut database.connect()).unwrap();
    let kept = "SELECT concat_ws(' ', right(used.form_key::text, 1), event.event_type, customer.name IS NOT NULL)
                FROM form_keys AS used
                LEFT JOIN events AS event ON event.pet_id = used.pet_id AND event.version = used.version
                LEFT JOIN customers AS customer ON customer.id = used.customer_id
                ORDER BY 1";
    assert_eq!(
        lines(&mut database.connect(), kept),
        ["1 PetSold f", "2 t"],
        "what a form led to is known still; what leads nowhere is gone"
    );
}

#[test]
fn a_shop_that_was_brought_along_has_the_schema_of_one_that_was_made_today() {
    let (before, today) = (shop_of_before(), Database::migrated());
    migrations::run(&mut before.connect()).unwrap();
    let (Some(carried), Some(made)) = (schema_dump(&before.url), schema_dump(&today.url)) else {
        return;
    };
    let (carried, made) = (lines_of(&carried), lines_of(&made));
    let differing: Vec<_> = carried.iter().zip(&made).filter(|(carried, made)| carried != made).take(5).collect();
    assert_eq!(differing, [], "what was carried over, and what is made today");
    assert_eq!(carried.len(), made.len());
}

/// The lines of a dump. From Postgres 18 on a key's NOT NULL belongs to a child itself, where a dump of an older one leaves it to the parent.
fn lines_of(dump: &str) -> Vec<&str> {
    dump.lines().filter(|line| *line != "    NOT NULL id,").collect()
}

#[test]
fn amounts_and_books_come_to_a_shop_that_stands_already_and_change_no_hash() {
    let shop = Shop::open();
    let ben = shop.staff();
    record(&ben, &sale(&record(&ben, &price_change(&arrived(&ben, "Rex")))));
    let mut conn = shop.database.connect();
    let (log, schema) = (lines(&mut conn, LOG), schema_dump(&shop.database.url));
    // As it stood before: columns of then, objects upon them, and no books.
    conn.batch_execute(
        "SET ROLE hello_owner;
         DROP VIEW pet_origins, unified_events, trade CASCADE;
         ALTER TABLE pet_arrived_events ALTER price TYPE numeric(10, 2);
         ALTER TABLE pet_price_change_events ALTER new_price TYPE numeric(10, 2);
         ALTER TABLE pet_sold_events ALTER sale_price TYPE numeric(10, 2)",
    )
    .unwrap();
    for object in objects::OBJECTS {
        conn.batch_execute(object.text).unwrap();
    }
    conn.batch_execute(
        "DROP VIEW trade CASCADE; DROP TABLE books; DELETE FROM __diesel_schema_migrations WHERE version IN ('00000000000231', '00000000000232'); RESET ROLE",
    )
    .unwrap();
    assert_eq!(migrations::run(&mut conn).unwrap().applied, 2);
    assert_eq!(lines(&mut conn, LOG), log);
    assert_eq!(schema_dump(&shop.database.url), schema);
    assert!(verify::verify(&mut conn, &Against::default(), &mut |_| ()).unwrap().is_clean());
    assert_eq!(ben.get("/pets").select("a.name"), ["Rex"]);
}

#[test]
fn a_constraint_is_called_as_postgres_calls_it_by_itself() {
    let odd = "SELECT owner.relname || ': ' || conname
               FROM pg_constraint
               JOIN pg_class AS owner ON owner.oid = conrelid
               CROSS JOIN LATERAL (
                   SELECT string_agg(attname, '_' ORDER BY place) AS names
                   FROM unnest(conkey) WITH ORDINALITY AS part (attnum, place)
                   JOIN pg_attribute ON attrelid = conrelid AND pg_attribute.attnum = part.attnum
               ) AS columns
               WHERE owner.relnamespace = 'public'::regnamespace
                 AND coninhcount = 0
                 AND owner.relname <> '__diesel_schema_migrations'
                 AND conname <> concat_ws('_', owner.relname,
                         CASE WHEN contype IN ('u', 'f', 'n') OR contype = 'c' AND cardinality(conkey) = 1 THEN columns.names END,
                         CASE contype WHEN 'p' THEN 'pkey' WHEN 'u' THEN 'key' WHEN 'f' THEN 'fkey' WHEN 'n' THEN 'not_null' ELSE 'check' END)";
    assert_eq!(lines(&mut Database::migrated().connect(), odd), [""; 0]);
}

#[test]
fn an_object_is_replaced_where_its_text_has_changed_and_that_is_written_down() {
    let database = Database::migrated();
    let mut conn = database.connect();
    assert_eq!(objects::outdated(&mut conn).unwrap(), [""; 0]);
    let before = schema_dump(&database.url);
    let stands = "SELECT name || ' ' || encode(hash, 'hex') FROM database_objects ORDER BY name";
    let texts = lines(&mut conn, stands);
    assert_eq!(texts.len(), objects::OBJECTS.len());
    // As an older version left them: a function that does something else, a view with other columns, a snapshot with others, a right that is gone.
    for older in [
        "CREATE OR REPLACE FUNCTION first_event_id_of(moment timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE RETURN gen_random_uuid();
         UPDATE database_objects SET hash = sha256('older') WHERE name = 'functions/first_event_id_of.sql'",
        "DROP VIEW latest_refresh CASCADE; CREATE VIEW latest_refresh AS SELECT id, pets FROM snapshot_refreshes; ALTER VIEW latest_refresh OWNER TO hello_owner;
         UPDATE database_objects SET hash = sha256('older') WHERE name = 'views/latest_refresh.sql'",
        "DROP MATERIALIZED VIEW pets_state_snapshot CASCADE; CREATE MATERIALIZED VIEW pets_state_snapshot AS SELECT id FROM pets_state;
         ALTER MATERIALIZED VIEW pets_state_snapshot OWNER TO hello_owner;
         UPDATE database_objects SET hash = sha256('older') WHERE name = 'views/pets_state_snapshot.sql'",
        "REVOKE ALL ON seals FROM hello_app; UPDATE database_objects SET hash = sha256('older') WHERE name = 'privileges.sql';
         INSERT INTO database_objects (name, hash) VALUES ('functions/gone.sql', sha256('gone'))",
    ] {
        conn.batch_execute(older).unwrap();
        let refused = migrations::check(&mut conn).unwrap_err().to_string();
        assert!(refused.contains("is not as this program has it"), "{refused}");
        let migrated = migrations::run(&mut conn).unwrap();
        assert_eq!((migrated.applied, migrated.replaced), (0, 1), "{older}");
        assert_eq!(lines(&mut conn, stands), texts);
        assert_eq!(schema_dump(&database.url), before, "{older}");
        migrations::check(&mut conn).unwrap();
    }
}

#[test]
fn every_file_of_an_object_is_in_the_list() {
    let folder = std::path::Path::new("src/store/database");
    let mut files: Vec<String> = ["collations", "functions", "indexes", "projections", "views", "triggers", "."]
        .iter()
        .flat_map(|room| std::fs::read_dir(folder.join(room)).unwrap())
        .map(|file| file.unwrap().path())
        .filter(|file| file.extension().is_some_and(|ext| ext == "sql") && !file.ends_with("carry_over.sql"))
        .map(|file| file.strip_prefix(folder).unwrap().display().to_string().replace("./", ""))
        .collect();
    let mut listed: Vec<_> = objects::OBJECTS.iter().map(|object| object.name.to_owned()).collect();
    files.sort();
    listed.sort();
    assert_eq!(files, listed);
}

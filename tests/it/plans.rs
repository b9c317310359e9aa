//! The plan of every statement, in each of its variants, as it is made once for all values: none reads a whole table of the log where an
//! index serves.

use diesel::{PgConnection, QueryableByName, RunQueryDsl, connection::SimpleConnection, sql_query, sql_types::Json};
use hello::{shop::EventKind, store::statements};
use serde_json::Value;

use super::harness::{Database, seal_key};
use super::statements::names;
use hello::demo::{self, Plan};

/// Statements that read a whole table in a small shop, each with the reason. In a large one, `HELLO_BENCH_PLANS=1 cargo bench` looks at them.
const READ_ALL: &[(&str, &str)] = &[
    ("state/pets_between.sql", ALL_IN_BETWEEN),
    ("state/stock_at.sql", ALL_IN_BETWEEN),
    ("state/stock_at_both.sql", ALL_IN_BETWEEN),
    ("state/pet_sums.sql", ALL_IN_BETWEEN),
    ("state/stock.sql", ALL_IN_BETWEEN),
    ("log/open_losses.sql", ALL_IN_BETWEEN),
    ("state/moved.sql", ALL_IN_BETWEEN),
    ("proof/moved_heads.sql", ALL_IN_BETWEEN),
    ("state/unseen_from.sql", ALL_IN_BETWEEN),
    ("backup/go_until.sql", "a shop that was restored is told once until when its books go"),
    ("travel/accounts.sql", "whoever has recorded anything is in the books"),
    ("travel/events.sql", "the books are all there is; of a pet they are found by it, and who goes on looks for what they have not had"),
    ("travel/keep_heads.sql", "a seal may cover all pets"),
    ("travel/number_on.sql", "the books that came in were all counted"),
    ("travel/mark_imported.sql", "all of it was brought along"),
    ("travel/is_empty.sql", "it ends at the first row that it meets"),
    ("proof/encodings.sql", EVERYTHING),
    ("proof/heads.sql", EVERYTHING),
    ("proof/keep_heads.sql", EVERYTHING),
    ("proof/number_of_events.sql", EVERYTHING),
    ("proof/streams.sql", EVERYTHING),
    ("proof/projected.sql", EVERYTHING),
    ("proof/without_customer.sql", EVERYTHING),
    ("proof/wrong_days.sql", EVERYTHING),
    ("proof/without_mother.sql", EVERYTHING),
    ("state/young_of.sql", "a small shop has few births, which lie in the order of the answer already"),
    ("log/log_is_empty.sql", "it ends at the first event that it meets, in the first table that has one"),
    ("log/mentions.sql", "a name may stand in any note, and nobody forgets a customer every minute"),
    ("log/open_losses_at.sql", "each loss may be the one that nothing has ended"),
];
const FEW: [EventKind; 2] = [EventKind::Named, EventKind::Retracted];
const EVERYTHING: &str = "a seal covers all there is, and a verification looks at all of it";
const ALL_IN_BETWEEN: &str = "a range of a small log is taken for most of it, which lies in the order of pets already";

#[test]
fn no_statement_reads_a_whole_table_of_the_log_where_an_index_serves() {
    let database = Database::migrated();
    let mut conn = database.connect();
    let now = "2026-07-01T14:00:00Z".parse().unwrap();
    demo::run(
        &mut conn,
        &Plan { pets: 300, seed: 1, now, time_zone: chrono_tz::Europe::Vienna, currency: hello::shop::Currency::default() },
        seal_key(),
        &mut |_| (),
    )
    .unwrap();
    // In a small shop reading all is the quickest way; so it is forbidden, and what still does it has no other.
    conn.batch_execute("SET enable_seqscan = off; SET plan_cache_mode = force_generic_plan").unwrap();
    let mut faults = Vec::new();
    for statement in statements::all() {
        let types = names(&mut conn, statement.parameters);
        for text in (statement.texts)() {
            let read: Vec<String> = plan(&mut conn, text, &types).map(|plan| whole(&plan, false)).unwrap_or_default();
            let is_known = READ_ALL.iter().any(|(file, _)| *file == statement.file);
            if !read.is_empty() && !is_known {
                faults.push(format!("{} reads all of {}", statement.file, read.join(", ")));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let all = plan(&mut conn, "SELECT count(*) FROM events WHERE $1 IS NULL OR metadata ->> 'note' = $1", &["text".to_owned()]).unwrap();
    assert_eq!(whole(&all, false).len(), EventKind::ALL.len() - FEW.len(), "what reads all is found: {all}");
}

/// The plan for whatever values, which is why none are given; `None` for what has no plan, like LOCK.
fn plan(conn: &mut PgConnection, text: &str, types: &[String]) -> Option<Value> {
    #[derive(QueryableByName)]
    struct Explained {
        #[diesel(sql_type = Json, column_name = "QUERY PLAN")]
        plan: Value,
    }
    let (list, nulls) = match types.len() {
        0 => (String::new(), String::new()),
        count => (format!("({})", types.join(", ")), format!("({})", vec!["NULL"; count].join(", "))),
    };
    conn.batch_execute(&format!("PREPARE planned {list} AS {text}")).ok()?;
    let found = sql_query(format!("EXPLAIN (FORMAT JSON) EXECUTE planned {nulls}")).get_result::<Explained>(conn);
    conn.batch_execute("DEALLOCATE planned").unwrap();
    Some(found.unwrap().plan[0]["Plan"].clone())
}

/// The tables of the log that a plan reads from end to end. Walking an index is none of that where a limit ends the walk; nor is reading the
/// retractions or the namings, of which a small shop has a handful that are read at once rather than looked up.
fn whole(plan: &Value, is_limited: bool) -> Vec<String> {
    let kind = plan["Node Type"].as_str().unwrap_or_default();
    let table = plan["Relation Name"].as_str().unwrap_or_default();
    let is_of_the_log = table == "pet_streams" || EventKind::ALL.iter().any(|kind| kind.table() == table && !FEW.contains(kind));
    let reads_all = match kind {
        "Seq Scan" => true,
        "Index Scan" | "Index Only Scan" => plan["Index Cond"].is_null() && !is_limited,
        _ => false,
    };
    let mut found: Vec<String> = (is_of_the_log && reads_all).then(|| table.to_owned()).into_iter().collect();
    let stops_early = match kind {
        "Limit" => true,
        // These have to have all their rows before they give the first one.
        "Sort" | "Aggregate" | "Hash" | "Materialize" | "HashAggregate" => false,
        _ => is_limited,
    };
    for part in plan["Plans"].as_array().into_iter().flatten() {
        found.extend(whole(part, stops_early));
    }
    found
}

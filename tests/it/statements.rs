//! Every statement, in each of its variants, against the database: it can be prepared, and what goes in and comes out has the types that the
//! program expects.

use std::{collections::BTreeSet, fs, path::Path};

use diesel::sql_types::{Array, Text};
use diesel::{PgConnection, QueryableByName, RunQueryDsl, connection::SimpleConnection, sql_query};
use hello::store::{
    ground::statement::{Described, Typed},
    statements,
};

use super::harness::Database;

/// What `migrate` asks, where a superuser runs it.
const OF_SUPERUSERS: [&str; 1] = ["ground/has_password.sql"];

#[derive(QueryableByName)]
struct Types {
    #[diesel(sql_type = Array<Text>)]
    types: Vec<String>,
}

#[test]
fn every_statement_can_be_prepared_and_has_the_types_that_the_program_expects() {
    let database = Database::migrated();
    // As the shop: what it may not read or write, it cannot prepare.
    let mut app = <PgConnection as diesel::Connection>::establish(&database.app_url).unwrap();
    // What lets the projections follow asks for one state of the database.
    diesel::connection::SimpleConnection::batch_execute(&mut app, "SET default_transaction_isolation = 'repeatable read'").unwrap();
    let mut superuser = database.connect();
    let mut faults = Vec::new();
    for statement in statements::all() {
        let conn = if OF_SUPERUSERS.contains(&statement.file) { &mut superuser } else { &mut app };
        for (number, text) in (statement.texts)().into_iter().enumerate() {
            let checked = parameters(conn, &statement, text).and_then(|()| columns(conn, &statement, text));
            if let Err(fault) = checked {
                faults.push(format!("{} (text {number}): {fault}", statement.file));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Postgres infers for each parameter the type that the program declares.
fn parameters(conn: &mut PgConnection, statement: &Described, text: &str) -> Result<(), String> {
    let declared = names(conn, statement.parameters);
    // A variant need not use all; of those that it does not use nothing can be inferred.
    let is_used = |number: usize| placeholders(text).contains(&number);
    let types: Vec<&str> = declared.iter().zip(1..).map(|(name, number)| if is_used(number) { "unknown" } else { name }).collect();
    let list = if types.is_empty() { String::new() } else { format!("({})", types.join(", ")) };
    let prepared = conn.batch_execute(&format!("PREPARE looked_at {list} AS {text}"));
    prepared.map_err(|error| error.to_string())?;
    let found = sql_query("SELECT parameter_types::text[] AS types FROM pg_prepared_statements WHERE name = 'looked_at'");
    let inferred = found.get_result::<Types>(conn).unwrap().types;
    conn.batch_execute("DEALLOCATE looked_at").unwrap();
    if inferred == declared { Ok(()) } else { Err(format!("Postgres takes {inferred:?}, and is given {declared:?}")) }
}

/// What comes out has the columns of the row, of the types that it reads.
fn columns(conn: &mut PgConnection, statement: &Described, text: &str) -> Result<(), String> {
    if statement.columns.is_empty() {
        return Ok(());
    }
    let expected = names(conn, statement.columns);
    let taken = names(conn, statement.parameters);
    let of_each: Vec<String> = statement.columns.iter().map(|column| format!("pg_typeof(found.\"{}\")::text", column.name)).collect();
    let is_query = ["SELECT", "WITH", "("].iter().any(|begin| without_comments(text).trim_start().starts_with(begin));
    if !is_query {
        // What changes something cannot stand in a FROM; what it returns are columns of its table, which the rows of queries check.
        return Ok(());
    }
    let list = if taken.is_empty() { String::new() } else { format!("({})", taken.join(", ")) };
    let nulls = if taken.is_empty() { String::new() } else { format!("({})", vec!["NULL"; taken.len()].join(", ")) };
    let asked = format!(
        "PREPARE looked_at {list} AS SELECT ARRAY[{}] AS types FROM (VALUES (1)) AS one LEFT JOIN ({text}\n) AS found ON true LIMIT 1",
        of_each.join(", ")
    );
    conn.batch_execute(&asked).map_err(|error| error.to_string())?;
    let found = sql_query(format!("EXECUTE looked_at {nulls}")).get_result::<Types>(conn);
    conn.batch_execute("DEALLOCATE looked_at").unwrap();
    let found = found.map_err(|error| error.to_string())?.types;
    if found == expected { Ok(()) } else { Err(format!("it gives {found:?}, and is read as {expected:?}")) }
}

/// The names of types, as Postgres writes them.
pub fn names(conn: &mut PgConnection, typed: &[Typed]) -> Vec<String> {
    let oids: Vec<String> = typed.iter().map(|one| (one.oid)(conn).to_string()).collect();
    let query = format!("SELECT ARRAY(SELECT format_type(oid, NULL) FROM unnest(ARRAY[{}]::oid[]) AS oid) AS types", oids.join(", "));
    sql_query(query).get_result::<Types>(conn).unwrap().types
}

fn without_comments(text: &str) -> String {
    text.lines().map(|line| line.split("--").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

fn placeholders(text: &str) -> BTreeSet<usize> {
    let code = without_comments(text);
    let numbers = code.split('$').skip(1).map(|rest| rest.chars().take_while(char::is_ascii_digit).collect::<String>());
    numbers.filter_map(|digits| digits.parse().ok()).collect()
}

#[test]
fn every_file_of_sql_is_a_statement_and_says_what_goes_in() {
    let all = statements::all();
    let folder = Path::new("src/store/sql");
    let files: BTreeSet<String> = fs::read_dir(folder)
        .unwrap()
        .flat_map(|room| fs::read_dir(room.unwrap().path()).unwrap())
        .map(|file| file.unwrap().path().strip_prefix(folder).unwrap().display().to_string())
        .collect();
    let told: BTreeSet<String> = all.iter().map(|statement| statement.file.to_owned()).collect();
    assert_eq!(files, told, "files, and statements that are listed in src/store/statements.rs");
    for statement in &all {
        let head: Vec<&str> = statement.source.lines().take_while(|line| line.starts_with("--")).collect();
        assert!(head.first().is_some_and(|line| line.len() > 8), "{} opens with what it answers", statement.file);
        for (number, parameter) in statement.parameters.iter().enumerate() {
            let line = format!("--   ${} {} ", number + 1, parameter.name);
            assert!(head.iter().any(|told| told.starts_with(&line)), "the head of {} says {line:?} and what that is", statement.file);
        }
    }
}

/// Functions that may give something else each time, and change nothing all the same.
const HARMLESS: [&str; 6] =
    ["clock_timestamp", "pg_collation_actual_version", "pg_control_system", "pg_is_in_recovery", "pg_last_wal_replay_lsn", "random"];

#[test]
fn a_statement_that_a_replica_may_answer_writes_and_holds_nothing_and_does_not_ask_which_transactions_run() {
    let database = Database::migrated();
    let volatile = sql_query("SELECT array_agg(DISTINCT proname::text) AS types FROM pg_proc WHERE provolatile = 'v'");
    let volatile: BTreeSet<String> = volatile.get_result::<Types>(&mut database.connect()).unwrap().types.into_iter().collect();
    let (mut faults, mut reads) = (Vec::new(), 0);
    for statement in statements::all().iter().filter(|statement| statement.only_reads) {
        reads += 1;
        let code = without_comments(statement.source).to_lowercase();
        // What stands in quotes is every second part.
        let text = code.split('\'').step_by(2).collect::<String>();
        let mut words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').filter(|word| !word.is_empty()).peekable();
        while let Some(word) = words.next() {
            let is_lock = word == "for" && words.peek().is_some_and(|next| ["update", "share", "no", "key"].contains(next));
            let writes = ["insert", "update", "delete", "merge", "pg_current_snapshot", "pg_current_xact_id"].contains(&word);
            let is_called = text.contains(&format!("{word}("));
            if is_lock || writes || is_called && volatile.contains(word) && !HARMLESS.contains(&word) {
                faults.push(format!("{}: {word}", statement.file));
            }
        }
    }
    assert!(reads > 100, "{reads}");
    assert!(faults.is_empty(), "write => for what they give:\n{}", faults.join("\n"));
}

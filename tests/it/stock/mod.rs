//! A stock comes in as a table: read whatever wrote it, looked through first, and then whole or not at all.

mod command;

use crate::day;
use crate::harness::Database;

/// A table with so many rows, each of them right.
fn table(rows: u32) -> String {
    let row = |n: u32| {
        format!(
            "{},{},{}.50,2026-0{}-1{},{}\n",
            if n.is_multiple_of(3) { "" } else { "Rex" },
            ["Dog", "cat", "CAT"][n as usize % 3],
            n % 90,
            n % 9 + 1,
            n % 9,
            "a note"
        )
    };
    "name,species,price,date,note\n".to_owned() + &(0..rows).map(row).collect::<String>()
}

fn count(database: &Database, what: &str) -> i64 {
    day::count(&mut database.connect(), &format!("SELECT count(*) AS n FROM {what}")).unwrap()
}

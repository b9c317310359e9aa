//! Migrations go up, down and up again, and two instances that start together do not collide.

use crate::harness::{Database, schema_dump};
use diesel::connection::SimpleConnection;
use hello::store::ground::{database, migrations, roles};
use std::thread;

#[test]
fn up_down_up_leaves_the_same_schema() {
    let database = Database::empty();
    // Roles, and what they may do in the schema as a whole, come before the migrations and stay after them.
    roles::prepare(&mut database.connect()).unwrap();
    let empty = schema_dump(&database.url);
    assert!(migrations::run_at(&database.url).unwrap() > 0);
    let first = schema_dump(&database.url);
    migrations::revert(&mut database.connect()).unwrap();
    // Diesel's own table stays, as it must.
    database.connect().batch_execute("DROP TABLE __diesel_schema_migrations").unwrap();
    let down = schema_dump(&database.url);
    migrations::run_at(&database.url).unwrap();
    let (Some(empty), Some(first), Some(down), Some(second)) = (empty, first, down, schema_dump(&database.url)) else {
        println!("SKIPPED: there is no pg_dump here to compare schemas with");
        return;
    };
    assert_eq!(first, second);
    assert_eq!(down, empty, "nothing is left behind");
}

#[test]
fn instances_that_start_together_migrate_once() {
    let database = Database::empty();
    let applied: Vec<usize> = thread::scope(|scope| {
        let starts: Vec<_> = (0..4).map(|_| scope.spawn(|| migrations::run_at(&database.url).unwrap())).collect();
        starts.into_iter().map(|start| start.join().unwrap()).collect()
    });
    assert_eq!(applied.iter().filter(|count| **count > 0).count(), 1, "{applied:?}");
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
    assert!(migrations::run_at(&url).unwrap() > 0);
}

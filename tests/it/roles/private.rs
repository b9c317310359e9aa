//! As whom the commands come into the database.

use super::hello;
use crate::harness::{Database, skipped};
use std::{fs, fs::Permissions, os::unix::fs::PermissionsExt, process::Command};

/// What `hello psql` answers to a statement, or says instead.
fn psql(hello: &mut Command, flags: &[&str], statement: &str) -> String {
    let output = hello.arg("psql").args(flags).args(["-XAtqc", statement]).output().unwrap();
    let bytes = if output.stdout.is_empty() { output.stderr } else { output.stdout };
    String::from_utf8(bytes).unwrap().trim().to_owned()
}

#[test]
fn in_the_private_postgres_psql_only_looks_unless_it_is_the_owner() {
    let folder = tempfile::Builder::new().prefix("hello-psql-").permissions(Permissions::from_mode(0o755)).tempdir().unwrap();
    let private = || {
        let mut hello = hello("");
        hello.env("HELLO_DATA_DIR", folder.path().join("shop"));
        hello
    };
    let first = psql(&mut private(), &[], "SELECT current_user");
    if first.starts_with("There is no psql here") {
        return skipped("psql in the private Postgres", "psql");
    }
    assert_eq!(first, "hello_reader");
    assert!(psql(&mut private(), &[], "UPDATE pet_sold_events SET sale_price = 1").contains("permission denied for table pet_sold_events"));
    assert_eq!(psql(&mut private(), &["--owner"], "SELECT count(*) FROM accounts"), "0");
    let refused = psql(&mut private(), &["--owner"], "UPDATE pet_sold_events SET sale_price = 1");
    assert!(refused.contains("events are append-only"), "{refused}");
}

#[test]
fn a_password_in_the_address_is_not_on_the_command_line_of_psql() {
    let database = Database::migrated();
    let folder = tempfile::tempdir().unwrap();
    let stub = folder.path().join("psql");
    fs::write(&stub, "#!/bin/sh\necho \"$PGPASSWORD\"; echo \"$@\"\n").unwrap();
    fs::set_permissions(&stub, Permissions::from_mode(0o755)).unwrap();
    let url = format!("{}&password=canary%40home", database.app_url);
    let output = hello(&url).env("PATH", folder.path()).args(["psql", "-c", "SELECT 1"]).output().unwrap();
    let expected = format!("canary@home\n--dbname {} -c SELECT 1\n", database.app_url);
    assert_eq!(String::from_utf8(output.stdout).unwrap(), expected, "{}", String::from_utf8_lossy(&output.stderr));
}

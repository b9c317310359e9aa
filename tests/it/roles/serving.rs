//! As whom the shop is served, and as whom it is not.

use super::{hello, lines};
use crate::harness::Database;
use diesel::connection::SimpleConnection;
use nix::{
    sys::signal::{Signal, kill},
    unistd::Pid,
};
use std::{
    io::{BufRead, BufReader, Read},
    net::TcpListener,
    process::Stdio,
};

/// What `hello serve` says before it ends with 1.
#[track_caller]
fn refused(url: &str) -> String {
    let output = hello(url).arg("serve").output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(told.ends_with(".\n") && told.lines().count() == 1, "one sentence: {told:?}");
    told
}

/// Serves, with more in the environment, until the shop is open; what it then had on standard error when told to stop.
fn served(url: &str, name: &str, value: &str) -> String {
    let bind = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    let mut serve = hello(url);
    serve.arg("serve").env("HELLO_BIND", &bind).env(name, value).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut serve = serve.spawn().unwrap();
    let mut lines = BufReader::new(serve.stdout.take().unwrap()).lines();
    let opened = lines.next();
    let ready = ureq::get(&format!("http://{bind}/readyz")).call().map(|answer| answer.status().as_u16());
    kill(Pid::from_raw(i32::try_from(serve.id()).unwrap()), Signal::SIGTERM).unwrap();
    let mut told = String::new();
    serve.stderr.take().unwrap().read_to_string(&mut told).unwrap();
    assert!(serve.wait().unwrap().success(), "{told}");
    assert!(opened.is_some_and(|line| line.unwrap().starts_with("The shop is open at")), "{told}");
    assert_eq!(ready.unwrap(), 200);
    told
}

#[test]
fn the_shop_is_served_as_hello_app_without_a_word() {
    let database = Database::migrated();
    assert_eq!(served(&database.app_url, "HELLO_LOG", "warn"), "");
}

#[test]
fn serve_refuses_whoever_could_rewrite_the_log_and_says_by_what() {
    let database = Database::migrated();
    let name = &database.name;
    let roles = ["owner", "heir", "writer", "column", "trigger", "schema", "setter"].map(|what| format!("{name}_{what}"));
    let [owner, heir, writer, column, trigger, schema, setter] = &roles;
    let mut conn = database.connect();
    conn.batch_execute(&format!(
        "CREATE ROLE {}; GRANT CREATE ON SCHEMA public TO {owner};
         ALTER TABLE pet_lost_events OWNER TO {owner};
         GRANT hello_owner TO {heir};
         GRANT SELECT, DELETE ON pet_sold_events TO {writer};
         GRANT UPDATE (metadata) ON pet_sold_events TO {column};
         GRANT TRIGGER ON events TO {trigger};
         ALTER SCHEMA public OWNER TO {schema};
         GRANT SET ON PARAMETER session_replication_role TO {setter}",
        roles.join(" LOGIN; CREATE ROLE ") + " LOGIN"
    ))
    .unwrap();
    for (who, why) in [
        ("hello", "hello, who is a superuser"),
        (owner, &format!("{owner}, who owns the table pet_lost_events")),
        (heir, &format!("{heir}, who can become hello_owner, who owns the table event_retracted_events")),
        (writer, &format!("{writer}, who has the right to DELETE on pet_sold_events")),
        (column, &format!("{column}, who has the right to UPDATE on pet_sold_events")),
        (trigger, &format!("{trigger}, who has the right to TRIGGER on events")),
        (schema, &format!("{schema}, who owns the schema of the shop")),
        (setter, &format!("{setter}, who may switch triggers off")),
    ] {
        let told = refused(&database.url_as(who));
        let expected = format!("DATABASE_URL signs in as {why}, and so could rewrite the books of the shop;");
        assert!(told.starts_with(&expected) && told.contains("HELLO_ALLOW_OWNER"), "{told}");
    }
    // Whoever signs in as a superuser and puts on a hat can take it off again.
    assert!(refused(&format!("{}&options=-c%20role%3Dhello_app", database.url)).contains("hello, who is a superuser"));
    conn.batch_execute(&format!(
        "ALTER SCHEMA public OWNER TO pg_database_owner; REASSIGN OWNED BY {0} TO hello; DROP OWNED BY {0}; DROP ROLE {0}",
        roles.join(", ")
    ))
    .unwrap();
}

#[test]
fn serve_lets_an_owner_who_is_allowed_and_says_so_in_its_log() {
    let database = Database::empty();
    let told = served(&database.url, "HELLO_ALLOW_OWNER", "true");
    assert!(told.contains("WARN") && told.contains("signs in as hello, who is a superuser"), "{told}");
    assert_eq!(lines(&mut database.connect(), "SELECT to_regclass('unified_events')"), ["unified_events"], "and it may migrate");
    let output = hello(&database.url).args(["serve", "--allow-owner=maybe"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "HELLO_ALLOW_OWNER is \"maybe\"; set it to true or false.\n");
}

#[test]
fn without_its_migrations_the_shop_says_who_can_bring_them() {
    let database = Database::empty();
    let told = "The database is not up to date; run `hello migrate` with the address of its owner in DATABASE_URL, and try again.\n";
    assert_eq!(refused(&database.app_url), told);
    let refresh = hello(&database.app_url).arg("refresh").output().unwrap();
    assert_eq!((refresh.status.code(), String::from_utf8_lossy(&refresh.stderr).as_ref()), (Some(1), told));
}

#[test]
fn a_shop_that_may_wait_waits_for_its_database_and_for_whoever_migrates_it() {
    let database = Database::empty();
    database.close();
    let mut serve = hello(&database.app_url);
    serve.arg("serve").env("HELLO_DATABASE_WAIT_SECONDS", "120").stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut serve = serve.spawn().unwrap();
    let mut said = BufReader::new(serve.stderr.take().unwrap()).lines().map(Result::unwrap);
    assert!(said.next().is_some_and(|line| line.starts_with("Waiting: ") && !line.contains("up to date")));
    database.reopen();
    assert!(said.next().is_some_and(|line| line.starts_with("Waiting: The database is not up to date;")));
    assert!(hello(&database.url).arg("migrate").status().unwrap().success());
    let opened = BufReader::new(serve.stdout.take().unwrap()).lines().next().unwrap().unwrap();
    let origin = opened.strip_prefix("The shop is open at ").unwrap();
    assert_eq!(ureq::get(&format!("{origin}/readyz")).call().unwrap().status(), 200);
    kill(Pid::from_raw(i32::try_from(serve.id()).unwrap()), Signal::SIGTERM).unwrap();
    assert!(serve.wait().unwrap().success());
    assert_eq!(said.next(), None);
}

#[test]
fn what_does_not_pass_is_not_waited_for() {
    let database = Database::migrated();
    let refused = hello(&database.url).arg("serve").env("HELLO_DATABASE_WAIT_SECONDS", "600").output().unwrap();
    assert_eq!(refused.status.code(), Some(1));
    let too_long = hello(&database.url).args(["serve", "--database-wait-seconds", "long"]).output().unwrap();
    let told = String::from_utf8(too_long.stderr).unwrap();
    assert_eq!(told, "HELLO_DATABASE_WAIT_SECONDS is \"long\"; set it to a whole number from 0 to 3600.\n");
}

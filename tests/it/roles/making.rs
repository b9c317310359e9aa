//! How the roles come to be: made by whoever may, told to whoever may not; in a cluster of its own, for all its databases share them.

use super::{cluster, hello, lines, matrix::assert_rights};
use crate::harness::{Database, seal_key, skipped};
use diesel::{Connection, PgConnection, connection::SimpleConnection};
use hello::cluster::Cluster;
use hello::store::ground::{database, migrations};
use hello::store::state::snapshot;
use std::{
    fs,
    process::{Command, Output},
    thread,
    time::{Duration, Instant},
};
use tempfile::TempDir;

fn superuser(cluster: &Cluster, database: &str) -> PgConnection {
    PgConnection::establish(&cluster.url(database)).unwrap()
}

fn migrate(url: &str) -> Output {
    hello(url).arg("migrate").output().unwrap()
}

fn said(output: &Output) -> (Option<i32>, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn who_may_make_no_roles_is_told_what_to_run_and_that_is_enough() {
    let (cluster, _folder) = cluster();
    let mut postgres = superuser(&cluster, "postgres");
    postgres.batch_execute("CREATE ROLE \"Ada L\" LOGIN").unwrap();
    postgres.batch_execute("CREATE DATABASE shop OWNER \"Ada L\"").unwrap();
    let ada = cluster.url_as("Ada L", "shop");

    let (code, _, told) = said(&migrate(&ada));
    assert_eq!(code, Some(1), "{told}");
    assert!(told.starts_with("Ada L may not prepare the database \"shop\" for the shop: permission denied to create role"), "{told}");
    let statements: String = told.lines().filter(|line| line.starts_with("    ")).map(|line| format!("{line}\n")).collect();
    assert!(statements.contains("CREATE ROLE hello_owner NOLOGIN;") && statements.contains("GRANT hello_owner TO \"Ada L\";"), "{told}");
    superuser(&cluster, "shop").batch_execute(&statements).unwrap();

    let (code, done, told) = said(&migrate(&ada));
    assert_eq!(code, Some(0), "{told}");
    assert!(done.contains("migrations were applied"), "{done}");
    assert_eq!(said(&migrate(&ada)), (Some(0), "The database is up to date.\n".into(), String::new()));
    assert_rights(&mut superuser(&cluster, "shop"));
}

#[test]
fn who_may_make_no_roles_asks_for_them_and_for_the_password_once() {
    const PASSWORD: &str = "canary-in-the-mine";
    let (cluster, folder) = cluster();
    superuser(&cluster, "postgres").batch_execute("CREATE ROLE cleo LOGIN").unwrap();
    superuser(&cluster, "postgres").batch_execute("CREATE DATABASE shop OWNER cleo").unwrap();
    let cleo = cluster.url_as("cleo", "shop");
    let with_password = |password| said(&hello(&cleo).arg("migrate").env("HELLO_APP_PASSWORD", password).output().unwrap());

    let (code, _, told) = with_password(PASSWORD);
    assert_eq!(code, Some(1), "{told}");
    assert!(!told.contains(PASSWORD), "{told}");
    let statements: String = told.lines().filter(|line| line.starts_with("    ")).map(|line| format!("{line}\n")).collect();
    superuser(&cluster, "shop").batch_execute(&statements).unwrap();
    require_passwords_of_the_shop(&cluster, &folder);

    let (code, done, told) = with_password(PASSWORD);
    assert_eq!((code, told.as_str()), (Some(0), ""), "nobody else is asked again");
    assert!(done.ends_with("hello_app signs in with the password of HELLO_APP_PASSWORD now.\n"), "{done}");
    let (code, _, told) = with_password("another-in-the-mine");
    assert_eq!(code, Some(1));
    assert!(told.starts_with("cleo may not give hello_app a password: "), "{told}");
}

#[test]
fn who_gives_the_shop_no_password_is_told_that_it_has_none() {
    let (cluster, _folder) = cluster();
    let (code, done, _) = said(&migrate(&cluster.url("shop")));
    assert_eq!(code, Some(0));
    let told = "\nhello_app has no password; where Postgres asks for one, run `hello migrate` again with HELLO_APP_PASSWORD.\n";
    assert!(done.ends_with(told), "{done}");
    superuser(&cluster, "shop").batch_execute("ALTER ROLE hello_app PASSWORD 'x'").unwrap();
    assert_eq!(said(&migrate(&cluster.url("shop"))), (Some(0), "The database is up to date.\n".into(), String::new()));
}

/// Makes the cluster ask hello_app for a password, and waits until it does.
fn require_passwords_of_the_shop(cluster: &Cluster, folder: &TempDir) {
    let hba = folder.path().join("shop/data/pg_hba.conf");
    let rules = fs::read_to_string(&hba).unwrap();
    fs::write(&hba, format!("local all hello_app scram-sha-256\n{rules}")).unwrap();
    superuser(cluster, "postgres").batch_execute("SELECT pg_reload_conf()").unwrap();
    let end = Instant::now() + Duration::from_secs(30);
    while PgConnection::establish(&cluster.url_as("hello_app", "postgres")).is_ok() {
        assert!(Instant::now() < end, "waited in vain until hello_app is asked for a password");
        thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn who_may_make_roles_makes_them_and_two_shops_in_a_cluster_share_them() {
    let (cluster, _folder) = cluster();
    let mut postgres = superuser(&cluster, "postgres");
    postgres.batch_execute("CREATE ROLE bea LOGIN CREATEROLE CREATEDB").unwrap();
    // Made by bea, for the first of her shops is also a database that is missing.
    let bea = cluster.url_as("bea", "first");
    let (code, _, told) = said(&migrate(&bea));
    assert_eq!((code, told.as_str()), (Some(0), ""));
    assert_rights(&mut superuser(&cluster, "first"));
    let (code, _, told) = said(&migrate(&cluster.url_as("bea", "second")));
    assert_eq!((code, told.as_str()), (Some(0), ""));

    migrations::revert(&mut superuser(&cluster, "first")).unwrap();
    postgres.batch_execute("DROP DATABASE first").unwrap();
    assert_rights(&mut superuser(&cluster, "second"));
    let mut app = PgConnection::establish(&cluster.url_as("hello_app", "second")).unwrap();
    assert_eq!(lines(&mut app, "SELECT count(*) FROM unified_events"), ["0"], "the other shop goes on");
}

#[test]
fn shops_that_start_together_in_one_cluster_make_the_roles_once() {
    let (cluster, _folder) = cluster();
    let names = ["north", "south", "east"];
    thread::scope(|scope| {
        for name in names {
            let url = cluster.url(name);
            scope.spawn(move || {
                database::ensure(&url).unwrap();
                migrations::run_at(&url).unwrap();
            });
        }
    });
    for name in names {
        assert_rights(&mut superuser(&cluster, name));
    }
}

#[test]
fn a_dump_that_comes_into_a_cluster_without_the_roles_is_whole_once_migrated() {
    let database = Database::migrated();
    let arrival = "INSERT INTO pet_arrived_events (id, created_at, pet_id, version, occurred_on, name, species, price)
                   VALUES (gen_random_uuid(), clock_timestamp(), gen_random_uuid(), 1, current_date, 'Rex', 'Dog', 5)";
    database.connect().batch_execute(arrival).unwrap();
    let (cluster, folder) = cluster();
    let [Some(pg_dump), Some(psql)] = ["pg_dump", "psql"].map(|tool| Some(cluster.bin_dir().join(tool)).filter(|tool| tool.exists()))
    else {
        return skipped("a dump that comes into a cluster without the roles", "pg_dump and psql beside Postgres");
    };
    let dump = folder.path().join("dump.sql");
    assert!(Command::new(pg_dump).args(["--dbname", &database.url, "--file"]).arg(&dump).status().unwrap().success());
    superuser(&cluster, "postgres").batch_execute("CREATE DATABASE shop").unwrap();
    // Every line about a role fails here, and psql goes on.
    let restored = Command::new(psql).args(["-Xq", "--dbname", &cluster.url("shop"), "--file"]).arg(&dump).output().unwrap();
    assert!(String::from_utf8_lossy(&restored.stderr).contains("role \"hello_owner\" does not exist"));

    let (code, done, told) = said(&migrate(&cluster.url("shop")));
    assert_eq!((code, told.as_str()), (Some(0), ""));
    assert!(done.starts_with("The database is up to date.\nhello_app has no password;"), "{done}");
    assert_rights(&mut superuser(&cluster, "shop"));
    let mut app = PgConnection::establish(&cluster.url_as("hello_app", "shop")).unwrap();
    app.batch_execute(arrival).unwrap();
    snapshot::refresh(&mut app, seal_key(), None).unwrap();
    assert_eq!(lines(&mut app, "SELECT count(*) FROM pets_state_snapshot"), ["2"], "recording and refreshing go on");
}

#[test]
fn the_shops_password_opens_its_door_and_stands_in_no_log() {
    const PASSWORD: &str = "canary%40-in-the-mine";
    let (cluster, folder) = cluster();
    let url = cluster.url("shop");
    for short in ["canary", "canary in the mine"] {
        let (code, _, told) = said(&hello(&url).arg("migrate").env("HELLO_APP_PASSWORD", short).output().unwrap());
        assert_eq!(code, Some(1));
        assert!(told.starts_with("HELLO_APP_PASSWORD does not do. ") && !told.contains("canary"), "{told}");
    }
    let (code, done, told) = said(&hello(&url).arg("migrate").env("HELLO_APP_PASSWORD", PASSWORD).output().unwrap());
    assert_eq!((code, told.as_str()), (Some(0), ""));
    assert!(done.ends_with("hello_app signs in with the password of HELLO_APP_PASSWORD now.\n"), "{done}");

    require_passwords_of_the_shop(&cluster, &folder);
    let app = |password: &str| format!("{}&password={password}", cluster.url_as("hello_app", "shop"));
    assert!(PgConnection::establish(&app("canary-in-the-mine")).is_err());
    let mut shop = PgConnection::establish(&app(&PASSWORD.replace('%', "%25"))).unwrap();
    assert_eq!(lines(&mut shop, "SELECT current_user"), ["hello_app"]);

    let log = fs::read_to_string(folder.path().join("shop/postgres.log")).unwrap();
    assert!(log.contains("ALTER ROLE hello_app LOGIN PASSWORD"), "the server does log statements");
    assert!(!log.contains("canary"), "the password is in the server's log");
}

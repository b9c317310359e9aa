//! A backup is taken beside a running shop, checked before it has its name, and brought into an empty database, whole or not at all.

use crate::day;
use crate::harness::program::{hello, told};
use crate::harness::{Database, Shop, seal_key, skipped};
use diesel::connection::SimpleConnection;
use hello::demo::{self, Plan};
use hello::shop::Currency;
use hello::store::backup::{self, Backup};
use std::path::Path;
use std::process::{Command, Output};
use uuid::Uuid;

const PASSPHRASE: &str = "eleven wet otters";

fn invented(pets: u32) -> Database {
    let database = Database::migrated();
    let now = "2026-11-20T16:00:00Z".parse().unwrap();
    let plan = Plan { pets, seed: 7, now, time_zone: chrono_tz::Europe::Vienna, currency: Currency::default() };
    demo::run(&mut database.connect(), &plan, seal_key(), &mut |_| ()).unwrap();
    database
}

fn run(database: &Database, passphrase: Option<&str>, args: &[&str]) -> Output {
    let mut hello = hello(&database.url);
    hello.args(args).env("HELLO_BACKUP_PASSPHRASE", passphrase.unwrap_or_default()).output().unwrap()
}

#[track_caller]
fn does(database: &Database, passphrase: Option<&str>, args: &[&str]) -> String {
    let output = run(database, passphrase, args);
    assert!(output.status.success(), "{args:?}: {}", told(&output));
    String::from_utf8(output.stdout).unwrap()
}

#[track_caller]
fn refuses(database: &Database, passphrase: Option<&str>, args: &[&str], said: &str) {
    let output = run(database, passphrase, args);
    assert!(!output.status.success() && told(&output).contains(said), "{args:?}: {}", told(&output));
}

fn count(database: &Database, what: &str) -> i64 {
    day::count(&mut database.connect(), &format!("SELECT count(*) AS n FROM {what}")).unwrap()
}

fn events(database: &Database) -> i64 {
    count(database, "events")
}

/// Whether there are Postgres's own tools here.
fn has_tools() -> bool {
    let found = Command::new("pg_dump").arg("-V").output().is_ok_and(|output| output.status.success());
    if !found {
        skipped("backups", "pg_dump");
    }
    found
}

fn names(folder: &Path) -> Vec<String> {
    std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[test]
fn a_backup_is_checked_and_comes_back_whole() {
    if !has_tools() {
        return;
    }
    let (old, new) = (invented(20), Database::migrated());
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("shop.dump");
    let file = file.to_str().unwrap();
    let said = does(&old, None, &["backup", file]);
    assert!(said.contains("it was restored elsewhere, and 20 pets with") && said.contains("verified."), "{said}");
    assert_eq!(names(folder.path()), ["shop.dump"], "nothing half stays beside it");
    let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(file).unwrap().permissions());
    assert_eq!(mode & 0o777, 0o600, "it tells of everybody");
    assert_eq!(count(&old, "backups WHERE checked_at IS NOT NULL AND NOT is_encrypted AND events > 20"), 1);
    assert_eq!(count(&old, "audit_log WHERE what = 'backed_up'"), 1);

    refuses(&old, None, &["restore", file], "This shop has books of its own");
    let said = does(&new, None, &["restore", file]);
    assert!(said.contains("20 pets with") && said.contains("every hash and every seal fits. The books go until "), "{said}");
    assert_eq!((events(&new), count(&new, "accounts")), (events(&old), count(&old, "accounts")), "accounts and all");
    assert_eq!(count(&new, "audit_log WHERE what = 'restored'"), 1);
    assert!(does(&new, None, &["verify"]).contains("Everything is as it was recorded"));
    // It serves as the shop, who may not rewrite it, and goes on.
    let refresh = hello(&new.app_url).arg("refresh").output().unwrap();
    assert!(refresh.status.success(), "{}", told(&refresh));
    assert!(does(&new, None, &["verify"]).contains("Everything is as it was recorded"));
    let left = "SELECT count(*) AS n FROM pg_database WHERE datname LIKE '%restored%'";
    assert_eq!(day::count(&mut new.connect(), left).unwrap(), 0, "nothing is left over");
}

#[test]
fn books_that_begin_while_a_backup_is_restored_stay() {
    let shop = invented(1);
    let name = backup::name_of(&shop.url).unwrap();
    assert!(!backup::take_the_place(&shop.url, &name, "restored_meanwhile").unwrap());
    assert!(events(&shop) > 0);
}

#[test]
fn a_passphrase_encrypts_it_and_a_damaged_one_leaves_the_database_as_it_was() {
    if !has_tools() {
        return;
    }
    let (old, new) = (invented(5), Database::migrated());
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().to_str().unwrap();
    refuses(&old, Some("short"), &["backup", place], "HELLO_BACKUP_PASSPHRASE has 5 characters; take at least 12");
    for _ in 0..2 {
        let said = does(&old, Some(PASSPHRASE), &["backup", place, "--keep", "1d"]);
        assert!(said.contains("encrypted; it was restored elsewhere"), "{said}");
        std::thread::sleep(std::time::Duration::from_millis(1100));
    }
    let kept = names(folder.path());
    assert!(kept.len() == 1 && kept[0].ends_with(".dump.age"), "of a day the newest is kept: {kept:?}");
    let file = folder.path().join(&kept[0]);
    let whole = std::fs::read(&file).unwrap();
    let damaged = folder.path().join("damaged");
    let at = damaged.to_str().unwrap();
    let file = file.to_str().unwrap();

    refuses(&new, None, &["restore", file], "is encrypted; give its passphrase in HELLO_BACKUP_PASSPHRASE");
    refuses(&new, Some("another passphrase"), &["restore", file], "the passphrase is another one");
    std::fs::write(&damaged, &whole[..whole.len() / 2]).unwrap();
    refuses(&new, Some(PASSPHRASE), &["restore", at], "it was changed, or cut short");
    std::fs::write(&damaged, "PGDMP and nothing more").unwrap();
    refuses(&new, None, &["restore", at], "pg_restore did not do its work");
    std::fs::write(&damaged, "name,species\n").unwrap();
    refuses(&new, None, &["restore", at], "is no backup that `hello backup` has written");
    assert_eq!(events(&new), 0);
    assert_eq!(day::count(&mut new.connect(), "SELECT count(*) AS n FROM pg_database WHERE datname LIKE '%restored%'").unwrap(), 0);

    // Somebody is in the database: it is not taken from under them.
    let somebody = new.connect();
    refuses(&new, Some(PASSPHRASE), &["restore", file], "stop the shop first");
    drop(somebody);
    assert!(does(&new, Some(PASSPHRASE), &["restore", file]).contains("5 pets with"));
    assert_eq!(events(&new), events(&old));
}

#[test]
fn what_is_taken_of_changed_books_is_no_backup() {
    if !has_tools() {
        return;
    }
    let old = invented(5);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("shop.dump");
    let file = file.to_str().unwrap();
    old.connect()
        .batch_execute("SET session_replication_role = replica; ALTER TABLE pet_arrived_events DISABLE TRIGGER ALL; UPDATE pet_arrived_events SET name = 'Cuz'")
        .unwrap();
    refuses(&old, None, &["backup", file], "What came out of the backup does not verify");
    assert_eq!(names(folder.path()), [""; 0]);
    let said = does(&old, None, &["backup", file, "--unchecked"]);
    assert!(said.contains("nobody has looked whether it can be restored"), "{said}");
    let output = hello(&old.app_url).args(["backup", file]).output().unwrap();
    assert!(!output.status.success() && told(&output).contains("pg_dump did not do its work"), "{}", told(&output));
    for (args, said) in [
        (["backup", file, "--keep", "7d"], "--keep takes a folder of backups"),
        (["backup", folder.path().to_str().unwrap(), "--keep", "seven"], "--keep is said like 7d,4w,12m"),
    ] {
        refuses(&old, None, &args, said);
    }
    refuses(&old, None, &["restore", "/nowhere"], "/nowhere cannot be read");
}

#[test]
fn the_admins_page_says_when_the_latest_backup_was_and_that_it_was_checked() {
    let shop = Shop::open();
    let ada = shop.admin();
    assert!(ada.get("/admin/integrity").text("main").contains("No backup was ever taken"));
    let taken = |days: i64, is_checked: bool| {
        let now = shop.clock.now();
        let (checked_at, events) = (is_checked.then_some(now), is_checked.then_some(1204));
        let taken_at = now - chrono::TimeDelta::days(days);
        Backup { id: Uuid::now_v7(), taken_at, file: "/backups/shop.dump".into(), bytes: 5, events, is_encrypted: true, checked_at }
    };
    backup::keep(&mut shop.database.connect(), taken(8, true)).unwrap();
    assert!(ada.get("/admin/integrity").text("main").contains("No backup for more than a week"));
    backup::keep(&mut shop.database.connect(), taken(1, true)).unwrap();
    let text = ada.get("/admin/integrity").text("main");
    for said in [
        "The latest backup was taken",
        "with 1,204 events, encrypted",
        "restored elsewhere, and everything in it verified",
        "/backups/shop.dump",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    backup::keep(&mut shop.database.connect(), taken(0, false)).unwrap();
    assert!(ada.get("/admin/integrity").text("main").contains("Nobody has looked whether it can be restored"));
}

//! From one version of Postgres to another: a backup of the older comes into the newer, and the books travel either way.

use crate::harness::program::{hello, told};
use crate::harness::{seal_key, skipped, watch};
use diesel::{Connection, PgConnection};
use hello::cluster::{Cluster, Settings, Use};
use hello::demo::{self, Plan};
use hello::shop::Currency;
use hello::store::ground::{database, migrations};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output};
use tempfile::TempDir;

/// Folders with Postgres's programs, by their major version: those on `PATH`, where Debian puts them, and in `HELLO_TEST_PG_BIN`.
fn builds() -> BTreeMap<u32, PathBuf> {
    let debian = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten().map(|entry| entry.path().join("bin"));
    let said = ["HELLO_TEST_PG_BIN", "PATH"].map(|name| std::env::var_os(name).unwrap_or_default());
    let said = said.iter().flat_map(std::env::split_paths);
    let major = |dir: PathBuf| {
        let all = ["postgres", "initdb", "pg_ctl", "pg_dump", "pg_restore"];
        let output =
            Command::new(dir.join("postgres")).arg("-V").output().ok().filter(|_| all.iter().all(|tool| dir.join(tool).is_file()))?;
        let version = String::from_utf8(output.stdout).ok()?;
        let number = version.split_whitespace().nth(2)?.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()?;
        Some((number, dir))
    };
    debian.chain(said).filter_map(major).collect()
}

/// A Postgres of one version, with a database for a shop.
struct Built {
    cluster: Cluster,
    bin: PathBuf,
    url: String,
    folder: TempDir,
    /// Its standard input is open as long as this process lives.
    _watcher: Child,
}

impl Built {
    fn open(bin: &Path) -> Self {
        let folder = tempfile::Builder::new().prefix("hello-across-").tempdir().unwrap();
        let options = vec![("fsync".to_owned(), "off".to_owned())];
        let settings = Settings { data_dir: folder.path().join("data"), pg_bin: Some(bin.to_path_buf()), options };
        let cluster = Cluster::open(&settings, Use::Serve, &mut |_| ()).unwrap();
        let watcher = watch(&settings.data_dir);
        let url = cluster.url("hello");
        database::ensure(&url).unwrap();
        migrations::run_at(&url).unwrap();
        Self { cluster, bin: bin.to_path_buf(), url, folder, _watcher: watcher }
    }

    /// A database beside the first one, for another shop.
    fn beside(&self, name: &str) -> String {
        let url = self.cluster.url(name);
        database::ensure(&url).unwrap();
        migrations::run_at(&url).unwrap();
        url
    }

    fn run(&self, url: &str, args: &[&str]) -> Output {
        hello(url).args(args).env("HELLO_PG_BIN", &self.bin).output().unwrap()
    }

    #[track_caller]
    fn does(&self, url: &str, args: &[&str]) -> String {
        let output = self.run(url, args);
        assert!(output.status.success(), "{args:?}: {}", told(&output));
        String::from_utf8(output.stdout).unwrap()
    }
}

#[test]
fn a_backup_of_an_older_postgres_comes_into_a_newer_one_and_the_books_travel_back() {
    let builds = builds();
    let (Some((older, there)), Some((newer, here))) = (builds.first_key_value(), builds.last_key_value().filter(|_| builds.len() > 1))
    else {
        return skipped("a backup of an older Postgres in a newer one", "two versions of it; HELLO_TEST_PG_BIN leads to a second");
    };
    let (old, new) = (Built::open(there), Built::open(here));
    let plan = Plan {
        pets: 30,
        seed: 7,
        now: "2026-11-20T16:00:00Z".parse().unwrap(),
        time_zone: chrono_tz::Europe::Vienna,
        currency: Currency::default(),
    };
    demo::run(&mut PgConnection::establish(&old.url).unwrap(), &plan, seal_key(), &mut |_| ()).unwrap();
    let path = |name: &str| old.folder.path().join(name).to_str().unwrap().to_owned();
    let (dump, books, again) = (path("shop.dump"), path("books.jsonl"), path("again.jsonl"));

    assert!(old.does(&old.url, &["backup", &dump]).contains("it was restored elsewhere, and 30 pets with"), "on Postgres {older}");
    let said = new.does(&new.url, &["restore", &dump]);
    assert!(said.contains("30 pets with") && said.contains("every hash and every seal fits"), "on Postgres {newer}: {said}");
    assert!(new.does(&new.url, &["verify"]).contains("Everything is as it was recorded"));
    new.does(&new.url, &["refresh"]);

    // A dump of the newer one is nothing that the older one reads, and leaves it as it was; the books are.
    new.does(&new.url, &["backup", &path("newer.dump")]);
    let empty = old.beside("empty");
    let refused = old.run(&empty, &["restore", &path("newer.dump")]);
    assert!(!refused.status.success() && told(&refused).contains("hello export"), "{}", told(&refused));
    new.does(&new.url, &["export", &books, "--people"]);
    old.does(&empty, &["import", &books]);
    assert!(old.does(&empty, &["verify"]).contains("Everything is as it was recorded"));
    old.does(&empty, &["export", &again, "--people"]);
    assert!(std::fs::read(&books).unwrap() == std::fs::read(&again).unwrap(), "the same to the byte");
    old.cluster.stop().unwrap();
    new.cluster.stop().unwrap();
}

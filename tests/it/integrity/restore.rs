//! A dump, restored into another cluster, whose transactions count from elsewhere: whole, and going on.

use super::super::harness::{Database, PASSWORD, Visitor, skipped, whole_dump};
use super::{assert_clean, invented, move_on, sealed};
use diesel::{Connection, PgConnection};
use hello::cluster::{Cluster, Settings, Use};
use hello::store::ground::{database, migrations, roles};
use hello::store::state::snapshot;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};

/// A shop that is served for a moment.
struct Served(Child);

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn hello(url: &str) -> Command {
    let mut hello = Command::new(env!("CARGO_BIN_EXE_hello"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("HELLO_")) {
        hello.env_remove(name);
    }
    hello.env("DATABASE_URL", url).env("HELLO_LOG", "warn").env("HELLO_SEAL_KEY", "5e".repeat(32)).env("HELLO_TIME_ZONE", "Europe/Vienna");
    hello
}

/// What the pages say: where their links lead, every moment, every amount, every heading. How long ago something was is not the same twice.
fn pages(url: &str) -> Vec<(String, Vec<String>)> {
    let bind = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    // The pages are to be those of the dump, not of a refresh by the way.
    let serve = &mut hello(url);
    serve.arg("serve").env("HELLO_BIND", &bind).env("HELLO_REFRESH_AFTER", "1000000");
    let mut serve = Served(serve.stdout(Stdio::piped()).spawn().unwrap());
    let opened = BufReader::new(serve.0.stdout.take().unwrap()).lines().next().unwrap().unwrap();
    assert!(opened.starts_with("The shop is open"), "{opened}");
    let ada = Visitor::at(&format!("http://{bind}"), "hello", None);
    assert_eq!(ada.fill_in("/login", &[("name", "Ada"), ("password", PASSWORD)]).status, 303);
    let mut paths = ["/pets", "/pets?status=sold&sort=-price", "/events", "/customers", "/?as_of=2026-11-19"].map(str::to_owned).to_vec();
    for (list, links) in [("/pets", "a.name"), ("/events", ".timeline a[data-row]"), ("/customers", "a.name")] {
        paths.extend(ada.get(list).attr(links, "href").into_iter().take(5));
    }
    let said = |path: String| {
        let page = ada.get(&path);
        assert_eq!(page.status, 200, "{path}");
        let texts = ["main h1", "main td.lead-cell", "main .money", "main .figure-cell", "main .status", "main code"];
        let mut said = page.attr("main [href]", "href");
        said.extend(page.attr("main time", "datetime"));
        said.extend(texts.into_iter().flat_map(|css| page.select(css)));
        (path, said)
    };
    paths.into_iter().map(said).collect()
}

#[test]
fn a_restored_shop_is_whole_and_goes_on() {
    let old = Database::migrated();
    let mut conn = invented(&old, 30);
    move_on(&mut conn, 4);
    let kept = sealed(&mut conn);
    // Not sealed yet, and so not in the snapshot, which a restore refreshes.
    move_on(&mut conn, 2);
    let events = assert_clean(&mut conn, &[&kept]).events;
    let mut add = hello(&old.app_url).args(["user", "add", "Ada", "--role", "admin"]).stdin(Stdio::piped()).spawn().unwrap();
    writeln!(add.stdin.take().unwrap(), "{PASSWORD}").unwrap();
    assert!(add.wait().unwrap().success());
    let pages_before = pages(&old.app_url);
    let folder = tempfile::Builder::new().prefix("hello-restore-").tempdir().unwrap();
    let settings = Settings { data_dir: folder.path().join("data"), pg_bin: None, options: vec![("fsync".into(), "off".into())] };
    let cluster = Cluster::open(&settings, Use::Beside, &mut |_| ()).unwrap();
    let url = cluster.url("restored");
    database::ensure(&url).unwrap();
    let (Some(dump), Some(psql)) = (whole_dump(&old.url), cluster.psql()) else {
        skipped("a shop restored from its dump", "pg_dump and psql");
        return cluster.stop().unwrap();
    };
    // A dump names the roles to whom things belong, and does not make them.
    let another = cluster.url("another");
    database::ensure(&another).unwrap();
    migrations::run_at(&another).unwrap();
    let mut restore = Command::new(psql);
    restore.args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "--dbname"]).arg(&url).stdin(Stdio::piped()).stdout(Stdio::null());
    let mut restore = restore.spawn().unwrap();
    restore.stdin.take().unwrap().write_all(dump.as_bytes()).unwrap();
    assert!(restore.wait().unwrap().success());

    let pages_after = pages(&cluster.url_as(roles::APP, "restored"));
    for (before, after) in pages_before.iter().zip(&pages_after) {
        assert_eq!(before, after);
    }
    assert!(pages_before.len() == pages_after.len() && pages_before.len() > 15);

    let mut conn = PgConnection::establish(&url).unwrap();
    assert_eq!(assert_clean(&mut conn, &[&kept]).events, events);
    let boundary = snapshot::boundary(&mut conn).unwrap();
    assert_eq!(snapshot::tail_length(&mut conn, &boundary).unwrap(), events, "the transactions of another cluster mean nothing here");
    move_on(&mut conn, 3);
    assert_clean(&mut conn, &[&kept]);
    let next = sealed(&mut conn);
    assert_eq!((next.seal.id, next.seal.previous, next.seal.events), (kept.seal.id + 1, kept.seal.hash(), events + 3));
    let boundary = snapshot::boundary(&mut conn).unwrap();
    assert_eq!(snapshot::tail_length(&mut conn, &boundary).unwrap(), 0, "and after a refresh they are no news for ever");
    let found = assert_clean(&mut conn, &[&kept, &next]);
    assert_eq!(found.sealed_events, events + 3);
    drop(conn);
    cluster.stop().unwrap();
}

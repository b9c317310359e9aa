//! A dump, restored into another cluster, whose transactions count from elsewhere: whole, and going on.

use super::super::harness::{Database, whole_dump};
use super::{assert_clean, invented, move_on, sealed};
use diesel::{Connection, PgConnection};
use hello::cluster::{Cluster, Settings, Use};
use hello::store::{database, migrations, snapshot};
use std::io::Write;
use std::process::{Command, Stdio};

#[test]
fn a_restored_shop_is_whole_and_goes_on() {
    let old = Database::migrated();
    let mut conn = invented(&old, 30);
    move_on(&mut conn, 4);
    let kept = sealed(&mut conn);
    // Not sealed yet, and so not in the snapshot, which a restore refreshes.
    move_on(&mut conn, 2);
    let events = assert_clean(&mut conn, &[&kept]).events;
    let folder = tempfile::Builder::new().prefix("hello-restore-").tempdir().unwrap();
    let settings = Settings { data_dir: folder.path().join("data"), pg_bin: None, options: vec![("fsync".into(), "off".into())] };
    let cluster = Cluster::open(&settings, Use::Beside, &mut |_| ()).unwrap();
    let url = cluster.url("restored");
    database::ensure(&url).unwrap();
    let (Some(dump), Some(psql)) = (whole_dump(&old.url), cluster.psql()) else {
        println!("SKIPPED: there is no pg_dump and psql here to restore with");
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

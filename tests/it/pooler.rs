//! Behind PgBouncer in transaction mode, where there is one: the shop goes on, or says in a sentence what to set.

use super::day::{arrival, price_change, record, sale};
use super::harness::{Database, PASSWORD, Shop, Visitor, skipped};
use hello::store::ground::link::{Link, Prepared, Unfit};
use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// A PgBouncer in front of a database, ended with the test.
struct Pooler {
    child: Child,
    port: u16,
    _folder: tempfile::TempDir,
}

impl Drop for Pooler {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The program, and whether it can keep prepared statements: from 1.21 on.
fn pgbouncer() -> Option<(&'static str, bool)> {
    let program =
        ["pgbouncer", "/usr/sbin/pgbouncer"].into_iter().find(|program| Command::new(program).arg("--version").output().is_ok())?;
    let told = Command::new(program).arg("--version").output().ok()?;
    let told = String::from_utf8_lossy(&told.stdout).into_owned();
    let version = told.split_whitespace().nth(1)?;
    let mut numbers = version.split('.').map(|number| number.parse::<u32>().unwrap_or_default());
    Some((program, (numbers.next()?, numbers.next()?) >= (1, 21)))
}

impl Pooler {
    fn before(program: &str, database: &Database, keeps_statements: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o777)).unwrap();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let server = parts(&database.app_url);
        // Newer ones keep statements unless they are told not to; older ones do not know the setting.
        let keep = match pgbouncer() {
            Some((_, true)) if keeps_statements => "max_prepared_statements = 200",
            Some((_, true)) => "max_prepared_statements = 0",
            _ => "",
        };
        let settings = format!(
            "[databases]\n* = {server}\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\nunix_socket_dir =\nauth_type = any\n\
             pool_mode = transaction\ndefault_pool_size = 4\nmax_client_conn = 100\nlogfile = {}\n{keep}\n",
            folder.path().join("log").display()
        );
        let file = folder.path().join("pgbouncer.ini");
        fs::write(&file, settings).unwrap();
        let mut command = Command::new(program);
        // It refuses to run as root; and the socket is there for its owner alone.
        if nix::unistd::geteuid().is_root() {
            let owner = fs::metadata(value(&database.app_url, "host").unwrap()).unwrap().uid();
            let owner = nix::unistd::User::from_uid(owner.into()).unwrap().unwrap();
            command.args(["-u", &owner.name]);
        }
        let child = command.arg(&file).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let until = Instant::now() + Duration::from_secs(20);
        while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(Instant::now() < until, "pgbouncer listens: {}", fs::read_to_string(folder.path().join("log")).unwrap_or_default());
            thread::sleep(Duration::from_millis(20));
        }
        Self { child, port, _folder: folder }
    }

    fn url(&self, database: &Database) -> String {
        through(self.port, database)
    }
}

fn through(port: u16, database: &Database) -> String {
    format!("postgresql://hello_app@127.0.0.1:{port}/{}", database.name)
}

/// A parameter of an address.
fn value(url: &str, name: &str) -> Option<String> {
    let from = url.find(&format!("{name}=")).map(|at| at + name.len() + 1)?;
    Some(url.get(from..)?.split('&').next()?.replace("%2F", "/").replace("%2f", "/"))
}

/// Host, port and user of a private Postgres, as PgBouncer writes them.
fn parts(url: &str) -> String {
    let (host, port) = (value(url, "host").unwrap(), value(url, "port").unwrap_or_else(|| "5432".into()));
    format!("host={host} port={port} user=hello_app")
}

#[test]
fn a_pooler_is_noticed_and_what_it_lacks_is_said() {
    let Some((program, can_keep)) = pgbouncer() else { return skipped("the shop behind a pooler", "pgbouncer") };
    let database = Database::migrated();
    let pooler = Pooler::before(program, &database, false);
    let through = pooler.url(&database);
    assert!(!Link::found(&database.app_url, None, Prepared::Keep).unwrap().is_pooled(), "Postgres itself is no pooler");
    assert_eq!(Link::found(&through, Some(&database.app_url), Prepared::Keep).unwrap_err(), Unfit::KeepsNone);
    assert_eq!(Link::found(&through, None, Prepared::None).unwrap_err(), Unfit::NoWayAround);
    assert_eq!(Link::found(&through, Some(&through), Prepared::None).unwrap_err(), Unfit::NotDirect);
    assert!(Link::found(&through, Some(&database.app_url), Prepared::None).unwrap().is_pooled());
    if can_keep {
        let pooler = Pooler::before(program, &database, true);
        assert!(Link::found(&pooler.url(&database), Some(&database.app_url), Prepared::Keep).unwrap().is_pooled());
    } else {
        skipped("a pooler that keeps statements", "pgbouncer 1.21 or later");
    }
    // As somebody meets it who only changes DATABASE_URL.
    let mut serve = Command::new(env!("CARGO_BIN_EXE_hello"));
    serve.arg("serve").env("DATABASE_URL", &through).env("HELLO_BIND", "127.0.0.1:0").env_remove("HELLO_DIRECT_URL");
    let told = serve.output().unwrap();
    let said = String::from_utf8_lossy(&told.stderr).into_owned();
    assert!(told.status.code() == Some(1) && said.contains("HELLO_PREPARED_STATEMENTS=none"), "{said}");
}

#[test]
fn the_shop_works_through_a_pooler_that_keeps_no_statements() {
    let Some((program, _)) = pgbouncer() else { return skipped("the shop behind a pooler", "pgbouncer") };
    works_behind(program, false, Prepared::None);
}

#[test]
fn the_shop_works_through_a_pooler_that_keeps_statements() {
    match pgbouncer() {
        Some((program, true)) => works_behind(program, true, Prepared::Keep),
        _ => skipped("the shop behind a pooler that keeps statements", "pgbouncer 1.21 or later"),
    }
}

/// A day's work of several at once, with a refresh among it: on few connections, which go from one to the other.
fn works_behind(program: &str, keeps: bool, prepared: Prepared) {
    // Whichever database it is: one pooler is in front of all of them.
    let pooler = Pooler::before(program, &Database::migrated(), keeps);
    let port = pooler.port;
    let shop = Shop::with().link(move |database| Link::found(&through(port, database), Some(&database.app_url), prepared).unwrap()).open();
    shop.admin();
    thread::scope(|scope| {
        for number in 0..6 {
            let url = shop.url.clone();
            scope.spawn(move || {
                let ada = Visitor::at(&url, "hello", None);
                assert_eq!(ada.fill_in("/login", &[("name", "Ada"), ("password", PASSWORD)]).status, 303);
                for round in 0..4 {
                    let pet = record(&ada, &arrival().with("name", &format!("Pet {number}-{round}")));
                    record(&ada, &price_change(&pet));
                    record(&ada, &sale(&pet));
                    for path in ["/", "/pets", "/pets?as_of=2026-11-01&q=Pet", "/events", "/customers", "/compare", &pet, "/search?q=Pet"] {
                        let page = ada.get(path);
                        assert_eq!(page.status, 200, "{path}: {}", page.body);
                    }
                }
            });
        }
    });
    let ada = Visitor::at(&shop.url, "hello", None);
    assert_eq!(ada.fill_in("/login", &[("name", "Ada"), ("password", PASSWORD)]).status, 303);
    // So many events have the shop refresh by itself; one that is under way answers 409.
    let until = Instant::now() + Duration::from_secs(20);
    let wait_for = |is_so: &mut dyn FnMut() -> bool| {
        while !is_so() {
            assert!(Instant::now() < until);
            thread::sleep(Duration::from_millis(20));
        }
    };
    wait_for(&mut || match ada.fill_in("/admin/snapshot", &[]).status {
        303 => true,
        409 => false,
        other => panic!("a refresh answered {other}"),
    });
    wait_for(&mut || ada.get("/admin/snapshot").select("progress").is_empty());
    let pets = shop.sql(|conn| super::day::count(conn, "SELECT count(*) AS n FROM pets_state WHERE status = 'sold'"));
    assert_eq!(pets, 24);
    assert_eq!(ada.get("/readyz").status, 200);
}

//! One private Postgres for the whole run, and databases cloned from a migrated template.

use super::skipped;
use diesel::{Connection, PgConnection, connection::SimpleConnection};
use hello::cluster::{Cluster, Settings, Use};
use hello::store::ground::roles::{APP, READER};
use hello::store::ground::{database, migrations};
use std::{
    os::unix::process::CommandExt,
    path::Path,
    process::{Child, Command, Stdio},
    sync::{
        Mutex, OnceLock,
        atomic::{AtomicU32, Ordering},
    },
};

const TEMPLATE: &str = "shop_template";

struct Server {
    cluster: Cluster,
    /// Its standard input is open as long as this process lives; see [`watch`].
    _watcher: Child,
}

fn server() -> &'static Server {
    static SERVER: OnceLock<Server> = OnceLock::new();
    SERVER.get_or_init(|| {
        let data_dir = tempfile::Builder::new().prefix("hello-test-").tempdir().unwrap().keep();
        let off = |name: &str| (name.to_owned(), "off".to_owned());
        let mut options = vec![off("fsync"), off("synchronous_commit"), off("full_page_writes"), off("jit")];
        options.push(("max_connections".into(), "300".into()));
        let settings = Settings { data_dir: data_dir.clone(), pg_bin: None, options };
        let cluster = Cluster::open(&settings, Use::Serve, &mut |line| eprintln!("{line}")).unwrap();
        let watcher = watch(&data_dir);
        let url = cluster.url(TEMPLATE);
        database::ensure(&url).unwrap();
        migrations::run_at(&url).unwrap();
        Server { cluster, _watcher: watcher }
    })
}

/// A test process has no last line in which to stop a server, and may be killed. So a shell waits for its standard input to end, which it does
/// with this process however that ends, stops the server and clears the folder away.
pub fn watch(data_dir: &Path) -> Child {
    let script = r#"
        cat > /dev/null
        pid=$(head -n 1 "$1/data/postmaster.pid" 2> /dev/null) && kill -QUIT "$pid" 2> /dev/null
        while [ -n "$pid" ] && kill -0 "$pid" 2> /dev/null; do sleep 0.05; done
        umount -l "$1" 2> /dev/null
        rm -rf "$1"
    "#;
    Command::new("sh")
        .args(["-c", script, "watch"])
        .arg(data_dir)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        // Ctrl-C is for the tests; the watcher has work to do afterwards.
        .process_group(0)
        .spawn()
        .unwrap()
}

/// A database of one's own, dropped at the end.
pub struct Database {
    pub name: String,
    /// As the superuser.
    pub url: String,
    /// As the shop.
    pub app_url: String,
    /// As one who only looks.
    pub reader_url: String,
}

impl Database {
    /// A clone of the migrated template.
    pub fn migrated() -> Self {
        // CREATE DATABASE wants its template to itself.
        static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
        let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        Self::made(&format!("TEMPLATE {TEMPLATE} STRATEGY FILE_COPY"))
    }

    /// One without anything in it.
    pub fn empty() -> Self {
        Self::made("TEMPLATE template0")
    }

    /// A copy of this one on the same server.
    pub fn copy(&self) -> Self {
        self.close();
        let copy = Self::made(&format!("TEMPLATE {} STRATEGY FILE_COPY", self.name));
        self.reopen();
        copy
    }

    fn made(how: &str) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("shop_{}", COUNT.fetch_add(1, Ordering::Relaxed));
        maintenance(&format!("CREATE DATABASE {name} {how}"));
        let cluster = &server().cluster;
        let (url, app_url, reader_url) = (cluster.url(&name), cluster.url_as(APP, &name), cluster.url_as(READER, &name));
        Self { name, url, app_url, reader_url }
    }

    /// Throws everybody out and lets nobody in, as a server does that is down.
    pub fn close(&self) {
        maintenance(&format!("ALTER DATABASE {} ALLOW_CONNECTIONS false", self.name));
        maintenance(&format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{}'", self.name));
    }

    /// Lets everybody in again.
    pub fn reopen(&self) {
        maintenance(&format!("ALTER DATABASE {} ALLOW_CONNECTIONS true", self.name));
    }

    /// Changes what a new connection finds set where it says nothing itself, and lets nobody go on as before.
    pub fn set_for_all(&self, setting: &str, value: &str) {
        maintenance(&format!("ALTER DATABASE {} SET {setting} = '{value}'", self.name));
        maintenance(&format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{}'", self.name));
    }

    /// The address of a database that is not there, on the same server.
    pub fn sibling(&self, name: &str) -> String {
        server().cluster.url(name)
    }

    /// The address of this database for a role of the test's own.
    pub fn url_as(&self, role: &str) -> String {
        server().cluster.url_as(role, &self.name)
    }

    /// Signs in as the superuser, who may do what a test has to and no shop.
    pub fn connect(&self) -> PgConnection {
        PgConnection::establish(&self.url).unwrap()
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        maintenance(&format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name));
    }
}

/// The folder of the programs of Postgres.
pub fn bin_dir() -> &'static Path {
    server().cluster.bin_dir()
}

fn maintenance(sql: &str) {
    PgConnection::establish(&server().cluster.url("postgres")).unwrap().batch_execute(sql).unwrap();
}

/// Everything that stands in the tables. `None` where there is no `pg_dump`.
pub fn data_dump(url: &str) -> Option<String> {
    dump(url, "--data-only")
}

/// The whole database, as `pg_dump` writes it. `None` where there is no `pg_dump`.
pub fn whole_dump(url: &str) -> Option<String> {
    dump(url, "--no-owner")
}

/// The schema, as `pg_dump` writes it, without what differs between any two dumps. `None` where there is no `pg_dump`.
pub fn schema_dump(url: &str) -> Option<String> {
    let text = dump(url, "--schema-only")?;
    Some(text.lines().filter(|line| !line.starts_with("\\restrict") && !line.starts_with("\\unrestrict")).collect::<Vec<_>>().join("\n"))
}

fn dump(url: &str, what: &str) -> Option<String> {
    let beside = server().cluster.bin_dir().join("pg_dump");
    let program = if beside.exists() { beside } else { "pg_dump".into() };
    let dump =
        Command::new(program).args([what, "--dbname"]).arg(url).output().inspect_err(|_| skipped("what a dump shows", "pg_dump")).ok()?;
    assert!(dump.status.success(), "{}", String::from_utf8_lossy(&dump.stderr));
    Some(String::from_utf8(dump.stdout).unwrap())
}

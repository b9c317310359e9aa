//! Servers of Postgres of a test's own, on loopback: one to record in, and others that follow it.

use crate::harness::{Visitor, bin_dir, program, watch};
use diesel::{Connection, PgConnection, RunQueryDsl, connection::SimpleConnection, sql_query};
use nix::sys::signal::{Signal, kill};
use nix::unistd::{Pid, User, chown, geteuid};
use std::fs::{self, File};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// One server. It ends with the test.
pub struct Server {
    pub port: u16,
    folder: PathBuf,
    child: Option<Child>,
    /// Clears away what is left, however the test ends.
    _watcher: Child,
}

/// Waits until something is so, and says what did not come about.
#[track_caller]
pub fn until(what: &str, mut is_so: impl FnMut() -> bool) -> Duration {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < Duration::from_secs(60), "in vain: {what}");
        thread::sleep(Duration::from_millis(20));
    }
    begun.elapsed()
}

/// The user as whom Postgres runs, where the tests are root's.
fn owner() -> Option<User> {
    let named = |name: &&str| User::from_name(name).unwrap();
    geteuid().is_root().then(|| ["postgres", "nobody"].iter().find_map(named).unwrap())
}

fn tool(name: &str) -> Command {
    let beside = bin_dir().join(name);
    let mut command = Command::new(if beside.exists() { beside } else { name.into() });
    if let Some(owner) = owner() {
        command.uid(owner.uid.as_raw()).gid(owner.gid.as_raw());
    }
    command.current_dir("/").stdout(Stdio::null()).stdin(Stdio::null());
    command
}

fn run(command: &mut Command) {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// A folder that Postgres may have.
fn folder() -> (PathBuf, Child) {
    let folder = tempfile::Builder::new().prefix("hello-replica-").tempdir().unwrap().keep();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o700)).unwrap();
    if let Some(owner) = owner() {
        chown(&folder, Some(owner.uid), Some(owner.gid)).unwrap();
    }
    let watcher = watch(&folder);
    (folder, watcher)
}

impl Server {
    /// A server with a shop of so many invented pets in it, and Ada, who runs it.
    pub fn of_a_shop(pets: u32) -> Self {
        let (folder, watcher) = folder();
        let data = folder.join("data");
        let mut initdb = tool("initdb");
        initdb.args(["--auth=trust", "--username=hello", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "--pgdata"]).arg(&data);
        run(&mut initdb);
        let mut server = Self { port: free_port(), folder, child: None, _watcher: watcher };
        server.set("max_connections = 60\nfsync = off\nfull_page_writes = off\nshared_buffers = '32MB'\nwal_keep_size = '256MB'\nwal_log_hints = on");
        server.start();
        server.hello(&["migrate"], "");
        if pets > 0 {
            server.hello(&["demo", "--pets", &pets.to_string()], "");
        }
        server.hello(&["user", "add", "Ada", "--role", "admin"], crate::harness::PASSWORD);
        server
    }

    /// A server that follows this one, with these settings, called so where the other asks.
    pub fn follower(&self, name: &str, settings: &str) -> Self {
        let mut follower = self.copy(name);
        follower.set(settings);
        follower.start();
        follower
    }

    fn copy(&self, name: &str) -> Self {
        let (folder, watcher) = folder();
        self.copy_to(&folder, name);
        Self { port: free_port(), folder, child: None, _watcher: watcher }
    }

    fn copy_to(&self, folder: &Path, name: &str) {
        let from = format!("host=127.0.0.1 port={} user=hello application_name={name}", self.port);
        let mut backup = tool("pg_basebackup");
        backup.args(["--write-recovery-conf", "--checkpoint=fast", "--no-sync", "--wal-method=stream", "--dbname", &from, "--pgdata"]);
        run(backup.arg(folder.join("data")));
    }

    /// Gives up what it has, and follows another from now on, at its old port.
    pub fn follows(&mut self, other: &Self, name: &str) {
        if self.child.is_some() {
            self.kill();
        }
        fs::remove_dir_all(self.data()).unwrap();
        other.copy_to(&self.folder, name);
        self.start();
    }

    /// Adds settings, which count from its next start on; those of before stand.
    pub fn set(&self, settings: &str) {
        let file = self.data().join("postgresql.conf");
        let mut text = fs::read_to_string(&file).unwrap();
        text.push_str(&format!("\n{settings}\n"));
        fs::write(file, text).unwrap();
    }

    /// Changes a setting of a server that runs.
    pub fn change(&self, setting: &str, value: &str) {
        self.sql(&format!("ALTER SYSTEM SET {setting} = '{value}'"));
        self.sql("SELECT pg_reload_conf()");
    }

    pub fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    pub fn start(&mut self) {
        let log = File::options().create(true).append(true).open(self.log()).unwrap();
        let mut postgres = tool("postgres");
        postgres.arg("-D").arg(self.data()).args(["-p", &self.port.to_string(), "-c", "listen_addresses=127.0.0.1"]);
        self.child = Some(postgres.args(["-c", "unix_socket_directories="]).stderr(log).spawn().unwrap());
        until("Postgres accepts connections", || PgConnection::establish(&self.url("hello", "postgres")).is_ok());
    }

    fn log(&self) -> PathBuf {
        self.folder.join("log")
    }

    fn signal(&self, signal: Signal) {
        kill(Pid::from_raw(i32::try_from(self.child.as_ref().unwrap().id()).unwrap()), signal).unwrap();
    }

    /// Ends it as a power cut does: all its processes at once.
    pub fn kill(&mut self) {
        let processes = self.processes();
        self.signal(Signal::SIGKILL);
        for process in processes {
            let _ = kill(process, Signal::SIGKILL);
        }
        self.child.take().unwrap().wait().unwrap();
        until("its processes are gone", || self.processes().is_empty());
    }

    /// Lets none of its processes go on, or all of them again.
    pub fn freeze(&self, is_frozen: bool) {
        for process in self.processes() {
            let _ = kill(process, if is_frozen { Signal::SIGSTOP } else { Signal::SIGCONT });
        }
    }

    /// Those that stand in its folder.
    fn processes(&self) -> Vec<Pid> {
        let data = self.data();
        let ids = fs::read_dir("/proc").unwrap().filter_map(|entry| entry.ok()?.file_name().to_str()?.parse::<i32>().ok());
        ids.filter(|id| fs::read_link(Path::new("/proc").join(id.to_string()).join("cwd")).is_ok_and(|cwd| cwd == data))
            .map(Pid::from_raw)
            .collect()
    }

    /// Lets it record, and follow nobody any more.
    pub fn promote(&self) {
        self.sql("SELECT pg_promote(true, 60)");
    }

    /// Where it is, for somebody.
    pub fn url(&self, user: &str, database: &str) -> String {
        format!("postgresql://{user}@127.0.0.1:{}/{database}", self.port)
    }

    /// Where its shop is.
    pub fn shop(&self) -> String {
        self.url("hello_app", "hello")
    }

    /// A connection as the superuser.
    pub fn connect(&self) -> PgConnection {
        PgConnection::establish(&self.url("hello", "hello")).unwrap()
    }

    pub fn sql(&self, statement: &str) {
        self.connect().batch_execute(statement).unwrap();
    }

    /// The one number that a query answers as `n`.
    pub fn n(&self, query: &str) -> i64 {
        crate::day::count(&mut self.connect(), query).unwrap()
    }

    /// How far it has come.
    pub fn reach(&self) -> i64 {
        self.n("SELECT (CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_insert_lsn() END - '0/0')::bigint AS n")
    }

    /// Waits until it has all that the other has by now.
    pub fn catches_up(&self, with: &Self) {
        // What is not yet on disk does not travel.
        let reach = with.reach();
        sql_query("SELECT txid_current()").execute(&mut with.connect()).unwrap();
        until("it catches up", || self.reach() >= reach);
    }

    /// Runs a command of the program as the owner of the shop's database.
    pub fn hello(&self, arguments: &[&str], typed: &str) -> String {
        use std::io::Write;
        let mut command = program::hello(&self.url("hello", "hello"));
        let mut child = command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        writeln!(child.stdin.take().unwrap(), "{typed}").unwrap();
        let output = child.wait_with_output().unwrap();
        let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), program::told(&output));
        assert!(output.status.success(), "hello {}: {said}", arguments.join(" "));
        said
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.freeze(false);
        if self.child.is_some() {
            self.kill();
        }
    }
}

/// Ada, signed in at an instance.
pub fn ada(url: &str) -> Visitor {
    let ada = Visitor::at(url, "hello", None);
    assert_eq!(ada.post("/login", &[("name", "Ada"), ("password", crate::harness::PASSWORD)]).status, 303);
    ada
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

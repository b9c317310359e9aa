//! What is hurt: a Postgres of its own, the way to it, and the program in front of it.

use super::{disk::Disk, proxy::Proxy, until};
use crate::{day, harness::PASSWORD};
use diesel::{Connection, PgConnection};
use hello::cluster::{Cluster, Settings, Use};
use hello::store::ground::roles;
use nix::{
    sys::signal::{Signal, kill},
    unistd::Pid,
};
use std::{
    fs::{self, File},
    io::Write,
    net::TcpListener,
    process::{Child, Command, ExitStatus, Stdio},
};

/// How many connections the program keeps.
pub const POOL: u32 = 4;

/// Everything that a round needs.
pub struct Ground {
    pub program: Program,
    pub proxy: Proxy,
    pub url: String,
    bind: String,
    cluster: Cluster,
    /// The last to go.
    pub disk: Disk,
}

impl Ground {
    pub fn make() -> Self {
        let disk = Disk::mount();
        let set = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        // Durability stays on; the write-ahead log stays small, so that a small disk is filled by what fills it, not by that.
        let options = vec![set("shared_buffers", "16MB"), set("min_wal_size", "32MB"), set("max_wal_size", "64MB")];
        let settings = Settings { data_dir: disk.path().join("pg"), pg_bin: None, options };
        let cluster = Cluster::open(&settings, Use::Serve, &mut |_| {}).unwrap();
        let proxy = Proxy::to(settings.data_dir.join(".s.PGSQL.5432"));
        let bind = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
        let ground = Self { program: Program(None), proxy, url: format!("http://{bind}"), bind, cluster, disk };
        ground.run(&["migrate"], "");
        ground.run(&["user", "add", "Ada", "--role", "admin"], PASSWORD);
        let mut ground = ground;
        ground.start_program();
        until("the shop is open", || ground.is_ready());
        ground
    }

    /// A command of the program, with its own way to the database.
    pub fn run(&self, args: &[&str], typed: &str) -> String {
        let mut command = self.command(&self.cluster.url("hello"));
        let mut child = command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        writeln!(child.stdin.take().unwrap(), "{typed}").unwrap();
        let output = child.wait_with_output().unwrap();
        let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success(), "hello {}: {said}", args.join(" "));
        said
    }

    fn command(&self, database_url: &str) -> Command {
        let mut hello = Command::new(env!("CARGO_BIN_EXE_hello"));
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("HELLO_")) {
            hello.env_remove(name);
        }
        hello.env("DATABASE_URL", database_url).env("HELLO_LOG", "info").env("HELLO_SEAL_KEY", "5e".repeat(32));
        hello
    }

    pub fn start_program(&mut self) {
        let url = format!("postgresql://{}@127.0.0.1:{}/hello", roles::APP, self.proxy.port);
        let log = File::options().create(true).append(true).open(self.log()).unwrap();
        let mut serve = self.command(&url);
        serve.arg("serve").env("HELLO_BIND", &self.bind).env("HELLO_POOL_SIZE", POOL.to_string());
        serve.stdout(Stdio::null()).stderr(log);
        self.program = Program(Some(serve.spawn().unwrap()));
    }

    /// What the program said, in all its lives.
    pub fn said(&self) -> String {
        fs::read_to_string(self.log()).unwrap()
    }

    /// Not on the small disk: to have to say something there would be a fault of the test's.
    fn log(&self) -> std::path::PathBuf {
        self.disk.path().with_extension("log")
    }

    /// How often the server has said that its disk is full.
    pub fn is_out_of_room(&self) -> usize {
        let log = fs::read_to_string(self.disk.path().join("pg/postgres.log")).unwrap_or_default();
        log.matches("No space left on device").count()
    }

    pub fn is_ready(&self) -> bool {
        ureq::get(format!("{}/readyz", self.url)).call().is_ok_and(|answer| answer.status() == 200)
    }

    pub fn signal_postgres(&self, signal: Signal) {
        let notice = fs::read_to_string(self.disk.path().join("pg/data/postmaster.pid")).unwrap();
        let pid = notice.lines().next().unwrap().parse().unwrap();
        kill(Pid::from_raw(pid), signal).unwrap();
        until("Postgres is gone", || fs::read(format!("/proc/{pid}/cmdline")).map_or(true, |arguments| arguments.is_empty()));
    }

    /// Sees to it that Postgres runs, as whoever looks after it would.
    pub fn start_postgres(&self) {
        until("Postgres accepts connections", || {
            self.cluster.ensure_running().is_ok() && PgConnection::establish(&self.cluster.url("hello")).is_ok()
        });
    }

    /// A connection that no fault of the way touches.
    pub fn connect(&self) -> PgConnection {
        PgConnection::establish(&self.cluster.url("hello")).unwrap()
    }

    pub fn count(&self, query: &str) -> i64 {
        day::count(&mut self.connect(), query).unwrap()
    }
}

impl Drop for Ground {
    fn drop(&mut self) {
        let _ = fs::remove_file(self.log());
    }
}

/// A running program. It ends with the test.
pub struct Program(Option<Child>);

impl Program {
    pub fn signal(&self, signal: Signal) {
        let child = self.0.as_ref().unwrap();
        kill(Pid::from_raw(i32::try_from(child.id()).unwrap()), signal).unwrap();
    }

    pub fn wait(&mut self) -> ExitStatus {
        self.0.take().unwrap().wait().unwrap()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        if let Some(mut child) = self.0.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

//! Who may do what in the database, and who may not.

mod making;
mod matrix;
mod private;
mod serving;
mod walls;

use diesel::{PgConnection, QueryableByName, RunQueryDsl, connection::SimpleConnection, sql_query, sql_types::Text};
use hello::cluster::{Cluster, Settings, Use};
use std::{fs::Permissions, os::unix::fs::PermissionsExt, path::Path, process::Command};
use tempfile::TempDir;

/// The program with nothing but its address, and its warnings on standard error.
fn hello(url: &str) -> Command {
    let mut hello = Command::new(env!("CARGO_BIN_EXE_hello"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("HELLO_")) {
        hello.env_remove(name);
    }
    hello.env("DATABASE_URL", url).env("HELLO_LOG", "warn").env("HELLO_BIND", "127.0.0.1:0");
    hello
}

/// The lines that a query answers, each as text.
pub fn lines(conn: &mut PgConnection, query: &str) -> Vec<String> {
    #[derive(QueryableByName)]
    struct Line {
        #[diesel(sql_type = Text)]
        line: String,
    }
    let lines: Vec<Line> = sql_query(format!("SELECT line::text AS line FROM ({query}) AS asked (line)")).load(conn).unwrap();
    lines.into_iter().map(|line| line.line).collect()
}

/// What Postgres says to a statement that it refuses.
#[track_caller]
fn refusal(conn: &mut PgConnection, statement: &str) -> String {
    match conn.batch_execute(&format!("BEGIN; {statement}")) {
        Ok(()) => panic!("{statement} was not refused"),
        Err(error) => {
            conn.batch_execute("ROLLBACK").unwrap();
            error.to_string()
        }
    }
}

/// A Postgres of one's own, for tests that change what all databases of a cluster share.
fn cluster() -> (Cluster, TempDir) {
    // Open on the way, because as root the server runs as somebody else.
    let folder = tempfile::Builder::new().prefix("hello-roles-").permissions(Permissions::from_mode(0o755)).tempdir().unwrap();
    (cluster_in(folder.path()), folder)
}

fn cluster_in(folder: &Path) -> Cluster {
    let option = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let options = vec![option("fsync", "off"), option("log_statement", "all")];
    Cluster::open(&Settings { data_dir: folder.join("shop"), pg_bin: None, options }, Use::Serve, &mut |_| {}).unwrap()
}

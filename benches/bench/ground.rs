//! The private Postgres on which everything is measured. It goes with the process, however that ends.

use std::{
    fs,
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{ChildStdin, Command, Stdio},
};

use hello::cluster::{Cluster, Settings, Use};
use tempfile::TempDir;

use super::Done;

/// A Postgres with durability on, in a temporary folder.
pub struct Ground {
    pub cluster: Cluster,
    /// For what pgbench reads and writes.
    pub scratch: TempDir,
    data_dir: TempDir,
    /// Open as long as this process lives; see [`watch`].
    _watched: Option<ChildStdin>,
}

impl Ground {
    pub fn prepare() -> Done<Self> {
        let folder = || tempfile::Builder::new().prefix("hello-bench-").tempdir();
        let (data_dir, scratch) = (folder()?, folder()?);
        let watched = watch(data_dir.path(), scratch.path())?;
        // What a server of this size is usually given; `statements` reads what the prefix begins.
        let options = [("shared_buffers", "512MB"), ("max_wal_size", "4GB"), ("log_line_prefix", "%p ")];
        let options = options.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
        let settings = Settings { data_dir: data_dir.path().to_path_buf(), pg_bin: None, options };
        let cluster = Cluster::open(&settings, Use::Serve, &mut |line| eprintln!("{line}"))?;
        Ok(Self { cluster, scratch, data_dir, _watched: watched })
    }

    /// What the server says.
    pub fn log(&self) -> PathBuf {
        self.data_dir.path().join("postgres.log")
    }

    /// The version of Postgres.
    pub fn version(&self) -> String {
        let major = fs::read_to_string(self.data_dir.path().join("data/PG_VERSION")).unwrap_or_default();
        major.trim().to_owned()
    }
}

/// Ctrl-C ends this process without a last line. So a shell waits for the end of its standard input, stops the server and clears up.
fn watch(data_dir: &Path, scratch: &Path) -> Done<Option<ChildStdin>> {
    let script = r#"
        cat > /dev/null
        pid=$(head -n 1 "$1/data/postmaster.pid" 2> /dev/null) && kill -QUIT "$pid" 2> /dev/null
        while [ -n "$pid" ] && kill -0 "$pid" 2> /dev/null; do sleep 0.1; done
        rm -rf "$@"
    "#;
    let mut shell = Command::new("sh");
    shell.args(["-c", script, "watch"]).args([data_dir, scratch]).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    Ok(shell.process_group(0).spawn()?.stdin)
}

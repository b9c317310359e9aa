//! A small disk of its own for Postgres, where one can be mounted.

use std::{
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
    process::{Child, Command},
};

/// Room for a cluster, its write-ahead log and some thousand events.
const MEGABYTES: usize = 256;

/// The folder in which everything happens.
pub struct Disk {
    path: PathBuf,
    /// Whether it can be filled.
    pub is_small: bool,
    /// Stops the server and clears the folder away, however this process ends.
    _watcher: Child,
}

impl Disk {
    pub fn mount() -> Self {
        let path = tempfile::Builder::new().prefix("hello-faults-").tempdir().unwrap().keep();
        let options = format!("size={MEGABYTES}m,mode=755");
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", &options, "hello-faults"]).arg(&path).output();
        let is_small = mounted.is_ok_and(|mounted| mounted.status.success());
        let watcher = crate::harness::watch(&path);
        Self { path, is_small, _watcher: watcher }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Takes all the room that is left.
    pub fn fill(&self) {
        let mut file = File::create(self.filler()).unwrap();
        let mut size = 1 << 20;
        while size > 0 {
            if file.write_all(&vec![0; size]).is_err() {
                size /= 2;
            }
        }
    }

    pub fn make_room(&self) {
        fs::remove_file(self.filler()).unwrap();
    }

    fn filler(&self) -> PathBuf {
        self.path.join("filler")
    }
}

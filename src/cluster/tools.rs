//! Postgres's own tools for backups, of a version that can work with a server.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use super::binaries::{major_in, places};

/// A folder with `pg_dump` and `pg_restore`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tools {
    /// The folder.
    pub dir: PathBuf,
    /// Their major version.
    pub major: u32,
}

impl Tools {
    /// The tools for a server of this version, the nearest ones first: those in `first`, what was fetched, on `PATH`, and where packages put them. A tool is
    /// of no use for a server that is newer.
    #[must_use]
    pub fn find(first: Option<&Path>, server: u32) -> Option<Self> {
        let dirs = first.map(Path::to_path_buf).into_iter().chain(places());
        let found: Vec<Self> = dirs.filter_map(Self::in_dir).filter(|tools| tools.major >= server).collect();
        // Of its own version a dump can be read wherever the server's own programs are.
        found.iter().find(|tools| tools.major == server).or(found.first()).cloned()
    }

    fn in_dir(dir: PathBuf) -> Option<Self> {
        if !["pg_dump", "pg_restore"].iter().all(|tool| dir.join(tool).is_file()) {
            return None;
        }
        let said = Command::new(dir.join("pg_dump")).arg("-V").output().ok().filter(|output| output.status.success())?;
        Some(Self { major: major_in(&String::from_utf8_lossy(&said.stdout))?, dir })
    }

    /// Whether a server can be started with what is beside them.
    #[must_use]
    pub fn can_serve(&self) -> bool {
        ["postgres", "initdb", "pg_ctl"].iter().all(|tool| self.dir.join(tool).is_file())
    }
}

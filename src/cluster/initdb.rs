//! Making the cluster, once; a half-made one never counts.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::Path,
};

use super::{ClusterError, binaries::Binaries, command, folder::Folder};

/// The superuser.
pub(super) const ROLE: &str = "hello";

/// The server's settings, rewritten before each start; `postgresql.conf` itself stays the person's own.
pub(super) const CONF: &str = "hello.conf";

const UNDER_WAY: &str = "data.new";

/// The major version that made the cluster; none where there is no cluster yet.
pub(super) fn major(folder: &Folder) -> Result<Option<u32>, ClusterError> {
    let data = folder.data();
    let is_missing_or_empty = match fs::read_dir(&data) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => true,
        Err(error) => return Err(ClusterError::file("read", data)(error)),
    };
    if is_missing_or_empty {
        return Ok(None);
    }
    let version = fs::read_to_string(data.join("PG_VERSION")).ok().and_then(|text| text.trim().parse().ok());
    version.map(Some).ok_or(ClusterError::Damaged { data })
}

/// Makes the cluster under another name, and gives it its own when it is whole and on the disk.
pub(super) fn make(folder: &Folder, binaries: &Binaries) -> Result<(), ClusterError> {
    sweep(folder);
    // A name for this process alone: the initdb of a killed hello may still be at work.
    let new = folder.path().join(format!("{UNDER_WAY}-{}", std::process::id()));
    if let Err(error) = initdb(folder, binaries, &new, true) {
        // Some systems lack the locale C.UTF-8.
        tracing::warn!(%error, "initdb refused the locale C.UTF-8; trying C");
        let _ = fs::remove_dir_all(&new);
        initdb(folder, binaries, &new, false)?;
    }
    let conf = new.join("postgresql.conf");
    include_ours(&conf).map_err(ClusterError::file("write", conf))?;
    let data = folder.data();
    fs::rename(&new, &data).map_err(ClusterError::file("rename to its place", &new))?;
    File::open(folder.path()).and_then(|folder| folder.sync_all()).map_err(ClusterError::file("write", folder.path()))
}

fn sweep(folder: &Folder) {
    for entry in fs::read_dir(folder.path()).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with(UNDER_WAY) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

fn initdb(folder: &Folder, binaries: &Binaries, new: &Path, utf8: bool) -> Result<(), ClusterError> {
    let mut initdb = binaries.command("initdb", folder.owner());
    initdb.arg("--pgdata").arg(new);
    initdb.args(["--username", ROLE, "--encoding=UTF8", "--data-checksums"]);
    // The socket's folder is closed to everyone else, and nothing listens on the network.
    initdb.args(["--auth-local=trust", "--auth-host=reject"]);
    match (utf8, binaries.major()) {
        // Postgres's own from 17 on, so that an update of the system's C library cannot change the order of an index.
        (true, 17..) => initdb.args(["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]),
        (true, _) => initdb.arg("--locale=C.UTF-8"),
        (false, _) => initdb.arg("--locale=C"),
    };
    command::run_tool("initdb", initdb)
}

fn include_ours(conf: &Path) -> io::Result<()> {
    let mut file = File::options().append(true).open(conf)?;
    writeln!(file, "\n# What hello itself needs, rewritten before each start.\ninclude = '{CONF}'")?;
    file.sync_all()
}

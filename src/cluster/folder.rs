//! The data folder: where it is, that it is ours and private, and the names inside it.

use std::{
    env,
    ffi::OsString,
    fs::{self, DirBuilder, Permissions},
    os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt},
    path::{Path, PathBuf},
};

use nix::unistd::geteuid;

use super::{ClusterError, owner::Owner};

/// The lock files, by which a data folder is known as one; `locks` says what each is for.
pub(super) const SERVE_LOCK: &str = "serve.lock";
pub(super) const USE_LOCK: &str = "use.lock";
pub(super) const START_LOCK: &str = "start.lock";

/// Where the data lives by default: `HELLO_DATA_DIR`; else for root `/var/lib/hello`; else `$XDG_DATA_HOME/hello`, which is usually
/// `~/.local/share/hello`.
///
/// # Errors
/// [`ClusterError::NoHome`] where none of these is known.
pub fn data_dir_from_env() -> Result<PathBuf, ClusterError> {
    data_dir(geteuid().is_root(), |name| env::var_os(name))
}

/// Where a Postgres is fetched to that all data folders of this user share: beside the usual one, and whatever was chosen. `None` where no
/// place is known.
pub(super) fn shared_dir_from_env() -> Option<PathBuf> {
    Some(share(geteuid().is_root(), |name| env::var_os(name))?.join("hello-postgres"))
}

fn data_dir(is_root: bool, var: impl Fn(&str) -> Option<OsString>) -> Result<PathBuf, ClusterError> {
    let chosen = var("HELLO_DATA_DIR").filter(|value| !value.is_empty()).map(PathBuf::from);
    chosen.or_else(|| Some(share(is_root, var)?.join("hello"))).ok_or(ClusterError::NoHome)
}

/// Where programs keep what is theirs.
fn share(is_root: bool, var: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    if is_root {
        return Some(PathBuf::from("/var/lib"));
    }
    let set = |name| var(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    // The XDG specification says to ignore a relative path.
    let xdg = set("XDG_DATA_HOME").filter(|path| path.is_absolute());
    xdg.or_else(|| Some(set("HOME")?.join(".local/share")))
}

/// A data folder that is there, private, and its owner's.
#[derive(Clone, Debug)]
pub(super) struct Folder {
    path: PathBuf,
    owner: Owner,
}

impl Folder {
    /// Makes the folder where it is missing, and makes sure that Postgres can live in it.
    pub(super) fn prepare(path: &Path) -> Result<Folder, ClusterError> {
        let path = std::path::absolute(path).map_err(ClusterError::file("find", path))?;
        let owner = Owner::of(&path)?;
        if !path.exists() {
            DirBuilder::new()
                .recursive(true)
                .mode(0o755)
                .create(path.parent().unwrap_or(&path))
                .map_err(ClusterError::file("make the folder for", &path))?;
        }
        make_or_keep(&path)?;
        // One true name: the tools run elsewhere, and /proc tells true names.
        let path = fs::canonicalize(&path).map_err(ClusterError::file("find", &path))?;
        if path.to_str().is_none_or(|text| text.chars().any(|c| c.is_control() || "\"$`\\".contains(c))) {
            // pg_ctl hands its paths to a shell in double quotes, unescaped.
            return Err(ClusterError::FolderName { folder: path });
        }
        if let Some(closed) = owner.closed_on_the_way_to(&path) {
            return Err(ClusterError::FolderClosed { closed: closed.to_path_buf(), uid: owner.uid() });
        }
        if !is_ours_or_empty(&path)? {
            return Err(ClusterError::FolderNotEmpty { folder: path });
        }
        make_private(&path, owner)?;
        Ok(Folder { path, owner })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn owner(&self) -> Owner {
        self.owner
    }

    /// The cluster itself.
    pub(super) fn data(&self) -> PathBuf {
        self.path.join("data")
    }

    /// What the server says.
    pub(super) fn log(&self) -> PathBuf {
        self.path.join("postgres.log")
    }
}

/// Makes a folder with nobody else's eyes on it, and hands it to its owner; one that is there must already be his, or root's to give.
pub(super) fn private(path: &Path, owner: Owner) -> Result<(), ClusterError> {
    make_or_keep(path)?;
    make_private(path, owner)
}

fn make_or_keep(path: &Path) -> Result<(), ClusterError> {
    match DirBuilder::new().mode(0o700).create(path) {
        // Even one made by another process a moment ago.
        Err(_) if path.is_dir() => Ok(()),
        made => made.map_err(ClusterError::file("make the folder", path)),
    }
}

fn make_private(path: &Path, owner: Owner) -> Result<(), ClusterError> {
    let meta = fs::symlink_metadata(path).map_err(ClusterError::file("look at", path))?;
    if owner.may_take_from(meta.uid()) && meta.is_dir() {
        owner.give(path).map_err(ClusterError::file("change the owner of", path))?;
    } else if meta.uid() != owner.uid() {
        return Err(ClusterError::FolderNotYours { folder: path.to_path_buf(), owner: meta.uid(), wanted: owner.uid() });
    }
    if meta.mode() & 0o777 != 0o700 {
        fs::set_permissions(path, Permissions::from_mode(0o700)).map_err(ClusterError::file("make private", path))?;
    }
    Ok(())
}

/// Whether the folder may be made private and filled: a mistaken `HELLO_DATA_DIR=/etc` must not be.
fn is_ours_or_empty(path: &Path) -> Result<bool, ClusterError> {
    let entries = fs::read_dir(path).map_err(ClusterError::file("read", path))?;
    let names: Vec<OsString> = entries.flatten().map(|entry| entry.file_name()).collect();
    // A volume of its own has a lost+found from the beginning; the key for seals is there where another database was used before.
    let is_empty = names.iter().all(|name| name == "lost+found" || name == "seal.key");
    Ok(is_empty || names.iter().any(|name| [SERVE_LOCK, USE_LOCK, START_LOCK].iter().any(|lock| name == lock)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolved(is_root: bool, vars: &[(&str, &str)]) -> Option<PathBuf> {
        data_dir(is_root, |name| vars.iter().find(|(n, _)| *n == name).map(|(_, value)| value.into())).ok()
    }

    #[test]
    fn a_chosen_data_folder_wins_for_everyone() {
        for is_root in [true, false] {
            assert_eq!(resolved(is_root, &[("HELLO_DATA_DIR", "/x"), ("HOME", "/home/ann")]), Some("/x".into()));
        }
    }

    #[test]
    fn root_never_gets_a_folder_in_its_home() {
        assert_eq!(resolved(true, &[("HOME", "/root"), ("XDG_DATA_HOME", "/root/data")]), Some("/var/lib/hello".into()));
    }

    #[test]
    fn an_ordinary_user_gets_a_folder_in_the_xdg_place() {
        assert_eq!(resolved(false, &[("HOME", "/home/ann")]), Some("/home/ann/.local/share/hello".into()));
        assert_eq!(resolved(false, &[("HOME", "/home/ann"), ("XDG_DATA_HOME", "/d")]), Some("/d/hello".into()));
        assert_eq!(resolved(false, &[("HOME", "/home/ann"), ("XDG_DATA_HOME", "d")]), Some("/home/ann/.local/share/hello".into()));
        assert_eq!(resolved(false, &[("HELLO_DATA_DIR", ""), ("HOME", "")]), None);
    }
}

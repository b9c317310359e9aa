//! Whose the files and processes are: Postgres refuses root, so that a shop started by root hands them to an unprivileged user.

use std::{
    fs::{self, File},
    io,
    os::unix::{
        fs::{MetadataExt, OpenOptionsExt, fchown, lchown},
        process::CommandExt,
    },
    path::Path,
    process::Command,
};

use nix::{
    fcntl::OFlag,
    unistd::{User, getegid, geteuid},
};

use super::ClusterError;

/// The user to whom the data folder belongs and as whom Postgres runs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Owner {
    uid: u32,
    gid: u32,
    /// Whether this process is root and acts for another.
    for_another: bool,
}

impl Owner {
    /// The user for this folder: oneself; for root the one who already has it, else `postgres`, else `nobody`.
    pub(super) fn of(folder: &Path) -> Result<Owner, ClusterError> {
        if !geteuid().is_root() {
            return Ok(Owner { uid: geteuid().as_raw(), gid: getegid().as_raw(), for_another: false });
        }
        if let Ok(meta) = fs::metadata(folder)
            && meta.uid() != 0
        {
            return Ok(Owner { uid: meta.uid(), gid: meta.gid(), for_another: true });
        }
        ["postgres", "nobody"]
            .iter()
            .find_map(|name| User::from_name(name).ok().flatten())
            .map(|user| Owner { uid: user.uid.as_raw(), gid: user.gid.as_raw(), for_another: true })
            .ok_or(ClusterError::NoUnprivilegedUser)
    }

    pub(super) fn uid(self) -> u32 {
        self.uid
    }

    /// Whether files may be taken over from this user: only root's, and only by root.
    pub(super) fn may_take_from(self, uid: u32) -> bool {
        self.for_another && uid == 0
    }

    /// Makes the command run as this user, without any of root's groups.
    pub(super) fn run(self, command: &mut Command) {
        if self.for_another {
            command.uid(self.uid).gid(self.gid);
        }
    }

    /// Gives a path to this user; a symbolic link itself, never what it points to.
    pub(super) fn give(self, path: &Path) -> io::Result<()> {
        if self.for_another { lchown(path, Some(self.uid), Some(self.gid)) } else { Ok(()) }
    }

    /// Opens a file of this user's for writing, made where it is missing.
    ///
    /// Root must not follow a symbolic link that the unprivileged user may have planted in a folder of his.
    pub(super) fn open(self, path: &Path) -> io::Result<File> {
        let file = File::options()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .custom_flags(OFlag::O_NOFOLLOW.bits())
            .open(path)?;
        if self.for_another {
            fchown(&file, Some(self.uid), Some(self.gid))?;
        }
        Ok(file)
    }

    /// The first folder on the way to `path` that this user may not pass, where this process is root and would not notice itself.
    pub(super) fn closed_on_the_way_to(self, path: &Path) -> Option<&Path> {
        let closed = |folder: &&Path| {
            fs::metadata(folder).is_ok_and(|meta| {
                let search = if meta.uid() == self.uid {
                    0o100
                } else if meta.gid() == self.gid {
                    0o010
                } else {
                    0o001
                };
                meta.mode() & search == 0
            })
        };
        if self.for_another { path.ancestors().skip(1).filter(closed).last() } else { None }
    }
}

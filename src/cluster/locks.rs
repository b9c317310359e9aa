//! Who uses the folder, told by three lock files that the kernel lets go of even after `kill -9`.
//!
//! - `serve.lock` is held by the one `serve`, for its life.
//! - `use.lock` is shared by everyone who uses the server, for their lives: who gets it alone is the last one out.
//! - `start.lock` is the gate: held only while the server is looked at, started or stopped, so that nobody acts on what is about to change.

use std::fs::{File, TryLockError};

use super::{
    ClusterError, Use,
    folder::{Folder, SERVE_LOCK, START_LOCK, USE_LOCK},
};

/// What one process holds while it uses the server.
#[derive(Debug)]
pub(super) struct Held {
    serve: Option<File>,
    user: File,
}

impl Held {
    /// Takes the folder for a `serve`, at once or not at all; the others take nothing yet.
    pub(super) fn take(folder: &Folder, how: Use) -> Result<Held, ClusterError> {
        let serve = match how {
            Use::Beside => None,
            Use::Serve => {
                let file = open(folder, SERVE_LOCK)?;
                if !try_alone(folder, &file)? {
                    return Err(ClusterError::AlreadyServed { folder: folder.path().to_path_buf() });
                }
                Some(file)
            }
        };
        Ok(Held { serve, user: open(folder, USE_LOCK)? })
    }

    /// Counts this process among the users of the server; call it within the gate.
    pub(super) fn join(&self, folder: &Folder) -> Result<(), ClusterError> {
        self.user.lock_shared().map_err(ClusterError::file("lock", folder.path().join(USE_LOCK)))
    }

    /// Whether the server is to be stopped as this one leaves; call it within the gate.
    pub(super) fn is_last_out(&self, folder: &Folder) -> Result<bool, ClusterError> {
        if self.serve.is_some() {
            return Ok(true);
        }
        self.user.unlock().map_err(ClusterError::file("unlock", folder.path().join(USE_LOCK)))?;
        try_alone(folder, &self.user)
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        for file in self.serve.iter().chain([&self.user]) {
            let_go(file);
        }
    }
}

/// The gate, as long as this lives.
#[derive(Debug)]
pub(super) struct Gate(File);

impl Drop for Gate {
    fn drop(&mut self) {
        let_go(&self.0);
    }
}

/// Waits for the gate.
pub(super) fn gate(folder: &Folder, say: &mut dyn FnMut(&str)) -> Result<Gate, ClusterError> {
    let file = open(folder, START_LOCK)?;
    if !try_alone(folder, &file)? {
        say("Waiting for another hello that is starting or stopping Postgres.");
        file.lock().map_err(ClusterError::file("lock", folder.path().join(START_LOCK)))?;
    }
    Ok(Gate(file))
}

/// Closing the file is not enough: a child process between its fork and its exec has a copy, which would keep the lock for that moment.
fn let_go(file: &File) {
    if let Err(error) = file.unlock() {
        tracing::warn!(%error, "a lock file was not unlocked");
    }
}

fn open(folder: &Folder, name: &str) -> Result<File, ClusterError> {
    let path = folder.path().join(name);
    folder.owner().open(&path).map_err(ClusterError::file("open", path))
}

fn try_alone(folder: &Folder, file: &File) -> Result<bool, ClusterError> {
    match file.try_lock() {
        Ok(()) => Ok(true),
        Err(TryLockError::WouldBlock) => Ok(false),
        Err(TryLockError::Error(source)) => Err(ClusterError::file("lock a file in", folder.path())(source)),
    }
}

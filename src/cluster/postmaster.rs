//! Whether a server lives on the data, told without trusting a process id that may have been given to somebody else since.

use std::{ffi::OsStr, fs, io, os::unix::ffi::OsStrExt, path::Path};

use nix::{errno::Errno, sys::signal::kill, unistd::Pid};

/// What the server on a cluster is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// There is none.
    Gone,
    /// It does not accept connections yet, perhaps because it recovers.
    Starting,
    /// It accepts connections.
    Ready,
    /// It is about to be gone.
    Stopping,
}

/// Asks the server's own notice, `postmaster.pid`: its process id on the first line, what it is doing on the eighth.
pub(super) fn state(data: &Path) -> State {
    let notice = fs::read_to_string(data.join("postmaster.pid")).unwrap_or_default();
    let mut lines = notice.lines();
    let Some(pid) = lines.next().and_then(|line| line.trim().parse().ok()) else { return State::Gone };
    if !is_postmaster_of(data, Pid::from_raw(pid)) {
        return State::Gone;
    }
    match lines.nth(6).map(str::trim) {
        Some("ready" | "standby") => State::Ready,
        Some("stopping") => State::Stopping,
        _ => State::Starting,
    }
}

/// The processes of a server that was killed which have not noticed yet and may still write; empty where there is no `/proc` to tell.
pub(super) fn leftovers(data: &Path) -> Vec<Pid> {
    let processes = fs::read_dir("/proc").into_iter().flatten().flatten();
    let pids = processes.filter_map(|entry| entry.file_name().to_str()?.parse().ok()).map(Pid::from_raw);
    // A person's shell may stand in the folder too.
    pids.filter(|pid| is_postgres(*pid) && fs::read_link(format!("/proc/{pid}/cwd")).is_ok_and(|cwd| cwd == data)).collect()
}

/// Whether this system has a `/proc`, so that "no process" means none.
pub(super) fn can_tell() -> bool {
    Path::new("/proc/self/cwd").exists()
}

/// Every server process works in its data folder: that tells it from a stranger with the same id.
fn is_postmaster_of(data: &Path, pid: Pid) -> bool {
    if !can_tell() {
        return matches!(kill(pid, None), Ok(()) | Err(Errno::EPERM));
    }
    let arguments = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
    if arguments.is_empty() {
        // A process that was killed loses its memory first, and its folder only when it is quite gone.
        return false;
    }
    match fs::read_link(format!("/proc/{pid}/cwd")) {
        Ok(cwd) => cwd == data,
        // Root in a container may not look there, but may read what the process was started with.
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            is_postgres(pid) && arguments.split(|byte| *byte == 0).any(|argument| OsStr::from_bytes(argument) == data)
        }
        Err(_) => false,
    }
}

fn is_postgres(pid: Pid) -> bool {
    fs::read_to_string(format!("/proc/{pid}/comm")).is_ok_and(|name| matches!(name.trim(), "postgres" | "postmaster"))
}

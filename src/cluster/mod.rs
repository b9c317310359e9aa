//! The embedded default: a private Postgres in the data folder, from finding its programs to a fast stop; nothing here knows SQL or the shop.
//!
//! The way of one start, each step in a file of its own:
//! 1. `folder`: the data folder is made, private, and handed to the user that will run Postgres (`owner`);
//! 2. `locks`: one `serve` a folder, any number of commands beside it, the last one out stops the server;
//! 3. `binaries`: the programs are found, or fetched (`fetch`);
//! 4. `initdb`: an empty cluster is made once, under another name until it is whole;
//! 5. `server`: a living server is taken over (`postmaster`), a dead one's remains are cleared, and it is started;
//! 6. `socket`: where clients find it.
//!
//! What the data folder holds:
//! ```text
//! data/               the cluster
//! postgres.log        what the server says
//! *.lock              see `locks`
//! .s.PGSQL.5432       the socket
//! ```
//! Where the programs had to be fetched they are beside the usual data folder, in `hello-postgres`, for all of them.

mod binaries;
mod command;
mod error;
mod fetch;
mod folder;
mod initdb;
mod locks;
mod owner;
mod postmaster;
mod server;
mod socket;
mod tools;

use std::path::{Path, PathBuf};

use binaries::Binaries;
use folder::Folder;
use locks::Held;
use server::Server;

pub use error::ClusterError;
pub use folder::data_dir_from_env;
pub use tools::Tools;

/// What a cluster is opened with.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The folder in which everything lives; see [`data_dir_from_env`] for the usual one. It is made where it is missing.
    pub data_dir: PathBuf,
    /// The folder with `postgres`, `initdb` and `pg_ctl` (`HELLO_PG_BIN`); searched for where `None`.
    pub pg_bin: Option<PathBuf>,
    /// Server options beyond the usual ones, as in `postgresql.conf`: `("fsync", "off")` for tests. They count from the next start.
    pub options: Vec<(String, String)>,
}

/// How a process uses the cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// As the one `serve` of this data folder, which stops the server when it ends.
    Serve,
    /// As one of any number of commands: beside a `serve`, whose server is left running, or without one, for the command's own duration.
    Beside,
}

/// A running private Postgres, with a superuser `hello` who needs no password over its socket.
///
/// Dropping it stops the server as [`Cluster::stop`] would, but can only log what went wrong.
#[derive(Debug)]
pub struct Cluster {
    server: Server,
    held: Option<Held>,
}

impl Cluster {
    /// Brings the cluster of this data folder up, or joins the one that runs. Blocks until it accepts connections: some 50 ms where it runs,
    /// seconds on the first start, longer where Postgres is fetched. `say` hears what a person who waits would like to know.
    ///
    /// # Errors
    /// [`ClusterError::AlreadyServed`] for a second [`Use::Serve`]; otherwise whatever stands in the way, as a sentence.
    pub fn open(settings: &Settings, how: Use, say: &mut dyn FnMut(&str)) -> Result<Cluster, ClusterError> {
        let folder = Folder::prepare(&settings.data_dir)?;
        let held = Held::take(&folder, how)?;
        let gate = locks::gate(&folder, say)?;
        held.join(&folder)?;
        let made_by = initdb::major(&folder)?;
        let binaries = match Binaries::find(&folder, settings.pg_bin.as_deref(), made_by)? {
            Some(binaries) => binaries,
            None => fetch::fetch(&folder, say)?,
        };
        if made_by.is_none() {
            say(&format!("Making a new Postgres {} cluster in {}.", binaries.major(), folder.path().display()));
            initdb::make(&folder, &binaries)?;
        }
        let server = Server::new(folder, binaries, settings.options.clone())?;
        // A command that comes and goes says nothing of what is done in a moment; the first start takes longer.
        if how == Use::Beside && made_by.is_some() {
            server.bring_up(&mut |_| {})?;
        } else {
            server.bring_up(say)?;
        }
        drop(gate);
        Ok(Cluster { server, held: Some(held) })
    }

    /// The address of a database of this cluster for its superuser, for libpq and everything built on it.
    #[must_use]
    pub fn url(&self, database: &str) -> String {
        self.url_as(initdb::ROLE, database)
    }

    /// The same for another role. It needs no password either: the folder is closed to everyone else.
    #[must_use]
    pub fn url_as(&self, role: &str, database: &str) -> String {
        socket::url(self.server.socket(), role, database)
    }

    /// The folder of the Postgres programs in use.
    #[must_use]
    pub fn bin_dir(&self) -> &Path {
        self.server.binaries().dir()
    }

    /// A `psql`: the one beside the server, else one on `PATH`, else none, because some installations lack it.
    #[must_use]
    pub fn psql(&self) -> Option<PathBuf> {
        self.server.binaries().psql()
    }

    /// Brings the server back if it has died; `true` if it had. Cheap while the server lives, so that `serve` can ask every second.
    ///
    /// # Errors
    /// What kept the server from starting; asking again later is fine.
    pub fn ensure_running(&self) -> Result<bool, ClusterError> {
        if self.server.is_up() {
            return Ok(false);
        }
        let _gate = locks::gate(self.server.folder(), &mut |_| {})?;
        self.server.bring_up(&mut |line| tracing::warn!(data_dir = %self.server.folder().path().display(), "{line}"))
    }

    /// Leaves the cluster. The server is stopped, fast and cleanly, by a [`Use::Serve`] and by the last [`Use::Beside`]; it runs on for others.
    ///
    /// # Errors
    /// What kept the server from stopping; it is then still running, and the next start takes it over.
    pub fn stop(mut self) -> Result<(), ClusterError> {
        self.leave()
    }

    fn leave(&mut self) -> Result<(), ClusterError> {
        let Some(held) = self.held.take() else { return Ok(()) };
        // The gate first: nobody may join between our being the last and the stop.
        let _gate = locks::gate(self.server.folder(), &mut |_| {})?;
        if held.is_last_out(self.server.folder())? { self.server.stop() } else { Ok(()) }
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if let Err(error) = self.leave() {
            tracing::error!(%error, "the private Postgres was not stopped");
        }
    }
}

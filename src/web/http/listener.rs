//! What the server listens on: a port, a socket in a folder, or what was opened before the program began, as systemd does.

use std::os::unix::fs::{FileTypeExt, PermissionsExt};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::{fs, io, net::TcpListener};

use listenfd::ListenFd;

/// Something that is open, and to which others can connect already.
#[derive(Debug)]
pub enum Listener {
    /// A port.
    Port(TcpListener),
    /// A socket in a folder.
    Socket(UnixListener),
}

impl From<TcpListener> for Listener {
    fn from(port: TcpListener) -> Self {
        Self::Port(port)
    }
}

/// Why what was opened before cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Unfit {
    /// There are several.
    #[error("{0} sockets were handed over by LISTEN_FDS, and the shop listens on one; name one ListenStream in its unit")]
    Several(usize),
    /// It is none to which anybody can connect.
    #[error("What was handed over by LISTEN_FDS is neither a TCP nor a Unix socket; name a ListenStream in its unit")]
    NoStream,
}

impl Listener {
    /// What was opened before the program began, if anything was.
    ///
    /// # Errors
    /// It cannot be used.
    pub fn handed_over() -> Result<Option<Self>, Unfit> {
        let mut handed = ListenFd::from_env();
        match handed.len() {
            0 => Ok(None),
            1 => {
                let port = handed.take_tcp_listener(0).ok().flatten().map(Self::Port);
                let either = port.or_else(|| handed.take_unix_listener(0).ok().flatten().map(Self::Socket));
                either.ok_or(Unfit::NoStream).map(Some)
            }
            several => Err(Unfit::Several(several)),
        }
    }

    /// A socket at this path. Who may connect is for its folder to say. One that nobody listens on any more is replaced.
    ///
    /// # Errors
    /// Where the operating system refuses, or somebody listens there.
    pub fn at(path: &Path) -> io::Result<Self> {
        let bound = match UnixListener::bind(path) {
            Err(error) if error.kind() == io::ErrorKind::AddrInUse && is_left_behind(path) => {
                fs::remove_file(path)?;
                UnixListener::bind(path)
            }
            bound => bound,
        }?;
        fs::set_permissions(path, fs::Permissions::from_mode(0o666))?;
        Ok(Self::Socket(bound))
    }

    /// Where it is, as the setting for it would say: `127.0.0.1:8080`, or `unix:/run/hello/hello.sock`.
    ///
    /// # Errors
    /// Where the operating system refuses.
    pub fn address(&self) -> io::Result<String> {
        match self {
            Self::Port(port) => Ok(port.local_addr()?.to_string()),
            Self::Socket(socket) => {
                let path = socket.local_addr()?.as_pathname().map_or_else(PathBuf::new, Path::to_owned);
                Ok(format!("unix:{}", path.display()))
            }
        }
    }
}

/// Whether a socket is there on which nobody listens.
fn is_left_behind(path: &Path) -> bool {
    // Of a file that is no socket it is said in the same way that nobody listens there.
    fs::symlink_metadata(path).is_ok_and(|there| there.file_type().is_socket())
        && matches!(UnixStream::connect(path), Err(error) if error.kind() == io::ErrorKind::ConnectionRefused)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_socket_that_was_left_behind_is_replaced_and_one_that_is_used_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("hello.sock");
        let first = Listener::at(&path).unwrap();
        assert_eq!(Listener::at(&path).unwrap_err().kind(), io::ErrorKind::AddrInUse);
        drop(first);
        assert!(path.exists(), "a socket outlives whoever listened");
        let again = Listener::at(&path).unwrap();
        assert_eq!(again.address().unwrap(), format!("unix:{}", path.display()));
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o666);
        let file = folder.path().join("a file");
        fs::write(&file, "of somebody").unwrap();
        assert!(Listener::at(&file).is_err());
        assert_eq!(fs::read_to_string(&file).unwrap(), "of somebody", "what is no socket stays");
    }
}

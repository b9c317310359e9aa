//! Where clients meet the server: a Unix socket in a folder that is closed to everyone else.

use std::{
    fs,
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
};

use super::{ClusterError, folder, folder::Folder};

/// Only a part of the socket's name; nothing listens on the network.
pub(super) const PORT: u16 = 5432;

/// What a socket's address has room for on every system: 107 bytes on Linux, 103 on macOS.
const LONGEST: usize = 103;

/// The folder of the socket: the data folder, or a short private one where its path is no address.
pub(super) fn dir(folder: &Folder) -> Result<PathBuf, ClusterError> {
    let path = folder.path();
    // libpq reads a comma as a list of hosts.
    if file(path).as_os_str().len() <= LONGEST && !path.to_string_lossy().contains(',') {
        return Ok(path.to_path_buf());
    }
    // Named for the data folder itself, so that every process comes to the same name, even after a rename.
    let meta = fs::metadata(path).map_err(ClusterError::file("look at", path))?;
    let short = PathBuf::from(format!("/tmp/hello-{}-{:x}-{:x}", folder.owner().uid(), meta.dev(), meta.ino()));
    folder::private(&short, folder.owner())?;
    Ok(short)
}

/// The socket itself.
pub(super) fn file(dir: &Path) -> PathBuf {
    dir.join(format!(".s.PGSQL.{PORT}"))
}

/// The file with which Postgres guards the socket.
pub(super) fn lock(dir: &Path) -> PathBuf {
    dir.join(format!(".s.PGSQL.{PORT}.lock"))
}

/// The address of a database for a role, in libpq's form. It names what a variable of libpq would change otherwise: `PGPORT`, `PGOPTIONS`,
/// `PGHOSTADDR` and the like.
pub(super) fn url(dir: &Path, role: &str, database: &str) -> String {
    let (role, database) = (percent_encoded(role), percent_encoded(database));
    let host = percent_encoded(&dir.to_string_lossy());
    let rest =
        "hostaddr=&options=&client_encoding=UTF8&target_session_attrs=any&sslmode=disable&gssencmode=disable&channel_binding=disable";
    format!("postgresql:///{database}?host={host}&port={PORT}&user={role}&{rest}")
}

fn percent_encoded(text: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes().map(|byte| if is_plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path_and_name_fits_into_an_address() {
        let url = url(Path::new("/home/anna b/ü&?"), "anna b", "hello%shop");
        assert!(url.starts_with("postgresql:///hello%25shop?host=%2Fhome%2Fanna%20b%2F%C3%BC%26%3F&port=5432&user=anna%20b&"), "{url}");
    }
}

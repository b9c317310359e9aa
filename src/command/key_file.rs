//! The key for seals: a file in the data folder, or given by `HELLO_SEAL_KEY`.

use crate::integrity::SealKey;
use std::{
    fs,
    io::{self, ErrorKind, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::{Path, PathBuf},
};

/// The name of the key's file.
const FILE: &str = "seal.key";

/// Why there is no key, as a sentence.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// It is there and makes no sense.
    #[error("{0} is not a key for seals; it has to be 64 hexadecimal digits, and after them at most other public keys.")]
    NoKey(String),
    /// The file can be neither read nor made.
    #[error("The key for seals, {path}, cannot be read or made: {why}. Let this user read it, or give the key by HELLO_SEAL_KEY.")]
    NoFile {
        /// Where it should be.
        path: PathBuf,
        /// What the operating system said.
        why: io::Error,
    },
}

/// Reads a key that was given.
///
/// # Errors
/// [`KeyError::NoKey`], which does not repeat it.
pub fn given(text: &str) -> Result<SealKey, KeyError> {
    SealKey::parse(text).map_err(|_| KeyError::NoKey("HELLO_SEAL_KEY".to_owned()))
}

/// The key in the data folder; `None` where none was made yet.
///
/// # Errors
/// It cannot be read.
pub fn find(folder: &Path) -> Result<Option<SealKey>, KeyError> {
    let path = folder.join(FILE);
    match fs::read_to_string(&path) {
        Ok(text) => SealKey::parse(&text).map(Some).map_err(|_| KeyError::NoKey(path.display().to_string())),
        Err(why) if why.kind() == ErrorKind::NotFound => Ok(None),
        Err(why) => Err(KeyError::NoFile { path, why }),
    }
}

/// The key in the data folder, made where there is none. Of two that make one at once, both get the same.
///
/// # Errors
/// It can be neither read nor made.
pub fn open(folder: &Path) -> Result<SealKey, KeyError> {
    if let Some(key) = find(folder)? {
        return Ok(key);
    }
    let failed = |why| KeyError::NoFile { path: folder.join(FILE), why };
    make(folder).map_err(failed)?;
    find(folder)?.ok_or_else(|| failed(ErrorKind::NotFound.into()))
}

/// Makes the file whole or not at all: it is written under another name, and linked to its own where none is there yet.
fn make(folder: &Path) -> io::Result<()> {
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    let mut secret = [0; 32];
    getrandom::fill(&mut secret).map_err(io::Error::other)?;
    let hex: String = secret.iter().map(|byte| format!("{byte:02x}")).collect();
    let mut beside = [0; 4];
    getrandom::fill(&mut beside).map_err(io::Error::other)?;
    let (path, unfinished) = (folder.join(FILE), folder.join(format!("{FILE}.{:08x}", u32::from_be_bytes(beside))));
    let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&unfinished)?;
    let written = writeln!(file, "{hex}").and_then(|()| file.sync_all());
    let linked = written.and_then(|()| match fs::hard_link(&unfinished, &path) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        done => done,
    });
    fs::remove_file(&unfinished)?;
    linked?;
    fs::File::open(folder)?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::integrity::PublicKey;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn a_key_is_made_once_for_its_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("data");
        assert!(find(&place).unwrap().is_none());
        let made: Vec<PublicKey> = std::thread::scope(|scope| {
            let all: Vec<_> = (0..8).map(|_| scope.spawn(|| open(&place).unwrap().public())).collect();
            all.into_iter().map(|one| one.join().unwrap()).collect()
        });
        assert!(made.iter().all(|key| *key == made[0]), "{made:?}");
        let files: Vec<_> = fs::read_dir(&place).unwrap().map(|file| file.unwrap().file_name()).collect();
        assert_eq!(files, ["seal.key"]);
        assert_eq!(fs::metadata(place.join(FILE)).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(SealKey::parse(&fs::read_to_string(place.join(FILE)).unwrap()).unwrap().public(), made[0]);
    }

    #[test]
    fn a_key_that_makes_no_sense_is_told_with_its_place() {
        assert!(given("no key").unwrap_err().to_string().starts_with("HELLO_SEAL_KEY is not a key"));
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join(FILE)).unwrap();
        assert!(open(folder.path()).unwrap_err().to_string().contains("HELLO_SEAL_KEY"));
    }
}

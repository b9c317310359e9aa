//! The key with which an installation signs its seals: a file in the data folder, or given by `HELLO_SEAL_KEY`.
//!
//! Either way it is 64 hexadecimal digits, the secret. Public keys may follow, with spaces or on lines of their own: those with which older
//! seals were signed and which are still believed, where the secret was lost or replaced.

use super::{Seal, SignedSeal, from_hex, in_hex, to_hex};
use ed25519_dalek::{Signer, SigningKey, VerifyingKey};
use std::{
    fmt, fs,
    io::{self, ErrorKind, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::{Path, PathBuf},
};

/// The name of the key's file.
const FILE: &str = "seal.key";

/// The bytes of an Ed25519 signature.
pub type Signature = [u8; 64];

/// The half of a key that everybody may know.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct PublicKey([u8; 32]);

impl PublicKey {
    /// Reads 64 hexadecimal digits.
    #[must_use]
    pub fn parse(hex: &str) -> Option<Self> {
        from_hex(hex).map(Self)
    }

    /// The bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Whether the secret half has signed this text. Bytes that are no key have signed nothing.
    #[must_use]
    pub fn has_signed(&self, text: &[u8], signature: &Signature) -> bool {
        let signature = ed25519_dalek::Signature::from_bytes(signature);
        VerifyingKey::from_bytes(&self.0).is_ok_and(|key| key.verify_strict(text, &signature).is_ok())
    }
}

in_hex!(PublicKey);

/// The public keys whose seals are believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trust(Vec<PublicKey>);

impl Trust {
    /// Whether seals of this key are believed.
    #[must_use]
    pub fn includes(&self, key: &PublicKey) -> bool {
        self.0.contains(key)
    }
}

/// The secret with which seals are signed.
pub struct SealKey {
    secret: SigningKey,
    trust: Trust,
}

impl fmt::Debug for SealKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SealKey({})", self.public())
    }
}

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

impl SealKey {
    /// Reads a key that was given.
    ///
    /// # Errors
    /// [`KeyError::NoKey`], which does not repeat it.
    pub fn parse(given: &str) -> Result<Self, KeyError> {
        Self::read(given, "HELLO_SEAL_KEY")
    }

    fn read(text: &str, place: &str) -> Result<Self, KeyError> {
        let unread = || KeyError::NoKey(place.to_owned());
        let mut words = text.split_whitespace();
        let secret = SigningKey::from_bytes(&words.next().and_then(from_hex).ok_or_else(unread)?);
        let mut trusted = vec![PublicKey(secret.verifying_key().to_bytes())];
        for word in words {
            trusted.push(PublicKey::parse(word).ok_or_else(unread)?);
        }
        Ok(Self { secret, trust: Trust(trusted) })
    }

    /// The key in the data folder; `None` where none was made yet.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn find(folder: &Path) -> Result<Option<Self>, KeyError> {
        let path = folder.join(FILE);
        match fs::read_to_string(&path) {
            Ok(text) => Self::read(&text, &path.display().to_string()).map(Some),
            Err(why) if why.kind() == ErrorKind::NotFound => Ok(None),
            Err(why) => Err(KeyError::NoFile { path, why }),
        }
    }

    /// The key in the data folder, made where there is none. Of two that make one at once, both get the same.
    ///
    /// # Errors
    /// It can be neither read nor made.
    pub fn open(folder: &Path) -> Result<Self, KeyError> {
        if let Some(key) = Self::find(folder)? {
            return Ok(key);
        }
        let failed = |why| KeyError::NoFile { path: folder.join(FILE), why };
        make(folder).map_err(failed)?;
        Self::find(folder)?.ok_or_else(|| failed(ErrorKind::NotFound.into()))
    }

    /// The half that everybody may know.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        PublicKey(self.secret.verifying_key().to_bytes())
    }

    /// The keys whose seals are believed: this one, and those that were named beside it.
    #[must_use]
    pub fn trust(&self) -> &Trust {
        &self.trust
    }

    /// Signs a seal, which then names this key.
    #[must_use]
    pub fn sign(&self, seal: Seal) -> SignedSeal {
        let seal = Seal { public_key: self.public(), ..seal };
        let signature = self.secret.sign(seal.text().as_bytes()).to_bytes();
        SignedSeal { seal, signature }
    }
}

/// Makes the file whole or not at all: it is written under another name, and linked to its own where none is there yet.
fn make(folder: &Path) -> io::Result<()> {
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    let mut secret = [0; 32];
    getrandom::fill(&mut secret).map_err(io::Error::other)?;
    let (path, unfinished) = (folder.join(FILE), folder.join(format!("{FILE}.{}", to_hex(secret.iter().rev().take(4)))));
    let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&unfinished)?;
    let written = writeln!(file, "{}", to_hex(&secret)).and_then(|()| file.sync_all());
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
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn a_key_is_made_once_for_its_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("data");
        assert!(SealKey::find(&place).unwrap().is_none());
        let made: Vec<PublicKey> = std::thread::scope(|scope| {
            let all: Vec<_> = (0..8).map(|_| scope.spawn(|| SealKey::open(&place).unwrap().public())).collect();
            all.into_iter().map(|one| one.join().unwrap()).collect()
        });
        assert!(made.iter().all(|key| *key == made[0]), "{made:?}");
        let files: Vec<_> = fs::read_dir(&place).unwrap().map(|file| file.unwrap().file_name()).collect();
        assert_eq!(files, ["seal.key"]);
        assert_eq!(fs::metadata(place.join(FILE)).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(SealKey::parse(&fs::read_to_string(place.join(FILE)).unwrap()).unwrap().public(), made[0]);
    }

    #[test]
    fn a_key_that_makes_no_sense_is_not_repeated() {
        for given in ["", "secret words", &"07".repeat(31), &format!("{} zz", "07".repeat(32))] {
            let refused = SealKey::parse(given).unwrap_err().to_string();
            assert!(refused.starts_with("HELLO_SEAL_KEY is not a key"), "{refused}");
            assert!(given.is_empty() || !refused.contains(given), "{refused}");
        }
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join(FILE)).unwrap();
        assert!(SealKey::open(folder.path()).unwrap_err().to_string().contains("HELLO_SEAL_KEY"));
    }

    #[test]
    fn keys_of_before_are_believed_and_sign_nothing() {
        let (old, new) = (SealKey::parse(&"07".repeat(32)).unwrap(), SealKey::parse(&"08".repeat(32)).unwrap());
        let both = SealKey::parse(&format!("{}\n{}\n", "08".repeat(32), old.public())).unwrap();
        assert_eq!(both.public(), new.public());
        assert!(both.trust().includes(&old.public()) && both.trust().includes(&new.public()));
        assert!(!new.trust().includes(&old.public()));
        assert!(!format!("{both:?}").contains("0808"), "the secret is not told");
    }

    #[test]
    fn a_key_signs_as_rfc_8032_has_it() {
        let secret = SigningKey::from_bytes(&from_hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60").unwrap());
        let public = PublicKey(secret.verifying_key().to_bytes());
        assert_eq!(public.to_string(), "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
        let signature = secret.sign(b"").to_bytes();
        assert_eq!(to_hex(&signature).get(..16), Some("e5564300c360ac72"));
        assert!(public.has_signed(b"", &signature) && !public.has_signed(b"x", &signature));
    }
}

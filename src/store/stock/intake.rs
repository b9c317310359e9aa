//! What is seen of a file while its bytes go by: how they are text, how many they are, and their hash.

use crate::integrity::Hash;
use crate::shop::stock::MOST_BYTES;
use crate::shop::stock::encoding::{Encoding, Sniffer};
use sha2::{Digest, Sha256};

/// A file that comes.
#[derive(Debug, Default)]
pub struct Intake {
    sniffer: Sniffer,
    digest: Sha256,
    bytes: u64,
}

/// A file that has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    /// How it is text.
    pub encoding: Encoding,
    /// sha256 of its bytes.
    pub hash: Hash,
    /// How long it is.
    pub bytes: u64,
}

impl Intake {
    /// Looks at the next bytes.
    ///
    /// # Errors
    /// A sentence, where they are too many.
    pub fn feed(&mut self, bytes: &[u8]) -> Result<(), String> {
        self.bytes += bytes.len() as u64;
        if self.bytes > MOST_BYTES {
            return Err(format!("This file is larger than {} MB; divide it", MOST_BYTES >> 20));
        }
        self.sniffer.feed(bytes);
        self.digest.update(bytes);
        Ok(())
    }

    /// What it is.
    ///
    /// # Errors
    /// A sentence that says what to do, where it is no text.
    pub fn finish(self) -> Result<Taken, String> {
        let encoding = self.sniffer.finish()?;
        let hash = Hash::try_from(self.digest.finalize().as_slice()).unwrap_or(Hash::ZERO);
        Ok(Taken { encoding, hash, bytes: self.bytes })
    }
}

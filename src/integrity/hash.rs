//! Hashes, and how bytes are written in hexadecimal.

use sha2::{Digest, Sha256};

/// A sha256.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Hash(pub(super) [u8; 32]);

impl Hash {
    /// Thirty-two zeros: the root of no pets, and what comes before the first seal.
    pub const ZERO: Self = Self([0; 32]);

    /// The hash of some bytes, one part after the other.
    #[must_use]
    pub fn of(parts: &[&[u8]]) -> Self {
        Self(parts.iter().fold(Sha256::new(), |hash, part| hash.chain_update(part)).finalize().into())
    }

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

    /// The first twelve digits: enough to tell two apart at a glance.
    #[must_use]
    pub fn short(&self) -> String {
        to_hex(self.0.iter().take(6))
    }
}

/// Thirty-two bytes that are read from a column and shown as hexadecimal digits.
macro_rules! in_hex {
    ($name:ident) => {
        impl TryFrom<&[u8]> for $name {
            type Error = std::array::TryFromSliceError;

            fn try_from(bytes: &[u8]) -> Result<Self, Self::Error> {
                bytes.try_into().map(Self)
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(&$crate::integrity::hash::to_hex(&self.0))
            }
        }

        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(self, f)
            }
        }
    };
}
pub(super) use in_hex;

in_hex!(Hash);

/// Bytes as lower-case hexadecimal digits.
pub(super) fn to_hex<'a>(bytes: impl IntoIterator<Item = &'a u8>) -> String {
    bytes.into_iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The bytes of exactly so many hexadecimal digits.
pub(super) fn from_hex<const N: usize>(hex: &str) -> Option<[u8; N]> {
    let digits: Vec<u8> = hex.chars().map(|digit| digit.to_digit(16).and_then(|digit| u8::try_from(digit).ok())).collect::<Option<_>>()?;
    let pair = |pair: &[u8]| match pair {
        [high, low] => Some(high << 4 | low),
        _ => None,
    };
    digits.chunks(2).map(pair).collect::<Option<Vec<u8>>>()?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_written_in_hexadecimal_and_read_again() {
        let hash = Hash::of(&[b"a", b"bc"]);
        assert_eq!(hash.to_string(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", "as FIPS 180 has it for abc");
        assert_eq!(Hash::parse(&hash.to_string()), Some(hash));
        assert_eq!(hash.short(), "ba7816bf8f01");
        for other in ["", "ba7816bf", "zz7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", &format!("{hash}00")] {
            assert_eq!(Hash::parse(other), None, "{other}");
        }
    }
}

//! The halves of keys that everybody may know, and which of them are believed.

use super::hash::{from_hex, in_hex};
use ed25519_dalek::VerifyingKey;

/// The bytes of an Ed25519 signature.
pub type Signature = [u8; 64];

/// The half of a key that everybody may know.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct PublicKey([u8; 32]);

impl PublicKey {
    /// The half of a key pair that everybody may know.
    pub(super) fn of(key: &VerifyingKey) -> Self {
        Self(key.to_bytes())
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
    /// These are believed, and no other.
    pub(super) fn in_these(keys: Vec<PublicKey>) -> Self {
        Self(keys)
    }

    /// Whether seals of this key are believed.
    #[must_use]
    pub fn includes(&self, key: &PublicKey) -> bool {
        self.0.contains(key)
    }
}

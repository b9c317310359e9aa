//! The key with which an installation signs its seals: 64 hexadecimal digits, the secret. Public keys may follow, with spaces or on lines of
//! their own: those with which older seals were signed and which are still believed, where the secret was lost or replaced.

use super::hash::from_hex;
use super::public_key::{PublicKey, Signature, Trust};
use super::seal::{Seal, SignedSeal};
use ed25519_dalek::{Signer, SigningKey};
use std::fmt;

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

/// It is no key for seals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("it has to be 64 hexadecimal digits, and after them at most other public keys")]
pub struct NoKey;

impl SealKey {
    /// Reads a key: 64 hexadecimal digits, and behind them the public keys that are believed besides, with white space between.
    ///
    /// # Errors
    /// [`NoKey`], which does not repeat it.
    pub fn parse(text: &str) -> Result<Self, NoKey> {
        let mut words = text.split_whitespace();
        let secret = SigningKey::from_bytes(&words.next().and_then(from_hex).ok_or(NoKey)?);
        let mut trusted = vec![PublicKey::of(&secret.verifying_key())];
        for word in words {
            trusted.push(PublicKey::parse(word).ok_or(NoKey)?);
        }
        Ok(Self { secret, trust: Trust::in_these(trusted) })
    }

    /// The half that everybody may know.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        PublicKey::of(&self.secret.verifying_key())
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
        let signature = self.sign_text(seal.text().as_bytes());
        SignedSeal { seal, signature }
    }

    /// Signs a text.
    #[must_use]
    pub fn sign_text(&self, text: &[u8]) -> Signature {
        self.secret.sign(text).to_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::super::hash::to_hex;
    use super::*;

    #[test]
    fn a_key_that_makes_no_sense_is_not_repeated() {
        for given in ["", "secret words", &"07".repeat(31), &format!("{} zz", "07".repeat(32))] {
            let refused = SealKey::parse(given).unwrap_err().to_string();
            assert!(given.is_empty() || !refused.contains(given), "{refused}");
        }
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
        let public = PublicKey::of(&secret.verifying_key());
        assert_eq!(public.to_string(), "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
        let signature = secret.sign(b"").to_bytes();
        assert_eq!(to_hex(&signature).get(..16), Some("e5564300c360ac72"));
        assert!(public.has_signed(b"", &signature) && !public.has_signed(b"x", &signature));
    }
}

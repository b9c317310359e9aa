//! A seal: a short signed text about the whole shop as a refresh saw it, worth keeping somewhere else.

use super::hash::{Hash, from_hex, to_hex};
use super::public_key::{PublicKey, Signature};
use chrono::{DateTime, SubsecRound, Utc};
use std::fmt::Write;

/// The first line of the text.
const TITLE: &str = "Hello! seal";

/// How a moment stands in the text.
const MOMENT: &str = "%Y-%m-%dT%H:%M:%S%.6fZ";

/// What a seal says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seal {
    /// Seals count from 1, without gaps.
    pub id: i64,
    /// When, to the microsecond.
    pub sealed_at: DateTime<Utc>,
    /// The refresh that saw it.
    pub refresh_id: i64,
    /// How many pets there were, those included whose beginning was taken back.
    pub pets: i64,
    /// How many events they had.
    pub events: i64,
    /// The root of [`super::merkle`] over all of them.
    pub root: Hash,
    /// The hash of the seal before; zeros for the first one.
    pub previous: Hash,
    /// With which key it is signed.
    pub public_key: PublicKey,
}

impl Seal {
    /// The text that is hashed and signed.
    #[must_use]
    pub fn text(&self) -> String {
        let Self { id, sealed_at, refresh_id, pets, events, root, previous, public_key } = self;
        let sealed_at = sealed_at.trunc_subsecs(6).format(MOMENT);
        format!(
            "{TITLE}\nseal: {id}\nsealed at: {sealed_at}\nrefresh: {refresh_id}\npets: {pets}\nevents: {events}\n\
             root: {root}\nprevious seal: {previous}\npublic key: {public_key}\n"
        )
    }

    /// The hash of its text.
    #[must_use]
    pub fn hash(&self) -> Hash {
        Hash::of(&[self.text().as_bytes()])
    }
}

/// A seal with its signature, as it stands in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedSeal {
    /// What it says.
    pub seal: Seal,
    /// Ed25519 over [`Seal::text`].
    pub signature: Signature,
}

/// A file that is no seal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is no seal; a seal is a file like hello-seal-12.txt, as it was downloaded from the shop")]
pub struct NoSeal;

impl SignedSeal {
    /// The file: the text, and the signature as its last line.
    #[must_use]
    pub fn file(&self) -> String {
        let mut file = self.seal.text();
        let _ = writeln!(file, "signature: {}", to_hex(&self.signature));
        file
    }

    /// What the file is called.
    #[must_use]
    pub fn file_name(&self) -> String {
        format!("hello-seal-{}.txt", self.seal.id)
    }

    /// Reads a file. What a mail program does to the ends of its lines is forgiven, and nothing else.
    ///
    /// # Errors
    /// Where it is not exactly what [`SignedSeal::file`] writes.
    pub fn parse(file: &str) -> Result<Self, NoSeal> {
        let file = file.replace("\r\n", "\n");
        let file = file.trim_end_matches('\n');
        let read = Self::read(file).ok_or(NoSeal)?;
        if read.file().trim_end_matches('\n') == file { Ok(read) } else { Err(NoSeal) }
    }

    fn read(file: &str) -> Option<Self> {
        let mut lines = file.lines();
        lines.next().filter(|title| *title == TITLE)?;
        let mut value = |name: &str| lines.next()?.strip_prefix(name)?.strip_prefix(": ").map(str::to_owned);
        let seal = Seal {
            id: value("seal")?.parse().ok()?,
            sealed_at: value("sealed at")?.parse().ok()?,
            refresh_id: value("refresh")?.parse().ok()?,
            pets: value("pets")?.parse().ok()?,
            events: value("events")?.parse().ok()?,
            root: Hash::parse(&value("root")?)?,
            previous: Hash::parse(&value("previous seal")?)?,
            public_key: PublicKey::parse(&value("public key")?)?,
        };
        Some(Self { seal, signature: from_hex(&value("signature")?)? })
    }

    /// Whether the key that it names has signed it.
    #[must_use]
    pub fn is_genuine(&self) -> bool {
        self.seal.public_key.has_signed(self.seal.text().as_bytes(), &self.signature)
    }
}

#[cfg(test)]
mod tests {
    use super::super::key::SealKey;
    use super::*;
    use proptest::prelude::*;

    fn signed() -> SignedSeal {
        let key = SealKey::parse(&"07".repeat(32)).unwrap();
        key.sign(Seal {
            id: 12,
            sealed_at: "2026-11-23T15:44:18.12Z".parse().unwrap(),
            refresh_id: 15,
            pets: 300,
            events: 2410,
            root: Hash::of(&[b"root"]),
            previous: Hash::of(&[b"previous"]),
            public_key: key.public(),
        })
    }

    #[test]
    fn a_seal_is_a_short_text_in_a_fixed_order() {
        let lines = signed().file();
        let names: Vec<&str> = lines.lines().skip(1).map(|line| line.split(": ").next().unwrap()).collect();
        let expected = ["seal", "sealed at", "refresh", "pets", "events", "root", "previous seal", "public key", "signature"];
        assert_eq!((lines.lines().next(), names), (Some("Hello! seal"), expected.to_vec()));
        assert!(lines.contains("\nsealed at: 2026-11-23T15:44:18.120000Z\n"), "{lines}");
    }

    #[test]
    fn a_seal_comes_back_from_its_file_and_from_a_mail() {
        let seal = signed();
        assert!(seal.is_genuine());
        for file in [seal.file(), seal.file().replace('\n', "\r\n"), seal.file().trim_end().to_owned(), format!("{}\n\n", seal.file())] {
            assert_eq!(SignedSeal::parse(&file), Ok(seal.clone()), "{file}");
        }
        for file in ["", "Hello!", &seal.seal.text(), &seal.file().replace("pets: 300", "pets: +300"), &seal.file().to_uppercase()] {
            assert_eq!(SignedSeal::parse(file), Err(NoSeal), "{file}");
        }
    }

    proptest! {
        #[test]
        fn a_seal_with_one_other_character_is_none_or_not_genuine(place in 0..400usize, other in "[ -~]") {
            let file = signed().file();
            let place = place % file.len();
            let mut changed = file.clone();
            changed.replace_range(place..=place, &other);
            if changed != file {
                prop_assert!(!SignedSeal::parse(&changed).is_ok_and(|seal| seal.is_genuine()), "{}", changed);
            }
        }

        #[test]
        fn no_file_brings_the_reader_down(file: String) {
            prop_assert_eq!(SignedSeal::parse(&file), Err(NoSeal));
        }
    }
}

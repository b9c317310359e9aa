//! A pedigree certificate: the story of a pet and of its mothers, and the proof that a seal covers them. It needs no database to be checked,
//! only the public key of the shop.

#[cfg(test)]
mod tests;

use super::chain;
use super::hash::Hash;
use super::merkle::{Leaf, Proof};
use super::public_key::PublicKey;
use super::seal::SignedSeal;
use crate::shop::{Event, History, Pet, PetId, Recorded};
use std::fmt::Write;

/// The first line of the text.
const TITLE: &str = "Hello! certificate";

/// What the file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    /// The pet, its mother, hers, and so on to the one who arrived.
    pub line: Vec<Proven>,
    /// The seal that covers them all.
    pub seal: SignedSeal,
}

/// One pet of the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proven {
    /// The pet.
    pub pet: PetId,
    /// The encodings of its events, up to the latest that the seal covers.
    pub events: Vec<String>,
    /// The hash of the latest.
    pub head: Hash,
    /// That the seal's root covers it.
    pub proof: Proof,
}

/// The story of one pet of the line, once it is checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProvenStory {
    /// The pet as the seal covers it; as it was last, where nothing counts of it any more.
    pub pet: Pet,
    /// Its events, each with its hash.
    pub events: Vec<(Recorded, Hash)>,
}

/// Why a certificate proves nothing, as it reads on after "it proves nothing:".
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Doubt {
    /// The text is no certificate.
    #[error("it is no certificate; a certificate is a file like hello-certificate-bella.txt, as it was downloaded from the shop")]
    NoCertificate,
    /// A story does not hold.
    #[error("the story of pet {0} was changed: {1}")]
    Story(PetId, String),
    /// The head is not that of the events.
    #[error("the events of pet {0} are not those that its hash stands for")]
    Head(PetId),
    /// The root is not reached.
    #[error("seal {1} does not cover pet {0} as it stands there")]
    NotCovered(PetId, i64),
    /// A mother is missing, or is another one.
    #[error("the line of mothers is broken after pet {0}")]
    BrokenLine(PetId),
    /// The seal was changed.
    #[error("its seal was changed: the signature is not that of what it says")]
    Forged,
    /// Somebody else signed it.
    #[error("its seal is signed with another key; its own key is {0}")]
    Foreign(PublicKey),
}

impl Certificate {
    /// The file.
    #[must_use]
    pub fn file(&self) -> String {
        let mut file = format!("{TITLE}\npets: {}\n", self.line.len());
        for Proven { pet, events, head, proof } in &self.line {
            let _ = write!(file, "pet: {pet}\nevents: {}\n", events.len());
            for event in events {
                let _ = writeln!(file, "event: {event}");
            }
            let _ = write!(file, "head: {head}\nbeside: {}\n", proof.beside.len());
            for hash in &proof.beside {
                let _ = writeln!(file, "hash: {hash}");
            }
        }
        file + &self.seal.file()
    }

    /// Reads a file. What a mail program does to the ends of its lines is forgiven, and nothing else.
    ///
    /// # Errors
    /// [`Doubt::NoCertificate`], where it is not exactly what [`Certificate::file`] writes.
    pub fn parse(file: &str) -> Result<Self, Doubt> {
        let file = file.replace("\r\n", "\n");
        let file = file.trim_end_matches('\n');
        let read = Self::read(file).ok_or(Doubt::NoCertificate)?;
        if read.file().trim_end_matches('\n') == file { Ok(read) } else { Err(Doubt::NoCertificate) }
    }

    fn read(file: &str) -> Option<Self> {
        let mut lines = Lines(file);
        lines.next().filter(|title| *title == TITLE)?;
        let mut line = Vec::new();
        for _ in 0..lines.number("pets")? {
            let pet = PetId(lines.value("pet")?.parse().ok()?);
            // Not `with_capacity`: whoever writes a number there does not say how much memory is taken.
            let mut events = Vec::new();
            for _ in 0..lines.number("events")? {
                events.push(lines.value("event")?.to_owned());
            }
            let head = Hash::parse(lines.value("head")?)?;
            let mut beside = Vec::new();
            for _ in 0..lines.number("beside")? {
                beside.push(Hash::parse(lines.value("hash")?)?);
            }
            line.push(Proven { pet, events, head, proof: Proof { beside } });
        }
        Some(Self { line, seal: SignedSeal::parse(lines.0).ok()? })
    }

    /// Checks everything, from the events up to the signature, and tells the stories: the pet's first, then its mother's, and so on.
    ///
    /// # Errors
    /// The first thing that does not fit.
    pub fn check(&self, is_trusted: impl Fn(&PublicKey) -> bool) -> Result<Vec<ProvenStory>, Doubt> {
        if !self.seal.is_genuine() {
            return Err(Doubt::Forged);
        }
        if !is_trusted(&self.seal.seal.public_key) {
            return Err(Doubt::Foreign(self.seal.seal.public_key));
        }
        let told: Vec<ProvenStory> = self.line.iter().map(|proven| proven.check(&self.seal)).collect::<Result<_, _>>()?;
        let pets = self.line.iter().map(|proven| proven.pet);
        let next = pets.clone().skip(1).map(Some).chain([None]);
        match told.iter().zip(pets).zip(next).find(|((told, _), mother)| told.mother() != *mother) {
            Some(((_, pet), _)) => Err(Doubt::BrokenLine(pet)),
            None if told.is_empty() => Err(Doubt::NoCertificate),
            None => Ok(told),
        }
    }

    /// What the file is called, after the pet.
    #[must_use]
    pub fn file_name(&self, name: &str) -> String {
        let letters: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).take(40).collect();
        let name = letters.trim_matches('-');
        format!("hello-certificate-{}.txt", if name.is_empty() { "pet" } else { name })
    }
}

impl Proven {
    fn check(&self, seal: &SignedSeal) -> Result<ProvenStory, Doubt> {
        let events = chain::told(self.pet, &self.events).map_err(|what| Doubt::Story(self.pet, what.to_string()))?;
        let (latest, head) = events.last().ok_or(Doubt::Head(self.pet))?;
        if *head != self.head {
            return Err(Doubt::Head(self.pet));
        }
        let leaf = Leaf { pet: self.pet, version: latest.version, head: *head };
        if self.proof.root(&leaf) != Some(seal.seal.root) {
            return Err(Doubt::NotCovered(self.pet, seal.seal.id));
        }
        let history = History::of(events.iter().map(|(event, _)| event)).map_err(|why| Doubt::Story(self.pet, why.to_string()))?;
        let pet = history.remembered().cloned().ok_or(Doubt::Head(self.pet))?;
        Ok(ProvenStory { pet, events })
    }
}

impl ProvenStory {
    /// Its mother, where it was born here.
    #[must_use]
    pub fn mother(&self) -> Option<PetId> {
        match self.events.first().map(|(first, _)| &first.event) {
            Some(Event::Born(born)) => Some(born.mother_id),
            _ => None,
        }
    }
}

/// What is still to be read, a line at a time.
struct Lines<'a>(&'a str);

impl<'a> Lines<'a> {
    fn next(&mut self) -> Option<&'a str> {
        let (line, rest) = self.0.split_once('\n')?;
        self.0 = rest;
        Some(line)
    }

    fn value(&mut self, name: &str) -> Option<&'a str> {
        self.next()?.strip_prefix(name)?.strip_prefix(": ")
    }

    fn number(&mut self, name: &str) -> Option<usize> {
        self.value(name)?.parse().ok()
    }
}

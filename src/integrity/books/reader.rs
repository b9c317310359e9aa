//! Reads the books from their file, line by line, and refuses the first that is not as it was written. What an event's hash is, and whether
//! the database takes it, is asked when it is recorded.

use super::{Account, Counts, Customer, EndLine, FORMAT, Head, Named, SealLine, Sealed, hash_of, kind, signed_text};
use crate::integrity::cloud_event::{CloudEvent, JSON, Logged, SOURCE, SPEC, moment};
use crate::integrity::hash::{Hash, from_hex};
use crate::integrity::public_key::PublicKey;
use crate::integrity::seal::SignedSeal;
use crate::shop::{AccountId, CustomerId, EventKind};
use chrono::{DateTime, Utc};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

/// A line.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// The first one.
    Head(Head),
    /// Somebody who works here.
    Account(Account),
    /// A customer.
    Customer(Box<Customer>),
    /// An event.
    Event(Box<Logged>),
    /// A seal.
    Seal(Box<Sealed>),
    /// The last one, and with which key it is signed.
    End(Option<PublicKey>),
}

impl Item {
    /// What has to stand before what; events and seals stand among each other.
    fn place(&self) -> u8 {
        match self {
            Self::Head(_) => 0,
            Self::Account(_) => 1,
            Self::Customer(_) => 2,
            Self::Event(_) | Self::Seal(_) => 3,
            Self::End(_) => 4,
        }
    }
}

/// Why a line is refused, as it reads on after "Line 7 does not fit: ".
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LineFault {
    /// It is no line of such a file.
    #[error("it is no line of the books of a shop; those are a file that `hello export` has written")]
    NoLine,
    /// It is another line of it.
    #[error("line {0} of the books stands here; lines were removed, repeated or put in another order")]
    Misplaced(u64),
    /// It says something else than was written.
    #[error("it was changed after it was written")]
    Changed,
    /// Who wrote it knew more.
    #[error("it is from a newer version of this program, which knows {0}; use that one")]
    Newer(String),
    /// It has some of the books.
    #[error("these are a part of the books, and only whole books can be brought in; export them without --since, --pet and --type")]
    Part,
    /// What it counts is not there.
    #[error("it counts or signs something else than stands above it; a line was changed, removed or put in")]
    WrongSum,
    /// It covers another number of events.
    #[error("seal {seal} covers {says} events, and {found} stand above it; events were removed or put in")]
    SealCount {
        /// The seal.
        seal: i64,
        /// How many it says.
        says: i64,
        /// How many there are.
        found: u64,
    },
    /// The file ends too early.
    #[error("the books end here, and their last line is missing; the file was cut short")]
    CutShort,
}

/// Where it has got to.
#[derive(Debug, Default)]
pub struct Reader {
    digest: Sha256,
    line: u64,
    place: u8,
    counts: Counts,
}

impl Reader {
    /// How many lines it has read.
    #[must_use]
    pub fn line(&self) -> u64 {
        self.line
    }

    /// What it has counted.
    #[must_use]
    pub fn counts(&self) -> &Counts {
        &self.counts
    }

    /// Reads the next line, with its end.
    ///
    /// # Errors
    /// Where it is not as it was written, or not where.
    pub fn read(&mut self, line: &[u8]) -> Result<Item, LineFault> {
        self.line += 1;
        let Some(text) = line.strip_suffix(b"\n") else { return Err(if self.line == 1 { LineFault::NoLine } else { LineFault::CutShort }) };
        let mut event: CloudEvent = serde_json::from_slice(text).map_err(|_| self.unreadable(text))?;
        let is_canonical = serde_json::to_vec(&event).is_ok_and(|again| again == text);
        if !is_canonical || event.specversion != SPEC || event.source != SOURCE || event.datacontenttype != JSON {
            return Err(LineFault::Changed);
        }
        match event.line.take() {
            Some(line) if line == self.line => {}
            Some(line) => return Err(LineFault::Misplaced(line)),
            None => return Err(LineFault::NoLine),
        }
        let item = self.item(&event)?;
        if (self.line == 1) != (item.place() == 0) || item.place() < self.place || self.place == 4 {
            return Err(LineFault::NoLine);
        }
        self.place = item.place();
        self.digest.update(line);
        Ok(item)
    }

    /// Nothing comes any more.
    ///
    /// # Errors
    /// Where the last line has not come.
    pub fn finish(&self) -> Result<(), LineFault> {
        if self.place == 4 { Ok(()) } else { Err(if self.line == 0 { LineFault::NoLine } else { LineFault::CutShort }) }
    }

    /// What it cannot read is no line of books, or one of those of a later version, or cut off.
    fn unreadable(&self, text: &[u8]) -> LineFault {
        let format = |value: serde_json::Value| value.pointer("/data/format").and_then(serde_json::Value::as_u64);
        match serde_json::from_slice(text).ok().and_then(format) {
            Some(format) if self.line == 1 && format > u64::from(FORMAT) => newer_format(format),
            _ if self.line == 1 => LineFault::NoLine,
            _ => LineFault::Changed,
        }
    }

    fn item(&mut self, event: &CloudEvent) -> Result<Item, LineFault> {
        let is_of_the_log = event.hash.as_ref().is_none_or(|hash| *hash != hash_of(event));
        match event.kind.as_str() {
            kind::HEAD | kind::ACCOUNT | kind::CUSTOMER | kind::SEAL | kind::END if is_of_the_log => Err(LineFault::Changed),
            kind::HEAD => head(event),
            kind::ACCOUNT => {
                self.counts.accounts += 1;
                let Named { name } = data(event)?;
                let id = event.id.parse().map(AccountId).map_err(|_| LineFault::Changed)?;
                Ok(Item::Account(Account { id, since: time(event)?, name }))
            }
            kind::CUSTOMER => {
                self.counts.customers += 1;
                let id = event.id.parse().map(CustomerId).map_err(|_| LineFault::Changed)?;
                Ok(Item::Customer(Box::new(Customer { id, since: time(event)?, known: data(event)? })))
            }
            kind::SEAL => self.seal(event),
            kind::END => self.end(event),
            other if EventKind::named(other).is_none() => Err(LineFault::Newer(format!("events of the kind {other:?}"))),
            _ => {
                self.counts.events += 1;
                // A pet's number comes with its first event.
                let logged = event.logged().filter(|event| (event.version == 1) == event.number.is_some());
                logged.map(Box::new).map(Item::Event).ok_or(LineFault::Changed)
            }
        }
    }

    fn seal(&mut self, event: &CloudEvent) -> Result<Item, LineFault> {
        self.counts.seals += 1;
        let SealLine { refresh, seal } = data(event)?;
        let seal = SignedSeal::parse(&seal).ok().filter(|parsed| parsed.file() == seal).ok_or(LineFault::Changed)?;
        if event.id != format!("seal-{}", seal.seal.id) || event.time != Some(moment(seal.seal.sealed_at)) || !seal.is_genuine() {
            return Err(LineFault::Changed);
        }
        let (says, found) = (seal.seal.events, self.counts.events);
        if u64::try_from(says) != Ok(found) {
            return Err(LineFault::SealCount { seal: seal.seal.id, says, found });
        }
        Ok(Item::Seal(Box::new(Sealed { seal, refresh })))
    }

    fn end(&self, event: &CloudEvent) -> Result<Item, LineFault> {
        let EndLine { counts, above, public_key, signature } = data(event)?;
        let found = Hash(self.digest.clone().finalize().into());
        if counts != self.counts || above != found.to_string() {
            return Err(LineFault::WrongSum);
        }
        let (key, signature) = match (public_key, signature) {
            (None, None) => return Ok(Item::End(None)),
            (Some(key), Some(signature)) => (PublicKey::parse(&key).ok_or(LineFault::Changed)?, from_hex(&signature)),
            _ => return Err(LineFault::Changed),
        };
        let is_genuine = signature.is_some_and(|signature| key.has_signed(signed_text(&counts, &found).as_bytes(), &signature));
        if is_genuine { Ok(Item::End(Some(key))) } else { Err(LineFault::WrongSum) }
    }
}

fn newer_format(format: u64) -> LineFault {
    LineFault::Newer(format!("format {format} of such a file"))
}

fn head(event: &CloudEvent) -> Result<Item, LineFault> {
    let format = event.data.get("format").and_then(serde_json::Value::as_u64).ok_or(LineFault::NoLine)?;
    if format > u64::from(FORMAT) {
        return Err(newer_format(format));
    }
    let head: Head = data(event)?;
    if head.part.is_some() { Err(LineFault::Part) } else { Ok(Item::Head(head)) }
}

fn time(event: &CloudEvent) -> Result<DateTime<Utc>, LineFault> {
    let at = event.time.as_ref().and_then(|time| time.parse().ok()).ok_or(LineFault::Changed)?;
    if event.time == Some(moment(at)) { Ok(at) } else { Err(LineFault::Changed) }
}

/// What a line says, where it says it as it was written.
fn data<T: Serialize + DeserializeOwned>(event: &CloudEvent) -> Result<T, LineFault> {
    let read: T = serde_json::from_value(event.data.clone()).map_err(|_| LineFault::Changed)?;
    if serde_json::to_value(&read).is_ok_and(|again| again == event.data) { Ok(read) } else { Err(LineFault::Changed) }
}

//! The books as a file that travels: one JSON line an event, in an order in which a reader may apply them, with the seals in their place. The
//! first line says what it is, the last one counts and signs. docs/export.md describes it for others; [`reader`] believes none of it.

pub mod reader;

use super::cloud_event::{CloudEvent, Logged, moment};
use super::hash::{Hash, to_hex};
use super::key::SealKey;
use super::seal::SignedSeal;
use crate::shop::{AccountId, CustomerId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::io::{self, Write};

/// How the file is written. A later version that writes it otherwise counts up.
pub const FORMAT: u32 = 1;
const ABOUT: &str = "The books of a Hello! shop: one event a line, as CloudEvents 1.0, with the seals in their place. The last line counts \
                     and signs. `hello import` reads it into an empty shop.";

/// What the lines are.
mod kind {
    pub const HEAD: &str = "BooksBegin";
    pub const ACCOUNT: &str = "Account";
    pub const CUSTOMER: &str = "Customer";
    pub const SEAL: &str = "Seal";
    pub const END: &str = "BooksEnd";
}

/// What the first line says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// What this is, for whoever opens it.
    pub about: String,
    /// [`FORMAT`].
    pub format: u32,
    /// Whether customers and the names of accounts are in it.
    pub people: bool,
    /// How the books are kept; nothing where nothing was recorded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kept: Option<Kept>,
    /// Which events it has; where that is all, nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<Part>,
}

/// How the books are kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kept {
    /// The currency of all amounts.
    pub currency: String,
    /// Since when.
    pub since: DateTime<Utc>,
}

/// A part of the books.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Of this pet alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pet: Option<String>,
    /// Of this kind alone.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// What this cursor has not had.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
}

impl Head {
    /// The first line of these books.
    #[must_use]
    pub fn of(people: bool, kept: Option<Kept>, part: Option<Part>) -> Self {
        Self { about: ABOUT.into(), format: FORMAT, people, kept, part }
    }
}

/// Somebody who works here, by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Who.
    pub id: AccountId,
    /// Since when.
    pub since: DateTime<Utc>,
    /// What they are called.
    pub name: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    name: String,
}

/// A customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Customer {
    /// What sales carry.
    pub id: CustomerId,
    /// When they first bought something.
    pub since: DateTime<Utc>,
    /// All else.
    pub known: Known,
}

/// What is kept of a customer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "as the columns of `customers`, which have comments")]
pub struct Known {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    pub version: i32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub forgotten_at: Option<DateTime<Utc>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub forgotten_by: Option<AccountId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub joined_into: Option<CustomerId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub joined_at: Option<DateTime<Utc>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub joined_by: Option<AccountId>,
}

/// A seal, and the refresh that made it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// The seal.
    pub seal: SignedSeal,
    /// The refresh.
    pub refresh: Refresh,
}

/// When the snapshot was refreshed, and for whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Refresh {
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// When it was done.
    pub finished_at: DateTime<Utc>,
    /// Who asked for it, where that may be told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requested_by: Option<AccountId>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SealLine {
    refresh: Refresh,
    /// The file of the seal, to the byte.
    seal: String,
}

/// What the last line counts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counts {
    /// How many accounts are named.
    pub accounts: u64,
    /// How many customers.
    pub customers: u64,
    /// How many events.
    pub events: u64,
    /// How many seals.
    pub seals: u64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct EndLine {
    counts: Counts,
    /// The hash of all bytes above.
    above: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    public_key: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    signature: Option<String>,
}

/// The text that is signed.
fn signed_text(counts: &Counts, above: &Hash) -> String {
    let Counts { accounts, customers, events, seals } = counts;
    format!("Hello! books\naccounts: {accounts}\ncustomers: {customers}\nevents: {events}\nseals: {seals}\nabove: {above}\n")
}

/// The hash of what a line says that is no event of a pet: so a line that was changed is found where it is.
fn hash_of(line: &CloudEvent) -> String {
    let CloudEvent { kind, id, time, data, .. } = line;
    let time = time.as_deref().unwrap_or_default();
    Hash::of(&[format!("{kind}\n{id}\n{time}\n{data}").as_bytes()]).to_string()
}

/// Writes such a file.
pub struct Writer<W: Write> {
    out: W,
    digest: Sha256,
    line: u64,
    counts: Counts,
}

impl<W: Write> Writer<W> {
    /// Begins it.
    ///
    /// # Errors
    /// Those of what it is written to; so everywhere here.
    pub fn begin(out: W, head: &Head) -> io::Result<Self> {
        let mut writer = Self { out, digest: Sha256::new(), line: 0, counts: Counts::default() };
        writer.write(CloudEvent::new(kind::HEAD, "books".into(), to_value(head)?))?;
        Ok(writer)
    }

    /// Names an account.
    ///
    /// # Errors
    /// As [`Writer::begin`].
    pub fn account(&mut self, Account { id, since, name }: Account) -> io::Result<()> {
        self.counts.accounts += 1;
        let time = Some(moment(since));
        self.write(CloudEvent { time, ..CloudEvent::new(kind::ACCOUNT, id.to_string(), to_value(&Named { name })?) })
    }

    /// Tells of a customer.
    ///
    /// # Errors
    /// As [`Writer::begin`].
    pub fn customer(&mut self, Customer { id, since, known }: &Customer) -> io::Result<()> {
        self.counts.customers += 1;
        let time = Some(moment(*since));
        self.write(CloudEvent { time, ..CloudEvent::new(kind::CUSTOMER, id.to_string(), to_value(known)?) })
    }

    /// Tells of an event.
    ///
    /// # Errors
    /// As [`Writer::begin`].
    pub fn event(&mut self, event: Logged) -> io::Result<()> {
        self.counts.events += 1;
        self.write(event.into())
    }

    /// Tells of a seal; it stands behind all that it covers, and before what it does not.
    ///
    /// # Errors
    /// As [`Writer::begin`].
    pub fn seal(&mut self, Sealed { seal, refresh }: &Sealed) -> io::Result<()> {
        self.counts.seals += 1;
        let data = to_value(&SealLine { refresh: refresh.clone(), seal: seal.file() })?;
        let time = Some(moment(seal.seal.sealed_at));
        self.write(CloudEvent { time, ..CloudEvent::new(kind::SEAL, format!("seal-{}", seal.seal.id), data) })
    }

    /// Counts and signs; answers what it counted.
    ///
    /// # Errors
    /// As [`Writer::begin`].
    pub fn finish(mut self, key: Option<&SealKey>) -> io::Result<(Counts, W)> {
        let above = Hash(self.digest.clone().finalize().into());
        let signature = key.map(|key| to_hex(&key.sign_text(signed_text(&self.counts, &above).as_bytes())));
        let public_key = key.map(|key| key.public().to_string());
        let end = EndLine { counts: self.counts.clone(), above: above.to_string(), public_key, signature };
        self.write(CloudEvent::new(kind::END, "books-end".into(), to_value(&end)?))?;
        self.out.flush()?;
        Ok((self.counts, self.out))
    }

    fn write(&mut self, mut event: CloudEvent) -> io::Result<()> {
        self.line += 1;
        event.line = Some(self.line);
        event.hash = Some(event.hash.take().unwrap_or_else(|| hash_of(&event)));
        let line = serde_json::to_string(&event)? + "\n";
        self.digest.update(line.as_bytes());
        self.out.write_all(line.as_bytes())
    }
}

fn to_value(what: &impl Serialize) -> io::Result<Value> {
    Ok(serde_json::to_value(what)?)
}

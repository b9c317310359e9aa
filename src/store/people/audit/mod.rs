//! The audit log: who looked and who tried. Written beside the change that it tells of, read by [`page`].

pub mod kind;
pub mod page;

use chrono::{DateTime, Utc};
use diesel::sql_types::{BigInt, Jsonb, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel::{Connection, PgConnection};
use serde_json::{Map, Value};
use uuid::Uuid;

pub use kind::AuditKind;

use crate::shop::{AccountId, CustomerId};
use crate::store::ground::error::StoreError;
use crate::store::ground::reader::Reads;
use crate::store::ground::statement::{Deed, Rows, row, statements};
use crate::store::log::insert::event_id;

statements! {
    /// Writes a line.
    WriteAudit = "people/write_audit.sql", (
        id: Uuid as SqlUuid, at: DateTime<Utc> as Timestamptz, kind: AuditKind as Text, account: Option<AccountId> as Nullable<SqlUuid>,
        about: Option<AccountId> as Nullable<SqlUuid>, customer: Option<CustomerId> as Nullable<SqlUuid>, address: Option<String> as Nullable<Text>,
        request: Option<Uuid> as Nullable<SqlUuid>, details: Value as Jsonb
    );
    /// The latest verification that was written down.
    LatestVerification = "people/latest_verification.sql", () -> Verified;
}

row! {
    /// A verification that was written down.
    pub struct Verified {
        /// When it ended.
        pub at: DateTime<Utc> as Timestamptz,
        /// How many faults it found; `None` where it broke off.
        pub faults: Option<i64> as Nullable<BigInt>,
    }
}

/// Whose hand it was, from where, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hand {
    /// Who is signed in; `None` for somebody who is not, and for the command line.
    pub account: Option<AccountId>,
    /// The client's address as throttling counts it; `None` for the command line.
    pub address: Option<String>,
    /// The request, as it stands in the server's log.
    pub request_id: Option<Uuid>,
    /// The moment.
    pub at: DateTime<Utc>,
}

impl Hand {
    /// Whoever may use the command line.
    #[must_use]
    pub fn at_the_command_line() -> Self {
        Self { account: None, address: None, request_id: None, at: Utc::now() }
    }

    /// What it did, to be told more of.
    #[must_use]
    pub fn did(self, kind: AuditKind) -> Entry {
        Entry { kind, hand: self, account: None, customer: None, details: Map::new() }
    }

    /// It had the books checked: `outcome` says how that ended, like "no fault was found"; `faults` how many there were, where it came to its end.
    #[must_use]
    pub fn verified(self, outcome: &str, faults: Option<usize>) -> Entry {
        let entry = self.did(AuditKind::Verified).with("outcome", outcome);
        if let Some(faults) = faults { entry.with("faults", faults) } else { entry }
    }
}

/// One line of the audit log. It names people by their ids, and never holds what a stranger typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What was done or tried.
    pub kind: AuditKind,
    /// By whom, from where, when.
    pub hand: Hand,
    /// The colleague whom it concerns.
    pub account: Option<AccountId>,
    /// The customer whom it concerns.
    pub customer: Option<CustomerId>,
    /// What else there is to say.
    pub details: Map<String, Value>,
}

impl Entry {
    /// It concerns this colleague.
    #[must_use]
    pub fn about(mut self, account: AccountId) -> Self {
        self.account = Some(account);
        self
    }

    /// It concerns this customer.
    #[must_use]
    pub fn about_customer(mut self, customer: CustomerId) -> Self {
        self.customer = Some(customer);
        self
    }

    /// One thing more to say.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.details.insert(name.to_owned(), value.into());
        self
    }
}

/// Writes a line.
///
/// # Errors
/// Those of the database.
pub fn write(conn: &mut PgConnection, entry: &Entry) -> Result<(), StoreError> {
    let Entry { kind, hand, account, customer, details } = entry.clone();
    let (_, random) = Uuid::new_v4().as_u64_pair();
    let id = event_id(hand.at, random.to_be_bytes());
    let details = Value::Object(details);
    let (address, request) = (hand.address, hand.request_id);
    WriteAudit { id, at: hand.at, kind, account: hand.account, about: account, customer, address, request, details }.run(conn)?;
    Ok(())
}

/// The latest verification that was written down, by whichever process.
///
/// # Errors
/// Those of the database.
pub fn latest_verification(conn: &mut impl Reads) -> Result<Option<Verified>, StoreError> {
    LatestVerification {}.first(conn)
}

/// Does work and writes down that it was done: both, or neither. Work that changed nothing gives no line.
///
/// # Errors
/// The work's own, and those of the database.
pub fn written<T>(
    conn: &mut PgConnection,
    work: impl FnOnce(&mut PgConnection) -> Result<(T, Option<Entry>), StoreError>,
) -> Result<T, StoreError> {
    conn.transaction(|conn| {
        let (done, entry) = work(conn)?;
        if let Some(entry) = entry {
            write(conn, &entry)?;
        }
        Ok(done)
    })
}

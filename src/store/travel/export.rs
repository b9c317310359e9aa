//! Writes the books to a file, as they are at one moment, an event at a time.

use crate::integrity::books::{Account, Counts, Customer, Head, Kept, Known, Part, Refresh, Sealed, Writer};
use crate::integrity::{SealKey, SignedSeal};
use crate::shop::{AccountId, CustomerId, EventId, EventKind, PetId};
use crate::store::ground::error::StoreError;
use crate::store::ground::pool::at_one_state;
use crate::store::ground::position::Position;
use crate::store::ground::sql_types::PgSnapshot;
use crate::store::ground::statement::{Rows, Shape, row, statements};
use crate::store::proof::seals::SealRow;
use crate::store::proof::verify::rows::number_of_events;
use crate::store::travel::cursor::{Cursor, Here, NoCursor, Stretch};
use crate::store::travel::logged::LoggedRow;
use askama::Template;
use chrono::{DateTime, Utc};
use diesel::connection::SimpleConnection;
use diesel::sql_types::{BigInt, Integer, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel::{PgConnection, QueryableByName};
use std::io::{self, Write};
use uuid::Uuid;

statements! {
    /// How the books are kept.
    KeptBooks = "travel/kept.sql", () -> KeptRow;
    /// The events.
    Events = "travel/events.sql", shape EventsShape, (
        pet: PetId as SqlUuid, seen: Position as PgSnapshot, until: Position as PgSnapshot, after: EventId as SqlUuid
    ) => SealedEvent;
    /// What those are called who stand in the books.
    Accounts = "travel/accounts.sql", () -> AccountRow;
    /// All customers.
    Customers = "travel/customers.sql", () -> CustomerRow;
    /// All seals.
    Seals = "travel/seals.sql", () -> RefreshedSeal;
}

/// Which events.
#[derive(Template, Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[template(path = "travel/events.sql", escape = "none", syntax = "sql")]
pub(in crate::store) struct EventsShape {
    kind: Option<EventKind>,
    of_pet: bool,
    goes_on: bool,
    begins: bool,
}

impl Shape for EventsShape {
    fn all() -> Vec<Self> {
        let kinds = || std::iter::once(None).chain(EventKind::ALL.map(Some));
        let readers = [(false, false), (true, false), (true, true)];
        let shapes = [false, true].into_iter().flat_map(|of_pet| readers.map(|(goes_on, begins)| (of_pet, goes_on, begins)));
        let shapes: Vec<_> = shapes.collect();
        let of_kind = |kind| shapes.iter().map(move |&(of_pet, goes_on, begins)| Self { kind, of_pet, goes_on, begins });
        kinds().flat_map(of_kind).collect()
    }
}

row! {
    /// How the books are kept.
    pub(in crate::store) struct KeptRow {
        currency: String as Text,
        since: DateTime<Utc> as Timestamptz,
    }
}

row! {
    /// An event, and the seal that covers it first.
    pub(in crate::store) struct SealedEvent {
        ..event: LoggedRow,
        seal_id: Option<i64> as Nullable<BigInt>,
    }
}

row! {
    /// Somebody who works here.
    pub(in crate::store) struct AccountRow {
        id: AccountId as SqlUuid,
        created_at: DateTime<Utc> as Timestamptz,
        name: String as Text,
    }
}

row! {
    /// A customer.
    pub(in crate::store) struct CustomerRow {
        id: CustomerId as SqlUuid,
        created_at: DateTime<Utc> as Timestamptz,
        name: Option<String> as Nullable<Text>,
        email: Option<String> as Nullable<Text>,
        phone: Option<String> as Nullable<Text>,
        version: i32 as Integer,
        forgotten_at: Option<DateTime<Utc>> as Nullable<Timestamptz>,
        forgotten_by: Option<AccountId> as Nullable<SqlUuid>,
        joined_into: Option<CustomerId> as Nullable<SqlUuid>,
        joined_at: Option<DateTime<Utc>> as Nullable<Timestamptz>,
        joined_by: Option<AccountId> as Nullable<SqlUuid>,
    }
}

row! {
    /// A seal with its refresh.
    pub(in crate::store) struct RefreshedSeal {
        ..seal: SealRow,
        started_at: DateTime<Utc> as Timestamptz,
        finished_at: Option<DateTime<Utc>> as Nullable<Timestamptz>,
        requested_by: Option<AccountId> as Nullable<SqlUuid>,
    }
}

/// Which of the books somebody wants.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// Customers and the names of accounts as well.
    pub people: bool,
    /// This pet's events alone.
    pub pet: Option<PetId>,
    /// Events of this kind alone.
    pub kind: Option<EventKind>,
    /// What this reader has not had.
    pub since: Option<Cursor>,
}

/// Why the books were not written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// Nobody takes them.
    #[error(transparent)]
    Unwritten(#[from] io::Error),
    /// The reader has not come from here.
    #[error(transparent)]
    Cursor(#[from] NoCursor),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Writes them; answers what was counted, and with which cursor to go on.
///
/// # Errors
/// Nobody takes them, the cursor is from elsewhere, or the database failed.
pub fn export(
    conn: &mut PgConnection,
    wish: &Wish,
    key: Option<&SealKey>,
    out: impl Write,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<(Counts, Cursor), ExportError> {
    at_one_state(conn, |conn| {
        // Sorted once, and mostly in memory; to compile so wide a query takes longer than it takes a small shop to run it.
        conn.batch_execute(
            "SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL work_mem = '64MB'; SET LOCAL jit = off",
        )?;
        Ok(write(conn, wish, key, out, progress))
    })?
}

fn write(
    conn: &mut PgConnection,
    wish: &Wish,
    key: Option<&SealKey>,
    out: impl Write,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<(Counts, Cursor), ExportError> {
    let here = Here {}.one(conn)?;
    if let Some(cursor) = &wish.since {
        cursor.check(&here)?;
    }
    let kept = (KeptBooks {}).first(conn)?.map(|KeptRow { currency, since }| Kept { currency, since });
    let part = wish.part();
    let mut seals = if part.is_some() { Vec::new() } else { sealed(conn, wish.people)? }.into_iter().peekable();
    let mut writer = Writer::begin(out, &Head::of(wish.people, kept, part))?;
    if wish.people {
        for AccountRow { id, created_at: since, name } in (Accounts {}).rows(conn)? {
            writer.account(Account { id, since, name })?;
        }
        Customers {}.each(conn, |row| Ok::<_, ExportError>(writer.customer(&row.into())?))?;
    }
    let of = number_of_events(conn)?.unsigned_abs();
    let mut written = 0;
    wish.events().each(conn, |row| {
        while let Some(sealed) = seals.next_if(|(id, _)| row.seal_id.is_none_or(|covering| *id < covering)) {
            writer.seal(&sealed.1)?;
        }
        writer.event(row.event.try_into()?)?;
        written += 1;
        progress(written, of);
        Ok::<_, ExportError>(())
    })?;
    for (_, sealed) in seals {
        writer.seal(&sealed)?;
    }
    let (counts, _) = writer.finish(key)?;
    Ok((counts, here.into()))
}

fn sealed(conn: &mut PgConnection, people: bool) -> Result<Vec<(i64, Sealed)>, StoreError> {
    let of_row = |row: RefreshedSeal| {
        let seal = SignedSeal::try_from(row.seal)?;
        let unreadable = || StoreError::Unreadable(format!("seal {}", seal.seal.id));
        let refresh = Refresh {
            started_at: row.started_at,
            finished_at: row.finished_at.ok_or_else(unreadable)?,
            requested_by: row.requested_by.filter(|_| people),
        };
        Ok((seal.seal.id, Sealed { seal, refresh }))
    };
    (Seals {}).rows(conn)?.into_iter().map(of_row).collect()
}

impl Wish {
    /// Whether this is less than all of the events.
    #[must_use]
    pub fn is_a_part(&self) -> bool {
        self.part().is_some()
    }

    fn part(&self) -> Option<Part> {
        let part = Part {
            pet: self.pet.map(|pet| pet.to_string()),
            kind: self.kind.map(|kind| kind.name().to_owned()),
            since: self.since.as_ref().map(ToString::to_string),
        };
        (part != Part::default()).then_some(part)
    }

    fn events(&self) -> Events {
        let nothing = Position::of_nothing();
        let since = self.since.as_ref();
        let (until, after) = match since.and_then(|cursor| cursor.stretch.clone()) {
            Some(Stretch { until, after, .. }) => (until, after),
            None => (nothing.clone(), EventId(Uuid::nil())),
        };
        let seen = since.and_then(|cursor| cursor.seen.clone()).unwrap_or(nothing);
        let begins = since.is_some_and(|cursor| cursor.seen.is_none());
        let shape = EventsShape { kind: self.kind, of_pet: self.pet.is_some(), goes_on: since.is_some(), begins };
        Events { shape, pet: self.pet.unwrap_or(PetId(Uuid::nil())), seen, until, after }
    }
}

impl From<CustomerRow> for Customer {
    fn from(row: CustomerRow) -> Self {
        let CustomerRow { id, created_at: since, name, email, phone, version, .. } = row;
        let CustomerRow { forgotten_at, forgotten_by, joined_into, joined_at, joined_by, .. } = row;
        let known = Known { name, email, phone, version, forgotten_at, forgotten_by, joined_into, joined_at, joined_by };
        Self { id, since, known }
    }
}

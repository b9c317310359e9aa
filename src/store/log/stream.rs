//! Appending to a stream: lock it, load it, let the shop decide, insert, commit.

use crate::shop::rules::decide;
use crate::shop::{Event, EventId, History, Occasion, PetId, Recorded, Refusal};
use crate::store::ground::clock::Now;
use crate::store::ground::error::StoreError;
use crate::store::ground::rows::Moment;
use crate::store::ground::statement::{Rows, statements};
use crate::store::log::books;
use crate::store::log::books::BooksError;
use crate::store::log::events;
use crate::store::log::insert::{event_id, insert};
use crate::store::log::keys::{Appended, Done, SentBefore, Subject, Ticket, use_up};
use chrono::{DateTime, Utc};
use diesel::sql_types::Uuid as SqlUuid;
use diesel::{Connection, PgConnection};
use thiserror::Error;
use uuid::Uuid;

statements! {
    /// Locks a pet's stream, and answers the moment of its next event.
    LockStream = "log/lock_stream.sql", (pet: PetId as SqlUuid) -> Moment;
}

/// Why nothing was recorded.
#[derive(Debug, Error)]
pub enum AppendError {
    /// A rule of the shop: 422 where a field can be changed, 409 where the pet's state stands in the way.
    #[error("{0}")]
    Refused(#[from] Refusal),
    /// The form was sent before and said something else, which was done: 409, and both are shown.
    #[error("the form was sent before with other content")]
    OtherContent(Done),
    /// Someone was faster: 409.
    #[error("the pet has changed since the form was opened")]
    Stale,
    /// There is no such pet: 404.
    #[error("there is no such pet")]
    NoSuchPet,
    /// There is no such mother: 422.
    #[error("Choose a mother from the list")]
    NoSuchMother,
    /// There is no such customer: 422.
    #[error("Choose a customer from the list")]
    NoSuchCustomer,
    /// The books are kept in another currency: 422.
    #[error("Ask whoever runs the shop to start it anew: {0}")]
    OtherCurrency(BooksError),
    /// The database: see [`StoreError`].
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<BooksError> for AppendError {
    fn from(error: BooksError) -> Self {
        match error {
            BooksError::Store(error) => Self::Store(error),
            other => Self::OtherCurrency(other),
        }
    }
}

impl From<diesel::result::Error> for AppendError {
    fn from(error: diesel::result::Error) -> Self {
        Self::Store(error.into())
    }
}

/// Begins the stream of a new pet, or of several: of one after the other, for a name that the shop gives follows those it has given. Answers the first.
pub(super) fn begin<T>(
    conn: &mut PgConnection,
    ticket: &Ticket,
    occasion: &Occasion,
    new: Vec<T>,
    mut event: impl FnMut(&mut PgConnection, T) -> Result<Event, AppendError>,
) -> Result<Appended, AppendError> {
    conn.transaction(|conn| {
        let pet = PetId(Uuid::new_v4());
        if let Some(before) = use_up(conn, ticket, Subject::Event { pet, version: 1 })? {
            return same(before);
        }
        let mut first = None;
        for one in new {
            let event = event(conn, one)?;
            let now = Now {}.one(conn)?.at;
            let pet = if first.is_none() { pet } else { PetId(Uuid::new_v4()) };
            let appended = append(conn, ticket, recorded(pet, 1, now, ticket, occasion.clone(), event))?;
            first.get_or_insert(appended);
        }
        first.ok_or(AppendError::NoSuchPet)
    })
}

/// Adds an event to the stream of a pet: the order of appends to one pet is the order in which they get this lock.
pub(super) fn extend(
    conn: &mut PgConnection,
    pet: PetId,
    ticket: &Ticket,
    occasion: Occasion,
    event: impl FnOnce(&mut PgConnection, &History) -> Result<Event, AppendError>,
) -> Result<Appended, AppendError> {
    conn.transaction(|conn| {
        let version = ticket.expected_version.unwrap_or_default().saturating_add(1);
        if let Some(before) = use_up(conn, ticket, Subject::Event { pet, version })? {
            return same(before);
        }
        let now = LockStream { pet }.first(conn)?.ok_or(AppendError::NoSuchPet)?.at;
        let history = expected(conn, pet, ticket)?;
        let event = event(conn, &history)?;
        let event = decide(&history, event, occasion.occurred_on)?;
        append(conn, ticket, recorded(pet, version, now, ticket, occasion, event))
    })
}

fn append(conn: &mut PgConnection, ticket: &Ticket, recorded: Recorded) -> Result<Appended, AppendError> {
    let appended = Appended { pet: recorded.pet, event: recorded.id, version: recorded.version };
    books::keep(conn, ticket.currency)?;
    insert(conn, &[recorded])?;
    Ok(appended)
}

/// The answer to a form that was sent before.
pub(super) fn same(before: SentBefore) -> Result<Appended, AppendError> {
    match before {
        SentBefore { done: Done::Recorded(appended), is_same: true } => Ok(appended),
        SentBefore { done, .. } => Err(AppendError::OtherContent(done)),
    }
}

/// The history of a pet, where it is still at the version that the form was made for.
pub(super) fn expected(conn: &mut PgConnection, pet: PetId, ticket: &Ticket) -> Result<History, AppendError> {
    let history = load(conn, pet)?;
    let version = history.remembered().ok_or(AppendError::NoSuchPet)?.version;
    if ticket.expected_version == Some(version) { Ok(history) } else { Err(AppendError::Stale) }
}

pub(super) fn load(conn: &mut PgConnection, pet: PetId) -> Result<History, StoreError> {
    let events = events::of_pet(conn, pet)?;
    History::of(&events).map_err(|fault| StoreError::Unreadable(format!("pet {pet}: {fault}")))
}

fn recorded(pet: PetId, version: i32, created_at: DateTime<Utc>, ticket: &Ticket, occasion: Occasion, event: Event) -> Recorded {
    let (_, random) = Uuid::new_v4().as_u64_pair();
    Recorded {
        id: EventId(event_id(created_at, random.to_be_bytes())),
        pet,
        version,
        occurred_on: occasion.occurred_on,
        created_at,
        recorded_by: Some(ticket.account),
        request_id: Some(ticket.request_id.clone()),
        note: occasion.note,
        event,
    }
}

//! Appending to a stream: read it, let the shop decide, and append where it is still as it was read.

use crate::metrics;
use crate::shop::cause;
use crate::shop::rules::decide;
use crate::shop::sale::NewCustomer;
use crate::shop::{CustomerId, Event, EventId, History, Occasion, PetId, Recorded, Refusal};
use crate::store::ground::error::StoreError;
use crate::store::ground::statement::{Rows, row, statements};
use crate::store::log::books;
use crate::store::log::books::BooksError;
use crate::store::log::history;
use crate::store::log::history::OfPet;
use crate::store::log::insert::{Wanted, event_id};
use crate::store::log::keys::{Appended, Done, SentBefore, Ticket, sent_before};
use chrono::{DateTime, TimeDelta, Utc};
use diesel::PgConnection;
use diesel::sql_types::Uuid as SqlUuid;
use serde_json::{Value, json};
use thiserror::Error;
use uuid::Uuid;

statements! {
    /// Holds a pet's stream.
    HoldStream = "log/hold_stream.sql", (pet: PetId as SqlUuid) => Held;
}

row! {
    /// Whose stream is held.
    pub(in crate::store) struct Held {
        id: PetId as SqlUuid,
    }
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

impl AppendError {
    /// How it ended, as it is counted.
    pub(super) fn outcome(&self) -> &'static str {
        match self {
            Self::Refused(_) | Self::NoSuchPet | Self::NoSuchMother | Self::NoSuchCustomer | Self::OtherCurrency(_) => "refused",
            Self::OtherContent(_) => "sent_before",
            Self::Stale => "stale",
            Self::Store(_) => "failed",
        }
    }
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

/// What an event was decided by, besides the pet that it happens to: it must still be so when the event goes into the log.
#[derive(Debug, Default)]
pub(super) struct Basis {
    /// A mother, at the version at which she was read.
    pub(super) mother: Option<(PetId, i32)>,
    /// A customer who is known.
    pub(super) customer: Option<CustomerId>,
    /// A customer who becomes known with the event.
    pub(super) new_customer: Option<(CustomerId, NewCustomer)>,
}

/// What is to be recorded.
pub(super) struct Decided {
    /// The events, of one kind.
    pub(super) events: Vec<Recorded>,
    /// What they were decided by.
    pub(super) basis: Basis,
}

/// How often the shop decides anew where others were faster, before it gives up: far more often than it takes.
const ATTEMPTS: usize = 20;

/// Decides and appends. Nothing is locked meanwhile: where what the shop has decided by is no longer so, it decides anew.
pub(super) fn append(
    conn: &mut PgConnection,
    ticket: &Ticket,
    mut decide: impl FnMut(&mut PgConnection) -> Result<Decided, AppendError>,
) -> Result<Appended, AppendError> {
    for _ in 0..ATTEMPTS {
        let refusal = match decide(conn) {
            Err(AppendError::Store(error)) => return Err(error.into()),
            Err(refusal) => Some(refusal),
            Ok(Decided { events, basis }) => {
                if let Some(first) = events.first() {
                    let count = u32::try_from(events.len()).unwrap_or(u32::MAX);
                    let appended = Appended { pet: first.pet, event: first.id, version: first.version, events: count };
                    let ticket_in_words = in_words(ticket, first, &basis);
                    if ticket.batches.append(conn, Wanted { events, ticket: ticket_in_words })? {
                        return Ok(appended);
                    }
                }
                None
            }
        };
        if let Some(before) = sent_before(conn, ticket)? {
            return same(before);
        }
        if let Some(refusal) = refusal {
            return Err(refusal);
        }
        books::keep(conn, ticket.currency)?;
        metrics::decided_anew();
    }
    Err(StoreError::Unavailable("others were always faster".into()).into())
}

/// The ticket as `may_append()` reads it.
fn in_words(ticket: &Ticket, first: &Recorded, basis: &Basis) -> Value {
    json!({
        "form": ticket.form_key,
        "content": format!("\\x{}", ticket.content),
        "account": ticket.account,
        "currency": ticket.currency.code(),
        "pet": first.pet,
        "version": first.version,
        "mother": basis.mother.map(|(mother, _)| mother),
        "mother_version": basis.mother.map(|(_, version)| version),
        "customer": basis.customer,
        "new_customer": basis.new_customer.as_ref().map(|(id, NewCustomer { name, email, phone })| {
            json!({ "id": id, "name": name.as_str(), "email": email, "phone": phone })
        }),
    })
}

/// The first events of new pets, all of one kind.
pub(super) struct Beginning {
    /// One a pet.
    pub(super) events: Vec<Event>,
    /// What they were decided by.
    pub(super) basis: Basis,
    /// The moment of the first.
    pub(super) now: DateTime<Utc>,
}

/// Begins the streams of new pets, all of them or none; answers the first.
pub(super) fn begin(
    conn: &mut PgConnection,
    ticket: &Ticket,
    occasion: &Occasion,
    mut decide: impl FnMut(&mut PgConnection) -> Result<Beginning, AppendError>,
) -> Result<Appended, AppendError> {
    append(conn, ticket, |conn| {
        let Beginning { events, basis, now } = decide(conn)?;
        let events = events.into_iter().zip(0..).map(|(event, place)| {
            // One after the other, so that the log has them in their order.
            let at = now + TimeDelta::microseconds(place);
            recorded(PetId(Uuid::new_v4()), 1, at, ticket, occasion.clone(), event).because_of(None)
        });
        Ok(Decided { events: events.collect(), basis })
    })
}

/// Adds an event to the stream of a pet.
pub(super) fn extend(
    conn: &mut PgConnection,
    pet: PetId,
    ticket: &Ticket,
    occasion: &Occasion,
    mut event: impl FnMut(&mut PgConnection, &History) -> Result<(Event, Basis), AppendError>,
) -> Result<Appended, AppendError> {
    append(conn, ticket, |conn| {
        let Stream { history, next_at } = expected(conn, pet, ticket)?;
        let (event, basis) = event(conn, &history)?;
        let event = decide(&history, event, occasion.occurred_on)?;
        let version = ticket.expected_version.unwrap_or_default().saturating_add(1);
        let cause = cause(conn, pet, &history, &event)?;
        let next = recorded(pet, version, next_at, ticket, occasion.clone(), event).because_of(cause.as_ref());
        Ok(Decided { events: vec![next], basis })
    })
}

/// What an event answers. Of a long story that may lie further back than what was read of it.
fn cause(conn: &mut PgConnection, pet: PetId, history: &History, event: &Event) -> Result<Option<Recorded>, StoreError> {
    match cause::of(event, history) {
        None if cause::answered(event.kind()).is_some() => match history::of_pet(conn, pet)? {
            Some(read) => Ok(cause::of(event, &told(pet, &read)?).cloned()),
            None => Ok(None),
        },
        found => Ok(found.cloned()),
    }
}

/// Lets nothing else happen to a pet until the transaction ends: for what is decided by more than can be looked at when the event goes in.
pub(super) fn hold(conn: &mut PgConnection, pet: PetId) -> Result<(), AppendError> {
    HoldStream { pet }.first(conn)?.map(drop).ok_or(AppendError::NoSuchPet)
}

/// The answer to a form that was sent before.
pub(super) fn same(before: SentBefore) -> Result<Appended, AppendError> {
    match before {
        SentBefore { done: Done::Recorded(appended), is_same: true } => Ok(appended),
        SentBefore { done, .. } => Err(AppendError::OtherContent(done)),
    }
}

/// A pet's stream as it was read.
pub(super) struct Stream {
    /// What happened.
    pub(super) history: History,
    /// The moment of what comes next.
    pub(super) next_at: DateTime<Utc>,
}

/// The stream of a pet, where it is still at the version that the form was made for.
pub(super) fn expected(conn: &mut PgConnection, pet: PetId, ticket: &Ticket) -> Result<Stream, AppendError> {
    let stream = load(conn, pet)?.ok_or(AppendError::NoSuchPet)?;
    let version = stream.history.remembered().map(|pet| pet.version);
    if ticket.expected_version.is_some() && ticket.expected_version == version { Ok(stream) } else { Err(AppendError::Stale) }
}

/// The stream of a pet; `None` where there is no such pet.
pub(super) fn load(conn: &mut PgConnection, pet: PetId) -> Result<Option<Stream>, StoreError> {
    let Some(read) = history::latest_of_pet(conn, pet)? else { return Ok(None) };
    Ok(Some(Stream { history: told(pet, &read)?, next_at: read.next_at }))
}

fn told(pet: PetId, read: &OfPet) -> Result<History, StoreError> {
    read.history().map_err(|fault| StoreError::Unreadable(format!("pet {pet}: {fault}")))
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
        correlation_id: None,
        causation_id: None,
        traceparent: ticket.traceparent.clone(),
        note: occasion.note,
        event,
    }
}

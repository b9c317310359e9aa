//! Appending to a stream: lock it, load it, let the shop decide, insert, commit.

use crate::shop::birth::Birth;
use crate::shop::retraction::Mender;
use crate::shop::rules::{decide, may};
use crate::shop::sale::{Buyer, Sale};
use crate::shop::{
    AccountId, Arrived, Currency, CustomerId, Draft, Event, EventId, EventKind, FoundAgain, History, Lost, Money, Occasion, Pet, PetId,
    PriceChanged, Recorded, Refusal, Retracted, Returned, Sold, Species, retraction,
};
use crate::store::ground::clock::Now;
use crate::store::ground::error::StoreError;
use crate::store::ground::rows::Moment;
use crate::store::ground::statement::{Deed, Rows, row, statements};
use crate::store::log::books;
use crate::store::log::books::BooksError;
use crate::store::log::events;
use crate::store::log::insert::{event_id, insert};
use crate::store::state::customers;
use chrono::{DateTime, Utc};
use diesel::sql_types::{Integer, Nullable, Text, Uuid as SqlUuid};
use diesel::{Connection, PgConnection};
use thiserror::Error;
use uuid::Uuid;

statements! {
    /// Locks a pet's stream, and answers the moment of its next event.
    LockStream = "log/lock_stream.sql", (pet: PetId as SqlUuid) -> Moment;
    /// Holds a mother's stream.
    HoldMother = "log/hold_mother.sql", (mother: PetId as SqlUuid) -> OfPet;
    /// A species as it was written first.
    SpeciesAsKnown = "log/species_as_known.sql", (species: String as Text) -> AsWritten;
    /// Uses a form's key up.
    UseFormKey = "log/use_form_key.sql", (
        form: Uuid as SqlUuid, account: AccountId as SqlUuid, pet: Option<PetId> as Nullable<SqlUuid>,
        version: Option<i32> as Nullable<Integer>, customer: Option<CustomerId> as Nullable<SqlUuid>
    );
    /// What a form has recorded whose key is used up.
    UsedFormKey = "log/used_form_key.sql", (form: Uuid as SqlUuid) -> UsedKey;
}

row! {
    /// Whose row it is.
    pub(in crate::store) struct OfPet {
        id: PetId as SqlUuid,
    }
}

row! {
    /// A species as it was written.
    pub(in crate::store) struct AsWritten {
        species: String as Text,
    }
}

row! {
    /// What a form has recorded.
    pub(in crate::store) struct UsedKey {
        pet: PetId as SqlUuid,
        event: EventId as SqlUuid,
        version: i32 as Integer,
    }
}

/// Who wants something recorded, by which form.
#[derive(Debug, Clone)]
pub struct Ticket {
    /// The form's one-time key.
    pub form_key: Uuid,
    /// The version of the pet that the form was made for; `None` for a pet that begins.
    pub expected_version: Option<i32>,
    /// Who records.
    pub account: AccountId,
    /// The HTTP request, as it stands in the server's log.
    pub request_id: String,
    /// The currency of the amounts in the form.
    pub currency: Currency,
}

/// Why nothing was recorded.
#[derive(Debug, Error)]
pub enum AppendError {
    /// A rule of the shop: 422 where a field can be changed, 409 where the pet's state stands in the way.
    #[error("{0}")]
    Refused(#[from] Refusal),
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

/// What was recorded, by this form or by the same form before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Appended {
    /// The pet.
    pub pet: PetId,
    /// The event.
    pub event: EventId,
    /// Its version.
    pub version: i32,
}

/// Records that a pet arrived.
///
/// # Errors
/// The database failed.
pub fn arrival(conn: &mut PgConnection, ticket: &Ticket, draft: Draft<Arrived>) -> Result<Appended, AppendError> {
    let Draft { what, occasion } = draft;
    begin(conn, ticket, occasion, |conn, _| {
        let species = as_known(conn, what.species)?;
        Ok(Arrived { species, ..what }.into())
    })
}

/// The species in the writing in which the shop knows it already, so that CAT does not become another kind than Cat.
fn as_known(conn: &mut PgConnection, typed: Species) -> Result<Species, StoreError> {
    let known = SpeciesAsKnown { species: typed.as_str().to_owned() }.first(conn)?;
    Ok(known.and_then(|known| Species::parse(&known.species).ok()).unwrap_or(typed))
}

/// Records that a pet was born. The mother's stream is locked, so that she is not sold meanwhile.
///
/// # Errors
/// There is no such mother, or a rule refuses.
pub fn birth(conn: &mut PgConnection, ticket: &Ticket, draft: Draft<Birth>) -> Result<Appended, AppendError> {
    let Draft { what, occasion } = draft;
    begin(conn, ticket, occasion, |conn, occasion| {
        let mother = what.mother_id;
        HoldMother { mother }.first(conn)?.ok_or(AppendError::NoSuchMother)?;
        let history = load(conn, mother)?;
        Ok(what.decide(history.pet().ok_or(AppendError::NoSuchMother)?, occasion.occurred_on)?.into())
    })
}

/// Records a sale, together with the customer where that is a new one.
///
/// # Errors
/// There is no such pet or customer, someone was faster, or a rule refuses.
pub fn sale(conn: &mut PgConnection, pet: PetId, ticket: &Ticket, draft: Draft<Sale>) -> Result<Appended, AppendError> {
    let Draft { what: Sale { buyer, sale_price }, occasion } = draft;
    extend(conn, pet, ticket, occasion, |conn, history| {
        may(EventKind::Sold, history)?;
        let customer_id = match buyer {
            Buyer::Known(id) => customers::keep(conn, id)?.ok_or(AppendError::NoSuchCustomer)?,
            Buyer::New(customer) => customers::add(conn, &customer)?,
        };
        Ok(Sold { customer_id, sale_price }.into())
    })
}

/// Tries a sale and leaves nothing of it: the pet as it is, and what the customer is called.
///
/// # Errors
/// As [`sale`]. That none comes is no promise: the sale is tried anew when it is recorded.
pub fn try_sale(conn: &mut PgConnection, pet: PetId, ticket: &Ticket, draft: Draft<Sale>) -> Result<(Pet, String), AppendError> {
    tried(conn, |conn| {
        let state = expected(conn, pet, ticket)?.living()?.clone();
        let name = match &draft.what.buyer {
            Buyer::Known(id) => customers::one(conn, *id)?.and_then(|customer| customer.name).ok_or(AppendError::NoSuchCustomer)?,
            Buyer::New(customer) => customer.name.to_string(),
        };
        sale(conn, pet, ticket, draft)?;
        Ok((state, name))
    })
}

/// Records that a sold pet came back.
///
/// # Errors
/// There is no such pet, someone was faster, or a rule refuses.
pub fn returned(conn: &mut PgConnection, pet: PetId, ticket: &Ticket, draft: Draft<Returned>) -> Result<Appended, AppendError> {
    extend(conn, pet, ticket, draft.occasion, |_, _| Ok(draft.what.into()))
}

/// Tries a return and leaves nothing of it: the pet as it is.
///
/// # Errors
/// As [`returned`]. That none comes is no promise: the return is tried anew when it is recorded.
pub fn try_returned(conn: &mut PgConnection, pet: PetId, ticket: &Ticket, draft: Draft<Returned>) -> Result<Pet, AppendError> {
    tried(conn, |conn| {
        let state = expected(conn, pet, ticket)?.living()?.clone();
        returned(conn, pet, ticket, draft)?;
        Ok(state)
    })
}

/// Records a price change.
///
/// # Errors
/// There is no such pet, someone was faster, or a rule refuses.
pub fn price_change(conn: &mut PgConnection, pet: PetId, ticket: &Ticket, draft: Draft<Money>) -> Result<Appended, AppendError> {
    let Draft { what, occasion } = draft;
    extend(conn, pet, ticket, occasion, |_, history| Ok(PriceChanged::of(history.living()?, what).into()))
}

/// Records a loss.
///
/// # Errors
/// There is no such pet, someone was faster, or a rule refuses.
pub fn loss(conn: &mut PgConnection, pet: PetId, ticket: &Ticket, draft: Draft<Lost>) -> Result<Appended, AppendError> {
    extend(conn, pet, ticket, draft.occasion, |_, _| Ok(draft.what.into()))
}

/// Records a find.
///
/// # Errors
/// There is no such pet, someone was faster, or a rule refuses.
pub fn find(conn: &mut PgConnection, pet: PetId, ticket: &Ticket, draft: Draft<FoundAgain>) -> Result<Appended, AppendError> {
    extend(conn, pet, ticket, draft.occasion, |_, _| Ok(draft.what.into()))
}

/// Takes the latest event of a pet back. A birth holds the mother's stream, so that none comes in between.
///
/// # Errors
/// There is no such pet, someone was faster, or a rule refuses.
pub fn retraction(
    conn: &mut PgConnection,
    pet: PetId,
    ticket: &Ticket,
    mender: &Mender,
    draft: Draft<Retracted>,
) -> Result<Appended, AppendError> {
    extend(conn, pet, ticket, draft.occasion, |conn, history| {
        retraction::may(history, events::latest_birth(conn, pet)?, mender)?;
        Ok(draft.what.into())
    })
}

/// Tries a retraction and leaves nothing of it.
///
/// # Errors
/// As [`retraction()`]. That none comes is no promise: the retraction is tried anew when it is recorded.
pub fn try_retraction(
    conn: &mut PgConnection,
    pet: PetId,
    ticket: &Ticket,
    mender: &Mender,
    draft: Draft<Retracted>,
) -> Result<(), AppendError> {
    tried(conn, |conn| retraction(conn, pet, ticket, mender, draft).map(drop))
}

/// Does the work in a transaction that is rolled back whatever comes of it.
fn tried<T>(conn: &mut PgConnection, work: impl FnOnce(&mut PgConnection) -> Result<T, AppendError>) -> Result<T, AppendError> {
    let mut answer = None;
    let rolled_back = conn.transaction(|conn| {
        answer = Some(work(conn));
        Err::<(), _>(diesel::result::Error::RollbackTransaction)
    });
    match (answer, rolled_back) {
        (Some(answer), Err(diesel::result::Error::RollbackTransaction)) => answer,
        (Some(Err(error)), _) => Err(error),
        (_, Err(error)) => Err(error.into()),
        (_, Ok(())) => Err(StoreError::Fault(diesel::result::Error::RollbackTransaction).into()),
    }
}

/// Begins the stream of a new pet.
fn begin(
    conn: &mut PgConnection,
    ticket: &Ticket,
    occasion: Occasion,
    event: impl FnOnce(&mut PgConnection, &Occasion) -> Result<Event, AppendError>,
) -> Result<Appended, AppendError> {
    conn.transaction(|conn| {
        let pet = PetId(Uuid::new_v4());
        if !use_up(conn, ticket, Subject::Event { pet, version: 1 })? {
            return used(conn, ticket);
        }
        let event = event(conn, &occasion)?;
        let now = Now {}.one(conn)?.at;
        append(conn, ticket, recorded(pet, 1, now, ticket, occasion, event))
    })
}

/// Adds an event to the stream of a pet: the order of appends to one pet is the order in which they get this lock.
fn extend(
    conn: &mut PgConnection,
    pet: PetId,
    ticket: &Ticket,
    occasion: Occasion,
    event: impl FnOnce(&mut PgConnection, &History) -> Result<Event, AppendError>,
) -> Result<Appended, AppendError> {
    conn.transaction(|conn| {
        let version = ticket.expected_version.unwrap_or_default().saturating_add(1);
        if !use_up(conn, ticket, Subject::Event { pet, version })? {
            return used(conn, ticket);
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

/// What a form is about.
#[derive(Debug, Clone, Copy)]
pub(in crate::store) enum Subject {
    /// The event that it makes happen to a pet.
    Event { pet: PetId, version: i32 },
    /// The customer whom it forgets.
    Customer(CustomerId),
}

/// Uses the form's key up; answers whether it was there to be used. A second post waits here until the first one is committed or gone.
pub(in crate::store) fn use_up(conn: &mut PgConnection, ticket: &Ticket, subject: Subject) -> Result<bool, StoreError> {
    let Ticket { form_key: form, account, .. } = *ticket;
    let (pet, version, customer) = match subject {
        Subject::Event { pet, version } => (Some(pet), Some(version), None),
        Subject::Customer(customer) => (None, None, Some(customer)),
    };
    Ok(UseFormKey { form, account, pet, version, customer }.run(conn)? == 1)
}

/// What the form has recorded before.
fn used(conn: &mut PgConnection, ticket: &Ticket) -> Result<Appended, AppendError> {
    let found = UsedFormKey { form: ticket.form_key }.first(conn)?.ok_or(AppendError::Stale)?;
    Ok(Appended { pet: found.pet, event: found.event, version: found.version })
}

/// The history of a pet, where it is still at the version that the form was made for.
fn expected(conn: &mut PgConnection, pet: PetId, ticket: &Ticket) -> Result<History, AppendError> {
    let history = load(conn, pet)?;
    let version = history.remembered().ok_or(AppendError::NoSuchPet)?.version;
    if ticket.expected_version == Some(version) { Ok(history) } else { Err(AppendError::Stale) }
}

fn load(conn: &mut PgConnection, pet: PetId) -> Result<History, StoreError> {
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

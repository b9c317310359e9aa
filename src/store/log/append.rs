//! Appending to a stream: lock it, load it, let the shop decide, insert, commit.

use crate::shop::birth::Birth;
use crate::shop::retraction::Mender;
use crate::shop::sale::{Buyer, Sale};
use crate::shop::{
    AccountId, Arrived, CustomerId, Draft, Event, EventId, FoundAgain, History, Lost, Money, Pet, PetId, Recorded, Refusal, Retracted,
    Sold, Species, Told, price_change,
};
use crate::store::ground::error::StoreError;
use crate::store::ground::rows::Moment;
use crate::store::ground::statement::{Deed, Rows, row, statements};
use crate::store::log::events;
use crate::store::log::insert::{event_id, insert};
use crate::store::state::customers;
use crate::store::state::pets::SpeciesRow;
use chrono::{DateTime, Utc};
use diesel::sql_types::{Text, Uuid as SqlUuid};
use diesel::{Connection, PgConnection};
use thiserror::Error;
use uuid::Uuid;

statements! {
    /// The moment, by the database's clock.
    Now = "log/now.sql", () -> Moment;
    /// Locks a pet's stream, and answers the moment of its next event.
    LockStream = "log/lock_stream.sql", (pet: PetId as SqlUuid) -> Moment;
    /// Holds a mother's stream.
    HoldMother = "log/hold_mother.sql", (mother: PetId as SqlUuid) -> OfPet;
    /// A species as it was written first.
    SpeciesAsKnown = "log/species_as_known.sql", (species: String as Text) -> SpeciesRow;
    /// Uses a form's key up.
    UseFormKey = "log/use_form_key.sql", (form: Uuid as SqlUuid, account: AccountId as SqlUuid, location: String as Text);
    /// Where a form has led whose key is used up.
    UsedFormKey = "log/used_form_key.sql", (form: Uuid as SqlUuid) -> Location;
}

row! {
    /// Whose row it is.
    pub(in crate::store) struct OfPet {
        id: PetId as SqlUuid,
    }
}

row! {
    /// Where a form has led.
    pub(in crate::store) struct Location {
        location: String as Text,
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
    /// The database: see [`StoreError`].
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<diesel::result::Error> for AppendError {
    fn from(error: diesel::result::Error) -> Self {
        Self::Store(error.into())
    }
}

/// Records that a pet arrived. Answers the address of its page, the same for the same form.
///
/// # Errors
/// The database failed.
pub fn arrival(conn: &mut PgConnection, ticket: &Ticket, draft: Draft<Arrived>) -> Result<String, AppendError> {
    let Draft { what, told } = draft;
    begin(conn, ticket, told, |conn, _| {
        let species = as_known(conn, what.species)?;
        Ok(Arrived { species, ..what }.decide())
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
pub fn birth(conn: &mut PgConnection, ticket: &Ticket, draft: Draft<Birth>) -> Result<String, AppendError> {
    let Draft { what, told } = draft;
    begin(conn, ticket, told, |conn, told| {
        let mother = PetId(what.mother_id.0);
        HoldMother { mother }.first(conn)?.ok_or(AppendError::NoSuchMother)?;
        let history = load(conn, mother)?;
        Ok(what.decide(history.pet().ok_or(AppendError::NoSuchMother)?, told.occurred_on)?)
    })
}

/// Records a sale, together with the customer where that is a new one.
///
/// # Errors
/// There is no such pet or customer, someone was faster, or a rule refuses.
pub fn sale(conn: &mut PgConnection, pet: PetId, ticket: &Ticket, draft: Draft<Sale>) -> Result<String, AppendError> {
    let Draft { what: Sale { buyer, sale_price }, told } = draft;
    proceed(conn, pet, ticket, told, |conn, pet, told| {
        pet.in_the_store()?;
        let customer_id = match buyer {
            Buyer::Known(id) => customers::keep(conn, id)?.ok_or(AppendError::NoSuchCustomer)?,
            Buyer::New(customer) => customers::add(conn, &customer)?,
        };
        Ok(Sold { customer_id, sale_price }.decide(pet, told.occurred_on)?)
    })
}

/// Tries a sale without recording it: the pet as it is, and what the customer is called.
///
/// # Errors
/// As [`sale`]. That none comes is no promise: the sale is tried anew when it is recorded.
pub fn try_sale(conn: &mut PgConnection, pet: PetId, ticket: &Ticket, draft: Draft<Sale>) -> Result<(Pet, String), AppendError> {
    let Draft { what: Sale { buyer, sale_price }, told } = draft;
    let history = expected(conn, pet, ticket)?;
    let state = history.living()?;
    let (customer_id, name) = match buyer {
        Buyer::Known(id) => (id, customers::one(conn, id)?.and_then(|customer| customer.name).ok_or(AppendError::NoSuchCustomer)?),
        Buyer::New(customer) => (CustomerId(Uuid::nil()), customer.name.to_string()),
    };
    Sold { customer_id, sale_price }.decide(state, told.occurred_on)?;
    Ok((state.clone(), name))
}

/// Records a price change.
///
/// # Errors
/// There is no such pet, someone was faster, or a rule refuses.
pub fn price_change(conn: &mut PgConnection, pet: PetId, ticket: &Ticket, draft: Draft<Money>) -> Result<String, AppendError> {
    let Draft { what, told } = draft;
    proceed(conn, pet, ticket, told, |_, pet, told| Ok(price_change::decide(what, pet, told.occurred_on)?))
}

/// Records a loss.
///
/// # Errors
/// There is no such pet, someone was faster, or a rule refuses.
pub fn loss(conn: &mut PgConnection, pet: PetId, ticket: &Ticket, draft: Draft<Lost>) -> Result<String, AppendError> {
    let Draft { what, told } = draft;
    proceed(conn, pet, ticket, told, |_, pet, told| Ok(what.decide(pet, told.occurred_on)?))
}

/// Records a find.
///
/// # Errors
/// There is no such pet, someone was faster, or a rule refuses.
pub fn find(conn: &mut PgConnection, pet: PetId, ticket: &Ticket, draft: Draft<FoundAgain>) -> Result<String, AppendError> {
    let Draft { what, told } = draft;
    proceed(conn, pet, ticket, told, |_, pet, told| Ok(what.decide(pet, told.occurred_on)?))
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
) -> Result<String, AppendError> {
    let Draft { what, told } = draft;
    extend(conn, pet, ticket, told, |conn, history, _| Ok(what.decide(history, events::latest_birth(conn, pet)?, mender)?))
}

/// Tries a retraction without recording it.
///
/// # Errors
/// As [`retraction`]. That none comes is no promise: the retraction is tried anew when it is recorded.
pub fn try_retraction(
    conn: &mut PgConnection,
    pet: PetId,
    ticket: &Ticket,
    mender: &Mender,
    draft: Draft<Retracted>,
) -> Result<(), AppendError> {
    let history = expected(conn, pet, ticket)?;
    draft.what.decide(&history, events::latest_birth(conn, pet)?, mender)?;
    Ok(())
}

/// Begins the stream of a new pet.
fn begin(
    conn: &mut PgConnection,
    ticket: &Ticket,
    told: Told,
    decide: impl FnOnce(&mut PgConnection, &Told) -> Result<Event, AppendError>,
) -> Result<String, AppendError> {
    conn.transaction(|conn| {
        let pet = PetId(Uuid::new_v4());
        let location = format!("/pets/{pet}");
        if let Some(earlier) = use_up(conn, ticket, &location)? {
            return Ok(earlier);
        }
        let event = decide(conn, &told)?;
        let now = Now {}.one(conn)?.at;
        insert(conn, &[recorded(pet, 1, now, ticket, told, event)])?;
        Ok(location)
    })
}

/// Adds what happens to a pet that is there.
fn proceed(
    conn: &mut PgConnection,
    pet: PetId,
    ticket: &Ticket,
    told: Told,
    decide: impl FnOnce(&mut PgConnection, &Pet, &Told) -> Result<Event, AppendError>,
) -> Result<String, AppendError> {
    extend(conn, pet, ticket, told, |conn, history, told| decide(conn, history.living()?, told))
}

/// Adds an event to the stream of a pet: the order of appends to one pet is the order in which they get this lock.
fn extend(
    conn: &mut PgConnection,
    pet: PetId,
    ticket: &Ticket,
    told: Told,
    decide: impl FnOnce(&mut PgConnection, &History, &Told) -> Result<Event, AppendError>,
) -> Result<String, AppendError> {
    conn.transaction(|conn| {
        let location = format!("/pets/{pet}");
        if let Some(earlier) = use_up(conn, ticket, &location)? {
            return Ok(earlier);
        }
        let now = LockStream { pet }.first(conn)?.ok_or(AppendError::NoSuchPet)?.at;
        let history = expected(conn, pet, ticket)?;
        let version = history.remembered().map_or(0, |pet| pet.version) + 1;
        let event = decide(conn, &history, &told)?;
        insert(conn, &[recorded(pet, version, now, ticket, told, event)])?;
        Ok(location)
    })
}

/// Uses the form's key up, or tells where its first post led. A second post waits here until the first one is committed or gone.
pub(in crate::store) fn use_up(conn: &mut PgConnection, ticket: &Ticket, location: &str) -> Result<Option<String>, StoreError> {
    let Ticket { form_key: form, account, .. } = *ticket;
    match (UseFormKey { form, account, location: location.to_owned() }).run(conn)? {
        0 => Ok(UsedFormKey { form }.first(conn)?.map(|used| used.location)),
        _ => Ok(None),
    }
}

/// The history of a pet, where it is still at the version that the form was made for.
fn expected(conn: &mut PgConnection, pet: PetId, ticket: &Ticket) -> Result<History, AppendError> {
    let history = load(conn, pet)?;
    let version = history.remembered().ok_or(AppendError::NoSuchPet)?.version;
    if ticket.expected_version == Some(version) { Ok(history) } else { Err(AppendError::Stale) }
}

fn load(conn: &mut PgConnection, pet: PetId) -> Result<History, StoreError> {
    let events = events::of_pet(conn, pet)?;
    History::of(&events).map_err(|story| StoreError::Unreadable(format!("pet {pet}: {story}")))
}

fn recorded(pet: PetId, version: i32, created_at: DateTime<Utc>, ticket: &Ticket, told: Told, event: Event) -> Recorded {
    let (_, random) = Uuid::new_v4().as_u64_pair();
    Recorded {
        id: EventId(event_id(created_at, random.to_be_bytes())),
        pet,
        version,
        occurred_on: told.occurred_on,
        created_at,
        recorded_by: Some(ticket.account),
        request_id: Some(ticket.request_id.clone()),
        note: told.note,
        event,
    }
}

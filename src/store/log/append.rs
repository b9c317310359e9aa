//! What can be recorded: an act for each kind of event, with whom else it asks.

use crate::shop::arrival::Arrival;
use crate::shop::birth::Birth;
use crate::shop::naming::Called;
use crate::shop::retraction::Mender;
use crate::shop::rules::may;
use crate::shop::sale::{Buyer, Sale};
use crate::shop::{
    Arrived, Draft, EventKind, FoundAgain, Lost, Money, Named, Pet, PetId, PetName, PriceChanged, Retracted, Returned, Sold, Species,
    retraction,
};
use crate::store::ground::error::StoreError;
use crate::store::ground::statement::{Deed, Rows, row, statements};
use crate::store::log::events;
use crate::store::log::keys;
use crate::store::log::keys::{Appended, Ticket};
use crate::store::log::stream::{AppendError, begin, expected, extend, load, same};
use crate::store::state::customers;
use diesel::sql_types::{Integer, Text, Uuid as SqlUuid};
use diesel::{Connection, PgConnection};

statements! {
    /// Holds a mother's stream.
    HoldMother = "log/hold_mother.sql", (mother: PetId as SqlUuid) -> OfPet;
    /// A species as it was written first.
    SpeciesAsKnown = "log/species_as_known.sql", (species: String as Text) -> AsWritten;
    /// Holds the numbers that the shop gives to a species.
    HoldNumbers = "log/hold_numbers.sql", (species: String as Text);
    /// The next of them.
    NextNumber = "log/next_number.sql", (species: String as Text) -> GivenNumber;
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
    /// A number that the shop gives to a pet without a name.
    pub(in crate::store) struct GivenNumber {
        number: i32 as Integer,
    }
}

/// Records that a pet arrived.
///
/// # Errors
/// The database failed.
pub fn arrival(conn: &mut PgConnection, ticket: &Ticket, draft: Draft<Arrival>) -> Result<Appended, AppendError> {
    let Draft { what, occasion } = draft;
    begin(conn, ticket, &occasion, vec![what], |conn, what| {
        let species = as_known(conn, what.species)?;
        let Called { name, given_number } = called(conn, what.name, &species)?;
        Ok(Arrived { name, species, price: what.price, given_number }.into())
    })
}

/// The species in the writing in which the shop knows it already, so that CAT does not become another kind than Cat.
fn as_known(conn: &mut PgConnection, typed: Species) -> Result<Species, StoreError> {
    let known = SpeciesAsKnown { species: typed.as_str().to_owned() }.first(conn)?;
    Ok(known.and_then(|known| Species::parse(&known.species).ok()).unwrap_or(typed))
}

/// What a pet that comes is called. Where that is for the shop to say, whoever brings another of that species waits here until the first is committed
/// or gone.
fn called(conn: &mut PgConnection, typed: Option<PetName>, species: &Species) -> Result<Called, StoreError> {
    if let Some(name) = typed {
        return Ok(Called::typed(name));
    }
    HoldNumbers { species: species.to_string() }.run(conn)?;
    let number = NextNumber { species: species.to_string() }.one(conn)?.number;
    Ok(Called::given(species, number))
}

/// Records that a pet was born. The mother's stream is locked, so that she is not sold meanwhile.
///
/// # Errors
/// There is no such mother, or a rule refuses.
pub fn birth(conn: &mut PgConnection, ticket: &Ticket, draft: Draft<Birth>) -> Result<Appended, AppendError> {
    litter(conn, ticket, Draft { what: vec![draft.what], occasion: draft.occasion })
}

/// Records births, all of them or none, and answers the first.
///
/// # Errors
/// As [`birth`].
pub fn litter(conn: &mut PgConnection, ticket: &Ticket, draft: Draft<Vec<Birth>>) -> Result<Appended, AppendError> {
    let Draft { what, occasion } = draft;
    begin(conn, ticket, &occasion, what, |conn, birth| {
        let mother = birth.mother_id;
        HoldMother { mother }.first(conn)?.ok_or(AppendError::NoSuchMother)?;
        let history = load(conn, mother)?;
        let mother = history.pet().ok_or(AppendError::NoSuchMother)?;
        let born = birth.decide::<AppendError>(mother, occasion.occurred_on, |name, species| Ok(called(conn, name, species)?))?;
        Ok(born.into())
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

/// Records that a pet got a name, or another one.
///
/// # Errors
/// There is no such pet, someone was faster, or a rule refuses.
pub fn naming(conn: &mut PgConnection, pet: PetId, ticket: &Ticket, draft: Draft<PetName>) -> Result<Appended, AppendError> {
    let Draft { what, occasion } = draft;
    extend(conn, pet, ticket, occasion, |_, history| Ok(Named::of(history.living()?, what).into()))
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

/// What the form has recorded, if it was sent before.
///
/// # Errors
/// It said something else then, or the database failed.
pub fn sent_before(conn: &mut PgConnection, ticket: &Ticket) -> Result<Option<Appended>, AppendError> {
    keys::sent_before(conn, ticket)?.map(same).transpose()
}

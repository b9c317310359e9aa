//! What can be recorded: an act for each kind of event, with whom else it asks.

use crate::shop::arrival::Arrival;
use crate::shop::birth::Birth;
use crate::shop::naming::Called;
use crate::shop::retraction::Mender;
use crate::shop::rules::may;
use crate::shop::sale::{Buyer, Sale};
use crate::shop::{
    Arrived, CustomerId, Draft, EventKind, FoundAgain, Lost, Money, Named, Pet, PetId, PetName, PriceChanged, Retracted, Returned, Sold,
    Species, retraction,
};
use crate::store::ground::error::StoreError;
use crate::store::ground::reader::Reads;
use crate::store::ground::statement::{Deed, Rows, row, statements};
use crate::store::log::events;
use crate::store::log::keys;
use crate::store::log::keys::{Appended, Ticket};
use crate::store::log::stream::{AppendError, Basis, Beginning, Stream, begin, expected, extend, hold, load, same};
use crate::store::state::customers;
use chrono::{DateTime, Utc};
use diesel::sql_types::{Integer, Nullable, Text, Timestamptz};
use diesel::{Connection, PgConnection};
use uuid::Uuid;

statements! {
    /// A species as it was written first, and the moment.
    SpeciesAsKnown = "log/species_as_known.sql", (species: String as Text) -> AsWritten;
    /// Holds the numbers that the shop gives to a species.
    HoldNumbers = "log/hold_numbers.sql", (species: String as Text);
    /// The next of them.
    NextNumbers = "log/next_numbers.sql", (species: String as Text, above: i32 as Integer, most: i32 as Integer) -> GivenNumber;
}

row! {
    /// A species as it was written, if ever, and the moment.
    pub(in crate::store) struct AsWritten {
        species: Option<String> as Nullable<Text>,
        at: DateTime<Utc> as Timestamptz,
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
    let Draft { what: Arrival { name, species, price }, occasion } = draft;
    at_once(conn, name.is_none(), |conn| {
        begin(conn, ticket, &occasion, |conn| {
            let (species, now) = as_known(conn, &species)?;
            let Called { name, given_number } = called(conn, name.clone(), &species, &[])?;
            let arrived = Arrived { name, species, price, given_number };
            Ok(Beginning { events: vec![arrived.into()], basis: Basis::default(), now })
        })
    })
}

/// Whether the shop knows a species, in any writing.
///
/// # Errors
/// The database failed.
pub fn knows(conn: &mut impl Reads, species: &Species) -> Result<bool, StoreError> {
    Ok(SpeciesAsKnown { species: species.to_string() }.one(conn)?.species.is_some())
}

/// The species in the writing in which the shop knows it already, so that CAT does not become another kind than Cat; and the moment.
fn as_known(conn: &mut PgConnection, typed: &Species) -> Result<(Species, DateTime<Utc>), StoreError> {
    let known = SpeciesAsKnown { species: typed.to_string() }.one(conn)?;
    Ok((known.species.and_then(|known| Species::parse(&known).ok()).unwrap_or_else(|| typed.clone()), known.at))
}

/// What a pet that comes is called, beside others that come with it. Where that is for the shop to say, whoever brings another of that species waits here
/// until the first is committed or gone.
fn called(conn: &mut PgConnection, typed: Option<PetName>, species: &Species, others: &[Called]) -> Result<Called, StoreError> {
    if let Some(name) = typed {
        return Ok(Called::typed(name));
    }
    hold_numbers(conn, species)?;
    let mut above = others.iter().filter_map(|other| other.given_number).max().unwrap_or_default();
    loop {
        above = NextNumbers { species: species.to_string(), above, most: 1 }.one(conn)?.number;
        let called = Called::given(species, above);
        if others.iter().all(|other| other.name != called.name) {
            return Ok(called);
        }
    }
}

/// Lets nobody else get a number of this species until the transaction ends.
pub(in crate::store) fn hold_numbers(conn: &mut PgConnection, species: &Species) -> Result<(), StoreError> {
    HoldNumbers { species: species.to_string() }.run(conn)?;
    Ok(())
}

/// So many of the next numbers that the shop gives to a species.
pub(in crate::store) fn next_numbers(conn: &mut PgConnection, species: &Species, above: i32, most: i32) -> Result<Vec<i32>, StoreError> {
    let numbers = NextNumbers { species: species.to_string(), above, most }.rows(conn)?;
    Ok(numbers.into_iter().map(|given| given.number).collect())
}

/// Records that a pet was born, to a mother who is not sold meanwhile.
///
/// # Errors
/// There is no such mother, or a rule refuses.
pub fn birth(conn: &mut PgConnection, ticket: &Ticket, draft: Draft<Birth>) -> Result<Appended, AppendError> {
    litter(conn, ticket, Draft { what: vec![draft.what], occasion: draft.occasion })
}

/// Records births by one mother, all of them or none, and answers the first.
///
/// # Errors
/// As [`birth`].
pub fn litter(conn: &mut PgConnection, ticket: &Ticket, draft: Draft<Vec<Birth>>) -> Result<Appended, AppendError> {
    let Draft { what, occasion } = draft;
    let mother = what.first().map(|birth| birth.mother_id).ok_or(AppendError::NoSuchMother)?;
    at_once(conn, what.iter().any(|birth| birth.name.is_none()), |conn| {
        begin(conn, ticket, &occasion, |conn| {
            let Stream { history, next_at: now } = load(conn, mother)?.ok_or(AppendError::NoSuchMother)?;
            let mother = history.pet().ok_or(AppendError::NoSuchMother)?;
            // Those with a name first: the shop gives no name that one of them has.
            let mut names: Vec<_> = what.iter().filter_map(|birth| birth.name.clone()).map(Called::typed).collect();
            let born = what.iter().map(|birth| {
                birth.clone().decide::<AppendError>(mother, occasion.occurred_on, |name, species| {
                    let called = called(conn, name, species, &names)?;
                    names.push(called.clone());
                    Ok(called)
                })
            });
            let events = born.map(|born| Ok(born?.into())).collect::<Result<_, AppendError>>()?;
            Ok(Beginning { events, basis: Basis { mother: Some((mother.id, mother.version)), ..Basis::default() }, now })
        })
    })
}

/// Does the work in one transaction, where it holds something until the event is in the log.
fn at_once<T>(
    conn: &mut PgConnection,
    holds: bool,
    work: impl FnOnce(&mut PgConnection) -> Result<T, AppendError>,
) -> Result<T, AppendError> {
    if holds { conn.transaction(work) } else { work(conn) }
}

/// Records a sale, together with the customer where that is a new one.
///
/// # Errors
/// There is no such pet or customer, someone was faster, or a rule refuses.
pub fn sale(conn: &mut PgConnection, pet: PetId, ticket: &Ticket, draft: Draft<Sale>) -> Result<Appended, AppendError> {
    let Draft { what: Sale { buyer, sale_price }, occasion } = draft;
    let mut chosen = match &buyer {
        Buyer::Known(id) => *id,
        Buyer::New(_) => CustomerId(Uuid::new_v4()),
    };
    let mut is_looked_up = false;
    extend(conn, pet, ticket, &occasion, |conn, history| {
        may(EventKind::Sold, history)?;
        let basis = match &buyer {
            Buyer::New(customer) => Basis { new_customer: Some((chosen, customer.clone())), ..Basis::default() },
            Buyer::Known(id) => {
                // Mostly they are who they were when they were chosen.
                if std::mem::replace(&mut is_looked_up, true) {
                    chosen = customers::staying(conn, *id)?.ok_or(AppendError::NoSuchCustomer)?;
                }
                Basis { customer: Some(chosen), ..Basis::default() }
            }
        };
        Ok((Sold { customer_id: chosen, sale_price }.into(), basis))
    })
}

/// Tries a sale and leaves nothing of it: the pet as it is, and what the customer is called.
///
/// # Errors
/// As [`sale`]. That none comes is no promise: the sale is tried anew when it is recorded.
pub fn try_sale(conn: &mut PgConnection, pet: PetId, ticket: &Ticket, draft: Draft<Sale>) -> Result<(Pet, String), AppendError> {
    tried(conn, |conn| {
        let state = expected(conn, pet, ticket)?.history.living()?.clone();
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
    let Draft { what, occasion } = draft;
    extend(conn, pet, ticket, &occasion, |_, _| Ok((what.clone().into(), Basis::default())))
}

/// Tries a return and leaves nothing of it: the pet as it is.
///
/// # Errors
/// As [`returned`]. That none comes is no promise: the return is tried anew when it is recorded.
pub fn try_returned(conn: &mut PgConnection, pet: PetId, ticket: &Ticket, draft: Draft<Returned>) -> Result<Pet, AppendError> {
    tried(conn, |conn| {
        let state = expected(conn, pet, ticket)?.history.living()?.clone();
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
    extend(conn, pet, ticket, &occasion, |_, history| Ok((PriceChanged::of(history.living()?, what).into(), Basis::default())))
}

/// Records that a pet got a name, or another one.
///
/// # Errors
/// There is no such pet, someone was faster, or a rule refuses.
pub fn naming(conn: &mut PgConnection, pet: PetId, ticket: &Ticket, draft: Draft<PetName>) -> Result<Appended, AppendError> {
    let Draft { what, occasion } = draft;
    extend(conn, pet, ticket, &occasion, |_, history| Ok((Named::of(history.living()?, what.clone()).into(), Basis::default())))
}

/// Records a loss.
///
/// # Errors
/// There is no such pet, someone was faster, or a rule refuses.
pub fn loss(conn: &mut PgConnection, pet: PetId, ticket: &Ticket, draft: Draft<Lost>) -> Result<Appended, AppendError> {
    let Draft { what, occasion } = draft;
    extend(conn, pet, ticket, &occasion, |_, _| Ok((what.clone().into(), Basis::default())))
}

/// Records a find.
///
/// # Errors
/// There is no such pet, someone was faster, or a rule refuses.
pub fn find(conn: &mut PgConnection, pet: PetId, ticket: &Ticket, draft: Draft<FoundAgain>) -> Result<Appended, AppendError> {
    let Draft { what, occasion } = draft;
    extend(conn, pet, ticket, &occasion, |_, _| Ok((what.clone().into(), Basis::default())))
}

/// Takes the latest event of a pet back. It holds the pet, so that no young one is born to it in between.
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
    let Draft { what, occasion } = draft;
    conn.transaction(|conn| {
        hold(conn, pet)?;
        extend(conn, pet, ticket, &occasion, |conn, history| {
            retraction::may(history, events::latest_birth(conn, pet)?, mender)?;
            Ok((what.clone().into(), Basis::default()))
        })
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

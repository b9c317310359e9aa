//! From one moment to the next at which something was recorded: in the shop, about a pet, about what a customer bought.

use crate::shop::{CustomerId, PetId};
use crate::store::ground::error::StoreError;
use crate::store::ground::reader::Reads;
use crate::store::ground::rows::{MaybeMoment, Moment};
use crate::store::ground::statement::{Rows, Shape, statements};
use crate::store::log::page::first_id_of;
use askama::Template;
use chrono::{DateTime, TimeDelta, Utc};
use diesel::sql_types::{Timestamptz, Uuid as SqlUuid};
use uuid::Uuid;

statements! {
    /// A step in a pet's story.
    StepOfPet = "log/step_of_pet.sql", shape OfPet, (pet: PetId as SqlUuid, from: DateTime<Utc> as Timestamptz) -> MaybeMoment;
    /// A step in what a customer bought.
    StepOfCustomer = "log/step_of_customer.sql", shape OfCustomer,
        (customer: CustomerId as SqlUuid, from: DateTime<Utc> as Timestamptz) -> MaybeMoment;
    /// A step in the log, to the millisecond.
    StepOfShop = "log/step_of_shop.sql", shape OfShop, (from: DateTime<Utc> as Timestamptz, beside: Uuid as SqlUuid) -> Moment;
    /// The nearest moment within a millisecond.
    StepWithin = "log/step_within.sql", shape Within,
        (from: DateTime<Utc> as Timestamptz, first: Uuid as SqlUuid, beyond: Uuid as SqlUuid) -> MaybeMoment;
}

/// Statements that step one way or the other.
macro_rules! either_way {
    ($($shape:ident = $path:literal),+) => {$(
        #[derive(Template, Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[template(path = $path, escape = "none", syntax = "sql")]
        pub(in crate::store) struct $shape {
            earlier: bool,
        }

        impl Shape for $shape {
            fn all() -> Vec<Self> {
                [false, true].map(|earlier| Self { earlier }).to_vec()
            }
        }
    )+};
}
either_way!(
    OfPet = "log/step_of_pet.sql",
    OfCustomer = "log/step_of_customer.sql",
    OfShop = "log/step_of_shop.sql",
    Within = "log/step_within.sql"
);

/// What has to happen for there to be a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Steps {
    /// Anything.
    Shop,
    /// Something that a pet's story tells: what happened to it, and the births of its young.
    Pet(PetId),
    /// A purchase of a customer, a return, or its being taken back.
    Customer(CustomerId),
}

/// Which way to step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// To what was recorded before.
    Earlier,
    /// To what was recorded after.
    Later,
}

/// The moment of the last thing recorded before `from`, or of the first after it.
///
/// # Errors
/// The database failed.
pub fn step(conn: &mut impl Reads, steps: Steps, way: Way, from: DateTime<Utc>) -> Result<Option<DateTime<Utc>>, StoreError> {
    let earlier = way == Way::Earlier;
    match steps {
        Steps::Shop => step_of_the_shop(conn, earlier, from),
        Steps::Pet(pet) => Ok(StepOfPet { shape: OfPet { earlier }, pet, from }.one(conn)?.at),
        Steps::Customer(customer) => Ok(StepOfCustomer { shape: OfCustomer { earlier }, customer, from }.one(conn)?.at),
    }
}

/// Finds the neighbour by id, which sorts by the moment, at least to the millisecond; then the nearest in that millisecond.
fn step_of_the_shop(conn: &mut impl Reads, earlier: bool, from: DateTime<Utc>) -> Result<Option<DateTime<Utc>>, StoreError> {
    let millisecond = TimeDelta::milliseconds(1);
    let beside = first_id_of(if earlier { from + millisecond } else { from });
    let Some(near) = StepOfShop { shape: OfShop { earlier }, from, beside }.first(conn)? else { return Ok(None) };
    let (first, beyond) = (first_id_of(near.at), first_id_of(near.at + millisecond));
    Ok(StepWithin { shape: Within { earlier }, from, first, beyond }.one(conn)?.at.or(Some(near.at)))
}

/// When the first thing was recorded.
///
/// # Errors
/// The database failed.
pub fn first(conn: &mut impl Reads, steps: Steps) -> Result<Option<DateTime<Utc>>, StoreError> {
    step(conn, steps, Way::Later, DateTime::UNIX_EPOCH)
}

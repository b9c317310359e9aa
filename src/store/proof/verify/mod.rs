//! Reads everything again, and sees whether anybody has changed it since.
//!
//! One walk goes through the shop from pet to pet, by five cursors in the order of pets: the events, the streams, what was sealed, the
//! snapshot and the projection. So no more is kept than one pet, one branch of the tree under each seal, and what the stock should be at each moment.
//! Nothing that the database could be told to say is believed: no view, no function of ours, no column that is not checked; rows are read as
//! text, so that what cannot be an event is a fault and no failure.

mod cursor;
pub(in crate::store) mod rows;
pub(in crate::store) mod seals;
pub(in crate::store) mod stock;
pub mod turn;

use crate::integrity::kept::{Kept, KeptProjected};
use crate::integrity::merkle::Roots;
use crate::integrity::stock::Stock;
use crate::integrity::{FaultKind, Place, SignedSeal, Trust, Verification, chain};
use crate::shop::rules;
use crate::store::ground::error::StoreError;
use crate::store::ground::pool::at_one_state;
use crate::store::ground::statement::{Rows, row, statements};
use crate::store::state::projection::{WrongDays, WrongSums};
use cursor::Cursor;
use diesel::PgConnection;
use diesel::connection::SimpleConnection;
use diesel::sql_types::Uuid as SqlUuid;
use rows::{Covered, EventRow, ProjectedRow, SealedRow, ShownRow, StreamRow};
use uuid::Uuid;

statements! {
    /// Births whose mother is not there.
    WithoutMother = "proof/without_mother.sql", () -> Alone;
    /// Sales whose customer is not there.
    WithoutCustomer = "proof/without_customer.sql", () -> Alone;
}

row! {
    /// An event to which something is missing.
    pub(in crate::store) struct Alone {
        id: Uuid as SqlUuid,
    }
}

/// What the shop is held against, besides itself.
#[derive(Debug, Clone, Default)]
pub struct Against {
    /// The keys whose seals are believed; `None` where no key is at hand, and seals are only held against each other.
    pub trust: Option<Trust>,
    /// Seals that were kept elsewhere.
    pub kept: Vec<SignedSeal>,
}

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// So many events are checked.
    pub events: i64,
    /// Of so many.
    pub of: i64,
}

/// Checks the whole shop, as it is at one moment; it may go on meanwhile. What does not fit is in the answer.
///
/// # Errors
/// The database failed.
pub fn verify(conn: &mut PgConnection, against: &Against, progress: &mut dyn FnMut(Progress)) -> Result<Verification, StoreError> {
    at_one_state(conn, |conn| verify_as_seen(conn, against, progress))
}

/// As [`verify`], as the transaction that is open sees the shop.
///
/// # Errors
/// The database failed.
pub fn verify_as_seen(conn: &mut PgConnection, against: &Against, progress: &mut dyn FnMut(Progress)) -> Result<Verification, StoreError> {
    // Moments are hashed as they are in UTC; nothing is sorted that an index has in order.
    conn.batch_execute(
        "SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL TimeZone = 'UTC';
         SET LOCAL enable_sort = off",
    )?;
    let mut found = Verification::default();
    let claims = seals::read(conn, against, &mut found)?;
    let kept = stock::read(conn, &mut found)?;
    let mut stock = Stock::at(kept.iter().map(|one| one.moment).collect());
    let before = found.found;
    let covered = walk(conn, &mut found, &mut stock, progress)?;
    let all_is_told = found.found == before;
    seals::compare(&claims, covered, &mut found);
    // Where a story cannot be told, the sums of all stories cannot fit either.
    if all_is_told {
        stock::compare(&kept, &stock, &mut found);
    }
    relations(conn, &mut found)?;
    conn.batch_execute("SET LOCAL enable_sort = on")?;
    Ok(found)
}

/// Goes from pet to pet.
fn walk(
    conn: &mut PgConnection,
    found: &mut Verification,
    stock: &mut Stock,
    progress: &mut dyn FnMut(Progress),
) -> Result<Covered, StoreError> {
    let of = rows::number_of_events(conn)?;
    progress(Progress { events: 0, of });
    let mut events = Cursor::<EventRow>::open(conn)?;
    let mut streams = Cursor::<StreamRow>::open(conn)?;
    let mut sealed = Cursor::<SealedRow>::open(conn)?;
    let mut shown = Cursor::<ShownRow>::open(conn)?;
    let mut projected = Cursor::<ProjectedRow>::open(conn)?;
    let (mut roots, mut covered) = (Roots::default(), Covered::default());
    loop {
        let heads =
            [events.next_pet(conn)?, streams.next_pet(conn)?, sealed.next_pet(conn)?, shown.next_pet(conn)?, projected.next_pet(conn)?];
        let Some(pet) = heads.into_iter().flatten().min() else { break };
        let kept = Kept {
            events: events.take(conn, pet)?,
            stream: streams.take(conn, pet)?.pop(),
            sealed: sealed.take(conn, pet)?,
            shown: shown.take(conn, pet)?.pop(),
            projected: projected.take(conn, pet)?.pop(),
        };
        match chain::check(pet, &kept) {
            Ok(story) => {
                // What the projection has not seen may have come late; it makes the moments from then on again.
                let behind = kept.projected.as_ref().filter(|projected| projected.is_behind);
                stock.add(&story, behind.map_or(i32::MAX, KeptProjected::version));
                found.wonder(pet, rules::oddities(&story));
            }
            Err((place, what)) => found.note(place, what),
        }
        if !kept.sealed.is_empty() {
            covered.add(&kept.sealed);
            roots.add(pet, kept.sealed.iter().map(|sealed| (sealed.seal, sealed.leaf(pet))));
        }
        found.pets += i64::from(!kept.events.is_empty());
        found.events += i64::try_from(kept.events.len()).unwrap_or(i64::MAX);
        progress(Progress { events: found.events, of });
    }
    events.close(conn)?;
    streams.close(conn)?;
    sealed.close(conn)?;
    shown.close(conn)?;
    projected.close(conn)?;
    covered.roots = roots.finish();
    Ok(covered)
}

/// What refers to something else refers to what is there; what is summed up is what there is.
fn relations(conn: &mut PgConnection, found: &mut Verification) -> Result<(), StoreError> {
    for Alone { id } in (WithoutMother {}).rows(conn)? {
        found.note(Place::Event(id), FaultKind::NoMother);
    }
    for Alone { id } in (WithoutCustomer {}).rows(conn)? {
        found.note(Place::Event(id), FaultKind::NoCustomer);
    }
    if (WrongSums {}).one(conn)?.n > 0 {
        found.note(Place::Projections, FaultKind::WrongSums);
    }
    if (WrongDays {}).one(conn)?.n > 0 {
        found.note(Place::Projections, FaultKind::WrongDays);
    }
    Ok(())
}

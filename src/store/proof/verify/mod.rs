//! Reads everything again, and sees whether anybody has changed it since.
//!
//! One walk goes through the shop from pet to pet, by four cursors in the order of pets: the events, the streams, what was sealed, and the
//! snapshot. So no more is kept than one pet, one branch of the tree under each seal, and what the stock should be at each checkpoint.
//! Nothing that the database could be told to say is believed: no view, no function of ours, no column that is not checked; rows are read as
//! text, so that what cannot be an event is a fault and no failure.

mod cursor;
mod rows;
mod seals;
mod stock;

use crate::integrity::merkle::Roots;
use crate::integrity::stock::Stock;
use crate::integrity::{Place, SignedSeal, Trust, Verification, What, chain};
use crate::shop::PetId;
use crate::store::ground::error::StoreError;
use crate::store::ground::pool::Store;
use cursor::Cursor;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Uuid as SqlUuid};
use rows::{Covered, EventRow, SealedRow, ShownRow, StreamRow};
use uuid::Uuid;

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
    conn.build_transaction().repeatable_read().read_only().run(|conn| verify_as_seen(conn, against, progress))
}

/// As [`verify`], on a connection of its own: a long look takes none from the requests, and no limit of theirs ends it.
///
/// # Errors
/// The database failed.
pub fn verify_beside(store: &Store, against: &Against, progress: &mut dyn FnMut(Progress)) -> Result<Verification, StoreError> {
    verify(&mut store.connection_of_its_own()?, against, progress)
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
    let mut stock = Stock::at(kept.iter().map(|checkpoint| checkpoint.moment).collect());
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
    let mut events = Cursor::<EventRow>::open(conn, &rows::events())?;
    let mut streams = Cursor::<StreamRow>::open(conn, rows::STREAMS)?;
    let mut sealed = Cursor::<SealedRow>::open(conn, rows::SEALED)?;
    let mut shown = Cursor::<ShownRow>::open(conn, rows::SHOWN)?;
    let (mut roots, mut covered) = (Roots::default(), Covered::default());
    loop {
        let heads = [events.next_pet(conn)?, streams.next_pet(conn)?, sealed.next_pet(conn)?, shown.next_pet(conn)?];
        let Some(id) = heads.into_iter().flatten().min() else { break };
        let pet = PetId(id);
        let kept = chain::Kept {
            events: events.take(conn, id)?,
            stream: streams.take(conn, id)?.pop(),
            sealed: sealed.take(conn, id)?,
            shown: shown.take(conn, id)?.pop(),
        };
        // The refresh that sealed a pet has kept the stock with it.
        let seen = kept.sealed.last().map_or(0, |sealed| sealed.version);
        let told =
            chain::check(pet, &kept).and_then(|story| stock.add(&story, seen).map_err(|story| (Place::Pet(id), What::Impossible(story))));
        if let Err((place, what)) = told {
            found.note(place, what);
        }
        if !kept.sealed.is_empty() {
            covered.add(&kept.sealed);
            roots.add(pet, kept.sealed.iter().map(|sealed| (sealed.seal, sealed.leaf(pet))));
        }
        found.pets += i64::from(!kept.events.is_empty());
        found.events += i64::try_from(kept.events.len()).unwrap_or(i64::MAX);
        progress(Progress { events: found.events, of });
    }
    for name in [events.close(), streams.close(), sealed.close(), shown.close()] {
        conn.batch_execute(&format!("CLOSE {name}"))?;
    }
    covered.roots = roots.finish();
    Ok(covered)
}

/// The encodings of all events of some pets, by pet and version.
pub(in crate::store) fn encodings(conn: &mut PgConnection, pets: &[Uuid]) -> Result<Vec<(Uuid, i32, String)>, StoreError> {
    let query = format!("SELECT * FROM ({}) AS event WHERE pet_id = ANY ($1::uuid[]) ORDER BY pet_id, version", rows::events());
    let events = diesel::sql_query(query).bind::<Array<SqlUuid>, _>(pets).load::<EventRow>(conn)?;
    Ok(events.into_iter().map(EventRow::encoded).collect())
}

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
}

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

/// What refers to something else refers to what is there; what is summed up is what there is.
fn relations(conn: &mut PgConnection, found: &mut Verification) -> Result<(), StoreError> {
    let orphans = "SELECT e.id FROM pet_born_events AS e
                   WHERE NOT EXISTS (SELECT FROM pet_streams AS mother WHERE mother.pet_id = e.mother_id) ORDER BY e.id LIMIT 100";
    let to_nobody = "SELECT e.id FROM pet_sold_events AS e
                     WHERE NOT EXISTS (SELECT FROM customers AS customer WHERE customer.id = e.customer_id) ORDER BY e.id LIMIT 100";
    for (query, what) in [(orphans, What::NoMother), (to_nobody, What::NoCustomer)] {
        for Found { id } in diesel::sql_query(query).load(conn)? {
            found.note(Place::Event(id), what.clone());
        }
    }
    let wrong_sums = "WITH pets AS (SELECT lower(species), min(species), status, count(*), sum(price) FROM pets_state_snapshot GROUP BY lower(species), status),
                           sums AS (SELECT species_key, species, status, pets, value FROM pets_count_snapshot)
                      SELECT (SELECT count(*) FROM (TABLE pets EXCEPT TABLE sums) AS a) + (SELECT count(*) FROM (TABLE sums EXCEPT TABLE pets) AS b) AS n";
    let Number { n } = diesel::sql_query(wrong_sums).get_result(conn)?;
    if n > 0 {
        found.note(Place::Snapshot, What::WrongSums);
    }
    Ok(())
}

//! Pets that come by a table, recorded many at once.

use crate::shop::arrival::Arrival;
use crate::shop::naming::Called;
use crate::shop::stock::days::DayOrder;
use crate::shop::stock::reading::Lot;
use crate::shop::{AccountId, Arrived, Draft, EventId, PetId, Recorded, Species};
use crate::store::ground::error::StoreError;
use crate::store::log::append::{hold_numbers, next_numbers};
use crate::store::log::insert::{event_id, insert};
use chrono::{DateTime, TimeDelta, Utc};
use diesel::PgConnection;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// So many pets are recorded at once, and after so many rows it is told how far it is.
pub(super) const AT_ONCE: usize = 2_000;

/// Who brings a table, and what of it.
pub struct Bringer {
    /// Who is signed in; nobody at the command line.
    pub account: Option<AccountId>,
    /// What the events have as their request.
    pub request_id: String,
    /// The trace that the request belongs to, as `traceparent`.
    pub traceparent: Option<String>,
    /// Which comes first in its dates, where that was found out.
    pub order: Option<DayOrder>,
    /// Whether the rows without a fault are recorded where others have one.
    pub good_alone: bool,
}

/// Pets that come, and those of them that are not recorded yet.
pub(super) struct Coming<'a> {
    bringer: &'a Bringer,
    next_at: DateTime<Utc>,
    /// How many came.
    pub(super) pets: u32,
    waiting: Vec<Moment<Draft<Arrival>>>,
    /// The species whose numbers nobody else gives meanwhile.
    held: HashSet<Species>,
}

/// Something, and when it is recorded.
type Moment<T> = (DateTime<Utc>, T);

impl<'a> Coming<'a> {
    /// None yet; the first is recorded at this moment.
    pub(super) fn new(bringer: &'a Bringer, first_at: DateTime<Utc>) -> Self {
        Self { bringer, next_at: first_at, pets: 0, waiting: Vec::new(), held: HashSet::new() }
    }

    /// So many come as a row says.
    pub(super) fn take(&mut self, conn: &mut PgConnection, lot: &Lot) -> Result<(), StoreError> {
        for _ in 0..lot.quantity {
            self.waiting.push((self.next_at, lot.draft.clone()));
            // One after the other, so that the log has them in the order of the table.
            self.next_at += TimeDelta::microseconds(1);
            self.pets += 1;
            if self.waiting.len() >= AT_ONCE {
                self.flush(conn)?;
            }
        }
        Ok(())
    }

    /// Records those that have a name first, so that no number makes the name of one of them.
    pub(super) fn flush(&mut self, conn: &mut PgConnection) -> Result<(), StoreError> {
        let (mut named, mut nameless) = (Vec::new(), Vec::new());
        for (at, mut draft) in std::mem::take(&mut self.waiting) {
            match draft.what.name.take() {
                Some(name) => named.push(self.event(at, draft, Called::typed(name))),
                None => nameless.push((at, draft)),
            }
        }
        insert(conn, &named)?;
        let mut numbers = self.numbers(conn, &nameless)?;
        let given = nameless.into_iter().map(|(at, draft)| {
            let species = &draft.what.species;
            let number = numbers.get_mut(species).and_then(Vec::pop);
            let number = number.ok_or_else(|| StoreError::Unreadable("there are too few numbers for pets without a name".into()))?;
            let called = Called::given(species, number);
            Ok(self.event(at, draft, called))
        });
        insert(conn, &given.collect::<Result<Vec<_>, StoreError>>()?)
    }

    fn event(&self, at: DateTime<Utc>, Draft { what, occasion }: Draft<Arrival>, called: Called) -> Recorded {
        let (_, random) = Uuid::new_v4().as_u64_pair();
        let Called { name, given_number } = called;
        Recorded {
            id: EventId(event_id(at, random.to_be_bytes())),
            pet: PetId(Uuid::new_v4()),
            version: 1,
            occurred_on: occasion.occurred_on,
            created_at: at,
            recorded_by: self.bringer.account,
            request_id: Some(self.bringer.request_id.clone()),
            correlation_id: None,
            causation_id: None,
            traceparent: self.bringer.traceparent.clone(),
            note: occasion.note,
            event: Arrived { name, species: what.species, price: what.price, given_number }.into(),
        }
        .because_of(None)
    }

    /// The next numbers of each species of those that come without a name, the last one first.
    fn numbers(&mut self, conn: &mut PgConnection, nameless: &[Moment<Draft<Arrival>>]) -> Result<HashMap<Species, Vec<i32>>, StoreError> {
        let mut wanted: HashMap<&Species, i32> = HashMap::new();
        for (_, draft) in nameless {
            *wanted.entry(&draft.what.species).or_default() += 1;
        }
        let next = wanted.into_iter().map(|(species, wanted)| {
            if self.held.insert(species.clone()) {
                hold_numbers(conn, species)?;
            }
            let mut numbers = next_numbers(conn, species, 0, wanted)?;
            numbers.reverse();
            Ok((species.clone(), numbers))
        });
        next.collect()
    }
}

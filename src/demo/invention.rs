//! The shop as it is invented: family after family, in the order in which their first ones arrived.

use super::calendar::Moment;
use super::calendar::{Calendar, Day, TODAY};
use super::fate::{Fate, Lately};
use super::people::{Customers, Staff};
use super::species::Kind;
use super::words::Names;
use super::{DemoError, Plan, people, price, words};
use crate::shop::naming::Called;
use crate::shop::{Arrived, Currency, Event, EventId, PetId, Recorded, Species};
use crate::store::log::insert::event_id;
use fastrand::Rng;

/// How the shop grows: at 1 there are as many new pets in the first month as in the last.
const GROWTH: f64 = 0.75;

/// Places kept for the litter of this month.
const LATE_YOUNG: u32 = 3;

/// Everything that a life draws on.
pub(super) struct Invention {
    pub rng: Rng,
    pub calendar: Calendar,
    pub currency: Currency,
    pub names: Names,
    pub staff: Staff,
    pub customers: Customers,
    /// How many pets are still to come.
    pub left: u32,
    pets: u32,
    lately: std::slice::Iter<'static, Lately>,
}

impl Invention {
    pub fn new(plan: &Plan) -> Self {
        let mut rng = Rng::with_seed(plan.seed);
        let calendar = Calendar::until(plan.now, plan.time_zone);
        let (names, staff) = (Names::shuffled(&mut rng), Staff::hired(&mut rng, &calendar));
        // At most about an eighth of the shop is there for the sake of today.
        let lately = Lately::ALL.get(..plan.pets as usize / 8).unwrap_or(&Lately::ALL).iter();
        Self {
            rng,
            calendar,
            currency: plan.currency,
            names,
            staff,
            customers: Customers::none_yet(),
            left: plan.pets,
            pets: plan.pets,
            lately,
        }
    }

    /// How many young ones there is room for: a family leaves the places of those that come lately.
    pub fn room(&self) -> u32 {
        self.left.saturating_sub(self.kept_for_lately())
    }

    fn kept_for_lately(&self) -> u32 {
        let young = if self.lately.clone().any(|lately| lately.breeds()) { LATE_YOUNG } else { 0 };
        u32::try_from(self.lately.len()).unwrap_or_default() + young
    }

    /// The pet with which a family begins, its fate, and its arrival.
    pub fn arrival(&mut self) -> Result<(&'static Kind, Fate, Recorded), DemoError> {
        let lately = (self.left <= self.kept_for_lately()).then(|| self.lately.next()).flatten();
        let kind = Kind::delivered(&mut self.rng, lately.is_some_and(|lately| lately.breeds()) || self.left == self.pets)
            .ok_or_else(|| DemoError::Misfit("a shop without species".into()))?;
        let fate = match lately {
            Some(lately) => lately.fate(&mut self.rng, &self.calendar),
            None => {
                let day = self.next_delivery();
                Fate::of_an_arrival(&mut self.rng, kind, day)
            }
        };
        let late = self.rng.u32(0..100) < 6;
        let when =
            self.calendar.moment(&mut self.rng, fate.came, None, late).ok_or_else(|| DemoError::Misfit("a day without hours".into()))?;
        let Called { name, given_number } = self.names.call(&mut self.rng, kind)?;
        let arrived = Arrived {
            name,
            species: Species::parse(kind.name).map_err(DemoError::Misfit)?,
            price: price::asked(&mut self.rng, kind, self.currency)?,
            given_number,
        };
        let first = self.begin(when, arrived.into())?;
        Ok((kind, Fate { came: when.day, ..fate }, first))
    }

    /// The day of the next delivery: a shop grows, so they come quicker and quicker, and never quite in step.
    #[expect(clippy::cast_possible_truncation, reason = "a share of two years")]
    fn next_delivery(&mut self) -> Day {
        let share = f64::from(self.pets - self.left) / f64::from(self.pets);
        let day = (f64::from(TODAY) * share.powf(GROWTH)) as Day + self.rng.i32(0..9);
        // What would come after today came as long before.
        day.min(2 * TODAY - day)
    }

    /// The first event of a new pet, which takes one place in the shop.
    pub fn begin(&mut self, when: Moment, event: Event) -> Result<Recorded, DemoError> {
        self.left = self.left.saturating_sub(1);
        let pet = PetId(people::id(&mut self.rng));
        self.record(pet, 1, when, event)
    }

    pub fn record(&mut self, pet: PetId, version: i32, when: Moment, event: Event) -> Result<Recorded, DemoError> {
        Ok(Recorded {
            id: EventId(event_id(when.at, self.rng.u64(..).to_be_bytes())),
            pet,
            version,
            occurred_on: when.on,
            created_at: when.at,
            recorded_by: self.staff.on_duty(&mut self.rng, when.day),
            request_id: None,
            correlation_id: None,
            causation_id: None,
            traceparent: None,
            note: words::note(&mut self.rng, &event)?,
            event,
        })
    }
}

//! The shop as it is invented: family after family, in the order in which their first ones arrived.

use super::calendar::{Calendar, Day, TODAY};
use super::fate::{Fate, Lately};
use super::life::Life;
use super::people::{Customers, Staff};
use super::species::Kind;
use super::words::Names;
use super::{DemoError, Plan, price};
use crate::shop::{Arrived, Recorded, Species};
use crate::store::log::demo::Customer;
use fastrand::Rng;

/// How the shop grows: at 1 there are as many new pets in the first month as in the last.
const GROWTH: f64 = 0.75;

/// Places kept for the litter of this month.
const LATE_YOUNG: u32 = 3;

/// Everything that a life draws on.
pub(super) struct Invention {
    pub rng: Rng,
    pub calendar: Calendar,
    pub names: Names,
    pub staff: Staff,
    pub customers: Customers,
    /// How many pets are still to come.
    pub left: u32,
    pets: u32,
    lately: std::slice::Iter<'static, Lately>,
}

/// A pet that arrived, with all that descend from it and the customers who were new with them.
#[derive(Debug, Default)]
pub(super) struct Family {
    pub pets: u32,
    pub events: Vec<Recorded>,
    pub customers: Vec<Customer>,
}

impl Invention {
    pub fn new(plan: &Plan) -> Self {
        let mut rng = Rng::with_seed(plan.seed);
        let calendar = Calendar::until(plan.now, plan.time_zone);
        let (names, staff) = (Names::shuffled(&mut rng), Staff::hired(&mut rng, &calendar));
        // At most about an eighth of the shop is there for the sake of today.
        let lately = Lately::ALL.get(..plan.pets as usize / 8).unwrap_or(&Lately::ALL).iter();
        Self { rng, calendar, names, staff, customers: Customers::none_yet(), left: plan.pets, pets: plan.pets, lately }
    }

    /// How many young ones there is room for: a family leaves the places of those that come lately.
    pub fn room(&self) -> u32 {
        self.left.saturating_sub(self.kept_for_lately())
    }

    fn kept_for_lately(&self) -> u32 {
        let young = if self.lately.clone().any(|lately| lately.breeds()) { LATE_YOUNG } else { 0 };
        u32::try_from(self.lately.len()).unwrap_or_default() + young
    }

    /// The next family; `None` once the shop has all its pets.
    pub fn family(&mut self) -> Result<Option<Family>, DemoError> {
        if self.left == 0 {
            return Ok(None);
        }
        let before = self.left;
        let (kind, fate, first) = self.arrival()?;
        let mut family = Family::default();
        let mut to_live = vec![(first, fate, 1)];
        while let Some((first, fate, generation)) = to_live.pop() {
            let life = Life::begin(self, kind, fate, first)?.live()?;
            let (story, young) = (life.story, life.young);
            family.events.extend(story);
            for (place, (day, first)) in young.into_iter().enumerate() {
                let fate = Fate::of_a_young_one(&mut self.rng, kind, day, generation + 1, place == 0);
                to_live.push((first, fate, generation + 1));
            }
        }
        family.pets = before - self.left;
        family.customers = self.customers.take_new();
        Ok(Some(family))
    }

    /// The pet with which a family begins, its fate, and its arrival.
    fn arrival(&mut self) -> Result<(&'static Kind, Fate, Recorded), DemoError> {
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
        let arrived = Arrived {
            name: self.names.deal(&mut self.rng)?,
            species: Species::parse(kind.name).map_err(DemoError::Misfit)?,
            price: price::asked(&mut self.rng, kind)?,
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
}

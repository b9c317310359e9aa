//! A family: a pet that arrived, and all that descend from it, each life after the one that it comes from.

use super::DemoError;
use super::fate::Fate;
use super::invention::Invention;
use super::life::Life;
use crate::shop::Recorded;
use crate::store::log::demo::Customer;

/// A pet that arrived, with all that descend from it and the customers who were new with them.
#[derive(Debug, Default)]
pub(super) struct Family {
    pub pets: u32,
    pub events: Vec<Recorded>,
    pub customers: Vec<Customer>,
}

impl Invention {
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
}

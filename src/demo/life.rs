//! One life, from one event to the next. Chance proposes what happens; the rules of the shop decide.

use super::calendar::{Day, Moment, TODAY};
use super::fate::{Fate, Finale};
use super::invention::Invention;
use super::species::{Habitat, Kind};
use super::{DemoError, price, words};
use crate::shop::birth::Birth;
use crate::shop::cause;
use crate::shop::rules::decide;
use crate::shop::{Event, FoundAgain, History, Lost, Named, Pet, PriceChanged, Recorded, Retracted, Returned, Sold, Status};
use chrono::{DateTime, Utc};

/// Days in the store between one price and the next, on average.
const PRICE_HOLDS: f64 = 20.0;

/// Days until somebody names a pet that came without, on average.
const STRANGE: f64 = 15.0;

/// The same of fish, which few people tell apart.
const FISHY: f64 = 400.0;

/// Days until a lost pet is found, on average.
const SEARCH: f64 = 4.0;

/// How many sold pets of a hundred come back.
const RETURNS: u32 = 2;

/// Days until they do, on average.
const TRIAL: f64 = 9.0;

/// How many price changes of a hundred are slips.
const SLIPS: u32 = 3;

/// A life as far as it has been lived.
pub(super) struct Life<'a> {
    shop: &'a mut Invention,
    kind: &'static Kind,
    fate: Fate,
    /// Its story so far.
    pub story: Vec<Recorded>,
    /// The births that it gave, each the beginning of another life, and the days on which they were recorded.
    pub young: Vec<(Day, Recorded)>,
    history: History,
    day: Day,
    at: DateTime<Utc>,
}

/// What chance may propose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Deed {
    PriceChange,
    Name,
    Litter,
    Sale,
    Return,
    Loss,
    Find,
}

impl<'a> Life<'a> {
    /// A life that begins by arriving or being born.
    pub fn begin(shop: &'a mut Invention, kind: &'static Kind, fate: Fate, first: Recorded) -> Result<Self, DemoError> {
        let (history, day, at) = (History::default().evolve(&first), fate.came, first.created_at);
        history.living()?;
        Ok(Self { shop, kind, fate, story: vec![first], young: vec![], history, day, at })
    }

    fn pet(&self) -> Result<&Pet, DemoError> {
        Ok(self.history.living()?)
    }

    /// Takes an event into the story.
    fn tell(&mut self, event: Recorded) {
        self.history = std::mem::take(&mut self.history).evolve(&event);
        self.story.push(event);
    }

    /// Lives until today.
    pub fn live(mut self) -> Result<Self, DemoError> {
        while let Some((day, deed)) = self.next()? {
            if day > TODAY {
                break;
            }
            // A price is changed in the system, so the day is the day of recording; the rest is often written down the next morning.
            let late =
                !matches!(deed, Deed::PriceChange | Deed::Name) && self.shop.rng.u32(0..100) < if deed == Deed::Litter { 35 } else { 8 };
            match self.shop.calendar.moment(&mut self.shop.rng, day, Some(self.at), late) {
                Some(when) => self.happen(deed, when)?,
                None => self.day = day + 1,
            }
        }
        Ok(self)
    }

    /// What happens next, and when; `None` where the story has come to its end for now.
    fn next(&mut self) -> Result<Option<(Day, Deed)>, DemoError> {
        let status = self.pet()?.status;
        Ok(match status {
            Status::Sold if self.shop.rng.u32(0..100) < RETURNS => Some((self.day + self.days(TRIAL), Deed::Return)),
            Status::Sold => None,
            Status::Lost if self.fate.finale.is_some() || self.shop.rng.u32(0..1000) < 45 => None,
            Status::Lost => Some((self.day + self.days(SEARCH) - 1, Deed::Find)),
            Status::Available => Some(self.next_in_the_store(self.pet()?.given_number.is_some())),
        })
    }

    fn next_in_the_store(&mut self, is_nameless: bool) -> (Day, Deed) {
        let waiting = self.day < self.fate.stays_until;
        let named = if self.kind.habitat == Habitat::Tank { 1.0 / FISHY } else { 1.0 / STRANGE };
        let often = [
            1.0 / PRICE_HOLDS,
            if is_nameless { named } else { 0.0 },
            if waiting { 0.0 } else { 1.0 / self.fate.wait },
            if waiting { 0.0 } else { 1.0 / self.kind.stays },
        ];
        let total: f64 = often.iter().sum();
        let day = self.day + self.days(1.0 / total);
        let ticket = self.shop.rng.f64() * total;
        if let Some((last, finale)) = self.fate.finale.filter(|(last, _)| *last <= day) {
            return (last.max(self.day), if finale == Finale::Sold { Deed::Sale } else { Deed::Loss });
        }
        if self.fate.litters > 0 && self.fate.litter_on <= day {
            return (self.fate.litter_on.max(self.day), Deed::Litter);
        }
        let [price, name, sale, _] = often;
        let deed = match ticket {
            _ if ticket < price => Deed::PriceChange,
            _ if ticket < price + name => Deed::Name,
            _ if ticket < price + name + sale => Deed::Sale,
            _ => Deed::Loss,
        };
        (day, deed)
    }

    /// Some days, at least one, by a rate that does not remember.
    #[expect(clippy::cast_possible_truncation, reason = "a share of a few years")]
    fn days(&mut self, average: f64) -> Day {
        1 + (-(1.0 - self.shop.rng.f64()).ln() * average) as Day
    }

    fn happen(&mut self, deed: Deed, when: Moment) -> Result<(), DemoError> {
        let pet = self.pet()?.clone();
        let (currency, rng, habitat) = (self.shop.currency, &mut self.shop.rng, self.kind.habitat);
        let event: Event = match deed {
            Deed::Litter => return self.litter(when),
            Deed::PriceChange => PriceChanged::of(&pet, price::changed(rng, self.kind, pet.price, currency)?).into(),
            Deed::Name => Named::of(&pet, self.shop.names.deal(rng)?).into(),
            Deed::Loss => Lost { last_seen_location: words::last_seen(rng, habitat)? }.into(),
            Deed::Find => FoundAgain { found_location: words::found(rng, habitat)? }.into(),
            Deed::Return => {
                let refund = price::refunded(rng, &pet, currency)?;
                Returned { reason: words::brought_back(rng)?, refund }.into()
            }
            Deed::Sale => {
                let sale_price = price::paid(rng, self.kind, pet.price, currency)?;
                let customer_id = self.shop.customers.buyer(rng, &when)?;
                Sold { customer_id, sale_price }.into()
            }
        };
        let event = decide(&self.history, event, when.on)?;
        let cause = cause::of(&event, &self.history).cloned();
        let next = self.shop.record(pet.id, pet.version + 1, when, event)?;
        self.tell(next.because_of(cause.as_ref()));
        (self.day, self.at) = (when.day, when.at);
        // Nobody has noticed today's slips yet.
        if deed == Deed::PriceChange && when.day < TODAY && self.shop.rng.u32(0..100) < SLIPS {
            self.take_back(when)?;
        }
        Ok(())
    }

    /// What happened last was a slip, and whoever recorded it notices at once.
    fn take_back(&mut self, when: Moment) -> Result<(), DemoError> {
        let Some(slip) = self.story.last().cloned() else { return Ok(()) };
        let at = self.shop.calendar.soon_after(&mut self.shop.rng, when.at);
        let event = Event::Retracted(Retracted { retracted_event_id: slip.id, reason: words::reason(&mut self.shop.rng)? });
        let mended = self.shop.record(slip.pet, slip.version + 1, Moment { at, ..when }, event)?;
        self.tell(Recorded { recorded_by: slip.recorded_by, ..mended }.because_of(Some(&slip)));
        self.at = at;
        Ok(())
    }

    /// Young ones, as many as the shop still has room for, written down one after the other.
    fn litter(&mut self, mut when: Moment) -> Result<(), DemoError> {
        let (fewest, most) = self.kind.litter;
        let size = self.shop.rng.u32(fewest..=most).min(self.shop.room());
        let mother = self.pet()?.clone();
        for _ in 0..size {
            let birth = Birth { mother_id: mother.id, name: None, price: price::asked(&mut self.shop.rng, self.kind, self.shop.currency)? };
            let born = birth.decide(&mother, when.on, |_, _| self.shop.names.call(&mut self.shop.rng, self.kind))?;
            let first = self.shop.begin(when, born.into())?;
            self.young.push((when.day, first));
            self.at = when.at;
            when.at = self.shop.calendar.soon_after(&mut self.shop.rng, when.at);
        }
        self.day = when.day;
        self.fate.litters -= 1;
        self.fate.litter_on = when.day + self.kind.rests + self.shop.rng.i32(0..=self.kind.rests);
        Ok(())
    }
}

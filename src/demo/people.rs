//! Invented people: colleagues, who record what happens, and customers, who take pets home.

use super::DemoError;
use super::calendar::{Calendar, Day, Moment};
use crate::shop::sale::NewCustomer;
use crate::shop::{AccountId, CustomerId, CustomerName};
use crate::store::log::demo::{Colleague, Customer};
use fastrand::Rng;
use std::collections::VecDeque;
use uuid::{Builder, Uuid};

/// Who works in the shop, and since which day.
const COLLEAGUES: &[(&str, Day)] =
    &[("Marta Huber", 0), ("Tom Ellis", 0), ("Aylin Kaya", 0), ("Jonas Weber", 160), ("Priya Nair", 330), ("Luca Romano", 520)];

/// So many customers can come back at any time; the memory of a shop is no longer than that of its people.
const REMEMBERED: usize = 4_096;

/// An id in the layout of a UUIDv4, the same for the same seed.
pub(super) fn id(rng: &mut Rng) -> Uuid {
    Builder::from_random_bytes(rng.u128(..).to_be_bytes()).into_uuid()
}

/// The colleagues of the shop.
#[derive(Debug)]
pub(super) struct Staff(Vec<(Colleague, Day)>);

impl Staff {
    pub fn hired(rng: &mut Rng, calendar: &Calendar) -> Self {
        let hire = |&(name, since): &(&str, Day)| {
            let colleague = Colleague { id: AccountId(id(rng)), name: name.to_owned(), since: calendar.hours(since).0 };
            (colleague, since)
        };
        Self(COLLEAGUES.iter().map(hire).collect())
    }

    pub fn colleagues(&self) -> impl Iterator<Item = &Colleague> {
        self.0.iter().map(|(colleague, _)| colleague)
    }

    /// Somebody who was in the shop on that day.
    pub fn on_duty(&self, rng: &mut Rng, day: Day) -> Option<AccountId> {
        let here = self.0.partition_point(|(_, since)| *since <= day);
        rng.choice(self.0.iter().take(here)).map(|(colleague, _)| colleague.id)
    }
}

/// The customers: those who may come back, and those who are new since they were last asked for.
#[derive(Debug)]
pub(super) struct Customers {
    given_names: Vec<&'static str>,
    surnames: Vec<&'static str>,
    regulars: VecDeque<(CustomerId, Day)>,
    new: Vec<Customer>,
}

impl Customers {
    pub fn none_yet() -> Self {
        let words = |text: &'static str| text.split_whitespace().collect();
        let (given_names, surnames) = (words(include_str!("given_names.txt")), words(include_str!("surnames.txt")));
        Self { given_names, surnames, regulars: VecDeque::new(), new: vec![] }
    }

    /// Who buys a pet at that moment: often somebody who has bought one before, else somebody new.
    pub fn buyer(&mut self, rng: &mut Rng, when: &Moment) -> Result<CustomerId, DemoError> {
        if rng.u32(0..100) < 34 {
            for _ in 0..4 {
                let known = rng.usize(0..self.regulars.len().max(1));
                if let Some((customer, _)) = self.regulars.get(known).filter(|(_, since)| *since < when.day) {
                    return Ok(*customer);
                }
            }
        }
        let customer = Customer { id: CustomerId(id(rng)), who: self.stranger(rng)?, since: when.at };
        if self.regulars.len() >= REMEMBERED {
            self.regulars.pop_front();
        }
        self.regulars.push_back((customer.id, when.day));
        let id = customer.id;
        self.new.push(customer);
        Ok(id)
    }

    pub fn take_new(&mut self) -> Vec<Customer> {
        std::mem::take(&mut self.new)
    }

    /// Somebody new. The addresses are those kept for examples (RFC 2606), the numbers those kept for films.
    fn stranger(&self, rng: &mut Rng) -> Result<NewCustomer, DemoError> {
        let mut word = |words: &[&'static str]| rng.choice(words).copied().unwrap_or_default();
        let (given, family) = (word(&self.given_names), word(&self.surnames));
        let name = match rng.u32(0..100) {
            0..8 => format!("Mrs {family}"),
            8..15 => format!("Mr {family}"),
            15..17 => format!("Dr {given} {family}"),
            _ => format!("{given} {family}"),
        };
        let name = CustomerName::parse(&name).map_err(DemoError::Misfit)?;
        let (given, family, year) = (given.to_lowercase(), family.to_lowercase(), rng.u32(50..100));
        let email = match rng.u32(0..100) {
            0..25 => Some(format!("{given}.{family}@example.com")),
            25..50 => Some(format!("{given}.{family}{year}@example.com")),
            50..58 => Some(format!("{family}@example.com")),
            _ => None,
        };
        let phone = (rng.u32(0..100) < 48).then(|| {
            let area = rng.choice([113, 114, 115, 116, 117, 118, 121, 131, 141, 151, 161]).unwrap_or(121);
            format!("+44 {area} 496 {:04}", rng.u32(0..1000))
        });
        Ok(NewCustomer { name, email, phone })
    }
}

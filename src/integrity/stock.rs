//! The stock at each moment of which it is kept, as the events make it: what is kept of a moment is held against this.

use crate::shop::{History, Pet, Recorded};
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// By species and status: how many pets, and what they cost together.
pub type Counts = BTreeMap<(String, String), (i64, Decimal)>;

/// A moment whose stock is kept.
#[derive(Debug, Clone)]
pub struct KeptMoment {
    /// Its moment.
    pub moment: DateTime<Utc>,
    /// How many events it says there were.
    pub events: i64,
    /// The stock; `None` where it cannot be read.
    pub counts: Option<Counts>,
}

/// What happened between one such moment and the next, gathered pet by pet.
#[derive(Debug)]
pub struct Stock {
    moments: Vec<DateTime<Utc>>,
    events: Vec<i64>,
    changes: Vec<Counts>,
    /// The earliest event that the projection has not seen: whatever is kept of that moment and later is made again with it.
    unseen: Option<DateTime<Utc>>,
}

impl Stock {
    /// Nothing yet, at these moments, the first one first.
    #[must_use]
    pub fn at(moments: Vec<DateTime<Utc>>) -> Self {
        Self { events: vec![0; moments.len()], changes: vec![Counts::default(); moments.len()], moments, unseen: None }
    }

    /// Adds the story of a pet, of which the projection has seen so many events.
    pub fn add(&mut self, story: &[Recorded], seen: i32) {
        let unseen = story.iter().find(|event| event.version > seen).map(|event| event.created_at);
        self.unseen = self.unseen.into_iter().chain(unseen).min();
        let moments = &self.moments;
        let page = |event: &Recorded| moments.partition_point(|moment| *moment < event.created_at);
        let (mut history, mut before) = (History::default(), None);
        for events in story.chunk_by(|one, next| page(one) == page(next)) {
            let page = events.first().map_or(moments.len(), page);
            let (Some(recorded), Some(changes)) = (self.events.get_mut(page), self.changes.get_mut(page)) else { break };
            *recorded += i64::try_from(events.len()).unwrap_or(i64::MAX);
            history = events.iter().fold(history, History::evolve);
            let after = history.pet().map(Standing::of);
            if after != before {
                before.into_iter().for_each(|standing| standing.count(changes, -1));
                after.iter().for_each(|standing| standing.clone().count(changes, 1));
            }
            before = after;
        }
    }

    /// The moments whose stock is not what the events made it by then, in their order; `kept` are those at whose moments this is.
    pub fn wrong<'a>(&self, kept: &'a [KeptMoment]) -> Vec<&'a KeptMoment> {
        let (mut events, mut stock) = (0, Counts::default());
        let mut wrong = Vec::new();
        for ((one, recorded), changes) in kept.iter().zip(&self.events).zip(&self.changes) {
            if self.unseen.is_some_and(|unseen| unseen <= one.moment) {
                break;
            }
            events += recorded;
            for (kind, (pets, value)) in changes {
                let count = stock.entry(kind.clone()).or_default();
                *count = (count.0 + pets, count.1 + value);
            }
            stock.retain(|_, (pets, _)| *pets != 0);
            if one.events != events || one.counts.as_ref() != Some(&stock) {
                wrong.push(one);
            }
        }
        wrong
    }
}

/// What a pet adds to the stock.
#[derive(Clone, PartialEq)]
struct Standing {
    kind: (String, String),
    price: Decimal,
}

impl Standing {
    fn of(pet: &Pet) -> Self {
        Self { kind: (pet.species.to_string(), pet.status.name().to_owned()), price: pet.price.amount() }
    }

    fn count(self, counts: &mut Counts, times: i64) {
        let (pets, value) = counts.entry(self.kind).or_default();
        *pets += times;
        *value += self.price * Decimal::from(times);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shop::story::{Story, lost, sold};

    fn counts(all: &[(&str, i64, i64)]) -> Counts {
        all.iter().map(|(status, pets, value)| (("Cat".into(), (*status).into()), (*pets, Decimal::from(*value)))).collect()
    }

    #[test]
    fn a_pet_is_counted_where_it_was_at_each_moment() {
        let story = Story::of_bella().then(12, lost()).then_taken_back(13).then(20, sold()).0;
        let moments: Vec<_> = story.iter().map(|event| event.created_at).collect();
        let mut stock = Stock::at(moments.clone());
        stock.add(&story, 4);
        let expected =
            [counts(&[("available", 1, 135)]), counts(&[("lost", 1, 135)]), counts(&[("available", 1, 135)]), counts(&[("sold", 1, 135)])];
        let mut kept: Vec<_> = moments
            .iter()
            .zip(1..)
            .zip(&expected)
            .map(|((moment, events), counts)| KeptMoment { moment: *moment, events, counts: Some(counts.clone()) })
            .collect();
        assert!(stock.wrong(&kept).is_empty());
        kept[0].events = 2;
        kept[1].counts = Some(counts(&[("lost", 1, 136)]));
        kept[3].counts = None;
        assert_eq!(stock.wrong(&kept).iter().map(|one| one.moment).collect::<Vec<_>>(), [moments[0], moments[1], moments[3]]);
    }

    #[test]
    fn what_no_refresh_has_seen_puts_nobody_in_the_wrong() {
        let story = Story::of_bella().then(12, lost()).0;
        let kept = |events| KeptMoment { moment: story[1].created_at, events, counts: Some(counts(&[("available", 1, 135)])) };
        for (seen, wrong) in [(2, 1), (1, 0)] {
            let mut stock = Stock::at(vec![story[1].created_at]);
            stock.add(&story, seen);
            assert_eq!(stock.wrong(&[kept(1)]).len(), wrong, "{seen} events seen");
        }
    }
}

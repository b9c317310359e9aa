//! The invention, without a database: what it makes is checked by the shop's own replay.

use super::calendar::TODAY;
use super::family::Family;
use super::invention::Invention;
use super::*;
use crate::shop::{Event, EventKind, Pet, PetId, Status, replay};
use chrono::{Datelike, NaiveDate, TimeDelta};
use std::collections::{BTreeMap, BTreeSet, HashMap};

fn plan(pets: u32, seed: u64) -> Plan {
    Plan { pets, seed, now: "2026-11-23T14:00:00Z".parse().unwrap(), time_zone: chrono_tz::Europe::Vienna, currency: Currency::default() }
}

fn families(plan: &Plan) -> Vec<Family> {
    let mut shop = Invention::new(plan);
    std::iter::from_fn(|| shop.family().unwrap()).collect()
}

fn events(plan: &Plan) -> Vec<Recorded> {
    families(plan).into_iter().flat_map(|family| family.events).collect()
}

fn replayed(events: &[Recorded]) -> HashMap<PetId, Pet> {
    let streams = events.chunk_by(|a, b| a.pet == b.pet);
    streams.map(|stream| (stream[0].pet, replay(stream).unwrap().unwrap())).collect()
}

fn today() -> NaiveDate {
    "2026-11-23".parse().unwrap()
}

#[test]
fn the_same_seed_gives_the_same_shop_and_another_seed_another() {
    assert_eq!(events(&plan(200, 1)), events(&plan(200, 1)));
    assert_ne!(events(&plan(200, 1)), events(&plan(200, 2)));
}

#[test]
fn later_on_the_same_day_only_the_minutes_of_today_differ() {
    let (noon, evening) = (plan(500, 1), Plan { now: "2026-11-23T19:00:00Z".parse().unwrap(), ..plan(500, 1) });
    let timeless = |recorded: Recorded| (recorded.pet, recorded.version, recorded.occurred_on, recorded.event);
    assert!(events(&noon).into_iter().map(timeless).eq(events(&evening).into_iter().map(timeless)));
}

#[test]
fn every_story_can_have_happened_and_there_are_as_many_as_asked_for() {
    for pets in [0, 1, 2, 7, 8, 17, 40, 300, 3_000] {
        let events = events(&plan(pets, 1));
        assert_eq!(replayed(&events).len(), pets as usize);
    }
}

#[test]
fn young_ones_are_recorded_while_their_mother_is_in_the_store() {
    let events = events(&plan(3_000, 1));
    for recorded in &events {
        let Event::Born(born) = &recorded.event else { continue };
        let until_then = events.iter().filter(|e| e.pet == born.mother_id && e.created_at <= recorded.created_at);
        let mother = replay(until_then).unwrap().unwrap();
        assert_eq!((mother.status, &mother.species), (Status::Available, &born.species));
    }
}

#[test]
fn a_family_is_three_generations_deep() {
    for seed in 1..6 {
        let pets = replayed(&events(&plan(PETS, seed)));
        let depth = |pet: &Pet| std::iter::successors(pet.mother, |mother| pets[mother].mother).count() + 1;
        let depths: BTreeSet<usize> = pets.values().map(depth).collect();
        assert_eq!(depths, BTreeSet::from([1, 2, 3]), "seed {seed}");
    }
}

#[test]
fn nothing_happens_in_the_future_or_before_the_shop_opened() {
    for now in ["2026-11-23T14:00:00Z", "2026-11-22T23:05:00Z", "2026-11-23T00:20:00Z", "2026-03-29T01:30:00Z", "2026-10-25T22:59:00Z"] {
        let plan = Plan { now: now.parse().unwrap(), ..plan(1_000, 1) };
        for recorded in events(&plan) {
            let recorded_on = recorded.created_at.with_timezone(&plan.time_zone).date_naive();
            assert!(recorded.created_at <= plan.now && recorded.created_at > plan.now - TimeDelta::days(i64::from(TODAY) + 2));
            assert!((0..=1).contains(&(recorded_on - recorded.occurred_on).num_days()), "{recorded:?}");
        }
    }
}

#[test]
fn some_things_are_recorded_the_next_morning_but_price_changes_at_once() {
    let late = |recorded: &&Recorded| recorded.created_at.date_naive() != recorded.occurred_on;
    let events = events(&plan(1_000, 1));
    let kinds: BTreeSet<_> = events.iter().filter(late).map(|recorded| recorded.event.kind()).collect();
    assert!(kinds.contains(&EventKind::Born) && kinds.contains(&EventKind::Sold) && !kinds.contains(&EventKind::PriceChanged));
}

#[test]
fn what_comes_without_a_name_is_numbered_species_by_species_and_some_are_named_later() {
    let events = events(&plan(1_000, 1));
    let mut given: BTreeMap<String, Vec<i32>> = BTreeMap::new();
    for recorded in &events {
        let (species, number) = match &recorded.event {
            Event::Arrived(arrived) => (&arrived.species, arrived.given_number),
            Event::Born(born) => (&born.species, born.given_number),
            _ => continue,
        };
        given.entry(species.to_string()).or_default().extend(number);
    }
    for (species, mut numbers) in given {
        numbers.sort_unstable();
        assert_eq!(numbers, (1..).take(numbers.len()).collect::<Vec<_>>(), "{species}");
    }
    let of_fish = |pet: &Pet| ["Guppy", "Goldfish"].contains(&pet.species.as_str());
    let pets = replayed(&events);
    let (fish, others): (Vec<_>, Vec<_>) = pets.values().partition(|pet| of_fish(pet));
    let nameless = |pets: &[&Pet]| pets.iter().filter(|pet| pet.given_number.is_some()).count() * 100 / pets.len();
    let named = events.iter().filter(|recorded| recorded.event.kind() == EventKind::Named && !of_fish(&pets[&recorded.pet])).count();
    assert!(nameless(&fish) > 50 && nameless(&others) < 10 && named > 20, "{} {} {named}", nameless(&fish), nameless(&others));
}

#[test]
fn a_small_shop_is_alive_today_whatever_the_seed() {
    for seed in 1..20 {
        let events = events(&plan(PETS, seed));
        let count = |kind, since: NaiveDate| events.iter().filter(|e| e.event.kind() == kind && e.occurred_on >= since).count();
        let month = today().with_day(1).unwrap();
        assert!(count(EventKind::Sold, today()) >= 3, "seed {seed}");
        assert!(count(EventKind::Arrived, today()) >= 2, "seed {seed}");
        assert!(count(EventKind::Born, month) >= 1 && count(EventKind::Sold, month) >= 5, "seed {seed}");
        assert!(EventKind::ALL.iter().all(|&kind| count(kind, NaiveDate::MIN) > 0), "seed {seed}");
        let pets = replayed(&events);
        let share = |status| pets.values().filter(|pet| pet.status == status).count() * 100 / pets.len();
        assert!((30..=55).contains(&share(Status::Available)), "seed {seed}: {} % available", share(Status::Available));
        assert!((1..=6).contains(&share(Status::Lost)), "seed {seed}: {} % lost", share(Status::Lost));
    }
}

#[test]
fn several_customers_come_back_and_none_buys_before_they_are_known() {
    let families = families(&plan(PETS, 1));
    let known: HashMap<_, _> = families.iter().flat_map(|family| &family.customers).map(|c| (c.id, c.since)).collect();
    let mut bought = BTreeMap::new();
    for recorded in families.iter().flat_map(|family| &family.events) {
        let Event::Sold(sold) = &recorded.event else { continue };
        assert!(recorded.created_at >= known[&sold.customer_id]);
        *bought.entry(sold.customer_id).or_insert(0) += 1;
    }
    assert_eq!(bought.len(), known.len());
    assert!(bought.values().filter(|&&times| times > 1).count() >= 10);
}

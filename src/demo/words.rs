//! What people write down: names of pets, places, notes.

use super::DemoError;
use super::species::{Habitat, Kind};
use crate::shop::naming::Called;
use crate::shop::{Event, Note, PetName, Place, Reason, Species};
use fastrand::Rng;
use std::collections::HashMap;

/// Names are dealt like cards: none comes again before all have been given. Who gets none yet is numbered.
#[derive(Debug)]
pub(super) struct Names {
    deck: Vec<&'static str>,
    dealt: usize,
    given: HashMap<&'static str, i32>,
}

impl Names {
    pub fn shuffled(rng: &mut Rng) -> Self {
        let mut deck: Vec<_> = include_str!("pet_names.txt").split_whitespace().collect();
        rng.shuffle(&mut deck);
        Self { deck, dealt: 0, given: HashMap::new() }
    }

    pub fn deal(&mut self, rng: &mut Rng) -> Result<PetName, DemoError> {
        if self.dealt >= self.deck.len() {
            rng.shuffle(&mut self.deck);
            self.dealt = 0;
        }
        let name = self.deck.get(self.dealt).copied().unwrap_or_default();
        self.dealt += 1;
        PetName::parse(name).map_err(DemoError::Misfit)
    }

    /// What a pet is called that comes: few fish have a name, and some of the others not on the first day.
    pub fn call(&mut self, rng: &mut Rng, kind: &'static Kind) -> Result<Called, DemoError> {
        let nameless = if kind.habitat == Habitat::Tank { 75 } else { 12 };
        if rng.u32(0..100) >= nameless {
            return self.deal(rng).map(Called::typed);
        }
        let number = self.given.entry(kind.name).or_default();
        *number += 1;
        Ok(Called::given(&Species::parse(kind.name).map_err(DemoError::Misfit)?, *number))
    }
}

/// Where a pet was last seen.
pub(super) fn last_seen(rng: &mut Rng, habitat: Habitat) -> Result<Place, DemoError> {
    place(
        rng,
        match habitat {
            Habitat::House => &[
                "the back yard",
                "the loading bay",
                "the front door",
                "the park",
                "the stock room",
                "the car park",
                "the bus stop outside",
            ],
            Habitat::Hutch => {
                &["hutch 3", "the run in the yard", "the cleaning table", "the hay store", "its cage by the till", "the children’s corner"]
            }
            Habitat::Cage => &[
                "the aviary",
                "the skylight",
                "the open window",
                "the ceiling lamp",
                "the roof across the street",
                "the lime tree outside",
            ],
            Habitat::Tank => &["the big tank", "tank 4", "the quarantine tank", "the bucket by the sink"],
            Habitat::Terrarium => &["the terrarium by the window", "the lettuce crate", "the pond in the yard", "the warm stone"],
        },
    )
}

/// Where it was found again.
pub(super) fn found(rng: &mut Rng, habitat: Habitat) -> Result<Place, DemoError> {
    place(
        rng,
        match habitat {
            Habitat::House => &[
                "the bakery",
                "under the delivery van",
                "the neighbours’ garden",
                "the school yard",
                "the fire station",
                "a cardboard box in the stock room",
                "the flower shop",
            ],
            Habitat::Hutch => &[
                "behind the radiator",
                "in the hay store",
                "under the till",
                "a bag of litter",
                "the vegetable bed next door",
                "inside the wall shelf",
            ],
            Habitat::Cage => {
                &["the curtain rail", "the neighbours’ balcony", "the church tower", "on top of the cash register", "the lime tree outside"]
            }
            Habitat::Tank => &["behind the filter", "the overflow basin", "inside the stone castle", "under the water fern"],
            Habitat::Terrarium => &["under the doormat", "the herb shelf", "behind the freezer", "halfway to the door", "the watering can"],
        },
    )
}

fn place(rng: &mut Rng, places: &[&str]) -> Result<Place, DemoError> {
    Place::parse(rng.choice(places).copied().unwrap_or_default()).map_err(DemoError::Misfit)
}

/// A note on what happened, now and then.
pub(super) fn note(rng: &mut Rng, event: &Event) -> Result<Option<Note>, DemoError> {
    let (percent, notes): (u32, &[&str]) = match event {
        Event::Arrived(_) => (
            12,
            &[
                "From the breeder in the next village.",
                "Vaccinated and chipped.",
                "A little shy, give it time.",
                "Handed in by its family, who moved abroad.",
                "Papers are in the blue folder.",
            ],
        ),
        Event::Born(_) => (
            8,
            &[
                "Mother and young are well.",
                "The smallest of the litter, weigh it daily.",
                "Born during the night.",
                "Fed by hand for the first week.",
            ],
        ),
        Event::Sold(_) => (
            10,
            &[
                "A birthday present.",
                "Took the large cage as well.",
                "Will come back for food on Saturday.",
                "Went to a family with a garden.",
                "Explained the feeding twice, all clear.",
            ],
        ),
        Event::PriceChanged(change) if change.new_price < change.old_price => {
            (5, &["Weekend offer.", "Summer sale.", "Has been here for a while.", "To make room for the next delivery."])
        }
        Event::Returned(_) => (12, &["In good health.", "With its basket.", "The old customer asks to be told how it does."]),
        Event::Named(_) => (12, &["The children chose it.", "It came when it was called that.", "As it stands in its papers."]),
        Event::PriceChanged(_) => (4, &["Back to the usual price.", "End of the offer.", "Food has become dearer.", "Fully grown now."]),
        Event::Lost(_) => (
            30,
            &[
                "The door was left ajar.",
                "Slipped out during cleaning.",
                "Put up a notice in the window.",
                "Answers to its name, and to cheese.",
                "The vet and the fire station know.",
            ],
        ),
        Event::FoundAgain(_) => (
            30,
            &[
                "Hungry, otherwise well.",
                "Brought back by a neighbour, who got a bag of food as thanks.",
                "Came back by itself.",
                "A bit dusty.",
            ],
        ),
        // A retraction gives its reason instead.
        Event::Retracted(_) => (0, &[]),
    };
    if rng.u32(0..100) >= percent {
        return Ok(None);
    }
    Note::parse(rng.choice(notes).copied().unwrap_or_default()).map_err(DemoError::Misfit)
}

/// Why a customer brought a pet back.
pub(super) fn brought_back(rng: &mut Rng) -> Result<Reason, DemoError> {
    let reasons = [
        "An allergy in the family.",
        "Does not get on with the one they have.",
        "The landlord said no.",
        "They are moving abroad.",
        "More work than they had thought.",
        "Homesick: it would not eat.",
    ];
    Reason::parse(rng.choice(reasons).unwrap_or_default(), "").map_err(DemoError::Misfit)
}

/// Why a price change was taken back.
pub(super) fn reason(rng: &mut Rng) -> Result<Reason, DemoError> {
    let reasons =
        ["The tag of the pet beside it.", "A digit too many.", "The offer begins next week.", "The wrong one of two of that name."];
    Reason::parse(rng.choice(reasons).unwrap_or_default(), "").map_err(DemoError::Misfit)
}

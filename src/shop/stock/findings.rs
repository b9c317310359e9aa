//! What a table would bring: how many pets, the first rows as they would arrive, and which rows have what fault.

use super::days::DayOrder;
use super::reading::{Lot, Row};
use crate::shop::currency::Currency;
use crate::shop::text;
use crate::shop::values::Species;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// So many rows, faults and species are shown of all.
pub const SHOWN: usize = 20;

/// So many columns of a faulty row are shown, and so much of each.
const CELLS: usize = 6;
const CELL: usize = 40;

/// What a species is to the shop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meant {
    /// It is known, and written so.
    Known(Species),
    /// It is new.
    New(Species),
    /// It is likely another word for one that is known.
    Alike {
        /// The one that is known.
        known: String,
        /// As the table has written it first.
        written: Species,
    },
}

/// What becomes of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Judged {
    /// It is empty, or stands for no pet.
    Nothing,
    /// Pets arrive.
    Arrives(Lot),
    /// It is wrong, for these reasons.
    Faulty(Vec<String>),
}

/// What a table would bring.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Findings {
    /// How many rows it has.
    pub rows: u32,
    /// How many pets would arrive.
    pub pets: u32,
    /// How many rows are empty, or stand for no pet.
    pub nothing: u32,
    /// How many rows have a fault.
    pub faulty: u32,
    /// The first of them.
    pub faults: Vec<Fault>,
    /// The first rows as they would arrive.
    pub first: Vec<Arriving>,
    /// Species that the shop does not know.
    pub new_species: Vec<String>,
    /// Whether a species was likely another word for one that is known.
    pub has_alike: bool,
    /// Which comes first in the dates, where they tell it or somebody said it.
    pub order: Option<DayOrder>,
    /// A date of which somebody has to say how it is meant.
    pub asks: Option<String>,
}

/// A row with a fault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// Its line.
    pub line: u64,
    /// How it begins.
    pub begins: String,
    /// What is wrong.
    pub wrong: Vec<String>,
}

/// A row as it would arrive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arriving {
    /// Its line.
    pub line: u64,
    /// How many pets.
    pub quantity: u32,
    /// What they are called; nothing where the shop gives a name.
    pub name: Option<String>,
    /// What kind of animal.
    pub species: String,
    /// Whether the shop does not know that kind.
    pub is_new: bool,
    /// What each costs.
    pub price: String,
    /// When they came.
    pub on: NaiveDate,
    /// What is added.
    pub note: Option<String>,
}

impl Judged {
    /// What becomes of a row that was read, now that it is known what its species is to the shop.
    #[must_use]
    pub fn of(mut lot: Lot, meant: &Meant, as_written: bool) -> Self {
        match meant {
            Meant::Alike { known, .. } if !as_written => {
                let typed = &lot.draft.what.species;
                return Self::Faulty(vec![format!("Did you mean {known}? The shop does not know {typed}")]);
            }
            Meant::Known(species) | Meant::New(species) | Meant::Alike { written: species, .. } => {
                lot.draft.what.species = species.clone();
            }
        }
        Self::Arrives(lot)
    }
}

impl Findings {
    /// How many rows with a fault are not among the first.
    #[must_use]
    pub fn more(&self) -> u32 {
        self.faulty.saturating_sub(u32::try_from(self.faults.len()).unwrap_or(u32::MAX))
    }

    /// Counts a row in.
    pub fn take(&mut self, row: &Row, judged: &Judged, meant: Option<&Meant>, currency: Currency) {
        self.rows = self.rows.saturating_add(1);
        let is_new = matches!(meant, Some(Meant::New(_) | Meant::Alike { .. }));
        self.has_alike |= matches!(meant, Some(Meant::Alike { .. }));
        match judged {
            Judged::Nothing => self.nothing += 1,
            Judged::Faulty(wrong) => {
                self.faulty += 1;
                if self.faults.len() < SHOWN {
                    self.faults.push(Fault { line: row.line, begins: begins(row), wrong: wrong.clone() });
                }
            }
            Judged::Arrives(Lot { draft, quantity }) => {
                self.pets = self.pets.saturating_add(*quantity);
                let species = draft.what.species.to_string();
                if is_new && self.new_species.len() < SHOWN && !self.new_species.contains(&species) {
                    self.new_species.push(species.clone());
                }
                if self.first.len() < SHOWN / 2 {
                    self.first.push(Arriving {
                        line: row.line,
                        quantity: *quantity,
                        name: draft.what.name.as_ref().map(ToString::to_string),
                        species,
                        is_new,
                        price: currency.written(draft.what.price.amount()),
                        on: draft.occasion.occurred_on,
                        note: draft.occasion.note.as_ref().map(ToString::to_string),
                    });
                }
            }
        }
    }
}

fn begins(row: &Row) -> String {
    let cells = row.cells.iter().map(|cell| cell.trim().replace(char::is_control, " ")).filter(|cell| !cell.is_empty()).take(CELLS);
    cells.map(|cell| text::short(&cell, CELL)).collect::<Vec<_>>().join(" · ")
}

//! What the species of a table are to the shop, each asked about once.

use crate::shop::Species;
use crate::shop::species::are_alike;
use crate::shop::stock::findings::Meant;
use crate::store::When;
use crate::store::ground::error::StoreError;
use crate::store::ground::statement::{Rows, row, statements};
use crate::store::state::pets;
use diesel::PgConnection;
use diesel::sql_types::{Nullable, Text};
use std::collections::HashMap;

statements! {
    /// A species by its key, and as it is known.
    MeantSpecies = "stock/meant.sql", (species: String as Text) -> MeantRow;
}

row! {
    /// A species by its key, and as it is known.
    pub(in crate::store) struct MeantRow {
        key: String as Text,
        known: Option<String> as Nullable<Text>,
    }
}

/// The species of one table.
#[derive(Debug)]
pub struct Kinds {
    known: Vec<String>,
    asked: HashMap<String, Meant>,
    /// Those that are new, as the table has written them first.
    new: HashMap<String, Species>,
}

impl Kinds {
    /// Knows what the shop knows.
    ///
    /// # Errors
    /// The database failed.
    pub fn of_the_shop(conn: &mut PgConnection) -> Result<Self, StoreError> {
        Ok(Self { known: pets::species(conn, When::Now)?, asked: HashMap::new(), new: HashMap::new() })
    }

    /// What a species is to the shop: two that the table writes differently are one all the same.
    ///
    /// # Errors
    /// The database failed.
    pub fn meant(&mut self, conn: &mut PgConnection, typed: &Species) -> Result<Meant, StoreError> {
        if let Some(meant) = self.asked.get(typed.as_str()) {
            return Ok(meant.clone());
        }
        let MeantRow { key, known } = MeantSpecies { species: typed.to_string() }.one(conn)?;
        let meant = match known.and_then(|known| Species::parse(&known).ok()) {
            Some(known) => Meant::Known(known),
            None => {
                let written = self.new.entry(key).or_insert_with(|| typed.clone()).clone();
                match self.known.iter().find(|known| are_alike(known, typed.as_str())) {
                    Some(known) => Meant::Alike { known: known.clone(), written },
                    None => Meant::New(written),
                }
            }
        };
        self.asked.insert(typed.to_string(), meant.clone());
        Ok(meant)
    }
}

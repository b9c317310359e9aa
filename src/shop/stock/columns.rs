//! Which column of a table is which: guessed by its heading, and changeable.

use serde::{Deserialize, Serialize};

/// What a column can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Column {
    /// What the pet is called.
    Name,
    /// What kind of animal it is.
    Species,
    /// What it costs.
    Price,
    /// The day on which it came.
    Day,
    /// What there is to add.
    Note,
    /// How many pets the row stands for.
    Quantity,
}

impl Column {
    /// All of them, in the order in which they are asked.
    pub const ALL: [Self; 6] = [Self::Name, Self::Species, Self::Price, Self::Day, Self::Note, Self::Quantity];

    /// Its name, in forms and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Species => "species",
            Self::Price => "price",
            Self::Day => "day",
            Self::Note => "note",
            Self::Quantity => "quantity",
        }
    }

    /// That of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }

    /// How it is headed elsewhere, in small letters and digits alone, the surest first: by this shop, by ASM3, by Shopify, by shelters that
    /// publish their animals, in German and in French.
    fn headings(self) -> &'static [&'static str] {
        match self {
            Self::Name => &["name", "petname", "animalname", "calledname", "rufname", "tiername", "nom", "title"],
            Self::Species => &[
                "species",
                "animalspecies",
                "speciesname",
                "tierart",
                "espèce",
                "espece",
                "animaltype",
                "kind",
                "type",
                "producttype",
                "productcategory",
                "category",
                "animal",
                "art",
                "tier",
                "gattung",
            ],
            Self::Price => &[
                "price",
                "variantprice",
                "saleprice",
                "adoptionfee",
                "animaladoptionfee",
                "fee",
                "amount",
                "preis",
                "verkaufspreis",
                "prix",
                "cost",
            ],
            Self::Day => &[
                "day",
                "date",
                "cameon",
                "arrivedon",
                "arrived",
                "arrival",
                "arrivaldate",
                "occurredon",
                "intakedate",
                "animalentrydate",
                "entrydate",
                "datein",
                "datebroughtin",
                "acquired",
                "datetime",
                "datum",
                "eingang",
                "ankunft",
                "zugang",
                "datedarrivée",
                "created",
                "createdat",
            ],
            Self::Note => &[
                "note",
                "notes",
                "comment",
                "comments",
                "animalcomments",
                "animaldescription",
                "remark",
                "remarks",
                "description",
                "notiz",
                "bemerkung",
                "bemerkungen",
                "remarque",
            ],
            Self::Quantity => &[
                "quantity",
                "qty",
                "variantinventoryqty",
                "inventoryquantity",
                "count",
                "pieces",
                "howmany",
                "stock",
                "anzahl",
                "menge",
                "stück",
                "quantité",
            ],
        }
    }
}

/// Where each is: the number of the column, from 0 on; nowhere where the table has none.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Columns([Option<usize>; 6]);

impl Columns {
    /// Which is which, by their headings. No column is two.
    #[must_use]
    pub fn guess(headings: &[String]) -> Self {
        let keys: Vec<String> = headings.iter().map(|heading| key(heading)).collect();
        let mut guessed = Self::default();
        let place = |of: &str| keys.iter().position(|key| key == of);
        for column in Column::ALL {
            let free = |at: &usize| !guessed.0.contains(&Some(*at));
            let at = column.headings().iter().filter_map(|heading| place(heading)).find(free);
            guessed.set(column, at);
        }
        // What Shopify sells is a kind, so many of it; its title says which, its type is only a shelf, and its description is a web page.
        let is_shopify = guessed.at(Column::Quantity).or_else(|| place("handle")).or_else(|| place("urlhandle")).is_some();
        if let Some(title) = place("title").filter(|_| is_shopify)
            && guessed.at(Column::Name) == Some(title)
            && place("species").is_none()
        {
            guessed.set(Column::Name, None);
            guessed.set(Column::Species, Some(title));
            guessed.set(Column::Note, guessed.at(Column::Note).filter(|at| Some(*at) != place("description")));
        }
        guessed
    }

    /// Where a column is.
    #[must_use]
    pub fn at(&self, column: Column) -> Option<usize> {
        self.0.get(column as usize).copied().flatten()
    }

    /// Says where a column is.
    pub fn set(&mut self, column: Column, at: Option<usize>) {
        if let Some(place) = self.0.get_mut(column as usize) {
            *place = at;
        }
    }

    /// Two that are one column, if any are.
    #[must_use]
    pub fn doubled(&self) -> Option<(Column, Column)> {
        let pairs = Column::ALL
            .into_iter()
            .flat_map(|one| Column::ALL.into_iter().filter(move |other| *other > one).map(move |other| (one, other)));
        pairs.into_iter().find(|(one, other)| self.at(*one).is_some() && self.at(*one) == self.at(*other))
    }
}

/// A heading in small letters and digits alone.
pub(super) fn key(heading: &str) -> String {
    heading.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guessed(line: &str) -> Vec<Option<&str>> {
        let headings: Vec<String> = line.split(',').map(str::to_owned).collect();
        let columns = Columns::guess(&headings);
        Column::ALL.iter().map(|column| columns.at(*column).map(|at| line.split(',').nth(at).unwrap())).collect()
    }

    #[test]
    fn columns_are_known_by_their_headings() {
        for (line, found) in [
            (
                "Name,Species,Price,Came on,Note,Quantity",
                [Some("Name"), Some("Species"), Some("Price"), Some("Came on"), Some("Note"), Some("Quantity")],
            ),
            ("Preis;,Tierart,Anzahl,Datum", [None, Some("Tierart"), Some("Preis;"), Some("Datum"), None, Some("Anzahl")]),
            (
                "ANIMALNAME,ANIMALSEX,ANIMALTYPE,ANIMALSPECIES,ANIMALENTRYDATE,ANIMALCOMMENTS,ANIMALADOPTIONFEE",
                [
                    Some("ANIMALNAME"),
                    Some("ANIMALSPECIES"),
                    Some("ANIMALADOPTIONFEE"),
                    Some("ANIMALENTRYDATE"),
                    Some("ANIMALCOMMENTS"),
                    None,
                ],
            ),
            (
                "Handle,Title,Body (HTML),Vendor,Type,Variant Inventory Qty,Variant Price",
                [None, Some("Title"), Some("Variant Price"), None, None, Some("Variant Inventory Qty")],
            ),
            (
                "Animal ID,Name,DateTime,Intake Type,Animal Type,Breed",
                [Some("Name"), Some("Animal Type"), None, Some("DateTime"), None, None],
            ),
            ("a,b,c", [None; 6]),
        ] {
            assert_eq!(guessed(line), found, "{line}");
        }
    }

    #[test]
    fn one_column_is_not_two() {
        let mut columns = Columns::guess(&["type".to_owned(), "price".to_owned()]);
        assert_eq!(columns.doubled(), None);
        columns.set(Column::Name, Some(1));
        assert_eq!(columns.doubled(), Some((Column::Name, Column::Price)));
    }
}

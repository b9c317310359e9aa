//! The pets in the store by species, as bars.

use crate::web::parts::pictures::{as_f64, fitted, tenth};

/// The view box is this wide; its height is the picture's.
pub const WIDTH: f64 = 276.0;
/// Where the bars begin.
pub const LEFT: f64 = 92.0;
const LONGEST: f64 = 130.0;
const ROW: f64 = 29.0;
const LETTERS: usize = 13;

/// How many species have a bar of their own.
pub const SPECIES: usize = 10;

/// One species, or all the others.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// The species; `None` for all the others together.
    pub species: Option<String>,
    /// What they are called: "Cats".
    pub name: String,
    /// The name, as far as there is room.
    pub shown: String,
    /// How many there are.
    pub pets: i64,
    /// The upper edge of its row.
    pub y: f64,
    /// How long the bar is.
    pub width: f64,
}

/// The picture.
#[derive(Debug, Clone, PartialEq)]
pub struct StockChart {
    /// The bars, the longest first, the others last.
    pub bars: Vec<Bar>,
    /// The height of the view box.
    pub height: f64,
}

impl StockChart {
    /// Draws how many of each species there are, most first.
    #[must_use]
    pub fn draw(counts: &[(String, i64)]) -> Self {
        let (own, others) = counts.split_at_checked(if counts.len() > SPECIES { SPECIES - 1 } else { SPECIES }).unwrap_or((counts, &[]));
        let own = own.iter().map(|(species, pets)| (Some(species.clone()), crate::web::parts::species::plural(species), *pets));
        let rest: i64 = others.iter().map(|(_, pets)| pets).sum();
        let rest = (rest > 0).then(|| (None, format!("{} others", others.len()), rest));
        let rows: Vec<_> = own.chain(rest).collect();
        let most = rows.iter().map(|(.., pets)| *pets).max().unwrap_or(1).max(1);
        let bar = |(place, (species, name, pets)): (usize, (Option<String>, String, i64))| Bar {
            species,
            shown: fitted(&name, LETTERS),
            name,
            pets,
            y: ROW * as_f64(place),
            // A species that is here can be seen, however few they are.
            width: tenth((LONGEST * share(pets, most)).max(2.0)),
        };
        let height = ROW * as_f64(rows.len());
        Self { bars: rows.into_iter().enumerate().map(bar).collect(), height }
    }
}

fn share(pets: i64, most: i64) -> f64 {
    let count = |n: i64| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    count(pets) / count(most)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_few_share_one_bar_and_no_pet_is_lost() {
        let counts: Vec<(String, i64)> = (0..15).map(|n| (format!("Species {n}"), 20 - n)).collect();
        let chart = StockChart::draw(&counts);
        assert_eq!(chart.bars.len(), SPECIES);
        assert_eq!(chart.bars.iter().map(|bar| bar.pets).sum::<i64>(), counts.iter().map(|(_, pets)| pets).sum::<i64>());
        let last = chart.bars.last().unwrap();
        assert_eq!((last.species.as_deref(), last.name.as_str()), (None, "6 others"));
    }

    #[test]
    fn ten_species_have_ten_bars() {
        let counts: Vec<(String, i64)> = (0..10).map(|n| (format!("Species {n}"), 1)).collect();
        assert!(StockChart::draw(&counts).bars.iter().all(|bar| bar.species.is_some()));
        assert_eq!(StockChart::draw(&[]).bars.len(), 0);
    }

    proptest! {
        #[test]
        fn bars_stand_below_each_other_inside_the_view_box(pets in prop::collection::vec(1..200_000i64, 0..30), name in "\\PC{1,50}") {
            let counts: Vec<_> = pets.iter().map(|n| (name.clone(), *n)).collect();
            let chart = StockChart::draw(&counts);
            prop_assert!(chart.bars.windows(2).all(|pair| pair[0].y + ROW <= pair[1].y));
            for bar in &chart.bars {
                prop_assert!(bar.width >= 2.0 && LEFT + bar.width <= WIDTH && bar.y + ROW <= chart.height);
                prop_assert!(bar.shown.chars().count() <= LETTERS);
            }
        }
    }
}

//! A family as a tree: a generation a column, mothers on the left, each mother beside the eldest of her young. So the line to the pet runs
//! along the upper edge, where a picture that scrolls begins.

use crate::shop::PetId;
use crate::store::state::family::Relative;
use crate::web::parts::pictures::{Point, as_f64, fitted, tenth};

/// The size of a box.
pub const BOX: (f64, f64) = (148.0, 46.0);
const GAP: (f64, f64) = (24.0, 10.0);
const MARGIN: f64 = 4.0;
const LETTERS: usize = 15;

/// A box of the tree.
#[derive(Debug, Clone, PartialEq)]
pub struct KinBox {
    /// Who is in it.
    pub kin: Relative,
    /// The name, as far as there is room.
    pub shown: String,
    /// Its upper left corner.
    pub at: Point,
}

/// Young for whom there is no room.
#[derive(Debug, Clone, PartialEq)]
pub struct LeftOut {
    /// How many.
    pub pets: i64,
    /// Whose.
    pub mother: PetId,
    /// What she is called.
    pub name: String,
    /// Its upper left corner.
    pub at: Point,
}

/// From a mother to one of her young.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Line {
    /// The middle of the mother's right side.
    pub from: Point,
    /// Where it turns.
    pub turn: f64,
    /// The middle of the young one's left side.
    pub to: Point,
}

/// The picture.
#[derive(Debug, Clone, PartialEq)]
pub struct FamilyTree {
    /// Everybody who is shown, mothers before their young.
    pub boxes: Vec<KinBox>,
    /// Those who are not.
    pub left_out: Vec<LeftOut>,
    /// What ties them.
    pub lines: Vec<Line>,
    /// The width of the view box.
    pub width: f64,
    /// The height of the view box.
    pub height: f64,
}

impl FamilyTree {
    /// Draws a family; nothing for a pet without relatives.
    #[must_use]
    pub fn draw(family: Vec<Relative>) -> Option<Self> {
        if family.len() < 2 {
            return None;
        }
        let eldest = family.iter().map(|kin| kin.generation).min()?;
        let root = family.iter().find(|kin| kin.generation == eldest)?.clone();
        let mut tree = Self { boxes: vec![], left_out: vec![], lines: vec![], width: 0.0, height: 0.0 };
        let mut layout = Layout { family: &family, eldest, rows: 0 };
        layout.place(&mut tree, &root);
        let corners = tree.boxes.iter().map(|shown| shown.at).chain(tree.left_out.iter().map(|left_out| left_out.at));
        tree.width = corners.map(|at| at.x).fold(0.0, f64::max) + BOX.0 + MARGIN;
        tree.height = 2.0 * MARGIN + as_f64(layout.rows) * (BOX.1 + GAP.1) - GAP.1;
        Some(tree)
    }

    /// The mother's name, for the table.
    #[must_use]
    pub fn mother_of(&self, kin: &Relative) -> Option<&str> {
        self.boxes.iter().find(|shown| Some(shown.kin.id) == kin.mother_id).map(|shown| shown.kin.name.as_str())
    }
}

impl KinBox {
    /// The second line: the pet's number, and where it is.
    #[must_use]
    pub fn facts(&self) -> String {
        format!("{}, {}", self.kin.number, self.kin.status.name())
    }
}

impl Relative {
    /// What it is to the pet of the page.
    #[must_use]
    pub fn relation(&self) -> &'static str {
        match self.generation {
            ..=-4 => "great-great-grandmother",
            -3 => "great-grandmother",
            -2 => "grandmother",
            -1 => "mother",
            0 => "this pet",
            1 => "young",
            2 => "grandchild",
            3 => "great-grandchild",
            4.. => "great-great-grandchild",
        }
    }
}

struct Layout<'a> {
    family: &'a [Relative],
    eldest: i32,
    rows: usize,
}

impl Layout<'_> {
    /// Places one and all its young, and answers the middle of its box. A generation only ever leads to the next, so this ends.
    fn place(&mut self, tree: &mut FamilyTree, kin: &Relative) -> f64 {
        let family = self.family;
        let x = self.column(kin.generation);
        let here = tree.boxes.len();
        tree.boxes.push(KinBox { kin: kin.clone(), shown: fitted(&kin.name, LETTERS), at: Point { x, y: 0.0 } });

        let young = family.iter().filter(|young| young.mother_id == Some(kin.id) && young.generation == kin.generation + 1);
        let mut middles: Vec<f64> = young.map(|young| self.place(tree, young)).collect();
        let left_out = kin.young - i64::try_from(middles.len()).unwrap_or(i64::MAX);
        // Of an ancestor only the line to the pet is drawn; who else she bore is on her own page.
        if kin.generation >= 0 && left_out > 0 && !middles.is_empty() {
            let y = self.row();
            tree.left_out.push(LeftOut {
                pets: left_out,
                mother: kin.id,
                name: kin.name.clone(),
                at: Point { x: self.column(kin.generation + 1), y },
            });
            middles.push(y + BOX.1 / 2.0);
        }

        let middle = middles.first().copied().unwrap_or_else(|| self.row() + BOX.1 / 2.0);
        if let Some(shown) = tree.boxes.get_mut(here) {
            shown.at.y = tenth(middle - BOX.1 / 2.0);
        }
        let from = Point { x: x + BOX.0, y: middle };
        let line = |y: &f64| Line { from, turn: from.x + GAP.0 / 2.0, to: Point { x: from.x + GAP.0, y: *y } };
        tree.lines.extend(middles.iter().map(line));
        middle
    }

    fn column(&self, generation: i32) -> f64 {
        MARGIN + f64::from(generation - self.eldest) * (BOX.0 + GAP.0)
    }

    /// The upper edge of the next free row.
    fn row(&mut self) -> f64 {
        let y = MARGIN + as_f64(self.rows) * (BOX.1 + GAP.1);
        self.rows += 1;
        y
    }
}

#[cfg(test)]
#[path = "tree_tests.rs"]
mod tests;

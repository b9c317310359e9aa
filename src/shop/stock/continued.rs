//! Rows that go on with what the row above them began, as two programs write them: Shopify each variant and picture of a product, with its title on the
//! first row alone, and ASM3 each vaccination and movement of an animal.

use super::columns::{Column, Columns, key};

/// How rows go on in a table of such a program.
#[derive(Debug)]
pub(super) struct Continued {
    /// What all rows of one thing have in common.
    by: usize,
    goes_on: GoesOn,
    /// The row that began it.
    first: Vec<String>,
}

#[derive(Debug)]
enum GoesOn {
    /// With another variant, which has the same title. A row that says nothing else of what is asked is a picture's.
    Product { title: usize, asked: Vec<usize> },
    /// With what was done for the same animal, which brings no other one.
    Animal,
}

impl Continued {
    /// Whether a table with these headings is of such a program.
    pub(super) fn of(headings: &[String], columns: &Columns) -> Option<Self> {
        let place = |of: &str| headings.iter().position(|heading| key(heading) == of);
        let product = || {
            let (by, title) = (place("handle").or_else(|| place("urlhandle"))?, place("title")?);
            let asked = Column::ALL.into_iter().filter_map(|column| columns.at(column)).filter(|at| *at != title).collect();
            Some((by, GoesOn::Product { title, asked }))
        };
        let animal = || Some((place("animalcode")?, GoesOn::Animal));
        let (by, goes_on) = product().or_else(animal)?;
        Some(Self { by, goes_on, first: Vec::new() })
    }

    /// Completes a row that goes on, or empties it where it brings nothing.
    pub(super) fn complete(&mut self, cells: &mut [String]) {
        let is_one = |cell: &&String| !cell.trim().is_empty();
        let goes_on = cells.get(self.by).filter(is_one).is_some_and(|of| self.first.get(self.by) == Some(of));
        if !goes_on {
            self.first = cells.to_vec();
            return;
        }
        match &self.goes_on {
            GoesOn::Animal => cells.iter_mut().for_each(String::clear),
            GoesOn::Product { title, asked } => {
                let says = asked.iter().any(|at| cells.get(*at).is_some_and(|cell| !cell.trim().is_empty()));
                if let (Some(typed), Some(known)) = (cells.get_mut(*title), self.first.get(*title))
                    && says
                    && typed.trim().is_empty()
                {
                    typed.clone_from(known);
                }
            }
        }
    }
}

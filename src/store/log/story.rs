//! A pet's story as people are told it: a short one whole, of a long one a part at a time.

use crate::shop::{History, PetId, PetNumber, StreamFault};
use crate::store::ground::error::StoreError;
use crate::store::ground::reader::Reads;
use crate::store::ground::statement::{Rows, statements};
use crate::store::ground::when::When;
use crate::store::log::events::{EventLine, LineRow, lines};
use crate::store::log::history;
use diesel::sql_types::{BigInt, Integer, Timestamptz, Uuid as SqlUuid};

statements! {
    /// A part of a pet's story, newest first.
    PetStory = "log/pet_story.sql", (pet: PetId as SqlUuid, at: When as Timestamptz, until: i32 as Integer, most: i64 as BigInt) -> LineRow;
    /// Of each kind the latest event that counts, newest first.
    StoryReasons = "log/story_reasons.sql", (pet: PetId as SqlUuid, at: When as Timestamptz) -> LineRow;
}

/// How many events of a story are read at a time. Most pets have fewer.
pub const PART: usize = 120;

/// A part of a pet's story.
#[derive(Debug)]
pub struct Part {
    /// Its events, newest first, with names.
    pub lines: Vec<EventLine>,
    /// What counts of all of the pet's events.
    pub history: History,
    /// Of each kind the latest event that counts; `None` where the part is the whole.
    reasons: Option<Vec<EventLine>>,
}

impl Part {
    /// Whether there is no other part.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.reasons.is_none()
    }

    /// The pet's number; `None` where there is no such pet.
    #[must_use]
    pub fn number(&self) -> Option<PetNumber> {
        self.lines.first().or_else(|| self.reasons().first()).map(|line| line.pet_number)
    }

    /// The events in which the latest ones that count of each kind are found, newest first.
    #[must_use]
    pub fn reasons(&self) -> &[EventLine] {
        self.reasons.as_deref().unwrap_or(&self.lines)
    }
}

/// The part of a pet's story that ends with a version, or the newest. It costs the same however long the story is, but as of a moment, when nothing is kept
/// of the pet.
///
/// # Errors
/// The database failed, or holds an event that cannot be read.
pub fn part(conn: &mut impl Reads, when: When, pet: PetId, until: Option<i32>) -> Result<Part, StoreError> {
    let newest = lines(PetStory { pet, at: when, until: until.unwrap_or(i32::MAX), most: PART as i64 }.rows(conn)?)?;
    if until.is_none() && newest.len() < PART {
        return Ok(Part { history: history(&newest)?, lines: newest, reasons: None });
    }
    let reasons = Some(lines(StoryReasons { pet, at: when }.rows(conn)?)?);
    let history = match when {
        When::Now => history::latest_of_pet(conn, pet)?.map(|read| read.history()).transpose().map_err(unreadable)?.unwrap_or_default(),
        When::At(_) => history(&whole(conn, when, pet)?)?,
    };
    Ok(Part { lines: newest, history, reasons })
}

/// A pet's whole story, newest first, with names.
///
/// # Errors
/// As [`part`].
pub fn whole(conn: &mut impl Reads, when: When, pet: PetId) -> Result<Vec<EventLine>, StoreError> {
    lines(PetStory { pet, at: when, until: i32::MAX, most: i64::MAX }.rows(conn)?)
}

/// The history in a whole story that is told newest first.
///
/// # Errors
/// [`StoreError::Unreadable`] where its events are not one story.
pub fn history(story: &[EventLine]) -> Result<History, StoreError> {
    History::of(story.iter().rev().map(|line| &line.recorded)).map_err(unreadable)
}

fn unreadable(fault: StreamFault) -> StoreError {
    StoreError::Unreadable(fault.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shop::EventKind;

    #[test]
    fn each_kind_but_the_taking_back_is_among_the_reasons() {
        for kind in EventKind::ALL {
            let table = format!(" {} ", kind.table());
            assert!(StoryReasons::SOURCE.contains(&table) || kind == EventKind::Retracted, "{table}");
        }
    }
}

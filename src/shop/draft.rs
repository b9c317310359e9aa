//! What every form about an event asks besides its own fields: the day it happened, and a note.

use super::form::{FieldErrors, Fields, day};
use super::values::Note;
use chrono::NaiveDate;

/// When something happened, and what the recorder wants to add.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occasion {
    /// The day it happened, in the shop's time zone.
    pub occurred_on: NaiveDate,
    /// An optional note.
    pub note: Option<Note>,
}

impl Occasion {
    /// Reads `occurred_on` and `note`, adding what is wrong to `errors`.
    pub fn parse(fields: &Fields, today: NaiveDate, errors: &mut FieldErrors) -> Option<Self> {
        let occurred_on = errors.keep("occurred_on", day(fields.get("occurred_on"), today));
        let note = errors.keep("note", Note::parse(fields.get("note")));
        Some(Self { occurred_on: occurred_on?, note: note? })
    }
}

/// A form that was read without fault: what is to be recorded, if the rules allow it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft<T> {
    /// What is to be recorded.
    pub what: T,
    /// When it happened, and the note.
    pub occasion: Occasion,
}

impl<T> Draft<T> {
    /// The draft, where every field was right.
    pub(super) fn complete(what: Option<T>, occasion: Option<Occasion>, errors: FieldErrors) -> Result<Self, FieldErrors> {
        match (what, occasion) {
            (Some(what), Some(occasion)) if errors.is_empty() => Ok(Self { what, occasion }),
            _ => Err(errors),
        }
    }
}

//! The events that made the difference.

use crate::shop::{EventId, EventKind, PetId};
use crate::store::ground::error::StoreError;
use crate::store::ground::reader::Reads;
use crate::store::ground::span::Span;
use crate::store::ground::statement::{Rows, row, statements};
use chrono::{DateTime, Utc};
use diesel::sql_types::{Array, Bool, Text, Timestamptz, Uuid as SqlUuid};
use std::collections::HashMap;

row! {
    /// Something that was recorded in between.
    #[derive(Eq)]
    pub struct Step {
        /// To which pet it happened.
        pub pet: PetId as SqlUuid,
        /// The event.
        pub event: EventId as SqlUuid,
        /// What it was.
        pub kind: EventKind as Text,
        /// When it was recorded.
        pub at: DateTime<Utc> as Timestamptz,
        /// Whether it had been taken back by the second moment, and so made no difference.
        pub is_taken_back: bool as Bool,
    }
}

statements! {
    /// What was recorded about pets in between.
    StepsBetween = "state/steps_between.sql",
        (pets: Vec<PetId> as Array<SqlUuid>, from: DateTime<Utc> as Timestamptz, to: DateTime<Utc> as Timestamptz) -> Step;
}

/// What was recorded about these pets in between.
pub(in crate::store) fn steps(conn: &mut impl Reads, span: &Span, pets: Vec<PetId>) -> Result<HashMap<PetId, Vec<Step>>, StoreError> {
    let Span { from, to } = *span;
    let mut steps: HashMap<PetId, Vec<Step>> = HashMap::new();
    for step in (StepsBetween { pets, from, to }).rows(conn)? {
        steps.entry(step.pet).or_default().push(step);
    }
    Ok(steps)
}

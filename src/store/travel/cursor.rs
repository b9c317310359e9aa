//! How far a reader of the log has come, by transactions and not by ids: so what commits late comes late, is never skipped, and never comes twice.
//!
//! A reader goes through the log in stretches: what had committed when the stretch began, and had not when the one before began. Within a
//! stretch they go by ids. To others the text of it means nothing.

use std::fmt;
use std::str::FromStr;

use diesel::PgConnection;
use diesel::sql_types::BigInt;
use uuid::Uuid;

use crate::shop::EventId;
use crate::store::ground::error::StoreError;
use crate::store::ground::position::{NotASnapshot, Position};
use crate::store::ground::sql_types::PgSnapshot;
use crate::store::ground::statement::{Rows, row, statements};

statements! {
    /// In which cluster this is, and which of its transactions can be seen.
    Here = "travel/here.sql", () => HereRow;
}

row! {
    /// A cluster, and what of it can be seen.
    pub(in crate::store) struct HereRow {
        pub(in crate::store) cluster: i64 as BigInt,
        pub(in crate::store) seen: Position as PgSnapshot,
    }
}

/// How far a reader has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    /// Whose transactions these are.
    pub(in crate::store) cluster: i64,
    /// What they have had; nothing, where they begin.
    pub(in crate::store) seen: Option<Position>,
    /// The stretch that they are in the midst of.
    pub(in crate::store) stretch: Option<Stretch>,
}

/// A stretch of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::store) struct Stretch {
    /// What had committed when it began.
    pub(in crate::store) until: Position,
    /// The event that they have had last.
    pub(in crate::store) after: EventId,
    /// The last one of it.
    pub(in crate::store) last: EventId,
}

/// A cursor that leads nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoCursor {
    /// It is none.
    #[error("this is no cursor; take one as it was given, whole, or none to begin with the first event")]
    NotOne,
    /// It was given by another database.
    #[error(
        "this cursor is from another database, or from before this one was restored; begin anew without one, and leave out the events whose id you \
         have"
    )]
    Foreign,
}

impl From<NotASnapshot> for NoCursor {
    fn from(_: NotASnapshot) -> Self {
        Self::NotOne
    }
}

impl Cursor {
    /// Of one who has had all that can be seen.
    ///
    /// # Errors
    /// The database failed.
    pub fn now(conn: &mut PgConnection) -> Result<Self, StoreError> {
        Ok((Here {}).one(conn)?.into())
    }

    /// Refuses one that was not given here, or has had more than can be seen.
    pub(in crate::store) fn check(&self, here: &HereRow) -> Result<(), NoCursor> {
        let mut seen = self.seen.iter().chain(self.stretch.as_ref().map(|stretch| &stretch.until));
        let is_of_here = self.cluster == here.cluster && !seen.any(|seen| seen.is_ahead_of(&here.seen));
        if is_of_here { Ok(()) } else { Err(NoCursor::Foreign) }
    }
}

impl From<HereRow> for Cursor {
    fn from(HereRow { cluster, seen }: HereRow) -> Self {
        Self { cluster, seen: Some(seen), stretch: None }
    }
}

fn in_an_address(position: &Position) -> String {
    position.to_string().replace(':', "-").replace(',', "_")
}

fn from_an_address(text: &str) -> Result<Position, NoCursor> {
    Ok(text.replace('-', ":").replace('_', ",").parse()?)
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}.{}", self.cluster, self.seen.as_ref().map_or_else(|| "0".into(), in_an_address))?;
        if let Some(Stretch { until, after, last }) = &self.stretch {
            write!(f, ".{}.{}.{}", in_an_address(until), after.0.simple(), last.0.simple())?;
        }
        Ok(())
    }
}

impl FromStr for Cursor {
    type Err = NoCursor;

    fn from_str(text: &str) -> Result<Self, NoCursor> {
        let parts: Vec<&str> = text.split('.').collect();
        let (cluster, seen, stretch) = match parts.as_slice() {
            [cluster, seen] => (cluster, seen, None),
            [cluster, seen, until, after, last] => (cluster, seen, Some((until, after, last))),
            _ => return Err(NoCursor::NotOne),
        };
        let event = |id: &str| Uuid::try_parse(id).map(EventId).map_err(|_| NoCursor::NotOne);
        let read = Self {
            cluster: u64::from_str_radix(cluster, 16).map_err(|_| NoCursor::NotOne)?.cast_signed(),
            seen: if *seen == "0" { None } else { Some(from_an_address(seen)?) },
            stretch: match stretch {
                Some((until, after, last)) => Some(Stretch { until: from_an_address(until)?, after: event(after)?, last: event(last)? }),
                None => None,
            },
        };
        if read.to_string() == text { Ok(read) } else { Err(NoCursor::NotOne) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_cursor_comes_back_from_an_address() {
        let stretch =
            Stretch { until: "100:105:101,103".parse().unwrap(), after: EventId(Uuid::from_u128(7)), last: EventId(Uuid::from_u128(9)) };
        for cursor in [
            Cursor { cluster: -7, seen: None, stretch: Some(stretch.clone()) },
            Cursor { cluster: 7, seen: Some("90:95:".parse().unwrap()), stretch: None },
            Cursor { cluster: i64::MAX, seen: Some("90:95:91".parse().unwrap()), stretch: Some(stretch) },
        ] {
            let text = cursor.to_string();
            assert!(text.chars().all(|c| c.is_ascii_alphanumeric() || "-._".contains(c)), "{text} needs no escaping");
            assert_eq!(text.parse(), Ok(cursor));
        }
    }

    proptest! {
        #[test]
        fn whatever_is_said_to_be_a_cursor_is_read_back_as_it_was_said_or_refused(text in "[0-9a-f]{16}\\.[0-9_-]{0,9}(\\.[0-9a-f-]{0,9})*|\\PC{0,40}") {
            if let Ok(cursor) = text.parse::<Cursor>() {
                prop_assert_eq!(cursor.to_string(), text);
            }
        }
    }
}

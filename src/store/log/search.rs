//! Events by the beginning of their id.

use crate::store::ground::error::StoreError;
use crate::store::ground::statement::{Rows, statements};
use crate::store::log::events::{EventLine, LineRow, lines};
use diesel::PgConnection;
use diesel::sql_types::{BigInt, Uuid as SqlUuid};
use uuid::Uuid;

statements! {
    /// The events whose ids are in a range.
    EventsBetween = "log/events_between.sql", (first: Uuid as SqlUuid, last: Uuid as SqlUuid, most: i64 as BigInt) -> LineRow;
}

/// The least number of digits that are taken for the beginning of an id; fewer fit too much.
pub const DIGITS: usize = 8;

/// The ids that begin so, as the first and the last of them; `None` where the text is not the beginning of an id. It may stand in braces, or at
/// the end of an address, as it is copied from elsewhere.
#[must_use]
pub fn ids_that_begin(typed: &str) -> Option<(Uuid, Uuid)> {
    let id = typed.trim().rsplit('/').next()?.trim_matches(['{', '}']);
    let digits: String = id.chars().filter(|c| *c != '-').collect();
    if !(DIGITS..=32).contains(&digits.len()) || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    let filled = |with: &str| Uuid::try_parse(&format!("{digits}{}", with.repeat(32 - digits.len()))).ok();
    filled("0").zip(filled("f"))
}

/// The events whose ids are in this range, both ends included, the oldest first: a walk along the primary keys.
///
/// # Errors
/// The database failed, or holds an event that cannot be read.
pub fn events_between(conn: &mut PgConnection, (first, last): (Uuid, Uuid), most: i64) -> Result<Vec<EventLine>, StoreError> {
    lines(EventsBetween { first, last, most }.rows(conn)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_beginning_of_an_id_is_a_range_and_a_whole_one_a_single_id() {
        let (first, last) = ids_that_begin("01968b1c-36f4").unwrap();
        assert_eq!(first.to_string(), "01968b1c-36f4-0000-0000-000000000000");
        assert_eq!(last.to_string(), "01968b1c-36f4-ffff-ffff-ffffffffffff");
        let (first, last) = ids_that_begin("01968B1C36F47697851B8DAA83BE0DB9").unwrap();
        assert_eq!((first, first.to_string().as_str()), (last, "01968b1c-36f4-7697-851b-8daa83be0db9"));
        for copied in ["{01968b1c-36f4-7697-851b-8daa83be0db9}", " https://shop.example/events/01968b1c-36f4-7697-851b-8daa83be0db9"] {
            assert_eq!(ids_that_begin(copied), Some((first, last)), "{copied}");
        }
    }

    #[test]
    fn what_is_too_short_too_long_or_no_id_is_none() {
        for typed in ["", "0196", "01968b1", "--------", "Bella", "01968b1g", "deadbeéf", &"0".repeat(33)] {
            assert_eq!(ids_that_begin(typed), None, "{typed}");
        }
    }
}

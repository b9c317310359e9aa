//! Ids as people type them: whole, or the beginning of one.

use uuid::Uuid;

/// The least number of digits that are taken for the beginning of an event's id: fewer, which are of its moment, fit too much.
pub(in crate::store) const OF_AN_EVENT: usize = 8;

/// The least number of digits that are taken for the beginning of a pet's or a customer's id, which is chance from its first digit on.
pub(in crate::store) const OF_CHANCE: usize = 4;

/// The ids that begin so, as the first and the last of them; `None` where the text is not the beginning of an id, or shorter than `least`. It may stand
/// in braces, or at the end of an address, as it is copied from elsewhere.
pub(in crate::store) fn ids_that_begin(typed: &str, least: usize) -> Option<(Uuid, Uuid)> {
    let id = typed.trim().rsplit('/').next()?.trim_matches(['{', '}']);
    let digits: String = id.chars().filter(|c| *c != '-').collect();
    if !(least..=32).contains(&digits.len()) || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    let filled = |with: &str| Uuid::try_parse(&format!("{digits}{}", with.repeat(32 - digits.len()))).ok();
    filled("0").zip(filled("f"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_beginning_of_an_id_is_a_range_and_a_whole_one_a_single_id() {
        let (first, last) = ids_that_begin("01968b1c-36f4", OF_AN_EVENT).unwrap();
        assert_eq!(first.to_string(), "01968b1c-36f4-0000-0000-000000000000");
        assert_eq!(last.to_string(), "01968b1c-36f4-ffff-ffff-ffffffffffff");
        let (first, last) = ids_that_begin("01968B1C36F47697851B8DAA83BE0DB9", OF_AN_EVENT).unwrap();
        assert_eq!((first, first.to_string().as_str()), (last, "01968b1c-36f4-7697-851b-8daa83be0db9"));
        for copied in ["{01968b1c-36f4-7697-851b-8daa83be0db9}", " https://shop.example/events/01968b1c-36f4-7697-851b-8daa83be0db9"] {
            assert_eq!(ids_that_begin(copied, OF_AN_EVENT), Some((first, last)), "{copied}");
        }
    }

    #[test]
    fn what_is_too_short_too_long_or_no_id_is_none() {
        for typed in ["", "0196", "01968b1", "--------", "Bella", "01968b1g", "deadbeéf", &"0".repeat(33)] {
            assert_eq!(ids_that_begin(typed, OF_AN_EVENT), None, "{typed}");
        }
        assert!(ids_that_begin("0196", OF_CHANCE).is_some() && ids_that_begin("019", OF_CHANCE).is_none());
    }
}

//! Addresses of the pages around a page: filters, order and place live in the address, so that it can be reloaded and shared.

use crate::shop::Fields;

/// Addresses of the pages before and after this one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pager {
    /// Towards the beginning of the list.
    pub previous: Option<String>,
    /// Towards its end.
    pub next: Option<String>,
}

/// How many rows a page shows.
pub const PAGE_SIZE: usize = 50;

/// The address of a list with those of its fields that are filled, and one more.
#[must_use]
pub fn address(path: &str, query: &Fields, kept: &[&str], more: Option<(&str, &str)>) -> String {
    let filled = kept.iter().map(|name| (*name, query.get(name))).filter(|(_, value)| !value.is_empty());
    let pairs: Vec<_> = filled.chain(more).collect();
    match serde_urlencoded::to_string(&pairs) {
        Ok(encoded) if !encoded.is_empty() => format!("{path}?{encoded}"),
        _ => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_keeps_what_is_filled_and_encodes_it() {
        let query: Fields = [("q", "a&b ü"), ("species", ""), ("odd", "1")].into_iter().collect();
        assert_eq!(address("/pets", &query, &["q", "species"], None), "/pets?q=a%26b+%C3%BC");
        assert_eq!(address("/pets", &Fields::default(), &["q"], Some(("after", "x~1"))), "/pets?after=x%7E1");
        assert_eq!(address("/pets", &Fields::default(), &["q"], None), "/pets");
    }
}

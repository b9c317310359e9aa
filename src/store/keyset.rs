//! Pages of a list by keyset: a page begins beside a row, which is known by its key, so that it costs the same however deep it lies.

/// Where a page begins.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Place<K> {
    /// At the beginning of the list.
    #[default]
    First,
    /// Behind the row of this key.
    After(K),
    /// Before the row of this key.
    Before(K),
}

impl<K> Place<K> {
    /// The key of the row beside the page.
    pub fn key(&self) -> Option<&K> {
        match self {
            Self::First => None,
            Self::After(key) | Self::Before(key) => Some(key),
        }
    }

    /// The same place, by another key.
    #[must_use]
    pub fn map<L>(self, key: impl FnOnce(K) -> L) -> Place<L> {
        match self {
            Self::First => Place::First,
            Self::After(row) => Place::After(key(row)),
            Self::Before(row) => Place::Before(key(row)),
        }
    }

    /// Whether the rows are read against the order of the list.
    pub fn is_backwards(&self) -> bool {
        matches!(self, Self::Before(_))
    }
}

/// A page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T, K> {
    /// The rows, in the order of the list.
    pub rows: Vec<T>,
    /// The key before whose row the previous page ends, where there is one.
    pub previous: Option<K>,
    /// The key behind whose row the next page begins, where there is one.
    pub next: Option<K>,
}

impl<T, K> Page<T, K> {
    /// Makes a page of at most `size` rows. `rows` were read from `place` on, and are one more than fit where there are more; `key` is a
    /// row's.
    pub fn of(mut rows: Vec<T>, place: &Place<K>, size: usize, key: impl Fn(&T) -> K) -> Self {
        let has_more = rows.len() > size;
        rows.truncate(size);
        if place.is_backwards() {
            rows.reverse();
        }
        let (has_previous, has_next) = match place {
            Place::First => (false, has_more),
            Place::After(_) => (true, has_more),
            Place::Before(_) => (has_more, true),
        };
        Self { previous: rows.first().filter(|_| has_previous).map(&key), next: rows.last().filter(|_| has_next).map(&key), rows }
    }

    /// The same page with its rows told in another way.
    pub fn map<U>(self, tell: impl FnMut(T) -> U) -> Page<U, K> {
        Page { rows: self.rows.into_iter().map(tell).collect(), previous: self.previous, next: self.next }
    }
}

/// How many rows to read for a page of `size`: one more, to see whether there are more.
pub(in crate::store) fn limit(size: usize) -> i64 {
    i64::try_from(size).unwrap_or(i64::MAX).saturating_add(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What a database would read: from a sorted list, beside a key, in one direction, one more than fit.
    fn read(list: &[u32], place: &Place<u32>, size: usize) -> Vec<u32> {
        let more = size + 1;
        match place {
            Place::First => list.iter().copied().take(more).collect(),
            Place::After(key) => list.iter().copied().filter(|row| row > key).take(more).collect(),
            Place::Before(key) => list.iter().rev().copied().filter(|row| row < key).take(more).collect(),
        }
    }

    proptest! {
        #[test]
        fn the_pages_of_a_list_add_up_to_it_forwards_and_backwards(list: std::collections::BTreeSet<u32>, size in 1..9usize) {
            let list: Vec<u32> = list.into_iter().collect();
            let page = |place: &Place<u32>| Page::of(read(&list, place, size), place, size, |row| *row);
            let (mut forwards, mut at, mut last) = (vec![], Place::First, None);
            loop {
                let page = page(&at);
                prop_assert!(page.rows.len() <= size);
                prop_assert_eq!(page.previous.is_some(), !forwards.is_empty());
                forwards.extend(page.rows.clone());
                last = page.rows.first().copied().or(last);
                match page.next {
                    Some(key) => at = Place::After(key),
                    None => break,
                }
            }
            prop_assert_eq!(&forwards, &list);
            let mut backwards = last.map(|first| list.iter().copied().filter(|row| *row >= first).rev().collect::<Vec<_>>()).unwrap_or_default();
            let mut before = last.filter(|first| list.first() != Some(first));
            while let Some(key) = before {
                let page = page(&Place::Before(key));
                prop_assert!(page.next.is_some() && !page.rows.is_empty());
                backwards.extend(page.rows.iter().rev());
                before = page.previous;
            }
            prop_assert_eq!(backwards.into_iter().rev().collect::<Vec<_>>(), list);
        }
    }
}

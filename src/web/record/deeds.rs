//! What can be done to a pet: a button on its page for each kind of event, and the form behind it.

use crate::shop::rules::may;
use crate::shop::{EventKind, History};

/// A button on a pet's page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deed {
    /// What it records.
    pub kind: EventKind,
    /// The last part of its form's address, behind that of the pet.
    pub path: &'static str,
    /// What stands on it.
    pub label: &'static str,
    /// Its icon.
    pub icon: &'static str,
}

/// The button of a kind; none for what begins another pet, or takes something back: those ask for more than this pet. A naming has its link beside
/// the name.
#[must_use]
pub fn deed(kind: EventKind) -> Option<Deed> {
    let (path, label, icon) = match kind {
        EventKind::Arrived | EventKind::Born | EventKind::Retracted | EventKind::Named => return None,
        EventKind::Sold => ("sale", "Sell", "coins"),
        EventKind::Returned => ("return", "Has come back", "house"),
        EventKind::PriceChanged => ("price-change", "Change price", "tag"),
        EventKind::Lost => ("loss", "Report lost", "map-pin"),
        EventKind::FoundAgain => ("find", "Found again", "search"),
    };
    Some(Deed { kind, path, label, icon })
}

/// What can be done to a pet now. First what it waits for: a pet in the store for its sale, a sold one for its return, a lost one
/// for its find.
#[must_use]
pub fn deeds(history: &History) -> Vec<Deed> {
    let mut deeds: Vec<Deed> = EventKind::ALL.into_iter().filter(|kind| may(*kind, history).is_ok()).filter_map(deed).collect();
    deeds.sort_by_key(|deed| !matches!(deed.kind, EventKind::Sold | EventKind::Returned | EventKind::FoundAgain));
    deeds
}

//! The ways in which a pet may differ between two moments; `state/differences.sql` tells them.

/// What may differ about a pet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DifferenceKind {
    /// It was not in the books before.
    New,
    /// It went home with somebody.
    Sold,
    /// Nobody knows where it is any more.
    Lost,
    /// It is in the store again.
    Back,
    /// It has another price.
    Price,
    /// It has another name.
    Name,
    /// It is in the books no longer: its arrival or birth was taken back.
    Gone,
    /// Something happened, and in the end nothing differs.
    Nothing,
}

impl DifferenceKind {
    /// All that may differ.
    pub const ALL: [Self; 8] = [Self::New, Self::Sold, Self::Lost, Self::Back, Self::Price, Self::Name, Self::Gone, Self::Nothing];

    /// As it stands in an address.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Sold => "sold",
            Self::Lost => "lost",
            Self::Back => "back",
            Self::Price => "price",
            Self::Name => "name",
            Self::Gone => "gone",
            Self::Nothing => "nothing",
        }
    }
}

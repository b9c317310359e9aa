//! The ways in which a pet may differ between two moments, and how SQL tells them.

/// What may differ about a pet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
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
    /// It is in the books no longer: its arrival or birth was taken back.
    Gone,
    /// Something happened, and in the end nothing differs.
    Nothing,
}

impl What {
    /// All that may differ.
    pub const ALL: [Self; 7] = [Self::New, Self::Sold, Self::Lost, Self::Back, Self::Price, Self::Gone, Self::Nothing];

    /// As it stands in an address.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Sold => "sold",
            Self::Lost => "lost",
            Self::Back => "back",
            Self::Price => "price",
            Self::Gone => "gone",
            Self::Nothing => "nothing",
        }
    }

    /// The condition on the pet `before` and `after`.
    pub(in crate::store) fn holds(what: Option<Self>) -> &'static str {
        match what {
            None => {
                "(before.status, before.price, before.customer_id, before.sale_price)
                 IS DISTINCT FROM (after.status, after.price, after.customer_id, after.sale_price)"
            }
            Some(Self::New) => "before.status IS NULL AND after.status IS NOT NULL",
            Some(Self::Sold) => {
                "after.status = 'sold' AND (before.status, before.customer_id, before.sale_price)
                 IS DISTINCT FROM (after.status, after.customer_id, after.sale_price)"
            }
            Some(Self::Lost) => "after.status = 'lost' AND before.status IS DISTINCT FROM after.status",
            Some(Self::Back) => "after.status = 'available' AND before.status IN ('lost', 'sold')",
            Some(Self::Price) => "before.price <> after.price",
            Some(Self::Gone) => "before.status IS NOT NULL AND after.status IS NULL",
            Some(Self::Nothing) => {
                "(before.status, before.price, before.customer_id, before.sale_price)
                 IS NOT DISTINCT FROM (after.status, after.price, after.customer_id, after.sale_price)"
            }
        }
    }

    /// The condition on the events without one of which it cannot be so. It keeps a rare difference from computing every pet.
    pub(in crate::store) fn events(what: Option<Self>) -> &'static str {
        match what {
            None | Some(Self::Nothing) => "true",
            Some(Self::New) => "event_type IN ('PetArrived', 'PetBorn')",
            Some(Self::Sold) => "event_type = 'PetSold'",
            Some(Self::Lost) => "event_type IN ('PetLost', 'EventRetracted')",
            Some(Self::Back) => "event_type IN ('PetFoundAgain', 'EventRetracted')",
            Some(Self::Price) => "event_type IN ('PetPriceChange', 'EventRetracted')",
            Some(Self::Gone) => "event_type = 'EventRetracted'",
        }
    }
}

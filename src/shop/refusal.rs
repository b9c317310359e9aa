//! Why something cannot be recorded, in sentences that help the person at the counter.

use super::words;
use chrono::NaiveDate;
use thiserror::Error;

/// A rule that stands in the way. Those about one field say so by [`Refusal::field`]; the others are about the pet's state.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Refusal {
    /// A sold pet keeps its story; all that can happen to it is that it comes back, or gets another name.
    #[error("{name} was sold on {}, so nothing more can be recorded but its name, unless it comes back", words::day(*on))]
    AlreadySold {
        /// The pet.
        name: String,
        /// The day of the sale.
        on: NaiveDate,
    },
    /// A lost pet can be neither sold nor lost again.
    #[error("{name} has been lost since {}; record the find first", words::day(*on))]
    IsLost {
        /// The pet.
        name: String,
        /// The day of the loss.
        on: NaiveDate,
    },
    /// Only a lost pet can be found.
    #[error("{name} is not lost, so there is nothing to find")]
    NotLost {
        /// The pet.
        name: String,
    },
    /// Only a sold pet can come back from a customer.
    #[error("{name} is not sold, so nobody can bring it back")]
    NotSold {
        /// The pet.
        name: String,
    },
    /// No more is paid back than was paid.
    #[error("Enter a refund of at most {paid}, which was paid for {name}")]
    RefundAbovePaid {
        /// The pet.
        name: String,
        /// What was paid.
        paid: String,
    },
    /// A price change needs another price.
    #[error("Enter a price other than {price}, which {name} has already")]
    SamePrice {
        /// The pet.
        name: String,
        /// The price it has.
        price: String,
    },
    /// A naming needs another name.
    #[error("Enter a name other than {name}, which it has already")]
    SameName {
        /// The name it has.
        name: String,
    },
    /// A pet's events happen in the order of its stream.
    #[error("Enter a date on or after {}, when something last happened to {name}", words::day(*on))]
    BeforePrevious {
        /// The pet.
        name: String,
        /// The day of its latest event.
        on: NaiveDate,
    },
    /// A young one is born to a mother in the store.
    #[error("Choose a mother who is in the store; {reason}")]
    MotherAway {
        /// Where she is instead.
        reason: String,
    },
    /// A mother cannot give birth in the store before she came to it.
    #[error("Enter a date on or after {}, when {name} came to the store", words::day(*on))]
    BeforeMotherCame {
        /// The mother.
        name: String,
        /// The day she came.
        on: NaiveDate,
    },
    /// A pet begins once, by arriving or by being born.
    #[error("{name} is in the books already")]
    BeginsTwice {
        /// The pet.
        name: String,
    },
    /// There is no pet.
    #[error("There is no such pet")]
    NoPet,
    /// A pet whose arrival or birth was taken back keeps its history, but nothing more happens to it.
    #[error("{name} was taken out of the books on {}, so nothing more can be recorded", words::day(*on))]
    TakenBack {
        /// The pet.
        name: String,
        /// The day on which its beginning was taken back.
        on: NaiveDate,
    },
    /// Events are taken back from the latest one on.
    #[error("Only the latest thing that happened to {name} can be taken back")]
    NotTheLatest {
        /// The pet.
        name: String,
    },
    /// Young are born to a mother in the store, so what brought her there stays.
    #[error("{name} has had young since; take their births back first")]
    HasYoung {
        /// The pet.
        name: String,
    },
    /// Staff take back what they recorded themselves on the same day.
    #[error("Ask an admin to take this back: only whoever recorded it can do so, and only on the same day")]
    NotYours,
}

impl Refusal {
    /// The field to change, where changing one would help.
    #[must_use]
    pub fn field(&self) -> Option<&'static str> {
        match self {
            Self::SamePrice { .. } => Some("new_price"),
            Self::SameName { .. } => Some("name"),
            Self::RefundAbovePaid { .. } => Some("refund"),
            Self::BeforePrevious { .. } | Self::BeforeMotherCame { .. } => Some("occurred_on"),
            Self::MotherAway { .. } => Some("mother_id"),
            Self::NotTheLatest { .. } => Some("retracted_event_id"),
            Self::AlreadySold { .. }
            | Self::IsLost { .. }
            | Self::NotLost { .. }
            | Self::NotSold { .. }
            | Self::BeginsTwice { .. }
            | Self::NoPet
            | Self::TakenBack { .. }
            | Self::HasYoung { .. }
            | Self::NotYours => None,
        }
    }
}

//! What happens in a pet store, and what may happen next: pure rules, without a database, a web or a clock of its own.
//!
//! [`event`] has the kinds of event and what each carries. [`evolve`] makes a pet of its events and asks no rule; [`history`] tells which of
//! them still count, [`pet`] is what they made, [`cause`] what the next of them answers. [`rules`] says what may happen next, and judges what did. One file a kind has its form, its
//! rule and its tests: [`arrival`], [`birth`] (and [`litter`], several at once), [`sale`], [`returned`], [`price_change`], [`naming`], [`loss`], [`find`], [`retraction`].
//! [`stock`] reads many arrivals from a table.

pub mod amount;
pub mod arrival;
pub mod birth;
pub mod cause;
pub mod contact;
pub mod currency;
pub mod draft;
pub mod event;
pub mod evolve;
pub mod find;
pub mod form;
#[cfg(test)]
mod form_tests;
pub mod history;
pub mod litter;
pub mod look;
pub mod loss;
pub mod manner;
pub mod money;
pub mod naming;
pub mod number;
pub mod pet;
pub mod price_change;
pub mod refusal;
pub mod retraction;
pub mod returned;
pub mod rules;
pub mod sale;
pub mod species;
pub mod stock;
#[cfg(test)]
pub(crate) mod story;
pub mod text;
pub mod values;
pub mod words;

pub use currency::Currency;
pub use draft::{Draft, Occasion};
pub use event::{Arrived, Born, Event, EventKind, FoundAgain, Lost, Named, PriceChanged, Recorded, Retracted, Returned, Sold};
pub use form::{FieldErrors, Fields};
pub use history::{History, StreamFault, replay};
pub use look::Look;
pub use manner::{Manner, Said};
pub use money::Money;
pub use number::PetNumber;
pub use pet::{Pet, Status};
pub use refusal::Refusal;
pub use values::{AccountId, CustomerId, CustomerName, EventId, Note, PetId, PetName, Place, Reason, ShopName, Species};

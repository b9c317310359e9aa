//! Two moments compared: what was recorded in between, the stock at both ends, and each pet that differs.
//!
//! Only a pet with events in between can differ, so both ends are computed for those alone. What had been taken back by a moment does not
//! count at it, and what was taken back only later still does.

pub(in crate::store) mod happened;
mod kind;
pub(in crate::store) mod pets;
pub(in crate::store) mod steps;
pub(in crate::store) mod stock;

pub use crate::store::ground::span::Span;
pub use crate::store::state::totals::at_once;
pub use happened::{Happened, happened};
pub use kind::DifferenceKind;
pub use pets::{Difference, Look, Owner, differences};
pub use steps::Step;
pub use stock::{StockChange, stock};

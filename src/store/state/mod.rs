//! What is computed from the log: [`pets`], their [`pet_list`] and their [`family`], [`figures`], [`takings`], [`customers`]; the [`projection`] that keeps
//! pages quick, the [`snapshot`], [`totals`] of the stock at moments that have passed, and the [`comparison`] of two moments.

pub mod buyers;
pub mod comparison;
pub mod customers;
pub mod family;
pub mod figures;
pub mod pet_list;
pub mod pet_sums;
pub mod pets;
pub mod projection;
pub mod snapshot;
pub mod takings;
pub(in crate::store) mod totals;

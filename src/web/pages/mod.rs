//! What staff look at: [`today`], [`pets`] and each [`pet`], [`events`], [`customers`], [`search`], two moments compared ([`compare`]), a
//! [`certificate`].

pub mod certificate;
pub mod compare;
pub mod customers;
pub mod events;
pub mod pet;
pub mod pets;
pub mod search;
pub mod today;

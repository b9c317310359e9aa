//! What staff look at: [`today`], [`pets`] and each [`pet`], [`events`], [`customers`], [`search`], two moments compared ([`compare`]);
//! and what is handed out on paper: a [`certificate`], a [`receipt`], cage [`cards`].

pub mod cards;
pub mod certificate;
pub mod compare;
pub mod customers;
pub mod events;
pub mod pet;
pub mod pets;
pub mod receipt;
pub mod search;
pub mod today;

//! The door and whoever passes it: [`setup`], [`login`], one's own [`account`] and [`second_factor`]; and [`forgetting`] a customer.

pub mod account;
pub mod forgetting;
pub mod login;
pub mod second_factor;
pub mod setup;

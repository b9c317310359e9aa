//! Hello! – the pet store that never forgets.

pub mod demo;
pub mod shop;
pub mod store;
pub mod web;

//! The books on their way: [`export`] writes them to a file, [`import`] brings them into an empty shop
//! ([`incoming`] is what it does with each line). [`feed`] is what a program is given that follows
//! the shop; a [`cursor`] says how far it has come.

pub mod cursor;
pub mod export;
pub mod feed;
pub mod import;
pub mod incoming;
mod logged;

//! The books on their way: [`export`] writes them to a file, [`import`] brings them into an empty shop
//! ([`incoming`] is what it does with each line). A [`cursor`] says how far a reader has come.

pub mod cursor;
pub mod export;
pub mod import;
pub mod incoming;

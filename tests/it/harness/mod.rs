//! Opens a whole shop for a test: its own database, the real application on a port of its own, and somebody who visits it.

mod answer;
mod listener;
mod postgres;
mod shop;
mod visitor;

pub use answer::Answer;
pub use listener::Listener;
pub use postgres::{Database, data_dump, schema_dump, watch};
pub use shop::Shop;
pub use visitor::Visitor;

/// A password that is good enough.
pub const PASSWORD: &str = "seven grey parrots";

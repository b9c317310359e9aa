//! Opens a whole shop for a test: its own database, the real application on a port of its own, and somebody who visits it.

mod answer;
mod listener;
mod postgres;
pub mod program;
mod served;
mod shop;
mod skipped;
mod visitor;

pub use answer::Answer;
pub use listener::Listener;
pub use postgres::{Database, bin_dir, data_dump, schema_dump, watch, whole_dump};
pub use served::Served;
pub use shop::Shop;
pub use skipped::skipped;
pub use visitor::Visitor;

use hello::integrity::SealKey;
use std::sync::{Arc, LazyLock};

/// A password that is good enough.
pub const PASSWORD: &str = "seven grey parrots";

/// The key with which all shops of the tests sign their seals.
pub fn seal_key() -> &'static Arc<SealKey> {
    static KEY: LazyLock<Arc<SealKey>> = LazyLock::new(|| Arc::new(SealKey::parse(&"5e".repeat(32)).unwrap()));
    &KEY
}

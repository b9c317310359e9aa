//! Pages: actix and askama. Holds no SQL.

pub mod page;

pub use page::{Manner, Page, Section, Viewer};

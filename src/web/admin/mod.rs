//! What admins look after: the [`health`] of all of it, [`accounts`], the [`snapshot`] and its [`refresher`], the [`audit`] log, the [`integrity`] of the books,
//! a [`stock`] that is brought in as a table.

pub mod accounts;
pub mod audit;
pub mod health;
pub mod integrity;
pub mod refresher;
pub mod shop;
pub mod snapshot;
pub mod stock;
pub mod tokens;

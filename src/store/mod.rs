//! The only room that speaks SQL. Knows the shop and its integrity; knows nothing of pages.
//!
//! | room | what lives there |
//! |---|---|
//! | [`ground`] | connections, errors, the database itself: made, migrated, its roles |
//! | [`log`] | the only way into the log, and the ways to read it |
//! | [`state`] | what is computed from the log: pets, figures, customers, the snapshot, two moments compared |
//! | [`proof`] | seals, certificates, and the check that nobody has changed anything |
//! | [`travel`] | the books on their way: out to a file, in from one, and along to who follows them |
//! | [`stock`] | tables of pets: uploaded, looked through, and recorded |
//! | [`backup`] | backups of the whole database |
//! | [`health`] | how all of it fares, at one look |
//! | [`people`] | accounts, sessions, second factors, the audit log, forgetting |

pub mod backup;
pub mod ground;
pub mod health;
pub mod keyset;
pub mod log;
pub mod people;
pub mod proof;
pub mod state;
pub mod statements;
pub mod stock;
pub mod travel;

pub use ground::error::StoreError;
pub use ground::follower::Reach;
pub use ground::link::{Limits, Link, Prepared};
pub use ground::pool::Store;
pub use ground::reader::{Reader, Reads};
pub use ground::readers::Readers;
pub use ground::when::When;

/// A connection to the database, as [`Store::run`] lends it. [`Store::read`] lends a [`Reader`].
pub type Conn = diesel::PgConnection;

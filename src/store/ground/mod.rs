//! The ground that the other rooms of the store stand on: connections and errors, the database itself, moments.
//!
//! [`link`] makes a connection, through a pooler or not, [`standing`] says whether its server is still the one that records, [`pool`] runs work on one and off the request threads, [`reader`] says who may write by one, [`readers`] are the servers that follow the database, [`follower`] is one of them, [`error`] says what can go wrong there. [`address`] reads the address of
//! a database, [`database`] makes the database, [`fitness`] says whether it can be a shop's, [`migrations`] brings its tables up to date and [`objects`] all else, [`roles`] says who may do what in it. A
//! [`statement`] is a file of SQL with its values, which are kept as [`values`] says. [`when`] says as of which moment something is read,
//! [`span`] what lies between two moments, [`position`] what of the log somebody has seen, [`ids`] reads ids as people type them.

pub(in crate::store) mod address;
pub(in crate::store) mod clock;
pub mod database;
pub mod error;
pub mod fitness;
pub mod follower;
pub(in crate::store) mod ids;
pub mod link;
pub(in crate::store) mod locks;
pub mod migrations;
pub mod objects;
pub mod pool;
pub mod position;
pub mod reader;
pub mod readers;
pub mod roles;
pub(in crate::store) mod rows;
pub mod span;
pub mod sql_types;
pub(in crate::store) mod standing;
pub mod statement;
pub(in crate::store) mod values;
pub mod when;

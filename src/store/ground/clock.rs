//! The database's clock.

use super::rows::Moment;
use super::statement::statements;

statements! {
    /// The moment, by the database's clock.
    Now = "ground/now.sql", () -> Moment;
}

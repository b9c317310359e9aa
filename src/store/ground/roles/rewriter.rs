//! Whether the one who signed in could rewrite the log: then a mistake, or somebody who breaks into the shop, could too.

use std::fmt;

use diesel::{PgConnection, sql_types::Text};

use crate::store::ground::error::StoreError;
use crate::store::ground::statement::{Rows, row, statements};

statements! {
    /// By what the one who signed in could rewrite the log.
    WhoCouldRewrite = "ground/rewriter.sql", () -> Rewriter;
}

row! {
    /// Somebody who could rewrite the log, and by what.
    pub struct Rewriter {
        /// Who signed in.
        pub who: String as Text,
        /// Whom they can become for it; often themselves.
        role: String as Text,
        /// "is a superuser", "owns the table pet_sold_events".
        why: String as Text,
    }
}

/// "postgres, who is a superuser".
impl fmt::Display for Rewriter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { who, role, why } = self;
        if who == role { write!(f, "{who}, who {why}") } else { write!(f, "{who}, who can become {role}, who {why}") }
    }
}

/// Whether the one who signed in is one; `None` is what a shop should be run as.
///
/// # Errors
/// The database failed.
pub fn rewriter(conn: &mut PgConnection) -> Result<Option<Rewriter>, StoreError> {
    WhoCouldRewrite {}.first(conn)
}

//! Whether a database can be a shop's at all, asked before anything is made in it; and in which order its lists stand.

use crate::store::ground::reader::Reads;
use std::fmt;

use diesel::PgConnection;
use diesel::sql_types::{Bool, Nullable, Text};

use super::error::StoreError;
use super::migrations::HasMigrations;
use super::rows::Answer;
use super::statement::{Rows, row, statements};

statements! {
    /// What a database is like.
    Fitness = "ground/fitness.sql", () -> Like;
    /// Whether letters beyond ASCII have a case.
    KnowsLetters = "ground/knows_letters.sql", () -> Answer;
    /// By what lists are sorted.
    ListOrderOf = "ground/list_order.sql", () -> ListOrder;
}

row! {
    /// What a database is like.
    pub(in crate::store) struct Like {
        database: String as Text,
        encoding: String as Text,
        has_schema: bool as Bool,
        who: String as Text,
    }
}

row! {
    /// By what lists are sorted: chosen when the database was made.
    pub struct ListOrder {
        /// The version of ICU; `None` where this Postgres had none.
        pub icu: Option<String> as Nullable<Text>,
        /// Whether Postgres has another ICU than the one by which the indexes are sorted.
        pub has_changed: bool as Bool,
    }
}

impl fmt::Display for ListOrder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.icu {
            Some(version) => write!(f, "by Unicode (ICU, collation {version})")?,
            None => f.write_str("by letters without their accents (this Postgres has no ICU)")?,
        }
        if self.has_changed {
            f.write_str(
                "; Postgres has another ICU now: have its owner run REINDEX DATABASE and ALTER COLLATION shop_order REFRESH VERSION",
            )?;
        }
        Ok(())
    }
}

/// Why a database cannot be a shop's.
#[derive(Debug, thiserror::Error)]
pub enum FitnessError {
    /// Not every letter can be written in it.
    #[error(
        "The database {database:?} is kept in {encoding}, which does not have every letter; give the shop one in UTF8, as `createdb --template=template0 \
         --encoding=UTF8 --locale=C.UTF-8` makes it."
    )]
    Encoding {
        /// Which database.
        database: String,
        /// Its encoding.
        encoding: String,
    },
    /// It knows no case but that of ASCII.
    #[error(
        "The database {0:?} has the locale C, in which Ä and ä are no letters; give the shop one that knows them, as `createdb \
         --template=template0 --encoding=UTF8 --locale=C.UTF-8` makes it."
    )]
    Letters(String),
    /// Its tables are out of reach.
    #[error(
        "{who} may not use the schema public of the database {database:?}; have its owner run `GRANT USAGE ON SCHEMA public TO {who}`, or \
         make the schema where it is missing."
    )]
    Schema {
        /// Who signed in.
        who: String,
        /// Which database.
        database: String,
    },
    /// The database failed.
    #[error("The database could not be looked at: {0}.")]
    Failed(#[from] StoreError),
}

/// Passes where a database can be a shop's. A shop that has lived with the locale C goes on, and is told in its log.
///
/// # Errors
/// A sentence about what is wrong with it.
pub fn check(conn: &mut PgConnection) -> Result<(), FitnessError> {
    let Like { database, encoding, has_schema, who } = Fitness {}.one(conn)?;
    if encoding != "UTF8" {
        return Err(FitnessError::Encoding { database, encoding });
    }
    if !has_schema {
        return Err(FitnessError::Schema { who, database });
    }
    if (KnowsLetters {}).one(conn)?.yes {
        return Ok(());
    }
    let unfit = FitnessError::Letters(database);
    if !(HasMigrations {}).one(conn)?.yes {
        return Err(unfit);
    }
    tracing::warn!("{unfit}");
    Ok(())
}

/// By what lists are sorted.
///
/// # Errors
/// [`StoreError::Outdated`], where it is not chosen: a dump cannot bring the order of an ICU to a Postgres that has none.
pub fn list_order(conn: &mut impl Reads) -> Result<ListOrder, StoreError> {
    ListOrderOf {}.first(conn)?.ok_or_else(|| StoreError::Outdated("the order of its lists is missing".into()))
}

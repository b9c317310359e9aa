//! Finds the database that a URL names, and makes it where it is missing.

use diesel::sql_types::Text;
use diesel::{Connection, PgConnection, connection::SimpleConnection};

use crate::store::ground::address::{maintenance, name, parameter};
use crate::store::ground::error::StoreError;
use crate::store::ground::rows::Answer;
use crate::store::ground::statement::{Rows, statements};

pub use crate::store::ground::address::without_password;

statements! {
    /// Whether there is a database of a name.
    HasDatabase = "ground/has_database.sql", (name: String as Text) -> Answer;
}

/// Why there is no database to work with, as a sentence.
#[derive(Debug, thiserror::Error)]
pub enum DatabaseError {
    /// The URL asks for what this build cannot do.
    #[error(
        "{setting} asks for TLS (sslmode={mode}), and this hello was built without it; build it with `cargo build --release --features tls`."
    )]
    NoTls {
        /// The setting that holds it.
        setting: &'static str,
        /// What it asks for.
        mode: String,
    },
    /// Nobody answers there, or not to us.
    #[error("The database cannot be reached: {0}. Look at DATABASE_URL, and whether Postgres runs.")]
    Unreachable(String),
    /// It is missing and may not be made.
    #[error("There is no database {name:?}, and it could not be made: {why}. Make it with `createdb {name}`.")]
    NotMade {
        /// The database's name.
        name: String,
        /// What Postgres said.
        why: String,
    },
}

/// Connects to a database that has to be there.
///
/// # Errors
/// A sentence, where it is not, or does not let us in.
pub fn connect(url: &str) -> Result<PgConnection, DatabaseError> {
    refuse_tls("DATABASE_URL", url)?;
    PgConnection::establish(url).map_err(|e| DatabaseError::Unreachable(one_line(&e.to_string())))
}

/// Makes sure that the database is there. What is missing is made through the maintenance database `postgres`.
///
/// # Errors
/// A sentence, where it is not there afterwards.
pub fn ensure(url: &str) -> Result<(), DatabaseError> {
    refuse_tls("DATABASE_URL", url)?;
    let why = match PgConnection::establish(url) {
        Ok(_) => return Ok(()),
        Err(e) => one_line(&e.to_string()),
    };
    let Some(name) = name(url) else { return Err(DatabaseError::Unreachable(why)) };
    let Ok(mut maintenance) = PgConnection::establish(&maintenance(url)) else { return Err(DatabaseError::Unreachable(why)) };
    let is_there = exists(&mut maintenance, &name).map_err(|e| DatabaseError::Unreachable(one_line(&e.to_string())))?;
    if is_there {
        // Another instance may have made it in between.
        return PgConnection::establish(url).map(drop).map_err(|e| DatabaseError::Unreachable(one_line(&e.to_string())));
    }
    let made = maintenance.batch_execute(&format!("CREATE DATABASE \"{}\"", name.replace('"', "\"\"")));
    match (made, exists(&mut maintenance, &name)) {
        // Another instance that starts at the same moment may have been faster.
        (Ok(()), _) | (Err(_), Ok(true)) => Ok(()),
        (Err(e), _) => Err(DatabaseError::NotMade { name, why: one_line(&e.to_string()) }),
    }
}

fn exists(conn: &mut PgConnection, name: &str) -> Result<bool, StoreError> {
    Ok(HasDatabase { name: name.to_owned() }.one(conn)?.yes)
}

/// Passes where this build can do what the address in a setting asks for.
///
/// # Errors
/// [`DatabaseError::NoTls`].
pub fn refuse_tls(setting: &'static str, url: &str) -> Result<(), DatabaseError> {
    let mode = parameter(url, "sslmode").or_else(|| std::env::var("PGSSLMODE").ok());
    match mode {
        Some(mode) if !cfg!(feature = "tls") && matches!(mode.as_str(), "require" | "verify-ca" | "verify-full") => {
            Err(DatabaseError::NoTls { setting, mode })
        }
        _ => Ok(()),
    }
}

/// What libpq says first; the rest is advice of its own. What it says of an address that it cannot read may hold a password.
fn one_line(message: &str) -> String {
    if message.contains("in connection info string") || message.contains("URI") || message.contains("invalid connection option") {
        return "its address cannot be read; it looks like postgresql://user:password@host/hello".to_owned();
    }
    let first = message.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    first.trim_end_matches(['.', '?']).to_owned()
}

#[cfg(all(test, not(feature = "tls")))]
mod tests {
    use super::*;

    #[test]
    fn a_url_that_needs_tls_is_told_of_the_feature() {
        let refused = ensure("postgres://host/hello?sslmode=verify-full").unwrap_err().to_string();
        assert!(refused.contains("--features tls"), "{refused}");
    }
}

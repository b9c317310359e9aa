//! Finds the database that a URL names, and makes it where it is missing.

use diesel::{Connection, ExpressionMethods, OptionalExtension, PgConnection, QueryDsl, RunQueryDsl, connection::SimpleConnection};

use super::catalog::pg_database;

/// Why there is no database to work with, as a sentence.
#[derive(Debug, thiserror::Error)]
pub enum DatabaseError {
    /// The URL asks for what this build cannot do.
    #[error(
        "DATABASE_URL asks for TLS (sslmode={0}), and this hello was built without it; build it with `cargo build --release --features tls`."
    )]
    NoTls(String),
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

/// Makes sure that the database is there. What is missing is made through the maintenance database `postgres`.
///
/// # Errors
/// A sentence, where it is not there afterwards.
pub fn ensure(url: &str) -> Result<(), DatabaseError> {
    refuse_tls(url)?;
    let why = match PgConnection::establish(url) {
        Ok(_) => return Ok(()),
        Err(e) => one_line(&e.to_string()),
    };
    let Some(name) = name(url) else { return Err(DatabaseError::Unreachable(why)) };
    let Ok(mut maintenance) = PgConnection::establish(&maintenance(url)) else { return Err(DatabaseError::Unreachable(why)) };
    let is_there = exists(&mut maintenance, &name).map_err(|e| DatabaseError::Unreachable(one_line(&e.to_string())))?;
    if is_there {
        return Err(DatabaseError::Unreachable(why));
    }
    let made = maintenance.batch_execute(&format!("CREATE DATABASE \"{}\"", name.replace('"', "\"\"")));
    match (made, exists(&mut maintenance, &name)) {
        // Another instance that starts at the same moment may have been faster.
        (Ok(()), _) | (Err(_), Ok(true)) => Ok(()),
        (Err(e), _) => Err(DatabaseError::NotMade { name, why: one_line(&e.to_string()) }),
    }
}

fn exists(conn: &mut PgConnection, name: &str) -> diesel::QueryResult<bool> {
    let found: Option<String> =
        pg_database::table.filter(pg_database::datname.eq(name)).select(pg_database::datname).first(conn).optional()?;
    Ok(found.is_some())
}

fn refuse_tls(url: &str) -> Result<(), DatabaseError> {
    let mode = parameter(url, "sslmode").or_else(|| std::env::var("PGSSLMODE").ok());
    match mode {
        Some(mode) if !cfg!(feature = "tls") && matches!(mode.as_str(), "require" | "verify-ca" | "verify-full") => {
            Err(DatabaseError::NoTls(mode))
        }
        _ => Ok(()),
    }
}

fn is_uri(url: &str) -> bool {
    url.starts_with("postgres://") || url.starts_with("postgresql://")
}

/// The same server, another database: of a parameter given twice, libpq takes the later one.
fn maintenance(url: &str) -> String {
    match (is_uri(url), url.contains('?')) {
        (true, true) => format!("{url}&dbname=postgres"),
        (true, false) => format!("{url}?dbname=postgres"),
        (false, _) => format!("{url} dbname=postgres"),
    }
}

fn name(url: &str) -> Option<String> {
    let in_path = || {
        let (_, rest) = url.split_once("://").filter(|_| is_uri(url))?;
        let path = rest.split('?').next()?;
        path.split_once('/').map(|(_, name)| decoded(name))
    };
    parameter(url, "dbname").or_else(in_path).filter(|name| !name.is_empty())
}

fn parameter(url: &str, key: &str) -> Option<String> {
    let pairs: Vec<&str> = if is_uri(url) {
        url.split_once('?').map(|(_, query)| query.split('&').collect()).unwrap_or_default()
    } else {
        url.split_whitespace().collect()
    };
    let value = pairs.iter().rev().find_map(|pair| pair.split_once('=').filter(|(name, _)| *name == key).map(|(_, value)| value))?;
    Some(if is_uri(url) { decoded(value) } else { value.trim_matches('\'').to_owned() })
}

fn decoded(text: &str) -> String {
    serde_urlencoded::from_str::<Vec<(String, String)>>(&format!("{}=", text.replace('+', "%2B")))
        .ok()
        .and_then(|pairs| pairs.into_iter().next())
        .map_or_else(|| text.to_owned(), |(name, _)| name)
}

/// What libpq says first; the rest is advice of its own. What it says of an address that it cannot read may hold a password.
fn one_line(message: &str) -> String {
    if message.contains("in connection info string") || message.contains("URI") || message.contains("invalid connection option") {
        return "its address cannot be read; it looks like postgresql://user:password@host/hello".to_owned();
    }
    let first = message.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    first.trim_end_matches(['.', '?']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_is_named_by_the_path_or_a_parameter() {
        assert_eq!(name("postgres://ada@host:5432/my%20shop?connect_timeout=2").unwrap(), "my shop");
        assert_eq!(name("postgresql:///?host=/run/x&dbname=hello").unwrap(), "hello");
        assert_eq!(name("host=/tmp user=ada dbname='hello'").unwrap(), "hello");
        assert_eq!(name("postgres://host"), None);
    }

    #[test]
    fn the_maintenance_database_is_on_the_same_server() {
        assert_eq!(maintenance("postgres://host/hello"), "postgres://host/hello?dbname=postgres");
        assert_eq!(maintenance("postgres://host/hello?a=b"), "postgres://host/hello?a=b&dbname=postgres");
        assert_eq!(maintenance("host=x dbname=hello"), "host=x dbname=hello dbname=postgres");
    }

    #[cfg(not(feature = "tls"))]
    #[test]
    fn a_url_that_needs_tls_is_told_of_the_feature() {
        let refused = ensure("postgres://host/hello?sslmode=verify-full").unwrap_err().to_string();
        assert!(refused.contains("--features tls"), "{refused}");
    }
}

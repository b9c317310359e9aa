//! What can go wrong with the database, sorted by what it means for the person who waits.

use diesel::result::{DatabaseErrorInformation, DatabaseErrorKind, Error};

/// Why something could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// No connection in time, or it was lost: 503, and trying again soon helps.
    #[error("the database cannot be reached: {0}")]
    Unavailable(String),
    /// The database is there but took too long: 503, and trying again soon helps.
    #[error("the database took too long: {0}")]
    TooSlow(String),
    /// It lacks migrations: 503, until somebody has applied them.
    #[error("the database is not up to date: {0}; run `hello migrate` with the address of its owner")]
    Outdated(String),
    /// Nothing can be recorded in it: 503, until somebody has changed that.
    #[error("the database only follows another one, or is set to be read, so that nothing can be recorded")]
    ReadOnly,
    /// Another server has taken its place: 503, until the shop is led there.
    #[error("the database stands where the shop was before another server took its place; nothing is recorded in it")]
    Overtaken,
    /// There is no such row: 404.
    #[error("there is nothing of this name")]
    NotFound,
    /// A named rule of the database refused it: 409 with a sentence from [`StoreError::sentence`].
    #[error("the database refused it by its rule {name}: {message}")]
    Constraint {
        /// The constraint's name in the migrations.
        name: String,
        /// What Postgres said.
        message: String,
    },
    /// What was read makes no sense: 500. Somebody has been at the tables by hand.
    #[error("what was read makes no sense: {0}")]
    Unreadable(String),
    /// Nobody thought of this: 500. None of these should be reachable.
    #[error("the database and the application disagree: {0}")]
    Fault(Error),
}

impl StoreError {
    /// What a person at the counter can do about a rule that refused.
    #[must_use]
    pub fn sentence(&self) -> Option<&'static str> {
        let Self::Constraint { name, .. } = self else { return None };
        SENTENCES.iter().find(|(rule, _)| rule == name).map(|(_, sentence)| *sentence)
    }

    /// What kind of failure it is, as it is counted; none where nothing has failed.
    pub(in crate::store) fn kind(&self) -> Option<&'static str> {
        match self {
            Self::NotFound => None,
            Self::Unavailable(_) | Self::Outdated(_) | Self::ReadOnly | Self::Overtaken => Some("unavailable"),
            Self::TooSlow(_) => Some("too_slow"),
            Self::Constraint { .. } => Some("constraint"),
            Self::Unreadable(_) => Some("unreadable"),
            Self::Fault(_) => Some("fault"),
        }
    }

    /// Whether another server may do better. What is not there, or takes too long, is so everywhere.
    pub(in crate::store) fn may_be_the_servers(&self) -> bool {
        match self {
            Self::NotFound => false,
            Self::TooSlow(why) => !why.contains("statement timeout"),
            _ => true,
        }
    }

    /// Whether this named rule refused it.
    #[must_use]
    pub fn is_constraint(&self, rule: &str) -> bool {
        matches!(self, Self::Constraint { name, .. } if name == rule)
    }
}

/// The rules that somebody can run into, and what to do then.
const SENTENCES: &[(&str, &str)] = &[
    ("accounts_name_key", "Choose another name; somebody here has this one already"),
    ("accounts_look_key", LOOKS_ALIKE),
    ("accounts_look_small_key", LOOKS_ALIKE),
    ("tokens_name_key", "Choose another name; a token that can be used has this one"),
];
const LOOKS_ALIKE: &str = "Choose another name; this one looks like the name of somebody here";

impl From<Error> for StoreError {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound => Self::NotFound,
            Error::BrokenTransactionManager => Self::Unavailable("the transaction broke with its connection".into()),
            Error::RollbackErrorOnCommit { commit_error, .. } => Self::from(*commit_error),
            Error::DatabaseError(kind, info) => from_database(kind, info),
            Error::DeserializationError(why) => Self::Unreadable(why.to_string()),
            other => Self::Fault(other),
        }
    }
}

/// The error of a transaction that is rolled back, whoever's it is.
pub(in crate::store) struct Undone<E>(pub(in crate::store) E);

impl<E: From<StoreError>> From<Error> for Undone<E> {
    fn from(error: Error) -> Self {
        Self(StoreError::from(error).into())
    }
}

fn from_database(kind: DatabaseErrorKind, info: Box<dyn DatabaseErrorInformation + Send + Sync>) -> StoreError {
    let message = info.message().to_owned();
    match kind {
        DatabaseErrorKind::ClosedConnection | DatabaseErrorKind::UnableToSendCommand | DatabaseErrorKind::ReadOnlyTransaction => {
            StoreError::Unavailable(message)
        }
        DatabaseErrorKind::SerializationFailure => StoreError::TooSlow(message),
        _ if is_lost(&message) => StoreError::Unavailable(message),
        _ if is_slow(&message) => StoreError::TooSlow(message),
        _ => match info.constraint_name() {
            Some(name) => StoreError::Constraint { name: name.to_owned(), message },
            None => StoreError::Fault(Error::DatabaseError(kind, info)),
        },
    }
}

// Diesel does not pass SQLSTATE on. Connections ask for untranslated messages (`pool.rs`), so these can be told by their words.
fn is_slow(message: &str) -> bool {
    message.starts_with("canceling statement due to") || message == "deadlock detected"
}

fn is_lost(message: &str) -> bool {
    message.starts_with("terminating connection")
        || message.starts_with("the database system is")
        || message.starts_with("server closed the connection")
        || message.contains("connection to server")
        || message.contains("no connection to the server")
        || message.starts_with("sorry, too many clients")
        || message.starts_with("remaining connection slots")
        || message.starts_with("could not extend file")
        || message.contains("No space left on device")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(message: &str) -> StoreError {
        Error::DatabaseError(DatabaseErrorKind::Unknown, Box::new(message.to_owned())).into()
    }

    #[test]
    fn a_timeout_and_a_lost_server_are_told_apart_from_a_fault() {
        assert!(matches!(told("canceling statement due to statement timeout"), StoreError::TooSlow(_)));
        assert!(matches!(told("canceling statement due to lock timeout"), StoreError::TooSlow(_)));
        assert!(matches!(told("terminating connection due to administrator command"), StoreError::Unavailable(_)));
        assert!(matches!(told("relation \"pets\" does not exist"), StoreError::Fault(_)));
    }

    #[test]
    fn another_server_is_asked_where_this_one_has_failed_and_not_where_the_question_takes_too_long() {
        assert!(told("canceling statement due to conflict with recovery").may_be_the_servers());
        assert!(told("terminating connection due to conflict with recovery").may_be_the_servers());
        assert!(told("relation \"pets\" does not exist").may_be_the_servers());
        assert!(!told("canceling statement due to statement timeout").may_be_the_servers());
        assert!(!StoreError::NotFound.may_be_the_servers());
    }

    #[test]
    fn a_rule_without_a_sentence_has_none() {
        let refused = |name: &str| StoreError::Constraint { name: name.into(), message: String::new() };
        assert!(refused("accounts_name_key").sentence().is_some());
        assert_eq!(refused("unheard_of").sentence(), None);
    }
}

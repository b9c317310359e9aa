//! `hello token`: how programs get into the feed without a browser.

use chrono::{NaiveDate, Utc};

use super::{CommandError, Database, Outcome};
use crate::cluster::Use;
use crate::config::{Config, Options};
use crate::store::people::audit;
use crate::store::people::audit::{AuditKind, Hand};
use crate::store::people::token::Token;
use crate::store::people::tokens;
use crate::store::people::tokens::{NewToken, Scope};
use crate::web::admin::tokens::{ends_with, name as parse};

/// Makes a token and prints it, this once.
///
/// # Errors
/// A sentence.
pub fn add(options: &Options, name: &str, scope: &str, until: Option<NaiveDate>) -> Outcome {
    let config = Config::read(options)?;
    let name = parse(name).map_err(said)?;
    let scope = Scope::named(scope).ok_or_else(|| said("The scope is log or people".into()))?;
    let now = Utc::now();
    if until.is_some_and(|day| day < now.with_timezone(&config.time_zone).date_naive()) {
        return Err(said("Give a last day that has not passed".into()));
    }
    let ends_at = until.and_then(|day| ends_with(day, config.time_zone));
    let secret = Token::new().map_err(|error| said(format!("There are no random numbers: {error}")))?;
    let database = Database::open(&config, Use::Beside)?;
    let new = NewToken { id: uuid::Uuid::now_v7(), name: name.clone(), scope, ends_at };
    let entry = Hand::at_the_command_line().did(AuditKind::TokenAdded).with("token", name).with("scope", scope.name());
    let added =
        database.store().run_blocking(|conn| audit::written(conn, |conn| Ok((tokens::add(conn, &new, &secret, now, None)?, Some(entry)))));
    added.map_err(|error| match error.sentence() {
        Some(sentence) => said(sentence.into()),
        None => error.into(),
    })?;
    database.close_saying(secret.reveal())
}

fn said(sentence: String) -> CommandError {
    CommandError::Said(format!("{sentence}."))
}

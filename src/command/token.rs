//! `hello token`: how programs get into the feed without a browser.

use chrono::{NaiveDate, Utc};

use super::{CommandError, Database, Outcome};
use crate::cluster::Use;
use crate::config::{Config, Options};
use crate::store::people::audit;
use crate::store::people::audit::{AuditKind, Hand};
use crate::store::people::shop;
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
    let secret = Token::new().map_err(|error| said(format!("There are no random numbers: {error}")))?;
    let database = Database::open(&config, Use::Beside)?;
    let zone = config.manner(&database.store().run_blocking(shop::look)?.said).time_zone;
    let ends_at = match until.map(|day| ends_with(day, zone, now)).transpose() {
        Ok(ends_at) => ends_at,
        Err(sentence) => return Err(said(sentence)),
    };
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

/// Revokes the token of a program, at once.
///
/// # Errors
/// A sentence.
pub fn revoke(options: &Options, name: &str) -> Outcome {
    let config = Config::read(options)?;
    let database = Database::open(&config, Use::Beside)?;
    let revoked = database.store().run_blocking(|conn| {
        audit::written(conn, |conn| {
            let Some(token) = tokens::named(conn, name)? else { return Ok((None, None)) };
            tokens::revoke(conn, token.id, Utc::now())?;
            let entry = Hand::at_the_command_line().did(AuditKind::TokenRevoked).with("token", token.name.clone());
            Ok((Some(token.name), Some(entry)))
        })
    });
    match revoked? {
        Some(name) => database.close_saying(format!("The token for {name} opens nothing any more.")),
        None => Err(said(format!("No token that can be revoked is called {name:?}; look at the page /admin/tokens for the names"))),
    }
}

fn said(sentence: String) -> CommandError {
    CommandError::Said(format!("{sentence}."))
}

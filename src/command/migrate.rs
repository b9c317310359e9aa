//! `hello migrate`: the database in its present shape, with its roles.

use std::env;

use super::{CommandError, Database, Outcome, capital};
use crate::config::{Config, Options};
use crate::store::ground::migrations::{Migrated, MigrationError};
use crate::store::ground::roles;
use crate::store::ground::roles::scram::Verifier;

/// The password with which `hello_app` is to sign in. No flag, for what stands on a command line stands in `ps`.
const APP_PASSWORD: &str = "HELLO_APP_PASSWORD";

/// Brings the database up to date, and gives the shop's role a password where one is set.
///
/// # Errors
/// A sentence, and the statements to be run by somebody else where it takes one.
pub fn migrate(options: &Options) -> Outcome {
    let config = Config::read(options)?;
    let verifier = app_password()?;
    let (database, migrated) = Database::migrated(&config).map_err(|error| match (error, &verifier) {
        (CommandError::Migration(MigrationError::Roles(error)), Some(verifier)) => {
            MigrationError::from(error.with_password(verifier)).into()
        }
        (error, _) => error,
    })?;
    let mut said = told(&migrated) + &looking_alike(&migrated.alike);
    if let Some(verifier) = verifier {
        roles::set_app_password_at(&database.url_as(None), &verifier)?;
        said += &format!("\n{} signs in with the password of {APP_PASSWORD} now.", roles::APP);
    } else if database.cluster.is_none() {
        said += without_password(roles::app_has_password_at(&database.url)?, &migrated);
    }
    database.close_saying(said)
}

fn told(migrated: &Migrated) -> String {
    let Migrated { applied, replaced, carried_over, .. } = *migrated;
    let of = |number: usize, one: &str, many: &str| (number > 0).then(|| format!("{number} {}", if number == 1 { one } else { many }));
    let done = [
        carried_over.then(|| "the tables of the version before were brought along".to_owned()),
        of(applied, "migration was applied", "migrations were applied"),
        of(replaced, "function, view or right was replaced", "functions, views and rights were replaced"),
    ];
    let done: Vec<_> = done.into_iter().flatten().collect();
    match done.join(", ") {
        nothing if nothing.is_empty() => "The database is up to date.".to_owned(),
        done => format!("{}; the database is up to date.", capital(&done)),
    }
}

/// What to say of accounts from before that could be taken for others.
fn looking_alike(names: &[String]) -> String {
    match names {
        [] => String::new(),
        names => format!(
            "\nThese names of accounts look like those of others; disable at /admin/accounts those that nobody needs: {}.",
            names.join(", ")
        ),
    }
}

/// What to say of the password that was not given, where the role has none.
fn without_password(has_one: Option<bool>, migrated: &Migrated) -> &'static str {
    match has_one {
        Some(true) => "",
        Some(false) => "\nhello_app has no password; where Postgres asks for one, run `hello migrate` again with HELLO_APP_PASSWORD.",
        // Whoever has just made the tables has most likely just made the role as well.
        None if migrated.applied > 0 => {
            "\nhello_app may have no password yet; where Postgres asks for one, run `hello migrate` again with HELLO_APP_PASSWORD."
        }
        None => "",
    }
}

fn app_password() -> Result<Option<Verifier>, CommandError> {
    let given = env::var(APP_PASSWORD).ok().filter(|password| !password.is_empty());
    let said = |sentence| CommandError::Said(format!("{APP_PASSWORD} does not do. {sentence}"));
    given.map(|password| Verifier::of(&password).map_err(said)).transpose()
}

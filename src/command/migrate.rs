//! `hello migrate`: the database in its present shape, with its roles.

use std::env;

use super::{CommandError, Database, Outcome};
use crate::config::{Config, Options};
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
    let (database, applied) = Database::migrated(&config)?;
    match applied {
        0 => println!("The database is up to date."),
        1 => println!("1 migration was applied; the database is up to date."),
        n => println!("{n} migrations were applied; the database is up to date."),
    }
    if let Some(verifier) = verifier {
        roles::set_app_password_at(&database.url_as(None), &verifier)?;
        println!("{} signs in with the password of {APP_PASSWORD} now.", roles::APP);
    }
    database.close()
}

fn app_password() -> Result<Option<Verifier>, CommandError> {
    let given = env::var(APP_PASSWORD).ok().filter(|password| !password.is_empty());
    let said = |sentence| CommandError::Said(format!("{APP_PASSWORD} does not do. {sentence}"));
    given.map(|password| Verifier::of(&password).map_err(said)).transpose()
}

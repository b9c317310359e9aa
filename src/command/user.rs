//! `hello user`: accounts without a browser, and the way back in for an admin who has lost their phone.

use std::io::{BufRead, IsTerminal, stdin};

use super::{CommandError, Database, Outcome};
use crate::cluster::Use;
use crate::config::{Config, Options};
use crate::password::NewPassword;
use crate::shop::AccountId;
use crate::store::people::accounts::{NewAccount, Role};
use crate::store::people::audit::{AuditKind, Hand};
use crate::store::people::{accounts, audit, second_factor, sign_out};
use crate::web::admin::accounts::person;

/// Adds an account. The password is asked for twice, or is one line on standard input where that is no terminal.
///
/// # Errors
/// A sentence.
pub fn add(options: &Options, name: &str, role: &str) -> Outcome {
    let config = Config::read(options)?;
    let name = person::name(name).map_err(said)?;
    let role = Role::named(role).ok_or_else(|| said("The role is staff or admin".into()))?;
    let password = NewPassword::parse(&ask()?, &name).map_err(said)?;
    let database = Database::open(&config, Use::Beside)?;
    let password_hash = Some(password.hash().map_err(|e| said(format!("The password could not be hashed: {e}")))?);
    let new = NewAccount { id: AccountId(uuid::Uuid::now_v7()), name: name.clone(), role, password_hash };
    let entry = Hand::at_the_command_line().did(AuditKind::AccountAdded).about(new.id).with("role", role.name());
    let added = database.store().run_blocking(|conn| audit::written(conn, |conn| Ok((accounts::add(conn, &new)?, Some(entry)))));
    added.map_err(|error| match error.sentence() {
        Some(sentence) => said(sentence.into()),
        None => error.into(),
    })?;
    database.close_saying(format!("{name} can sign in now, as {}.", role.name()))
}

/// Takes a second factor away from somebody who has lost their phone, and signs them out everywhere.
///
/// # Errors
/// A sentence.
pub fn reset_second_factor(options: &Options, name: &str) -> Outcome {
    let config = Config::read(options)?;
    let database = Database::open(&config, Use::Beside)?;
    let reset = database.store().run_blocking(|conn| {
        audit::written(conn, |conn| {
            let Some(account) = accounts::named(conn, name)? else { return Ok((None, None)) };
            let id = account.id;
            let was_on = second_factor::remove(conn, id)?;
            sign_out::end_all(conn, id, None)?;
            let entry = Hand::at_the_command_line().did(AuditKind::SecondFactorReset).about(id);
            Ok((Some((account.name, was_on)), was_on.then_some(entry)))
        })
    });
    let said = match reset? {
        None => return Err(said(format!("Nobody here is called {name:?}; look at the page /admin/accounts for the names"))),
        Some((name, true)) => format!("{name} signs in with the password alone now."),
        Some((name, false)) => format!("{name} has no second factor; nothing was changed."),
    };
    database.close_saying(said)
}

fn ask() -> Result<String, CommandError> {
    let unread = |e: std::io::Error| said(format!("The password could not be read: {e}"));
    if stdin().is_terminal() {
        let password = rpassword::prompt_password("Password: ").map_err(unread)?;
        let again = rpassword::prompt_password("The same again: ").map_err(unread)?;
        return if password == again { Ok(password) } else { Err(said("Type the same password twice".into())) };
    }
    let mut line = String::new();
    stdin().lock().read_line(&mut line).map_err(unread)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

fn said(sentence: String) -> CommandError {
    CommandError::Said(format!("{sentence}."))
}

//! `hello psql`: the shop's own words are also SQL.

use std::{ffi::OsString, os::unix::process::ExitStatusExt, process::Command};

use super::{CommandError, Database, Outcome, complain};
use crate::cluster::Use;
use crate::config::{Config, Options};
use crate::store::ground::{database, roles};

/// Runs psql on the shop's database, and ends as it ends. In the private Postgres it comes in as one who only looks, or as its superuser; in a
/// configured database as whoever its address names.
///
/// # Errors
/// A sentence.
pub fn psql(options: &Options, as_owner: bool, args: &[String]) -> Outcome {
    let config = Config::read(options)?;
    let database = Database::open(&config, Use::Beside)?;
    let program = match &database.cluster {
        Some(cluster) => cluster.psql().map(OsString::from),
        None => Some(OsString::from("psql")),
    };
    let missing = || CommandError::Said("There is no psql here; install it with `sudo apt install postgresql-client`.".into());
    let mut psql = Command::new(program.ok_or_else(missing)?);
    if as_owner && database.cluster.is_none() {
        let who = roles::who_is_at(&database.url)?;
        complain(format_args!("psql comes in as {who}, whom DATABASE_URL names; --owner is for the private Postgres."));
    }
    // What stands on a command line stands in `ps`, where a password should not.
    let (url, password) = database::without_password(&database.url_as((!as_owner).then_some(roles::READER)));
    psql.arg("--dbname").arg(url).args(args);
    if let Some(password) = password {
        psql.env("PGPASSWORD", password);
    }
    let status = psql.status().map_err(|e| {
        if e.kind() == std::io::ErrorKind::NotFound { missing() } else { CommandError::Said(format!("psql did not start: {e}.")) }
    })?;
    database.close()?;
    let code = status.code().or_else(|| status.signal().map(|signal| 128 + signal)).unwrap_or(1);
    Ok(u8::try_from(code).unwrap_or(1).into())
}

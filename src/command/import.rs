//! `hello import`: the books of another shop, brought into an empty one.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressStyle};

use super::{CommandError, Database, Outcome, capital, database::seal_key_if_any};
use crate::cluster::Use;
use crate::config::{Config, Options};
use crate::shop::words::count;
use crate::store::log::demo::settle;
use crate::store::people::shop;
use crate::store::travel::import::{ImportError, Imported, Rewound, Step, import as bring_in};
use crate::store::travel::incoming::Unfit;

/// A file that may be read more than once.
pub(super) struct Books(pub(super) PathBuf);

impl Rewound for Books {
    fn open(&self) -> io::Result<Box<dyn BufRead>> {
        Ok(Box::new(BufReader::new(File::open(&self.0)?)))
    }
}

/// Brings the books of a file in, and says what they hold.
///
/// # Errors
/// A sentence; then nothing was brought in.
pub fn import(options: &Options, file: &Path) -> Outcome {
    let config = Config::read(options)?;
    let books = Books(file.to_owned());
    // Before anything is opened for it.
    let length = File::open(file).and_then(|file| Ok(file.metadata()?.len())).map_err(|error| said(file, error.into()))?;
    let database = Database::open(&config, Use::Beside)?;
    let key = seal_key_if_any(&config)?;
    let bar = bar(length);
    let mut is_verifying = false;
    let mut progress = |step| match step {
        Step::Read(bytes) => bar.set_position(bytes),
        Step::Verifying(done) => {
            if !is_verifying {
                is_verifying = true;
                bar.set_message("verified");
                bar.set_length(done.of.unsigned_abs());
            }
            bar.set_position(done.events.unsigned_abs());
        }
    };
    let done = database.owner_store().run_directly(|conn| {
        let currency = config.manner(&shop::look(conn)?.said).currency;
        let done = bring_in(conn, &books, key.as_ref().map(|key| key.trust()), currency, &mut progress)?;
        settle(conn)?;
        Ok(done)
    });
    bar.finish_and_clear();
    let said = told(&done.map_err(|error| said(file, error))?, key.is_some());
    database.close_saying(said)
}

fn bar(length: u64) -> ProgressBar {
    let bar = ProgressBar::new(length).with_message("read");
    if let Ok(style) = ProgressStyle::with_template("{bar:32} {percent:>3} % {msg}  {eta} left") {
        bar.set_style(style);
    }
    bar
}

fn said(file: &Path, error: ImportError) -> CommandError {
    match error {
        ImportError::Store(error) => error.into(),
        ImportError::Unfit(Unfit::Store(error)) => error.into(),
        ImportError::Unfit(Unfit::Books(error)) => error.into(),
        ImportError::Unfit(Unfit::Line { line, why }) => {
            CommandError::Said(format!("Nothing was brought in, for line {line} of {} does not fit: {why}.", file.display()))
        }
        ImportError::Unread(error) => CommandError::Said(format!("{} cannot be read: {error}.", file.display())),
        other => CommandError::Said(format!("{}.", capital(&other))),
    }
}

fn were(n: u64) -> &'static str {
    if n == 1 { "was" } else { "were" }
}

fn told(done: &Imported, has_key: bool) -> String {
    let counts = &done.counts;
    let mut said = format!(
        "{} with {} {} brought in; every hash and every seal fits, and every story is whole.",
        count(counts.events, "event", "events"),
        count(counts.seals, "seal", "seals"),
        were(counts.events)
    );
    if counts.customers > 0 {
        said += &format!(" So {} {}.", were(counts.customers), count(counts.customers, "customer", "customers"));
    }
    if counts.accounts > 0 {
        said += &format!(
            " {} came along without a password; nobody can sign in with one before an admin gives it one.",
            count(counts.accounts, "account", "accounts")
        );
    }
    if done.odd > 0 {
        said +=
            &format!(" Of {} the rules of today would refuse something; `hello verify` says which.", count(done.odd, "story", "stories"));
    }
    match (&done.signed_with, has_key) {
        (Some(key), false) => {
            said += &format!(
                "\nThere is no seal.key here, so nobody could say whether the books are those of the shop that you mean. They are signed with {key}; \
                 bring that shop's seal.key along, or write this public half behind the key that the next refresh makes."
            );
        }
        (None, _) => said += "\nThe file is not signed.",
        (Some(_), true) => {}
    }
    said
}

//! `hello export`: the books as a file.

use std::io::{self, BufWriter};
use std::path::Path;
use std::process::ExitCode;

use indicatif::{ProgressBar, ProgressStyle};

use super::part::to_file;
use super::say::complain;
use super::{CommandError, Database, Outcome, capital, database::seal_key_if_any};
use crate::cluster::Use;
use crate::config::{Config, Options};
use crate::integrity::SealKey;
use crate::integrity::books::Counts;
use crate::shop::words::count;
use crate::shop::{EventKind, PetId};
use crate::store::people::audit;
use crate::store::people::audit::{AuditKind, Hand};
use crate::store::travel::cursor::Cursor;
use crate::store::travel::export::{ExportError, Wish, export as write};

/// What of the books is wanted, as it was typed.
#[derive(Debug, Clone, Default)]
pub struct Wished {
    /// Customers and the names of accounts as well.
    pub people: bool,
    /// A pet's id.
    pub pet: Option<String>,
    /// A kind of event, like `PetSold`.
    pub kind: Option<String>,
    /// A cursor.
    pub since: Option<String>,
}

/// Writes the books to a file, or to standard output; says on standard error what they hold, and with which cursor to go on.
///
/// # Errors
/// A sentence; then there is no file, or the one that was there before.
pub fn export(options: &Options, file: Option<&Path>, wished: &Wished) -> Outcome {
    let wish = read(wished)?;
    let config = Config::read(options)?;
    let database = Database::open(&config, Use::Beside)?;
    let key = seal_key_if_any(&config)?;
    let what = match (wished.people, wish.is_a_part()) {
        (true, false) => "the books with all people",
        (false, false) => "the books",
        (true, true) => "a part of the books with all people",
        (false, true) => "a part of the books",
    };
    let exported = database.store().run_directly(|conn| {
        audit::write(conn, &Hand::at_the_command_line().did(AuditKind::Exported).with("what", what))?;
        let bar = bar();
        let mut progress = |written, of| {
            bar.set_length(of);
            bar.set_position(written);
        };
        let done = match file.filter(|file| *file != Path::new("-")) {
            Some(file) => to_file(file, ExportError::from, |out| write(conn, &wish, key.as_ref(), out, &mut progress)),
            None => write(conn, &wish, key.as_ref(), BufWriter::new(io::stdout().lock()), &mut progress),
        };
        bar.finish_and_clear();
        done
    });
    let (counts, cursor) = exported.map_err(said)?;
    complain(told(&counts, key.as_ref(), &cursor));
    database.close()?;
    Ok(ExitCode::SUCCESS)
}

fn read(wished: &Wished) -> Result<Wish, CommandError> {
    let said = |sentence: String| CommandError::Said(sentence);
    let kinds = || EventKind::ALL.map(EventKind::name).join(", ");
    let pet =
        |id: &String| id.parse().map(PetId).map_err(|_| said(format!("{id:?} is no pet's id; it stands in the address of its page.")));
    let kind = |name: &String| EventKind::named(name).ok_or_else(|| said(format!("{name:?} is no kind of event; there are {}.", kinds())));
    let cursor = |text: &String| text.parse::<Cursor>().map_err(|no| said(format!("{}.", capital(&no))));
    Ok(Wish {
        people: wished.people,
        pet: wished.pet.as_ref().map(pet).transpose()?,
        kind: wished.kind.as_ref().map(kind).transpose()?,
        since: wished.since.as_ref().map(cursor).transpose()?,
    })
}

fn bar() -> ProgressBar {
    let bar = ProgressBar::new(0);
    if let Ok(style) = ProgressStyle::with_template("{bar:32} {percent:>3} %  {human_pos} events written  {eta} left") {
        bar.set_style(style);
    }
    bar
}

fn said(error: ExportError) -> CommandError {
    match error {
        ExportError::Store(error) => error.into(),
        ExportError::Unwritten(error) => CommandError::Said(format!("The books could not be written: {error}.")),
        ExportError::Cursor(no) => CommandError::Said(format!("{}.", capital(&no))),
    }
}

fn told(counts: &Counts, key: Option<&SealKey>, cursor: &Cursor) -> String {
    let Counts { accounts, customers, events, seals } = *counts;
    let mut all = vec![count(events, "event", "events"), count(seals, "seal", "seals")];
    if accounts + customers > 0 {
        all.extend([count(customers, "customer", "customers"), count(accounts, "account", "accounts")]);
    }
    let signed = match key {
        Some(key) => format!("signed with the key {}", key.public()),
        None => "not signed, for there is no seal.key here".to_owned(),
    };
    format!("{} were written, {signed}.\nWhat comes later: --since {cursor}", all.join(", "))
}

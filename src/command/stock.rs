//! `hello stock`: pets that a table brings, looked through first, and recorded in one go.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use chrono::Utc;
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use uuid::Uuid;

use super::part::to_file;
use super::say::{complain, say};
use super::{CommandError, Database, Outcome, database::seal_key, import::Books};
use crate::cluster::Use;
use crate::config::{Config, Options};
use crate::shop::Manner;
use crate::shop::stock::columns::Column;
use crate::shop::stock::days::DayOrder;
use crate::shop::stock::dialect::Delimiter;
use crate::shop::stock::findings::{Arriving, Findings, Judged};
use crate::shop::stock::reading::{Reading, Row, beginning};
use crate::shop::words::{count, day};
use crate::store::people::audit;
use crate::store::people::audit::{AuditKind, Hand};
use crate::store::people::shop;
use crate::store::stock::bringing::{StockError, Table, check, record, settled};
use crate::store::stock::coming::Bringer;
use crate::store::stock::files;
use crate::store::stock::intake::{Intake, Taken};
use crate::store::travel::import::Rewound;
use crate::web::parts::csv;
use crate::web::sheets::faults;

/// What the command line says of a table.
#[derive(Debug, Args)]
pub struct Wished {
    /// The table: CSV with commas, semicolons or tabs, in UTF-8, UTF-16 or Windows-1252
    pub file: PathBuf,
    /// Look it through, and record nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Record the rows that have no fault where others have one; without this all or nothing
    #[arg(long)]
    pub good_rows: bool,
    /// Bring the same file in once more
    #[arg(long)]
    pub again: bool,
    /// Write the rows that have a fault to a CSV, to be mended
    #[arg(long, value_name = "CSV")]
    pub faults: Option<PathBuf>,
    /// Which column is which, like price=Preis, or name= for none; name, species, price, day, note or quantity
    #[arg(long = "column", value_name = "WHAT=HEADING")]
    pub columns: Vec<String>,
    /// What divides the cells, where it is guessed wrongly
    #[arg(long, value_parser = ["comma", "semicolon", "tab", "bar"])]
    pub delimiter: Option<String>,
    /// The first row is a pet, and names no columns
    #[arg(long)]
    pub no_head: bool,
    /// Which comes first in dates like 05/03/2026
    #[arg(long, value_parser = ["day-first", "month-first"])]
    pub dates: Option<String>,
    /// The species where the table says none
    #[arg(long, value_name = "SPECIES")]
    pub species: Option<String>,
    /// The price where the table says none
    #[arg(long, value_name = "AMOUNT")]
    pub price: Option<String>,
    /// Take species as new that are likely another word for one that is known
    #[arg(long)]
    pub species_as_written: bool,
}

/// Looks a table through, and records what it brings.
///
/// # Errors
/// A sentence; then nothing was recorded.
pub fn stock(options: &Options, wished: &Wished) -> Outcome {
    let config = Config::read(options)?;
    let file = wished.file.as_path();
    let books = Books(file.to_owned());
    if wished.faults.as_deref().is_some_and(|to| are_one(to, file)) {
        return Err(CommandError::Said(format!("--faults would write over {} itself; name another file.", file.display())));
    }
    let taken = take(file)?;
    let reading = reading(&books, taken, wished)?;
    let database = Database::open(&config, Use::Beside)?;
    let Manner { time_zone, currency } = config.manner(&database.store().run_blocking(shop::look)?.said);
    let table = Table { file: &books, reading: &reading, today: Utc::now().with_timezone(&time_zone).date_naive(), currency };
    let bar = bar();
    let mut progress = |rows: u32| bar.set_message(format!("{} read", count(rows, "row", "rows")));
    let before = database.store().run_blocking(|conn| files::same(conn, taken.hash))?;
    let found = database.store().run_directly(|conn| {
        let mut look = |each: &mut dyn FnMut(&Row, &Judged) -> io::Result<()>| check(conn, &table, &mut progress, each);
        let Some(to) = &wished.faults else { return look(&mut |_, _| Ok(())) };
        to_file(to, StockError::Unwritten, |out| {
            let mut write = |row| out.write_all(&csv::lines([row]).map_err(|error| io::Error::other(error.to_string()))?);
            write(faults::headings(&reading)).map_err(StockError::Unwritten)?;
            look(&mut |row, judged| match judged {
                Judged::Faulty(wrong) => write(faults::row(&reading, row, wrong)),
                _ => Ok(()),
            })
        })
    });
    let found = bar.suspend(|| found.map_err(|error| failed(file, error)))?;
    tell(&reading, &found, wished.dry_run)?;
    if wished.dry_run {
        bar.finish_and_clear();
        return database.close();
    }
    allowed(&found, before.is_some(), wished)?;
    let id = Uuid::now_v7();
    let bringer =
        Bringer { account: None, request_id: id.to_string(), traceparent: None, order: found.order, good_alone: wished.good_rows };
    let name: String = file.file_name().unwrap_or_default().to_string_lossy().chars().take(200).collect();
    let key = seal_key(&config)?;
    let brought = database.store().run_directly(|conn| {
        let pets = record(conn, &table, &bringer, &mut progress, |conn, pets| {
            if !wished.again && files::same(conn, taken.hash)?.is_some() {
                return Ok(false);
            }
            files::keep_done(conn, id, &name, taken, pets)?;
            let entry = Hand::at_the_command_line().did(AuditKind::StockBrought).with("what", count(pets, "pet", "pets"));
            audit::write(conn, &entry)?;
            Ok(true)
        })?;
        settled(conn, &key, None);
        Ok(pets)
    });
    bar.finish_and_clear();
    let pets = brought.map_err(|error| failed(file, error))?;
    database.close_saying(format!("{} brought in.", count(pets, "pet was", "pets were")))
}

/// Whether two paths lead to the same file.
fn are_one(one: &Path, other: &Path) -> bool {
    one.canonicalize().is_ok_and(|one| other.canonicalize().is_ok_and(|other| one == other))
}

fn unread(file: &Path, error: &io::Error) -> CommandError {
    CommandError::Said(format!("{} cannot be read: {error}.", file.display()))
}

/// What the file is, before anything is opened for it.
fn take(file: &Path) -> Result<Taken, CommandError> {
    let unread = |error| unread(file, &error);
    let mut from = File::open(file).map_err(unread)?;
    let (mut intake, mut part) = (Intake::default(), vec![0; 64 * 1024]);
    let said = |sentence: String| CommandError::Said(format!("{}: {sentence}.", file.display()));
    loop {
        let read = from.read(&mut part).map_err(unread)?;
        if read == 0 {
            return intake.finish().map_err(said);
        }
        intake.feed(part.get(..read).unwrap_or_default()).map_err(said)?;
    }
}

fn reading(books: &Books, taken: Taken, wished: &Wished) -> Result<Reading, CommandError> {
    let unread = |error| unread(&wished.file, &error);
    let beginning = beginning(books.open().map_err(unread)?, taken.encoding).map_err(unread)?;
    let mut reading = Reading::guess(taken.encoding, &beginning);
    let delimiter = wished.delimiter.as_deref().and_then(Delimiter::named);
    if delimiter.is_some() || wished.no_head {
        let mut dialect = reading.dialect;
        dialect.delimiter = delimiter.unwrap_or(dialect.delimiter);
        dialect.has_head &= !wished.no_head;
        reading = Reading::written(taken.encoding, dialect, &beginning);
    }
    for said in &wished.columns {
        let (column, at) = column(said, &reading)?;
        reading.columns.set(column, at);
    }
    if let Some((one, other)) = reading.columns.doubled() {
        return Err(CommandError::Said(format!(
            "{} and {} are the same column; say which is which with --column.",
            one.name(),
            other.name()
        )));
    }
    reading.order = wished.dates.as_deref().and_then(DayOrder::named);
    reading.species = wished.species.clone().unwrap_or_default();
    reading.price = wished.price.clone().unwrap_or_default();
    reading.as_written = wished.species_as_written;
    Ok(reading)
}

fn column(said: &str, reading: &Reading) -> Result<(Column, Option<usize>), CommandError> {
    let names: Vec<_> = Column::ALL.iter().map(|column| column.name()).collect();
    let (column, heading) = said.split_once('=').unwrap_or((said, ""));
    let column = Column::named(column).ok_or_else(|| {
        CommandError::Said(format!("A column is said like price=Preis; it is one of {}, not {column}.", names.join(", ")))
    })?;
    if heading.is_empty() {
        return Ok((column, None));
    }
    let at = reading.headings.iter().position(|one| one == heading);
    let none = || CommandError::Said(format!("No column is headed {heading}; there are {}.", reading.headings.join(", ")));
    at.map(|at| (column, Some(at))).ok_or_else(none)
}

/// Says how the table is read, what it brings and what is wrong with it.
fn tell(reading: &Reading, found: &Findings, is_dry: bool) -> Result<(), CommandError> {
    let which = Column::ALL.iter().filter_map(|column| Some((column.name(), reading.headings.get(reading.columns.at(*column)?)?)));
    let which: Vec<String> = which.map(|(name, heading)| format!("{name} = {heading}")).collect();
    complain(format!("Read as {}, cells divided by {}: {}.", reading.encoding, reading.dialect.delimiter.name(), which.join(", ")));
    for lacking in reading.lacks() {
        let name = lacking.name();
        complain(format!("No column is the {name}: say which with --column {name}=HEADING, or what counts for all with --{name}."));
    }
    if is_dry {
        found.first.iter().try_for_each(|row| say(arriving(row)))?;
    }
    for fault in &found.faults {
        complain(format!("Line {}: {}. ({})", fault.line, fault.wrong.join("; "), fault.begins));
    }
    if found.more() > 0 {
        complain(format!("And {} more; --faults FILE writes all of them to a file.", count(found.more(), "row", "rows")));
    }
    if !found.new_species.is_empty() {
        complain(format!("New to the shop: {}.", found.new_species.join(", ")));
    }
    let faulty =
        if found.faulty == 0 { "none has a fault".to_owned() } else { format!("{} a fault", count(found.faulty, "row has", "rows have")) };
    let told = format!("{} {}; {faulty}.", count(found.rows, "row brings", "rows bring"), count(found.pets, "pet", "pets"));
    if is_dry {
        return say(told);
    }
    complain(told);
    Ok(())
}

fn arriving(row: &Arriving) -> String {
    let name = row.name.as_deref().unwrap_or("(named by the shop)");
    let many = if row.quantity == 1 { String::new() } else { format!("{} × ", row.quantity) };
    format!("{:>6}  {many}{name}, {}{}, {}, {}", row.line, row.species, if row.is_new { " (new)" } else { "" }, row.price, day(row.on))
}

/// Passes where what was found may be recorded.
fn allowed(found: &Findings, is_there: bool, wished: &Wished) -> Result<(), CommandError> {
    let said = |sentence: &str| Err(CommandError::Said(format!("Nothing was recorded: {sentence}.")));
    if let Some(date) = &found.asks {
        return said(&format!("{date} could mean two days; say which comes first with --dates day-first or --dates month-first"));
    }
    if is_there && !wished.again {
        return said("the same file was brought in before; --again brings it in once more");
    }
    if found.has_alike && !wished.species_as_written && !wished.good_rows {
        return said("a species is likely another word for one that is known; mend it, or take it as new with --species-as-written");
    }
    if found.faulty > 0 && !wished.good_rows {
        return said("mend the rows that have a fault, or bring the others in with --good-rows");
    }
    Ok(())
}

fn failed(file: &Path, error: StockError) -> CommandError {
    match error {
        StockError::Store(error) => error.into(),
        StockError::Books(error) => error.into(),
        other => CommandError::Said(format!("Nothing of {} was recorded: {other}.", file.display())),
    }
}

fn bar() -> ProgressBar {
    let bar = ProgressBar::new_spinner();
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}") {
        bar.set_style(style);
    }
    bar
}

//! `hello backup` and `hello restore`: the whole database, by Postgres's own tools.

mod keep;
mod tool;

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use chrono::Utc;
use clap::Args;
use uuid::Uuid;

use super::part::Part;
use super::say::complain;
use super::{CommandError, Database, Outcome, database::seal_key_if_any};
use crate::age;
use crate::cluster::{Cluster, Settings, Tools, Use};
use crate::config::{Config, Options};
use crate::integrity::{SealKey, SignedSeal, Verification};
use crate::shop::words::count;
use crate::store::backup::{self, Backup};
use crate::store::ground::{database, migrations};
use crate::store::people::audit;
use crate::store::people::audit::{AuditKind, Hand};
use crate::store::proof::seals;
use crate::store::proof::verify::{self, Against};
use crate::store::{Conn, StoreError};
use keep::Rule;
use tool::{dump, restore_into};

/// The passphrase of a backup. No flag, for what stands on a command line stands in `ps`.
const PASSPHRASE: &str = "HELLO_BACKUP_PASSPHRASE";

/// A shorter one can be guessed.
const SHORTEST: usize = 12;

/// What the command line says of a backup.
#[derive(Debug, Args)]
pub struct Wished {
    /// Where to; in a folder it is named after the moment
    pub file: PathBuf,
    /// Of the backups in the folder keep the newest of so many days, weeks, months and years, like 7d,4w,12m, and remove the others
    #[arg(long, value_name = "RULE")]
    pub keep: Option<String>,
    /// Do not restore it elsewhere to see whether it is whole
    #[arg(long)]
    pub unchecked: bool,
}

/// Takes a backup: beside a shop that runs, checked before it gets its name.
///
/// # Errors
/// A sentence; then there is no backup.
pub fn backup(options: &Options, wished: &Wished) -> Outcome {
    let config = Config::read(options)?;
    let passphrase = passphrase()?;
    if let Some(short) = passphrase.as_ref().filter(|given| given.chars().count() < SHORTEST) {
        return Err(said(format!("{PASSPHRASE} has {} characters; take at least {SHORTEST}", short.chars().count())));
    }
    let rule = wished.keep.as_deref().map(str::parse::<Rule>).transpose().map_err(said)?;
    let is_folder = wished.file.is_dir();
    if rule.is_some() && !is_folder {
        return Err(said(format!("--keep takes a folder of backups, and {} is none", wished.file.display())));
    }
    let taken_at = Utc::now();
    let file = if is_folder { wished.file.join(keep::name(taken_at, passphrase.is_some())) } else { wished.file.clone() };
    let database = Database::open(&config, Use::Beside)?;
    let url = direct(&config, &database);
    let tools = tools(&config, &database)?;
    let newest = database.store().run_blocking(seals::newest)?;
    let unwritten = |error: std::io::Error| said(format!("{} could not be written: {error}", file.display()));
    let mut part = Part::begin(&file).map_err(unwritten)?;
    dump(&tools, &url, part.file(), passphrase.as_deref())?;
    let bytes = part.file().metadata().map_err(unwritten)?.len();
    let found = match wished.unchecked {
        true => None,
        false => Some(checked(&tools, part.path(), passphrase.as_deref(), seal_key_if_any(&config)?.as_ref(), newest)?),
    };
    part.finish().map_err(unwritten)?;
    let kept = Backup {
        id: Uuid::now_v7(),
        taken_at,
        file: std::path::absolute(&file).unwrap_or_else(|_| file.clone()).display().to_string(),
        bytes: i64::try_from(bytes).unwrap_or(i64::MAX),
        events: found.as_ref().map(|found| found.events),
        is_encrypted: passphrase.is_some(),
        checked_at: found.as_ref().map(|_| Utc::now()),
    };
    database.owner_store().run_blocking(|conn| write_down(conn, kept))?;
    let removed = rule
        .map(|rule| rule.apply(&wished.file))
        .transpose()
        .map_err(|error| said(format!("Old backups could not be removed: {error}")))?;
    let mut told = format!("{} is written, {}", file.display(), size(bytes));
    told += if passphrase.is_some() { ", encrypted" } else { "" };
    told += &match &found {
        Some(found) => format!(
            "; it was restored elsewhere, and {} with {} verified.",
            count(found.pets, "pet", "pets"),
            count(found.events, "event", "events")
        ),
        None => "; nobody has looked whether it can be restored.".to_owned(),
    };
    if let Some(removed) = removed.filter(|removed| *removed > 0) {
        told += &format!(" {} removed.", count(removed, "old backup was", "old backups were"));
    }
    database.close_saying(told)
}

/// Brings a backup into a database in which nothing has happened: beside it first, and in its place once it is whole.
///
/// # Errors
/// A sentence; then the database is as it was.
pub fn restore(options: &Options, file: &Path) -> Outcome {
    let config = Config::read(options)?;
    let passphrase = passphrase()?;
    let unread = |error: std::io::Error| said(format!("{} cannot be read: {error}", file.display()));
    let mut beginning = Vec::new();
    File::open(file).and_then(|file| file.take(64).read_to_end(&mut beginning)).map_err(unread)?;
    match (age::is_one(&beginning), beginning.starts_with(b"PGDMP")) {
        (true, _) if passphrase.is_none() => {
            return Err(said(format!("{} is encrypted; give its passphrase in {PASSPHRASE}", file.display())));
        }
        (false, false) => return Err(said(format!("{} is no backup that `hello backup` has written", file.display()))),
        _ => {}
    }
    let (database, _) = Database::migrated(&config)?;
    let url = direct(&config, &database);
    if database.owner_store().run_blocking(backup::holds_books)? {
        return Err(has_books());
    }
    let tools = tools(&config, &database)?;
    let name = backup::name_of(&url).unwrap_or_else(|| "hello".into());
    // In a container every process has the same number.
    let side = format!("{name}_restored_{:08x}", Uuid::new_v4().as_fields().0);
    let restored = beside(&tools, file, passphrase.as_deref(), &backup::beside(&url, &side), seal_key_if_any(&config)?.as_ref());
    let placed = restored.and_then(|told| {
        match backup::take_the_place(&url, &name, &side) {
            Ok(true) => Ok(told),
            // Restoring takes long enough for somebody to begin meanwhile.
            Ok(false) => Err(has_books()),
            Err(error) => {
                Err(said(format!("The shop’s database could not be replaced: {error}; stop the shop first, and restore as its owner")))
            }
        }
    });
    if placed.is_err()
        && let Err(error) = backup::drop(&url, &side)
    {
        complain(format_args!("The database {side} is left over and could not be dropped: {error}."));
    }
    database.close_saying(placed?)
}

fn has_books() -> CommandError {
    said("This shop has books of its own; restore into an empty one, in another HELLO_DATA_DIR or another database".into())
}

/// Restores into a database of its own, brings it up to date and verifies it; says what it is.
fn beside(tools: &Tools, file: &Path, passphrase: Option<&str>, url: &str, key: Option<&SealKey>) -> Result<String, CommandError> {
    database::ensure(url)?;
    restore_into(tools, file, passphrase, url)?;
    migrations::run_at(url)?;
    let mut conn = database::connect(url)?;
    let found = verified(&mut conn, key, Vec::new())?;
    let until = backup::go_until(&mut conn)?;
    let entry = Hand::at_the_command_line().did(AuditKind::Restored).with("what", count(found.events, "event", "events"));
    audit::write(&mut conn, &entry)?;
    let mut told = format!(
        "{} with {} came back; every hash and every seal fits.",
        count(found.pets, "pet", "pets"),
        count(found.events, "event", "events")
    );
    if let Some(until) = until {
        told += &format!(" The books go until {} UTC.", until.format("%-d %B %Y, %H:%M:%S"));
    }
    if key.is_none() && found.seals > 0 {
        told += " There is no seal.key here; bring that of the shop along, so that it can sign on.";
    }
    Ok(told)
}

/// Restores a backup into a Postgres that is thrown away, and verifies it against the newest seal that the shop had before.
fn checked(
    tools: &Tools,
    file: &Path,
    passphrase: Option<&str>,
    key: Option<&SealKey>,
    newest: Option<SignedSeal>,
) -> Result<Verification, CommandError> {
    let folder = Thrown::new("backup");
    let pg_bin = tools.can_serve().then(|| tools.dir.clone());
    let settings = Settings { data_dir: folder.0.clone(), pg_bin, options: vec![("fsync".into(), "off".into())] };
    let cluster = Cluster::open(&settings, Use::Beside, &mut |_| {})?;
    let url = cluster.url("backup");
    database::ensure(&url)?;
    restore_into(tools, file, passphrase, &url)?;
    let found = verified(&mut database::connect(&url)?, key, newest.into_iter().collect());
    cluster.stop()?;
    found
}

fn verified(conn: &mut Conn, key: Option<&SealKey>, kept: Vec<SignedSeal>) -> Result<Verification, CommandError> {
    let against = Against { trust: key.map(|key| key.trust().clone()), kept };
    let found = verify::verify(conn, &against, &mut |_| {})?;
    match found.faults.first() {
        None => Ok(found),
        Some(fault) => Err(said(format!("What came out of the backup does not verify: {fault}"))),
    }
}

/// A folder that is thrown away.
struct Thrown(PathBuf);

impl Thrown {
    /// The name of one that is not there yet.
    fn new(what: &str) -> Self {
        Self(std::env::temp_dir().join(format!("hello-{what}-{}", Uuid::new_v4().simple())))
    }
}

impl Drop for Thrown {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.0) {
            tracing::warn!(%error, folder = %self.0.display(), "a folder is left over");
        }
    }
}

fn write_down(conn: &mut Conn, kept: Backup) -> Result<(), StoreError> {
    audit::written(conn, |conn| {
        let entry = Hand::at_the_command_line().did(AuditKind::BackedUp).with("what", size(kept.bytes.unsigned_abs()));
        backup::keep(conn, kept)?;
        Ok(((), Some(entry)))
    })
}

/// The database for whoever may see all of it, around a pooler.
fn direct(config: &Config, database: &Database) -> String {
    match &database.cluster {
        Some(_) => database.url_as(None),
        None => config.direct_url.clone().unwrap_or_else(|| database.url.clone()),
    }
}

fn tools(config: &Config, database: &Database) -> Result<Tools, CommandError> {
    let server = database.store().run_blocking(backup::server_major)?;
    let beside = database.cluster.as_ref().map(|cluster| cluster.bin_dir().to_path_buf()).or_else(|| config.pg_bin.clone());
    let none = || {
        said(format!(
            "There is no pg_dump of Postgres {server} or later here; install it, like `sudo apt install postgresql-client-{server}`"
        ))
    };
    Tools::find(beside.as_deref(), server).ok_or_else(none)
}

fn passphrase() -> Result<Option<String>, CommandError> {
    match std::env::var(PASSPHRASE) {
        Ok(given) => Ok(Some(given).filter(|given| !given.is_empty())),
        Err(std::env::VarError::NotPresent) => Ok(None),
        Err(error) => Err(said(format!("{PASSPHRASE} cannot be read: {error}"))),
    }
}

/// How long a file is, as people say it.
fn size(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{} KB", bytes.div_ceil(1000)),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}

fn said(sentence: String) -> CommandError {
    CommandError::Said(format!("{}.", sentence.trim_end_matches('.')))
}

//! pg_dump and pg_restore, and the pipes to and from them.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::{self, JoinHandle};

use super::{CommandError, Thrown, said};
use crate::age::{self, Sealer};
use crate::cluster::Tools;
use crate::store::backup;
use crate::store::ground::database::{self, without_password};

/// Writes the whole database to a file, as pg_dump's custom format has it.
pub(super) fn dump(tools: &Tools, url: &str, file: &mut File, passphrase: Option<&str>) -> Result<(), CommandError> {
    let mut dump = tool(tools, "pg_dump", url, &["--format=custom"]);
    let mut running = Running::begin(dump.stdin(Stdio::null()).stdout(Stdio::piped()))?;
    let mut from = running.child.stdout.take().ok_or_else(|| said("pg_dump says nothing".into()))?;
    let written = match passphrase {
        None => io::copy(&mut from, file).map(drop),
        Some(passphrase) => sealed(&mut from, file, passphrase),
    };
    // Whatever became of the writing, it has to end.
    drop(from);
    running.ended("pg_dump")?;
    written.map_err(|error| said(format!("The backup could not be written: {error}")))
}

fn sealed(from: &mut impl Read, file: &mut File, passphrase: &str) -> io::Result<()> {
    let mut sealer = Sealer::new(BufWriter::new(file), passphrase)?;
    io::copy(from, &mut sealer)?;
    sealer.finish()?.flush()
}

/// Brings a backup into an empty database, with the objects belonging to whoever does it. How words are ordered is as this Postgres has it: the one that it
/// came from may have been built with what is missing here.
pub(super) fn restore_into(tools: &Tools, file: &Path, passphrase: Option<&str>, url: &str) -> Result<(), CommandError> {
    let folder = Thrown::new("restore");
    let list = folder.0.join("list");
    let unlisted = |error: io::Error| said(format!("What is in the backup could not be listed: {error}"));
    let out = fs::create_dir(&folder.0).and_then(|()| File::create(&list)).map_err(unlisted)?;
    fed(Command::new(tools.dir.join("pg_restore")).arg("--list").env("LC_MESSAGES", "C").stdout(out), file, passphrase)?;
    let all = fs::read_to_string(&list).map_err(unlisted)?;
    let kept: Vec<&str> = all.lines().filter(|line| !line.contains(" COLLATION public ")).collect();
    fs::write(&list, kept.join("\n")).map_err(unlisted)?;
    backup::make_order(&mut database::connect(url)?)?;
    let mut restore = tool(tools, "pg_restore", url, &["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]);
    fed(restore.arg("--use-list").arg(list).stdout(Stdio::null()), file, passphrase)
}

/// Runs pg_restore on a backup.
fn fed(restore: &mut Command, file: &Path, passphrase: Option<&str>) -> Result<(), CommandError> {
    let unread = |error: io::Error| said(format!("The backup cannot be read: {error}"));
    let mut from = opened(file, passphrase).map_err(unread)?;
    let mut running = Running::begin(restore.stdin(Stdio::piped()))?;
    let fed = match running.child.stdin.take() {
        Some(mut into) => io::copy(&mut from, &mut into).map(drop),
        None => Ok(()),
    };
    match fed {
        // It has stopped listening, and says why where that was too early.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => running.ended("pg_restore"),
        Err(error) => {
            let _ = running.child.kill();
            let _ = running.child.wait();
            Err(unread(error))
        }
        Ok(()) => running.ended("pg_restore"),
    }
}

/// What a backup is read from, whether a passphrase encrypts it or not.
fn opened(file: &Path, passphrase: Option<&str>) -> io::Result<Box<dyn Read>> {
    let mut from = BufReader::new(File::open(file)?);
    let is_encrypted = age::is_one(from.fill_buf()?);
    match (is_encrypted, passphrase) {
        (true, Some(passphrase)) => Ok(Box::new(age::Opener::new(from, passphrase)?)),
        _ => Ok(Box::new(from)),
    }
}

fn tool(tools: &Tools, name: &str, url: &str, args: &[&str]) -> Command {
    // What stands on a command line stands in `ps`, where a password should not.
    let (url, password) = without_password(url);
    let mut command = Command::new(tools.dir.join(name));
    command.args(args).args(["--no-password", "--dbname"]).arg(url).env("LC_MESSAGES", "C");
    if let Some(password) = password {
        command.env("PGPASSWORD", password);
    }
    command
}

/// What pg_restore says of a dump of a later version: of its format, or of what is set at its beginning.
const NEWER: [&str; 2] = ["unsupported version (1.", "unrecognized configuration parameter"];

/// A tool that runs, and what it tells meanwhile.
struct Running {
    child: Child,
    told: JoinHandle<String>,
}

impl Running {
    fn begin(command: &mut Command) -> Result<Self, CommandError> {
        let mut child = command.stderr(Stdio::piped()).spawn().map_err(unstarted)?;
        let stderr = child.stderr.take();
        let told = thread::spawn(move || {
            let mut told = Vec::new();
            let _ = stderr.map(|mut stderr| stderr.read_to_end(&mut told));
            String::from_utf8_lossy(&told).into_owned()
        });
        Ok(Self { child, told })
    }

    fn ended(mut self, name: &str) -> Result<(), CommandError> {
        let status = self.child.wait().map_err(unstarted)?;
        if status.success() {
            return Ok(());
        }
        let told = self.told.join().unwrap_or_default();
        let why = told.lines().find(|line| line.contains("error: ")).or(told.lines().next()).unwrap_or("it was stopped");
        if NEWER.iter().any(|says| why.contains(says)) {
            return Err(said(
                "A newer Postgres wrote this backup, and an older one does not read it; bring the books by `hello export` there and `hello import` here".into(),
            ));
        }
        Err(said(format!("{name} did not do its work: {}", why.trim_start_matches(&format!("{name}: error: ")))))
    }
}

fn unstarted(error: io::Error) -> CommandError {
    said(format!("Postgres’s own tools do not run: {error}"))
}

//! The command line: one line per subcommand.

use std::{ffi::OsStr, process::ExitCode};

use clap::builder::Resettable;
use clap::parser::ValueSource;
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use hello::{command, config::Options};

/// Hello! – the pet store that never forgets
#[derive(Parser)]
#[command(version, about)]
struct Hello {
    #[command(subcommand)]
    command: Option<Command>,

    #[command(flatten)]
    options: Options,
}

#[derive(Subcommand)]
enum Command {
    /// Open the shop in the browser (this is what happens without a command)
    Serve,
    /// Bring the database up to date, with its roles; HELLO_APP_PASSWORD gives hello_app a password
    Migrate,
    /// Accounts of those who work here
    #[command(subcommand)]
    User(User),
    /// Tokens with which programs follow the shop
    #[command(subcommand)]
    Token(Token),
    /// Fill an empty shop with an invented past, to look around in
    Demo {
        /// How many pets
        #[arg(long, default_value_t = hello::demo::PETS, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
        pets: u32,
        /// Which shop; the same seed gives the same one
        #[arg(long, default_value_t = hello::demo::SEED)]
        seed: u64,
    },
    /// Renew the snapshot that keeps the lists quick
    Refresh,
    /// Check that nothing was changed, removed or put in behind the shop's back
    Verify {
        /// A seal that was kept elsewhere, like hello-seal-12.txt; may be given more than once
        #[arg(long, value_name = "FILE")]
        seal: Vec<std::path::PathBuf>,
        /// A pedigree certificate instead of the shop; that needs no database
        #[arg(long, value_name = "FILE", conflicts_with = "seal")]
        certificate: Option<std::path::PathBuf>,
        /// The public key with which the certificate has to be signed, if not this installation's own
        #[arg(long, value_name = "PUBLICKEY", requires = "certificate")]
        key: Option<String>,
    },
    /// Write the books to a file: one JSON line an event, as CloudEvents, with the seals
    Export {
        /// Where to; - or nothing is standard output
        file: Option<std::path::PathBuf>,
        /// Customers and the names of accounts as well
        #[arg(long)]
        people: bool,
        /// This pet's events alone
        #[arg(long, value_name = "ID")]
        pet: Option<String>,
        /// Events of this kind alone, like PetSold
        #[arg(long = "type", value_name = "TYPE")]
        kind: Option<String>,
        /// What this cursor has not had; an export ends with one, and so does the feed
        #[arg(long, value_name = "CURSOR")]
        since: Option<String>,
    },
    /// Bring books that were exported into an empty shop, whole or not at all; as the owner of the database
    Import {
        /// What `hello export` has written
        file: std::path::PathBuf,
    },
    /// Bring pets in by a table, such as a spreadsheet saved as CSV
    Stock(command::stock::Wished),
    /// Take a backup of the whole database, checked by restoring it elsewhere; HELLO_BACKUP_PASSPHRASE encrypts it
    Backup(command::backup::Wished),
    /// Bring a backup into a database in which nothing has happened, as its owner
    Restore {
        /// What `hello backup` has written
        file: std::path::PathBuf,
    },
    /// psql on the shop's database, as hello_reader, who sees events and pets and can change nothing
    Psql {
        /// As the superuser of the private Postgres instead, who sees everything
        #[arg(long)]
        owner: bool,
        /// Passed on to psql
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
}

#[derive(Subcommand)]
enum User {
    /// Add an account; the password is asked for, or read from standard input
    Add {
        /// What they are called
        name: String,
        /// What they may do
        #[arg(long, value_parser = ["staff", "admin"])]
        role: String,
    },
    /// Take the second factor away from somebody who has lost their phone
    ResetSecondFactor {
        /// What they are called
        name: String,
    },
}

#[derive(Subcommand)]
enum Token {
    /// Make a token, and print it this once
    Add {
        /// Which program it is for
        name: String,
        /// What it may see: the log, or what people are called as well
        #[arg(long, value_parser = ["log", "people"])]
        scope: String,
        /// Its last day, like 2027-12-31
        #[arg(long, value_name = "DAY")]
        until: Option<chrono::NaiveDate>,
    },
    /// Revoke a token: the program gets no answer any more, at once
    Revoke {
        /// Which program it is for
        name: String,
    },
}

/// Reads the command line. A variable that is set to nothing counts as not set, whichever it is.
fn read() -> Hello {
    let is_empty = |name: &OsStr| std::env::var_os(name).is_some_and(|value| value.to_string_lossy().trim().is_empty());
    let command = Hello::command().mut_args(|arg| if arg.get_env().is_some_and(is_empty) { arg.env(Resettable::Reset) } else { arg });
    let matches = command.clone().get_matches();
    let mut hello = Hello::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    let set_by = command.get_arguments().filter_map(|arg| {
        let what = match matches.value_source(arg.get_id().as_str())? {
            ValueSource::EnvVariable => arg.get_env()?.to_string_lossy().into_owned(),
            ValueSource::CommandLine => format!("--{}", arg.get_long()?),
            _ => return None,
        };
        Some((arg.get_id().to_string(), what))
    });
    hello.options.set_by = set_by.collect();
    hello
}

fn main() -> ExitCode {
    let hello = read();
    let done = match hello.command.unwrap_or(Command::Serve) {
        Command::Serve => command::serve(&hello.options),
        Command::Migrate => command::migrate(&hello.options),
        Command::User(User::Add { name, role }) => command::user::add(&hello.options, &name, &role),
        Command::User(User::ResetSecondFactor { name }) => command::user::reset_second_factor(&hello.options, &name),
        Command::Token(Token::Add { name, scope, until }) => command::token::add(&hello.options, &name, &scope, until),
        Command::Token(Token::Revoke { name }) => command::token::revoke(&hello.options, &name),
        Command::Demo { pets, seed } => command::demo(&hello.options, pets, seed),
        Command::Refresh => command::refresh(&hello.options),
        Command::Verify { certificate: Some(file), key, .. } => command::certificate(&hello.options, &file, key.as_deref()),
        Command::Verify { seal, .. } => command::verify(&hello.options, &seal),
        Command::Export { file, people, pet, kind, since } => {
            let wished = command::export::Wished { people, pet, kind, since };
            command::export::export(&hello.options, file.as_deref(), &wished)
        }
        Command::Import { file } => command::import::import(&hello.options, &file),
        Command::Stock(wished) => command::stock::stock(&hello.options, &wished),
        Command::Backup(wished) => command::backup::backup(&hello.options, &wished),
        Command::Restore { file } => command::backup::restore(&hello.options, &file),
        Command::Psql { owner, args } => command::psql(&hello.options, owner, &args),
    };
    match done {
        Ok(code) => code,
        Err(error) => {
            command::complain(&error);
            error.status()
        }
    }
}

//! `hello verify`: is everything as it was recorded?

use std::{fs, io, path::Path, process::ExitCode, time::Instant};

use super::say::complain;
use super::{CommandError, Database, Outcome, database::seal_key_if_any};
use crate::cluster::Use;
use crate::config::{Config, Options};
use crate::integrity::{SignedSeal, Verification};
use crate::shop::words::{count, thousands};
use crate::store::people::audit;
use crate::store::people::audit::Hand;
use crate::store::proof::verify;
use crate::store::proof::verify::{Against, Progress};
use crate::web::admin::integrity::address;
use crate::web::admin::integrity::verifier::outcome;
use indicatif::{ProgressBar, ProgressStyle};

/// Checks the whole shop, and with it seals that were kept elsewhere; says what it comes to, or the first fault.
///
/// # Errors
/// A sentence, where it cannot be checked.
pub fn verify(options: &Options, kept: &[std::path::PathBuf]) -> Outcome {
    let config = Config::read(options)?;
    let kept = kept.iter().map(|file| read(file)).collect::<Result<Vec<_>, _>>()?;
    let database = Database::open(&config, Use::Beside)?;
    let against = Against { trust: seal_key_if_any(&config)?.map(|key| key.trust().clone()), kept };
    let began = Instant::now();
    let bar = bar();
    let found = database.store().run_directly(|conn| {
        verify::verify(conn, &against, &mut |Progress { events, of }| {
            bar.set_length(of.unsigned_abs());
            bar.set_position(events.unsigned_abs());
        })
    })?;
    bar.finish_and_clear();
    // Where nothing can be written, as beside a database that only follows another, the books are checked all the same.
    let entry = Hand::at_the_command_line().verified(&outcome(Some(&found)), Some(found.found));
    if let Err(error) = database.store().run_blocking(|conn| audit::write(conn, &entry)) {
        tracing::warn!(%error, "the verification was not written into the audit log");
    }
    if !found.is_clean() {
        accuse(&found);
        database.close()?;
        return Ok(ExitCode::FAILURE);
    }
    database.close_saying(clean(&found, &against, began.elapsed().as_secs_f64()) + &odd(&found))
}

fn read(file: &Path) -> Result<SignedSeal, CommandError> {
    let said = |why: &dyn std::fmt::Display| CommandError::Said(format!("{} cannot be checked: {why}.", file.display()));
    let text = fs::read_to_string(file).map_err(|error| match error.kind() {
        io::ErrorKind::InvalidData => said(&crate::integrity::seal::NoSeal),
        _ => said(&error),
    })?;
    SignedSeal::parse(&text).map_err(|error| said(&error))
}

fn bar() -> ProgressBar {
    let bar = ProgressBar::new(0);
    if let Ok(style) = ProgressStyle::with_template("{bar:32} {percent:>3} %  {human_pos} events checked  {eta} left") {
        bar.set_style(style);
    }
    bar
}

fn accuse(found: &Verification) {
    for (place, fault) in found.faults.iter().enumerate().take(1 + MORE) {
        if place == 1 {
            complain("\nBesides:");
        }
        complain(format!("{fault} Look at {}", address(&fault.place)));
    }
    if found.found > 1 + MORE {
        complain(format!("… and {} more.", thousands(i64::try_from(found.found - 1 - MORE).unwrap_or(i64::MAX))));
    }
}

/// Stories that today's rules would refuse are told, and are no failure: they have happened.
fn odd(found: &Verification) -> String {
    let odd = i64::try_from(found.odd).unwrap_or(i64::MAX);
    if odd == 0 {
        return String::new();
    }
    let stories = count(odd, "story is", "stories are");
    let mut said = format!("\n\n{stories} odd: nobody has changed what is recorded, but the rules of today would refuse it.");
    for (pet, oddity) in found.oddities.iter().take(1 + MORE) {
        said += &format!("\nVersion {}: {}. Look at /pets/{pet}", oddity.version, oddity.refusal);
    }
    if found.odd > 1 + MORE {
        said += &format!("\n… and {} more.", thousands(i64::try_from(found.odd - 1 - MORE).unwrap_or(i64::MAX)));
    }
    said
}

/// How many faults are told after the first one.
const MORE: usize = 9;

fn clean(found: &Verification, against: &Against, seconds: f64) -> String {
    let (pets, events) = (count(found.pets, "pet", "pets"), count(found.events, "event", "events"));
    let mut said = format!(
        "Everything is as it was recorded: {pets} with {events}; every hash fits, every story is whole, and the snapshot shows what it has \
         seen."
    );
    match (found.seals, found.events - found.sealed_events) {
        (0, _) => said.push_str(" Nothing is sealed yet; a refresh does that."),
        (seals, 0) => said.push_str(&format!(" {} all of it.", count(seals, "seal covers", "seals cover"))),
        (seals, rest) => said.push_str(&format!(
            " {} all but the newest {}.",
            count(seals, "seal covers", "seals cover"),
            count(rest, "event", "events")
        )),
    }
    for kept in &against.kept {
        said.push_str(&format!(" The seal {} that you kept is among them.", kept.seal.id));
    }
    if against.trust.is_none() && found.seals > 0 {
        said.push_str(" There is no seal.key here, so that nobody could say whether the seals are this shop's own.");
    }
    format!("{said} That took {seconds:.1} seconds.")
}

//! `hello verify --certificate`: does a pedigree certificate hold? It asks no database.

use std::{fs, io, path::Path, process::ExitCode};

use super::say::say;
use super::{CommandError, Outcome, database::seal_key_if_any};
use crate::{
    config::{Config, Options},
    integrity::{
        Certificate, PublicKey,
        certificate::{Doubt, ProvenStory},
    },
    shop::words::{count, day},
};

/// Checks a certificate against a public key, or this installation's own, and tells what is proven.
///
/// # Errors
/// A sentence, where it cannot be checked or proves nothing.
pub fn certificate(options: &Options, file: &Path, key: Option<&str>) -> Outcome {
    let said = |why: &dyn std::fmt::Display| CommandError::Said(format!("{} proves nothing: {why}.", file.display()));
    let text = fs::read_to_string(file).map_err(|error| match error.kind() {
        io::ErrorKind::InvalidData => said(&Doubt::NoCertificate),
        _ => said(&error),
    })?;
    let certificate = Certificate::parse(&text).map_err(|doubt| said(&doubt))?;
    let told = match key {
        Some(key) => {
            let no_key = || CommandError::Said("The key makes no sense; it has to be 64 hexadecimal digits, as a seal has them.".into());
            let key = PublicKey::parse(key).ok_or_else(no_key)?;
            certificate.check(|signer| *signer == key)
        }
        None => {
            let no_key = "There is no seal.key here; give the shop’s public key, as it told you, with --key.";
            let own = seal_key_if_any(&Config::read(options)?)?.ok_or_else(|| CommandError::Said(no_key.into()))?;
            certificate.check(|signer| own.trust().includes(signer))
        }
    };
    say(proven(&certificate, &told.map_err(|doubt| said(&doubt))?))?;
    Ok(ExitCode::SUCCESS)
}

fn proven(certificate: &Certificate, told: &[ProvenStory]) -> String {
    let seal = &certificate.seal.seal;
    let mut said =
        String::from("The certificate holds: every hash fits, every story is possible, and the seal that covers them is genuine.\n");
    for (place, ProvenStory { pet, events }) in told.iter().enumerate() {
        let who = if place == 0 { "" } else { "Her mother " };
        let who = if place == 1 { "Its mother " } else { who };
        let came = if pet.mother.is_some() { "was born there" } else { "arrived" };
        let number = count(i64::try_from(events.len()).unwrap_or(i64::MAX), "event", "events");
        said.push_str(&format!("{who}{} ({}, {}) {came} on {}: {number}.\n", pet.name, pet.species, pet.id, day(pet.came_on)));
    }
    let sealed_at = seal.sealed_at.format("%-d %B %Y, %H:%M:%S UTC");
    said.push_str(&format!("Seal {} of {sealed_at} covers all of it, signed with the key {}.", seal.id, seal.public_key));
    said
}

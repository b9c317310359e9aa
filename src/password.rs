//! Passwords: which ones are good enough, and what is kept of them. Slow by design, so that nobody can try many.

use std::sync::LazyLock;

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};

use crate::shop::text::composed;

mod common;

/// A password that is good enough to be set. Never shown, never logged.
#[derive(Clone)]
pub struct NewPassword(String);

impl NewPassword {
    /// The shortest allowed, in characters.
    pub const MIN: usize = 12;
    /// The longest allowed, in characters.
    pub const MAX: usize = 128;

    /// Checks what was typed: its length, and that it is not one that everybody tries first. Keyboards spell an ä in one character or two; it is
    /// kept in one. `name` is whose password it is to be.
    ///
    /// # Errors
    /// A sentence that says what to type.
    pub fn parse(typed: &str, name: &str) -> Result<Self, String> {
        let typed = composed(typed);
        match typed.chars().count() {
            0 => Err("Enter a password".into()),
            1..Self::MIN => Err("Enter a password of at least 12 characters; a few words in a row are easy to remember".into()),
            length if length > Self::MAX => Err("Shorten the password to 128 characters".into()),
            _ if common::is_common(&typed, name) => {
                Err("Choose another password; this one is among the first that somebody would try".into())
            }
            _ => Ok(Self(typed.into_owned())),
        }
    }

    /// What is kept: Argon2id with a salt of its own, as a PHC string. Takes a good part of a tenth of a second and 19 MiB.
    ///
    /// # Errors
    /// Where there is no memory or no randomness.
    pub fn hash(&self) -> Result<String, argon2::password_hash::Error> {
        ARGON2.hash_password(self.0.as_bytes()).map(|hash| hash.to_string())
    }
}

/// Says nothing: a password has no business in a log.
impl std::fmt::Debug for NewPassword {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NewPassword(…)")
    }
}

/// Whether `typed` is the password of which `kept` is what is kept. Where there is nothing it could be, the answer takes as long.
#[must_use]
pub fn is_right(typed: &str, kept: Option<&str>) -> bool {
    let composed = composed(typed);
    // What nobody would set is not worth the time; the lengths of passwords are no secret.
    if typed.is_empty() || composed.chars().count() > NewPassword::MAX {
        return false;
    }
    let parsed = kept.and_then(|kept| PasswordHash::new(kept).ok());
    let against = parsed.as_ref().or(NOBODYS.as_ref());
    let fits = |typed: &str| against.is_some_and(|hash| ARGON2.verify_password(typed.as_bytes(), hash).is_ok());
    // A shop of before kept each password as it was typed.
    let fits = fits(&composed) || (composed != typed && fits(typed));
    fits && parsed.is_some()
}

/// The least that OWASP recommends for Argon2id: 19 MiB, two passes, one lane.
static ARGON2: LazyLock<Argon2<'static>> =
    LazyLock::new(|| Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(19_456, 2, 1, None).unwrap_or(Params::DEFAULT)));

/// The hash of a password that nobody has, to spend time on.
static NOBODYS: LazyLock<Option<PasswordHash>> = LazyLock::new(|| ARGON2.hash_password(b"nobody has this password").ok());

/// Makes ready what the first sign-in would otherwise wait for, and so be told apart by.
pub fn warm_up() {
    LazyLock::force(&NOBODYS);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_known_again_and_no_other_is() {
        let kept = NewPassword::parse("correct horse battery staple", "Ada").unwrap().hash().unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        assert!(is_right("correct horse battery staple", Some(&kept)));
        assert!(!is_right("correct horse battery stable", Some(&kept)));
        assert!(!is_right("", Some(&kept)));
    }

    #[test]
    fn a_password_is_known_however_the_keyboard_spells_it_and_an_old_one_as_it_was_typed() {
        let spellings = ["Fu\u{308}chse im Garten", "F\u{fc}chse im Garten"];
        for set in spellings {
            let kept = NewPassword::parse(set, "Ada").unwrap().hash().unwrap();
            assert!(spellings.iter().all(|typed| is_right(typed, Some(&kept))));
        }
        let of_before = NewPassword(spellings[0].to_owned()).hash().unwrap();
        assert!(is_right(spellings[0], Some(&of_before)));
        assert!(!is_right("Fuchse im Garten", Some(&of_before)));
    }

    #[test]
    fn nobody_signs_in_to_an_account_without_a_password_or_to_none() {
        assert!(!is_right("nobody has this password", None));
        assert!(!is_right("nobody has this password", Some("not a hash")));
    }

    #[test]
    fn an_unknown_user_costs_the_same_work_as_a_wrong_password() {
        let nobodys = NOBODYS.as_ref().unwrap().to_string();
        let somebodys = NewPassword::parse("correct horse battery staple", "Ada").unwrap().hash().unwrap();
        let work = |hash: &str| hash.split('$').skip(1).take(3).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(work(&nobodys), work(&somebodys));
        assert_eq!(work(&nobodys), ["argon2id", "v=19", "m=19456,t=2,p=1"]);
    }

    #[test]
    fn length_is_counted_in_characters() {
        assert!(NewPassword::parse("äöüßäöüßäöü", "Ada").unwrap_err().contains("at least 12"));
        assert!(NewPassword::parse("Fuchs äß öü Wal", "Ada").is_ok());
        let long: String = "Fuchs und Gans ".chars().cycle().take(NewPassword::MAX).collect();
        assert!(NewPassword::parse(&long, "Ada").is_ok());
        assert!(NewPassword::parse(&format!("{long}x"), "Ada").unwrap_err().contains("128"));
        assert_eq!(NewPassword::parse("", "Ada").unwrap_err(), "Enter a password");
    }

    #[test]
    fn a_password_never_shows_itself() {
        assert_eq!(format!("{:?}", NewPassword::parse("correct horse battery staple", "").unwrap()), "NewPassword(…)");
    }
}

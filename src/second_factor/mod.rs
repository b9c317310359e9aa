//! The second factor: codes of six digits that change every half minute (RFC 6238), and codes for whoever has lost their phone.

mod recovery;

use std::fmt;

use chrono::{DateTime, Utc};
use totp_rs::{Builder, Totp};

pub use recovery::RecoveryCode;

/// What the codes are made of: 160 random bits, in the database and in somebody's phone. Never logged.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret([u8; 20]);

impl Secret {
    /// A new secret.
    ///
    /// # Errors
    /// Where the operating system has no random numbers.
    pub fn new() -> Result<Self, getrandom::Error> {
        let mut bits = [0; 20];
        getrandom::fill(&mut bits)?;
        Ok(Self(bits))
    }

    /// A secret that was kept.
    #[must_use]
    pub fn kept(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// What is kept of it: all, since codes are made of it.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The half minute, counted from 1970, of which `typed` is the code: this one, or one to each side of it, since clocks differ. It is
    /// compared in constant time. The caller takes no half minute twice.
    #[must_use]
    pub fn step_of(&self, typed: &str, now: DateTime<Utc>) -> Option<i64> {
        let step = self.codes().check(&digits(typed), u64::try_from(now.timestamp()).ok()?)?;
        i64::try_from(step).ok()
    }

    /// The secret as one types it into a phone: "JBSW Y3DP …".
    #[must_use]
    pub fn grouped(&self) -> String {
        in_groups(&self.base32(), 4)
    }

    /// The secret as a phone reads it from a picture. `shop` is how the phone calls the shop.
    #[must_use]
    pub fn address(&self, shop: &str, account: &str) -> String {
        // A colon stands between the two, and so in neither.
        let (shop, account) = (percent(&shop.replace(':', " ")), percent(&account.replace(':', " ")));
        format!("otpauth://totp/{shop}:{account}?secret={}&issuer={shop}&algorithm=SHA1&digits=6&period=30", self.base32())
    }

    fn base32(&self) -> String {
        self.codes().secret().to_base32()
    }

    /// SHA-1, six digits, half a minute, one to each side: what every phone understands.
    fn codes(&self) -> Totp {
        Builder::new().with_secret(self.0).with_digits(6).with_step_duration(30).with_skew(1).build_noncompliant()
    }
}

/// Says nothing: a secret has no business in a log.
impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// What was typed without the spaces and hyphens that people put between groups.
fn digits(typed: &str) -> String {
    typed.chars().filter(|c| !c.is_whitespace() && *c != '-').collect()
}

fn in_groups(text: &str, size: usize) -> String {
    let letters: Vec<char> = text.chars().collect();
    letters.chunks(size).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

fn percent(text: &str) -> String {
    let byte = |byte: u8| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    text.bytes().map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const RFC: Secret = Secret(*b"12345678901234567890");

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(second, 0).unwrap()
    }

    #[test]
    fn codes_are_those_of_rfc_6238_appendix_b() {
        for (second, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(RFC.step_of(code, at(second)), Some(second / 30), "{second}");
        }
    }

    #[test]
    fn a_clock_may_be_half_a_minute_off_and_no_more() {
        for (second, is_taken) in [(59 - 60, false), (59 - 30, true), (59, true), (59 + 30, true), (59 + 31, false)] {
            assert_eq!(RFC.step_of("287082", at(second)).is_some(), is_taken, "{second}");
        }
        assert_eq!(RFC.step_of("287082", at(59 + 30)), Some(1), "it is still the code of its own half minute");
    }

    #[test]
    fn a_code_may_be_typed_in_groups_and_anything_else_is_none() {
        assert!(RFC.step_of(" 287 082 ", at(59)).is_some() && RFC.step_of("287-082", at(59)).is_some());
        for typed in ["", "28708", "2870822", "+87082", "287082x", "２８７０８２", "000000"] {
            assert_eq!(RFC.step_of(typed, at(59)), None, "{typed}");
        }
    }

    #[test]
    fn a_phone_gets_the_secret_as_text_and_as_an_address() {
        assert_eq!(RFC.grouped(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        assert_eq!(
            RFC.address("Hello! shop:1", "Ada & Co:x"),
            "otpauth://totp/Hello%21%20shop%201:Ada%20%26%20Co%20x?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Hello%21%20shop%201&algorithm=SHA1&digits=6&period=30"
        );
        assert_eq!(format!("{RFC:?}"), "Secret(…)");
        assert_ne!(Secret::new().unwrap(), Secret::new().unwrap());
    }
}

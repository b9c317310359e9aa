//! Recovery codes: 20 random digits each, so that a phone's keyboard for digits will do. Given away once, and good for once.

use super::{digits, in_groups};

/// A code for whoever has lost their phone.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryCode(String);

impl RecoveryCode {
    /// How many somebody gets.
    pub const MANY: usize = 10;
    const DIGITS: usize = 20;

    /// As many as somebody gets.
    ///
    /// # Errors
    /// Where the operating system has no random numbers.
    pub fn several() -> Result<Vec<Self>, getrandom::Error> {
        (0..Self::MANY).map(|_| Self::new()).collect()
    }

    fn new() -> Result<Self, getrandom::Error> {
        let mut code = String::with_capacity(Self::DIGITS);
        while code.len() < Self::DIGITS {
            let mut random = [0; Self::DIGITS];
            getrandom::fill(&mut random)?;
            // The few bytes that would make the first digits likelier are left out.
            let fair = random.iter().filter(|byte| **byte < 250).map(|byte| char::from(b'0' + byte % 10));
            code.extend(fair.take(Self::DIGITS - code.len()));
        }
        Ok(Self(code))
    }

    /// Reads a code that came back, with or without spaces.
    #[must_use]
    pub fn parse(typed: &str) -> Option<Self> {
        let code = digits(typed);
        (code.len() == Self::DIGITS && code.bytes().all(|byte| byte.is_ascii_digit())).then_some(Self(code))
    }

    /// The digits alone.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// The code as it is shown: "48213 90571 22048 71934".
    #[must_use]
    pub fn grouped(&self) -> String {
        in_groups(&self.0, 5)
    }
}

/// Says nothing: a secret has no business in a log.
impl std::fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RecoveryCode(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_comes_back_as_it_was_shown() {
        let codes = RecoveryCode::several().unwrap();
        assert_eq!(codes.len(), 10);
        for code in &codes {
            assert_eq!(code.grouped().len(), 23);
            assert_eq!(RecoveryCode::parse(&code.grouped()).as_ref(), Some(code));
            assert_eq!(RecoveryCode::parse(&code.grouped().replace(' ', "-")).as_ref(), Some(code));
            assert_eq!(codes.iter().filter(|other| *other == code).count(), 1);
        }
        assert_eq!(format!("{:?}", codes[0]), "RecoveryCode(…)");
        for typed in ["", "123456", "4821390571220487193", "482139057122048719345", "4821390571220487193x"] {
            assert_eq!(RecoveryCode::parse(typed), None, "{typed}");
        }
    }
}

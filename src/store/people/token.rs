//! Secrets that open a door: 256 random bits, given away once. What stays here is their hash.

use diesel::deserialize::{self, FromSql};
use diesel::pg::{Pg, PgValue};
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::Binary;
use sha2::{Digest, Sha256};

use crate::store::ground::values::a_column;

/// A secret, as it stands in a cookie or a link: 64 hexadecimal digits.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

/// What is kept of a secret: enough to know it again, too little to use it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TokenHash(pub(in crate::store) [u8; 32]);

impl Token {
    /// A new secret.
    ///
    /// # Errors
    /// Where the operating system has no random numbers.
    pub fn new() -> Result<Self, getrandom::Error> {
        let mut bits = [0; 32];
        getrandom::fill(&mut bits)?;
        Ok(Self(bits.iter().map(|byte| format!("{byte:02x}")).collect()))
    }

    /// Reads a secret that came back.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let is_one = text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
        is_one.then(|| Self(text.to_owned()))
    }

    /// The secret itself, to be given away.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What may be kept of it.
    #[must_use]
    pub fn hash(&self) -> TokenHash {
        sha256(&self.0)
    }
}

a_column!(TokenHash);

impl FromSql<Binary, Pg> for TokenHash {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        Ok(Self(value.as_bytes().try_into()?))
    }
}

impl ToSql<Binary, Pg> for TokenHash {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        <[u8] as ToSql<Binary, Pg>>::to_sql(self.0.as_slice(), out)
    }
}

/// Says nothing: a secret has no business in a log.
impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(…)")
    }
}

/// SHA-256 of a text.
pub(in crate::store) fn sha256(text: &str) -> TokenHash {
    TokenHash(Sha256::digest(text).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_comes_back_as_it_went_and_is_never_the_same_twice() {
        let token = Token::new().unwrap();
        assert_eq!(Token::parse(token.reveal()), Some(token.clone()));
        assert_ne!(Token::new().unwrap(), token);
        assert_eq!(format!("{token:?}"), "Token(…)");
        for text in ["", "abc", &"g".repeat(64), &"A".repeat(64), &"ab".repeat(33)] {
            assert_eq!(Token::parse(text), None, "{text}");
        }
    }
}

//! What Postgres keeps of a password (RFC 5802, RFC 7677): enough to know it again, too little to sign in with. Made here, so that the password
//! itself never travels in a statement, which Postgres may write into its log.

use sha2::{Digest, Sha256};

/// As many rounds as Postgres itself takes.
const ROUNDS: u32 = 4096;
const BLOCK: usize = 64;

/// The shortest password of a role that a shop signs in as.
const SHORTEST: usize = 12;

/// A password, and how Postgres keeps it.
#[derive(Clone)]
pub struct Verifier {
    kept: String,
    password: String,
}

impl Verifier {
    /// Of a password that is long enough, and is written with a plain keyboard: others stand differently in an address than in a file.
    ///
    /// # Errors
    /// A sentence that says what to change.
    pub fn of(password: &str) -> Result<Self, String> {
        if password.len() < SHORTEST || !password.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(format!(
                "Choose a longer password: at least {SHORTEST} letters, digits and signs of a plain keyboard, without blanks."
            ));
        }
        let mut salt = [0; 16];
        getrandom::fill(&mut salt).map_err(|e| format!("There is no randomness: {e}."))?;
        Ok(Self::salted(password, &salt))
    }

    pub(in crate::store) fn as_str(&self) -> &str {
        &self.kept
    }

    pub(in crate::store) fn password(&self) -> &str {
        &self.password
    }

    fn salted(password: &str, salt: &[u8]) -> Self {
        let salted = stretched(password.as_bytes(), salt);
        let stored: [u8; 32] = Sha256::digest(hmac(&salted, b"Client Key")).into();
        let server = hmac(&salted, b"Server Key");
        let kept = format!("SCRAM-SHA-256${ROUNDS}:{}${}:{}", base64(salt), base64(&stored), base64(&server));
        Self { kept, password: password.to_owned() }
    }
}

/// PBKDF2 with HMAC-SHA-256, one block of it (RFC 8018).
fn stretched(password: &[u8], salt: &[u8]) -> [u8; 32] {
    let mut round = hmac(password, &[salt, &1_u32.to_be_bytes()].concat());
    let mut whole = round;
    for _ in 1..ROUNDS {
        round = hmac(password, &round);
        whole.iter_mut().zip(round).for_each(|(byte, more)| *byte ^= more);
    }
    whole
}

/// HMAC-SHA-256 (RFC 2104).
fn hmac(key: &[u8], message: &[u8]) -> [u8; 32] {
    let hashed = Sha256::digest(key);
    let key = if key.len() > BLOCK { hashed.as_slice() } else { key };
    let pad = |with: u8| key.iter().copied().chain(std::iter::repeat(0)).take(BLOCK).map(|byte| byte ^ with).collect::<Vec<u8>>();
    let inner = Sha256::new().chain_update(pad(0x36)).chain_update(message).finalize();
    Sha256::new().chain_update(pad(0x5c)).chain_update(inner).finalize().into()
}

/// RFC 4648, section 4.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let four = |three: &[u8]| {
        let bits = (0..3).fold(0_u32, |bits, at| bits << 8 | u32::from(three.get(at).copied().unwrap_or(0)));
        let letter = move |at: usize| LETTERS.get((bits >> (18 - 6 * at) & 63) as usize).copied().map_or('=', char::from);
        let given = three.len() + 1;
        (0..4).map(move |at| if at < given { letter(at) } else { '=' })
    };
    bytes.chunks(3).flat_map(four).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_verifier_of_the_standards_example_is_the_standards() {
        // RFC 7677, section 3: user "user", password "pencil".
        let salt = [0x5b, 0x6d, 0x99, 0x68, 0x9d, 0x12, 0x35, 0x8e, 0xec, 0xa0, 0x4b, 0x14, 0x12, 0x36, 0xfa, 0x81];
        assert_eq!(
            Verifier::salted("pencil", &salt).as_str(),
            "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU="
        );
    }

    #[test]
    fn base64_fills_up() {
        assert_eq!([&b""[..], b"f", b"fo", b"foo", b"foob"].map(base64), ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg=="]);
    }

    #[test]
    fn a_password_that_is_short_or_not_plain_is_refused() {
        for password in ["", "only-eleven", "twelve chars", "zwölf-zeichen"] {
            assert!(Verifier::of(password).is_err(), "{password}");
        }
        assert_ne!(Verifier::of("only-for-this-machine").unwrap().as_str(), Verifier::of("only-for-this-machine").unwrap().as_str());
    }
}

//! Files that a passphrase encrypts, in the format of age, version 1 (<https://age-encryption.org/v1>): `age -d` opens them as well.
//!
//! A key of the file's own is encrypted with what scrypt makes of the passphrase, and stands in the head, which a code of that key guards. What
//! follows are chunks of 64 KiB, each encrypted under its number; the last one says that it is the last, so that nothing can be cut off, moved or put in.

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{ChaCha20Poly1305, Nonce};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use std::io::{self, BufRead, Read, Write};

const VERSION: &str = "age-encryption.org/v1";
const LABEL: &[u8] = b"age-encryption.org/v1/scrypt";

/// How much work a guess at the passphrase is: two to this, at 1 KiB each.
const WORK: u8 = 17;
/// More work than this is done for nobody: it takes a gigabyte.
const MOST_WORK: u8 = 20;

const CHUNK: usize = 64 * 1024;
const TAG: usize = 16;
/// No line of a head is longer.
const LONGEST_LINE: u64 = 200;

/// Whether a file that begins like this is one.
#[must_use]
pub fn is_one(beginning: &[u8]) -> bool {
    beginning.starts_with(VERSION.as_bytes())
}

/// Writes a file that a passphrase encrypts. It is whole once [`Sealer::finish`] has said so.
pub struct Sealer<W> {
    out: W,
    chunks: Chunks,
    waiting: Vec<u8>,
}

impl<W: Write> Sealer<W> {
    /// Writes the head.
    ///
    /// # Errors
    /// It cannot be written, or there are no random numbers.
    pub fn new(mut out: W, passphrase: &str) -> io::Result<Self> {
        let (salt, file_key, nonce) = (random::<16>()?, random::<16>()?, random::<16>()?);
        let wrapped = cipher(&wrapping_key(passphrase, &salt, WORK)?).encrypt(&Nonce::default(), &file_key[..]).map_err(|_| broken())?;
        let head = format!("{VERSION}\n-> scrypt {} {WORK}\n{}\n---", encoded(&salt), encoded(&wrapped));
        let code = code(&file_key, head.as_bytes())?.finalize().into_bytes();
        writeln!(out, "{head} {}", encoded(&code))?;
        out.write_all(&nonce)?;
        Ok(Self { out, chunks: Chunks::new(&file_key, &nonce)?, waiting: Vec::with_capacity(CHUNK) })
    }

    /// Writes the end, and gives back where it was written to.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn finish(mut self) -> io::Result<W> {
        let sealed = self.chunks.seal(&self.waiting, true)?;
        self.out.write_all(&sealed)?;
        Ok(self.out)
    }
}

impl<W: Write> Write for Sealer<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.waiting.len() == CHUNK {
            // Only now is it known that this is not the last one.
            let sealed = self.chunks.seal(&self.waiting, false)?;
            self.out.write_all(&sealed)?;
            self.waiting.clear();
        }
        let taken = bytes.len().min(CHUNK - self.waiting.len());
        self.waiting.extend(bytes.iter().take(taken));
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Reads a file that a passphrase encrypts. What comes out is what was written; a file that was changed or cut short ends in an error.
pub struct Opener<R> {
    from: R,
    chunks: Chunks,
    next: Vec<u8>,
    open: Vec<u8>,
    at: usize,
    is_over: bool,
}

impl<R: BufRead> Opener<R> {
    /// Reads the head.
    ///
    /// # Errors
    /// The passphrase is another one, or this is no such file; as a sentence.
    pub fn new(mut from: R, passphrase: &str) -> io::Result<Self> {
        let none = || invalid("this is no file that a passphrase encrypts");
        if line(&mut from)? != VERSION {
            return Err(none());
        }
        let stanza = line(&mut from)?;
        let &["->", "scrypt", salt, work] = stanza.split(' ').collect::<Vec<_>>().as_slice() else { return Err(none()) };
        let work: u8 = work.parse().ok().filter(|work| *work <= MOST_WORK).ok_or_else(none)?;
        let wrapped = line(&mut from)?;
        let guard = line(&mut from)?;
        let mac = guard.strip_prefix("--- ").and_then(decoded).ok_or_else(none)?;
        let (salt_bytes, body) = (decoded(salt).ok_or_else(none)?, decoded(&wrapped).ok_or_else(none)?);
        let key = wrapping_key(passphrase, &salt_bytes, work)?;
        let file_key = cipher(&key).decrypt(&Nonce::default(), &*body).map_err(|_| invalid("the passphrase is another one"))?;
        let head = format!("{VERSION}\n{stanza}\n{wrapped}\n---");
        code(&file_key, head.as_bytes())?.verify_slice(&mac).map_err(|_| invalid("its head was changed"))?;
        let mut nonce = [0; 16];
        from.read_exact(&mut nonce)?;
        let mut opener = Self { chunks: Chunks::new(&file_key, &nonce)?, from, next: Vec::new(), open: Vec::new(), at: 0, is_over: false };
        opener.next = opener.fetch()?;
        Ok(opener)
    }

    fn fetch(&mut self) -> io::Result<Vec<u8>> {
        let mut chunk = Vec::with_capacity(CHUNK + TAG);
        self.from.by_ref().take((CHUNK + TAG) as u64).read_to_end(&mut chunk)?;
        Ok(chunk)
    }
}

impl<R: BufRead> Read for Opener<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.at == self.open.len() {
            if self.is_over {
                return Ok(0);
            }
            let chunk = std::mem::take(&mut self.next);
            self.next = self.fetch()?;
            self.is_over = self.next.is_empty();
            self.open = self.chunks.open(&chunk, self.is_over)?;
            self.at = 0;
        }
        let read = self.open.get(self.at..).unwrap_or_default().read(into)?;
        self.at += read;
        Ok(read)
    }
}

/// The chunks of a file, each under its number.
struct Chunks {
    cipher: ChaCha20Poly1305,
    number: u64,
}

impl Chunks {
    fn new(file_key: &[u8], nonce: &[u8]) -> io::Result<Self> {
        Ok(Self { cipher: cipher(&derived(file_key, nonce, b"payload")?), number: 0 })
    }

    fn nonce(&mut self, is_last: bool) -> Nonce {
        let mut nonce = [0; 12];
        let number = self.number.to_be_bytes();
        nonce.iter_mut().skip(3).zip(number).for_each(|(place, byte)| *place = byte);
        if let Some(last) = nonce.last_mut() {
            *last = u8::from(is_last);
        }
        self.number += 1;
        Nonce::from(nonce)
    }

    fn seal(&mut self, chunk: &[u8], is_last: bool) -> io::Result<Vec<u8>> {
        let nonce = self.nonce(is_last);
        self.cipher.encrypt(&nonce, chunk).map_err(|_| broken())
    }

    fn open(&mut self, chunk: &[u8], is_last: bool) -> io::Result<Vec<u8>> {
        let nonce = self.nonce(is_last);
        self.cipher.decrypt(&nonce, chunk).map_err(|_| invalid("it was changed, or cut short"))
    }
}

fn wrapping_key(passphrase: &str, salt: &[u8], work: u8) -> io::Result<[u8; 32]> {
    let params = scrypt::Params::new(work, 8, 1).map_err(|_| broken())?;
    let mut key = [0; 32];
    scrypt::scrypt(passphrase.as_bytes(), &[LABEL, salt].concat(), &params, &mut key).map_err(|_| broken())?;
    Ok(key)
}

fn derived(file_key: &[u8], salt: &[u8], what: &[u8]) -> io::Result<[u8; 32]> {
    let mut key = [0; 32];
    Hkdf::<Sha256>::new(Some(salt), file_key).expand(what, &mut key).map_err(|_| broken())?;
    Ok(key)
}

fn code(file_key: &[u8], head: &[u8]) -> io::Result<Hmac<Sha256>> {
    let key = derived(file_key, b"", b"header")?;
    let code = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(&key).map_err(|_| broken())?;
    Ok(code.chain_update(head))
}

fn cipher(key: &[u8; 32]) -> ChaCha20Poly1305 {
    ChaCha20Poly1305::new(&(*key).into())
}

fn line(from: &mut impl BufRead) -> io::Result<String> {
    let mut line = String::new();
    from.take(LONGEST_LINE).read_line(&mut line)?;
    line.strip_suffix('\n').map(str::to_owned).ok_or_else(|| invalid("its head is cut short"))
}

fn random<const N: usize>() -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| io::Error::other(error.to_string()))?;
    Ok(bytes)
}

fn encoded(bytes: &[u8]) -> String {
    STANDARD_NO_PAD.encode(bytes)
}

fn decoded(text: &str) -> Option<Vec<u8>> {
    STANDARD_NO_PAD.decode(text).ok()
}

fn invalid(why: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, why)
}

fn broken() -> io::Error {
    io::Error::other("the cipher does not do its work")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sealed(content: &[u8], passphrase: &str) -> Vec<u8> {
        let mut sealer = Sealer::new(Vec::new(), passphrase).unwrap();
        sealer.write_all(content).unwrap();
        sealer.finish().unwrap()
    }

    fn opened(file: &[u8], passphrase: &str) -> io::Result<Vec<u8>> {
        let mut content = Vec::new();
        Opener::new(file, passphrase)?.read_to_end(&mut content)?;
        Ok(content)
    }

    #[test]
    fn what_a_passphrase_encrypts_it_opens_and_no_other_does() {
        for length in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK] {
            let content: Vec<u8> = (0..length).map(|n| (n % 251) as u8).collect();
            let file = sealed(&content, "nine old turtles");
            assert!(is_one(&file));
            assert!(opened(&file, "nine old turtles").unwrap() == content, "{length} bytes");
        }
        let file = sealed(b"books", "nine old turtles");
        assert_eq!(opened(&file, "ten old turtles").unwrap_err().to_string(), "the passphrase is another one");
        assert!(!file.windows(5).any(|window| window == b"books"));
    }

    #[test]
    fn a_file_that_was_changed_or_cut_short_is_not_opened() {
        let content = vec![7; 2 * CHUNK + 100];
        let file = sealed(&content, "nine old turtles");
        for cut in [1, 100, 100 + TAG, CHUNK, file.len() - 40] {
            assert!(opened(&file[..file.len() - cut], "nine old turtles").is_err(), "{cut} bytes less");
        }
        for at in [0, 30, 60, 110, 150, 200, CHUNK + 500, file.len() - 1] {
            let mut changed = file.clone();
            changed[at] ^= 1;
            assert!(opened(&changed, "nine old turtles").is_err(), "the byte {at}");
        }
        assert!(opened(&[&file[..], b"more"].concat(), "nine old turtles").is_err());
        assert!(opened(b"PGDMP", "nine old turtles").is_err());
    }

    /// Made by age itself, of the text "for ever and ever\n".
    #[test]
    fn a_file_of_age_is_opened() {
        let file = include_bytes!("../tests/age/of_age.age");
        assert_eq!(opened(file, "eleven wet otters").unwrap(), b"for ever and ever\n");
    }
}

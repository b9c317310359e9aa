//! How the bytes of a table are text: UTF-8, UTF-16, or what Windows of the West writes where nobody asks it for more.

use encoding_rs::{Decoder, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::io::{self, Read};

/// How bytes are text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Encoding {
    /// UTF-8, with a byte order mark or without.
    Utf8,
    /// UTF-16, the lower byte first.
    Utf16Le,
    /// UTF-16, the higher byte first.
    Utf16Be,
    /// One byte a letter, as Windows has it in Western Europe and America.
    Windows1252,
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le | Self::Utf16Be => "UTF-16",
            Self::Windows1252 => "Windows-1252",
        })
    }
}

/// So much of a file is looked at to tell what it is.
const HEAD: usize = 4096;

/// Finds out how the bytes of a file are text, as they go by.
#[derive(Debug, Default)]
pub struct Sniffer {
    head: Vec<u8>,
    /// The beginning of a character that goes on in the next bytes.
    open: Vec<u8>,
    is_no_utf8: bool,
}

impl Sniffer {
    /// Looks at the next bytes.
    pub fn feed(&mut self, bytes: &[u8]) {
        let missing = HEAD.saturating_sub(self.head.len()).min(bytes.len());
        self.head.extend(bytes.iter().take(missing));
        if self.is_no_utf8 {
            return;
        }
        self.open.extend(bytes);
        match std::str::from_utf8(&self.open) {
            Ok(_) => self.open.clear(),
            Err(error) if error.error_len().is_none() => drop(self.open.drain(..error.valid_up_to())),
            Err(_) => {
                self.is_no_utf8 = true;
                self.open = Vec::new();
            }
        }
    }

    /// How they are text.
    ///
    /// # Errors
    /// A sentence that says what to do, where they are none.
    pub fn finish(self) -> Result<Encoding, String> {
        if let Some((what, _)) = NO_TEXT.iter().find(|(_, begins)| self.head.starts_with(begins)) {
            return Err(format!("This is {what}; open it and save it as CSV"));
        }
        let nuls = |offset: usize| self.head.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
        let half = self.head.len() / 2;
        match self.head.as_slice() {
            [] => Err("This file is empty; choose another".into()),
            [0xff, 0xfe, ..] => Ok(Encoding::Utf16Le),
            [0xfe, 0xff, ..] => Ok(Encoding::Utf16Be),
            _ if nuls(1) > half / 2 && nuls(0) <= half / 8 => Ok(Encoding::Utf16Le),
            _ if nuls(0) > half / 2 && nuls(1) <= half / 8 => Ok(Encoding::Utf16Be),
            _ if self.head.contains(&0) => Err("This file is not text; save the table as CSV".into()),
            _ if self.is_no_utf8 || !self.open.is_empty() => Ok(Encoding::Windows1252),
            _ => Ok(Encoding::Utf8),
        }
    }
}

/// What people take for a table, and how it begins.
const NO_TEXT: [(&str, &[u8]); 3] = [
    ("a workbook", b"PK\x03\x04"),
    ("a workbook of an old Excel", b"\xd0\xcf\x11\xe0"),
    ("a PDF; find the table that it was made of", b"%PDF"),
];

/// Bytes in any of these as UTF-8, without their byte order mark.
pub struct Decoded<R> {
    inner: R,
    decoder: Decoder,
    /// Bytes that were read and are not decoded yet.
    bytes: Vec<u8>,
    at: usize,
    is_over: bool,
    /// Text that is decoded and not taken yet.
    text: Vec<u8>,
    taken: usize,
    /// Whether the text ended in the midst of what may be a line break.
    is_held: bool,
}

impl<R: Read> Decoded<R> {
    /// The text of these bytes.
    pub fn new(inner: R, encoding: Encoding) -> Self {
        let decoder = match encoding {
            Encoding::Utf8 => UTF_8,
            Encoding::Utf16Le => UTF_16LE,
            Encoding::Utf16Be => UTF_16BE,
            Encoding::Windows1252 => WINDOWS_1252,
        };
        Self {
            inner,
            decoder: decoder.new_decoder_with_bom_removal(),
            bytes: Vec::new(),
            at: 0,
            is_over: false,
            text: Vec::new(),
            taken: 0,
            is_held: false,
        }
    }

    fn decode_more(&mut self) -> io::Result<()> {
        if self.at == self.bytes.len() {
            self.bytes.resize(16 * 1024, 0);
            let read = self.inner.read(&mut self.bytes)?;
            self.bytes.truncate(read);
            self.at = 0;
            self.is_over = read == 0;
        }
        self.text.resize(64 * 1024, 0);
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let (_, read, written, _) = self.decoder.decode_to_utf8(rest, &mut self.text, self.is_over);
        self.at += read;
        self.text.truncate(written);
        self.taken = 0;
        self.break_lines_alike();
        Ok(())
    }

    /// Makes one character of a line break that has two, so that who counts lines by either is right.
    fn break_lines_alike(&mut self) {
        let mut text = if self.is_held { vec![b'\r'] } else { Vec::new() };
        text.append(&mut self.text);
        self.is_held = !self.is_over && text.pop_if(|last| *last == b'\r').is_some();
        let next = text.iter().skip(1).map(Some).chain([None]);
        self.text = text.iter().zip(next).filter(|(c, next)| **c != b'\r' || *next != Some(&b'\n')).map(|(c, _)| *c).collect();
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.taken == self.text.len() {
            if self.is_over {
                return Ok(0);
            }
            self.decode_more()?;
        }
        let read = self.text.get(self.taken..).unwrap_or_default().read(into)?;
        self.taken += read;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sniffed(bytes: &[u8]) -> Result<Encoding, String> {
        let mut sniffer = Sniffer::default();
        bytes.chunks(3).for_each(|bytes| sniffer.feed(bytes));
        sniffer.finish()
    }

    fn decoded(bytes: &[u8]) -> String {
        let mut text = String::new();
        Decoded::new(bytes, sniffed(bytes).unwrap()).read_to_string(&mut text).unwrap();
        text
    }

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn whatever_spreadsheets_write_is_text() {
        let text = "name;price\nZoë;12,50 €\n";
        let windows: Vec<u8> = text
            .chars()
            .map(|c| match c {
                'ë' => 0xeb,
                '€' => 0x80,
                c => c as u8,
            })
            .collect();
        let files = [
            (text.as_bytes().to_vec(), Encoding::Utf8),
            (["\u{feff}", text].concat().into_bytes(), Encoding::Utf8),
            (utf16(&["\u{feff}", text].concat(), u16::to_le_bytes), Encoding::Utf16Le),
            (utf16(&["\u{feff}", text].concat(), u16::to_be_bytes), Encoding::Utf16Be),
            (utf16(text, u16::to_le_bytes), Encoding::Utf16Le),
            (utf16(text, u16::to_be_bytes), Encoding::Utf16Be),
            (windows, Encoding::Windows1252),
        ];
        for (bytes, encoding) in files {
            assert_eq!((sniffed(&bytes), decoded(&bytes).as_str()), (Ok(encoding), text), "{encoding:?}");
        }
    }

    #[test]
    fn what_is_no_text_is_refused_with_what_to_do() {
        for (bytes, said) in
            [(&b""[..], "empty"), (b"PK\x03\x04..", "workbook"), (b"%PDF-1.7", "PDF"), (b"a,b\0\0\0c,d\n1,2,3,4", "not text")]
        {
            assert!(sniffed(bytes).unwrap_err().contains(said), "{said}");
        }
    }

    proptest! {
        #[test]
        fn any_text_in_utf_8_is_read_as_it_is_but_for_its_line_breaks(text in "[^\0\u{feff}]{1,3000}") {
            prop_assume!(!NO_TEXT.iter().any(|(_, begins)| text.as_bytes().starts_with(begins)));
            prop_assert_eq!(sniffed(text.as_bytes()), Ok(Encoding::Utf8));
            prop_assert_eq!(decoded(text.as_bytes()), text.replace("\r\n", "\n"));
        }

        #[test]
        fn any_bytes_are_text_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..6000)) {
            if sniffed(&bytes).is_ok() {
                let _ = decoded(&bytes);
            }
        }
    }
}

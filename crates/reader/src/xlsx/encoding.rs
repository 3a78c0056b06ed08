//! Parts in other encodings than UTF-8, as UTF-8.
//!
//! The standard allows UTF-16 as well, and Excel also opens parts that declare
//! ISO-8859-1, which some invoice programs write.

use std::io::{self, Read};

/// How far into a part its declaration can reach.
const HEAD: u64 = 256;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Encoding {
    /// UTF-8, or something that the tokens will refuse.
    Utf8,
    Latin1,
    Utf16 {
        big: bool,
    },
}

/// The bytes of a part as UTF-8.
pub(super) struct Utf8<'a> {
    source: Box<dyn Read + Send + 'a>,
    encoding: Option<Encoding>,
    /// What was read and not yet given on.
    raw: Vec<u8>,
    /// UTF-8 not yet given on, from `at` on.
    ready: Vec<u8>,
    at: usize,
    chunk: Box<[u8]>,
}

impl<'a> Utf8<'a> {
    pub(super) fn new(source: Box<dyn Read + Send + 'a>) -> Self {
        let (raw, ready, chunk) = (Vec::new(), Vec::new(), Box::default());
        Self { source, encoding: None, raw, ready, at: 0, chunk }
    }

    /// Whether the part, whatever it declares, was turned into UTF-8.
    pub(super) fn turned(&self) -> bool {
        !matches!(self.encoding, None | Some(Encoding::Utf8))
    }

    fn begin(&mut self) -> io::Result<Encoding> {
        self.source.by_ref().take(HEAD).read_to_end(&mut self.raw)?;
        let encoding = detect(&self.raw);
        self.encoding = Some(encoding);
        if encoding == Encoding::Utf8 {
            self.ready = std::mem::take(&mut self.raw);
        } else {
            self.chunk = vec![0; 4096].into_boxed_slice();
        }
        Ok(encoding)
    }

    /// Makes more UTF-8; whether there was any.
    fn more(&mut self, encoding: Encoding) -> io::Result<bool> {
        (self.at, self.ready) = (0, std::mem::take(&mut self.ready));
        self.ready.clear();
        while self.ready.is_empty() {
            let read = match self.source.read(&mut self.chunk) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                read => read?,
            };
            self.raw.extend_from_slice(self.chunk.get(..read).unwrap_or_default());
            if self.raw.is_empty() {
                return Ok(false);
            }
            let used = match encoding {
                Encoding::Utf16 { big } => utf16(&self.raw, big, read == 0, &mut self.ready)?,
                Encoding::Utf8 | Encoding::Latin1 => latin1(&self.raw, &mut self.ready),
            };
            self.raw.drain(..used);
        }
        Ok(true)
    }
}

impl Read for Utf8<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let encoding = match self.encoding {
            Some(encoding) => encoding,
            None => self.begin()?,
        };
        if self.at >= self.ready.len() {
            if encoding == Encoding::Utf8 {
                return self.source.read(buffer);
            }
            if !self.more(encoding)? {
                return Ok(0);
            }
        }
        let given = self.ready.get(self.at..).unwrap_or_default().read(buffer)?;
        self.at += given;
        Ok(given)
    }
}

/// What the first bytes of a part say.
fn detect(head: &[u8]) -> Encoding {
    match head {
        [0xFE, 0xFF, ..] | [0, b'<', ..] => return Encoding::Utf16 { big: true },
        [0xFF, 0xFE, ..] | [b'<', 0, ..] => return Encoding::Utf16 { big: false },
        _ => {}
    }
    let text: String = head.iter().map(|byte| char::from(byte.to_ascii_lowercase())).collect();
    let declaration = text.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>"));
    let name = declaration.and_then(|(inside, _)| inside.split_once("encoding")).map(|(_, rest)| {
        rest.trim_start().trim_start_matches('=').trim_start().trim_start_matches(['"', '\''])
    });
    match name {
        Some(name) if name.starts_with("iso-8859-1\"") || name.starts_with("iso-8859-1'") => Encoding::Latin1,
        _ => Encoding::Utf8,
    }
}

fn push(letter: char, out: &mut Vec<u8>) {
    out.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
}

fn latin1(raw: &[u8], out: &mut Vec<u8>) -> usize {
    raw.iter().for_each(|byte| push(char::from(*byte), out));
    raw.len()
}

/// Turns what is whole; the number of bytes that were used.
fn utf16(raw: &[u8], big: bool, last: bool, out: &mut Vec<u8>) -> io::Result<usize> {
    let pairs = raw.as_chunks::<2>().0.iter();
    let units = pairs.map(|pair| if big { u16::from_be_bytes(*pair) } else { u16::from_le_bytes(*pair) });
    let mut used = 0;
    for letter in char::decode_utf16(units) {
        match letter {
            Ok(letter) => {
                push(letter, out);
                used += 2 * letter.len_utf16();
            }
            // Half a letter at the end of what was read.
            Err(_) if !last && raw.len() - used < 4 => return Ok(used),
            Err(_) => return Err(io::Error::new(io::ErrorKind::InvalidData, "it is not UTF-16")),
        }
    }
    if last && used < raw.len() {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "it is not UTF-16"));
    }
    Ok(used)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::io::{Cursor, Read};

    use super::Utf8;

    fn turned(bytes: &[u8]) -> std::io::Result<String> {
        let mut out = String::new();
        Utf8::new(Box::new(Cursor::new(bytes))).read_to_string(&mut out).map(|_| out)
    }

    #[test]
    fn utf_16_and_latin_1_become_utf_8() {
        let text = format!("<?xml version='1.0' encoding='UTF-16'?><a>{}</a>", "kế hoạch 😀".repeat(2000));
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(turned(&little).unwrap(), text);
        assert_eq!(turned(&big).unwrap(), text);
        let marked = [vec![0xFF, 0xFE], little.clone()].concat();
        assert_eq!(turned(&marked).unwrap().trim_start_matches('\u{FEFF}'), text);
        let latin = b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>S\xE9rie</a>";
        assert!(turned(latin).unwrap().ends_with("<a>Série</a>"));
        assert_eq!(turned("<a>Số</a>".as_bytes()).unwrap(), "<a>Số</a>");
        // A whole letter fewer is cut short; half of one is no text.
        assert!(turned(little.get(..little.len() - 1).unwrap()).is_err());
        assert!(turned(b"<\0\0\xD8<\0a\0").is_err());
    }
}

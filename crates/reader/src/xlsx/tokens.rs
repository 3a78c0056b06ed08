//! XML cut into tokens within a window that slides over the part.
//!
//! The window is text: each chunk is checked to be UTF-8 once, as a whole, and every
//! token is a slice of it. A general parser copies and checks each tag and text by
//! itself and keeps a list of attributes, which makes a sheet of a million cells
//! take more than twice as long. Tests hold these tokens against `quick-xml`.

use std::io::{self, Read};
use std::ops::Range;

use super::encoding::Utf8;
use crate::limits::LimitName;

use super::budget::OverLimit;

/// What is read from the container at a time.
pub(super) const CHUNK: usize = 64 << 10;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A start tag, from its name on.
    Open,
    /// The tag of an empty element, from its name on.
    Empty,
    /// An end tag, its name.
    Close,
    /// Text with its references unresolved.
    Text,
    /// Text of a CDATA section.
    CData,
    /// A processing instruction or XML declaration, without its signs.
    Instruction,
    /// A comment.
    Comment,
    /// A document type declaration.
    DocType,
    /// The end of the part.
    Done,
}

/// Why there is no next token.
#[derive(Debug)]
pub(super) enum Broken {
    /// The container failed, or a limit was met.
    Io(io::Error),
    /// The part is not well-formed.
    Syntax(&'static str),
}

impl From<io::Error> for Broken {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// A part, as far as it is in memory.
pub(super) struct Window<'a> {
    source: Utf8<'a>,
    text: String,
    /// Where the next token begins in the text.
    at: usize,
    chunk: Box<[u8]>,
    /// Bytes at the start of the chunk that begin a letter not yet read whole.
    partial: usize,
    started: bool,
    /// The longest token that is allowed: nobody can look at one before it is whole.
    most: usize,
}

impl<'a> Window<'a> {
    pub(super) fn new(source: Box<dyn Read + Send + 'a>, text_bytes: usize) -> Self {
        Self {
            source: Utf8::new(source),
            text: String::with_capacity(2 * CHUNK),
            at: 0,
            chunk: vec![0; CHUNK].into_boxed_slice(),
            partial: 0,
            started: false,
            most: text_bytes.saturating_add(CHUNK),
        }
    }

    /// Whether the part is in another encoding, and was turned into UTF-8.
    pub(super) fn turned(&self) -> bool {
        self.source.turned()
    }

    /// A token's text, until the next is asked for.
    pub(super) fn slice(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or_default()
    }

    /// The next token, and where in the window it is.
    pub(super) fn next(&mut self) -> Result<(Kind, Range<usize>), Broken> {
        let first = loop {
            if let Some(first) = self.rest().first() {
                break *first;
            }
            if !self.refill()? {
                return Ok((Kind::Done, 0..0));
            }
        };
        if first != b'<' {
            return self.text();
        }
        match self.whole("the part is cut short", |rest| rest.get(1).copied())? {
            b'/' => {
                let length = self.whole("an end tag is cut short", end_of_end)?;
                let range = self.take(length, 2, 1);
                let name = trimmed_end(self.slice(range.clone())).len();
                Ok((Kind::Close, range.start..range.start + name))
            }
            b'!' => self.declaration(),
            b'?' => {
                let length = self.whole("an instruction is cut short", |rest| end_of(rest, b"?>"))?;
                Ok((Kind::Instruction, self.take(length, 2, 2)))
            }
            _ => {
                let length = self.whole("a tag is cut short", end_of_tag)?;
                let empty = self.rest().get(length - 2) == Some(&b'/');
                let range = self.take(length, 1, 1 + usize::from(empty));
                Ok((if empty { Kind::Empty } else { Kind::Open }, range))
            }
        }
    }

    /// The whole content of the element `name` that was just begun, and its end with
    /// it, where that is a text and lies within the window; else nothing moves. It
    /// saves three steps for each figure of a sheet.
    pub(super) fn simple_text(&mut self, name: &str) -> Option<Range<usize>> {
        let rest = self.rest();
        let length = rest.iter().position(|byte| *byte == b'<')?;
        let end = rest.get(length..)?.strip_prefix(b"</")?;
        let found = end.get(..name.len())?.iter().eq(name.as_bytes()) && end.get(name.len()) == Some(&b'>');
        found.then(|| {
            let start = self.at;
            self.at += length + name.len() + 3;
            start..start + length
        })
    }

    fn text(&mut self) -> Result<(Kind, Range<usize>), Broken> {
        loop {
            let rest = self.rest();
            let end = rest.iter().position(|byte| *byte == b'<');
            let available = rest.len();
            if let Some(length) = end {
                return Ok((Kind::Text, self.take(length, 0, 0)));
            }
            if !self.grow()? {
                return Ok((Kind::Text, self.take(available, 0, 0)));
            }
        }
    }

    fn declaration(&mut self) -> Result<(Kind, Range<usize>), Broken> {
        match self.whole("the part is cut short", |rest| rest.get(2).copied())? {
            b'-' => {
                let length = self.whole("a comment is cut short", |rest| end_of(rest.get(4..)?, b"-->"))?;
                Ok((Kind::Comment, self.take(length + 4, 4, 3)))
            }
            b'[' => {
                let length =
                    self.whole("a CDATA section is cut short", |rest| end_of(rest.get(9..)?, b"]]>"))?;
                if !self.rest().starts_with(b"<![CDATA[") {
                    return Err(Broken::Syntax("`<![` begins no CDATA section"));
                }
                Ok((Kind::CData, self.take(length + 9, 9, 3)))
            }
            _ => Ok((Kind::DocType, 0..0)),
        }
    }

    /// What `measure` finds in the bytes from the token on, with as much read as it
    /// needs.
    #[inline]
    fn whole<T>(&mut self, cut: &'static str, measure: fn(&[u8]) -> Option<T>) -> Result<T, Broken> {
        loop {
            if let Some(found) = measure(self.rest()) {
                return Ok(found);
            }
            if !self.grow()? {
                return Err(Broken::Syntax(cut));
            }
        }
    }

    fn rest(&self) -> &[u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    /// What is in memory from the next token on.
    pub(super) fn ahead(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Passes over bytes that were looked at [ahead](Self::ahead).
    pub(super) fn pass(&mut self, length: usize) {
        self.at += length;
    }

    /// Passes over a token, and says where it is without its signs.
    fn take(&mut self, length: usize, before: usize, after: usize) -> Range<usize> {
        let start = self.at;
        self.at += length;
        start + before..(self.at - after).max(start + before)
    }

    /// Reads on where a token does not fit into the window, unless it is too long.
    fn grow(&mut self) -> Result<bool, Broken> {
        if self.rest().len() > self.most {
            return Err(io::Error::other(OverLimit(LimitName::TextBytes)).into());
        }
        self.refill()
    }

    /// Drops what is behind and reads on; whether there was more.
    fn refill(&mut self) -> Result<bool, Broken> {
        self.text.drain(..self.at);
        self.at = 0;
        let mut length = self.partial;
        while let Some(room) = self.chunk.get_mut(length..).filter(|room| !room.is_empty()) {
            match self.source.read(room) {
                Ok(0) => break,
                Ok(read) => length += read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error.into()),
            }
        }
        let more = length > self.partial;
        let mut bytes = self.chunk.get(..length).unwrap_or_default();
        if !self.started {
            self.started = true;
            bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        }
        let (text, partial) = split_text(bytes)?;
        if !more && partial > 0 {
            return Err(Broken::Syntax("it is not UTF-8"));
        }
        self.text.push_str(text);
        self.chunk.copy_within(length - partial..length, 0);
        self.partial = partial;
        Ok(more)
    }
}

/// The text of the bytes, and how many at their end begin a letter that goes on.
fn split_text(bytes: &[u8]) -> Result<(&str, usize), Broken> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok((text, 0)),
        Err(error) if error.error_len().is_none() => {
            let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
            Ok((std::str::from_utf8(valid).unwrap_or_default(), bytes.len() - valid.len()))
        }
        Err(_) => Err(Broken::Syntax("it is not UTF-8")),
    }
}

/// Length up to and with the sign.
fn end_of(rest: &[u8], sign: &[u8]) -> Option<usize> {
    rest.windows(sign.len()).position(|bytes| bytes == sign).map(|start| start + sign.len())
}

/// Length of an end tag.
fn end_of_end(rest: &[u8]) -> Option<usize> {
    rest.iter().position(|byte| *byte == b'>').map(|end| end + 1)
}

/// Length of a tag, which may hold `>` in a quoted value.
fn end_of_tag(rest: &[u8]) -> Option<usize> {
    let mut bytes = rest.iter().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'>' => return Some(at + 1),
            b'"' | b'\'' => drop(bytes.find(|(_, other)| *other == byte)?),
            _ => {}
        }
    }
    None
}

/// The text without white space at its end.
pub(super) fn trimmed_end(text: &str) -> &str {
    let length = text.bytes().rposition(|byte| !is_space(byte)).map_or(0, |last| last + 1);
    text.get(..length).unwrap_or(text)
}

/// The text without white space at its start.
pub(super) fn trimmed_start(text: &str) -> &str {
    let start = text.bytes().position(|byte| !is_space(byte)).unwrap_or(text.len());
    text.get(start..).unwrap_or(text)
}

/// White space of XML, which is less than that of Unicode.
pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\t' | b'\r')
}

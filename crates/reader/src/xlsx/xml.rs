//! Streaming XML with limits, no entities of its own, and elements by local name.

use std::borrow::Cow;
use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;

use quick_xml::escape::unescape;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

use super::budget::OverLimit;
use crate::error::OpenError;
use crate::limits::Limits;

/// What is read from the container at a time.
const CHUNK: usize = 64 << 10;
const TEXT: &str = "bytes of one text";

/// One part, read forward.
pub(super) struct Xml<'a> {
    reader: Reader<Source<'a>>,
    buffer: Vec<u8>,
    depth: usize,
    max_depth: usize,
    text_bytes: usize,
    part: String,
}

/// What comes next in a part. Empty elements come as a start and an end.
pub(super) enum Node<'x> {
    /// An element begins.
    Start(Tag<'x>),
    /// The innermost open element ends.
    End,
    /// Text, line ends normalised as XML asks.
    Text(Cow<'x, str>),
    /// A character that was written as a reference.
    Char(char),
    /// Comments and processing instructions.
    Other,
    /// The end of the part, all elements closed.
    Done,
}

/// A start tag.
pub(super) struct Tag<'x>(BytesStart<'x>);

impl Tag<'_> {
    /// Name without prefix.
    pub(super) fn local(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// Attributes as they are written.
    pub(super) fn attributes(&self) -> Attributes<'_> {
        Attributes { rest: self.0.attributes_raw() }
    }

    /// The value of an attribute by local name, unescaped.
    pub(super) fn text(&self, name: &str) -> Result<Option<Cow<'_, str>>, OpenError> {
        match self.raw(name)? {
            Some(value) if value.contains('&') => unescape(value).map(Some).map_err(OpenError::damaged),
            value => Ok(value.map(Cow::Borrowed)),
        }
    }

    /// The value of an attribute by local name as written, for values that need
    /// no escape: numbers, flags and ids.
    pub(super) fn raw(&self, name: &str) -> Result<Option<&str>, OpenError> {
        for attribute in self.attributes() {
            let (key, value) = attribute?;
            if key.rsplit_once(':').map_or(key, |(_, local)| local) == name && !key.starts_with("xmlns") {
                return Ok(Some(value));
            }
        }
        Ok(None)
    }

    /// The value of a boolean attribute, where it is there.
    pub(super) fn flag(&self, name: &str) -> Result<Option<bool>, OpenError> {
        Ok(self.raw(name)?.map(is_true))
    }

    /// The value of an attribute that is a number, where it is there and is one.
    pub(super) fn number(&self, name: &str) -> Result<Option<u32>, OpenError> {
        Ok(self.raw(name)?.and_then(|digits| digits.trim().parse().ok()))
    }
}

/// Whether a boolean of XML Schema, or of old Office, is true.
pub(super) fn is_true(value: &str) -> bool {
    matches!(value.trim(), "1" | "true" | "on" | "True" | "TRUE")
}

/// Walks attributes without allocating; the library's own iterator checks for
/// doubled names by a list per tag, which a sheet of a million cells would feel.
pub(super) struct Attributes<'x> {
    rest: &'x str,
}

impl<'x> Iterator for Attributes<'x> {
    type Item = Result<(&'x str, &'x str), OpenError>;

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.rest.trim_start_matches(is_space);
        if rest.is_empty() {
            return None;
        }
        match split_attribute(rest) {
            Some((key, value, rest)) => {
                self.rest = rest;
                Some(Ok((key, value)))
            }
            None => {
                self.rest = "";
                Some(Err(OpenError::damaged(format_args!("`{:.40}` is no XML attribute", rest))))
            }
        }
    }
}

fn split_attribute(rest: &str) -> Option<(&str, &str, &str)> {
    let equals = rest.bytes().position(|byte| byte == b'=')?;
    let key = rest.get(..equals)?.trim_end_matches(is_space);
    let rest = rest.get(equals + 1..)?.trim_start_matches(is_space);
    let quote = rest.bytes().next().filter(|byte| matches!(byte, b'"' | b'\''))?;
    let rest = rest.get(1..)?;
    let end = rest.bytes().position(|byte| byte == quote)?;
    Some((key, rest.get(..end)?, rest.get(end + 1..)?))
}

fn is_space(letter: char) -> bool {
    matches!(letter, ' ' | '\n' | '\t' | '\r')
}

impl<'a> Xml<'a> {
    pub(super) fn new(source: Box<dyn Read + 'a>, part: &str, limits: &Limits) -> Result<Self, OpenError> {
        let mut source = Source::new(source, limits.text_bytes);
        let start = source.fill_buf().map_err(|error| from_xml(part, error.into()))?;
        if start.starts_with(&[0xFE, 0xFF])
            || start.starts_with(&[0xFF, 0xFE])
            || start.starts_with(&[0, 0x3C])
        {
            return Err(OpenError::damaged(format_args!("`{part}` is in UTF-16, not UTF-8")));
        }
        let mut reader = Reader::from_reader(source);
        reader.config_mut().expand_empty_elements = true;
        Ok(Self {
            reader,
            buffer: Vec::new(),
            depth: 0,
            max_depth: limits.depth,
            text_bytes: limits.text_bytes,
            part: part.to_owned(),
        })
    }

    /// What comes next.
    pub(super) fn next(&mut self) -> Result<Node<'_>, OpenError> {
        self.buffer.clear();
        self.reader.get_mut().taken = 0;
        let part = &self.part;
        let event = self.reader.read_event_into(&mut self.buffer).map_err(|error| from_xml(part, error))?;
        match event {
            Event::Start(tag) => {
                self.depth += 1;
                if self.depth > self.max_depth {
                    return Err(OpenError::Limit { limit: "depth of XML elements" });
                }
                Ok(Node::Start(Tag(tag)))
            }
            Event::End(_) => {
                self.depth = self.depth.saturating_sub(1);
                Ok(Node::End)
            }
            Event::Text(text) => Ok(Node::Text(text.xml10_content())),
            Event::CData(text) => Ok(Node::Text(text.xml10_content())),
            Event::GeneralRef(reference) => resolve(part, &reference).map(Node::Char),
            Event::Eof if self.depth == 0 => Ok(Node::Done),
            Event::Eof => Err(OpenError::damaged(format_args!("`{part}` is cut short"))),
            Event::DocType(_) => {
                Err(OpenError::damaged(format_args!("`{part}` has a document type declaration")))
            }
            Event::Decl(declaration) => match declaration.encoding() {
                Some(Ok(name)) if !is_utf8(&name) => {
                    Err(OpenError::damaged(format_args!("`{part}` is in {name}, not UTF-8")))
                }
                _ => Ok(Node::Other),
            },
            _ => Ok(Node::Other),
        }
    }

    /// Enters the root element, which must have one of the names.
    pub(super) fn root(&mut self, names: &[&str]) -> Result<(), OpenError> {
        loop {
            match self.next()? {
                Node::Start(tag) if names.contains(&tag.local()) => return Ok(()),
                Node::Start(_) | Node::Done => break,
                _ => {}
            }
        }
        let part = &self.part;
        Err(OpenError::damaged(format_args!("`{part}` has no element `{}`", names.join("` or `"))))
    }

    /// Passes over the element that was just begun, with all that is in it.
    pub(super) fn skip(&mut self) -> Result<(), OpenError> {
        let outer = self.depth.saturating_sub(1);
        while self.depth > outer {
            self.next()?;
        }
        Ok(())
    }

    /// Appends the text of the element that was just begun, up to its end.
    pub(super) fn text_into(&mut self, out: &mut String) -> Result<(), OpenError> {
        loop {
            match self.next()? {
                Node::Text(text) => out.push_str(&text),
                Node::Char(letter) => out.push(letter),
                Node::Start(_) => self.skip()?,
                Node::End | Node::Done => break,
                Node::Other => {}
            }
        }
        if out.len() > self.text_bytes {
            return Err(OpenError::Limit { limit: TEXT });
        }
        Ok(())
    }

    /// Reads to the end of the part, where the container's checksum is compared.
    pub(super) fn finish(&mut self) -> Result<(), OpenError> {
        while !matches!(self.next()?, Node::Done) {}
        Ok(())
    }
}

/// The character of a reference. Entities are never defined in these parts, so any
/// other than XML's own five would be lost text.
fn resolve(part: &str, reference: &BytesRef<'_>) -> Result<char, OpenError> {
    if let Some(letter) = reference.resolve_char_ref().map_err(|error| from_xml(part, error))? {
        return Ok(letter);
    }
    match &**reference {
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "amp" => Ok('&'),
        "quot" => Ok('"'),
        "apos" => Ok('\''),
        name => Err(OpenError::damaged(format_args!("`{part}` has the unknown entity `&{name:.40};`"))),
    }
}

fn is_utf8(encoding: &str) -> bool {
    ["utf-8", "utf8", "us-ascii"].iter().any(|name| encoding.eq_ignore_ascii_case(name))
}

fn from_xml(part: &str, error: quick_xml::Error) -> OpenError {
    if let quick_xml::Error::Io(inner) = &error
        && let Some(OverLimit(limit)) = Arc::as_ref(inner).get_ref().and_then(|inner| inner.downcast_ref())
    {
        return OpenError::Limit { limit };
    }
    OpenError::damaged(format_args!("`{part}`: {error}"))
}

/// Buffers the part, and refuses a single tag or text that would not end: the XML
/// reader gathers each whole before anybody can look at its length.
struct Source<'a> {
    inner: BufReader<Box<dyn Read + 'a>>,
    taken: usize,
    most: usize,
}

impl<'a> Source<'a> {
    fn new(inner: Box<dyn Read + 'a>, text_bytes: usize) -> Self {
        let inner = BufReader::with_capacity(CHUNK, inner);
        Self { inner, taken: 0, most: text_bytes.saturating_add(CHUNK) }
    }
}

impl Read for Source<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.inner.read(buffer)
    }
}

impl BufRead for Source<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.taken > self.most {
            return Err(io::Error::other(OverLimit(TEXT)));
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.taken += amount;
        self.inner.consume(amount);
    }
}

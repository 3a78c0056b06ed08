//! Streaming XML with limits, no entities of its own, and elements by local name.

use std::borrow::Cow;
use std::fmt;
use std::io::Read;

use quick_xml::escape::unescape;

use super::budget::OverLimit;
use super::tag::Tag;
use super::tokens::{Broken, Kind, Window};
use crate::error::OpenError;
use crate::limits::{LimitName, Limits};

/// One part, read forward.
pub(super) struct Xml<'a> {
    window: Window<'a>,
    /// Names of the open elements, one after the other.
    names: String,
    /// Where each begins.
    starts: Vec<usize>,
    /// Whether the element just begun is empty, so that its end comes next.
    empty: bool,
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
    /// Text, references resolved and line ends normalised as XML asks.
    Text(Cow<'x, str>),
    /// Comments and processing instructions.
    Other,
    /// The end of the part, all elements closed.
    Done,
}

impl<'a> Xml<'a> {
    pub(super) fn new(source: Box<dyn Read + Send + 'a>, part: &str, limits: &Limits) -> Self {
        Self {
            window: Window::new(source, limits.text_bytes),
            names: String::new(),
            starts: Vec::new(),
            empty: false,
            max_depth: limits.depth,
            text_bytes: limits.text_bytes,
            part: part.to_owned(),
        }
    }

    /// What comes next.
    pub(super) fn next(&mut self) -> Result<Node<'_>, OpenError> {
        if self.empty {
            self.empty = false;
            self.close();
            return Ok(Node::End);
        }
        let (kind, range) = self.window.next().map_err(|broken| self.broken(broken))?;
        match kind {
            Kind::Open | Kind::Empty => {
                let tag = Tag::new(self.window.slice(range));
                self.empty = kind == Kind::Empty;
                self.starts.push(self.names.len());
                self.names.push_str(tag.name);
                if self.starts.len() > self.max_depth {
                    return Err(OpenError::Limit { limit: LimitName::Depth });
                }
                Ok(Node::Start(tag))
            }
            Kind::Close => {
                let name = self.window.slice(range);
                let open = self.starts.last().and_then(|start| self.names.get(*start..));
                if open != Some(name) {
                    let open = open.unwrap_or_default();
                    return Err(self.damaged(format_args!("`</{name:.40}>` ends `<{open:.40}>`")));
                }
                self.close();
                Ok(Node::End)
            }
            Kind::Text => text(self.window.slice(range)).map(Node::Text).map_err(|e| self.damaged(e)),
            Kind::CData => Ok(Node::Text(normalized(self.window.slice(range)))),
            Kind::Done if self.starts.is_empty() => Ok(Node::Done),
            Kind::Done => Err(self.damaged("it is cut short")),
            Kind::DocType => Err(self.damaged("it has a document type declaration")),
            Kind::Instruction => self.check_encoding(self.window.slice(range)).map(|()| Node::Other),
            Kind::Comment => Ok(Node::Other),
        }
    }

    /// What is in memory from here on, where elements two levels deeper may begin here: for
    /// short ways, which say with [`Xml::pass`] how much they took.
    pub(super) fn ahead(&self) -> &str {
        if self.empty || self.starts.len() + 2 > self.max_depth { "" } else { self.window.ahead() }
    }

    /// Passes over whole elements that were looked at [ahead](Self::ahead).
    pub(super) fn pass(&mut self, length: usize) {
        self.window.pass(length);
    }

    /// Whether a text is no longer than the limit.
    pub(super) const fn allows(&self, text: &str) -> bool {
        text.len() <= self.text_bytes
    }

    fn close(&mut self) {
        let start = self.starts.pop().unwrap_or_default();
        self.names.truncate(start);
    }

    fn check_encoding(&self, instruction: &str) -> Result<(), OpenError> {
        let tag = Tag::new(instruction);
        match tag.raw("encoding") {
            Ok(Some(name)) if tag.name == "xml" && !is_utf8(name) && !self.window.turned() => {
                Err(self.damaged(format_args!("it is in {name:.40}, not UTF-8")))
            }
            _ => Ok(()),
        }
    }

    fn broken(&self, broken: Broken) -> OpenError {
        match broken {
            Broken::Syntax(what) => self.damaged(what),
            Broken::Io(error) => match error.get_ref().and_then(|inner| inner.downcast_ref()) {
                Some(OverLimit(limit)) => OpenError::Limit { limit: *limit },
                None => self.damaged(error),
            },
        }
    }

    fn damaged(&self, detail: impl fmt::Display) -> OpenError {
        OpenError::damaged(format_args!("`{}`: {detail}", self.part))
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
        Err(self.damaged(format_args!("it has no element `{}`", names.join("` or `"))))
    }

    /// Passes over the element that was just begun, with all that is in it.
    pub(super) fn skip(&mut self) -> Result<(), OpenError> {
        let inner = self.starts.len();
        while self.starts.len() >= inner {
            self.next()?;
        }
        Ok(())
    }

    /// Appends the text of the element that was just begun, up to its end.
    pub(super) fn text_into(&mut self, out: &mut String) -> Result<(), OpenError> {
        let name = self.starts.last().and_then(|start| self.names.get(*start..)).unwrap_or_default();
        let simple = if self.empty { None } else { self.window.simple_text(name) };
        match simple {
            Some(range) => {
                out.push_str(&text(self.window.slice(range)).map_err(|error| self.damaged(error))?);
                self.close();
            }
            None => self.long_text_into(out)?,
        }
        if out.len() > self.text_bytes {
            return Err(OpenError::Limit { limit: LimitName::TextBytes });
        }
        Ok(())
    }

    fn long_text_into(&mut self, out: &mut String) -> Result<(), OpenError> {
        loop {
            match self.next()? {
                Node::Text(text) => out.push_str(&text),
                Node::Start(_) => self.skip()?,
                Node::End | Node::Done => return Ok(()),
                Node::Other => {}
            }
        }
    }

    /// Reads to the end of the part, where the container's checksum is compared.
    pub(super) fn finish(&mut self) -> Result<(), OpenError> {
        while !matches!(self.next()?, Node::Done) {}
        Ok(())
    }
}

/// Text as it is meant. Entities are never defined in these parts, so any other
/// than XML's own five would be lost text, and is an error.
fn text(raw: &str) -> Result<Cow<'_, str>, quick_xml::escape::EscapeError> {
    if !raw.bytes().any(|byte| matches!(byte, b'&' | b'\r')) {
        return Ok(Cow::Borrowed(raw));
    }
    unescape(&normalized(raw)).map(|text| Cow::Owned(text.into_owned()))
}

fn normalized(raw: &str) -> Cow<'_, str> {
    if raw.contains('\r') {
        Cow::Owned(raw.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(raw)
    }
}

fn is_utf8(encoding: &str) -> bool {
    ["utf-8", "utf8", "us-ascii"].iter().any(|name| encoding.eq_ignore_ascii_case(name))
}

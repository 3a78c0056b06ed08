//! Start tags and their attributes, by local name.

use std::borrow::Cow;

use quick_xml::escape::unescape;

use super::tokens::{is_space, trimmed_end, trimmed_start};
use crate::error::OpenError;

/// A start tag.
#[derive(Clone, Copy)]
pub(super) struct Tag<'x> {
    pub(super) name: &'x str,
    attributes: &'x str,
}

impl<'x> Tag<'x> {
    /// Takes apart what stands between the angle brackets.
    pub(super) fn new(content: &'x str) -> Self {
        let name = content.bytes().position(is_space).unwrap_or(content.len());
        let (name, attributes) = content.split_at_checked(name).unwrap_or((content, ""));
        Self { name, attributes }
    }

    /// Name without prefix.
    pub(super) fn local(self) -> &'x str {
        match self.name.bytes().position(|byte| byte == b':') {
            Some(colon) => self.name.get(colon + 1..).unwrap_or_default(),
            None => self.name,
        }
    }

    /// Attributes as they are written.
    pub(super) fn attributes(self) -> Attributes<'x> {
        Attributes { rest: self.attributes }
    }

    /// The value of an attribute by local name, unescaped.
    pub(super) fn text(self, name: &str) -> Result<Option<Cow<'x, str>>, OpenError> {
        match self.raw(name)? {
            Some(value) if value.contains('&') => unescape(value).map(Some).map_err(OpenError::damaged),
            value => Ok(value.map(Cow::Borrowed)),
        }
    }

    /// The value of an attribute by local name as written, for values that need
    /// no escape: numbers, flags and ids.
    pub(super) fn raw(self, name: &str) -> Result<Option<&'x str>, OpenError> {
        for attribute in self.attributes() {
            let (key, value) = attribute?;
            if key.rsplit_once(':').map_or(key, |(_, local)| local) == name && !key.starts_with("xmlns") {
                return Ok(Some(value));
            }
        }
        Ok(None)
    }

    /// The value of a boolean attribute, where it is there.
    pub(super) fn flag(self, name: &str) -> Result<Option<bool>, OpenError> {
        Ok(self.raw(name)?.map(is_true))
    }

    /// The value of an attribute that is a number, where it is there and is one.
    pub(super) fn number(self, name: &str) -> Result<Option<u32>, OpenError> {
        Ok(self.raw(name)?.and_then(|digits| digits.trim().parse().ok()))
    }
}

/// Whether a boolean of XML Schema, or of old Office, is true.
pub(super) fn is_true(value: &str) -> bool {
    matches!(value.trim(), "1" | "true" | "on" | "True" | "TRUE")
}

/// Walks attributes without allocating.
pub(super) struct Attributes<'x> {
    rest: &'x str,
}

impl<'x> Iterator for Attributes<'x> {
    type Item = Result<(&'x str, &'x str), OpenError>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let rest = trimmed_start(self.rest);
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
                Some(Err(no_attribute(rest)))
            }
        }
    }
}

#[cold]
fn no_attribute(rest: &str) -> OpenError {
    OpenError::damaged(format_args!("`{rest:.40}` is no XML attribute"))
}

#[inline]
fn split_attribute(rest: &str) -> Option<(&str, &str, &str)> {
    let equals = rest.bytes().position(|byte| byte == b'=')?;
    let (key, rest) = (rest.get(..equals)?, rest.get(equals + 1..)?);
    let (quote, rest) = match rest.as_bytes().first()? {
        quote @ (b'"' | b'\'') => (*quote, rest.get(1..)?),
        _ => {
            let rest = trimmed_start(rest);
            let quote = *rest.as_bytes().first().filter(|byte| matches!(byte, b'"' | b'\''))?;
            (quote, rest.get(1..)?)
        }
    };
    let end = rest.bytes().position(|byte| byte == quote)?;
    Some((trimmed_end(key), rest.get(..end)?, rest.get(end + 1..)?))
}

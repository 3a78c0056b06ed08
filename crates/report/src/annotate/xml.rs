//! XML as text with the place of every tag, so that what is not changed stays as it is.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::AnnotateError;

/// A tag with its place in the text.
#[derive(Debug)]
pub(crate) struct Tag<'t> {
    /// The name without its prefix.
    pub(crate) local: &'t str,
    pub(crate) kind: TagKind,
    /// Depth of the element: 0 for the root.
    pub(crate) depth: usize,
    /// Where the tag stands.
    pub(crate) span: Range<usize>,
    raw: &'t str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TagKind {
    Start,
    Empty,
    End,
}

/// The tags of a text, one by one.
pub(crate) struct Tags<'t> {
    text: &'t str,
    reader: Reader<&'t [u8]>,
    depth: usize,
}

impl<'t> Tags<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().check_end_names = false;
        Self { text, reader, depth: 0 }
    }

    /// The next tag.
    pub(crate) fn next(&mut self) -> Result<Option<Tag<'t>>, AnnotateError> {
        loop {
            let start = self.position();
            let event = self.reader.read_event().map_err(AnnotateError::damaged)?;
            let kind = match event {
                Event::Start(_) => TagKind::Start,
                Event::Empty(_) => TagKind::Empty,
                Event::End(_) => TagKind::End,
                Event::Eof => return Ok(None),
                _ => continue,
            };
            if kind == TagKind::End {
                self.depth = self.depth.saturating_sub(1);
            }
            let span = start..self.position();
            let raw = self.text.get(span.clone()).unwrap_or_default();
            let tag = Tag { local: local(raw), kind, depth: self.depth, span, raw };
            if kind == TagKind::Start {
                self.depth += 1;
            }
            return Ok(Some(tag));
        }
    }

    fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }
}

/// The name in a tag, without its prefix.
fn local(raw: &str) -> &str {
    let name = qualified(raw);
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// The name in a tag, with its prefix.
fn qualified(raw: &str) -> &str {
    let inner = raw.trim_start_matches(['<', '/']);
    let end = inner.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>')).unwrap_or(inner.len());
    inner.get(..end).unwrap_or_default()
}

impl<'t> Tag<'t> {
    /// The name as written.
    pub(crate) fn name(&self) -> &'t str {
        qualified(self.raw)
    }

    pub(crate) fn opens(&self) -> bool {
        self.kind != TagKind::End
    }

    /// Names and values of the attributes as written, without the quotes.
    pub(crate) fn attributes(&self) -> Vec<(&'t str, &'t str)> {
        let mut found = Vec::new();
        let inner = self.raw.trim_start_matches(['<', '/']);
        let mut rest = inner.get(self.name().len()..).unwrap_or_default();
        while let Some((name, after)) = rest.split_once('=') {
            let after = after.trim_start();
            let Some(quote) = after.chars().next().filter(|quote| matches!(quote, '"' | '\'')) else { break };
            let after = after.get(1..).unwrap_or_default();
            let Some((value, after)) = after.split_once(quote) else { break };
            found.push((name.trim(), value));
            rest = after;
        }
        found
    }

    /// The value of an attribute, by its name as written, entities resolved.
    pub(crate) fn attribute(&self, wanted: &str) -> Option<String> {
        let (_, value) = self.attributes().into_iter().find(|(name, _)| *name == wanted)?;
        Some(unescaped(value))
    }

    /// The value of an attribute by its name without prefix, but with one: `r:id`.
    pub(crate) fn prefixed(&self, wanted: &str) -> Option<String> {
        let is = |name: &str| name.split_once(':').is_some_and(|(_, local)| local == wanted);
        let (_, value) = self.attributes().into_iter().find(|(name, _)| is(name))?;
        Some(unescaped(value))
    }

    /// A whole number in an attribute.
    pub(crate) fn number(&self, wanted: &str) -> Option<u32> {
        self.attribute(wanted)?.trim().parse().ok()
    }

    /// The same tag with attributes set, or taken out where the value is `None`;
    /// `kind` opens an empty one.
    pub(crate) fn with(&self, set: &[(&str, Option<String>)], kind: TagKind) -> String {
        let mut out = format!("<{}", self.name());
        for (name, value) in self.attributes() {
            if set.iter().all(|(changed, _)| *changed != name) {
                out += &format!(" {name}=\"{}\"", value.replace('"', "&quot;"));
            }
        }
        for (name, value) in set {
            if let Some(value) = value {
                out += &format!(" {name}=\"{}\"", escaped(value));
            }
        }
        out += if kind == TagKind::Empty { "/>" } else { ">" };
        out
    }
}

/// Text as it stands in XML; control letters that XML cannot hold become spaces.
pub(crate) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' | '\t' => escaped.push(letter),
            '\u{fffe}' | '\u{ffff}' => escaped.push(' '),
            letter if letter.is_control() => escaped.push(' '),
            letter => escaped.push(letter),
        }
    }
    escaped
}

/// Text as XML means it.
pub(crate) fn unescaped(text: &str) -> String {
    quick_xml::escape::unescape(text).map_or_else(|_| text.to_owned(), std::borrow::Cow::into_owned)
}

/// Changes to a text, in the order of their places.
#[derive(Default)]
pub(crate) struct Edits(Vec<(Range<usize>, String)>);

impl Edits {
    /// Puts text in the place of a range, which may be empty.
    pub(crate) fn replace(&mut self, span: Range<usize>, with: impl Into<String>) {
        self.0.push((span, with.into()));
    }

    pub(crate) fn insert(&mut self, at: usize, text: impl Into<String>) {
        self.replace(at..at, text);
    }

    /// The text with all changes made.
    pub(crate) fn apply(self, text: &str) -> String {
        let mut out =
            String::with_capacity(text.len() + self.0.iter().map(|(_, with)| with.len()).sum::<usize>());
        let mut from = 0;
        for (span, with) in self.0 {
            out.push_str(text.get(from..span.start).unwrap_or_default());
            out.push_str(&with);
            from = span.end;
        }
        out.push_str(text.get(from..).unwrap_or_default());
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_know_their_place_and_attributes() {
        let text = "<?xml version='1.0'?><a x:b='1 \"2\"' c = \"&lt;\"><!-- <d/> --><x:d/></a>";
        let mut tags = Tags::new(text);
        let root = tags.next().expect("XML").expect("a tag");
        assert_eq!((root.local, root.kind, root.depth), ("a", TagKind::Start, 0));
        assert_eq!(root.attributes(), [("x:b", "1 \"2\""), ("c", "&lt;")]);
        assert_eq!(root.attribute("c").as_deref(), Some("<"));
        assert_eq!(root.prefixed("b").as_deref(), Some("1 \"2\""));
        let changed = root.with(&[("c", None), ("d", Some("<".to_owned()))], TagKind::Start);
        assert_eq!(changed, "<a x:b=\"1 &quot;2&quot;\" d=\"&lt;\">");
        let inner = tags.next().expect("XML").expect("a tag");
        assert_eq!((inner.local, inner.kind, inner.depth), ("d", TagKind::Empty, 1));
        assert_eq!(tags.next().expect("XML").expect("a tag").depth, 0);
        assert!(tags.next().expect("XML").is_none());
    }
}

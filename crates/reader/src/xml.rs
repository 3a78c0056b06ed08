//! XML parts, one node at a time, with nesting limited.
//!
//! Elements and attributes are known by the prefixes that OpenDocument 1.3 part 3,
//! 1.4 itself uses. A program may bind its own prefixes on the root element; these
//! are translated, so that a match on `table:table-cell` holds for all.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::BufRead;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::error::OpenError;
use crate::limits::{LimitName, Limits};
use crate::package;

/// Ends of the namespaces that are matched, and the prefix that stands for each.
const NAMESPACES: [(&str, &str); 9] = [
    ("opendocument:xmlns:office:1.0", "office"),
    ("opendocument:xmlns:table:1.0", "table"),
    ("opendocument:xmlns:text:1.0", "text"),
    ("opendocument:xmlns:style:1.0", "style"),
    ("opendocument:xmlns:datastyle:1.0", "number"),
    ("opendocument:xmlns:xsl-fo-compatible:1.0", "fo"),
    ("opendocument:xmlns:svg-compatible:1.0", "svg"),
    ("calc/xmlns/calcext", "calcext"),
    ("purl.org/dc/elements/1.1/", "dc"),
];

/// One node; empty elements come as a start and an end.
pub(crate) enum Node<'x> {
    Start(Element<'x>),
    End,
    Text(String),
    Eof,
}

/// Reads nodes.
pub(crate) struct Xml<R> {
    reader: Reader<R>,
    buffer: Vec<u8>,
    depth: usize,
    depth_limit: usize,
    /// The usual prefix for each that the root binds otherwise.
    renamed: HashMap<String, &'static str>,
}

impl<R: BufRead> Xml<R> {
    pub(crate) fn new(source: R, limits: &Limits) -> Self {
        let mut reader = Reader::from_reader(source);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, buffer: Vec::new(), depth: 0, depth_limit: limits.depth, renamed: HashMap::new() }
    }

    /// The next node; comments and the like are passed over.
    pub(crate) fn next(&mut self) -> Result<Node<'_>, OpenError> {
        loop {
            self.buffer.clear();
            match self.reader.read_event_into(&mut self.buffer).map_err(broken)?.into_owned() {
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
                event => return self.node(event),
            }
        }
    }

    fn node(&mut self, event: Event<'static>) -> Result<Node<'_>, OpenError> {
        Ok(match event {
            Event::Start(start) | Event::Empty(start) => {
                if self.depth == 0 {
                    self.bind(&start);
                }
                self.depth += 1;
                if self.depth > self.depth_limit {
                    return Err(OpenError::Limit { limit: LimitName::Depth });
                }
                Node::Start(Element { start, renamed: &self.renamed })
            }
            Event::End(_) => {
                self.depth = self.depth.saturating_sub(1);
                Node::End
            }
            Event::Text(text) => Node::Text(text.xml10_content().into_owned()),
            Event::CData(text) => Node::Text(text.xml10_content().into_owned()),
            Event::GeneralRef(name) => {
                let c = name.resolve_char_ref().map_err(broken)?;
                Node::Text(match c {
                    Some(c) => c.to_string(),
                    None => entity(&name.into_inner()),
                })
            }
            _ if self.depth > 0 => return Err(OpenError::damaged("XML: the part is cut short")),
            _ => Node::Eof,
        })
    }

    /// Passes over the rest of the element that was just started.
    pub(crate) fn skip(&mut self) -> Result<(), OpenError> {
        let mut open = 1usize;
        while open > 0 {
            match self.next()? {
                Node::Start(_) => open += 1,
                Node::End => open -= 1,
                Node::Text(_) => {}
                Node::Eof => return Err(OpenError::damaged("XML: the part is cut short")),
            }
        }
        Ok(())
    }

    fn bind(&mut self, root: &BytesStart<'_>) {
        for attribute in root.attributes().with_checks(false).flatten() {
            let name = attribute.key.into_inner();
            let Some(prefix) = name.strip_prefix("xmlns").map(|rest| rest.strip_prefix(':').unwrap_or(rest))
            else {
                continue;
            };
            let known = NAMESPACES.iter().find(|(end, _)| attribute.value.ends_with(end));
            if let Some((_, usual)) = known.filter(|(_, usual)| *usual != prefix) {
                self.renamed.insert(prefix.to_owned(), usual);
            }
        }
    }
}

/// The start of an element.
pub(crate) struct Element<'x> {
    start: BytesStart<'static>,
    renamed: &'x HashMap<String, &'static str>,
}

impl Element<'_> {
    /// Its name with the usual prefix.
    pub(crate) fn name(&self) -> Cow<'_, str> {
        self.usual(self.start.name().into_inner())
    }

    fn usual<'n>(&self, name: &'n str) -> Cow<'n, str> {
        if self.renamed.is_empty() {
            return Cow::Borrowed(name);
        }
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        match self.renamed.get(prefix) {
            Some(usual) => Cow::Owned(format!("{usual}:{local}")),
            None => Cow::Borrowed(name),
        }
    }

    /// Shows every attribute, by its name with the usual prefix and its value.
    pub(crate) fn attributes(&self, mut take: impl FnMut(&str, Cow<'_, str>)) -> Result<(), OpenError> {
        for attribute in self.start.attributes().with_checks(false) {
            let attribute = attribute.map_err(|error| broken(error.into()))?;
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(broken)?;
            take(&self.usual(attribute.key.into_inner()), value);
        }
        Ok(())
    }

    /// The value of one attribute.
    pub(crate) fn attribute(&self, wanted: &str) -> Result<Option<String>, OpenError> {
        let mut found = None;
        self.attributes(|name, value| {
            if name == wanted {
                found = Some(value.into_owned());
            }
        })?;
        Ok(found)
    }
}

/// The five entities that XML has by itself; any other stays as it is written.
fn entity(name: &str) -> String {
    match quick_xml::escape::resolve_xml_entity(name) {
        Some(text) => text.to_owned(),
        None => format!("&{name};"),
    }
}

fn broken(error: quick_xml::Error) -> OpenError {
    match error {
        quick_xml::Error::Io(error) => {
            package::read_error(std::io::Error::new(error.kind(), error.to_string()))
        }
        error => OpenError::damaged(format_args!("XML: {error}")),
    }
}

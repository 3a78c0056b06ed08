//! The tokens of the window against those of `quick-xml`, and text against bytes.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::io::{self, Read};

use quick_xml::Reader;
use quick_xml::events::Event;

use super::tokens::{CHUNK, Kind, Window};

/// Gives bytes a few at a time, as a decompressor may.
struct Slow<'a>(&'a [u8]);

impl Read for Slow<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = buffer.len().min(7).min(self.0.len());
        let (now, later) = self.0.split_at(length);
        buffer[..length].copy_from_slice(now);
        self.0 = later;
        Ok(length)
    }
}

fn ours(xml: &str) -> Option<Vec<(Kind, String)>> {
    let mut window = Window::new(Box::new(Slow(xml.as_bytes())), 1 << 20);
    let mut found = Vec::new();
    loop {
        match window.next().ok()? {
            (Kind::Done, _) => return Some(found),
            (kind, range) => found.push((kind, window.slice(range).to_owned())),
        }
    }
}

fn theirs(xml: &str) -> Option<Vec<(Kind, String)>> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    let mut found: Vec<(Kind, String)> = Vec::new();
    let mut joins = false;
    loop {
        let (kind, text) = match reader.read_event().ok()? {
            Event::Eof => return Some(found),
            Event::Start(tag) => (Kind::Open, tag.to_string()),
            Event::Empty(tag) => (Kind::Empty, tag.to_string()),
            Event::End(tag) => (Kind::Close, tag.to_string()),
            Event::CData(text) => (Kind::CData, text.to_string()),
            Event::Comment(text) => (Kind::Comment, text.to_string()),
            Event::PI(text) => (Kind::Instruction, text.to_string()),
            Event::Decl(text) => (Kind::Instruction, text.to_string()),
            Event::DocType(_) => return None,
            Event::Text(text) => (Kind::Text, text.to_string()),
            Event::GeneralRef(name) => (Kind::Text, format!("&{};", &*name)),
        };
        // Ours leaves references within their text.
        match found.last_mut() {
            Some((Kind::Text, last)) if kind == Kind::Text && joins => last.push_str(&text),
            _ => found.push((kind, text)),
        }
        joins = kind == Kind::Text;
    }
}

#[test]
fn tokens_are_those_of_quick_xml() {
    let long = format!("<a>{}<b x='{}'/></a>", "đ".repeat(CHUNK), "á>".repeat(CHUNK));
    for xml in [
        "<?xml version='1.0'?>\n<a b='>' c=\"'/>\"> x &amp; y <c/>z</a >",
        "<a><!-- <b> -- --><![CDATA[<b>]]]]><c x = '1' /></a>",
        "<a/><?pi x?>",
        "<a>",
        "",
        "chữ",
        "<a b='",
        "<!-- a",
        "<![CDATA[ a ]]",
        "<",
        "<a></",
        "<?x",
        &long,
    ] {
        assert_eq!(ours(xml), theirs(xml), "{xml:.80}");
    }
    assert_eq!(ours(&long).map(|tokens| tokens.len()), Some(4));
}

#[test]
fn bytes_that_are_no_text_are_refused() {
    for bytes in [&b"<a>\xFF</a>"[..], b"<a>\xC4", b"\xFF\xFE<\0", b"\0<"] {
        let mut window = Window::new(Box::new(bytes), 100);
        let mut last = window.next();
        while let Ok((kind, _)) = last {
            assert_ne!(kind, Kind::Done, "{bytes:?}");
            last = window.next();
        }
    }
}

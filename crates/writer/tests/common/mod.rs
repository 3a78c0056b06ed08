//! Documents of `testdata/writer`, and parts of the workbooks made from them.

#![allow(dead_code, reason = "each test program uses its own part")]
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests may fail loudly"
)]

use std::io::{Cursor, Read};
use std::path::Path;

use phuluc_model::{Document, Layouts};
use phuluc_writer::{WriteOptions, write_xlsx};
use zip::ZipArchive;

pub(crate) fn document(name: &str) -> Document {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/writer").join(name);
    let text = std::fs::read(&path).expect("a document");
    Document::from_json(&text, &Layouts::built_in()).expect("a document")
}

pub(crate) struct Workbook(ZipArchive<Cursor<Vec<u8>>>);

impl Workbook {
    pub(crate) fn of(document: &Document) -> Self {
        Self::read(write_xlsx(document, &WriteOptions::default()).expect("a workbook"))
    }

    pub(crate) fn read(bytes: Vec<u8>) -> Self {
        Self(ZipArchive::new(Cursor::new(bytes)).expect("a package"))
    }

    pub(crate) fn part(&mut self, name: &str) -> String {
        let mut text = String::new();
        self.0.by_name(name).expect("a part").read_to_string(&mut text).expect("text");
        text
    }

    pub(crate) fn sheet(&mut self, number: usize) -> Sheet {
        let shared = self.0.by_name("xl/sharedStrings.xml").is_ok();
        let strings = if shared { self.part("xl/sharedStrings.xml") } else { String::new() };
        let strings = between_all(&strings, "<si>", "</si>").map(plain).collect();
        Sheet {
            xml: self.part(&format!("xl/worksheets/sheet{number}.xml")),
            strings,
            styles: self.part("xl/styles.xml"),
        }
    }
}

pub(crate) struct Sheet {
    pub(crate) xml: String,
    strings: Vec<String>,
    styles: String,
}

impl Sheet {
    /// The `<c>` element of a cell.
    pub(crate) fn cell(&self, place: &str) -> &str {
        let start = format!("<c r=\"{place}\"");
        let at = self.xml.find(&start).unwrap_or_else(|| panic!("no cell {place}"));
        let rest = &self.xml[at..];
        let end = rest.find('>').expect("a tag");
        if rest[..end].ends_with('/') { &rest[..=end] } else { between(rest, "", "</c>").expect("a cell") }
    }

    pub(crate) fn formula(&self, place: &str) -> Option<&str> {
        between(self.cell(place), "<f>", "</f>")
    }

    pub(crate) fn value(&self, place: &str) -> Option<&str> {
        between(self.cell(place), "<v>", "</v>")
    }

    /// The text of a cell that holds text.
    pub(crate) fn text(&self, place: &str) -> Option<&str> {
        if !self.cell(place).contains("t=\"s\"") {
            return None;
        }
        let index: usize = self.value(place)?.parse().ok()?;
        self.strings.get(index).map(String::as_str)
    }

    /// The number format of a cell.
    pub(crate) fn format(&self, place: &str) -> String {
        let style: usize =
            between(self.cell(place), " s=\"", "\"").expect("a style").parse().expect("an index");
        let xfs = between(&self.styles, "<cellXfs", "</cellXfs>").expect("formats");
        let xf = between_all(xfs, "<xf ", ">").nth(style).expect("a format");
        let id = between(xf, "numFmtId=\"", "\"").expect("an id");
        let code = between(&self.styles, &format!("numFmtId=\"{id}\" formatCode=\""), "\"");
        code.map_or_else(|| format!("built-in {id}"), |code| code.replace("&quot;", "\""))
    }
}

pub(crate) fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    let from = text.find(start)? + start.len();
    let rest = &text[from..];
    Some(&rest[..rest.find(end)?])
}

pub(crate) fn between_all<'a>(text: &'a str, start: &'a str, end: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(start).skip(1).map(move |rest| rest.split(end).next().unwrap_or_default())
}

fn plain(item: &str) -> String {
    let text: String =
        item.split('<').filter_map(|piece| piece.split_once('>')).map(|(_, text)| text).collect();
    let text = if text.is_empty() { item.to_owned() } else { text };
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

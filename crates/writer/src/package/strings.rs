//! Texts of a workbook, each once, numbered in the order in which they come.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{self, Write};
use std::sync::Arc;

use super::escape::{escape, escape_cell};

const OPEN: &str = "<si>";
const CLOSE: &str = "</si>";
const END: &str = "</sst>";

/// The texts of a workbook.
#[derive(Debug, Default)]
pub(crate) struct Strings {
    /// Texts as the library has numbered them, as elements without their tags.
    old: Vec<Box<str>>,
    /// Where each stands in `old`.
    places: HashMap<Box<str>, usize>,
    /// Their new numbers, as far as they have one.
    renumbered: Vec<Option<u32>>,
    /// The numbers of all other texts, of cells.
    numbers: HashMap<Arc<str>, u32>,
    /// The elements in their new order.
    xml: Vec<u8>,
    /// How many they are.
    count: u32,
    /// How many cells have a text.
    cells: u64,
}

impl Strings {
    /// Takes the texts that the library has numbered; `None` where they are not as it writes them.
    pub(super) fn old(&mut self, xml: &str) -> Option<()> {
        let Some((head, mut rest)) = xml.find(OPEN).and_then(|at| xml.split_at_checked(at)) else {
            return (!xml.contains(CLOSE)).then_some(());
        };
        while let Some(item) = rest.strip_prefix(OPEN) {
            let (item, after) = item.split_once(CLOSE)?;
            let item: Box<str> = Box::from(as_words(item).as_ref());
            self.places.insert(item.clone(), self.old.len());
            self.old.push(item);
            self.renumbered.push(None);
            rest = after;
        }
        let count = format!(" uniqueCount=\"{}\"", self.old.len());
        (rest == END && head.contains(&count)).then_some(())
    }

    /// The number of a text that the library has given another.
    pub(super) fn renumber(&mut self, old: usize) -> Option<u32> {
        let number = self.renumbered.get(old).copied()?;
        self.cells += 1;
        Some(number.unwrap_or_else(|| {
            self.begin();
            self.xml.extend_from_slice(self.old.get(old).map(|item| item.as_bytes()).unwrap_or_default());
            self.end(Some(old))
        }))
    }

    /// The number of the text of a cell.
    pub(crate) fn number(&mut self, text: &Arc<str>) -> u32 {
        self.cells += 1;
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let start = self.begin();
        write_item(&mut self.xml, text);
        let item = self.xml.get(start + OPEN.len()..).and_then(|item| std::str::from_utf8(item).ok());
        let old = item.and_then(|item| self.places.get(item)).copied();
        let known = old.and_then(|old| self.renumbered.get(old).copied().flatten());
        let number = match known {
            Some(known) => {
                self.xml.truncate(start);
                known
            }
            None => self.end(old),
        };
        self.numbers.insert(Arc::clone(text), number);
        number
    }

    /// Counts another cell with the text of a number.
    pub(crate) fn again(&mut self, number: u32) -> u32 {
        self.cells += 1;
        number
    }

    /// Begins another element, and says where.
    fn begin(&mut self) -> usize {
        let start = self.xml.len();
        self.xml.extend_from_slice(OPEN.as_bytes());
        start
    }

    /// Ends an element, perhaps of a text that the library has numbered, and numbers it.
    fn end(&mut self, old: Option<usize>) -> u32 {
        self.xml.extend_from_slice(CLOSE.as_bytes());
        let number = self.count;
        self.count = self.count.saturating_add(1);
        if let Some(known) = old.and_then(|old| self.renumbered.get_mut(old)) {
            *known = Some(number);
        }
        number
    }

    /// Writes the part that holds them.
    pub(super) fn write(&self, out: &mut impl Write) -> io::Result<()> {
        write!(
            out,
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" count=\"{}\" uniqueCount=\"{}\">",
            self.cells, self.count
        )?;
        out.write_all(&self.xml)?;
        out.write_all(b"</sst>")
    }
}

/// Writes a text as an element without its tags.
fn write_item(xml: &mut Vec<u8>, text: &str) {
    let blank = ['\t', '\n', ' '];
    let kept = if text.starts_with(blank) || text.ends_with(blank) { " xml:space=\"preserve\"" } else { "" };
    for piece in ["<t", kept, ">", &escape_cell(text), "</t>"] {
        xml.extend_from_slice(piece.as_bytes());
    }
}

/// The library takes words that begin and end like runs of rich text for such runs; none
/// are ever written here, so that these are words of a file.
fn as_words(item: &str) -> Cow<'_, str> {
    if item.starts_with("<r>") { Cow::Owned(format!("<t>{}</t>", escape(item))) } else { Cow::Borrowed(item) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_text_once() {
        let mut strings = Strings::default();
        let old = "<si><t>a</t></si><si><t>b&lt;</t></si><si><r>x</r></si>";
        strings.old(&format!("<sst uniqueCount=\"3\">{old}</sst>")).expect("as the library writes");
        assert_eq!(strings.renumber(1), Some(0));
        let text: Arc<str> = Arc::from("a");
        assert_eq!((strings.number(&text), strings.number(&text)), (1, 1));
        assert_eq!(strings.number(&Arc::from("b<")), 0);
        assert_eq!(strings.renumber(2), Some(2));
        assert_eq!(strings.renumber(3), None);
        let mut xml = Vec::new();
        strings.write(&mut xml).expect("written");
        let xml = String::from_utf8(xml).expect("text");
        let items = "<si><t>b&lt;</t></si><si><t>a</t></si><si><t>&lt;r&gt;x&lt;/r&gt;</t></si>";
        assert!(xml.ends_with(&format!(" uniqueCount=\"3\">{items}</sst>")), "{xml}");
    }

    /// Words that the library takes for runs of rich text may hold anything.
    #[test]
    fn texts_that_do_not_stand_alone_are_refused() {
        let old = |xml: &str| Strings::default().old(xml);
        assert_eq!(old(""), Some(()));
        assert_eq!(old("<sst uniqueCount=\"1\"><si><r></si><si></r></si></sst>"), None);
        assert_eq!(old("<sst uniqueCount=\"1\"><si><r></si></r></si></sst>"), None);
    }
}

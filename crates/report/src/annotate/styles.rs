//! The style sheet: a look of its own for every marked cell, all else as it was.

use std::collections::HashMap;

use super::AnnotateError;
use super::xml::{Edits, Tag, TagKind, Tags};

/// Why a cell is marked, which decides its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Mark {
    Accepted,
    Info,
    Warning,
    Error,
}

impl Mark {
    pub(crate) const ALL: [Self; 4] = [Self::Accepted, Self::Info, Self::Warning, Self::Error];

    /// Its colour, as Excel's own "good", "neutral" and "bad" are light.
    pub(crate) const fn colour(self) -> &'static str {
        match self {
            Self::Accepted => "FFD9D9D9",
            Self::Info => "FFDDEBF7",
            Self::Warning => "FFFFE699",
            Self::Error => "FFF8CBAD",
        }
    }
}

/// A list of the style sheet that grows: fonts, fills, borders or cell formats.
#[derive(Debug, Default)]
struct List {
    /// The start tag as it stands, with its place and attributes.
    open: std::ops::Range<usize>,
    start: String,
    empty: bool,
    /// Where its end tag stands.
    close: usize,
    count: u32,
    added: Vec<String>,
}

impl List {
    /// Adds an item and gives its index.
    fn add(&mut self, item: String) -> u32 {
        self.added.push(item);
        self.count + u32::try_from(self.added.len() - 1).unwrap_or(u32::MAX)
    }
}

/// The style sheet of a workbook that is annotated.
pub(crate) struct Styles {
    text: String,
    fonts: List,
    fills: List,
    borders: List,
    formats: List,
    /// Cell formats as written.
    known: Vec<String>,
    fill_of: HashMap<Mark, u32>,
    marked: HashMap<(u32, Mark), u32>,
    own: HashMap<String, u32>,
}

/// A style sheet for workbooks without one.
pub(crate) const PLAIN: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><fonts count=\"1\"><font><sz val=\"12\"/><name val=\"Times New Roman\"/><family val=\"1\"/></font></fonts><fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills><borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs><cellXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/></cellXfs></styleSheet>";

impl Styles {
    pub(crate) fn read(text: String) -> Result<Self, AnnotateError> {
        let mut lists = [List::default(), List::default(), List::default(), List::default()];
        let mut known = Vec::new();
        let mut open: Option<usize> = None;
        let mut item = None;
        let mut tags = Tags::new(&text);
        while let Some(tag) = tags.next()? {
            match tag.depth {
                0 if tag.opens() && tag.name() != "styleSheet" => {
                    return Err(AnnotateError::Unusual("prefixed style sheet"));
                }
                1 => open = list(&mut lists, &tag, open),
                2 => {
                    if let Some(list) = open.and_then(|open| lists.get_mut(open)) {
                        list.count += u32::from(tag.opens());
                    }
                    if open == Some(3) {
                        item = format(&text, &tag, item, &mut known);
                    }
                }
                _ => {}
            }
        }
        let [fonts, fills, borders, formats] = lists;
        if [&fonts, &fills, &borders, &formats].iter().any(|list| list.start.is_empty()) {
            return Err(AnnotateError::Unusual("style sheet without fonts, fills, borders or formats"));
        }
        let (fill_of, marked, own) = (HashMap::new(), HashMap::new(), HashMap::new());
        Ok(Self { text, fonts, fills, borders, formats, known, fill_of, marked, own })
    }

    fn fill(&mut self, mark: Mark) -> u32 {
        let fills = &mut self.fills;
        *self.fill_of.entry(mark).or_insert_with(|| fills.add(solid(mark.colour())))
    }

    /// The look of a cell with another fill.
    pub(crate) fn marked(&mut self, base: u32, mark: Mark) -> Result<u32, AnnotateError> {
        if let Some(known) = self.marked.get(&(base, mark)) {
            return Ok(*known);
        }
        let fill = self.fill(mark);
        let base_format = usize::try_from(base).ok().and_then(|base| self.known.get(base));
        let written =
            base_format.map_or("<xf numFmtId=\"0\" fontId=\"0\" borderId=\"0\" xfId=\"0\"/>", String::as_str);
        let Some(tag) = Tags::new(written).next()? else { return Err(AnnotateError::damaged("cell format")) };
        let set = [("fillId", Some(fill.to_string())), ("applyFill", Some("1".to_owned()))];
        let rest = written.get(tag.span.end..).unwrap_or_default();
        let format = format!("{}{rest}", tag.with(&set, tag.kind));
        let index = self.formats.add(format);
        self.marked.insert((base, mark), index);
        Ok(index)
    }

    /// A look of the sheet that lists the findings. `font` and `border` are XML
    /// elements, `rest` is what stands in the format.
    pub(crate) fn own(
        &mut self,
        font: &str,
        fill: Option<&str>,
        bordered: bool,
        number: u32,
        rest: &str,
    ) -> u32 {
        let font = intern(&mut self.own, &mut self.fonts, font);
        let fill = fill.map_or(0, |colour| intern(&mut self.own, &mut self.fills, &solid(colour)));
        let border = if bordered { intern(&mut self.own, &mut self.borders, BORDER) } else { 0 };
        let format = format!(
            "<xf numFmtId=\"{number}\" fontId=\"{font}\" fillId=\"{fill}\" borderId=\"{border}\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\" applyAlignment=\"1\">{rest}</xf>"
        );
        intern(&mut self.own, &mut self.formats, &format)
    }

    /// The new style sheet.
    pub(crate) fn finish(self) -> String {
        let mut lists = [self.fonts, self.fills, self.borders, self.formats];
        lists.sort_by_key(|list| list.open.start);
        let mut edits = Edits::default();
        for list in lists.into_iter().filter(|list| !list.added.is_empty()) {
            let count = list.count + u32::try_from(list.added.len()).unwrap_or(u32::MAX);
            let Some(tag) = Tags::new(&list.start).next().ok().flatten() else { continue };
            edits.replace(list.open.clone(), tag.with(&[("count", Some(count.to_string()))], TagKind::Start));
            let end = if list.empty { format!("</{}>", tag.name()) } else { String::new() };
            edits.insert(list.close, format!("{}{end}", list.added.concat()));
        }
        edits.apply(&self.text)
    }
}

const BORDER: &str = "<border><left style=\"thin\"/><right style=\"thin\"/><top style=\"thin\"/><bottom style=\"thin\"/><diagonal/></border>";

fn solid(colour: &str) -> String {
    format!(
        "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"{colour}\"/><bgColor indexed=\"64\"/></patternFill></fill>"
    )
}

fn intern(own: &mut HashMap<String, u32>, list: &mut List, item: &str) -> u32 {
    *own.entry(item.to_owned()).or_insert_with(|| list.add(item.to_owned()))
}

/// Takes a list's start or end in, and gives the list that is open after it.
fn list(lists: &mut [List; 4], tag: &Tag<'_>, open: Option<usize>) -> Option<usize> {
    let index = ["fonts", "fills", "borders", "cellXfs"].iter().position(|name| *name == tag.local);
    let Some((at, list)) = index.and_then(|at| Some((at, lists.get_mut(at)?))) else {
        return if tag.opens() { None } else { open };
    };
    match tag.kind {
        TagKind::End => list.close = tag.span.start,
        TagKind::Start | TagKind::Empty => {
            list.open = tag.span.clone();
            list.start = tag.with(&[], TagKind::Start);
            list.empty = tag.kind == TagKind::Empty;
            list.close = tag.span.end;
        }
    }
    (tag.kind == TagKind::Start).then_some(at)
}

/// Takes a cell format in; gives where one that is open began.
fn format(text: &str, tag: &Tag<'_>, began: Option<usize>, known: &mut Vec<String>) -> Option<usize> {
    let from = began.unwrap_or(tag.span.start);
    if tag.kind == TagKind::Start {
        return Some(from);
    }
    known.push(text.get(from..tag.span.end).unwrap_or_default().to_owned());
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_marked_format_keeps_all_but_its_fill() {
        let text = PLAIN.replace(
            "</cellXfs>",
            "<xf numFmtId=\"3\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"><alignment wrapText=\"1\"/></xf></cellXfs>",
        );
        let mut styles = Styles::read(text).expect("styles");
        assert_eq!(styles.marked(1, Mark::Error).expect("a format"), 2);
        assert_eq!(styles.marked(1, Mark::Error).expect("a format"), 2);
        assert_eq!(styles.marked(0, Mark::Error).expect("a format"), 3);
        let text = styles.finish();
        assert!(text.contains("<fills count=\"3\">") && text.contains("<cellXfs count=\"4\">"), "{text}");
        let format = "<xf numFmtId=\"3\" fontId=\"0\" borderId=\"0\" xfId=\"0\" fillId=\"2\" applyFill=\"1\"><alignment wrapText=\"1\"/></xf>";
        assert!(text.contains(format), "{text}");
    }
}

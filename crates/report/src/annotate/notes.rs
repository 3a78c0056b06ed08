//! Notes (comments) at cells, with the boxes that show them. Notes of the
//! submission stay: what is found stands behind them.

use std::collections::{BTreeMap, HashSet};

use phuluc_model::CellRef;
use phuluc_model::marks::FINDING_NOTE;

use super::AnnotateError;
use super::xml::{Edits, Tag, TagKind, Tags, escaped};

/// Who the notes are from.
const AUTHOR: &str = "phuluc";

const NEW: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<comments xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><authors></authors><commentList></commentList></comments>";

/// The part of comments with notes put in, and the cells that had none before. Cells
/// with a conversation are left alone: it is not ours to change.
pub(crate) fn comments(
    existing: Option<&str>,
    notes: &BTreeMap<CellRef, String>,
) -> Result<(String, Vec<CellRef>), AnnotateError> {
    let text = existing.unwrap_or(NEW);
    let mut passage = Passage { text, notes: Some(notes), ..Passage::default() };
    let mut tags = Tags::new(text);
    while let Some(tag) = tags.next()? {
        if tag.depth == 0 && tag.opens() && tag.name() != "comments" {
            return Err(AnnotateError::Unusual("prefixed comments"));
        }
        passage.author(&tag);
        passage.comment(&tag);
    }
    let Passage { known, authors, list, mut edits, .. } = passage;
    let new: Vec<CellRef> = notes.keys().copied().filter(|cell| !known.contains(cell)).collect();
    let comment = |cell: &CellRef| {
        let text = notes.get(cell).map_or("", String::as_str);
        format!("<comment ref=\"{cell}\" authorId=\"{}\"><text>{}</text></comment>", authors.len(), run(text))
    };
    edits.insert(list.0, format!("{}{}", new.iter().map(comment).collect::<String>(), list.1));
    Ok((edits.apply(text), new))
}

/// The passage through a part of comments.
#[derive(Default)]
struct Passage<'t> {
    text: &'t str,
    notes: Option<&'t BTreeMap<CellRef, String>>,
    edits: Edits,
    /// Of each author, whether it stands for a conversation.
    authors: Vec<bool>,
    /// Cells with a comment.
    known: HashSet<CellRef>,
    /// The cell of the open comment, where it may be changed.
    open: Option<CellRef>,
    /// Where the open text or run began.
    began: usize,
    /// Where new comments go, and what follows them.
    list: (usize, &'static str),
}

impl Passage<'_> {
    fn author(&mut self, tag: &Tag<'_>) {
        match (tag.depth, tag.local, tag.kind) {
            (2, "author", TagKind::Start) => self.began = tag.span.end,
            (2, "author", TagKind::End) => {
                let name = self.text.get(self.began..tag.span.start).unwrap_or_default();
                self.authors.push(name.starts_with("tc="));
            }
            (2, "author", TagKind::Empty) => self.authors.push(false),
            (1, "authors", TagKind::End) => {
                self.edits.insert(tag.span.start, format!("<author>{AUTHOR}</author>"));
            }
            (1, "authors", TagKind::Empty) => {
                self.edits.replace(tag.span.clone(), format!("<authors><author>{AUTHOR}</author></authors>"));
            }
            _ => {}
        }
    }

    fn comment(&mut self, tag: &Tag<'_>) {
        let note = self.open.and_then(|cell| self.notes?.get(&cell));
        match (tag.depth, tag.local, tag.kind) {
            (2, "comment", TagKind::Start) => {
                let cell: Option<CellRef> = tag.attribute("ref").and_then(|cell| cell.parse().ok());
                self.known.extend(cell);
                let author = tag.number("authorId").and_then(|at| usize::try_from(at).ok());
                let thread = author.and_then(|at| self.authors.get(at)).copied().unwrap_or_default();
                self.open = cell.filter(|_| !thread);
            }
            (4, "r", TagKind::Start) => self.began = tag.span.start,
            (4, "r", TagKind::End) => {
                // What an earlier copy said.
                let said = self.text.get(self.began..tag.span.end).unwrap_or_default();
                if note.is_some() && said.contains(FINDING_NOTE) {
                    self.edits.replace(self.began..tag.span.end, "");
                }
            }
            (3, "text", TagKind::End) => {
                if let Some(note) = note {
                    self.edits.insert(tag.span.start, run(&format!("\n{note}")));
                }
            }
            (1, "commentList", TagKind::End) => self.list = (tag.span.start, ""),
            (1, "commentList", TagKind::Empty) => {
                self.edits.replace(tag.span.clone(), "<commentList>");
                self.list = (tag.span.end, "</commentList>");
            }
            _ => {}
        }
    }
}

fn run(text: &str) -> String {
    format!(
        "<r><rPr><sz val=\"10\"/><rFont val=\"Times New Roman\"/><family val=\"1\"/></rPr><t xml:space=\"preserve\">{}</t></r>",
        escaped(text)
    )
}

const SHAPE_TYPE: &str = "<v:shapetype id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" path=\"m,l,21600r21600,l21600,xe\"><v:stroke joinstyle=\"miter\"/><v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>";

/// The drawing with boxes for the notes of cells. `first` is the first block of a
/// thousand ids that no other drawing uses.
pub(crate) fn drawing(
    existing: Option<&str>,
    notes: &BTreeMap<CellRef, String>,
    cells: &[CellRef],
    first: usize,
) -> String {
    let blocks: Vec<String> = (first..=first + cells.len() / 1024).map(|block| block.to_string()).collect();
    let mut shapes = String::new();
    if existing.is_none_or(|text| !text.contains("_x0000_t202\"")) {
        shapes += SHAPE_TYPE;
    }
    for (number, cell) in cells.iter().enumerate() {
        let lines = notes.get(cell).map_or(1, |note| lines(note));
        shapes += &shape(first * 1024 + number + 1, *cell, lines);
    }
    match existing.and_then(|text| text.rfind("</xml").map(|at| (text, at))) {
        Some((text, at)) => {
            let (before, after) = text.split_at(at);
            format!("{before}{shapes}{after}")
        }
        None => format!(
            "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><o:shapelayout v:ext=\"edit\"><o:idmap v:ext=\"edit\" data=\"{}\"/></o:shapelayout>{shapes}</xml>",
            blocks.join(",")
        ),
    }
}

/// Lines that a note takes in its box.
fn lines(note: &str) -> u32 {
    let lines: usize = note.lines().map(|line| line.chars().count() / 46 + 1).sum::<usize>() + 1;
    u32::try_from(lines).unwrap_or(u32::MAX).clamp(3, 24)
}

/// A hidden box beside its cell.
fn shape(id: usize, cell: CellRef, lines: u32) -> String {
    let (row, column) = (cell.row, cell.column);
    let top = row.saturating_sub(1);
    let (left, right, bottom) = (column + 1, column + 4, top + lines);
    format!(
        "<v:shape id=\"_x0000_s{id}\" type=\"#_x0000_t202\" style=\"position:absolute;margin-left:80pt;margin-top:2pt;width:220pt;height:{}pt;z-index:1;visibility:hidden\" fillcolor=\"#ffffe1\" o:insetmode=\"auto\"><v:fill color2=\"#ffffe1\"/><v:shadow on=\"t\" color=\"black\" obscured=\"t\"/><v:path o:connecttype=\"none\"/><v:textbox style=\"mso-direction-alt:auto\"><div style=\"text-align:left\"></div></v:textbox><x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{left}, 15, {top}, 10, {right}, 40, {bottom}, 4</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>",
        lines * 14
    )
}

/// The first block of ids after those that drawings use.
pub(crate) fn next_block(drawings: &[String]) -> usize {
    let mut most = 0;
    for text in drawings {
        for rest in text.split("_x0000_s").skip(1) {
            let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
            most = most.max(digits.parse::<usize>().unwrap_or(0) / 1024);
        }
    }
    most.min(60_000) + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_of_the_submission_stay() {
        let text = "<comments><authors><author>A</author><author>tc={1}</author></authors><commentList>\
            <comment ref=\"A1\" authorId=\"0\"><text><t>cũ</t></text></comment>\
            <comment ref=\"A2\" authorId=\"1\"><text><t>[Threaded]</t></text></comment></commentList></comments>";
        let cell = |text: &str| text.parse::<CellRef>().expect("a cell");
        let notes = BTreeMap::from(
            ["A1", "A2", "B2"].map(|name| (cell(name), format!("{FINDING_NOTE}\nmới {name} <"))),
        );
        let (text, new) = comments(Some(text), &notes).expect("comments");
        assert_eq!(new, [cell("B2")]);
        assert!(text.contains("<t>cũ</t><r>") && text.contains("— phuluc —\nmới A1 &lt;"), "{text}");
        assert!(!text.contains("mới A2"), "{text}");
        assert!(
            text.contains("<author>phuluc</author></authors>")
                && text.contains("<comment ref=\"B2\" authorId=\"2\">"),
            "{text}"
        );
        let drawing = drawing(None, &notes, &new, 1);
        assert!(drawing.contains("_x0000_s1025") && drawing.contains("<x:Row>1</x:Row>"), "{drawing}");
        assert_eq!(next_block(&[drawing]), 2);
    }
}

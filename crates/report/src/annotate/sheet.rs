//! A sheet with marked cells.

use std::collections::{BTreeMap, BTreeSet};

use phuluc_model::{CellRange, CellRef};

use super::AnnotateError;
use super::styles::{Mark, Styles};
use super::xml::{Edits, Tag, TagKind, Tags};
use crate::regions::Regions;

/// What is to be marked in a sheet.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    /// Single cells; those that are not there are made.
    pub(crate) cells: BTreeMap<u32, BTreeMap<u32, Mark>>,
    /// Ranges; only cells that are there are marked.
    ranges: Vec<(CellRange, Mark)>,
    /// The same by where they stand.
    regions: Regions,
}

impl Marks {
    /// Marks a cell, unless a worse mark stands there.
    pub(crate) fn add(&mut self, cell: CellRef, mark: Mark) {
        let slot = self.cells.entry(cell.row).or_default().entry(cell.column).or_insert(mark);
        *slot = (*slot).max(mark);
    }

    /// Marks ranges.
    pub(crate) fn with_ranges(mut self, ranges: Vec<(CellRange, Mark)>) -> Self {
        self.regions = Regions::new(ranges.iter().map(|(range, _)| *range).zip(0..));
        self.ranges = ranges;
        self
    }

    fn of(&self, cell: CellRef) -> Option<Mark> {
        let single = self.cells.get(&cell.row).and_then(|row| row.get(&cell.column)).copied();
        let ranges = self.regions.of(cell).filter_map(|at| self.ranges.get(at)).map(|(_, mark)| *mark);
        ranges.chain(single).max()
    }
}

/// What a sheet says that marking needs to know before its cells are passed.
#[derive(Debug, Default)]
pub(crate) struct Facts {
    merges: Vec<CellRange>,
    /// The same by where they stand.
    regions: Regions,
    /// Id of the drawing that holds the notes.
    pub(crate) drawing: Option<String>,
    /// Where a drawing's tag goes.
    pub(crate) place: usize,
    /// How the sheet calls the namespace of relationships.
    prefix: Option<String>,
}

/// What must stand behind the drawing of the notes.
const BEHIND: [&str; 9] = [
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
    "AlternateContent",
];

impl Facts {
    pub(crate) fn read(text: &str) -> Result<Self, AnnotateError> {
        let mut facts = Self::default();
        let mut tags = Tags::new(text);
        let mut behind = false;
        let mut data = false;
        while let Some(tag) = tags.next()? {
            match (tag.depth, tag.local) {
                (0, _) if tag.opens() => facts.root(&tag)?,
                (0, _) if !behind => facts.place = tag.span.start,
                (1, "sheetData") => data = true,
                (1, "legacyDrawing") if tag.opens() => facts.drawing = tag.prefixed("id"),
                (1, local) if data && !behind && tag.opens() && BEHIND.contains(&local) => {
                    behind = true;
                    facts.place = tag.span.start;
                }
                (2, "mergeCell") => {
                    let range = tag.attribute("ref").and_then(|range| range.parse::<CellRange>().ok());
                    facts.merges.extend(range);
                }
                _ => {}
            }
        }
        facts.regions = Regions::new(facts.merges.iter().copied().zip(0..));
        Ok(facts)
    }

    fn root(&mut self, root: &Tag<'_>) -> Result<(), AnnotateError> {
        if root.name() != "worksheet" || root.kind != TagKind::Start {
            return Err(AnnotateError::Unusual("prefixed or empty sheet"));
        }
        let bound = |(name, value): &(&str, &str)| {
            let prefix = name.strip_prefix("xmlns:")?;
            value.ends_with("officeDocument/2006/relationships").then(|| prefix.to_owned())
        };
        self.prefix = root.attributes().iter().find_map(bound);
        if root.attribute("xmlns").is_some_and(|name| name.contains("purl.oclc.org")) {
            return Err(AnnotateError::Unusual("strict dialect"));
        }
        Ok(())
    }

    /// The cell that shows what belongs to a cell: the first of its merged region.
    pub(crate) fn shown(&self, cell: CellRef) -> CellRef {
        let first = self.regions.of(cell).min();
        first.and_then(|at| self.merges.get(at)).map_or(cell, |range| range.first)
    }

    /// The tag of a drawing of notes.
    pub(crate) fn drawing_tag(&self, id: &str) -> String {
        match &self.prefix {
            Some(prefix) => format!("<legacyDrawing {prefix}:id=\"{id}\"/>"),
            None => format!("<legacyDrawing xmlns:r=\"{}\" r:id=\"{id}\"/>", super::relations::DOCUMENT),
        }
    }
}

/// Marks cells and puts a drawing's tag in.
pub(crate) fn mark(
    text: &str,
    marks: &Marks,
    styles: &mut Styles,
    drawing: Option<(usize, String)>,
) -> Result<String, AnnotateError> {
    let mut edits = Edits::default();
    let mut cells =
        Cells { marks, styles, row: None, column: None, base: 0, columns: Vec::new(), done: BTreeSet::new() };
    let mut tags = Tags::new(text);
    let mut within = false;
    while let Some(tag) = tags.next()? {
        match (tag.depth, tag.local) {
            (2, "col") if tag.opens() => cells.columns(&tag),
            (1, "sheetData") => {
                within = tag.kind == TagKind::Start;
                cells.table(&tag, &mut edits)?;
            }
            (2, "row") if within => cells.row(&tag, &mut edits)?,
            (3, "c") if within && tag.opens() => cells.cell(&tag, &mut edits)?,
            _ => {}
        }
    }
    if let Some((place, tag)) = drawing {
        edits.insert(place, tag);
    }
    Ok(edits.apply(text))
}

/// The passage through the cells of a sheet.
struct Cells<'m> {
    marks: &'m Marks,
    styles: &'m mut Styles,
    row: Option<u32>,
    column: Option<u32>,
    /// The look of cells of the row that are not there.
    base: u32,
    /// First and last column and the look of cells there.
    columns: Vec<(u32, u32, u32)>,
    /// Rows whose marks were made.
    done: BTreeSet<u32>,
}

impl Cells<'_> {
    fn columns(&mut self, tag: &Tag<'_>) {
        let number = |name| tag.number(name);
        if let (Some(first), Some(last), Some(style)) = (number("min"), number("max"), number("style")) {
            self.columns.push((first.saturating_sub(1), last.saturating_sub(1), style));
        }
    }

    fn table(&mut self, tag: &Tag<'_>, edits: &mut Edits) -> Result<(), AnnotateError> {
        match tag.kind {
            TagKind::Start => {}
            TagKind::Empty => {
                let rows = self.rows_before(u32::MAX)?;
                let open = tag.with(&[], TagKind::Start);
                edits.replace(tag.span.clone(), format!("{open}{rows}</{}>", tag.name()));
            }
            TagKind::End => {
                let rows = self.rows_before(u32::MAX)?;
                edits.insert(tag.span.start, rows);
            }
        }
        Ok(())
    }

    fn row(&mut self, tag: &Tag<'_>, edits: &mut Edits) -> Result<(), AnnotateError> {
        if tag.kind == TagKind::End {
            let rest = self.cells_before(u32::MAX)?;
            edits.insert(tag.span.start, rest);
            return Ok(());
        }
        let row = match tag.number("r") {
            Some(number) => number.saturating_sub(1),
            None => self.row.map_or(0, |row| row + 1),
        };
        let before = self.rows_before(row)?;
        self.row = Some(row);
        self.column = None;
        self.base = tag.number("s").filter(|_| tag.attribute("customFormat").is_some()).unwrap_or(u32::MAX);
        self.done.insert(row);
        let numbered = ("r", Some((row + 1).to_string()));
        let marked = self.marks.cells.contains_key(&row);
        match (tag.kind, marked) {
            (TagKind::Empty, true) => {
                let cells = self.cells_before(u32::MAX)?;
                let open = tag.with(&[numbered, ("spans", None)], TagKind::Start);
                edits.replace(tag.span.clone(), format!("{before}{open}{cells}</{}>", tag.name()));
            }
            (kind, true) => {
                edits.replace(
                    tag.span.clone(),
                    format!("{before}{}", tag.with(&[numbered, ("spans", None)], kind)),
                );
            }
            (_, false) if before.is_empty() => {}
            (kind, false) => {
                edits.replace(tag.span.clone(), format!("{before}{}", tag.with(&[numbered], kind)))
            }
        }
        Ok(())
    }

    fn cell(&mut self, tag: &Tag<'_>, edits: &mut Edits) -> Result<(), AnnotateError> {
        let Some(row) = self.row else { return Ok(()) };
        let written: Option<CellRef> = tag.attribute("r").and_then(|cell| cell.parse().ok());
        let column = written.map_or_else(|| self.column.map_or(0, |column| column + 1), |cell| cell.column);
        let before = self.cells_before(column)?;
        let cell = CellRef::new(row, column);
        self.column = Some(column);
        let Some(mark) = self.marks.of(cell) else {
            if !before.is_empty() {
                let tag_text = tag.with(&[("r", Some(cell.to_string()))], tag.kind);
                edits.replace(tag.span.clone(), format!("{before}{tag_text}"));
            }
            return Ok(());
        };
        let style = self.styles.marked(tag.number("s").unwrap_or(0), mark)?;
        let set = [("r", Some(cell.to_string())), ("s", Some(style.to_string()))];
        edits.replace(tag.span.clone(), format!("{before}{}", tag.with(&set, tag.kind)));
        Ok(())
    }

    /// Marked cells of the open row that are not there, up to a column.
    fn cells_before(&mut self, column: u32) -> Result<String, AnnotateError> {
        let Some(row) = self.row else { return Ok(String::new()) };
        let marks = self.marks;
        let Some(marked) = marks.cells.get(&row) else { return Ok(String::new()) };
        let from = self.column.map_or(0, |column| column + 1);
        let mut cells = String::new();
        for (column, mark) in marked.range(from..column.max(from)) {
            cells += &self.blank(CellRef::new(row, *column), *mark)?;
            self.column = Some(*column);
        }
        Ok(cells)
    }

    /// Rows with marked cells that are not there, up to a row.
    fn rows_before(&mut self, row: u32) -> Result<String, AnnotateError> {
        let from = self.row.map_or(0, |row| row + 1);
        let marks = self.marks;
        let mut rows = String::new();
        self.base = u32::MAX;
        for (row, marked) in marks.cells.range(from..row.max(from)) {
            if !self.done.insert(*row) {
                continue;
            }
            rows += &format!("<row r=\"{}\">", row + 1);
            for (column, mark) in marked {
                rows += &self.blank(CellRef::new(*row, *column), *mark)?;
            }
            rows += "</row>";
        }
        Ok(rows)
    }

    fn blank(&mut self, cell: CellRef, mark: Mark) -> Result<String, AnnotateError> {
        let of_column = || {
            let mut columns = self.columns.iter();
            columns
                .find(|(first, last, _)| (*first..=*last).contains(&cell.column))
                .map_or(0, |(_, _, style)| *style)
        };
        let base = if self.base == u32::MAX { of_column() } else { self.base };
        let style = self.styles.marked(base, mark)?;
        Ok(format!("<c r=\"{cell}\" s=\"{style}\"/>"))
    }
}

/// A sheet that is not the one in front.
pub(crate) fn behind(text: &str) -> Option<String> {
    let head = text.find("<sheetData").unwrap_or(text.len());
    let (head, rest) = text.split_at_checked(head)?;
    let at = head.find("tabSelected=")?;
    let value = head.get(at..)?.get("tabSelected=".len()..)?;
    let quote = value.chars().next()?;
    let length = value.get(1..)?.find(quote)? + 2;
    let end = at + "tabSelected=".len() + length;
    Some(format!("{}{}{rest}", head.get(..at)?, head.get(end..)?))
}

#[cfg(test)]
mod tests {
    use super::super::styles::PLAIN;
    use super::*;

    fn marked(sheet: &str, cells: &[&str]) -> String {
        let mut marks = Marks::default();
        for cell in cells {
            marks.add(cell.parse().expect("a cell"), Mark::Error);
        }
        let mut styles = Styles::read(PLAIN.to_owned()).expect("styles");
        mark(sheet, &marks, &mut styles, None).expect("a sheet")
    }

    #[test]
    fn cells_and_rows_that_are_not_there_are_made_in_order() {
        let sheet = "<worksheet><sheetData><row r=\"2\" spans=\"1:2\"><c r=\"B2\"><v>1</v></c></row><row r=\"5\"/></sheetData></worksheet>";
        let text = marked(sheet, &["A1", "A2", "B2", "D2", "C3", "B5", "A9"]);
        assert_eq!(
            text,
            "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" s=\"1\"/></row>\
             <row r=\"2\"><c r=\"A2\" s=\"1\"/><c r=\"B2\" s=\"1\"><v>1</v></c><c r=\"D2\" s=\"1\"/></row>\
             <row r=\"3\"><c r=\"C3\" s=\"1\"/></row><row r=\"5\"><c r=\"B5\" s=\"1\"/></row>\
             <row r=\"9\"><c r=\"A9\" s=\"1\"/></row></sheetData></worksheet>"
        );
        let empty = marked("<worksheet><sheetData/></worksheet>", &["B2"]);
        assert_eq!(
            empty,
            "<worksheet><sheetData><row r=\"2\"><c r=\"B2\" s=\"1\"/></row></sheetData></worksheet>"
        );
    }

    #[test]
    fn cells_without_places_are_counted() {
        let sheet = "<worksheet><sheetData><row><c/><c><v>1</v></c></row><row><c><v>2</v></c></row></sheetData></worksheet>";
        let text = marked(sheet, &["B1", "A2"]);
        assert!(
            text.contains("<c r=\"B1\" s=\"1\"><v>1</v>") && text.contains("<c r=\"A2\" s=\"1\"><v>2</v>"),
            "{text}"
        );
    }

    #[test]
    fn only_one_sheet_is_in_front() {
        let sheet = "<worksheet><sheetViews><sheetView tabSelected=\"1\" workbookViewId=\"0\"/></sheetViews><sheetData/></worksheet>";
        let text = behind(sheet).expect("changed");
        assert!(!text.contains("tabSelected") && text.contains("workbookViewId"), "{text}");
        assert_eq!(behind("<worksheet><sheetData/></worksheet>"), None);
    }
}

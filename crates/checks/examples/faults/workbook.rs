//! Faults of workbooks: results, ranges and typed cells that only the file shows.

use std::error::Error;
use std::io::{Cursor, Read, Write};
use std::sync::LazyLock;

use phuluc_checks::{CheckOptions, check};
use phuluc_model::{CellRef, Document, Finding, Layout, Layouts, Severity};
use phuluc_reader::Reader;
use regex::Regex;
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

use crate::inject::Fault;
use crate::plans::Random;

/// A kind of fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Stale,
    Range,
    Typed,
    Text,
}

pub(crate) const KINDS: &[Kind] = &[Kind::Stale, Kind::Range, Kind::Typed, Kind::Text];

impl Kind {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Stale => "stale result of a formula",
            Self::Range => "last row left out of a range",
            Self::Typed => "wrong figure typed over a formula",
            Self::Text => "figure stored as text inside a sum",
        }
    }
}

static FORMULA: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"<c r="([A-Z]+[0-9]+)"([^>]*)><f>([^<]*)</f><v>([^<]*)</v></c>"#).expect("a pattern")
});
static FIGURE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"<c r="([A-Z]+[0-9]+)"( s="[0-9]+")?><v>([1-9][0-9.]*)</v></c>"#).expect("a pattern")
});
static RANGE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^SUM\(([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)\)$").expect("a pattern"));

/// The official workbook of a plan, taken apart.
pub(crate) struct Book {
    parts: Vec<(String, Vec<u8>)>,
    /// What a reader has of it.
    read: Document,
    reader: Reader,
}

impl Book {
    pub(crate) fn of(plan: &[phuluc_model::Appendix]) -> Result<Self, Box<dyn Error>> {
        let document = Document { appendices: plan.to_vec(), ..Document::default() };
        let bytes = phuluc_writer::write_xlsx(&document, &phuluc_writer::WriteOptions::default())?;
        let mut archive = ZipArchive::new(Cursor::new(&bytes))?;
        let mut parts = Vec::new();
        for at in 0..archive.len() {
            let mut part = archive.by_index(at)?;
            let mut content = Vec::new();
            part.read_to_end(&mut content)?;
            let name = part.name()?.into_owned();
            // As after Excel has saved it: a file that asks to be recalculated has no stale results.
            if name == "xl/workbook.xml" {
                content = String::from_utf8(content)?.replace(" fullCalcOnLoad=\"1\"", "").into_bytes();
            }
            parts.push((name, content));
        }
        let mut layouts = Layouts::built_in();
        plan.iter().for_each(|appendix| layouts.add(Layout::clone(&appendix.layout)));
        let reader = Reader::new().layouts(layouts);
        Ok(Self { parts, read: reader.read("plan.xlsx", &bytes)?.document, reader })
    }

    /// Whether the workbook as it was written has nothing above information.
    pub(crate) fn is_right(&self) -> bool {
        said(&self.read).is_empty()
    }

    /// Puts a fault in; the findings with it.
    pub(crate) fn with_fault(&self, kind: Kind, random: &mut Random) -> Option<(Fault, Vec<Finding>)> {
        (0..200).find_map(|_| {
            let sheet = random.below(self.read.appendices.len());
            let name = format!("xl/worksheets/sheet{}.xml", sheet + 1);
            let xml = self.parts.iter().find(|(part, _)| *part == name)?;
            let xml = std::str::from_utf8(&xml.1).ok()?;
            let (cells, changed) = self.change(kind, sheet, xml, random)?;
            let changed = match kind {
                Kind::Stale => changed,
                // Only functions leave text out; a sum with + has the same result as before.
                Kind::Text => recalculated(&changed, |formula| formula.starts_with("SUM(")),
                Kind::Range | Kind::Typed => recalculated(&changed, |_| true),
            };
            let document = self.read_with(&name, &changed).ok()?;
            let sheet = self.read.appendices.get(sheet)?.source.sheet.clone();
            Some((Fault { sheet, cells }, said(&document)))
        })
    }

    fn change(
        &self,
        kind: Kind,
        sheet: usize,
        xml: &str,
        random: &mut Random,
    ) -> Option<(Vec<String>, String)> {
        let pattern = if kind == Kind::Text { &*FIGURE } else { &*FORMULA };
        let all: Vec<regex::Captures<'_>> = pattern.captures_iter(xml).collect();
        let drawn = all.get(random.below(all.len().max(1)))?;
        let (cell, style) = (drawn[1].to_owned(), drawn.get(2).map_or("", |style| style.as_str()));
        let mut cells = vec![cell.clone()];
        let new = match kind {
            Kind::Stale | Kind::Typed => {
                let wrong = other_figure(&drawn[4])?;
                let formula =
                    if kind == Kind::Stale { format!("<f>{}</f>", &drawn[3]) } else { String::new() };
                format!(r#"<c r="{cell}"{style}>{formula}<v>{wrong}</v></c>"#)
            }
            Kind::Range => {
                let range = RANGE.captures(&drawn[3])?;
                let last: u32 = range[4].parse().ok()?;
                let left_out: CellRef = format!("{}{last}", &range[3]).parse().ok()?;
                if range[2].parse::<u32>().ok()? >= last || !self.has_figure(sheet, left_out) {
                    return None;
                }
                let shorter = format!("SUM({}{}:{}{})", &range[1], &range[2], &range[3], last - 1);
                format!(r#"<c r="{cell}"{style}><f>{shorter}</f><v>0</v></c>"#)
            }
            Kind::Text => {
                let at: CellRef = cell.parse().ok()?;
                // The sum that leaves it out is as good a place.
                let sums = FORMULA.captures_iter(xml).filter(|formula| is_in_range(&formula[3], at));
                cells.extend(sums.map(|formula| formula[1].to_owned()));
                if cells.len() == 1 || !self.has_figure(sheet, at) {
                    return None;
                }
                format!(r#"<c r="{cell}"{style} t="inlineStr"><is><t>{}</t></is></c>"#, &drawn[3])
            }
        };
        Some((cells, xml.replacen(&drawn[0], &new, 1)))
    }

    /// Whether a row of the table has a figure that adds up in a cell.
    fn has_figure(&self, sheet: usize, cell: CellRef) -> bool {
        let Some(appendix) = self.read.appendices.get(sheet) else { return false };
        let Some(row) = appendix.walk().find(|row| row.row == cell.row + 1) else { return false };
        appendix.layout.children_sums.iter().any(|column| {
            let field = &appendix.layout.columns[*column].field;
            appendix.source.cell(field, row.row) == Some(cell) && !row.quantity(*column).addend().is_zero()
        })
    }

    fn read_with(&self, changed: &str, xml: &str) -> Result<Document, Box<dyn Error>> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in &self.parts {
            writer.start_file(name, SimpleFileOptions::default())?;
            writer.write_all(if name == changed { xml.as_bytes() } else { content })?;
        }
        let bytes = writer.finish()?.into_inner();
        Ok(self.reader.read("plan.xlsx", &bytes)?.document)
    }
}

/// Whether a sum reaches a cell.
fn is_in_range(formula: &str, cell: CellRef) -> bool {
    let Some(range) = RANGE.captures(formula) else { return false };
    let corner = |column: usize, row: usize| format!("{}{}", &range[column], &range[row]).parse().ok();
    let (Some(first), Some(last)) = (corner(1, 2), corner(3, 4)) else { return false };
    phuluc_model::CellRange::new(first, last).contains(cell)
}

/// Without the stored results of some formulas, so that they are what a spreadsheet would come to.
fn recalculated(xml: &str, which: fn(&str) -> bool) -> String {
    let without = |cell: &regex::Captures<'_>| {
        if which(&cell[3]) {
            format!(r#"<c r="{}"{}><f>{}</f></c>"#, &cell[1], &cell[2], &cell[3])
        } else {
            cell[0].to_owned()
        }
    };
    FORMULA.replace_all(xml, without).into_owned()
}

/// A figure with its last two digits, where they differ, changed.
fn other_figure(figure: &str) -> Option<String> {
    let mut digits: Vec<char> = figure.chars().collect();
    let at =
        digits.windows(2).rposition(|pair| pair[0] != pair[1] && pair.iter().all(char::is_ascii_digit))?;
    digits.swap(at, at + 1);
    Some(digits.into_iter().collect())
}

/// Everything above information, on the way in and after.
fn said(document: &Document) -> Vec<Finding> {
    let mut findings = document.findings.clone();
    findings.retain(|finding| finding.severity >= Severity::Warning);
    findings.extend(check(&document.appendices, &CheckOptions::default().min_severity(Severity::Warning)));
    findings
}

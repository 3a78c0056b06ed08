//! The reader: a workbook's bytes in, its appendices and their inspection out.

use std::collections::HashMap;
use std::sync::Arc;

use phuluc_model::marks::{FINDINGS_SHEET, own_note};
use phuluc_model::text::tidy;
use phuluc_model::{
    Appendix, CellRange, CellRef, Document, Finding, Layout, Layouts, Message, MoneyUnit, PlainWorkbook,
};

use crate::decode::{Basis, Decoded, Encoding};
use crate::draft::{self, Draft};
use crate::error::OpenError;
use crate::grid::{Sheet, Workbook};
use crate::header::{self, HeaderMatch};
use crate::inspection::{CellInspection, Inspection, SheetInspection};
use crate::ledger::{Ledger, Role};
use crate::limits::Limits;
use crate::marks::{self, SheetMarks};
use crate::patterns::Patterns;
use crate::settle;
use crate::table::{self, Zone};
use crate::view::SheetView;
use crate::{open, plain, rules};

/// Reads workbooks by the layouts that it knows.
#[derive(Debug, Clone, Default)]
pub struct Reader {
    layouts: Layouts,
    limits: Limits,
    isolated: Option<open::Isolated>,
}

/// What was read from one file.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Reading {
    /// Appendices and findings.
    pub document: Document,
    /// How it was understood.
    pub inspection: Inspection,
}

impl Reader {
    /// A reader of the built-in layouts, with the default limits.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads by other layouts.
    #[must_use]
    pub fn layouts(mut self, layouts: Layouts) -> Self {
        self.layouts = layouts;
        self
    }

    /// Refuses files beyond other limits.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Parses `.xls`, `.xlsb` and `.ods` in a process of their own.
    #[cfg(not(target_family = "wasm"))]
    #[must_use]
    pub fn isolate(mut self, isolation: crate::Isolation) -> Self {
        self.isolated = Some(isolation);
        self
    }

    /// Reads a workbook from its bytes. `name` is what findings call the file.
    ///
    /// # Errors
    ///
    /// An [`OpenError`] where the bytes are not a workbook, are damaged,
    /// encrypted, or beyond the limits. A workbook without any appendix is no
    /// error: its document is empty and its findings say so.
    pub fn read(&self, name: &str, bytes: &[u8]) -> Result<Reading, OpenError> {
        let (workbook, decoded) = open::open(bytes, &self.limits, self.isolated.as_ref())?;
        let layouts: Vec<Arc<Layout>> = self.layouts.iter().cloned().collect();
        let patterns = Patterns::new(&layouts);
        let mut drafts: Vec<Draft> = Vec::new();
        let mut findings: Vec<Finding> = Vec::new();
        let mut sheets: Vec<SheetInspection> = Vec::new();
        // Units that earlier tables state, for those of the same form that state none.
        let mut units: HashMap<Arc<str>, MoneyUnit> = HashMap::new();
        for (index, sheet) in workbook.sheets.iter().enumerate() {
            let decoded: Vec<&Decoded> = decoded.iter().filter(|decoded| decoded.sheet == index).collect();
            say_decoded(name, sheet, &decoded, &mut findings);
            let marks = marks::of_sheet(&workbook, index);
            let read = read_sheet(&workbook, sheet, name, &patterns, &marks, &mut units);
            say_notes(name, sheet, &marks, &mut findings);
            let ours = lists_findings(&read.inspection);
            if read.drafts.is_empty() && !read.inspection.cells.is_empty() && !ours {
                findings.push(not_recognised(name, sheet, &read.inspection));
            }
            if !ours {
                say_hidden(name, sheet, &mut findings);
            }
            drafts.extend(read.drafts);
            sheets.push(SheetInspection { encodings: encoding_names(&decoded), ..read.inspection });
        }
        settle::settle(&mut drafts);
        drafts.iter_mut().for_each(draft::promote_sum_of_all);
        let mut document = Document { appendices: Vec::new(), findings };
        for draft in drafts {
            let (appendix, findings) = finish(draft);
            document.appendices.push(appendix);
            document.findings.extend(findings);
        }
        let inspection = Inspection { file: name.to_owned(), container: workbook.container, sheets };
        Ok(Reading { document, inspection })
    }
}

impl Reader {
    /// A workbook by its values and basic look, with its text in Unicode: for copies
    /// in another format.
    ///
    /// # Errors
    ///
    /// As [`Reader::read`].
    pub fn plain(&self, bytes: &[u8]) -> Result<PlainWorkbook, OpenError> {
        let (workbook, _) = open::open(bytes, &self.limits, self.isolated.as_ref())?;
        Ok(plain::plain(&workbook))
    }
}

struct SheetRead {
    drafts: Vec<Draft>,
    inspection: SheetInspection,
}

fn read_sheet(
    workbook: &Workbook,
    sheet: &Sheet,
    file: &str,
    patterns: &Patterns,
    marks: &SheetMarks,
    units: &mut HashMap<Arc<str>, MoneyUnit>,
) -> SheetRead {
    let view = SheetView::new(workbook, sheet);
    let mut ledger = Ledger::new(&view);
    let headers: Vec<HeaderMatch> = match marks.layout(patterns) {
        Some(layout) => header::find(&view, &Patterns::new(&[layout])),
        None => header::find(&view, patterns),
    };
    let mut zones: Vec<Zone<'_>> = table::zones(&view, &headers, marks);
    let starts: Vec<u32> = zones.iter().map(|zone| zone.header.rows.0).collect();
    let mut drafts = Vec::new();
    let mut tables = Vec::new();
    let mut start = 0;
    for (at, zone) in zones.iter_mut().enumerate() {
        zone.start = start;
        zone.stop = starts.get(at + 1).copied().unwrap_or(u32::MAX);
        let (draft, next) = table::read(&view, zone, file, units, &mut ledger);
        if let Some(unit) = draft.source.unit.filter(|_| draft.unit_stated) {
            units.insert(draft.layout.id.clone(), unit);
        }
        start = next;
        tables.push(table::inspect(zone, &draft));
        drafts.push(draft);
    }
    marks::unmapped_block(&view, marks, &mut ledger);
    for (number, draft) in drafts.iter_mut().enumerate() {
        table::collect(&view, &ledger, number, draft);
    }
    let fields = |role: Role, table: usize| match role {
        Role::Value(column) => zones
            .get(table)
            .and_then(|zone| zone.header.layout.columns.get(column))
            .map(|column| column.field.clone()),
        _ => None,
    };
    let cells = sheet.cells.iter().enumerate().filter_map(|(index, cell)| {
        let role = ledger.role(index)?;
        Some(CellInspection {
            cell: cell.at,
            role,
            field: fields(role, ledger.table(index)),
            text: view.text(cell),
        })
    });
    let inspection = SheetInspection {
        name: tidy(&sheet.name),
        hidden: sheet.hidden,
        encodings: Vec::new(),
        cells: cells.collect(),
        tables,
    };
    SheetRead { drafts, inspection }
}

/// Turns a settled draft into its appendix.
fn finish(draft: Draft) -> (Appendix, Vec<Finding>) {
    let Draft { layout, titles, plan_year, source, mut rows, total, notes, unmapped, sink, .. } = draft;
    let total_row = total.map(|at| rows.remove(at));
    if let Some(at) = total {
        // Parents behind the total moved up by one.
        for row in &mut rows {
            row.parent = row.parent.map(|parent| if parent > at { parent - 1 } else { parent });
        }
    }
    let appendix = Appendix {
        title: titles.title,
        plan: titles.plan,
        plan_year,
        source,
        total: total_row.map(|flat| draft::row(&layout, flat, Vec::new())),
        rows: draft::tree(&layout, rows),
        notes,
        unmapped,
        layout,
    };
    (appendix, sink.into_findings())
}

fn encoding_name(encoding: &Encoding) -> &'static str {
    match encoding {
        Encoding::Tcvn3 => "TCVN3",
        Encoding::Vni => "VNI",
        Encoding::Decomposed => "Unicode tổ hợp (NFD)",
        Encoding::HalfComposed => "Windows-1258",
        Encoding::ToneBeforeShape => "Unicode (tone before shape)",
    }
}

fn is_unicode(encoding: Encoding) -> bool {
    !matches!(encoding, Encoding::Tcvn3 | Encoding::Vni)
}

fn encoding_names(decoded: &[&Decoded]) -> Vec<String> {
    let mut names: Vec<String> = decoded.iter().map(|d| encoding_name(&d.encoding).to_owned()).collect();
    names.dedup();
    names
}

fn say_decoded(file: &str, sheet: &Sheet, decoded: &[&Decoded], findings: &mut Vec<Finding>) {
    for decoded in decoded {
        let name = encoding_name(&decoded.encoding);
        let (basis_vi, basis_en) = match decoded.basis {
            Basis::Font if is_unicode(decoded.encoding) => ("theo ký tự", "by its characters"),
            Basis::Font => ("theo phông chữ", "by font"),
            Basis::Evidence => ("theo nội dung", "by evidence of the text"),
        };
        let message = Message::new(
            format!("Chữ mã {name} đã được đổi sang Unicode ({basis_vi})"),
            format!("text in {name} was decoded to Unicode ({basis_en})"),
        );
        let finding =
            Finding::new(&rules::ENCODING_DECODED, message, file, &tidy(&sheet.name), decoded.range);
        findings.push(finding.counting(decoded.cells.max(1)));
    }
}

fn not_recognised(file: &str, sheet: &Sheet, inspection: &SheetInspection) -> Finding {
    let cells = &inspection.cells;
    let bounds = |cells: &[CellInspection]| {
        let rows = cells.iter().map(|cell| cell.cell.row);
        let columns = cells.iter().map(|cell| cell.cell.column);
        let first = CellRef::new(rows.clone().min()?, columns.clone().min()?);
        Some(CellRange::new(first, CellRef::new(rows.max()?, columns.max()?)))
    };
    let message = Message::new(
        "Trang tính này không giống biểu nào đã biết nên không được đọc: xem `phuluc inspect`, hoặc thêm mẫu bằng --layouts",
        "this sheet is like no known form and was not read: see `phuluc inspect`, or add its layout with --layouts",
    );
    let cell = bounds(cells).map(|range| range.to_string()).unwrap_or_default();
    Finding::new(&rules::SHEET_NOT_RECOGNISED, message, file, &tidy(&sheet.name), cell).counting(cells.len())
}

/// Whether the sheet is the first one of an annotated copy.
fn lists_findings(inspection: &SheetInspection) -> bool {
    inspection.cells.iter().any(|cell| cell.text == FINDINGS_SHEET)
}

/// Notes that people hung at cells are none of the table's text, and are said.
fn say_notes(file: &str, sheet: &Sheet, marks: &SheetMarks, findings: &mut Vec<Finding>) {
    for note in sheet.notes.iter().filter(|_| !marks.marked) {
        let text = tidy(own_note(&note.text.text));
        if text.is_empty() && !note.text.text.trim().is_empty() {
            continue;
        }
        let message = Message::new("Ô có ghi chú (comment)", "a note hangs at the cell");
        let finding = Finding::new(&rules::CELL_NOTE, message, file, &tidy(&sheet.name), note.at);
        findings.push(finding.with_found(text));
    }
}

fn say_hidden(file: &str, sheet: &Sheet, findings: &mut Vec<Finding>) {
    let name = tidy(&sheet.name);
    if sheet.hidden && !sheet.cells.is_empty() {
        let message =
            Message::new("Trang tính ẩn vẫn được đọc", "the sheet is hidden and was read all the same");
        findings.push(Finding::new(&rules::HIDDEN_READ, message, file, &name, ""));
    }
    let hidden =
        |spans: &[(u32, u32)], at: u32| spans.iter().any(|(first, last)| (*first..=*last).contains(&at));
    let mut rows: Vec<u32> = Vec::new();
    let mut columns: Vec<u32> = Vec::new();
    if !sheet.hidden_rows.is_empty() || !sheet.hidden_columns.is_empty() {
        for cell in &sheet.cells {
            if hidden(&sheet.hidden_rows, cell.at.row) && rows.last() != Some(&cell.at.row) {
                rows.push(cell.at.row);
            }
            if hidden(&sheet.hidden_columns, cell.at.column) && !columns.contains(&cell.at.column) {
                columns.push(cell.at.column);
            }
        }
    }
    if let (Some(first), Some(last)) = (rows.first(), rows.last()) {
        let message = Message::new("Dòng ẩn vẫn được đọc", "hidden rows were read all the same");
        let place =
            if first == last { format!("{}", first + 1) } else { format!("{}:{}", first + 1, last + 1) };
        findings.push(Finding::new(&rules::HIDDEN_READ, message, file, &name, place).counting(rows.len()));
    }
    columns.sort_unstable();
    if let (Some(first), Some(last)) = (columns.first(), columns.last()) {
        let message = Message::new("Cột ẩn vẫn được đọc", "hidden columns were read all the same");
        let (first, last) = (phuluc_model::ColumnName(*first), phuluc_model::ColumnName(*last));
        let finding = Finding::new(&rules::HIDDEN_READ, message, file, &name, format!("{first}:{last}"));
        findings.push(finding.counting(columns.len()));
    }
}

//! The reader: a workbook's bytes in, its appendices and their inspection out.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use phuluc_model::marks::own_note;
use phuluc_model::text::tidy;
use phuluc_model::{Appendix, Document, Finding, Layouts, Message, MoneyUnit, PlainWorkbook, Stage, Timings};

use crate::bands;
use crate::beside;
use crate::continued::{self, LastTable};
use crate::decode::Decoded;
use crate::decoded::{encoding_names, say_decoded};
use crate::draft::{self, Draft};
use crate::error::OpenError;
use crate::grid::{Sheet, Workbook};
use crate::header::{self, HeaderMatch};
use crate::hidden;
use crate::inspected;
use crate::inspection::{Inspection, SheetInspection};
use crate::ledger::Ledger;
use crate::limits::{LimitName, Limits};
use crate::marks::{self, SheetMarks};
use crate::open::{self, Opened, Watch};
use crate::patterns::{Known, Patterns};
use crate::settle;
use crate::table;
use crate::view::SheetView;
use crate::zones::{self, Zone};
use crate::{evaluate, plain, rules, unit_size};

/// Cells of a workbook that take so long to free that a thread pays.
const LARGE: usize = 100_000;

/// Reads workbooks by the layouts that it knows.
#[derive(Debug, Clone, Default)]
pub struct Reader {
    layouts: Layouts,
    limits: Limits,
    /// The headers of the layouts, from the first file on.
    known: OnceLock<Arc<Known>>,
    isolated: Option<open::Isolated>,
    timings: Option<Timings>,
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
        self.known = OnceLock::new();
        self
    }

    pub(crate) const fn known_limits(&self) -> &Limits {
        &self.limits
    }

    /// Refuses files beyond other limits.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Parses `.xls`, `.xlsb` and `.ods` in processes of their own, which this reader and its
    /// copies share: each parses many files in turn, and ends with the last of the readers.
    #[cfg(not(target_family = "wasm"))]
    #[must_use]
    pub fn isolate(mut self, isolation: crate::Isolation) -> Self {
        self.isolated = Some(open::Isolated::new(isolation));
        self
    }

    /// Adds what each stage of reading takes to these times.
    #[must_use]
    pub fn timings(mut self, timings: &Timings) -> Self {
        self.timings = Some(timings.clone());
        self
    }

    pub(crate) const fn watch(&self) -> Watch<'_> {
        Watch(self.timings.as_ref())
    }

    pub(crate) fn known(&self) -> Arc<Known> {
        let known = || Arc::new(Known::new(&self.layouts.iter().cloned().collect::<Vec<_>>()));
        Arc::clone(self.known.get_or_init(known))
    }

    /// Reads a workbook from its bytes. `name` is what findings call the file.
    ///
    /// # Errors
    ///
    /// An [`OpenError`] where the bytes are not a workbook, are damaged,
    /// encrypted, or beyond the limits. A workbook without any appendix is no
    /// error: its document is empty and its findings say so.
    pub fn read(&self, name: &str, bytes: &[u8]) -> Result<Reading, OpenError> {
        self.read_as_far(name, bytes, true)
    }

    /// As [`Reader::read`], but the cells of sheets with appendices are not listed one by
    /// one: only those of sheets that stand beside them. It takes half the time and a
    /// third of the memory. Bytes that are given away are freed once they are parsed.
    ///
    /// # Errors
    ///
    /// As [`Reader::read`].
    pub fn read_without_cells(&self, name: &str, bytes: impl AsRef<[u8]>) -> Result<Reading, OpenError> {
        self.read_as_far(name, bytes, false)
    }

    fn read_as_far(&self, name: &str, bytes: impl AsRef<[u8]>, cells: bool) -> Result<Reading, OpenError> {
        let list = cells;
        let opened = open::open(bytes.as_ref(), &self.limits, self.isolated.as_ref(), self.watch())?;
        drop(bytes);
        self.watch().measure(Stage::Map, |cells| {
            *cells = opened.workbook.sheets.iter().map(|sheet| sheet.cells.len() as u64).sum();
            self.map(name, opened, list)
        })
    }

    /// Finds the appendices in a grid.
    fn map(&self, name: &str, opened: Opened, list: bool) -> Result<Reading, OpenError> {
        let Opened { workbook, decoded, checked } = opened;
        let patterns = Patterns::new(self.known());
        let mut drafts: Vec<Draft> = Vec::new();
        let mut findings: Vec<Finding> = Vec::new();
        let mut sheets: Vec<SheetInspection> = Vec::new();
        let mut before = Before::default();
        let (aside, merged) = marks::aside(&workbook);
        for (index, sheet) in workbook.sheets.iter().enumerate() {
            if aside.contains(&index) {
                sheets.push(inspected::aside(&workbook, sheet));
                continue;
            }
            let decoded: Vec<&Decoded> = decoded.iter().filter(|decoded| decoded.sheet == index).collect();
            say_decoded(name, sheet, &decoded, &mut findings);
            let mut marks = marks::of_sheet(&workbook, index);
            marks.merged = marks.marked && merged;
            if marks.lists {
                sheets.push(marks::lists_sheet(&workbook, sheet));
                continue;
            }
            let checked = evaluate::of_sheet(&checked, index);
            evaluate::say(name, sheet, checked, marks.template, &mut findings);
            let read = read_sheet(&workbook, sheet, name, &patterns, &marks, &mut before, list);
            if patterns.is_exhausted() {
                return Err(OpenError::Limit { limit: LimitName::Comparisons });
            }
            say_notes(name, sheet, &marks, &mut findings);
            if !inspected::lists_findings(sheet) {
                if read.drafts.is_empty() {
                    findings.extend(inspected::not_recognised(name, &workbook, sheet));
                }
                hidden::say(name, sheet, &mut findings);
            }
            drafts.extend(read.drafts);
            sheets.push(SheetInspection { encodings: encoding_names(&decoded), ..read.inspection });
        }
        let container = workbook.container;
        // The grid is as large as all that comes of it, and goes meanwhile.
        let is_large = workbook.sheets.iter().map(|sheet| sheet.cells.len()).sum::<usize>() >= LARGE;
        let mut document = Document { appendices: Vec::new(), findings };
        let settled = || {
            settle::settle(&mut drafts);
            drafts.iter_mut().for_each(draft::promote_sum_of_all);
            drafts.iter_mut().for_each(unit_size::review);
            for draft in drafts {
                let (appendix, findings) = finish(draft);
                document.appendices.push(appendix);
                document.findings.extend(findings);
            }
        };
        beside::both(is_large, || drop(workbook), settled);
        let inspection = Inspection { file: name.to_owned(), container, sheets };
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
        let Opened { workbook, .. } =
            open::open(bytes, &self.limits, self.isolated.as_ref(), Watch::default())?;
        Ok(plain::plain(&workbook))
    }
}

/// What earlier sheets leave to later ones.
#[derive(Default)]
pub(crate) struct Before {
    /// Units that earlier tables state, for those of the same form that state none.
    pub(crate) units: HashMap<Arc<str>, MoneyUnit>,
    /// The unit that the last table of any form states.
    pub(crate) unit: Option<MoneyUnit>,
    /// The table that a sheet without a header may go on with.
    pub(crate) last: Option<LastTable>,
}

pub(crate) struct SheetRead {
    pub(crate) drafts: Vec<Draft>,
    inspection: SheetInspection,
}

pub(crate) fn read_sheet(
    workbook: &Workbook,
    sheet: &Sheet,
    file: &str,
    patterns: &Patterns,
    marks: &SheetMarks,
    before: &mut Before,
    list: bool,
) -> SheetRead {
    let view = SheetView::new(workbook, sheet);
    let mut ledger = Ledger::new(&view);
    let mut bands = match marks.layout(patterns) {
        Some(layout) => {
            let own = Patterns::new(Arc::new(Known::new(std::slice::from_ref(&layout))));
            let found = header::find(&view, &own);
            patterns.charge(own.effort());
            vec![((0, u32::MAX), marks.headers(&view, &layout, found))]
        }
        None => bands::find(&view, patterns),
    };
    if bands.iter().all(|(_, headers)| headers.is_empty()) {
        let header = before.last.as_ref().and_then(|last| continued::find(&view, last));
        bands = vec![((0, u32::MAX), header.into_iter().collect())];
    }
    let mut drafts: Vec<Draft> = Vec::new();
    let mut tables = Vec::new();
    let mut spans = Vec::new();
    let alone = bands.len() == 1;
    for ((first, last), headers) in &bands {
        let band = (!alone).then(|| view.clone().within(*first, *last));
        let view = band.as_ref().unwrap_or(&view);
        let mut zones: Vec<Zone<'_>> = zones::zones(view, headers, marks);
        let mut start = 0;
        for zone in &mut zones {
            zone.start = start;
            zone.number = drafts.len();
            let (draft, next) = read_table(view, zone, file, before, &mut ledger);
            start = next;
            tables.push(table::inspect(zone, &draft));
            spans.push(zone.span());
            drafts.push(draft);
        }
    }
    marks::unmapped_block(&view, marks, &mut ledger);
    for (span, draft) in spans.into_iter().zip(&mut drafts) {
        table::collect(&view, &ledger, span, draft);
    }
    let inspection = SheetInspection {
        name: tidy(&sheet.name),
        hidden: sheet.hidden,
        encodings: Vec::new(),
        cells: if list { inspected::cells(&view, &ledger, &drafts) } else { Vec::new() },
        tables,
        merges: sheet.merges.clone(),
        hidden_rows: sheet.hidden_rows.clone(),
        hidden_columns: sheet.hidden_columns.clone(),
    };
    SheetRead { drafts, inspection }
}

/// Reads a table, with what tables before it leave to it and it leaves to later ones.
fn read_table(
    view: &SheetView<'_>,
    zone: &Zone<'_>,
    file: &str,
    before: &mut Before,
    ledger: &mut Ledger,
) -> (Draft, u32) {
    let inherited = before.units.get(&zone.header.layout.id).copied().or(before.unit);
    let (mut draft, next) = table::read(view, zone, file, inherited, ledger);
    if zone.header.absent {
        draft.plan_year = draft.plan_year.or(before.last.as_ref().and_then(|last| last.plan_year));
    }
    before.leave(zone.header, &draft);
    (draft, next)
}

impl Before {
    /// Keeps what a table leaves to later ones.
    pub(crate) fn leave(&mut self, header: &HeaderMatch, draft: &Draft) {
        if let Some(unit) = draft.source.unit.filter(|_| draft.unit_stated) {
            self.units.insert(draft.layout.id.clone(), unit);
            self.unit = Some(unit);
        }
        self.last = Some(LastTable { header: header.clone(), plan_year: draft.plan_year });
    }
}

/// Turns a settled draft into its appendix.
pub(crate) fn finish(draft: Draft) -> (Appendix, Vec<Finding>) {
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

/// Notes that people hung at cells are none of the table's text, and are said.
pub(crate) fn say_notes(file: &str, sheet: &Sheet, marks: &SheetMarks, findings: &mut Vec<Finding>) {
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

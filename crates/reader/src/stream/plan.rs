//! What is found out of a workbook before its rows are given out: everything else.

use phuluc_model::marks::MERGED_FORMAT;
use phuluc_model::{Document, Finding, Stage};

use super::facts::Facts;
use super::walk::{Assumed, Table, Walk};
use super::window::{Frame, Window};
use super::{StreamError, StreamOptions, WholeReason, advance};
use crate::assemble;
use crate::body::Body;
use crate::decode::{self, Decoded, Evidence, Gathering};
use crate::decoded::say_decoded;
use crate::draft::{self, Draft};
use crate::grid::{CellValue, Sheet, Workbook};
use crate::header::HeaderMatch;
use crate::hidden::{self, Hidden};
use crate::inspected;
use crate::marks;
use crate::patterns::Patterns;
use crate::read::{self, Before, Reader};
use crate::settle;
use crate::source;
use crate::table;
use crate::unit_size;
use crate::units::{Basis, Units};
use crate::view::SheetView;
use crate::wrapped::Habit;
use crate::xlsx::streamed::{self, LargePart, Scanned, Shared, Source};

/// Ways through the sheet until all that was assumed is so.
const WAYS: usize = 4;
/// Rows that are looked at at once the first time.
const AT_ONCE: usize = 256;
/// Notes at cells of the large sheet.
const NOTES: usize = 10_000;

/// A workbook whose rows are still to come.
pub(super) struct Plan<'a> {
    /// All but the rows of the large table, and what stands around it.
    pub(super) document: Document,
    /// Its place among the appendices.
    pub(super) large: usize,
    /// Values of its rows.
    pub(super) values: u64,
    pub(super) rows: u64,
    pub(super) walk: Walk,
    pub(super) window: Window<'a>,
}

/// What the first look at the large sheet tells.
#[derive(Default)]
struct FirstLook {
    gathering: Gathering,
    hidden: Hidden,
    cells: u64,
    text: u64,
}

impl FirstLook {
    fn rows(&mut self, sheet: &Sheet, shared: &Shared) -> Result<(), StreamError> {
        let text = |value: &CellValue| match value {
            CellValue::Text(text) => text.text.len() as u64,
            _ => 0,
        };
        let first = sheet.cells.first().filter(|_| self.cells == 0).map(|cell| &cell.value);
        if matches!(first, Some(CellValue::Text(text)) if &*text.text == MERGED_FORMAT) {
            return Err(WholeReason::Marked.into());
        }
        self.cells += sheet.cells.len() as u64;
        self.text += sheet.cells.iter().map(|cell| text(&cell.value)).sum::<u64>();
        self.hidden.add(sheet);
        let number = |text: &_| shared.number_of(text);
        self.gathering.cells(&sheet.cells, (shared.fonts(), shared.styles()), &number);
        Ok(())
    }
}

/// Everything of a workbook but the rows of its large table.
pub(super) fn plan<'a>(
    reader: &Reader,
    name: &str,
    source: Box<dyn Source + 'a>,
    options: &StreamOptions,
) -> Result<Plan<'a>, StreamError> {
    let limits = reader.known_limits();
    let watch = reader.watch();
    let mut look = FirstLook::default();
    let scanned = watch.measure(Stage::Read, |cells| {
        let mut rows = |sheet: &mut Sheet, shared: &Shared| look.rows(sheet, shared);
        let scanned = streamed::scan(source, limits, options.at_least, AT_ONCE, &mut rows)?;
        assemble::check_texts_beside(&scanned.workbook, look.text, limits)?;
        *cells = look.cells;
        Ok::<_, StreamError>(scanned)
    })?;
    let Scanned { mut workbook, large, shared, part } = scanned;
    refuse(&workbook, large)?;
    // There are no formulas to work out.
    watch.measure(Stage::Evaluate, |_| ());
    let (others, evidence) = watch.measure(Stage::Decode, |cells| {
        *cells = look.cells;
        decode::decode_around(&mut workbook, large, &look.gathering)
    });
    let frame = Frame::new(&workbook, large, &shared)?;
    let hidden = look.hidden;
    let outline = Outline { reader, name, workbook, at: large, others, evidence, hidden, options };
    watch.measure(Stage::Map, |cells| {
        *cells = look.cells;
        outline.settle(frame, shared, part)
    })
}

/// Refuses what only the whole can tell, by what is known before any row.
fn refuse(workbook: &Workbook, large: usize) -> Result<(), WholeReason> {
    let formula = |sheet: &Sheet| sheet.cells.iter().any(|cell| cell.formula.is_some());
    if workbook.sheets.iter().any(formula) {
        return Err(WholeReason::Formulas);
    }
    let (aside, merged) = marks::aside(workbook);
    let own = marks::of_sheet(workbook, large);
    if merged || aside.contains(&large) || own.marked || own.lists || own.template {
        return Err(WholeReason::Marked);
    }
    if workbook.sheets.get(large).is_some_and(|sheet| sheet.notes.len() > NOTES) {
        return Err(WholeReason::Notes);
    }
    Ok(())
}

/// A workbook that is being read, its large sheet aside.
struct Outline<'r> {
    reader: &'r Reader,
    name: &'r str,
    workbook: Workbook,
    /// The large sheet.
    at: usize,
    /// What was decoded beside its cells.
    others: Vec<Decoded>,
    evidence: Evidence,
    hidden: Hidden,
    options: &'r StreamOptions,
}

/// What comes of all sheets after one way through the large one.
struct Mapped {
    drafts: Vec<Draft>,
    findings: Vec<Finding>,
    /// The large table among the drafts.
    large: usize,
    header: HeaderMatch,
    facts: Facts,
    /// What was found to be so.
    found: Assumed,
    /// Whether it is what was assumed.
    settled: bool,
}

impl Outline<'_> {
    /// Goes through the large sheet until what was assumed is so, then makes the document.
    fn settle<'a>(
        &self,
        mut frame: Frame,
        mut shared: Shared,
        mut part: LargePart<'a>,
    ) -> Result<Plan<'a>, StreamError> {
        let patterns = Patterns::new(self.reader.known());
        let mut assumed = Assumed { habit: Habit { capitals: true }, below: None, inherited: None };
        for _ in 0..WAYS {
            let mut window = Window::new(frame, part.rows()?, shared, self.evidence);
            let mut walk = Walk::new(assumed, None, self.facts());
            let mut out = Vec::new();
            while advance(&mut window, &mut walk, self.options.rows, Some(&patterns), &mut out)? {
                out.clear();
            }
            let lists = window.lists_findings();
            let decoder;
            (frame, shared, decoder) = window.close();
            if lists {
                return Err(WholeReason::Marked.into());
            }
            let mapped = self.map(&patterns, &frame, walk, &decoder.decoded(&self.others))?;
            if mapped.settled {
                let (values, rows) = (mapped.facts.values, mapped.facts.count as u64);
                let (header, large) = (mapped.header.clone(), mapped.large);
                let document = mapped.document()?;
                let walk = Walk::new(assumed, Some(header), self.facts());
                let window = Window::new(frame, part.into_rows()?, shared, self.evidence);
                return Ok(Plan { document, large, values, rows, walk, window });
            }
            assumed = mapped.found;
        }
        Err(WholeReason::Habit.into())
    }

    fn facts(&self) -> Facts {
        Facts::new(self.name, self.workbook.sheets.get(self.at).map_or("", |sheet| &sheet.name))
    }

    /// What [`Reader::read`] does with the sheets of a workbook, one by one.
    fn map(
        &self,
        patterns: &Patterns,
        frame: &Frame,
        walk: Walk,
        decoded: &[Decoded],
    ) -> Result<Mapped, StreamError> {
        let (name, workbook) = (self.name, &self.workbook);
        let (mut drafts, mut findings, mut before) = (Vec::new(), Vec::new(), Before::default());
        let (aside, _) = marks::aside(workbook);
        let mut walk = Some(walk);
        let mut large = None;
        for (index, sheet) in workbook.sheets.iter().enumerate().filter(|(index, _)| !aside.contains(index)) {
            let own: Vec<&Decoded> = decoded.iter().filter(|decoded| decoded.sheet == index).collect();
            say_decoded(name, sheet, &own, &mut findings);
            let marks = marks::of_sheet(workbook, index);
            if marks.lists {
                continue;
            }
            if let Some(walk) = walk.take_if(|_| index == self.at) {
                let (draft, found) = self.draft(frame, walk, &mut before)?;
                large = Some((drafts.len(), found));
                drafts.push(draft);
                read::say_notes(name, sheet, &marks, &mut findings);
                self.hidden.say(name, sheet, &mut findings);
                continue;
            }
            let read = read::read_sheet(workbook, sheet, name, patterns, &marks, &mut before, false);
            if patterns.is_exhausted() {
                return Err(WholeReason::Effort.into());
            }
            read::say_notes(name, sheet, &marks, &mut findings);
            if !inspected::lists_findings(sheet) {
                if read.drafts.is_empty() {
                    findings.extend(inspected::not_recognised(name, workbook, sheet));
                }
                hidden::say(name, sheet, &mut findings);
            }
            drafts.extend(read.drafts);
        }
        let (large, Found { header, facts, found, settled }) = large.ok_or(WholeReason::Header)?;
        Ok(Mapped { drafts, findings, large, header, facts, found, settled })
    }

    /// The draft of the large table without its rows, as [`table::read`] makes it.
    fn draft(&self, frame: &Frame, walk: Walk, before: &mut Before) -> Result<(Draft, Found), StreamError> {
        let Walk { assumed, table, mut facts, last_header, below, .. } = walk;
        let Table { header, titles, units, mapping } = table.ok_or(WholeReason::Header)?;
        let layout = header.layout.clone();
        if facts.may_be_promoted(&layout) {
            return Err(WholeReason::SumOfAll.into());
        }
        let inherited = before.units.get(&layout.id).copied().or(before.unit);
        let found = Assumed { habit: facts.names.habit(), below, inherited };
        let same_units = Units::find(&header, &titles, below, inherited) == units;
        let settled = same_units && found.habit == assumed.habit;

        let view = SheetView::new(&frame.workbook, &frame.sheet);
        let body = Body { headers: last_header.into_iter().collect(), ..Body::default() };
        let source = source::of(&view, self.name, &header, &body, facts.last.as_slice(), units.general);
        let mut sink = facts.said.take();
        table::say_columns(&header, &mut sink);
        table::say_year(&header, &titles, &mut sink);
        units.say(&header, source.range, &mut sink);
        let rows: Vec<_> = facts.total.take().into_iter().collect();
        let draft = Draft {
            plan_year: table::plan_year(&header, &titles),
            layout,
            titles,
            source,
            unit_stated: units.basis == Basis::Stated,
            total: (!rows.is_empty()).then_some(0),
            rows,
            columns: mapping.columns,
            pending: Vec::new(),
            proofs: std::mem::take(&mut facts.proofs),
            notes: Vec::new(),
            unmapped: Vec::new(),
            sink,
        };
        before.leave(&header, &draft);
        Ok((draft, Found { header, facts, found, settled }))
    }
}

/// What a way through the large sheet found.
struct Found {
    header: HeaderMatch,
    facts: Facts,
    found: Assumed,
    settled: bool,
}

impl Mapped {
    /// Settles what the tables leave open, as [`Reader::read`] does.
    fn document(self) -> Result<Document, StreamError> {
        let Self { mut drafts, findings, large, facts, .. } = self;
        settle::settle(&mut drafts);
        drafts.iter_mut().for_each(draft::promote_sum_of_all);
        for (at, draft) in drafts.iter_mut().enumerate() {
            match facts.amounts.middle().filter(|_| at == large) {
                Some(middle) => {
                    let odd = facts.amounts.odd().ok_or(WholeReason::Unit)?;
                    unit_size::review_between(draft, middle, odd).ok_or(WholeReason::Unit)?;
                }
                None => unit_size::review(draft),
            }
        }
        let mut document = Document { appendices: Vec::new(), findings };
        for draft in drafts {
            let (appendix, findings) = read::finish(draft);
            document.appendices.push(appendix);
            document.findings.extend(findings);
        }
        Ok(document)
    }
}

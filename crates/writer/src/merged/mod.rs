//! The merged workbook: the province's appendices as formulas over a sheet for each
//! unit's own, the sources, what was found, and a record to read it all back from.

mod links;
mod listing;
mod names_of;
mod record;
mod shares;
mod tables;

use phuluc_model::marks::{ASIDE, ASIDE_RECORD};
use phuluc_model::{Merged, Part, PlanDifference, Vocabulary};
use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

pub use names_of::{CellNames, SheetNames, merged_names};

use crate::body::Body;
use crate::formats::{Formats, Look, Side};
use crate::package::finish;
use crate::render::render;
use crate::sheet::SheetPlan;
use crate::workbook::{empty, mark, quoted};
use crate::{WriteError, WriteOptions, names};

/// What stands in a merged workbook beside what was merged.
#[derive(Debug, Clone, Copy, Default)]
#[non_exhaustive]
pub struct MergedExtras<'a> {
    /// What was sent, as text, to read it back from; none is written where it is empty.
    pub record: &'a str,
    /// How the units' sums differ from given figures; `None` where they were held against none.
    pub against: Option<&'a [PlanDifference]>,
}

impl<'a> MergedExtras<'a> {
    /// Keeps what was sent in the workbook.
    #[must_use]
    pub const fn record(mut self, record: &'a str) -> Self {
        self.record = record;
        self
    }

    /// Lists how the units' sums differ from given figures.
    #[must_use]
    pub const fn against(mut self, differences: &'a [PlanDifference]) -> Self {
        self.against = Some(differences);
        self
    }
}

/// A unit's own appendix with its sheet.
pub(crate) struct UnitSheet<'a> {
    /// Which it is; the row says nothing.
    pub(crate) part: Part,
    pub(crate) plan: SheetPlan<'a>,
}

/// Writes a merged workbook: the merged appendices, whose figures are formulas over a
/// sheet for each appendix that a unit sent; the sources with their sums of bytes; the
/// findings; a hidden record. The same gives the same bytes.
///
/// # Errors
///
/// As [`crate::write_xlsx`].
pub fn write_merged_xlsx(merged: &Merged, extras: &MergedExtras<'_>) -> Result<Vec<u8>, WriteError> {
    write(merged, extras, true)
}

/// With the rows of tables by the workbook library too, as it is held against in tests.
pub(crate) fn write(
    merged: &Merged,
    extras: &MergedExtras<'_>,
    own_rows: bool,
) -> Result<Vec<u8>, WriteError> {
    let sheets = Sheets::new(merged)?;
    let bodies = if own_rows { sheets.bodies(extras) } else { Vec::new() };
    let book = Book { merged, extras, sheets: &sheets, bodies: &bodies };
    finish(book.build().map_err(WriteError::workbook)?, &bodies)
}

/// What stands on which sheet.
pub(crate) struct Sheets<'a> {
    fixed: Fixed,
    plans: Vec<SheetPlan<'a>>,
    units: Vec<UnitSheet<'a>>,
    shares: shares::Shares,
}

impl<'a> Sheets<'a> {
    fn new(merged: &'a Merged) -> Result<Self, WriteError> {
        if merged.appendices.is_empty() {
            return Err(WriteError::Empty);
        }
        let words = &Vocabulary::get().merged;
        let mut wanted: Vec<String> =
            merged.appendices.iter().map(|merged| merged.appendix.layout.sheet.clone()).collect();
        wanted.extend([words.sources.clone(), words.findings.clone(), words.against.clone()]);
        wanted.extend([words.shares.clone(), words.record.clone()]);
        let parts = parts(merged);
        wanted.extend(parts.iter().map(|part| sheet_name(merged, *part)));
        let mut names = names::sheet_names(wanted.iter().map(String::as_str)).into_iter();
        let own: Vec<String> = names.by_ref().take(merged.appendices.len()).collect();
        let mut next = || names.next().unwrap_or_default();
        let fixed =
            Fixed { sources: next(), findings: next(), against: next(), shares: next(), record: next() };
        let options = WriteOptions::default();
        let mut units = Vec::with_capacity(parts.len());
        for part in parts {
            let Some(appendix) = merged.appendix_of(part) else { continue };
            units.push(UnitSheet { part, plan: SheetPlan::new(appendix, next(), &options)? });
        }
        let cells = links::Cells::new(&units);
        let shares = std::cell::RefCell::new(shares::Shares::new(&fixed.shares));
        let mut plans = Vec::with_capacity(own.len());
        for (merged, name) in merged.appendices.iter().zip(own) {
            let linking = |rows: &[crate::rows::TableRow<'_>]| {
                links::links(merged, rows, &cells, &mut shares.borrow_mut())
            };
            plans.push(SheetPlan::linked(&merged.appendix, name, &options, &linking)?);
        }
        let shares = shares.into_inner();
        Ok(Self { fixed, plans, units, shares })
    }
}

impl Sheets<'_> {
    /// How many sheets stand before those of the units: the sources and findings too.
    fn before_units(&self, extras: &MergedExtras<'_>) -> usize {
        self.plans.len() + 2 + usize::from(extras.against.is_some())
    }

    /// The rows of all tables, in the order of the sheets.
    fn bodies(&self, extras: &MergedExtras<'_>) -> Vec<Body<'_>> {
        let before = self.before_units(extras);
        let plans = self.plans.iter().enumerate().filter_map(|(at, plan)| Body::new(plan, at + 1, None));
        let units = self.units.iter().enumerate();
        let units = units.filter_map(|(at, unit)| {
            Body::new(&unit.plan, before + at + 1, Some(source_row_look(&unit.plan)))
        });
        plans.chain(units).collect()
    }
}

/// Names of the sheets that stand beside appendices.
pub(crate) struct Fixed {
    sources: String,
    findings: String,
    against: String,
    shares: String,
    record: String,
}

/// Every appendix that went in, in official order.
fn parts(merged: &Merged) -> Vec<Part> {
    let submissions = merged.submissions.iter().enumerate();
    let parts = submissions.flat_map(|(submission, one)| {
        (0..one.document.appendices.len()).map(move |appendix| Part { submission, appendix, row: None })
    });
    parts.collect()
}

/// `Bình Gia III`.
fn sheet_name(merged: &Merged, part: Part) -> String {
    let unit = merged.submissions.get(part.submission).map(|one| one.short.as_str()).unwrap_or_default();
    let layout = merged.appendix_of(part).map(|appendix| &appendix.layout);
    let form = layout.map(|layout| if layout.number.is_empty() { &layout.sheet } else { &layout.number });
    let form = form.map(String::as_str).unwrap_or_default();
    // The form stays where the unit's name is too long for both.
    let unit = names::cut(unit, names::LONGEST.saturating_sub(crate::limits::length(form) + 1));
    format!("{} {form}", unit.trim_end())
}

struct Book<'a> {
    merged: &'a Merged,
    extras: &'a MergedExtras<'a>,
    sheets: &'a Sheets<'a>,
    /// Those of the plans, then those of the units.
    bodies: &'a [Body<'a>],
}

impl Book<'_> {
    fn body(&self, sheet: usize) -> Option<&Body<'_>> {
        self.bodies.get(self.bodies.binary_search_by_key(&sheet, |body| body.sheet).ok()?)
    }

    fn build(&self) -> Result<Vec<u8>, XlsxError> {
        let Sheets { fixed, plans, units, shares } = self.sheets;
        let titles = plans.iter().filter_map(|plan| plan.appendix.title.as_deref());
        let mut workbook = empty(titles)?;
        let mut formats = Formats::default();
        for (at, plan) in plans.iter().enumerate() {
            let looks = self.body(at + 1).map(|body| &body.looks);
            render(plan, workbook.add_worksheet(), &mut formats, looks)?;
        }
        let mut aside: Vec<(&str, &str)> = vec![(&fixed.sources, "sources"), (&fixed.findings, "findings")];
        listing::sources(self.merged, units).write(&fixed.sources, &mut workbook, &mut formats)?;
        listing::findings(self.merged, units).write(&fixed.findings, &mut workbook, &mut formats)?;
        if let Some(differences) = self.extras.against {
            aside.push((&fixed.against, "against"));
            let table = listing::against(self.merged, differences);
            table.write(&fixed.against, &mut workbook, &mut formats)?;
        }
        let before = self.sheets.before_units(self.extras);
        for (at, unit) in units.iter().enumerate() {
            aside.push((&unit.plan.name, "unit"));
            let sheet = workbook.add_worksheet();
            let body = self.body(before + at + 1);
            render(&unit.plan, sheet, &mut formats, body.map(|body| &body.looks))?;
            source_rows(&unit.plan, body, sheet, &mut formats)?;
        }
        if !shares.is_empty() {
            aside.push((&fixed.shares, "shares"));
            shares.table(self.merged).write(&fixed.shares, &mut workbook, &mut formats)?;
        }
        if !self.extras.record.is_empty() {
            aside.push((&fixed.record, ASIDE_RECORD));
            record::write(self.extras.record, &fixed.record, &mut workbook)?;
        }
        for plan in plans.iter().chain(units.iter().map(|unit| &unit.plan)) {
            mark(plan, &mut workbook)?;
        }
        for (sheet, what) in aside {
            define(&mut workbook, sheet, what)?;
        }
        workbook.save_to_buffer()
    }
}

/// The look of the rows' numbers in the unit's own file.
fn source_row_look(plan: &SheetPlan<'_>) -> Look {
    Look::plain(plan.page().font_size).grey().align(Side::Center)
}

/// The rows of the unit's own file, beside the table and outside the paper; of a table that
/// is put in later, one of them.
fn source_rows(
    plan: &SheetPlan<'_>,
    body: Option<&Body<'_>>,
    sheet: &mut Worksheet,
    formats: &mut Formats,
) -> Result<(), XlsxError> {
    let column = u16::try_from(plan.last_column() + 1).unwrap_or(u16::MAX);
    let look = source_row_look(plan);
    let head = Vocabulary::get().merged.source_row.as_str();
    sheet.write_string_with_format(plan.numbering_row, column, head, formats.get(look))?;
    let numbered = plan.rows.iter().filter(|row| row.row.row > 0);
    let wanted = body.map(Body::numbered_row);
    for row in numbered.filter(|row| wanted.is_none_or(|wanted| wanted == Some(row.at))) {
        sheet.write_number_with_format(row.at, column, row.row.row, formats.get(look))?;
    }
    Ok(())
}

/// Marks a sheet as standing beside the appendices.
pub(crate) fn define(workbook: &mut Workbook, sheet: &str, what: &str) -> Result<(), XlsxError> {
    workbook.define_name(format!("{}!{ASIDE}", quoted(sheet)), &format!("=\"{what}\""))?;
    Ok(())
}

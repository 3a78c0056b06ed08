//! From a document to the bytes of a workbook.

use phuluc_model::{CellRange, CellRef, Document, marks};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use crate::body::Body;
use crate::formats::{self, Formats};
use crate::package::finish;
use crate::render::render;
use crate::sheet::SheetPlan;
use crate::template::{self, Lists};
use crate::{WriteError, WriteOptions, names};

/// Height and width in pixels of cells that nothing else is said about.
pub(crate) const CELL: (u32, u32) = (20, 64);

/// Writes the official workbook: a sheet for each appendix, in the order of the
/// document, every total and roll-up a live formula with its exact result.
///
/// Where the source states something else than a formula gives, the formula
/// stands and the cell has a note with what was stated. The same document gives
/// the same bytes.
///
/// # Errors
///
/// [`WriteError::Empty`] without an appendix; [`WriteError::TextTooLong`] and
/// [`WriteError::TooManyRows`] for what no sheet can hold: nothing is cut.
pub fn write_xlsx(document: &Document, options: &WriteOptions) -> Result<Vec<u8>, WriteError> {
    if document.appendices.is_empty() {
        return Err(WriteError::Empty);
    }
    let names = names::sheet_names(document.appendices.iter().map(|appendix| appendix.layout.sheet.as_str()));
    let appendices = document.appendices.iter().zip(names);
    let plans = appendices
        .map(|(appendix, name)| SheetPlan::new(appendix, name, options))
        .collect::<Result<Vec<_>, WriteError>>()?;
    let bodies: Vec<Body<'_>> =
        plans.iter().enumerate().filter_map(|(at, plan)| Body::new(plan, at + 1, None)).collect();
    finish(build(&plans, &bodies, None).map_err(WriteError::workbook)?, &bodies)
}

/// The workbook of the plans, without rows that are put in later; with lists to choose from
/// it is a template.
pub(crate) fn build(
    plans: &[SheetPlan<'_>],
    bodies: &[Body<'_>],
    lists: Option<&Lists>,
) -> Result<Vec<u8>, XlsxError> {
    let titles = plans.iter().filter_map(|plan| plan.appendix.title.as_deref());
    let mut workbook = empty(titles)?;
    let mut formats = Formats::default();
    for (at, plan) in plans.iter().enumerate() {
        let sheet = workbook.add_worksheet();
        let body = bodies.iter().find(|body| body.sheet == at + 1);
        render(plan, sheet, &mut formats, body.map(|body| &body.looks))?;
        if let Some(lists) = lists {
            template::finish(plan, lists, sheet, &mut formats)?;
        }
    }
    if let Some(lists) = lists {
        lists.write(&mut workbook)?;
    }
    for plan in plans {
        mark(plan, &mut workbook)?;
    }
    workbook.save_to_buffer()
}

/// A workbook without sheets; its title is the first that is short enough.
pub(crate) fn empty<'a>(mut titles: impl Iterator<Item = &'a str>) -> Result<Workbook, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_default_format(&formats::base(), CELL.0, CELL.1)?;
    // A date of its own would change the bytes with every run.
    let mut properties = DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?);
    if let Some(title) = titles.find(|title| title.chars().count() <= 255) {
        properties = properties.set_title(title);
    }
    workbook.set_properties(&properties);
    Ok(workbook)
}

/// Names by which the sheet is recognised when it comes back.
pub(crate) fn mark(plan: &SheetPlan<'_>, workbook: &mut Workbook) -> Result<(), XlsxError> {
    let sheet = quoted(&plan.name);
    let layout = &plan.appendix.layout;
    let last = u32::try_from(plan.last_column()).unwrap_or(u32::MAX);
    let range = |rows: (u32, u32), last: u32| format!("={sheet}!{}", fixed(rows, last));
    let mut define =
        |name: &str, value: &str| workbook.define_name(format!("{sheet}!{name}"), value).map(|_| ());
    define(marks::LAYOUT, &format!("=\"{}\"", marks::layout_mark(&layout.id, layout.version)))?;
    define(marks::HEADER, &range((plan.header_row, plan.numbering_row), last))?;
    define(marks::TABLE, &range(plan.table(), last))?;
    if let Some(unmapped) = &plan.unmapped {
        let end = unmapped.cells.last().map_or(unmapped.heading_row, |(row, _)| *row);
        define(marks::UNMAPPED, &range((unmapped.heading_row, end), 1))?;
    }
    if let Some(year) = plan.appendix.plan_year {
        define(marks::YEAR, &format!("=\"{year}\""))?;
    }
    if let Some(unit) = &plan.appendix.source.reporting_unit {
        define(marks::UNIT, &marks::constant(unit))?;
    }
    if let Some(prepared) = &plan.appendix.source.prepared {
        define(marks::PREPARED, &marks::constant(prepared))?;
    }
    if plan.form.is_some() {
        define(marks::TEMPLATE, &marks::constant("1"))?;
    }
    if plan.appendix.title.is_none() {
        define(marks::OWN_TITLE, "=\"layout\"")?;
    }
    Ok(())
}

/// A sheet's name as formulas have it.
pub(crate) fn quoted(sheet: &str) -> String {
    format!("'{}'", sheet.replace('\'', "''"))
}

/// Rows from the first column to another, as `$A$7:$L$33`.
fn fixed(rows: (u32, u32), last: u32) -> String {
    let range = CellRange::new(CellRef::new(rows.0, 0), CellRef::new(rows.1, last));
    let corner = |cell: CellRef| format!("${}${}", phuluc_model::ColumnName(cell.column), cell.row + 1);
    format!("{}:{}", corner(range.first), corner(range.last))
}

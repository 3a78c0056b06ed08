//! Two submissions side by side: a summary with the legend, then a sheet an appendix
//! with the old table, the new one and what they differ by.

mod plan;
mod sheet;
mod summary;
mod tint;

use phuluc_diff::Difference;
use phuluc_model::Language;
use phuluc_model::marks::ASIDE_COMPARISON;
use rust_xlsxwriter::XlsxError;

use crate::formats::Formats;
use crate::limits::{SHEET_ROWS, check_texts};
use crate::merged::define;
use crate::package::finish;
use crate::{WriteError, names, workbook};
use plan::ComparisonPlan;

/// Writes a comparison as a workbook: first a summary with the legend of colours, then for
/// every appendix a sheet with the old table, the new one beside it and, as live formulas,
/// new less old. The same comparison gives the same bytes.
///
/// # Errors
///
/// [`WriteError::Empty`] without an appendix; [`WriteError::TextTooLong`] and
/// [`WriteError::TooManyRows`] for what no sheet can hold: nothing is cut.
pub fn write_comparison(difference: &Difference<'_>, language: Language) -> Result<Vec<u8>, WriteError> {
    if difference.appendices.is_empty() {
        return Err(WriteError::Empty);
    }
    let layouts = difference.appendices.iter().filter_map(|appendix| appendix.either());
    let wanted = layouts.map(|appendix| appendix.layout.sheet.as_str());
    let mut names =
        names::sheet_names(std::iter::once(tint::say(language, "Tóm tắt", "Summary")).chain(wanted));
    let first = names.remove(0);
    let mut plans = Vec::new();
    for (appendix, name) in difference.appendices.iter().zip(names) {
        for side in [appendix.old, appendix.new].into_iter().flatten() {
            check_texts(side, &name)?;
        }
        let Some(plan) = ComparisonPlan::new(appendix, name, language) else { continue };
        let rows = appendix.rows.len() as u64 + u64::from(plan.body);
        if rows > u64::from(SHEET_ROWS) {
            return Err(WriteError::TooManyRows { sheet: plan.name, rows });
        }
        plans.push(plan);
    }
    finish(build(difference, &first, &plans, language).map_err(WriteError::workbook)?, &[])
}

fn build(
    difference: &Difference<'_>,
    first: &str,
    plans: &[ComparisonPlan<'_>],
    language: Language,
) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = workbook::empty(std::iter::once(tint::say(
        language,
        "So sánh hai bản số liệu",
        "Comparison of two submissions",
    )))?;
    let mut formats = Formats::default();
    summary::write(difference, first, workbook.add_worksheet(), &mut formats, language)?;
    for plan in plans {
        sheet::write(plan, workbook.add_worksheet(), &mut formats)?;
    }
    // What stands side by side is nobody's appendix.
    for name in std::iter::once(first).chain(plans.iter().map(|plan| plan.name.as_str())) {
        define(&mut workbook, name, ASIDE_COMPARISON)?;
    }
    workbook.save_to_buffer()
}

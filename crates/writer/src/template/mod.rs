//! The blank form to hand out: a workbook that is the official one with nothing
//! in it, open where data goes and locked elsewhere.
//!
//! `rows` says which rows stand there and where there is room for more, `lists`
//! what cells offer to choose from, `cells` what may be typed where. Everything
//! else is the regenerated workbook's: one sheet plan, one render.

mod cells;
mod form;
mod lists;
mod options;
mod rows;

use std::sync::Arc;

use phuluc_model::{ColumnName, Layout};

pub(crate) use cells::finish;
pub(crate) use form::{Form, RowUse};
pub(crate) use lists::Lists;
pub use options::TemplateOptions;

use crate::package;
use crate::sheet::SheetPlan;
use crate::workbook::build;
use crate::{WriteError, WriteOptions, names};

/// Letters that a unit's name may have: it stands in a defined name, which holds 255.
pub(crate) const UNIT_LETTERS: usize = 200;
/// Years that a plan may be for.
pub(crate) const YEARS: std::ops::RangeInclusive<i32> = 1975..=2100;

/// Writes the standard workbook to hand out: a sheet an appendix, with the rows of
/// the plan or of the layout's blank form, room for more, live totals, locks,
/// validation and hints, and a mark by which it is recognised when it comes back.
/// The same options give the same bytes.
///
/// ```
/// use phuluc_model::Layouts;
/// use phuluc_writer::{TemplateOptions, template};
///
/// let options = TemplateOptions::new(Layouts::built_in()).appendix("2").unit("Huyện Bình Gia").year(2022);
/// let workbook = template(&options)?;
/// assert!(workbook.starts_with(b"PK"));
/// # Ok::<(), phuluc_writer::WriteError>(())
/// ```
///
/// # Errors
///
/// [`WriteError::NoSuchAppendix`] for an appendix that no layout at hand is of,
/// [`WriteError::Empty`] where there is none at all, [`WriteError::UnitName`] and
/// [`WriteError::PlanYear`] for what no form can carry, and, for a plan, what
/// [`crate::write_xlsx`] refuses.
pub fn template(options: &TemplateOptions) -> Result<Vec<u8>, WriteError> {
    let layouts = options.wanted()?;
    let year = options.plan_year()?;
    let unit = options.reporting_unit()?;
    let mut appendices = Vec::new();
    for layout in &layouts {
        appendices.push(rows::blank(layout, options, unit.as_deref(), year));
    }
    let sheets = names::sheet_names(
        layouts
            .iter()
            .map(|layout| layout.sheet.as_str())
            .chain([phuluc_model::Vocabulary::get().template.lists.as_str()]),
    );
    let lists = Lists::new(&layouts, options, sheets.last().cloned().unwrap_or_default());
    let plans = appendices
        .iter()
        .zip(sheets)
        .map(|((appendix, uses), name)| {
            let form = Form::new(uses.clone());
            SheetPlan::of_form(appendix, name, &WriteOptions::default(), form)
        })
        .collect::<Result<Vec<_>, WriteError>>()?;
    package::finish(build(&plans, &[], Some(&lists)).map_err(WriteError::workbook)?, &[])
}

/// Letters of every column of a layout, as a sheet that has them all.
fn all_columns(layout: &Arc<Layout>) -> impl Iterator<Item = (String, String)> + '_ {
    (0u32..).zip(&layout.columns).map(|(at, column)| (column.field.to_string(), ColumnName(at).to_string()))
}

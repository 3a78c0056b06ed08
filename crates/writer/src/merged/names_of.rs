//! What rows and columns of a merged workbook's sheets are called.

use std::collections::BTreeMap;

use phuluc_model::{CellRef, Merged};

use super::Sheets;
use crate::WriteError;
use crate::sheet::SheetPlan;

/// What the rows and columns of a sheet are called.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct SheetNames {
    /// The sheet's name.
    pub sheet: String,
    /// Whether it holds what one unit sent.
    pub is_unit: bool,
    rows: BTreeMap<u32, String>,
    columns: Vec<String>,
}

/// What the row and the column of a cell are called.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct CellNames<'a> {
    /// Its row's number and name; `None` outside the table.
    pub row: Option<&'a str>,
    /// Its column's official header; `None` beside the table.
    pub column: Option<&'a str>,
}

impl SheetNames {
    fn new(plan: &SheetPlan<'_>, is_unit: bool) -> Self {
        let appendix = plan.appendix;
        let layout = &appendix.layout;
        let name = |row: &phuluc_model::Row| {
            let code = layout.code_column().and_then(|column| row.text(column));
            let words = code.into_iter().chain(appendix.label(row));
            words.collect::<Vec<_>>().join(" ")
        };
        let rows = plan.rows.iter().map(|row| (row.at, name(row.row)));
        let header =
            |column: &crate::columns::ColumnPlan| layout.header_line(column.index, appendix.plan_year, " / ");
        Self {
            sheet: plan.name.clone(),
            is_unit,
            rows: rows.filter(|(_, name)| !name.is_empty()).collect(),
            columns: plan.columns.iter().map(header).collect(),
        }
    }

    /// The number and name of a row, counted from 0.
    pub fn row(&self, row: u32) -> Option<&str> {
        self.rows.get(&row).map(String::as_str)
    }

    /// What the row and the column of a cell are called.
    pub fn place(&self, cell: CellRef) -> CellNames<'_> {
        let row = self.row(cell.row);
        let column = usize::try_from(cell.column).ok().and_then(|column| self.columns.get(column));
        // Outside the table a column has no name.
        CellNames { row, column: row.and(column).map(String::as_str) }
    }
}

/// What rows and columns are called, of each appendix's sheet in the workbook that
/// [`crate::write_merged_xlsx`] writes.
///
/// # Errors
///
/// As [`crate::write_merged_xlsx`].
pub fn merged_names(merged: &Merged) -> Result<Vec<SheetNames>, WriteError> {
    let sheets = Sheets::new(merged)?;
    let plans = sheets.plans.iter().map(|plan| SheetNames::new(plan, false));
    Ok(plans.chain(sheets.units.iter().map(|unit| SheetNames::new(&unit.plan, true))).collect())
}

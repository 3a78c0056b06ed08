//! What `inspect` says: how each sheet was understood, and what became of each cell.

use std::sync::Arc;

use phuluc_model::{CellRange, CellRef, Layout, MoneyUnit};

use crate::grid::Container;
use crate::ledger::Role;

/// How a workbook was understood.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Inspection {
    /// The file's name.
    pub file: String,
    /// Its format, by content.
    pub container: Container,
    /// Its sheets, in order.
    pub sheets: Vec<SheetInspection>,
}

/// How a sheet was understood.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct SheetInspection {
    /// The sheet's name.
    pub name: String,
    /// Whether it is hidden.
    pub hidden: bool,
    /// Legacy encodings that were decoded, by name.
    pub encodings: Vec<String>,
    /// Its tables, from the top.
    pub tables: Vec<TableInspection>,
    /// Every non-empty cell, each once.
    pub cells: Vec<CellInspection>,
    /// Merged regions.
    pub merges: Vec<CellRange>,
    /// Hidden rows as ranges of 0-based rows, both ends included.
    pub hidden_rows: Vec<(u32, u32)>,
    /// Hidden columns as ranges of 0-based columns, both ends included.
    pub hidden_columns: Vec<(u32, u32)>,
}

/// How a table was understood.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct TableInspection {
    /// The layout that it was taken for.
    pub layout: Arc<Layout>,
    /// How sure, from 0 to 1.
    pub confidence: f64,
    /// What else it could be, with how sure, best first.
    pub alternatives: Vec<(Arc<Layout>, f64)>,
    /// Its header.
    pub header: CellRange,
    /// Its title.
    pub title: Option<String>,
    /// The year that is planned for.
    pub plan_year: Option<i32>,
    /// The unit of its amounts in the sheet.
    pub unit: Option<MoneyUnit>,
    /// Whether the unit is stated; otherwise it was assumed.
    pub unit_stated: bool,
    /// Rows that were read, the grand total included.
    pub rows: usize,
    /// Its sheet columns, from the left.
    pub columns: Vec<ColumnInspection>,
}

/// What a sheet column was taken for.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ColumnInspection {
    /// Its letters.
    pub letters: String,
    /// Its header as read, steps joined.
    pub header: String,
    /// The field, and how alike the headers are; `None` where it is none of the layout's.
    pub field: Option<(String, f64)>,
    /// The next best field, and how alike.
    pub next: Option<(String, f64)>,
}

/// What became of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct CellInspection {
    /// The cell.
    pub cell: CellRef,
    /// What it was used for.
    pub role: Role,
    /// The field of a value.
    pub field: Option<Arc<str>>,
    /// Its text as shown.
    pub text: String,
    /// How it looks.
    pub look: CellLook,
}

/// How a cell looks, for who draws the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct CellLook {
    /// Bold letters.
    pub bold: bool,
    /// Italic letters.
    pub italic: bool,
    /// It holds a number, and no date.
    pub number: bool,
    /// Its number shows times 100 with a percent sign.
    pub percent: bool,
}

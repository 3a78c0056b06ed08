//! A workbook by its values and basic look, to be written into another format.

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::place::{CellRange, CellRef};

/// A workbook by its values and basic look.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PlainWorkbook {
    /// Its sheets, in order.
    pub sheets: Vec<PlainSheet>,
}

/// A sheet by its values and basic look.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PlainSheet {
    /// Its name.
    pub name: String,
    /// Whether it is hidden.
    pub hidden: bool,
    /// Its cells, by row, then column.
    pub cells: Vec<PlainCell>,
    /// Merged regions.
    pub merges: Vec<CellRange>,
    /// Hidden rows as ranges of 0-based rows, both ends included.
    pub hidden_rows: Vec<(u32, u32)>,
    /// Hidden columns as ranges of 0-based columns, both ends included.
    pub hidden_columns: Vec<(u32, u32)>,
    /// Notes at cells.
    pub notes: Vec<(CellRef, String)>,
}

/// A cell by its value and basic look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlainCell {
    /// Where it stands.
    pub at: CellRef,
    /// What stands there; for a formula, its result.
    pub value: PlainValue,
    /// The formula that gives it, as stored.
    pub formula: Option<Arc<str>>,
    /// Bold letters.
    pub bold: bool,
    /// Italic letters.
    pub italic: bool,
    /// Steps of indent.
    pub indent: u8,
    /// How figures show, as a format code; `None` for no particular way.
    pub format: Option<Arc<str>>,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlainValue {
    /// Nothing, such as a formula without a stored result.
    Blank,
    /// A figure.
    Number(Decimal),
    /// Text, in Unicode.
    Text(Arc<str>),
    /// `TRUE` or `FALSE`.
    Bool(bool),
    /// An error value such as `#REF!`.
    Error(Arc<str>),
}

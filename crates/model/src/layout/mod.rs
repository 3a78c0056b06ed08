//! Layouts: what an appendix looks like, as data.
//!
//! A layout is one TOML file. Reader, writer, checks, merge and template know
//! forms only through [`Layout`]; `docs/layouts.md` explains each key.

mod compile;
mod error;
mod formula;
mod header;
mod kind;
mod merge;
mod prepared;
mod raw;
mod registry;
mod tie;

use std::sync::Arc;

pub use error::{LayoutError, LayoutErrorKind};
pub use formula::{Ratio, RowSum, Term};
pub use header::{HeaderText, YearOffset, open_years};
pub use kind::{Condition, Kind, KindRole, Nesting};
pub use merge::{ColumnMerge, Home, Merge};
pub use prepared::{Choices, PreparedRow};
pub use raw::{Align, ColumnType, Orientation, RowStyle};
pub use registry::Layouts;
pub use tie::{RowSelector, Tie, TieTerm};

use crate::unit::MoneyUnit;

/// The shape of one appendix.
#[derive(Debug, Clone)]
pub struct Layout {
    /// Its id, such as `phu-luc-2`; the file's stem.
    pub id: Arc<str>,
    /// Grows when the shape changes.
    pub version: u32,
    /// The appendix's number as printed, such as `II`; empty where it has none.
    pub number: String,
    /// What it is called, in Vietnamese.
    pub name: String,
    /// What it is called, in English.
    pub name_en: String,
    /// The regulation or document that the form comes from.
    pub source: String,
    /// Name of its sheet in a regenerated workbook.
    pub sheet: String,
    /// Titles, the official one first, the others as they are met; years as placeholders.
    pub titles: Vec<HeaderText>,
    /// Unit of its amounts; `None` where it has no amounts.
    pub unit: Option<MoneyUnit>,
    /// The least and the most that the amounts of a row usually are, in the unit: where
    /// most lie beyond, another unit was meant.
    pub usual: Option<(i64, i64)>,
    /// Columns in official order.
    pub columns: Vec<Column>,
    /// Row kinds in the order in which they are tried.
    pub kinds: Vec<Kind>,
    /// Columns whose figure in a parent is the sum of its children, as column indexes.
    pub children_sums: Vec<usize>,
    /// Rows that the blank form has, in order.
    pub prepared: Vec<PreparedRow>,
    /// Sums within a row.
    pub row_sums: Vec<RowSum>,
    /// Percentages within a row.
    pub ratios: Vec<Ratio>,
    /// How appendices of many units become one.
    pub merge: Merge,
    /// What agrees with other appendices.
    pub ties: Vec<Tie>,
    /// Paper.
    pub page: Page,
    /// Fields as a tree, for the JSON form.
    pub(crate) tree: Vec<FieldNode>,
}

/// One column of a layout.
#[derive(Debug, Clone)]
pub struct Column {
    /// The field's name; a dot is nesting.
    pub field: Arc<str>,
    /// The official header, from the top row down.
    pub header: Vec<HeaderText>,
    /// Other headers that it is met under: paths, each step with its alternatives.
    pub also: Vec<Vec<Vec<HeaderText>>>,
    /// What stands in it.
    pub kind: ColumnType,
    /// Width in the regenerated workbook, in Excel's character units.
    pub width: f64,
    /// Whether a table without it is still this appendix, and none is written where no row has it.
    pub optional: bool,
    /// How its values stand.
    pub align: Align,
    /// What it holds where the rows of several units meet.
    pub merge: ColumnMerge,
    /// What stands between texts that are joined.
    pub join: String,
    /// The least and the most that may be typed into a template.
    pub range: Option<(i64, i64)>,
    /// What a cell of a template offers to choose from.
    pub choices: Option<Choices>,
    /// What a template says at its cells, in place of what it says of the column's type.
    pub hint: Option<String>,
}

/// Paper of the regenerated workbook. The defaults are those of Nghị định
/// 30/2020/NĐ-CP, Phụ lục I, for an appendix on A4.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Portrait or landscape.
    pub orientation: Orientation,
    /// Margins in millimetres: top, right, bottom, left.
    pub margins: [f64; 4],
    /// Font size of the table in points.
    pub font_size: f64,
}

impl Default for Page {
    fn default() -> Self {
        Self { orientation: Orientation::Landscape, margins: [20.0, 15.0, 20.0, 30.0], font_size: 11.0 }
    }
}

/// A node of the field tree: `central` with `total`, `investment` and `recurrent` below it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum FieldNode {
    /// A column, by name at this level and index.
    Leaf(String, usize),
    /// Fields nested under a name.
    Group(String, Vec<FieldNode>),
}

impl Layout {
    /// The official header of a column on one line, its steps with `between` between them;
    /// empty where there is no such column.
    pub fn header_line(&self, column: usize, year: Option<i32>, between: &str) -> String {
        let steps = self.columns.get(column).into_iter().flat_map(|column| &column.header);
        steps.map(|step| step.official(year, self.unit)).collect::<Vec<_>>().join(between)
    }

    /// Reads a layout file. `origin` is its path or name, for messages; its stem must be the id.
    ///
    /// # Errors
    ///
    /// A [`LayoutError`] with line and column for anything that the schema, the
    /// formulas or the references between keys do not allow.
    pub fn from_toml(origin: &str, text: &str) -> Result<Self, LayoutError> {
        compile::layout(origin, text, false)
    }

    /// Reads a layout file that is part of the crate.
    fn built_in(origin: &str, text: &str) -> Result<Self, LayoutError> {
        compile::layout(origin, text, true)
    }

    /// Index of a field's column.
    pub fn column_index(&self, field: &str) -> Option<usize> {
        self.columns.iter().position(|column| &*column.field == field)
    }

    /// A row kind by name.
    pub fn kind(&self, name: &str) -> Option<&Kind> {
        self.kinds.iter().find(|kind| &*kind.name == name)
    }

    /// The column of outline numbers.
    pub fn code_column(&self) -> Option<usize> {
        self.columns.iter().position(|column| column.kind == ColumnType::Code)
    }

    /// Number of rows of the official header.
    pub fn header_rows(&self) -> usize {
        self.columns.iter().map(|column| column.header.len()).max().unwrap_or(1)
    }

    /// The official title for a plan year; without one, years stay open.
    pub fn title_for(&self, year: Option<i32>) -> String {
        self.titles.first().map(|title| title.official(year, self.unit)).unwrap_or_default()
    }
}

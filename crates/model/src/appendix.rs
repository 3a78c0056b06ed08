//! An appendix that was read: rows in a tree, with the place of every figure.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use crate::finding::Finding;
use crate::layout::{ColumnType, Kind, Layout};
use crate::place::{CellRange, CellRef, ColumnName};
use crate::quantity::Quantity;
use crate::unit::MoneyUnit;

/// What was read from one or more files: the JSON form `phuluc/1`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Document {
    /// The appendices, in the order of the files and sheets.
    pub appendices: Vec<Appendix>,
    /// What was normalised or doubted on the way in.
    pub findings: Vec<Finding>,
}

/// One appendix.
#[derive(Debug, Clone)]
pub struct Appendix {
    /// Its shape.
    pub layout: Arc<Layout>,
    /// Its title as printed; `None` where it has none.
    pub title: Option<String>,
    /// The plan that it belongs to.
    pub plan: Option<PlanReference>,
    /// The year that is planned for.
    pub plan_year: Option<i32>,
    /// Where it was read.
    pub source: Source,
    /// The grand-total row, wherever it stands in the sheet.
    pub total: Option<Row>,
    /// Rows of level 1, deeper ones below them.
    pub rows: Vec<Row>,
    /// Footnotes, signature block, lines around the table.
    pub notes: Vec<Remark>,
    /// Every other non-empty cell: nothing is dropped.
    pub unmapped: Vec<Remark>,
}

impl PartialEq for Appendix {
    fn eq(&self, other: &Self) -> bool {
        self.layout.id == other.layout.id
            && self.title == other.title
            && self.plan == other.plan
            && self.plan_year == other.plan_year
            && self.source == other.source
            && self.total == other.total
            && self.rows == other.rows
            && self.notes == other.notes
            && self.unmapped == other.unmapped
    }
}

/// The plan named in "(Kèm theo Kế hoạch số 209/KH-UBND ngày 22/10/2021 của UBND tỉnh Lạng Sơn)".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanReference {
    /// Number, such as `209/KH-UBND`.
    pub number: Option<String>,
    /// Date as `2021-10-22`.
    pub date: Option<String>,
    /// Who issued it, such as `UBND tỉnh Lạng Sơn`.
    pub issuer: Option<String>,
}

/// Where an appendix was read.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The file's name.
    pub file: String,
    /// The sheet's name.
    pub sheet: String,
    /// The table with its header, without titles and notes.
    pub range: Option<CellRange>,
    /// The unit that amounts are stated in there; `None` where there are none.
    pub unit: Option<MoneyUnit>,
    /// Column letters by field.
    pub columns: IndexMap<String, String>,
    /// The unit that reports, where a template said which it was made for: `Huyện Bình Gia`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reporting_unit: Option<String>,
    /// The sign of the words that a template was handed out with ([`Appendix::words_sign`]).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prepared: Option<String>,
    /// Formulas of the table's cells, without the leading `=`, as far as the container
    /// tells them: `.xls` and `.xlsb` do not.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub formulas: BTreeMap<CellRef, String>,
    /// Figures that are stored as text, which formulas leave out of sums; told where there are
    /// formulas.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub text_figures: BTreeSet<CellRef>,
}

impl Source {
    /// The cell of a field in a 1-based row; `None` where the sheet has no such column.
    pub fn cell(&self, field: &str, row: u32) -> Option<CellRef> {
        let column = ColumnName::parse(self.columns.get(field)?)?.0;
        Some(CellRef::new(row.checked_sub(1)?, column))
    }
}

/// A cell that is not part of the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remark {
    /// Where it stands.
    pub cell: CellRef,
    /// Its text.
    pub text: String,
}

/// One row with the rows below it.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// 1-based row in the source sheet; 0 for a row that was not read from one.
    pub row: u32,
    /// Depth in this table; the grand total is 0.
    pub level: u8,
    /// The layout's word for it.
    pub kind: Arc<str>,
    /// A value for each column of the layout, in its order.
    pub values: Vec<Value>,
    /// Columns whose value was carried down from a merged or blank cell above.
    pub carried: Vec<usize>,
    /// Rows below it.
    pub children: Vec<Row>,
}

/// What stands in one cell of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Words or an outline number; `None` for a blank.
    Text(Option<Arc<str>>),
    /// A figure.
    Quantity(Quantity),
}

impl Value {
    /// A blank for a column.
    pub const fn blank(kind: ColumnType) -> Self {
        if kind.is_figure() { Self::Quantity(Quantity::Blank) } else { Self::Text(None) }
    }

    /// Reads the JSON form of a value.
    pub fn from_json_text(kind: ColumnType, text: Option<&str>) -> Self {
        match (kind.is_figure(), text) {
            (_, None) => Self::blank(kind),
            (true, Some(text)) => Self::Quantity(Quantity::from_json_text(text)),
            (false, Some(text)) => Self::Text(Some(Arc::from(text))),
        }
    }

    /// The JSON form: `None` for a blank.
    pub fn to_json_text(&self) -> Option<String> {
        match self {
            Self::Text(text) => text.as_deref().map(str::to_owned),
            Self::Quantity(quantity) => quantity.to_json_text(),
        }
    }

    /// As typed rows take it: words that look like a figure are marked as words.
    pub(crate) fn to_marked_text(&self) -> Option<String> {
        match self {
            Self::Text(_) => self.to_json_text(),
            Self::Quantity(quantity) => quantity.to_marked_text(),
        }
    }

    /// Its text, where it is text.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => text.as_deref(),
            Self::Quantity(_) => None,
        }
    }

    /// Its quantity, where it is a figure.
    pub const fn quantity(&self) -> Option<&Quantity> {
        match self {
            Self::Text(_) => None,
            Self::Quantity(quantity) => Some(quantity),
        }
    }

    /// Whether nothing stands there.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Text(text) => text.is_none(),
            Self::Quantity(quantity) => quantity.is_blank(),
        }
    }
}

impl Row {
    /// The quantity in a column, a blank where there is none.
    pub fn quantity(&self, column: usize) -> &Quantity {
        self.values.get(column).and_then(Value::quantity).unwrap_or(&Quantity::Blank)
    }

    /// The text in a column.
    pub fn text(&self, column: usize) -> Option<&str> {
        self.values.get(column).and_then(Value::text)
    }

    /// This row and all below it, in the order of the table.
    pub fn walk(&self) -> Walk<'_> {
        Walk { open: vec![std::slice::from_ref(self).iter()] }
    }
}

impl Appendix {
    /// An appendix of a layout with nothing in it.
    pub fn new(layout: Arc<Layout>) -> Self {
        Self {
            layout,
            title: None,
            plan: None,
            plan_year: None,
            source: Source::default(),
            total: None,
            rows: Vec::new(),
            notes: Vec::new(),
            unmapped: Vec::new(),
        }
    }

    /// A sign of the words in all rows but for their numbers, by which a form that nobody
    /// wrote into is known again; case, spaces and punctuation do not count.
    pub fn words_sign(&self) -> String {
        // FNV-1a, 64 bits.
        const START: u64 = 0xcbf2_9ce4_8422_2325;
        const PRIME: u64 = 0x0100_0000_01b3;
        let kinds = self.layout.columns.iter().map(|column| column.kind);
        let is_words: Vec<bool> = kinds.map(|kind| kind == ColumnType::Text).collect();
        let rows = self.total.iter().chain(self.walk());
        let values = rows.flat_map(|row| row.values.iter().zip(&is_words));
        let texts = values.filter(|(_, words)| **words).filter_map(|(value, _)| value.text());
        let texts = texts.map(crate::text::fold).filter(|text| !text.is_empty());
        let bytes = texts.flat_map(|text| text.into_bytes().into_iter().chain([0]).collect::<Vec<_>>());
        let sign = bytes.fold(START, |sign, byte| (sign ^ u64::from(byte)).wrapping_mul(PRIME));
        format!("{sign:016x}")
    }

    /// Every row but the grand total, in the order of the table.
    pub fn walk(&self) -> Walk<'_> {
        Walk { open: vec![self.rows.iter()] }
    }

    /// The value of a field in a row; `None` for a field that the layout does not have.
    pub fn value<'a>(&self, row: &'a Row, field: &str) -> Option<&'a Value> {
        row.values.get(self.layout.column_index(field)?)
    }

    /// The quantity of a field in a row; a blank for a field that holds none.
    pub fn quantity<'a>(&self, row: &'a Row, field: &str) -> &'a Quantity {
        self.value(row, field).and_then(Value::quantity).unwrap_or(&Quantity::Blank)
    }

    /// The kind of a row.
    pub fn kind(&self, row: &Row) -> Option<&Kind> {
        self.layout.kind(&row.kind)
    }

    /// What a row is called: the text in its kind's label column, or any text.
    pub fn label<'a>(&self, row: &'a Row) -> Option<&'a str> {
        let label = self.kind(row).and_then(|kind| row.text(kind.label));
        label.or_else(|| {
            let texts = self.layout.columns.iter().zip(&row.values);
            texts.filter(|(column, _)| column.kind == ColumnType::Text).find_map(|(_, value)| value.text())
        })
    }

    /// The cell that a field of a row was read from.
    pub fn cell(&self, row: &Row, field: &str) -> Option<CellRef> {
        self.source.cell(field, row.row)
    }
}

/// Rows depth first, in the order of the table.
#[derive(Debug, Clone)]
pub struct Walk<'a> {
    open: Vec<std::slice::Iter<'a, Row>>,
}

impl<'a> Iterator for Walk<'a> {
    type Item = &'a Row;

    fn next(&mut self) -> Option<&'a Row> {
        loop {
            match self.open.last_mut()?.next() {
                Some(row) => {
                    self.open.push(row.children.iter());
                    return Some(row);
                }
                None => {
                    self.open.pop();
                }
            }
        }
    }
}

impl Drop for Row {
    /// Without recursion: input decides how deep a tree is.
    fn drop(&mut self) {
        let mut rest = std::mem::take(&mut self.children);
        while let Some(mut row) = rest.pop() {
            rest.append(&mut row.children);
        }
    }
}

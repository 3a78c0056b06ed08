//! The formulas of one table by its rows and columns.

use std::collections::BTreeMap;

use phuluc_model::{CellRange, CellRef, ColumnName, KindRole, Quantity};

use super::parse::{Area, Parsed, Sum, parse};
use crate::context::Table;
use crate::keyed::Map;

/// Cells of a table that all its sums together may reach; a sum over the whole of a large
/// table in each of its rows is not looked into.
const REACH: usize = 4_000_000;

/// A table with its formulas; keys are row and column of the table.
pub(super) struct Sheet<'a> {
    pub(super) table: &'a Table<'a>,
    pub(super) formulas: BTreeMap<(usize, usize), Parsed>,
    /// Table rows by their 0-based row in the sheet.
    rows: BTreeMap<u32, usize>,
    /// The 0-based column in the sheet of each column of the layout.
    in_sheet: Vec<Option<u32>>,
    /// Layout columns by their 0-based column in the sheet.
    columns: Map<u32, usize>,
    /// Rows in the sheet of figures that are stored as text, by column in the sheet.
    text: BTreeMap<u32, Vec<u32>>,
    /// Cells that sums may still reach.
    reach: std::cell::Cell<usize>,
}

impl<'a> Sheet<'a> {
    pub(super) fn of(table: &'a Table<'a>) -> Self {
        let source = &table.appendix.source;
        let numbered = table.rows.iter().enumerate();
        let rows = numbered.filter_map(|(at, entry)| Some((entry.row.row.checked_sub(1)?, at))).collect();
        let fields = table.appendix.layout.columns.iter().map(|column| &*column.field);
        let letters = |field: &str| Some(ColumnName::parse(source.columns.get(field)?)?.0);
        let in_sheet: Vec<Option<u32>> = fields.map(letters).collect();
        let numbered = in_sheet.iter().enumerate();
        let columns = numbered.filter_map(|(at, column)| Some(((*column)?, at))).collect();
        let mut text: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for cell in &source.text_figures {
            text.entry(cell.column).or_default().push(cell.row);
        }
        let mut sheet = Self {
            text,
            table,
            formulas: BTreeMap::new(),
            rows,
            in_sheet,
            columns,
            reach: std::cell::Cell::new(REACH),
        };
        for (cell, text) in &source.formulas {
            if let Some(place) = sheet.place(*cell)
                && let Some(parsed) = parse(text, *cell)
            {
                sheet.formulas.insert(place, parsed);
            }
        }
        sheet
    }

    fn place(&self, cell: CellRef) -> Option<(usize, usize)> {
        Some((*self.rows.get(&cell.row)?, *self.columns.get(&cell.column)?))
    }

    /// Rows of the table that a sum reaches in one column, each as often as it does;
    /// `None` where it takes away, adds figures of its own or reaches other columns.
    pub(super) fn reached(&self, sum: &Sum, column: usize) -> Option<Vec<usize>> {
        let own = |area: &Area| {
            let CellRange { first, last } = area.range;
            first.column == last.column && self.columns.get(&first.column) == Some(&column)
        };
        if sum.constants || !sum.areas.iter().all(|area| !area.minus && own(area)) {
            return None;
        }
        Some(self.addends(sum)?.into_iter().map(|((row, _), _)| row).collect())
    }

    /// Cells of the table that a sum adds up, and whether it takes them away; `None`
    /// where all sums together have reached too many.
    pub(super) fn addends(&self, sum: &Sum) -> Option<Vec<((usize, usize), bool)>> {
        let mut addends = Vec::new();
        for Area { range, minus, .. } in &sum.areas {
            let columns: Vec<usize> = (range.first.column..=range.last.column)
                .take(self.columns.len())
                .filter_map(|column| self.columns.get(&column).copied())
                .collect();
            for (_, row) in self.rows.range(range.first.row..=range.last.row) {
                let left = self.reach.get().checked_sub(columns.len())?;
                self.reach.set(left);
                addends.extend(columns.iter().map(|column| ((*row, *column), *minus)));
            }
        }
        Some(addends)
    }

    /// Cells that a sum's result follows, and whether against them: text that functions leave
    /// out and subtotals within a subtotal are none.
    pub(super) fn followed(&self, sum: &Sum) -> Vec<((usize, usize), bool)> {
        let skips_text = sum.areas.iter().any(|area| area.skips_text);
        let mut followed = self.addends(sum).unwrap_or_default();
        followed.retain(|(at, _)| {
            let nested = || self.formulas.get(at).and_then(|parsed| parsed.sum.as_ref());
            let skipped = sum.skips_subtotals && nested().is_some_and(|nested| nested.skips_subtotals);
            !(skipped || skips_text && self.is_text(*at))
        });
        followed
    }

    fn is_text(&self, (row, column): (usize, usize)) -> bool {
        let stored = &self.table.appendix.source.text_figures;
        !stored.is_empty() && self.cell(row, column).is_some_and(|cell| stored.contains(&cell))
    }

    /// Figures in ranges that are stored as text; of a column as many as a message may need.
    pub(super) fn text_figures(&self, ranges: &[CellRange]) -> Vec<(usize, usize)> {
        const MOST: usize = 1000;
        let mut found = Vec::new();
        for CellRange { first, last } in ranges {
            let columns = self.text.range(first.column..=last.column);
            for (column, rows) in columns {
                let rows = rows.get(rows.partition_point(|row| *row < first.row)..).unwrap_or_default();
                let rows = rows.iter().take_while(|row| **row <= last.row).take(MOST);
                found.extend(rows.filter_map(|row| self.place(CellRef::new(*row, *column))));
            }
        }
        found.retain(|(row, column)| self.has_figure(*row, *column));
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The rows that a row is the sum of.
    pub(super) fn parts(&self, row: usize) -> impl Iterator<Item = usize> + '_ {
        let adds = |part: &usize| self.table.row(*part).is_some_and(|entry| entry.role == KindRole::Row);
        self.table.below(row).iter().copied().filter(adds)
    }

    /// Whether a cell holds a figure other than zero.
    pub(super) fn has_figure(&self, row: usize, column: usize) -> bool {
        matches!(self.table.quantity(row, column), Quantity::Number(figure) if !figure.is_zero())
    }
    /// Whether a cell holds a figure that is no formula's, also one that is not taken apart here.
    pub(super) fn is_typed(&self, row: usize, column: usize) -> bool {
        let source = &self.table.appendix.source;
        let formula = |cell: CellRef| source.formulas.contains_key(&cell);
        self.has_figure(row, column) && !self.cell(row, column).is_some_and(formula)
    }

    /// Where a cell of the table stands in the sheet.
    fn cell(&self, row: usize, column: usize) -> Option<CellRef> {
        let row = self.table.row(row)?.row.row.checked_sub(1)?;
        Some(CellRef::new(row, (*self.in_sheet.get(column)?)?))
    }

    /// The letters of a column in the sheet.
    pub(super) fn column_name(&self, column: usize) -> Option<&'a str> {
        let field = &self.table.appendix.layout.columns.get(column)?.field;
        self.table.appendix.source.columns.get(&**field).map(String::as_str)
    }
}

//! Units' figures of rows that too many units share for one formula, a unit a line.

use phuluc_model::{CellRange, CellRef, Merged, MergedAppendix, Origin, Part, Vocabulary};
use rust_decimal::Decimal;

use super::links::Cells;
use super::tables::{TABLE_ROW, Table, TableCell};
use crate::workbook::quoted;

/// Columns before the figures.
const BEFORE: usize = 3;

/// A unit's line.
struct Line {
    form: String,
    row: String,
    part: Part,
    figures: Vec<Option<(String, Decimal)>>,
}

/// Lines of the sheet of shares.
pub(crate) struct Shares {
    sheet: String,
    lines: Vec<Line>,
    columns: usize,
}

impl Shares {
    pub(crate) fn new(sheet: &str) -> Self {
        Self { sheet: sheet.to_owned(), lines: Vec::new(), columns: 0 }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The sum of a column over a block of lines, which is made for a row's first column.
    pub(crate) fn block(
        &mut self,
        merged: &MergedAppendix,
        origin: &Origin,
        parts: &[Part],
        column: usize,
        cells: &Cells<'_>,
        block: &mut Option<usize>,
    ) -> Option<String> {
        let layout = &merged.appendix.layout;
        let figures: Vec<usize> = (0..layout.columns.len())
            .filter(|at| layout.columns.get(*at).is_some_and(|column| column.kind.is_figure()))
            .collect();
        let first = match *block {
            Some(first) => first,
            None => {
                let first = self.lines.len();
                let summed = |at: &usize| origin.summed.contains(at) || *at == column;
                let row =
                    origin.parts.first().map(|part| part.row.map_or(0, |row| row + 1)).unwrap_or_default();
                self.columns = self.columns.max(figures.len());
                self.lines.extend(parts.iter().map(|part| {
                    Line {
                        form: layout.number.clone(),
                        row: row.to_string(),
                        part: *part,
                        figures: figures
                            .iter()
                            .map(|at| cells.cell(*part, *at).filter(|_| summed(at)))
                            .map(|cell| cell.map(|cell| (cell.reference, cell.figure)))
                            .collect(),
                    }
                }));
                *block = Some(first);
                first
            }
        };
        let position = u32::try_from(figures.iter().position(|at| *at == column)? + BEFORE).ok()?;
        let row = |line: usize| u32::try_from(line).ok()?.checked_add(TABLE_ROW);
        let last = first + parts.len() - 1;
        let range = CellRange::new(CellRef::new(row(first)?, position), CellRef::new(row(last)?, position));
        Some(format!("SUM({}!{range})", quoted(&self.sheet)))
    }

    /// The sheet.
    pub(crate) fn table(&self, merged: &Merged) -> Table {
        let words = &Vocabulary::get().merged;
        let mut heads = words.shares_columns.clone();
        heads.extend((1..=self.columns).map(|at| format!("({at})")));
        let mut widths = vec![10.0, 8.0, 30.0];
        widths.resize(heads.len(), 12.0);
        let rows = self.lines.iter().map(|line| {
            let unit = merged.submissions.get(line.part.submission).and_then(|one| one.unit.clone());
            let mut cells = vec![
                TableCell::Text(line.form.clone()),
                TableCell::Text(line.row.clone()),
                TableCell::Text(unit.unwrap_or_default()),
            ];
            cells.extend(line.figures.iter().map(|figure| match figure {
                Some((reference, figure)) => TableCell::Formula(format!("={reference}"), *figure),
                None => TableCell::Blank,
            }));
            cells
        });
        Table { title: words.shares.clone(), heads, widths, rows: rows.collect() }
    }
}

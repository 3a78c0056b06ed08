//! A sheet of the grid as the table reader sees it: decoded, tidied, by row and column.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use phuluc_model::text::tidy;
use phuluc_model::{CellRange, CellRef};

use crate::grid::{Cell, CellValue, Container, NumberFormat, Sheet, Style, Workbook};
use crate::inspection::CellLook;

/// Rows that merged regions may cover together before the rest is left alone:
/// far above any honest sheet, small enough for a hostile one.
const MERGED_ROWS: usize = 2_000_000;

/// A sheet with an index over its rows and merged regions.
#[derive(Clone)]
pub(crate) struct SheetView<'a> {
    pub(crate) sheet: &'a Sheet,
    workbook: &'a Workbook,
    /// Non-empty rows: row and its slice of the sheet's cells.
    rows: Vec<(u32, std::ops::Range<usize>)>,
    /// Merged regions by row, from the left; none overlap there.
    merged: HashMap<u32, Vec<CellRange>>,
    /// The last row that any of them reaches, counted from 1: mostly one of the header.
    pub(crate) merged_rows: u32,
    notes: HashMap<CellRef, &'a str>,
    /// Whether any cell has a formula.
    pub(crate) has_formulas: bool,
    /// Columns that are looked at, both ends included.
    band: (u32, u32),
}

impl<'a> SheetView<'a> {
    pub(crate) fn new(workbook: &'a Workbook, sheet: &'a Sheet) -> Self {
        let mut rows: Vec<(u32, std::ops::Range<usize>)> = Vec::new();
        let mut has_formulas = false;
        for (index, cell) in sheet.cells.iter().enumerate() {
            has_formulas |= cell.formula.is_some();
            match rows.last_mut() {
                Some((row, range)) if *row == cell.at.row => range.end = index + 1,
                _ => rows.push((cell.at.row, index..index + 1)),
            }
        }
        let merged = merged(sheet, rows.last().map_or(0, |(row, _)| *row));
        let merged_rows =
            sheet.merges.iter().map(|range| range.last.row.saturating_add(1)).max().unwrap_or(0);
        let notes = sheet.notes.iter().map(|note| (note.at, &*note.text.text)).collect();
        Self { sheet, workbook, rows, merged, merged_rows, notes, has_formulas, band: (0, u32::MAX) }
    }

    /// The same sheet as far as columns from `first` to `last` go: one of two tables side by side.
    #[must_use]
    pub(crate) fn within(mut self, first: u32, last: u32) -> Self {
        self.band = (first, last);
        let cells = &self.sheet.cells;
        self.rows.retain(|(_, range)| {
            let row = cells.get(range.clone()).unwrap_or_default();
            row.iter().any(|cell| (first..=last).contains(&cell.at.column))
        });
        self
    }

    /// Whether a column is looked at.
    pub(crate) fn holds_column(&self, column: u32) -> bool {
        (self.band.0..=self.band.1).contains(&column)
    }

    /// Whether a column is hidden.
    pub(crate) fn hides_column(&self, column: u32) -> bool {
        self.sheet.hidden_columns.iter().any(|(first, last)| (*first..=*last).contains(&column))
    }

    /// Non-empty rows in order.
    pub(crate) fn rows(&self) -> impl Iterator<Item = u32> + '_ {
        self.rows.iter().map(|(row, _)| *row)
    }

    /// Cells of a row with their indexes, in order.
    pub(crate) fn row(&self, row: u32) -> impl Iterator<Item = (usize, &'a Cell)> + use<'a> {
        let range = self.range(row);
        let cells = self.sheet.cells.get(range.clone()).unwrap_or_default();
        let (first, last) = self.band;
        range.zip(cells).filter(move |(_, cell)| (first..=last).contains(&cell.at.column))
    }

    /// The slice of the sheet's cells that a row is.
    fn range(&self, row: u32) -> std::ops::Range<usize> {
        // Rows mostly follow one another without gaps.
        let first = self.rows.first().map_or(0, |(first, _)| *first);
        let guess = row.checked_sub(first).and_then(|at| self.rows.get(at as usize));
        let found = guess.filter(|(here, _)| *here == row).or_else(|| {
            let at = self.rows.binary_search_by_key(&row, |(row, _)| *row).ok()?;
            self.rows.get(at)
        });
        found.map_or(0..0, |(_, range)| range.clone())
    }

    /// The cell that stands at a place itself.
    pub(crate) fn cell(&self, at: CellRef) -> Option<(usize, &'a Cell)> {
        let range = self.range(at.row);
        let row = self.sheet.cells.get(range.clone())?;
        let index = row.binary_search_by_key(&at.column, |cell| cell.at.column).ok()?;
        if !self.holds_column(at.column) {
            return None;
        }
        row.get(index).map(|cell| (range.start + index, cell))
    }

    /// Non-empty rows from one on and before another, in order.
    pub(crate) fn rows_between(&self, from: u32, to: u32) -> impl Iterator<Item = u32> + '_ {
        let first = self.rows.partition_point(|(row, _)| *row < from);
        let rows = self.rows.get(first..).unwrap_or_default().iter();
        rows.map(|(row, _)| *row).take_while(move |row| *row < to)
    }

    /// Cells of rows from one on and before another with their indexes, in order.
    pub(crate) fn cells_between(
        &self,
        from: u32,
        to: u32,
    ) -> impl Iterator<Item = (usize, &'a Cell)> + use<'a> {
        let first = self.sheet.cells.partition_point(|cell| cell.at.row < from);
        let cells = self.sheet.cells.get(first..).unwrap_or_default();
        let (left, right) = self.band;
        let cells = (first..).zip(cells).take_while(move |(_, cell)| cell.at.row < to);
        cells.filter(move |(_, cell)| (left..=right).contains(&cell.at.column))
    }

    /// Indexes of all cells of rows from one on and before another; of two tables side by
    /// side, those of both.
    pub(crate) fn indexes_between(&self, from: u32, to: u32) -> std::ops::Range<usize> {
        let at = |row: u32| self.sheet.cells.partition_point(|cell| cell.at.row < row);
        at(from)..at(to).max(at(from))
    }

    /// Whether all columns are looked at.
    pub(crate) fn is_whole(&self) -> bool {
        self.band == (0, u32::MAX)
    }

    /// The text of the note at a place.
    pub(crate) fn note_at(&self, at: CellRef) -> Option<&'a str> {
        self.notes.get(&at).copied()
    }

    /// The merged region over a place.
    pub(crate) fn merge_at(&self, at: CellRef) -> Option<CellRange> {
        if at.row >= self.merged_rows {
            return None;
        }
        let here = self.merged.get(&at.row)?;
        let next = here.partition_point(|range| range.first.column <= at.column);
        here.get(next.checked_sub(1)?).copied().filter(|range| range.contains(at))
    }

    /// The cell whose value shows at a place: its own or that of the merged region over it.
    pub(crate) fn shown_at(&self, at: CellRef) -> Option<(usize, &'a Cell)> {
        self.cell(at).or_else(|| self.cell(self.merge_at(at)?.first))
    }

    pub(crate) fn style(&self, cell: &Cell) -> &'a Style {
        self.workbook.style(cell.style)
    }

    /// The text of a cell as a person would quote it, tidied; empty for a cell of blanks.
    pub(crate) fn text<'c>(&self, cell: &'c Cell) -> Cow<'c, str> {
        match &cell.value {
            CellValue::None => match cell.formula.as_deref() {
                Some(formula) => tidy(&format!("={formula}")).into(),
                None => "".into(),
            },
            CellValue::Number(number) if self.is_date(cell) => {
                crate::dates::text(number.value, self.workbook.date_1904).into()
            }
            CellValue::Number(number) => number.value.to_string().into(),
            CellValue::Text(text) => Cow::Borrowed(text.tidied()),
            CellValue::Bool(true) => "TRUE".into(),
            CellValue::Bool(false) => "FALSE".into(),
            CellValue::Error(error) => tidy(error).into(),
        }
    }

    /// The same, one with the texts of other cells where they share it.
    pub(crate) fn shared_text(&self, cell: &Cell) -> Arc<str> {
        match &cell.value {
            CellValue::Text(text) => Arc::clone(text.tidied()),
            _ => Arc::from(self.text(cell)),
        }
    }

    pub(crate) fn is_date(&self, cell: &Cell) -> bool {
        self.style(cell).format == NumberFormat::Date
    }

    /// How a cell looks.
    pub(crate) fn look(&self, cell: &Cell) -> CellLook {
        let number = matches!(cell.value, CellValue::Number(_));
        let Some(style) = self.workbook.styles.get(cell.style.0 as usize) else {
            return CellLook { number, ..CellLook::default() };
        };
        CellLook {
            bold: style.bold,
            italic: style.italic,
            number: number && style.format != NumberFormat::Date,
            percent: number && style.format == NumberFormat::Percent,
        }
    }

    pub(crate) const fn date_1904(&self) -> bool {
        self.workbook.date_1904
    }

    pub(crate) const fn container(&self) -> Container {
        self.workbook.container
    }

    /// Whether a cell holds nothing that a person would see.
    pub(crate) fn is_empty(&self, cell: &Cell) -> bool {
        match &cell.value {
            CellValue::None => cell.formula.is_none(),
            CellValue::Text(text) => !text.text.chars().any(|c| !c.is_whitespace() && !c.is_control()),
            _ => false,
        }
    }
}

/// Merged regions by the rows down to the last one. Where regions overlap, which no
/// program allows, the one further to the left stays.
fn merged(sheet: &Sheet, last: u32) -> HashMap<u32, Vec<CellRange>> {
    let mut merged: HashMap<u32, Vec<CellRange>> = HashMap::new();
    let mut budget = MERGED_ROWS;
    for range in &sheet.merges {
        for row in range.first.row..=range.last.row.min(last) {
            if budget == 0 {
                break;
            }
            budget -= 1;
            merged.entry(row).or_default().push(*range);
        }
    }
    for here in merged.values_mut() {
        here.sort_by_key(|range| range.first.column);
        let mut free = 0;
        here.retain(|range| {
            let keep = range.first.column >= free;
            if keep {
                free = range.last.column.saturating_add(1);
            }
            keep
        });
    }
    merged
}

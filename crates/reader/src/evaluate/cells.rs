//! The cells of a workbook as formulas see them: by column, with the formulas' results.

use std::collections::BTreeMap;

use phuluc_model::CellRef;

use super::stop::{Doubt, Stop, What};
use super::value::{Area, Failure, Figure, Value};
use crate::grid::{Cell, CellValue, Container, Sheet, Workbook};

/// How far the work on a formula is.
#[derive(Debug, Clone)]
pub(super) enum State {
    Todo,
    /// In work, or waiting for another.
    Busy,
    /// What stands in the cell, and whether binary arithmetic may come to another.
    Done(Value, bool),
    /// Nothing stands there.
    Nothing,
}

/// A formula's place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) sheet: u32,
    /// Index into the sheet's cells.
    pub(super) cell: u32,
}

/// Cells of a workbook, found by column and row.
pub(super) struct Cells<'b> {
    pub(super) book: &'b Workbook,
    sheets: Vec<BTreeMap<u32, Column>>,
    /// The formulas, by sheet, row and column.
    pub(super) places: Vec<Place>,
    pub(super) states: Vec<State>,
}

/// The cells of a column, from the top.
#[derive(Debug, Default)]
struct Column {
    /// Indexes into the sheet's cells.
    cells: Vec<u32>,
    /// Rows and numbers of formulas.
    formulas: Vec<(u32, u32)>,
}

impl<'b> Cells<'b> {
    pub(super) fn of(book: &'b Workbook) -> Self {
        let mut cells = Self { book, sheets: Vec::new(), places: Vec::new(), states: Vec::new() };
        for (sheet, number) in book.sheets.iter().zip(0u32..) {
            let mut columns: BTreeMap<u32, Column> = BTreeMap::new();
            for (cell, index) in sheet.cells.iter().zip(0u32..) {
                let column = columns.entry(cell.at.column).or_default();
                column.cells.push(index);
                if cell.formula.is_some() {
                    column.formulas.push((cell.at.row, cells.places.len() as u32));
                    cells.places.push(Place { sheet: number, cell: index });
                }
            }
            cells.sheets.push(columns);
        }
        cells.states = vec![State::Todo; cells.places.len()];
        cells
    }

    fn sheet(&self, sheet: u32) -> Option<&'b Sheet> {
        self.book.sheets.get(sheet as usize)
    }

    /// The cell of a formula.
    pub(super) fn formula(&self, slot: u32) -> Option<(Place, &'b Cell)> {
        let place = self.places.get(slot as usize)?;
        let cell = self.sheet(place.sheet)?.cells.get(place.cell as usize)?;
        Some((*place, cell))
    }

    pub(super) fn state(&self, slot: u32) -> &State {
        self.states.get(slot as usize).unwrap_or(&State::Nothing)
    }

    /// Whether a formula is still to be worked out.
    pub(super) fn is_pending(&self, slot: u32) -> bool {
        matches!(self.state(slot), State::Todo | State::Busy)
    }

    pub(super) fn set(&mut self, slot: u32, state: State) {
        if let Some(known) = self.states.get_mut(slot as usize) {
            *known = state;
        }
    }

    /// The columns of an area that have cells.
    fn columns(&self, area: Area) -> impl Iterator<Item = &Column> {
        let columns = self.sheets.get(area.sheet as usize);
        columns.into_iter().flat_map(move |columns| {
            columns
                .range(area.first.column..=area.last.column.max(area.first.column))
                .map(|(_, column)| column)
        })
    }

    /// Lists of the formulas of an area.
    pub(super) fn formulas(&self, area: Area) -> impl Iterator<Item = &[(u32, u32)]> {
        self.columns(area).map(move |column| {
            let from = column.formulas.partition_point(|(row, _)| *row < area.first.row);
            let to = column.formulas.partition_point(|(row, _)| *row <= area.last.row);
            column.formulas.get(from..to).unwrap_or_default()
        })
    }

    /// Cells of an area that hold something, column by column.
    pub(super) fn of_area(&self, area: Area) -> impl Iterator<Item = &'b Cell> {
        let cells = self.sheet(area.sheet).map_or(&[][..], |sheet| &sheet.cells);
        self.columns(area).flat_map(move |column| {
            let row = |index: &u32| cells.get(*index as usize).map_or(u32::MAX, |cell| cell.at.row);
            let from = column.cells.partition_point(|index| row(index) < area.first.row);
            let to = column.cells.partition_point(|index| row(index) <= area.last.row);
            let found = column.cells.get(from..to).unwrap_or_default();
            found.iter().filter_map(|index| cells.get(*index as usize))
        })
    }

    /// The number of the formula at a place.
    pub(super) fn slot(&self, sheet: u32, at: CellRef) -> Option<u32> {
        let column = self.sheets.get(sheet as usize)?.get(&at.column)?;
        let index = column.formulas.binary_search_by_key(&at.row, |(row, _)| *row).ok()?;
        column.formulas.get(index).map(|(_, slot)| *slot)
    }

    /// The cell at a place.
    pub(super) fn at(&self, sheet: u32, at: CellRef) -> Option<&'b Cell> {
        let cells = &self.sheet(sheet)?.cells;
        let column = self.sheets.get(sheet as usize)?.get(&at.column)?;
        let row = |index: &u32| cells.get(*index as usize).map_or(u32::MAX, |cell| cell.at.row);
        let index = column.cells.binary_search_by_key(&at.row, row).ok()?;
        cells.get(*column.cells.get(index)? as usize)
    }

    /// What stands in a cell, and how far it may be trusted.
    pub(super) fn value(&self, sheet: u32, cell: &Cell) -> Result<(Value, Doubt), Stop> {
        if cell.formula.is_none() {
            let value = match (self.book.container, &cell.value) {
                // Truth values are figures to LibreOffice.
                (Container::Ods, CellValue::Bool(value)) => Value::number(u8::from(*value)),
                (_, value) => stored(value),
            };
            return Ok((value, Doubt::None));
        }
        let Some(slot) = self.slot(sheet, cell.at) else { return Ok((Value::Empty, Doubt::None)) };
        match self.state(slot) {
            State::Done(value, rounding) => {
                Ok((value.clone(), if *rounding { Doubt::Rounding } else { Doubt::None }))
            }
            State::Nothing => Err(Stop::Unsupported(What::Parts)),
            State::Todo | State::Busy => Err(Stop::Need(slot)),
        }
    }

    /// The last row of a sheet that holds anything.
    pub(super) fn last_row(&self, sheet: u32) -> u32 {
        self.sheet(sheet).and_then(|sheet| sheet.cells.last()).map_or(0, |cell| cell.at.row)
    }

    /// The last column of a sheet that holds anything.
    pub(super) fn last_column(&self, sheet: u32) -> u32 {
        let columns = self.sheets.get(sheet as usize);
        columns.and_then(|columns| columns.last_key_value()).map_or(0, |(column, _)| *column)
    }

    /// Whether a row is hidden.
    pub(super) fn is_hidden(&self, sheet: u32, row: u32) -> bool {
        let hidden = self.sheet(sheet).map_or(&[][..], |sheet| &sheet.hidden_rows);
        let at = hidden.partition_point(|(_, last)| *last < row);
        hidden.get(at).is_some_and(|(first, _)| *first <= row)
    }
}

/// The value that a file holds for a cell.
pub(super) fn stored(value: &CellValue) -> Value {
    match value {
        CellValue::None => Value::Empty,
        CellValue::Number(number) => Value::Number(Figure::exact(number.value)),
        CellValue::Text(text) => Value::Text(text.clone()),
        CellValue::Bool(value) => Value::Bool(*value),
        CellValue::Error(error) => Value::Error(Failure::of(error)),
    }
}

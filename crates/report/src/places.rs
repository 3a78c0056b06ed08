//! What stands around the cell of a finding: its row's code and name, its column.

use std::collections::HashMap;

use phuluc_model::{Appendix, CellRange, ColumnName, Row, Value};

use crate::regions::Regions;

/// The row and column that a cell belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RowPlace {
    /// Outline number of the row.
    pub code: Option<String>,
    /// What the row is called.
    pub name: Option<String>,
    /// Official header of the column, its steps joined by ` › `.
    pub column: Option<String>,
    /// The field of the column.
    pub field: Option<String>,
    /// Whether the column holds figures that are grouped by thousands; `None`
    /// where the cell is in no column of an appendix.
    pub grouped: Option<bool>,
    /// What stands in the cell, in its JSON form.
    pub value: Option<String>,
}

impl RowPlace {
    /// The row as `3 · Dự án 3: …`; empty outside any row.
    pub fn row(&self) -> String {
        let parts: Vec<&str> = [self.code.as_deref(), self.name.as_deref()].into_iter().flatten().collect();
        parts.join(" · ")
    }
}

/// Finds the row and column of cells of one file.
pub(crate) struct Places<'d> {
    sheets: HashMap<&'d str, Sheet<'d>>,
}

/// The tables of one sheet, found by where they stand or by their rows.
#[derive(Default)]
struct Sheet<'d> {
    tables: Vec<Table<'d>>,
    regions: Regions,
    /// The first table that has a row.
    by_row: HashMap<u32, usize>,
}

struct Table<'d> {
    appendix: &'d Appendix,
    rows: HashMap<u32, &'d Row>,
}

impl<'d> Places<'d> {
    pub(crate) fn new(appendices: &'d [Appendix]) -> Self {
        let mut sheets: HashMap<&str, Sheet<'_>> = HashMap::new();
        for appendix in appendices {
            let sheet = sheets.entry(appendix.source.sheet.as_str()).or_default();
            let rows: HashMap<u32, &Row> =
                appendix.total.iter().chain(appendix.walk()).map(|row| (row.row, row)).collect();
            for row in rows.keys() {
                sheet.by_row.entry(*row).or_insert(sheet.tables.len());
            }
            sheet.tables.push(Table { appendix, rows });
        }
        for sheet in sheets.values_mut() {
            let ranges = sheet.tables.iter().enumerate();
            let ranges = ranges.filter_map(|(at, table)| Some((table.appendix.source.range?, at)));
            sheet.regions = Regions::new(ranges);
        }
        Self { sheets }
    }

    /// The place of a cell or range, as findings write it, of a sheet.
    pub(crate) fn of(&self, sheet: &str, cell: &str) -> RowPlace {
        let spot = Spot::parse(sheet, cell);
        let Some(range) = spot.range else { return RowPlace::default() };
        let Some(sheet) = self.sheets.get(spot.sheet.as_str()) else { return RowPlace::default() };
        let by_row = sheet.by_row.get(&(range.first.row + 1)).copied();
        let first = sheet.regions.of(range.first).chain(by_row).min();
        first.and_then(|at| sheet.tables.get(at)).map(|table| table.place(range)).unwrap_or_default()
    }
}

impl Table<'_> {
    fn place(&self, range: CellRange) -> RowPlace {
        let mut place = RowPlace::default();
        let letters = ColumnName(range.first.column).to_string();
        let one_column = range.first.column == range.last.column;
        let columns = &self.appendix.source.columns;
        let field = columns.iter().find(|(_, letter)| **letter == letters).map(|(field, _)| field.as_str());
        let index = field.filter(|_| one_column).and_then(|field| self.appendix.layout.column_index(field));
        let layout = &self.appendix.layout;
        if let Some((index, column)) = index.and_then(|index| Some((index, layout.columns.get(index)?))) {
            place.column = Some(layout.header_line(index, self.appendix.plan_year, " › "));
            place.field = Some(column.field.to_string());
            place.grouped = Some(column.kind.is_figure() && column.kind != phuluc_model::ColumnType::Year);
        }
        let one_row = range.first.row == range.last.row;
        if let Some(row) = self.rows.get(&(range.first.row + 1)).filter(|_| one_row) {
            let code = self.appendix.layout.code_column().and_then(|column| row.text(column));
            place.code = code.map(str::to_owned);
            place.name = self.appendix.label(row).map(str::to_owned);
            place.value = index.and_then(|index| row.values.get(index)).and_then(Value::to_json_text);
        }
        place
    }
}

/// A cell or range with its sheet, read from how findings write it: `C12`,
/// `C4:C18`, `PL III!C12` or `'PL III'!C12`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Spot {
    pub(crate) sheet: String,
    pub(crate) range: Option<CellRange>,
}

impl Spot {
    pub(crate) fn parse(sheet: &str, cell: &str) -> Self {
        let (sheet, cell) = match cell.rsplit_once('!') {
            Some((named, cell)) => (unquoted(named), cell),
            None => (sheet.to_owned(), cell),
        };
        Self { sheet, range: cell.parse().ok() }
    }
}

fn unquoted(name: &str) -> String {
    match name.strip_prefix('\'').and_then(|name| name.strip_suffix('\'')) {
        Some(name) => name.replace("''", "'"),
        None => name.to_owned(),
    }
}

/// A sheet's name as formulas and links write it.
pub(crate) fn quoted(sheet: &str) -> String {
    format!("'{}'", sheet.replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_with_and_without_a_sheet() {
        let spot = |cell| Spot::parse("PL II", cell);
        assert_eq!(spot("C12").sheet, "PL II");
        assert_eq!(spot("'Biểu ''A'''!C12").sheet, "Biểu 'A'");
        assert_eq!(spot("PL III!C4:C9").range, "C4:C9".parse().ok());
        assert_eq!(spot("").range, None);
        assert_eq!(quoted("Biểu 'A'"), "'Biểu ''A'''");
    }
}

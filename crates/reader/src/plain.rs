//! A workbook by its values and basic look, for copies in another format.

use std::sync::Arc;

use phuluc_model::{PlainCell, PlainSheet, PlainValue, PlainWorkbook};
use rust_decimal::Decimal;

use crate::grid::{Cell, CellValue, NumberFormat, Sheet, Workbook};

/// Days from the beginning of the usual calendar of workbooks to that of 1904.
const DAYS_TO_1904: Decimal = Decimal::from_parts(1462, 0, 0, false, 0);

/// The grid without what only reading needs.
pub(crate) fn plain(workbook: &Workbook) -> PlainWorkbook {
    PlainWorkbook { sheets: workbook.sheets.iter().map(|sheet| plain_sheet(workbook, sheet)).collect() }
}

fn plain_sheet(workbook: &Workbook, sheet: &Sheet) -> PlainSheet {
    PlainSheet {
        name: sheet.name.clone(),
        hidden: sheet.hidden,
        cells: sheet.cells.iter().map(|cell| plain_cell(workbook, cell)).collect(),
        merges: sheet.merges.clone(),
        hidden_rows: sheet.hidden_rows.clone(),
        hidden_columns: sheet.hidden_columns.clone(),
        notes: sheet.notes.iter().map(|note| (note.at, note.text.text.to_string())).collect(),
    }
}

fn plain_cell(workbook: &Workbook, cell: &Cell) -> PlainCell {
    let style = workbook.style(cell.style);
    let value = match &cell.value {
        CellValue::None => PlainValue::Blank,
        CellValue::Number(number) if workbook.date_1904 && style.format == NumberFormat::Date => {
            PlainValue::Number(number.value.saturating_add(DAYS_TO_1904))
        }
        CellValue::Number(number) => PlainValue::Number(number.value),
        CellValue::Text(text) => PlainValue::Text(Arc::clone(&text.text)),
        CellValue::Bool(truth) => PlainValue::Bool(*truth),
        CellValue::Error(error) => PlainValue::Error(error.clone()),
    };
    let format = match &style.format {
        NumberFormat::Plain => None,
        NumberFormat::Percent => Some(Arc::from("0.##%")),
        NumberFormat::Date => Some(Arc::from("dd/mm/yyyy")),
        NumberFormat::Code(code) => Some(Arc::clone(code)),
    };
    PlainCell {
        at: cell.at,
        value,
        formula: cell.formula.as_ref().map(|formula| Arc::clone(&formula.0)),
        bold: style.bold,
        italic: style.italic,
        indent: style.indent,
        format,
    }
}

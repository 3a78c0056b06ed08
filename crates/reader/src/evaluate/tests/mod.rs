//! Formulas of small workbooks.

mod functions;
mod hostile;
mod oracles;
mod verdicts;

use std::sync::Arc;

use phuluc_model::CellRef;

use super::{Budget, Checked, Verdict, apply};
use crate::grid::{Cell, CellValue, Container, DefinedName, RichText, Sheet, StyleId, Workbook};
use crate::number;

/// A workbook of cells such as `("A1", "12")`, `("Hai!B2", "=A1+1")`; behind `|` a
/// formula's cached result.
pub(super) fn book(cells: &[(&str, &str)]) -> Workbook {
    let mut book = Workbook {
        container: Container::Xlsx,
        date_1904: false,
        recalculates: false,
        fonts: Vec::new(),
        styles: Vec::new(),
        sheets: vec![Sheet { name: "Một".to_owned(), ..Sheet::default() }],
        names: Vec::new(),
    };
    for (place, content) in cells {
        let (sheet, at) = place.split_once('!').unwrap_or(("Một", place));
        let index = book.sheets.iter().position(|known| known.name == sheet).unwrap_or_else(|| {
            book.sheets.push(Sheet { name: sheet.to_owned(), ..Sheet::default() });
            book.sheets.len() - 1
        });
        let at: CellRef = at.parse().expect("a cell");
        let (formula, value) = match content.strip_prefix('=') {
            Some(formula) => {
                let (formula, cached) = formula.split_once('|').unwrap_or((formula, ""));
                (Some(Arc::from(formula)), cached)
            }
            None => (None, *content),
        };
        let value = value_of(value);
        book.sheets[index].cells.push(Cell {
            at,
            style: StyleId(0),
            value,
            formula: formula.map(Into::into),
        });
    }
    for sheet in &mut book.sheets {
        sheet.cells.sort_by_key(|cell| cell.at);
    }
    book
}

fn value_of(text: &str) -> CellValue {
    match text {
        "" => CellValue::None,
        "TRUE" => CellValue::Bool(true),
        "FALSE" => CellValue::Bool(false),
        error if error.starts_with('#') => CellValue::Error(Arc::from(error)),
        text => match number::from_digits(text) {
            Some(number) => CellValue::Number(number),
            None => CellValue::Text(Arc::new(RichText::plain(text.trim_matches('"')))),
        },
    }
}

pub(super) fn name(name: &str, formula: &str) -> DefinedName {
    DefinedName { name: name.to_owned(), sheet: None, formula: formula.to_owned() }
}

/// What stands in a cell, as text.
pub(super) fn shown(book: &Workbook, at: &str) -> String {
    let at: CellRef = at.parse().expect("a cell");
    let cell = book.sheets[0].cells.iter().find(|cell| cell.at == at).expect("the cell");
    match &cell.value {
        CellValue::None => "none".to_owned(),
        CellValue::Number(number) => number.value.to_string(),
        CellValue::Text(text) => format!("\"{}\"", text.text),
        CellValue::Bool(value) => value.to_string().to_uppercase(),
        CellValue::Error(error) => error.to_string(),
    }
}

/// What one formula gives among other cells.
pub(super) fn result(formula: &str, cells: &[(&str, &str)]) -> String {
    let mut cells = cells.to_vec();
    let formula = format!("={formula}");
    cells.push(("XX999", &formula));
    let mut book = book(&cells);
    apply(&mut book, Budget::default());
    shown(&book, "XX999")
}

/// Holds formulas against what they must give.
pub(super) fn all(cells: &[(&str, &str)], wanted: &[(&str, &str)]) {
    for (formula, wanted) in wanted {
        assert_eq!(result(formula, cells), *wanted, "{formula}");
    }
}

/// What is said of the formulas of a workbook, and the workbook after that.
pub(super) fn checked(cells: &[(&str, &str)]) -> (Vec<Checked>, Workbook) {
    let mut book = book(cells);
    let checked = apply(&mut book, Budget::default());
    (checked, book)
}

/// The one verdict of a workbook, if there is any.
pub(super) fn verdict(cells: &[(&str, &str)]) -> Option<Verdict> {
    let (checked, _) = checked(cells);
    assert!(checked.len() < 2, "{checked:?}");
    checked.into_iter().next().map(|checked| checked.verdict)
}

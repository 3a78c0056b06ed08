//! Where a table was read: its range, its columns, its formulas.

use std::collections::{BTreeMap, BTreeSet};

use phuluc_model::{CellRange, CellRef, ColumnName, MoneyUnit, Quantity, Source, Value};

use crate::body;
use crate::draft::{Draft, FlatRow};
use crate::grid::CellValue;
use crate::header::{self, HeaderMatch};
use crate::view::SheetView;

/// The source of a table.
pub(crate) fn of(
    view: &SheetView<'_>,
    file: &str,
    header: &HeaderMatch,
    body: &body::Body,
    rows: &[FlatRow],
    unit: Option<MoneyUnit>,
) -> Source {
    let layout = &header.layout;
    let mapped = header.columns.iter().filter(|column| column.field.is_some());
    let mut by_field: Vec<(usize, u32)> = mapped.filter_map(|c| Some((c.field?.0, c.column))).collect();
    by_field.sort_unstable();
    let name =
        |field: usize| layout.columns.get(field).map(|column| column.field.to_string()).unwrap_or_default();
    let head = header::range(header);
    let last =
        rows.last().map_or(head.last.row, |row| row.row).max(body.headers.last().copied().unwrap_or(0));
    Source {
        file: file.to_owned(),
        sheet: phuluc_model::text::tidy(&view.sheet.name),
        range: Some(CellRange::new(head.first, CellRef::new(last.max(head.last.row), head.last.column))),
        unit,
        columns: by_field
            .iter()
            .map(|(field, column)| (name(*field), ColumnName(*column).to_string()))
            .collect(),
        reporting_unit: None,
        prepared: None,
        formulas: formulas(view, rows, &by_field),
        text_figures: BTreeSet::new(),
    }
}

/// Figures that are stored as text, those among them that are to be settled yet.
pub(crate) fn text_figures(view: &SheetView<'_>, draft: &Draft) -> BTreeSet<CellRef> {
    let is_text =
        |at: &CellRef| view.cell(*at).is_some_and(|(_, cell)| matches!(cell.value, CellValue::Text(_)));
    let typed = draft.rows.iter().flat_map(|row| {
        let columns = row.values.iter().zip(&draft.columns);
        columns.filter_map(|(value, column)| match value {
            Value::Quantity(Quantity::Number(_)) => Some(CellRef::new(row.row, (*column)?)),
            _ => None,
        })
    });
    typed.chain(draft.pending.iter().map(|pending| pending.at)).filter(is_text).collect()
}

/// The formulas of the rows' cells.
fn formulas(view: &SheetView<'_>, rows: &[FlatRow], by_field: &[(usize, u32)]) -> BTreeMap<CellRef, String> {
    if !view.has_formulas {
        return BTreeMap::new();
    }
    let cells = rows.iter().flat_map(|row| view.row(row.row).map(|(_, cell)| cell));
    let of_table = |at: &CellRef| by_field.iter().any(|(_, column)| *column == at.column);
    cells
        .filter_map(|cell| Some((cell.at, cell.formula.as_deref()?.to_owned())))
        .filter(|(at, _)| of_table(at))
        .collect()
}

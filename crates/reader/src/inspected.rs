//! What `inspect` says of the cells of a sheet, and of sheets that are like no form.

use phuluc_model::marks::FINDINGS_SHEET;
use phuluc_model::text::tidy;
use phuluc_model::{CellRange, CellRef, Finding, Message};

use crate::draft::Draft;
use crate::grid::{Cell, CellValue, Sheet, Workbook};
use crate::inspection::{CellInspection, SheetInspection};
use crate::ledger::{Ledger, Role};
use crate::rules;
use crate::view::SheetView;

/// A sheet that stands beside the appendices of a merged workbook, or in a comparison.
pub(crate) fn aside(workbook: &Workbook, sheet: &Sheet) -> SheetInspection {
    let view = SheetView::new(workbook, sheet);
    SheetInspection {
        name: tidy(&sheet.name),
        hidden: sheet.hidden,
        encodings: Vec::new(),
        cells: cells(&view, &Ledger::new(&view), &[]),
        tables: Vec::new(),
        merges: sheet.merges.clone(),
        hidden_rows: sheet.hidden_rows.clone(),
        hidden_columns: sheet.hidden_columns.clone(),
    }
}

/// Every non-empty cell with its one role.
pub(crate) fn cells(view: &SheetView<'_>, ledger: &Ledger, drafts: &[Draft]) -> Vec<CellInspection> {
    let fields = |role: Role, table: usize| match role {
        Role::Value(column) => drafts
            .get(table)
            .and_then(|draft| draft.layout.columns.get(column))
            .map(|column| column.field.clone()),
        _ => None,
    };
    let cells = view.sheet.cells.iter().enumerate().filter_map(|(index, cell)| {
        let role = ledger.role(index)?;
        Some(CellInspection {
            cell: cell.at,
            role,
            field: fields(role, ledger.table(index)),
            text: view.text(cell).into_owned(),
            look: view.look(cell),
        })
    });
    cells.collect()
}

/// Says that a sheet is like no form, unless nothing stands in it.
pub(crate) fn not_recognised(file: &str, workbook: &Workbook, sheet: &Sheet) -> Option<Finding> {
    let view = SheetView::new(workbook, sheet);
    let cells = || sheet.cells.iter().filter(|cell| !view.is_empty(cell)).map(|cell| cell.at);
    let (rows, columns) = (cells().map(|at| at.row), cells().map(|at| at.column));
    let first = CellRef::new(rows.clone().min()?, columns.clone().min()?);
    let range = CellRange::new(first, CellRef::new(rows.max()?, columns.max()?));
    let message = Message::new(
        "Trang tính này không giống biểu nào đã biết nên không được đọc: xem `phuluc inspect`, hoặc thêm mẫu bằng --layouts",
        "this sheet is like no known form and was not read: see `phuluc inspect`, or add its layout with --layouts",
    );
    let finding =
        Finding::new(&rules::SHEET_NOT_RECOGNISED, message, file, &tidy(&sheet.name), range.to_string());
    Some(finding.counting(cells().count()))
}

/// Whether the sheet is the first one of an annotated copy.
pub(crate) fn lists_findings(sheet: &Sheet) -> bool {
    let key =
        |cell: &Cell| matches!(&cell.value, CellValue::Text(text) if **text.tidied() == *FINDINGS_SHEET);
    sheet.cells.iter().any(key)
}

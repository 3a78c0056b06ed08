//! A table that goes on on another sheet without its header: its columns are
//! those of the table before.

use phuluc_model::{CellRange, CellRef, CodeForm, ColumnType, Message, code_form, code_normal_form};

use crate::figures::{self, FigureText};
use crate::grid::{Cell, CellValue};
use crate::header::HeaderMatch;
use crate::rules;
use crate::sink::Sink;
use crate::view::SheetView;

/// Rows above the first row of the table that may hold titles.
const ABOVE: usize = 12;
/// Share of cells that must be what their columns hold.
const FITS: f64 = 0.9;
/// Rows that are looked at.
const LOOKED_AT: usize = 200;

/// The last table that was read, which the next sheet may go on with.
#[derive(Debug, Clone)]
pub(crate) struct LastTable {
    pub(crate) header: HeaderMatch,
    pub(crate) plan_year: Option<i32>,
}

/// The header of the table before, as that of this sheet, where the sheet's
/// columns hold what that table's do.
pub(crate) fn find(view: &SheetView<'_>, last: &LastTable) -> Option<HeaderMatch> {
    let rows: Vec<u32> = view.rows().take(LOOKED_AT).collect();
    let first = rows.iter().take(ABOVE).position(|row| begins(view, &last.header, *row))?;
    let rows = rows.get(first..).unwrap_or_default();
    let (mut fitting, mut all, mut data) = (0usize, 0usize, 0usize);
    for row in rows {
        let cells = || view.row(*row).map(|(_, cell)| cell).filter(|cell| !view.is_empty(cell));
        // Signatures and notes below have few cells.
        if cells().count() < 3 {
            continue;
        }
        data += usize::from(begins(view, &last.header, *row));
        for cell in cells() {
            all += 1;
            fitting += usize::from(fits(view, &last.header, cell));
        }
    }
    let share = fitting as f64 / all.max(1) as f64;
    let top = *rows.first()?;
    (data > 0 && share >= FITS).then(|| HeaderMatch {
        rows: (top, top),
        absent: true,
        rank: last.header.score * share,
        score: last.header.score * share,
        others: Vec::new(),
        ..last.header.clone()
    })
}

fn kind_of(header: &HeaderMatch, cell: &Cell) -> Option<ColumnType> {
    let column = header.columns.iter().find(|column| column.column == cell.at.column)?;
    header.layout.columns.get(column.field?.0).map(|column| column.kind)
}

/// Whether a row is one of the table: a number, words and a figure in their columns.
fn begins(view: &SheetView<'_>, header: &HeaderMatch, row: u32) -> bool {
    let (mut code, mut texts, mut figures) = (false, 0usize, 0usize);
    for (_, cell) in view.row(row).filter(|(_, cell)| !view.is_empty(cell)) {
        let fits = fits(view, header, cell);
        match kind_of(header, cell) {
            Some(ColumnType::Code) => code |= fits,
            Some(ColumnType::Text) => texts += usize::from(fits),
            Some(_) => figures += usize::from(fits),
            None => {}
        }
    }
    code && texts > 0 && figures > 0
}

/// Whether a cell holds what its column does.
fn fits(view: &SheetView<'_>, header: &HeaderMatch, cell: &Cell) -> bool {
    let stored = !matches!(cell.value, CellValue::Text(_));
    match kind_of(header, cell) {
        Some(ColumnType::Code) => {
            code_normal_form(&view.text(cell)).is_some_and(|code| !matches!(code_form(&code), CodeForm::None))
        }
        Some(ColumnType::Text) => !stored,
        Some(_) => stored || !matches!(figures::read(&view.text(cell)), FigureText::Words),
        None => false,
    }
}

/// Says that a table was read without a header of its own.
pub(crate) fn say(header: &HeaderMatch, table: Option<CellRange>, sink: &mut Sink) {
    let here = CellRef::new(header.rows.0, header.columns.first().map_or(0, |column| column.column));
    let message = Message::new(
        "Trang này không có tiêu đề cột, cột giống bảng ở trang trước: đọc theo tiêu đề, đơn vị và năm của bảng đó",
        "this sheet has no header and its columns hold what those of the table before do: read by that table's header, unit and year",
    );
    sink.range(&rules::CONTINUED_SHEET, table.unwrap_or(CellRange::new(here, here)), message, 1);
}

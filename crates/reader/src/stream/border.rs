//! Where the rows of a table may be cut apart without anybody noticing: between two rows that
//! are rows by themselves, of which the second cannot go on with what the first began.

use phuluc_model::{CodeForm, ColumnType, KindRole, code_form, code_normal_form};

use crate::body::{self, Kinds};
use crate::grid::{Cell, CellValue};
use crate::header::HeaderMatch;
use crate::view::SheetView;

/// The last of rows behind which they may be cut, none behind `most`: the next row is there to
/// be looked at.
pub(super) fn last(view: &SheetView<'_>, header: &HeaderMatch, rows: &[u32], most: usize) -> Option<u32> {
    let pairs = rows.windows(2).enumerate().take(most).skip_while(|(_, pair)| !is_below(header, pair));
    let pairs: Vec<&[u32]> = pairs.map(|(_, pair)| pair).collect();
    let kinds = Kinds::of(header);
    pairs.into_iter().rev().find_map(|pair| match pair {
        [above, below] if parts(view, (header, &kinds), *above, *below) => Some(*above),
        _ => None,
    })
}

fn is_below(header: &HeaderMatch, pair: &[u32]) -> bool {
    pair.first().is_some_and(|row| *row >= header.body_start())
}

fn parts(view: &SheetView<'_>, (header, kinds): (&HeaderMatch, &Kinds), above: u32, below: u32) -> bool {
    let spans = |range: &phuluc_model::CellRange| range.first.row <= above && range.last.row > above;
    if view.sheet.merges.iter().any(spans)
        || ![above, below].iter().all(|row| body::is_data(view, kinds, *row))
    {
        return false;
    }
    let breaks_down = header.layout.kinds.iter().any(|kind| kind.role == KindRole::Breakdown);
    match code(view, kinds, below) {
        Some(CodeForm::None) => false,
        Some(CodeForm::Mark) | None if breaks_down => false,
        Some(CodeForm::Mark) | None => has_figure(view, kinds, above) && has_figure(view, kinds, below),
        Some(_) => true,
    }
}

fn cells<'v>(view: &SheetView<'v>, row: u32) -> impl Iterator<Item = &'v Cell> {
    view.row(row).map(|(_, cell)| cell)
}

/// The form of a row's number; none where it has none.
fn code(view: &SheetView<'_>, kinds: &Kinds, row: u32) -> Option<CodeForm> {
    let is_code = |cell: &&Cell| kinds.of_cell(cell) == Some(ColumnType::Code);
    let cell = cells(view, row).filter(|cell| !view.is_empty(cell)).find(is_code)?;
    let code = code_normal_form(&view.text(cell));
    Some(code.map_or(CodeForm::None, |code| code_form(&code)))
}

/// Whether a figure is stored in a column of figures.
fn has_figure(view: &SheetView<'_>, kinds: &Kinds, row: u32) -> bool {
    cells(view, row).any(|cell| {
        matches!(cell.value, CellValue::Number(_)) && kinds.of_cell(cell).is_some_and(ColumnType::is_figure)
    })
}

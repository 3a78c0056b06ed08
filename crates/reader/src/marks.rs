//! Signs that a regenerated workbook carries, so that it is recognised exactly.

use std::sync::Arc;

use phuluc_model::{CellRange, Layout, Quantity};

use crate::grid::{Cell, Workbook};
use crate::ledger::{Ledger, Role};
use crate::view::SheetView;

/// The marks of one sheet.
#[derive(Debug, Default)]
pub(crate) struct SheetMarks {
    pub(crate) marked: bool,
    layout: Option<String>,
    pub(crate) year: Option<i32>,
    unmapped: Option<CellRange>,
}

impl SheetMarks {
    /// The layout that the sheet was written by, where it is at hand.
    pub(crate) fn layout(&self, layouts: &[Arc<Layout>]) -> Option<Arc<Layout>> {
        let id = self.layout.as_deref()?;
        layouts.iter().find(|layout| &*layout.id == id).cloned()
    }
}

/// Reads the marks of a sheet from its names.
pub(crate) fn of_sheet(_workbook: &Workbook, _sheet: usize) -> SheetMarks {
    SheetMarks::default()
}

/// Cells that the original had outside its form.
pub(crate) fn unmapped_block(view: &SheetView<'_>, marks: &SheetMarks, ledger: &mut Ledger) {
    let Some(range) = marks.unmapped else { return };
    for (index, cell) in view.sheet.cells.iter().enumerate().filter(|(_, cell)| range.contains(cell.at)) {
        let text = cell.at.row > range.first.row && cell.at.column > range.first.column;
        ledger.set(index, if text { Role::Unmapped } else { Role::Header });
    }
}

/// The stated quantity of a cell whose formula gives something else.
pub(crate) fn stated(_view: &SheetView<'_>, _cell: &Cell) -> Option<Quantity> {
    None
}

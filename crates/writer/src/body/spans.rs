//! The `spans` of rows: columns that any of sixteen rows has cells in. A reader may use
//! them or not; the workbook library writes them.

use crate::sheet::SheetPlan;

/// Rows that share their spans.
const BLOCK: u32 = 16;

/// How many columns the rows of each block have, by number of the block.
#[derive(Debug)]
pub(super) struct Spans {
    first: u32,
    columns: Vec<usize>,
}

impl Spans {
    /// `beside` says whether the rows' numbers in the source stand beside the table.
    pub(super) fn new(plan: &SheetPlan<'_>, beside: bool) -> Self {
        let (first, last) = plan.table();
        let (first, last) = (first / BLOCK, last / BLOCK);
        let blocks = usize::try_from(last - first + 1).unwrap_or(0);
        let mut spans = Self { first, columns: vec![plan.columns.len(); blocks] };
        if beside {
            spans.widen(plan.numbering_row, plan.columns.len() + 1);
            for row in plan.rows.iter().filter(|row| row.row.row > 0) {
                spans.widen(row.at, plan.columns.len() + 1);
            }
        }
        spans
    }

    fn widen(&mut self, row: u32, columns: usize) {
        let Some(block) = (row / BLOCK).checked_sub(self.first) else { return };
        let block = usize::try_from(block).unwrap_or(usize::MAX);
        if let Some(known) = self.columns.get_mut(block) {
            *known = columns.max(*known);
        }
    }

    pub(super) fn of(&self, row: u32) -> usize {
        let block = (row / BLOCK).saturating_sub(self.first);
        self.columns.get(usize::try_from(block).unwrap_or(usize::MAX)).copied().unwrap_or(1)
    }
}

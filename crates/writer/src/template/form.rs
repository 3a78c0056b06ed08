//! What each row of a blank form is for, and which of its cells are open.

use phuluc_model::{ColumnType, Layout};

use crate::columns::ColumnPlan;
use crate::figures::Content;
use crate::rows::TableRow;
use crate::sheet::SheetPlan;

/// What a row of a blank form is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RowUse {
    /// It stands there with its words.
    Prepared,
    /// It is blank, for a row of the unit's own.
    Room,
    /// It ends the room: rows are inserted above it, so that sums reach over them.
    Closing,
}

/// The uses of the rows of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Form {
    uses: Vec<RowUse>,
}

impl Form {
    pub(super) const fn new(uses: Vec<RowUse>) -> Self {
        Self { uses }
    }

    /// What a row is for, by its index in the table.
    pub(crate) fn row_use(&self, row: usize) -> RowUse {
        self.uses.get(row).copied().unwrap_or(RowUse::Prepared)
    }

    /// Rows that words may be typed into: a program makes them as high as the words need,
    /// unless their height is set.
    pub(crate) fn growing_rows(&self, plan: &SheetPlan<'_>) -> Vec<u32> {
        let layout = &plan.appendix.layout;
        let rows = plan.rows.iter().zip(&plan.contents).enumerate();
        let growing = rows.filter(|(index, (row, cells))| {
            let mut texts =
                plan.columns.iter().zip(*cells).filter(|(column, _)| column.kind == ColumnType::Text);
            texts.any(|(column, content)| self.is_open(*index, row, layout, column, content))
        });
        growing.map(|(_, (row, _))| row.at).collect()
    }

    /// Whether data may be typed into a cell.
    pub(crate) fn is_open(
        &self,
        index: usize,
        row: &TableRow<'_>,
        layout: &Layout,
        column: &ColumnPlan,
        content: &Content,
    ) -> bool {
        match self.row_use(index) {
            _ if matches!(content, Content::Formula(_)) => false,
            RowUse::Closing => false,
            RowUse::Room => true,
            RowUse::Prepared => {
                let kind = layout.kind(&row.row.kind);
                let sums = !layout.children_sums.is_empty();
                // A row that rows stand below, or add up to, is the office's.
                let heads =
                    kind.is_some_and(|kind| kind.room) || row.row.level == 0 || (sums && row.last > row.at);
                // So is what any row is called.
                let named = kind.is_some_and(|kind| kind.label == column.index) && *content != Content::Blank;
                match column.kind {
                    ColumnType::Code => false,
                    ColumnType::Text => !heads && !named,
                    _ => !heads || !sums,
                }
            }
        }
    }
}

//! What each row of a blank form is for, and which of its cells are open.

use phuluc_model::ColumnType;

use crate::columns::ColumnPlan;
use crate::figures::Content;
use crate::rows::TableRow;

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

    /// Whether data may be typed into a cell.
    pub(crate) fn is_open(
        &self,
        index: usize,
        row: &TableRow<'_>,
        label: Option<usize>,
        column: &ColumnPlan,
        content: &Content,
    ) -> bool {
        match self.row_use(index) {
            _ if matches!(content, Content::Formula(_)) => false,
            RowUse::Closing => false,
            RowUse::Room => true,
            // What a row is called is the office's; so are words of a row with rows below it.
            RowUse::Prepared => match column.kind {
                ColumnType::Code => false,
                ColumnType::Text => {
                    row.last == row.at
                        && row.row.level > 0
                        && !(label == Some(column.index) && *content != Content::Blank)
                }
                _ => true,
            },
        }
    }
}

//! Values carried down, as merged cells.

use phuluc_model::ColumnType;

use crate::columns::ColumnPlan;
use crate::figures::Content;
use crate::rows::TableRow;

/// Rows of one written column that share a value, as indexes of table rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Merge {
    pub(crate) column: usize,
    pub(crate) first: usize,
    pub(crate) last: usize,
}

/// Runs of siblings without a row between them, the first with the value, the
/// others with the same text carried down. Figures are never merged: a sum would
/// miss what a merged cell hides.
pub(crate) fn merges(columns: &[ColumnPlan], rows: &[TableRow<'_>], contents: &[Vec<Content>]) -> Vec<Merge> {
    let mut merges: Vec<Merge> = Vec::new();
    let texts = columns.iter().enumerate().filter(|(_, column)| column.kind == ColumnType::Text);
    for (position, column) in texts {
        let text = |at: usize| match contents.get(at).and_then(|cells| cells.get(position)) {
            Some(Content::Text(text)) => Some(text),
            _ => None,
        };
        let mut open: Option<Merge> = None;
        for (at, row) in rows.iter().enumerate() {
            let follows = row.row.carried.contains(&column.index) && text(at).is_some();
            match row.above.filter(|above| follows && text(*above) == text(at)) {
                Some(above) => match &mut open {
                    Some(merge) if merge.last == above => merge.last = at,
                    _ => {
                        merges.extend(open);
                        open = Some(Merge { column: position, first: above, last: at });
                    }
                },
                None => {
                    merges.extend(open);
                    open = None;
                }
            }
        }
        merges.extend(open);
    }
    merges
}

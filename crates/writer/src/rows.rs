//! The rows of a table in their order, and which rows each of them adds up.

use phuluc_model::{Appendix, KindRole, Row};

/// A row with its place in the written sheet.
#[derive(Debug)]
pub(crate) struct TableRow<'a> {
    pub(crate) row: &'a Row,
    /// 0-based row of the sheet.
    pub(crate) at: u32,
    /// 0-based row of the last row below it; its own where there is none.
    pub(crate) last: u32,
    /// How deep it stands below a row of level 1.
    pub(crate) depth: usize,
    /// The sibling that it follows without a row between them.
    pub(crate) above: Option<usize>,
    /// Rows whose sum it states, as indexes: its children, or, of a subtotal,
    /// the siblings since the one before.
    pub(crate) addends: Vec<usize>,
    pub(crate) subtotal: bool,
}

/// Rows of one parent while they are gone through.
struct Siblings<'a> {
    rest: std::slice::Iter<'a, Row>,
    parent: Option<usize>,
    /// All of them that are not subtotals.
    all: Vec<usize>,
    /// Those since the last subtotal.
    open: Vec<usize>,
    above: Option<usize>,
}

impl<'a> Siblings<'a> {
    fn new(rows: &'a [Row], parent: Option<usize>) -> Self {
        Self { rest: rows.iter(), parent, all: Vec::new(), open: Vec::new(), above: None }
    }
}

/// The grand total, then the rows depth first, from a row of the sheet on.
/// Without recursion: input decides how deep a tree is.
pub(crate) fn table_rows(appendix: &Appendix, first: u32) -> Vec<TableRow<'_>> {
    let mut rows: Vec<TableRow<'_>> = Vec::new();
    let place = |row, index: usize, depth| {
        let at = first.saturating_add(u32::try_from(index).unwrap_or(u32::MAX));
        TableRow { row, at, last: at, depth, above: None, addends: Vec::new(), subtotal: false }
    };
    if let Some(total) = &appendix.total {
        rows.push(place(total, 0, 0));
    }
    let total = appendix.total.is_some().then_some(0);
    let mut open = vec![Siblings::new(&appendix.rows, total)];
    while let Some(siblings) = open.last_mut() {
        let Some(row) = siblings.rest.next() else {
            close(&mut rows, open.pop());
            continue;
        };
        let index = rows.len();
        let mut placed = place(row, index, 0);
        let role = appendix.kind(row).map_or(KindRole::Row, |kind| kind.role);
        placed.above = siblings.above.filter(|above| above + 1 == index);
        siblings.above = Some(index);
        match role {
            KindRole::Subtotal => {
                placed.subtotal = true;
                placed.addends = std::mem::take(&mut siblings.open);
            }
            KindRole::Breakdown => {}
            KindRole::Row | KindRole::Total => {
                siblings.open.push(index);
                siblings.all.push(index);
            }
        }
        placed.depth = open.len() - 1;
        rows.push(placed);
        open.push(Siblings::new(&row.children, Some(index)));
    }
    rows
}

fn close(rows: &mut [TableRow<'_>], siblings: Option<Siblings<'_>>) {
    let last = rows.last().map(|row| row.at);
    let Some(siblings) = siblings else { return };
    let Some(parent) = siblings.parent.and_then(|parent| rows.get_mut(parent)) else { return };
    if !parent.subtotal {
        parent.addends = siblings.all;
    }
    if siblings.above.is_some() {
        parent.last = last.unwrap_or(parent.at);
    }
}

//! The header steps over each column of a window of rows.

use phuluc_model::CellRef;

use crate::grid::Cell;
use crate::header::{Fragment, HEADER_COLUMNS, fragment};
use crate::patterns::{Joined, Pattern};
use crate::view::SheetView;

/// How words that are not merged reach over the columns of their group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spread {
    /// They stand over the first column.
    Right,
    /// They stand over the middle one.
    Nearest,
}

/// The header steps over a column: as merged, and with parents spread.
pub(crate) struct Stack {
    pub(crate) column: u32,
    pub(crate) merged: Vec<Fragment>,
    pub(crate) spread: Vec<Fragment>,
    /// Both made ready for comparing; the second only where it differs.
    joined: (Joined, Option<Joined>),
}

impl Stack {
    fn new(column: u32, merged: Vec<Fragment>, spread: Vec<Fragment>) -> Self {
        let joined = |fragments: &[Fragment]| {
            Joined::new(&fragments.iter().map(|fragment| fragment.folded.as_str()).collect::<Vec<_>>())
        };
        let both = (joined(&merged), (merged != spread).then(|| joined(&spread)));
        Self { column, merged, spread, joined: both }
    }

    /// How alike its words are to a column of a layout.
    pub(crate) fn likeness(&self, pattern: &Pattern, column: usize) -> f64 {
        let spread = self.joined.1.as_ref().map_or(0.0, |spread| pattern.likeness(column, spread) - 0.01);
        pattern.likeness(column, &self.joined.0).max(spread)
    }

    /// Whether it has words that another stack has from the same cells.
    pub(crate) fn same_cells(&self, other: &Self) -> bool {
        self.merged.iter().map(|fragment| fragment.anchor).eq(other.merged.iter().map(|f| f.anchor))
    }

    /// Whether it reads like another stack.
    pub(crate) fn same_words(&self, other: &Self) -> bool {
        self.merged.iter().map(|fragment| &fragment.folded).eq(other.merged.iter().map(|f| &f.folded))
    }

    /// Whether words spread from beside were needed.
    fn is_spread(&self) -> bool {
        self.joined.1.is_some()
    }
}

/// The stacks of a window in each way in which its words may reach over columns.
pub(crate) fn ways(view: &SheetView<'_>, first: u32, last: u32) -> Vec<Vec<Stack>> {
    let right = stacks(view, first, last, Spread::Right);
    if right.iter().any(Stack::is_spread) {
        vec![right, stacks(view, first, last, Spread::Nearest)]
    } else {
        vec![right]
    }
}

fn stacks(view: &SheetView<'_>, first: u32, last: u32, spread: Spread) -> Vec<Stack> {
    let mut columns: Vec<u32> = (first..=last)
        .flat_map(|row| view.row(row).take(HEADER_COLUMNS))
        .flat_map(|(_, cell)| {
            let end = view.merge_at(cell.at).map_or(cell.at.column, |range| range.last.column);
            cell.at.column..=end.min(cell.at.column + HEADER_COLUMNS as u32)
        })
        .collect();
    columns.sort_unstable();
    columns.dedup();
    columns.truncate(HEADER_COLUMNS);
    let window = Window { view, rows: (first, last), columns: &columns, spread };
    columns.iter().map(|column| window.stack(*column)).filter(|stack| !stack.merged.is_empty()).collect()
}

struct Window<'a, 'v> {
    view: &'a SheetView<'v>,
    rows: (u32, u32),
    columns: &'a [u32],
    spread: Spread,
}

impl<'v> Window<'_, 'v> {
    fn stack(&self, column: u32) -> Stack {
        let (first, last) = self.rows;
        let mut merged: Vec<Fragment> = Vec::new();
        let mut spread: Vec<Fragment> = Vec::new();
        for row in first..=last {
            if let Some(cell) = self.shown(row, column) {
                let fragment = fragment(self.view, cell);
                if merged.iter().any(|known| known.anchor == fragment.anchor) {
                    continue;
                }
                merged.push(fragment.clone());
                spread.push(fragment);
            } else if let Some(parent) = self.parent(row, column) {
                spread.push(fragment(self.view, parent));
            }
        }
        Stack::new(column, merged, spread)
    }

    fn shown(&self, row: u32, column: u32) -> Option<&'v Cell> {
        let shown = self.view.shown_at(CellRef::new(row, column)).map(|(_, cell)| cell);
        shown.filter(|cell| !self.view.is_empty(cell))
    }

    /// Whether words of its own stand below a place.
    fn has_own_below(&self, row: u32, column: u32) -> bool {
        (row + 1..=self.rows.1).any(|below| self.view.cell(CellRef::new(below, column)).is_some())
    }

    /// The unmerged words beside that a column with words below it belongs under.
    fn parent(&self, row: u32, column: u32) -> Option<&'v Cell> {
        if !self.has_own_below(row, column) {
            return None;
        }
        let heads =
            |beside: &u32| self.shown(row, *beside).map(|cell| (cell, self.has_own_below(row, *beside)));
        // Words with nothing below them head their own column and no group.
        let left = self.columns.iter().rev().filter(|left| **left < column).find_map(heads);
        let left = left.filter(|(_, group)| *group).map(|(cell, _)| cell);
        match self.spread {
            Spread::Right => left,
            Spread::Nearest => {
                let right = self.columns.iter().filter(|right| **right > column).find_map(heads);
                let right = right.filter(|(_, group)| *group).map(|(cell, _)| cell);
                left.into_iter().chain(right).min_by_key(|cell| cell.at.column.abs_diff(column))
            }
        }
    }
}

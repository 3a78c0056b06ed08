//! The header steps over each column of a window of rows.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use phuluc_model::CellRef;

use crate::grid::Cell;
use crate::header::{Fragment, HEADER_COLUMNS, fragment};
use crate::patterns::{Joined, Pattern, Patterns};
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
    pub(crate) merged: Vec<Rc<Fragment>>,
    pub(crate) spread: Vec<Rc<Fragment>>,
    /// Both made ready for comparing; the second only where it differs.
    joined: (Joined, Option<Joined>),
}

impl Stack {
    fn new(column: u32, merged: Vec<Rc<Fragment>>, spread: Vec<Rc<Fragment>>, patterns: &Patterns) -> Self {
        let joined = |fragments: &[Rc<Fragment>]| {
            let steps: Vec<&str> = fragments.iter().map(|fragment| fragment.folded.as_str()).collect();
            Joined::new(&steps, patterns)
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

/// The words of cells around a row, each read once.
pub(crate) struct Words<'w, 'v> {
    view: &'w SheetView<'v>,
    patterns: &'w Patterns,
    known: RefCell<HashMap<usize, Rc<Fragment>>>,
}

impl<'w, 'v> Words<'w, 'v> {
    pub(crate) fn new(view: &'w SheetView<'v>, patterns: &'w Patterns) -> Self {
        Self { view, patterns, known: RefCell::default() }
    }

    fn of(&self, index: usize, cell: &Cell) -> Rc<Fragment> {
        let mut known = self.known.borrow_mut();
        let read = || {
            let fragment = fragment(self.view, cell);
            self.patterns.charge(fragment.words.len() as u64 * 20);
            Rc::new(fragment)
        };
        Rc::clone(known.entry(index).or_insert_with(read))
    }
}

/// The stacks of a window in each way in which its words may reach over columns.
pub(crate) fn ways(words: &Words<'_, '_>, first: u32, last: u32) -> Vec<Vec<Stack>> {
    let right = stacks(words, first, last, Spread::Right);
    if right.iter().any(Stack::is_spread) {
        vec![right, stacks(words, first, last, Spread::Nearest)]
    } else {
        vec![right]
    }
}

fn stacks(words: &Words<'_, '_>, first: u32, last: u32, spread: Spread) -> Vec<Stack> {
    let view = words.view;
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
    let window = Window { words, rows: (first, last), columns: &columns, spread };
    columns.iter().map(|column| window.stack(*column)).filter(|stack| !stack.merged.is_empty()).collect()
}

struct Window<'a, 'w, 'v> {
    words: &'a Words<'w, 'v>,
    rows: (u32, u32),
    columns: &'a [u32],
    spread: Spread,
}

impl<'v> Window<'_, '_, 'v> {
    fn stack(&self, column: u32) -> Stack {
        let (first, last) = self.rows;
        let mut merged: Vec<Rc<Fragment>> = Vec::new();
        let mut spread: Vec<Rc<Fragment>> = Vec::new();
        for row in first..=last {
            if let Some((index, cell)) = self.shown(row, column) {
                let fragment = self.words.of(index, cell);
                if merged.iter().any(|known| known.anchor == fragment.anchor) {
                    continue;
                }
                merged.push(Rc::clone(&fragment));
                spread.push(fragment);
            } else if let Some((index, parent)) = self.parent(row, column) {
                spread.push(self.words.of(index, parent));
            }
        }
        Stack::new(column, merged, spread, self.words.patterns)
    }

    fn shown(&self, row: u32, column: u32) -> Option<(usize, &'v Cell)> {
        let shown = self.words.view.shown_at(CellRef::new(row, column));
        shown.filter(|(_, cell)| !self.words.view.is_empty(cell))
    }

    /// Whether words of its own stand below a place.
    fn has_own_below(&self, row: u32, column: u32) -> bool {
        (row + 1..=self.rows.1).any(|below| self.words.view.cell(CellRef::new(below, column)).is_some())
    }

    /// The unmerged words beside that a column with words below it belongs under.
    fn parent(&self, row: u32, column: u32) -> Option<(usize, &'v Cell)> {
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
                left.into_iter().chain(right).min_by_key(|(_, cell)| cell.at.column.abs_diff(column))
            }
        }
    }
}

//! What stands for a cell in a sum: itself, or where it is blank, what it is the sum of.

use phuluc_model::{KindRole, Quantity};

use super::Cell;
use super::system::Term;
use crate::context::Table;

/// Terms that stand for cells in a sum.
#[derive(Debug, Default)]
pub(super) struct Terms {
    pub(super) terms: Vec<Term>,
    /// Whether any of them is stated.
    pub(super) stated: bool,
    /// Whether rows below stand for a blank cell.
    pub(super) descended: bool,
}

/// Which cells of a table have a figure, at themselves or below.
#[derive(Debug)]
pub(super) struct Known {
    columns: usize,
    known: Vec<bool>,
}

impl Known {
    /// Children come after their parents in the table, so one pass backwards is enough.
    pub(super) fn of(table: &Table<'_>) -> Self {
        let columns = table.appendix.layout.columns.len();
        let mut known = vec![false; columns * table.rows.len()];
        for (at, entry) in table.rows.iter().enumerate().rev() {
            let parent = entry.parent.filter(|_| entry.role == KindRole::Row);
            for column in 0..columns {
                let slot = at * columns + column;
                let here = known.get(slot) == Some(&true) || !entry.row.quantity(column).is_blank();
                if !here {
                    continue;
                }
                set(&mut known, slot);
                if let Some(parent) = parent {
                    set(&mut known, parent * columns + column);
                }
            }
        }
        Self { columns, known }
    }

    pub(super) fn at(&self, row: usize, column: usize) -> bool {
        self.known.get(row * self.columns + column) == Some(&true)
    }
}

fn set(known: &mut [bool], slot: usize) {
    if let Some(slot) = known.get_mut(slot) {
        *slot = true;
    }
}

/// Expands cells of one table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Expander<'a> {
    pub(super) table: &'a Table<'a>,
    pub(super) index: usize,
    pub(super) known: &'a Known,
}

impl Expander<'_> {
    /// Adds what stands for a cell; `None` where words stand in its place.
    pub(super) fn expand(&self, row: usize, column: usize, minus: bool, into: &mut Terms) -> Option<()> {
        let mut open = vec![(row, column, minus)];
        while let Some((row, column, minus)) = open.pop() {
            let quantity = self.table.quantity(row, column);
            let term = Term { cell: Cell::new(self.index, row, column), minus };
            match quantity {
                Quantity::Words(_) => return None,
                Quantity::Number(_) | Quantity::Nil => {
                    into.stated = true;
                    into.terms.push(term);
                }
                Quantity::Blank => {
                    let before = open.len();
                    self.below(row, column, minus, &mut open);
                    into.descended |= open.len() > before;
                    if open.len() == before {
                        self.parts(row, column, minus, &mut open);
                    }
                    match open.get_mut(before..) {
                        Some(added) if !added.is_empty() => added.reverse(),
                        _ => into.terms.push(term),
                    }
                }
            }
        }
        Some(())
    }

    /// The rows below, where any of them has a figure.
    fn below(&self, row: usize, column: usize, minus: bool, open: &mut Vec<(usize, usize, bool)>) {
        if !self.table.appendix.layout.children_sums.contains(&column) {
            return;
        }
        let adds = |child: &&usize| self.table.row(**child).is_some_and(|entry| entry.role == KindRole::Row);
        let children = || self.table.below(row).iter().filter(adds);
        if children().any(|child| self.known.at(*child, column)) {
            open.extend(children().map(|child| (*child, column, minus)));
        }
    }

    /// The parts of its row's sum, where any of them is stated.
    fn parts(&self, row: usize, column: usize, minus: bool, open: &mut Vec<(usize, usize, bool)>) {
        let sums = &self.table.appendix.layout.row_sums;
        let Some(sum) = sums.iter().find(|sum| sum.target == column) else { return };
        if sum.terms.iter().any(|term| self.has_part(row, term.column)) {
            open.extend(sum.terms.iter().map(|term| (row, term.column, minus != term.minus)));
        }
    }

    /// Whether a cell or any part of it is stated; layouts refuse sums that go in circles.
    fn has_part(&self, row: usize, column: usize) -> bool {
        let mut open = vec![column];
        while let Some(column) = open.pop() {
            if !self.table.quantity(row, column).is_blank() {
                return true;
            }
            let sums = self.table.appendix.layout.row_sums.iter().filter(|sum| sum.target == column);
            open.extend(sums.flat_map(|sum| sum.terms.iter().map(|term| term.column)));
        }
        false
    }
}

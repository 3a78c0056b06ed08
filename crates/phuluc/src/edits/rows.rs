//! Which row of a sheet is which, where rows were deleted or inserted by hand.

use std::collections::BTreeMap;

use phuluc_model::{PlainCell, PlainSheet, PlainValue};

use super::shown;

/// Pairs of rows that are weighed against each other; a sheet with more is taken row by row.
const WEIGHED: usize = 1_000_000;
/// Rows below a table that may have come about by insertion.
const BELOW: usize = 2_000;

/// The cells of a row that hold something, by column.
pub(super) type Cells<'a> = BTreeMap<u32, &'a PlainCell>;

/// The rows of a sheet that hold something.
pub(super) struct Rows<'a>(BTreeMap<u32, Cells<'a>>);

/// A row as it was written, and as it stands now.
pub(super) type Pair = (Option<u32>, Option<u32>);

impl<'a> Rows<'a> {
    pub(super) fn of(sheet: &'a PlainSheet) -> Self {
        let mut rows: BTreeMap<u32, Cells<'_>> = BTreeMap::new();
        for cell in
            sheet.cells.iter().filter(|cell| cell.value != PlainValue::Blank || cell.formula.is_some())
        {
            rows.entry(cell.at.row).or_default().insert(cell.at.column, cell);
        }
        Self(rows)
    }

    pub(super) fn row(&self, row: u32) -> Option<&Cells<'a>> {
        self.0.get(&row)
    }

    fn line(&self, at: u32) -> Option<Line<'_>> {
        self.row(at).map(|cells| Line { at, cells: Some(cells) })
    }

    /// The rows from the top to the last that holds something, at most so many.
    fn lines(&self, most: usize) -> Vec<Line<'_>> {
        let last = self.0.keys().next_back().copied();
        let rows = last.map_or(0..0, |last| 0..last.saturating_add(1));
        rows.take(most).map(|at| Line { at, cells: self.row(at) }).collect()
    }
}

struct Line<'a> {
    at: u32,
    cells: Option<&'a Cells<'a>>,
}

impl Line<'_> {
    fn filled(&self) -> usize {
        self.cells.map_or(0, BTreeMap::len)
    }

    /// How many cells are the same.
    fn common(&self, other: &Self) -> usize {
        let (Some(own), Some(others)) = (self.cells, other.cells) else { return 0 };
        own.iter().filter(|(at, cell)| is_same(cell, others.get(at).copied())).count()
    }

    fn is(&self, other: &Self) -> bool {
        self.filled() == other.filled() && self.common(other) == self.filled()
    }

    /// How likely it is that a row became another; `None` where it is another row.
    fn weight(&self, other: &Self) -> Option<usize> {
        let common = self.common(other);
        (common * 2 >= self.filled().max(other.filled())).then_some(common * 2 + 1)
    }
}

fn is_same(one: &PlainCell, other: Option<&PlainCell>) -> bool {
    let formulas = one.formula.is_some() && other.is_some_and(|other| other.formula.is_some());
    formulas || shown(Some(one)) == shown(other)
}

/// Whether a sheet is another one under a new name: most of its rows stand there as they did.
pub(super) fn are_alike(one: &PlainSheet, other: &PlainSheet) -> bool {
    let (rows, others) = (Rows::of(one), Rows::of(other));
    let pairs = pair(&rows, &others);
    let stands = |pair: &&Pair| {
        let both = pair.0.and_then(|at| rows.line(at)).zip(pair.1.and_then(|at| others.line(at)));
        both.is_some_and(|(one, other)| one.is(&other))
    };
    pairs.iter().filter(stands).count() * 2 > rows.0.len()
}

/// Pairs the rows of a sheet, from the top.
pub(super) fn pair(written: &Rows<'_>, found: &Rows<'_>) -> Vec<Pair> {
    let before = written.lines(usize::MAX);
    let after = found.lines(before.len().saturating_add(BELOW));
    let end = u32::try_from(after.len()).unwrap_or(u32::MAX);
    let beyond = found.0.range(end..).map(|(at, _)| (None, Some(*at)));
    let mut pairs = paired(&before, &after);
    pairs.extend(beyond);
    pairs
}

fn paired(before: &[Line<'_>], after: &[Line<'_>]) -> Vec<Pair> {
    let whole = |one: &Line<'_>, other: &Line<'_>| (Some(one.at), Some(other.at));
    let shorter = before.len().min(after.len());
    let head = before.iter().zip(after).take_while(|(one, other)| one.is(other)).count();
    let tail = before.iter().rev().zip(after.iter().rev()).take_while(|(one, other)| one.is(other)).count();
    let tail = tail.min(shorter - head);
    let middle = |lines: &'_ [Line<'_>]| head..lines.len() - tail;
    let old = before.get(middle(before)).unwrap_or_default();
    let new = after.get(middle(after)).unwrap_or_default();
    let mut pairs: Vec<Pair> =
        before.iter().zip(after).take(head).map(|(one, other)| whole(one, other)).collect();
    if old.len() == new.len() || old.len().saturating_mul(new.len()) > WEIGHED {
        let longer = old.len().max(new.len());
        pairs
            .extend((0..longer).map(|at| (old.get(at).map(|line| line.at), new.get(at).map(|line| line.at))));
    } else {
        pairs.extend(weighed(old, new));
    }
    let (old, new) = (before.len() - tail, after.len() - tail);
    pairs.extend(before.iter().skip(old).zip(after.iter().skip(new)).map(|(one, other)| whole(one, other)));
    pairs
}

/// The pairing with the most in common.
fn weighed(old: &[Line<'_>], new: &[Line<'_>]) -> Vec<Pair> {
    let width = new.len() + 1;
    // The best of what lies below and behind each place.
    let mut best = vec![0usize; (old.len() + 1) * width];
    let at = |row: usize, column: usize| row * width + column;
    let value = |best: &[usize], row, column| best.get(at(row, column)).copied().unwrap_or(0);
    for (row, one) in old.iter().enumerate().rev() {
        for (column, other) in new.iter().enumerate().rev() {
            let both = one.weight(other).map_or(0, |weight| weight + value(&best, row + 1, column + 1));
            let most = both.max(value(&best, row + 1, column)).max(value(&best, row, column + 1));
            if let Some(slot) = best.get_mut(at(row, column)) {
                *slot = most;
            }
        }
    }
    let (mut row, mut column) = (0, 0);
    let mut pairs = Vec::new();
    while let (Some(one), Some(other)) = (old.get(row), new.get(column)) {
        let here = value(&best, row, column);
        let both = one.weight(other).map(|weight| weight + value(&best, row + 1, column + 1));
        if both == Some(here) {
            pairs.push((Some(one.at), Some(other.at)));
            row += 1;
            column += 1;
        } else if value(&best, row + 1, column) == here {
            pairs.push((Some(one.at), None));
            row += 1;
        } else {
            pairs.push((None, Some(other.at)));
            column += 1;
        }
    }
    pairs.extend(old.iter().skip(row).map(|line| (Some(line.at), None)));
    pairs.extend(new.iter().skip(column).map(|line| (None, Some(line.at))));
    pairs
}

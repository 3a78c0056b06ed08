//! What changes add up to, by group and in the whole.

use std::collections::BTreeMap;

use phuluc_model::{Layout, Row};
use rust_decimal::Decimal;

use crate::align::Line;
use crate::difference::{ColumnSum, GroupSums};
use crate::follows::counts;
use crate::matching::{Matching, Placed};

/// For each row of both sides the line of its row of level 1, where that has rows below it.
pub(crate) struct Groups {
    old: Vec<Option<usize>>,
    new: Vec<Option<usize>>,
}

impl Groups {
    pub(crate) fn new(matching: &Matching<'_>, lines: &[Line]) -> Self {
        let side = |rows: &[Placed<'_>], of: fn(&Line) -> Option<usize>| {
            let mut line_of = vec![None; rows.len()];
            for (at, line) in lines.iter().enumerate() {
                if let Some(slot) = of(line).and_then(|row| line_of.get_mut(row)) {
                    *slot = Some(at);
                }
            }
            let of_top = |top: Option<usize>| top.and_then(|top| line_of.get(top).copied().flatten());
            tops(rows).into_iter().map(of_top).collect()
        };
        Self {
            old: side(matching.old_rows(), |line| line.old),
            new: side(matching.new_rows(), |line| line.new),
        }
    }

    /// The group that a line stands in.
    pub(crate) fn of(&self, line: &Line) -> Option<usize> {
        match (line.new, line.old) {
            (Some(new), _) => self.new.get(new).copied().flatten(),
            (None, Some(old)) => self.old.get(old).copied().flatten(),
            (None, None) => None,
        }
    }
}

/// The row of level 1 above each row, itself for one of level 1; `None` where that has
/// nothing below it.
fn tops(rows: &[Placed<'_>]) -> Vec<Option<usize>> {
    let mut tops: Vec<usize> = Vec::with_capacity(rows.len());
    for (row, placed) in rows.iter().enumerate() {
        tops.push(placed.parent.and_then(|parent| tops.get(parent)).copied().unwrap_or(row));
    }
    let group = |top: &usize| rows.get(*top).is_some_and(|placed| !placed.row.children.is_empty());
    tops.iter().map(|top| group(top).then_some(*top)).collect()
}

/// Sums over the rows that no row below adds up to, of groups with changes and of all.
pub(crate) fn sums<'a>(
    layout: &Layout,
    matching: &Matching<'a>,
    lines: &[Line],
    groups: &Groups,
) -> (Vec<GroupSums<'a>>, Vec<ColumnSum>) {
    let mut whole = Tally::new(layout);
    let mut by_group: BTreeMap<usize, Tally> = BTreeMap::new();
    for (side, rows, groups) in [(0, matching.old_rows(), &groups.old), (1, matching.new_rows(), &groups.new)]
    {
        let leaves = leaves(layout, rows);
        for ((placed, group), _) in rows.iter().zip(groups).zip(leaves).filter(|(_, leaf)| *leaf) {
            whole.add(layout, placed.row, side);
            if let Some(group) = group {
                by_group.entry(*group).or_insert_with(|| Tally::new(layout)).add(layout, placed.row, side);
            }
        }
    }
    let row = |rows: &[Placed<'a>], at: Option<usize>| rows.get(at?).map(|placed| placed.row);
    let groups = by_group.into_iter().filter_map(|(at, tally)| {
        let sums: Vec<ColumnSum> = tally.sums(layout).into_iter().filter(|sum| sum.old != sum.new).collect();
        let line = lines.get(at)?;
        let (old, new) = (row(matching.old_rows(), line.old), row(matching.new_rows(), line.new));
        (!sums.is_empty()).then_some(GroupSums { old, new, sums })
    });
    (groups.collect(), whole.sums(layout))
}

/// Rows that count and that no counting row stands below.
fn leaves(layout: &Layout, rows: &[Placed<'_>]) -> Vec<bool> {
    let mut counted: Vec<bool> = Vec::with_capacity(rows.len());
    for placed in rows {
        let above = placed.parent.is_none_or(|parent| counted.get(parent).copied().unwrap_or(false));
        counted.push(above && counts(layout, placed.row));
    }
    let mut leaves = counted.clone();
    for (placed, counted) in rows.iter().zip(counted) {
        if let Some(slot) = placed.parent.and_then(|parent| leaves.get_mut(parent)) {
            *slot &= !counted;
        }
    }
    leaves
}

/// Sums of both sides; `None` where one does not fit a decimal.
struct Tally([Vec<Option<Decimal>>; 2]);

impl Tally {
    fn new(layout: &Layout) -> Self {
        let zero = || vec![Some(Decimal::ZERO); layout.children_sums.len()];
        Self([zero(), zero()])
    }

    fn add(&mut self, layout: &Layout, row: &Row, side: usize) {
        for (sum, column) in self.0.iter_mut().skip(side).take(1).flatten().zip(&layout.children_sums) {
            *sum = sum.and_then(|sum| sum.checked_add(row.quantity(*column).addend()));
        }
    }

    fn sums(&self, layout: &Layout) -> Vec<ColumnSum> {
        let [old, new] = &self.0;
        let pairs = layout.children_sums.iter().zip(old.iter().zip(new));
        pairs
            .filter_map(|(column, (old, new))| {
                Some(ColumnSum { column: *column, old: (*old)?, new: (*new)? })
            })
            .collect()
    }
}

//! Totals and shares that changed because their parts did.

use phuluc_model::{ColumnType, KindRole, Layout, Row};
use rust_decimal::{Decimal, RoundingStrategy};

use crate::align::Line;
use crate::matching::{Matching, Placed};

/// Sums of the rows below each row, by column of the layout's roll-ups.
pub(crate) struct Follows<'m, 'a> {
    layout: &'a Layout,
    matching: &'m Matching<'a>,
    old: Below,
    new: Below,
}

/// Sums of one side; `None` where one does not fit a decimal.
struct Below {
    /// By row, then roll-up column; empty where no row below counts.
    rows: Vec<Vec<Option<Decimal>>>,
    top: Vec<Option<Decimal>>,
}

impl Below {
    fn new(layout: &Layout, rows: &[Placed<'_>]) -> Self {
        let mut below = Self { rows: vec![Vec::new(); rows.len()], top: Vec::new() };
        for placed in rows {
            if !counts(layout, placed.row) {
                continue;
            }
            let sums = match placed.parent {
                None => Some(&mut below.top),
                Some(parent) => below.rows.get_mut(parent),
            };
            let Some(sums) = sums else { continue };
            if sums.is_empty() {
                *sums = vec![Some(Decimal::ZERO); layout.children_sums.len()];
            }
            for (sum, column) in sums.iter_mut().zip(&layout.children_sums) {
                *sum = sum.and_then(|sum| sum.checked_add(placed.row.quantity(*column).addend()));
            }
        }
        below
    }

    /// The sum below a row, 0 where nothing is below it.
    fn sum(&self, sums: Option<&Vec<Option<Decimal>>>, at: usize) -> Option<Decimal> {
        sums?.get(at).copied().unwrap_or(Some(Decimal::ZERO))
    }
}

/// Whether a row counts in sums.
pub(crate) fn counts(layout: &Layout, row: &Row) -> bool {
    layout.kind(&row.kind).is_none_or(|kind| kind.role == KindRole::Row)
}

impl<'m, 'a> Follows<'m, 'a> {
    pub(crate) fn new(layout: &'a Layout, matching: &'m Matching<'a>) -> Self {
        let (old, new) = (Below::new(layout, matching.old_rows()), Below::new(layout, matching.new_rows()));
        Self { layout, matching, old, new }
    }

    /// Whether a cell changed by just as much as its parts: rows below it, rows beside a
    /// subtotal, terms of its sum, or figures that it is the share of.
    pub(crate) fn parts_explain(&self, line: &Line, column: usize) -> bool {
        let (Some(old), Some(new)) = (line.old, line.new) else { return false };
        let rows = (self.matching.old_rows().get(old), self.matching.new_rows().get(new));
        let (Some(old_row), Some(new_row)) = rows else { return false };
        self.rows_explain((old, old_row), (new, new_row), column)
            || self.terms_explain(old_row.row, new_row.row, column)
            || self.ratio_explains(old_row.row, new_row.row, column)
    }

    fn rows_explain(&self, old: (usize, &Placed<'_>), new: (usize, &Placed<'_>), column: usize) -> bool {
        let Some(at) = self.layout.children_sums.iter().position(|sum| *sum == column) else { return false };
        let sum = |below: &Below, (index, placed): (usize, &Placed<'_>)| {
            let role = self.layout.kind(&placed.row.kind).map(|kind| kind.role).unwrap_or_default();
            let sums = match (role, placed.parent) {
                (KindRole::Total, _) | (KindRole::Subtotal, None) => Some(&below.top),
                (KindRole::Subtotal, Some(parent)) => below.rows.get(parent),
                _ => below.rows.get(index),
            };
            below.sum(sums, at)
        };
        let parts = sum(&self.new, new).zip(sum(&self.old, old)).and_then(|(new, old)| new.checked_sub(old));
        let whole = change(old.1.row, new.1.row, column);
        parts.is_some_and(|parts| !parts.is_zero() && whole == Some(parts))
    }

    fn terms_explain(&self, old: &Row, new: &Row, column: usize) -> bool {
        let Some(sum) = self.layout.row_sums.iter().find(|sum| sum.target == column) else { return false };
        let parts = sum.terms.iter().try_fold(Decimal::ZERO, |parts, term| {
            let change = change(old, new, term.column)?;
            if term.minus { parts.checked_sub(change) } else { parts.checked_add(change) }
        });
        parts.is_some_and(|parts| !parts.is_zero() && change(old, new, column) == Some(parts))
    }

    /// A share that is now the share of its figures, one of which changed.
    fn ratio_explains(&self, old: &Row, new: &Row, column: usize) -> bool {
        let Some(ratio) = self.layout.ratios.iter().find(|ratio| ratio.target == column) else {
            return false;
        };
        let operands = [ratio.part, ratio.whole];
        let changed = operands.iter().any(|column| change(old, new, *column).is_some_and(|by| !by.is_zero()));
        let figure = |column| new.quantity(column).value();
        let (Some(stated), Some(part), Some(whole)) =
            (figure(column), figure(ratio.part), figure(ratio.whole))
        else {
            return false;
        };
        let share = part.checked_mul(Decimal::ONE_HUNDRED).and_then(|part| part.checked_div(whole));
        let rounded = share.map(|share| {
            share.round_dp_with_strategy(stated.scale(), RoundingStrategy::MidpointAwayFromZero)
        });
        changed && rounded == Some(stated)
    }
}

/// New less old in a column of figures.
fn change(old: &Row, new: &Row, column: usize) -> Option<Decimal> {
    new.quantity(column).addend().checked_sub(old.quantity(column).addend())
}

/// Whether figures of a column are money or counts, which a percentage says something of.
pub(crate) const fn has_percent(kind: ColumnType) -> bool {
    kind.is_figure() && !matches!(kind, ColumnType::Percent | ColumnType::Year)
}

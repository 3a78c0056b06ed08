//! Rows that stand for something of their own, and the figures beside each other.

use phuluc_model::{ColumnType, KindRole};
use rust_decimal::Decimal;

use crate::context::{Context, Table};

/// Whether a row has nothing below it and is counted.
pub(super) fn is_leaf(table: &Table<'_>, at: usize) -> bool {
    table.row(at).is_some_and(|entry| entry.children.is_empty() && entry.role == KindRole::Row)
}

/// Groups of rows with one parent that have nothing below them. Rules ask [`Table::groups`].
pub(crate) fn groups(table: &Table<'_>) -> Vec<Vec<usize>> {
    let own = (0..table.rows.len()).filter(|at| table.total != Some(*at)).map(|at| table.below(at));
    let all = std::iter::once(table.top.as_slice()).chain(own).filter(|rows| !rows.is_empty());
    let leaves = |rows: &[usize]| rows.iter().copied().filter(|at| is_leaf(table, *at)).collect::<Vec<_>>();
    all.map(leaves).filter(|rows| !rows.is_empty()).collect()
}

/// Columns of figures that mean amounts of one unit.
pub(super) fn amount_columns(table: &Table<'_>) -> Vec<usize> {
    let columns = table.appendix.layout.columns.iter().enumerate();
    columns.filter(|(_, column)| column.kind == ColumnType::Amount).map(|(at, _)| at).collect()
}

/// The figures of some rows in a column that are above zero.
fn figures<'b>(
    table: &'b Table<'_>,
    rows: &'b [usize],
    column: usize,
) -> impl Iterator<Item = (Decimal, usize)> + 'b {
    let figure = move |at: &usize| Some((table.quantity(*at, column).value()?, *at));
    rows.iter().filter_map(figure).filter(|(figure, _)| !figure.is_zero() && figure.is_sign_positive())
}

/// The figures of some rows in a column that are above zero, in order of size.
pub(super) fn sizes(table: &Table<'_>, rows: &[usize], column: usize) -> Vec<(Decimal, usize)> {
    let mut sizes: Vec<(Decimal, usize)> = figures(table, rows, column).collect();
    sizes.sort_unstable();
    sizes
}

/// The two smallest and the two largest of the figures of some rows in a column that are
/// above zero: what tells for nearly every group that none stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Extremes {
    pub(super) smallest: Decimal,
    pub(super) next: Decimal,
    pub(super) second: Decimal,
    pub(super) largest: Decimal,
}

impl Extremes {
    /// `None` where there are fewer than two figures.
    pub(super) fn of(table: &Table<'_>, rows: &[usize], column: usize) -> Option<Self> {
        let mut figures = figures(table, rows, column).map(|(figure, _)| figure);
        let (one, other) = (figures.next()?, figures.next()?);
        let (low, high) = (one.min(other), one.max(other));
        let mut found = Self { smallest: low, next: high, second: low, largest: high };
        for figure in figures {
            if is_below(figure, found.smallest) {
                (found.smallest, found.next) = (figure, found.smallest);
            } else if is_below(figure, found.next) {
                found.next = figure;
            }
            if is_below(found.largest, figure) {
                (found.second, found.largest) = (found.largest, figure);
            } else if is_below(found.second, figure) {
                found.second = figure;
            }
        }
        Some(found)
    }
}

/// Whether a figure is below another; quicker where both have as many decimals.
fn is_below(one: Decimal, other: Decimal) -> bool {
    if one.scale() == other.scale() { one.mantissa() < other.mantissa() } else { one < other }
}

/// Whether the sums speak of a figure already: they hold with it, or it is the
/// first suspect of one that does not.
pub(super) fn is_settled(context: &Context<'_>, table: usize, row: usize, column: usize) -> bool {
    context.diagnosis().is_settled(crate::sums::Cell::new(table, row, column))
}

/// Whether figures are of one size: the largest is at most this many times the smallest.
pub(super) fn is_even(sizes: &[(Decimal, usize)]) -> bool {
    const EVEN: i64 = 40;
    match sizes {
        [(smallest, _), .., (largest, _)] => smallest.saturating_mul(Decimal::from(EVEN)) >= *largest,
        _ => false,
    }
}

//! A table on its way: rows in their order, figures that are not settled yet.

use std::sync::Arc;

use phuluc_model::{CellRef, KindRole, Layout, Quantity, Remark, Row, Source, Value};
use rust_decimal::Decimal;

use crate::by_look::Look;
use crate::figures::Grouping;
use crate::sink::Sink;
use crate::titles::Titles;

/// A table before its figures are settled.
#[derive(Debug)]
pub(crate) struct Draft {
    pub(crate) layout: Arc<Layout>,
    pub(crate) titles: Titles,
    pub(crate) plan_year: Option<i32>,
    pub(crate) source: Source,
    /// Whether the unit of `source` stands with the table.
    pub(crate) unit_stated: bool,
    pub(crate) rows: Vec<FlatRow>,
    /// Sheet column of each layout column.
    pub(crate) columns: Vec<Option<u32>>,
    /// Index of the grand total in `rows`.
    pub(crate) total: Option<usize>,
    pub(crate) pending: Vec<Pending>,
    /// What figures typed as text prove about separators, by layout column.
    pub(crate) proofs: Vec<(usize, Grouping)>,
    pub(crate) notes: Vec<Remark>,
    pub(crate) unmapped: Vec<Remark>,
    pub(crate) sink: Sink,
}

/// A row before it stands in a tree.
#[derive(Debug, Clone)]
pub(crate) struct FlatRow {
    /// 0-based row of the sheet.
    pub(crate) row: u32,
    /// Index into the layout's kinds.
    pub(crate) kind: usize,
    pub(crate) values: Box<[Value]>,
    pub(crate) carried: Vec<usize>,
    pub(crate) parent: Option<usize>,
    pub(crate) level: u8,
    pub(crate) look: Look,
}

/// A figure whose separator may group or divide.
#[derive(Debug, Clone)]
pub(crate) struct Pending {
    /// Index into the rows.
    pub(crate) row: usize,
    /// Column of the layout.
    pub(crate) column: usize,
    pub(crate) at: CellRef,
    pub(crate) text: String,
    /// Both readings, in the layout's unit.
    pub(crate) grouped: Decimal,
    pub(crate) fraction: Decimal,
    pub(crate) separator: char,
}

impl Pending {
    /// The habit under which the separator groups thousands.
    pub(crate) const fn grouping(&self) -> Grouping {
        if self.separator == '.' { Grouping::DotGroups } else { Grouping::CommaGroups }
    }
}

/// Makes a closing or opening "Cộng" the grand total where there is none: its
/// figures must be the sums of all rows of level 1, and no other line adds them up.
pub(crate) fn promote_sum_of_all(draft: &mut Draft) {
    let layout = draft.layout.clone();
    let role = |row: &FlatRow| layout.kinds.get(row.kind).map(|kind| kind.role);
    let Some(total_kind) = layout.kinds.iter().position(|kind| kind.role == KindRole::Total) else { return };
    let is_sum = |at: &usize| draft.rows.get(*at).and_then(role) == Some(KindRole::Subtotal);
    let ends = [draft.rows.len().wrapping_sub(1), 0];
    let Some(at) = ends.into_iter().find(is_sum).filter(|_| draft.total.is_none()) else { return };
    let top = |wanted: KindRole| {
        let rows = draft.rows.iter().enumerate();
        rows.filter(move |(other, row)| *other != at && row.level == 1 && role(row) == Some(wanted))
            .map(|(_, row)| row)
    };
    let sums_up = |column: &usize| {
        let stated = draft.rows.get(at).and_then(|row| figure(row, *column))?;
        Some(Some(stated) == exact_sum(top(KindRole::Row).filter_map(|row| figure(row, *column))))
    };
    let checks: Vec<bool> = layout.children_sums.iter().filter_map(sums_up).collect();
    let alone = top(KindRole::Subtotal).next().is_none() && top(KindRole::Row).nth(1).is_some();
    if !alone || checks.is_empty() || checks.contains(&false) {
        return;
    }
    if let Some(row) = draft.rows.get_mut(at) {
        row.kind = total_kind;
        row.level = 0;
        row.parent = None;
        draft.total = Some(at);
    }
}

/// A quantity's figure, for sums.
pub(crate) fn figure(row: &FlatRow, column: usize) -> Option<Decimal> {
    row.values.get(column).and_then(Value::quantity).and_then(Quantity::value)
}

/// A sum; `None` where it does not fit a decimal.
pub(crate) fn exact_sum(mut figures: impl Iterator<Item = Decimal>) -> Option<Decimal> {
    figures.try_fold(Decimal::ZERO, |sum, figure| sum.checked_add(figure))
}

/// Puts rows into their tree.
pub(crate) fn tree(layout: &Layout, rows: Vec<FlatRow>) -> Vec<Row> {
    let mut children: Vec<Vec<Row>> = vec![Vec::new(); rows.len()];
    let mut roots: Vec<Row> = Vec::new();
    for (at, flat) in rows.into_iter().enumerate().rev() {
        let mut below = children.get_mut(at).map(std::mem::take).unwrap_or_default();
        below.reverse();
        let parent = flat.parent;
        let row = row(layout, flat, below);
        match parent.and_then(|parent| children.get_mut(parent)) {
            Some(siblings) => siblings.push(row),
            None => roots.push(row),
        }
    }
    roots.reverse();
    roots
}

/// A row of the model from a flat one.
pub(crate) fn row(layout: &Layout, flat: FlatRow, children: Vec<Row>) -> Row {
    Row {
        row: flat.row + 1,
        level: flat.level,
        kind: layout.kinds.get(flat.kind).map_or_else(|| Arc::from(""), |kind| kind.name.clone()),
        values: flat.values.into_vec(),
        carried: flat.carried,
        children,
    }
}

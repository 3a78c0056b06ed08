//! Sums over the rows below and over columns, what units state on top of them, and the
//! percentages that follow.

use phuluc_model::{Apart, KindRole, Origin, Quantity, Row, RowSum, Value, exact};
use rust_decimal::Decimal;

use crate::effective::{How, Total, sum};
use crate::tree::Node;
use crate::values::{Units, Values};

impl Values<'_> {
    /// Sums over the rows below and over columns, in place of what they replace.
    pub(crate) fn sums(&mut self, at: usize, nodes: &[Node], values: &mut [Value], origin: &mut Origin) {
        let Some(node) = nodes.get(at) else { return };
        let is_row = |child: &usize| nodes.get(*child).is_some_and(|child| child.role == KindRole::Row);
        let below: Vec<usize> = node.children.iter().copied().filter(is_row).collect();
        let blank = Quantity::Blank;
        let mut rolled = Vec::new();
        for column in self.layout.children_sums.clone() {
            let cell = |row: &usize| {
                let value = self.made.get(*row).and_then(|made| made.values.get(column));
                (value.and_then(Value::quantity).unwrap_or(&blank), false)
            };
            let sum = sum(below.iter().map(cell));
            let apart = self.apart(column, node, true);
            // Nothing stands below, and sub-headings that stand nowhere else state something.
            let of_headings = apart.iter().any(|(apart, _)| node.headings.contains(&apart.part));
            if sum != Total::Nothing || of_headings {
                self.on_top(column, node, (sum, apart), values, origin);
                rolled.push(column);
            }
        }
        let layout = self.layout;
        for row_sum in RowSum::in_order(&layout.row_sums) {
            if rolled.contains(&row_sum.target) {
                continue;
            }
            let terms = row_sum.terms.iter();
            let terms = terms.filter_map(|term| Some((values.get(term.column)?.quantity()?, term.minus)));
            let sum = sum(terms);
            if sum != Total::Nothing {
                let apart = self.apart(row_sum.target, node, false);
                self.on_top(row_sum.target, node, (sum, apart), values, origin);
            }
        }
        origin.apart.sort_by_key(|apart| apart.column);
    }

    /// What units state in a column that a sum over rows, or over columns, does not hold.
    fn apart(&self, column: usize, node: &Node, over_rows: bool) -> Vec<(Apart, Decimal)> {
        let mut apart = Vec::new();
        for part in node.parts.iter().chain(&node.headings) {
            let Some(table) = self.table(*part) else { continue };
            let of = |column: usize| table.figures.get(part.row, column);
            let mut open = vec![(column, false)];
            while let Some((from, minus)) = open.pop() {
                let Some(figure) = of(from).filter(|figure| !figure.own.is_zero()) else { continue };
                let stands = figure.value.value() == Some(figure.own);
                match figure.how {
                    How::Columns if from == column && !over_rows => {}
                    // Only some of the columns that it adds up are the row's own.
                    How::Columns if !stands => {
                        let sum = self.layout.row_sums.iter().find(|sum| sum.target == from);
                        let terms = sum.into_iter().flat_map(|sum| sum.terms.iter().rev());
                        open.extend(terms.map(|term| (term.column, minus != term.minus)));
                    }
                    _ => apart.push((Apart { column, part: *part, from, minus }, figure.own)),
                }
            }
        }
        apart
    }

    /// A sum, with what units state that it does not hold on top.
    fn on_top(
        &mut self,
        column: usize,
        node: &Node,
        (sum, apart): (Total, Vec<(Apart, Decimal)>),
        values: &mut [Value],
        origin: &mut Origin,
    ) {
        origin.summed.retain(|summed| *summed != column);
        let figures = apart.iter().map(|(apart, figure)| if apart.minus { -*figure } else { *figure });
        let sum = if sum == Total::Nothing { Some(Decimal::ZERO) } else { sum.exact() };
        let total = figures.fold(sum, |total, figure| exact::add(total?, figure));
        origin.apart.extend(apart.into_iter().map(|(apart, _)| apart));
        let quantity = total.map_or_else(|| self.too_long(column, node), Quantity::number);
        if let Some(slot) = values.get_mut(column) {
            *slot = Value::Quantity(quantity);
        }
    }

    /// Percentages worked out anew from what several units add up to.
    pub(crate) fn ratios(&mut self, node: &Node, units: Units, values: &mut [Value]) {
        if units != Units::Many {
            return;
        }
        for ratio in self.layout.ratios.clone() {
            let figure =
                |column: usize| values.get(column).and_then(Value::quantity).and_then(Quantity::value);
            let worked_out = figure(ratio.part)
                .zip(figure(ratio.whole))
                .and_then(|(part, whole)| exact::rate(part, whole));
            let rows = || node.parts.iter().filter_map(|part| self.row(*part));
            let states = |row: &Row, column: usize| row.quantity(column).value().is_some();
            let stated = rows().any(|row| states(row, ratio.target));
            // Of other units than the whole is, a part is no part of it.
            let matched = rows().all(|row| states(row, ratio.part) == states(row, ratio.whole));
            let worked_out = worked_out.filter(|_| matched || !node.children.is_empty());
            let value = match worked_out {
                Some(value) if stated => Quantity::number(value),
                _ => {
                    if stated {
                        self.leave_blank(ratio.target, node);
                    }
                    continue;
                }
            };
            if let Some(slot) = values.get_mut(ratio.target) {
                *slot = Value::Quantity(value);
            }
        }
    }
}

//! What stands in each merged row, and where it comes from.

use std::collections::HashMap;
use std::sync::Arc;

use phuluc_model::text::fold;
use phuluc_model::{
    Appendix, Column, ColumnMerge, ColumnType, Finding, KindRole, Layout, MergedAppendix, Message, Origin,
    Part, Quantity, Row, Value, Vocabulary,
};
use rust_decimal::{Decimal, RoundingStrategy};

use crate::assemble::head;
use crate::effective::{Figures, How, in_order, sum};
use crate::rules::WORDS_NOT_SUMMED;
use crate::say::at_cell;
use crate::tree::{Forest, Node, ROOT, first_text};

/// Decimals of a percentage that is worked out anew.
const RATE_DECIMALS: u32 = 2;

/// A table of a unit, with what its figures count.
pub(crate) struct Table<'a> {
    pub(crate) appendix: &'a Appendix,
    pub(crate) rows: Vec<&'a Row>,
    pub(crate) figures: Figures,
}

impl<'a> Table<'a> {
    pub(crate) fn row(&self, part: Part) -> Option<&'a Row> {
        match part.row {
            Some(row) => self.rows.get(row).copied(),
            None => self.appendix.total.as_ref(),
        }
    }
}

/// A merged row before it stands in a tree.
#[derive(Default)]
pub(crate) struct Made {
    pub(crate) values: Vec<Value>,
    pub(crate) origin: Origin,
}

pub(crate) struct Values<'a> {
    pub(crate) layout: &'a Layout,
    tables: HashMap<(usize, usize), Table<'a>>,
    pub(crate) made: Vec<Made>,
    /// Rates that were left blank, by column, with the rows' names.
    pub(crate) rates: Vec<(usize, Vec<String>)>,
    pub(crate) findings: Vec<Finding>,
}

/// The merged appendix of a forest whose rows are in order.
pub(crate) fn values(
    forest: &mut Forest<'_>,
    layout: &Arc<Layout>,
    appendices: &[(Part, &Appendix)],
) -> MergedAppendix {
    let tables = appendices.iter().map(|(part, appendix)| {
        let table = Table { appendix, rows: appendix.rows_by_index(), figures: Figures::of(appendix) };
        ((part.submission, part.appendix), table)
    });
    let mut values = Values {
        layout,
        tables: tables.collect(),
        made: forest.nodes.iter().map(|_| Made::default()).collect(),
        rates: Vec::new(),
        findings: Vec::new(),
    };
    for (part, _) in appendices {
        values.say_stated(*part);
    }
    // Rows below a row have higher indexes.
    for at in (0..forest.nodes.len()).rev() {
        let made = values.of(at, &forest.nodes);
        if let Some(slot) = values.made.get_mut(at) {
            *slot = made;
        }
    }
    values.say_rates(appendices);
    forest.findings.append(&mut values.findings);
    let appendix = head(layout, appendices);
    values.tree(&forest.nodes, appendix)
}

impl<'a> Values<'a> {
    pub(crate) fn table(&self, part: Part) -> Option<&Table<'a>> {
        self.tables.get(&(part.submission, part.appendix))
    }

    pub(crate) fn row(&self, part: Part) -> Option<&'a Row> {
        self.table(part)?.row(part)
    }

    /// A merged row.
    fn of(&mut self, at: usize, nodes: &[Node]) -> Made {
        let Some(node) = nodes.get(at) else { return Made::default() };
        let layout = self.layout;
        let mut values: Vec<Value> = layout.columns.iter().map(|column| Value::blank(column.kind)).collect();
        let mut origin = Origin { parts: node.parts.clone(), ..Origin::default() };
        for (index, column) in layout.columns.iter().enumerate() {
            let value = if column.kind.is_figure() {
                self.figure(index, column, node, at == ROOT, &mut origin)
            } else {
                self.text(index, column, node)
            };
            if let Some(slot) = values.get_mut(index) {
                *slot = value;
            }
        }
        self.sums(at, nodes, &mut values, &mut origin);
        self.ratios(node, &mut values);
        Made { values, origin }
    }

    /// Words of a merged row.
    fn text(&mut self, index: usize, column: &Column, node: &Node) -> Value {
        let fixed = |list: &[(usize, Arc<str>)]| {
            list.iter().find(|(at, _)| *at == index).map(|(_, text)| Value::Text(Some(text.clone())))
        };
        if let Some(made) = fixed(&node.made) {
            return made;
        }
        if column.kind == ColumnType::Code {
            return Value::Text(node.code.as_deref().map(Arc::from));
        }
        let kind = self.layout.kind(&node.kind);
        let stated: Vec<Value> = node
            .parts
            .iter()
            .filter_map(|part| self.row(*part)?.values.get(index).cloned())
            .filter(|value| !value.is_blank())
            .collect();
        let named = kind.is_some_and(|kind| kind.label == index || kind.same.contains(&index));
        let mut seen: Vec<String> = Vec::new();
        let mut once: Vec<&str> = Vec::new();
        for text in stated.iter().filter_map(Value::text) {
            if !seen.contains(&fold(text)) {
                seen.push(fold(text));
                once.push(text);
            }
        }
        let joined = match (named, column.merge) {
            _ if once.len() < 2 => first_text(&stated),
            (true, _) => first_text(&stated),
            (false, ColumnMerge::Join) => Some(Arc::from(once.join(&column.join))),
            (false, _) => {
                let joined = once.join(" | ");
                self.say_values(index, node, &joined);
                None
            }
        };
        match joined {
            Some(text) => Value::Text(Some(text)),
            None => fixed(&node.filled).unwrap_or(Value::Text(None)),
        }
    }

    /// What units state themselves in a column of figures.
    fn figure(
        &mut self,
        index: usize,
        column: &Column,
        node: &Node,
        is_total: bool,
        origin: &mut Origin,
    ) -> Value {
        let stated: Vec<(Part, Quantity)> = node
            .parts
            .iter()
            .filter_map(|part| {
                let figure = self.table(*part)?.figures.get(part.row, index)?;
                (!figure.value.is_blank()).then(|| (*part, figure.value.clone()))
            })
            .collect();
        let quantity = match stated.as_slice() {
            [] => Quantity::Blank,
            _ if is_total && !self.layout.children_sums.contains(&index) && !self.is_sum(index) => {
                Quantity::Blank
            }
            [(_, one)] => {
                if one.value().is_some() && self.adds_up(column, node) {
                    origin.summed.push(index);
                }
                one.clone()
            }
            many => self.several(index, column, node, many, origin),
        };
        Value::Quantity(quantity)
    }

    fn is_sum(&self, column: usize) -> bool {
        self.layout.row_sums.iter().any(|sum| sum.target == column)
    }

    /// Whether a column's figures of this row add up over units.
    fn adds_up(&self, column: &Column, node: &Node) -> bool {
        column.merge == ColumnMerge::Sum && !self.is_rate(column, node)
    }

    /// Whether the row's own unit of measure is that of a rate.
    fn is_rate(&self, column: &Column, node: &Node) -> bool {
        let Some(measure) = self.layout.merge.measure.filter(|_| column.kind == ColumnType::Figure) else {
            return false;
        };
        let rates = &Vocabulary::get().rate;
        let texts = node.parts.iter().filter_map(|part| self.row(*part)?.text(measure));
        texts.map(fold).any(|measure| {
            rates.iter().any(|rate| measure == *rate || measure.starts_with(&format!("{rate} ")))
        })
    }

    fn several(
        &mut self,
        index: usize,
        column: &Column,
        node: &Node,
        stated: &[(Part, Quantity)],
        origin: &mut Origin,
    ) -> Quantity {
        let first = stated.first().map(|(_, quantity)| quantity.clone()).unwrap_or_default();
        let all_same = stated.iter().all(|(_, quantity)| *quantity == first);
        if !self.adds_up(column, node) {
            if all_same && (column.merge == ColumnMerge::Same || first == Quantity::Nil) {
                return first;
            }
            if column.merge == ColumnMerge::Same {
                let joined: Vec<String> = stated.iter().map(|(_, quantity)| quantity.to_string()).collect();
                self.say_values(index, node, &joined.join(" | "));
            } else if !self.layout.ratios.iter().any(|ratio| ratio.target == index) {
                self.leave_blank(index, node);
            }
            return Quantity::Blank;
        }
        let words = stated.iter().filter(|(_, quantity)| matches!(quantity, Quantity::Words(_)));
        for (part, quantity) in words {
            let found = quantity.to_string();
            if let (Some(table), Some(row)) = (self.table(*part), self.row(*part)) {
                let message = Message::new(
                    format!("«{found}» không phải số nên không cộng được: đề nghị đơn vị ghi số"),
                    format!("`{found}` is no figure and was not added up: ask the unit for a figure"),
                );
                let finding = at_cell(&WORDS_NOT_SUMMED, message, table.appendix, row, index);
                self.findings.push(finding.with_found(found));
            }
        }
        if stated.iter().all(|(_, quantity)| quantity.value().is_none()) {
            return if all_same { first } else { Quantity::Nil };
        }
        match sum(stated.iter().map(|(_, quantity)| (quantity, false))) {
            Some(total) => {
                origin.summed.push(index);
                Quantity::number(total)
            }
            None => Quantity::Blank,
        }
    }

    /// Sums over the rows below and over columns, in place of what they replace.
    fn sums(&self, at: usize, nodes: &[Node], values: &mut [Value], origin: &mut Origin) {
        let Some(node) = nodes.get(at) else { return };
        let below: Vec<usize> = node
            .children
            .iter()
            .copied()
            .filter(|child| nodes.get(*child).is_some_and(|child| child.role == KindRole::Row))
            .collect();
        let blank = Quantity::Blank;
        let cell = |row: usize, column: usize| {
            let value = self.made.get(row).and_then(|made| made.values.get(column));
            value.and_then(Value::quantity).unwrap_or(&blank)
        };
        let mut rolled = Vec::new();
        for &column in &self.layout.children_sums {
            if let Some(sum) = sum(below.iter().map(|row| (cell(*row, column), false))) {
                self.on_top(column, node, sum, &[How::Stated, How::Columns], values, origin);
                rolled.push(column);
            }
        }
        for row_sum in in_order(self.layout) {
            if rolled.contains(&row_sum.target) {
                continue;
            }
            let terms = row_sum.terms.iter();
            let terms = terms.filter_map(|term| Some((values.get(term.column)?.quantity()?, term.minus)));
            if let Some(sum) = sum(terms) {
                self.on_top(row_sum.target, node, sum, &[How::Stated], values, origin);
            }
        }
    }

    /// A sum, with what units state that it does not hold on top.
    fn on_top(
        &self,
        column: usize,
        node: &Node,
        sum: Decimal,
        apart: &[How],
        values: &mut [Value],
        origin: &mut Origin,
    ) {
        let mut total = Some(sum);
        origin.summed.retain(|summed| *summed != column);
        for (index, part) in node.parts.iter().enumerate() {
            let figure = self.table(*part).and_then(|table| table.figures.get(part.row, column));
            let alone = figure.filter(|figure| apart.contains(&figure.how));
            let Some(value) = alone.and_then(|figure| figure.value.value()).filter(|value| !value.is_zero())
            else {
                continue;
            };
            total = total.and_then(|total| total.checked_add(value));
            origin.apart.push((column, index));
        }
        if let (Some(slot), Some(total)) = (values.get_mut(column), total) {
            *slot = Value::Quantity(Quantity::number(total));
        }
    }

    /// Percentages worked out anew from what several units add up to.
    fn ratios(&mut self, node: &Node, values: &mut [Value]) {
        if node.parts.len() < 2 {
            return;
        }
        for ratio in self.layout.ratios.clone() {
            let figure =
                |column: usize| values.get(column).and_then(Value::quantity).and_then(Quantity::value);
            let worked_out = figure(ratio.part).zip(figure(ratio.whole)).and_then(|(part, whole)| {
                let share = part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole)?;
                Some(share.round_dp_with_strategy(RATE_DECIMALS, RoundingStrategy::MidpointAwayFromZero))
            });
            let stated = node
                .parts
                .iter()
                .any(|part| self.row(*part).is_some_and(|row| row.quantity(ratio.target).value().is_some()));
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

    pub(crate) fn name(&self, node: &Node) -> String {
        let label = self.layout.kind(&node.kind).map_or(0, |kind| kind.label);
        let made = node.made.iter().find(|(column, _)| *column == label).map(|(_, name)| name.clone());
        let first = || first_text(node.parts.iter().filter_map(|part| self.row(*part)?.values.get(label)));
        let name = made.or_else(first);
        [node.code.as_deref(), name.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}

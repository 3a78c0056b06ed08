//! What stands in each merged row, and where it comes from.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use phuluc_model::text::fold;
use phuluc_model::{
    Appendix, Column, ColumnMerge, ColumnType, Finding, Layout, MergedAppendix, Message, Origin, Part,
    Quantity, Row, Rule, Value,
};

use crate::assemble::head;
use crate::effective::{Figures, Total, headings_below, sum};
use crate::rates::is_rate;
use crate::rules::WORDS_NOT_SUMMED;
use crate::say::at_cell;
use crate::tree::{Forest, Node, ROOT, first_text};

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
    /// Whose rows it and those below it are.
    units: Units,
}

/// Whose rows met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Units {
    #[default]
    None,
    /// Those of one submission.
    One(usize),
    Many,
}

impl Units {
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::None, units) | (units, Self::None) => units,
            (one, other) if one == other => one,
            _ => Self::Many,
        }
    }
}

/// What is known of a merged row whose figures are worked out.
#[derive(Debug, Clone, Copy)]
struct MergedRow {
    units: Units,
    is_total: bool,
    /// Whether any unit's row is one of rates.
    is_rate: bool,
}

impl MergedRow {
    /// Whether a column's figures add up over units.
    fn adds_up(self, column: &Column) -> bool {
        column.merge == ColumnMerge::Sum && !(column.kind == ColumnType::Figure && self.is_rate)
    }
}

pub(crate) struct Values<'a> {
    pub(crate) layout: &'a Layout,
    tables: HashMap<(usize, usize), Table<'a>>,
    pub(crate) made: Vec<Made>,
    /// Whether several units sent the form.
    several: bool,
    /// Cells that were left blank, by the rule that says so and column, with the rows' names.
    pub(crate) blanks: BTreeMap<(&'static str, usize), (&'static Rule, Vec<String>)>,
    pub(crate) findings: Vec<Finding>,
}

/// The merged appendix of a forest whose rows are in order.
pub(crate) fn values(
    forest: &mut Forest<'_>,
    layout: &Arc<Layout>,
    appendices: &[(Part, &Appendix)],
) -> MergedAppendix {
    let below = headings_below(forest.nodes.iter().map(|node| (&*node.parts, &*node.headings)));
    let tables = appendices.iter().map(|(part, appendix)| {
        let key = (part.submission, part.appendix);
        let below = below.get(&key).map_or(&[] as &[_], Vec::as_slice);
        let figures = Figures::of(appendix, below);
        (key, Table { appendix, rows: appendix.rows_by_index(), figures })
    });
    let mut values = Values {
        layout,
        tables: tables.collect(),
        made: forest.nodes.iter().map(|_| Made::default()).collect(),
        several: appendices.iter().map(|(part, _)| Units::One(part.submission)).fold(Units::None, Units::and)
            == Units::Many,
        blanks: BTreeMap::new(),
        findings: Vec::new(),
    };
    for (part, _) in appendices {
        values.say_stated(*part);
        values.say_subtotals(*part);
    }
    // Rows below a row have higher indexes.
    for at in (0..forest.nodes.len()).rev() {
        let made = values.of(at, &forest.nodes);
        if let Some(slot) = values.made.get_mut(at) {
            *slot = made;
        }
    }
    values.say_blanks(appendices);
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
        let mut origin =
            Origin { parts: node.parts.clone(), headings: node.headings.clone(), ..Origin::default() };
        let own = node.parts.iter().chain(&node.headings).map(|part| Units::One(part.submission));
        let below = node.children.iter().filter_map(|child| self.made.get(*child)).map(|made| made.units);
        let units = own.chain(below).fold(Units::None, Units::and);
        let row = MergedRow { units, is_total: at == ROOT, is_rate: self.is_rate(node) };
        for (index, column) in layout.columns.iter().enumerate() {
            let value = if column.kind.is_figure() {
                self.figure(index, column, (node, row), &mut origin)
            } else {
                self.text(index, column, node)
            };
            if let Some(slot) = values.get_mut(index) {
                *slot = value;
            }
        }
        self.sums(at, nodes, &mut values, &mut origin);
        self.ratios(node, units, &mut values);
        self.say_headings(node);
        Made { values, origin, units }
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
        let named = kind.is_some_and(|kind| kind.label == index || kind.same.contains(&index));
        let remarks = node.headings.iter().filter(|_| !named && column.merge == ColumnMerge::Join);
        let stated: Vec<Value> = node
            .parts
            .iter()
            .chain(remarks)
            .filter_map(|part| self.row(*part)?.values.get(index).cloned())
            .filter(|value| !value.is_blank())
            .collect();
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
        (node, row): (&Node, MergedRow),
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
            // Some units' grand totals are not the province's.
            _ if row.is_total && row.units == Units::Many && !self.is_summed(index) => {
                self.no_rate(index, node)
            }
            [(part, one)] if row.adds_up(column) => {
                if one.value().is_some() {
                    origin.summed.push(index);
                } else {
                    self.say_words(index, &[(*part, one.clone())]);
                }
                one.clone()
            }
            // What one unit states of several is not what all of them have.
            [(_, one)]
                if row.units == Units::Many && column.merge != ColumnMerge::Same && one.value().is_some() =>
            {
                self.no_rate(index, node)
            }
            [(_, one)] if self.several && one.value().is_some() && row.is_rate => {
                self.leave_blank(index, node);
                Quantity::Blank
            }
            [(_, one)] => one.clone(),
            many => self.several(index, column, (node, row), many, origin),
        };
        Value::Quantity(quantity)
    }

    /// Whether the rows below, or other columns, give a column's figures.
    fn is_summed(&self, column: usize) -> bool {
        self.layout.children_sums.contains(&column)
            || self.layout.row_sums.iter().any(|sum| sum.target == column)
    }

    /// A rate that no unit's figures give: worked out later, or left blank and said.
    fn no_rate(&mut self, index: usize, node: &Node) -> Quantity {
        if !self.layout.ratios.iter().any(|ratio| ratio.target == index) {
            self.leave_blank(index, node);
        }
        Quantity::Blank
    }

    /// Whether any unit's row is one of rates.
    fn is_rate(&self, node: &Node) -> bool {
        node.parts.iter().filter_map(|part| self.row(*part)).any(|row| is_rate(self.layout, row))
    }

    fn several(
        &mut self,
        index: usize,
        column: &Column,
        (node, row): (&Node, MergedRow),
        stated: &[(Part, Quantity)],
        origin: &mut Origin,
    ) -> Quantity {
        let first = stated.first().map(|(_, quantity)| quantity.clone()).unwrap_or_default();
        let all_same = stated.iter().all(|(_, quantity)| *quantity == first);
        if !row.adds_up(column) {
            if all_same && (column.merge == ColumnMerge::Same || first == Quantity::Nil) {
                return first;
            }
            if column.merge == ColumnMerge::Same {
                let joined: Vec<String> = stated.iter().map(|(_, quantity)| quantity.to_string()).collect();
                self.say_values(index, node, &joined.join(" | "));
                return Quantity::Blank;
            }
            return self.no_rate(index, node);
        }
        self.say_words(index, stated);
        if stated.iter().all(|(_, quantity)| quantity.value().is_none()) {
            return if all_same { first } else { Quantity::Nil };
        }
        match sum(stated.iter().map(|(_, quantity)| (quantity, false))) {
            Total::Exact(total) => {
                origin.summed.push(index);
                Quantity::number(total)
            }
            Total::Nothing => Quantity::Blank,
            Total::TooLong => self.too_long(index, node),
        }
    }

    /// Says that words stand where figures are added up.
    fn say_words(&mut self, index: usize, stated: &[(Part, Quantity)]) {
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
    }

    pub(crate) fn name(&self, node: &Node) -> String {
        let label = self.layout.kind(&node.kind).map_or(0, |kind| kind.label);
        let made = node.made.iter().find(|(column, _)| *column == label).map(|(_, name)| name.clone());
        let first = || first_text(node.parts.iter().filter_map(|part| self.row(*part)?.values.get(label)));
        let name = made.or_else(first);
        [node.code.as_deref(), name.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}

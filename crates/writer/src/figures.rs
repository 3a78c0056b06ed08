//! What stands in each cell of the table: leaves as they are, sums as formulas
//! with their exact results.

use std::collections::HashMap;
use std::sync::Arc;

use phuluc_model::{CellRef, KindRole, Layout, Quantity, Row, RowSum, Value, exact};
use rust_decimal::Decimal;

use crate::formula::{self, Part};
use crate::rows::TableRow;
use crate::template::{Form, RowUse};

/// What is written into a cell.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Content {
    Blank,
    Nil,
    Text(Arc<str>),
    Number(Decimal),
    /// On the heap: most cells hold none.
    Formula(Box<Sum>),
}

/// A sum that stays live.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Sum {
    pub(crate) text: String,
    pub(crate) result: Decimal,
    /// What the source stated in its place.
    pub(crate) stated: Quantity,
    /// Whether nothing stands in any cell that it adds up, nor in its source.
    pub(crate) nothing: bool,
}

impl Content {
    /// A value as it stands.
    pub(crate) fn leaf(value: Option<&Value>, figure: bool) -> Self {
        match value {
            Some(Value::Text(Some(text))) => Self::Text(text.clone()),
            Some(Value::Quantity(Quantity::Words(words))) => Self::Text(words.clone()),
            Some(Value::Quantity(Quantity::Nil)) => Self::Nil,
            Some(Value::Quantity(Quantity::Number(number))) if figure => Self::Number(number.normalize()),
            Some(Value::Quantity(Quantity::Number(number))) => Self::Text(Arc::from(number.to_string())),
            Some(Value::Text(None) | Value::Quantity(Quantity::Blank)) | None => Self::Blank,
        }
    }

    /// What it adds to a sum.
    fn addend(&self) -> Decimal {
        self.number().unwrap_or_default()
    }

    /// The figure that shows.
    pub(crate) fn number(&self) -> Option<Decimal> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Formula(sum) => Some(sum.result),
            _ => None,
        }
    }

    fn is_nothing(&self) -> bool {
        match self {
            Self::Blank => true,
            Self::Formula(sum) => sum.nothing,
            _ => false,
        }
    }

    const fn is_text(&self) -> bool {
        matches!(self, Self::Nil | Self::Text(_))
    }
}

/// Cells of other sheets that a figure comes from.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Linked {
    /// Without the sign of a formula.
    pub(crate) text: String,
    pub(crate) result: Decimal,
}

/// Where figures of a table come from, by row of the table and column of the layout.
#[derive(Debug, Default)]
pub(crate) struct Links {
    /// Whether they say all that a figure adds up beside the rows below it.
    pub(crate) given: bool,
    /// Figures that are nothing but cells of other sheets.
    pub(crate) whole: HashMap<(usize, usize), Linked>,
    /// Cells of other sheets on top of what a figure adds up in its own, or alone where
    /// it adds up nothing.
    pub(crate) on_top: HashMap<(usize, usize), Linked>,
}

/// The contents of a table, a list of written columns for each row.
///
/// In a form to be filled in, parents add up all rows below them, also those to come,
/// and every row has the sums across it.
pub(crate) fn contents(
    layout: &Layout,
    columns: &[usize],
    rows: &[TableRow<'_>],
    form: Option<&Form>,
    links: &Links,
) -> Vec<Vec<Content>> {
    let table = Table { layout, columns, rows, sums: RowSum::in_order(&layout.row_sums), form, links };
    let mut contents: Vec<Vec<Content>> =
        rows.iter().enumerate().map(|(at, row)| table.leaves(at, row.row)).collect();
    // Children stand below their parents; subtotals add rows that are no subtotals.
    let rows_first = (0..rows.len()).rev().filter(|at| !table.is_subtotal(*at));
    let subtotals = (0..rows.len()).filter(|at| table.is_subtotal(*at));
    for at in rows_first.chain(subtotals) {
        table.fill(at, &mut contents);
    }
    contents
}

struct Table<'a> {
    layout: &'a Layout,
    /// Layout columns in the order in which they are written.
    columns: &'a [usize],
    rows: &'a [TableRow<'a>],
    sums: Vec<&'a RowSum>,
    links: &'a Links,
    form: Option<&'a Form>,
}

impl Table<'_> {
    fn leaves(&self, at: usize, row: &Row) -> Vec<Content> {
        let figure =
            |column: usize| self.layout.columns.get(column).is_some_and(|column| column.kind.is_figure());
        let linked = |column: usize| {
            self.links.whole.get(&(at, column)).or_else(|| self.links.on_top.get(&(at, column)))
        };
        let leaf = |column: &usize| match linked(*column) {
            Some(linked) => Content::Formula(Box::new(Sum {
                text: format!("={}", linked.text),
                result: linked.result,
                stated: row.quantity(*column).clone(),
                nothing: false,
            })),
            None => Content::leaf(row.values.get(*column), figure(*column)),
        };
        self.columns.iter().map(leaf).collect()
    }

    fn is_subtotal(&self, at: usize) -> bool {
        self.rows.get(at).is_some_and(|row| row.subtotal)
    }

    /// Where a layout column is written.
    fn position(&self, column: usize) -> Option<usize> {
        self.columns.iter().position(|written| *written == column)
    }

    /// Puts the formulas of a row in place of what it states.
    fn fill(&self, at: usize, contents: &mut [Vec<Content>]) {
        let Some(row) = self.rows.get(at) else { return };
        if self.form.is_some_and(|form| form.row_use(at) == RowUse::Closing) {
            return;
        }
        let below = self.fill_from_below(at, row, contents);
        // What of each column no row below has.
        let of_row = |column: usize| {
            if below.contains_key(&column) { Decimal::ZERO } else { row.row.quantity(column).addend() }
        };
        let mut own: Vec<Decimal> = (0..self.layout.columns.len()).map(of_row).collect();
        for row_sum in &self.sums {
            let target = row_sum.target;
            let Some(position) = self.position(target) else { continue };
            let sum = contents.get(at).and_then(|cells| self.across(row, row_sum, cells));
            let beside = match below.get(&target) {
                Some(below) => match sum.and_then(|sum| self.both(row_sum, sum, *below, &own)) {
                    Some((sum, beside)) => {
                        set(at, position, contents, Some(sum));
                        beside
                    }
                    None => Decimal::ZERO,
                },
                None => {
                    let result = sum.as_ref().map(|sum| sum.result);
                    let open = contents.get(at).and_then(|cells| cells.get(position));
                    let kept = matches!((open, &sum), (Some(Content::Formula(_)), Some(sum)) if sum.nothing);
                    if !kept {
                        set(at, position, contents, sum.and_then(|sum| self.on_top(at, target, sum)));
                    }
                    result.unwrap_or_else(|| row.row.quantity(target).addend())
                }
            };
            if let Some(own) = own.get_mut(target) {
                *own = beside;
            }
        }
        if let Some(cells) = contents.get_mut(at).filter(|_| self.form.is_some() || self.links.given) {
            self.rates(row.at, cells);
        }
    }

    /// Puts the sums over the rows below a row in place of what it states, and says what
    /// they give where anything stands below.
    fn fill_from_below(
        &self,
        at: usize,
        row: &TableRow<'_>,
        contents: &mut [Vec<Content>],
    ) -> HashMap<usize, Decimal> {
        let mut below = HashMap::new();
        for &column in &self.layout.children_sums {
            let Some(position) = self.position(column) else { continue };
            if self.form.is_some() && self.sums.iter().any(|sum| sum.target == column) {
                continue;
            }
            let Some(sum) = self.roll_up(row, column, position, contents) else { continue };
            let result = sum.result;
            // Where nothing stands below, the row's own columns may still add up to something.
            if sum.nothing {
                set(at, position, contents, Some(sum));
            } else if set(at, position, contents, self.on_top(at, column, sum)) {
                below.insert(column, result);
            }
        }
        below
    }

    /// A sum across a row whose columns hold what stands below and amounts of the row's
    /// own beside it, with those; `None` where the rows below say it all.
    fn both(&self, row_sum: &RowSum, sum: Sum, below: Decimal, own: &[Decimal]) -> Option<(Sum, Decimal)> {
        let terms = row_sum.terms.iter().filter_map(|term| Some((own.get(term.column)?, term.minus)));
        let beside = exact_sum(terms.map(|(own, minus)| Some(if minus { -*own } else { *own })))?;
        let all = !beside.is_zero() && exact::subtract(sum.result, beside) == Some(below);
        (all && !self.links.given).then_some((sum, beside))
    }

    /// The percentages of a row that are worked out from its figures: all in a row to be
    /// filled in, else those that are just what its figures give.
    fn rates(&self, row: u32, cells: &mut [Content]) {
        for ratio in &self.layout.ratios {
            let at = |column: usize| {
                let position = self.position(column)?;
                let cell = CellRef::new(row, u32::try_from(position).ok()?);
                Some((cell, cells.get(position)?.number()))
            };
            let (Some((part, one)), Some((whole, all))) = (at(ratio.part), at(ratio.whole)) else { continue };
            let worked_out = one.zip(all).and_then(|(one, all)| exact::rate(one, all));
            let Some(target) = self.position(ratio.target).and_then(|position| cells.get_mut(position))
            else {
                continue;
            };
            let sum = |result, stated, nothing| {
                Content::Formula(Box::new(Sum { text: formula::rate(part, whole), result, stated, nothing }))
            };
            match target {
                Content::Blank if self.form.is_some() => *target = sum(Decimal::ZERO, Quantity::Blank, true),
                Content::Number(rate) if self.form.is_none() && worked_out == Some(*rate) => {
                    *target = sum(*rate, Quantity::Number(*rate), false);
                }
                _ => {}
            }
        }
    }

    /// A sum with cells of other sheets on top.
    fn on_top(&self, at: usize, column: usize, sum: Sum) -> Option<Sum> {
        let Some(linked) = self.links.on_top.get(&(at, column)) else { return Some(sum) };
        let result = exact_sum([Some(sum.result), Some(linked.result)])?;
        Some(Sum { text: format!("{}+{}", sum.text, linked.text), result, nothing: false, ..sum })
    }

    /// The sum of a column over the rows that a row adds up.
    fn roll_up(
        &self,
        row: &TableRow<'_>,
        column: usize,
        position: usize,
        contents: &[Vec<Content>],
    ) -> Option<Sum> {
        let cells: Vec<&Content> =
            row.addends.iter().filter_map(|addend| contents.get(*addend)?.get(position)).collect();
        let stated = row.row.values.get(column).and_then(Value::quantity).unwrap_or(&Quantity::Blank);
        let nothing_below = cells.iter().all(|cell| cell.is_nothing());
        if nothing_below && !is_open(stated) || outweighs(stated, cells.iter().copied()) {
            return None;
        }
        let result = exact_sum(cells.iter().map(|cell| Some(cell.addend())))?;
        let at: Vec<u32> = row.addends.iter().filter_map(|addend| Some(self.rows.get(*addend)?.at)).collect();
        let position = u32::try_from(position).ok()?;
        let text = match self.form {
            Some(_) if !row.subtotal => self.all_below(row, position)?,
            _ => formula::column_sum(position, &at)?,
        };
        Some(Sum { text, result, stated: stated.clone(), nothing: nothing_below })
    }

    /// The sum of whatever is typed below a row; parts of rows ("trong đó") and lines
    /// that add others up count not again.
    fn all_below(&self, row: &TableRow<'_>, position: u32) -> Option<String> {
        if row.last == row.at {
            return None;
        }
        let below = |other: &&TableRow<'_>| other.at > row.at && other.at <= row.last;
        let mut out: Vec<u32> = Vec::new();
        for other in self.rows.iter().filter(below) {
            let role = self.layout.kind(&other.row.kind).map(|kind| kind.role);
            if matches!(role, Some(KindRole::Subtotal | KindRole::Breakdown)) {
                out.extend(
                    (other.at..=other.last)
                        .filter(|at| out.last().is_none_or(|last| last < at))
                        .collect::<Vec<_>>(),
                );
            }
        }
        formula::column_subtotal(position, (row.at, row.last), &out)
    }

    /// A sum within a row.
    fn across(&self, row: &TableRow<'_>, sum: &RowSum, cells: &[Content]) -> Option<Sum> {
        let mut parts = Vec::new();
        let mut addends = Vec::new();
        let mut contents = Vec::new();
        let mut nothing = true;
        for term in &sum.terms {
            let Some(position) = self.position(term.column) else { continue };
            let content = cells.get(position)?;
            let cell = CellRef::new(row.at, u32::try_from(position).ok()?);
            nothing &= content.is_nothing();
            contents.push(content);
            addends.push(if term.minus {
                Decimal::ZERO.checked_sub(content.addend())
            } else {
                Some(content.addend())
            });
            parts.push(Part { cell, minus: term.minus, text: content.is_text() || self.form.is_some() });
        }
        let stated = row.row.quantity(sum.target).clone();
        if nothing && !is_open(&stated) || outweighs(&stated, contents) {
            return None;
        }
        let result = exact_sum(addends)?;
        Some(Sum { text: formula::row_sum(&parts)?, result, stated, nothing })
    }
}

/// Puts a sum into a cell, and says whether it did.
fn set(at: usize, position: usize, contents: &mut [Vec<Content>], sum: Option<Sum>) -> bool {
    let cell = contents.get_mut(at).and_then(|cells| cells.get_mut(position));
    let (Some(cell), Some(sum)) = (cell, sum) else { return false };
    *cell = Content::Formula(Box::new(sum));
    true
}

/// Whether a formula over nothing loses nothing: what it gives is what is stated.
fn is_open(stated: &Quantity) -> bool {
    stated.is_blank() || stated.value() == Some(Decimal::ZERO)
}

/// Whether a figure is stated where only dashes and words stand in its parts: those take
/// nothing away from it.
fn outweighs<'a>(stated: &Quantity, parts: impl IntoIterator<Item = &'a Content>) -> bool {
    let is_stated = stated.value().is_some_and(|value| !value.is_zero());
    is_stated && parts.into_iter().all(|part| part.is_nothing() || part.number().is_none())
}

/// A sum without rounding; `None` where it does not fit a decimal.
fn exact_sum(addends: impl IntoIterator<Item = Option<Decimal>>) -> Option<Decimal> {
    let sum = addends.into_iter().try_fold(Decimal::ZERO, |sum, addend| exact::add(sum, addend?))?;
    Some(if sum.is_zero() { Decimal::ZERO } else { sum.normalize() })
}

#[cfg(test)]
#[path = "figures_tests.rs"]
mod tests;

//! How likely it is that a cell should hold the figure that would fit.

use std::collections::HashMap;

use phuluc_model::{Message, Quantity};
use rust_decimal::Decimal;

use super::Cell;
use super::patterns::Pattern;
use super::system::{Identity, is_stated, value};
use crate::context::{Context, Table};
use crate::formulas::FlawKind;

/// What the figures beside each other in the rows of a sum have in common.
#[derive(Debug, Default)]
pub(super) struct Habits {
    /// For another column: how often each proportion to it is met, and among how many.
    proportions: Vec<(usize, HashMap<Decimal, usize>, usize)>,
    /// Decimals of the figures.
    scale: u32,
    /// The largest of them.
    largest: Decimal,
    /// Blank cells among them.
    blanks: usize,
    /// Figures that are also those of the line above.
    copies: usize,
    negatives: bool,
}

impl Habits {
    pub(super) fn of(context: &Context<'_>, identity: &Identity) -> Self {
        let mut habits = Self::default();
        let Some(table) = context.tables().get(identity.target.table()) else { return habits };
        let column = identity.target.column();
        let terms = identity.terms.iter().map(|term| term.cell);
        for cell in terms.clone() {
            let Some(figure) = stated(context, cell) else {
                habits.blanks += 1;
                continue;
            };
            let above = cell.row().checked_sub(1).and_then(|row| table.quantity(row, cell.column()).value());
            habits.copies += usize::from(above == Some(figure));
            habits.scale = habits.scale.max(figure.normalize().scale());
            habits.largest = habits.largest.max(figure.abs());
            habits.negatives |= figure.is_sign_negative();
        }
        let others = table.appendix.layout.children_sums.iter().filter(|other| **other != column);
        for &other in others {
            let mut met: HashMap<Decimal, usize> = HashMap::new();
            let mut all = 0;
            for cell in terms.clone().filter(|cell| cell.column() == column) {
                let here = stated(context, cell).unwrap_or_default();
                if let Some(proportion) = proportion(here, table, cell.row(), other) {
                    all += 1;
                    *met.entry(proportion).or_default() += 1;
                }
            }
            if met.values().any(|count| is_habit(*count, all)) {
                habits.proportions.push((other, met, all));
            }
        }
        habits
    }

    /// From about 0 to 120.
    pub(super) fn weigh(&self, context: &Context<'_>, identity: &Identity, cell: Cell, fits: Decimal) -> i32 {
        let Some(table) = context.tables().get(cell.table()) else { return 0 };
        let pattern = pattern(context, cell, fits);
        let mut weight = pattern.weight();
        if pattern == Pattern::Blank {
            if fills_row(table, cell, fits) {
                weight = 95;
            } else if self.blanks == 1 {
                weight = 82;
            } else if states_others(table, cell) {
                weight = 74;
            }
        }
        // Where figures are repeated anyway, that one is repeated says little.
        if pattern == Pattern::Copied && self.copies > 2 {
            weight = 30;
        }
        if cell == identity.target && pattern == Pattern::Other {
            weight = 45;
        }
        for (other, met, all) in &self.proportions {
            let count = |figure| {
                let proportion = proportion(figure, table, cell.row(), *other);
                proportion.and_then(|proportion| met.get(&proportion)).copied().unwrap_or_default()
            };
            let habitual = |figure| is_habit(count(figure), *all);
            let stands = stated(context, cell).unwrap_or_default();
            match (habitual(stands), habitual(fits)) {
                (false, true) => weight += 30,
                (true, false) => weight -= 25,
                _ => {}
            }
        }
        weight + by_formula(context, cell) - self.oddness(fits) + roundness(stated(context, cell), fits)
    }

    /// What speaks against a figure.
    fn oddness(&self, fits: Decimal) -> i32 {
        let mut odd = 0;
        if fits.is_sign_negative() && !fits.is_zero() && !self.negatives {
            odd += 60;
        }
        if fits.normalize().scale() > self.scale {
            odd += 20;
        }
        if fits.abs() > self.largest.saturating_mul(Decimal::from(20)) {
            odd += 15;
        }
        odd
    }
}

/// A formula that is not right is the likeliest cause; one that is right only follows others.
fn by_formula(context: &Context<'_>, cell: Cell) -> i32 {
    let formulas = context.formulas();
    match formulas.flaw(cell) {
        Some(flaw) if flaw.kind == FlawKind::Constant => 20,
        Some(_) => 120,
        None if formulas.is_sound(cell) => -60,
        None => 0,
    }
}

/// Why a cell is suspected.
pub(super) fn why(context: &Context<'_>, cell: Cell, fits: Decimal) -> Message {
    let pattern = pattern(context, cell, fits);
    let flaw = context.formulas().flaw(cell);
    flaw.filter(|flaw| flaw.kind != FlawKind::Constant || pattern == Pattern::Other)
        .map_or_else(|| pattern.why(), |flaw| flaw.what.clone())
}

/// Slips rarely make a figure rounder than it was.
fn roundness(stated: Option<Decimal>, fits: Decimal) -> i32 {
    let digits = |figure: Decimal| {
        figure.normalize().mantissa().unsigned_abs().to_string().trim_end_matches('0').len()
    };
    match stated.map(|stated| digits(stated).cmp(&digits(fits))) {
        Some(std::cmp::Ordering::Less) => -4,
        Some(std::cmp::Ordering::Greater) => 2,
        _ => 0,
    }
}

const fn is_habit(count: usize, all: usize) -> bool {
    count >= 3 && count * 2 >= all
}

fn stated(context: &Context<'_>, cell: Cell) -> Option<Decimal> {
    let quantity = context.tables().get(cell.table())?.quantity(cell.row(), cell.column());
    is_stated(quantity).then(|| quantity.addend())
}

fn proportion(figure: Decimal, table: &Table<'_>, row: usize, other: usize) -> Option<Decimal> {
    let other = table.quantity(row, other).value().filter(|other| !other.is_zero())?;
    Some(figure.checked_div(other)?.round_dp(9).normalize())
}

/// How the figure that stands in a cell may have come from the one that would fit.
pub(super) fn pattern(context: &Context<'_>, cell: Cell, fits: Decimal) -> Pattern {
    let Some(table) = context.tables().get(cell.table()) else { return Pattern::Other };
    let quantity = table.quantity(cell.row(), cell.column());
    let stated = match quantity {
        Quantity::Blank => None,
        _ => Some(value(context, cell)),
    };
    let above = cell.row().checked_sub(1).and_then(|row| table.quantity(row, cell.column()).value());
    Pattern::of(stated, fits, above)
}

/// Whether a figure in a blank cell would make a sum of its row hold.
fn fills_row(table: &Table<'_>, cell: Cell, fits: Decimal) -> bool {
    let row = cell.row();
    table.appendix.layout.row_sums.iter().any(|sum| {
        let part = sum.terms.iter().any(|term| term.column == cell.column());
        let figure = |column: usize| {
            if column == cell.column() { fits } else { table.quantity(row, column).addend() }
        };
        let parts = sum.terms.iter().map(|term| {
            let part = figure(term.column);
            if term.minus { -part } else { part }
        });
        let total = parts.fold(Decimal::ZERO, |sum, part| sum.saturating_add(part));
        let target = table.quantity(row, sum.target);
        (part && is_stated(target) && target.addend() == total)
            || (sum.target == cell.column() && total == fits && !fits.is_zero())
    })
}

/// Whether its row states every other figure that adds up.
fn states_others(table: &Table<'_>, cell: Cell) -> bool {
    let sums = &table.appendix.layout.children_sums;
    let mut others = sums.iter().filter(|column| **column != cell.column()).peekable();
    others.peek().is_some() && others.all(|column| is_stated(table.quantity(cell.row(), *column)))
}

//! Settling `2.000`: thousands or decimals, by column, workbook, then sums.

use std::sync::Arc;

use phuluc_model::{Message, Quantity, Value, vietnamese};
use rust_decimal::Decimal;

use crate::cells::say_typed;
use crate::draft::{Draft, Pending};
use crate::figures::Grouping;
use crate::rules;

/// Settles every ambiguous figure of the tables of a workbook, or leaves its text
/// with a finding that names both readings.
pub(crate) fn settle(drafts: &mut [Draft]) {
    let workbook: Vec<Grouping> =
        drafts.iter().flat_map(|draft| draft.proofs.iter().map(|(_, proof)| *proof)).collect();
    let workbook = unanimous(workbook.iter().copied());
    for draft in drafts {
        let pending = std::mem::take(&mut draft.pending);
        let (settled, open): (Vec<_>, Vec<_>) = pending
            .into_iter()
            .map(|pending| (decided_by_others(draft, &pending, workbook), pending))
            .partition(|(choice, _)| choice.is_some());
        for (choice, pending) in settled {
            put(draft, &pending, choice.unwrap_or(pending.grouped));
        }
        let open: Vec<Pending> = open.into_iter().map(|(_, pending)| pending).collect();
        by_sums(draft, &open);
    }
}

/// The habit that all proofs share, where there is one.
fn unanimous(mut proofs: impl Iterator<Item = Grouping>) -> Option<Grouping> {
    let first = proofs.next()?;
    proofs.all(|proof| proof == first).then_some(first)
}

/// What other figures of the column, then of the table and workbook, prove.
fn decided_by_others(draft: &Draft, pending: &Pending, workbook: Option<Grouping>) -> Option<Decimal> {
    let column = draft.proofs.iter().filter(|(column, _)| *column == pending.column).map(|(_, proof)| *proof);
    let table = draft.proofs.iter().map(|(_, proof)| *proof);
    let habit = unanimous(column).or_else(|| unanimous(table)).or(workbook)?;
    Some(if habit == pending.grouping() { pending.grouped } else { pending.fraction })
}

/// What the sums of the table prove, taking all open figures of one separator alike.
fn by_sums(draft: &mut Draft, open: &[Pending]) {
    for separator in ['.', ','] {
        let these: Vec<&Pending> = open.iter().filter(|pending| pending.separator == separator).collect();
        if these.is_empty() {
            continue;
        }
        let holding = |draft: &mut Draft, grouped: bool| {
            for pending in &these {
                let value = if grouped { pending.grouped } else { pending.fraction };
                set(draft, pending, Quantity::number(value));
            }
            sums_that_hold(draft, &these)
        };
        let as_fraction = holding(draft, false);
        let as_grouped = holding(draft, true);
        for pending in &these {
            if as_grouped > as_fraction {
                put(draft, pending, pending.grouped);
            } else if as_fraction > as_grouped {
                put(draft, pending, pending.fraction);
            } else {
                leave(draft, pending);
            }
        }
    }
}

/// Sums that hold and that an open figure takes part in.
fn sums_that_hold(draft: &Draft, open: &[&Pending]) -> usize {
    let layout = &draft.layout;
    let figure =
        |row: usize, column: usize| draft.rows.get(row).and_then(|row| crate::draft::figure(row, column));
    let touched = |row: usize, column: usize| open.iter().any(|p| p.row == row && p.column == column);
    let mut holding = 0;
    for (at, _) in draft.rows.iter().enumerate() {
        for sum in &layout.row_sums {
            let Some(stated) = figure(at, sum.target) else { continue };
            let touches = touched(at, sum.target) || sum.terms.iter().any(|term| touched(at, term.column));
            let total: Decimal = sum
                .terms
                .iter()
                .filter_map(|term| {
                    figure(at, term.column).map(|value| if term.minus { -value } else { value })
                })
                .sum();
            holding += usize::from(touches && total == stated);
        }
        let children: Vec<usize> = children_of(draft, at);
        for &column in layout.children_sums.iter().filter(|_| !children.is_empty()) {
            let Some(stated) = figure(at, column) else { continue };
            let touches = touched(at, column) || children.iter().any(|child| touched(*child, column));
            let total: Decimal = children.iter().filter_map(|child| figure(*child, column)).sum();
            holding += usize::from(touches && total == stated);
        }
    }
    holding
}

/// Rows that a row is the sum of; for the grand total those of level 1.
fn children_of(draft: &Draft, at: usize) -> Vec<usize> {
    let rows = draft.rows.iter().enumerate();
    let total = draft.total == Some(at);
    let adds = |row: &crate::draft::FlatRow| {
        draft.layout.kinds.get(row.kind).is_some_and(|kind| kind.role == phuluc_model::KindRole::Row)
    };
    let below = |(index, row): &(usize, &crate::draft::FlatRow)| {
        adds(row) && {
            if total { row.level == 1 && draft.total != Some(*index) } else { row.parent == Some(at) }
        }
    };
    rows.filter(below).map(|(index, _)| index).collect()
}

fn set(draft: &mut Draft, pending: &Pending, quantity: Quantity) {
    let slot = draft.rows.get_mut(pending.row).and_then(|row| row.values.get_mut(pending.column));
    if let Some(slot) = slot {
        *slot = Value::Quantity(quantity);
    }
}

fn put(draft: &mut Draft, pending: &Pending, value: Decimal) {
    set(draft, pending, Quantity::number(value));
    say_typed(pending.at, &mut draft.sink);
}

fn leave(draft: &mut Draft, pending: &Pending) {
    set(draft, pending, Quantity::Words(Arc::from(pending.text.as_str())));
    let (grouped, fraction) = (vietnamese(pending.grouped), vietnamese(pending.fraction));
    let message = Message::new(
        format!("Không rõ «{}» là {grouped} hay {fraction}: nhập lại thành số", pending.text),
        format!("`{}` may be {} or {}: type it as a number", pending.text, pending.grouped, pending.fraction),
    );
    draft.sink.cell(&rules::AMBIGUOUS_SEPARATOR, pending.at, message, Some(pending.text.clone()));
}

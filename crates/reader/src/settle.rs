//! Settling `2.000`: thousands or decimals, by column, workbook, then sums.

use std::cmp::Ordering;
use std::collections::HashSet;
use std::sync::Arc;

use phuluc_model::{KindRole, Message, Quantity, Value, vietnamese};
use rust_decimal::Decimal;

use crate::cells::say_typed;
use crate::draft::{Draft, Pending, exact_sum, figure};
use crate::figures::Grouping;
use crate::rules;

/// Settles every ambiguous figure of the tables of a workbook, or leaves its text
/// with a finding that names both readings.
pub(crate) fn settle(drafts: &mut [Draft]) {
    let proofs = drafts.iter().flat_map(|draft| draft.proofs.iter().map(|(_, proof)| *proof));
    let workbook = unanimous(proofs);
    for draft in drafts {
        let pending = std::mem::take(&mut draft.pending);
        if pending.is_empty() {
            continue;
        }
        let sums = Sums::of(draft);
        let (settled, open): (Vec<_>, Vec<_>) = pending
            .into_iter()
            .map(|pending| (decided_by_others(draft, &pending, workbook), pending))
            .partition(|(choice, _)| choice.is_some());
        by_habit(draft, &sums, &settled);
        let open: Vec<Pending> = open.into_iter().map(|(_, pending)| pending).collect();
        by_sums(draft, &sums, &open);
    }
}

/// What the habit of the other figures says, unless the sums hold only the other way.
fn by_habit(draft: &mut Draft, sums: &Sums, settled: &[(Option<Decimal>, Pending)]) {
    let touched: HashSet<(usize, usize)> = settled.iter().map(|(_, p)| (p.row, p.column)).collect();
    let chosen = |(choice, pending): &(Option<Decimal>, Pending)| choice.unwrap_or(pending.grouped);
    let other = |pair: &(Option<Decimal>, Pending)| {
        if chosen(pair) == pair.1.grouped { pair.1.fraction } else { pair.1.grouped }
    };
    for pair in settled {
        set(draft, &pair.1, Quantity::number(other(pair)));
    }
    let against = sums.that_hold(draft, &touched);
    for pair in settled {
        set(draft, &pair.1, Quantity::number(chosen(pair)));
    }
    let contradicted = against > 0 && sums.that_hold(draft, &touched) == 0;
    for pair in settled {
        put(draft, &pair.1, if contradicted { other(pair) } else { chosen(pair) });
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
fn by_sums(draft: &mut Draft, sums: &Sums, open: &[Pending]) {
    for separator in ['.', ','] {
        let these: Vec<&Pending> = open.iter().filter(|pending| pending.separator == separator).collect();
        if these.is_empty() {
            continue;
        }
        let touched: HashSet<(usize, usize)> = these.iter().map(|p| (p.row, p.column)).collect();
        let holding = |draft: &mut Draft, grouped: bool| {
            for pending in &these {
                let value = if grouped { pending.grouped } else { pending.fraction };
                set(draft, pending, Quantity::number(value));
            }
            sums.that_hold(draft, &touched)
        };
        let as_fraction = holding(draft, false);
        let as_grouped = holding(draft, true);
        for pending in &these {
            match as_grouped.cmp(&as_fraction) {
                Ordering::Greater => put(draft, pending, pending.grouped),
                Ordering::Less => put(draft, pending, pending.fraction),
                Ordering::Equal => leave(draft, pending),
            }
        }
    }
}

/// Which rows each row is the sum of.
struct Sums {
    children: Vec<Vec<usize>>,
}

impl Sums {
    fn of(draft: &Draft) -> Self {
        let mut children: Vec<Vec<usize>> = vec![Vec::new(); draft.rows.len()];
        for (at, row) in draft.rows.iter().enumerate() {
            let adds = draft.layout.kinds.get(row.kind).is_some_and(|kind| kind.role == KindRole::Row);
            let parent = if row.level == 1 { draft.total } else { row.parent };
            if let Some(slot) = parent.filter(|_| adds).and_then(|parent| children.get_mut(parent)) {
                slot.push(at);
            }
        }
        Self { children }
    }

    /// Sums that hold and that one of these cells, by row and column, takes part in.
    fn that_hold(&self, draft: &Draft, touched: &HashSet<(usize, usize)>) -> usize {
        let layout = &draft.layout;
        let value = |row: usize, column: usize| draft.rows.get(row).and_then(|row| figure(row, column));
        let mut holding = 0;
        for (at, children) in self.children.iter().enumerate() {
            for sum in &layout.row_sums {
                let Some(stated) = value(at, sum.target) else { continue };
                let touches = touched.contains(&(at, sum.target))
                    || sum.terms.iter().any(|term| touched.contains(&(at, term.column)));
                let signed = |term: &phuluc_model::Term| {
                    value(at, term.column).map(|value| if term.minus { -value } else { value })
                };
                let total = exact_sum(sum.terms.iter().filter_map(signed));
                holding += usize::from(touches && total == Some(stated));
            }
            for &column in layout.children_sums.iter().filter(|_| !children.is_empty()) {
                let Some(stated) = value(at, column) else { continue };
                let touches = touched.contains(&(at, column))
                    || children.iter().any(|child| touched.contains(&(*child, column)));
                let total = exact_sum(children.iter().filter_map(|child| value(*child, column)));
                holding += usize::from(touches && total == Some(stated));
            }
        }
        holding
    }
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

//! Possible slips: what single change would make failing sums hold.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap, HashSet};

use phuluc_model::CodeForm;
use phuluc_model::{KindRole, Message};
use rust_decimal::Decimal;

use super::likely::{Habits, why};
use super::search::{Change, Hypothesis, Search, SlipKind, Suspected};
use super::system::{Identity, Sort, System, value};
use super::{Cell, exact};
use crate::context::Table;

/// Every possible slip of the failing sums.
pub(super) fn all(search: &Search<'_>, failing: &[usize]) -> Vec<Hypothesis> {
    let mut found = Vec::new();
    let mut seen: HashSet<(Cell, Decimal)> = HashSet::new();
    for &at in failing {
        figures(search, at, &mut seen, &mut found);
    }
    let figures = strong(&found);
    for (_, sums) in by_parent(search.system, failing) {
        rows(search, &sums, &figures, &mut found);
        moves(search, &sums, &mut found);
    }
    found
}

/// Sums that a single figure explains well.
fn strong(found: &[Hypothesis]) -> HashSet<usize> {
    const STRONG: i32 = 80;
    let figures =
        found.iter().filter(|hypothesis| hypothesis.kind == SlipKind::Figure && hypothesis.likely >= STRONG);
    figures.flat_map(|hypothesis| hypothesis.fixes.iter().copied()).collect()
}

/// One figure is another.
fn figures(search: &Search<'_>, at: usize, seen: &mut HashSet<(Cell, Decimal)>, found: &mut Vec<Hypothesis>) {
    let Some(identity) = search.system.identities.get(at) else { return };
    let Some(residual) = search.residuals.get(at).copied() else { return };
    let habits = Habits::of(search.context, identity);
    let target = std::iter::once((identity.target, false));
    for (cell, minus) in target.chain(identity.terms.iter().map(|term| (term.cell, !term.minus))) {
        let by = if minus { residual } else { -residual };
        if !seen.insert((cell, by)) {
            continue;
        }
        let changes = vec![Change { cell, by }];
        let Some(effect) = search.effect(&changes) else { continue };
        let Some(fits) = exact::add(value(search.context, cell), by) else { continue };
        if effect.breaks > 0 || effect.fixes.is_empty() {
            continue;
        }
        let likely = habits.weigh(search.context, identity, cell, fits);
        let why = why(search.context, cell, fits);
        found.push(Hypothesis {
            kind: SlipKind::Figure,
            changes,
            fixes: effect.fixes,
            still: effect.still,
            likely,
            suspects: vec![Suspected { cell, fits: Some(fits), why }],
        });
    }
}

type Parents = BTreeMap<(u32, u32, Sort), Vec<usize>>;

/// Failing sums over rows, by the row that states the total.
fn by_parent(system: &System, failing: &[usize]) -> Parents {
    let mut parents = Parents::new();
    for &at in failing {
        let Some(identity) = system.identities.get(at) else { continue };
        let over_rows =
            matches!(identity.sort, Sort::Children | Sort::GrandTotal | Sort::Printed | Sort::Subtotal);
        if over_rows {
            let key = (identity.target.table, identity.target.row, identity.sort);
            parents.entry(key).or_default().push(at);
        }
    }
    parents
}

/// A row too many, left out, or not there: the same rows' sums fail by one row's figures.
fn rows(search: &Search<'_>, sums: &[usize], figures: &HashSet<usize>, found: &mut Vec<Hypothesis>) {
    let identities: Vec<(&Identity, Decimal)> = sums
        .iter()
        .filter_map(|at| Some((search.system.identities.get(*at)?, *search.residuals.get(*at)?)))
        .collect();
    let Some((first, _)) = identities.first() else { return };
    let Some(table) = search.context.tables().get(first.target.table()) else { return };
    let failing: BTreeMap<usize, Decimal> =
        identities.iter().map(|(identity, residual)| (identity.target.column(), *residual)).collect();
    let parent = first.target.row();
    let rows: Vec<usize> = parts(table, parent);
    let short = failing.values().all(|residual| residual.is_sign_negative());
    if short {
        let twins = twins(table, &rows);
        for &row in rows.iter().filter(|row| is_row(table, **row, parent, &failing)) {
            surplus(table, sums, first.target, (row, twins.get(&row).copied()), &failing, found);
        }
    } else if failing.values().all(|residual| residual.is_sign_positive()) {
        let explained = sums.iter().all(|at| figures.contains(at));
        missing(table, sums, first.target, &rows, &failing, explained, found);
    }
}

/// Rows that a total adds up.
fn parts(table: &Table<'_>, parent: usize) -> Vec<usize> {
    let adds = |row: &usize| table.row(*row).is_some_and(|entry| entry.role == KindRole::Row);
    table.below(parent).iter().copied().filter(adds).collect()
}

/// Of rows with the name and figures of one before them, the first of these.
fn twins(table: &Table<'_>, rows: &[usize]) -> HashMap<usize, usize> {
    let mut first: HashMap<(&str, Vec<Decimal>), usize> = HashMap::new();
    let mut twins = HashMap::new();
    for &row in rows {
        let sums = &table.appendix.layout.children_sums;
        let figures = sums.iter().map(|column| table.quantity(row, *column).addend()).collect();
        match first.entry((table.label(row), figures)) {
            Entry::Occupied(known) => _ = twins.insert(row, *known.get()),
            Entry::Vacant(new) => _ = new.insert(row),
        }
    }
    twins
}

/// Whether a total is short by exactly the figures of a row.
fn is_row(table: &Table<'_>, row: usize, parent: usize, failing: &BTreeMap<usize, Decimal>) -> bool {
    table.appendix.layout.children_sums.iter().all(|column| {
        let figure = table.quantity(row, *column).addend();
        match failing.get(column) {
            Some(residual) => figure == -*residual,
            None => figure.is_zero() || table.quantity(parent, *column).is_blank(),
        }
    })
}

fn surplus(
    table: &Table<'_>,
    sums: &[usize],
    target: Cell,
    (row, twin): (usize, Option<usize>),
    failing: &BTreeMap<usize, Decimal>,
    found: &mut Vec<Hypothesis>,
) {
    let own = Suspected {
        cell: target,
        fits: exact::add(table.quantity(target.row(), target.column()).addend(), total_of(failing, target)),
        why: Message::new(
            format!("tổng đã ghi bỏ sót dòng {}", table.called(row)),
            format!("the stated total leaves out {}", table.called(row)),
        ),
    };
    let cell = Cell { row: u32::try_from(row).unwrap_or(u32::MAX), ..target };
    let why = match twin {
        Some(twin) => Message::new(
            format!("dòng lặp lại {}", table.called(twin)),
            format!("the row repeats {}", table.called(twin)),
        ),
        None => Message::new("dòng này không được cộng vào tổng", "this row is not part of the total"),
    };
    let other = Suspected { cell, fits: None, why };
    let (kind, likely, suspects) = match twin {
        Some(_) => (SlipKind::Doubled(row), 97, vec![other, own]),
        None if sums.len() > 1 => (SlipKind::LeftOut(row), 75, vec![own, other]),
        None => (SlipKind::LeftOut(row), 47, vec![own, other]),
    };
    found.push(Hypothesis { kind, changes: Vec::new(), fixes: sums.to_vec(), still: 0, likely, suspects });
}

/// What a total is short by in a column, to add to it.
fn total_of(failing: &BTreeMap<usize, Decimal>, target: Cell) -> Decimal {
    failing.get(&target.column()).map_or(Decimal::ZERO, |residual| -*residual)
}

fn missing(
    table: &Table<'_>,
    sums: &[usize],
    target: Cell,
    rows: &[usize],
    failing: &BTreeMap<usize, Decimal>,
    explained: bool,
    found: &mut Vec<Hypothesis>,
) {
    let gap = gap(table, rows);
    // Any figures make a row; with nothing else to show for it, single slips are likelier.
    if explained && gap.is_none() {
        return;
    }
    // Its own sums hold too, or it is no row.
    let figure = |column: usize| failing.get(&column).copied().unwrap_or_default();
    let adds_up = table.appendix.layout.row_sums.iter().all(|sum| {
        let parts =
            sum.terms.iter().map(|term| if term.minus { -figure(term.column) } else { figure(term.column) });
        let known = table.appendix.layout.children_sums.contains(&sum.target)
            && !table.quantity(target.row(), sum.target).is_blank();
        !known || parts.fold(Decimal::ZERO, |sum, part| sum.saturating_add(part)) == figure(sum.target)
    });
    if !adds_up {
        return;
    }
    let likely = match (gap, sums.len()) {
        (Some(_), _) => 92,
        (None, 2..) => 70,
        (None, _) => 20,
    };
    let why = match gap {
        Some(after) => Message::new(
            format!("thiếu một dòng sau {}", table.called(after)),
            format!("a row after {} is missing", table.called(after)),
        ),
        None => Message::new("có thể thiếu một dòng", "a row may be missing"),
    };
    let stated = table.quantity(target.row(), target.column()).addend();
    let fits = exact::add(stated, -figure(target.column()));
    let suspects = vec![Suspected { cell: target, fits, why }];
    let kind = SlipKind::Missing;
    found.push(Hypothesis { kind, changes: Vec::new(), fixes: sums.to_vec(), still: 0, likely, suspects });
}

/// The row after which an outline number is missing.
fn gap(table: &Table<'_>, rows: &[usize]) -> Option<usize> {
    let number = |row: usize| -> Option<(CodeForm, u32)> { crate::rules::outline::ordinal(table.code(row)?) };
    let first = rows.first().copied()?;
    if number(first).is_some_and(|(_, ordinal)| ordinal == 2) {
        return table.row(first)?.parent.or(Some(first));
    }
    let pair = rows.iter().zip(rows.iter().skip(1)).find(|(one, other)| {
        matches!((number(**one), number(**other)), (Some((f, a)), Some((g, b))) if f == g && b.checked_sub(2) == Some(a))
    });
    pair.map(|(one, _)| *one)
}

/// A figure that stands in the next column.
fn moves(search: &Search<'_>, sums: &[usize], found: &mut Vec<Hypothesis>) {
    for &lacking in sums {
        for &having in sums.iter().filter(|having| **having != lacking) {
            move_between(search, lacking, having, found);
        }
    }
}

fn move_between(
    search: &Search<'_>,
    lacking: usize,
    having: usize,
    found: &mut Vec<Hypothesis>,
) -> Option<()> {
    let missed = *search.residuals.get(lacking)?;
    let too_much = *search.residuals.get(having)?;
    if missed != -too_much || missed.is_sign_negative() {
        return None;
    }
    let column = search.system.identities.get(having)?.target.column;
    for term in &search.system.identities.get(lacking)?.terms {
        let from = Cell { column, ..term.cell };
        if !value(search.context, term.cell).is_zero() || value(search.context, from) != missed {
            continue;
        }
        let changes = vec![Change { cell: term.cell, by: missed }, Change { cell: from, by: -missed }];
        let Some(effect) = search.effect(&changes) else { continue };
        if effect.breaks > 0 || effect.fixes.len() < 2 {
            continue;
        }
        let suspects = [(term.cell, Some(missed)), (from, None)]
            .into_iter()
            .zip(moved_reasons())
            .map(|((cell, fits), why)| Suspected { cell, fits, why });
        found.push(Hypothesis {
            kind: SlipKind::Moved,
            changes,
            fixes: effect.fixes,
            still: effect.still,
            likely: 88,
            suspects: suspects.collect(),
        });
    }
    Some(())
}

pub(super) fn moved_reasons() -> [Message; 2] {
    [
        Message::new("số ghi nhầm sang cột bên cạnh", "its figure stands in the next column"),
        Message::new("số của cột bên cạnh", "the figure belongs to the next column"),
    ]
}

/// Sums that nothing single explains, those of one row together; ties that are
/// off by the same in one column are one disagreement.
pub(super) fn open(search: &Search<'_>, failing: &[usize]) -> Vec<Hypothesis> {
    let mut rows: BTreeMap<(u32, u32, bool), Vec<usize>> = BTreeMap::new();
    let mut ties: BTreeMap<(u32, u32, Decimal), Vec<usize>> = BTreeMap::new();
    for &at in failing {
        let Some(identity) = search.system.identities.get(at) else { continue };
        let residual = search.residuals.get(at).copied().unwrap_or_default();
        let target = identity.target;
        match identity.sort {
            Sort::Tie(..) => ties.entry((target.table, target.column, residual)).or_default().push(at),
            sort => {
                let within = matches!(sort, Sort::Row(_));
                rows.entry((target.table, target.row, within)).or_default().push(at);
            }
        }
    }
    let hypothesis = |fixes: Vec<usize>| Hypothesis {
        kind: SlipKind::Open,
        changes: Vec::new(),
        fixes,
        still: 0,
        likely: 0,
        suspects: Vec::new(),
    };
    rows.into_values().chain(ties.into_values()).map(hypothesis).collect()
}

/// The sum that a slip is told at: that of the suspected cell itself, else the
/// nearest one that it is part of.
pub(super) fn primary(system: &System, fixes: &[usize], suspect: Option<&Suspected>) -> usize {
    let rank = |at: &usize| {
        let identity = system.identities.get(*at);
        let own = identity.zip(suspect).is_some_and(|(identity, suspect)| identity.target == suspect.cell);
        let sort = identity.map_or(9, |identity| match (identity.sort, own) {
            (Sort::Children, _) => 1,
            (Sort::Row(_), true) => 2,
            (Sort::Row(_), false) => 0,
            (Sort::Printed | Sort::GrandTotal, _) => 3,
            (Sort::Subtotal, _) => 4,
            (Sort::SecondTotal, _) => 5,
            (Sort::Tie(..), _) => 6,
        });
        // Layouts tie totals before what they are made of, which says more.
        let order = if sort == 6 { usize::MAX - *at } else { *at };
        (!own, sort, order)
    };
    fixes.iter().copied().min_by_key(rank).unwrap_or_default()
}

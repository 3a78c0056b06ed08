//! Which cells of a table are not worked out as they should be.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use phuluc_model::{KindRole, Message};

use super::FlawKind;
use super::parse::Sum;
use super::sheet::Sheet;
use crate::sums;

/// Formulas of a column from which on they say what is usual there.
const USUAL: usize = 3;
/// Cells that a message names.
const NAMED: usize = 4;

/// A row and a column of the table.
type At = (usize, usize);

/// See [`super::Flaw`].
pub(super) struct Found {
    pub(super) kind: FlawKind,
    pub(super) what: Message,
    pub(super) others: Vec<At>,
}

/// Everything wrong with the formulas of a table.
pub(super) fn find(sheet: &Sheet<'_>) -> BTreeMap<At, Found> {
    let mut found = BTreeMap::new();
    for (at, parsed) in &sheet.formulas {
        if let Some(sum) = &parsed.sum
            && let Some(flaw) = of_sum(sheet, *at, sum)
        {
            found.insert(*at, flaw);
        }
    }
    for (at, parsed) in &sheet.formulas {
        let skipped = sheet.text_figures(&parsed.summed);
        if !skipped.is_empty() {
            found.entry(*at).or_insert_with(|| skips_text(sheet, skipped));
        }
    }
    for (at, flaw) in beside_others(sheet) {
        found.entry(at).or_insert(flaw);
    }
    found
}

fn skips_text(sheet: &Sheet<'_>, skipped: Vec<At>) -> Found {
    let names = list(skipped.iter().map(|(row, column)| sheet.table.cell(*row, *column)), skipped.len());
    let what = Message::new(
        format!("công thức bỏ qua {names} vì là số dạng chữ"),
        format!("the formula leaves out {names}, stored as text"),
    );
    Found { kind: FlawKind::SkipsText, what, others: skipped }
}

/// Rows that a sum over rows leaves out or counts twice.
fn of_sum(sheet: &Sheet<'_>, (row, column): At, sum: &Sum) -> Option<Found> {
    if sheet.parts(row).next().is_none() || sums::printed_parts(sheet.table, row).is_some() {
        return None;
    }
    let times = Times::of(sheet.reached(sum, column)?);
    if times.contains(row) {
        return None;
    }
    let twice = counted_twice(sheet, column, &times, sum.skips_subtotals);
    if !twice.is_empty() {
        let names = names(sheet, column, &twice);
        let what = Message::new(
            format!("công thức cộng hai lần {names}"),
            format!("the formula counts {names} twice"),
        );
        return Some(Found { kind: FlawKind::Twice, what, others: cells(twice, column) });
    }
    let (missed, covered) = missed(sheet, (row, column), &times);
    if missed.is_empty() || !covered {
        return None;
    }
    let names = names(sheet, column, &missed);
    let what = Message::new(format!("công thức bỏ sót {names}"), format!("the formula leaves out {names}"));
    Some(Found { kind: FlawKind::Misses, what, others: cells(missed, column) })
}

/// Rows that a sum reaches, in their order, and how often.
struct Times(Vec<(usize, usize)>);

impl Times {
    fn of(mut rows: Vec<usize>) -> Self {
        rows.sort_unstable();
        let mut times: Vec<(usize, usize)> = Vec::with_capacity(rows.len());
        for row in rows {
            match times.last_mut() {
                Some((last, times)) if *last == row => *times += 1,
                _ => times.push((row, 1)),
            }
        }
        Self(times)
    }

    fn contains(&self, row: usize) -> bool {
        // Mostly the rows are one range.
        let at = self.0.first().and_then(|(first, _)| row.checked_sub(*first));
        let there = at.and_then(|at| self.0.get(at)).is_some_and(|(there, _)| *there == row);
        there || self.0.binary_search_by_key(&row, |(row, _)| *row).is_ok()
    }
}

/// Parts with a figure that a sum does not reach, at themselves or in all rows below
/// them; and whether it reaches any part.
fn missed(sheet: &Sheet<'_>, (row, column): At, times: &Times) -> (Vec<usize>, bool) {
    let mut missed = Vec::new();
    let mut covered = false;
    let mut open = Vec::new();
    for part in sheet.parts(row) {
        open.push(part);
        let mut whole = true;
        while let Some(row) = open.pop() {
            if times.contains(row) {
                covered = true;
                continue;
            }
            let before = open.len();
            open.extend(sheet.parts(row).filter(|below| sheet.has_figure(*below, column)));
            whole &= open.len() > before || !sheet.has_figure(row, column);
        }
        if !whole {
            missed.push(part);
        }
    }
    (missed, covered)
}

/// Rows that are in a sum more than once, or in a subtotal that is in it too.
fn counted_twice(sheet: &Sheet<'_>, column: usize, times: &Times, skips_subtotals: bool) -> Vec<usize> {
    let skipped = |row: usize| {
        let formula = || sheet.formulas.get(&(row, column)).and_then(|parsed| parsed.sum.as_ref());
        skips_subtotals && formula().is_some_and(|sum| sum.skips_subtotals)
    };
    let counted = |row: usize| times.contains(row) && sheet.has_figure(row, column) && !skipped(row);
    let mut twice: BTreeSet<usize> = BTreeSet::new();
    let mut with_subtotals: BTreeSet<Option<usize>> = BTreeSet::new();
    for &(row, count) in &times.0 {
        let Some(entry) = sheet.table.row(row).filter(|_| counted(row)) else { continue };
        let is_subtotal = entry.role == KindRole::Subtotal;
        if is_subtotal {
            with_subtotals.insert(entry.parent);
        }
        if count > 1 || (!is_subtotal && sheet.table.below(row).iter().any(|below| counted(*below))) {
            twice.insert(row);
        }
    }
    // A subtotal adds the rows between the one before and itself.
    for parent in with_subtotals {
        let rows = parent.map_or(sheet.table.top.as_slice(), |parent| sheet.table.below(parent));
        let mut any = false;
        for &row in rows {
            let is_subtotal = sheet.table.row(row).is_some_and(|entry| entry.role == KindRole::Subtotal);
            if is_subtotal && any && counted(row) {
                twice.insert(row);
            }
            any = !is_subtotal && (any || counted(row));
        }
    }
    twice.into_iter().collect()
}

/// Formulas and figures of one column in rows of one sort.
#[derive(Default)]
struct Group<'a> {
    formulas: Vec<(usize, &'a str)>,
    constants: Vec<usize>,
}

/// Typed figures among formulas, and formulas unlike the others.
fn beside_others(sheet: &Sheet<'_>) -> Vec<(At, Found)> {
    let mut found = Vec::new();
    for ((column, _), group) in groups(sheet) {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for (_, shape) in &group.formulas {
            *counts.entry(shape).or_default() += 1;
        }
        let most = counts.iter().max_by_key(|(shape, count)| (**count, std::cmp::Reverse(**shape)));
        let Some((&usual, &count)) = most.filter(|(_, count)| **count >= USUAL) else { continue };
        let usual_rows: Vec<usize> =
            group.formulas.iter().filter(|(_, shape)| *shape == usual).map(|(row, _)| *row).collect();
        let alike = |row: usize| nearest(&usual_rows, row).map(|row| (row, column));
        if count * 4 >= group.formulas.len() * 3 {
            let odd = group.formulas.iter().filter(|(_, shape)| *shape != usual && is_akin(shape, usual));
            found.extend(odd.filter_map(|(row, _)| Some(((*row, column), differs(sheet, alike(*row)?)))));
        }
        if group.constants.len() * 3 <= group.formulas.len() {
            let typed = group.constants.iter().filter(|row| stands_for(sheet, usual, (**row, column)));
            found.extend(typed.filter_map(|row| Some(((*row, column), constant(sheet, alike(*row)?)))));
        }
    }
    found
}

/// Rows of a column by whether they are the sum of others.
fn groups<'a>(sheet: &'a Sheet<'_>) -> BTreeMap<(usize, bool), Group<'a>> {
    let mut groups: BTreeMap<(usize, bool), Group<'a>> = BTreeMap::new();
    let columns: BTreeSet<usize> = sheet.formulas.keys().map(|(_, column)| *column).collect();
    for (row, entry) in sheet.table.rows.iter().enumerate() {
        if sheet.table.total != Some(row) && entry.role != KindRole::Row {
            continue;
        }
        for &column in &columns {
            let parent = sheet.parts(row).any(|part| sheet.has_figure(part, column));
            let group = groups.entry((column, parent)).or_default();
            match sheet.formulas.get(&(row, column)) {
                Some(parsed) => group.formulas.push((row, &parsed.shape)),
                None if sheet.is_typed(row, column) => group.constants.push(row),
                None => {}
            }
        }
    }
    groups
}

/// Whether two shapes do the same sort of thing: within the row, or over rows.
fn is_akin(shape: &str, usual: &str) -> bool {
    let over_rows = |shape: &str| shape.contains('#');
    let in_row = |shape: &str| shape.contains('@');
    (over_rows(usual) && over_rows(shape)) || (in_row(usual) && in_row(shape))
}

/// Whether the usual formula would have something to work on in a row: a total may be
/// typed where nothing else is.
fn stands_for(sheet: &Sheet<'_>, usual: &str, (row, column): At) -> bool {
    let over_rows = sheet.parts(row).any(|part| sheet.has_figure(part, column));
    if !usual.contains('@') {
        return over_rows;
    }
    let beside = (0..sheet.table.appendix.layout.columns.len()).filter(|other| *other != column);
    let used = |other: usize| {
        let name = sheet.column_name(other);
        name.is_some_and(|name| {
            usual.match_indices(&format!("{name}@")).any(|(at, _)| {
                !usual.get(..at).is_some_and(|before| before.ends_with(|c: char| c.is_ascii_alphabetic()))
            })
        })
    };
    beside.filter(|other| used(*other)).any(|other| sheet.has_figure(row, other))
}

/// Of rows in their order the one nearest to another.
fn nearest(rows: &[usize], row: usize) -> Option<usize> {
    let at = rows.partition_point(|other| *other < row);
    let beside = at.checked_sub(1).into_iter().chain([at]).filter_map(|at| rows.get(at).copied());
    beside.min_by_key(|other| (other.abs_diff(row), *other))
}

fn differs(sheet: &Sheet<'_>, other: At) -> Found {
    let cell = sheet.table.cell(other.0, other.1);
    let what = Message::new(
        format!("công thức khác các dòng khác của cột (xem ô {cell})"),
        format!("the formula is unlike those of the column's other rows (see {cell})"),
    );
    Found { kind: FlawKind::Differs, what, others: vec![other] }
}

fn constant(sheet: &Sheet<'_>, other: At) -> Found {
    let cell = sheet.table.cell(other.0, other.1);
    let what = Message::new(
        format!("số gõ tay, các dòng khác của cột là công thức (xem ô {cell})"),
        format!("a typed figure, where the column's other rows have formulas (see {cell})"),
    );
    Found { kind: FlawKind::Constant, what, others: vec![other] }
}

fn cells(rows: Vec<usize>, column: usize) -> Vec<At> {
    rows.into_iter().map(|row| (row, column)).collect()
}

fn names(sheet: &Sheet<'_>, column: usize, rows: &[usize]) -> String {
    list(rows.iter().map(|row| sheet.table.cell(*row, column)), rows.len())
}

/// The first of some cells, and how many there are.
fn list(cells: impl Iterator<Item = String>, count: usize) -> String {
    let mut names = cells.take(NAMED).collect::<Vec<_>>().join(", ");
    if count > NAMED {
        names += &format!(", … ({count})");
    }
    names
}

//! Lines that say themselves what they add up: printed formulas, subtotals, a second total.

use std::collections::HashSet;

use phuluc_model::{CodeForm, KindRole, code_form, code_normal_form};

use super::Cell;
use super::expand::{Expander, Terms};
use super::system::{Builder, Sort, Term, is_stated};
use crate::context::Table;

pub(super) fn add(builder: &mut Builder<'_>, expander: &Expander<'_>) {
    let table = expander.table;
    let mut subtotals = Vec::new();
    for (row, entry) in table.rows.iter().enumerate() {
        if let Some(parts) = printed_parts(table, row) {
            builder.adds_up(Sort::Printed, (expander.index, row), &[(expander, &parts)]);
        }
        match entry.role {
            KindRole::Total if table.total != Some(row) => second_total(builder, expander, row),
            KindRole::Subtotal => subtotals.push(row),
            _ => {}
        }
    }
    for (row, parts) in segments(table, &subtotals) {
        builder.adds_up(Sort::Subtotal, (expander.index, row), &[(expander, &parts)]);
    }
}

/// The rows that a label says its row adds up: "TỔNG SỐ (I+II+III+IV)".
pub(crate) fn printed_parts(table: &Table<'_>, row: usize) -> Option<Vec<usize>> {
    let codes = printed_codes(table.label(row))?;
    let below = table.below(row);
    let named: HashSet<&str> = codes.iter().map(String::as_str).collect();
    let is_named = |at: &usize| table.code(*at).filter(|code| named.contains(code));
    let there: HashSet<&str> = below.iter().filter_map(is_named).collect();
    let parts = || below.iter().copied().filter(|at| is_named(at).is_some()).collect();
    (there.len() == named.len()).then(parts)
}

/// The outline numbers of a printed formula.
pub(crate) fn printed_codes(label: &str) -> Option<Vec<String>> {
    // Nearly no label has one.
    if !label.contains('+') {
        return None;
    }
    let inside = label.split('(').skip(1).filter_map(|rest| rest.split_once(')')).map(|(inside, _)| inside);
    let behind = label.split_once('=').map(|(_, behind)| behind);
    inside.chain(behind).find_map(|formula| {
        let codes: Vec<String> = formula.split('+').map(code_normal_form).collect::<Option<_>>()?;
        let is_code = |code: &String| !matches!(code_form(code), CodeForm::None | CodeForm::Mark);
        (codes.len() >= 2 && codes.iter().all(is_code)).then_some(codes)
    })
}

/// The grand total once more: column by column the same.
fn second_total(builder: &mut Builder<'_>, expander: &Expander<'_>, row: usize) {
    let table = expander.table;
    let Some(total) = table.total else { return };
    for (column, shape) in table.appendix.layout.columns.iter().enumerate() {
        let both = [row, total].iter().all(|row| is_stated(table.quantity(*row, column)));
        if shape.kind.is_figure() && both {
            let term = Term { cell: Cell::new(expander.index, total, column), minus: false };
            let terms = Terms { terms: vec![term], stated: true, descended: false };
            builder.claim(Sort::SecondTotal, Cell::new(expander.index, row, column), terms, false);
        }
    }
}

/// What each subtotal adds up: the rows since the one before it, or all rows
/// before it, whichever holds in more columns.
fn segments(table: &Table<'_>, subtotals: &[usize]) -> Vec<(usize, Vec<usize>)> {
    let adds = |at: &usize| table.row(*at).is_some_and(|entry| entry.role == KindRole::Row);
    let mut segments = Vec::new();
    for (number, &row) in subtotals.iter().enumerate() {
        let siblings = table.siblings(row);
        let here = siblings.partition_point(|at| *at < row);
        let all: Vec<usize> = siblings.iter().take(here).copied().filter(adds).collect();
        let before = number.checked_sub(1).and_then(|number| subtotals.get(number)).copied();
        let since: Vec<usize> = match before {
            Some(before) => all.iter().copied().filter(|at| *at > before).collect(),
            None => all.clone(),
        };
        let within: Vec<usize> = all.last().map(|last| table.below(*last).to_vec()).unwrap_or_default();
        let kept = [since, all, within].into_iter().filter(|parts| !parts.is_empty());
        // The first of the best: an earlier reading wins where two hold alike.
        if let Some(best) = kept.min_by_key(|parts| mismatches(table, row, parts)) {
            segments.push((row, best));
        }
    }
    segments
}

fn mismatches(table: &Table<'_>, row: usize, parts: &[usize]) -> usize {
    let differs = |column: &&usize| {
        let sum = parts.iter().fold(rust_decimal::Decimal::ZERO, |sum, part| {
            sum.saturating_add(table.quantity(*part, **column).addend())
        });
        let stated = table.quantity(row, **column);
        is_stated(stated) && stated.addend() != sum
    };
    table.appendix.layout.children_sums.iter().filter(differs).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printed_formulas() {
        let codes = |label| printed_codes(label).map(|codes| codes.join(" "));
        assert_eq!(codes("TỔNG SỐ (I+II+III+IV)").as_deref(), Some("I II III IV"));
        assert_eq!(codes("Tổng cộng (A + B)").as_deref(), Some("A B"));
        assert_eq!(codes("Tổng = 1 + 2").as_deref(), Some("1 2"));
        assert_eq!(codes("Tổng số (triệu đồng)"), None);
        assert_eq!(codes("Đường (Km2+300)"), None);
    }
}

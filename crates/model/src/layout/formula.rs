//! Sums and percentages within a row.

use super::LayoutErrorKind;

/// A sum within a row: `total = central.total + local.total`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowSum {
    /// Column of the sum.
    pub target: usize,
    /// What it adds.
    pub terms: Vec<Term>,
}

impl RowSum {
    /// Sums with every sum behind the ones that it adds up; cycles are left out.
    pub fn in_order(sums: &[Self]) -> Vec<&Self> {
        let mut open: Vec<&Self> = sums.iter().collect();
        let mut ordered = Vec::with_capacity(sums.len());
        loop {
            let targets: Vec<usize> = open.iter().map(|sum| sum.target).collect();
            let ready = |sum: &&Self| !sum.terms.iter().any(|term| targets.contains(&term.column));
            let (now, later): (Vec<&Self>, Vec<&Self>) = open.into_iter().partition(ready);
            if now.is_empty() {
                return ordered;
            }
            ordered.extend(now);
            open = later;
        }
    }
}

/// A column in a sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// The column.
    pub column: usize,
    /// Whether it is taken away.
    pub minus: bool,
}

/// A percentage within a row: 100 × part ÷ whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ratio {
    /// Column of the percentage.
    pub target: usize,
    /// The part.
    pub part: usize,
    /// The whole.
    pub whole: usize,
}

/// What a field name in a formula stands for.
pub(super) type Lookup<'a> = &'a dyn Fn(&str) -> Result<usize, LayoutErrorKind>;

const SUM_SHAPE: &str = "field = field + field - field";
const RATIO_SHAPE: &str = "field = field / field";

pub(super) fn row_sum(formula: &str, lookup: Lookup<'_>) -> Result<RowSum, LayoutErrorKind> {
    let wrong = || LayoutErrorKind::BadFormula { formula: formula.to_owned(), shape: SUM_SHAPE };
    let (target, parts) = formula.split_once('=').ok_or_else(wrong)?;
    let target = lookup(name(target).ok_or_else(wrong)?)?;
    let mut terms = Vec::new();
    let mut minus = false;
    let mut rest = parts;
    loop {
        let end = rest.find(['+', '-']).unwrap_or(rest.len());
        let (term, tail) = rest.split_at(end);
        terms.push(Term { column: lookup(name(term).ok_or_else(wrong)?)?, minus });
        let Some(sign) = tail.chars().next() else { break };
        minus = sign == '-';
        rest = tail.get(1..).unwrap_or_default();
    }
    Ok(RowSum { target, terms })
}

pub(super) fn ratio(formula: &str, lookup: Lookup<'_>) -> Result<Ratio, LayoutErrorKind> {
    let wrong = || LayoutErrorKind::BadFormula { formula: formula.to_owned(), shape: RATIO_SHAPE };
    let (target, parts) = formula.split_once('=').ok_or_else(wrong)?;
    let (part, whole) = parts.split_once('/').ok_or_else(wrong)?;
    let column = |text: &str| lookup(name(text).ok_or_else(wrong)?);
    Ok(Ratio { target: column(target)?, part: column(part)?, whole: column(whole)? })
}

/// A single field name, without anything else.
pub(super) fn name(text: &str) -> Option<&str> {
    let text = text.trim();
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '.';
    (!text.is_empty() && text.chars().all(fits)).then_some(text)
}

/// The first cycle among sums, as columns in order and the first again at the end.
pub(super) fn cycle(sums: &[RowSum]) -> Option<Vec<usize>> {
    sums.iter().find_map(|sum| follow(sums, sum.target, &mut vec![sum.target]))
}

fn follow(sums: &[RowSum], column: usize, path: &mut Vec<usize>) -> Option<Vec<usize>> {
    let sum = sums.iter().find(|sum| sum.target == column)?;
    for term in &sum.terms {
        if path.first() == Some(&term.column) {
            path.push(term.column);
            return Some(path.clone());
        }
        if path.contains(&term.column) {
            continue;
        }
        path.push(term.column);
        if let Some(found) = follow(sums, term.column, path) {
            return Some(found);
        }
        path.pop();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_come_after_the_sums_that_they_add() {
        let layouts = crate::Layouts::built_in();
        let layout = layouts.get("phu-luc-2").expect("a layout");
        let targets: Vec<usize> = RowSum::in_order(&layout.row_sums).iter().map(|sum| sum.target).collect();
        assert_eq!(targets, [3, 6, 9, 2]);
        let term = |column| Term { column, minus: false };
        let cycle = [RowSum { target: 1, terms: vec![term(2)] }, RowSum { target: 2, terms: vec![term(1)] }];
        assert!(RowSum::in_order(&cycle).is_empty());
    }
}

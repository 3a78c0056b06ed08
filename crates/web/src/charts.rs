//! Amounts that a picture shows better than rows: by source and row, by unit.
//!
//! Which columns are sources and which rows are units is the layout's: the parts of the sum
//! across a row that is in no other, else all columns of amounts; and the kind of row that
//! stands for a unit where forms are merged.

use phuluc::{Appendix, ColumnType, KindRole, Layout, Merged, Row};
use rust_decimal::Decimal;
use serde::Serialize;

use crate::failure::Failure;
use crate::overview::{json, unit_name};
use crate::session::Session;

/// Rows with their amounts by source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Chart {
    /// Number of the appendix.
    pub number: String,
    /// What the appendix is called.
    pub name: String,
    /// The same in English.
    pub name_en: String,
    /// The sheet that it was read from.
    pub sheet: String,
    /// What its bars are.
    pub of: ChartOf,
    /// The unit of amounts.
    pub unit: String,
    /// What the columns of amounts are called.
    pub sources: Vec<String>,
    /// The bars.
    pub bars: Vec<Bar>,
}

/// What the bars of a chart are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChartOf {
    /// Rows of the first level, such as projects.
    Rows,
    /// Units, such as districts.
    Units,
}

/// One bar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Bar {
    /// What it is called.
    pub name: String,
    /// Amounts by source, plain decimals.
    pub amounts: Vec<String>,
    /// Their sum.
    pub sum: String,
}

impl Session {
    /// Charts of a file, as JSON.
    ///
    /// # Errors
    ///
    /// A [`Failure`] where it is not open.
    pub fn charts(&self, file: u32) -> Result<String, Failure> {
        let appendices = &self.file(file)?.document.appendices;
        let charts: Vec<Chart> = appendices.iter().flat_map(of_appendix).collect();
        Ok(json(&charts))
    }
}

fn of_appendix(appendix: &Appendix) -> Vec<Chart> {
    let sources = sources(&appendix.layout);
    let named = |row: &Row| {
        let layout = &appendix.layout;
        let code = layout.code_column().and_then(|column| row.text(column));
        let parts = [code, appendix.label(row)];
        parts.into_iter().flatten().collect::<Vec<_>>().join(". ")
    };
    let rows = appendix.rows.iter().filter(|row| counts(appendix, row));
    let rows: Vec<(String, Vec<Decimal>)> =
        rows.map(|row| (named(row), amounts(appendix, row, &sources))).collect();
    let mut units: Vec<(String, Vec<Decimal>)> = Vec::new();
    if let Some(kind) = &appendix.layout.merge.unit {
        for row in appendix.walk().filter(|row| *row.kind == **kind) {
            let name = appendix.label(row).unwrap_or_default().to_owned();
            add(&mut units, name, &amounts(appendix, row, &sources));
        }
    }
    let pairs = [(ChartOf::Rows, rows), (ChartOf::Units, units)];
    pairs.into_iter().filter_map(|(of, bars)| chart(appendix, of, &sources, bars)).collect()
}

/// Charts of what units sent, a form each.
pub(crate) fn of_units(merged: &Merged) -> Vec<Chart> {
    let one = |merged_one: &phuluc::MergedAppendix| {
        let appendix = &merged_one.appendix;
        let sources = sources(&appendix.layout);
        let mut units: Vec<(String, Vec<Decimal>)> = Vec::new();
        for submission in &merged.submissions {
            let own = submission.document.appendices.iter();
            for sent in own.filter(|sent| sent.layout.id == appendix.layout.id) {
                let name = if submission.short.is_empty() {
                    submission.unit.clone()
                } else {
                    Some(submission.short.clone())
                };
                add(&mut units, name.unwrap_or_default(), &whole(sent, &sources));
            }
        }
        chart(appendix, ChartOf::Units, &sources, units)
    };
    merged.appendices.iter().filter_map(one).collect()
}

/// What an appendix comes to, by source.
fn whole(appendix: &Appendix, sources: &[usize]) -> Vec<Decimal> {
    let rows = appendix.rows.iter().filter(|row| counts(appendix, row));
    let mut sums = vec![Decimal::ZERO; sources.len()];
    for row in rows {
        accumulate(&mut sums, &amounts(appendix, row, sources));
    }
    sums
}

/// The columns that amounts are told by.
fn sources(layout: &Layout) -> Vec<usize> {
    let is_part =
        |column: usize| layout.row_sums.iter().any(|sum| sum.terms.iter().any(|term| term.column == column));
    let whole = layout.row_sums.iter().find(|sum| !is_part(sum.target));
    let is_amount =
        |column: usize| layout.columns.get(column).is_some_and(|column| column.kind == ColumnType::Amount);
    let parts = whole.map(|sum| sum.terms.iter().filter(|term| !term.minus).map(|term| term.column));
    let parts: Vec<usize> = parts.into_iter().flatten().filter(|column| is_amount(*column)).collect();
    if parts.is_empty() {
        (0..layout.columns.len()).filter(|column| is_amount(*column)).collect()
    } else {
        parts
    }
}

/// Whether a row counts in a sum.
fn counts(appendix: &Appendix, row: &Row) -> bool {
    appendix.kind(row).is_none_or(|kind| kind.role == KindRole::Row)
}

/// What a row states, or the rows below it where it states nothing.
fn amounts(appendix: &Appendix, row: &Row, sources: &[usize]) -> Vec<Decimal> {
    let own = |column: usize| row.quantity(column).value();
    let below = || row.children.iter().filter(|child| counts(appendix, child));
    let amount = |column: &usize| {
        own(*column).unwrap_or_else(|| {
            let parts = below().map(|child| amounts(appendix, child, &[*column]).iter().sum::<Decimal>());
            parts.fold(Decimal::ZERO, Decimal::saturating_add)
        })
    };
    sources.iter().map(amount).collect()
}

fn accumulate(sums: &mut [Decimal], amounts: &[Decimal]) {
    for (sum, amount) in sums.iter_mut().zip(amounts) {
        *sum = sum.saturating_add(*amount);
    }
}

fn add(bars: &mut Vec<(String, Vec<Decimal>)>, name: String, amounts: &[Decimal]) {
    match bars.iter_mut().find(|(known, _)| *known == name) {
        Some((_, sums)) => accumulate(sums, amounts),
        None => bars.push((name, amounts.to_vec())),
    }
}

/// A chart, unless a picture of it would say nothing.
fn chart(
    appendix: &Appendix,
    of: ChartOf,
    sources: &[usize],
    bars: Vec<(String, Vec<Decimal>)>,
) -> Option<Chart> {
    let layout = &appendix.layout;
    let some = bars.iter().filter(|(_, amounts)| amounts.iter().any(|amount| !amount.is_zero())).count();
    if some < 2 {
        return None;
    }
    let bar = |(name, amounts): (String, Vec<Decimal>)| Bar {
        name,
        sum: plain(amounts.iter().copied().fold(Decimal::ZERO, Decimal::saturating_add)),
        amounts: amounts.into_iter().map(plain).collect(),
    };
    Some(Chart {
        number: layout.number.clone(),
        name: layout.name.clone(),
        name_en: layout.name_en.clone(),
        sheet: appendix.source.sheet.clone(),
        of,
        unit: layout.unit.map(unit_name).unwrap_or_default(),
        sources: source_names(layout, sources, appendix.plan_year),
        bars: bars.into_iter().map(bar).collect(),
    })
}

/// Headers of the sources without the steps that all of them have.
fn source_names(layout: &Layout, sources: &[usize], year: Option<i32>) -> Vec<String> {
    let paths: Vec<Vec<String>> = sources
        .iter()
        .filter_map(|column| layout.columns.get(*column))
        .map(|column| column.header.iter().map(|step| step.official(year, layout.unit)).collect())
        .collect();
    let shared = |at: usize, from_end: bool| {
        let step = |path: &Vec<String>| {
            let index = if from_end { path.len().checked_sub(at + 1)? } else { at };
            path.get(index).cloned()
        };
        let first = paths.first().and_then(step);
        paths.len() > 1 && first.is_some() && paths.iter().all(|path| path.len() > 1 && step(path) == first)
    };
    let (head, tail) = (usize::from(shared(0, false)), usize::from(shared(0, true)));
    paths
        .iter()
        .map(|path| {
            let kept = path.get(head..path.len().saturating_sub(tail)).filter(|kept| !kept.is_empty());
            kept.unwrap_or(path).join(" / ")
        })
        .collect()
}

fn plain(amount: Decimal) -> String {
    amount.normalize().to_string()
}

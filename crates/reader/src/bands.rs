//! Two tables side by side: a sheet cut into bands of columns.

use phuluc_model::ColumnType;

use crate::assign::{self, Above};
use crate::header::{self, ColumnMatch, HEADER_COLUMNS, HeaderMatch};
use crate::patterns::Patterns;
use crate::stacks::{self, Stack, Words};
use crate::view::SheetView;

/// How well each side must be recognised.
const SCORE: f64 = 0.6;
/// Bands of a sheet; more is no sheet that people print.
const BANDS: usize = 4;

/// The columns of each band, from the left, and the headers that stand in it; one
/// band where no two tables stand beside each other.
pub(crate) fn find(view: &SheetView<'_>, patterns: &Patterns) -> Vec<((u32, u32), Vec<HeaderMatch>)> {
    let whole = header::find(view, patterns);
    let cuts =
        whole.iter().map(|header| cuts(view, patterns, header)).max_by_key(Vec::len).unwrap_or_default();
    if cuts.is_empty() {
        return vec![((0, u32::MAX), whole)];
    }
    let starts: Vec<u32> = std::iter::once(0).chain(cuts.iter().copied()).collect();
    let ends = cuts.iter().map(|cut| cut - 1).chain(std::iter::once(u32::MAX));
    let band = |(first, last): (u32, u32)| {
        let headers = header::find(&view.clone().within(first, last), patterns);
        ((first, last), headers)
    };
    starts.into_iter().zip(ends).map(band).collect()
}

/// Columns where another table begins beside the one that a header heads.
fn cuts(view: &SheetView<'_>, patterns: &Patterns, header: &HeaderMatch) -> Vec<u32> {
    // Another table begins with a column of numbers, which the whole header has no place for.
    if !header.columns.iter().skip(1).any(|column| is_second_number(header, column)) {
        return Vec::new();
    }
    let (first, last) = header.rows;
    let above = Above::of(view, first);
    let Some(stacks) = stacks::ways(&Words::new(view, patterns), first, last).into_iter().next() else {
        return Vec::new();
    };
    let numbers: Vec<usize> = (1..stacks.len())
        .filter(|at| stacks.get(*at).is_some_and(|stack| is_number(stack, patterns)))
        .collect();
    if numbers.is_empty() || stacks.len() > HEADER_COLUMNS {
        return Vec::new();
    }
    let known = |stacks: &[Stack]| {
        let scored = |pattern| assign::score(view, pattern, stacks, (first, last), &above);
        patterns.layouts().iter().filter_map(scored).any(|header| header.score >= SCORE)
    };
    let mut cuts: Vec<usize> = Vec::new();
    for at in numbers.into_iter().take(BANDS) {
        let start = cuts.last().copied().unwrap_or(0);
        let both = stacks.get(start..at).zip(stacks.get(at..));
        if both.is_some_and(|(left, right)| known(left) && known(right)) {
            cuts.push(at);
        }
    }
    cuts.into_iter().filter_map(|at| stacks.get(at)).map(|stack| stack.column).collect()
}

/// Whether a column that was left over, or taken for another, reads like one of numbers.
fn is_second_number(header: &HeaderMatch, column: &ColumnMatch) -> bool {
    let mut fields = column.field.into_iter().chain(column.next);
    fields.any(|(field, _)| {
        header.layout.columns.get(field).is_some_and(|column| column.kind == ColumnType::Code)
    })
}

/// Whether a column is headed as one of outline numbers, with which a table begins.
fn is_number(stack: &Stack, patterns: &Patterns) -> bool {
    patterns.layouts().iter().any(|pattern| {
        let columns = pattern.layout.columns.iter().enumerate();
        columns
            .filter(|(_, column)| column.kind == ColumnType::Code)
            .any(|(field, _)| stack.likeness(pattern, field) >= 0.9)
    })
}

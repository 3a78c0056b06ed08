//! Recognising a header: which rows of a sheet head which layout's columns.

use std::borrow::Cow;
use std::sync::Arc;

use phuluc_model::{CellRange, CellRef, Layout, MoneyUnit, Vocabulary, open_years};

use crate::assign::{self, Above};
use crate::grid::{Cell, CellValue};
use crate::patterns::Patterns;
use crate::stacks::{self, Words};
use crate::units;
use crate::view::SheetView;

/// Rows that a header may have.
const HEADER_ROWS: u32 = 6;
/// Columns that are looked at; forms have a dozen or two.
pub(crate) const HEADER_COLUMNS: usize = 256;
/// Bytes of a text in a header; longer ones are no words of forms.
const HEADER_BYTES: usize = 2_000;

/// A header of a layout that was recognised on a sheet.
#[derive(Debug, Clone)]
pub(crate) struct HeaderMatch {
    pub(crate) layout: Arc<Layout>,
    /// First and last row, with the row of column numbers where there is one.
    pub(crate) rows: (u32, u32),
    /// What each sheet column was taken for, in their order; unmapped ones too.
    pub(crate) columns: Vec<ColumnMatch>,
    /// From 0 to 1.
    pub(crate) score: f64,
    /// Whether there is none: the columns are those of the table on the sheet before,
    /// and `rows` is the first row of this one.
    pub(crate) absent: bool,
    /// The score with what titles above say, for comparing layouts.
    pub(crate) rank: f64,
    /// Other layouts that it could have been, with their ranks, best first.
    pub(crate) others: Vec<(Arc<Layout>, f64)>,
}

/// A sheet column under a header.
#[derive(Debug, Clone)]
pub(crate) struct ColumnMatch {
    pub(crate) column: u32,
    /// Its header as read, from the top row down.
    pub(crate) words: Vec<String>,
    /// The layout's column that it was taken for, and how alike the words are.
    pub(crate) field: Option<(usize, f64)>,
    /// The next best column of the layout, and how alike.
    pub(crate) next: Option<(usize, f64)>,
    /// Years in the header.
    pub(crate) years: Vec<i32>,
    /// Unit in brackets.
    pub(crate) unit: Option<MoneyUnit>,
}

impl HeaderMatch {
    /// The sheet column of a layout's column.
    pub(crate) fn sheet_column(&self, field: usize) -> Option<u32> {
        self.columns.iter().find(|c| c.field.is_some_and(|(f, _)| f == field)).map(|c| c.column)
    }

    /// The first row below it.
    pub(crate) const fn body_start(&self) -> u32 {
        if self.absent { self.rows.0 } else { self.rows.1 + 1 }
    }

    /// Whether another header maps the same columns to the same fields.
    pub(crate) fn same_columns(&self, other: &Self) -> bool {
        let mapped = |header: &Self| -> Vec<(u32, usize)> {
            header.columns.iter().filter_map(|c| Some((c.column, c.field?.0))).collect()
        };
        self.layout.id == other.layout.id && mapped(self) == mapped(other)
    }
}

/// One step of a column's header as compared.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Fragment {
    pub(crate) anchor: CellRef,
    pub(crate) words: String,
    pub(crate) folded: String,
    pub(crate) years: Vec<i32>,
    pub(crate) unit: Option<MoneyUnit>,
}

/// All headers of a sheet, from the top; none overlap. Where the patterns are
/// exhausted on the way, the rest was not looked at.
pub(crate) fn find(view: &SheetView<'_>, patterns: &Patterns) -> Vec<HeaderMatch> {
    let mut found: Vec<HeaderMatch> = Vec::new();
    let mut past = 0;
    for row in view.rows() {
        if patterns.is_exhausted() {
            break;
        }
        if row < past || !may_head(view, patterns, row) {
            continue;
        }
        if let Some(header) = best_window(view, row, patterns) {
            past = header.rows.1 + 1;
            found.push(header);
        }
    }
    found
}

/// Whether at least two cells of a row, nearly all of them text, look like parts of headers.
pub(crate) fn may_head(view: &SheetView<'_>, patterns: &Patterns, row: u32) -> bool {
    let cells = || view.row(row).take(HEADER_COLUMNS).map(|(_, cell)| cell);
    let figure = |cell: &Cell| matches!(&cell.value, CellValue::Number(number) if !is_year(number.value));
    if cells().filter(|cell| figure(cell)).nth(1).is_some() {
        return false;
    }
    let words = || {
        let texts =
            cells().filter(|cell| matches!(&cell.value, CellValue::Text(text) if text.text.len() <= 400));
        texts.map(|cell| (cell, view.text(cell)))
    };
    // Words that came before are told at once, and often rule the row out.
    if words().filter(|(_, words)| patterns.known_step(words) != Some(false)).nth(1).is_none() {
        return false;
    }
    let step = |(cell, words): &(&Cell, Cow<'_, str>)| {
        patterns.may_be_step_of(words, || fragment(view, cell).folded)
    };
    words().filter(step).nth(1).is_some() && !cells().any(is_too_long)
}

fn is_too_long(cell: &Cell) -> bool {
    matches!(&cell.value, CellValue::Text(text) if text.text.len() > HEADER_BYTES)
}

fn is_year(value: rust_decimal::Decimal) -> bool {
    let years = 1990..=2100;
    // Most figures are whole as they stand; asking takes two divisions.
    if value.scale() == 0 {
        return years.contains(&value.mantissa());
    }
    value.is_integer() && i128::try_from(value).is_ok_and(|year| years.contains(&year))
}

pub(crate) fn fragment(view: &SheetView<'_>, cell: &Cell) -> Fragment {
    let words = view.text(cell).into_owned();
    let (open, unit) = units::without_unit(without_number(&words));
    let (folded, years) = open_years(&open);
    Fragment { anchor: cell.at, words, folded, years, unit }
}

/// Takes the number of its column out of a header: "Địa bàn (2)".
fn without_number(words: &str) -> &str {
    let inner = words.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    match inner {
        Some((before, number)) if !before.trim().is_empty() && number.parse::<u8>().is_ok() => {
            before.trim_end()
        }
        _ => words,
    }
}

/// The best header that starts at a row: every height against every layout.
fn best_window(view: &SheetView<'_>, first: u32, patterns: &Patterns) -> Option<HeaderMatch> {
    let mut candidates: Vec<HeaderMatch> = Vec::new();
    let above = Above::of(view, first);
    let words = Words::new(view, patterns);
    for height in 1..=HEADER_ROWS {
        let last = first + height - 1;
        if height > 1 && !extends(view, first, last) {
            break;
        }
        for stacks in stacks::ways(&words, first, last) {
            let scored = |pattern| assign::score(view, pattern, &stacks, (first, last), &above);
            candidates.extend(patterns.layouts().iter().filter_map(scored));
        }
    }
    // The lowest of equally good windows wins, since deeper rows only lose words
    // where they belong to the table; so prefer the higher score, then fewer rows.
    candidates.sort_by(|one, other| other.rank.total_cmp(&one.rank).then(one.rows.1.cmp(&other.rows.1)));
    let mut best = candidates.first()?.clone();
    for other in &candidates {
        let known = |layout: &Arc<Layout>| layout.id == other.layout.id;
        if !known(&best.layout) && !best.others.iter().any(|(layout, _)| known(layout)) {
            best.others.push((other.layout.clone(), other.rank));
        }
    }
    take_unit_row(view, &mut best);
    best.rows.1 = numbering_row(view, best.rows.1 + 1).unwrap_or(best.rows.1);
    Some(best)
}

/// Whether a row can still belong to a header: words or years, no figures, and no row of column numbers.
fn extends(view: &SheetView<'_>, first: u32, last: u32) -> bool {
    let mut cells = view.row(last).take(HEADER_COLUMNS).peekable();
    if cells.peek().is_none() {
        // A row that merged regions from above reach into, or nothing at all.
        return (first..last).any(|row| {
            view.row(row).any(|(_, cell)| view.merge_at(cell.at).is_some_and(|range| range.last.row >= last))
        });
    }
    !is_numbering(view, last)
        && cells.all(|(_, cell)| match &cell.value {
            CellValue::Number(number) => is_year(number.value),
            CellValue::Text(_) => !is_too_long(cell),
            _ => false,
        })
}

/// A row below a header that only says the units of its columns: "(đồng)".
fn take_unit_row(view: &SheetView<'_>, header: &mut HeaderMatch) {
    let row = header.rows.1 + 1;
    let cells: Vec<&Cell> = view.row(row).map(|(_, cell)| cell).filter(|cell| !view.is_empty(cell)).collect();
    let unit = |cell: &Cell| match &cell.value {
        CellValue::Text(text) if text.text.len() <= 60 => {
            units::unit_named(Vocabulary::get(), &view.text(cell))
        }
        _ => None,
    };
    if cells.is_empty() || !cells.iter().all(|cell| unit(cell).is_some()) {
        return;
    }
    for cell in cells {
        let column = header.columns.iter_mut().find(|column| column.column == cell.at.column);
        if let Some(column) = column {
            column.unit = unit(cell).or(column.unit);
        }
    }
    header.rows.1 = row;
}

/// The row of column numbers below a header, `(1) (2) (3)=(4)+(5)` or `A B 1 2`.
fn numbering_row(view: &SheetView<'_>, row: u32) -> Option<u32> {
    is_numbering(view, row).then_some(row)
}

pub(crate) fn is_numbering(view: &SheetView<'_>, row: u32) -> bool {
    let mut texts: Vec<Cow<'_, str>> = Vec::new();
    for (_, cell) in view.row(row).take(HEADER_COLUMNS) {
        if matches!(&cell.value, CellValue::Text(text) if text.text.len() > 60) {
            return false;
        }
        let text = view.text(cell);
        if !text.is_empty() && !numbers_a_column(&text) {
            return false;
        }
        texts.extend((!text.is_empty()).then_some(text));
    }
    // Consecutive numbers tell a row of column numbers from a row of data.
    let plain: Vec<u32> = texts
        .iter()
        .filter_map(|text| {
            text.trim_matches(['(', ')', '[', ']', ' ']).split(['=', ' ', ')']).next()?.parse().ok()
        })
        .collect();
    let rising = plain.windows(2).filter(|pair| matches!(pair, [a, b] if *b == a + 1 || *b == *a)).count();
    texts.len() >= 3 && plain.len() >= 2 && rising + 1 >= plain.len().saturating_sub(1)
}

/// `(1)`, `A`, `3=4+5`.
fn numbers_a_column(text: &str) -> bool {
    let bare = text.trim_matches(['(', ')', '[', ']', ' ']);
    let digits = bare.parse::<u32>().is_ok_and(|n| n < 200);
    let letter = bare.len() == 1 && bare.bytes().all(|b| b.is_ascii_uppercase());
    let formula = bare.contains('=') && bare.chars().all(|c| !c.is_alphabetic() || c.is_ascii_uppercase());
    digits || letter || formula
}

/// The rectangle of a header.
pub(crate) fn range(header: &HeaderMatch) -> CellRange {
    let first = header.columns.first().map_or(0, |column| column.column);
    let last = header.columns.last().map_or(first, |column| column.column);
    CellRange::new(CellRef::new(header.rows.0, first), CellRef::new(header.rows.1, last))
}

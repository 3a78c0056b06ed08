//! Recognising a header: which rows of a sheet head which layout's columns.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use phuluc_model::{CellRange, CellRef, ColumnType, Layout, MoneyUnit, open_years};

use crate::grid::{Cell, CellValue};
use crate::patterns::{Joined, LIKE, Pattern, Patterns};
use crate::units;
use crate::view::SheetView;

/// Rows that a header may have.
const HEADER_ROWS: u32 = 6;
/// Columns that are looked at; forms have a dozen or two.
const HEADER_COLUMNS: usize = 256;
/// Bytes of a text in a header; longer ones are no words of forms.
const HEADER_BYTES: usize = 2_000;
/// Share of a layout's columns that must be recognised.
const COVERAGE: f64 = 0.5;

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
    /// Other layouts that it could have been, with their scores, best first.
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
struct Fragment {
    anchor: CellRef,
    words: String,
    folded: String,
    years: Vec<i32>,
    unit: Option<MoneyUnit>,
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
fn may_head(view: &SheetView<'_>, patterns: &Patterns, row: u32) -> bool {
    let cells = || view.row(row).take(HEADER_COLUMNS).map(|(_, cell)| cell);
    let figure = |cell: &Cell| matches!(&cell.value, CellValue::Number(number) if !is_year(number.value));
    if cells().filter(|cell| figure(cell)).nth(1).is_some() {
        return false;
    }
    let step = |cell: &Cell| match &cell.value {
        CellValue::Text(text) if text.text.len() <= 400 => patterns.may_be_step(&fragment(view, cell).folded),
        _ => false,
    };
    cells().filter(|cell| step(cell)).nth(1).is_some() && !cells().any(is_too_long)
}

fn is_too_long(cell: &Cell) -> bool {
    matches!(&cell.value, CellValue::Text(text) if text.text.len() > HEADER_BYTES)
}

fn is_year(value: rust_decimal::Decimal) -> bool {
    value.is_integer() && (1990..=2100).any(|year| value == rust_decimal::Decimal::from(year))
}

fn fragment(view: &SheetView<'_>, cell: &Cell) -> Fragment {
    let words = view.text(cell);
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
    let words = Words { view, patterns, known: RefCell::default() };
    for height in 1..=HEADER_ROWS {
        let last = first + height - 1;
        if height > 1 && !extends(view, first, last) {
            break;
        }
        let stacks = stacks(&words, first, last);
        for pattern in patterns.layouts() {
            if let Some(header) = score(pattern, &stacks, (first, last)) {
                candidates.push(header);
            }
        }
    }
    // The lowest of equally good windows wins, since deeper rows only lose words
    // where they belong to the table; so prefer the higher score, then fewer rows.
    candidates.sort_by(|one, other| other.score.total_cmp(&one.score).then(one.rows.1.cmp(&other.rows.1)));
    let mut best = candidates.first()?.clone();
    for other in &candidates {
        let known = |layout: &Arc<Layout>| layout.id == other.layout.id;
        if !known(&best.layout) && !best.others.iter().any(|(layout, _)| known(layout)) {
            best.others.push((other.layout.clone(), other.score));
        }
    }
    best.rows.1 += u32::from(is_numbering(view, best.rows.1 + 1));
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

/// A row of column numbers, `(1) (2) (3)=(4)+(5)` or `A B 1 2`.
pub(crate) fn is_numbering(view: &SheetView<'_>, row: u32) -> bool {
    let mut texts: Vec<String> = Vec::new();
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

/// The header steps over each column: as merged, and with parents spread to the right.
struct Stack {
    column: u32,
    merged: Vec<Rc<Fragment>>,
    spread: Vec<Rc<Fragment>>,
    /// Both made ready for comparing; the second only where it differs.
    joined: (Joined, Option<Joined>),
}

impl Stack {
    fn new(column: u32, merged: Vec<Rc<Fragment>>, spread: Vec<Rc<Fragment>>, patterns: &Patterns) -> Self {
        let joined = |fragments: &[Rc<Fragment>]| {
            let steps: Vec<&str> = fragments.iter().map(|fragment| fragment.folded.as_str()).collect();
            Joined::new(&steps, patterns)
        };
        let both = (joined(&merged), (merged != spread).then(|| joined(&spread)));
        Self { column, merged, spread, joined: both }
    }

    /// How alike its words are to a column of a layout.
    fn likeness(&self, pattern: &Pattern, column: usize) -> f64 {
        let spread = self.joined.1.as_ref().map_or(0.0, |spread| pattern.likeness(column, spread) - 0.01);
        pattern.likeness(column, &self.joined.0).max(spread)
    }
}

/// The words of cells around a row, each read once.
struct Words<'v, 'a> {
    view: &'v SheetView<'a>,
    patterns: &'v Patterns,
    known: RefCell<HashMap<usize, Rc<Fragment>>>,
}

impl Words<'_, '_> {
    fn of(&self, index: usize, cell: &Cell) -> Rc<Fragment> {
        let mut known = self.known.borrow_mut();
        let read = || {
            let fragment = fragment(self.view, cell);
            self.patterns.charge(fragment.words.len() as u64 * 20);
            Rc::new(fragment)
        };
        Rc::clone(known.entry(index).or_insert_with(read))
    }

    /// The steps over a column, as merged and with parents spread to the right.
    fn stack(&self, column: u32, start: u32, (first, last): (u32, u32)) -> Stack {
        let mut merged: Vec<Rc<Fragment>> = Vec::new();
        let mut spread: Vec<Rc<Fragment>> = Vec::new();
        for row in first..=last {
            let here = self.view.shown_at(CellRef::new(row, column));
            if let Some((index, cell)) = here.filter(|(_, cell)| !self.view.is_empty(cell)) {
                let fragment = self.of(index, cell);
                if !merged.iter().any(|known| known.anchor == fragment.anchor) {
                    merged.push(Rc::clone(&fragment));
                    spread.push(fragment);
                }
            } else if row < last
                && let Some((index, parent)) = left_parent(self.view, row, column, start, last)
            {
                spread.push(self.of(index, parent));
            }
        }
        Stack::new(column, merged, spread, self.patterns)
    }
}

fn stacks(words: &Words<'_, '_>, first: u32, last: u32) -> Vec<Stack> {
    let view = words.view;
    let mut columns: Vec<u32> = (first..=last)
        .flat_map(|row| view.row(row).take(HEADER_COLUMNS))
        .flat_map(|(_, cell)| {
            let end = view.merge_at(cell.at).map_or(cell.at.column, |range| range.last.column);
            cell.at.column..=end.min(cell.at.column + HEADER_COLUMNS as u32)
        })
        .collect();
    columns.sort_unstable();
    columns.dedup();
    columns.truncate(HEADER_COLUMNS);
    let start = columns.first().copied().unwrap_or(0);
    let stack = |column: &u32| words.stack(*column, start, (first, last));
    columns.iter().map(stack).filter(|stack| !stack.merged.is_empty()).collect()
}

/// The unmerged parent to the left of a blank header cell that has words below it.
fn left_parent<'a>(
    view: &SheetView<'a>,
    row: u32,
    column: u32,
    start: u32,
    last: u32,
) -> Option<(usize, &'a Cell)> {
    let words_below = (row + 1..=last).any(|below| view.cell(CellRef::new(below, column)).is_some());
    if !words_below {
        return None;
    }
    (start..column).rev().find_map(|left| view.shown_at(CellRef::new(row, left)))
}

/// Assigns sheet columns to a layout's columns, the likeliest pairs first.
fn score(pattern: &Pattern, stacks: &[Stack], rows: (u32, u32)) -> Option<HeaderMatch> {
    let layout = &pattern.layout;
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (at, stack) in stacks.iter().enumerate() {
        for field in 0..layout.columns.len() {
            let like = stack.likeness(pattern, field);
            if like >= LIKE {
                pairs.push((like, at, field));
            }
        }
    }
    pairs.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)).then(one.2.cmp(&other.2)));
    let mut taken: Vec<Option<(usize, f64)>> = vec![None; stacks.len()];
    let mut used = vec![false; layout.columns.len()];
    for (like, at, field) in &pairs {
        if let (Some(slot @ None), Some(free @ false)) = (taken.get_mut(*at), used.get_mut(*field)) {
            *slot = Some((*field, *like));
            *free = true;
        }
    }
    let columns = column_matches(stacks, &taken, &pairs);
    let score = coverage(layout, &columns)?;
    Some(HeaderMatch { layout: layout.clone(), rows, columns, score, others: Vec::new() })
}

fn column_matches(
    stacks: &[Stack],
    taken: &[Option<(usize, f64)>],
    pairs: &[(f64, usize, usize)],
) -> Vec<ColumnMatch> {
    let column = |(at, stack): (usize, &Stack)| {
        let field = taken.get(at).copied().flatten();
        let next = pairs
            .iter()
            .find(|(_, other, other_field)| {
                *other == at && field.is_none_or(|(field, _)| field != *other_field)
            })
            .map(|(like, _, field)| (*field, *like));
        ColumnMatch {
            column: stack.column,
            words: stack.merged.iter().map(|fragment| fragment.words.clone()).collect(),
            field,
            next,
            years: stack.spread.iter().flat_map(|fragment| fragment.years.iter().copied()).collect(),
            unit: stack.spread.iter().rev().find_map(|fragment| fragment.unit),
        }
    };
    stacks.iter().enumerate().map(column).collect()
}

/// How much of a layout a header covers, and how much of the header the layout;
/// `None` where it is too little to be this form at all.
fn coverage(layout: &Layout, columns: &[ColumnMatch]) -> Option<f64> {
    let required = layout.columns.iter().filter(|column| !column.optional).count().max(1);
    let mut like = 0.0;
    let mut matched = 0usize;
    let mut figures = false;
    let mut texts = false;
    for (field, likeness) in columns.iter().filter_map(|column| column.field) {
        let Some(column) = layout.columns.get(field) else { continue };
        figures |= column.kind.is_figure();
        texts |= column.kind == ColumnType::Text;
        if !column.optional {
            like += likeness;
            matched += 1;
        }
    }
    let share = like / required as f64;
    let known = columns.iter().filter(|column| column.field.is_some()).count();
    let precise = known as f64 / columns.len().max(1) as f64;
    (matched >= 2 && figures && texts && share >= COVERAGE).then_some(share * 0.8 + precise * 0.2)
}

/// The rectangle of a header.
pub(crate) fn range(header: &HeaderMatch) -> CellRange {
    let first = header.columns.first().map_or(0, |column| column.column);
    let last = header.columns.last().map_or(first, |column| column.column);
    CellRange::new(CellRef::new(header.rows.0, first), CellRef::new(header.rows.1, last))
}

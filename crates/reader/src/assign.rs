//! Which column of a layout each sheet column is, under one window of header rows.

use std::cell::{LazyCell, RefCell};
use std::collections::BTreeSet;
use std::sync::Arc;

use phuluc_model::{Column, ColumnType, Layout, Vocabulary, open_years, text::fold};

use crate::grid::CellValue;
use crate::header::{ColumnMatch, HeaderMatch};
use crate::patterns::{LIKE, Pattern};
use crate::similar::Comparable;
use crate::stacks::Stack;
use crate::titles;
use crate::view::SheetView;

/// Share of a layout's columns that must be recognised.
const COVERAGE: f64 = 0.5;
/// The same where a title above says that it is this form.
const TITLED_COVERAGE: f64 = 0.3;
/// What such a title is worth where two forms are alike.
const TITLED: f64 = 0.1;
/// Rows above a header that may hold its titles.
const TITLE_ROWS: u32 = 12;
/// Likeness of such a title.
const TITLE_LIKE: f64 = 0.6;
/// From this likeness on words need no second thought.
const SURE: f64 = 0.9;
/// Likenesses that are closer than this are the same.
const CLOSE: f64 = 0.025;
/// What the right year over a column is worth, and the wrong one costs.
const RIGHT_YEAR: f64 = 0.02;
const WRONG_YEAR: f64 = 0.25;
/// What the year of the title is worth for the whole header.
const TITLE_YEAR: f64 = 0.1;
/// What a hidden column costs beside one that shows.
const HIDDEN: f64 = 0.05;
/// Cells below a header that show what a column holds.
const LOOKED_AT: usize = 30;

/// What the lines above a header say of its table.
pub(crate) struct Above {
    /// Their words, with years open.
    lines: Vec<Comparable>,
    numbers: Vec<String>,
    /// The year that is planned for.
    year: Option<i32>,
    /// The layouts that they were held against, and whether they name them.
    named: RefCell<Vec<(Arc<str>, bool)>>,
}

impl Above {
    pub(crate) fn of(view: &SheetView<'_>, first: u32) -> Self {
        let cells = (first.saturating_sub(TITLE_ROWS)..first).flat_map(|row| view.row(row));
        let texts: Vec<(String, String)> = cells
            .filter(|(_, cell)| matches!(&cell.value, CellValue::Text(text) if text.text.len() < 1000))
            .map(|(_, cell)| view.text(cell))
            .map(|text| (fold(&text), text.into_owned()))
            .collect();
        let words = &Vocabulary::get().line;
        let plain = texts.iter().rev().filter(|(folded, _)| !words.plan.is_match(folded));
        let number = |(folded, _): &(String, String)| {
            let found = words.appendix.captures(folded)?;
            found.iter().flatten().last().map(|number| number.as_str().to_uppercase())
        };
        Self {
            year: plain.filter_map(|(_, text)| titles::planned_year(text)).next(),
            numbers: texts.iter().filter_map(number).collect(),
            lines: texts.iter().map(|(_, text)| Comparable::new(&open_years(text).0)).collect(),
            named: RefCell::default(),
        }
    }

    /// Whether they say that the table is this form.
    fn names(&self, pattern: &Pattern) -> bool {
        let layout = &pattern.layout;
        if let Some((_, known)) = self.named.borrow().iter().find(|(id, _)| *id == layout.id) {
            return *known;
        }
        let names = self.names_it(pattern);
        self.named.borrow_mut().push((layout.id.clone(), names));
        names
    }

    fn names_it(&self, pattern: &Pattern) -> bool {
        let layout = &pattern.layout;
        let numbered = !layout.number.is_empty() && self.numbers.contains(&layout.number);
        let titled = |line| pattern.titles.iter().any(|title| titles::likeness(title, line) >= TITLE_LIKE);
        numbered || self.lines.iter().any(titled)
    }
}

/// Assigns sheet columns to a layout's columns, the likeliest pairs first.
pub(crate) fn score(
    view: &SheetView<'_>,
    pattern: &Pattern,
    stacks: &[Stack],
    rows: (u32, u32),
    above: &Above,
) -> Option<HeaderMatch> {
    let pairs = pairs(view, pattern, stacks);
    if !may_cover(&pattern.layout, &pairs) {
        return None;
    }
    let best = plan_years(stacks, above)
        .into_iter()
        .map(|year| {
            let assignment = assign(pattern, stacks, &pairs, year);
            let said = if year.is_some() && year == above.year { TITLE_YEAR } else { 0.0 };
            Assignment { worth: assignment.worth + said, ..assignment }
        })
        .max_by(|one, other| one.worth.total_cmp(&other.worth))?;
    let mut columns = column_matches(stacks, &best.taken, &pairs);
    refuse_by_content(view, &pattern.layout, &mut columns, rows.1);
    let titled = LazyCell::new(|| above.names(pattern));
    let score = coverage(&pattern.layout, &columns, &titled)?;
    let layout = pattern.layout.clone();
    let rank = if *titled { score + TITLED } else { score };
    Some(HeaderMatch { layout, rows, columns, score, rank, absent: false, others: Vec::new() })
}

/// A sheet column, a column of the layout, and how alike their words are.
#[derive(Debug, Clone, Copy)]
struct Pair {
    like: f64,
    stack: usize,
    field: usize,
}

fn pairs(view: &SheetView<'_>, pattern: &Pattern, stacks: &[Stack]) -> Vec<Pair> {
    let mut pairs: Vec<Pair> = Vec::new();
    for (at, stack) in stacks.iter().enumerate() {
        let hidden = if view.hides_column(stack.column) { HIDDEN } else { 0.0 };
        for field in 0..pattern.layout.columns.len() {
            let like = stack.likeness(pattern, field);
            if like >= LIKE {
                pairs.push(Pair { like: like - hidden, stack: at, field });
            }
        }
    }
    pairs
}

/// Years that the table may be planned for: what its titles say and what its headers
/// may mean, which are last year's where an office forgot them.
fn plan_years(stacks: &[Stack], above: &Above) -> Vec<Option<i32>> {
    let years: BTreeSet<i32> = stacks.iter().flat_map(years_of).collect();
    let mut candidates: BTreeSet<i32> = years.iter().copied().collect();
    candidates.extend(years.last().map(|year| year + 1));
    if candidates.is_empty() || candidates.len() > 12 {
        return vec![above.year];
    }
    candidates.extend(above.year);
    candidates.into_iter().rev().map(Some).collect()
}

fn years_of(stack: &Stack) -> impl Iterator<Item = i32> + '_ {
    stack.spread.iter().flat_map(|fragment| fragment.years.iter().copied())
}

/// What the years over a column say for a plan year.
fn year_worth(stack: &Stack, column: &Column, year: Option<i32>) -> f64 {
    let Some(plan) = year else { return 0.0 };
    let mut years = years_of(stack).peekable();
    if years.peek().is_none() {
        return 0.0;
    }
    let steps = || column.header.iter().chain(column.also.iter().flatten().flatten());
    let offsets: BTreeSet<i32> = steps().flat_map(|step| step.years.iter().copied()).collect();
    let right = if offsets.is_empty() {
        years.any(|year| year == plan)
    } else {
        years.all(|year| offsets.contains(&(year - plan)))
    };
    if right { RIGHT_YEAR } else { -WRONG_YEAR }
}

/// An assignment, and what it is worth.
struct Assignment {
    taken: Vec<Option<(usize, f64)>>,
    worth: f64,
}

fn assign(pattern: &Pattern, stacks: &[Stack], pairs: &[Pair], year: Option<i32>) -> Assignment {
    let layout = &pattern.layout;
    let worth = |pair: &Pair| {
        let ends = stacks.get(pair.stack).zip(layout.columns.get(pair.field));
        pair.like + ends.map_or(0.0, |(stack, column)| year_worth(stack, column, year))
    };
    let mut weighed: Vec<(f64, Pair)> = pairs.iter().map(|pair| (worth(pair), *pair)).collect();
    weighed.sort_by(|(one, first), (other, second)| {
        other.total_cmp(one).then(first.stack.cmp(&second.stack)).then(first.field.cmp(&second.field))
    });
    let mut taken: Vec<Option<(usize, f64)>> = vec![None; stacks.len()];
    let mut used = vec![false; layout.columns.len()];
    let mut sum = 0.0;
    for (worth, pair) in &weighed {
        if let (Some(slot @ None), Some(free @ false)) = (taken.get_mut(pair.stack), used.get_mut(pair.field))
        {
            *slot = Some((pair.field, pair.like));
            *free = true;
            sum += worth;
        }
    }
    for at in 0..taken.len() {
        if is_guess(at, &taken, stacks, &weighed)
            && let Some(slot) = taken.get_mut(at)
        {
            *slot = None;
        }
    }
    Assignment { taken, worth: sum }
}

/// Whether a column was taken for one of several that its words fit alike, with
/// nothing but its place to tell which.
fn is_guess(at: usize, taken: &[Option<(usize, f64)>], stacks: &[Stack], weighed: &[(f64, Pair)]) -> bool {
    let Some((field, like)) = taken.get(at).copied().flatten() else { return false };
    if like >= SURE {
        return false;
    }
    let of_stack = || weighed.iter().filter(|(_, pair)| pair.stack == at);
    let own = of_stack().find(|(_, pair)| pair.field == field).map_or(like, |(worth, _)| *worth);
    if of_stack().any(|(worth, pair)| pair.field != field && *worth > own + CLOSE) {
        return true;
    }
    let alike = of_stack().filter(|(worth, _)| (worth - own).abs() <= CLOSE).count();
    let Some(stack) = stacks.get(at).filter(|_| alike > 1) else { return false };
    let peers: Vec<&Stack> = stacks.iter().filter(|other| other.same_words(stack)).collect();
    let same_cells = peers.iter().filter(|other| other.same_cells(stack)).count() > 1;
    // As many columns that read alike as the form has: their order tells them apart.
    peers.len() < alike || same_cells
}

fn column_matches(stacks: &[Stack], taken: &[Option<(usize, f64)>], pairs: &[Pair]) -> Vec<ColumnMatch> {
    let column = |(at, stack): (usize, &Stack)| {
        let field = taken.get(at).copied().flatten();
        let others = pairs
            .iter()
            .filter(|pair| pair.stack == at && field.is_none_or(|(field, _)| field != pair.field));
        let next = others.max_by(|one, other| one.like.total_cmp(&other.like));
        ColumnMatch {
            column: stack.column,
            words: stack.merged.iter().map(|fragment| fragment.words.clone()).collect(),
            field,
            next: next.map(|pair| (pair.field, pair.like)),
            years: years_of(stack).collect(),
            unit: stack.spread.iter().rev().find_map(|fragment| fragment.unit),
        }
    };
    stacks.iter().enumerate().map(column).collect()
}

/// Takes columns of words back whose words are not quite the form's and whose
/// cells are all figures: "Số công trình" is no name of a work.
fn refuse_by_content(view: &SheetView<'_>, layout: &Arc<Layout>, columns: &mut [ColumnMatch], last: u32) {
    for column in columns {
        let Some((field, like)) = column.field else { continue };
        let text = layout.columns.get(field).is_some_and(|column| column.kind == ColumnType::Text);
        if !text || like >= SURE {
            continue;
        }
        let below = view.rows_between(last + 1, u32::MAX).take(LOOKED_AT);
        let cells: Vec<bool> = below
            .flat_map(|row| view.row(row))
            .filter(|(_, cell)| cell.at.column == column.column)
            .map(|(_, cell)| matches!(cell.value, CellValue::Number(_)))
            .collect();
        if cells.len() >= 2 && cells.iter().all(|figure| *figure) {
            column.next = column.field.take();
        }
    }
}

/// Whether any assignment of the pairs covers enough of a layout: each of its columns by the
/// likeliest.
fn may_cover(layout: &Layout, pairs: &[Pair]) -> bool {
    let mut likeliest: Vec<f64> = vec![0.0; layout.columns.len()];
    for pair in pairs {
        if let Some(most) = likeliest.get_mut(pair.field) {
            *most = most.max(pair.like);
        }
    }
    let required = layout.columns.iter().zip(&likeliest).filter(|(column, _)| !column.optional);
    let (count, like) = required.fold((0usize, 0.0), |(count, sum), (_, like)| (count + 1, sum + like));
    // Sums in another order may differ in their last digits.
    like / count.max(1) as f64 >= TITLED_COVERAGE - 1e-9
}

/// How much of a layout a header covers, and how much of the header the layout;
/// `None` where it is too little to be this form at all.
fn coverage(
    layout: &Layout,
    columns: &[ColumnMatch],
    titled: &LazyCell<bool, impl FnOnce() -> bool>,
) -> Option<f64> {
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
    if matched < 2 || !figures || !texts || share < TITLED_COVERAGE {
        return None;
    }
    let enough = share >= COVERAGE || (precise > COVERAGE && **titled);
    enough.then_some(share * 0.8 + precise * 0.2)
}

//! One row of a table that an office wrote over several rows of the sheet: a name
//! (or scale, or reason) that goes on below, with the figures beside either part.

use phuluc_model::{CellRef, ColumnType, KindRole, Layout, Message, Value};

use crate::draft::{FlatRow, Pending};
use crate::rows::Mapping;
use crate::rules;
use crate::sink::Sink;
use crate::view::SheetView;

/// Joins rows that only go on with the words of the row above.
pub(crate) fn join(
    view: &SheetView<'_>,
    mapping: &Mapping,
    headers: &[u32],
    rows: &mut Vec<FlatRow>,
    pending: &mut [Pending],
    sink: &mut Sink,
) {
    // Only rows without a number go on; the look at all names is for them.
    if !rows.iter().skip(1).any(|row| code_is_blank(&mapping.layout, row)) {
        return;
    }
    let mut names = Names::default();
    rows.iter().for_each(|row| names.add(&mapping.layout, row));
    join_by(view, mapping, headers, rows, pending, (names.habit(), sink));
}

/// The same where the table's habit is known.
pub(crate) fn join_by(
    view: &SheetView<'_>,
    mapping: &Mapping,
    headers: &[u32],
    rows: &mut Vec<FlatRow>,
    pending: &mut [Pending],
    (habit, sink): (Habit, &mut Sink),
) {
    let layout = &mapping.layout;
    let Some(mut last_line) = rows.first().map(|row| row.row) else { return };
    // Where each row goes.
    let mut places: Vec<usize> = Vec::with_capacity(rows.len());
    let mut place = 0;
    places.push(place);
    rows.dedup_by(|row, above| {
        let follows = stands_under(view, headers, last_line, row.row);
        last_line = row.row;
        let joins = follows && goes_on(view, mapping, above, row, habit);
        if joins {
            say(mapping, above, row, sink);
            append(layout, above, row);
        } else {
            place += 1;
        }
        places.push(place);
        joins
    });
    for open in pending.iter_mut() {
        open.row = places.get(open.row).copied().unwrap_or(open.row);
    }
}

/// Whether nothing but a header at a page break stands between two rows.
fn stands_under(view: &SheetView<'_>, headers: &[u32], above: u32, below: u32) -> bool {
    let gap = above + 1..below;
    gap.is_empty()
        || (view.rows_between(gap.start, gap.end).all(|row| headers.binary_search(&row).is_ok())
            && headers.get(headers.partition_point(|row| *row < gap.start)).is_some_and(|row| *row < gap.end))
}

/// Puts the words of a row that has nothing but words going on from the row above
/// behind those; gives whether it did.
pub(crate) fn continue_texts(layout: &Layout, above: &mut FlatRow, values: &[Value]) -> bool {
    let pairs = || above.values.iter().zip(values).zip(&layout.columns);
    let only_texts = pairs().all(|((begun, more), column)| {
        more.is_blank() || (column.kind == ColumnType::Text && begun.text().is_some())
    });
    if !only_texts || values.iter().all(Value::is_blank) {
        return false;
    }
    for (slot, more) in above.values.iter_mut().zip(values) {
        if let Some((begun, more)) = slot.text().zip(more.text()) {
            *slot = Value::Text(Some(format!("{begun} {more}").into()));
        }
    }
    true
}

/// Whether names begin with capitals in this table, so that a small letter says
/// that a name goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Habit {
    pub(crate) capitals: bool,
}

/// Names of numbered rows, and how many of them begin with a capital.
#[derive(Debug, Default)]
pub(crate) struct Names {
    all: usize,
    capitals: usize,
}

impl Names {
    /// Counts a row as it was read.
    pub(crate) fn add(&mut self, layout: &Layout, row: &FlatRow) {
        let Some(name) = label(layout, row).filter(|_| !code_is_blank(layout, row)) else { return };
        self.all += 1;
        self.capitals += usize::from(!begins_small(name));
    }

    /// What they tell of the table.
    pub(crate) const fn habit(&self) -> Habit {
        Habit { capitals: self.capitals * 4 >= self.all * 3 }
    }
}

fn label<'a>(layout: &Layout, row: &'a FlatRow) -> Option<&'a str> {
    row.values.get(layout.kinds.get(row.kind)?.label)?.text()
}

pub(crate) fn code_is_blank(layout: &Layout, row: &FlatRow) -> bool {
    layout.code_column().and_then(|column| row.values.get(column)).is_none_or(Value::is_blank)
}

/// Whether a text begins with a small letter, and not with one that counts: "b) …".
fn begins_small(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next().is_some_and(char::is_lowercase)
        && letters.next().is_some_and(|second| second.is_alphabetic() || second == ' ')
}

/// A text that cannot be over yet.
fn hangs(text: &str) -> bool {
    text.ends_with([',', ';', '-', '\u{2013}', '&', '+', '/'])
        || text.matches('(').count() > text.matches(')').count()
}

/// Whether a row only goes on with what the row above began.
fn goes_on(view: &SheetView<'_>, mapping: &Mapping, above: &FlatRow, row: &FlatRow, habit: Habit) -> bool {
    let layout = &mapping.layout;
    let role = |row: &FlatRow| layout.kinds.get(row.kind).map(|kind| kind.role);
    if role(above) != Some(KindRole::Row) || role(row) != Some(KindRole::Row) || !code_is_blank(layout, row) {
        return false;
    }
    let Some(kind) = layout.kinds.get(above.kind) else { return false };
    let text = |row: &FlatRow| row.values.get(kind.label).and_then(Value::text).map(str::to_owned);
    let (Some(begun), Some(more)) = (text(above), text(row)) else { return false };
    if !figures_stand_apart(above, row) || code_is_blank(layout, above) && text_is_own(above, row) {
        return false;
    }
    let wraps = habit.capitals && begins_small(&more) || hangs(&begun);
    (wraps && texts_go_on(above, row, kind.label)) || number_spans(view, mapping, above, row)
}

/// Figures stand in one of the two rows, or in none of them.
fn figures_stand_apart(above: &FlatRow, row: &FlatRow) -> bool {
    let figures =
        |row: &FlatRow| row.values.iter().filter_map(Value::quantity).any(|quantity| !quantity.is_blank());
    !(figures(above) && figures(row))
}

/// Whether the second row has a text where the first has another column's blank:
/// without a number above, it is a row of its own.
fn text_is_own(above: &FlatRow, row: &FlatRow) -> bool {
    let pairs = above.values.iter().zip(&row.values);
    pairs.filter(|(_, value)| value.text().is_some()).any(|(above, _)| above.is_blank())
}

/// Every other text of the second row goes on with the first row's, or fills a blank.
fn texts_go_on(above: &FlatRow, row: &FlatRow, label: usize) -> bool {
    let pairs = above.values.iter().zip(&row.values).enumerate().filter(|(field, _)| *field != label);
    pairs.map(|(_, pair)| pair).all(|(above, value)| match (above.text(), value.text()) {
        (Some(begun), Some(more)) => begins_small(more) || hangs(begun),
        _ => true,
    })
}

/// Whether the number of the first row is merged down over the second, whose name is not.
fn number_spans(view: &SheetView<'_>, mapping: &Mapping, above: &FlatRow, row: &FlatRow) -> bool {
    let column = mapping.layout.code_column().and_then(|code| mapping.columns.get(code).copied().flatten());
    let Some(column) = column else { return false };
    view.merge_at(CellRef::new(row.row, column)).is_some_and(|range| {
        range.first == CellRef::new(above.row.min(range.first.row), column) && range.first.row < row.row
    })
}

/// Puts the second row's words behind the first's; the row stands where its figures do.
fn append(layout: &Layout, above: &mut FlatRow, row: &mut FlatRow) {
    let moved = row.values.iter().filter_map(Value::quantity).any(|quantity| !quantity.is_blank());
    if moved {
        above.row = row.row;
    }
    for ((slot, value), column) in
        above.values.iter_mut().zip(std::mem::take(&mut row.values)).zip(&layout.columns)
    {
        if value.is_blank() {
            continue;
        }
        match (slot.text(), value.text()) {
            (Some(begun), Some(more)) if column.kind == ColumnType::Text => {
                *slot = Value::Text(Some(format!("{begun} {more}").into()));
            }
            _ => *slot = value,
        }
    }
}

fn say(mapping: &Mapping, above: &FlatRow, row: &FlatRow, sink: &mut Sink) {
    let label = mapping.layout.kinds.get(above.kind).map_or(0, |kind| kind.label);
    let column = mapping.columns.get(label).copied().flatten().unwrap_or(0);
    let found = row.values.get(label).and_then(Value::text).map(str::to_owned);
    say_joined(CellRef::new(row.row, column), found, sink);
}

/// Says that a row of the sheet goes on with the one above.
pub(crate) fn say_joined(at: CellRef, found: Option<String>, sink: &mut Sink) {
    let message = Message::new(
        "Một dòng của biểu được viết trên hai hàng: đã ghép làm một",
        "one row of the form is written over two rows of the sheet: they were joined",
    );
    sink.cell(&rules::ROW_OVER_TWO, at, message, found);
}

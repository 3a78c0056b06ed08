//! The rows of a blank form: those of a plan or of the layout, and room for more.

use std::collections::HashSet;
use std::sync::Arc;

use phuluc_model::text::fold;
use phuluc_model::{
    Appendix, Choices, ColumnType, KindRole, Layout, PreparedRow, Row, Source, Value, Vocabulary,
};

use super::form::RowUse;
use super::{TemplateOptions, all_columns};

/// Blank rows where the form lists things.
const ROOM_OF_LISTS: usize = 10;
/// Blank rows elsewhere.
const ROOM: usize = 3;

/// A row of the form, before it stands in a tree.
struct Entry {
    level: u8,
    row: Row,
    usage: RowUse,
    /// Whether rows may be added below it whatever stands there.
    lists: bool,
    /// Whether it takes part in the sums.
    counts: bool,
}

/// The appendix of a blank form, and the use of each row of its table, the grand
/// total's first.
pub(super) fn blank(
    layout: &Arc<Layout>,
    options: &TemplateOptions,
    unit: Option<&str>,
    year: Option<i32>,
) -> (Appendix, Vec<RowUse>) {
    let plan = options.plan.iter().flat_map(|plan| &plan.appendices).find(|one| one.layout.id == layout.id);
    let entries = match plan {
        Some(plan) => of_plan(plan, &options.others),
        None => {
            layout.prepared.iter().filter(|row| row.level > 0).map(|row| of_layout(layout, row)).collect()
        }
    };
    let entries = with_room(layout, entries, options.rows);
    let mut appendix = Appendix::new(layout.clone());
    appendix.title = year.map(|year| layout.title_for(Some(year)));
    appendix.plan_year = year;
    appendix.source = Source {
        columns: all_columns(layout).collect(),
        reporting_unit: unit.map(str::to_owned),
        ..Source::default()
    };
    appendix.total = total(layout, plan);
    let uses = appendix.total.iter().map(|_| RowUse::Prepared);
    let uses = uses.chain(entries.iter().map(|entry| entry.usage)).collect();
    appendix.rows = tree(entries);
    appendix.source.prepared = Some(appendix.words_sign());
    (appendix, uses)
}

fn blank_values(layout: &Layout) -> Vec<Value> {
    layout.columns.iter().map(|column| Value::blank(column.kind)).collect()
}

/// A row with its words, its figures blank.
fn words_of(row: &Row, level: u8) -> Row {
    let blank = |value: &Value| match value {
        Value::Text(text) => Value::Text(text.clone()),
        Value::Quantity(_) => Value::Quantity(phuluc_model::Quantity::Blank),
    };
    Row {
        row: 0,
        level,
        kind: row.kind.clone(),
        values: row.values.iter().map(blank).collect(),
        carried: Vec::new(),
        children: Vec::new(),
    }
}

fn prepared(layout: &Layout, prepared: &PreparedRow) -> Row {
    let mut values = blank_values(layout);
    for (column, text) in &prepared.texts {
        if let Some(value @ Value::Text(_)) = values.get_mut(*column) {
            *value = Value::Text(Some(text.clone()));
        }
    }
    let kind = layout.kinds.get(prepared.kind).map_or_else(|| Arc::from(""), |kind| kind.name.clone());
    Row { row: 0, level: prepared.level, kind, values, carried: Vec::new(), children: Vec::new() }
}

/// The grand total: the plan's, else the layout's, else by its name where there are sums.
fn total(layout: &Layout, plan: Option<&Appendix>) -> Option<Row> {
    let of_plan = plan.and_then(|plan| plan.total.as_ref());
    if let Some(total) = of_plan.filter(|total| is_called_total(layout, total)) {
        return Some(words_of(total, 0));
    }
    if let Some(total) = layout.prepared.iter().find(|row| row.level == 0) {
        return Some(prepared(layout, total));
    }
    let kind = layout.kinds.iter().position(|kind| kind.role == KindRole::Total)?;
    let label = layout.kinds.get(kind)?.label;
    let texts = vec![(label, Arc::from(Vocabulary::get().template.total.as_str()))];
    let total = PreparedRow { kind, level: 0, texts };
    (of_plan.is_some() || !layout.children_sums.is_empty()).then(|| prepared(layout, &total))
}

/// Whether a row is the grand total by its words alone; "Cộng" is by its figures only.
fn is_called_total(layout: &Layout, row: &Row) -> bool {
    let conditions =
        layout.kinds.iter().filter(|kind| kind.role == KindRole::Total).flat_map(|kind| &kind.when);
    let mut patterns = conditions.filter_map(|condition| condition.pattern.as_ref());
    patterns.any(|(column, pattern)| row.text(*column).is_some_and(|text| pattern.is_match(&fold(text))))
}

fn entry(layout: &Layout, row: Row) -> Entry {
    let kind = layout.kind(&row.kind);
    let counts = kind.is_none_or(|kind| matches!(kind.role, KindRole::Row | KindRole::Total));
    let lists = counts && kind.is_some_and(|kind| kind.room);
    Entry { level: row.level.max(1), row, usage: RowUse::Prepared, lists, counts }
}

fn of_layout(layout: &Layout, row: &PreparedRow) -> Entry {
    entry(layout, prepared(layout, row))
}

/// The plan's rows in order, without those of other units.
fn of_plan(plan: &Appendix, others: &[String]) -> Vec<Entry> {
    let others: HashSet<String> = others.iter().map(|name| fold(name)).collect();
    let mut entries = Vec::new();
    let mut open: Vec<(u8, std::slice::Iter<'_, Row>)> = vec![(1, plan.rows.iter())];
    while let Some((level, rows)) = open.last_mut() {
        let level = *level;
        let Some(row) = rows.next() else {
            open.pop();
            continue;
        };
        if is_of(plan, row, &others) {
            continue;
        }
        entries.push(entry(&plan.layout, words_of(row, level)));
        open.push((level.saturating_add(1), row.children.iter()));
    }
    entries
}

/// Whether a row is called like one of these units, or lies in one.
fn is_of(plan: &Appendix, row: &Row, units: &HashSet<String>) -> bool {
    let named = plan.label(row).is_some_and(|label| units.contains(&fold(label)));
    let columns = plan.layout.columns.iter().zip(&row.values);
    let mut places = columns.filter(|(column, _)| column.choices == Some(Choices::Places));
    named || places.any(|(_, value)| value.text().is_some_and(|text| units.contains(&fold(text))))
}

/// Puts room where rows may be added: below each row that adds rows up, or whose kind
/// lists things, but once where several end together; and at the table's end.
fn with_room(layout: &Layout, entries: Vec<Entry>, rows: Option<usize>) -> Vec<Entry> {
    let roomy = has_room(&entries, !layout.children_sums.is_empty());
    let alone = entries.is_empty();
    let mut all: Vec<Entry> = Vec::with_capacity(entries.len() * 2);
    // Level, and blank rows, of each open row that has room.
    let mut open: Vec<(u8, Option<usize>)> = Vec::new();
    let close = |all: &mut Vec<Entry>, level: u8, count: Option<usize>| {
        if let Some(count) = count {
            all.extend(room(layout, level.saturating_add(1), count));
        }
    };
    for (entry, roomy) in entries.into_iter().zip(roomy) {
        while let Some((level, count)) = open.pop_if(|(level, _)| *level >= entry.level) {
            close(&mut all, level, count);
        }
        let count = rows.unwrap_or(if entry.lists { ROOM_OF_LISTS } else { ROOM });
        open.push((entry.level, roomy.then_some(count)));
        all.push(entry);
    }
    while let Some((level, count)) = open.pop() {
        close(&mut all, level, count);
    }
    let end = rows.unwrap_or(if alone { ROOM_OF_LISTS } else { ROOM });
    all.extend(room(layout, 1, end));
    all
}

/// Which rows have room at their end: without sums, those whose kind lists things only.
fn has_room(entries: &[Entry], sums: bool) -> Vec<bool> {
    let mut last_child: Vec<Option<usize>> = vec![None; entries.len()];
    let mut open: Vec<usize> = Vec::new();
    let level = |at: usize| entries.get(at).map_or(0, |entry| entry.level);
    for (at, entry) in entries.iter().enumerate() {
        while open.pop_if(|parent| level(*parent) >= entry.level).is_some() {}
        if let Some(slot) = open.last().and_then(|parent| last_child.get_mut(*parent)) {
            *slot = Some(at);
        }
        open.push(at);
    }
    let mut roomy = vec![false; entries.len()];
    for (at, entry) in entries.iter().enumerate().rev() {
        let child = last_child.get(at).copied().flatten();
        let below = child.and_then(|child| roomy.get(child)).copied().unwrap_or(false);
        if let Some(slot) = roomy.get_mut(at) {
            *slot = entry.counts && (sums && child.is_some() || entry.lists) && !below;
        }
    }
    roomy
}

fn room(layout: &Layout, level: u8, count: usize) -> impl Iterator<Item = Entry> + '_ {
    (0..=count).map(move |at| Entry {
        level,
        row: Row {
            row: 0,
            level,
            kind: Arc::from(""),
            values: blank_values(layout),
            carried: Vec::new(),
            children: Vec::new(),
        },
        usage: if at == count { RowUse::Closing } else { RowUse::Room },
        lists: false,
        counts: true,
    })
}

/// Rows in their order as a tree.
fn tree(entries: Vec<Entry>) -> Vec<Row> {
    let mut roots: Vec<Row> = Vec::new();
    let mut open: Vec<(u8, Row)> = Vec::new();
    let close = |open: &mut Vec<(u8, Row)>, roots: &mut Vec<Row>, row: Row| match open.last_mut() {
        Some((_, parent)) => parent.children.push(row),
        None => roots.push(row),
    };
    for entry in entries {
        while let Some((_, row)) = open.pop_if(|(level, _)| *level >= entry.level) {
            close(&mut open, &mut roots, row);
        }
        open.push((entry.level, entry.row));
    }
    while let Some((_, row)) = open.pop() {
        close(&mut open, &mut roots, row);
    }
    roots
}

/// Words of a field in a plan or in the blank form of a layout, each once, in order.
pub(super) fn words_in(options: &TemplateOptions, id: &str, field: &str) -> Vec<String> {
    let plan = options.plan.iter().flat_map(|plan| &plan.appendices).find(|one| &*one.layout.id == id);
    let Some(layout) = options.layouts.get(id) else { return Vec::new() };
    let Some(column) = layout.column_index(field) else { return Vec::new() };
    if layout.columns.get(column).is_none_or(|column| column.kind != ColumnType::Text) {
        return Vec::new();
    }
    let entries: Vec<Entry> = match plan {
        Some(plan) => of_plan(plan, &options.others),
        None => {
            layout.prepared.iter().filter(|row| row.level > 0).map(|row| of_layout(layout, row)).collect()
        }
    };
    let mut seen = HashSet::new();
    let texts = entries.iter().filter_map(|entry| entry.row.text(column));
    texts.filter(|text| seen.insert(fold(text))).map(str::to_owned).collect()
}

#![doc = include_str!("../../../../docs/rules/PL408-stated-count.md")]

use std::cell::OnceCell;
use std::collections::BTreeSet;

use phuluc_model::text::{fold, tidy};
use phuluc_model::{Finding, Message};

use super::works::is_leaf;
use crate::context::{Context, Table};
use crate::doc::RuleDoc;
use crate::registry::Check;
use crate::sink::Sink;
use crate::vocabulary::words;

documented!("PL408-stated-count.md");

pub(crate) struct StatedCount;

impl Check for StatedCount {
    fn doc(&self) -> &'static RuleDoc {
        &DOC
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink) {
        for table in context.tables() {
            let below = OnceCell::new();
            for row in (0..table.rows.len()).filter(|row| !is_leaf(table, *row)) {
                let Some(stated) = stated(table.label(row)) else { continue };
                if let Some(counted) = contradicts(stated, &counts(table, &below, table.below(row))) {
                    let column = table.kind(row).map(|kind| kind.label).unwrap_or_default();
                    let message = message(&table.called(row), stated, counted);
                    sink.push(told(table.finding(&DOC.rule, message, row, column), stated, counted));
                }
            }
            notes(table, &below, sink);
        }
    }
}

/// Lines around the table may count all of it or any group.
fn notes(table: &Table<'_>, below: &OnceCell<Below>, sink: &mut Sink) {
    let stating = table.appendix.notes.iter().filter_map(|note| Some((note, stated(&note.text)?)));
    let stating: Vec<_> = stating.collect();
    if stating.is_empty() {
        return;
    }
    let mut all = counts(table, below, &table.top);
    let counted = all.iter().next_back().copied().unwrap_or_default();
    let groups = (0..table.rows.len()).filter(|row| !is_leaf(table, *row));
    all.extend(groups.flat_map(|row| counts(table, below, table.below(row))));
    for (note, stated) in stating {
        if contradicts(stated, &all).is_some() {
            let source = &table.appendix.source;
            let message = message(&format!("«{}»", tidy(&note.text)), stated, counted);
            let finding = Finding::new(&DOC.rule, message, &source.file, &source.sheet, note.cell);
            sink.push(told(finding, stated, counted));
        }
    }
}

fn message(called: &str, stated: usize, counted: usize) -> Message {
    Message::new(
        format!("{called}: ghi {stated}, trong biểu có {counted}. Sửa lời văn hoặc bổ sung dòng"),
        format!("{called}: {stated} are stated, the table has {counted}. Correct the text, or add the rows"),
    )
}

fn told(mut finding: Finding, stated: usize, counted: usize) -> Finding {
    finding.found = Some(stated.to_string());
    finding.expected = Some(counted.to_string());
    finding
}

/// For each row: how many rows at it and below it have nothing below them, and how many of
/// those have figures.
type Below = Vec<(usize, usize)>;

/// Children come after their parents in the table, so one pass backwards is enough.
fn below(table: &Table<'_>) -> Below {
    let mut below = vec![(0, 0); table.rows.len()];
    let sums = &table.appendix.layout.children_sums;
    for (row, entry) in table.rows.iter().enumerate().rev() {
        let states = || sums.iter().any(|column| !table.quantity(row, *column).is_blank());
        let own = if is_leaf(table, row) { (1, usize::from(states())) } else { (0, 0) };
        let all = entry.children.iter().filter_map(|child| below.get(*child));
        let all = all.fold(own, |(leaves, stating), below| (leaves + below.0, stating + below.1));
        if let Some(slot) = below.get_mut(row) {
            *slot = all;
        }
    }
    below
}

/// What a text may rightly count below some rows: the rows, all that have
/// nothing below them, or those of them with figures.
fn counts(table: &Table<'_>, known: &OnceCell<Below>, rows: &[usize]) -> BTreeSet<usize> {
    let known = known.get_or_init(|| below(table));
    let all = rows.iter().filter_map(|row| known.get(*row));
    let (leaves, stating) = all.fold((0, 0), |(leaves, stating), row| (leaves + row.0, stating + row.1));
    [rows.len(), stating, leaves].into_iter().collect()
}

/// The count that a text states.
fn stated(text: &str) -> Option<usize> {
    words().count.captures(&fold(text))?.get(1)?.as_str().parse().ok()
}

/// The most that there are, where a stated count is none of those that it may be.
fn contradicts(stated: usize, counts: &BTreeSet<usize>) -> Option<usize> {
    let counted = counts.iter().next_back().copied()?;
    (!counts.contains(&stated) && counted > 0).then_some(counted)
}

#![doc = include_str!("../../../../docs/rules/PL408-stated-count.md")]

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
            for row in (0..table.rows.len()).filter(|row| !is_leaf(table, *row)) {
                let counts = counts(table, table.below(row));
                if let Some((stated, counted)) = contradiction(table.label(row), &counts) {
                    let column = table.kind(row).map(|kind| kind.label).unwrap_or_default();
                    let message = message(&table.called(row), stated, counted);
                    sink.push(told(table.finding(&DOC.rule, message, row, column), stated, counted));
                }
            }
            notes(table, sink);
        }
    }
}

/// Lines around the table may count all of it or any group.
fn notes(table: &Table<'_>, sink: &mut Sink) {
    let mut all = counts(table, &table.top);
    let groups = (0..table.rows.len()).filter(|row| !is_leaf(table, *row));
    all.extend(groups.flat_map(|row| counts(table, table.below(row))));
    for note in &table.appendix.notes {
        if let Some((stated, _)) = contradiction(&note.text, &all) {
            let source = &table.appendix.source;
            let counted = counts(table, &table.top).into_iter().next_back().unwrap_or_default();
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

/// What a text may rightly count below some rows: the rows, all that have
/// nothing below them, or those of them with figures.
fn counts(table: &Table<'_>, rows: &[usize]) -> BTreeSet<usize> {
    let mut leaves = 0;
    let mut stating = 0;
    let mut open: Vec<usize> = rows.to_vec();
    while let Some(row) = open.pop() {
        if is_leaf(table, row) {
            leaves += 1;
            let sums = &table.appendix.layout.children_sums;
            stating += usize::from(sums.iter().any(|column| !table.quantity(row, *column).is_blank()));
        }
        open.extend(table.row(row).map_or(&[][..], |entry| &entry.children));
    }
    [rows.len(), stating, leaves].into_iter().collect()
}

fn contradiction(text: &str, counts: &BTreeSet<usize>) -> Option<(usize, usize)> {
    let stated: usize = words().count.captures(&fold(text))?.get(1)?.as_str().parse().ok()?;
    let counted = counts.iter().next_back().copied()?;
    (!counts.contains(&stated) && counted > 0).then_some((stated, counted))
}

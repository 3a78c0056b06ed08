//! The JSON form `phuluc-diff/1`.

use std::collections::BTreeMap;

use phuluc_model::{Appendix, CellRef, Row};
use rust_decimal::Decimal;
use serde_json::{Value as Json, json};

use crate::difference::{
    AppendixDifference, CellChange, ChangeNature, ColumnSum, DiffCounts, Difference, GroupSums,
    HeadingChange, HeadingField, RowDifference, RowState,
};
use crate::follows::has_percent;

/// The name and version of the JSON form.
pub const DIFF_FORMAT: &str = "phuluc-diff/1";

impl Difference<'_> {
    /// The JSON form `phuluc-diff/1`, indented, with a line break at its end.
    pub fn to_json(&self) -> String {
        let appendices: Vec<Json> = self.appendices.iter().map(appendix).collect();
        let form = json!({
            "format": DIFF_FORMAT,
            "equal": self.is_equal(),
            "counts": counts(&self.counts()),
            "appendices": appendices,
        });
        // Strings and numbers in memory have nothing that could fail.
        let mut text = serde_json::to_string_pretty(&form).unwrap_or_default();
        text.push('\n');
        text
    }
}

fn counts(counts: &DiffCounts) -> Json {
    json!({
        "appendices_added": counts.appendices_added,
        "appendices_removed": counts.appendices_removed,
        "heading": counts.heading,
        "added": counts.added,
        "removed": counts.removed,
        "moved": counts.moved,
        "renamed": counts.renamed,
        "split": counts.split,
        "joined": counts.joined,
        "changed": counts.changed,
        "follows": counts.follows,
        "renumbered": counts.renumbered,
        "form": counts.form,
    })
}

fn appendix(difference: &AppendixDifference<'_>) -> Json {
    let told = difference.rows.iter().filter(|row| row.is_told());
    let mut rows: Vec<Json> = Vec::new();
    let mut links: BTreeMap<usize, usize> = BTreeMap::new();
    for line in told {
        match line.link.and_then(|link| links.get(&link)).and_then(|at| rows.get_mut(*at)) {
            Some(first) => add(first, difference, line),
            None => {
                links.extend(line.link.map(|link| (link, rows.len())));
                rows.push(row(difference, line));
            }
        }
    }
    json!({
        "layout": difference.either().map(|appendix| &*appendix.layout.id),
        "old": difference.old.map(side),
        "new": difference.new.map(side),
        "heading": difference.heading.iter().map(heading).collect::<Vec<_>>(),
        "rows": rows,
        "groups": difference.groups.iter().map(|group| group_sums(difference, group)).collect::<Vec<_>>(),
        "sums": sums(difference, &difference.whole),
    })
}

fn side(appendix: &Appendix) -> Json {
    json!({
        "file": appendix.source.file,
        "sheet": appendix.source.sheet,
        "title": appendix.title,
        "plan_year": appendix.plan_year,
        "unit": appendix.layout.unit,
    })
}

fn heading(change: &HeadingChange) -> Json {
    let field = match change.field {
        HeadingField::Title => "title",
        HeadingField::PlanYear => "plan_year",
        HeadingField::PlanNumber => "plan.number",
        HeadingField::PlanDate => "plan.date",
        HeadingField::PlanIssuer => "plan.issuer",
        HeadingField::Unit => "source.unit",
    };
    json!({"field": field, "old": change.old, "new": change.new, "form": change.form})
}

/// Adds a further row of a split or joining.
fn add(first: &mut Json, difference: &AppendixDifference<'_>, line: &RowDifference<'_>) {
    for (side, row, appendix) in [("old", line.old, difference.old), ("new", line.new, difference.new)] {
        let list = first.get_mut(side).and_then(Json::as_array_mut);
        if let (Some(list), Some(row)) = (list, row) {
            list.push(row_side(difference, appendix, row));
        }
    }
}

fn row(difference: &AppendixDifference<'_>, line: &RowDifference<'_>) -> Json {
    let one = |appendix, row: Option<&Row>| -> Vec<Json> {
        row.into_iter().map(|row| row_side(difference, appendix, row)).collect()
    };
    let name = |row: Option<&Row>| row.map(|row| row_name(difference, row));
    let place = |row: Option<&Row>, column| row.and_then(|row| row.text(column)).map(str::to_owned);
    let moved = line.moved.map(|moved| {
        json!({
            "parent": moved.parent.map(|(old, new)| json!({"old": name(old), "new": name(new)})),
            "place": moved.place.map(|column| json!({"old": place(line.old, column), "new": place(line.new, column)})),
        })
    });
    json!({
        "changes": changes(line),
        "old": one(difference.old, line.old),
        "new": one(difference.new, line.new),
        "moved": moved,
        "cells": line.cells.iter().map(|change| cell(difference, line, change)).collect::<Vec<_>>(),
    })
}

/// What happened to a row, in one word each.
fn changes(line: &RowDifference<'_>) -> Vec<&'static str> {
    let mut changes = Vec::new();
    match line.state {
        RowState::Added => changes.push("added"),
        RowState::Removed => changes.push("removed"),
        RowState::Split => changes.push("split"),
        RowState::Joined => changes.push("joined"),
        RowState::Both => {}
    }
    let nature = |nature| line.cells.iter().any(|cell| cell.nature == nature);
    for (is, word) in [
        (line.moved.is_some(), "moved"),
        (line.renamed, "renamed"),
        (nature(ChangeNature::Changed), "changed"),
        (nature(ChangeNature::Follows), "follows"),
        (line.renumbered, "renumbered"),
        (nature(ChangeNature::Form), "form"),
    ] {
        if is {
            changes.push(word);
        }
    }
    changes
}

fn row_name(difference: &AppendixDifference<'_>, row: &Row) -> Json {
    let (code, name) = difference.row_name(row);
    json!({"code": code, "name": name})
}

fn row_side(difference: &AppendixDifference<'_>, appendix: Option<&Appendix>, row: &Row) -> Json {
    let (code, name) = difference.row_name(row);
    json!({
        "row": row.row,
        "sheet": appendix.map(|appendix| appendix.source.sheet.as_str()),
        "level": row.level,
        "kind": &*row.kind,
        "code": code,
        "name": name,
        "values": appendix.map(|appendix| values(appendix, row)),
    })
}

/// What is not blank, by field.
fn values(appendix: &Appendix, row: &Row) -> Json {
    let columns = appendix.layout.columns.iter().zip(&row.values);
    columns
        .filter_map(|(column, value)| Some((column.field.to_string(), Json::from(value.to_json_text()?))))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

fn cell(difference: &AppendixDifference<'_>, line: &RowDifference<'_>, change: &CellChange) -> Json {
    let column = difference.either().and_then(|appendix| appendix.layout.columns.get(change.column));
    let percent = change.percent().filter(|_| column.is_some_and(|column| has_percent(column.kind)));
    json!({
        "field": column.map(|column| &*column.field),
        "nature": match change.nature {
            ChangeNature::Changed => "changed",
            ChangeNature::Follows => "follows",
            ChangeNature::Form => "form",
        },
        "old": change.old.to_json_text(),
        "new": change.new.to_json_text(),
        "difference": change.difference().map(text),
        "percent": percent.map(text),
        "old_cell": line.old.and_then(|row| difference.old_cell(row, change.column)),
        "new_cell": line.new.and_then(|row| difference.new_cell(row, change.column)),
        "old_left_out": cells(&change.left_out[0]),
        "new_left_out": cells(&change.left_out[1]),
    })
}

fn cells(cells: &[CellRef]) -> Vec<String> {
    cells.iter().map(ToString::to_string).collect()
}

fn group_sums(difference: &AppendixDifference<'_>, group: &GroupSums<'_>) -> Json {
    let name = |row: Option<&Row>| row.map(|row| row_name(difference, row));
    json!({"old": name(group.old), "new": name(group.new), "sums": sums(difference, &group.sums)})
}

fn sums(difference: &AppendixDifference<'_>, sums: &[ColumnSum]) -> Json {
    let columns = difference.either().map(|appendix| &appendix.layout.columns);
    let sum = |sum: &ColumnSum| {
        json!({
            "field": columns.and_then(|columns| columns.get(sum.column)).map(|column| &*column.field),
            "old": text(sum.old),
            "new": text(sum.new),
            "difference": sum.difference().map(text),
            "percent": sum.percent().map(text),
        })
    };
    sums.iter().map(sum).collect()
}

fn text(number: Decimal) -> String {
    number.normalize().to_string()
}

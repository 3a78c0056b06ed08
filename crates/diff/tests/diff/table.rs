//! Small appendices, written as lines.

use std::sync::Arc;

use phuluc_diff::{AppendixDifference, DiffOptions, Difference, diff};
use phuluc_model::{Appendix, Layout, Layouts, Row, Value};

pub(crate) fn layout(id: &str) -> Arc<Layout> {
    Layouts::built_in().get(id).cloned().expect("a layout")
}

/// A row of a kind at a level with fields by name.
pub(crate) fn row(layout: &Layout, level: u8, kind: &str, fields: &[(&str, &str)]) -> Row {
    let mut values: Vec<Value> = layout.columns.iter().map(|column| Value::blank(column.kind)).collect();
    for (field, text) in fields {
        let index = layout.column_index(field).unwrap_or_else(|| panic!("no field {field}"));
        values[index] = Value::from_json_text(layout.columns[index].kind, Some(text));
    }
    Row { row: 0, level, kind: Arc::from(kind), values, carried: Vec::new(), children: Vec::new() }
}

/// An appendix of rows in the order of the table; levels decide what is below what.
pub(crate) fn appendix(layout: Arc<Layout>, rows: Vec<Row>) -> Appendix {
    let mut appendix = Appendix::new(layout);
    appendix.plan_year = Some(2022);
    appendix.source.file = "a.xlsx".to_owned();
    appendix.source.sheet = "PL".to_owned();
    let columns = appendix.layout.columns.iter().enumerate();
    appendix.source.columns = columns
        .map(|(at, column)| (column.field.to_string(), char::from(b'A' + at as u8).to_string()))
        .collect();
    for (at, mut row) in rows.into_iter().enumerate() {
        row.row = at as u32 + 5;
        if row.level == 0 {
            appendix.total = Some(row);
            continue;
        }
        let mut siblings = &mut appendix.rows;
        for _ in 1..row.level {
            siblings = &mut siblings.last_mut().expect("a row above").children;
        }
        siblings.push(row);
    }
    appendix
}

/// The list of works: `level | kind | code | place | name | central | local`, a line a row.
pub(crate) fn works(lines: &str) -> Appendix {
    let layout = layout("phu-luc-3");
    let rows = lines.lines().map(str::trim).filter(|line| !line.is_empty()).map(|line| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let fields = ["code", "location", "work", "central", "local", "scale"];
        let filled: Vec<(&str, &str)> =
            fields.into_iter().zip(cells[2..].iter().copied()).filter(|(_, text)| !text.is_empty()).collect();
        row(&layout, cells[0].parse().expect("a level"), cells[1], &filled)
    });
    let rows = rows.collect();
    appendix(layout.clone(), rows)
}

/// The funding of projects: `level | kind | code | name | total | central.total | local.total`.
pub(crate) fn funding(lines: &str) -> Appendix {
    let layout = layout("phu-luc-2");
    let rows = lines.lines().map(str::trim).filter(|line| !line.is_empty()).map(|line| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let fields = ["code", "name", "total", "central.total", "local.total"];
        let filled: Vec<(&str, &str)> =
            fields.into_iter().zip(cells[2..].iter().copied()).filter(|(_, text)| !text.is_empty()).collect();
        row(&layout, cells[0].parse().expect("a level"), cells[1], &filled)
    });
    let rows = rows.collect();
    appendix(layout.clone(), rows)
}

pub(crate) fn compare<'a>(old: &'a Appendix, new: &'a Appendix) -> Difference<'a> {
    diff(std::slice::from_ref(old), std::slice::from_ref(new), &DiffOptions::default())
}

/// What happened to each row that is told, as `added Đường A`, in the order of the comparison.
pub(crate) fn told(difference: &Difference<'_>) -> Vec<String> {
    let json: serde_json::Value = serde_json::from_str(&difference.to_json()).expect("JSON");
    let rows = json["appendices"].as_array().expect("a list").iter();
    rows.flat_map(|appendix| appendix["rows"].as_array().expect("rows").clone())
        .map(|row| {
            let words = |key: &str, of: &str| -> Vec<String> {
                let list = row[key].as_array().expect("a list").iter();
                list.map(|item| if of.is_empty() { item } else { &item[of] })
                    .map(|text| text.as_str().unwrap_or("–").to_owned())
                    .collect()
            };
            let (old, new) = (words("old", "name").join(" + "), words("new", "name").join(" + "));
            let names = match (old.is_empty(), new.is_empty()) {
                (false, false) if old != new => format!("{old} → {new}"),
                (true, _) => new,
                _ => old,
            };
            format!("{}: {names}", words("changes", "").join(", "))
        })
        .collect()
}

pub(crate) fn only<'d, 'a>(difference: &'d Difference<'a>) -> &'d AppendixDifference<'a> {
    assert_eq!(difference.appendices.len(), 1);
    &difference.appendices[0]
}

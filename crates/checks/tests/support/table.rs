//! Appendices from a few lines of text; `testdata/rules/README.md` says how.

use std::sync::Arc;

use phuluc_model::{Appendix, CellRef, ColumnName, Layouts, Row, Source, Value};

/// What a fixture says.
#[derive(Default)]
pub(crate) struct Fixture {
    pub(crate) expect: Option<String>,
    pub(crate) appendices: Vec<Appendix>,
}

pub(crate) fn parse(text: &str) -> Fixture {
    let mut fixture = Fixture::default();
    let mut next = 7;
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        if let Some(cell) = line.strip_prefix("expect: ") {
            fixture.expect = Some(cell.to_owned());
        } else if let Some(id) = line.strip_prefix("layout: ") {
            fixture.appendices.push(appendix(id));
            next = 7;
        } else if let Some(title) = line.strip_prefix("title: ") {
            fixture.appendices.last_mut().expect("a layout").title = Some(title.to_owned());
        } else if let Some(year) = line.strip_prefix("year: ") {
            fixture.appendices.last_mut().expect("a layout").plan_year = year.parse().ok();
        } else {
            let appendix = fixture.appendices.last_mut().expect("a layout");
            let depth = (line.len() - line.trim_start().len()) / 2;
            add(appendix, line, depth, next);
            next += 1;
        }
    }
    fixture
}

fn appendix(id: &str) -> Appendix {
    let layout = Layouts::built_in().get(id).cloned().expect("a built-in layout");
    let columns = layout.columns.iter().enumerate();
    let source = Source {
        file: "fixture.xlsx".into(),
        sheet: layout.sheet.clone(),
        columns: columns
            .map(|(at, column)| (column.field.to_string(), ColumnName(at as u32).to_string()))
            .collect(),
        ..Source::default()
    };
    Appendix { source, ..Appendix::new(layout) }
}

fn add(appendix: &mut Appendix, line: &str, depth: usize, number: u32) {
    let layout = appendix.layout.clone();
    let mut parts = line.split(" | ").map(str::trim);
    let kind = parts.next().expect("a kind");
    assert!(layout.kind(kind).is_some(), "{kind} is no kind of {}", layout.id);
    let mut row = Row {
        row: number,
        level: depth as u8 + 1,
        kind: Arc::from(kind),
        values: layout.columns.iter().map(|column| Value::blank(column.kind)).collect(),
        carried: vec![],
        children: vec![],
    };
    for part in parts {
        let (field, text) = part.split_once('=').expect("field=value");
        let column = |field: &str| layout.column_index(field).expect(field);
        if let Some(field) = field.strip_prefix("formula ") {
            let cell = CellRef::new(number - 1, column(field) as u32);
            appendix.source.formulas.insert(cell, text.to_owned());
        } else if field == "carried" {
            row.carried = text.split(',').map(column).collect();
        } else {
            let at = column(field);
            let typed = text.strip_prefix('\'');
            if typed.is_some() {
                appendix.source.text_figures.insert(CellRef::new(number - 1, at as u32));
            }
            let text = typed.unwrap_or(text);
            row.values[at] = Value::from_json_text(layout.columns[at].kind, Some(text));
        }
    }
    if kind == "total" && appendix.total.is_none() {
        row.level = 0;
        appendix.total = Some(row);
        return;
    }
    let mut rows = &mut appendix.rows;
    for _ in 0..depth {
        rows = &mut rows.last_mut().expect("a row above").children;
    }
    rows.push(row);
}

//! What a workbook must yield, as `NAME.expect.json` beside it says.

use std::path::{Path, PathBuf};

use phuluc::{Appendix, CellRange, CellRef, Document, Layouts, Reader, Row, Severity};
use rust_decimal::Decimal;
use serde_json::Value as Json;

pub(crate) fn testdata(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata").join(name)
}

/// A reader that knows the test layouts of a user's own too.
pub(crate) fn reader() -> Reader {
    let mut layouts = Layouts::built_in();
    for layout in phuluc::layouts_from_dir(testdata("layouts")).expect("the layouts") {
        layouts.add(layout);
    }
    Reader::new().layouts(layouts)
}

/// Differences between a workbook and its expectation, a line each; rows too
/// many or too few are differences.
pub(crate) fn differences(document: &Document, expected: &Json) -> Vec<String> {
    let appendices = expected["appendices"].as_array().expect("appendices");
    let mut lines = Vec::new();
    if document.appendices.len() != appendices.len() {
        let found: Vec<String> =
            document.appendices.iter().map(|a| format!("{} {}", a.layout.id, a.source.sheet)).collect();
        lines.push(format!("{} appendices expected, found {found:?}", appendices.len()));
    }
    for (appendix, expected) in document.appendices.iter().zip(appendices) {
        compare(appendix, expected, &mut lines);
    }
    findings(document, expected, &mut lines);
    lines
}

/// Findings that must be there, and rules that must not fire.
fn findings(document: &Document, expected: &Json, lines: &mut Vec<String>) {
    let severity = |name: &Json| match name.as_str() {
        Some("error") => Severity::Error,
        Some("warning") => Severity::Warning,
        _ => Severity::Info,
    };
    for wanted in expected["must_find"].as_array().into_iter().flatten() {
        let cell = wanted["cell"].as_str().map(|cell| cell.parse::<CellRef>().expect("a cell"));
        let found = document.findings.iter().any(|finding| {
            let range = finding.cell.parse::<CellRange>().ok();
            finding.severity >= severity(&wanted["severity"])
                && wanted["rule"].as_str().is_none_or(|rule| rule == finding.rule)
                && cell.is_none_or(|cell| range.is_some_and(|range| range.contains(cell)))
        });
        if !found {
            lines.push(format!("nothing is said of {}: {}", wanted["cell"], wanted["why"]));
        }
    }
    let said = |rule: &Json| document.findings.iter().any(|finding| *rule == *finding.rule);
    for wanted in expected["must_not_find"].as_array().into_iter().flatten() {
        if said(&wanted["rule"]) {
            lines.push(format!("{} is said: {}", wanted["rule"], wanted["why"]));
        }
    }
    let error = document.findings.iter().find(|finding| finding.severity == Severity::Error);
    if let Some(error) = error.filter(|_| expected["clean"] == 1) {
        lines.push(format!("a false error: {} {}", error.rule, error.cell));
    }
}

fn compare(appendix: &Appendix, expected: &Json, lines: &mut Vec<String>) {
    let sheet = &appendix.source.sheet;
    if expected["layout"] != *appendix.layout.id {
        lines.push(format!("{sheet}: layout {}, expected {}", appendix.layout.id, expected["layout"]));
        return;
    }
    if let Some(name) = expected["sheet"].as_str()
        && name != sheet
    {
        lines.push(format!("sheet {sheet}, expected {name}"));
    }
    compare_rest(appendix, expected, lines);
    let rows: Vec<&Row> = appendix.total.iter().chain(appendix.walk()).collect();
    let wanted = expected["rows"].as_array().expect("rows");
    for row in &rows {
        let any = (expected["any_total"] == true && row.level == 0)
            || expected["extra_rows"].as_array().is_some_and(|rows| rows.contains(&Json::from(row.row)));
        if !any && !wanted.iter().any(|wanted| wanted["row"] == row.row) {
            lines.push(format!("{sheet}: row {} is too many: {:?}", row.row, appendix.label(row)));
        }
    }
    for wanted in wanted {
        match rows.iter().find(|row| wanted["row"] == row.row) {
            Some(row) => compare_row(appendix, row, wanted, lines),
            None => lines.push(format!("{sheet}: row {} is missing", wanted["row"])),
        }
    }
}

/// Plan, year, carried columns and unmapped cells, where the expectation names them.
fn compare_rest(appendix: &Appendix, expected: &Json, lines: &mut Vec<String>) {
    let sheet = &appendix.source.sheet;
    let plan = serde_json::to_value(&appendix.plan).expect("a plan");
    match expected.get("plan") {
        Some(Json::Null) if !plan.is_null() => lines.push(format!("{sheet}: plan {plan}, expected none")),
        Some(Json::Object(wanted)) => {
            for (key, wanted) in wanted.iter().filter(|(key, wanted)| plan.get(key) != Some(wanted)) {
                lines.push(format!("{sheet}: plan {plan}, expected {key} {wanted}"));
            }
        }
        _ => {}
    }
    if let Some(year) = expected.get("plan_year")
        && *year != serde_json::json!(appendix.plan_year)
    {
        lines.push(format!("{sheet}: plan year {:?}, expected {year}", appendix.plan_year));
    }
    if let Some(title) = expected.get("title")
        && *title != serde_json::json!(appendix.title)
    {
        lines.push(format!("{sheet}: title {:?}, expected {title}", appendix.title));
    }
    if let Some(unit) = expected.get("unit")
        && *unit != serde_json::json!(appendix.source.unit)
    {
        lines.push(format!("{sheet}: unit {:?}, expected {unit}", appendix.source.unit));
    }
    for (field, column) in expected.get("columns").and_then(Json::as_object).into_iter().flatten() {
        if appendix.source.columns.get(field.as_str()).map(String::as_str) != column.as_str() {
            lines.push(format!("{sheet}: {field} is not in column {column}"));
        }
    }
    for cell in expected.get("notes").and_then(Json::as_array).into_iter().flatten() {
        if !appendix.notes.iter().any(|note| *cell == note.cell.to_string()) {
            lines.push(format!("{sheet}: {cell} is not among the notes"));
        }
    }
    if let Some(carried) = expected.get("carried").and_then(Json::as_object) {
        for row in appendix.walk() {
            let fields: Vec<&str> =
                row.carried.iter().map(|column| &*appendix.layout.columns[*column].field).collect();
            let wanted = carried.get(&row.row.to_string()).cloned().unwrap_or_else(|| serde_json::json!([]));
            if wanted != serde_json::json!(fields) {
                lines.push(format!("{sheet}: row {} carries {fields:?}, expected {wanted}", row.row));
            }
        }
    }
    for cell in expected.get("unmapped").and_then(Json::as_array).into_iter().flatten() {
        if !appendix.unmapped.iter().any(|unmapped| *cell == unmapped.cell.to_string()) {
            lines.push(format!("{sheet}: {cell} is not unmapped"));
        }
    }
}

fn compare_row(appendix: &Appendix, row: &Row, wanted: &Json, lines: &mut Vec<String>) {
    for (field, wanted) in wanted.as_object().expect("a row") {
        let found = match field.as_str() {
            "row" => continue,
            "level" => Json::from(row.level),
            "kind" => Json::from(&*row.kind),
            _ => {
                let value = appendix.value(row, field).unwrap_or_else(|| panic!("no field {field}"));
                value.to_json_text().map_or(Json::Null, Json::from)
            }
        };
        if !same(&found, wanted) {
            lines.push(format!(
                "{} row {} {field}: {found}, expected {wanted}",
                appendix.source.sheet, row.row
            ));
        }
    }
}

/// Figures are equal as decimals (`3800.0` is `3800`), all else to the letter.
fn same(found: &Json, wanted: &Json) -> bool {
    let decimal = |json: &Json| json.as_str().and_then(|text| text.parse::<Decimal>().ok());
    match (decimal(found), decimal(wanted)) {
        (Some(found), Some(wanted)) => found == wanted,
        _ => found == wanted,
    }
}

/// Every workbook under a folder of `testdata/` that has an expectation, with it.
pub(crate) fn expected_workbooks(folder: &str) -> Vec<(PathBuf, Json)> {
    let mut found = Vec::new();
    let mut files: Vec<PathBuf> = std::fs::read_dir(testdata(folder))
        .unwrap_or_else(|error| panic!("{folder}: {error}"))
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    for path in &files {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let stem = name.split('.').next().expect("a stem").to_owned();
        let expected = path.with_file_name(format!("{stem}.expect.json"));
        let other = [".json", ".py", ".js", ".md", ".toml"].iter().any(|end| name.ends_with(end));
        if path.is_file() && !other && expected.is_file() {
            let text = std::fs::read_to_string(&expected).expect("an expectation");
            let expected: Json = serde_json::from_str(&text).expect("JSON");
            // What is beyond the reader yet says so in its expectation, with the reason in `why`.
            if expected["pending"] != true {
                found.push((path.clone(), expected));
            }
        }
    }
    found
}

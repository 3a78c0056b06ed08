//! `phuluc inspect --format json`.

use phuluc::{CellInspection, Language, Layout, Reading, Role, SheetInspection, TableInspection};
use serde_json::{Map, Value as Json, json};

use crate::inspect::container_name;

/// The report for programs.
pub(crate) fn report(readings: &[Reading], cells: bool, language: Language) -> Json {
    let files: Vec<Json> = readings.iter().map(|reading| file(reading, cells, language)).collect();
    json!({"format": "phuluc-inspect/1", "files": files})
}

fn file(reading: &Reading, cells: bool, language: Language) -> Json {
    let inspection = &reading.inspection;
    let sheets: Vec<Json> = inspection.sheets.iter().map(|sheet| self::sheet(sheet, cells)).collect();
    let findings = phuluc::JsonFindings { findings: &reading.document.findings, language };
    json!({
        "file": inspection.file,
        "container": container_name(inspection.container),
        "sheets": sheets,
        "findings": findings,
    })
}

fn sheet(sheet: &SheetInspection, cells: bool) -> Json {
    let count = |role: fn(&Role) -> bool| sheet.cells.iter().filter(|cell| role(&cell.role)).count();
    let mut map = Map::new();
    map.insert("name".to_owned(), json!(sheet.name));
    map.insert("hidden".to_owned(), json!(sheet.hidden));
    map.insert("encodings".to_owned(), json!(sheet.encodings));
    map.insert("tables".to_owned(), sheet.tables.iter().map(table).collect());
    let counts = json!({
        "title": count(|role| matches!(role, Role::Title)),
        "header": count(|role| matches!(role, Role::Header)),
        "value": count(|role| matches!(role, Role::Value(_))),
        "note": count(|role| matches!(role, Role::Note)),
        "unmapped": count(|role| matches!(role, Role::Unmapped)),
    });
    map.insert("cell_counts".to_owned(), counts);
    let unused = sheet.cells.iter().filter(|cell| cell.role == Role::Unmapped);
    map.insert(
        "unmapped".to_owned(),
        unused.map(|cell| json!({"cell": cell.cell, "text": cell.text})).collect(),
    );
    if cells {
        map.insert("cells".to_owned(), sheet.cells.iter().map(cell).collect());
    }
    Json::Object(map)
}

fn table(table: &TableInspection) -> Json {
    let likely = |field: &Option<(String, f64)>| {
        field.as_ref().map(|(field, like)| json!({"field": field, "likeness": rounded(*like)}))
    };
    let other = |(layout, score): &(std::sync::Arc<Layout>, f64)| json!({"layout": &*layout.id, "confidence": rounded(*score)});
    let columns: Vec<Json> = table
        .columns
        .iter()
        .map(|column| {
            json!({
                "column": column.letters,
                "header": column.header,
                "taken_for": likely(&column.field),
                "or": likely(&column.next),
            })
        })
        .collect();
    json!({
        "layout": &*table.layout.id,
        "confidence": rounded(table.confidence),
        "alternatives": table.alternatives.iter().map(other).collect::<Vec<_>>(),
        "header": table.header,
        "title": table.title,
        "plan_year": table.plan_year,
        "unit": table.unit,
        "unit_stated": table.unit_stated,
        "rows": table.rows,
        "columns": columns,
    })
}

fn cell(cell: &CellInspection) -> Json {
    let mut map = Map::new();
    map.insert("cell".to_owned(), json!(cell.cell));
    map.insert("role".to_owned(), json!(cell.role.name()));
    if let Some(field) = &cell.field {
        map.insert("field".to_owned(), json!(&**field));
        map.insert("row".to_owned(), json!(cell.cell.row + 1));
    }
    map.insert("text".to_owned(), json!(cell.text));
    Json::Object(map)
}

/// Two digits say enough of a likeness.
fn rounded(share: f64) -> f64 {
    (share * 100.0).round() / 100.0
}

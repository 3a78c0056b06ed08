//! Makes up what many units send, merges it and writes the workbook, with the time of
//! each step: `cargo run --release --example merge_many -- 700 20000 merged.xlsx`.

use std::sync::Arc;
use std::time::Instant;

use phuluc::{
    Appendix, ColumnName, ColumnType, Document, Format, Language, Layouts, MergeOptions, Places,
    PlanReference, Quantity, Row, UnitSubmission, Value,
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [units, works, output] = arguments.as_slice() else {
        return Err("usage: merge_many UNITS WORKS OUT.xlsx".into());
    };
    let (units, works): (usize, usize) = (units.parse()?, works.parse()?);
    let (places, names) = places(units)?;
    let sent: Vec<UnitSubmission> = names
        .iter()
        .enumerate()
        .map(|(at, name)| submission(name, works * (at + 1) / units - works * at / units))
        .collect();
    let start = Instant::now();
    let merged = phuluc::merge(&sent, &MergeOptions::default().places(places));
    let merging = start.elapsed();
    let rows: usize = merged.appendices.iter().map(|one| one.origins.len()).sum();
    let start = Instant::now();
    let bytes = phuluc::write_merged(&merged, None, Format::Xlsx, Language::Vietnamese)?;
    let writing = start.elapsed();
    std::fs::write(output, &bytes)?;
    let start = Instant::now();
    let read = phuluc::Reader::new().read_bytes(output, &bytes)?;
    let again: usize = read.appendices.iter().map(|appendix| appendix.walk().count()).sum();
    println!("{} units, {rows} rows, {} bytes", merged.submissions.len(), bytes.len());
    println!(
        "merged in {merging:.1?}, written in {writing:.1?}, read in {:.1?}: {again} rows",
        start.elapsed()
    );
    for finding in merged.findings.iter().take(5) {
        println!("{} {}", finding.rule, finding.message.en);
    }
    Ok(())
}

/// A list of units: up to eleven districts, or eleven districts of communes that send.
fn places(units: usize) -> Result<(Places, Vec<String>), Box<dyn std::error::Error>> {
    let mut text = String::new();
    let mut names = Vec::new();
    for at in 0..units {
        let district = if units > 11 { at % 11 } else { at };
        let (district, commune) = (format!("Huyện Số {district:02}"), format!("Xã Thôn {at:03}"));
        text += &format!("{}\t{district}\t{at}\t{commune}\n", at % 11);
        names.push(if units > 11 { format!("{commune}, {district}") } else { district });
    }
    Ok((Places::parse("made.tsv", &text)?, names))
}

fn submission(unit: &str, works: usize) -> UnitSubmission {
    let layouts = Layouts::built_in();
    let file = format!("{unit}.xlsx");
    let mut appendices = Vec::new();
    for (id, count) in [("phu-luc-3", works), ("phu-luc-2", 6)] {
        let Some(layout) = layouts.get(id) else { continue };
        let mut appendix = Appendix::new(layout.clone());
        appendix.title = Some(layout.title_for(Some(2022)));
        appendix.plan_year = Some(2022);
        appendix.plan = Some(PlanReference {
            number: Some("1/BC-UBND".to_owned()),
            date: Some("2021-10-14".to_owned()),
            issuer: Some(format!("UBND {unit}")),
        });
        appendix.source.file.clone_from(&file);
        appendix.source.sheet.clone_from(&layout.sheet);
        for (at, column) in (0u32..).zip(&layout.columns) {
            appendix.source.columns.insert(column.field.to_string(), ColumnName(at).to_string());
        }
        appendix.rows = (0..count).map(|at| row(&appendix, unit, at)).collect();
        appendices.push(appendix);
    }
    let document = Document { appendices, findings: Vec::new() };
    let sha256 = phuluc::sha256(unit.as_bytes());
    UnitSubmission { file, sha256, document, ..UnitSubmission::default() }
}

fn row(appendix: &Appendix, unit: &str, at: usize) -> Row {
    let layout = &appendix.layout;
    let list = layout.column_index("work").is_some();
    let kind = if list { "work" } else { "project" };
    let values = layout.columns.iter().map(|column| match (&*column.field, column.kind) {
        ("code", _) => Value::Text(Some(Arc::from((at + 1).to_string()))),
        ("work", _) => Value::Text(Some(Arc::from(format!("Đường liên thôn đoạn {at}, {unit}")))),
        ("name", _) => Value::Text(Some(Arc::from(format!("Dự án {}: Hỗ trợ phát triển", at + 1)))),
        ("location", _) => Value::Text(Some(Arc::from(unit))),
        (_, ColumnType::Text) => Value::Text(Some(Arc::from("Mặt đường bê tông rộng 3m, dài 2,3km"))),
        (_, ColumnType::Year) => Value::from_json_text(column.kind, Some("2022")),
        (field, _) if field.ends_with("total") => Value::Quantity(Quantity::Blank),
        _ => Value::from_json_text(column.kind, Some(&format!("{}.{}", 100 + at % 977, at % 10))),
    });
    let row = u32::try_from(at + 8).unwrap_or_default();
    Row { row, level: 1, kind: Arc::from(kind), values: values.collect(), carried: vec![], children: vec![] }
}

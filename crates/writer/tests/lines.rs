//! CSV and JSON lines.

mod common;

use common::document;
use phuluc_writer::{write_csv, write_jsonl};

#[test]
fn csv_has_a_line_a_row() {
    let mut document = document("funding.json");
    document.appendices.extend(common::document("works.json").appendices);
    let mut out = Vec::new();
    write_csv(&document, &mut out).expect("CSV");
    let text = String::from_utf8(out).expect("UTF-8");
    let text = text.strip_prefix('\u{feff}').expect("a byte order mark");
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].starts_with("layout,file,sheet,row,level,kind,carried,code,name,total,central.total,"));
    assert!(lines[0].ends_with("location,work,agency,scale,rationale,central,local,year"));
    assert!(lines[1].starts_with("phu-luc-2,nho.xlsx,PL II,7,0,total,,,Tổng cộng,227230.95,198287,127710,,"));
    assert!(text.contains("\"'=HYPERLINK(\"\"http://a\"\")\""), "{text}");
    assert!(text.contains("phu-luc-3,nho.xlsx,PL III,11,3,work,location;agency,1.2,"), "{text}");
    assert!(text.contains("'-Nhà văn hóa"), "{text}");
    assert_eq!(lines.len(), 1 + 11 + 9);
}

#[test]
fn json_lines_stand_alone() {
    let mut out = Vec::new();
    write_jsonl(&document("works.json"), &mut out).expect("JSON lines");
    let text = String::from_utf8(out).expect("UTF-8");
    let lines: Vec<serde_json::Value> =
        text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(lines.len(), 9);
    assert_eq!(lines[0]["kind"], "total");
    assert_eq!(lines[0]["unit"], "trieu-dong");
    assert_eq!(lines[4]["carried"], serde_json::json!(["location", "agency"]));
    assert_eq!(lines[4]["central"], "12570");
    assert!(lines[4].get("children").is_none());
    assert!(text.starts_with("{\"file\":\"nho.xlsx\",\"sheet\":\"PL III\",\"layout\":\"phu-luc-3\",\"unit\":\"trieu-dong\",\"row\":7,"));
}

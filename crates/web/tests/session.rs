//! What the page is told, without a browser.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use std::fs;
use std::path::Path;

use phuluc::{Format, Language};
use phuluc_web::{Accepting, ByHand, MergeChoice, Session};
use serde_json::Value as Json;

fn submission(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/submissions").join(name)).unwrap()
}

fn open(names: &[&str]) -> Session {
    let mut session = Session::new();
    for (number, name) in names.iter().enumerate() {
        session.open(u32::try_from(number).unwrap(), name, submission(name)).unwrap();
    }
    session
}

fn json(text: &str) -> Json {
    serde_json::from_str(text).unwrap()
}

#[test]
fn a_file_is_told_with_its_tables_findings_and_cells() {
    let mut session = open(&["lang-son.xlsx"]);
    let overview = json(&session.overview(0).unwrap());
    assert_eq!(overview["sheets"][1]["tables"][0]["number"], "II");
    assert_eq!(overview["sheets"][1]["tables"][0]["unit"], "triệu đồng");
    let findings = json(&session.findings(0, &[], Language::Vietnamese).unwrap());
    assert_eq!(findings["errors"], 4);
    let first = &findings["list"][0];
    assert_eq!(
        (&first["cell"], &first["found"], &first["expected"]),
        (&"C12".into(), &"60000".into(), &"70000".into())
    );
    let third = findings["list"].as_array().unwrap().iter().find(|one| one["cell"] == "A36").unwrap();
    assert_eq!(third["unit"], "Huyện Văn Quan");
    let cells = session.cells(0, 1).unwrap();
    let at =
        cells.rows.iter().zip(&cells.columns).position(|(row, column)| (*row, *column) == (11, 2)).unwrap();
    let text = &cells.text[cells.ends[at - 1] as usize..cells.ends[at] as usize];
    assert_eq!((text, cells.looks[at] & phuluc_web::GROUPED), (b"60000".as_slice(), phuluc_web::GROUPED));
    assert!(cells.merges.chunks(4).any(|merge| merge == [4, 3, 4, 5]), "{:?}", cells.merges);
}

#[test]
fn charts_are_by_source_and_by_unit() {
    let session = open(&["lang-son.xlsx"]);
    let charts = json(&session.charts(0).unwrap());
    let second = &charts[0];
    assert_eq!(
        second["sources"],
        serde_json::json!(["Ngân sách Trung ương", "Ngân sách địa phương", "Huy động khác"])
    );
    assert_eq!(second["bars"][0]["amounts"][0], "136710");
    let units = charts.as_array().unwrap().iter().find(|chart| chart["of"] == "units").unwrap();
    assert_eq!((&units["number"], &units["sources"][0]), (&"III".into(), &"NSTW".into()));
    // Three districts, and the form's two communes of group II without a figure.
    assert_eq!(units["bars"].as_array().unwrap().len(), 5);
}

#[test]
fn what_cannot_be_done_is_said_in_both_languages() {
    let mut session = Session::new();
    let failure = session.open(0, "a.xlsx", b"no workbook".to_vec()).unwrap_err();
    assert!(failure.vi.starts_with("a.xlsx: ") && failure.en.starts_with("a.xlsx: "), "{failure:?}");
    assert_ne!(failure.vi, failure.en);
    assert!(session.overview(0).is_err());
    assert!(session.merged_file(Format::Xlsx, Language::Vietnamese).is_err());
    assert!(session.add_layout("a.toml", "id = 1").is_err());
    session.open(1, "xấu\u{7}.xls", submission("binh-gia.xls")).unwrap();
    assert_eq!(json(&session.overview(1).unwrap())["name"], "xấu\u{fffd}.xls");
}

#[test]
fn units_that_sent_nothing_are_listed() {
    let mut session = open(&["binh-gia.xls", "dinh-lap.xlsx", "van-quan.ods"]);
    let choice: MergeChoice =
        serde_json::from_str(r#"{"files": [{"file": 0}, {"file": 1}, {"file": 2}]}"#).unwrap();
    let overview = json(&session.merge(&choice).unwrap());
    let units = overview["units"].as_array().unwrap();
    let missing = units.iter().filter(|unit| unit["files"].as_array().unwrap().is_empty()).count();
    assert_eq!((units.len(), missing), (11, 8));
    assert!(!session.merged_file(Format::Csv, Language::Vietnamese).unwrap().is_empty());
}

#[test]
fn a_layout_by_hand_keeps_the_words_of_the_one_it_is_made_of() {
    let mut session = open(&["lang-son.xlsx"]);
    let said: ByHand = serde_json::from_str(
        r#"{"file": 0, "sheet": 2, "layout": "phu-luc-3", "first": 5, "last": 6, "columns": {"A": "location", "B": "code"}}"#,
    )
    .unwrap();
    let text = session.layout_by_hand(&said).unwrap();
    assert!(text.starts_with("# Phụ lục III: the list of works."), "{text}");
    assert!(text.contains(r#""Địa điểm | Địa điểm xây dựng"#) && text.contains(r#", ["TT"]]"#), "{text}");
    assert_eq!(session.add_layout("phu-luc-3.toml", &text).unwrap(), "phu-luc-3");
    assert!(session.layouts().contains(r#""own":true"#));
    session.remove_layout("phu-luc-3").unwrap();
    assert!(!session.layouts().contains(r#""own":true"#));
}

#[test]
fn a_finding_is_accepted_and_given_back() {
    let mut session = open(&["lang-son.xlsx"]);
    let errors = |session: &mut Session| {
        let findings = json(&session.findings(0, &[], Language::Vietnamese).unwrap());
        (findings["errors"].as_u64().unwrap(), findings["accepted"].as_u64().unwrap())
    };
    let said: Accepting = serde_json::from_str(
        r#"{"file": 0, "finding": 0, "reason": "Đã trình", "by": "Lê A", "date": "24/11/2026"}"#,
    )
    .unwrap();
    let before = "# của phòng\n[severity]\nPL405 = \"info\"\n";
    let text = session.accept(&said, before, Language::Vietnamese).unwrap();
    assert!(text.starts_with(before) && text.contains("found = \"60000\""), "{text}");
    session.set_decisions("phuluc.toml", &text).unwrap();
    assert_eq!(errors(&mut session), (3, 1));
    let findings = json(&session.findings(0, &[], Language::Vietnamese).unwrap());
    let list = findings["list"].as_array().unwrap();
    let at = list.iter().position(|one| !one["accepted"].is_null()).unwrap();
    assert_eq!(list[at]["accepted"]["date"], "2026-11-24");
    let text = session.withdraw(0, &[], at, &text, Language::Vietnamese).unwrap();
    assert_eq!(text.trim_end(), before.trim_end());
    session.set_decisions("phuluc.toml", &text).unwrap();
    assert_eq!(errors(&mut session), (4, 0));
    let incomplete = Accepting { by: " ".to_owned(), ..said };
    assert!(session.accept(&incomplete, "", Language::Vietnamese).is_err());
}

#[test]
fn a_severity_of_the_offices_own() {
    let text = phuluc_web::with_severity("# a\n", "PL405", "off").unwrap();
    assert!(text.contains("# a\n") && text.contains("[severity]\nPL405 = \"off\"\n"), "{text}");
    let mut session = Session::new();
    session.set_decisions("phuluc.toml", &text).unwrap();
    let rules = json(&session.rules());
    let own = |code: &str| {
        let line = rules.as_array().unwrap().iter().find(|one| one["code"] == code).unwrap();
        line["own"].clone()
    };
    assert_eq!((own("PL405"), own("PL201")), ("off".into(), Json::Null));
    assert!(!phuluc_web::with_severity(&text, "PL405", "").unwrap().contains("PL405"));
    assert!(phuluc_web::with_severity("", "PL999", "off").is_err());
    assert!(phuluc_web::with_severity("", "PL405", "loud").is_err());
}

#[test]
fn a_merged_workbook_is_updated() {
    let mut session = open(&["binh-gia.xls", "dinh-lap.xlsx", "van-quan.ods"]);
    let choice = |text: &str| -> MergeChoice { serde_json::from_str(text).unwrap() };
    session.merge(&choice(r#"{"files": [{"file": 0}, {"file": 1}]}"#)).unwrap();
    let merged = session.merged_file(Format::Xlsx, Language::Vietnamese).unwrap();
    session.open(7, "tinh.xlsx", merged).unwrap();
    assert_eq!(json(&session.overview(7).unwrap())["merged"], true);
    assert_eq!(json(&session.overview(0).unwrap())["merged"], false);
    let update = choice(r#"{"files": [{"file": 1}, {"file": 2}], "update": 7}"#);
    let overview = json(&session.merge(&update).unwrap());
    assert_eq!(overview["replaced"], serde_json::json!(["Huyện Đình Lập"]));
    assert_eq!(overview["added"], serde_json::json!(["Huyện Văn Quan"]));
    assert!(session.merge(&choice(r#"{"files": [{"file": 1}], "update": 0}"#)).is_err());
}

#[test]
fn units_of_a_list_and_their_files() {
    let session = Session::new();
    let list = json(&session.unit_list("Huyện Bình Gia\nHuyện Đình Lâp\nHuyện Bình Gia\n").unwrap());
    assert_eq!(list["files"], serde_json::json!(["huyen-binh-gia.xlsx", "huyen-dinh-lap.xlsx"]));
    assert_eq!(list["said"].as_array().unwrap().len(), 2);
    assert!(session.unit_list("\n").is_err());
}

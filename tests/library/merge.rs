//! Districts' submissions, merged.

use phuluc::{Appendix, Format, Language, MergeOptions, Merged, Quantity, Row, Severity, UnitSubmission};
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::expectations::{reader, testdata};
use crate::{districts, round_trip, schema};

pub(crate) fn submission(name: &str) -> UnitSubmission {
    let bytes = std::fs::read(testdata("submissions").join(name)).expect("a sample");
    reader().submissions(name, &bytes).expect("read").remove(0)
}

pub(crate) fn samples() -> Vec<UnitSubmission> {
    ["dinh-lap.xlsx", "van-quan.ods", "binh-gia.xls"].map(submission).to_vec()
}

pub(crate) fn merged() -> Merged {
    phuluc::merge(&samples(), &MergeOptions::default())
}

pub(crate) fn figure(appendix: &Appendix, row: &Row, field: &str) -> String {
    appendix.quantity(row, field).to_string()
}

#[test]
fn the_districts_are_the_plans_first_group() {
    let merged = merged();
    let [list] = merged.appendices.as_slice() else { panic!("one appendix") };
    let appendix = &list.appendix;
    let [group] = appendix.rows.as_slice() else { panic!("one group") };
    assert_eq!(group.text(0), Some("I"));
    assert_eq!(appendix.label(group), Some("Huyện nghèo"));
    assert_eq!(figure(appendix, group, "central"), "127710");
    assert_eq!(figure(appendix, group, "local"), "27218.4");
    let total = appendix.total.as_ref().expect("a total");
    assert_eq!(figure(appendix, total, "local"), "27218.4");
    let districts: Vec<(Option<&str>, Option<&str>, usize)> =
        group.children.iter().map(|row| (row.text(0), appendix.label(row), row.children.len())).collect();
    assert_eq!(
        districts,
        [
            (Some("1"), Some("Huyện Bình Gia"), 7),
            (Some("2"), Some("Huyện Văn Quan"), 19),
            (Some("3"), Some("Huyện Đình Lập"), 18)
        ]
    );
    let last = group.children[2].children.last().expect("a work");
    assert_eq!(last.text(0), Some("3.18"));
    for finding in &merged.findings {
        eprintln!("{} {} {} {}", finding.rule, finding.file, finding.cell, finding.message.vi);
    }
    assert!(merged.findings.iter().all(|finding| finding.severity < Severity::Error));
    assert_eq!(appendix.quantity(last, "central"), &Quantity::from_json_text("6630"));
}

pub(crate) fn workbook(merged: &Merged) -> Vec<u8> {
    phuluc::write_merged(merged, None, Format::Xlsx, Language::Vietnamese).expect("written")
}

pub(crate) fn merge(submissions: &[UnitSubmission]) -> Merged {
    phuluc::merge(submissions, &MergeOptions::default())
}

/// What is read of a merged workbook is what was merged: no figure of a formula differs.
pub(crate) fn comes_back(merged: &Merged) {
    let read = reader().read_bytes("merged.xlsx", workbook(merged)).expect("read");
    let said: Vec<&str> = read.findings.iter().map(|finding| &*finding.rule).collect();
    assert!(!said.contains(&"PL014"), "a formula gives something else than was merged");
    round_trip::same(&merged.document(), &read);
}

#[test]
fn the_merged_workbook_is_read_as_what_was_merged() {
    comes_back(&merged());
}

#[test]
fn every_row_says_its_unit_and_cell() {
    let json = merged().to_json(Language::English);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let work = &json["appendices"][0]["rows"][0]["children"][0]["children"][2];
    assert_eq!(work["from"][0]["unit"], "Huyện Bình Gia");
    assert_eq!(work["from"][0]["file"], "binh-gia.xls");
    assert_eq!(work["from"][0]["sheet"], "DM CT");
    assert_eq!(work["from"][0]["cell"], "C10");
    assert_eq!(json["units"][2]["unit"], "Huyện Đình Lập");
    assert_eq!(schema::violations_of(&json), Vec::<String>::new());
    let csv = phuluc::write_merged(&merged(), None, Format::Csv, Language::English).expect("CSV");
    let csv = String::from_utf8(csv).expect("UTF-8");
    assert!(csv.contains("Huyện Bình Gia,[binh-gia.xls]DM CT!C10,1.3"), "{}", &csv[..1500]);
}

#[test]
fn lines_of_json_say_units_and_cells_as_the_json_form_does() {
    let merged = merged();
    let lines = phuluc::write_merged(&merged, None, Format::Jsonl, Language::Vietnamese).expect("written");
    let lines: Vec<serde_json::Value> = String::from_utf8(lines)
        .expect("text")
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    let work = lines.iter().find(|line| line["code"] == "1.1").expect("the first work");
    let expected = serde_json::json!([
        {"unit": "Huyện Bình Gia", "file": "binh-gia.xls", "sheet": "DM CT", "cell": "C8"}
    ]);
    assert_eq!(work["from"], expected);
    assert_eq!(lines.len(), merged.appendices[0].origins.len() + 1, "the grand total and every row");
}

#[test]
fn the_json_form_of_a_merge_is_a_document_and_a_merge() {
    let merged = merged();
    let json = merged.to_json(Language::Vietnamese);
    let document = reader().read_bytes("merged.json", json.as_bytes()).expect("a document");
    round_trip::same(&merged.document(), &document);
    let again = merge(&reader().submissions("merged.json", json.as_bytes()).expect("submissions"));
    assert_eq!(workbook(&again), workbook(&merged));
}

fn codes(merged: &Merged, severity: Severity) -> Vec<(String, String)> {
    let said = merged.findings.iter().filter(|finding| finding.severity == severity);
    said.map(|finding| (finding.rule.to_string(), finding.file.clone())).collect()
}

#[test]
fn a_unit_sent_twice_is_said_and_the_later_wins_only_when_asked() {
    let mut sent = samples();
    let mut again = sent[2].clone();
    again.file = "binh-gia-2.xls".to_owned();
    again.sha256 = "other".to_owned();
    for appendix in &mut again.document.appendices {
        appendix.source.file.clone_from(&again.file);
        appendix.plan.as_mut().expect("a plan").date = Some("2021-11-01".to_owned());
    }
    sent.push(again);
    let twice = merge(&sent);
    assert_eq!(
        codes(&twice, Severity::Error),
        [("PL703".to_owned(), "binh-gia-2.xls".to_owned()), ("PL703".to_owned(), "binh-gia.xls".to_owned())]
    );
    assert_eq!(twice.submissions.len(), 2, "neither is merged");
    let latest = phuluc::merge(&sent, &MergeOptions::default().latest(true));
    assert_eq!(codes(&latest, Severity::Error), []);
    assert_eq!(latest.submissions[0].file, "binh-gia-2.xls");
    assert!(codes(&latest, Severity::Info).contains(&("PL711".to_owned(), "binh-gia.xls".to_owned())));
    sent.pop();
    sent.push(UnitSubmission { file: "copy.xls".to_owned(), ..sent[2].clone() });
    let copy = merge(&sent);
    assert_eq!(codes(&copy, Severity::Error), [], "a copy is no conflict");
    assert_eq!(copy.submissions.len(), 3);
}

#[test]
fn a_foreign_unit_an_unknown_one_and_another_year_are_left_out_and_said() {
    let mut sent = samples();
    let issuer = |one: &mut UnitSubmission, issuer: Option<&str>| {
        one.document.appendices[0].plan.as_mut().expect("a plan").issuer = issuer.map(str::to_owned);
    };
    issuer(&mut sent[0], Some("UBND huyện Ba Bể"));
    let foreign = merge(&sent);
    assert_eq!(codes(&foreign, Severity::Error), [("PL702".to_owned(), "dinh-lap.xlsx".to_owned())]);
    assert_eq!(foreign.submissions.len(), 2);

    let mut sent = samples();
    let year = &mut sent[1].document.appendices[0].plan_year;
    *year = Some(2021);
    let last_year = merge(&sent);
    assert_eq!(codes(&last_year, Severity::Error), [("PL705".to_owned(), "van-quan.ods".to_owned())]);

    let plan = submission("lang-son.xlsx");
    let province = merge(&[plan.clone(), samples().remove(0)]);
    assert_eq!(codes(&province, Severity::Error), [("PL701".to_owned(), "lang-son.xlsx".to_owned())]);
    let said = UnitSubmission { unit: Some("Tràng Định".to_owned()), ..plan };
    let said = merge(&[said]);
    assert_eq!(codes(&said, Severity::Error), []);
    assert_eq!(said.submissions[0].unit.as_deref(), Some("Huyện Tràng Định"));
}

#[test]
fn missing_units_are_counted_against_the_list() {
    let merged = merged();
    let missing = merged.findings.iter().find(|finding| finding.rule == "PL704").expect("said");
    assert!(missing.message.en.starts_with("nothing was sent by 8 units: Thành phố Lạng Sơn, "));
}

#[test]
fn an_update_replaces_one_unit_and_says_what_was_typed_over() {
    let before = workbook(&merged());
    let mut new = samples().remove(2);
    new.sha256 = "new".to_owned();
    let slot = &mut new.document.appendices[0].rows[0].values[6];
    *slot = phuluc::Value::Quantity(Quantity::from_json_text("2000"));
    let options = MergeOptions::default();
    let update =
        phuluc::update(&reader(), "merged.xlsx", &before, vec![new.clone()], &options).expect("an update");
    assert_eq!(update.edits, []);
    assert_eq!(update.replaced, ["Huyện Bình Gia"]);
    let mut anew = samples();
    anew[2] = new;
    assert_eq!(workbook(&merge(&update.submissions)), workbook(&merge(&anew)));
    assert!(
        phuluc::update(
            &reader(),
            "a.xls",
            &std::fs::read(testdata("submissions/binh-gia.xls")).expect("a file"),
            vec![],
            &options
        )
        .is_err()
    );
}

/// A layout of a user's own that says nothing about merging.
#[test]
fn a_form_that_says_nothing_about_merging_is_merged() {
    let sent: Vec<UnitSubmission> =
        [("communes.xlsx", "Huyện Bình Gia"), ("one-commune.xls", "Huyện Văn Quan")]
            .iter()
            .flat_map(|(name, unit)| {
                let bytes = std::fs::read(testdata("layouts/works-2026").join(name)).expect("a workbook");
                let mut read = reader().submissions(name, &bytes).expect("read");
                read.iter_mut().for_each(|one| one.unit = Some((*unit).to_owned()));
                read
            })
            .collect();
    let merged = merge(&sent);
    let appendix = &merged.appendices[0].appendix;
    let works = |appendix: &Appendix| appendix.walk().filter(|row| &*row.kind == "work").count();
    let all: usize = sent.iter().flat_map(|one| &one.document.appendices).map(works).sum();
    assert_eq!(works(appendix), all);
    assert_eq!(
        appendix.rows.iter().map(|row| &*row.kind).collect::<Vec<_>>(),
        ["work", "work", "work", "work", "work", "group", "group"]
    );
    comes_back(&merged);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_order_gives_the_same_bytes(sent in districts::districts(), turn in 0usize..6) {
        let mut other = sent.clone();
        other.rotate_left(turn % sent.len());
        other.reverse();
        let (one, other) = (merge(&sent), merge(&other));
        prop_assert_eq!(workbook(&one), workbook(&other));
        prop_assert_eq!(one.to_json(Language::Vietnamese), other.to_json(Language::Vietnamese));
    }

    #[test]
    fn any_merge_comes_back_from_its_workbook(sent in districts::districts()) {
        comes_back(&merge(&sent));
    }

    #[test]
    fn merging_merges_of_parts_is_merging_all(sent in districts::districts(), cut in 1usize..6) {
        let (one, other) = sent.split_at(cut.min(sent.len() - 1));
        let mut parts = Vec::new();
        for part in [one, other] {
            parts.extend(reader().submissions("part.xlsx", &workbook(&merge(part))).expect("a part"));
        }
        prop_assert_eq!(workbook(&merge(&parts)), workbook(&merge(&sent)));
    }

    #[test]
    fn updating_is_merging_anew(sent in districts::districts()) {
        let (new, old) = sent.split_first().expect("somebody");
        let mut stale = old.to_vec();
        // The unit's earlier file has the same forms.
        let mut earlier = new.clone();
        earlier.sha256 = "earlier".to_owned();
        earlier.document.appendices.iter_mut().for_each(|appendix| { appendix.rows.pop(); });
        stale.push(earlier);
        let options = MergeOptions::default();
        let update = phuluc::update(&reader(), "m.xlsx", &workbook(&merge(&stale)), vec![new.clone()], &options).expect("an update");
        prop_assert_eq!(&update.edits, &[]);
        prop_assert_eq!(workbook(&merge(&update.submissions)), workbook(&merge(&sent)));
    }

    #[test]
    fn nothing_is_lost(sent in districts::districts()) {
        // What the districts' rows count is what the province's total counts.
        let merged = merge(&sent);
        for one in &merged.appendices {
            let layout = &one.appendix.layout;
            let appendices = merged.submissions.iter().flat_map(|sent| &sent.document.appendices);
            let counted: Vec<_> =
                appendices.filter(|appendix| appendix.layout.id == layout.id).map(unit_total).collect();
            for column in layout.children_sums.iter().copied() {
                let counted: Decimal = counted.iter().map(|total| total(column)).sum();
                let total = one.appendix.total.as_ref().expect("a total").quantity(column).addend();
                prop_assert_eq!(total, counted, "{} {}", &layout.id, &layout.columns[column].field);
            }
        }
    }
}

/// What a unit's workbook gives as the sum of each column: what its own regenerated
/// workbook computes for a grand total.
pub(crate) fn unit_total(appendix: &Appendix) -> impl Fn(usize) -> Decimal {
    let mut alone = appendix.clone();
    let layout = alone.layout.clone();
    let kind = layout.kinds.iter().find(|kind| kind.role == phuluc::KindRole::Total).expect("a total");
    let values = layout.columns.iter().map(|column| phuluc::Value::blank(column.kind)).collect();
    let blank = Row { row: 0, level: 0, kind: kind.name.clone(), values, carried: vec![], children: vec![] };
    let total = alone.total.get_or_insert(blank);
    total.values[kind.label] = phuluc::Value::Text(Some("Tổng cộng".into()));
    let label = layout.columns[kind.label].field.to_string();
    let document = phuluc::Document { appendices: vec![alone], findings: vec![] };
    let bytes = phuluc::write(&document, Format::Xlsx, Language::English).expect("written");
    // What stands in the cells, not what their notes state.
    let cells = reader().inspect_bytes("one.xlsx", &bytes).expect("read").inspection.sheets.remove(0).cells;
    let is_total =
        |cell: &phuluc::CellInspection| cell.text == "Tổng cộng" && cell.field.as_deref() == Some(&label);
    let row = cells.iter().find(|cell| is_total(cell)).map(|cell| cell.cell.row).expect("a total");
    move |column| {
        let field = &layout.columns[column].field;
        let cell = cells.iter().find(|cell| cell.cell.row == row && cell.field.as_ref() == Some(field));
        cell.and_then(|cell| cell.text.parse().ok()).unwrap_or_default()
    }
}

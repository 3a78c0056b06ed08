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

fn merged() -> Merged {
    phuluc::merge(&samples(), &MergeOptions::default())
}

fn figure(appendix: &Appendix, row: &Row, field: &str) -> String {
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

fn workbook(merged: &Merged) -> Vec<u8> {
    phuluc::write_merged(merged, None, Format::Xlsx, Language::Vietnamese).expect("written")
}

fn merge(submissions: &[UnitSubmission]) -> Merged {
    phuluc::merge(submissions, &MergeOptions::default())
}

/// What is read of a merged workbook is what was merged: no figure of a formula differs.
fn comes_back(merged: &Merged) {
    let read = reader().read_bytes("merged.xlsx", &workbook(merged)).expect("read");
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
fn sums_are_held_against_the_plan() {
    let plan = reader().read_path(testdata("submissions/lang-son.xlsx")).expect("the plan");
    let differences = phuluc::against(&merged(), &plan, &MergeOptions::default());
    let group = differences.iter().find(|one| one.code.as_deref() == Some("I")).expect("the group");
    assert_eq!((group.field.as_str(), group.difference.to_string().as_str()), ("local", "0.4"));
    let shares: Vec<String> =
        group.shares.iter().map(|share| format!("{} {}", share.unit, share.figure)).collect();
    assert_eq!(shares, ["Huyện Bình Gia 19703.4", "Huyện Đình Lập 7515"]);
    assert!(
        !differences.iter().any(|one| one.name.starts_with("Đường Thâm Khôn")),
        "equal figures are not said"
    );
    assert!(differences.iter().any(|one| one.code.as_deref() == Some("III") && one.sum.is_blank()));
}

/// Name, field, plan, sum of each difference.
fn against(merged: &Merged, plan: &phuluc::Document) -> Vec<[String; 4]> {
    let differences = phuluc::against(merged, plan, &MergeOptions::default());
    differences
        .into_iter()
        .map(|one| [one.name, one.field, one.plan.to_string(), one.sum.to_string()])
        .collect()
}

#[test]
fn a_merge_held_against_its_own_result_agrees() {
    let merged = merged();
    let own = reader().read_bytes("merged.xlsx", &workbook(&merged)).expect("read");
    assert_eq!(against(&merged, &own), Vec::<[String; 4]>::new());
}

#[test]
fn a_flat_list_of_works_is_held_against_the_works_below_their_districts() {
    for name in ["dinh-lap.xlsx", "van-quan.ods", "binh-gia.xls"] {
        let sent = submission(name);
        let alone = merge(std::slice::from_ref(&sent));
        let said = against(&alone, &sent.document);
        // Of one the total stated is not what its works give.
        let total = ["TỔNG CỘNG", "local", "19703", "19703.4"].map(str::to_owned);
        let expected = if name == "binh-gia.xls" { vec![total] } else { Vec::new() };
        assert_eq!(said, expected, "{name}");
    }
    // One list of all three, without districts, of nobody's in particular.
    let merged = merged();
    let mut plan = phuluc::Document::default();
    for sent in samples() {
        for mut appendix in sent.document.appendices {
            appendix.plan = None;
            appendix.title = None;
            appendix.notes.clear();
            appendix.source.file = "plan.xlsx".to_owned();
            plan.appendices.push(appendix);
        }
    }
    assert_eq!(against(&merged, &plan), Vec::<[String; 4]>::new());
    // Only what is another is said: a figure, a name with a slip, a work that the plan lacks.
    let mut sent = submission("binh-gia.xls");
    let alone = merge(std::slice::from_ref(&sent));
    let list = &mut sent.document.appendices[0];
    list.total = None;
    let name = list.label(&list.rows[0]).expect("a name").to_owned();
    list.rows[0].values[6] = phuluc::Value::Quantity(Quantity::from_json_text("1"));
    let gone = list.rows.pop().expect("a work");
    let gone_name = list.label(&gone).expect("a name").to_owned();
    let said = against(&alone, &sent.document);
    assert!(said.iter().all(|one| one[0] == name || one[0] == gone_name), "{said:?}");
    assert!(said.iter().any(|one| one[0] == name && one[2] == "1"), "{said:?}");
    assert!(said.iter().any(|one| one[0] == gone_name && one[2].is_empty()), "{said:?}");
}

#[test]
fn a_row_of_the_plan_whose_name_has_a_slip_is_the_same_row_and_said() {
    let right = "Số hộ nghèo được hỗ trợ nhà ở";
    let merged = named(&[right, right]);
    let plan = |name: &str| indicators("plan", &[["1", name, "Hộ", "250", "", ""]]).document;
    let slip = "Số hộ nghèo được hổ trợ nhà ở";
    let line = |field: &str, plan: &str, sum: &str| [slip, field, plan, sum].map(str::to_owned);
    assert_eq!(
        against(&merged, &plan(slip)),
        [line("indicator", slip, right), line("current.plan", "250", "200")]
    );
    let other = against(&merged, &plan("Số hộ cận nghèo vay vốn"));
    let lines: Vec<(&str, &str, &str)> =
        other.iter().map(|one| (one[0].as_str(), one[2].as_str(), one[3].as_str())).collect();
    assert_eq!(lines, [(right, "", "200"), ("Số hộ cận nghèo vay vốn", "250", "")]);
    // A rate does not add up, and is no difference.
    let rates = |unit: &str| indicators(unit, &[["1", "Tỷ lệ hộ nghèo", "%", "12", "", ""]]);
    let merged = merge(&[rates("Huyện Bình Gia"), rates("Huyện Văn Quan")]);
    assert_eq!(against(&merged, &rates("plan").document), Vec::<[String; 4]>::new());
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

/// An appendix of rows with outline number, name, unit of measure and figures.
fn indicators(unit: &str, rows: &[[&str; 6]]) -> UnitSubmission {
    let layout = phuluc::Layouts::built_in().get("phu-luc-1").expect("a layout").clone();
    let mut appendix = Appendix { plan_year: Some(2022), ..Appendix::new(layout.clone()) };
    for [code, name, measure, plan, year, share] in rows {
        let value = |(at, column): (usize, &phuluc::Column)| {
            let text = match at {
                0 => *code,
                1 => *name,
                2 => *measure,
                4 => *plan,
                7 => *year,
                8 => *share,
                10 => unit,
                _ => "",
            };
            phuluc::Value::from_json_text(column.kind, Some(text).filter(|text| !text.is_empty()))
        };
        let values = layout.columns.iter().enumerate().map(value).collect();
        appendix.rows.push(Row {
            row: 7,
            level: 1,
            kind: "indicator".into(),
            values,
            carried: vec![],
            children: vec![],
        });
    }
    appendix.source.file = unit.to_owned();
    let document = phuluc::Document { appendices: vec![appendix], findings: vec![] };
    UnitSubmission {
        unit: Some(unit.to_owned()),
        file: unit.to_owned(),
        document,
        ..UnitSubmission::default()
    }
}

#[test]
fn counts_add_up_rates_never_do_and_texts_are_joined() {
    let merged = merge(&[
        indicators(
            "Huyện Bình Gia",
            &[
                ["1", "Tỷ lệ hộ nghèo", "%", "12", "10", "83.33"],
                ["2", "Số hộ thoát nghèo", "Hộ", "300", "150", "50"],
            ],
        ),
        indicators(
            "Huyện Văn Quan",
            &[
                ["1", "Tỷ lệ hộ nghèo", "%", "20", "20", "100"],
                ["2", "Số hộ thoát nghèo", "hộ", "100", "90", "90"],
                ["3", "Số lớp tập huấn", "Lớp", "5", "5", "100"],
            ],
        ),
    ]);
    let appendix = &merged.appendices[0].appendix;
    let of = |row: usize, field: &str| figure(appendix, &appendix.rows[row], field);
    assert_eq!((of(0, "current.plan"), of(0, "current.year"), of(0, "current.year_pct")), Default::default());
    assert_eq!((of(1, "current.plan"), of(1, "current.year")), ("400".to_owned(), "240".to_owned()));
    assert_eq!(of(1, "current.year_pct"), "60", "worked out anew: 240 of 400");
    assert_eq!(of(2, "current.year_pct"), "100", "one unit's own");
    assert_eq!(appendix.rows[1].text(2), Some("Hộ"), "the same but for its case");
    assert_eq!(appendix.rows[1].text(10), Some("Huyện Bình Gia; Huyện Văn Quan"));
    let blank = merged.findings.iter().filter(|finding| finding.rule == "PL708");
    let related: Vec<&str> =
        blank.flat_map(|finding| &finding.related).map(|related| related.text.as_str()).collect();
    assert!(!related.is_empty() && related.iter().all(|name| *name == "1 Tỷ lệ hộ nghèo"), "{related:?}");
}

/// Indicators 1 of the units of Bình Gia, Văn Quan and Đình Lập, by their names.
fn named(names: &[&str]) -> Merged {
    let units = ["Huyện Bình Gia", "Huyện Văn Quan", "Huyện Đình Lập"];
    let sent =
        units.iter().zip(names).map(|(unit, name)| indicators(unit, &[["1", name, "Hộ", "100", "", ""]]));
    merge(&sent.collect::<Vec<_>>())
}

/// Rows of the first appendix, by name and plan.
fn rows(merged: &Merged) -> Vec<(String, String)> {
    let appendix = &merged.appendices[0].appendix;
    let row = |row: &Row| {
        (appendix.label(row).unwrap_or_default().to_owned(), figure(appendix, row, "current.plan"))
    };
    appendix.rows.iter().map(row).collect()
}

/// File and message of every finding about names.
fn about_names(merged: &Merged) -> Vec<(String, String)> {
    let said = merged.findings.iter().filter(|finding| finding.rule == "PL707");
    said.map(|finding| (finding.file.clone(), finding.message.vi.to_string())).collect()
}

#[test]
fn a_slip_inside_a_word_meets_and_another_word_stands_apart() {
    let right = "Số hộ nghèo được hỗ trợ nhà ở";
    let near = named(&[right, "Số hộ nghèo được hổ trợ nhà ở"]);
    assert_eq!(rows(&near), [(right.to_owned(), "200".to_owned())]);
    let said = "Dòng 1 ghi «Số hộ nghèo được hổ trợ nhà ở», đã cộng với dòng «Số hộ nghèo được hỗ trợ nhà ở» của tệp Huyện Bình Gia: sửa cho cùng một tên";
    assert_eq!(about_names(&near), [("Huyện Văn Quan".to_owned(), said.to_owned())]);
    for (one, other) in [
        ("Đường khác A", "Đường khác B"),
        ("Xây dựng Trường Mầm non xã Hoa Thám", "Xây dựng Trường Tiểu học xã Hoa Thám"),
        ("Đường giao thông thôn Nà Lùng", "Đường giao thông thôn Nà Mò"),
        ("Số hộ nghèo vay vốn phát triển sản xuất", "Số hộ cận nghèo vay vốn phát triển sản xuất"),
        ("Nhà văn hóa thôn 1", "Nhà văn hóa thôn 2"),
    ] {
        let apart = named(&[one, other]);
        let expected = [one, other].map(|name| (name.to_owned(), "100".to_owned()));
        assert_eq!(rows(&apart), expected, "{one} | {other}");
        let [(file, message)] = &about_names(&apart)[..] else { panic!("one finding: {one} | {other}") };
        assert_eq!(file, "Huyện Văn Quan");
        for name in [one, other, "tệp Huyện Bình Gia", "để riêng"] {
            assert!(message.contains(name), "{message}");
        }
    }
    let same = named(&[right, "SỐ HỘ NGHÈO được hỗ trợ nhà ở."]);
    assert_eq!(about_names(&same), []);
}

#[test]
fn the_name_that_most_units_write_is_kept_and_the_odd_one_is_said() {
    let (odd, right) = ("Số hộ nghèo được hổ trợ nhà ở", "Số hộ nghèo được hỗ trợ nhà ở");
    // The first in official order is the odd one.
    let merged = named(&[odd, right, right]);
    assert_eq!(rows(&merged), [(right.to_owned(), "300".to_owned())]);
    comes_back(&merged);
    let said = about_names(&merged);
    assert_eq!(said.len(), 1, "{said:?}");
    assert_eq!(said[0].0, "Huyện Bình Gia");
    let finding = merged.findings.iter().find(|finding| finding.rule == "PL707").expect("said");
    assert_eq!(finding.found.as_deref(), Some(odd));
    // Of equals the first in official order; rows of a name that met keep meeting.
    assert_eq!(rows(&named(&[odd, right])), [(odd.to_owned(), "200".to_owned())]);
    // A name that a unit's own next row writes just so is that row's.
    let two = |unit: &str, names: [&str; 2]| {
        let rows = names.map(|name| ["1", name, "Hộ", "100", "", ""]);
        indicators(unit, &rows)
    };
    let sent = [
        indicators("Huyện Bình Gia", &[["1", right, "Hộ", "100", "", ""]]),
        two("Huyện Văn Quan", [odd, right]),
    ];
    let expected = [(odd, "100"), (right, "200")].map(|(name, sum)| (name.to_owned(), sum.to_owned()));
    let mut found = rows(&merge(&sent));
    found.sort();
    assert_eq!(found, expected);
    // The one that stands apart is the one that fewer units have.
    let apart = named(&["Số lớp tập huấn nghiệp vụ", right, right]);
    assert_eq!(about_names(&apart).len(), 1);
    assert_eq!(about_names(&apart)[0].0, "Huyện Bình Gia");
}

#[test]
fn the_forms_own_name_is_kept_whatever_most_units_write() {
    let text = include_str!("../../crates/model/layouts/phu-luc-1.toml").to_owned()
        + "\n[[row]]\nkind = \"indicator\"\ntexts = { code = \"1\", indicator = \"Số hộ nghèo được hỗ trợ nhà ở\" }\n";
    let layout = std::sync::Arc::new(phuluc::Layout::from_toml("phu-luc-1.toml", &text).expect("a layout"));
    let (odd, right) = ("Số hộ nghèo được hổ trợ nhà ở", "Số hộ nghèo được hỗ trợ nhà ở");
    let sent = [("Huyện Bình Gia", odd), ("Huyện Văn Quan", odd), ("Huyện Đình Lập", right)];
    let sent = sent.map(|(unit, name)| {
        let mut sent = indicators(unit, &[["1", name, "Hộ", "100", "", ""]]);
        sent.document.appendices[0].layout = layout.clone();
        sent
    });
    let merged = merge(&sent);
    assert_eq!(rows(&merged), [(right.to_owned(), "300".to_owned())]);
    assert_eq!(about_names(&merged).len(), 2, "both units that write another");
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
fn unit_total(appendix: &Appendix) -> impl Fn(usize) -> Decimal {
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

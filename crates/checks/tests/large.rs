//! Tables in which much of one kind stands, as hostile or careless files hold it: what looks at
//! each row once is done in a second or two, what looks at each for each other not before the
//! machine is given up. No time is asserted.
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use std::collections::BTreeSet;
use std::sync::Arc;

use phuluc_checks::{CheckOptions, check};
use phuluc_model::{Appendix, ColumnName, Finding, Layout, Layouts, Remark, Row, Source, Value};

const MANY: usize = 100_000;

fn layout() -> Arc<Layout> {
    Layouts::built_in().get("phu-luc-3").cloned().expect("a built-in layout")
}

/// A row of a list of works: kind, and texts by field.
fn row(layout: &Layout, number: usize, kind: &str, texts: &[(&str, &str)]) -> Row {
    let mut values: Vec<Value> = layout.columns.iter().map(|column| Value::blank(column.kind)).collect();
    for (field, text) in texts {
        let at = layout.column_index(field).expect("a field");
        values[at] = Value::from_json_text(layout.columns[at].kind, Some(text));
    }
    let kind = layout.kind(kind).expect("a kind").name.clone();
    let number = u32::try_from(number).expect("a row");
    Row { row: number + 7, level: 1, kind, values, carried: vec![], children: vec![] }
}

fn work(number: usize, texts: &[(&str, &str)]) -> Row {
    row(&layout(), number, "work", texts)
}

fn appendix(sheet: &str, rows: Vec<Row>) -> Appendix {
    let layout = layout();
    let columns = layout.columns.iter().enumerate();
    let columns = columns.map(|(at, column)| {
        (column.field.to_string(), ColumnName(u32::try_from(at).expect("few")).to_string())
    });
    let source = Source {
        file: "large.xlsx".into(),
        sheet: sheet.into(),
        columns: columns.collect(),
        ..Source::default()
    };
    Appendix { source, rows, ..Appendix::new(layout) }
}

fn said(appendices: &[Appendix], rule: &str) -> Vec<Finding> {
    let mut findings = check(appendices, &CheckOptions::default());
    findings.retain(|finding| finding.rule == rule);
    findings
}

#[test]
fn rows_that_are_all_alike() {
    let one = [
        ("code", "1"),
        ("location", "Xã Một"),
        ("work", "Đường thôn"),
        ("central", "12345"),
        ("year", "2022"),
    ];
    let rows = (0..MANY).map(|number| work(number, &one)).collect();
    let appendices = [appendix("PL III", rows)];
    assert_eq!(said(&appendices, "PL401")[0].count, MANY - 1);
    // Those of the first fifty are said.
    assert_eq!(said(&appendices, "PL406").len(), 49);
}

#[test]
fn rows_that_all_name_another_district() {
    let layout = layout();
    let mut district = row(&layout, 0, "district", &[("code", "1"), ("location", "Huyện Bình Gia")]);
    let name = |number: usize| format!("Đường số {number}, huyện Đình Lập");
    let place = ("location", "Xã Thiện Thuật, huyện Bình Gia");
    district.children = (1..=MANY).map(|number| work(number, &[place, ("work", &name(number))])).collect();
    assert_eq!(said(&[appendix("PL III", vec![district])], "PL501").len(), MANY);
}

#[test]
fn communes_that_no_list_knows() {
    let layout = layout();
    let mut district = row(&layout, 0, "district", &[("code", "1"), ("location", "Huyện Bình Gia")]);
    let texts = [("location", "Xã Thiện Thuạt"), ("work", "Đường")];
    district.children = (1..=MANY).map(|number| work(number, &texts)).collect();
    assert_eq!(said(&[appendix("PL III", vec![district])], "PL503").len(), 1);
}

#[test]
fn gaps_that_are_long_and_many() {
    // All missing numbers together are two thousand million.
    const ROWS: usize = 60_000;
    let code = |number: usize| (number * 40_000 + 1).to_string();
    let rows = (0..ROWS).map(|number| work(number, &[("code", &code(number)), ("work", "Đường")])).collect();
    assert_eq!(said(&[appendix("PL III", rows)], "PL402")[0].count, (ROWS - 1) * 39_999);
}

#[test]
fn groups_that_each_lack_a_row() {
    let layout = layout();
    let group = |number: usize| {
        let code = number.to_string();
        let figures = [("code", code.as_str()), ("location", "Huyện"), ("central", "60")];
        let mut group = row(&layout, number * 4, "district", &figures);
        let child = |last: usize| {
            let code = format!("{number}.{last}");
            work(number * 4 + last, &[("code", &code), ("work", "Đường"), ("central", "20")])
        };
        group.children = vec![child(1), child(3)];
        group
    };
    let rows = (1..=MANY / 5).map(group).collect();
    let findings = said(&[appendix("PL III", rows)], "PL402");
    assert_eq!(findings.len(), MANY / 5);
}

#[test]
fn sums_that_fail_in_a_fifth_of_the_rows() {
    let layout = layout();
    let district = |number: usize| {
        let stated = if number.is_multiple_of(5) { "7000" } else { "60" };
        let mut district =
            row(&layout, number * 4, "district", &[("location", "Huyện"), ("central", stated)]);
        let child = |last: usize| work(number * 4 + last, &[("work", "Đường"), ("central", "20")]);
        district.children = (1..=3).map(child).collect();
        district
    };
    let rows = (1..=MANY / 5).map(district).collect();
    assert_eq!(said(&[appendix("PL III", rows)], "PL201").len(), MANY / 25);
}

#[test]
fn counts_at_every_level_of_a_deep_tree() {
    const DEEP: usize = 50_000;
    let layout = layout();
    let mut rows: Vec<Row> = Vec::new();
    for level in 0..DEEP {
        let mut above = row(&layout, level, "group", &[("location", "Tổng số: 7 công trình")]);
        above.children = rows;
        rows = vec![above];
    }
    let mut appendix = appendix("PL III", rows);
    appendix.notes =
        vec![Remark { cell: "B3".parse().expect("a cell"), text: "Tổng số 44 công trình".into() }];
    // The innermost has nothing below it, and a note says another number than any.
    assert_eq!(said(&[appendix], "PL408").len(), DEEP);
}

#[test]
fn findings_on_many_sheets() {
    let sheet = |number: usize| {
        let texts = [("location", "Xã Một"), ("central", "12345"), ("year", "2022")];
        let texts = |name: &'static str| texts.into_iter().chain([("work", name)]).collect::<Vec<_>>();
        let rows = (0..50).map(|number| work(number, &texts("Đường thôn"))).collect();
        appendix(&format!("PL III ({number})"), rows)
    };
    let appendices: Vec<Appendix> = (0..MANY / 50).map(sheet).collect();
    let findings = said(&appendices, "PL406");
    assert_eq!(findings.len(), MANY / 50 * 49);
    let sheets: Vec<&str> = findings.iter().map(|finding| finding.sheet.as_str()).collect();
    assert!(
        sheets
            .chunks(49)
            .zip(&appendices)
            .all(|(sheets, appendix)| { sheets.iter().all(|sheet| *sheet == appendix.source.sheet) })
    );
}

/// Of many rows two threads look for what rules find: it is what each rule finds by itself.
#[test]
fn rules_find_the_same_together_as_alone() {
    let layout = layout();
    let mut district = row(&layout, 0, "district", &[("code", "1"), ("location", "Huyện Bình Gia")]);
    let texts = |number: usize| {
        let work = format!(
            "Đường số {}, huyện {}",
            number / 3,
            if number.is_multiple_of(50) { "Đình Lập" } else { "Bình Gia" }
        );
        let central = if number.is_multiple_of(70) { "99999999" } else { "250" };
        work_texts(number, work, central)
    };
    district.children = (1..=20_000).map(texts).collect();
    let appendices = [appendix("PL III", vec![district])];
    let all = check(&appendices, &CheckOptions::default());
    let mut alone: Vec<Finding> = Vec::new();
    for rule in phuluc_checks::rules() {
        alone.extend(check(&appendices, &CheckOptions::default().select([rule.rule.code])));
    }
    let told = |findings: &[Finding]| {
        let mut told: Vec<String> = findings.iter().map(|finding| format!("{finding:?}")).collect();
        told.sort();
        told
    };
    let rules: BTreeSet<&str> = all.iter().map(|finding| &*finding.rule).collect();
    assert!(all.len() > 100 && rules.len() > 3, "{} {rules:?}", all.len());
    assert!(told(&all) == told(&alone), "{} {}", all.len(), alone.len());
    // And the same again, in the same order.
    assert!(all == check(&appendices, &CheckOptions::default()));
}

fn work_texts(number: usize, name: String, central: &str) -> Row {
    let code = (number % 100).to_string();
    work(
        number,
        &[
            ("code", &code),
            ("location", "Xã Thiện Thuật"),
            ("work", &name),
            ("central", central),
            ("year", "2022"),
        ],
    )
}

/// A tie looks for its other tables in the file at hand and among all.
#[test]
fn thousands_of_files_with_a_table_each() {
    let layouts = Layouts::built_in();
    let tied = layouts.iter().find(|layout| !layout.ties.is_empty()).expect("a layout with ties").clone();
    let one = |number: usize| {
        let source = Source { file: format!("{number}.xlsx"), sheet: "PL".into(), ..Source::default() };
        Appendix { source, ..Appendix::new(Arc::clone(&tied)) }
    };
    let appendices: Vec<Appendix> = (0..20_000).map(one).collect();
    assert!(check(&appendices, &CheckOptions::default()).is_empty());
}

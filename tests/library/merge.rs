//! Districts' submissions, merged.

use phuluc::{Appendix, Merged, MergeOptions, Quantity, Row, Severity, UnitSubmission};

use crate::expectations::{reader, testdata};

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

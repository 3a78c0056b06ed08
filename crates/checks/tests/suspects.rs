//! What is suspected where sums do not hold.
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use phuluc_checks::{CheckOptions, check};
use phuluc_model::{Finding, Language, Severity};

#[path = "support/table.rs"]
mod table;

fn sums(text: &str) -> Vec<Finding> {
    let fixture = table::parse(text);
    assert!(fixture.expect.is_none());
    let options = CheckOptions::default().min_severity(Severity::Warning).select(["PL2", "PL3"]);
    check(&fixture.appendices, &options)
}

/// The one finding's cell, first suspect and the value that would fit it.
fn first(text: &str) -> (String, String, String) {
    let findings = sums(text);
    assert_eq!(findings.len(), 1, "{findings:#?}");
    let suspect = findings[0].suspects[0].clone();
    (findings[0].cell.clone(), suspect.cell, suspect.fits)
}

fn triple(cell: &str, suspect: &str, fits: &str) -> (String, String, String) {
    (cell.to_owned(), suspect.to_owned(), fits.to_owned())
}

const WORKS: &str = "layout: phu-luc-3
total | work=Tổng cộng | central=9210 | local=1620
work | code=1 | work=Cầu Nà Thòa | central=2550 | local=450
work | code=2 | work=Đường Bản Chúc | central=1700 | local=300
work | code=3 | work=Trạm bơm Lùng Án | central=1360 | local=240
work | code=4 | work=Nhà văn hóa | central=3400 | local=600
work | code=5 | work=Chợ Pác Cấp | central=200 | local=30
";

#[test]
fn slips_are_told_by_what_they_look_like() {
    assert!(sums(WORKS).is_empty());
    let with = |from: &str, to: &str| first(&WORKS.replacen(from, to, 1));
    // Two digits swapped, ten times too large, a wrong sign, a blank, a copy of the line above.
    assert_eq!(with("central=1360", "central=1630"), triple("G7", "G10", "1360"));
    assert_eq!(with("central=1700", "central=17000"), triple("G7", "G9", "1700"));
    assert_eq!(with("local=600", "local=-600"), triple("H7", "H11", "600"));
    assert_eq!(with(" | central=1360", ""), triple("G7", "G10", "1360"));
    assert_eq!(with("central=1700", "central=2550"), triple("G7", "G9", "1700"));
    // The stated total itself, where nothing else looks like a slip.
    assert_eq!(with("central=9210", "central=9537"), triple("G7", "G7", "9210"));
}

#[test]
fn rows_that_come_and_go_are_one_slip() {
    let row = "work | code=3 | work=Trạm bơm Lùng Án | central=1360 | local=240\n";
    let doubled = WORKS.replace(row, &row.repeat(2));
    assert_eq!(first(&doubled), triple("G7", "G11", ""));
    let dropped = first(&WORKS.replace(row, ""));
    assert_eq!(dropped, triple("G7", "G7", "7850"));
    let findings = sums(&WORKS.replace(row, ""));
    assert!(findings[0].suspects[0].why.contains("after «2 Đường Bản Chúc»"), "{findings:#?}");
}

#[test]
fn a_figure_one_column_beside_its_own_is_one_slip() {
    let moved = WORKS.replacen("central=1360 | local=240", "local=1360", 1);
    let moved = moved.replacen("local=1620", "local=1380", 1);
    assert_eq!(first(&moved), triple("G7", "G10", "1360"));
}

#[test]
fn two_slips_are_two_findings() {
    let funding = "layout: phu-luc-2
total | name=Tổng cộng | total=100 | central.total=60 | local.total=40
project | code=1 | name=Dự án 1 | total=70 | central.total=45 | local.total=25
project | code=2 | name=Dự án 2 | total=30 | central.total=15 | local.total=15
";
    assert!(sums(funding).is_empty());
    let both = funding.replacen("central.total=45", "central.total=54", 1);
    let both = both.replacen("| local.total=15", "| local.total=51", 1);
    let findings = sums(&both);
    let suspects: Vec<_> = findings.iter().map(|f| (&*f.suspects[0].cell, &*f.suspects[0].fits)).collect();
    assert_eq!(suspects, [("D8", "45"), ("G9", "15")], "{findings:#?}");
}

#[test]
fn where_nothing_single_explains_it_that_is_said() {
    // Both rows hold in themselves and the totals too, so that no one cell can be wrong.
    let findings = sums(
        "layout: phu-luc-2
total | name=Tổng cộng | total=100 | central.total=60 | local.total=40
project | code=1 | name=Dự án 1 | total=70 | central.total=45 | local.total=25
  subproject | code=1.1 | name=Tiểu dự án 1 | total=31 | central.total=20 | local.total=11
  subproject | code=1.2 | name=Tiểu dự án 2 | total=33 | central.total=29 | local.total=4
project | code=2 | name=Dự án 2 | total=30 | central.total=15 | local.total=15
",
    );
    assert_eq!(findings.len(), 1, "{findings:#?}");
    assert!(findings[0].message.text(Language::English).contains("No change of a single cell"));
    assert_eq!(findings[0].suspects[0].cell, findings[0].cell);
}

#[test]
fn a_column_that_follows_another_custom_is_said_once() {
    let row =
        |n: u32| format!("project | code={n} | name=Dự án {n} | total={} | central.total={n}7\n", 40 + n);
    let text: String = (1..=8).map(row).collect();
    let findings = sums(&format!("layout: phu-luc-2\n{text}"));
    assert_eq!(findings.len(), 1, "{findings:#?}");
    assert_eq!((findings[0].severity, findings[0].count), (Severity::Warning, 8));
}

const TIED: &str = "layout: phu-luc-3
total | work=Tổng cộng | central=2150
group | code=IV | location=Thông tin thị trường lao động | central=2150
  work | code=1 | work=Hệ thống mạng | central=2150

layout: phu-luc-2
total | name=Tổng cộng | central.investment=2150
project | code=4 | name=Dự án 4 | central.investment=2150
  subproject | code=4.3 | name=Tiểu dự án 3 | central.investment=2510
";

#[test]
fn a_cell_of_another_sheet_is_named_with_it() {
    let findings = sums(TIED);
    assert_eq!(findings.len(), 1, "{findings:#?}");
    assert_eq!((&*findings[0].sheet, &*findings[0].suspects[0].cell), ("PL II", "E9"));
    assert_eq!(findings[0].related[0].cell, "'PL III'!G8");
}

#[test]
fn files_are_held_against_each_other_only_within_a_plan() {
    let mut appendices =
        table::parse(&TIED.replace("=2510", "=2150").replace("central=2150", "central=2510")).appendices;
    let ties = |appendices: &[phuluc_model::Appendix]| {
        check(appendices, &CheckOptions::default().select(["PL301"])).len()
    };
    assert_eq!(ties(&appendices), 1);
    appendices[1].source.file = "another.xlsx".into();
    assert_eq!(ties(&appendices), 0);
    let plan = |number: &str| phuluc_model::PlanReference {
        number: Some(number.into()),
        date: None,
        issuer: Some("UBND tỉnh Lạng Sơn".into()),
    };
    appendices[0].plan = Some(plan("209/KH-UBND"));
    appendices[1].plan = Some(plan("210/KH-UBND"));
    assert_eq!(ties(&appendices), 0);
    appendices[1].plan = Some(plan("209/KH-UBND"));
    assert_eq!(ties(&appendices), 1);
}

/// What the other appendix states is told as it stands there, whatever else is wrong; and nobody is
/// told to take away where nothing is taken away.
#[test]
fn several_disagreements_are_told_by_the_figures_that_stand() {
    let text = "layout: phu-luc-3
total | work=Tổng cộng | central=3080
group | code=I | location=Huyện nghèo | central=3003
  work | code=1 | work=Đường một | central=3003
group | code=II | location=Xã ĐBKK | central=77
  work | code=1 | work=Đường hai | central=77

layout: phu-luc-2
total | name=Tổng cộng | total=3363.75 | central.total=3363.75 | central.investment=3363.75
project | code=1 | name=Dự án 1 | total=3000.5 | central.total=3000.5 | central.investment=3000.5
  activity | code=1.1 | name=Hoạt động 1 | total=1000 | central.total=1000 | central.investment=1000
  activity | code=1.2 | name=Hoạt động 2 | total=2000.5 | central.total=2000.5 | central.investment=2000.5
project | code=2 | name=Dự án 2 | total=363.25 | central.total=363.25 | central.investment=363.25
";
    let findings = check(&table::parse(text).appendices, &CheckOptions::default());
    let ties: Vec<_> = findings.iter().filter(|finding| finding.rule == "PL301").collect();
    let expected: Vec<&str> = ties.iter().filter_map(|tie| tie.expected.as_deref()).collect();
    assert_eq!(expected, ["3363.75", "1000", "2000.5"]);
    assert!(findings.iter().all(|finding| finding.suspects.iter().all(|one| !one.fits.starts_with('-'))));
}

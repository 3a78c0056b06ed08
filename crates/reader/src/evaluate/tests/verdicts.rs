//! What is said of cached results.

use phuluc_model::Finding;

use super::{book, checked, shown, verdict};
use crate::evaluate::{Budget, Verdict, What, apply, of_sheet, say};
use crate::grid::CellValue;

fn is_stale(cells: &[(&str, &str)]) -> bool {
    matches!(verdict(cells), Some(Verdict::Stale { .. }))
}

#[test]
fn results_that_are_right_are_not_mentioned() {
    for formula in [
        "=1/3|0.333333333333333",
        "=1/3|0.33333333333333331",
        "=0.1+0.2|0.30000000000000004",
        "=1.1-1-0.1|8.3266726846886741E-17",
        "=1.1-1-0.1|0",
        "=10*0.1-1|0",
        "=\"a\"&1|a1",
        "=1=1|TRUE",
        "=1=1|1",
        "=1/0|#DIV/0!",
        "=1/0|#VALUE!",
        "=123456789.12*1000|123456789120",
        "=2^40*1.1|1209462790553.6001",
    ] {
        assert_eq!(verdict(&[("A1", formula)]), None, "{formula}");
    }
}

#[test]
fn other_results_are_stale() {
    for formula in
        ["=1+1|3", "=1/3|0.3333333333333", "=1+1|\"2\"", "=1+1|#REF!", "=1/0|5", "=\"a\"|A", "=0.1+0.2|0"]
    {
        assert!(is_stale(&[("A1", formula)]), "{formula}");
    }
    let (checked, book) = checked(&[("A1", "3200.5"), ("A2", "=A1|3100"), ("A3", "=A2*2|6401")]);
    // What draws on the stale one was right all the time.
    assert_eq!(checked.len(), 1);
    assert_eq!(shown(&book, "A2"), "3200.5");
}

#[test]
fn without_result_it_is_computed() {
    let (checked, book) = checked(&[("A1", "2"), ("A2", "=A3*2"), ("A3", "=A1+1")]);
    assert_eq!(shown(&book, "A2"), "6");
    assert!(
        checked
            .iter()
            .all(|checked| matches!(&checked.verdict, Verdict::Filled { cached: CellValue::None, .. }))
    );
    assert_eq!(checked.len(), 2);
}

#[test]
fn a_file_that_asks_to_be_recalculated_is_not_blamed() {
    let mut book = book(&[("A1", "=1+1|0"), ("A2", "=1+1|2")]);
    book.recalculates = true;
    let checked = apply(&mut book, Budget::default());
    assert!(matches!(&checked[..], [one] if matches!(one.verdict, Verdict::Filled { .. })));
    assert_eq!(shown(&book, "A1"), "2");
}

#[test]
fn what_is_not_computed_keeps_its_result() {
    let unsupported = |cells| match verdict(cells) {
        Some(Verdict::Unsupported { what, cached: true }) => what,
        other => panic!("{other:?}"),
    };
    assert_eq!(unsupported(&[("A1", "=TODAY()|44000")]), What::Function("TODAY".into()));
    assert_eq!(unsupported(&[("A1", "=SUM(Bang[Cot])|5")]), What::Table);
    assert_eq!(unsupported(&[("A1", "=SUM({1,2})|3")]), What::Array);
    assert_eq!(unsupported(&[("A1", "=\"2.000\"*2|4000")]), What::TextFigure);
    assert_eq!(unsupported(&[("A1", "=\"é\">\"f\"|FALSE")]), What::Order);
    // The stored result feeds the next one.
    assert_eq!(
        unsupported(&[("A1", "=TODAY()|44000"), ("A2", "=A1+1|44001")]),
        What::Function("TODAY".into())
    );
    let (checked, book) = checked(&[("A1", "=TODAY()"), ("A2", "=A1+1"), ("A3", "=IF(TRUE,1,A1)")]);
    assert_eq!(shown(&book, "A3"), "1");
    let parts = Verdict::Unsupported { what: What::Parts, cached: false };
    assert_eq!(checked[1].verdict, parts);
}

#[test]
fn other_workbooks() {
    for formula in
        ["=[1]Sheet1!A1|5", "='[1]Trang 1'!A1*2|5", "='C:\\x\\[a.xlsx]Trang'!A1|5", "=SUM([2]S!A1:A3)|5"]
    {
        assert_eq!(verdict(&[("A1", formula)]), Some(Verdict::External), "{formula}");
    }
    assert_eq!(verdict(&[("A1", "=\"[1]\"&\"!\"|[1]!")]), None);
}

#[test]
fn cycles() {
    let (all, book) =
        checked(&[("A1", "=A2|7"), ("A2", "=A3"), ("A3", "=A1+1|8"), ("B1", "=A1+1|8"), ("C1", "=C1+1")]);
    let cycles: Vec<String> = all
        .iter()
        .filter(|checked| checked.verdict == Verdict::Cycle)
        .map(|checked| checked.at.to_string())
        .collect();
    assert_eq!(cycles, ["A1", "C1", "A2", "A3"]);
    assert_eq!((all.len(), shown(&book, "A1")), (4, "7".to_owned()));
    // A branch that is not taken, and a search beside the cell, are none.
    assert_eq!(verdict(&[("A1", "=IF(TRUE,1,A1)|1")]), None);
    assert_eq!(verdict(&[("A1", "5"), ("B1", "=INDEX(A:B,1,1)|5")]), None);
    assert_eq!(verdict(&[("A1", "5"), ("B1", "=VLOOKUP(5,A:B,1,0)|5")]), None);
    assert_eq!(verdict(&[("A1", "5"), ("B1", "=ROWS(A1:B3)|3")]), None);
    assert_eq!(verdict(&[("A1", "1"), ("A2", "=SUM(A1:A2)|1")]), Some(Verdict::Cycle));
}

#[test]
fn rounding_that_binary_arithmetic_decides_is_left_alone() {
    // 1.15*100 is 114.99999999999999 in binary.
    assert!(matches!(
        verdict(&[("A1", "=INT(1.15*100)|114")]),
        Some(Verdict::Unsupported { what: What::Rounding, .. })
    ));
    assert_eq!(verdict(&[("A1", "=INT(1.15*100)|115")]), None);
    assert!(is_stale(&[("A1", "=INT(1.25*100)|124")]) || is_stale(&[("A1", "=INT(7)|8")]));
}

#[test]
fn one_cause_in_a_column_is_one_finding() {
    let (all, book) = checked(&[
        ("A1", "=1+1|3"),
        ("A2", "=1+1|4"),
        ("B1", "=1+1|3"),
        ("C1", "=1+1"),
        ("D1", "=C1+D1"),
        ("E1", "=[1]S!A1|2"),
        ("F1", "=TODAY()"),
    ]);
    let mut findings = Vec::new();
    say("a.xlsx", &book.sheets[0], of_sheet(&all, 0), false, &mut findings);
    let short = |finding: &Finding| {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let (found, expected) = (text(&finding.found), text(&finding.expected));
        format!("{} {} {} {found} {expected}", finding.rule, finding.cell, finding.count)
    };
    let mut short: Vec<String> = findings.iter().map(short).collect();
    short.sort();
    assert_eq!(
        short,
        [
            "PL601 A1:A2 2  ",
            "PL601 B1 1 3 2",
            "PL602 C1 1  2",
            "PL603 F1 1  ",
            "PL604 D1 1  ",
            "PL605 E1 1  "
        ]
    );
    assert!(of_sheet(&all, 1).is_empty());
}

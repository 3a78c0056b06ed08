//! Formulas that want to take all time or memory, or make no sense.

use std::sync::Arc;

use phuluc_model::CellRef;
use proptest::prelude::*;

use super::{book, name, shown};
use crate::evaluate::{Budget, Checked, Verdict, apply};
use crate::grid::{Cell, CellValue, Number, StyleId, Workbook};

/// A column of formulas by their row, counted from 1.
fn column(rows: u32, formula: impl Fn(u32) -> String) -> Workbook {
    let mut book = book(&[]);
    add(&mut book, 0, rows, formula);
    book
}

fn add(book: &mut Workbook, column: u32, rows: u32, formula: impl Fn(u32) -> String) {
    let sheet = &mut book.sheets[0];
    sheet.cells.extend((0..rows).map(|row| {
        let text = formula(row + 1);
        let (value, formula) = match text.parse() {
            Ok(value) => (CellValue::Number(Number { value, rounded: false }), None),
            Err(_) => (CellValue::None, Some(Arc::from(text))),
        };
        Cell { at: CellRef::new(row, column), style: StyleId(0), value, formula: formula.map(Into::into) }
    }));
    sheet.cells.sort_by_key(|cell| cell.at);
}

fn run(book: &mut Workbook) -> Vec<Checked> {
    apply(book, Budget::default())
}

fn gave_up(checked: &[Checked]) -> usize {
    checked.iter().filter(|checked| checked.verdict == Verdict::GaveUp).count()
}

#[test]
fn long_chains_down_and_up() {
    let mut down = column(100_000, |row| if row == 1 { "1".into() } else { format!("A{}+1", row - 1) });
    assert_eq!(gave_up(&run(&mut down)), 0);
    assert_eq!(shown(&down, "A100000"), "100000");
    let mut up = column(100_000, |row| if row == 100_000 { "1".into() } else { format!("A{}+1", row + 1) });
    assert_eq!(gave_up(&run(&mut up)), 0);
    assert_eq!(shown(&up, "A1"), "100000");
}

#[test]
fn long_cycles() {
    let mut ring = column(50_000, |row| format!("A{}+1", row % 50_000 + 1));
    let checked = run(&mut ring);
    assert!(checked.iter().all(|checked| checked.verdict == Verdict::Cycle));
    assert_eq!(checked.len(), 50_000);
}

#[test]
fn a_formula_a_row_and_sums_over_all() {
    let mut book = column(200_000, |row| row.to_string());
    add(&mut book, 1, 200_000, |row| format!("ROUND(A{row}*1.1,2)"));
    add(&mut book, 2, 50, |_| "SUM(B:B)+SUM(A1:A200000)".to_owned());
    assert_eq!(gave_up(&run(&mut book)), 0);
    assert_eq!(shown(&book, "C7"), "42000210000");
}

#[test]
fn every_row_over_all_rows_is_given_up_in_the_end() {
    let mut book = column(30_000, |row| row.to_string());
    add(&mut book, 1, 30_000, |_| "SUM(A:A)+SUMIF(A:A,\">5\",A:A)".to_owned());
    let budget = Budget { steps: 10_000_000, ..Budget::default() };
    assert!(gave_up(&apply(&mut book, budget)) > 0);
    // Sums that contain each other.
    let mut sums = column(30_000, |row| format!("SUM(A{}:A$30001)", row + 1));
    assert!(gave_up(&apply(&mut sums, budget)) > 0);
}

#[test]
fn doubling_does_not_explode() {
    let mut figures = column(200, |row| if row == 1 { "1".into() } else { format!("A{0}+A{0}", row - 1) });
    run(&mut figures);
    assert_eq!(shown(&figures, "A91"), "1237940039285380274899124224");
    // Past the largest decimal it is left alone rather than wrong.
    assert_eq!(shown(&figures, "A150"), "none");
    let mut texts =
        column(200, |row| if row == 1 { "\"ab\"&1".into() } else { format!("A{0}&A{0}", row - 1) });
    run(&mut texts);
    assert_eq!(shown(&texts, "A30"), "#VALUE!");
    let mut many = column(10_000, |_| "REPT(\"x\",32767)".to_owned());
    assert!(gave_up(&run(&mut many)) > 7_000);
}

#[test]
fn names_do_not_explode() {
    let mut book = book(&[("A1", "=ten_0"), ("A2", "=ten_12"), ("A3", "=ten_28")]);
    book.names = (0..30).map(|n| name(&format!("ten_{n}"), &format!("ten_{0}+ten_{0}", n + 1))).collect();
    book.names.push(name("ten_30", "1"));
    run(&mut book);
    assert_eq!([shown(&book, "A1"), shown(&book, "A2"), shown(&book, "A3")], ["none", "none", "4"]);
}

#[test]
fn deep_nesting() {
    let deep = |open: &str, inside: &str, close: &str, times| {
        format!("{}{inside}{}", open.repeat(times), close.repeat(times))
    };
    let mut book = book(&[]);
    let formulas = [
        deep("(", "1", ")", 8192),
        deep("-", "1", "", 8192),
        deep("1+(", "1", ")", 8192),
        deep("SUM(", "1", ")", 8192),
        deep("IF(TRUE,", "1", ",2)", 5000),
        deep("IFERROR(", "1/0", ",1)", 5000),
        deep("1", "%", "%", 3000).get(2999..).unwrap_or_default().to_owned(),
        deep("(", "A1:A2", ",A3)", 3000),
        deep("(", "", "", 60_000),
    ];
    for (formula, row) in formulas.iter().zip(1..) {
        let at = CellRef::new(row, 1);
        let formula = Some(Arc::from(formula.as_str()));
        book.sheets[0].cells.push(Cell {
            at,
            style: StyleId(0),
            value: CellValue::None,
            formula: formula.map(Into::into),
        });
    }
    run(&mut book);
    let shown: Vec<String> = (2..=7).map(|row| shown(&book, &format!("B{row}"))).collect();
    assert_eq!(shown, ["1", "1", "8193", "1", "1", "1"]);
}

#[test]
fn many_waiting_formulas_do_not_take_all_memory() {
    let wide = format!("{}A", "1+(".repeat(4_000));
    let close = ")".repeat(4_000);
    let mut book = column(3_000, |row| format!("{wide}{}{close}", row + 1));
    assert!(gave_up(&run(&mut book)) > 0);
}

#[test]
fn tables_are_bounded() {
    let mut book = column(60, |_| "SUMPRODUCT((C:C=1)*(D:D))+SUMPRODUCT((A1:C1=1)*(C1:C66000=1))".to_owned());
    run(&mut book);
    let mut book = column(60, |_| "SUMPRODUCT((XFA1:XFD40000=1)*(XFA1:XFD40000=2))".to_owned());
    run(&mut book);
    assert_eq!(shown(&book, "A1"), "0");
}

#[test]
fn ends_of_the_sheet() {
    let formulas = [
        "SUM(A1:XFD1048576)",
        "SUM(XFD1048576)",
        "XFE1",
        "A1048577",
        "SUM(2:1048576)",
        "SUMIF(XFD1048570:XFD1048576,0,XFC1048575)",
        "INDEX(A:XFD,1048576,16384)",
        "INDEX(A1,4294967295)",
        "VLOOKUP(1,A:B,99999999999,0)",
        "COUNTIFS(A:XFD,\"\")",
        "ROUND(1,2147483648)",
        "ROUND(1,-30)",
        "MID(\"a\",1E15,1E15)",
        "REPT(\"a\",-1)",
        "2^99999999",
        "2^-99999999",
        "79228162514264337593543950335+1",
        "79228162514264337593543950336",
        "1E999",
        "MOD(1E28,1E-28)",
    ];
    for formula in formulas {
        let mut book = book(&[("C3", &format!("={formula}"))]);
        run(&mut book);
    }
}

proptest! {
    #[test]
    fn no_text_panics(text in ".{0,60}") {
        run(&mut book(&[("A1", "1"), ("B1", &format!("={text}"))]));
    }

    #[test]
    fn no_words_of_formulas_panic(words in prop::collection::vec(prop::sample::select(WORDS), 0..25)) {
        let text = format!("={}", words.concat());
        run(&mut book(&[("A1", "1"), ("A2", "x"), ("A3", "2.5"), ("B1", &text), ("B2", &text)]));
    }

    #[test]
    fn no_arguments_panic(
        function in prop::sample::select(crate::evaluate::functions::names()),
        arguments in prop::collection::vec(prop::sample::select(ARGUMENTS), 0..6),
    ) {
        let text = format!("={function}({})", arguments.join(","));
        let texts = [("A1", "1"), ("A2", "x"), ("A3", "2.5"), ("A4", "#N/A"), ("B9", text.as_str())];
        run(&mut book(&texts));
    }
}

const WORDS: &[&str] = &[
    "1",
    "2.5",
    "A1",
    "$A$2",
    "A:A",
    "1:3",
    "A1:B3",
    "B2",
    "Một!",
    "'Một'!",
    "Hai!",
    "[1]",
    "\"x\"",
    "\"",
    "'",
    "TRUE",
    "#N/A",
    "#REF!",
    "(",
    ")",
    "(",
    ")",
    ",",
    ",",
    ":",
    "%",
    "+",
    "-",
    "*",
    "/",
    "^",
    "&",
    "=",
    "<>",
    "<",
    "@",
    "{",
    "}",
    ";",
    " ",
    "SUM(",
    "IF(",
    "IFERROR(",
    "IFNA(",
    "SUMPRODUCT(",
    "SUMIF(",
    "INDEX(",
    "VLOOKUP(",
    "ten",
    "_xlfn.",
    "đ",
    "#",
];

const ARGUMENTS: &[&str] = &[
    "",
    "0",
    "1",
    "-1",
    "2.5",
    "1E28",
    "-1E-28",
    "99999999999",
    "A1",
    "A2",
    "A3",
    "A4",
    "A5",
    "A1:A4",
    "A1:C3",
    "A:A",
    "1:1",
    "A:XFD",
    "(A1,A3)",
    "\"\"",
    "\"x\"",
    "\">=1\"",
    "\"<>\"",
    "\"*?~\"",
    "\"1.5\"",
    "TRUE",
    "#DIV/0!",
    "1/0",
    "A1:A4=1",
    "B9",
    "XFD1048576",
];

//! Each family of functions, with what nearly is something else.

use super::{all, book, name, result, shown};
use crate::evaluate::{Budget, apply};

const GRID: &[(&str, &str)] = &[
    ("A1", "1"),
    ("A2", "2.5"),
    ("A3", "-4"),
    ("A4", "xã Tri Lễ"),
    ("A5", "TRUE"),
    ("A7", "12"),
    ("B1", "a"),
    ("B2", "b"),
    ("B3", "A"),
    ("B4", "\"\""),
    ("B5", "abc"),
    ("B7", "a*c"),
    ("C1", "10"),
    ("C2", "20"),
    ("C3", "30"),
    ("C4", "40"),
    ("C5", "50"),
    ("C7", "70"),
    ("D1", "#DIV/0!"),
    ("E1", "\"1\""),
    ("E2", "\"x\""),
];

#[test]
fn operators_and_their_order() {
    all(
        GRID,
        &[
            ("1+2*3", "7"),
            ("(1+2)*3", "9"),
            ("-2^2", "4"),
            ("2^3^2", "64"),
            ("0-2^2", "-4"),
            ("2^-1", "0.5"),
            ("50%", "0.5"),
            ("200*10%", "20"),
            ("-50%%", "-0.005"),
            ("0.1+0.2", "0.3"),
            ("1/3", "0.333333333333333"),
            ("1/3*3", "1"),
            ("1/3*3=1", "TRUE"),
            ("1.1-1-0.1", "0"),
            ("2=2.0", "TRUE"),
            ("1<>1", "FALSE"),
            ("\"a\"=\"A\"", "TRUE"),
            ("\"Đ\"=\"đ\"", "TRUE"),
            ("\"a\"<\"B\"", "TRUE"),
            ("9<\"1\"", "TRUE"),
            ("\"z\"<TRUE", "TRUE"),
            ("1&2+3", "\"15\""),
            ("\"1.\"&1", "\"1.1\""),
            ("\"nói \"\"ừ\"\"\"", "\"nói \"ừ\"\""),
            ("A6", "0"),
            ("A6=0", "TRUE"),
            ("A6=\"\"", "TRUE"),
            ("A6&\"\"", "\"\""),
            ("A5+1", "2"),
            ("B4+1", "#VALUE!"),
            ("B1+1", "#VALUE!"),
            ("\"12\"+1", "13"),
            ("+A1", "1"),
            ("--A3", "-4"),
            ("@A1", "1"),
            ("D1+1", "#DIV/0!"),
            ("1/0", "#DIV/0!"),
            ("0^0", "#NUM!"),
            ("#REF!+1", "#REF!"),
            ("1E3+.5+5.", "1005.5"),
            ("A1:A3 ", "none"),
            ("\"2.000\"+1", "none"),
            ("\"2,5\"*1", "none"),
            ("2^0.5", "none"),
            ("{1,2}", "none"),
            ("A1 A2", "none"),
            ("1+", "none"),
            ("(1", "none"),
            ("1)", "none"),
            ("", "none"),
            ("SUM(1;2)", "none"),
        ],
    );
}

#[test]
fn sums_and_counts() {
    all(
        GRID,
        &[
            ("SUM(A1:A7)", "11.5"),
            ("SUM(A:A)", "11.5"),
            ("SUM(1:2)", "#DIV/0!"),
            ("SUM($A:$A,C1,5)", "26.5"),
            ("SUM((A1:A2,C1))", "13.5"),
            ("SUM(A1:INDEX(A:A,2))", "3.5"),
            ("SUM(A1:D1)", "#DIV/0!"),
            ("SUM(\"3\",TRUE,A5)", "4"),
            ("SUM(A1,,2)", "3"),
            ("sum(a1:a2)", "3.5"),
            ("AVERAGE(A1:A7)", "2.875"),
            ("AVERAGE(B1:B3)", "#DIV/0!"),
            ("COUNT(A1:D7)", "10"),
            ("COUNTA(A1:A7)", "6"),
            ("COUNTA(B1:B7)", "6"),
            ("COUNTBLANK(B1:B7)", "2"),
            ("MAX(A1:A7)", "12"),
            ("MIN(A1:A7)", "-4"),
            ("MAX(B1:B3)", "0"),
            ("PRODUCT(A1:A3)", "-10"),
            ("MEDIAN(A1:A7)", "1.75"),
            ("LARGE(C1:C7,2)", "50"),
            ("SMALL(C1:C7,2)", "20"),
            ("LARGE(C1:C7,7)", "#NUM!"),
            ("SUMPRODUCT(A1:A3,C1:C3)", "-60"),
            ("SUMPRODUCT(A:A,C:C)", "780"),
            ("SUMPRODUCT(A1:A3,C1:C2)", "#VALUE!"),
            ("SUMPRODUCT((B1:B3=\"a\")*C1:C3)", "40"),
            ("SUMPRODUCT(--(C1:C7>20))", "4"),
            ("SUMPRODUCT((C1:C7>20)*1)/2", "2"),
            ("SUMPRODUCT(C1:C7>20)", "0"),
            ("SUM((B1:B3=\"a\")*C1:C3)", "none"),
        ],
    );
}

#[test]
fn criteria() {
    all(
        GRID,
        &[
            ("SUMIF(B1:B7,\"a\",C1:C7)", "40"),
            ("SUMIF(B1:B7,\"a*\",C1:C7)", "160"),
            ("SUMIF(B1:B7,\"a~*c\",C1:C7)", "70"),
            ("SUMIF(B1:B7,\"???\",C1:C7)", "120"),
            ("SUMIF(B1:B7,\"<>a\",C1:C7)", "180"),
            ("SUMIF(B1:B7,\"a\",C1)", "40"),
            ("SUMIF(C1:C7,\">=30\")", "190"),
            ("SUMIF(C:C,\">\"&C3)", "160"),
            ("SUMIF(C1:C7,20)", "20"),
            ("SUMIF(C1:C7,\"20\")", "20"),
            ("SUMIF(A1:A7,\"xã tri lễ\",C1:C7)", "40"),
            ("COUNTIF(A1:A7,\"\")", "1"),
            ("COUNTIF(B1:B7,\"\")", "2"),
            ("COUNTIF(B1:B7,\"=\")", "1"),
            ("COUNTIF(B1:B7,\"<>\")", "6"),
            ("COUNTIF(B:B,\"<>\")", "6"),
            ("COUNTIF(B:B,\"\")", "1048571"),
            ("COUNTIF(A1:A7,TRUE)", "1"),
            ("COUNTIF(D1:D2,\"#DIV/0!\")", "0"),
            ("COUNTIFS(B1:B7,\"a*\",C1:C7,\">10\")", "3"),
            ("COUNTIFS(B1:B7,\"<>a\",C1:C7,\"<>20\")", "4"),
            ("SUMIFS(C1:C7,B1:B7,\"a*\",C1:C7,\">10\")", "150"),
            ("SUMIFS(C1:C7,B1:B6,\"a\")", "#VALUE!"),
            ("AVERAGEIF(B1:B7,\"a\",C1:C7)", "20"),
            ("AVERAGEIF(B1:B7,\"không có\",C1:C7)", "#DIV/0!"),
            ("_xlfn.MAXIFS(C1:C7,B1:B7,\"a*\")", "70"),
            ("SUMIF(C1:C7,\"2,5\")", "none"),
            ("COUNTIF(E1:E3,1)", "none"),
            ("COUNTIF(E1:E3,\"<>x\")", "2"),
        ],
    );
}

#[test]
fn rounding() {
    all(
        GRID,
        &[
            ("ROUND(2.5,0)", "3"),
            ("ROUND(-2.5,0)", "-3"),
            ("ROUND(2.675,2)", "2.68"),
            ("ROUND(1.005*1000,0)", "1005"),
            ("ROUND(1234.5,-2)", "1200"),
            ("ROUND(1250,-2)", "1300"),
            ("ROUND(5/3*1.5,0)", "3"),
            ("ROUNDUP(2.1,0)", "3"),
            ("ROUNDUP(-2.1,0)", "-3"),
            ("ROUNDDOWN(-2.9,0)", "-2"),
            ("INT(-2.1)", "-3"),
            ("INT(1/3*3)", "1"),
            ("TRUNC(-2.9)", "-2"),
            ("TRUNC(2.987,2)", "2.98"),
            ("MOD(7,3)", "1"),
            ("MOD(-7,3)", "2"),
            ("MOD(7,-3)", "-2"),
            ("MOD(1,0)", "#DIV/0!"),
            ("ABS(A3)", "4"),
            ("SIGN(A3)", "-1"),
            ("POWER(2,10)", "1024"),
            ("CEILING(7,5)", "10"),
            ("FLOOR(7,5)", "5"),
        ],
    );
}

#[test]
fn logic() {
    all(
        GRID,
        &[
            ("IF(A1>0,\"có\",\"không\")", "\"có\""),
            ("IF(A1>1,\"có\")", "FALSE"),
            ("IF(A1>1,1,)", "0"),
            ("IF(A1=1,,2)", "0"),
            ("IF(D1,1,2)", "#DIV/0!"),
            ("IF(TRUE,1,1/0)", "1"),
            ("IF(FALSE,TODAY(),IF(A2>2,\"x\",\"y\"))", "none"),
            ("IF(\"a\",1,2)", "#VALUE!"),
            ("SUM(IF(A1=1,A1:A2,C1:C2))", "3.5"),
            ("IFERROR(1/0,\"-\")", "\"-\""),
            ("IFERROR(A1,2)+1", "2"),
            ("IFERROR(IFERROR(1/0,1/0),5)", "5"),
            ("IFNA(NA(),1)", "1"),
            ("_xlfn.IFNA(1/0,1)", "#DIV/0!"),
            ("_xlfn.IFS(A1>1,1,A1=1,2)", "2"),
            ("AND(A1=1,A2=2.5)", "TRUE"),
            ("AND(A1:A3)", "TRUE"),
            ("OR(FALSE,A1=2)", "FALSE"),
            ("OR(B1:B3)", "#VALUE!"),
            ("NOT(A6)", "TRUE"),
            ("TRUE()", "TRUE"),
            ("ISNUMBER(A1)", "TRUE"),
            ("ISTEXT(B4)", "TRUE"),
            ("ISBLANK(B4)", "FALSE"),
            ("ISBLANK(A6)", "TRUE"),
            ("ISERROR(D1)", "TRUE"),
            ("ISNA(D1)", "FALSE"),
            ("N(B1)", "0"),
        ],
    );
}

#[test]
fn lookup() {
    all(
        GRID,
        &[
            ("VLOOKUP(\"b\",B1:C7,2,FALSE)", "20"),
            ("VLOOKUP(\"B\",B:C,2,0)", "20"),
            ("VLOOKUP(\"ab*\",B1:C7,2,0)", "50"),
            ("VLOOKUP(\"x\",B1:C7,2,FALSE)", "#N/A"),
            ("VLOOKUP(\"b\",B1:C7,3,FALSE)", "#REF!"),
            ("VLOOKUP(\"x\",B1:C7,3,FALSE)", "#REF!"),
            ("VLOOKUP(25,C1:C7,1)", "20"),
            ("VLOOKUP(5,C1:C7,1)", "#N/A"),
            ("VLOOKUP(1,A1:C3,3)", "none"),
            ("HLOOKUP(10,C1:C3,3,FALSE)", "30"),
            ("INDEX(C1:C7,3)", "30"),
            ("INDEX(A1:C3,2,3)", "20"),
            ("INDEX(A1:C1,3)", "10"),
            ("INDEX(C1:C7,8)", "#REF!"),
            ("SUM(INDEX(A1:C3,0,3))", "60"),
            ("INDEX(C1:C7,MATCH(\"b\",B1:B7,0))", "20"),
            ("MATCH(30,C1:C7,0)", "3"),
            ("MATCH(35,C1:C7)", "3"),
            ("MATCH(35,C1:C7,-1)", "none"),
            ("MATCH(2,A1:A7,0)", "#N/A"),
            ("CHOOSE(2,A1,C1)", "10"),
            ("ROW()", "999"),
            ("ROW(B7)", "7"),
            ("COLUMN(C1)", "3"),
            ("ROWS(A1:C3)", "3"),
            ("COLUMNS(A:C)", "3"),
            ("OFFSET(A1,1,0)", "none"),
            ("INDIRECT(\"A1\")", "none"),
        ],
    );
}

#[test]
fn texts() {
    all(
        GRID,
        &[
            ("CONCATENATE(A1,\"-\",B1)", "\"1-a\""),
            ("_xlfn.CONCAT(B1:C2)", "\"a10b20\""),
            ("LEFT(A4,2)", "\"xã\""),
            ("LEFT(A4)", "\"x\""),
            ("RIGHT(A4,2)", "\"Lễ\""),
            ("MID(A4,4,3)", "\"Tri\""),
            ("MID(A4,0,3)", "#VALUE!"),
            ("LEN(A4)", "9"),
            ("TRIM(\"  a  b \")", "\"a b\""),
            ("UPPER(A4)", "\"XÃ TRI LỄ\""),
            ("LOWER(\"Đ\")", "\"đ\""),
            ("EXACT(B1,B3)", "FALSE"),
            ("FIND(\"Tri\",A4)", "4"),
            ("FIND(\"tri\",A4)", "#VALUE!"),
            ("SUBSTITUTE(B5,\"b\",\"xx\")", "\"axxc\""),
            ("REPT(\"ab\",3)", "\"ababab\""),
            ("VALUE(\"12\")", "12"),
            ("VALUE(\"a\")", "#VALUE!"),
            ("VALUE(\"1.5\")", "none"),
            ("A2&\"\"", "none"),
            ("TEXT(A1,\"0\")", "none"),
        ],
    );
}

#[test]
fn subtotals() {
    let cells = &[
        ("A1", "1"),
        ("A2", "2"),
        ("A3", "=SUBTOTAL(9,A1:A2)"),
        ("A4", "4"),
        ("A5", "=AGGREGATE(9,0,A1:A4)"),
        ("A6", "=SUM(A1:A2)"),
        ("B1", "1"),
        ("B2", "#N/A"),
        ("B3", "3"),
    ];
    all(
        cells,
        &[
            ("SUBTOTAL(9,A1:A6)", "10"),
            ("SUBTOTAL(109,A1:A6)", "10"),
            ("SUBTOTAL(1,A1:A4)", "2.33333333333333"),
            ("SUBTOTAL(3,A1:A4)", "3"),
            ("SUM(A1:A6)", "20"),
            ("AGGREGATE(9,4,A1:A6)", "20"),
            ("AGGREGATE(9,6,B1:B3)", "4"),
            ("AGGREGATE(9,5,B1:B3)", "#N/A"),
            ("AGGREGATE(14,6,B1:B3,1)", "3"),
            ("SUBTOTAL(7,A1:A4)", "none"),
        ],
    );
}

#[test]
fn sheets_and_names() {
    let mut book = book(&[
        ("A1", "='Phụ lục II'!B2+hai!A1"),
        ("A2", "=SUM(Hai!A1:A3)"),
        ("A3", "=SUM(Hai!A1:Hai!A3)"),
        ("A4", "=TyLe*10"),
        ("A5", "=SUM(vung)"),
        ("A6", "=Ba!A1"),
        ("A7", "=SUM(Hai:Ba!A1)"),
        ("A8", "=xoay"),
        ("A9", "=lech"),
        ("A10", "=SUM(Hai!A:A)"),
        ("Hai!A1", "1"),
        ("Hai!A3", "3"),
        ("Phụ lục II!B2", "10"),
    ]);
    book.names =
        vec![name("tyle", "=5%"), name("Vung", "Hai!$A$1:$A$3"), name("xoay", "xoay+1"), name("lech", "A1")];
    apply(&mut book, Budget::default());
    let shown: Vec<String> = (1..=10).map(|row| shown(&book, &format!("A{row}"))).collect();
    assert_eq!(shown, ["11", "4", "4", "0.5", "4", "none", "none", "none", "none", "4"]);
}

#[test]
fn hidden_rows() {
    let mut cells = vec![("A1", "1"), ("A2", "2"), ("A3", "4")];
    let with = |formula: &'static str, cells: &mut Vec<(&'static str, &'static str)>| {
        cells.push(("B9", formula));
        let mut book = book(cells);
        cells.pop();
        book.sheets[0].hidden_rows = vec![(1, 1)];
        let checked = apply(&mut book, Budget::default());
        (shown(&book, "B9"), checked.len())
    };
    assert_eq!(with("=SUBTOTAL(109,A1:A3)", &mut cells), ("5".to_owned(), 1));
    assert_eq!(with("=SUBTOTAL(9,A1:A3)|7", &mut cells), ("7".to_owned(), 0));
    assert_eq!(with("=SUBTOTAL(9,A1:A3)|5", &mut cells), ("5".to_owned(), 0));
    assert_eq!(with("=SUBTOTAL(9,A1:A3)|6", &mut cells), ("6".to_owned(), 1));
    assert_eq!(with("=SUBTOTAL(9,A1:A3)", &mut cells), ("none".to_owned(), 1));
    assert_eq!(with("=SUM(A1:A3)", &mut cells), ("7".to_owned(), 1));
}

#[test]
fn figures_stay_exact() {
    all(
        &[("A1", "123456789012.34"), ("A2", "0.01")],
        &[
            ("A1+A2", "123456789012.35"),
            ("A1*3", "370370367037.02"),
            ("9007199254740993+0", "9007199254740993"),
            ("SUM(A1:A2,A1)", "246913578024.69"),
        ],
    );
    assert_eq!(result("1E28*100", &[]), "none");
    assert_eq!(result("1E-20*1E-20", &[]), "none");
}

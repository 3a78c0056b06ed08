//! The official workbook, part by part.

mod common;

use common::{Workbook, between, document};
use phuluc_model::{Appendix, Document, Layouts, Quantity, StatedNote, Value, marks};
use phuluc_writer::{WriteError, WriteOptions, write_xlsx};

#[test]
fn totals_are_live_and_their_results_are_numbers() {
    let sheet = Workbook::of(&document("funding.json")).sheet(1);
    // Rows: title block 1-4, header 5-6, column numbers 7, total 8.
    assert_eq!(sheet.formula("C8"), Some("SUM(C9,C12,C15:C17)"));
    assert_eq!(sheet.value("C8"), Some("237230.95"));
    assert_eq!(sheet.value("C12"), Some("70000"));
    assert!(!sheet.cell("C12").contains(" t="), "{}", sheet.cell("C12"));
    assert_eq!(sheet.text("C7"), Some("(3)=(4)+(7)+(10)"));
    assert_eq!(sheet.formula("C10"), Some("D10+G10+J10"));
}

#[test]
fn what_was_stated_stays_with_the_cell() {
    let mut workbook = Workbook::of(&document("funding.json"));
    let comments = workbook.part("xl/comments1.xml");
    let note = |cell: &str| {
        let comment = between(&comments, &format!("<comment ref=\"{cell}\""), "</comment>")?;
        StatedNote::parse(&between(comment, "<t", "</t>")?.split_once('>')?.1.replace("&quot;", "\""))
    };
    let third = note("C12").expect("a note");
    assert_eq!((third.computed.to_string(), third.stated.to_string()), ("70000".into(), "60000".into()));
    assert_eq!(note("G12").expect("a note").stated, Quantity::Nil);
    assert_eq!(note("C9"), None);
    assert!(comments.contains("<author>phuluc</author>"));
    // Blank in the source, whatever is below: no note, but a format without a zero.
    let sheet = workbook.sheet(1);
    assert_eq!(note("D9"), None);
    assert_eq!(sheet.value("D9"), Some("136710"));
    assert!(marks::zero_is_blank(&sheet.format("D9")));
    assert_eq!(note("K12"), None);
    assert_eq!(sheet.value("K12"), Some("0"));
    assert!(marks::zero_is_blank(&sheet.format("K12")));
    assert!(!marks::zero_is_blank(&sheet.format("C12")));
}

#[test]
fn text_is_never_a_formula() {
    let mut workbook = Workbook::of(&document("funding.json"));
    let sheet = workbook.sheet(1);
    assert_eq!(sheet.text("B15"), Some("=HYPERLINK(\"http://a\")"));
    assert_eq!(sheet.text("J12"), Some("chưa có"));
    assert_eq!(sheet.text("I13"), Some("-"));
    let works = Workbook::of(&document("works.json")).sheet(1);
    assert_eq!(works.text("A12"), Some("1.10"));
    assert_eq!(works.format("A12"), "@");
    assert_eq!(works.text("C14"), Some("-Nhà văn hóa"));
}

#[test]
fn carried_values_are_merged_cells() {
    let sheet = Workbook::of(&document("works.json")).sheet(1);
    let merges = between(&sheet.xml, "<mergeCells", "</mergeCells>").expect("merges");
    assert!(merges.contains("\"B10:B11\""), "{merges}");
    assert!(merges.contains("\"D10:D12\""), "{merges}");
    assert_eq!(sheet.text("B10"), Some("Xã Thiện Thuật"));
    assert_eq!(sheet.value("B11"), None);
    assert_eq!(sheet.text("B12"), Some("Xã Hoa Thám"));
}

#[test]
fn digits_beyond_a_cell_are_kept_in_a_note() {
    let mut workbook = Workbook::of(&document("works.json"));
    let comments = workbook.part("xl/comments1.xml");
    assert!(comments.contains("[phuluc] exact=0.12345678901234567891"), "{comments}");
    // A formula's cached result has them all.
    assert_eq!(workbook.sheet(1).value("H8"), Some("0.12345678901234567891"));
}

#[test]
fn the_paper_is_official() {
    let mut workbook = Workbook::of(&document("funding.json"));
    let sheet = workbook.sheet(1);
    let setup = between(&sheet.xml, "<pageSetup", "/>").expect("a page setup");
    assert!(
        setup.contains("paperSize=\"9\"")
            && setup.contains("landscape")
            && setup.contains("fitToHeight=\"0\"")
    );
    let header = between(&sheet.xml, "<headerFooter", "</headerFooter>").expect("a header");
    assert!(header.contains("differentFirst=\"1\"") && header.contains("&amp;P"), "{header}");
    assert!(!header.contains("firstHeader"));
    assert!(sheet.xml.contains("state=\"frozen\"") && sheet.xml.contains("topLeftCell=\"A8\""));
    assert!(sheet.xml.contains("outlineLevel=\"1\"") && sheet.xml.contains("summaryBelow=\"0\""));
    let book = workbook.part("xl/workbook.xml");
    assert!(book.contains("'PL II'!$5:$7"), "{book}");
    // From the title to the last note; unmapped cells stand below.
    assert!(book.contains("'PL II'!$A$1:$L$22"), "{book}");
    assert_eq!(sheet.text("A1"), Some("Phụ lục II"));
    let plan = "(Kèm theo Kế hoạch số 209/KH-UBND ngày 22/10/2021 của UBND tỉnh Lạng Sơn)";
    assert_eq!(sheet.text("A3"), Some(plan));
    assert_eq!(sheet.text("A4"), Some("Đơn vị tính: triệu đồng"));
    assert_eq!(sheet.text("A25"), Some("N9"));
    assert_eq!(sheet.text("B25"), Some("+84 912"));
}

#[test]
fn the_sheet_carries_its_marks() {
    let book = Workbook::of(&document("funding.json")).part("xl/workbook.xml");
    let mark =
        |name: &str| between(&book, &format!("name=\"{name}\" localSheetId=\"0\">"), "<").map(str::to_owned);
    assert_eq!(mark(marks::LAYOUT).as_deref(), Some("\"phu-luc-2/1\""));
    assert_eq!(mark(marks::HEADER).as_deref(), Some("'PL II'!$A$5:$L$7"));
    assert_eq!(mark(marks::TABLE).as_deref(), Some("'PL II'!$A$8:$L$18"));
    assert_eq!(mark(marks::UNMAPPED).as_deref(), Some("'PL II'!$A$24:$B$25"));
    assert_eq!(mark(marks::YEAR).as_deref(), Some("\"2022\""));
}

#[test]
fn every_appendix_has_its_sheet_even_an_empty_one() {
    let mut document = document("funding.json");
    document.appendices.extend(Layouts::built_in().iter().cloned().map(Appendix::new));
    let book = Workbook::of(&document).part("xl/workbook.xml");
    for name in ["PL II", "PL I", "PL II (2)", "PL III", "PL IV"] {
        assert!(book.contains(&format!("<sheet name=\"{name}\"")), "{name}: {book}");
    }
    assert!(book.contains("'PL II (2)'!$A$6:$L$6"), "{book}");
}

#[test]
fn optional_columns_that_nobody_has_are_left_out() {
    let layouts = Layouts::built_in();
    let mut appendix = Appendix::new(layouts.get("phu-luc-4").expect("a layout").clone());
    let dimension = |appendix: &Appendix| {
        let document = Document { appendices: vec![appendix.clone()], findings: Vec::new() };
        let sheet = Workbook::of(&document).sheet(1);
        between(&sheet.xml, "<dimension ref=\"", "\"").map(str::to_owned)
    };
    assert_eq!(dimension(&appendix).as_deref(), Some("A1:K5"));
    appendix.source.columns.insert("next_plan".to_owned(), "L".to_owned());
    assert_eq!(dimension(&appendix).as_deref(), Some("A1:L5"));
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    for name in ["funding.json", "works.json"] {
        let bytes = || write_xlsx(&document(name), &WriteOptions::default()).expect("a workbook");
        assert_eq!(bytes(), bytes());
    }
}

#[test]
fn what_no_sheet_can_hold_is_refused() {
    let options = WriteOptions::default();
    assert!(matches!(write_xlsx(&Document::default(), &options), Err(WriteError::Empty)));
    let mut document = document("funding.json");
    let name = "à".repeat(32_768);
    document.appendices[0].rows[0].values[1] = Value::Text(Some(name.as_str().into()));
    let error = write_xlsx(&document, &options).expect_err("a refusal");
    let WriteError::TextTooLong { layout, row, field, length, .. } = &error else { panic!("{error}") };
    assert_eq!((layout.as_str(), *row, field.as_str(), *length), ("phu-luc-2", 8, "name", 32_768));
}

#[test]
fn unmapped_cells_can_be_left_out() {
    let options = WriteOptions::default().unmapped(false);
    let with = write_xlsx(&document("funding.json"), &WriteOptions::default()).expect("a workbook");
    let without = write_xlsx(&document("funding.json"), &options).expect("a workbook");
    assert!(without.len() < with.len());
}

//! Workbooks with notes, merges, hidden sheets, quoted names and many findings.

use std::io::{Cursor, Read};

use phuluc_model::{Finding, Language, Message};
use phuluc_reader::Reader;
use phuluc_report::{FileReport, Policy, annotate};
use rust_xlsxwriter::{Format, Note, Workbook};

use crate::sample::{DOUBLED, SUM};

const SHEET: &str = "Biểu 'A' & \"B\"";

fn part(bytes: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut text = String::new();
    zip.by_name(name).unwrap_or_else(|_| panic!("{name}")).read_to_string(&mut text).expect("text");
    text
}

fn workbook() -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name(SHEET).expect("a name");
    sheet.merge_range(2, 1, 3, 3, "gộp", &Format::new()).expect("merged");
    sheet.insert_note(4, 0, &Note::new("Ghi chú của huyện").set_author("Huyện")).expect("a note");
    sheet.write_formula(5, 0, rust_xlsxwriter::Formula::new("=1+1").set_result("2")).expect("a formula");
    sheet.set_print_area(0, 0, 9, 9).expect("an area");
    sheet.set_active(true);
    let hidden = workbook.add_worksheet();
    hidden.set_name("Ẩn").expect("a name").set_hidden(true);
    hidden.write_number(0, 0, 1).expect("a number");
    workbook.save_to_buffer().expect("a workbook")
}

fn finding(sheet: &str, cell: &str) -> Finding {
    Finding::new(&SUM, Message::new("Sai <&>", "wrong <&>"), "a.xlsx", sheet, cell)
}

#[test]
fn notes_merges_hidden_sheets_and_names() {
    let cells = ["C4", "A5", "A6", "J20", "A1:J3"];
    let mut findings: Vec<Finding> = cells.iter().map(|cell| finding(SHEET, cell)).collect();
    findings.push(finding("Ẩn", "A1"));
    findings.push(finding("không có", "A1"));
    let report = FileReport::new("a.xlsx", &[], findings, &Policy::default());
    let copy = annotate(&workbook(), &report, Language::Vietnamese).expect("a copy");
    let comments = part(&copy, "xl/comments1.xml");
    assert!(comments.contains("Ghi chú của huyện"), "{comments}");
    assert!(comments.contains("ref=\"B3\""), "the note of a merged cell hangs at its first: {comments}");
    assert!(!comments.contains("ref=\"C4\"") && comments.contains("Sai &lt;&amp;&gt;"), "{comments}");
    let book = part(&copy, "xl/workbook.xml");
    assert!(book.contains("localSheetId=\"1\""), "the print area is still that of its sheet: {book}");
    assert!(book.contains("state=\"hidden\""), "{book}");
    let listing = part(&copy, "xl/worksheets/phuluc1.xml");
    assert!(listing.contains("location=\"'Biểu ''A'' &amp; &quot;B&quot;'!A5\""), "{listing}");
    assert!(listing.contains("Ẩn (đang ẩn)") && !listing.contains("'không có'!"), "{listing}");
    let sheet = part(&copy, "xl/worksheets/sheet1.xml");
    assert!(!sheet.contains("tabSelected") && sheet.contains("<f>1+1</f><v>2</v>"), "{sheet}");
    let reading = Reader::new().read("a.xlsx", &copy).expect("a workbook");
    let notes = reading.document.findings.iter().filter(|finding| finding.rule == "PL016");
    let notes: Vec<_> = notes.map(|finding| finding.found.as_deref()).collect();
    assert_eq!(notes, [Some("Huyện: Ghi chú của huyện")], "only the office's own");
}

#[test]
fn a_thousand_findings_have_a_thousand_notes() {
    let findings: Vec<Finding> = (1..=1100)
        .map(|row| {
            Finding::new(&DOUBLED, Message::new("trùng", "doubled"), "a.xlsx", SHEET, format!("F{row}"))
        })
        .collect();
    let report = FileReport::new("a.xlsx", &[], findings, &Policy::default());
    let copy = annotate(&workbook(), &report, Language::English).expect("a copy");
    let drawing = part(&copy, "xl/drawings/vmlDrawing1.vml");
    let mut ids: Vec<&str> =
        drawing.split("<v:shape id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(ids.len(), 1101);
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 1101, "every box has an id of its own");
    let sheet = part(&copy, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("<c r=\"F1100\" s="), "rows that were not there are made");
}

#[test]
fn what_is_no_workbook_is_an_error() {
    let report = FileReport::new("a.xlsx", &[], Vec::new(), &Policy::default());
    for bytes in [&b""[..], b"PK\x03\x04", b"<html>"] {
        assert!(annotate(bytes, &report, Language::English).is_err());
    }
}

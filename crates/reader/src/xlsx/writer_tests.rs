//! What other programs write: the workbooks of `testdata/xlsx/make.py`.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::fs;
use std::path::Path;

use super::read;
use super::tests::{runs_of, values};
use crate::grid::{CellValue, NumberFormat, RichText, Sheet, Workbook};
use crate::limits::Limits;

fn opened(name: &str) -> Workbook {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/xlsx");
    read(&fs::read(folder.join(name)).unwrap(), &Limits::default()).unwrap()
}

fn text<'s>(sheet: &'s Sheet, place: &str) -> &'s RichText {
    match sheet.cells.iter().find(|cell| cell.at.to_string() == place).map(|cell| &cell.value) {
        Some(CellValue::Text(text)) => text,
        other => panic!("{place}: {other:?}"),
    }
}

fn format(book: &Workbook, place: &str) -> NumberFormat {
    let cell = book.sheets[0].cells.iter().find(|cell| cell.at.to_string() == place).unwrap();
    book.style(cell.style).format.clone()
}

#[test]
fn openpyxl() {
    let book = opened("openpyxl.xlsx");
    let [sheet, other] = &book.sheets[..] else { panic!("{:?}", book.sheets.len()) };
    assert_eq!(
        values(sheet)[3..],
        [
            "B3=1625.7",
            "C3=0.3",
            "D3=0.105",
            "B4=46079",
            "C4=none{SUM(B3:C3)}",
            "D4=true",
            "E4=none{1/0}",
            "F4=#N/A",
            "B5=12345678901",
            "A6=\"ẩn\""
        ]
    );
    let title = book.style(sheet.cells[0].style);
    assert_eq!((book.font_name(title.font), title.bold), (".VnTimeH", true));
    assert_eq!(&*text(sheet, "A2").text, "Vốn NSTW (triệu đồng)");
    let runs = runs_of(&book, text(sheet, "A2"));
    assert_eq!(runs, [(0, None), ("Vốn ".len(), Some(".VnTime")), ("Vốn NSTW".len(), None)]);
    assert_eq!(&*text(sheet, "A3").text, "  thụt vào \n hai dòng ");
    assert_eq!(format(&book, "D3"), NumberFormat::Percent);
    assert_eq!(format(&book, "B4"), NumberFormat::Date);
    assert_eq!(format(&book, "B5"), NumberFormat::Code("#,##0 \"đ\"".into()));
    assert_eq!(sheet.merges[0].to_string(), "A1:D1");
    assert_eq!((&sheet.hidden_rows[..], &sheet.hidden_columns[..]), (&[(5, 6)][..], &[(7, 7)][..]));
    assert_eq!(
        (sheet.notes[0].author.as_str(), &*sheet.notes[0].text.text),
        ("Sở Tài chính", "Số liệu chưa chốt")
    );
    assert_eq!((other.hidden, values(other)), (true, vec!["XFD1048576=\"góc xa\"".to_owned()]));
    let names: Vec<_> = book.names.iter().map(|name| (name.name.as_str(), name.sheet)).collect();
    assert!(names.contains(&("tong", None)) && names.contains(&("_xlnm.Print_Area", Some(0))), "{names:?}");
}

#[test]
fn xlsxwriter_with_a_chart_sheet_first() {
    let book = opened("xlsxwriter.xlsx");
    let [sheet] = &book.sheets[..] else { panic!("{:?}", book.sheets.len()) };
    assert_eq!(sheet.name, "Phụ lục & B");
    assert_eq!(
        values(sheet),
        [
            "A1=\"Kế hoạch 2026 < 2027\"",
            "B1=1{A1:A3}",
            "D1=\"gộp\"",
            "A2=0.0788",
            "B2=0",
            "A3=46079.5",
            "B3=0",
            "A4=0.1576{A2*2}",
            "A5=\"Ax\"{\"A\"&\"x\"}",
            "A6=\"_x000D_ giữ nguyên\"",
            "A7=false"
        ]
    );
    assert_eq!(runs_of(&book, text(sheet, "A1"))[1].1, Some("VNI-Times"));
    assert_eq!((&sheet.hidden_rows[..], &sheet.hidden_columns[..]), (&[(9, 9)][..], &[(6, 8)][..]));
    assert_eq!(sheet.notes[0].author, "Phòng Kế hoạch");
    // The chart sheet is the workbook's first, so this name is of sheet 1 there.
    assert_eq!((book.names[0].name.as_str(), book.names[0].sheet), ("_xlnm.Print_Area", Some(0)));
}

#[test]
fn xlsxwriter_streaming() {
    let book = opened("xlsxwriter-inline.xlsx");
    assert!(book.date_1904);
    assert_eq!(values(&book.sheets[0])[3..6], ["A2=\" thôn 1 \"", "B2=1.1", "C2=44562"]);
    assert_eq!(format(&book, "C2"), NumberFormat::Date);
}

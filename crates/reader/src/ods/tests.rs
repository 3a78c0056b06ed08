//! See `testdata/containers/make.py` for what is in the fixtures.

use std::io::{Cursor, Write};

use crate::error::OpenError;
use crate::grid::{CellValue, NumberFormat, Workbook};
use crate::limits::{LimitName, Limits};
use crate::testing::{assert_dump, assert_like_calamine, dump, fixture, read_damaged};

use super::read;

fn book(name: &str) -> Workbook {
    read(&fixture(name), &Limits::default()).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        out.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        out.write_all(text.as_bytes()).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// A document with these elements in its spreadsheet.
fn spreadsheet(inner: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:body><office:spreadsheet>{inner}</office:spreadsheet></office:body></office:document-content>"
    );
    zipped(&[("content.xml", &content)])
}

#[test]
fn read_as_xlrd_reads_the_same_workbook() {
    // Both were saved by LibreOffice from one source; it turns a tab into another
    // character on the way, and a formula whose result is empty is no cell in `.xls`.
    let kept = String::from_utf8(fixture("containers/libre.xls.txt")).unwrap().replace("ba\\tth", "bath");
    let kept = kept.replace("ba\\x01th", "bath");
    let ours = dump(&book("containers/libre.ods"));
    let ours: Vec<_> = ours.lines().filter(|line| !line.starts_with("C6\t")).collect();
    for (ours, kept) in ours.iter().zip(kept.lines()) {
        let words = |line: &str| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(words(ours), words(kept));
    }
    assert_eq!(ours.len(), kept.lines().count());
}

#[test]
fn forms_that_other_programs_write() {
    let book = book("containers/forms.ods");
    assert_dump(&book, "containers/forms.ods.txt");
    let formula = |at: &str| {
        book.sheets[0].cells.iter().find(|cell| cell.at.to_string() == at).unwrap().formula.as_deref()
    };
    assert_eq!(formula("F5"), Some("A1/0"));
    assert_eq!(formula("H5"), Some("SUM(A5:B5,Hai!A1)"));
    let names: Vec<_> = book.names.iter().map(|name| (name.name.as_str(), name.formula.as_str())).collect();
    assert_eq!(names, [("vùng", "Hai!$A$1:$B$2"), ("gấp", "A1*2")]);
}

#[test]
fn formats_of_figures() {
    let book = book("containers/forms.ods");
    let format = |at: &str| {
        let cell = book.sheets[0].cells.iter().find(|cell| cell.at.to_string() == at).unwrap();
        book.style(cell.style).format.clone()
    };
    assert_eq!(format("A2"), NumberFormat::Plain);
    assert_eq!(format("A5"), NumberFormat::Percent);
    assert_eq!(format("C5"), NumberFormat::Date);
    assert_eq!(format("D1"), NumberFormat::Code("#,##0.0\" triệu đồng\"".into()));
    assert_eq!(format("E1"), NumberFormat::Date);
}

#[test]
fn van_quan_is_as_calamine_reads_it() {
    let book = book("submissions/van-quan.ods");
    let oracle: calamine::Ods<_> =
        calamine::Reader::new(Cursor::new(fixture("submissions/van-quan.ods"))).unwrap();
    assert!(assert_like_calamine(&book, oracle) > 100);
    assert!(!book.sheets[0].merges.is_empty());
    // Decomposed letters stay as stored.
    let texts = book.sheets[0].cells.iter().filter_map(|cell| match &cell.value {
        CellValue::Text(text) => Some(&*text.text),
        _ => None,
    });
    assert!(texts.into_iter().any(|text| text == "Phu\u{323} lu\u{323}c III"));
}

#[test]
fn emptiness_costs_nothing_and_repeats_are_counted() {
    let small = Limits { cells: 1000, ..Limits::default() };
    let row = |cell: &str| {
        spreadsheet(&format!(
            "<table:table table:name='t'><table:table-row table:number-rows-repeated='1048576'>{cell}</table:table-row></table:table>"
        ))
    };
    let empty = row("<table:table-cell table:number-columns-repeated='16384' table:style-name='x'/>");
    assert!(read(&empty, &small).unwrap().sheets[0].cells.is_empty());
    for cell in [
        "<table:table-cell table:number-columns-repeated='16384' office:value-type='float' office:value='1'/>",
        "<table:table-cell table:number-columns-repeated='16384' table:number-columns-spanned='2'/>",
    ] {
        assert!(matches!(read(&row(cell), &small), Err(OpenError::Limit { limit: LimitName::Cells })));
    }
    let far = row(
        "<table:table-cell table:number-columns-repeated='4294967295'/><table:table-cell office:value-type='float' office:value='1'/>",
    );
    assert!(matches!(read(&far, &small), Err(OpenError::Damaged { .. })));
    let spaces = row(
        "<table:table-cell office:value-type='string'><text:p><text:s text:c='4000000000'/></text:p></table:table-cell>",
    );
    assert!(matches!(read(&spaces, &small), Err(OpenError::Limit { limit: LimitName::TextBytes })));
}

#[test]
fn what_cannot_be_read_is_named() {
    let limits = Limits::default();
    assert!(matches!(read(&[], &limits), Err(OpenError::Empty)));
    assert!(matches!(read(b"PK\x03\x04", &limits), Err(OpenError::Damaged { .. })));
    assert!(matches!(read(&zipped(&[("a", "b")]), &limits), Err(OpenError::NotAWorkbook { .. })));
    let text = "<office:document-content><office:body><office:text/></office:body></office:document-content>";
    assert!(matches!(read(&zipped(&[("content.xml", text)]), &limits), Err(OpenError::NotAWorkbook { .. })));
    let manifest = "<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    let locked = zipped(&[("META-INF/manifest.xml", manifest), ("content.xml", "x")]);
    assert!(matches!(read(&locked, &limits), Err(OpenError::Encrypted)));
    let cut = zipped(&[("content.xml", "<office:document-content><office:body><office:spreadsheet>")]);
    assert!(matches!(read(&cut, &limits), Err(OpenError::Damaged { .. })));
}

#[test]
fn limits_hold() {
    let bytes = fixture("containers/libre.ods");
    let limit = |limits: Limits| match read(&bytes, &limits) {
        Err(OpenError::Limit { limit }) => limit,
        other => panic!("{other:?}"),
    };
    assert_eq!(limit(Limits { cells: 5, ..Limits::default() }), LimitName::Cells);
    assert_eq!(limit(Limits { sheets: 1, ..Limits::default() }), LimitName::Sheets);
    assert_eq!(limit(Limits { parts: 2, ..Limits::default() }), LimitName::Parts);
    assert_eq!(limit(Limits { unzipped_bytes: 5000, ..Limits::default() }), LimitName::UnzippedBytes);
    assert_eq!(limit(Limits { text_bytes: 10, ..Limits::default() }), LimitName::TextBytes);
    assert_eq!(limit(Limits { depth: 4, ..Limits::default() }), LimitName::Depth);
}

#[test]
fn damage_never_panics() {
    for name in ["containers/libre.ods", "containers/forms.ods", "submissions/van-quan.ods"] {
        let bytes = fixture(name);
        read_damaged(&bytes, 200, read);
        // Within the zip, so that damage meets the XML itself.
        let mut package = crate::package::Package::open(&bytes, &Limits::default()).unwrap();
        let content = package.read("content.xml").unwrap().unwrap();
        let still = read_damaged(&content, 200, |damaged, limits| {
            let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
            out.start_file("content.xml", zip::write::SimpleFileOptions::default()).unwrap();
            out.write_all(damaged).unwrap();
            read(&out.finish().unwrap().into_inner(), limits)
        });
        assert!(still > 0, "{name}");
    }
}

//! See `testdata/containers/make.py` for what is in the fixtures.

use std::io::{Cursor, Write};

use crate::error::{FileKind, OpenError};
use crate::grid::{CellValue, NumberFormat, Workbook};
use crate::limits::{LimitName, Limits};
use crate::testing::{assert_dump, assert_like_calamine, fixture, read_damaged};

use super::read;

const FIXTURES: [&str; 4] =
    ["containers/legacy.xls", "containers/excel5.xls", "containers/libre.xls", "submissions/binh-gia.xls"];

fn book(name: &str) -> Workbook {
    read(&fixture(name), &Limits::default()).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The stream of records of a fixture, without its compound file.
fn stream(name: &str) -> Vec<u8> {
    super::workbook_stream(&fixture(name), &Limits::default()).unwrap()
}

fn record(id: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap();
    [&id.to_le_bytes(), &length.to_le_bytes(), data].concat()
}

#[test]
fn read_as_xlrd_reads() {
    for name in ["legacy.xls", "excel5.xls", "libre.xls"] {
        assert_dump(&book(&format!("containers/{name}")), &format!("containers/{name}.txt"));
    }
}

#[test]
fn values_are_calamines() {
    for name in ["containers/legacy.xls", "containers/libre.xls", "submissions/binh-gia.xls"] {
        let oracle: calamine::Xls<_> = calamine::Reader::new(Cursor::new(fixture(name))).unwrap();
        assert!(assert_like_calamine(&book(name), oracle) > 20, "{name}");
    }
}

#[test]
fn formats_of_figures() {
    let book = book("containers/legacy.xls");
    let format = |at: &str| {
        let cell = book.sheets[0].cells.iter().find(|cell| cell.at.to_string() == at).unwrap();
        book.style(cell.style).format.clone()
    };
    assert_eq!(format("A4"), NumberFormat::Plain);
    assert_eq!(format("B4"), NumberFormat::Percent);
    assert_eq!(format("B5"), NumberFormat::Percent);
    assert_eq!(format("B6"), NumberFormat::Date);
    assert_eq!(format("B7"), NumberFormat::Code("#,##0 \"triệu đồng\"".into()));
    assert_eq!(format("B8"), NumberFormat::Plain);
}

#[test]
fn binh_gia_keeps_its_bytes_and_fonts() {
    let book = book("submissions/binh-gia.xls");
    let sheet = &book.sheets[0];
    assert_eq!(sheet.name, "DM CT");
    let texts = sheet.cells.iter().filter_map(|cell| match &cell.value {
        CellValue::Text(text) => Some((book.font_name(book.style(cell.style).font), &*text.text)),
        _ => None,
    });
    let legacy = texts.filter(|(font, _)| font.starts_with(".Vn")).count();
    assert!(legacy > 50, "{legacy}");
}

#[test]
fn without_a_compound_file() {
    let whole = read(&stream("containers/excel5.xls"), &Limits::default()).unwrap();
    assert_dump(&whole, "containers/excel5.xls.txt");
}

#[test]
fn what_cannot_be_read_is_named() {
    let limits = Limits::default();
    assert!(matches!(read(&[], &limits), Err(OpenError::Empty)));
    assert!(matches!(read(b"PK\x03\x04", &limits), Err(OpenError::NotAWorkbook { .. })));
    for old in [0x0009u16, 0x0209, 0x0409] {
        let bytes = record(old, &[0, 0, 0x10, 0]);
        assert!(matches!(
            read(&bytes, &limits),
            Err(OpenError::NotAWorkbook { what: FileKind::OldWorksheet })
        ));
    }
    let bof = record(0x0809, &[0, 6, 5, 0, 0, 0, 0, 0]);
    let locked = [bof.clone(), record(0x002F, &[1, 0, 1, 0]), record(0x000A, &[])].concat();
    assert!(matches!(read(&locked, &limits), Err(OpenError::Encrypted)));
    assert!(matches!(read(&bof, &limits), Err(OpenError::Damaged { .. })));
}

#[test]
fn other_compound_files_are_named() {
    let with_stream = |name: &str| {
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        file.create_stream(name).unwrap().write_all(b"x").unwrap();
        file.flush().unwrap();
        read(&file.into_inner().into_inner(), &Limits::default())
    };
    assert!(matches!(with_stream("/EncryptedPackage"), Err(OpenError::Encrypted)));
    assert!(matches!(with_stream("/WordDocument"), Err(OpenError::NotAWorkbook { what: FileKind::Word })));
    assert!(matches!(with_stream("/Contents"), Err(OpenError::NotAWorkbook { .. })));
}

#[test]
fn limits_hold() {
    let bytes = fixture("containers/legacy.xls");
    let limit = |limits: Limits| match read(&bytes, &limits) {
        Err(OpenError::Limit { limit }) => limit,
        other => panic!("{other:?}"),
    };
    assert_eq!(limit(Limits { cells: 10, ..Limits::default() }), LimitName::SharedStrings);
    // A workbook without shared strings.
    let few = read(&fixture("containers/excel5.xls"), &Limits { cells: 10, ..Limits::default() });
    assert!(matches!(few, Err(OpenError::Limit { limit: LimitName::Cells })));
    assert_eq!(limit(Limits { sheets: 3, ..Limits::default() }), LimitName::Sheets);
    assert_eq!(limit(Limits { text_bytes: 1000, ..Limits::default() }), LimitName::TextBytes);
    assert_eq!(limit(Limits { file_bytes: 1000, ..Limits::default() }), LimitName::FileBytes);
}

#[test]
fn a_stream_cut_anywhere_is_damaged() {
    let whole = stream("containers/libre.xls");
    for end in (8..whole.len() - 1).step_by(7) {
        // Only padding may be missing.
        let cut = read(&whole[..end], &Limits::default());
        assert!(
            cut.is_err() || whole[end..].iter().all(|byte| *byte == 0),
            "cut at {end} of {}",
            whole.len()
        );
    }
}

#[test]
fn damage_never_panics() {
    for name in FIXTURES {
        let bytes = fixture(name);
        read_damaged(&bytes, 300, read);
        // Past the compound file, so that damage meets the records themselves.
        let still = read_damaged(&stream(name), 300, read);
        assert!(still > 0, "{name}");
    }
}

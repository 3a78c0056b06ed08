//! See `testdata/containers/make-xlsb.js` and `make.py` for what is in the fixtures.

use std::io::{Cursor, Write};

use crate::error::OpenError;
use crate::grid::{NumberFormat, Workbook};
use crate::limits::{LimitName, Limits};
use crate::package::Package;
use crate::testing::{dump, fixture, read_damaged};

use super::read;

const FIXTURES: [&str; 2] = ["containers/sheetjs.xlsb", "containers/sheetjs-sst.xlsb"];
const MAIN: &str = "xl/workbook.bin";

fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        out.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        out.write_all(content).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// A record of at most 16,383 bytes.
fn record(id: u16, fields: &[&[u8]]) -> Vec<u8> {
    let data = fields.concat();
    let mut out = if id < 128 { vec![id as u8] } else { vec![(id & 0x7F) as u8 | 0x80, (id >> 7) as u8] };
    out.extend([(data.len() & 0x7F) as u8 | 0x80, (data.len() >> 7) as u8]);
    out.extend(data);
    out
}

fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut out = u32::try_from(units.len()).unwrap().to_le_bytes().to_vec();
    out.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
    out
}

fn int(value: u32) -> [u8; 4] {
    value.to_le_bytes()
}

fn row(row: u32, flags: u8) -> Vec<u8> {
    record(0, &[&int(row), &int(0), &[0, 0, 0, flags], &int(0)])
}

/// A workbook of one sheet with these records between the begin and end of its data.
fn workbook(cells: &[Vec<u8>]) -> Vec<u8> {
    let font = |name: &str, weight: u16, flags: u16| {
        record(43, &[&[0, 0], &flags.to_le_bytes(), &weight.to_le_bytes(), &[0; 15], &wide(name)])
    };
    let format = |number: u16, font: u16, indent: u8| {
        record(47, &[&[0, 0], &number.to_le_bytes(), &font.to_le_bytes(), &[0; 5], &[indent, 0, 0, 0, 0]])
    };
    let styles = [
        record(44, &[&200u16.to_le_bytes(), &wide("0.0%")]),
        font("Arial", 400, 0),
        font(".VnTimeH", 700, 2),
        record(626, &[&int(1)]),
        format(14, 1, 9),
        record(627, &[]),
        record(617, &[&int(2)]),
        format(0, 0, 0),
        format(200, 1, 3),
        record(618, &[]),
    ];
    let runs: Vec<u8> = [2u32.to_le_bytes().to_vec(), vec![2, 0, 1, 0], vec![4, 0, 0, 0]].concat();
    let strings = [record(19, &[&[0], &wide("chung")]), record(19, &[&[1], &wide("đ\u{1F600}cuối"), &runs])];
    let book =
        [record(153, &[&int(1), &[0; 8]]), record(156, &[&int(0), &int(1), &wide("rId1"), &wide("Một")])];
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relations = format!(
        "<Relationships><Relationship Id='rId1' Type='{kind}/worksheet' Target='worksheets/s.bin'/>\
         <Relationship Id='rId2' Type='{kind}/styles' Target='/xl/styles.bin'/>\
         <Relationship Id='rId3' Type='{kind}/sharedStrings' Target='t.bin'/></Relationships>"
    );
    let sheet = [record(145, &[]), cells.concat(), record(146, &[])].concat();
    zipped(&[
        (MAIN, &book.concat()),
        ("xl/_rels/workbook.bin.rels", relations.as_bytes()),
        ("xl/styles.bin", &styles.concat()),
        ("xl/t.bin", &strings.concat()),
        ("xl/worksheets/s.bin", &sheet),
    ])
}

#[test]
fn short_records_are_read_as_libreoffice_reads_them() {
    let kept = String::from_utf8(fixture("containers/sheetjs.xlsb.txt")).unwrap();
    let lines = |text: &str| {
        let lines = text.lines().filter(|line| !line.starts_with("note"));
        lines.map(|line| line.trim_end().to_owned()).collect::<Vec<_>>()
    };
    for name in FIXTURES {
        let ours = dump(&read(&fixture(name), &Limits::default()).unwrap());
        assert_eq!(lines(&ours), lines(&kept), "{name}");
        // LibreOffice leaves out the author.
        assert!(ours.contains("note B2 Nguyễn A ghi ch\\xfa\\nd\\xf2ng hai\n"), "{name}");
    }
}

#[test]
fn every_cell_record() {
    let style = int(1);
    let bytes = workbook(&[
        row(2, 0x10),
        record(7, &[&int(1), &style, &int(1)]),
        record(18, &[&style, &int(0)]),
        record(12, &[&style]),
        record(13, &[&int(0), &int((162_570 << 2) | 3)]),
        record(14, &[&int(0), &[0x2A]]),
        record(15, &[&int(0), &[1]]),
        record(16, &[&int(0), &0.5f64.to_le_bytes()]),
        record(17, &[&int(0), &wide("tại chỗ")]),
        row(3, 0),
        record(8, &[&int(0), &int(0), &wide("kết quả"), &[0; 10]]),
        record(9, &[&int(1), &int(0), &42.5f64.to_le_bytes(), &[0; 10]]),
        record(10, &[&int(2), &int(0), &[0], &[0; 10]]),
        record(11, &[&int(3), &int(0), &[0x17], &[0; 10]]),
        record(62, &[&int(4), &int(0), &[1], &wide("giàu"), &int(1), &[1, 0, 1, 0]]),
        record(1, &[&int(5), &style]),
        record(176, &[&int(0), &int(1), &int(0), &int(2)]),
    ]);
    let expected = "dates 1\nsheet 0 Một\n\
        B3\t.VnTimeH|11|3\t3:.VnTimeH,4:Arial\tt \\u0111\\U0001f600cu\\u1ed1i\n\
        C3\t.VnTimeH|11|3\t\tt chung\n\
        E3\tArial|00|0\t\tn 1625.7\nF3\tArial|00|0\t\te #N/A\nG3\tArial|00|0\t\tb 1\nH3\tArial|00|0\t\tn 0.5\n\
        I3\tArial|00|0\t\tt t\\u1ea1i ch\\u1ed7\n\
        A4\tArial|00|0\t\tt k\\u1ebft qu\\u1ea3\nB4\tArial|00|0\t\tn 42.5\nC4\tArial|00|0\t\tb 0\n\
        D4\tArial|00|0\t\te #REF!\nE4\tArial|00|0\t1:.VnTimeH\tt gi\\xe0u\n\
        merge A1:C2\nrows 2\ncolumns \n";
    let book = read(&bytes, &Limits::default()).unwrap();
    assert_eq!(dump(&book), expected);
    assert_eq!(book.styles[1].format, NumberFormat::Percent);
}

#[test]
fn what_does_not_fit_is_named() {
    let limits = Limits::default();
    let damaged =
        |cells: &[Vec<u8>]| matches!(read(&workbook(cells), &limits), Err(OpenError::Damaged { .. }));
    assert!(!damaged(&[row(0, 0)]));
    assert!(damaged(&[row(1_048_576, 0)]));
    assert!(damaged(&[record(2, &[&int(0), &int(0), &int(0)])]), "no row");
    assert!(damaged(&[row(0, 0), record(2, &[&int(16_384), &int(0), &int(0)])]));
    assert!(damaged(&[row(0, 0), record(7, &[&int(0), &int(0), &int(99)])]), "no such text");
    assert!(damaged(&[row(0, 0), record(6, &[&int(0), &int(0), &int(0x7FFF_FFFF)])]), "text past its record");
    assert!(damaged(&[vec![0x85, 0x80, 0xFF, 0xFF, 0xFF, 0x7F]]), "a record past its part");
    assert!(matches!(read(&[], &limits), Err(OpenError::Empty)));
    assert!(matches!(read(&zipped(&[("a", b"b")]), &limits), Err(OpenError::NotAWorkbook { .. })));
}

#[test]
fn limits_hold() {
    let bytes = fixture("containers/sheetjs-sst.xlsb");
    let limit = |limits: Limits| match read(&bytes, &limits) {
        Err(OpenError::Limit { limit }) => limit,
        other => panic!("{other:?}"),
    };
    assert_eq!(limit(Limits { cells: 5, ..Limits::default() }), LimitName::SharedStrings);
    let few = read(&fixture("containers/sheetjs.xlsb"), &Limits { cells: 5, ..Limits::default() });
    assert!(matches!(few, Err(OpenError::Limit { limit: LimitName::Cells })));
    assert_eq!(limit(Limits { sheets: 1, ..Limits::default() }), LimitName::Sheets);
    assert_eq!(limit(Limits { unzipped_bytes: 1000, ..Limits::default() }), LimitName::UnzippedBytes);
    assert_eq!(limit(Limits { text_bytes: 10, ..Limits::default() }), LimitName::TextBytes);
}

#[test]
fn damage_never_panics() {
    let parts = |bytes: &[u8]| -> Vec<(String, Vec<u8>)> {
        let names: Vec<String> = {
            let archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
            archive.file_names().map(|name| name.unwrap().into_owned()).collect()
        };
        let mut package = Package::open(bytes, &Limits::default()).unwrap();
        names.into_iter().map(|name| (name.clone(), package.read(&name).unwrap().unwrap())).collect()
    };
    for name in FIXTURES {
        let bytes = fixture(name);
        read_damaged(&bytes, 200, read);
        // Within the zip, so that damage meets the records themselves.
        let whole = parts(&bytes);
        for (damaged_name, content) in whole.iter().filter(|(name, _)| name.ends_with(".bin")) {
            read_damaged(content, 100, |damaged, limits| -> Result<Workbook, OpenError> {
                let parts: Vec<(&str, &[u8])> = whole
                    .iter()
                    .map(|(name, content)| {
                        (name.as_str(), if name == damaged_name { damaged } else { content.as_slice() })
                    })
                    .collect();
                read(&zipped(&parts), limits)
            });
        }
    }
}

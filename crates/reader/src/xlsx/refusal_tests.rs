//! What is refused, and that nothing else happens: limits, broken and hostile files.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use super::read;
use super::tests::{bytes_with, refusal, relationships, zipped};
use crate::error::OpenError;
use crate::limits::Limits;

#[test]
fn broken_xml_is_refused_with_a_reason() {
    let sheet = |text: &'static str| refusal("", &[("xl/worksheets/sheet1.xml", text)]);
    for (text, said) in [
        ("<worksheet><sheetData><row><c t='str'><v>a&nbsp;b</v></c></row></sheetData></worksheet>", "nbsp"),
        ("<!DOCTYPE x [<!ENTITY a 'b'>]><worksheet/>", "document type declaration"),
        ("<worksheet><sheetData><row>", "cut short"),
        ("<worksheet><sheetData></worksheet>", "`</worksheet>` ends `<sheetData>`"),
        ("<?xml version='1.0' encoding='UTF-16'?><worksheet/>", "is in UTF-16"),
        ("<other/>", "no element `worksheet`"),
        ("<worksheet><sheetData><row><c r=A1/></row></sheetData></worksheet>", "no XML attribute"),
        ("", "no element `worksheet`"),
    ] {
        let found = sheet(text);
        assert!(found.contains(said), "{text}: {found}");
    }
}

#[test]
fn missing_parts_are_named() {
    let links = relationships(&[("rId1", "worksheet", "worksheets/gone.xml")]);
    assert!(
        refusal("", &[("xl/_rels/workbook.xml.rels", &links)]).contains("the part of sheet `S` is missing")
    );
    assert!(
        refusal("", &[("xl/_rels/workbook.xml.rels", "<Relationships/>")]).contains("sheet `S` is missing")
    );
    let none = read(&zipped(&[("a.txt", "")]), &Limits::default());
    assert!(matches!(none, Err(OpenError::NotAWorkbook { .. })));
}

#[test]
fn every_cut_of_a_file_is_refused_and_no_flipped_byte_panics() {
    let bytes = bytes_with("<sheetData><row><c t='inlineStr'><is><t>một</t></is></c></row></sheetData>", &[]);
    for length in 0..bytes.len() {
        assert!(read(&bytes[..length], &Limits::default()).is_err(), "{length}");
    }
    for place in 0..bytes.len() {
        for flip in [0x01, 0x80, 0xFF] {
            let mut changed = bytes.clone();
            changed[place] ^= flip;
            let _ = read(&changed, &Limits::default());
        }
    }
}

#[test]
fn limits_hold() {
    let rows = "<row><c><v>1</v></c><c><v>2</v></c></row>".repeat(2_000);
    let bytes = bytes_with(&format!("<sheetData>{rows}</sheetData>"), &[]);
    let refused = |change: fn(&mut Limits)| {
        let mut limits = Limits::default();
        change(&mut limits);
        match read(&bytes, &limits) {
            Err(OpenError::Limit { limit }) => limit,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(refused(|limits| limits.unzipped_bytes = 10_000), "bytes after decompression");
    assert_eq!(refused(|limits| limits.file_bytes = 100), "bytes of the file");
    assert_eq!(refused(|limits| limits.parts = 3), "parts of the container");
    assert_eq!(refused(|limits| limits.cells = 3_999), "cells of the workbook");
    assert_eq!(refused(|limits| limits.sheets = 0), "sheets");
    assert_eq!(refused(|limits| limits.depth = 3), "depth of XML elements");
    read(&bytes, &Limits { cells: 4_000, ..Limits::default() }).unwrap();
}

#[test]
fn a_single_endless_text_or_tag_is_refused_before_it_is_held() {
    let long = "a".repeat(200_000);
    let limits = Limits { text_bytes: 1_000, ..Limits::default() };
    for inside in [
        format!("<sheetData><row><c t='str'><v>{long}</v></c></row></sheetData>"),
        format!("<sheetData><row><c t='{long}'/></row></sheetData>"),
        format!("<!--{long}-->"),
        format!("<sheetData><row><c t='str'><v>{}</v></c></row></sheetData>", "&amp;".repeat(1_001)),
    ] {
        let error = read(&bytes_with(&inside, &[]), &limits).unwrap_err();
        assert!(matches!(error, OpenError::Limit { limit: "bytes of one text" }), "{error}");
    }
}

#[test]
fn multiplied_formulas_count_as_bytes() {
    let long = format!("A1&amp;\"{}\"", "x".repeat(8_000));
    let children = "<c><f t='shared' si='0'/></c>".repeat(10_000);
    let inside =
        format!("<sheetData><row><c><f t='shared' si='0'>{long}</f></c>{children}</row></sheetData>");
    let limits = Limits { unzipped_bytes: 10 << 20, ..Limits::default() };
    let error = read(&bytes_with(&inside, &[]), &limits).unwrap_err();
    assert!(matches!(error, OpenError::Limit { limit: "bytes after decompression" }), "{error}");
}

#[test]
fn parts_under_a_password_are_told_from_damage() {
    let mut bytes = bytes_with("<sheetData/>", &[]);
    for place in 0..bytes.len() - 8 {
        match &bytes[place..place + 4] {
            b"PK\x03\x04" => bytes[place + 6] |= 1,
            b"PK\x01\x02" => bytes[place + 8] |= 1,
            _ => {}
        }
    }
    assert!(matches!(read(&bytes, &Limits::default()), Err(OpenError::Encrypted)));
}
